"""Outline: which list a marker belongs to. Lists nest by a stack: a marker that counts on continues its list, one
that says one opens a list below or restarts one of its family, anything else is a gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizgen.zh.markers import RANK, Marker, is_phrase

Step = Literal["start", "next", "gap", "orphan", "resume"]
"""start: a new list at one. next: the list counts on. gap: its numbers jump. orphan: a list that does not start at
one. resume: such a list, but it counts on from one that a heading closed."""


_ALIKE = frozenset(("arabic-paren", "arabic-half", "circled"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``list`` numbers the lists from 0; ``level`` is the number of open lists around it, from 1; ``expected`` is
    the ordinal that should have come; ``around`` are the open lists it stands in, the outermost first."""

    list: int
    level: int
    step: Step
    ordinal: int
    expected: int = 0
    around: tuple[int, ...] = ()


@dataclass(slots=True)
class _Open:
    list: int
    family: str
    ordinal: int
    rank: int
    depth: int
    inline: bool
    block: int


class Outline:
    """Feed it the markers in order. ``close`` ends lists at a heading."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._last: dict[tuple[str, int], int] = {}
        self._count = 0

    def close(self, *, keep_rank: int = -1) -> None:
        """Ends every open list whose rank is below ``keep_rank`` (default: all)."""
        while self._stack and self._stack[-1].rank > keep_rank:
            self._pop()

    def leave(self, block: int) -> None:
        """Ends the inline lists of paragraphs before ``block``."""
        while self._stack and self._stack[-1].inline and self._stack[-1].block < block:
            self._pop()

    def continues(self, marker: Marker, *, block: int) -> bool:
        """Would the marker, at the start of a paragraph, count on in an open list?"""
        return marker.ordinal > 1 and self._continued(marker, block=block, inline=False, depth=0) is not None

    def part(self, family: str, depth: int) -> None:
        """Ends the list of bullets that stands open at this depth, with all in it."""
        at = next((i for i, e in enumerate(self._stack) if (e.family, e.depth, e.inline) == (family, depth, False)), None)
        while at is not None and len(self._stack) > at:
            self._pop()

    def _pop(self) -> None:
        top = self._stack.pop()
        if not top.inline:
            self._last[top.family, top.depth] = top.ordinal

    def place(
        self, marker: Marker, *, block: int, inline: bool = False, depth: int = 0, announced: bool = False
    ) -> Place | None:
        """The marker's list, None for an inline marker that belongs to none. ``depth`` is the nesting that the format
        gives, from 1 (0: it gives none). ``announced``: the paragraph before ends with ：, so any family may nest under it."""
        if (at := self._continued(marker, block=block, inline=inline, depth=depth)) is not None:
            while len(self._stack) > at + 1:
                self._pop()
            top = self._stack[-1]
            top.ordinal = marker.ordinal or top.ordinal + 1
            top.family, top.block = marker.family, block
            if not inline:
                top.inline, top.depth = False, depth
            return self._at(top.list, "next", top.ordinal)
        same = next(
            (
                i
                for i in range(len(self._stack) - 1, -1, -1)
                if self._stack[i].family == marker.family
                and self._stack[i].inline == inline
                and self._stack[i].depth == depth
            ),
            None,
        )
        if marker.ordinal > 1:
            if inline:
                return None
            if same is not None:
                while len(self._stack) > same + 1:
                    self._pop()
                top = self._stack[-1]
                expected, top.ordinal, top.block = top.ordinal + 1, marker.ordinal, block
                return self._at(top.list, "gap", marker.ordinal, expected)
        elif same is not None:
            while len(self._stack) > same:
                self._pop()
        rank = RANK.get(marker.family, 10)
        while depth and self._stack and self._stack[-1].depth >= depth:
            self._pop()  # the format says that the two stand side by side
        if not inline and not announced:
            while self._stack and (self._stack[-1].inline or self._stack[-1].rank > rank) and not self._deeper(depth):
                self._pop()
        step: Step = "start"
        if marker.ordinal > 1:
            step = "resume" if self._last.get((marker.family, depth)) == marker.ordinal - 1 else "orphan"
        self._stack.append(
            _Open(
                list=self._count,
                family=marker.family,
                ordinal=marker.ordinal or 1,
                rank=rank,
                depth=depth,
                inline=inline,
                block=block,
            )
        )
        self._count += 1
        return self._at(self._count - 1, step, marker.ordinal or 1, 1)

    def _at(self, number: int, step: Step, ordinal: int, expected: int = 0) -> Place:
        around = tuple(entry.list for entry in self._stack[:-1])
        return Place(
            list=number, level=len(self._stack), step=step, ordinal=ordinal, expected=expected, around=around
        )

    def _deeper(self, depth: int) -> bool:
        return depth > max(1, self._stack[-1].depth)

    def _continued(self, marker: Marker, *, block: int, inline: bool, depth: int) -> int | None:
        """The index of the open list that the marker continues: of its family first, then of another phrase family;
        lists of whole paragraphs before inline ones."""
        if marker.ordinal == 1:
            top = self._stack[-1] if self._stack else None
            if inline and marker.family == "mian" and top and top.family == "mian" and top.ordinal == 1 and top.block == block:
                return len(self._stack) - 1  # 一方面…，一方面…
            return None
        for same_family in (True, False):
            for inline_lists in (inline, not inline):
                for i in range(len(self._stack) - 1, -1, -1):
                    entry = self._stack[i]
                    if entry.inline != inline_lists or (entry.depth != depth and not inline and not entry.inline):
                        continue
                    # An inline member stands in its list's own paragraph; a paragraph may go on with an inline list
                    # of the one right before it.
                    if entry.block < (block if inline else block - 1) and (inline or entry.inline):
                        continue
                    if same_family:
                        if entry.family != marker.family:
                            continue
                    elif not (is_phrase(entry.family) and is_phrase(marker.family)):
                        continue
                    if marker.ordinal in (0, entry.ordinal + 1):
                        return i
        top = self._stack[-1] if self._stack else None
        if top and not inline and {top.family, marker.family} <= _ALIKE and 3 <= marker.ordinal == top.ordinal + 1:
            return len(self._stack) - 1  # ⑩ ⑾: the font had no ⑪
        return None
