"""Worth: how likely an examiner asks a candidate. A sum of named features with weights that stand in one data file.

The features and their signs come from 782 spans that human exam questions test (docs/worth.md); ``tools/calibrate``
fits the weights. A genre with its own table uses it, every other document the table ``any``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from quizgen.borders import attached
from quizgen.candidates import Candidate, Work, normal
from quizgen.diagnostics import error
from quizgen.fitness import unfit
from quizgen.model import Points, Span, SpelledTerm

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
_MODAL_BEFORE = ("应当", "可以", "不得", "必须", "有权", "禁止", "负责")


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
        self._sentence: dict[Span, tuple[str, ...]] = {}

    def worth(self, candidate: Candidate) -> float:
        """The sum of the features, without regard to what else could be asked."""
        if candidate.form == "list":
            return round(sum(self.lists.get(f, 0.0) for f in self.list_features(candidate)), 4)
        table = self.table
        return round(sum(table.get(f, 0.0) for f in self.features(candidate)), 4)

    def all(self) -> list[tuple[float, Candidate]]:
        """Every candidate of the document with its worth, best first. What says nearly the same as a better
        candidate of its sentence is worth less by ``BEATEN``: an examiner asks one of them."""
        scored = sorted(
            ((self.worth(c), c) for c in self.work.candidates), key=lambda wc: (-wc[0], wc[1].answers, wc[1].form)
        )
        kept: dict[int, list[Span]] = {}
        out = []
        for worth, c in scored:
            better = kept.setdefault(c.sentence.index, [])
            if c.form == "blank":
                if any(_overlap(c.span, b) >= SAME for b in better):
                    worth = round(worth - BEATEN, 4)
                else:
                    better.append(c.span)
            out.append((worth, c))
        out.sort(key=lambda wc: (-wc[0], wc[1].answers, wc[1].form))
        return out

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
        norm = self.norm
        span, sentence = candidate.span, candidate.sentence.span
        key = norm[span.start : span.end]
        size = len(key)
        yield f"form:{candidate.form}"
        yield f"is:{candidate.roles[0]}"
        for role in candidate.roles[1:]:
            yield f"also:{role}"
        yield "length:" + next(name for most, name in _LENGTHS if size <= most)
        yield from self._of_sentence(sentence)
        # place in the sentence
        where = (span.start + span.end - 2 * sentence.start) / (2 * max(1, sentence.end - sentence.start))
        yield "place:start" if where < 0.2 else "place:middle" if where < 0.66 else "place:end"
        before = norm[max(0, span.start - 2) : span.start]
        after = norm[span.end : span.end + 2]
        if span.start == sentence.start:
            yield "at:sentence-start"
        elif before[-1:] in "，；：。“《":
            yield "at:clause-start"
        elif before[-1:] == "、":
            yield "after:、"
        if after[:1] in "。！？":
            yield "at:sentence-end"
        elif after[:1] in "，；":
            yield "at:clause-end"
        elif after[:1] == "、":
            yield "before:、"
        if before.endswith(("应当", "必须", "可以", "不得", "有权", "禁止")):
            yield "after:modal"
        for word in ("是", "为", "由", "的", "以", "和", "对", "向"):
            if before.endswith(word):
                yield f"after:{word}"
            if after.startswith(word):
                yield f"before:{word}"
        if after.startswith(("应当", "必须", "可以", "不得", "有权", "负责")):
            yield "before:modal"
        # the answer itself
        if "的" in key:
            yield "has:的"
        if "、" in key:
            yield "has:、"
        if any(c in "，；" for c in key):
            yield "has:clause"
        if key.startswith(("国家", "国务院")):
            yield "starts:国家"
        if candidate.open:
            yield "list:open"
        if candidate.mates:
            yield f"list:{min(6, len(candidate.mates) + 1)}"
        n = self.work.reading.places.count(key) if size < 24 else 1
        yield "count:1" if n <= 1 else "count:2-4" if n < 5 else "count:5-14" if n < 15 else "count:15-60" if n <= 60 else "count:60+"
        if size > 1 and key in self.headings:
            yield "in:heading"
        frequency = self.work.reading.words.frequency(key) if size <= 4 else 0
        if frequency:
            yield "word:common" if frequency >= 3000 else "word:usual" if frequency >= 300 else "word:rare"
        left, right = attached(self.work.reading, span)
        if candidate.inside_term:
            yield "cut:term"
        if left:
            yield "cut:left"
        if right:
            yield "cut:right"
        quote = self.work.reading.quote_at(span.start)
        if quote is not None and quote.span.end >= span.end:
            yield "in:title" if quote.mark in "《〈" else "in:quote"
        reason = unfit(self.work, candidate)
        if reason is not None:
            yield f"unfit:{reason}"

    def _of_sentence(self, sentence: Span) -> tuple[str, ...]:
        found = self._sentence.get(sentence)
        if found is not None:
            return found
        norm = self.norm
        text = norm[sentence.start : sentence.end]
        out: list[str] = []
        size = len(text)
        out.append(
            "sentence:-20" if size < 20 else "sentence:20-39" if size < 40 else "sentence:40-59" if size < 60
            else "sentence:60-99" if size < 100 else "sentence:100+"
        )
        if _PRINCIPLE.search(text):
            out.append("sentence:principle")
        if _CORE.search(text):
            out.append("sentence:core")
        if "是" in text:
            out.append("sentence:是")
        if _PENAL.search(text):
            out.append("sentence:penal")
        if _CROSS.search(text):
            out.append("sentence:cross-reference")
        if "下列" in text:
            out.append("sentence:下列")
        if text.startswith(("国家", "国务院")):
            out.append("sentence:国家")
        if _DATE.search(text):
            out.append("sentence:date")
        if any(m in text for m in ("应当", "不得", "可以", "禁止", "有权")):
            out.append("sentence:modal")
        place = sentence.start / max(1, len(norm))
        out.append(f"document:{int(place * 5) + 1}/5")
        block = self.work.reading.document.blocks[self.work.reading.sentence_at(sentence.start).block]  # type: ignore[union-attr]
        out.append(f"block:{block.kind}")
        if sentence.start <= (block.marker.end if block.marker else block.span.start) + 1:
            out.append("sentence:first")
        self._sentence[sentence] = tuple(out)
        return self._sentence[sentence]


def _overlap(a: Span, b: Span) -> float:
    inner = min(a.end, b.end) - max(a.start, b.start)
    return 0.0 if inner <= 0 else inner / (max(a.end, b.end) - min(a.start, b.start))


def key_text(work: Work, candidate: Candidate) -> str:
    """The tested words, normalised: what identity and selection compare."""
    return "、".join(normal(work.reading.norm[a.start : a.end]) for a in candidate.answers)
