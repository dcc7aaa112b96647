"""Checks: one file an item flaw, ``(Item, Context) → message or None``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quizgen.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known at generation; all optional, so that checks also run on hand-edited decks."""

    list_mates: frozenset[str] = frozenset()
    open_list: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A named check. Its documentation is the docstring of ``find``."""

    name: str
    find: Callable[[Item, Context], str | None]


CHECKS: tuple[Check, ...] = ()
EMPTY = Context()


def flaws(item: Item, context: Context = EMPTY) -> tuple[tuple[str, str], ...]:
    """The name and message of every flaw of one item."""
    return tuple((c.name, said) for c in CHECKS if (said := c.find(item, context)) is not None)
