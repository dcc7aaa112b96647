"""From the lines of a plain text to its paragraphs: broken lines joined, page furniture left out.

A line goes on in the next one when the next one's first word would not have fitted (the width is measured from the
lines themselves), or when the next begins with what no paragraph begins with. Markers, headings, indents and blank
lines part paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import east_asian_width

from quizgen.readers._paragraph import Paragraph, Piece
from quizgen.zh.markers import BLANK, Marker, leading_marker

NUMBER_LINE = re.compile(
    r"[-—–~·\s]*+第?\s*+(\d{1,4})\s*+(?:页\s*+)?(?:(?:[/／,，]\s*+)?(?:共\s*+)?\d{1,4}\s*+页)?[-—–~·\s]*+|(?:Page|P\.?)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|(\d{1,4})\s*[/／]\s*\d{1,4}",
    re.I,
)
_LEADERS = re.compile(
    r"(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+|(?<!·)·{4,}+|(?<!．)．{4,}+|(?<!\. )(?:\. ){4,}+|(?<!_)_{4,}+|(?<!-)-{6,}+)\s*+[(（]?\s*+\d{1,4}\s*+[)）]?\s*+$"
    r"|(?<!…)…{3,}+\s*+$"
)
_CONTENTS = re.compile(r"目\s*[录錄次]|contents", re.I)
_STOP = "。！？；!?;”’」』…"
_CLOSING = "，。；：！？、）》”’」』】〉,;:!?)"
_GOES_ON = re.compile(rf"[{re.escape(_CLOSING)}]|[的地得了们們](?![确確士方区區点點球位图圖理铁鐵])")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,'’%/-]*")


@dataclass(slots=True)
class Line:
    """A line that is not blank."""

    start: int
    """Offset of the first character that is no blank."""
    text: str
    """Without blanks at both ends."""
    indent: int
    """Columns of blank before the text (a full-width blank is two)."""
    length: int
    """Code points with the indent."""
    width: int
    """Columns with the indent."""
    size: float = 0.0
    """The height of its letters where the format knows it; lines of two sizes are never joined."""
    row: bool = False
    """A row of a table: never joined."""
    blank_before: bool = False
    noise_before: bool = False
    marker: Marker | None = None


@dataclass(slots=True)
class _Wrap:
    """How the text is broken: at which width, measured in columns or code points."""

    limit: int = 0
    columns: bool = True
    sliced: bool = False
    """Cut at exactly so many characters, words and all."""
    indented: bool = False
    """Paragraphs start with an indent."""
    margin: int = 0
    tails: set[str] = field(default_factory=set)


def columns(text: str) -> int:
    """The width of a text in columns: two for each East Asian wide character."""
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """Characters by their width, each looked up once."""

    def __missing__(self, char: str) -> int:
        found = self[char] = 2 if east_asian_width(char) in "WFA" else 1
        return found


_WIDTHS = _Widths()


def paragraphs_of(raw: str, *, start: int = 0) -> tuple[Paragraph, ...]:
    """The paragraphs of a plain text from offset ``start``, each with its way back to ``raw``."""
    return assemble(_split(raw, start), raw)


def assemble(given: Sequence[Line | None], raw: str) -> tuple[Paragraph, ...]:
    """The paragraphs of these lines of ``raw``; None stands for a blank line."""
    lines = _drop_noise(given)
    if not lines:
        return ()
    for line in lines:
        line.marker = leading_marker(line.text)
    wrap = _measure(lines)
    spaced = sum(line.blank_before for line in lines[1:])
    apart = spaced >= 0.9 * max(1, len(lines) - 1)
    groups: list[list[Line]] = [[lines[0]]]
    for i in range(1, len(lines)):
        if _joined(lines, i, groups[-1][0], wrap, apart=apart):
            groups[-1].append(lines[i])
        else:
            groups.append([lines[i]])
    sparse = spaced < 0.3 * len(lines)
    out = []
    for i, group in enumerate(groups):
        after = groups[i + 1][0] if i + 1 < len(groups) else None
        parted = after is not None and (after.blank_before or (after.marker is not None and after.marker.ordinal == 1))
        alone = sparse and group[0].blank_before and parted
        out.append(Paragraph(pieces=_pieces(group, raw, wrap), alone=alone))
    if len(out) > 1 and out[0].text == out[1].text and len(out[0].text) < 48:  # a title printed twice
        out.pop(1)
    return tuple(out)


def _split(raw: str, start: int) -> list[Line | None]:
    """The lines; None for a blank one. A form feed counts as a line end."""
    out: list[Line | None] = []
    at = start
    for piece in re.split(r"[\n\f\v\u2028\u2029]", raw[start:]):
        body = piece.strip(BLANK + "\r\ufeff")
        if body:
            lead = len(piece) - len(piece.lstrip(BLANK + "\r\ufeff"))
            indent = columns(piece[:lead].replace("\t", "    "))
            out.append(
                Line(
                    start=at + lead,
                    text=body,
                    indent=indent,
                    length=lead + len(body),
                    width=indent + columns(body),
                )
            )
        else:
            out.append(None)
        at += len(piece) + 1
    return out


# ------------------------------------------------------------------ page furniture


def _drop_noise(lines: Sequence[Line | None]) -> list[Line]:
    """Lines that belong to pages, not to the text, are left out: page numbers, running heads, a table of contents."""
    page = _page_numbers(lines)
    heads = _running_heads(lines, page)
    contents = _contents(lines)
    out: list[Line] = []
    blank = noise = False
    for i, line in enumerate(lines):
        if line is None:
            blank = True
        elif i in page or i in heads or i in contents:
            noise = True
        else:
            line.blank_before, line.noise_before = blank, noise
            out.append(line)
            blank = noise = False
    return out


def _page_numbers(lines: Sequence[Line | None]) -> set[int]:
    """Decorated page numbers (- 3 -, 第3页, 3/10) anywhere; bare ones where at least two of them count up by one."""
    bare: list[tuple[int, int]] = []
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line is None or len(line.text) > 24 or not (m := NUMBER_LINE.fullmatch(line.text)):
            continue
        if line.text.isdecimal():
            bare.append((i, int(line.text)))
        elif m[1] is None or not line.text.strip("-—–~· ").isdecimal() or line.text[0] in "-—–~·":
            found.add(i)
    for (i, a), (j, b) in pairwise(bare):
        if b == a + 1 and j - i > 2:
            found |= {i, j}
    return found


def _running_heads(lines: Sequence[Line | None], page: set[int]) -> set[int]:
    """A short line that comes again and again, mostly beside a page number or in the middle of a sentence."""
    at: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if line is not None and i not in page and 2 <= len(line.text) <= 40:
            at.setdefault(re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)), []).append(i)
    found: set[int] = set()
    numbers = sorted(page)
    for places in at.values():
        if len(places) < 3:
            continue
        beside = sum(_near(numbers, i) for i in places)
        inside = sum(_interrupts(lines, i) for i in places)
        if 2 * beside >= len(places) or 2 * inside > len(places):
            found.update(places)
    return found


def _near(numbers: Sequence[int], i: int) -> bool:
    j = bisect_left(numbers, i)
    return any(abs(numbers[k] - i) <= 2 for k in (j - 1, j) if 0 <= k < len(numbers))


def _interrupts(lines: Sequence[Line | None], i: int) -> bool:
    """Does the line stand between two that read on?"""
    before = next((line for line in reversed(lines[max(0, i - 4) : i]) if line is not None), None)
    after = next((line for line in lines[i + 1 : i + 5] if line is not None), None)
    line = lines[i]
    if before is None or after is None or len(before.text) < 15 or line is None:
        return False
    if len(line.text) > 0.75 * len(before.text):
        return False  # as wide as the text: a line of it
    return before.text[-1] not in _STOP + "：:" and leading_marker(after.text) is None and len(after.text) > 15


def _contents(lines: Sequence[Line | None]) -> set[int]:
    """Lines with dot leaders and a page number; after 目录 also the lines that come again as headings."""
    found = {i for i, line in enumerate(lines) if line is not None and _LEADERS.search(line.text)}
    texts = Counter(re.sub(r"\s+", "", line.text) for line in lines if line is not None)
    for i, line in enumerate(lines):
        if line is None or not _CONTENTS.fullmatch(line.text):
            continue
        found.add(i)
        missed = 0
        for j in range(i + 1, len(lines)):
            entry = lines[j]
            if entry is None or j in found:
                continue
            key = re.sub(r"\s+", "", re.sub(r"(?<![\s.…·])[\s.…·]*+\d{1,4}$", "", entry.text))
            if texts[key] >= 2 or (texts[key] == 1 and key != re.sub(r"\s+", "", entry.text)):
                texts[key] -= 1
                found.add(j)
            else:
                missed += 1
                if missed > 0:
                    break
    return found


# ------------------------------------------------------------------ joining


def _measure(lines: Sequence[Line]) -> _Wrap:
    """The width at which lines are broken; 0 if they are not."""
    n = len(lines)
    best = _Wrap()
    best_score = 0.0
    indents = Counter(line.indent for line in lines)
    margin = indents.most_common(1)[0][0]
    measured = any(line.size for line in lines)  # on a page: its lines are broken by their width, however few
    enough = 1 if measured else 2
    for in_columns in (False, True):
        sizes = [line.width if in_columns else line.length for line in lines]
        counted = sorted(sizes)
        firsts = [_first(line.text, in_columns) for line in lines[1:]]
        ceiling = counted[-1 - int(0.03 * n)]
        for limit in sorted({s for s in sizes if s <= ceiling}, reverse=True)[:6]:
            if limit < (16 if measured else 30 if in_columns else 15) or (measured and not in_columns):
                break
            slack = 2 if in_columns else 0
            full = [
                i
                for i in range(n - 1)
                if sizes[i] <= limit and sizes[i] + firsts[i] > limit - slack
            ]
            if len(full) < max(enough, 0.15 * n) or sum(s > limit + 2 for s in sizes) > 0.03 * n:
                continue
            # Most full lines of a broken text end in mid sentence, and what follows opens nothing.
            broken = sum(lines[i].text[-1] not in _STOP + "：:，," and lines[i + 1].marker is None for i in full)
            if broken < max(enough, 0.4 * len(full)):
                continue
            exact = sum(sizes[i] == limit for i in full) / len(full)
            score = len(full) * (1 + (exact if not in_columns else 0.5))
            if score > best_score:
                best_score = score
                best = _Wrap(limit=limit, columns=in_columns, sliced=not in_columns and exact > 0.9)
    best.margin = margin
    if best.limit:
        starts = [b for a, b in pairwise(lines) if not _full(a, b, best)]
        deep = sum(line.indent > margin for line in starts)
        best.indented = len(starts) > 2 and deep >= 0.6 * len(starts)
    return best


def _first(text: str, in_columns: bool) -> int:
    """The size of what would have had to fit: the next line's first word or character."""
    m = _WORD.match(text)
    if m is None or not in_columns:
        return _WIDTHS[text[0]] if in_columns else 1
    return len(m[0]) + 1


