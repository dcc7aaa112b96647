"""What each paragraph is: title, heading, article, point or running text, and on which level.

Formats that mark their headings say so; plain text must speak for itself: a numbered short line that has text below
it is a heading, one in a row of its like is a point. The lists come from ``quizgen.zh.outline``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizgen.model import BlockKind
from quizgen.readers._paragraph import Paragraph
from quizgen.zh.markers import RANK, STRUCTURE, Marker, is_phrase, label_marker, leading_marker
from quizgen.zh.outline import Outline

HEADING = 60
"""The longest line, in characters, that is taken for a numbered heading."""
TITLE = 48
_STOP = re.compile(r"[。；;！!，,、…]$|[a-z]\.$")
_LEAD = re.compile(r"[：:]$")
_HEAD_OF_LONG = re.compile(r"[^。；，\n]{4,50}?(?:[？?](?=\s*[^\s？?（(])|[：:](?=\s*(?:第一|首先|一是|（1）|①|1[.、）])))")
"""A question, or what announces a list, in front of a member of a list of headings that goes on in the same line."""
_KNOWN = re.compile(
    r"(总\s*纲|总\s*则|附\s*则|序\s*言|前\s*言|引\s*言|绪\s*论|导\s*论|导\s*言|结\s*语|结束语|结\s*论|后\s*记|附\s*录|摘\s*要"
    r"|總\s*綱|總\s*則|附\s*則|緒\s*論|導\s*論|結\s*語|結\s*論|後\s*記|附\s*錄|参考文献)"
)
_BRACKETED = re.compile(r"【[^】]{1,30}】")
_ENACTED = re.compile(r"(通过|通過|修订|修訂|修正|施行|公布|发布|發布)[）)]?$|^[（(]|\d{4}\s*年")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a paragraph is. ``marker`` is (start, end) within the paragraph's text."""

    kind: BlockKind
    level: int = 0
    marker: tuple[int, int] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """``splits``: where in a paragraph its heading ends and text goes on (5.什么是甲？甲是……), by index."""

    shapes: tuple[Shape, ...]
    title: str = ""
    splits: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _List:
    family: str
    around: tuple[int, ...]
    announced: bool
    first: int
    """The ordinal it starts at."""
    members: list[int] = field(default_factory=list)
    heads: bool = False


def shape(paragraphs: Sequence[Paragraph], *, structured: bool) -> Shapes:
    """The shape of each paragraph, and the document's title ("" if it has no title line)."""
    texts = [p.text for p in paragraphs]
    markers = [_marker(p, t) for p, t in zip(paragraphs, texts, strict=True)]
    titled = _has_title(paragraphs, texts, markers, structured=structured)
    lists, place = _lists(paragraphs, texts, markers)
    statute = any(m is not None and m.family == "article" for m in markers)
    unmarked = set() if structured else _unmarked_headings(paragraphs, texts, markers, titled)
    for number, entry in lists.items():
        entry.heads = _heads(entry, number, lists, place, paragraphs, texts, unmarked, structured=structured, statute=statute)
    base = 2 if titled and not structured else 1
    top = _chapter_level(lists, base)
    out: list[Shape] = []
    splits: list[tuple[int, int]] = []
    deepest = base
    given = 0  # the level of the last heading that the format gave
    for i, (p, text, marker) in enumerate(zip(paragraphs, texts, markers, strict=True)):
        span = None if marker is None or p.label else (marker.span.start, marker.span.end)
        kind: BlockKind = "paragraph"
        level = 0
        entry_number = place[i]
        if p.kind in ("row", "code"):
            out.append(Shape(kind="row" if p.kind == "row" else "code"))
            continue
        if titled and i == 0:
            out.append(Shape(kind="heading", level=1))
            continue
        if p.kind == "heading":
            kind, level = "heading", p.level
            given = p.level
        elif marker is not None and marker.family == "article":
            kind = "article"
        elif i in unmarked:
            kind, level = "heading", (deepest + 1 if _BRACKETED.fullmatch(text.strip()) else max(top, given + 1))
        elif entry_number is not None:
            entry = lists[entry_number]
            above = [lists[n] for n in entry.around]
            if entry.heads and not _headlike(text) and (m := _HEAD_OF_LONG.match(text)):
                splits.append((i, m.end()))
            if entry.heads and _headlike(text):
                kind, level = "heading", max(base, given + 1) + sum(e.heads for e in above)
            elif entry.family not in STRUCTURE and not (_is_loose(entry.family) and len(entry.members) == 1):
                kind, level = "point", 1 + sum(not e.heads for e in above)
        if kind == "heading" and i not in unmarked:
            deepest = level
        if kind == "paragraph":
            span = None
        out.append(Shape(kind=kind, level=level, marker=span, label=p.label))
    return Shapes(shapes=tuple(out), title=texts[0].strip() if titled else "", splits=tuple(splits))


def _marker(p: Paragraph, text: str) -> Marker | None:
    if p.kind in ("row", "code"):
        return None
    return label_marker(p.label) if p.label else leading_marker(text)


