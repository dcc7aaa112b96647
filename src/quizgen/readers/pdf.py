"""PDF (.pdf): the text layer, put back into paragraphs. A scanned PDF has none and says so.

Characters and their places come from PDFium (pypdfium2). Lines are made of them, running heads and page numbers found
by their place on the page, and broken lines joined as in plain text (``_lines``), with widths measured on the page.
Larger letters are headings. Left out, knowingly: notes at the foot of a page, raised note numbers, what stands outside
the page. Kangxi radicals and ligatures, which PDF writers put for the characters, are read as the characters.
``locate`` gives paragraph and page.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Document
from quizgen.readers._document import build
from quizgen.readers._extra import broken, need
from quizgen.readers._lines import NUMBER_LINE, Line, assemble, columns
from quizgen.readers._paragraph import Paragraph
from quizgen.readers._scripts import raised

_NOTE_MARK = re.compile(r"[\[［(（]?(?:\d{1,3}|[①-⑳*†‡])[\]］)）]?")
_BROWSER = re.compile(r"(?:file|https?)://\S+\s+\d+/\d+$|^\d{1,4}/\d{1,2}/\d{1,4},? \d{1,2}:\d{2}(?: [AP]M)?\b")
"""What browsers print above and below a page."""
_EDGE = 0.12
"""The share of a page, above and below, where running heads stand …"""
_OUTERMOST = 2
"""… as one of so many outermost lines."""


@dataclass(slots=True)
class _Glyph:
    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    """Its font's size in points, as printed."""
    made: bool
    """PDFium put it there (a blank, a line end); it is not in the file."""

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A line on a page. ``y`` is the share of the page's height above it, ``size`` its letters' height in points."""

    text: str
    page: int
    left: float
    right: float
    middle: float
    size: float
    y: float


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a PDF's text layer. A page of pictures only is a warning. QuizgenError: no PDF, a password, a scan
    (``scanned-pdf``), or pypdfium2 missing (the ``pdf`` extra)."""
    pdfium = need("pypdfium2", extra="pdf", path=path)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as e:
        if "password" in str(e).lower():
            raise error("encrypted-pdf", "this PDF needs a password; save it without one", path=path) from e
        raise broken("PDF", path, e) from e
    try:
        count = len(pdf)
        rows: list[_Row] = []
        bare: list[int] = []
        for number in range(count):
            found = _rows(pdf, number, pdfium.raw)
            rows += found
            if not found:
                bare.append(number + 1)
        meta = pdf.get_metadata_dict()
    finally:
        pdf.close()
    said = _scanned(rows, bare, count, path)
    kept, notes = _without_notes(_without_furniture(rows, count))
    if notes:
        message = f"{notes} lines of footnotes are left out"
        said += (Diagnostic(name="notes-left-out", severity="note", message=message, path=path),)
    return _document(kept, data, path, meta), said


def _scanned(rows: Sequence[_Row], bare: Sequence[int], count: int, path: str) -> tuple[Diagnostic, ...]:
    letters = sum(len(row.text) for row in rows)
    if letters < 12 * count and len(bare) >= 0.5 * count:
        raise error(
            "scanned-pdf",
            "this PDF holds pictures of pages and no text; run text recognition first (ocrmypdf -l chi_sim in.pdf out.pdf)",
            path=path,
        )
    if not bare:
        return ()
    pages = ", ".join(map(str, bare))
    message = f"no text on page {pages}: pictures are not read"
    return (Diagnostic(name="page-without-text", severity="warning", message=message, path=path),)


# ------------------------------------------------------------------ lines


def _rows(pdf: Any, number: int, raw: Any) -> list[_Row]:
    page = pdf[number]
    width, height = page.get_size()
    textpage = page.get_textpage()
    glyphs = list(_glyphs(textpage, raw, width, height))
    textpage.close()
    page.close()
    out = []
    for line in _lines(glyphs):
        row = _row(line, number + 1, height)
        if row is not None:
            out.append(row)
    return out