def _full(line: Line, after: Line, wrap: _Wrap) -> bool:
    size = line.width if wrap.columns else line.length
    return size + _first(after.text, wrap.columns) > wrap.limit - (2 if wrap.columns else 0)


def _joined(lines: Sequence[Line], i: int, first: Line, wrap: _Wrap, *, apart: bool) -> bool:
    """Does line ``i`` go on with the paragraph that ``first`` opens?"""
    before, line = lines[i - 1], lines[i]
    if line.row or before.row or abs(line.size - before.size) > 0.1 * line.size:
        return False
    full = bool(wrap.limit) and _full(before, line, wrap)
    if line.blank_before and not apart and not (line.noise_before and full and before.text[-1] not in _STOP):
        return False
    if not full and not line.blank_before and line.marker is None:
        # A line that starts as no paragraph does goes on, whatever the width.
        long_enough = len(before.text) >= 15 and before.text[-1] not in _STOP + "：:"
        return long_enough and line.indent <= before.indent and bool(_GOES_ON.match(line.text))
    if not full:
        return False
    if line.marker is not None:
        if before.text[-1] in _STOP or line.marker.family in ("chapter", "section", "part", "article"):
            return False
        return not _has_sibling(lines, i, wrap)
    if _is_heading(first) and first is before and before.text[-1] not in "，、" and not wrap.sliced and wrap.indented:
        return line.indent <= wrap.margin
    if line.indent > max(wrap.margin, before.indent if before is not first else wrap.margin):
        hanging = first.marker is not None and before is first and line.indent <= first.indent + 6
        return hanging and not wrap.indented
    return True


