"""What was read in a source, as a person looks at it in the terminal: the section tree, then lists, quotations and facts by
section, each with its line. Terms stand where they come first; phrases are counted, not listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from quizgen.model import (
    Definition,
    Document,
    Fact,
    Figure,
    Norm,
    Pair,
    Phrase,
    Points,
    Quotation,
    Section,
    Series,
    Span,
    SpelledTerm,
    Term,
    Thesis,
)
from quizgen.records import fact_type
from quizgen.report import clip, pad, width
from quizgen.sections import article_at, section_at, sections

Paint = Callable[[str, str], str]
"""Text and the name of a style → the text in it. Styles: title, section, dim, mark (what is asked of a fact), and the
types of facts."""

STYLES: dict[str, str] = {
    "title": "1",
    "section": "1;4",
    "dim": "2",
    "mark": "1",
    "points": "34",
    "series": "36",
    "spelled": "36",
    "quotation": "33",
    "term": "35",
    "definition": "32",
    "thesis": "32",
    "figure": "31",
    "norm": "34",
    "pair": "36",
    "phrase": "2",
}
"""The parameters of each style's escape sequence (ECMA-48, select graphic rendition); the eight colours that every
terminal lets its user choose."""

LABEL = 10
GUTTER = 6
LEAST = 60


def plain(text: str, style: str) -> str:
    """No colours."""
    return text


def coloured(text: str, style: str) -> str:
    """The text between escape sequences."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if text and style else text


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the overview: a label, then pieces of text with their styles ("" for none)."""

    label: str
    style: str
    pieces: tuple[tuple[str, str], ...]


def overview(document: Document, facts: Sequence[Fact], *, columns: int = 100, paint: Paint = plain) -> str:
    """The whole overview of one source. columns: how wide the terminal is; paint: ``coloured``, or ``plain``."""
    columns = max(LEAST, columns)
    shown = sorted((f for f in facts if not _quiet(f)), key=lambda f: (f.span.start, f.text.start if isinstance(f, Quotation) else 0))
    lines = [_head(document, facts, paint), *_diagram(document, shown, columns, paint)]
    lines += _body(document, shown, columns, paint)
    hidden = len(facts) - len(shown)
    if not facts:
        lines += ["", "no facts found"]
    elif hidden:
        lines += ["", paint(f"{_count(hidden, 'phrase')} more; --all lists every fact, --html shows them in their place", "dim")]
    return "\n".join(lines)


def _quiet(fact: Fact) -> bool:
    return isinstance(fact, Phrase) and fact.rule == "phrase"


def _count(n: int, one: str, several: str = "") -> str:
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def _head(document: Document, facts: Sequence[Fact], paint: Paint) -> str:
    title = " ".join(document.title.split())
    tree = len(sections(document)) - 1
    said = [f"{len(document.text):,} characters", *([_count(tree, "section")] if tree else []), _count(len(facts), "fact")]
    first = paint(document.source.path, "title") + (f"  {title}" if title and title != document.source.path else "")
    return f"{first}\n{paint(', '.join(said), 'dim')}"


def _number(document: Document, offset: int) -> str:
    """The line of a text file, the page where there are pages."""
    at = document.locate(offset)
    return f"p.{at.page}" if at.page else str(at.line)


# ------------------------------------------------------------------ the tree


def _diagram(document: Document, facts: Sequence[Fact], columns: int, paint: Paint) -> Iterator[str]:
    """The sections as a tree, each with the lists, quotations and other facts that stand in it itself."""
    tree = [s for s in sections(document) if s.heading is not None]
    if not tree:
        return
    counts: dict[int, Counter[str]] = {}
    for fact in facts:
        at = section_at(document, fact.span.start).span.start
        counts.setdefault(at, Counter())[_sort(fact)] += 1
    names = ("lists", "quotes", "facts")
    room = columns - GUTTER - 2 - 3 * 8
    yield ""
    yield paint(pad("line", GUTTER).rjust(GUTTER) + "  " + pad("section", room) + "".join(n.rjust(8) for n in names), "dim")
    for section in tree:
        found = counts.get(section.span.start, Counter())
        indent = "  " * (len(section.path) - 1)
        name = pad(indent + clip(section.path[-1], room - len(indent) - 1), room)
        cells = "".join((f"{found[n]:,}" if found[n] else "·").rjust(8) for n in names)
        yield paint(_number(document, section.span.start).rjust(GUTTER), "dim") + "  " + name + cells


def _sort(fact: Fact) -> str:
    if isinstance(fact, (Points, Series, SpelledTerm)):
        return "lists"
    return "quotes" if isinstance(fact, Quotation) else "facts"


# ------------------------------------------------------------------ the facts


def _body(document: Document, facts: Sequence[Fact], columns: int, paint: Paint) -> Iterator[str]:
    counts = Counter(_words(document, f) for f in facts if isinstance(f, (Term, Phrase)))
    seen: set[str] = set()
    place: Section | None = None
    article, number = "", ""
    for group in _by_line(document, facts):
        start = group[0].span.start
        here = section_at(document, start)
        if place is None or here.span != place.span:
            place, article, number = here, "", ""
            yield ""
            if here.heading is not None or len(sections(document)) > 1:
                yield paint(clip(here.path[-1], columns) if here.path else "(before the first heading)", "section")
        rows = list(_rows(document, group, counts, seen))
        if not rows:
            continue
        if (now := article_at(document, start)) != article:
            article = now
            if article:
                yield " " * (GUTTER + 2) + paint(article, "title")
        for row in rows:
            line = _number(document, start)
            shown = line if line != number else ""
            number = line
            first = paint(shown.rjust(GUTTER), "dim") + "  " + paint(pad(row.label, LABEL), row.style) + "  "
            yield from _set(first, row.pieces, columns, paint)


def _by_line(document: Document, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Facts that open in the same line of the source, in the order of the text."""
    group: list[Fact] = []
    last = (0, 0)
    for fact in facts:
        at = document.locate(fact.span.start)
        key = (at.page, at.line)
        if group and key != last:
            yield group
            group = []
        last = key
        group.append(fact)
    if group:
        yield group


