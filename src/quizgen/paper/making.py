"""Blueprint and decks into a paper with its versions and its key."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.model import (
    KINDS,
    VERSIONS,
    Blueprint,
    Deck,
    Item,
    Kind,
    Layout,
    Paper,
    PaperItem,
    PaperSection,
    SectionSpec,
)
from quizgen.paper import wording
from quizgen.paper.drawing import Drawn, draw, draw_plainly, targets
from quizgen.paper.enemies import Conflicts, conflicts
from quizgen.paper.orders import order_items, order_options, ways
from quizgen.paper.stock import Entry, belongs, stock
from quizgen.yamlnodes import nearest


def make_paper(
    decks: Sequence[Deck], blueprint: Blueprint, *, seed: int | str = 0, versions: int = 1, relax: bool = False
) -> tuple[Paper, tuple[Diagnostic, ...]]:
    """A paper as the blueprint wants it, from items that stand in the decks.

    Decided by the decks, the blueprint, the seed and the number of versions (1 to 8). Siblings and enemies never meet;
    items that are dropped, retired or in conflict with their source are never drawn.

    Errors: QuizgenError with everything that cannot be met: ``not-enough-items`` (which section, which kind, how many are
    missing), ``share-not-met``, ``points-do-not-add-up`` (with the sums), ``unknown-item``, ``items-cannot-meet``,
    ``too-many-versions``. With ``relax`` the first two become warnings that say what was given up.
    """
    _check(blueprint, versions)
    entries, found = stock(decks)
    entries = tuple(e for e in entries if e.item.id not in blueprint.exclude)
    enmity = conflicts([e.item for e in entries])
    fixed = _fixed(entries, enmity, blueprint, decks)
    drawn = draw(entries, enmity, blueprint.sections, seed=str(seed), shares=blueprint.shares, fixed=fixed)
    said = _shortages(entries, blueprint, drawn, relax=relax)
    if said and not relax:
        raise QuizgenError(*said)
    if not any(drawn.picks):
        raise error("not-enough-items", "there is no item to print: build a deck first, or loosen the blueprint", path=blueprint.path)
    paper = _laid_out(entries, drawn, blueprint, decks, seed=str(seed))
    layouts, more = _versions(paper, versions, seed=str(seed), path=blueprint.path, relax=relax)
    return replace(paper, layouts=layouts), (*found, *said, *more)


def _check(blueprint: Blueprint, versions: int) -> None:
    if not 1 <= versions <= len(VERSIONS):
        raise error("too-many-versions", f"a paper has 1 to {len(VERSIONS)} versions, not {versions}", path=blueprint.path)
    if not blueprint.sections:
        raise error("empty-blueprint", "the blueprint has no sections: give it some, each with kind, count and points", path=blueprint.path)
    total = sum(s.count * s.points for s in blueprint.sections)
    if blueprint.total and abs(total - blueprint.total) > 1e-6:
        sums = " + ".join(f"{s.count}×{s.points:g}" for s in blueprint.sections)
        raise error(
            "points-do-not-add-up",
            f"the sections make {sums} = {total:g} points, but the total is to be {blueprint.total:g}: change one of them",
            path=blueprint.path,
        )


def _fixed(entries: Sequence[Entry], enmity: Conflicts, blueprint: Blueprint, decks: Sequence[Deck]) -> list[tuple[int, int]]:
    """The items that must be in the paper, with the section that takes each."""
    out: list[tuple[int, int]] = []
    wrong: list[Diagnostic] = []

    def say(name: str, message: str) -> None:
        wrong.append(Diagnostic(name=name, severity="error", message=message, path=blueprint.path))

    every = {item.id for deck in decks for item in deck.items}
    for name in (*blueprint.include, *blueprint.exclude):
        if name not in every:
            say("unknown-item", f"no deck has an item “{name}”" + (f": {nearest(name, every)}" if every else ""))
    at = {e.item.id: i for i, e in enumerate(entries)}
    room = [s.count for s in blueprint.sections]
    for name in dict.fromkeys(blueprint.include):
        if name not in every:
            continue
        if name in blueprint.exclude:
            say("items-cannot-meet", f"item {name} is in “include” and in “exclude”: keep it in one of them")
            continue
        if name not in at:
            say("unknown-item", f"item {name} cannot be printed: it is dropped, retired, in conflict with its source, or not whole")
            continue
        i = at[name]
        clash = next((j for _, j in out if j in enmity.hard[i]), None)
        if clash is not None:
            say("items-cannot-meet", f"items {entries[clash].item.id} and {name} test the same or give each other away: include one")
            continue
        home = next((s for s, spec in enumerate(blueprint.sections) if room[s] and belongs(entries[i], spec)), None)
        if home is None:
            say("items-cannot-meet", f"no section has room for item {name} ({entries[i].item.kind}): raise a count, or include fewer")
            continue
        room[home] -= 1
        out.append((home, i))
    if wrong:
        raise QuizgenError(*wrong)
    return out


def section_name(blueprint: Blueprint, s: int) -> str:
    """How a section is called in messages: section 2 (多项选择题)."""
    spec = blueprint.sections[s]
    return f"section {s + 1} ({spec.heading or wording.heading(spec.kind)})"


def _shortages(entries: Sequence[Entry], blueprint: Blueprint, drawn: Drawn, *, relax: bool) -> tuple[Diagnostic, ...]:
    out: list[Diagnostic] = []
    for s, (spec, missing) in enumerate(zip(blueprint.sections, drawn.missing, strict=True)):
        if not missing:
            continue
        able = sum(belongs(e, spec) for e in entries)
        why = f"the decks have {able} such item{'s' if able != 1 else ''}"
        if stopped := able - (spec.count - missing):
            why += f", and {stopped} of them would meet items that test the same or give each other away"
        lack = f"{section_name(blueprint, s)} asks for {spec.count} {spec.kind} items, and {missing} of them {'is' if missing == 1 else 'are'} missing: {why}"
        if relax:
            out.append(Diagnostic(name="gave-up", severity="warning", message=f"{lack}; it has {spec.count - missing}", path=blueprint.path))
        else:
            advice = "lower the count, build with a higher density, or let it be relaxed (--relax)"
            out.append(Diagnostic(name="not-enough-items", severity="error", message=f"{lack}. {advice[0].upper()}{advice[1:]}", path=blueprint.path))
    if out and not relax:
        return tuple(out)
    goal = targets(blueprint.shares, sum(s.count for s in blueprint.sections))
    for share, want, off in zip(blueprint.shares, goal, drawn.off, strict=True):
        if off:
            text = f"{share.share:.0%} from {share.by} “{share.value}” is {want} items, and {want - off} could be drawn"
            name, severity = ("gave-up", "warning") if relax else ("share-not-met", "error")
            out.append(Diagnostic(name=name, severity=severity, message=text, path=blueprint.path))  # type: ignore[arg-type]
    return tuple(out)


def paper_item(item: Item, *, points: float, deck: str = "") -> PaperItem:
    """An item as a paper holds it; its options are not yet shuffled. ``deck`` is named in the place."""
    return PaperItem(
        id=item.id,
        stem=item.stem.strip(),
        options=item.options if item.kind in ("single", "multiple", "ordering") else (),
        key=item.key,
        points=points,
        explanation=item.explanation.strip(),
        quote=item.provenance.quote.strip(),
        place=wording.place(item, deck=deck),
    )


def _laid_out(entries: Sequence[Entry], drawn: Drawn, blueprint: Blueprint, decks: Sequence[Deck], *, seed: str) -> Paper:
    sections = []
    several = len({entries[i].deck.title for picks in drawn.picks for i in picks}) > 1
    for s, (spec, picks) in enumerate(zip(blueprint.sections, drawn.picks, strict=True)):
        if not picks:
            continue
        rng = Random(f"{seed}/A/{s}")
        chosen = [entries[i] for i in sorted(picks)]
        items = [paper_item(e.item, points=spec.points, deck=e.deck.title if several else "") for e in chosen]
        items = [items[i] for i in order_items(spec.kind, items, rng)]
        options = order_options(spec.kind, items, rng)
        items = [replace(item, options=tuple(item.options[o] for o in order)) for item, order in zip(items, options, strict=True)]
        heading = spec.heading or wording.heading(spec.kind)
        note = spec.note or wording.note(spec.kind)
        sections.append(PaperSection(kind=spec.kind, heading=heading, note=note, items=tuple(items)))
    title = blueprint.title or wording.default_title(decks)
    return Paper(
        title=title,
        id=_paper_id(title, seed, sections),
        sections=tuple(sections),
        head=blueprint.head,
        minutes=blueprint.minutes,
    )


def _paper_id(title: str, seed: str, sections: Sequence[PaperSection]) -> str:
    """Eight letters and digits that come of the paper's content (no 0 O 1 l: people type them)."""
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    text = "\0".join([title, seed, *(i.id + "\1".join(i.options) for s in sections for i in s.items)])
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    out = ""
    for _ in range(8):
        number, rest = divmod(number, len(alphabet))
        out += alphabet[rest]
    return out