def _glyphs(textpage: Any, raw: Any, width: float, height: float) -> Iterator[_Glyph]:
    matrix = raw.FS_MATRIX()
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage.raw, i)
        char = "-" if code in (0x02, 0xFFFE, 0xAD) else chr(code)
        made = bool(raw.FPDFText_IsGenerated(textpage.raw, i))
        if char in "\r\n":
            continue
        left, bottom, right, top = textpage.get_charbox(i, loose=True)
        if not made and not char.isspace():
            if right < 0 or left > width or top < 0 or bottom > height:
                continue
            if "\u2e80" <= char <= "\u2fdf" or "\ufb00" <= char <= "\ufb06":
                char = unicodedata.normalize("NFKC", char)
            elif "\ue000" <= char <= "\uf8ff":
                char = "•"  # a sign of a symbol font, as bullets are
        size = raw.FPDFText_GetFontSize(textpage.raw, i)
        if raw.FPDFText_GetMatrix(textpage.raw, i, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5
        yield _Glyph(char, left, bottom, right, top, size, made)


def _lines(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Runs of characters that stand on one line and go on to the right."""
    line: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in glyphs:
        if glyph.char.isspace() or glyph.height <= 0:
            if line:
                line.append(glyph)
            continue
        if last is not None:
            tall = max(last.height, glyph.height)
            if abs(glyph.middle - last.middle) > 0.6 * tall or glyph.left < last.left - 1.5 * tall:
                yield line
                line = []
        line.append(glyph)
        last = glyph
    if line:
        yield line


def _row(line: Sequence[_Glyph], page: int, height: float) -> _Row | None:
    solid = [g for g in line if not g.char.isspace() and g.height > 0]
    if not solid:
        return None
    size = Counter(round(g.size, 1) for g in solid).most_common(1)[0][0]
    usual = [g for g in solid if abs(g.size - size) < 0.2 * size] or solid
    base = sum(g.middle for g in usual) / len(usual)
    text = ""
    last: _Glyph | None = None
    small = ""
    blank_made = False
    for g in (*line, None):
        if g is not None and not g.char.isspace() and g.size < 0.85 * size and g.middle > base + 0.12 * size:
            small += g.char
            last = g
            continue
        if small:
            text += "" if _NOTE_MARK.fullmatch(small) and not text[-1:].isdigit() else raised(small)
            small = ""
        if g is None:
            break
        if g.char.isspace():
            if not text.endswith(" "):
                text += " "
                blank_made = g.made
            continue
        if last is not None:
            gap = g.left - last.right
            latin = last.char.isascii() + g.char.isascii()
            if text.endswith(" ") and blank_made and gap < (0.5, 0.2, 0.0)[latin] * size:
                text = text.rstrip(" ")  # a blank that justification made
            elif gap > 1.2 * size and not text.endswith(" "):
                text += " "
        text += g.char
        last = g
    text = text.strip()
    if not text:
        return None
    middle = sum(g.middle for g in solid) / len(solid)
    return _Row(
        text=text,
        page=page,
        left=solid[0].left,
        right=max(g.right for g in solid),
        middle=middle,
        size=size,
        y=1 - middle / height,
    )


# ------------------------------------------------------------------ page furniture


def _without_furniture(rows: Sequence[_Row], count: int) -> list[_Row]:
    """Lines at the upper or lower edge that come again on other pages (their figures aside), and page numbers there."""
    outer = _outermost(rows)
    pages: dict[tuple[str, bool], set[int]] = {}
    for row in rows:
        if _at_edge(row) and row in outer:
            pages.setdefault(_furniture_key(row), set()).add(row.page)
    out = []
    for row in rows:
        if _at_edge(row) and row in outer:
            if (NUMBER_LINE.fullmatch(row.text) and len(row.text) <= 24) or _BROWSER.search(row.text):
                continue
            often = len(pages[_furniture_key(row)])
            if often >= max(2, min(3, count - 1)) and len(row.text) <= 80:
                continue
        out.append(row)
    return out


def _outermost(rows: Sequence[_Row]) -> set[_Row]:
    """The first and last lines of each page, by their height."""
    by_page: dict[int, list[_Row]] = {}
    for row in rows:
        by_page.setdefault(row.page, []).append(row)
    out: set[_Row] = set()
    for found in by_page.values():
        heights = sorted({round(row.y, 3) for row in found})
        edge = {*heights[:_OUTERMOST], *heights[-_OUTERMOST:]}
        out.update(row for row in found if round(row.y, 3) in edge)
    return out


def _at_edge(row: _Row) -> bool:
    return row.y < _EDGE or row.y > 1 - _EDGE


def _furniture_key(row: _Row) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", row.text)), row.y < 0.5


def _without_notes(rows: Sequence[_Row]) -> tuple[list[_Row], int]:
    """Small letters at the foot of a page, from a line that opens with a note's mark down."""
    body = _body_size(rows)
    out: list[_Row] = []
    dropped = 0
    notes_on = 0
    for row in rows:
        if row.size < 0.88 * body and row.y > 0.5:
            if re.match(r"[\[［(（]?(?:\d{1,3}(?![\d.])|[①-⑳*†‡])", row.text):
                notes_on = row.page
            if notes_on == row.page:
                dropped += 1
                continue
        out.append(row)
    return out, dropped


def _body_size(rows: Sequence[_Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    return max(sizes, key=lambda s: (sizes[s], -s)) if sizes else 0.0


# ------------------------------------------------------------------ paragraphs


def _document(rows: Sequence[_Row], data: bytes, path: str, meta: dict[str, str]) -> Document:
    body = _body_size(rows)
    raw_parts: list[str] = []
    lines: list[Line | None] = []
    sizes: dict[int, float] = {}
    starts: list[int] = []
    on_page: list[int] = []
    at = 0
    pitch = _pitch(rows, body)
    margins = _margins(rows, body)
    for k, row in enumerate(rows):
        before = rows[k - 1] if k else None
        margin = margins[row]
        if before is not None and before.page == row.page and before.middle - row.middle > 1.3 * pitch * max(1.0, row.size / body):
            lines.append(None)
        half = row.size / 2 or 1.0
        indent = max(0, round((row.left - margin) / half))
        width = round((row.right - margin) / half)
        lines.append(
            Line(
                start=at,
                text=row.text,
                indent=indent,
                length=indent + len(row.text),
                width=max(width, indent + 1) if row.size == body else indent + columns(row.text),
                size=row.size,
            )
        )
        sizes[at] = row.size
        starts.append(at)
        on_page.append(row.page)
        raw_parts.append(row.text + "\n")
        at += len(row.text) + 1
    raw = "".join(raw_parts)
    paragraphs = [_with_heading(p, sizes, body) for p in assemble(lines, raw)]
    paragraphs = _levels(paragraphs)

    def page_of(offset: int) -> int:
        return on_page[max(0, bisect_right(starts, offset) - 1)]

    titles = [p.text for p in paragraphs if p.kind == "heading" and p.level == 1]
    document = build(
        paragraphs,
        data=data,
        path=path,
        raw=None,
        title=titles[0].strip() if len(titles) == 1 else "",
        author=(meta.get("Author") or "").strip(),
        page_of=page_of,
    )
    return document


def _margins(rows: Sequence[_Row], body: float) -> dict[_Row, float]:
    """Where the line's column begins: the text's left edge, or that of a second column."""
    left = min((row.left for row in rows if row.size == body), default=0.0)
    by_page: dict[int, list[_Row]] = {}
    for row in rows:
        by_page.setdefault(row.page, []).append(row)
    out: dict[_Row, float] = {}
    for found in by_page.values():
        border = _second_column(found)
        for row in found:
            out[row] = border if border is not None and row.left >= border - 1 else left
    return out


def _second_column(rows: Sequence[_Row]) -> float | None:
    """The left edge of a second column, if the page has one that hardly any line crosses."""
    if len(rows) < 6:
        return None
    left, right = min(r.left for r in rows), max(r.right for r in rows)
    starts = Counter(round(r.left) for r in rows if r.left > left + 0.35 * (right - left))
    for start, times in starts.most_common(2):
        border = min(r.left for r in rows if r.left > start - 2)
        beside = sum(r.right <= border + 1 for r in rows)
        across = sum(r.left < border - 1 and r.right > border + 1 for r in rows)
        if times >= 3 and beside >= 3 and across <= 0.15 * len(rows):
            return border
    return None


def _pitch(rows: Sequence[_Row], body: float) -> float:
    """The usual distance from one line of running text to the next."""
    gaps = Counter(
        round(a.middle - b.middle)
        for a, b in pairwise(rows)
        if a.page == b.page and a.size == b.size == body and 0 < a.middle - b.middle < 4 * body
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 1.5 * body


def _with_heading(p: Paragraph, sizes: dict[int, float], body: float) -> Paragraph:
    """Letters a tenth larger than the text's are a heading; the level is set when all sizes are known."""
    size = sizes[p.pieces[0].at]
    if size >= 1.1 * body and len(p.text) <= 80 and not p.text.endswith(("。", "；", "，")):
        return replace(p, kind="heading", level=round(size * 10))
    return p


def _levels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    sizes = sorted({p.level for p in paragraphs if p.kind == "heading"}, reverse=True)
    ranks: dict[int, int] = {}
    rank = 0
    for k, size in enumerate(sizes):
        rank += k == 0 or size < 0.96 * sizes[k - 1]
        ranks[size] = rank
    return [replace(p, level=ranks[p.level]) if p.kind == "heading" else p for p in paragraphs]
