"""Drawing items for the sections of a blueprint: decided by the seed, spread over the material, no siblings or enemies.

Each item has a lot that comes of the seed and its id alone, so that a new item in a deck does not shuffle the others; worth
weighs the lots. A section takes the item that keeps shares and spread best. Where a section finds nothing free, an item that
stands in the way is moved out if its own section finds another for it (augmenting paths, so that siblings alone never cost
an item); where enemies still stand in the way, it is tried again from other lots.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizgen.model import SectionSpec, Share
from quizgen.paper.enemies import Conflicts
from quizgen.paper.stock import Entry, belongs

TRIES = 12
_SWAPS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Indices of entries, for each section in the order in which they were drawn; how many are missing in each; how far
    each share is off (positive: so many items too few)."""

    picks: tuple[tuple[int, ...], ...]
    missing: tuple[int, ...]
    off: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        return not any(self.missing) and not any(self.off)


def draw(
    entries: Sequence[Entry],
    conflicts: Conflicts,
    sections: Sequence[SectionSpec],
    *,
    seed: str,
    shares: Sequence[Share] = (),
    fixed: Sequence[tuple[int, int]] = (),
) -> Drawn:
    """The best draw found: sections filled first, then shares kept. ``fixed``: (section, entry) pairs that must be in it,
    none in conflict with another. The last try has lots without the seed: counts found that way once are found again."""
    best: Drawn | None = None
    for n in range(TRIES + 1):
        salt = f"{seed}\0{n}" if n < TRIES else ""
        hand = _Hand(entries, conflicts, sections, salt, shares, fixed)
        found = hand.play()
        if best is None or (sum(found.missing), sum(map(abs, found.off))) < (sum(best.missing), sum(map(abs, best.off))):
            best = found
        if best.whole:
            break
    assert best is not None
    return best


def draw_plainly(entries: Sequence[Entry], conflicts: Conflicts, sections: Sequence[SectionSpec]) -> Drawn:
    """The draw without a seed, which ``draw`` falls back to."""
    return _Hand(entries, conflicts, sections, "", (), ()).play()


def lot(salt: str, item_id: str, worth: float) -> float:
    """A number from 0 to 1, the higher the better; worth lifts it (Efraimidis and Spirakis, weighted sampling)."""
    digest = hashlib.blake2b(f"{salt}\0{item_id}".encode(), digest_size=8).digest()
    u = (int.from_bytes(digest, "big") + 0.5) / 2**64
    return float(u ** (1 / (1 + min(max(worth, 0.0), 20.0) / 5)))


def targets(shares: Sequence[Share], total: int) -> list[int]:
    """How many items each share is: rounded, and where the shares of one sort make a whole, so that they sum up."""
    out = [0] * len(shares)
    for by in dict.fromkeys(s.by for s in shares):
        those = [i for i, s in enumerate(shares) if s.by == by]
        exact = {i: shares[i].share * total for i in those}
        whole = round(sum(exact.values()))
        for i in those:
            out[i] = math.floor(exact[i] + 1e-9)
        rest = sorted(those, key=lambda i: (out[i] - exact[i], i))
        for i in rest[: max(0, whole - sum(out[i] for i in those))]:
            out[i] += 1
    return out


