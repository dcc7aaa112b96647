"""English: first … second … third."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.en.text import announced, trimmed
from quizgen.model import Points, Span
from quizgen.reading import Reading, Sentence

NAME = "en_points"
_ORDINAL = re.compile(r"(?P<word>First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Fifth(?:ly)?|Sixth(?:ly)?|Next|Then|Finally|Lastly|Last)(?P<mark>,| of all,|:)? ")
_RANK = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_STOP = re.compile(r"[.;!?](?=\s|$|[”\"])")


def find(reading: Reading) -> Iterator[Points]:
    """Points that ordinals open, in English sentences.

    Finds: First, … Second, … Third, … (Finally, …), each at the start of a sentence, in one paragraph or in paragraphs
    that follow each other; the sentence before is the lead, and the number that it promises is ``announced``.
    Skips: Chinese sentences; First without a Second; ordinals without a comma (First aid).
    Example: There are two rules. First, be early. Second, be kind. gives be early, be kind.
    Known misses: numbered and bulleted lists are the work of the rule points; ordinals in mid sentence.
    """
    members: list[tuple[Sentence, Span]] = []
    lead: Span | None = None
    before: Sentence | None = None
    for sentence in (*reading.english_sentences, None):
        opens = _opens(reading.norm, sentence, members) if sentence is not None else None
        if opens == 1 or sentence is None or (members and opens is None and sentence.block > members[-1][0].block):
            yield from _points(reading, members, lead)
            members, lead = [], None
        if sentence is not None and opens is not None and (opens == 1 or members):
            if opens == 1:
                lead = before.span if before is not None and sentence.block - before.block <= 1 else None
            members.append((sentence, sentence.span))
        elif members and sentence is not None:
            last = members[-1]
            members[-1] = (last[0], Span(last[1].start, sentence.span.end))
        before = sentence


def _opens(norm: str, sentence: Sentence, members: list[tuple[Sentence, Span]]) -> int | None:
    """The ordinal that opens the sentence, where it goes on with the list or begins one."""
    m = _ORDINAL.match(norm, *sentence.span)
    if m is None or m["mark"] is None:
        return None
    word = m["word"].lower()
    rank = _RANK.get(word.removesuffix("ly"), 0)
    if rank == 1:
        return 1
    return len(members) + 1 if members and rank in (0, len(members) + 1) else None


def _points(reading: Reading, members: list[tuple[Sentence, Span]], lead: Span | None) -> Iterator[Points]:
    norm = reading.norm
    heads: list[Span] = []
    for _, body in members:
        m = _ORDINAL.match(norm, body.start, body.end)
        start = m.end() if m is not None else body.start
        stop = _STOP.search(norm, start, body.end)
        head = trimmed(norm, start, stop.start() if stop is not None else body.end)
        if head is None:
            return
        heads.append(head)
    if len(heads) < 2:
        return
    bodies = tuple(body for _, body in members)
    number = announced(norm, *lead) if lead is not None else 0
    if lead is not None and not number and norm[lead.end - 1] not in ":：?":
        lead = None  # the sentence before announces nothing
    yield Points(
        rule=NAME, span=Span(bodies[0].start, bodies[-1].end), members=tuple(heads), bodies=bodies, lead=lead, announced=number, level=1
    )
