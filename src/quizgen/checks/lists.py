"""Whole lists: how many members can be asked for, and whether they differ."""

from __future__ import annotations

from quizgen.checks._base import Context, count
from quizgen.checks._figures import canonical
from quizgen.model import Item

MOST = 7
"""Longer lists are asked member by member (Wozniak's minimum information principle)."""
LEAST = 3


def long_list(item: Item, context: Context) -> str | None:
    """Finds: a recall or ordering item of more than seven members.

    Why: nobody is sure to have all; a slip in one fails the whole.
    Example: the nine duties of a water keeper, all at once.
    Repair: one cloze a member, the others in sight.
    """
    n = len(item.key)
    return f"{n} members at once, at most {MOST} can be asked" if item.kind in ("recall", "ordering") and n > MOST else None


def short_list(item: Item, context: Context) -> str | None:
    """Finds: a recall or ordering item of fewer than three members.

    Why: two can be asked as one blank each, and two in order is a coin thrown.
    Example: ordering with 开挖 / 砌石
    Repair: a cloze a member, or a true/false item on the order.
    """
    n = len(item.key)
    return f"{count(n, 'member')}, at least {LEAST} make a list" if item.kind in ("recall", "ordering") and n < LEAST else None


def equal_members(item: Item, context: Context) -> str | None:
    """Finds: a recall or ordering item in which two members say the same.

    Why: the answer cannot be marked.
    Example: 巡渠 / 修渠 / 巡渠
    Repair: remove one.
    """
    if item.kind not in ("recall", "ordering"):
        return None
    seen: dict[str, int] = {}
    for i, key in enumerate(item.key):
        first = seen.setdefault(canonical(key) or key, i)
        if first != i:
            return f"“{key}” and “{item.key[first]}” say the same"
    return None
