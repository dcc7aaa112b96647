"""Sentence and clause borders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quizgen.model import Span
from quizgen.zh.marks import CLOSERS, OPENERS

_END = re.compile(r"[。！？!?]+[”’）》]*|…{2}(?=[”’]?(?:\s|$))[”’]*|[“‘《〈”’》〉]")
LONG_QUOTE = 240
"""A quotation longer than this is split at its own sentences (it is a passage, or its closing mark is missing)."""


def sentences(norm: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of one paragraph. A full stop inside a quotation that goes on ends nothing; one right before the
    closing mark ends the sentence, unless a mark or 的 follows at once."""
    depth, at, opened = 0, start, start
    for m in _END.finditer(norm, start, end):
        s = m[0]
        if s in OPENERS:
            if depth == 0:
                opened = m.start()
            depth += 1
            continue
        if s in CLOSERS:
            depth = max(0, depth - 1)
            continue
        closers = sum(c in CLOSERS for c in s)
        depth_after = max(0, depth - closers)
        stop = m.end()
        if depth_after and stop - opened < LONG_QUOTE:
            depth = depth_after
            continue
        after = norm[stop : stop + 1] if stop < end else ""
        depth = depth_after
        if closers and after and (after in "，、；：）" or norm.startswith(("的", "等", "和", "与"), stop)):
            continue
        yield from _trim(norm, at, stop)
        at = stop
    yield from _trim(norm, at, end)


def _trim(norm: str, start: int, end: int) -> Iterator[Span]:
    while start < end and norm[start].isspace():
        start += 1
    while end > start and norm[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)


@cache
def _stops(marks: str) -> re.Pattern[str]:
    return re.compile(f"[（）{re.escape(''.join(OPENERS) + ''.join(CLOSERS) + marks)}]")


def clauses(norm: str, span: Span, *, marks: str = "，；：。！？") -> Iterator[Span]:
    """The clauses of a sentence: pieces between marks that stand outside quotations, brackets and titles. The mark
    is not part of the clause."""
    depth, at = 0, span.start
    for m in _stops(marks).finditer(norm, span.start, span.end):
        i, c = m.start(), m[0]
        if c in OPENERS or c == "（":
            depth += 1
        elif c in CLOSERS or c == "）":
            depth = max(0, depth - 1)
        elif depth == 0:
            if i > at:
                yield Span(at, i)
            at = i + 1
    if span.end > at:
        yield Span(at, span.end)
