"""Worth: how likely an examiner asks a candidate. A sum of named features with weights that stand in one data file.

The features and their signs come from 782 spans that human exam questions test (docs/worth.md); ``tools/calibrate``
fits the weights. A genre with its own table uses it, every other document the table ``any``.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from importlib import resources
from operator import getitem
from pathlib import Path
from typing import Any, Literal

from quizgen.borders import glued
from quizgen.candidates import Candidate, Work
from quizgen.diagnostics import error
from quizgen.fitness import unfit
from quizgen.model import Points, Span, SpelledTerm
from quizgen.reading import Reading
from quizgen.sameness import normal

Genre = Literal["statute", "party", "notes", "textbook"]
GENRES: tuple[Genre, ...] = ("statute", "party", "notes", "textbook")


BEATEN = 2.0
"""What a candidate loses when a better one of its sentence says nearly the same."""
SAME = 0.4
"""Nearly the same: intersection over union of the two spans. Both numbers were chosen by leave-one-document-out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One table a genre: feature name → weight. ``any`` must be there."""

    tables: dict[str, dict[str, float]]

    def table(self, genre: str) -> dict[str, float]:
        return self.tables.get(genre) or self.tables["any"]


@cache
def shipped() -> Weights:
    """The weights that come with quizgen."""
    text = resources.files("quizgen").joinpath("data", "worth.json").read_text(encoding="utf-8")
    return Weights(tables=json.loads(text)["tables"])


def load(path: str) -> Weights:
    """Weights from a file in the format of data/worth.json; raises QuizgenError that says what is wrong."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        tables = data["tables"]
        if not isinstance(tables["any"], dict):
            raise TypeError
        return Weights(tables={g: {k: float(v) for k, v in t.items()} for g, t in tables.items()})
    except OSError as e:
        raise error("no-such-file", f"cannot read the weights: {e.strerror}", path=path) from e
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise error("bad-weights", 'not a table of weights; expected {"tables": {"any": {feature: number}}}', path=path) from e


_PARTY = re.compile(r"坚持|党的|中国特色社会主义|贯彻|落实|推进")
_NOTES = re.compile(r"^\s*(?:\d+[.、．]|[（(]\d+[）)]|答[:：]|问[:：]|[一二三四五六七八九十]+、).*[?？:：]?", re.M)


def genre(work: Work) -> str:
    """What kind of text it is, by its form alone: a statute has articles, a party text its vocabulary, notes their
    many short numbered lines; a textbook none of these."""
    doc = work.reading.document
    articles = sum(b.kind == "article" for b in doc.blocks)
    if articles >= 5 and articles * 400 > len(doc.text) / 3:
        party = len(_PARTY.findall(work.reading.norm)) * 1000 / max(1, len(doc.text))
        return "party" if party > 10 else "statute"
    party = len(_PARTY.findall(work.reading.norm)) * 1000 / max(1, len(doc.text))
    lines = [b for b in doc.blocks if b.kind in ("heading", "point", "paragraph")]
    short = sum(b.span.end - b.span.start < 60 for b in lines) / max(1, len(lines))
    if party > 4:
        return "notes" if short > 0.45 else "party"
    return "textbook"


_PRINCIPLE = re.compile(r"坚持|方针|原则|目的|宗旨|制度|体制|以.{1,12}为")
_CORE = re.compile(r"核心|本质|根本|关键|首要|基础|前提|保证")
_PENAL = re.compile(r"罚款|处以|拘留|吊销|没收|徒刑|警告|处分|追究|责任")
_CROSS = re.compile(r"依照本法|第[一二三四五六七八九十百]+条|前款|本条")
_NAMED_LEAD = re.compile(
    r"(?:职责|义务|权利|权限|任务|原则|内容|条件|要求|程序|步骤|方面|特征|特点|措施|作用|意义|目标|标准|范围|事项|制度|方针|包括|分为|有|是|功能|种类|类型)[：:？?]?$"
)
_DATE = re.compile(r"[一二三四五六七八九十〇0-9]{4}年")
_LENGTHS = ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "5-6"), (9, "7-9"), (14, "10-14"), (22, "15-22"), (10**9, "23+"))
_MODAL_BEFORE = frozenset({"应当", "必须", "可以", "不得", "有权", "禁止"})
_MODAL_AFTER = frozenset({"应当", "必须", "可以", "不得", "有权", "负责"})
_NEXT = frozenset("是为由的以和对向")