def _lists(
    paragraphs: Sequence[Paragraph], texts: Sequence[str], markers: Sequence[Marker | None]
) -> tuple[dict[int, _List], list[int | None]]:
    """The lists of the document, and for each paragraph the list it is a member of."""
    outline = Outline()
    lists: dict[int, _List] = {}
    place: list[int | None] = [None] * len(paragraphs)
    announced = False
    for i, (p, marker) in enumerate(zip(paragraphs, markers, strict=True)):
        if p.kind == "heading":
            outline.close()
        elif marker is not None and marker.family == "article":
            outline.close(keep_rank=RANK["section"])
        elif marker is not None and p.kind not in ("row", "code"):
            found = outline.place(marker, block=i, depth=p.depth, announced=announced)
            if found is not None:
                entry = lists.get(found.list)
                if entry is None:
                    entry = lists[found.list] = _List(
                        family=marker.family, around=found.around, announced=announced, first=found.ordinal
                    )
                entry.members.append(i)
                place[i] = found.list
        announced = bool(_LEAD.search(texts[i].rstrip()))
    return lists, place


def _is_loose(family: str) -> bool:
    """首先 … and ——…… open a point only where another follows (——摘自《村志》 is none)."""
    return is_phrase(family) or family == "dash"


def _headlike(text: str) -> bool:
    """Short, without a final stop, and not （1） ①甲, which is a list of its own."""
    text = text.strip()
    if len(text) > HEADING or _STOP.search(text):
        return False
    marker = leading_marker(text)
    second = leading_marker(text, marker.span.end) if marker else None
    return second is None or second.ordinal != 1 or is_phrase(second.family)


def _heads(
    entry: _List,
    number: int,
    lists: dict[int, _List],
    place: Sequence[int | None],
    paragraphs: Sequence[Paragraph],
    texts: Sequence[str],
    unmarked: set[int],
    *,
    structured: bool,
    statute: bool,
) -> bool:
    """Are the members of this list headings? In a statute only 编, 章 and 节; elsewhere short lines, most of which have
    text below them that is no member of the list and of no list around it."""
    if any(not lists[n].heads for n in entry.around):
        return False
    if entry.family in STRUCTURE:
        return any(_headlike(texts[i]) for i in entry.members)
    if structured or statute or is_phrase(entry.family) or entry.family in ("bullet", "dash", "letter"):
        return False
    heads = [i for i in entry.members if _headlike(texts[i])]
    if not heads or 2 * len(heads) < len(entry.members):
        return False

    def has_text(i: int) -> bool:
        j = i + 1
        if j >= len(texts) or paragraphs[j].kind == "heading" or j in unmarked:
            return False
        below = place[j]
        return below is None or (below != number and number in lists[below].around)

    alone = len(entry.members) == 1
    judged = heads if alone else [i for i in heads if i != entry.members[-1]]
    if not judged or (alone and (entry.announced or entry.first > 1)):
        return False
    return 2 * sum(map(has_text, judged)) >= len(judged)


def _chapter_level(lists: dict[int, _List], base: int) -> int:
    """The level of an unmarked heading such as 总纲: that of the chapters, else the highest."""
    for entry in lists.values():
        if entry.family == "chapter" and entry.heads:
            return base + sum(lists[n].heads for n in entry.around)
    return base


def _has_title(
    paragraphs: Sequence[Paragraph], texts: Sequence[str], markers: Sequence[Marker | None], *, structured: bool
) -> bool:
    """Is the first paragraph the document's title?"""
    if len(paragraphs) < 2:
        return False
    first, text = paragraphs[0], texts[0].strip()
    if first.kind == "heading":
        return first.level == 1 and sum(p.kind == "heading" and p.level == 1 for p in paragraphs) == 1
    if first.kind or markers[0] is not None or not 2 <= len(text) <= TITLE:
        return False
    if _STOP.search(text) or _LEAD.search(text) or "。" in text:
        return False
    return not structured or paragraphs[1].kind == "heading"


def _unmarked_headings(
    paragraphs: Sequence[Paragraph], texts: Sequence[str], markers: Sequence[Marker | None], titled: bool
) -> set[int]:
    """Short lines without a numeral that are headings: known words (总纲), 【…】, and, in a text whose paragraphs end with
    a stop, a short line that ends without one between two that do (or that stands alone between blank lines)."""
    found: set[int] = set()
    if not paragraphs:
        return found
    stopped = [bool(re.search(r"[。！？；：!?;:.”」』）)]$", t.rstrip())) for t in texts]
    prose = sum(stopped) >= 0.7 * len(texts)
    for i, text in enumerate(texts):
        line = text.strip()
        if paragraphs[i].kind or markers[i] is not None or (titled and i == 0):
            continue
        if _KNOWN.fullmatch(line) or (_BRACKETED.fullmatch(line) and i + 1 < len(texts)):
            found.add(i)
            continue
        after = markers[i + 1] if i + 1 < len(texts) else None
        if paragraphs[i].alone and len(line) <= 12 and after is not None and after.ordinal == 1 and not re.search(r"\W", line):
            found.add(i)
            continue
        if not 2 <= len(line) <= 24 or stopped[i] or _STOP.search(line) or _ENACTED.search(line):
            continue
        if re.search(r"[，。；：,;:|\t]", line) or not re.search(r"[\u3400-\u9fff]{2}", line):
            continue
        if i + 1 >= len(texts) or not stopped[i + 1] or len(texts[i + 1]) < 40 or markers[i + 1] is not None:
            continue
        if (prose and (i == 0 or stopped[i - 1] or i - 1 in found)) or paragraphs[i].alone:
            found.add(i)
    return found
