"""The lines of a PDF page, made of PDFium's characters and their places."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.readers._scripts import raised

_NOTE_MARK = re.compile(r"[\[［(（]?(?:\d{1,3}|[①-⑳*†‡])[\]］)）]?")


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
class Row:
    """A line on a page. ``y`` is the share of the page's height above it, ``size`` its letters' height in points."""

    text: str
    page: int
    left: float
    right: float
    middle: float
    size: float
    y: float
    noted: bool = False
    """It opens with a raised mark, as notes do."""
    cells: tuple[tuple[float, int], ...] = ()
    """Where wide gaps part it: (left edge, offset in the text) of each piece; () for one piece."""


def rows_of(pdf: Any, number: int, raw: Any) -> list[Row]:
    """The lines of a page (0-based), in the order of the file. ``raw`` is pypdfium2's C interface."""
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
    """The characters of a page. The C calls are the cost of reading a PDF, so none is made twice or in vain."""
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    handle = textpage.raw
    known: dict[tuple[float, float], float] = {}
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, i)
        char = "-" if code in (0x02, 0xFFFE, 0xAD) else chr(code)
        if char in "\r\n":
            continue
        if char.isspace():
            yield _Glyph(char, 0.0, 0.0, 0.0, 0.0, 0.0, bool(raw.FPDFText_IsGenerated(handle, i)))
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, i, box):
            continue
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if right < 0 or left > width or top < 0 or bottom > height:
            continue
        if "\u2e80" <= char <= "\u2fdf" or "\ufb00" <= char <= "\ufb06":
            char = unicodedata.normalize("NFKC", char)
        elif "\ue000" <= char <= "\uf8ff":
            char = "•"  # a sign of a symbol font, as bullets are
        nominal = raw.FPDFText_GetFontSize(handle, i)
        key = (nominal, round(top - bottom, 1))
        size = known.get(key)
        if size is None:
            scale = (matrix.c**2 + matrix.d**2) ** 0.5 if raw.FPDFText_GetMatrix(handle, i, matrix) else 1.0
            size = known[key] = nominal * scale
        yield _Glyph(char, left, bottom, right, top, size, False)


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


_QUOTES = frozenset("“”‘’")


def _row(line: Sequence[_Glyph], page: int, height: float) -> Row | None:
    solid = [g for g in line if not g.char.isspace() and g.height > 0]
    if not solid:
        return None
    size = Counter(round(g.size, 1) for g in solid).most_common(1)[0][0]
    usual = [g for g in solid if abs(g.size - size) < 0.2 * size] or solid
    base = sum(g.middle for g in usual) / len(usual)
    text = ""
    last: _Glyph | None = None
    small = ""
    blank_made = noted = False
    cells = [(solid[0].left, 0)]
    for g in (*line, None):
        if g is not None and not g.char.isspace() and g.size < 0.85 * size and g.middle > base + 0.12 * size:
            small += g.char
            last = g
            continue
        if small:
            mark = _NOTE_MARK.fullmatch(small) is not None and not text[-1:].isdigit()
            noted = noted or (mark and not text)
            text += "" if mark else raised(small)
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
            if latin == 1 and (last.char in _QUOTES or g.char in _QUOTES):
                latin = 2  # said, “…: the marks of English are no part of Chinese text
            if text.endswith(" ") and blank_made and gap < (0.5, 0.3, 0.0)[latin] * size:
                text = text.rstrip(" ")  # made by justification, or by the space between scripts
            elif gap > 1.2 * size and not text.endswith(" "):
                text += " "
            if gap > 0.7 * size:
                cells.append((g.left, len(text)))
        text += g.char
        last = g
    text = text.rstrip()
    if not text:
        return None
    middle = sum(g.middle for g in solid) / len(solid)
    return Row(
        text=text,
        page=page,
        left=solid[0].left,
        right=max(g.right for g in solid),
        middle=middle,
        size=size,
        y=1 - middle / height,
        noted=noted,
        cells=tuple(cells) if len(cells) > 1 else (),
    )