def _is_heading(line: Line) -> bool:
    return line.marker is not None and line.marker.family in ("chapter", "section", "part", "cn")


def _has_sibling(lines: Sequence[Line], i: int, wrap: _Wrap) -> bool:
    """Does the member before or after it open a line that is surely a paragraph's first?"""
    marker = lines[i].marker
    assert marker is not None
    reach = range(max(1, i - 60), min(len(lines), i + 60))
    for j in reach:
        other = lines[j].marker
        if j == i or other is None or other.family != marker.family or abs(other.ordinal - marker.ordinal) > 1:
            continue
        if lines[j].blank_before or not _full(lines[j - 1], lines[j], wrap) or lines[j - 1].text[-1] in _STOP:
            return True
    return False


def _pieces(group: Sequence[Line], raw: str, wrap: _Wrap) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for k, line in enumerate(group):
        text = line.text
        if k + 1 < len(group):
            after = group[k + 1].text
            glue = _glue(text, after, raw, line, wrap)
            if glue == "-":
                out.append(Piece(text=text[:-1], at=line.start))
                continue
            out.append(Piece(text=text, at=line.start))
            if glue:
                out.append(Piece(text=glue, at=line.start + len(text)))
        else:
            out.append(Piece(text=text, at=line.start))
    return tuple(out)


def _glue(left: str, right: str, raw: str, line: Line, wrap: _Wrap) -> str:
    """What stands between two joined lines: a blank between words, nothing beside Chinese; "-" for a word that was
    broken at a hyphen."""
    a, b = left[-1], right[0]
    spaced = raw[line.start + len(left) : line.start + len(left) + 1] == " "
    if wrap.sliced:
        return " " if spaced and a.isascii() and b.isascii() else ""
    if a == "-" and len(left) > 1 and left[-2].isascii() and left[-2].islower() and b.isascii() and b.islower():
        return "-"
    if a.isascii() and b.isascii() and (b.isalnum() or b in "\"'([") and (a.isalnum() or a in ",.;:!?)]\"'%"):
        return " "
    return ""
