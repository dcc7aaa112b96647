"""Every data type of quizgen. This module imports nothing of the package.

Positions are code points. A ``Span`` is half-open and refers to ``Document.text`` unless a name says otherwise.
Facts never hold retyped text: they hold spans, and text is sliced from the document.
"""

from __future__ import annotations

from quizgen.model.documents import NOWHERE, Block, BlockKind, Document, Location, Section, Source, Span
from quizgen.model.facts import (
    Definition,
    Fact,
    Figure,
    Norm,
    Pair,
    Phrase,
    Points,
    Quotation,
    Series,
    SpelledTerm,
    Term,
    Thesis,
)
from quizgen.model.items import (
    BLANK,
    CHOICE,
    FALSE,
    KINDS,
    STATUSES,
    TRUE,
    Deck,
    Item,
    Kind,
    Provenance,
    Status,
    by_fact,
)
from quizgen.model.papers import (
    LETTERS,
    VERSIONS,
    Blueprint,
    Form,
    Layout,
    Paper,
    PaperItem,
    PaperSection,
    SectionSpec,
    Share,
)

__all__ = [
    "BLANK",
    "CHOICE",
    "FALSE",
    "KINDS",
    "LETTERS",
    "NOWHERE",
    "STATUSES",
    "TRUE",
    "VERSIONS",
    "Block",
    "BlockKind",
    "Blueprint",
    "Deck",
    "Definition",
    "Document",
    "Fact",
    "Figure",
    "Form",
    "Item",
    "Kind",
    "Layout",
    "Location",
    "Norm",
    "Pair",
    "Paper",
    "PaperItem",
    "PaperSection",
    "Phrase",
    "Points",
    "Provenance",
    "Quotation",
    "Section",
    "SectionSpec",
    "Series",
    "Share",
    "Source",
    "Span",
    "SpelledTerm",
    "Status",
    "Term",
    "Thesis",
    "by_fact",
]
