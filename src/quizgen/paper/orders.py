"""Orders: which option is printed where, and in which order each version has its items.

Keys of single-choice items are spread evenly over the letters and never stand alike more than three times in a row;
nor do true and false. All of it is decided by the random generator that is passed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from random import Random
from typing import TypeVar

from quizgen.model import LETTERS, Kind, PaperItem

RUN = 3
"""So many keys may be alike in a row."""
_TRIES = 200
H = TypeVar("H", bound=Hashable)


def longest_run(values: Sequence[Hashable]) -> int:
    """The length of the longest row of equal values."""
    best = run = 0
    for i, value in enumerate(values):
        run = run + 1 if i and value == values[i - 1] else 1
        best = max(best, run)
    return best


def without_runs(values: Sequence[H], rng: Random, *, of: Sequence[Hashable] | None = None) -> list[H]:
    """Values in random order, with no more than RUN alike in a row where that can be. ``of``: what must not be alike,
    one for each value (the values themselves)."""
    alike = list(of if of is not None else values)
    order = list(range(len(values)))
    for _ in range(_TRIES):
        rng.shuffle(order)
        if longest_run([alike[i] for i in order]) <= RUN:
            break
    else:
        order = _dealt(alike, rng)
    return [values[i] for i in order]


def _dealt(alike: Sequence[Hashable], rng: Random) -> list[int]:
    """An order dealt out of the largest heap first; rows of more than RUN stay only where nothing else is left."""
    heaps: dict[Hashable, list[int]] = {}
    for i in rng.sample(range(len(alike)), len(alike)):
        heaps.setdefault(alike[i], []).append(i)
    out: list[int] = []
    while any(heaps.values()):
        tail = [alike[i] for i in out[-RUN:]]
        stuck = tail[0] if len(tail) == RUN and len(set(tail)) == 1 else None
        free = [v for v, heap in heaps.items() if heap and v != stuck] or [v for v, heap in heaps.items() if heap]
        largest = max(len(heaps[v]) for v in free)
        value = rng.choice([v for v in free if len(heaps[v]) == largest])
        out.append(heaps[value].pop())
    return out


def order_items(kind: Kind, items: Sequence[PaperItem], rng: Random) -> list[int]:
    """The places of items in a new order; true and false stand mixed."""
    places = list(range(len(items)))
    if kind == "truefalse":
        return without_runs(places, rng, of=[item.key for item in items])
    rng.shuffle(places)
    return places


def order_options(kind: Kind, items: Sequence[PaperItem], rng: Random) -> list[tuple[int, ...]]:
    """For each item, in printed order, the places of its options in a new order. Options stand apart from keys here:
    ``item.options`` may be in any order."""
    match kind:
        case "single":
            return _single(items, rng)
        case "multiple":
            return _multiple(items, rng)
        case _:
            return [_shuffled(item, rng) for item in items]


def _shuffled(item: PaperItem, rng: Random) -> tuple[int, ...]:
    places = list(range(len(item.options)))
    right = tuple(item.options.index(k) for k in item.key) if item.options else ()
    for _ in range(20):
        rng.shuffle(places)
        if tuple(places) != right:  # an ordering item that is printed in order asks nothing
            break
    return tuple(places)


def _single(items: Sequence[PaperItem], rng: Random) -> list[tuple[int, ...]]:
    sizes = [len(item.options) for item in items]
    at = _positions(sizes, rng)
    out = []
    for item, place in zip(items, at, strict=True):
        key = item.options.index(item.key[0])
        others = [i for i in range(len(item.options)) if i != key]
        rng.shuffle(others)
        others.insert(place, key)
        out.append(tuple(others))
    return out


def _positions(sizes: Sequence[int], rng: Random) -> list[int]:
    """Where each key stands: among items with as many options, each letter as often as the others, so that no letter is
    the better guess; and not more than RUN alike in a row."""
    best: list[int] = []
    for _ in range(_TRIES):
        out = [0] * len(sizes)
        for size in sorted(set(sizes)):
            those = [i for i, s in enumerate(sizes) if s == size]
            letters = list(range(size)) * (len(those) // size) + rng.sample(range(size), len(those) % size)
            rng.shuffle(letters)
            for i, letter in zip(those, letters, strict=True):
                out[i] = letter
        if not best or longest_run(out) < longest_run(best):
            best = out
        if longest_run(best) <= RUN:
            break
    return best


def _multiple(items: Sequence[PaperItem], rng: Random) -> list[tuple[int, ...]]:
    """Each letter is right about as often as the others, and the same answer does not come up all the time."""
    used: Counter[int] = Counter()
    said: Counter[tuple[int, ...]] = Counter()
    out = []
    for item in items:
        keys = {item.options.index(k) for k in item.key}
        tries = []
        for _ in range(12):
            places = list(range(len(item.options)))
            rng.shuffle(places)
            right = tuple(i for i, p in enumerate(places) if p in keys)
            tries.append((said[right] + sum(used[p] for p in right) / (2 * len(items)), right, places))
        cost = min(t[0] for t in tries)
        _, right, places = next(t for t in tries if t[0] == cost)
        said[right] += 1
        used.update(right)
        out.append(tuple(places))
    return out


def ways(kind: Kind, items: Sequence[PaperItem]) -> int:
    """In how many ways a section can be printed, as far as versions need it (it stops counting at 100,000)."""
    total = 1
    for n in [len(items), *(len(item.options) for item in items)]:
        for k in range(2, n + 1):
            total *= k
            if total > 100_000:
                return total
    return total


def letters_of(order: Sequence[int]) -> str:
    """An order of options as letters of version A (BADC: what is B there comes first)."""
    return "".join(LETTERS[i] for i in order)
