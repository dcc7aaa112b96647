"""Plain text (.txt): broken lines are joined, page numbers, running heads and tables of contents left out."""

from __future__ import annotations

from quizgen.diagnostics import Diagnostic
from quizgen.model import Document
from quizgen.readers._decode import decode
from quizgen.readers._document import build
from quizgen.readers._lines import paragraphs_of


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a plain text. Encodings and errors: see ``_decode.decode``."""
    raw = decode(data, path=path)
    return build(paragraphs_of(raw), data=data, path=path, raw=raw), ()
