"""What all readers share: paragraphs with their way back to the file, and the Document made of them.

A reader finds paragraphs; ``build`` sets them into one text, parted by line ends, and asks ``_structure`` what each is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Literal

from quizgen.model import Block, Document, Source, Span
from quizgen.readers._paragraph import Paragraph
from quizgen.readers._structure import Shape, shape

_ILLEGIBLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Control characters that neither part words nor lines, and halves of characters."""

_LATIN = re.compile("[A-Za-z]")
_CHINESE = re.compile("[\u3400-\u9fff]")


def legible(text: str) -> str:
    """A text of the same length in which nothing is left that no person wrote and no file, terminal or card should get:
    U+FFFD stands for control characters (an escape sequence is one) and for lone surrogates."""
    return _ILLEGIBLE.sub("\ufffd", text)


def build(
    paragraphs: Sequence[Paragraph],
    *,
    data: bytes,
    path: str,
    raw: str | None,
    title: str = "",
    author: str = "",
    tags: tuple[str, ...] = (),
    structured: bool = False,
    page_of: Callable[[int], int] | None = None,
) -> Document:
    """The Document of these paragraphs. ``raw`` is the decoded file of a text format, None for others. ``structured``:
    the format marks its headings itself, so unmarked short lines are not guessed to be some. ``page_of`` gives the
    1-based page of a piece's offset, where a paragraph may run over several; else a paragraph's ``page`` counts."""
    paragraphs = list(paragraphs)
    shapes = shape(paragraphs, structured=structured)
    if shapes.splits:
        for i, cut in reversed(shapes.splits):
            paragraphs[i : i + 1] = paragraphs[i].split(cut)
        shapes = shape(paragraphs, structured=structured)
    parts: list[str] = []
    blocks: list[Block] = []
    joints: list[tuple[int, int]] = []
    starts: list[int] = []
    pages: list[int] = []
    at = 0
    for paragraph, found in zip(paragraphs, shapes.shapes, strict=True):
        start = at
        while len(pages) < paragraph.page:
            pages.append(start)
        for piece in paragraph.pieces:
            if not piece.text:
                continue
            while page_of is not None and len(pages) < page_of(piece.at):
                pages.append(at)
            if raw is not None:
                joints.append((at, piece.at))
            parts.append(piece.text)
            at += len(piece.text)
        starts.append(start)
        blocks.append(_block(found, start, at))
        parts.append("\n")
        at += 1
    text = legible("".join(parts[:-1]))
    return Document(
        source=Source(id="", path=path, sha256=hashlib.sha256(data).hexdigest()),
        text=text,
        blocks=tuple(blocks),
        joints=_simplest(joints, text, raw) if raw is not None else (),
        lines=_line_starts(raw) if raw is not None else tuple(starts) or (0,),
        pages=tuple(pages),
        text_file=raw is not None,
        title=legible(title or shapes.title),
        author=legible(author),
        tags=tuple(map(legible, tags)),
        language=_language(text),
    )


def _block(found: Shape, start: int, end: int) -> Block:
    marker = None if found.marker is None else Span(start + found.marker[0], start + found.marker[1])
    return Block(kind=found.kind, span=Span(start, end), level=found.level, marker=marker, label=found.label)


def _simplest(joints: list[tuple[int, int]], text: str, raw: str) -> tuple[tuple[int, int], ...]:
    """Joints where the two really part; none if the text is the file's own (up to blanks at its end)."""
    out: list[tuple[int, int]] = []
    for at, there in joints:
        if not out or there - at != out[-1][1] - out[-1][0]:
            out.append((at, there))
    if out and out[0] == (0, 0):
        out.pop(0)
    return tuple(out)


def _line_starts(raw: str) -> tuple[int, ...]:
    starts = [0]
    at = raw.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = raw.find("\n", at + 1)
    return tuple(starts)


def _language(text: str) -> Literal["zh", "en"]:
    """en only where letters outnumber Chinese characters by far: one Chinese character weighs as much as a word."""
    latin = len(_LATIN.findall(text))
    chinese = len(_CHINESE.findall(text)) if latin > 40 else 0
    return "en" if latin > 40 and latin > 12 * chinese else "zh"
