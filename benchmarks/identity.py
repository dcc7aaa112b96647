"""How often an id survives what authors do to their documents, and whether it ever lands on another fact.

    python benchmarks/identity.py FOLDER-OR-FILE... [--edits N] [--seed N] [--rounds N]

Each source becomes a deck; then it is edited in each of the ways of mutations.py, and the deck is built again. For
every item whose tested words still stand, the id must be found again, at those words; where they are gone, the id must
rest. ``--rounds``: that many edits, one upon the other and of mixed kinds after the first, before the ids are looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from mutations import EDITS, Edited

from quizgen.deck import loads, render_new
from quizgen.deck.align import align
from quizgen.deck.merge import Rewrite, merge
from quizgen.deck.splice import save
from quizgen.model import Deck, Document, Item, Span

Built = tuple[Document, tuple[Item, ...], Rewrite | None]
ItemsOf = Callable[[str, str, Deck | None], Built]
"""(text, path, standing deck) → the document, the items that a build chooses beside those that stand, and what writes
those anew."""


MIXED = tuple(name for name in EDITS if not name.startswith(("full-width", "re-break", "rename", "add a")))
"""What the rounds after the first draw from."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """standing: items whose tested words still stand. kept: of these, the ids found at those words. touched:
    items whose own sentence changed while their words stand; touched_kept: their ids. lost: the ids that
    retired, or were taken out of use. wrong: the ids found at other words. ended: items whose words are gone; corrected:
    of these, the ids that stay at the corrected words."""

    edits: int = 0
    standing: int = 0
    kept: int = 0
    touched: int = 0
    touched_kept: int = 0
    lost: int = 0
    wrong: int = 0
    ended: int = 0
    corrected: int = 0
    repeated: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name in ("edits", "standing", "kept", "touched", "touched_kept", "lost", "wrong", "ended", "corrected", "repeated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.examples += other.examples


def real_items(text: str, path: str, deck: Deck | None) -> Built:
    """What quizgen itself makes of a text."""
    from quizgen.candidates import Work
    from quizgen.distractors import Pool
    from quizgen.extractors import extract
    from quizgen.pipeline.writing import asked, rewriter
    from quizgen.readers import read_source
    from quizgen.reading import Reading
    from quizgen.selection import write_items

    document, _ = read_source(text.encode(), path=path)
    reading = Reading(document)
    facts, _ = extract(reading)
    works = (Work(reading, facts),)
    stands = asked(align(deck, document))
    pool = Pool(works)
    return document, write_items(works, standing=[stands], pool=pool)[0].items, rewriter(works, pool)(0)


def measure(text: str, path: str, items_of: ItemsOf, edit: str, rng: Random, *, rounds: int = 1) -> Tally | None:
    """One edit (or several, one upon the other) of one text, and what becomes of the ids of its deck."""
    document, items, _ = items_of(text, path, None)
    document = replace(document, source=replace(document.source, id="b2c3d4e5f6"))
    deck = merge(None, items, document=document, now="2026-01-31T08:00:00Z", title=path).deck
    made = _in_order(deck, items)
    old = {i.id: s for i, s in zip(made, _answers(document, items), strict=True)}
    sentences = {i.id: document.file_span(i.provenance.span) for i in made}
    trail: list[tuple[str, Edited]] = []
    for n in range(rounds):
        tested = [(s.start, s.end) for spans in old.values() for s in spans] if not trail else _now(old, trail)
        if not tested:
            return None
        edited = EDITS[edit if n == 0 else rng.choice(MIXED)](text, rng, tested)
        if edited is None:
            if n == 0:
                return None
            continue
        trail.append((text, edited))
        text, path = edited.text, edited.path or path
        before = loads(render_new(deck)) if n else None  # through its file, once in a while
        deck = before.deck if before else deck
        document, items, rewrite = items_of(text, path, deck)
        found = align(deck, document)
        result = merge(deck, items, document=document, now="2026-02-01T08:00:00Z", alignment=found, rewrite=rewrite)
        deck = loads(save(before, result.deck)).deck if before else result.deck
    tally = Tally(edits=1)
    by_id = {i.id: i for i in result.deck.items}
    at = {m.item.id: [document.file_span(a) for a in m.answers] for m in found.matches}
    for identity, spans in old.items():
        kept = tally.kept
        _look(identity, spans, trail, by_id[identity], at[identity], tally)
        if _follow(spans, trail) and _follow([sentences[identity]], trail) is None:
            tally.touched += 1
            tally.touched_kept += tally.kept - kept
    # A standing item must not be asked a second time under a new id.
    taken = {(by_id[i].kind, tuple(at[i])) for i in old if at[i] and by_id[i].status != "retired"}
    fresh = [i for i in result.deck.items if i.id not in old and i.provenance.answers]
    tally.repeated += sum((i.kind, tuple(document.file_span(a) for a in i.provenance.answers)) in taken for i in fresh)
    return tally


def _in_order(deck: Deck, items: Sequence[Item]) -> list[Item]:
    """The deck's items in the order of the built ones (the deck has them by place)."""
    by_place = {(i.kind, i.provenance.answers, i.stem): i for i in deck.items}
    return [by_place[i.kind, i.provenance.answers, i.stem] for i in items]


