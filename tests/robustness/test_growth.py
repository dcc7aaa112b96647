"""The work grows with the text, not with its square: steps are counted, not seconds, for each of the shapes in
``hostile.GROWING`` at a size and at three times the size."""

from __future__ import annotations

import pytest
from hostile import GROWING, PROSE
from work import items_of, steps

SMALL = 1050
"""More than a sentence may have, so that both sizes go the same way."""
WORST = 6.0
"""Three times the text may take so many times the steps (a square is nine): some shapes give the longer text items that the shorter is too
short for."""
FLOOR = 20_000
"""Steps of a run that is small, whatever the text."""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    items_of(PROSE.encode(), "a.txt")  # dictionaries and modules are loaded once


@pytest.mark.parametrize("name", GROWING)
def test_steps(name: str) -> None:
    path = "a.md" if name in MARKED else "a.txt"
    small = SMALL // 3 if name in LINES else SMALL
    short, long = (GROWING[name](size).encode() for size in (small, 3 * small))
    first = steps(lambda: items_of(short, path))
    second = steps(lambda: items_of(long, path))
    assert second < WORST * max(first, FLOOR), (first, second)


LINES = frozenset("the-same-line the-same-sentence prose-lines one-line articles table markers-same headings markers-first markers-list".split())
"""Shapes of many sentences, none of them long."""
MARKED = frozenset(
    "backticks stars hashes underscores pipes table brackets-square brackets-angle headings headings-deep articles backslashes".split()
)
"""Shapes that are read as Markdown; the others are plain text."""


def test_a_square_is_seen() -> None:
    def square(n: int) -> int:
        return sum(len(str(i)) for i in range(n) for _ in range(n))

    assert steps(lambda: square(90)) > WORST * steps(lambda: square(30))
