"""The work grows with the text, not with its square: steps are counted, not seconds, for each of the shapes in
``hostile.GROWING`` at a size and at three times the size."""

from __future__ import annotations

import pytest
from hostile import GROWING, PROSE
from work import items_of, steps

SMALL = 1050
"""More than a sentence may have, so that both sizes go the same way."""
WORST = 4.5
"""Three times the text may take so many times the steps: some shapes give the longer text items that the shorter is too
short for."""
FLOOR = 20_000
"""Steps of a run that is small, whatever the text."""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    items_of(PROSE.encode(), "a.txt")  # dictionaries and modules are loaded once


@pytest.mark.parametrize("name", GROWING)
def test_steps(name: str) -> None:
    path = "a.md" if name in MARKED else "a.txt"
    short, long = (GROWING[name](size).encode() for size in (SMALL, 3 * SMALL))
    first = steps(lambda: items_of(short, path))
    second = steps(lambda: items_of(long, path))
    assert second < WORST * max(first, FLOOR), (first, second)


MARKED = frozenset(
    "backticks stars hashes underscores pipes table brackets-square brackets-angle headings headings-deep articles backslashes".split()
)
"""Shapes that are read as Markdown; the others are plain text."""


def test_a_square_is_seen() -> None:
    def square(n: int) -> int:
        return sum(len(str(i)) for i in range(n) for _ in range(n))

    assert steps(lambda: square(90)) > WORST * steps(lambda: square(30))
