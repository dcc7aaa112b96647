"""Strangers: a word that might be on a list and is not. A whole list is asked against itself with one member given up for
the stranger, so that every option lacks something and none sticks out.

A stranger comes from another list of the material that has a member in common, or members of the same build (……性), or
from a contrast set that holds two of the members: so it goes with the words around the list as its members do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.candidates import Work
from quizgen.distractors.actors import takes_in
from quizgen.distractors.falsity import same
from quizgen.fitness import GENERIC_AGENCY
from quizgen.model import Series, Span
from quizgen.reading import Reading
from quizgen.sameness import normal
from quizgen.zh.contrasts import Contrasts, opposed

SURE = 2.5
"""What must speak for a stranger of two characters: plain words go with few others."""
ALL = 3.0
"""What a contrast set says for its words that holds all members of the list."""
LIKELY = 2.0
"""What must speak for a longer one."""
_MOST = 12
"""A list of more members is no kind of things."""
_LOOSE = re.compile(r"^(?:其他|其它|有关|相关|各|本|该|其|必要|一定)|[，。；：]|等$")


@dataclass(frozen=True, slots=True)
class Stranger:
    """``where``: the work and the place of a stranger that stands in the material, None for one of the lexicon."""

    text: str
    where: tuple[Work, Span] | None
    score: float


@dataclass(frozen=True, slots=True)
class _List:
    work: Work
    fact: Series
    texts: tuple[str, ...]
    before: str
    after: str


class Lists:
    """All inline lists of a run, by member and by ending."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._by_member: dict[str, list[_List]] = {}
        self._by_end: dict[tuple[str, int], list[_List]] = {}
        for work in works:
            norm = work.reading.norm
            for fact in work.facts:
                if not isinstance(fact, Series) or not 2 <= len(fact.members) <= _MOST:
                    continue
                texts = tuple(norm[m.start : m.end] for m in fact.members)
                first, last = fact.members[0], fact.members[-1]
                each = _List(work, fact, texts, norm[max(0, first.start - 2) : first.start], norm[last.end : last.end + 2])
                for text in dict.fromkeys(texts):
                    self._by_member.setdefault(text, []).append(each)
                end = _shared_end(texts)
                if end:
                    self._by_end.setdefault(end, []).append(each)

    def strangers(self, work: Work, fact: Series, lexicon: Contrasts, *, sentence: Span, shown: str) -> Iterator[Stranger]:
        """What might stand on a list of ``work`` and does not, the closest first; ``shown``: what the stem shows."""
        reading = work.reading
        norm = reading.norm
        texts = tuple(norm[m.start : m.end] for m in fact.members)
        before, after = norm[max(0, fact.members[0].start - 2) : fact.members[0].start], norm[fact.members[-1].end : fact.members[-1].end + 2]
        own = norm[sentence.start : sentence.end]
        sizes = [len(t) for t in texts]
        places: dict[str, tuple[Work, Span]] = {}
        evidence: dict[str, dict[str, float]] = {}
        barred: set[str] = set()
        end = _shared_end(texts)
        others = [(o, "member") for t in texts for o in self._by_member.get(t, ())]
        others += [(o, "build") for o in (self._by_end.get(end, ()) if end else ())]
        for other, way in others:
            common = sum(t in other.texts for t in texts)
            if other.fact is fact or common == len(texts):
                continue
            alike = common >= 2 and ((before.isalnum() and other.before == before) or (after.isalnum() and other.after == after))
            for m, text in zip(other.fact.members, other.texts, strict=True):
                if text in texts:
                    continue
                if alike:
                    barred.add(text)  # the same list once more, with more on it: there it belongs to these
                known = evidence.setdefault(text, {})
                known[way] = max(known.get(way, 0.0), min(common, 2) + 0.5 * (other.work is work) if way == "member" else 1.5)
                if text not in places or (other.work is work and places[text][0] is not work):
                    places[text] = (other.work, m)
        for word, every in lexicon.beside_all(texts):
            known = evidence.setdefault(word, {})
            known["set"] = max(known.get("set", 0.0), ALL if every else 2.0)
        for word in (w for t in texts for w in lexicon.siblings(t)):
            if word in evidence:
                evidence[word].setdefault("set", 1.0)
        found: list[Stranger] = []
        for text, known in evidence.items():
            if text in barred or text in own or normal(text) in shown or not min(sizes) <= len(text) <= max(sizes):
                continue
            if (len(after) == 2 and after.isalnum() and reading.places.holds(text + after)) or (
                len(before) == 2 and before.isalnum() and reading.places.holds(before + text)
            ):
                known["neighbour"] = 1.5
            if sum(known.values()) < (SURE if len(text) == 2 else LIKELY):
                continue
            at = -1 if text in places else _whole(reading, text)
            where = places.get(text) or ((work, Span(at, at + len(text))) if at >= 0 else None)
            if where is None and len(text) == 2 and known.get("set") != ALL:
                continue
            found.append(Stranger(text, where, sum(known.values()) + 0.5 * (where is not None)))
        for s in sorted(found, key=lambda s: (-s.score, s.text)):
            if not _LOOSE.search(s.text) and not GENERIC_AGENCY.fullmatch(s.text) and self._fits(work, s, texts, fact):
                yield s

    @staticmethod
    def _fits(work: Work, stranger: Stranger, texts: tuple[str, ...], fact: Series) -> bool:
        """Of one build with the members, and no other word for one of them."""
        text = stranger.text
        shared = frozenset(texts[0]).intersection(*texts[1:])
        if any(same(text, t) or opposed(text, t) or _near(text, t, shared) or takes_in(text, t) for t in texts):
            return False
        if len({t[-1] for t in texts}) == 1 and text[-1] != texts[0][-1]:
            return False
        end = _shared_end(texts)
        if end and not text.endswith(end[0]):
            return False
        if len({t[0] for t in texts}) == 1 and text[0] != texts[0][0]:
            return False
        reading = work.reading
        classes = {_class(reading, m) for m in fact.members}
        mine = _class(stranger.where[0].reading, stranger.where[1]) if stranger.where is not None else ""
        return not mine or mine in classes


