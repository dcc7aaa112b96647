"""Which text is English, and where its sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Span

_LETTERS = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_END = re.compile(r"(?<![.!?])[.!?]++[”’\")\]]*+(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Gen|Sen|Rep|Gov|vs|etc|cf|al|Fig|Figs|No|Nos|Vol|Ch|Sec|Art|pp?|ed|eds|Inc|Ltd|Co|Corp|approx|ca"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e)|\b[A-Z]|\b[A-Za-z]\.[A-Za-z])$"
)
LEAST = 16
"""Letters that a stretch must have to be taken for English: a formula or a name in Chinese text is not."""


def is_english(norm: str, start: int, end: int, *, least: int = LEAST) -> bool:
    """True for a stretch in which letters outnumber Chinese characters by far."""
    letters = len(_LETTERS.findall(norm, start, end))
    return letters >= least and letters > 8 * len(_CHINESE.findall(norm, start, end))


def sentences(norm: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph. A stop after an abbreviation or before a small letter ends nothing."""
    at = start
    for m in _END.finditer(norm, start, end):
        if m[0].startswith(".") and _ABBREVIATION.search(norm, max(at, m.start() - 8), m.start()):
            continue
        after = norm[m.end() : min(end, m.end() + 3)].strip()
        if after and after[0].islower():
            continue
        yield from _trimmed(norm, at, m.end())
        at = m.end()
    yield from _trimmed(norm, at, end)


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ANNOUNCES = re.compile(r"\b(" + "|".join(_NUMBERS) + r")\b(?: [a-z]+){0,3}? [a-z]+s\b", re.I)


def announced(norm: str, start: int, end: int) -> int:
    """The number of points that a lead promises (three main stages), 0 if none."""
    m = _ANNOUNCES.search(norm, start, end)
    return _NUMBERS[m[1].lower()] if m else 0


def headline(norm: str, start: int, end: int) -> Span | None:
    """The first sentence of a point without its final stop, or the label before a colon; None if nothing is left."""
    first = next(sentences(norm, start, end), None)
    if first is None:
        return None
    label = norm.find(": ", first.start, min(first.start + 41, first.end))
    return trimmed(norm, first.start, label if label > first.start else first.end)


def _trimmed(norm: str, start: int, end: int) -> Iterator[Span]:
    span = trimmed(norm, start, end, marks="")
    if span is not None:
        yield span


def trimmed(norm: str, start: int, end: int, *, marks: str = " ,;:.!?-–—\"") -> Span | None:
    """Without blanks and marks at the edges; None if nothing is left."""
    while start < end and (norm[start].isspace() or norm[start] in marks):
        start += 1
    while end > start and (norm[end - 1].isspace() or norm[end - 1] in marks):
        end -= 1
    return Span(start, end) if end > start else None
