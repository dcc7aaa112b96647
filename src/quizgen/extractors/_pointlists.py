"""Which points of a document make a list: the walk over its blocks that the rule ``points`` reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.model import Block, Span
from quizgen.reading import Reading
from quizgen.zh.markers import BLANK, STRUCTURE, Marker, inline_markers, is_phrase, label_marker, leading_marker
from quizgen.zh.outline import Outline, Step

OPEN = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）"}
SHUT = frozenset(OPEN.values())


@dataclass(slots=True)
class Member:
    """One point."""

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
class PointList:
    """Points that count on."""

    level: int
    heading: bool
    around: int | None
    """The list it stands in …"""
    under: int
    """… below that list's last member at the time, by index."""
    members: list[Member] = field(default_factory=list)
    gap: tuple[int, int, Span] | None = None
    """The ordinal that should have come, the one that came, and its marker."""


def point_lists(reading: Reading) -> list[PointList]:
    """All lists of the document in the order of their first members; lists of one member too."""
    return _Finder(reading).lists()


class _Finder:
    """One walk over the blocks. Headings nest by their level, points by the outline of their markers."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.blocks = reading.document.blocks
        self.out: list[PointList] = []
        self.heads: list[int] = []
        self.head_last: dict[tuple[str, int], int] = {}
        self.outline = Outline()
        self.by_number: dict[int, int] = {}
        self.head_level = 0

    def lists(self) -> list[PointList]:
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
            m = label_marker(block.label)
            if m is None:
                return None, True
            at = block.span.start
            return Marker(family=m.family, ordinal=m.ordinal, span=Span(at, at)), True
        if block.marker is None:
            return None, False
        return leading_marker(self.text, block.span.start, block.span.end), False

    def _new(self, level: int, heading: bool, around: int | None) -> int:
        under = len(self.out[around].members) - 1 if around is not None else -1
        self.out.append(PointList(level=level, heading=heading, around=around, under=under))
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
            Member(
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
        if announced and marker.ordinal == 0 and self.blocks[i - 1].kind == "paragraph":
            self.outline.part(marker.family, block.level)  # a paragraph of its own announces other points
        place = self.outline.place(marker, block=i, depth=block.level, announced=announced)
        assert place is not None
        return self._member(i, marker, place.list, place.around, place.step, place.expected, inline=False, generated=generated)

    def _inline(self, i: int, block: Block, start: int) -> None:
        markers = inline_markers(self.text, start, block.span.end)
        # A paragraph may open with the next member of a list that the one before it began (…第一，甲 / 第二，乙).
        goes_on = bool(markers) and markers[0].span.start == block.span.start and self.outline.continues(markers[0], block=i)
        if not goes_on:
            self.outline.leave(i)
        for k, marker in enumerate(markers):
            inline = not (goes_on and k == 0)
            place = self.outline.place(marker, block=i, inline=inline)
            if place is not None:
                self._member(i, marker, place.list, place.around, place.step, place.expected, inline=inline)

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
                    member.end = min(member.end, self._outer_next(entry, member))
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

    def _outer_next(self, entry: PointList, member: Member) -> int:
        """Where in this paragraph a list around goes on."""
        found = member.end
        around = entry.around
        while around is not None:
            outer = self.out[around]
            found = min(
                [m.marker.span.start for m in outer.members if m.block == member.block and m.marker.span.start > member.start]
                + [found]
            )
            around = outer.around
        return found

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

    def _last_inline(self, entry: PointList, member: Member) -> int:
        """A last inline member ends with its sentence, unless earlier ones hold several sentences."""
        norm = self.reading.norm
        long = any("。" in norm[m.start : m.end].rstrip("。 ") for m in entry.members[:-1])
        if long:
            return member.end
        depth = 0
        for at in range(member.start, member.end):
            c = norm[at]
            if c in OPEN:
                depth += 1
            elif c in SHUT:
                depth = max(0, depth - 1)
            elif c in "。！？" and depth == 0:
                return at + 1
        return member.end
