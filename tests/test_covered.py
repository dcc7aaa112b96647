"""What a deck asks of its source: sections, sentences, steps of difficulty, what is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizgen.covered import BUDGET, STEPS, Asked, cover, reason_words, step
from quizgen.model import Deck, Item, Provenance
from quizgen.showing import covered_text
from tests.studio import reading, span

TEXT = """序言在此。
一、总则
读书贵在坚持。读书贵在思考。
（一）活动
每月举办两次活动。
二、附则
自公布之日起施行。
"""


def asked(words: str, difficulty: float | None = 0.5, **more: object) -> Asked:
    r = reading(TEXT)
    item = Item(id=words, kind="cloze", stem="问", key=(words,), provenance=Provenance(path="t.txt"), difficulty=difficulty)
    return Asked(item=replace(item, **more), answers=(span(r, words),), quote=span(r, words))  # type: ignore[arg-type]


def covered(*items: Asked, **more: object):  # type: ignore[no-untyped-def]
    document = reading(TEXT).document
    return cover(Deck(title="章程", source=document.source, path="decks/t.yaml"), document, items, **more)  # type: ignore[arg-type]


def test_a_section_is_its_own_text_without_its_subsections() -> None:
    found = covered(asked("坚持"), asked("两次"))
    parts = {p.path[-1] if p.path else "": p for p in found.parts}
    assert list(parts) == ["", "一、总则", "（一）活动", "二、附则"]
    assert [len(p.items) for p in parts.values()] == [0, 1, 1, 0]
    assert parts["一、总则"].asked == (True, False) and parts["一、总则"].share == pytest.approx(0.5)
    assert [p.path for p in found.bare] == [(), ("二、附则",)]
    assert found.sentences == (2, 5)


def test_items_out_of_use_are_counted_and_left_out() -> None:
    found = covered(asked("坚持", status="kept"), asked("思考", status="dropped"), asked("两次", status="retired"))
    assert [a.item.id for a in found.items] == ["坚持"] and found.out_of_use == 2
    assert found.record()["out_of_use"] == 2


def test_items_come_by_place_and_the_lost_ones_last() -> None:
    lost = Asked(item=asked("坚持").item)
    found = covered(lost, asked("两次"), asked("思考"))
    assert [a.item.id for a in found.items] == ["思考", "两次", "坚持"] and found.lost == (lost,)


@pytest.mark.parametrize(("difficulty", "at"), [(0.0, 0), (0.09, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.99, 9), (1.0, 9)])
def test_steps_of_difficulty(difficulty: float, at: int) -> None:
    assert step(difficulty) == at


def test_difficulty_is_counted_where_it_is_known() -> None:
    found = covered(asked("坚持", 0.2), asked("思考", 0.6), asked("两次", None))
    assert [len(s) for s in found.steps()] == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0] and len(found.steps()) == STEPS
    assert found.difficulty == pytest.approx(0.4)
    assert covered().difficulty is None


def test_reasons_are_words() -> None:
    assert reason_words(BUDGET) == "the budget was full"
    assert reason_words("some-new-flaw") == "some new flaw"


def test_the_record_holds_all_of_it() -> None:
    record = covered(asked("坚持"), dropped=((BUDGET, 7), ("no-cue", 2))).record()
    assert record["items"] == 1 and record["kinds"] == {"cloze": 1} and record["dropped"] == {BUDGET: 7, "no-cue": 2}
    assert [s["section"] for s in record["sections"]][1:3] == [["一、总则"], ["一、总则", "（一）活动"]]
    assert sum(len(s["items"]) for s in record["sections"]) == 1


def test_the_text_shows_bars_as_long_as_their_sections() -> None:
    text = covered_text(covered(asked("坚持"), dropped=((BUDGET, 7), ("no-cue", 2))))
    rows = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ")}
    assert "no items" in rows["二、附则"] and "█" in rows["一、总则"] and "50%" in rows["一、总则"]
    bars = {name: sum(c in "█▒░" for c in line) for name, line in rows.items()}
    assert bars["一、总则"] > bars["二、附则"] > 0
    assert "9 candidates, 7 of them for want of budget" in text and "what stays visible does not decide the answer" in text