def _shared_end(texts: tuple[str, ...]) -> tuple[str, int] | None:
    """The character (of words of four and more: the two) that all members end with, and their length, where one is shared."""
    n = 2 if min(map(len, texts)) >= 4 else 1
    if min(map(len, texts)) < 3 or len({t[-n:] for t in texts}) > 1 or len({len(t) for t in texts}) > 1:
        return None
    return texts[0][-n:], len(texts[0])


def _near(a: str, b: str, shared: frozenset[str]) -> bool:
    """Words of two characters that share one (检查, 检验) may mean nearly the same, unless all of the list share it (谎报,
    迟报, 漏报); longer ones that share all but one."""
    if len(a) == len(b) == 2:
        return bool((set(a) & set(b)) - shared)
    if sorted(a) == sorted(b):
        return True  # 谈话提醒, 提醒谈话
    return len(a) == len(b) and len(a) >= 4 and a[-2:] != b[-2:] and a[:2] == b[:2] and bool(set(a[2:]) & set(b[2:]))


def _class(reading: Reading, span: Span) -> str:
    tokens = reading.tokens_in(span)
    if not tokens or tokens[0].start != span.start or tokens[-1].end != span.end:
        return "?"
    tag = tokens[0].tag if len(tokens) == 1 else tokens[-1].tag
    return "n" if tag in ("vn", "an") or tag[0] in "nijltsfgb" else tag[0]


def _whole(reading: Reading, word: str) -> int:
    """Where the word first stands as a word or words; -1 where it does not."""
    for at in reading.places.of(word):
        tokens = reading.tokens_in(Span(at, at + len(word)))
        if tokens and tokens[0].start == at and tokens[-1].end == at + len(word):
            return at
    return -1