@dataclass(slots=True)
class _Hand:
    """One try."""

    entries: Sequence[Entry]
    conflicts: Conflicts
    sections: Sequence[SectionSpec]
    salt: str
    shares: Sequence[Share]
    fixed: Sequence[tuple[int, int]]
    where: dict[int, int] = field(default_factory=dict)  # entry → section, of those drawn
    parts: Counter[str] = field(default_factory=Counter)
    held: frozenset[int] = frozenset()
    lots: list[float] = field(default_factory=list)
    able: list[list[int]] = field(default_factory=list)  # entries that each section may take, best lot first
    weight: Counter[str] = field(default_factory=Counter)
    goal: list[int] = field(default_factory=list)
    have: list[int] = field(default_factory=list)
    member: list[tuple[int, ...]] = field(default_factory=list)  # shares that each entry belongs to
    barred: list[int] = field(default_factory=list)  # how many of those drawn each entry must not meet

    def play(self) -> Drawn:
        self.lots = [lot(self.salt, e.item.id, e.item.worth) for e in self.entries]
        order = sorted(range(len(self.entries)), key=lambda i: (-self.lots[i], i))
        for spec in self.sections:
            self.able.append([i for i in order if belongs(self.entries[i], spec)])
        self.weight = Counter(e.part for e in self.entries)
        self.goal = targets(self.shares, sum(s.count for s in self.sections))
        self.have = [0] * len(self.shares)
        self.member = [
            tuple(j for j, share in enumerate(self.shares) if e.in_share(share)) if self.shares else ()
            for e in self.entries
        ]
        self.barred = [0] * len(self.entries)
        self.held = frozenset(i for _, i in self.fixed)
        for section, i in self.fixed:
            self.take(i, section)
        for s, spec in enumerate(self.sections):
            while self.count(s) < spec.count and self.place(s, set(), 0):
                pass
        if self.shares:
            self.mend()
        picks: list[list[int]] = [[] for _ in self.sections]
        for i, s in self.where.items():
            picks[s].append(i)
        return Drawn(
            picks=tuple(map(tuple, picks)),
            missing=tuple(spec.count - len(p) for spec, p in zip(self.sections, picks, strict=True)),
            off=tuple(g - h for g, h in zip(self.goal, self.have, strict=True)),
        )

    def count(self, section: int) -> int:
        return sum(1 for s in self.where.values() if s == section)

    def take(self, i: int, section: int) -> None:
        self.where[i] = section
        for j in self.conflicts.hard[i]:
            self.barred[j] += 1
        self.parts[self.entries[i].part] += 1
        for j in self.member[i]:
            self.have[j] += 1

    def leave(self, i: int) -> None:
        del self.where[i]
        for j in self.conflicts.hard[i]:
            self.barred[j] -= 1
        self.parts[self.entries[i].part] -= 1
        for j in self.member[i]:
            self.have[j] -= 1

    def place(self, section: int, seen: set[int], depth: int) -> bool:
        """Take one more item into a section, moving others out of the way if need be. False: nothing has changed."""
        blocked: list[int] = []
        best, least = -1, (math.inf, math.inf)
        same = Counter(self.entries[i].item.key for i, s in self.where.items() if s == section)
        for i in self.able[section]:
            if i in self.where or i in seen:
                continue
            if not self.barred[i]:
                cost = self.cost(i, same)
                if cost < least:
                    best, least = i, cost
            else:
                blocked.append(i)
        if best >= 0:
            self.take(best, section)
            return True
        if depth >= 12:
            return False
        for i in blocked:
            if i in seen or self.barred[i] != 1:
                continue
            way = [j for j in self.where if j in self.conflicts.hard[i]]
            if way[0] in self.held:
                continue
            seen.add(i)
            other, home = way[0], self.where[way[0]]
            seen.add(other)
            self.leave(other)
            self.take(i, section)
            if self.place(home, seen, depth + 1):
                return True
            self.leave(i)
            self.take(other, home)
        return False

    def cost(self, i: int, same: Counter[tuple[str, ...]]) -> tuple[float, float]:
        """What taking an item costs: shares that overflow, or are hungry and not fed; then crowding, echoes and (for
        true/false) one answer too often; the lot decides among equals."""
        share = 0.0
        if self.shares:
            share = sum(1.0 for j in self.member[i] if self.have[j] >= self.goal[j])
            share -= sum(1.0 for j in self.member[i] if self.have[j] < self.goal[j])
        entry = self.entries[i]
        crowd = (self.parts[entry.part] + 1) / self.weight[entry.part] * 10
        crowd += 0.5 * sum(1 for j in self.conflicts.echoes[i] if j in self.where)
        if entry.item.kind == "truefalse":
            crowd += same[entry.item.key]
        return share, crowd - self.lots[i]

    def mend(self) -> None:
        """Swap items until the shares are right or no swap helps."""
        for _ in range(_SWAPS):
            if self.have == self.goal:
                return
            if not self.swap():
                return

    def swap(self) -> bool:
        now = sum(abs(g - h) for g, h in zip(self.goal, self.have, strict=True))
        for out in [i for i in self.where if i not in self.held]:
            section = self.where[out]
            self.leave(out)
            for i in self.able[section]:
                if i == out or i in self.where or self.barred[i]:
                    continue
                self.take(i, section)
                if sum(abs(g - h) for g, h in zip(self.goal, self.have, strict=True)) < now:
                    return True
                self.leave(i)
            self.take(out, section)
        return False
