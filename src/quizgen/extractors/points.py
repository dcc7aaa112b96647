"""Numbered points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic
from quizgen.model import Block, Fact, Points, Span
from quizgen.reading import Reading
from quizgen.zh.markers import BLANK, STRUCTURE, Marker, inline_markers, is_phrase, leading_marker
from quizgen.zh.numerals import value
from quizgen.zh.outline import Outline, Step

RULE = "points"
_N = "[一二三四五六七八九十两0-9]{1,3}"
_COUNTED = "个|点|项|条|种|类|大|方面|步|句|层|重|维|性|要|道|对|组|式|原则|要求|措施|任务|环节|阶段|步骤|坚持|必须"
_ANNOUNCED = re.compile(
    rf"(?:以下|下列|如下|下面|下述)(?:的)?(?P<n>{_N})(?:{_COUNTED})(?!或|以上|及以上|、)"
    rf"|(?<![第约近于“\d])(?P<m>{_N})(?:{_COUNTED})(?!或|以上)(?:[^，。、；：？！“”的]{{0,8}})[）)]?$"
)
_ORDER = re.compile(
    r"(?:步骤|程序|顺序|流程|先后)(?:是|为|如下|包括|有|进行|办理)?(?:[，：:]|$)|[二两三四五六七八九几]个[^，。]{0,4}阶段"
)
_FOLLOWS = re.compile("下列|以下|如下|下述")
_SPEECH = re.compile(r"(?:指出|强调|认为|提出|要求|规定|明确|说|写道|如下|是|即)$")
_STOP = "。；？！;?!"
_OPEN = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）"}
_SHUT = frozenset(_OPEN.values())
_EXAM_NOTE = re.compile(r"\s*[（(][^（）()]*(?:选择|简答|辨析|论述|填空|名词解释|[Pp]\s*\d|\d页)[^（）()]*[）)]\s*[*☆★]*$")


@dataclass(slots=True)
class _Member:
    marker: Marker
    block: int
    inline: bool
    start: int
    """Where its text begins, behind the marker."""
    end: int
    """Where its own text ends: the next member in its paragraph, or the paragraph's end."""
    body_end: int
    generated: bool = False
    """Its numeral is made by the format (Word, a Markdown bullet) and does not stand in the text."""


@dataclass(slots=True)
class _List:
    level: int
    heading: bool
    around: int | None
    """The list it stands in …"""
    under: int
    """… below that list's last member at the time, by index."""
    members: list[_Member] = field(default_factory=list)
    gap: tuple[int, int, Span] | None = None
    closed: bool = False


def find(reading: Reading) -> Iterator[Fact | Diagnostic]:
    """Finds: numbered points under one lead, as blocks or inside a paragraph: 一、 （一） 1. （1） ① bullets, 一是 一要
        第一， 其一， 首先 … 其次 … 最后, 一方面 … 另一方面, 一抓 … 二抓. Lists nest; one list may change its family while the
        ordinal counts on (三要, 四是); it restarts at one and ends at a heading of its own level or above, in a statute at
        the next article. The headline is what stands before ： or the first stop, without marker and final stop.
        ``numbering-gap`` and ``announced-count`` (以下五点 over four) are diagnostics; a list with a gap is ``open``.
    Skips: 编 章 节 条; what only looks like a marker (see ``quizgen.zh.markers``); 首先 without a second member; a single
        point; code and tables.
    Example: 要做到三点：一是修好路；二是架好桥；三是通好电。 → 修好路 / 架好桥 / 通好电, lead 要做到三点.
    Known misses: a list whose members carry no marker at all; members that a sentence without a marker interrupts
        belong to the member before.
    """
    document = reading.document
    lists = _Finder(reading).lists()
    found: list[tuple[int, Fact | Diagnostic]] = []
    for entry in lists:
        if len(entry.members) < 2:
            if entry.gap is not None and entry.members and not entry.members[0].inline:
                found.append((entry.gap[2].start, _gap(reading, entry)))
            continue
        if entry.gap is not None:
            found.append((entry.gap[2].start, _gap(reading, entry)))
        fact = _points(reading, lists, entry)
        if fact is None:
            continue
        found.append((fact.span.start, fact))
        if fact.announced and fact.announced != len(fact.members) and fact.lead is not None:
            at = document.locate(fact.lead.start)
            found.append(
                (
                    fact.lead.start,
                    Diagnostic(
                        name="announced-count",
                        severity="warning",
                        message=f"“{document.slice(fact.lead)}” announces {fact.announced}, but {len(fact.members)} points follow",
                        path=document.source.path,
                        line=at.line,
                        column=at.column,
                    ),
                )
            )
    found.sort(key=lambda pair: pair[0])
    for _, thing in found:
        yield thing


