"""A document with every fact marked in its place.

Point at a mark, tap it or walk to it with the arrow keys, and a card shows the facts there: rule, text, parts, place. A
legend switches kinds on and off; phrases, which cover most of a text, are off at first. The section tree stands at the
side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any

from quizgen.model import Document, Fact, Points, Span
from quizgen.pages._shell import Marked, block_tag, escaped, line, number_of, page, section_ids
from quizgen.records import FACT_TYPES, fact_type
from quizgen.sections import section_at, sections

OFF = ("phrase",)
"""Kinds that are not shown at first."""
_SAID = ("sort", "relation", "ordered", "open", "announced", "count", "spoken")
"""Fields of facts that are no piece of the text, and worth showing where they say something."""


def facts_page(
    document: Document, facts: Sequence[Fact], *, title: str = "", rules: Mapping[str, str] | None = None
) -> bytes:
    """The page of one document. title: what to call it; "" is its own title, else the name of its file. rules: what each
    rule finds, in a sentence, to show beside its name."""
    parts = [tuple(fact_parts(f)) for f in facts]
    marked = Marked(document, [(span, i) for i, found in enumerate(parts) for _, span in found])
    names = tuple(dict.fromkeys(name for found in parts for name, _ in found))
    used = tuple(dict.fromkeys(f.rule for f in facts))
    title = title or " ".join(document.title.split()) or PurePosixPath(document.source.path).stem
    data: dict[str, Any] = {
        "text": document.text,
        "kinds": list(FACT_TYPES.values()),
        "rules": [[name, (rules or {}).get(name, "")] for name in used],
        "parts": [n.replace("_", " ") for n in names],
        "facts": [_record(document, f, p, names, used) for f, p in zip(facts, parts, strict=True)],
    }
    return page(
        title=f"{title} · facts",
        styles=("base.css", "facts.css"),
        scripts=("base.js", "facts.js"),
        data=data,
        body="\n".join([*_side(document, facts, title), *_text(document, marked, facts), _CARD]),
    )


def fact_parts(fact: Fact) -> Iterator[tuple[str, Span]]:
    """What of a fact is marked: the pieces of the text that it names. Whole bodies of points are not."""
    for each in fields(fact):
        value = getattr(fact, each.name)
        if each.name in ("span", "bodies", "head"):
            continue
        if isinstance(fact, Points) and each.name == "lead":
            continue  # it is the heading, or the sentence that announces the list; the card shows it
        if isinstance(value, Span):
            if value.end > value.start:
                yield each.name, value
        elif isinstance(value, tuple):
            yield from ((each.name.removesuffix("s"), m) for m in value if isinstance(m, Span) and m.end > m.start)


def _record(
    document: Document, fact: Fact, parts: Sequence[tuple[str, Span]], names: Sequence[str], used: Sequence[str]
) -> list[Any]:
    """[kind, rule, line, column, page, said, parts]; parts are [name, start, end], flat."""
    at = document.locate(fact.span.start)
    said = []
    for name in _SAID:
        value = getattr(fact, name, None)
        if value is True:
            said.append(name)
        elif isinstance(value, str) and value:
            said.append(value)
        elif isinstance(value, int) and value > 1 and value is not True:
            said.append(f"{name} {value}")
    if getattr(fact, "spoken", True) is False:
        said.append("reported")
    flat = [n for name, span in parts for n in (names.index(name), span.start, span.end)]
    kind = list(FACT_TYPES.values()).index(fact_type(fact))
    return [kind, used.index(fact.rule), at.line, at.column, at.page, " · ".join(said), flat]


# ------------------------------------------------------------------ the side


def _side(document: Document, facts: Sequence[Fact], title: str) -> Iterator[str]:
    counts = Counter(fact_type(f) for f in facts)
    yield '<a class="skip" href="#text">Skip to the text</a>'
    yield '<aside class="side">'
    yield f'<header><p class="kicker">Facts</p><p class="name" lang="zh-Hans">{line(title)}</p>'
    yield f'<p class="meta">{line(document.source.path)}<br>{len(document.text):,} characters, {len(facts):,} facts</p></header>'
    yield '<div class="legend" role="group" aria-label="Kinds of facts that are shown">'
    for kind in FACT_TYPES.values():
        if counts[kind]:
            on = "" if kind in OFF else " checked"
            yield (
                f'<label class="chip k-{kind}"><input type="checkbox" value="{kind}"{on}><i></i>'
                f"<span>{kind}</span><b>{counts[kind]:,}</b></label>"
            )
    yield '<button type="button" class="all">none</button></div>'
    yield from _tree(document, facts)
    yield (
        '<p class="help"><span class="keys"><kbd>←</kbd><kbd>→</kbd> next mark, <kbd>↑</kbd><kbd>↓</kbd> facts there, '
        "<kbd>Esc</kbd> close</span></p>"
    )
    yield "</aside>"


def _tree(document: Document, facts: Sequence[Fact]) -> Iterator[str]:
    tree = [s for s in sections(document) if s.heading is not None]
    if not tree:
        return
    ids = section_ids(document)
    counts = Counter(section_at(document, f.span.start).span.start for f in facts if fact_type(f) not in OFF)
    top = min(s.level for s in tree)
    yield '<details class="tree" open><summary>Sections</summary><nav aria-label="Sections"><ol lang="zh-Hans">'
    for s in tree:
        n = counts[s.span.start]
        yield (
            f'<li class="d{min(4, s.level - top)}"><a href="#{ids[s.span.start]}"><span>{line(s.path[-1])}</span>'
            f"<b>{n if n else ''}</b></a></li>"
        )
    yield "</ol></nav></details>"


# ------------------------------------------------------------------ the text


def _text(document: Document, marked: Marked, facts: Sequence[Fact]) -> Iterator[str]:
    kinds = [fact_type(f) for f in facts]
    ids = section_ids(document)
    yield f'<main id="text" lang="{"zh-Hans" if document.language == "zh" else document.language}">'
    for i, block in enumerate(document.blocks):
        tag, classes = block_tag(document, block)
        identity = f' id="{ids[block.span.start]}"' if block.kind == "heading" and block.span.start in ids else ""
        out = [f'<{tag} class="{classes}"{identity} data-n="{number_of(document, block)}">']
        if block.label:
            out.append(f'<span class="label">{line(block.label)}</span>')
        for span, marks in marked.pieces(i):
            text = escaped(document.slice(span))
            if not marks:
                out.append(text)
                continue
            shown = next((kinds[m] for m in marks if kinds[m] not in OFF), "")
            first = f' class="k-{shown}"' if shown else ""
            out.append(f'<mark{first} data-s="{span.start}" data-f="{" ".join(map(str, marks))}">{text}</mark>')
        out.append(f"</{tag}>")
        yield "".join(out)
    yield "</main>"


_CARD = '<div id="card" role="tooltip" hidden></div>'