def _versions(
    paper: Paper, versions: int, *, seed: str, path: str, relax: bool = False
) -> tuple[tuple[Layout, ...], tuple[Diagnostic, ...]]:
    """Orders for the versions after A, each unlike every other."""
    said: tuple[Diagnostic, ...] = ()
    possible = 1
    for section in paper.sections:
        possible *= ways(section.kind, section.items)
    if versions > possible:
        text = f"{versions} versions cannot be told apart: the items and options of this paper have only {possible} orders"
        if not relax:
            raise error("too-many-versions", f"{text}; ask for fewer versions or more items", path=path)
        said = (Diagnostic(name="gave-up", severity="warning", message=f"{text}; it has {possible}", path=path),)
        versions = possible
    made: list[Layout] = []
    seen = {_printed(paper)}
    for name in VERSIONS[1:versions]:
        n = 0
        while True:
            layout = shuffled(paper, name, seed=f"{seed}/{name}/{n}")
            mark = _printed(replace(paper, sections=Paper.form(replace(paper, layouts=(layout,)), name).sections))
            if mark not in seen:
                break
            n += 1
        seen.add(mark)
        made.append(layout)
    return tuple(made), said


def _printed(paper: Paper) -> tuple[object, ...]:
    return tuple((item.id, item.options) for section in paper.sections for item in section.items)