def _gap(reading: Reading, entry: _List) -> Diagnostic:
    assert entry.gap is not None
    expected, got, span = entry.gap
    at = reading.document.locate(span.start)
    marker = reading.document.slice(span)
    message = f"point {got} (“{marker}”) comes where {expected} should; is a line lost, or the number wrong?"
    return Diagnostic(
        name="numbering-gap",
        severity="warning",
        message=message,
        path=reading.document.source.path,
        line=at.line,
        column=at.column,
    )


class _Finder:
    """One walk over the blocks. Headings nest by their level, points by the outline of their markers."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.blocks = reading.document.blocks
        self.out: list[_List] = []
        self.heads: list[int] = []
        self.head_last: dict[tuple[str, int], int] = {}
        self.outline = Outline()
        self.by_number: dict[int, int] = {}
        self.head_level = 0

    def lists(self) -> list[_List]:
        document = self.reading.document
        announced = False
        for i, block in enumerate(self.blocks):
            if block.kind in ("code", "row"):
                continue
            marker, generated = self._leading(block)
            start = block.span.start
            if block.kind == "heading":
                self.outline.close()
                self._heading(i, block, marker, generated)
                start = block.span.end  # headings hold no inline lists
            elif block.kind == "article":
                self.outline.close()
                start = block.marker.end if block.marker else start
            elif block.kind == "point" and marker is not None:
                start = self._point(i, block, marker, generated, announced)
            if start < block.span.end:
                self._inline(i, block, start)
            announced = document.text[block.span.start : block.span.end].rstrip().endswith(("：", ":"))
        self._bodies()
        return self.out

    def _leading(self, block: Block) -> tuple[Marker | None, bool]:
        if block.label:
            m = leading_marker(block.label + " ")
            if m is None:
                return None, True
            at = block.span.start
            return Marker(family=m.family, ordinal=m.ordinal, span=Span(at, at)), True
        if block.marker is None:
            return None, False
        return leading_marker(self.text, block.span.start, block.span.end), False

    def _new(self, level: int, heading: bool, around: int | None) -> int:
        under = len(self.out[around].members) - 1 if around is not None else -1
        self.out.append(_List(level=level, heading=heading, around=around, under=under))
        return len(self.out) - 1

    def _add(self, number: int, i: int, marker: Marker, *, inline: bool, generated: bool = False) -> int:
        block = self.blocks[i]
        start = marker.span.end
        if not inline:
            start = self._past_second_marker(start, block.span.end, marker)
        while start < block.span.end and self.text[start] in BLANK:
            start += 1
        members = self.out[number].members
        if members and members[-1].block == i:
            members[-1].end = members[-1].body_end = marker.span.start
        members.append(
            _Member(
                marker=marker,
                block=i,
                inline=inline,
                start=start,
                end=block.span.end,
                body_end=block.span.end,
                generated=generated,
            )
        )
        return start

    def _past_second_marker(self, start: int, end: int, marker: Marker) -> int:
        """1】首先， and ①第一，: one point with two markers."""
        second = leading_marker(self.text, start, end)
        if second and is_phrase(second.family) and second.ordinal in (0, marker.ordinal) and second.family != "mian":
            return second.span.end
        return start

    def _heading(self, i: int, block: Block, marker: Marker | None, generated: bool) -> None:
        self.head_level = block.level
        while self.heads and self.out[self.heads[-1]].level > block.level:
            self.heads.pop()
        top = self.heads[-1] if self.heads and self.out[self.heads[-1]].level == block.level else None
        if marker is None or marker.family in STRUCTURE:
            if top is not None:
                self.heads.pop()
            return
        if top is not None:
            last = self.out[top].members[-1].marker
            if (marker.family == last.family and marker.ordinal > 1) or marker.ordinal == 0:
                if marker.ordinal not in (0, last.ordinal + 1) and self.out[top].gap is None:
                    self.out[top].gap = (last.ordinal + 1, marker.ordinal, marker.span)
                self._add(top, i, marker, inline=False, generated=generated)
                return
            self.heads.pop()
        around = self.heads[-1] if self.heads else None
        number = self._new(block.level, True, around)
        if marker.ordinal > 1 and self.head_last.get((marker.family, block.level)) != marker.ordinal - 1:
            self.out[number].gap = (1, marker.ordinal, marker.span)
        self.heads.append(number)
        self._add(number, i, marker, inline=False, generated=generated)
        self.head_last[marker.family, block.level] = marker.ordinal

    def _point(self, i: int, block: Block, marker: Marker, generated: bool, announced: bool) -> int:
        if self.heads:
            top = self.out[self.heads[-1]]
            last = top.members[-1].marker
            if last.family == marker.family and marker.ordinal == last.ordinal + 1 and marker.family != "bullet":
                self.outline.close()
                return self._add(self.heads[-1], i, marker, inline=False, generated=generated)
        place = self.outline.place(marker, block=i, depth=block.level, announced=announced)
        assert place is not None
        return self._member(i, marker, place.list, place.around, place.step, place.expected, inline=False, generated=generated)

    def _inline(self, i: int, block: Block, start: int) -> None:
        for marker in inline_markers(self.text, start, block.span.end):
            place = self.outline.place(marker, block=i, inline=True)
            if place is not None:
                self._member(i, marker, place.list, place.around, place.step, place.expected, inline=True)

    def _member(
        self,
        i: int,
        marker: Marker,
        key: int,
        around: tuple[int, ...],
        step: Step,
        expected: int,
        *,
        inline: bool,
        generated: bool = False,
    ) -> int:
        number = self.by_number.get(key)
        if number is None:
            inside = self.by_number.get(around[-1]) if around else (self.heads[-1] if self.heads else None)
            number = self.by_number[key] = self._new(self.head_level + len(around) + 1, False, inside)
        if step in ("gap", "orphan") and self.out[number].gap is None:
            self.out[number].gap = (expected, marker.ordinal, marker.span)
        return self._add(number, i, marker, inline=inline, generated=generated)

    def _bodies(self) -> None:
        """How far each member reaches: to the next one; a last one to the end of its paragraph and of the lists in it."""
        for entry in self.out:
            for k, member in enumerate(entry.members):
                after = entry.members[k + 1] if k + 1 < len(entry.members) else None
                if member.inline and after is None:
                    member.end = member.body_end = self._last_inline(entry, member)
                elif after is not None and after.block > member.block:
                    member.body_end = self.blocks[after.block - 1].span.end
        for number in range(len(self.out) - 1, -1, -1):
            entry = self.out[number]
            if not entry.members or entry.members[-1].inline:
                continue
            last = entry.members[-1]
            if entry.heading:
                last.body_end = self._section_end(last.block)
            elif self.reading.norm[last.start : last.end].rstrip().endswith(("：", "？")):
                last.body_end = self._answer_end(last.block)
        for number in range(len(self.out) - 1, -1, -1):  # inner lists come after the ones around them
            inner = self.out[number]
            outer = self.out[inner.around] if inner.around is not None else None
            if outer and inner.members and not outer.heading and inner.under == len(outer.members) - 1:
                outer.members[-1].body_end = max(outer.members[-1].body_end, inner.members[-1].body_end)

    def _section_end(self, block: int) -> int:
        level = self.blocks[block].level
        end = self.blocks[block].span.end
        for b in self.blocks[block + 1 :]:
            if b.kind == "heading" and b.level <= level:
                break
            end = b.span.end
        return end

    def _answer_end(self, block: int) -> int:
        """The end of the paragraphs right below a point that asks or announces."""
        end = self.blocks[block].span.end
        for b in self.blocks[block + 1 :]:
            if b.kind in ("heading", "article", "point"):
                break
            end = b.span.end
        return end

    def _last_inline(self, entry: _List, member: _Member) -> int:
        """A last inline member ends with its sentence, unless earlier ones hold several sentences."""
        norm = self.reading.norm
        long = any("。" in norm[m.start : m.end].rstrip("。 ") for m in entry.members[:-1])
        if long:
            return member.end
        depth = 0
        for at in range(member.start, member.end):
            c = norm[at]
            if c in _OPEN:
                depth += 1
            elif c in _SHUT:
                depth = max(0, depth - 1)
            elif c in "。！？" and depth == 0:
                return at + 1
        return member.end


# ------------------------------------------------------------------ the fact


def _points(reading: Reading, lists: Sequence[_List], entry: _List) -> Points | None:
    members = tuple(_headline(reading, m, heading=entry.heading) for m in entry.members)
    if any(m is None for m in members):
        return None
    spans = tuple(m for m in members if m is not None)
    bodies = tuple(_trim(reading, Span(m.start, max(m.body_end, s.end))) for m, s in zip(entry.members, spans, strict=True))
    lead = _lead(reading, lists, entry)
    families = {m.marker.family for m in entry.members}
    lead_text = reading.norm[lead.start : lead.end] if lead else ""
    ordered = "step" in families or bool(_ORDER.search(lead_text))
    if "xian" in families:
        ordered = ordered or any(reading.text[m.marker.span.start] in "最" for m in entry.members)
    return Points(
        rule=RULE,
        span=Span(min(entry.members[0].marker.span.start, spans[0].start), bodies[-1].end),
        members=spans,
        bodies=bodies,
        lead=lead,
        ordered=ordered,
        open=entry.gap is not None,
        level=entry.level,
        announced=_announced(reading, lead, len(spans)),
    )


def _trim(reading: Reading, span: Span) -> Span:
    text = reading.text
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _headline(reading: Reading, member: _Member, *, heading: bool) -> Span | None:
    """The member without marker and final stop: up to ： or the first stop outside quotes and brackets; a heading to
    its end. None if nothing is left."""
    norm = reading.norm
    start, end = member.start, member.end
    at = start
    if (second := leading_marker(reading.text, start, end)) and second.ordinal == 1 and not is_phrase(second.family):
        start = second.span.end  # （1） ①甲: the inner list opens at once, its first member speaks for the outer
    at = start
    if heading and reading.document.blocks[member.block].kind == "heading":
        at = _heading_end(norm, start, end)
    else:
        depth = 0
        for at in range(start, end):
            c = norm[at]
            if c in _OPEN:
                depth += 1
            elif c in _SHUT:
                depth = max(0, depth - 1)
            elif depth == 0 and (c in _STOP or (c == "：" and at - start <= 40 and not _SPEECH.search(norm, start, at))):
                break
        else:
            at = end
    while at > start and (norm[at - 1] in "。；，：、！？;,:?! " or norm[at - 1].isspace()):
        at -= 1
    while start < at and (norm[start] in "，：、。 " or norm[start].isspace()):
        start += 1
    return Span(start, at) if at > start else None


def _heading_end(norm: str, start: int, end: int) -> int:
    """A heading without its final mark and what exam notes hang on it (（选择、简答）（P3）; ：（七个坚持）)."""
    while m := _EXAM_NOTE.search(norm, start, end):
        end = m.start()
    if m := re.compile(r"[：？]\s*[（(][^）)]*[）)]\s*$|(?<=.)[？。](?=.)").search(norm, start, end):
        end = m.start()
    return end


def _lead(reading: Reading, lists: Sequence[_List], entry: _List) -> Span | None:
    """What the list answers: the words before it that announce it, else the point or heading it stands under."""
    document, norm = reading.document, reading.norm
    first = entry.members[0]
    if first.inline:
        block = document.blocks[first.block]
        begin = block.marker.end if block.marker else block.span.start
        if (found := _sentence_before(reading, begin, first.marker.span.start)) is not None:
            return found
    elif first.block > 0 and not entry.heading:
        before = document.blocks[first.block - 1]
        if before.kind not in ("code", "row", "heading") and not _is_member(lists, entry, first.block - 1):
            begin = before.marker.end if before.marker else before.span.start
            found = _sentence_before(reading, begin, before.span.end)
            tail = norm[before.span.start : before.span.end].rstrip()
            if found is not None and (tail.endswith("：") or _ANNOUNCED.search(norm, found.start, found.end)):
                return found
    if entry.around is not None:
        outer = lists[entry.around]
        member = outer.members[max(0, entry.under)]
        return _headline(reading, member, heading=outer.heading)
    heading = next(
        (b for b in reversed(document.blocks[: first.block]) if b.kind == "heading" and (not entry.heading or b.level < entry.level)),
        None,
    )
    return _heading_lead(reading, heading) if heading is not None else None


def _is_member(lists: Sequence[_List], entry: _List, block: int) -> bool:
    """Is the block a member of the list around?"""
    return entry.around is not None and any(m.block == block and not m.inline for m in lists[entry.around].members[-1:]) and (
        not lists[entry.around].heading
    )


def _heading_lead(reading: Reading, block: Block) -> Span | None:
    start = block.marker.end if block.marker else block.span.start
    end = _heading_end(reading.norm, start, block.span.end)
    while end > start and reading.norm[end - 1] in "：。？！，； ":
        end -= 1
    span = _trim(reading, Span(start, end))
    return span if span.end > span.start else None


def _sentence_before(reading: Reading, begin: int, end: int) -> Span | None:
    """The last sentence of ``begin … end`` without its final mark."""
    norm = reading.norm
    while end > begin and (norm[end - 1] in "：，。；:,. " or norm[end - 1].isspace()):
        end -= 1
    depth = 0
    start = begin
    semicolon = -1
    for at in range(end - 1, begin - 1, -1):
        c = norm[at]
        if c in _SHUT:
            depth += 1
        elif c in _OPEN:
            depth = max(0, depth - 1)
        elif c in "。！？" and depth == 0:
            start = at + 1
            break
        elif c == "；" and depth == 0 and semicolon < 0:
            semicolon = at
    # 有下列行为之一的，给予处分；构成犯罪的，追究刑事责任：  the whole sentence leads.
    if semicolon >= 0 and (_FOLLOWS.search(norm, semicolon, end) or not _FOLLOWS.search(norm, start, semicolon)):
        start = semicolon + 1
    if (marker := leading_marker(reading.text, start, end)) is not None and marker.span.end < end:
        start = marker.span.end
    while start < end and norm[start].isspace():
        start += 1
    return Span(start, end) if end - start >= 2 else None


def _announced(reading: Reading, lead: Span | None, found: int) -> int:
    """The number the lead promises. 以下五点 and a counted noun before ： count; a number in a heading only where it
    agrees (三大法宝及其关系 promises nothing)."""
    if lead is None:
        return 0
    norm = reading.norm
    said = 0
    for m in _ANNOUNCED.finditer(norm, lead.start, lead.end):
        number = value((m["n"] or m["m"]).replace("两", "二")) or 0
        if m["n"] or norm[lead.end : lead.end + 1] in ("：", "。") or number == found:
            said = number
    return said
