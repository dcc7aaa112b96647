"""Facts and items as plain data: what ``quizgen facts --json`` and ``quizgen items --json`` print, one object a line.

The shapes are described in docs/json.md and published as JSON Schemas in ``quizgen/schemas``. Spans are code points of
the decoded file (without BOM, ``\\r\\n`` read as ``\\n``) for text files, else of ``Document.text``; they may cross a
line break that the reader joined, so that ``text`` can differ from the sliced file by white space.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from quizgen.model import (
    Definition,
    Document,
    Fact,
    Figure,
    Item,
    Norm,
    Pair,
    Phrase,
    Points,
    Quotation,
    Series,
    Span,
    SpelledTerm,
    Term,
    Thesis,
)

FACT_TYPES: dict[type[Fact], str] = {
    Points: "points",
    Series: "series",
    SpelledTerm: "spelled",
    Quotation: "quotation",
    Term: "term",
    Definition: "definition",
    Thesis: "thesis",
    Figure: "figure",
    Norm: "norm",
    Pair: "pair",
    Phrase: "phrase",
}
"""The ``type`` of each kind of fact, in the order in which reports name them."""

_PARTS = {kind: tuple(f.name for f in fields(kind) if f.name not in ("rule", "span")) for kind in FACT_TYPES}
"""The fields that a kind of fact has of its own."""
_LISTS = frozenset({"members", "bodies"})


def fact_type(fact: Fact) -> str:
    """The ``type`` that the JSON of a fact carries."""
    return FACT_TYPES[type(fact)]


def fact_record(document: Document, fact: Fact) -> dict[str, Any]:
    """A fact as JSON data: ``type``, ``rule``, ``span``, ``line``, ``column``, then its own parts. A part that is a
    piece of the text is given as that text, with its span in ``spans``; ``members`` and ``bodies`` are lists of
    ``{"text", "span"}``; a part that the sentence does not name is null."""
    place = document.locate(fact.span.start)
    record: dict[str, Any] = {
        "type": fact_type(fact),
        "rule": fact.rule,
        "span": _span(document, fact.span),
        "line": place.line,
        "column": place.column,
    }
    spans: dict[str, list[int]] = {}
    for name in _PARTS[type(fact)]:
        value = getattr(fact, name)
        if isinstance(value, Span):
            record[name] = document.slice(value)
            spans[name] = _span(document, value)
        elif name in _LISTS:
            record[name] = [{"text": document.slice(m), "span": _span(document, m)} for m in value]
        else:
            record[name] = value
    record["spans"] = spans
    return record


def item_record(document: Document, item: Item) -> dict[str, Any]:
    """An item as JSON data. ``answers`` are the spans of what is tested: each key; of true/false the tested element;
    of ordering and recall the members."""
    place = item.provenance
    source: dict[str, Any] = {"path": place.path, "line": place.line, "section": list(place.section)}
    if place.article:
        source["article"] = place.article
    if place.page:
        source["page"] = place.page
    span = _span(document, place.span)
    source |= {"start": span[0], "end": span[1], "sentence": place.quote}
    return {
        "id": item.id,
        "kind": item.kind,
        "stem": item.stem,
        "key": list(item.key),
        "distractors": list(item.distractors),
        "explanation": item.explanation,
        "answers": [_span(document, a) for a in place.answers],
        "source": source,
        "rule": item.rule,
        "worth": round(item.worth, 4),
        "difficulty": item.difficulty,
        "fact": item.fact,
    }


def _span(document: Document, span: Span) -> list[int]:
    if not document.joints and span.end > span.start:
        return [span.start, span.end]  # nothing was joined
    return list(document.file_span(span) if document.text_file else span)
