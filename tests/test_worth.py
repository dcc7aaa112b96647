"""Worth: a sum of named features, and an order that does not depend on how much of it is asked for."""

from collections import Counter
from itertools import islice

import pytest

from quizgen.candidates import Work
from quizgen.extractors import extract
from quizgen.fitness import unfit
from quizgen.worth import BEATEN, Scorer, Weights, shipped
from tests.studio import reading

TEXT = (
    "村民委员会应当每年公布用水数量，不得超过三十日。国家保护农民的合法权益。\n水渠管理制度是农村水利建设的重要基础，坚持自愿、平等、公开的原则。\n"
    "修渠要做到“三个不变”，即水源不变、路线不变、标准不变。浇地的次序由村民委员会决定，任何单位都应当节约用水。\n"
) * 3


@pytest.fixture(scope="module")
def work() -> Work:
    r = reading(TEXT)
    return Work(r, extract(r)[0])


def test_worth_is_the_sum_of_the_features_that_are_told(work: Work) -> None:
    scorer = Scorer(work, shipped())
    for c in work.candidates:
        names = list(scorer.features(c) if c.form == "blank" else scorer.list_features(c))
        assert len(names) == len(set(names))
        table = scorer.table if c.form == "blank" else scorer.lists
        assert scorer.worth(c) == pytest.approx(sum(table.get(n, 0.0) for n in names), abs=1e-4)


def test_the_best_are_the_same_however_many_are_taken(work: Work) -> None:
    every = list(Scorer(work, shipped()).blanks_ranked())
    assert Counter(id(c) for _, c in every) == Counter(id(c) for c in work.candidates if c.form == "blank")
    assert [-w for w, _ in every] == sorted(-w for w, _ in every)
    scorer = Scorer(work, shipped())
    raw = {id(c): scorer.worth(c) for c in work.candidates}
    beaten = sum(w != raw[id(c)] for w, c in every)
    assert 0 < beaten < len(every) and all(w in (raw[id(c)], round(raw[id(c)] - BEATEN, 4)) for w, c in every)
    for n in (1, 7, len(every) // 2):
        assert list(islice(Scorer(work, shipped()).blanks_ranked(), n)) == every[:n]


def test_the_worth_of_one_is_what_it_is_among_all(work: Work) -> None:
    scorer = Scorer(work, shipped())
    assert all(scorer.among_its_own(c) == w for w, c in scorer.all())


@pytest.mark.parametrize("weight", [-1.5, 1.5])
def test_the_order_holds_whatever_unfitness_weighs(work: Work, weight: float) -> None:
    """Blanks are judged late, from a bound on what judging can add: so also where it adds."""
    base = shipped().tables["any"]
    reasons = {f"unfit:{unfit(work, c)}" for c in work.candidates if c.form == "blank"}
    scorer = Scorer(work, Weights(tables={"any": base | dict.fromkeys(reasons, weight), "lists": shipped().tables["lists"]}))
    found = [w for w, _ in scorer.blanks_ranked()]
    assert found == sorted(found, reverse=True)


def test_few_are_judged_where_few_are_taken() -> None:
    r = reading(TEXT)
    w = Work(r, extract(r)[0])
    list(islice(Scorer(w, shipped()).blanks_ranked(), 3))
    assert 3 <= len(w.verdicts) < sum(c.form == "blank" for c in w.candidates) / 2
