"""What a deck asks of its source: each item in its place, section by section. Data only; pages and texts show it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.model import KINDS, NOWHERE, Deck, Document, Item, Kind, Span
from quizgen.reading import Reading
from quizgen.sections import sections

STEPS = 10
"""Into how many steps difficulty is counted."""

BUDGET = "over-budget"
"""The reason of candidates that were fit to be asked, but for the budget."""
_REASONS: dict[str, str] = {
    BUDGET: "the budget was full",
    "asked-already": "the same words are asked already",
    "few-distractors": "too few distractors that are surely false",
    "no-options-of-its-kind": "nothing of its kind to choose from",
    "kind-not-wanted": "of a kind that the settings leave out",
    "no-cue": "what stays visible does not decide the answer",
    "no-window": "no piece of the sentence stands alone",
    "no-lead": "a list that nothing announces",
    "list-length": "a list too short or too long",
    "short-list": "a list too short",
    "long-list": "a list too long",
    "open-list": "a list that is not complete (等)",
    "open-list-choice": "a choice from a list that is not complete (等)",
    "no-order-meant": "no order is meant",
    "long-stem": "the stem would be too long",
    "long-key": "the answer would be too long",
    "long-options": "the options would be too long",
    "key-in-stem": "the stem shows the answer",
    "key-part-in-stem": "the stem shows part of the answer",
    "word-repeat": "a word of the stem gives the answer away",
    "dangling-reference": "the stem points outside itself (这, 该, 前款)",
    "cross-reference": "the stem leans on an article it only numbers",
    "points-ahead": "the stem announces a list that it does not show",
    "starts-mid-sentence": "the stem would start in the middle of a sentence",
    "stem-end": "the stem would stop in the middle of a sentence",
    "placeholder": "a placeholder (XX市, X目标)",
    "poor-key": "words that examiners do not ask",
    "function-word-key": "a function word",
    "ragged-key": "the answer is no whole word or phrase",
    "key-across-members": "the answer holds several members of a list",
    "distractor-in-stem": "the stem shows a distractor",
    "odd-length": "the answer would stick out by its length",
    "odd-class": "one option would stick out by its kind",
    "odd-mark": "one option would stick out by its marks",
    "odd-ending": "one option would stick out by its ending",
}


def reason_words(name: str) -> str:
    """Why a candidate became no item, in words; a name that is not known is taken apart."""
    return _REASONS.get(name) or name.replace("-", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item and where its words stand in the source now: ``answers`` are what it tests, ``quote`` the sentences around
    them. Both are empty for an item whose words are not found there."""

    item: Item
    answers: tuple[Span, ...] = ()
    quote: Span = NOWHERE

    @property
    def found(self) -> bool:
        return bool(self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section without its subsections. ``sentences`` are the spans of those that state something; ``asked`` says of each
    whether an item stands in it. ``path`` is () for the text before the first heading."""

    path: tuple[str, ...]
    level: int
    span: Span
    sentences: tuple[Span, ...]
    asked: tuple[bool, ...]
    items: tuple[Asked, ...]

    @property
    def share(self) -> float:
        """How much of the section is asked: characters of asked sentences among those of all, from 0 to 1."""
        size = [s.end - s.start for s in self.sentences]
        return sum(n for n, yes in zip(size, self.asked, strict=True) if yes) / sum(size) if size else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A deck over its source. ``items`` are those in use, by place, the ones that were not found last; ``dropped`` says why
    candidates became no items, and how many; ``out_of_use`` counts items that
    are dropped or retired."""

    deck: Deck
    document: Document
    items: tuple[Asked, ...]
    parts: tuple[Part, ...]
    dropped: tuple[tuple[str, int], ...] = ()
    out_of_use: int = 0

    @property
    def lost(self) -> tuple[Asked, ...]:
        """Items in use whose words the source does not have."""
        return tuple(a for a in self.items if not a.found)

    @property
    def bare(self) -> tuple[Part, ...]:
        """Sections that have sentences and no item."""
        return tuple(p for p in self.parts if p.sentences and not p.items)

    @property
    def sentences(self) -> tuple[int, int]:
        """How many sentences are asked, and how many there are."""
        return sum(sum(p.asked) for p in self.parts), sum(len(p.asked) for p in self.parts)

    @property
    def density(self) -> float:
        """Items per 1,000 characters."""
        return 1000 * len(self.items) / max(1, len(self.document.text))

    @property
    def difficulty(self) -> float | None:
        """The mean difficulty of the items that have one."""
        known = [a.item.difficulty for a in self.items if a.item.difficulty is not None]
        return sum(known) / len(known) if known else None

    def kinds(self) -> dict[Kind, int]:
        """How many items of each kind that is there."""
        counts = Counter(a.item.kind for a in self.items)
        return {kind: counts[kind] for kind in KINDS if counts[kind]}

    def steps(self) -> tuple[tuple[Asked, ...], ...]:
        """The items by difficulty, in ``STEPS`` equal steps, by kind within a step; those without one are left out."""
        out: list[list[Asked]] = [[] for _ in range(STEPS)]
        for asked in self.items:
            if asked.item.difficulty is not None:
                out[step(asked.item.difficulty)].append(asked)
        return tuple(tuple(sorted(found, key=lambda a: KINDS.index(a.item.kind))) for found in out)

    def record(self) -> dict[str, Any]:
        """As ``quizgen report --json`` prints it."""
        asked, every = self.sentences
        mean = self.difficulty
        return {
            "deck": self.deck.title,
            "path": self.deck.path,
            "source": self.deck.source.path,
            "characters": len(self.document.text),
            "items": len(self.items),
            "kinds": self.kinds(),
            "difficulty": {
                "mean": None if mean is None else round(mean, 2),
                "steps": [len(found) for found in self.steps()],
            },
            "sentences": {"all": every, "asked": asked},
            "sections": [
                {
                    "section": list(p.path),
                    "line": self.document.locate(p.span.start).line,
                    "characters": p.span.end - p.span.start,
                    "sentences": {"all": len(p.asked), "asked": sum(p.asked)},
                    "items": [a.item.id for a in p.items],
                }
                for p in self.parts
            ],
            "bare": [list(p.path) for p in self.bare],
            "lost": [a.item.id for a in self.lost],
            "out_of_use": self.out_of_use,
            "dropped": dict(self.dropped),
        }


def step(difficulty: float) -> int:
    """The step of a difficulty, from 0 to ``STEPS`` - 1."""
    return min(STEPS - 1, max(0, int(difficulty * STEPS + 1e-9)))


def cover(
    deck: Deck, document: Document, placed: Iterable[Asked], *, dropped: Sequence[tuple[str, int]] = ()
) -> Covered:
    """Items in their places. placed: every item of the deck; those out of use are counted and left out."""
    every = list(placed)
    used = [a for a in every if a.item.status in ("new", "kept")]
    used.sort(key=lambda a: (not a.found, a.answers[0] if a.answers else NOWHERE, KINDS.index(a.item.kind)))
    return Covered(
        deck=deck,
        document=document,
        items=tuple(used),
        parts=tuple(_parts(document, [a for a in used if a.found])),
        dropped=tuple(dropped),
        out_of_use=len(every) - len(used),
    )


def _parts(document: Document, asked: Sequence[Asked]) -> Iterator[Part]:
    tree = sections(document)
    starts = [s.span.start for s in tree]
    sentences = [s.span for s in Reading(document).asked_sentences]
    at = [s.start for s in sentences]
    hit = [False] * len(sentences)
    homes: list[list[Asked]] = [[] for _ in tree]
    for each in asked:
        homes[max(0, bisect_right(starts, each.answers[0].start) - 1)].append(each)
        for span in each.answers:
            i = max(0, bisect_right(at, span.start) - 1)
            while i < len(sentences) and sentences[i].start < span.end:
                hit[i] = hit[i] or sentences[i].end > span.start
                i += 1
    ends = [*starts[1:], len(document.text)]
    for section, end, items in zip(tree, ends, homes, strict=True):
        span = Span(section.span.start, max(section.span.start, end))
        low, high = bisect_right(at, span.start - 1), bisect_right(at, span.end - 1)
        if section.heading is None and low == high and not items:
            continue
        yield Part(
            path=section.path,
            level=section.level,
            span=span,
            sentences=tuple(sentences[low:high]),
            asked=tuple(hit[low:high]),
            items=tuple(items),
        )
