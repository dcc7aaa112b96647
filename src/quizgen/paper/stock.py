"""What there is to draw from: the items of the decks that can be printed, and what a blueprint may ask of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic
from quizgen.model import BLANK, CHOICE, Deck, Item, SectionSpec, Share

_RANGE = re.compile(r"\s*(0|1|0?\.\d+|1\.0+|0\.0+)\s*(?:-|–|—|~|～|至|\.\.)\s*(0|1|0?\.\d+|1\.0+|0\.0+)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item with the deck it stands in. ``part`` names the section of the source it comes from, for the spread."""

    item: Item
    deck: Deck
    part: str

    def in_share(self, share: Share) -> bool:
        """True for an item that counts for a share."""
        match share.by:
            case "source":
                return from_source(self, share.value)
            case "section":
                return from_part(self, share.value)
            case "tag":
                return share.value in (*self.item.tags, *self.deck.tags)
            case "difficulty":
                low_high = difficulty_range(share.value)
                return low_high is not None and within(self.item.difficulty, low_high)


def from_source(entry: Entry, name: str) -> bool:
    """The deck's title, or its source's path or file name with or without ending."""
    path = entry.deck.source.path
    file = path.rpartition("/")[2]
    return name in (entry.deck.title, path, file, file.rpartition(".")[0] or file)


def from_part(entry: Entry, name: str) -> bool:
    """A title of the item's section path, or how one begins (第一章, 二、)."""
    return any(title.startswith(name) for title in (*entry.item.provenance.section, entry.item.provenance.article) if title)


def difficulty_range(text: str) -> tuple[float, float] | None:
    """``0.3-0.7`` as two numbers; None for another text."""
    found = _RANGE.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def within(difficulty: float | None, low_high: tuple[float, float]) -> bool:
    """True for a known difficulty in a range. The upper end belongs to it only at 1, so that ranges can be put side by
    side."""
    low, high = low_high
    return difficulty is not None and low <= difficulty and (difficulty < high or (high >= 1 and difficulty <= high))


def belongs(entry: Entry, spec: SectionSpec) -> bool:
    """True if a section of the blueprint may take an item."""
    if entry.item.kind != spec.kind:
        return False
    if spec.sources and not any(from_source(entry, name) for name in spec.sources):
        return False
    if spec.parts and not any(from_part(entry, name) for name in spec.parts):
        return False
    if spec.tags and not any(tag in (*entry.item.tags, *entry.deck.tags) for tag in spec.tags):
        return False
    return spec.difficulty is None or within(entry.item.difficulty, spec.difficulty)


def unprintable(item: Item) -> str:
    """Why an item cannot be printed, "" if it can."""
    options = item.options
    match item.kind:
        case "single":
            if len(item.key) != 1 or len(options) < 2:
                return "a single-choice item needs one key and at least one distractor"
        case "multiple":
            if not item.key or len(options) < 3:
                return "a multiple-choice item needs at least three options"
        case "truefalse":
            if len(item.key) != 1 or item.key[0] not in ("对", "错"):
                return "the key of a true/false item is 对 or 错"
        case "ordering":
            if len(item.key) < 2:
                return "an ordering item needs at least two members"
        case "cloze":
            if item.stem.count(BLANK) != 1 or len(item.key) != 1:
                return f"a cloze item needs one blank ({BLANK}) and one key"
        case "recall":
            if not item.key:
                return "the item has no key"
    if item.kind in ("single", "multiple") and item.stem.count(CHOICE) > 1:
        return f"a choice item has one {CHOICE}"
    if not item.stem.strip() or not all(t.strip() for t in options):
        return "a text of it is empty"
    if item.kind in ("single", "multiple", "ordering") and len(set(options)) < len(options):
        return "two of its options are the same"
    if len(options) > 26:
        return "it has more options than there are letters"
    return ""


def stock(decks: Sequence[Deck]) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """What can be drawn, in order of the decks: not dropped or retired, not in conflict with its source, printable. What
    is left out because of its form comes back as warnings."""
    entries: list[Entry] = []
    found: list[Diagnostic] = []
    for d, deck in enumerate(decks):
        for item in deck.items:
            if item.status in ("dropped", "retired") or item.conflict:
                continue
            if why := unprintable(item):
                found.append(
                    Diagnostic(
                        name="left-out", severity="warning", message=f"item {item.id} is left out of papers: {why}", path=deck.path
                    )
                )
                continue
            section = item.provenance.section[:2]
            entries.append(Entry(item=item, deck=deck, part="\0".join((str(d), *section))))
    return tuple(entries), tuple(found)
