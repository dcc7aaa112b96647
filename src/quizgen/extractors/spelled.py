"""Coined terms whose characters are spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Span, SpelledTerm
from quizgen.reading import Reading
from quizgen.zh.quotes import Quote

FEWEST, MOST = 3, 8
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBER = re.compile("[一二三四五六七八九十百千两]+")
"""“十四五”: a number, not a coinage."""
_MEANS = re.compile(r"[，,]?(?:字)?[，,]?(?:就是要?|是指|即是?|指的是|，是要|是)[，,]?(?P<body>[^，。；！？“”]{2,24})")


def find(reading: Reading) -> Iterator[SpelledTerm]:
    """A term in marks, each of whose characters is taken up again, in order.

    Finds: “严细快”…… 坚持“严肃严格”，……。坚持“细致细究”，……。坚持“快速快捷”，……。 : later quoted words that hold the characters
    one by one; “实”就是……，“严”就是……: characters quoted alone and explained.
    Skips: terms of which one character is not taken up; quoted words that hold a character by chance before its turn.
    Example: 弘扬“精准”…… is none: two characters are too few to be a coinage that is spelled out.
    Known misses: expansions without quotation marks; a term that is spelled out in another section.
    """
    norm = reading.norm
    quotes = [q for q in reading.quotes if q.mark in "“‘" and q.closed]
    blocks = reading.document.blocks
    for i, q in enumerate(quotes):
        term = norm[q.inner.start : q.inner.end]
        if not FEWEST <= len(term) <= MOST or not _HAN.fullmatch(term) or len(set(term)) < len(term) or _NUMBER.fullmatch(term):
            continue
        sentence = reading.sentence_at(q.span.start)
        if sentence is None:
            continue
        heading = blocks[sentence.block].kind == "heading"
        limit = blocks[min(len(blocks) - 1, sentence.block + (len(term) + 1 if heading else 1))].span.end
        later = [x for x in quotes[i + 1 : i + 1 + 60] if x.span.end <= limit]
        members = _words(norm, term, later) or _single(norm, term, later)
        if members is None:
            continue
        bodies = tuple(_body(reading, m) for m in members)
        yield SpelledTerm(
            rule="spelled", span=Span(q.span.start, bodies[-1].end), term=q.inner, members=tuple(members), bodies=bodies
        )


def _words(norm: str, term: str, later: list[Quote]) -> list[Span] | None:
    """Quoted words of two to eight characters, one for each character of the term, in its order. A word that holds
    the character twice, or opens with it, is its word; another one only where there is none."""
    members: list[Span] = []
    at = 0
    for c in term:
        best = -1
        for j in range(at, len(later)):
            words = norm[later[j].inner.start : later[j].inner.end]
            if not 2 <= len(words) <= 8 or not _HAN.fullmatch(words) or c not in words or words == term:
                continue
            if words.count(c) >= 2 or words[0] == c:
                best = j
                break
            if best < 0:
                best = j
        if best < 0:
            return None
        members.append(later[best].inner)
        at = best + 1
    return members


def _single(norm: str, term: str, later: list[Quote]) -> list[Span] | None:
    """“实”就是实事求是，“严”就是…… : what stands after the quoted character."""
    members: list[Span] = []
    at = 0
    for c in term:
        for j in range(at, len(later)):
            if norm[later[j].inner.start : later[j].inner.end] == c:
                m = _MEANS.match(norm, later[j].span.end)
                if m is not None:
                    members.append(Span(*m.span("body")))
                    at = j + 1
                    break
        else:
            return None
    return members


def _body(reading: Reading, member: Span) -> Span:
    s = reading.sentence_at(member.start)
    return s.span if s is not None else member
