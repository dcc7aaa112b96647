"""Stems: the piece of the source that a person needs to see, with one gap.

A stem is cut from the source at clause borders and never reworded. It starts where a reader can start (no 这, no 而,
not in the middle of a quotation), ends where a sentence can end, and shows the tested words nowhere else. Where the
whole sentence fits, the whole sentence stands. What a cut would lose is brought along: who spoke, the lead of a list,
the sentence that 这 points to, the name of the statute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from quizgen import standing
from quizgen.candidates import Candidate
from quizgen.cuts import NEVER, WEAK, end_cost, pieces, start_cost
from quizgen.model import Points, Quotation, Span
from quizgen.reading import Reading, Sentence
from quizgen.sameness import normal
from quizgen.zh.marks import CLOSERS, OPENERS, PAIRED, one_line

COMFORT = 70
"""A stem up to this long is left whole."""
LIMIT = 120
"""A stem is cut to this length where it can be (items.md)."""
LONGEST = 155
"""No stem is longer."""
MASK = "[…]"  # hides the tested words where they stand again
THIN = 8
"""What shows fewer characters of its own needs the heading or point above it."""

_DANGLING = re.compile(
    r"(?:这(?!样)|该(?!死)|此(?!外)|其(?!他|它|余|中|实|次|间)|上述|以上(?=各|几|\w{0,4}[条款项])|前款|前条|前述|前两款|前三款"
    r"|他们?(?!人)|她们?|它们?|两者|二者|后者|前者|如此|对此|为此|由此|因此)"
)
_WE = re.compile(r"我们(?!党|国|家|的)")
_MARKER = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:是|要|靠|、|，|点是|，是)|其[一二三四五六七八九十]{1,3}[，是、]|首先，|其次，|再次，|最后，|一方面，|另一方面，"
    r"|[*＊]?[（(]?\d{2,4}[,，·年][^:：。]{1,14}(?:卷|T\d+\w?)[）)]?[:：]?|[（(][一二三四五六七八九十\d]{1,4}[）)]|\d{1,4}[.、．)）]|[①-⑳])\s*"
)
_INNER_TITLE = {ord("《"): "〈", ord("》"): "〉"}
_THE = re.compile(r"该([\u4e00-\u9fff]{2})")
_NAMES = re.compile(r"的[\u4e00-\u9fff]{2,6}，?(?:是|就是|为)$")
"""What stands before a gap that says what something is: 社会主义的本质是, 胰岛素的靶细胞是."""
_INNER = re.compile(rf"[，：；]{_DANGLING.pattern}")
_INNER_MARK = re.compile(r"[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳]|[^\d]\d[.、．](?!\d)")
_THIS = re.compile(r"(?<!基)本(?:法|条例)(?![律人定学院典]|规(?!定))")
_COUNTED = re.compile(r"[一二三四五六七八九十两几\d](?:个|项|种|条|点|大)?(?:方面|内容|特点|特征|原则|任务|要求|措施|条|点|类|种)?(?:如下)?[：:]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """``before`` and ``after`` stand around the gap. ``window`` is the piece of the source they were cut from;
    ``masks`` counts the other places where the tested words stood and are hidden."""

    before: str
    after: str
    window: Span
    masks: int = 0

    def show(self, gap: str) -> str:
        return self.before + gap + self.after

    @property
    def visible(self) -> str:
        return self.before + self.after

    def tells(self, size: int) -> bool:
        """Enough is shown to decide an answer of ``size`` characters: what a subject is (……的核心是) needs less."""
        shown = len(normal(self.visible))
        if not self.masks and _NAMES.search(self.before) and len(self.after) <= 1:
            return shown >= 6 and size <= 4 * shown
        return not self.masks and shown >= 9 and size <= 1.2 * shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why no stem can be made: the name of the flaw it would have."""

    name: str


