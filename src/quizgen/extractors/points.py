"""Numbered points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizgen.diagnostics import Diagnostic
from quizgen.en import text as english
from quizgen.extractors._pointlists import OPEN, SHUT, Member, PointList, point_lists
from quizgen.model import Block, Fact, Points, Span
from quizgen.reading import Reading
from quizgen.zh.blanks import has_blank
from quizgen.zh.markers import is_phrase, leading_marker
from quizgen.zh.numerals import value

RULE = "points"
_N = "(?![一1](?![十0-9]))[一二三四五六七八九十两0-9]{1,3}"  # one announces no list (这一条)
_COUNTED = "个|点|项|条|种|类|大|方面|步|句|层|重|维|性|要|道|对|组|式|原则|要求|措施|任务|环节|阶段|步骤|坚持|必须"
_ANNOUNCED = re.compile(
    rf"(?:以下|下列|如下|下面|下述)(?:的)?(?P<n>{_N})(?:{_COUNTED})(?!或|以上|及以上|、)"
    rf"|(?<![第约近于“\d])(?P<m>{_N})(?:{_COUNTED})(?!或|以上)(?:[^，。、；：？！“”的]{{0,8}})[）)]?$"
)
_ORDER = re.compile(
    r"(?:步骤|程序|顺序|流程|先后)(?:是|为|如下|包括|有|进行|办理)?(?:[，：:]|$)|[二两三四五六七八九几]个[^，。]{0,4}阶段"
)
_BARE_LEAD = re.compile("(?:主要|具体|它们?)?(?:包括|分为|有|分别是|是|如下)(?:下列|以下)?(?:[几各]?[个项种类点])?")
"""…，为收入总额。包括：the sentence before says what is listed."""
_FOLLOWS = re.compile("下列|以下|如下|下述")
_SPEECH = re.compile(r"(?:指出|强调|认为|提出|要求|规定|明确|说|写道|如下|是|即)$")
_STOP = "。；？！;?!"
_HEADING_TAIL = re.compile(r"：\s*+（[^）]{0,80}）\s*+$|[？。](?![^（）]{0,80}）)")
_EXAM_NOTE = re.compile(r"(?<!\s)\s*+[（(](?=[^（）()]*+[）)])[^（）()]*(?:选择|多选|简答|辨析|判断|论述|填空|名词解释|[Pp]\s*\d|\d页)[^（）()]*+[）)]")
"""What exam notes hang on a heading: （选择、简答）（P3）."""


def find(reading: Reading) -> Iterator[Fact | Diagnostic]:
    """Finds: numbered points under one lead, as blocks or inside a paragraph: 一、 （一） 1. （1） ① bullets, 一是 一要
        第一， 其一， 首先 … 其次 … 最后, 一方面 … 另一方面, 一抓 … 二抓. Lists nest; one list may change its family while the
        ordinal counts on (三要, 四是); it restarts at one and ends at a heading of its own level or above, in a statute at
        the next article. The headline is what stands before ： or the first stop, without marker and final stop.
        ``numbering-gap`` (also of an article that a statute skips) and ``announced-count`` (以下五点 over four) are
        diagnostics; a list with a gap, or not as long as announced, is ``open``.
    Skips: 编 章 节 条; what only looks like a marker (see ``quizgen.zh.markers``); 首先 without a second member; a single
        point; code and tables; the questions of a worksheet and the answers offered under them.
    Example: 要做到三点：一是修好路；二是架好桥；三是通好电。 → 修好路 / 架好桥 / 通好电, lead 要做到三点.
    Known misses: a list whose members carry no marker at all; members that a sentence without a marker interrupts
        belong to the member before, unless it ends with ： and announces bullets of its own.
    """
    document = reading.document
    lists = point_lists(reading)
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
    found += _lost_articles(reading)
    found.sort(key=lambda pair: pair[0])
    for _, thing in found:
        yield thing


def _gap(reading: Reading, entry: PointList) -> Diagnostic:
    assert entry.gap is not None
    return _gap_at(reading, *entry.gap)


def _gap_at(reading: Reading, expected: int, got: int, span: Span, *, what: str = "point") -> Diagnostic:
    at = reading.document.locate(span.start)
    marker = reading.document.slice(span)
    message = f"{what} {got} (“{marker}”) comes where {expected} should; is a line lost, or the number wrong?"
    return Diagnostic(
        name="numbering-gap",
        severity="warning",
        message=message,
        path=reading.document.source.path,
        line=at.line,
        column=at.column,
    )


def _lost_articles(reading: Reading) -> Iterator[tuple[int, Diagnostic]]:
    """第三条 … 第五条 in a statute whose other articles follow each other; an excerpt has more gaps than steps."""
    markers = []
    for block in reading.document.blocks:
        if block.kind == "article" and block.marker is not None:
            marker = leading_marker(reading.text, *block.span)
            if marker is not None and marker.family == "article":
                markers.append(marker)
    steps = [(b.ordinal - a.ordinal, a, b) for a, b in pairwise(markers)]
    lost = [(step, a, b) for step, a, b in steps if 2 <= step <= 3]
    if len(steps) < 4 or 5 * sum(step == 1 for step, _, _ in steps) < 4 * (len(steps) - 1):
        return
    for _, a, b in lost:
        yield (b.span.start, _gap_at(reading, a.ordinal + 1, b.ordinal, b.span, what="article"))


def _points(reading: Reading, lists: Sequence[PointList], entry: PointList) -> Points | None:
    members = tuple(_headline(reading, m, heading=entry.heading) for m in entry.members)
    if any(m is None for m in members):
        return None
    spans = tuple(m for m in members if m is not None)
    bodies = tuple(_trim(reading, Span(m.start, max(m.body_end, s.end))) for m, s in zip(entry.members, spans, strict=True))
    if any(m.block in reading.options for m in entry.members):
        return None
    if 2 * sum(has_blank(reading.norm, *b) for b in bodies) >= len(bodies):
        return None  # the questions of a worksheet
    lead = _lead(reading, lists, entry)
    families = {m.marker.family for m in entry.members}
    lead_text = reading.norm[lead.start : lead.end] if lead else ""
    ordered = "step" in families or bool(_ORDER.search(lead_text))
    if "xian" in families:
        ordered = ordered or any(reading.text[m.marker.span.start] in "最" for m in entry.members)
    announced = _announced(reading, lead, len(spans))
    return Points(
        rule=RULE,
        span=Span(min(entry.members[0].marker.span.start, spans[0].start), bodies[-1].end),
        members=spans,
        bodies=bodies,
        lead=lead,
        ordered=ordered,
        open=entry.gap is not None or announced not in (None, 0, len(spans)),
        level=entry.level,
        announced=announced,
    )


def _trim(reading: Reading, span: Span) -> Span:
    text = reading.text
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _headline(reading: Reading, member: Member, *, heading: bool) -> Span | None:
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
    elif english.is_english(norm, start, end, least=4):
        return english.headline(norm, start, end)
    else:
        depth = 0
        for at in range(start, end):
            c = norm[at]
            if c in OPEN:
                depth += 1
            elif c in SHUT:
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
    """A heading without its final mark, what exam notes hang on it, a bracket behind ： (：（七个坚持）) and what follows a
    question mark."""
    if (m := _EXAM_NOTE.search(norm, start, end)) and m.start() > start:
        end = m.start()
    if (m := _HEADING_TAIL.search(norm, start, end)) and m.start() > start:
        end = m.start()
    return end


def _lead(reading: Reading, lists: Sequence[PointList], entry: PointList) -> Span | None:
    """What the list answers: the words before it that announce it, else the point or heading it stands under."""
    document, norm = reading.document, reading.norm
    first = entry.members[0]
    if first.inline:
        block = document.blocks[first.block]
        begin = block.marker.end if block.marker else block.span.start
        around = lists[entry.around].members[max(0, entry.under)] if entry.around is not None else None
        nested = around is not None and around.block == first.block
        if around is not None and nested:
            begin = max(begin, around.start)
        if (found := _sentence_before(reading, begin, first.marker.span.start)) is not None:
            here = norm[found.end : first.marker.span.start].strip()
            # Inside a point, a sentence of its own that announces nothing is not what the list answers.
            if not nested or here[:1] not in ("。", "！", "？") or _announces(norm, found):
                return found
    elif first.block > 0:
        before = document.blocks[first.block - 1]
        if before.kind not in ("code", "row", "heading") and not _is_member(lists, entry, first.block - 1):
            begin = before.marker.end if before.marker else before.span.start
            found = _sentence_before(reading, begin, before.span.end)
            tail = norm[before.span.start : before.span.end].rstrip()
            if found is not None and (tail.endswith(("：", ":")) or _announces(norm, found)):
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


def _announces(norm: str, span: Span) -> bool:
    """以下五点, 有三个难处, 要求如下"""
    return bool(_ANNOUNCED.search(norm, *span) or _FOLLOWS.search(norm, max(span.start, span.end - 8), span.end))


def _is_member(lists: Sequence[PointList], entry: PointList, block: int) -> bool:
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


def _sentence_before(reading: Reading, begin: int, end: int, *, bare: int = -1) -> Span | None:
    """The last sentence of ``begin … end`` without its final mark."""
    norm = reading.norm
    if english.is_english(norm, begin, end):
        *_, last = (None, *english.sentences(norm, begin, end))
        return english.trimmed(norm, *last) if last is not None else None
    while end > begin and (norm[end - 1] in "：，。；:,. " or norm[end - 1].isspace()):
        end -= 1
    depth = 0
    start = begin
    semicolon = -1
    for at in range(end - 1, begin - 1, -1):
        c = norm[at]
        if c in SHUT:
            depth += 1
        elif c in OPEN:
            depth = max(0, depth - 1)
        elif c in "。！？" and depth == 0 and at != bare:
            start = at + 1
            break
        elif c == "；" and depth == 0 and semicolon < 0:
            semicolon = at
    # 有下列行为之一的，给予处分；构成犯罪的，追究刑事责任：  the whole sentence leads.
    if semicolon >= 0 and (_FOLLOWS.search(norm, semicolon, end) or not _FOLLOWS.search(norm, start, semicolon)):
        start = semicolon + 1
    if (marker := leading_marker(reading.text, start, end)) is not None:
        start = marker.span.end
    while start < end and norm[start].isspace():
        start += 1
    if start - 1 > begin and _BARE_LEAD.fullmatch(norm, start, end):
        return _sentence_before(reading, begin, end, bare=start - 1) or Span(start, end)
    return Span(start, end) if end - start >= 2 else None


def _announced(reading: Reading, lead: Span | None, found: int) -> int:
    """The number the lead promises. 以下五点 and a counted noun before ： count; a number in a heading only where it
    agrees (三大法宝及其关系 promises nothing)."""
    if lead is None:
        return 0
    norm = reading.norm
    if english.is_english(norm, *lead):
        return english.announced(norm, *lead)
    said = 0
    for m in _ANNOUNCED.finditer(norm, lead.start, lead.end):
        number = value((m["n"] or m["m"]).replace("两", "二")) or 0
        if m["n"] or norm[lead.end : lead.end + 1] in ("：", "。") or number == found:
            said = number
    return said