def shuffled(paper: Paper, name: str, *, seed: str) -> Layout:
    """The order of a version: items in another order within their sections, options shuffled, keys balanced."""
    sections = []
    for s, section in enumerate(paper.sections):
        rng = Random(f"{seed}/{s}")
        order = order_items(section.kind, section.items, rng)
        options = order_options(section.kind, [section.items[i] for i in order], rng)
        sections.append(tuple(zip(order, options, strict=True)))
    return Layout(name=name, sections=tuple(sections))


_IDEAL: dict[Kind, tuple[int, float]] = {
    "single": (20, 2),
    "multiple": (10, 2.5),
    "truefalse": (10, 1),
    "cloze": (10, 1.5),
    "recall": (2, 5),
}
"""How many items a full paper of 100 points has of each kind, and at how many points about."""
_MINUTES: dict[Kind, float] = {"single": 1, "multiple": 1.5, "truefalse": 0.6, "cloze": 1, "ordering": 2, "recall": 6}


def default_blueprint(decks: Sequence[Deck]) -> Blueprint:
    """A paper of 100 points in the order that Chinese papers have, with as many items of each kind as the decks can give,
    up to what a full paper has. A blueprint made of decks can always be met by them, whatever the seed.

    Errors: QuizgenError ``not-enough-items`` where the decks have nothing to print.
    """
    entries, _ = stock(decks)
    enmity = conflicts([e.item for e in entries])
    wanted = {k: n for k in wording.ORDER if k in _IDEAL for n in [_IDEAL[k][0]]}
    counts: dict[Kind, int] = {}
    for _ in range(2):  # where there is too little for all, each kind is cut alike
        specs = tuple(SectionSpec(kind=k, count=n, points=1) for k, n in wanted.items())
        drawn = draw_plainly(entries, enmity, specs)
        counts = {spec.kind: len(p) for spec, p in zip(specs, drawn.picks, strict=True) if p}
        if not counts:
            raise error("not-enough-items", "there is no item to print: build a deck first")
        if not sum(drawn.missing):
            break
        cut = sum(counts.values()) / sum(wanted.values())
        wanted = {k: math.ceil(n * cut) for k, n in wanted.items()}
    counts, points = _to_hundred(counts)
    minutes = sum(_MINUTES[k] * n for k, n in counts.items())
    return Blueprint(
        sections=tuple(SectionSpec(kind=k, count=n, points=points[k]) for k, n in counts.items()),
        minutes=max(20, -(-round(minutes) // 10) * 10),
        total=100,
    )


def _to_hundred(counts: dict[Kind, int]) -> tuple[dict[Kind, int], dict[Kind, float]]:
    """Points for each kind so that all make 100: whole ones if possible, else halves, else one item fewer."""
    counts = dict(counts)
    while True:
        raw = sum(n * _IDEAL[k][1] for k, n in counts.items())
        for step in (1.0, 0.5):
            ideal = {k: max(step, _IDEAL[k][1] * 100 / raw) for k in counts}
            if found := _points(counts, ideal, step):
                return counts, found
        most = max(counts, key=lambda k: (counts[k], -KINDS.index(k)))
        counts[most] -= 1
        if not counts[most]:
            del counts[most]


def _points(counts: dict[Kind, int], ideal: dict[Kind, float], step: float) -> dict[Kind, float] | None:
    """The points nearest to the ideal ones, in multiples of ``step``, that make 100; None where none do."""
    goal = round(100 / step)
    states: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for kind, n in counts.items():
        offs = [p * step / ideal[kind] for p in range(1, goal // n + 1)]
        costs = [n * ideal[kind] * (max(off, 1 / off) - 1) for off in offs]
        new: dict[int, tuple[float, tuple[int, ...]]] = {}
        for total, (cost, chosen) in states.items():
            for p, more in enumerate(costs[: (goal - total) // n], start=1):
                best = new.get(total + n * p)
                if best is None or cost + more < best[0]:
                    new[total + n * p] = (cost + more, (*chosen, p))
        states = new
    if goal not in states:
        return None
    return {k: p * step for k, p in zip(counts, states[goal][1], strict=True)}
