"""PowerPoint (.pptx): each slide's title is a heading, its text boxes and tables the text below.

Opened by python-pptx. Left out, knowingly: speaker notes, slide numbers, dates and footers, charts, pictures. ``locate``
gives the slide as the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quizgen.diagnostics import Diagnostic
from quizgen.model import Document
from quizgen.readers._document import build
from quizgen.readers._extra import DAMAGED, broken, need, no_text, unpacks
from quizgen.readers._numbering import numeral
from quizgen.readers._paragraph import Paragraph, plain
from quizgen.zh.markers import BLANK, leading_marker

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FORMS = {"arabic": "decimal", "circleNum": "decimalEnclosedCircle", "ea1Chs": "chineseCounting", "ea1Cht": "chineseCounting",
          "romanLc": "lowerRoman", "romanUc": "upperRoman", "alphaLc": "lowerLetter", "alphaUc": "upperLetter"}  # fmt: skip
_FRAMES = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Plain": "{}"}


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a presentation. A title that goes on over several slides opens one section. QuizgenError: not a
    .pptx, no text, or python-pptx missing (the ``pptx`` extra)."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise broken("PowerPoint", path, "it is an old .ppt or has a password; save it as .pptx without one")
    pptx = need("pptx", extra="pptx", path=path)
    unpacks(data, "PowerPoint", path)
    try:
        deck = pptx.Presentation(io.BytesIO(data))
        paragraphs = list(_slides(deck))
    except (*DAMAGED, pptx.exc.PythonPptxError) as e:
        raise broken("PowerPoint", path, e) from e
    if not paragraphs:
        raise no_text("PowerPoint", path)
    core = deck.core_properties
    first = paragraphs[0]
    levels = [p.level for p in paragraphs if p.kind == "heading"]
    document = build(
        paragraphs,
        data=data,
        path=path,
        raw=None,
        title=first.text if first.kind == "heading" and levels.count(1) == 1 else (core.title or "").strip(),
        author=(core.author or "").strip(),
        structured=True,
    )
    return document, ()


def _slides(deck: Any) -> Iterator[Paragraph]:
    """The first slide's title stands above the others if its slide holds no more than a subtitle."""
    above = 0
    last = ""
    for page, slide in enumerate(deck.slides, 1):
        title = slide.shapes.title
        text = _one_line(title.text_frame.text) if title is not None and title.has_text_frame else ""
        body = [p for s in _ordered(slide.shapes) if title is None or s.shape_id != title.shape_id for p in _shape(s, page)]
        if text and text != last:
            yield plain(text, kind="heading", level=1 + above, page=page)
            last = text
        if page == 1 and text and len(body) <= 2 and all(len(p.text) < 60 for p in body):
            above = 1
        yield from body


def _ordered(shapes: Any) -> list[Any]:
    """Shapes from top to bottom, then left to right; groups are opened. The order of drawing says nothing."""
    found: list[Any] = []
    for shape in shapes:
        if shape.shape_type is not None and int(shape.shape_type) == 6:
            found += _ordered(shape.shapes)
        else:
            found.append(shape)
    return sorted(found, key=lambda s: ((s.top or 0) // 360_000, s.left or 0))


def _shape(shape: Any, page: int) -> Iterator[Paragraph]:
    if shape.is_placeholder and int(shape.placeholder_format.type) in (13, 15, 16):  # slide number, footer, date
        return
    if getattr(shape, "has_table", False) and shape.has_table:
        for row in shape.table.rows:
            text = "\t".join("" if c.is_spanned else _one_line(c.text_frame.text) for c in row.cells)
            if text.strip():
                yield plain(text, kind="row", page=page)
    elif shape.has_text_frame:
        bulleted = shape.is_placeholder and int(shape.placeholder_format.type) in (2, 7)  # body, object
        yield from _frame(shape.text_frame, page, bulleted=bulleted)


@dataclass(slots=True)
class _Run:
    """A run of numbered paragraphs on one level."""

    form: str
    count: int


def _frame(frame: Any, page: int, *, bulleted: bool) -> Iterator[Paragraph]:
    runs: dict[int, _Run] = {}
    for p in frame.paragraphs:
        text = _one_line(p.text)
        if not text:
            continue
        level = int(p.level or 0)
        for deeper in [n for n in runs if n > level]:
            del runs[deeper]
        label = _label(p, level, runs, bulleted=bulleted)
        listed = bool(label)
        if leading_marker(text) is not None:
            label = ""
        yield plain(text, label=label, depth=level + 1 if listed else 0, page=page)


def _label(p: Any, level: int, runs: dict[int, _Run], *, bulleted: bool) -> str:
    ppr = p._p.find(f"{_A}pPr")
    auto = ppr.find(f"{_A}buAutoNum") if ppr is not None else None
    if auto is None:
        runs.pop(level, None)
        if ppr is not None and ppr.find(f"{_A}buNone") is not None:
            return ""
        return "•" if bulleted or (ppr is not None and ppr.find(f"{_A}buChar") is not None) else ""
    form = auto.get("type") or "arabicPeriod"
    run = runs.get(level)
    if run is None or run.form != form:
        run = runs[level] = _Run(form, int(auto.get("startAt") or 1) - 1)
    run.count += 1
    name = next((n for n in _FORMS if form.startswith(n)), "arabic")
    frame = next((f for end, f in _FRAMES.items() if form.endswith(end)), "{}.")
    figure = numeral(run.count, _FORMS[name])
    if name.startswith("ea1") and frame in ("{}", "{}."):
        return f"{figure}、"
    return figure if name == "circleNum" else frame.format(figure)


def _one_line(text: str) -> str:
    return re.sub(r"(?<!\s)[^\S\v\n]*+[\v\n]\s*+", " ", text).strip(BLANK + "\n\v")
