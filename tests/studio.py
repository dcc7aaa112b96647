"""Small documents for tests: a text and the facts that a test needs, found by their words."""

from __future__ import annotations

from quizgen.candidates import Candidate, Work
from quizgen.model import Fact, Phrase, Series, Span
from quizgen.readers import read_source
from quizgen.reading import Reading


def reading(text: str, path: str = "t.txt") -> Reading:
    document, _ = read_source(text.encode(), path=path)
    return Reading(document)


def span(r: Reading, words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = r.text.index(words, at + 1)
    return Span(at, at + len(words))


def phrase(r: Reading, words: str, nth: int = 1) -> Phrase:
    s = span(r, words, nth)
    return Phrase(rule="phrase", span=s, phrase=s, sort="noun")


def series(r: Reading, *members: str, open: bool = False) -> Series:
    spans = tuple(span(r, m) for m in members)
    return Series(rule="series", span=Span(spans[0].start, spans[-1].end), members=spans, open=open)


def work(r: Reading, *facts: Fact) -> Work:
    return Work(r, facts)


def candidate(w: Work, words: str) -> Candidate:
    for c in w.candidates:
        if c.form == "blank" and w.reading.text[c.span.start : c.span.end] == words:
            return c
    raise AssertionError(words)
