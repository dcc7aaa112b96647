"""Paragraphs as readers find them, with the way back to the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """``text`` as it goes into the document, from ``at`` in the file. ``text`` is the file's own text from there, or
    one blank where the file has a line break."""

    text: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph a reader found. ``kind`` and ``level`` are what the format says (a heading style, a code block),
    "" and 0 where the text must speak for itself. ``depth`` is the nesting of a list item as the format gives it
    (0: none), ``label`` its generated numeral. ``page`` is the 1-based page it starts on, 0 where there are none."""

    pieces: tuple[Piece, ...]
    kind: Literal["", "heading", "paragraph", "row", "code"] = ""
    level: int = 0
    depth: int = 0
    label: str = ""
    page: int = 0
    alone: bool = False
    """A blank line stands before it, and one or a list after it, in a text whose paragraphs have none between them."""

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)

    def split(self, at: int) -> tuple[Paragraph, Paragraph]:
        """Two paragraphs: the text up to ``at``, and the rest without leading blanks."""
        left: list[Piece] = []
        right: list[Piece] = []
        done = 0
        for piece in self.pieces:
            cut = min(max(at - done, 0), len(piece.text))
            if cut:
                left.append(Piece(text=piece.text[:cut], at=piece.at))
            rest = piece.text[cut:]
            if not right:
                kept = rest.lstrip()
                cut += len(rest) - len(kept)
                rest = kept
            if rest:
                right.append(Piece(text=rest, at=piece.at + cut))
            done += len(piece.text)
        return (
            replace(self, pieces=tuple(left)),
            replace(self, pieces=tuple(right), kind="", level=0, depth=0, label="", alone=False),
        )


def plain(text: str, **hints: object) -> Paragraph:
    """A paragraph of a format without a text file behind it."""
    return Paragraph(pieces=(Piece(text=text, at=0),), **hints)  # type: ignore[arg-type]
