"""What a deck asks of its source, to look at: each section as a bar in which every item is a stripe, items by kind and
difficulty, why candidates were not asked, and the document itself with the asked words marked.

Every stripe and square leads to its item in the text; a mark there shows the item on a card (point at it, tap it, or walk
with the arrow keys).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from quizgen.covered import BUDGET, STEPS, Asked, Covered, Part, reason_words
from quizgen.model import FALSE, KINDS, TRUE, Item, Span
from quizgen.pages._shell import Marked, block_tag, escaped, line, number_of, page, section_ids
from quizgen.sections import section_at

KIND_NAMES = {
    "cloze": "cloze",
    "single": "single choice",
    "multiple": "multiple choice",
    "truefalse": "true/false",
    "ordering": "ordering",
    "recall": "recall",
}
_LEAST = 0.04
"""A bar is at least so wide, of the widest."""
_STRIPE = 0.004
"""A stripe is at least so wide, of its bar."""


def report_page(covered: Covered) -> bytes:
    """The page of one deck."""
    title = covered.deck.title or PurePosixPath(covered.deck.source.path).stem
    body = [
        '<a class="skip" href="#text">Skip to the text</a>',
        '<div class="board">',
        *_head(covered, title),
        *_legend(covered),
        *_map(covered),
        '<div class="pair">',
        *_difficulty(covered),
        *_dropped(covered),
        "</div>",
        *_lost(covered),
        "</div>",
        *_text(covered),
        '<div id="card" role="tooltip" hidden></div>',
    ]
    data = {"items": [_record(a) for a in covered.items]}
    return page(
        title=f"{title} · report",
        styles=("base.css", "report.css"),
        scripts=("base.js", "report.js"),
        data=data,
        body="\n".join(body),
    )


def _record(asked: Asked) -> dict[str, Any]:
    item = asked.item
    place = item.provenance
    return {
        "kind": item.kind,
        "name": KIND_NAMES[item.kind],
        "id": item.id,
        "stem": item.stem,
        "key": list(item.key),
        "options": _options(item),
        "why": item.explanation,
        "difficulty": item.difficulty,
        "worth": round(item.worth, 2),
        "rule": item.rule,
        "place": f"page {place.page}" if place.page else f"line {place.line}" if place.line else "",
        "article": place.article,
        "kept": item.status == "kept",
        "spans": [n for span in asked.answers for n in span],
    }


def _options(item: Item) -> list[list[Any]]:
    """What the card lists: texts, each with whether it is right."""
    match item.kind:
        case "single" | "multiple":
            return [[k, True] for k in item.key] + [[d, False] for d in item.distractors]
        case "truefalse":
            return [["true" if item.key == (TRUE,) else "false" if item.key == (FALSE,) else item.key[0], True]]
        case _:
            return [[k, True] for k in item.key]


# ------------------------------------------------------------------ figures


def _head(covered: Covered, title: str) -> Iterator[str]:
    deck = covered.deck
    asked, every = covered.sentences
    bare, parts = len(covered.bare), sum(bool(p.sentences) for p in covered.parts)
    mean = covered.difficulty
    yield '<header class="head">'
    yield f'<p class="kicker">What the deck asks</p><h1 lang="zh-Hans">{line(title)}</h1>'
    yield f'<p class="meta">{line(deck.path)}<span class="from">from {line(deck.source.path)}</span></p>'
    yield '<dl class="tiles">'
    out = f", {covered.out_of_use} out of use" if covered.out_of_use else ""
    yield _tile("items", f"{len(covered.items):,}", f"{covered.density:.1f} per 1,000 characters{out}")
    yield _tile("sentences asked", f"{100 * asked / every:.0f}<small>%</small>" if every else "0", f"{asked:,} of {every:,}")
    yield _tile(
        "sections without items",
        f"{bare}",
        f"of {parts:,}" if bare else "every section is asked",
        mark="warn" if bare else "",
    )
    yield _tile("difficulty", "–" if mean is None else f"{mean:.2f}", "mean, from 0 (easy) to 1 (hard)")
    yield "</dl></header>"


def _tile(name: str, value: str, note: str, *, mark: str = "") -> str:
    return f'<div class="tile {mark}"><dt>{name}</dt><dd class="value">{value}</dd><dd class="note">{line(note)}</dd></div>'


def _legend(covered: Covered) -> Iterator[str]:
    yield '<div class="legend" role="group" aria-label="Kinds of items that are shown">'
    for kind, n in covered.kinds().items():
        yield (
            f'<label class="chip k-{kind}"><input type="checkbox" value="{kind}" checked><i></i>'
            f"<span>{KIND_NAMES[kind]}</span><b>{n:,}</b></label>"
        )
    yield "</div>"


# ------------------------------------------------------------------ sections


def _map(covered: Covered) -> Iterator[str]:
    widest = max((p.span.end - p.span.start for p in covered.parts), default=1)
    number = {a.item.id: i for i, a in enumerate(covered.items)}
    ids = section_ids(covered.document)
    top = min((p.level for p in covered.parts if p.path), default=0)
    yield '<section class="panel map"><h2>Sections</h2>'
    yield (
        '<p class="hint">As long as their text. Each stripe is an item, shaded behind it the sentence it asks; '
        "what is blank is not asked.</p>"
    )
    yield '<div class="row top" aria-hidden="true"><span></span><span></span><b>items</b><span>text asked</span></div><ol class="rows">'
    for p in covered.parts:
        name = p.path[-1] if p.path else "(before the first heading)"
        goal = ids.get(p.span.start, "text") if p.path else "text"
        empty = " bare" if p.sentences and not p.items else ""
        said = f"{100 * p.share:.0f}%" if p.items else "no items" if p.sentences else ""
        yield (
            f'<li class="row d{min(4, max(0, p.level - top))}{empty}"><a href="#{goal}" lang="zh-Hans">{line(name)}</a>'
            f"{_bar(p, widest, number)}<b>{len(p.items) or ''}</b><span>{said}</span></li>"
        )
    yield "</ol></section>"


def _bar(part: Part, widest: int, number: dict[str, int]) -> str:
    size = max(1, part.span.end - part.span.start)
    wide = max(_LEAST, size / max(1, widest))

    def rect(span: Span, name: str, least: float, more: str = "", title: str = "") -> str:
        width = max(float(span.end - span.start), least * size)
        start = min(max(0, span.start - part.span.start), size - width)
        inner = f"<title>{title}</title>" if title else ""
        return f'<rect class="{name}" x="{start:.6g}" width="{width:.6g}" height="10"{more}>{inner}</rect>'

    sentences = [rect(s, "s", 0) for s, yes in zip(part.sentences, part.asked, strict=True) if yes]
    stripes = []
    for a in part.items:
        title = line(f"{KIND_NAMES[a.item.kind]}: {'；'.join(a.item.key)}")
        for span in a.answers:
            if part.span.start <= span.start < part.span.end:
                stripes.append(rect(span, f"t k-{a.item.kind}", _STRIPE / wide, f' data-i="{number[a.item.id]}"', title))
    return (
        f'<svg class="bar" viewBox="0 0 {size} 10" preserveAspectRatio="none" style="width:{100 * wide:.4g}%" '
        f'aria-hidden="true">{"".join(sentences)}{"".join(stripes)}</svg>'
    )


# ------------------------------------------------------------------ difficulty and what was not asked


def _difficulty(covered: Covered) -> Iterator[str]:
    steps = covered.steps()
    most = max(map(len, steps), default=0)
    number = {a.item.id: i for i, a in enumerate(covered.items)}
    mean = covered.difficulty
    yield '<section class="panel"><h2>Kind and difficulty</h2>'
    if mean is None:
        yield '<p class="hint">The items of this deck have no difficulty: quizgen build --refresh estimates it.</p></section>'
        return
    high = max(1.5, min(16.0, 168 / max(1, most)))
    gap = "" if high >= 4 else " dense"
    yield '<p class="hint">Each square is an item.</p>'
    yield f'<div class="steps{gap}" style="--h:{high:.4g}px"><div class="mean" style="left:{100 * mean:.4g}%"><span>mean {mean:.2f}</span></div>'
    for i, found in enumerate(steps):
        squares = "".join(
            f'<i class="k-{a.item.kind}" data-i="{number[a.item.id]}" title="{line("；".join(a.item.key))}"></i>' for a in found
        )
        said = f"{len(found)} items of difficulty {i / STEPS:.1f} to {(i + 1) / STEPS:.1f}"
        yield f'<div class="step" role="img" aria-label="{said}">{squares}</div>'
    yield '</div><p class="axis"><span>easy</span><span>0.5</span><span>hard</span></p>'
    yield from _kinds(covered)
    yield "</section>"


def _kinds(covered: Covered) -> Iterator[str]:
    """Each kind with its share and its mean difficulty."""
    counts = covered.kinds()
    yield '<table class="kinds"><thead><tr><th>kind</th><th></th><th>items</th><th>difficulty</th></tr></thead><tbody>'
    for kind in KINDS:
        if kind not in counts:
            continue
        known = [a.item.difficulty for a in covered.items if a.item.kind == kind and a.item.difficulty is not None]
        mean = f"{sum(known) / len(known):.2f}" if known else ""
        share = counts[kind] / max(counts.values())
        yield (
            f'<tr class="k-{kind}"><th>{KIND_NAMES[kind]}</th><td><i style="width:{100 * share:.4g}%"></i></td>'
            f"<td>{counts[kind]:,}</td><td>{mean}</td></tr>"
        )
    yield "</tbody></table>"


def _dropped(covered: Covered) -> Iterator[str]:
    found = [(name, n) for name, n in covered.dropped if name != BUDGET]
    budget = dict(covered.dropped).get(BUDGET, 0)
    total = sum(n for _, n in covered.dropped)
    yield '<section class="panel"><h2>Not asked</h2>'
    if not total:
        yield '<p class="hint">Every candidate became an item.</p></section>'
        return
    yield (
        f'<p class="hint">{total:,} candidates became no items. {budget:,} of them might have, but the budget was full'
        f"{'; the others:' if found else '.'}</p>"
    )
    most = max((n for _, n in found), default=1)
    yield '<ol class="reasons">'
    for name, n in sorted(found, key=lambda f: (-f[1], f[0])):
        yield (
            f'<li><span>{line(reason_words(name))}</span><b>{n:,}</b>'
            f'<i style="width:{max(0.6, 100 * n / most):.4g}%"></i></li>'
        )
    yield "</ol></section>"


def _lost(covered: Covered) -> Iterator[str]:
    if not covered.lost:
        return
    yield '<section class="panel lost"><h2>No longer in the source</h2>'
    yield '<p class="hint">Their words were not found in it, or in several places that fit equally well.</p><ol lang="zh-Hans">'
    for a in covered.lost:
        yield f"<li><code>{line(a.item.id)}</code> {line(a.item.stem)} <b>{line('；'.join(a.item.key))}</b></li>"
    yield "</ol></section>"


# ------------------------------------------------------------------ the text


def _text(covered: Covered) -> Iterator[str]:
    document = covered.document
    bare = {p.span.start for p in covered.bare}
    asked = [s for p in covered.parts for s, yes in zip(p.sentences, p.asked, strict=True) if yes]
    n = len(covered.items)
    marks = [(span, i) for i, a in enumerate(covered.items) for span in a.answers]
    marked = Marked(document, [*marks, *((s, n + i) for i, s in enumerate(asked))])
    ids = section_ids(document)
    yield f'<main id="text" lang="{"zh-Hans" if document.language == "zh" else document.language}">'
    for i, block in enumerate(document.blocks):
        tag, classes = block_tag(document, block)
        identity = f' id="{ids[block.span.start]}"' if block.kind == "heading" and block.span.start in ids else ""
        if identity and section_at(document, block.span.start).span.start in bare:
            classes += " bare"
        out = [f'<{tag} class="{classes}"{identity} data-n="{number_of(document, block)}">']
        if block.label:
            out.append(f'<span class="label">{line(block.label)}</span>')
        for span, found in marked.pieces(i):
            out.append(_piece(covered.items, escaped(document.slice(span)), span, found))
        out.append(f"</{tag}>")
        yield "".join(out)
    yield "</main>"


def _piece(items: Sequence[Asked], text: str, span: Span, found: Sequence[int]) -> str:
    here = [m for m in found if m < len(items)]
    sentence = len(here) < len(found)
    if here:
        names = f"k-{items[here[0]].item.kind}" + (" q" if sentence else "")
        return f'<mark class="{names}" data-s="{span.start}" data-f="{" ".join(map(str, here))}">{text}</mark>'
    return f'<span class="q">{text}</span>' if sentence else text

