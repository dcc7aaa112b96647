"""Keys spread over the letters, no rows of equal keys, and ten thousand random papers."""

from __future__ import annotations

import os
from collections import Counter
from random import Random

from quizgen.diagnostics import QuizgenError
from quizgen.model import Blueprint, Deck, Item, PaperItem, Provenance, SectionSpec, Source
from quizgen.paper import make_paper
from quizgen.paper.enemies import conflicts
from quizgen.paper.orders import RUN, longest_run, order_options, without_runs


def items(n: int, options: int = 4) -> list[PaperItem]:
    texts = tuple(f"选项{k}" for k in range(options))
    return [PaperItem(id=f"i{k}", stem="问（　　）。", options=texts, key=texts[:1], points=1.0) for k in range(n)]


def test_keys_are_balanced_and_never_four_alike() -> None:
    for seed in range(200):
        made = items(20)
        at = [order.index(0) for order in order_options("single", made, Random(f"{seed}"))]
        assert set(Counter(at).values()) == {5}
        assert longest_run(at) <= RUN


def test_three_options_beside_four() -> None:
    for seed in range(50):
        made = items(10) + items(6, options=3)
        at = [order.index(0) for order in order_options("single", made, Random(f"{seed}"))]
        assert set(Counter(at[10:]).values()) == {2} and set(Counter(at[:10]).values()) == {2, 3}


def test_few_items_have_no_preferred_letter() -> None:
    counts = Counter(order_options("single", items(1), Random(f"{s}"))[0].index(0) for s in range(2000))
    assert all(400 < counts[p] < 600 for p in range(4))


def test_right_options_of_multiple_choice_stand_everywhere() -> None:
    texts = tuple("甲乙丙丁")
    made = [PaperItem(id=f"m{k}", stem="有（　　）。", options=texts, key=texts[:2], points=1.0) for k in range(12)]
    for seed in range(50):
        orders = order_options("multiple", made, Random(f"{seed}"))
        right = Counter(i for order in orders for i, p in enumerate(order) if p < 2)
        assert max(right.values()) - min(right.values()) <= 4
        assert max(Counter(tuple(i for i, p in enumerate(o) if p < 2) for o in orders).values()) <= 5


def test_rows_are_broken_where_they_can_be() -> None:
    for seed in range(100):
        rng = Random(f"{seed}")
        assert longest_run(without_runs(list("AAAAAAAAABBB"), rng)) <= RUN
    assert sorted(without_runs(list("AAAAB"), Random("x"))) == list("AAAAB")


WORDS = [f"{a}{b}" for a in "采编阅览借还验收加工典藏" for b in "部组室员证库册单"]


def random_deck(rng: Random) -> Deck:
    """Items with siblings, enemies and echoes by chance."""
    made = []
    facts = rng.randint(8, 40)
    for n in range(rng.randint(10, 60)):
        fact = f"f{rng.randrange(facts)}"
        words = rng.sample(WORDS, 7)
        kind = rng.choice(("single", "single", "multiple", "truefalse", "cloze", "recall", "ordering"))
        key: tuple[str, ...] = (words[0],)
        wrong: tuple[str, ...] = ()
        stem = f"第{n}条说的是{words[5]}与{words[6]}"
        match kind:
            case "single":
                wrong = tuple(words[1 : rng.choice((3, 4, 4, 4))])
            case "multiple":
                key, wrong = tuple(words[:2]), tuple(words[2:4])
            case "truefalse":
                key = (rng.choice("对错"),)
            case "cloze":
                stem += "和______"
            case _:
                key = tuple(words[:4])
        section = (f"{'一二三四'[rng.randrange(4)]}、",)
        made.append(
            Item(
                id=f"i{n}", kind=kind, stem=stem, key=key, distractors=wrong, fact=fact, worth=rng.random() * 9,
                provenance=Provenance(path="x.txt", section=section),
                status=rng.choice(("new",) * 9 + ("dropped",)),
            )
        )
    return Deck(title="卷", source=Source(id="s", path="x.txt", sha256=""), items=tuple(made))


PAPERS = 10_000 if os.environ.get("QUIZGEN_REQUIRE_ALL") == "1" else 2_000


def test_random_papers() -> None:
    """Ten thousand where everything must run: no pair that must not meet, counts and points as asked, keys true to the print, positions within chance."""
    made = 0
    letters: Counter[int] = Counter()
    rng = Random("papers")
    deck = random_deck(rng)
    for n in range(PAPERS):
        if n % 10 == 0:
            deck = random_deck(rng)
            by_id = {i.id: i for i in deck.items}
        kinds = rng.sample(("single", "multiple", "truefalse", "cloze", "recall", "ordering"), rng.randint(1, 4))
        specs = tuple(SectionSpec(kind=k, count=rng.randint(1, 4), points=rng.choice((1.0, 1.5, 2.0))) for k in kinds)
        versions = rng.choice((1, 1, 1, 2, 3))
        relax = rng.random() < 0.5
        try:
            paper, said = make_paper([deck], Blueprint(sections=specs), seed=n, versions=versions, relax=relax)
        except QuizgenError as e:
            assert {d.name for d in e.diagnostics} <= {"not-enough-items", "too-many-versions"}
            continue
        made += 1
        if not any(d.name == "gave-up" for d in said):
            assert [(s.kind, len(s.items), s.points) for s in paper.sections] == [
                (s.kind, s.count, s.count * s.points) for s in specs
            ]
        inside = [by_id[i.id] for s in paper.sections for i in s.items]
        assert len({i.id for i in inside}) == len({i.fact for i in inside}) == len(inside)
        assert not any(conflicts(inside).hard) and all(i.status == "new" for i in inside)
        for version in paper.versions:
            for _, section, item in paper.form(version).numbered():
                mine = by_id[item.id]
                assert item.key == mine.key
                if section.kind in ("single", "multiple", "ordering"):
                    assert sorted(item.options) == sorted(mine.options)
                    assert tuple(item.options["ABCDEFGH".index(x)] for x in item.letters) == mine.key
                if section.kind == "single" and len(item.options) == 4:
                    letters[item.options.index(mine.key[0])] += 1
    assert made > PAPERS / 4
    total = sum(letters.values())
    assert all(abs(letters[p] / total - 0.25) < 0.03 for p in range(4)), letters