def _words(document: Document, fact: Term | Phrase) -> str:
    return document.slice(fact.term if isinstance(fact, Term) else fact.phrase)


_TERMS = {"coined": "coined", "title": "title", "key": "term", "defined": "term", "agency": "agency"}


def _rows(document: Document, group: Sequence[Fact], counts: Counter[str], seen: set[str]) -> Iterator[_Row]:
    """The rows of one line of the source: its facts, then its terms drawn together, each where it comes first."""
    terms: dict[tuple[str, str], list[tuple[str, int]]] = {}
    figures = [f.value for f in group if isinstance(f, Figure)]
    for fact in group:
        match fact:
            case Term() | Phrase():
                words = _words(document, fact)
                label = _TERMS[fact.sort] if isinstance(fact, Term) else fact.rule
                if words not in seen:
                    seen.add(words)
                    terms.setdefault((label, fact_type(fact)), []).append((words, counts[words]))
            case Figure() if any(f != fact.value and f.covers(fact.value) for f in figures):
                pass  # 五百元 inside 五百元以上五千元以下
            case _:
                yield _Row(fact_type(fact), fact_type(fact), tuple(_pieces(document, fact)))
    for (label, style), found in terms.items():
        pieces: list[tuple[str, str]] = []
        for words, n in found:
            pieces += [("  ", "")] if pieces else []
            pieces.append((words, ""))
            if n > 1:
                pieces.append((f" ×{n}", "dim"))
        yield _Row(label, "term" if style == "phrase" else style, tuple(pieces))


def _pieces(document: Document, fact: Fact) -> Iterator[tuple[str, str]]:
    def text(span: Span | None) -> str:
        return " ".join(document.slice(span).split()) if span is not None else ""

    def several(spans: Iterable[Span]) -> Iterator[tuple[str, str]]:
        for i, span in enumerate(spans):
            if i:
                yield " | ", "dim"
            yield text(span), "mark"

    match fact:
        case Points():
            if fact.lead is not None:
                yield text(fact.lead), ""
            for i, member in enumerate(fact.members, start=1):
                if i > 1 or fact.lead is not None:
                    yield "\n", ""
                yield f"{i} ", "dim"
                yield text(member), "mark"
            if fact.announced and fact.announced != len(fact.members):
                yield f"\n(announced: {fact.announced}, found: {len(fact.members)})", "dim"
        case Series():
            if fact.lead is not None:
                yield text(fact.lead) + ": ", ""
            yield from several(fact.members)
            if fact.open:
                yield " …" + text(fact.noun), "dim"
        case SpelledTerm():
            yield text(fact.term), "mark"
            yield ": ", "dim"
            yield from several(fact.members)
        case Quotation():
            who = "".join(text(s) for s in (fact.speaker, fact.occasion, fact.verb))
            if who:
                yield who + ": ", ""
            yield text(fact.text), "mark"
        case Definition():
            yield text(fact.term), "mark"
            yield " = ", "dim"
            yield text(fact.body), ""
        case Thesis():
            yield text(fact.subject), ""
            yield " = ", "dim"
            yield text(fact.role), "mark"
        case Figure():
            bound = text(fact.bound)
            before = bool(bound) and fact.bound is not None and fact.bound.start < fact.value.start
            parts = sorted(s for s in (fact.value, fact.unit) if s is not None)
            yield (bound if before else ""), ""
            yield "".join(text(p) for p in parts), "mark"
            yield ("" if before else bound), ""
        case Norm():
            if fact.condition is not None:
                yield text(fact.condition) + ", ", "dim"
            if fact.subject is not None:
                yield text(fact.subject) + " ", ""
            yield text(fact.modal), "mark"
            if fact.action is not None:
                yield " " + text(fact.action), ""
            else:
                yield _after(document, fact.modal), "dim"
            if fact.consequence is not None:
                yield " → " + text(fact.consequence), ""
        case Pair():
            yield f"{fact.relation}: ", "dim"
            yield from several(fact.members)
        case Term() | Phrase():
            yield _words(document, fact), ""
        case _:
            assert_never(fact)


def _after(document: Document, span: Span) -> str:
    """The words that follow, to the end of their clause."""
    found = re.match(r"[^，。；：！？\n]{0,40}", document.text[span.end : span.end + 40])
    return " " + found[0].strip() if found and found[0].strip() else ""


def breaks(c: str, used: int, room: int) -> bool:
    """True if a line of ``room`` columns, ``used`` of them taken, must end before a character: closing marks may hang over,
    opening ones do not end a line."""
    if c in "，。、；：！？）》”’…":
        return False
    return used + width(c) + (2 if c in "（《“‘" else 0) > room


def _set(first: str, pieces: Iterable[tuple[str, str]], columns: int, paint: Paint) -> Iterator[str]:
    """Pieces set in lines behind the label, which stands in the first one; Chinese may break anywhere but before a
    closing mark."""
    indent = GUTTER + 2 + LABEL + 2
    room = columns - indent
    line, used = first, 0
    for text, style in pieces:
        run = ""
        for c in text:
            wide = width(c)
            if c == "\n" or breaks(c, used, room):
                yield (line + paint(run, style)).rstrip()
                line, used, run = " " * indent, 0, ""
                if c in "\n ":
                    continue
            run += c
            used += wide
        line += paint(run, style)
    yield line.rstrip()
