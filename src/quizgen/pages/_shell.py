"""What every page shares: the frame of the file, escaping, data for scripts, and text cut where marks begin and end.

A page loads nothing: style and script stand in it, and its content policy allows that one script by its hash (Content
Security Policy Level 3, W3C) and nothing else, so that no text of a source can ever run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from typing import Any, NamedTuple

from quizgen.model import Block, Document, Span
from quizgen.sections import is_title, sections


def page(*, title: str, styles: Sequence[str], scripts: Sequence[str], data: Any, body: str) -> bytes:
    """The file, UTF-8. styles and scripts: names of files beside this one. data: JSON data, for the script to find in
    the element ``data``. body: HTML, escaped by who made it."""
    css = "".join(_file(name) for name in styles)
    js = "".join(_file(name) for name in scripts)
    digest = base64.b64encode(hashlib.sha256(js.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="quizgen">
<title>{line(title)}</title>
<style>
{css}</style>
</head>
<body>
{body}
<script type="application/json" id="data">{as_json(data)}</script>
<script>{js}</script>
</body>
</html>
""".encode("utf-8", "replace")


def _file(name: str) -> str:
    return resources.files("quizgen").joinpath("pages", name).read_text(encoding="utf-8")


def line(text: str) -> str:
    """A text on one line, escaped, for elements and for attributes in double quotes."""
    return escape(" ".join(text.split()))


def escaped(text: str) -> str:
    """A piece of the text, escaped; its own line breaks and tabs stay (the style sheet shows them)."""
    return escape(text)


def as_json(data: Any) -> str:
    """JSON that can stand in a script element: nothing in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class Piece(NamedTuple):
    """A stretch of text that the same marks cover. ``marks``: their indices, the shortest mark first."""

    span: Span
    marks: tuple[int, ...]


class Marked:
    """A document with marks: pairs of a span and an index, which may nest, overlap and cross blocks; several spans may
    have the same index."""

    def __init__(self, document: Document, marks: Sequence[tuple[Span, int]]) -> None:
        self.document = document
        self._of: list[list[tuple[int, int, int]]] = [[] for _ in document.blocks]
        starts = [b.span.start for b in document.blocks]
        sizes: dict[int, int] = {}
        for span, index in marks:
            sizes[index] = sizes.get(index, 0) + span.end - span.start
            i = max(0, bisect_right(starts, span.start) - 1)
            while i < len(starts) and starts[i] < span.end:
                inner = document.blocks[i].span
                a, b = max(span.start, inner.start), min(span.end, inner.end)
                if a < b:
                    self._of[i].append((a, b, index))
                i += 1
        self._sizes = sizes

    def pieces(self, block: int) -> Iterator[Piece]:
        """The text of a block in pieces, all of it."""
        whole = self.document.blocks[block].span
        marks = self._of[block]
        events: dict[int, tuple[list[int], list[int]]] = {}
        for a, b, index in marks:
            events.setdefault(a, ([], []))[0].append(index)
            events.setdefault(b, ([], []))[1].append(index)
        active: dict[int, int] = {}
        at = whole.start
        for cut in sorted(events):
            if cut > at:
                yield self._piece(at, cut, active)
                at = cut
            opened, closed = events[cut]
            for index in closed:
                active[index] -= 1
                if not active[index]:
                    del active[index]
            for index in opened:
                active[index] = active.get(index, 0) + 1
        if at < whole.end:
            yield self._piece(at, whole.end, active)

    def _piece(self, start: int, end: int, active: dict[int, int]) -> Piece:
        return Piece(Span(start, end), tuple(sorted(active, key=lambda i: (self._sizes[i], i))))


def number_of(document: Document, block: Block) -> str:
    """What stands in the margin beside a block: its line, or its page where there are pages."""
    at = document.locate(block.span.start)
    return f"p.{at.page}" if at.page else str(at.line)


def block_tag(document: Document, block: Block) -> tuple[str, str]:
    """The element of a block, and its classes."""
    if block.kind == "heading":
        if is_title(document, block):
            return "h1", "b title"
        return f"h{min(6, block.level + 1)}", "b"
    return "p", f"b {block.kind}" + (f" in{min(4, block.level)}" if block.kind == "point" and block.level else "")


def section_ids(document: Document) -> dict[int, str]:
    """Start of each heading that opens a section → the id of its element."""
    found = [s for s in sections(document) if s.heading is not None]
    return {s.span.start: f"s{i}" for i, s in enumerate(found, start=1)}
