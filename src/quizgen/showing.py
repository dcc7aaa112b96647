"""What people read in the terminal of one deck or item: the report of a deck, and why an item is as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quizgen.covered import BUDGET, STEPS, Covered, Part, reason_words
from quizgen.model import KINDS
from quizgen.overview import Paint, breaks, plain
from quizgen.report import clip, item_lines, pad, width, wrap

if TYPE_CHECKING:
    from quizgen.pipeline.explaining import Explained

CELLS = 36
_FULL, _SOME, _NONE = "█", "▒", "░"


def covered_text(covered: Covered, *, columns: int = 100, paint: Paint = plain) -> str:
    """The report of a deck: its figures, a bar for each section, kinds by difficulty, why candidates were not asked."""
    deck = covered.deck
    asked, every = covered.sentences
    mean = covered.difficulty
    lines = [
        paint(deck.title, "title"),
        paint(f"{deck.path}, from {deck.source.path}", "dim"),
        "",
        f"{len(covered.items):,} items, {covered.density:.1f} per 1,000 characters; {asked:,} of {every:,} sentences asked"
        + (f" ({100 * asked / every:.0f}%)" if every else "")
        + (f"; mean difficulty {mean:.2f}" if mean is not None else "")
        + (f"; {covered.out_of_use:,} out of use" if covered.out_of_use else ""),
        "",
        *_sections(covered, columns, paint),
        "",
        *_kinds(covered, paint),
        "",
        *_dropped(covered, columns, paint),
    ]
    if covered.lost:
        lines += ["", paint("no longer in the source", "title")]
        lines += [f"  {a.item.id}  {clip(a.item.stem, columns - 16)}" for a in covered.lost]
    return "\n".join(lines)


def _sections(covered: Covered, columns: int, paint: Paint) -> Iterator[str]:
    room = max(16, columns - CELLS - 22)
    longest = max((p.span.end - p.span.start for p in covered.parts), default=1)
    yield paint("sections", "title") + paint(f"  {_FULL} asked words, {_SOME} asked sentence, {_NONE} not asked", "dim")
    for part in covered.parts:
        name = "  " * max(0, len(part.path) - 1) + (part.path[-1] if part.path else "(before the first heading)")
        said = f"{100 * part.share:3.0f}%" if part.items else "no items" if part.sentences else ""
        bar = _bar(part, max(1, round(CELLS * (part.span.end - part.span.start) / longest)))
        style = "figure" if part.sentences and not part.items else ""
        yield f"  {pad(clip(name, room), room)}  {pad(bar, CELLS)}  {len(part.items) or '':>4}  {paint(said, style)}".rstrip()


def _bar(part: Part, cells: int) -> str:
    """The section in so many cells."""
    out = [_NONE] * cells
    size = max(1, part.span.end - part.span.start)

    def at(offset: int) -> int:
        return min(cells - 1, max(0, (offset - part.span.start) * cells // size))

    for span, yes in zip(part.sentences, part.asked, strict=True):
        if yes:
            for i in range(at(span.start), at(span.end - 1) + 1):
                out[i] = _SOME
    for each in part.items:
        for span in each.answers:
            if part.span.start <= span.start < part.span.end:
                out[at(span.start)] = _FULL
    return "".join(out)


def _kinds(covered: Covered, paint: Paint) -> Iterator[str]:
    steps = covered.steps()
    if not covered.items:
        yield "no items in use"
        return
    yield paint("kind".ljust(12), "title") + paint("items  by difficulty, from easy to hard", "dim")
    yield paint(" " * 19 + "".join(f"{i / STEPS:>5.1f}" for i in range(STEPS)), "dim")
    counts = covered.kinds()
    for kind in KINDS:
        if kind in counts:
            cells = "".join(f"{sum(a.item.kind == kind for a in found) or '·':>5}" for found in steps)
            yield f"{kind:<12}{counts[kind]:>5}  {cells}"


def _dropped(covered: Covered, columns: int, paint: Paint) -> Iterator[str]:
    total = sum(n for _, n in covered.dropped)
    budget = dict(covered.dropped).get(BUDGET, 0)
    yield paint("not asked", "title") + f"  {total:,} candidates" + (f", {budget:,} of them for want of budget" if budget else "")
    found = [(name, n) for name, n in covered.dropped if name != BUDGET]
    for name, n in sorted(found, key=lambda f: (-f[1], f[0])):
        yield f"  {n:>5,}  {clip(reason_words(name), columns - 32)}  {paint(name, 'dim')}"


# ------------------------------------------------------------------ one item


def explained_text(found: Explained, *, columns: int = 100, paint: Paint = plain) -> str:
    """Why an item was chosen, how its distractors were, and where it stands."""
    item = found.item
    where = f"{found.deck}:{found.line}" if found.line else found.deck
    lines = [paint(item.id, "title") + paint(f"  {where}", "dim"), *list(item_lines(item, "1"))[1:]]
    if item.provenance.quote:
        lines += ["", paint("where it stands", "title"), *wrap_text(item.provenance.quote, columns, indent=2)]
        if found.state in ("gone", "tied"):
            lines.append("  (its source does not have these words any more)")
    lines += ["", paint("why it was chosen", "title"), *_why(found, columns, paint)]
    if found.options:
        lines += ["", paint("its distractors", "title"), *_options(found, columns, paint)]
    if item.difficulty is not None:
        lines += ["", paint("difficulty", "title") + f"  {item.difficulty:.2f}, from 0 (easy) to 1 (hard)"]
    return "\n".join(lines)


def wrap_text(text: str, columns: int, *, indent: int) -> Iterator[str]:
    """A Chinese text in lines."""
    line, used = "", 0
    for c in " ".join(text.split()):
        wide = width(c)
        if breaks(c, used, columns - indent):
            yield " " * indent + line
            line, used = "", 0
        line += c
        used += wide
    if line:
        yield " " * indent + line


def _why(found: Explained, columns: int, paint: Paint) -> Iterator[str]:
    if not found.rank:
        yield "  what it asks is no candidate now: it was written by hand, or its source or the rules changed since"
        return
    genre = {"statute": "statutes", "party": "party documents", "notes": "lecture notes", "textbook": "textbooks"}.get(found.genre, found.genre)
    yield from wrap(
        f"worth {found.worth:.2f} by the weights for {genre}: place {found.rank:,} of {found.candidates:,} candidates; the deck has "
        f"{found.items:,} items. {_passed(found)}",
        indent=2,
        columns=columns,
    )
    for f in found.features:
        yield f"  {f.weight:>+6.2f}  {pad(f.name, 24)}  {paint(f.words, 'dim')}"
    if abs(found.worth - found.total) > 1e-6:
        yield f"  {found.worth - found.total:>+6.2f}  {pad('(beaten)', 24)}  {paint('a better candidate of its sentence says nearly the same', 'dim')}"
    yield f"  {found.worth:>6.2f}"


def _passed(found: Explained) -> str:
    if not found.better:
        return "No better candidate was passed over."
    other = found.better - found.better_here
    said = [f"{found.better_here:,} because their sentence is asked already"] if found.better_here else []
    if other:
        said.append(f"{other:,} because the same words are asked, their section or kind has its share, or no flawless item came of them")
    return f"{found.better:,} better ones were passed over: " + "; ".join(said) + "."


def _options(found: Explained, columns: int, paint: Paint) -> Iterator[str]:
    yield paint("  taken from the same material, of the key's kind and form; closeness to the key runs from 0 to 1", "dim")
    for o in found.options:
        if o.lines:
            where = f"in the source: line{'s' if len(o.lines) > 1 else ''} " + ", ".join(map(str, o.lines))
        else:
            where = "not in this source: another source of the build, or made (another usual value, another modal)"
        yield f"  {o.closeness:.2f}  {o.text}"
        yield f"        {paint('; '.join([where, *o.alike]), 'dim')}"
        yield f"        false here: {o.reason}" if o.reason else paint("        no reason is given for it", "dim")


def explained_record(found: Explained) -> dict[str, Any]:
    """As ``quizgen explain ID --json`` prints it."""
    return {
        "id": found.item.id,
        "kind": found.item.kind,
        "stem": found.item.stem,
        "key": list(found.item.key),
        "deck": found.deck,
        "line": found.line,
        "state": found.state,
        "genre": found.genre,
        "roles": list(found.roles),
        "worth": found.worth,
        "rank": found.rank,
        "candidates": found.candidates,
        "features": [{"name": f.name, "weight": f.weight, "words": f.words} for f in found.features],
        "passed_over": {"all": found.better, "same_sentence": found.better_here},
        "distractors": [
            {"text": o.text, "closeness": o.closeness, "lines": list(o.lines), "alike": list(o.alike), "reason": o.reason}
            for o in found.options
        ],
        "difficulty": found.item.difficulty,
    }
