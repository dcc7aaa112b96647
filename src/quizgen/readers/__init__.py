"""Readers: one file a format, ``bytes → Document``. A format that is not listed here is not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format. ``name`` is its module in this package, imported when a file needs it; ``extra`` names the optional
    dependencies it needs, "" if none."""

    name: str
    suffixes: tuple[str, ...]
    extra: str = ""

    def read(self, data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
        """The document of a file's bytes, and what was noticed; ``path`` is for messages. QuizgenError if nothing can be
        read."""
        found: tuple[Document, tuple[Diagnostic, ...]] = import_module(f"{__name__}.{self.name}").read(data, path=path)
        return found


READERS: tuple[Reader, ...] = (
    Reader(name="text", suffixes=(".txt", ".text")),
    Reader(name="markdown", suffixes=(".md", ".markdown", ".mdown")),
    Reader(name="docx", suffixes=(".docx", ".docm"), extra="docx"),
    Reader(name="pdf", suffixes=(".pdf",), extra="pdf"),
    Reader(name="html", suffixes=(".html", ".htm", ".xhtml"), extra="html"),
    Reader(name="epub", suffixes=(".epub",), extra="epub"),
    Reader(name="pptx", suffixes=(".pptx",), extra="pptx"),
    Reader(name="captions", suffixes=(".srt", ".vtt")),
)

_MARKDOWN = re.compile(rb"^#{1,6} +\S", re.M)


def known_suffixes() -> tuple[str, ...]:
    """Every suffix that can be read, in the order of the table."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)


def reader_for(path: str) -> Reader | None:
    """The reader for a path, by its suffix (in any case); None if no format claims it."""
    suffix = PurePosixPath(path.replace("\\", "/")).suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def read_source(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Reads one source. ``path`` chooses the reader by its suffix; a .txt that is written in Markdown (two lines or
    more open with ``# ``) is read as such. ``Source.id`` stays empty: the deck mints it.

    QuizgenError: an unknown suffix (the message lists the known ones), an empty or binary file, a broken one, or a
    format whose optional dependency is not installed.
    """
    reader = reader_for(path)
    if reader is None:
        raise error(
            "unknown-format",
            f"cannot read {PurePosixPath(path).suffix or 'a file without a suffix'}; "
            f"known are {', '.join(known_suffixes())}",
            path=path,
        )
    if reader.name == "text" and len(_MARKDOWN.findall(data)) >= 2:
        reader = next(r for r in READERS if r.name == "markdown")
    return reader.read(data, path=path)
