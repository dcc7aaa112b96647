"""What people read in the terminal: facts, items and the report at the end of a build, laid out as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import east_asian_width

from quizgen.model import (
    KINDS,
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
from quizgen.records import FACT_TYPES, fact_type


def width(text: str) -> int:
    """Columns that a text takes in a terminal: two for a Chinese character or full-width mark."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    """The text, filled with blanks to so many columns."""
    return text + " " * max(0, columns - width(text))


def clip(text: str, columns: int) -> str:
    """The text on one line, cut to so many columns, with … where it was cut."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    out, used = [], 0
    for c in text:
        used += width(c)
        if used > columns - 2:
            break
        out.append(c)
    return "".join(out) + "…"


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), indent: int = 2) -> Iterator[str]:
    """Rows in columns two blanks apart; columns in ``right`` are set flush right."""
    if not rows:
        return
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [
            " " * (widths[i] - width(c)) + c if i in right else pad(c, widths[i]) for i, c in enumerate(row)
        ]
        yield " " * indent + "  ".join(cells).rstrip()


def facts_text(document: Document, facts: Sequence[Fact]) -> str:
    """The facts of one source: a line a fact with line and column, type and content, then the counts."""
    lines = [document.source.path]
    for fact in facts:
        place = document.locate(fact.span.start)
        lines.append(f"  {f'{place.line}:{place.column}':>8}  {fact_type(fact):<10}  {describe(document, fact)}")
    lines.append(f"  {len(facts)} facts: {counts_of_facts(facts)}" if facts else "  no facts found")
    return "\n".join(lines)


def counts_of_facts(facts: Iterable[Fact]) -> str:
    """``points 4, series 52``: the kinds of facts that are there, each with its number."""
    counts = Counter(fact_type(f) for f in facts)
    return ", ".join(f"{name} {counts[name]}" for name in FACT_TYPES.values() if counts[name])


def describe(document: Document, fact: Fact, *, columns: int = 100) -> str:
    """A fact on one line of at most so many columns."""

    def text(span: Span | None) -> str:
        return document.slice(span) if span is not None else ""

    def several(spans: Iterable[Span]) -> str:
        return " | ".join(text(s) for s in spans)

    match fact:
        case Points():
            said = (f"{clip(text(fact.lead), 40)}: " if fact.lead else "") + several(fact.members)
        case Series():
            said = several(fact.members) + (" | …" if fact.open else "")
        case SpelledTerm():
            said = f"{text(fact.term)}: {several(fact.members)}"
        case Quotation():
            said = f"{text(fact.speaker)}: {text(fact.text)}" if fact.speaker else text(fact.text)
        case Term():
            said = f"{text(fact.term)} ({fact.sort})"
        case Definition():
            said = f"{text(fact.term)}: {text(fact.body)}"
        case Thesis():
            said = f"{text(fact.subject)}: {text(fact.role)}"
        case Figure():
            said = f"{text(fact.value)}{text(fact.unit)} in: {text(fact.span)}"
        case Norm():
            said = " | ".join(p for p in (text(fact.subject), text(fact.modal), text(fact.action)) if p)
        case Pair():
            said = f"{several(fact.members)} ({fact.relation})"
        case Phrase():
            said = f"{text(fact.phrase)} ({fact.sort})"
    return clip(said, columns)


def items_text(document: Document, items: Sequence[Item], dropped: Sequence[tuple[str, int]] = ()) -> str:
    """The items of one source as a person reads them, then the counts."""
    lines = [document.source.path]
    for i, item in enumerate(items, start=1):
        lines += item_lines(item, str(i))
    lines.append(f"{len(items)} items: {counts_of_items(items)}" if items else "no items")
    if dropped:
        lines.append("not made: " + ", ".join(f"{reason} {n}" for reason, n in dropped))
    return "\n".join(lines)


def item_lines(item: Item, number: str) -> Iterator[str]:
    """One item: its stem, the key (=), the distractors (-), its place."""
    yield ""
    yield f"{number}. [{item.kind}] {item.stem}"
    indent = " " * (len(number) + 2)
    for key in item.key:
        yield f"{indent}= {key}"
    for distractor in item.distractors:
        yield f"{indent}- {distractor}"
    for line in item.explanation.splitlines():
        yield f"{indent}  {line}"
    yield f"{indent}@ {place(item)} ({item.rule}, worth {item.worth:.2f})"


def place(item: Item) -> str:
    """Path, line and section of an item."""
    where = item.provenance
    parts = [f"{where.path}:{where.line}" if where.line else where.path]
    if where.page:
        parts.append(f"page {where.page}")
    parts += [*where.section, *([where.article] if where.article else ())]
    return " > ".join(parts)


def counts_of_items(items: Iterable[Item]) -> str:
    """``cloze 20, single 18``: the kinds of items that are there, each with its number."""
    counts = Counter(item.kind for item in items)
    return ", ".join(f"{kind} {counts[kind]}" for kind in KINDS if counts[kind])