def _answers(document: Document, items: Sequence[Item]) -> Iterator[list[Span]]:
    for item in items:
        yield [document.file_span(a) for a in item.provenance.answers]


def _follow(spans: Sequence[Span], trail: Sequence[tuple[str, Edited]]) -> list[Span] | None:
    for text, edited in trail:
        moved = [edited.where((s.start, s.end), text) for s in spans]
        if None in moved:
            return None
        spans = [Span(*m) for m in moved if m is not None]
    return list(spans)


def _now(old: dict[str, list[Span]], trail: Sequence[tuple[str, Edited]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for spans in old.values():
        out += [(s.start, s.end) for s in _follow(spans, trail) or ()]
    return out


def _left(spans: Sequence[Span], trail: Sequence[tuple[str, Edited]]) -> set[int]:
    """The characters that are left of the tested words, wherever they stand now."""
    offsets = {n for s in spans for n in range(s.start, s.end)}
    for _, edited in trail:
        offsets = {i for i, o in enumerate(edited.origin) if o in offsets}
    return offsets


def _look(
    identity: str, spans: list[Span], trail: list[tuple[str, Edited]], item: Item, found: list[Span], tally: Tally
) -> None:
    wanted = _follow(spans, trail)
    here = {n for s in found for n in range(s.start, s.end)}
    in_use = item.status != "retired"
    if wanted is None:
        tally.ended += 1
        left = _left(spans, trail)
        if in_use and left & here:
            tally.corrected += 1
        elif in_use and here:
            tally.wrong += 1
            tally.examples.append(f"ended, yet in use: {item.stem} [{'、'.join(item.key)}]")
        return
    tally.standing += 1
    there = {n for s in wanted for n in range(s.start, s.end)}
    if not in_use or not here:
        tally.lost += 1
        tally.examples.append(f"lost: {item.stem} [{'、'.join(item.key)}] {item.context}")
    elif 2 * len(there & here) >= (len(there) if item.kind == "multiple" else len(there | here)):
        tally.kept += 1  # the keys of a multiple choice may be some of the members that it tests
    elif _sentence(trail[-1][1].text, wanted[0]) == _sentence(trail[-1][1].text, found[0]):
        tally.kept += 1  # the very same sentence, put in once more beside the old one: the fact is the same
    else:
        tally.wrong += 1
        tally.examples.append(f"wrong: {item.stem} [{'、'.join(item.key)}] {item.context}")


def _sentence(text: str, span: Span) -> tuple[str, int]:
    """The sentence around a span, and the offset of the span in it."""
    start = max(text.rfind(c, 0, span.start) for c in "。\n") + 1
    end = min((e for e in (text.find(c, span.end) for c in "。\n") if e >= 0), default=len(text))
    return text[start:end].strip(), span.start - start


def run(
    sources: Sequence[tuple[str, str]], items_of: ItemsOf, *, edits: int, seed: int, rounds: int = 1
) -> dict[str, Tally]:
    """``edits`` of each kind, on the sources in turn."""
    out: dict[str, Tally] = {}
    for name in EDITS:
        tally = out[name] = Tally()
        rng = Random(f"{seed} {name}")
        tries = 0
        while tally.edits < edits and tries < 3 * edits:
            text, path = sources[tries % len(sources)]
            tries += 1
            one = measure(text, path, items_of, name, rng, rounds=rounds)
            if one is not None:
                tally.add(one)
    return out


def table(tallies: dict[str, Tally]) -> str:
    """The figures as a table in Markdown."""
    total = Tally()
    rows = [
        "| Edit | edits | items whose words stand | id kept | of those whose sentence changed | lost | on another fact"
        " | asked twice | items whose words are gone | of these corrected in place |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, tally in (*tallies.items(), ("all", total)):
        if name != "all":
            total.add(tally)
        share = f"{100 * tally.kept / tally.standing:.2f} %" if tally.standing else "–"
        touched = f"{tally.touched_kept} of {tally.touched}" if tally.touched else "–"
        rows.append(
            f"| {name} | {tally.edits} | {tally.standing} | {share} | {touched} | {tally.lost} | {tally.wrong} | {tally.repeated}"
            f" | {tally.ended} | {tally.corrected} |"
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--edits", type=int, default=30, help="edits of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many failures of each kind")
    args = parser.parse_args()
    files = [p for path in args.paths for p in (sorted(path.iterdir()) if path.is_dir() else [path])]
    sources = [(p.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), p.name) for p in files]
    Random(args.seed).shuffle(sources)
    tallies = run(sources, real_items, edits=args.edits, seed=args.seed, rounds=args.rounds)
    print(table(tallies))
    for name, tally in tallies.items():
        for example, n in Counter(tally.examples[: args.show]).items():
            print(f"{name}: {n}x {example}")


if __name__ == "__main__":
    main()
