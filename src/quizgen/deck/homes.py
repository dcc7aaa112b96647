"""Where the sentences of the old text stand in the new text of a source.

The old text is not kept, but the deck has a code for each of its sentences, in order (``Deck.sentences``), and each
item the code of its own (``Item.context``). A sentence that stands unchanged is found by its code; where it stands
more often, or less often, than before, its neighbours tell which is which. One that was edited, split or joined is
found among the sentences that are new, by the three-character pieces it shares with them and by the gap that its
neighbours leave. A sentence that was there before is never taken for an edited one, however alike. Work grows with the
text, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quizgen.deck.text import NormalText

CLOSE = 0.5
"""A new sentence this like the old one (difflib's ratio of the normal forms), in its place, may be the old one edited.
See docs/identity.md for how the figures were measured."""
FAR = 0.8
"""The same for a new sentence in another place than the neighbours of the old one say."""
DOUBT = 0.1
PART = 0.75
"""The share of pieces of the shorter one that stand in the longer one, for it to be a part that was split off."""
_NEAR = 8
_COMMON = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The sentence of an item: its code, which of the sentences with this code it is, the quote in normal form (its
    text, more or less), and its old line."""

    code: str
    nth: int
    quote: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A sentence in which an item may stand: a range of NormalText.norm. ``exact``: it stands there unchanged; else
    ``alike`` says how like the old sentence is to it, or to a part of it."""

    at: int
    end: int
    exact: bool
    alike: float = 1.0


class Homes:
    """The old sentences of a deck against a new text. ``codes``: those of the old text, in order; where they are lost,
    those of the items serve."""

    def __init__(self, asked: Sequence[Asked], codes: Sequence[str], text: NormalText) -> None:
        self.text = text
        self.asked = asked
        if not codes:
            lines = sorted((a for a in asked if a.code), key=lambda a: a.line)
            codes = list(dict.fromkeys(a.code for a in lines))
        self.old = list(codes)
        self.new = [(s, code) for s, code in enumerate(text.codes) if code]
        self.pairs = pair(self.old, [code for _, code in self.new])
        self.paired = sorted(self.pairs)
        taken = set(self.pairs.values())
        self.free = [s for j, (s, _) in enumerate(self.new) if j not in taken]
        self.place = {s: j for j, (s, _) in enumerate(self.new)}

    def find(self) -> list[tuple[Home, ...]]:
        """For each of ``asked`` where it may stand, best first. Several: it was split, or which of equal sentences it
        was could not be told, and what stands around the tested words must decide. None: it is gone."""
        where: dict[str, list[int]] = defaultdict(list)
        for i, code in enumerate(self.old):
            where[code].append(i)
        found: list[tuple[Home, ...]] = []
        lost: list[tuple[int, int]] = []  # (index in asked, index in old or -1)
        for n, each in enumerate(self.asked):
            places = where.get(each.code, []) if each.code else []
            if each.nth < len(places):
                places = [places[each.nth]]
            homes = tuple(self._home(self.new[self.pairs[i]][0], True) for i in places if i in self.pairs)
            found.append(homes)
            if not homes:
                lost.append((n, places[0] if len(places) == 1 else -1))
        if lost:
            for n, homes in self._edited(lost).items():
                found[n] = homes
        return found

    def _home(self, sentence: int, exact: bool, alike: float = 1.0) -> Home:
        at = self.text.starts[sentence]
        return Home(at=at, end=at + len(self.text.norms[sentence]), exact=exact, alike=alike)

    def _edited(self, lost: Sequence[tuple[int, int]]) -> dict[int, tuple[Home, ...]]:
        wanted: dict[str, list[str]] = defaultdict(list)
        quotes = dict.fromkeys(self.asked[n].quote for n, _ in lost)
        sizes: dict[str, int] = {}
        for quote in quotes:
            if quote:
                pieces = _pieces(quote)
                sizes[quote] = len(pieces)
                for piece in pieces:
                    wanted[piece].append(quote)
        votes: dict[str, Counter[int]] = defaultdict(Counter)
        counts: dict[int, int] = {}
        for s in self.free:
            pieces = _pieces(self.text.norms[s])
            counts[s] = len(pieces)
            for piece in sorted(pieces & wanted.keys()):
                if len(wanted[piece]) <= _COMMON:
                    for quote in wanted[piece]:
                        votes[quote][s] += 1
        out: dict[int, tuple[Home, ...]] = {}
        for n, i in lost:
            quote = self.asked[n].quote
            if quote:
                out[n] = self._choose(quote, i, votes[quote], sizes[quote], counts)
            elif i >= 0:  # a deleted item: of its sentence only the code is left
                out[n] = tuple(self._home(s, False) for s in self._gap(i))
        return out

    def _choose(
        self, quote: str, i: int, votes: Counter[int], size: int, counts: dict[int, int]
    ) -> tuple[Home, ...]:
        scored: list[tuple[bool, float, int, float]] = []
        elsewhere = 0.0
        likely = [s for s, _ in sorted(votes.items(), key=lambda sn: (-sn[1], sn[0]))[:16]]
        for s in dict.fromkeys((*likely, *self._gap(i))):
            norm, n = self.text.norms[s], votes[s]
            near = i >= 0 and self._in_gap(i, s)
            ratio = _ratio(quote, norm)
            part = (n >= PART * min(size, counts[s]) and min(len(norm), len(quote)) >= 6) or norm in quote or quote in norm
            if ratio >= (CLOSE if near else FAR) or (part and near):
                scored.append((not near, -ratio, s, 1.0 if part else ratio))
            elif not near:
                elsewhere = max(elsewhere, ratio)
        # A sentence elsewhere that is much more like it, though not enough to be taken for it, makes those here doubtful.
        scored = [each for each in scored if each[3] >= elsewhere - DOUBT]
        # Near ones first; the best of them leads, and the parts of a split sentence follow.
        scored.sort()
        kept = [each for each in scored if not each[0]] or scored
        return tuple(self._home(s, False, alike) for _, _, s, alike in kept)

    def _gap(self, i: int) -> list[int]:
        """The new sentences where an old one was, if they are not too many to look at each."""
        if i < 0:
            return []
        k = bisect_left(self.paired, i)
        before = self.pairs[self.paired[k - 1]] if k else -1
        a = bisect_left(self.free, self.new[before + 1][0]) if before + 1 < len(self.new) else len(self.free)
        out: list[int] = []
        for s in self.free[a : a + 2 * _NEAR]:
            if not self._in_gap(i, s):
                break
            out.append(s)
        return out

    def _in_gap(self, i: int, sentence: int) -> bool:
        """True if a sentence stands where the neighbours of an old one, before and after it, leave room."""
        k = bisect_left(self.paired, i)
        before = self.pairs[self.paired[k - 1]] if k else -1
        after = self.pairs[self.paired[k]] if k < len(self.paired) else len(self.new)
        j = self.place[sentence]
        if before < after:
            return before < j < after
        return before < j <= before + _NEAR or after - _NEAR <= j < after


def pair(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old sentences to the same ones in the new text: those that stand once in both, then equal ones beside them,
    then equal ones in the gap that is left, where only one fits."""
    old_at: dict[str, list[int]] = defaultdict(list)
    new_at: dict[str, list[int]] = defaultdict(list)
    for i, code in enumerate(old):
        old_at[code].append(i)
    for j, code in enumerate(new):
        new_at[code].append(j)
    pairs = {at[0]: new_at[code][0] for code, at in old_at.items() if len(at) == 1 == len(new_at.get(code, ()))}
    taken = set(pairs.values())

    def grow(step: int) -> None:
        for i in sorted(pairs, reverse=step < 0):
            j = pairs[i]
            while True:
                i, j = i + step, j + step
                if not (0 <= i < len(old) and 0 <= j < len(new)) or i in pairs or j in taken or old[i] != new[j]:
                    break
                pairs[i] = j
                taken.add(j)

    grow(1)
    grow(-1)
    known = sorted(pairs)
    for code, all_old in old_at.items():
        left = [i for i in all_old if i not in pairs]
        there = [j for j in new_at.get(code, ()) if j not in taken]
        if not left or not there:
            continue
        if len(left) == len(there):
            chosen = dict(zip(left, there, strict=True))
        else:
            fits = {i: [j for j in there if _between(known, pairs, i, j)] for i in left}
            claims = Counter(j for options in fits.values() for j in options)
            chosen = {i: o[0] for i, o in fits.items() if len(o) == 1 and claims[o[0]] == 1}
        pairs |= chosen
        taken |= set(chosen.values())
    return pairs


def _between(known: Sequence[int], pairs: dict[int, int], i: int, j: int) -> bool:
    k = bisect_left(known, i)
    before = pairs[known[k - 1]] if k else -1
    after = pairs[known[k]] if k < len(known) else 1 << 60
    return before < j < after


def _pieces(text: str) -> set[str]:
    size = 3 if len(text) >= 6 else 2
    return {text[k : k + size] for k in range(len(text) - size + 1)} or {text}


def _ratio(a: str, b: str) -> float:
    if 2 * min(len(a), len(b)) < CLOSE * (len(a) + len(b)):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= CLOSE else 0.0
