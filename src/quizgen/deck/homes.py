"""Where the sentences that a deck quotes stand in the new text of its source.

The old text is not kept; the deck's own quotes are what is left of it. A quote that stands unchanged is found at once;
one that was edited, split or joined is found by the three-character pieces that it shares with sentences of the new
text, in the gap that its neighbours leave. Work grows with the text, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quizgen.deck.text import NormalText

CLOSE = 0.6
"""A sentence this like the quote (difflib's ratio of the normal forms) may be the quote, edited. See docs/identity.md
for how the figure was measured."""
FAR = 0.85
"""The same for a sentence that stands elsewhere than the neighbours of the quote say."""
PART = 0.75
"""The share of a sentence's pieces that stand in the quote, for the sentence to be a part of it (or the other way)."""
_NEAR = 8
_COMMON = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One place where a quote may stand: a range of NormalText.norm. ``exact``: it stands there unchanged."""

    at: int
    end: int
    exact: bool


@dataclass(slots=True, kw_only=True)
class _Unit:
    quote: str
    line: int
    homes: list[Home]
    sentence: int = -1  # where it is anchored, -1 if it is not


def find_homes(quotes: Sequence[tuple[str, int]], text: NormalText) -> list[tuple[Home, ...]]:
    """For each quote (in normal form, with its old line) the places where it may stand, best first.

    Several: it was split, or its place could not be told and what stands around the tested words must decide. None:
    it is gone.
    """
    units: dict[tuple[str, int], _Unit] = {}
    for quote, line in quotes:
        if quote:
            units.setdefault((quote, line), _Unit(quote=quote, line=line, homes=[]))
    ordered = sorted(units.values(), key=lambda u: u.line)  # stable: equal lines keep the deck's order
    claimed = _exact(ordered, text)
    lost = [i for i, u in enumerate(ordered) if not u.homes]
    if lost:
        _fuzzy(ordered, lost, claimed, text)
    return [tuple(units[key].homes) if key[0] else () for key in quotes]


def _exact(ordered: Sequence[_Unit], text: NormalText) -> set[int]:
    """Anchors every quote that stands unchanged; returns the sentences that are spoken for."""
    whole: dict[str, list[int]] = defaultdict(list)
    heads: dict[str, list[int]] = defaultdict(list)
    for i, norm in enumerate(text.norms):
        if norm:
            whole[norm].append(i)
            heads[norm[:6]].append(i)
    groups: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(ordered):
        groups[unit.quote].append(i)
    claimed: set[int] = set()
    undecided: list[tuple[list[int], list[int]]] = []
    for quote, members in groups.items():
        places = whole.get(quote) or sorted(
            i
            for head in dict.fromkeys(quote[:k] for k in range(1, 7))
            for i in heads.get(head, ())
            if text.norm.startswith(quote, text.starts[i])
        )
        if not places:
            inside = text.occurrences(quote, 0, len(text.norm), most=2) if len(quote) >= 8 else []
            if len(inside) == 1 and len(members) == 1:  # the sentence was joined to another one
                _anchor(ordered[members[0]], text.sentence_of(inside[0]), text, at=inside[0])
                claimed.update(_covered(ordered[members[0]], text))
            continue
        if len(places) == len(members):
            for i, place in zip(members, places, strict=True):
                _anchor(ordered[i], place, text)
        else:
            undecided.append((members, places))
        for place in places:
            claimed.update(range(place, text.sentence_of(text.starts[place] + len(quote) - 1) + 1))
    for members, places in undecided:
        _decide(ordered, members, places, text)
    return claimed


def _covered(unit: _Unit, text: NormalText) -> range:
    home = unit.homes[0]
    return range(text.sentence_of(home.at), text.sentence_of(home.end - 1) + 1)


def _anchor(unit: _Unit, sentence: int, text: NormalText, *, at: int = -1) -> None:
    at = text.starts[sentence] if at < 0 else at
    unit.sentence = sentence
    unit.homes = [Home(at=at, end=at + len(unit.quote), exact=True)]


def _decide(ordered: Sequence[_Unit], members: Sequence[int], places: Sequence[int], text: NormalText) -> None:
    """A sentence that stands more often, or less often, than before: its neighbours tell which is which."""
    fits = {i: [p for p in places if _in_gap(ordered, i, p)] for i in members}
    wanted = Counter(p for options in fits.values() for p in options)
    for i in members:
        sure = [p for p in fits[i] if wanted[p] == 1]
        unit = ordered[i]
        if len(fits[i]) == 1 and sure:
            _anchor(unit, sure[0], text)
        else:
            options = fits[i] or list(places)
            unit.homes = [Home(at=text.starts[p], end=text.starts[p] + len(unit.quote), exact=True) for p in options]


def _in_gap(ordered: Sequence[_Unit], i: int, sentence: int) -> bool:
    """True if a sentence stands where the neighbours of a unit, before and after it in the old text, leave room."""
    before = next((u.sentence for u in reversed(ordered[max(0, i - _COMMON) : i]) if u.sentence >= 0), -1)
    after = next((u.sentence for u in ordered[i + 1 : i + 1 + _COMMON] if u.sentence >= 0), 1 << 60)
    if before < after:
        return before <= sentence <= after
    return before <= sentence <= before + _NEAR or after - _NEAR <= sentence <= after


def _pieces(text: str) -> set[str]:
    size = 3 if len(text) >= 6 else 2
    return {text[k : k + size] for k in range(len(text) - size + 1)} or {text}


def _fuzzy(ordered: Sequence[_Unit], lost: Sequence[int], claimed: set[int], text: NormalText) -> None:
    wanted: dict[str, list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for i in lost:
        pieces = _pieces(ordered[i].quote)
        sizes[i] = len(pieces)
        for piece in pieces:
            wanted[piece].append(i)
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    counts: dict[int, int] = {}
    for s, norm in enumerate(text.norms):
        if not norm:
            continue
        pieces = _pieces(norm)
        counts[s] = len(pieces)
        for piece in pieces:
            who = wanted.get(piece)
            if who is not None and len(who) <= _COMMON:
                for i in who:
                    votes[i][s] += 1
    for i in lost:
        _choose(ordered, i, votes[i], sizes[i], counts, claimed, text)


def _choose(
    ordered: Sequence[_Unit],
    i: int,
    votes: Counter[int],
    size: int,
    counts: dict[int, int],
    claimed: set[int],
    text: NormalText,
) -> None:
    unit = ordered[i]
    scored: list[tuple[bool, float, int]] = []
    for s, n in sorted(votes.items(), key=lambda sn: (-sn[1], sn[0]))[:24]:
        norm = text.norms[s]
        if s in claimed and not (n >= 0.9 * counts[s] and len(norm) < len(unit.quote)):
            continue  # another quote stands there unchanged; only a quote of several sentences may share one
        near = _in_gap(ordered, i, s)
        ratio = _ratio(unit.quote, norm)
        part = n >= PART * min(size, counts[s]) and min(len(norm), len(unit.quote)) >= 6
        if ratio >= (CLOSE if near else FAR) or (part and near):
            scored.append((not near, -ratio, s))
    # Near ones first; the best of them leads, and the parts of a split quote follow.
    scored.sort()
    kept = [s for far, _, s in scored if not far] or [s for _, _, s in scored]
    unit.homes = [Home(at=text.starts[s], end=text.starts[s] + len(text.norms[s]), exact=False) for s in kept]


def _ratio(a: str, b: str) -> float:
    if 2 * min(len(a), len(b)) < 0.9 * CLOSE * (len(a) + len(b)):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE else 0.0
