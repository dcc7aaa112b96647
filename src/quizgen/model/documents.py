"""Spans, sources, blocks, sections and documents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A half-open range of code points. A NamedTuple, not a dataclass: it sorts, hashes and unpacks at C speed,
    and there are hundreds of them in every thousand characters."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """True for a span that lies inside this one (or is this one)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


NOWHERE = Span(0, 0)

BlockKind = Literal["heading", "paragraph", "point", "article", "row", "code"]
"""heading: a title line; paragraph: running text; point: a paragraph that a marker opens (（一）, 1., -);
article: a paragraph that 第X条 opens; row: one table row, cells parted by a tab; code: never asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document came from. ``path`` uses ``/`` and is as the user gave it; ``id`` is minted once."""

    id: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document. Blocks are flat and in order; the section tree is derived from the headings.

    ``span`` covers the block's text without indents and line ends. ``level`` is 1… for headings (1 is the highest)
    and the depth of the marker for points, else 0. ``marker`` covers the opening numeral (一、, 第三条, 1.), if any;
    ``label`` is the marker's text where the format generates it and it does not stand in the text (Word numbering).
    """

    kind: BlockKind
    span: Span
    level: int = 0
    marker: Span | None = None
    label: str = ""


class Location(NamedTuple):
    """A place a person can find: 1-based line and column of a text file; page or paragraph for other formats."""

    line: int
    column: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A node of the derived section tree. ``path`` is the titles from the top, without their own line breaks."""

    path: tuple[str, ...]
    heading: Span | None
    span: Span
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source, read. ``text`` may differ from the file (broken lines joined); ``joints`` keeps the way back.

    joints: (offset in text, offset in file) pairs, ascending; from each on, both advance together. Empty: identical.
    lines:  file offsets at which each line starts (text formats) or text offsets of each paragraph (others).
    pages:  text offsets at which each page starts, where the format has pages.
    text_file: the spans of ``--json`` are offsets of the decoded file (else of ``text``).
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    joints: tuple[tuple[int, int], ...] = ()
    lines: tuple[int, ...] = (0,)
    pages: tuple[int, ...] = ()
    text_file: bool = True
    title: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    language: Literal["zh", "en"] = "zh"

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def file_offset(self, offset: int) -> int:
        """The offset in the decoded file of a character of ``text``."""
        if not self.joints:
            return offset
        i = bisect_right(self.joints, (offset, 1 << 60)) - 1
        if i < 0:
            return offset
        at, there = self.joints[i]
        return there + offset - at

    def file_span(self, span: Span) -> Span:
        """The span in the decoded file; it may cross a line break that the reader joined."""
        if span.end <= span.start:
            at = self.file_offset(span.start)
            return Span(at, at)
        return Span(self.file_offset(span.start), self.file_offset(span.end - 1) + 1)

    def locate(self, offset: int) -> Location:
        """Line and column (1-based) in the file, and the page where there are pages."""
        at = self.file_offset(offset) if self.text_file else offset
        i = max(0, bisect_right(self.lines, at) - 1)
        page = bisect_right(self.pages, offset) if self.pages else 0
        start = self.lines[i] if self.lines else 0
        return Location(i + 1, at - start + 1, page)
