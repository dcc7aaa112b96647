"""PDF (.pdf): the text layer, put back into paragraphs. A scanned PDF has none and says so.

Characters and their places come from PDFium (pypdfium2). Lines are made of them, running heads and page numbers found
by their place on the page, and broken lines joined as in plain text (``_lines``), with widths measured on the page.
Larger letters are headings. Left out, knowingly: notes at the foot of a page, raised note numbers, what stands outside
the page. Kangxi radicals and ligatures, which PDF writers put for the characters, are read as the characters.
``locate`` gives paragraph and page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Document
from quizgen.readers._document import build
from quizgen.readers._extra import DAMAGED, broken, need
from quizgen.readers._lines import NUMBER_LINE, Line, assemble, columns
from quizgen.readers._paragraph import Paragraph
from quizgen.readers._pdfrows import Row, rows_of
from quizgen.zh.markers import leading_marker

_BROWSER = re.compile(r"(?:file|https?)://\S{1,500}+\s++\d{1,5}/\d{1,5}$|^\d{1,4}/\d{1,2}/\d{1,4},? \d{1,2}:\d{2}(?: [AP]M)?\b")
"""What browsers print above and below a page."""
_EDGE = 0.12
"""The share of a page, above and below, where running heads stand …"""
_OUTERMOST = 2
"""… as one of so many outermost lines."""


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
        rows: list[Row] = []
        bare: list[int] = []
        for number in range(count):
            found = rows_of(pdf, number, pdfium.raw)
            rows += found
            if not found:
                bare.append(number + 1)
        meta = pdf.get_metadata_dict()
    except (*DAMAGED, pdfium.PdfiumError) as e:
        raise broken("PDF", path, e) from e
    finally:
        pdf.close()
    said = _scanned(rows, bare, count, path)
    kept, notes = _without_notes(_without_furniture(rows, count))
    if notes:
        message = f"footnotes are left out ({notes} lines)"
        said += (Diagnostic(name="notes-left-out", severity="note", message=message, path=path),)
    return _document(kept, data, path, meta), said


def _scanned(rows: Sequence[Row], bare: Sequence[int], count: int, path: str) -> tuple[Diagnostic, ...]:
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


# ------------------------------------------------------------------ page furniture


def _without_furniture(rows: Sequence[Row], count: int) -> list[Row]:
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


def _outermost(rows: Sequence[Row]) -> set[Row]:
    """The first and last lines of each page, by their height."""
    by_page: dict[int, list[Row]] = {}
    for row in rows:
        by_page.setdefault(row.page, []).append(row)
    out: set[Row] = set()
    for found in by_page.values():
        heights = sorted({round(row.y, 3) for row in found})
        edge = {*heights[:_OUTERMOST], *heights[-_OUTERMOST:]}
        out.update(row for row in found if round(row.y, 3) in edge)
    return out


def _at_edge(row: Row) -> bool:
    return row.y < _EDGE or row.y > 1 - _EDGE


def _furniture_key(row: Row) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", row.text)), row.y < 0.5


def _without_notes(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """Small letters at the foot of a page, from a line that opens with a note's mark down."""
    body = _body_size(rows)
    out: list[Row] = []
    dropped = 0
    notes_on = 0
    for row in rows:
        if row.size < 0.88 * body and row.y > 0.5:
            if row.noted or re.match(r"[\[［(（]?(?:\d{1,3}(?![\d.])|[①-⑳*†‡])", row.text):
                notes_on = row.page
            if notes_on == row.page:
                dropped += 1
                continue
        out.append(row)
    return out, dropped


def _body_size(rows: Sequence[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    return max(sizes, key=lambda s: (sizes[s], -s)) if sizes else 0.0


# ------------------------------------------------------------------ paragraphs


def _document(rows: Sequence[Row], data: bytes, path: str, meta: dict[str, str]) -> Document:
    body = _body_size(rows)
    raw_parts: list[str] = []
    lines: list[Line | None] = []
    sizes: dict[int, float] = {}
    starts: list[int] = []
    on_page: list[int] = []
    table_starts: set[int] = set()
    at = 0
    pitch = _pitch(rows, body)
    margins = _margins(rows, body)
    tabled = _tables(rows)
    for k, row in enumerate(rows):
        before = rows[k - 1] if k else None
        margin = margins[row]
        if before is not None and before.page == row.page and before.middle - row.middle > 1.3 * pitch * max(1.0, row.size / body):
            lines.append(None)
        half = row.size / 2 or 1.0
        indent = max(0, round((row.left - margin) / half))
        width = round((row.right - margin) / half)
        text = _tabbed(row) if k in tabled else row.text
        lines.append(
            Line(
                start=at,
                text=text,
                indent=indent,
                length=indent + len(row.text),
                width=max(width, indent + 1) if row.size == body else indent + columns(row.text),
                size=row.size,
                row=k in tabled,
            )
        )
        sizes[at] = row.size
        starts.append(at)
        on_page.append(row.page)
        if k in tabled:
            table_starts.add(at)
        raw_parts.append(text + "\n")
        at += len(text) + 1
    raw = "".join(raw_parts)
    paragraphs = [
        replace(p, kind="row") if p.pieces[0].at in table_starts else _with_heading(p, sizes, body)
        for p in assemble(lines, raw)
    ]
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


def _tables(rows: Sequence[Row]) -> set[int]:
    """Lines in a row whose pieces begin at the same places: rows of a table, by index."""
    found: set[int] = set()
    for k, (a, b) in enumerate(pairwise(rows)):
        near = a.page == b.page and 0 < a.middle - b.middle < 4 * b.size and not (_listed(a) or _listed(b))
        if near and a.cells and len(a.cells) == len(b.cells) and all(
            abs(x - y) < 1.6 * a.size for (x, _), (y, _) in zip(a.cells, b.cells, strict=True)
        ):
            found |= {k, k + 1}
    return found


def _listed(row: Row) -> bool:
    """Two pieces, of which the first is a numeral or a bullet: an item of a list."""
    first = row.text[: row.cells[1][1]].strip() if len(row.cells) == 2 else ""
    marker = leading_marker(first + " 字") if first else None
    return marker is not None and marker.span.end >= len(first)


def _tabbed(row: Row) -> str:
    """The row with its cells parted by a tab."""
    ends = [at for _, at in row.cells[1:]] + [len(row.text)]
    return "\t".join(row.text[at:end].strip() for (_, at), end in zip(row.cells, ends, strict=True))


def _margins(rows: Sequence[Row], body: float) -> dict[Row, float]:
    """Where the line's column begins: the text's left edge, or that of a second column."""
    left = min((row.left for row in rows if row.size == body), default=0.0)
    by_page: dict[int, list[Row]] = {}
    for row in rows:
        by_page.setdefault(row.page, []).append(row)
    out: dict[Row, float] = {}
    for found in by_page.values():
        border = _second_column(found)
        for row in found:
            out[row] = border if border is not None and row.left >= border - 1 else left
    return out


def _second_column(rows: Sequence[Row]) -> float | None:
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


def _pitch(rows: Sequence[Row], body: float) -> float:
    """The distance from one line of running text to the next: the smallest that is usual, for where most paragraphs are
    of one line, the distance between paragraphs is more usual still."""
    gaps = Counter(
        round(a.middle - b.middle)
        for a, b in pairwise(rows)
        if a.page == b.page and a.size == b.size == body and 0.9 * body < a.middle - b.middle < 4 * body
    )
    if not gaps:
        return 1.5 * body
    most = max(gaps.values())
    return float(min(gap for gap, times in gaps.items() if times >= max(2, 0.15 * most) or times == most))


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
