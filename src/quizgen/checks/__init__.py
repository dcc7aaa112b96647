"""Checks: what an item must not be. One function a flaw, ``(Item, Context) → message | None``; the order of the table is
the order in which flaws are told. A check that is not listed here does not exist.

They run on every item that is written (one with a flaw is not built) and on decks that people edit.
"""

from __future__ import annotations

from quizgen.checks import shape
from quizgen.checks._base import NO_CONTEXT, Check, Context
from quizgen.model import Item

CHECKS: tuple[Check, ...] = (
    Check(name="empty-field", severity="error", find=shape.empty_field),
    Check(name="blank-count", severity="error", find=shape.blank_count),
    Check(name="key-count", severity="error", find=shape.key_count),
)

_FLAWS = tuple(c for c in CHECKS if c.severity != "note")
_NOTES = tuple(c for c in CHECKS if c.severity == "note")


def flaws(item: Item, context: Context = NO_CONTEXT) -> tuple[tuple[str, str], ...]:
    """(name, message) of every flaw of an item: errors and warnings, in the order of the table."""
    return tuple((c.name, said) for c in _FLAWS if (said := c.find(item, context)) is not None)


def notes(item: Item, context: Context = NO_CONTEXT) -> tuple[tuple[str, str], ...]:
    """(name, message) of what could be better and is no flaw."""
    return tuple((c.name, said) for c in _NOTES if (said := c.find(item, context)) is not None)


__all__ = ["CHECKS", "Check", "Context", "flaws", "notes"]