class Stems:
    """The stems of one document; what several stems share is worked out once."""

    def __init__(self, reading: Reading, facts: tuple[object, ...], *, strict: bool = True) -> None:
        self.reading = reading
        self.facts = facts
        self.strict = strict

    @cached_property
    def _leads(self) -> dict[int, Span]:
        """Block index → the lead that its point answers."""
        out: dict[int, Span] = {}
        for fact in self.facts:
            if isinstance(fact, Points) and fact.lead is not None:
                for body in fact.bodies:
                    s = self.reading.sentence_at(body.start)
                    lead = self.reading.sentence_at(fact.lead.start)
                    if s is not None and lead is not None and lead.block != s.block:
                        out[s.block] = lead.span
        return out

    @cached_property
    def _quotations(self) -> list[Quotation]:
        return [f for f in self.facts if isinstance(f, Quotation) and f.speaker is not None]

    def quotation(self, span: Span) -> Quotation | None:
        """The quotation whose words hold the span."""
        for q in self._quotations:
            if q.text.covers(span):
                return q
        return None

    @cached_property
    def statute(self) -> str:
        """《…法》 for a statute with articles, else ''."""
        doc = self.reading.document
        title = re.sub(r"[（(](?![一二三四五六七八九十]{1,3}[)）])[^)）]{0,80}[)）]|\s", "", doc.title)
        if not title or len(title) > 48 or sum(b.kind == "article" for b in doc.blocks) < 5:
            return ""
        short = title.removeprefix("中华人民共和国") or title
        short = short[1:-1] if short[0] == "《" and short.find("》") == len(short) - 1 else short
        return f"《{short.translate(_INNER_TITLE)}》"

    def gaps(self, candidate: Candidate, *, most: int = 4) -> Iterator[Stem | Problem]:
        """Stems with one gap for the tested span, the best first, made as they are asked for (a list counts as one gap from its
        first to its last member); where there is none, the name of the flaw."""
        answer = _with_marks(self.reading.norm, candidate.span)
        key = normal(self.reading.norm[candidate.span.start : candidate.span.end])
        windows = sorted(self._windows(candidate.sentence, answer), key=lambda w: w[0])
        problem = Problem(name="no-window")
        found: list[Stem] = []
        for _, window, frame in windows[:60]:
            made = self._make(candidate.sentence, window, frame, answer, key)
            if isinstance(made, Problem):
                # the first window is the one a person would take: what is wrong with it is what is wrong
                problem = made if problem.name == "no-window" else problem
            elif made not in found:
                found.append(made)
                yield made
                if len(found) == most:
                    return
        if found:
            return
        if problem.name == "key-in-stem" and candidate.form == "blank" and len(key) > 1:
            # every other place where the tested words stand is hidden, else the stem gives itself away
            for _, window, frame in windows[:3]:
                made = self._make(candidate.sentence, window, frame, answer, key, mask=True)
                if isinstance(made, Stem):
                    yield made
                    return
        yield problem

    def _windows(self, sentence: Sentence, answer: Span) -> Iterator[tuple[float, Span, Span | None]]:
        """Windows of whole clauses around the answer with their cost, and the attribution to put before."""
        norm = self.reading.norm
        span = _after_marker(norm, sentence.span)
        if span.start > answer.start:
            span = sentence.span
        quotation = self.quotation(answer)
        clauses = list(pieces(norm, span))
        statute = bool(self.statute)
        first = max((i for i, p in enumerate(clauses) if p.start <= answer.start), default=0)
        last = min((i for i, p in enumerate(clauses) if p.end >= answer.end), default=len(clauses) - 1)
        for i in range(first, max(-1, first - 9), -1):
            cost_start = start_cost(norm, clauses[i], span, statute=statute)
            if cost_start >= NEVER:
                continue
            for j in range(last, min(len(clauses), last + 9)):
                window = Span(clauses[i].start, clauses[j].end)
                size = window.end - window.start
                if size > LONGEST and not (i == first and j == last):
                    break
                cost = cost_start + end_cost(norm, window, span)
                if statute and self.strict and window.end < span.end and norm[window.end - 1] == "，":
                    continue  # what a statute says after a comma may be the main thing
                if cost >= NEVER:
                    continue
                whole = i == 0 and j == len(clauses) - 1
                if whole and size <= COMFORT:
                    cost -= 3
                if size > COMFORT:
                    cost += (size - COMFORT) / 20
                if size < 24:
                    cost += (24 - size) / 6
                if quotation is not None and _reaches(quotation.text, window):
                    # a cut inside a quotation drops the marks and keeps who said it
                    assert quotation.speaker is not None
                    frame = Span(quotation.speaker.start, (quotation.verb or quotation.speaker).end)
                    inside = Span(max(window.start, quotation.text.start), min(window.end, quotation.text.end))
                    yield cost - (1 if inside.start == quotation.text.start else 0), inside, frame
                elif not _balanced(norm, window):
                    continue
                else:
                    yield cost, window, None

    def _make(
        self, sentence: Sentence, window: Span, frame: Span | None, answer: Span, key: str, *, mask: bool = False
    ) -> Stem | Problem:
        reading = self.reading
        text, norm = reading.text, reading.norm
        start = window.start
        we = _WE.match(norm, start)
        if self.strict and frame is None and start == sentence.span.start and sentence.index and standing.LEANING.match(norm, start):
            earlier = reading.sentences[sentence.index - 1]
            if earlier.block == sentence.block:
                return Problem(name="leans-on-the-sentence-before")
        if self.strict and start > sentence.span.start and frame is None and standing.rest_of_penalty(norm, sentence.span.start, start, window.end):
            return Problem(name="leans-on-the-sentence-before")
        if self.strict and (standing.TASK.match(norm, start) or standing.EXAMPLE.match(norm, sentence.span.start) or standing.FRAGMENT.search(norm, start, window.end)):
            return Problem(name="no-statement")
        if self.strict and not self.statute and frame is None and standing.loses_its_name(norm, _after_marker(norm, sentence.span).start, start):
            return Problem(name="no-subject")
        if self.strict and norm.startswith("其他", start) and norm[min(window.end, len(norm)) - 1] == "；":
            return Problem(name="catch-all")
        if we and frame is None and we.end() <= answer.start:
            start = we.end()
        # clause-initial references inside the window: at a clause border they point out of the item
        # (where all candidates are listed, one that the same sentence may answer is let stand)
        if _INNER.search(norm, start, window.end) and (self.strict or start > sentence.span.start + 4):
            return Problem(name="dangling-reference")
        before = _flat(text[start : answer.start])
        after = _close(_flat(text[answer.end : window.end]))
        if standing.REFERENCE.search(before) or standing.REFERENCE.search(after):
            return Problem(name="cross-reference")
        if self.strict and standing.FORMULA.search(before + after):
            return Problem(name="formula")
        if self.strict and _INNER_MARK.search(before + after):
            return Problem(name="several-points")
        before, after = self._named(before, key), self._named(after, key)
        if self.strict and not self._stands(sentence, start, window, answer):
            return Problem(name="no-statement")
        masks = 0
        if mask:
            words = text[answer.start : answer.end]
            masks = before.count(words) + after.count(words)
            before, after = before.replace(words, MASK), after.replace(words, MASK)
        own = normal(before + after)
        if len(key) > 2 and key[0] in "非不未无" and key[1:] in own:
            return Problem(name="key-in-stem")
        if len(key) > 1 and key in own:
            return Problem(name="key-in-stem")
        if frame is not None:
            leads = [text[frame.start : frame.end] + "，"]
        elif _DANGLING.match(norm, start) or _WE.match(norm, start):
            brought = self._previous(sentence, start)
            if brought is None:
                return Problem(name="dangling-reference")
            leads = [brought]
        elif start <= sentence.span.start + 8:
            lead = self._lead(sentence)
            if lead and lead.endswith(("？", "?")) and len(own) >= 12:
                lead = ""  # the sentence says itself what it is about
            if lead is None:
                return Problem(name="long-stem")
            bare = self.strict and not self.statute and not lead and bool(standing.BARE.match(norm, start) or standing.LABEL.match(norm, start))
            thin = len(own) < THIN or bool(WEAK.match(norm, start)) or bare
            leads = [lead] if lead else []
            if bare:
                over = self._parent(sentence)
                if not over:
                    return Problem(name="no-subject")
                leads = [over]
            elif thin:
                leads += [self._parent(sentence)]
            leads += [""] if not thin or not any(leads) else []
        elif self.strict and not self.statute and standing.BARE.match(norm, start):
            return Problem(name="no-subject")
        else:
            leads = [""]
        problem = Problem(name="no-cue")
        for lead in leads:
            lead = self._source(before + after + lead, key, before) * (frame is None) + lead
            stem = Stem(before=lead + before, after=after, window=Span(start, window.end), masks=masks)
            shown = normal(stem.visible)
            if len(key) > 1 and key in shown:
                problem = Problem(name="key-in-stem")
            elif len(own) < 4 or len(shown) < 7 or len(key) > 3 * len(shown):
                problem = Problem(name="no-cue")
            elif len(stem.visible) + 6 > LONGEST:
                problem = Problem(name="long-stem")
            else:
                return stem
        return problem

    def _stands(self, sentence: Sentence, start: int, window: Span, answer: Span) -> bool:
        """Where items are chosen, the piece must say something: 该 needs what it means before it, a sentence of a statute
        its predicate."""
        norm = self.reading.norm
        words = norm[start : window.end]
        for m in _THE.finditer(words):
            if m.start() > 3 and m[1] not in words[: m.start()]:
                return False
        shown = norm[start : answer.start] + norm[answer.end : window.end]
        if not self.statute and "：" not in shown and answer.end - answer.start <= 12:
            words_of = self.reading.words_of(sentence)
            return any(w.kind in "KXVGBEA" and start <= w.start and w.end <= window.end and not answer.overlaps(w.span) for w in words_of)
        return not self.statute or bool(standing.PREDICATE.search(shown)) or answer.end - answer.start > 12

    def _source(self, shown: str, key: str, before: str) -> str:
        """《…法》规定， unless the name gives the key away or stands there already."""
        statute = self.statute
        if not statute or statute in shown or "本法所称" in before or (key and key in normal(statute)):
            return ""
        return statute + "规定，"

    def _named(self, text: str, key: str) -> str:
        """本法 by its name, unless the name gives the key away: 《…法》所称."""
        if not self.statute or key in normal(self.statute):
            return text
        return _THIS.sub(self.statute, text)

    def _parent(self, sentence: Sentence) -> str:
        """The heading or higher point over a short point: 各种免疫细胞的功能："""
        blocks = self.reading.document.blocks
        own = blocks[sentence.block]
        for i in range(sentence.block - 1, max(-1, sentence.block - 25), -1):
            b = blocks[i]
            higher = b.kind == "point" and own.kind == "point" and b.level < own.level
            if higher or b.kind == "heading" or (b.kind == "point" and own.kind == "paragraph"):
                start = b.marker.end if b.marker else b.span.start
                words = plain_heading(_flat(self.reading.text[start : b.span.end])).strip(" 　.、．")
                if len(words) < 3 or (standing.SIDE.fullmatch(words.rstrip("：:")) and self.strict):
                    above = self.over(i)
                    words = f"{above}（{words.rstrip('：:')}）" if above else words
                if not 3 <= len(words) <= 40 or _DANGLING.match(words) or self.statute or words.endswith(("？", "?")):
                    return ""
                return words if words.endswith(("：", ":", "？", "?")) else words.rstrip("。；，") + "："
        return ""

    def over(self, block: int) -> str:
        """The heading or point above a heading or point."""
        blocks = self.reading.document.blocks
        own = blocks[block]
        for i in range(block - 1, max(-1, block - 40), -1):
            b = blocks[i]
            if b.kind in ("heading", "point") and b.level < own.level and b.kind == own.kind:
                start = b.marker.end if b.marker else b.span.start
                words = plain_heading(_flat(self.reading.text[start : b.span.end])).strip(" 　.、．：:")
                return words if 2 <= len(words) <= 20 and not words.endswith(("？", "?")) else ""
        return ""

    def _previous(self, sentence: Sentence, start: int) -> str | None:
        """The sentence before, when this one leans on it and both fit."""
        reading = self.reading
        if sentence.index == 0 or start != sentence.span.start:
            return None
        prev = reading.sentences[sentence.index - 1]
        if prev.block != sentence.block:
            return None
        span = _after_marker(reading.norm, prev.span)
        words = reading.text[span.start : span.end]
        if len(words) > 70 or _DANGLING.match(reading.norm, span.start) or _WE.match(reading.norm, span.start):
            return None
        if _INNER.search(reading.norm, span.start, span.end):
            return None
        return _flat(words)

    def _question(self, sentence: Sentence) -> Span | None:
        """The short question or title line (…有哪些？ …的概念：) right before a paragraph that answers it."""
        blocks = self.reading.document.blocks
        if sentence.block == 0 or blocks[sentence.block].kind not in ("paragraph", "point"):
            return None
        before = blocks[sentence.block - 1]
        start = before.marker.end if before.marker else before.span.start
        if before.kind not in ("point", "heading", "paragraph") or before.span.end - start > 45:
            return None
        if self.reading.norm.count("？", start, before.span.end) > 1:
            return None
        same = blocks[sentence.block].kind == "point" and before.kind == "point" and before.level == blocks[sentence.block].level
        if same or self.reading.norm[before.span.end - 1] not in "：？":
            return None
        return Span(start, before.span.end)

    def _lead(self, sentence: Sentence) -> str | None:
        """The lead of the list whose point this sentence is (…有下列情形之一的，…：), '' where there is none; None
        where the point of a statute has one that is too long: without it the point says nothing."""
        if sentence.index and self.reading.sentences[sentence.index - 1].block == sentence.block:
            return ""  # only the first sentence of a point answers its lead
        span = self._leads.get(sentence.block) or self._question(sentence)
        if span is None:
            return ""
        if self.statute and sentence.block in self._leads and span.end - span.start > 70:
            return None
        text = plain_heading(_flat(self.reading.text[span.start : span.end]))
        if "用语的含义" in text:
            return ""
        if self.strict and _COUNTED.search(text):
            return None  # 有下列三个方面： leads all of them, not one
        span_text = _MARKER.sub("", text, count=1) if _MARKER.match(text) else text
        if not span_text.endswith(("：", ":", "？", "?")) or len(span_text) > 70 or _DANGLING.match(span_text):
            return ""
        return span_text


