"""Writers of decks and papers: one file a format, listed here and nowhere else.

An exporter is a function from model objects to bytes. It writes no file, reads no clock and prints nothing; what it
cannot express is raised as a ``QuizgenError`` that names the item and says what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal


def _lazy(module: str) -> Callable[..., bytes]:
    """The ``export`` of a module of this package, imported when it is first called (genanki and typst are heavy)."""

    def export(*args: Any, **options: Any) -> bytes:
        result = import_module(f"{__name__}.{module}").export(*args, **options)
        assert isinstance(result, bytes)
        return result

    return export


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format.

    name    what ``--to`` takes; suffix: of the file, with its dot.
    takes   ``deck``: ``export(decks, *, only=None)``, decks a sequence of ``Deck`` and only the ids to send;
            ``paper``: ``export(paper, *, …)`` as its module says.
    doc     the page of docs/ that describes it.
    """

    name: str
    suffix: str
    takes: Literal["deck", "paper"]
    export: Callable[..., bytes]
    doc: str


EXPORTERS: tuple[Exporter, ...] = (
    Exporter(name="apkg", suffix=".apkg", takes="deck", export=_lazy("apkg"), doc="docs/anki.md"),
    Exporter(name="txt", suffix=".txt", takes="deck", export=_lazy("txt"), doc="docs/anki.md"),
    Exporter(name="html", suffix=".html", takes="paper", export=_lazy("html"), doc="docs/paper-format.md"),
    Exporter(name="pdf", suffix=".pdf", takes="paper", export=_lazy("pdf"), doc="docs/paper-format.md"),
    Exporter(name="docx", suffix=".docx", takes="paper", export=_lazy("docx"), doc="docs/paper-format.md"),
    Exporter(name="sheet", suffix=".pdf", takes="paper", export=_lazy("sheet"), doc="docs/paper-format.md"),
)
