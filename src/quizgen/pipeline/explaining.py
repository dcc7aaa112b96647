"""``explain`` of an item: why it was chosen, how its distractors were, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.candidates import Candidate, Work
from quizgen.config import DEFAULT_OUTPUT
from quizgen.deck import LoadedDeck
from quizgen.deck.align import LISTS, Match
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.difficulty import closeness
from quizgen.featurewords import feature_words
from quizgen.model import Document, Item, Span
from quizgen.pipeline.catalogue import Rule, explain
from quizgen.pipeline.checking import decks_at
from quizgen.pipeline.inputs import Paths
from quizgen.pipeline.reporting import source_of
from quizgen.sameness import normal
from quizgen.worth import Scorer, Weights, shipped
from quizgen.yamlnodes import nearest

MOST = 5
"""So many places of a distractor are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature that holds for what the item asks. ``weight`` in natural log-odds that an examiner asks it."""

    name: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A distractor. ``lines``: where the source has these words (the first few lines, or pages); ``reason``: why it is
    false here, as the item says; ``closeness`` to the key, from 0 to 1."""

    text: str
    closeness: float
    lines: tuple[int, ...] = ()
    reason: str = ""
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What can be said of an item. ``line`` is that of the item in its deck's file. ``rank`` is its place among all
    ``candidates`` of the source by worth (1 is the best), 0 where what it asks is no candidate any more; ``total`` is the
    sum of the features, ``worth`` what is left of it after what says the same. ``better`` candidates were passed over,
    ``better_here`` of them because their sentence is asked by another item."""

    item: Item
    deck: str
    line: int
    genre: str = ""
    roles: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    total: float = 0.0
    worth: float = 0.0
    rank: int = 0
    candidates: int = 0
    items: int = 0
    better: int = 0
    better_here: int = 0
    options: tuple[Option, ...] = ()
    state: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def explain_item(
    identity: str, decks: Paths, *, root: str | Path = ".", weights: Weights | None = None
) -> Explained:
    """Everything about one item. decks: the deck files, or folders of them, that it is looked for in.

    Errors: QuizgenError as ``decks_at``; ``unknown-item`` with the nearest known id; ``no-source``.
    """
    loaded = decks_at(decks)
    for one in loaded:
        for i, item in enumerate(one.deck.items):
            if item.id == identity:
                return _explained(one, i, Path(root), weights or shipped())
    known = tuple(i.id for one in loaded for i in one.deck.items)
    gone = next((one for one in loaded if identity in one.deck.deleted), None)
    if gone is not None:
        raise error("deleted-item", f"the item “{identity}” was deleted: quizgen will not make it again", path=gone.path)
    said = nearest(identity, known) if known else "there are no items"
    raise error("unknown-item", f"no deck has an item “{identity}”: {said}")


def explain_any(name: str, decks: Paths = (), *, root: str | Path = ".") -> Rule | Explained:
    """A rule by its name, else an item by its id; decks as in ``explain_item``, none: the folder ``decks``.

    Errors: QuizgenError ``unknown-rule`` and ``unknown-item`` where it is neither; as ``explain_item``.
    """
    try:
        return explain(name)
    except QuizgenError as no_rule:
        if not decks and not (Path(root) / DEFAULT_OUTPUT).is_dir():
            raise
        try:
            return explain_item(name, decks or Path(root) / DEFAULT_OUTPUT, root=root)
        except QuizgenError as no_item:
            if not decks and no_item.diagnostics[0].name == "unknown-item":
                raise QuizgenError(*no_rule.diagnostics, *no_item.diagnostics) from None
            raise


def _explained(one: LoadedDeck, index: int, root: Path, weights: Weights) -> Explained:
    item = one.deck.items[index]
    source, alignment, said = source_of(one, root)
    document = source.document
    match = alignment.of(item.id)
    line, _ = one.locate(index)
    out = Explained(
        item=item,
        deck=one.path,
        line=line,
        options=tuple(_options(item, document)),
        state=match.state if match is not None else "gone",
        diagnostics=said,
    )
    work = Work(source.reading, source.facts)
    candidate = _candidate(work, match)
    if candidate is None:
        return out
    scorer = Scorer(work, weights)
    table = scorer.lists if candidate.form == "list" else scorer.table
    names = list(scorer.list_features(candidate) if candidate.form == "list" else scorer.features(candidate))
    features = [Feature(name=n, weight=table[n], words=feature_words(n)) for n in names if table.get(n)]
    scored = scorer.all()
    rank = next(i for i, (_, c) in enumerate(scored) if c is candidate)
    asked = {a for m in alignment.matches if m.found and not m.deleted for a in m.answers}
    sentences = {s.index for a in asked if (s := source.reading.sentence_at(a.start)) is not None}
    taken = {m.answers for m in alignment.matches if m.found}
    better = [c for _, c in scored[:rank] if c.answers not in taken]
    return Explained(
        item=item,
        deck=out.deck,
        line=out.line,
        options=out.options,
        state=out.state,
        diagnostics=said,
        genre=scorer.genre,
        roles=candidate.roles,
        features=tuple(sorted(features, key=lambda f: (-abs(f.weight), f.name))),
        total=scorer.worth(candidate),
        worth=scored[rank][0],
        rank=rank + 1,
        candidates=len(scored),
        items=sum(i.status in ("new", "kept") for i in one.deck.items),
        better=len(better),
        better_here=sum(c.sentence.index in sentences for c in better),
    )


def _candidate(work: Work, match: Match | None) -> Candidate | None:
    """The candidate that the item asks, by its place."""
    if match is None or not match.found:
        return None
    form = "list" if match.item.kind in LISTS else "blank"
    whole = Span(match.answers[0].start, match.answers[-1].end)
    fits = [c for c in work.candidates if c.form == form and c.span.overlaps(whole)]
    exact = [c for c in fits if c.answers == match.answers]
    near = exact or [c for c in fits if c.span.covers(whole) and c.span.end - c.span.start <= whole.end - whole.start + 2]
    return min(near, key=lambda c: c.span.end - c.span.start) if near else None


def _options(item: Item, document: Document) -> Sequence[Option]:
    out = []
    lines = item.explanation.split("\n")
    for text in item.distractors:
        key = max(item.key, key=lambda k: (closeness(k, text), k))
        reason = next((said for said in lines if said.startswith(text)), "")
        out.append(
            Option(
                text=text,
                closeness=round(closeness(key, text), 2),
                lines=tuple(_lines(document, text)),
                reason=reason.removeprefix(text).lstrip("：: "),
                alike=tuple(_alike(key, text)),
            )
        )
    return out


def _lines(document: Document, text: str) -> Sequence[int]:
    """Lines (or pages) on which the source has a text, marks and breaks as they stand."""
    found: dict[int, None] = {}
    at = document.text.find(text)
    while at >= 0 and len(found) < MOST:
        place = document.locate(at)
        found.setdefault(place.page or place.line)
        at = document.text.find(text, at + len(text))
    return list(found)


def _alike(key: str, text: str) -> Sequence[str]:
    """What a distractor shares with its key."""
    a, b = normal(key), normal(text)
    out = []
    if len(a) == len(b):
        out.append("as long as the key")
    if a[-1:] == b[-1:]:
        out.append("ends like it")
    if a[:1] == b[:1]:
        out.append("begins like it")
    return out
