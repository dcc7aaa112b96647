"""Checks over a deck. tests/checks/NAME.yaml lists sets of items (``times`` repeats one) and the places that NAME finds
in each (``finds``: a list of lists of places, an empty one for the set as a whole); it finds nothing in the clean ones."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from typing import Any

import pytest

from quizgen.checks import DECK_CHECKS, deck_flaws, enemy_pairs
from quizgen.model import Item, Provenance

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("checks_fixtures", HERE / "test_fixtures.py")
assert _spec is not None and _spec.loader is not None
fixtures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fixtures)

BY_NAME = {c.name: c for c in DECK_CHECKS}


def deck_of(data: dict[str, Any]) -> list[Item]:
    return [fixtures.item_of(d) for d in data["items"] for _ in range(int(d.get("times", 1)))]


@pytest.mark.parametrize("name", BY_NAME)
def test_cases(name: str) -> None:
    data = fixtures.load(name)
    assert data["flawed"] and len(data["clean"]) >= 2
    for case in data["flawed"]:
        found = list(BY_NAME[name].find(deck_of(case)))
        assert [list(at) for at, _ in found] == [[int(i) for i in at] for at in case["finds"]], (name, case, found)
        assert all(said.strip() and "\n" not in said for _, said in found)
    for case in data["clean"]:
        assert list(BY_NAME[name].find(deck_of(case))) == [], (name, case)


def test_notes_are_told_when_asked_for() -> None:
    items = deck_of(fixtures.load("enemies")["flawed"][0])
    (found,) = deck_flaws(items, with_notes=True)
    assert (found.name, found.severity, found.items) == ("enemies", "note", (0, 1))
    assert "渠水" in found.message
    assert deck_flaws(items) == ()
    assert deck_flaws([], with_notes=True) == ()


def test_enemies_name_who_is_given_away_first() -> None:
    items = deck_of(fixtures.load("enemies")["flawed"][0])
    assert enemy_pairs(items) == ((0, 1),)
    assert enemy_pairs(items[::-1]) == ((1, 0),)


def test_enemies_are_found_in_linear_time() -> None:
    """Keys are looked up, items are not compared pair by pair."""
    items = [
        Item(
            id=str(i),
            kind="cloze",
            stem=f"第{i}条渠由{'东西南北'[i % 4]}村{i * 7919 % 997}组管理，每年清淤______次，由第{i + 1}组记账并公示。",
            key=(f"第{i * 31 % 1000}组记",),
            provenance=Provenance(path="a.txt"),
        )
        for i in range(4000)
    ]
    start = time.process_time()
    part = enemy_pairs(items[:500])
    middle = time.process_time()
    whole = enemy_pairs(items)
    end = time.process_time()
    assert part and len(whole) > len(part)
    assert end - middle < 24 * (middle - start) + 0.2  # eight times is linear, sixty-four quadratic