def _reaches(quoted: Span, window: Span) -> bool:
    """The window lies inside the quotation, its marks counted in."""
    return quoted.start - 1 <= window.start and window.end <= quoted.end + 1


def _with_marks(norm: str, span: Span) -> Span:
    """The span with the marks around it, where it holds only one half of them (四个意识”、“四个自信)."""
    if _balanced(norm, span):
        return span
    if not span.start or span.end >= len(norm):
        return span
    wider = Span(span.start - 1, span.end + 1)
    return wider if _balanced(norm, wider) else span


def _after_marker(norm: str, span: Span) -> Span:
    m = _MARKER.match(norm, span.start, span.end)
    return Span(m.end(), span.end) if m and m.end() < span.end else span


def _balanced(norm: str, window: Span) -> bool:
    stack: list[str] = []
    for c in PAIRED.findall(norm, window.start, window.end):
        if c in OPENERS:
            stack.append(OPENERS[c])
        elif c in CLOSERS:
            if not stack or stack.pop() != c:
                return False
        elif c in "（(":
            stack.append("）")
        elif c in "）)" and (not stack or stack.pop() != "）"):
            return False
    return not stack


_LABEL = re.compile(r"(?<!\s)\s*+[（(][^（）()]{0,12}(?:选择|简答|辨析|论述|填空|名词解释|判断|材料|大题|考点|重点|[Pp]\s{0,3}\d|\d\s{0,3}页)[^（）()]{0,12}[）)]\s*+|(?:[。.．]\s*+|(?<!\s)\s++)[Pp]?\d{2,4}(?:[-—～~]\d{2,4})?\s*$")


def plain_heading(text: str) -> str:
    """A heading without what its writer noted behind it: the kind of question it is good for, the page of the book."""
    marks = text[-1:] if text[-1:] in "：:？?" else ""
    return _LABEL.sub("", text.rstrip("：:？?")) + marks


def _flat(text: str) -> str:
    return one_line(text).strip(" ")


def _close(after: str) -> str:
    """The window's end as the end of a sentence."""
    body = after.rstrip("，；：、。．,;: ")
    return body if body.endswith(("！", "？", "!", "?", "。”", "！”", "？”")) else body + "。"
