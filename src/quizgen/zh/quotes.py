"""The tree of quotation marks and titles. Same marks may nest, so they are matched with a stack; an unclosed quote
ends at its paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.model import Span
from quizgen.zh.marks import CLOSERS, OPENERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """``span`` includes the marks, ``inner`` does not. ``parent`` is an index into the tree, -1 at the top."""

    span: Span
    inner: Span
    mark: str
    depth: int
    parent: int
    closed: bool = True


_MARK = re.compile(f"[{''.join(OPENERS)}{''.join(CLOSERS)}]")


def quote_tree(norm: str, start: int, end: int, *, base: int = 0) -> tuple[Quote, ...]:
    """All quotes of ``norm[start:end]`` (one paragraph), by start. ``base`` is the index of the first in a larger
    tree. A closer without an opener is passed over."""
    found: list[list[int | str | bool]] = []  # start, end, mark, depth, parent, closed
    stack: list[int] = []
    for m in _MARK.finditer(norm, start, end):
        at, c = m.start(), m[0]
        if c in OPENERS:
            found.append([at, -1, c, len(stack), stack[-1] if stack else -1, True])
            stack.append(len(found) - 1)
        elif c in CLOSERS:
            want = CLOSERS[c]
            if any(found[i][2] == want for i in stack):
                while True:
                    i = stack.pop()
                    if found[i][2] == want:
                        found[i][1] = at + 1
                        break
                    found[i][1] = at
                    found[i][5] = False
    for i in stack:
        found[i][1] = end
        found[i][5] = False
    out = []
    for s, e, mark, depth, parent, closed in found:
        assert isinstance(s, int) and isinstance(e, int) and isinstance(depth, int) and isinstance(parent, int)
        out.append(
            Quote(
                span=Span(s, e),
                inner=Span(s + 1, e - 1 if closed else e),
                mark=str(mark),
                depth=depth,
                parent=parent + base if parent >= 0 else -1,
                closed=bool(closed),
            )
        )
    return tuple(out)
