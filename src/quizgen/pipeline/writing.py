"""From facts to items: every source of the run is read before any item is written, so that each can lend distractors
to the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from quizgen.candidates import Candidate, Work
from quizgen.deck.align import LISTS, Alignment, Match
from quizgen.deck.identity import mint
from quizgen.deck.merge import Holds, Rewrite, Tests, closest
from quizgen.diagnostics import Diagnostic
from quizgen.distractors import Pool, holding
from quizgen.itemwriters import WRITERS, Desk, truefalse
from quizgen.model import CHOICE, KINDS, Document, Fact, Item, Kind, Span
from quizgen.pipeline.inputs import Paths, Progress, SourceFacts, facts, no_progress
from quizgen.pipeline.spreading import spread, workers_for
from quizgen.reading import Reading
from quizgen.records import item_record
from quizgen.selection import Asked, Density, Written, write_items
from quizgen.worth import Scorer, Weights, key_text, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceItems:
    """One source with the items made of it, by place. ``dropped`` says why candidates became none, and how many."""

    reading: Reading
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    dropped: tuple[tuple[str, int], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def document(self) -> Document:
        return self.reading.document

    def records(self) -> Iterator[dict[str, object]]:
        """The items as ``quizgen items --json`` prints them."""
        for item in self.items:
            yield item_record(self.document, item)


def items(
    paths: Paths,
    *,
    every: bool = False,
    kinds: Collection[Kind] = KINDS,
    density: Density = "normal",
    maximum: int | None = None,
    weights: Weights | None = None,
    root: Path | None = None,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> tuple[SourceItems, ...]:
    """The items that a new deck of each source would hold, in order of the paths; nothing is read from decks.

    every: each candidate with its worth, before the budget. kinds: which may be made. density and maximum: how many.
    weights: what makes a candidate worth asking, instead of the table that is shipped. jobs, errors: as in ``facts``.
    """
    found = facts(paths, root=root, jobs=jobs, progress=progress)
    written = written_items(
        works(found),
        jobs=jobs,
        density=density,
        maximum=maximum,
        kinds=kinds,
        every=every,
        weights=weights,
        step=lambda done: progress("writing items", done, len(found)),
    )
    return tuple(
        SourceItems(
            reading=source.reading,
            facts=source.facts,
            items=_with_ids(source, each),
            dropped=each.dropped,
            diagnostics=source.diagnostics,
        )
        for source, each in zip(found, written, strict=True)
    )


def written_items(
    all_works: Sequence[Work],
    *,
    jobs: int = 1,
    density: Density = "normal",
    maximum: int | None = None,
    kinds: Collection[Kind] = KINDS,
    every: bool = False,
    weights: Weights | None = None,
    standing: Sequence[Sequence[Asked]] = (),
    pool: Pool | None = None,
    step: Callable[[int], None] = lambda done: None,
) -> tuple[Written, ...]:
    """As ``selection.write_items``, shared among processes where that pays: what any of them needs of all works is made
    before. Decks that stand ask for little; then it does not."""
    pool = pool or Pool(all_works)

    def one(i: int) -> Written:
        return write_items(
            all_works[i : i + 1],
            density=density,
            maximum=maximum,
            kinds=kinds,
            every=every,
            weights=weights,
            standing=standing[i : i + 1],
            pool=pool,
        )[0]

    sizes = [3 * len(w.reading.text) for w in all_works]
    workers = 1 if any(standing) else workers_for(jobs, sizes)
    if workers > 1:
        pool.fill()
    out = []
    step(0)
    for each in spread(one, range(len(all_works)), workers=workers, inherited=True):
        out.append(each)
        step(len(out))
    return tuple(out)


def works(found: Sequence[SourceFacts]) -> tuple[Work, ...]:
    """What the item writers need to know of each source."""
    return tuple(Work(source.reading, source.facts) for source in found)


def asked(alignment: Alignment) -> tuple[Asked, ...]:
    """What a standing deck asks already, deleted and dropped items too, for the selection."""
    out = []
    for m in alignment.standing:
        item, made = m.item, dict(m.item.made)
        out.append(
            Asked(
                kind=item.kind,
                answers=m.answers,
                tested=m.tested(alignment.text),
                stem=item.stem,
                key=item.key,
                made=(made.get("stem", ""), made.get("key", "")),
            )
        )
    return tuple(out)


def tests(work: Work) -> Tests:
    """What an item would test that ``rewriter`` writes for a standing one."""

    def of(match: Match) -> str:
        candidate = _now(work, match)
        return "" if candidate is None else key_text(work, candidate)

    return of


def _now(work: Work, match: Match) -> Candidate | None:
    """The candidate of today at the words of a standing item."""
    fit = work.by_answers["list" if match.item.kind in LISTS else "blank"]
    exact = fit.get(match.answers)
    if exact is not None:
        return exact
    answers = closest(match.answers, fit)  # a member more, or a word corrected, and they are not quite the same
    return None if answers is None else fit[answers]


def rewriter(all_works: Sequence[Work], pool: Pool, *, weights: Weights | None = None) -> Callable[[int], Rewrite]:
    """For each work, by index, the function that writes today's item for the words and the kind of a standing one.
    What it needs of the whole run is made when it is first called: most builds rewrite nothing."""

    @cache
    def desk(i: int) -> tuple[Desk, Scorer]:
        return Desk(all_works[i], pool), Scorer(all_works[i], weights or shipped())

    def of(i: int) -> Rewrite:
        def rewrite(match: Match) -> Item | None:
            candidate = _now(all_works[i], match)
            if candidate is None:
                return None
            its_desk, scorer = desk(i)
            worth = scorer.among_its_own(candidate)
            if match.item.kind == "truefalse":
                made = truefalse.again(its_desk, candidate, worth, standing=match.item)
            else:
                made = WRITERS[match.item.kind](its_desk, candidate, worth)
            return made if isinstance(made, Item) else None

        return rewrite

    return of


def still_false(work: Work) -> Holds:
    """Whether a distractor of a standing single choice is false still, of an item as it is written anew."""

    @cache
    def candidates() -> dict[tuple[Span, ...], Candidate]:
        return {c.answers: c for c in work.candidates if c.form == "blank" and c.roles[0] != "whole"}

    def holds(item: Item, distractor: str) -> bool:
        candidate = candidates().get(item.provenance.answers) if item.kind == "single" else None
        return candidate is None or holding.holds(work, candidate, distractor, visible=item.stem.replace(CHOICE, ""))

    return holds


def _with_ids(source: SourceFacts, written: Written) -> tuple[Item, ...]:
    """The ids that these items would get in a new deck."""
    seen: Counter[tuple[str, str, str]] = Counter()
    taken: set[str] = set()
    out = []
    for item in written.items:
        same = (item.rule, item.kind, item.tested)
        found = mint(source.document.source.id, *same, seen[same], taken)
        seen[same] += 1
        taken.add(found)
        out.append(replace(item, id=found))
    return tuple(out)
