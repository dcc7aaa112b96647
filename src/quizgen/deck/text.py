"""A document as identity sees it: its sentences in normal form, with the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from quizgen.deck.identity import CODE_LENGTH, CONTEXT, sentence_code
from quizgen.model import Document, Span
from quizgen.reading import Reading
from quizgen.sameness import POINT, normal

_SPACE = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """Text without any white space: what two layouts of one sentence share."""
    return _SPACE.sub("", text)


QUOTED = 8
"""A list that reaches over more sentences than this is quoted by its first one."""
LONG_QUOTE = 400
"""A quote longer than this is cut."""


def quoted(text: str) -> str:
    """A piece of the source as an item quotes it."""
    line = flat(text)
    return line if len(line) <= LONG_QUOTE else line[: LONG_QUOTE - 2] + "……"


def flat(text: str) -> str:
    """Text on one line, as quotes are stored: without the breaks and blanks that only lay it out."""
    return re.sub(r"(?<!\s)[^\S\n]*+\n\s*+", "", text).replace("\t", "　").strip()


class NormalText:
    """The sentences of a document in normal form, joined. Paragraph markers (一、 第三条) belong to no sentence, so
    renumbering changes nothing here. Offsets called ``at`` are offsets of ``norm``."""

    def __init__(self, document: Document) -> None:
        self.document = document
        sentences = Reading(document).sentences
        self.spans: tuple[Span, ...] = tuple(s.span for s in sentences)
        self.norms: tuple[str, ...] = tuple(normal(document.slice(s)) for s in self.spans)
        self.norm = "".join(self.norms)
        starts, at = [], 0
        for each in self.norms:
            starts.append(at)
            at += len(each)
        self.starts: tuple[int, ...] = tuple(starts)
        self._maps: dict[int, list[int]] = {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The code of each sentence, "" for one without a character that counts."""
        return tuple(sentence_code(n) if n else "" for n in self.norms)

    @cached_property
    def _nth(self) -> list[int]:
        seen: Counter[str] = Counter()
        out: list[int] = []
        for code in self.codes:
            out.append(seen[code])
            seen[code] += 1
        return out

    @property
    def fingerprint(self) -> str:
        """``Deck.sentences``: the codes of all sentences, in order."""
        return "".join(self.codes)

    @cached_property
    def _raw_starts(self) -> list[int]:
        return [s.start for s in self.spans]

    def sentence_of(self, at: int) -> int:
        """Index of the sentence that holds an offset of ``norm``."""
        i = bisect_right(self.starts, at) - 1
        while i > 0 and not self.norms[i]:
            i -= 1
        return i

    def _map(self, i: int) -> list[int]:
        """For each normal character of a sentence the offset of its character in the text."""
        found = self._maps.get(i)
        if found is None:
            span = self.spans[i]
            raw = POINT.sub("点", self.document.slice(span))
            found = [span.start + k for k, char in enumerate(raw) for _ in normal(char)]
            want = len(self.norms[i])
            if len(found) != want:  # characters that combine: the offsets are near enough
                found = [span.start + k * len(raw) // max(1, want) for k in range(want)]
            self._maps[i] = found
        return found

    def raw(self, at: int, end: int) -> Span:
        """The span of the text for a range of ``norm`` that is not empty."""
        i, j = self.sentence_of(at), self.sentence_of(end - 1)
        return Span(self._map(i)[at - self.starts[i]], self._map(j)[end - 1 - self.starts[j]] + 1)

    def at(self, offset: int) -> int:
        """The offset of ``norm`` for one of the text (the next character that counts)."""
        i = max(0, bisect_right(self._raw_starts, offset) - 1)
        return self.starts[i] + bisect_left(self._map(i), offset) if self.starts else 0

    def quote(self, at: int, end: int) -> Span:
        """The span of the text that quotes a range of ``norm``: from its first to its last sentence, and the first one
        alone where they stand far apart (the points of a long list)."""
        i, j = self.sentence_of(at), self.sentence_of(max(at, end - 1))
        return Span(self.spans[i].start, self.spans[j if j - i <= QUOTED else i].end)

    def context(self, answers: Sequence[Span]) -> str:
        """``Item.context`` for answers in the text: what stands before and after the first of them, the code of its
        sentence, its offset in the sentence, and which of several equal sentences it is."""
        if not answers or not self.norm:
            return ""
        a, b = self.at(answers[0].start), self.at(answers[0].end)
        i = self.sentence_of(min(a, len(self.norm) - 1))
        before, after = self.norm[max(0, a - CONTEXT) : a], self.norm[b : b + CONTEXT]
        nth = self._nth[i]
        return f"{before}|{after}|{self.codes[i]}|{a - self.starts[i]}" + (f"|{nth}" if nth else "")

    def occurrences(self, text: str, at: int, end: int, *, most: int = 64) -> list[int]:
        """Where a normal text stands between two offsets."""
        out: list[int] = []
        found = self.norm.find(text, at, end) if text else -1
        while found >= 0 and len(out) < most:
            out.append(found)
            found = self.norm.find(text, found + 1, end)
        return out


def sides(context: str) -> tuple[str, str]:
    """What stood before and after the tested words."""
    parts = (*context.split("|"), "", "")
    return parts[0], parts[1]


def code_of(context: str) -> str:
    """The code of the sentence in which the tested words stood, "" if it is not known."""
    parts = context.split("|")
    return parts[2] if len(parts) > 2 and len(parts[2]) == CODE_LENGTH else ""


def offset_of(context: str) -> int:
    """Where in its sentence the tested text began, -1 if it is not known."""
    parts = context.split("|")
    return int(parts[3]) if len(parts) > 3 and parts[3].isascii() and parts[3].isdigit() else -1


def nth_of(context: str) -> int:
    """Which of the sentences with its code, from 0."""
    parts = context.split("|")
    return int(parts[4]) if len(parts) > 4 and parts[4].isascii() and parts[4].isdigit() else 0


def codes_of(fingerprint: str) -> tuple[str, ...]:
    """The codes in a ``Deck.sentences``; none where it is not whole."""
    if len(fingerprint) % CODE_LENGTH:
        return ()
    return tuple(fingerprint[k : k + CODE_LENGTH] for k in range(0, len(fingerprint), CODE_LENGTH))


def shared(context: str, before: str, after: str) -> int:
    """How many characters on both sides agree with an ``Item.context``, counted outwards from the tested text."""
    left, right = sides(context)
    n = 0
    for a, b in zip(reversed(left), reversed(before), strict=False):
        if a != b:
            break
        n += 1
    for a, b in zip(right, after, strict=False):
        if a != b:
            break
        n += 1
    return n