class _Sums(dict[Any, float]):
    """By what features depend on, what they add up to: worked out once, for thousands of candidates share their words, their
    sentence or their neighbours. ``names``: the features of a part."""

    def __init__(self, names: Callable[[Any], Iterator[str]], table: dict[str, float]) -> None:
        super().__init__()
        self.names = names
        self._table = table

    def __missing__(self, part: Any) -> float:
        table = self._table
        found = self[part] = sum([table[f] for f in self.names(part) if f in table])
        return found


class _Glued(dict[int, tuple[frozenset[int], frozenset[int]]]):
    """By sentence, where its compounds can be parted: worked out once."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    def __missing__(self, sentence: int) -> tuple[frozenset[int], frozenset[int]]:
        found = self[sentence] = glued(self._reading, self._reading.sentences[sentence])
        return found


def _rank(scored: tuple[float, Candidate]) -> tuple[float, tuple[Span, ...], str]:
    return -scored[0], scored[1].answers, scored[1].form


class Scorer:
    """Scores the candidates of one document."""

    def __init__(self, work: Work, weights: Weights) -> None:
        self.work = work
        self.genre = genre(work)
        self.table = weights.table(self.genre)
        self.lists = weights.tables.get("lists") or shipped().tables["lists"]
        self.norm = work.reading.norm
        blocks = work.reading.document.blocks
        self.headings = "\n".join(self.norm[b.span.start : b.span.end] for b in blocks if b.kind == "heading")
        table = self.table
        self._sums = tuple(
            _Sums(names, table)
            for names in (_of_roles, self._of_words, self._of_sentence, _of_place, _before, _after, _of_borders)
        )
        """What features are read from, but for fitness, in the order of ``_parts``."""
        self._glued = _Glued(work.reading)
        self._unfit = _Sums(_of_fitness, table)
        self._least = max((w for f, w in table.items() if f.startswith("unfit:")), default=0.0)

    def worth(self, candidate: Candidate) -> float:
        """The sum of the features, without regard to what else could be asked."""
        if candidate.form == "list":
            return round(sum(self.lists.get(f, 0.0) for f in self.list_features(candidate)), 4)
        return self._judged(self._before_judgement(candidate), candidate)

    def _before_judgement(self, candidate: Candidate) -> float:
        """The sum but for fitness, which takes longest to tell."""
        return sum(map(getitem, self._sums, self._parts(candidate)))

    def _judged(self, sum_: float, candidate: Candidate) -> float:
        return round(sum_ + self._unfit[unfit(self.work, candidate)], 4) + 0.0  # no -0.0

    def all(self) -> list[tuple[float, Candidate]]:
        """Every candidate of the document with its worth, best first. What says nearly the same as a better
        candidate of its sentence is worth less by ``BEATEN``: an examiner asks one of them."""
        return sorted((*self.lists_ranked(), *self.blanks_ranked()), key=_rank)

    def lists_ranked(self) -> list[tuple[float, Candidate]]:
        """The whole lists, best first."""
        return sorted(((self.worth(c), c) for c in self.work.candidates if c.form == "list"), key=_rank)

    def among_its_own(self, candidate: Candidate) -> float:
        """The worth as ``all`` tells it: less where a better one of its sentence says nearly the same."""
        if candidate.form == "list":
            return self.worth(candidate)
        line = candidate.sentence.index
        own = [c for c in self.work.candidates if c.sentence.index == line and c.form == "blank"]
        return next(worth for worth, c in self.blanks_ranked(own) if c is candidate)

    def blanks_ranked(self, among: Iterable[Candidate] | None = None) -> Iterator[tuple[float, Candidate]]:
        """The blanks of some candidates, of all where none are given, best first. No more are judged than are taken, and some beyond them that could be as good: to be unfit
        only takes away from what else is known."""
        blanks = [c for c in (self.work.candidates if among is None else among) if c.form == "blank"]
        most = [self._before_judgement(c) for c in blanks]
        rest = sorted(range(len(blanks)), key=most.__getitem__)
        slack = max(0.0, self._least) + 0.001
        judged: list[tuple[float, tuple[Span, ...], int]] = []  # heaps, the best first
        beaten: list[tuple[float, tuple[Span, ...], int]] = []
        kept: dict[int, list[Span]] = {}
        while rest or judged or beaten:
            while rest and not (judged and -judged[0][0] > most[rest[-1]] + slack):
                i = rest.pop()
                heappush(judged, (-self._judged(most[i], blanks[i]), blanks[i].answers, i))
            while beaten and not (judged and judged[0] < beaten[0]):
                minus, _, i = heappop(beaten)
                yield -minus, blanks[i]
            if judged:
                minus, answers, i = heappop(judged)
                c = blanks[i]
                better = kept.setdefault(c.sentence.index, [])
                if _says_the_same(c.span, better):
                    heappush(beaten, (-round(-minus - BEATEN, 4), answers, i))
                else:
                    better.append(c.span)
                    yield -minus, c

    def list_features(self, candidate: Candidate) -> Iterator[str]:
        """The features of a whole list: its length, how short and how alike its members are, what leads it."""
        norm = self.norm
        texts = [norm[a.start : a.end] for a in candidate.answers]
        n, mean = len(texts), sum(map(len, texts)) / len(texts)
        yield f"members:{min(n, 8)}"
        yield "size:-6" if mean <= 6 else "size:7-15" if mean <= 15 else "size:16-30" if mean <= 30 else "size:31+"
        if max(map(len, texts)) > 45:
            yield "size:long-member"
        if mean < 2.5:
            yield "size:two-characters"
        if len({t[-1] for t in texts}) == 1 or len({t[0] for t in texts}) == 1:
            yield "alike:affix"
        if len({len(t) for t in texts}) == 1:
            yield "alike:length"
        if candidate.open:
            yield "list:open"
        match candidate.fact:
            case SpelledTerm():
                yield "is:spelled"
            case Points(lead=lead):
                yield "is:points"
                if lead is None:
                    yield "lead:none"
                else:
                    words = norm[lead.start : lead.end]
                    if words in self.headings:
                        yield "lead:heading"
                    elif _NAMED_LEAD.search(words):
                        yield "lead:named"
                    if _PENAL.search(words) or "之一" in words:
                        yield "lead:penal"
            case _:
                yield "is:series"

    def features(self, candidate: Candidate) -> Iterator[str]:
        """The names of the features that hold for one blank."""
        for sums, part in zip(self._sums, self._parts(candidate), strict=True):
            yield from sums.names(part)
        yield from _of_fitness(unfit(self.work, candidate))

    def _parts(self, candidate: Candidate) -> tuple[Any, ...]:
        """What the features of a blank depend on, a part for each of ``_sums``."""
        reading = self.work.reading
        norm = self.norm
        span, sentence = candidate.span, candidate.sentence.span
        start, end = span
        opens = sentence.start
        where = (start + end - 2 * opens) / (2 * max(1, sentence.end - opens))
        quote = reading.quote_at(start)
        left, right = self._glued[candidate.sentence.index]
        return (
            (candidate.roles, candidate.form, candidate.open, len(candidate.mates), candidate.inside_term),
            norm[start:end],
            sentence,
            "start" if where < 0.2 else "middle" if where < 0.66 else "end",
            (norm[start - 2 if start > 2 else 0 : start], start == opens),
            norm[end : end + 2],
            (start in left, end in right, quote.mark if quote is not None and quote.span.end >= end else ""),
        )

    def _of_words(self, key: str) -> Iterator[str]:
        """The answer itself."""
        size = len(key)
        yield "length:" + _LENGTHS[bisect_left(_LENGTHS, (size,))][1]
        if "的" in key:
            yield "has:的"
        if "、" in key:
            yield "has:、"
        if "，" in key or "；" in key:
            yield "has:clause"
        if key.startswith(("国家", "国务院")):
            yield "starts:国家"
        n = self.work.reading.places.count(key) if size < 24 else 1
        yield "count:1" if n <= 1 else "count:2-4" if n < 5 else "count:5-14" if n < 15 else "count:15-60" if n <= 60 else "count:60+"
        if size > 1 and key in self.headings:
            yield "in:heading"
        frequency = self.work.reading.words.frequency(key) if size <= 4 else 0
        if frequency:
            yield "word:common" if frequency >= 3000 else "word:usual" if frequency >= 300 else "word:rare"

    def _of_sentence(self, sentence: Span) -> Iterator[str]:
        norm = self.norm
        text = norm[sentence.start : sentence.end]
        size = len(text)
        yield (
            "sentence:-20" if size < 20 else "sentence:20-39" if size < 40 else "sentence:40-59" if size < 60
            else "sentence:60-99" if size < 100 else "sentence:100+"
        )
        if _PRINCIPLE.search(text):
            yield "sentence:principle"
        if _CORE.search(text):
            yield "sentence:core"
        if "是" in text:
            yield "sentence:是"
        if _PENAL.search(text):
            yield "sentence:penal"
        if _CROSS.search(text):
            yield "sentence:cross-reference"
        if "下列" in text:
            yield "sentence:下列"
        if text.startswith(("国家", "国务院")):
            yield "sentence:国家"
        if _DATE.search(text):
            yield "sentence:date"
        if any(m in text for m in ("应当", "不得", "可以", "禁止", "有权")):
            yield "sentence:modal"
        place = sentence.start / max(1, len(norm))
        yield f"document:{int(place * 5) + 1}/5"
        block = self.work.reading.document.blocks[self.work.reading.sentence_at(sentence.start).block]  # type: ignore[union-attr]
        yield f"block:{block.kind}"
        if sentence.start <= (block.marker.end if block.marker else block.span.start) + 1:
            yield "sentence:first"


def _of_roles(part: tuple[tuple[str, ...], str, bool, int, bool]) -> Iterator[str]:
    roles, form, is_open, mates, inside_term = part
    yield f"form:{form}"
    yield f"is:{roles[0]}"
    for role in roles[1:]:
        yield f"also:{role}"
    if is_open:
        yield "list:open"
    if mates:
        yield f"list:{min(6, mates + 1)}"
    if inside_term:
        yield "cut:term"


def _of_place(place: str) -> Iterator[str]:
    """Where in its sentence."""
    yield f"place:{place}"


def _before(part: tuple[str, bool]) -> Iterator[str]:
    """The two characters before a blank, and whether it opens its sentence."""
    before, opens = part
    if opens:
        yield "at:sentence-start"
    elif before[-1:] in "，；：。“《":
        yield "at:clause-start"
    elif before[-1:] == "、":
        yield "after:、"
    if before in _MODAL_BEFORE:
        yield "after:modal"
    if before[-1:] in _NEXT:
        yield f"after:{before[-1]}"


def _after(after: str) -> Iterator[str]:
    """The two characters after a blank."""
    if after[:1] in "。！？":
        yield "at:sentence-end"
    elif after[:1] in "，；":
        yield "at:clause-end"
    elif after[:1] == "、":
        yield "before:、"
    if after[:1] in _NEXT:
        yield f"before:{after[0]}"
    if after in _MODAL_AFTER:
        yield "before:modal"


def _of_borders(part: tuple[bool, bool, str]) -> Iterator[str]:
    left, right, mark = part
    if left:
        yield "cut:left"
    if right:
        yield "cut:right"
    if mark:
        yield "in:title" if mark in "《〈" else "in:quote"


def _of_fitness(reason: str | None) -> Iterator[str]:
    if reason is not None:
        yield f"unfit:{reason}"


def _says_the_same(span: Span, better: list[Span]) -> bool:
    """The span overlaps one of the others so far that an examiner asks one of the two."""
    start, end = span
    for low, high in better:
        if low < end and start < high:
            inner = (end if end < high else high) - (start if start > low else low)
            outer = (high if end < high else end) - (low if start > low else start)
            if inner / outer >= SAME:
                return True
    return False


def key_text(work: Work, candidate: Candidate) -> str:
    """The tested words in normal form: what identity and selection compare."""
    return "、".join(normal(work.reading.document.slice(a)) for a in candidate.answers)
