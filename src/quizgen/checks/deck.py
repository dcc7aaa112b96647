"""Checks over a set of items: what no single item shows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.checks._base import bare, pieces, visible
from quizgen.diagnostics import Severity
from quizgen.model import TRUE, Item

Found = Iterator[tuple[tuple[int, ...], str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckCheck:
    """One flaw that a set of items can have. ``find`` gives, for each case, the places of the items concerned in the
    sequence (none: the set as a whole) and the message. Severities as in ``Check``."""

    name: str
    severity: Severity
    find: Callable[[Sequence[Item]], Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckFlaw:
    """A finding. ``items`` are places in the sequence that was checked, ascending; empty for the whole set."""

    name: str
    severity: Severity
    message: str
    items: tuple[int, ...] = ()


def _live(items: Sequence[Item]) -> list[tuple[int, Item]]:
    return [(i, item) for i, item in enumerate(items) if item.status not in ("dropped", "retired")]


def duplicate(items: Sequence[Item]) -> Found:
    """Finds: items of one kind with the same stem and the same keys; marks and blanks do not count.

    Why: one of them is wasted, and a paper may hold both.
    Example: the same cloze twice
    Repair: remove one.
    """
    groups: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
    for i, item in _live(items):
        groups[item.kind, bare(item.stem), tuple(bare(k) for k in item.key)].append(i)
    for at in groups.values():
        if len(at) > 1:
            yield tuple(at), f"{len(at)} items ask the same: “{_short(items[at[0]].stem)}”"


def tested_twice(items: Sequence[Item]) -> Found:
    """Finds: items of one kind that test the same words of the same fact with another stem.

    Why: one fact may be asked in several kinds (cloze, choice, true/false), linked as siblings; twice in one kind it only
    takes the place of something else.
    Example: two clozes that blank the same figure
    Repair: keep the better one.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, item in _live(items):
        if not item.fact or item.kind == "truefalse":
            continue
        tested: object = item.provenance.answers or item.tested
        if tested:
            groups[item.kind, item.fact, tested].append(i)
    for at in groups.values():
        stems = {bare(items[i].stem) for i in at}
        if len(at) > 1 and len(stems) > 1:
            yield tuple(at), f"{len(at)} items of kind {items[at[0]].kind} test the same words: “{_short('；'.join(items[at[0]].key))}”"


def enemies(items: Sequence[Item]) -> Found:
    """Finds: pairs of items of which one shows the key of the other: in the same surroundings as its blank, or as a key
    of four or more characters that few stems hold; or two members or more, and at least half, of a list that the other
    asks for. Siblings are left out, they never meet anyway.

    Why: in one paper the one gives the other away.
    Example: ______归全村共有。 with key 渠水, and 渠水归全村共有，由______管理。
    Repair: nothing: papers keep them apart.
    """
    for (i, j), key in _given_away(items).items():
        yield tuple(sorted((i, j))), f"“{_short(items[j].stem)}” shows “{key}”, which “{_short(items[i].stem)}” asks"


def enemy_pairs(items: Sequence[Item]) -> tuple[tuple[int, int], ...]:
    """(place of the item that is given away, place of the item that gives it away), in order. Dropped and retired items
    are left out. Time is linear in the length of the stems for keys that are not everywhere."""
    return tuple(_given_away(items))


def _given_away(items: Sequence[Item]) -> dict[tuple[int, int], str]:
    """Pairs as in ``enemy_pairs``, with the words that one shows of the other's key."""
    live = _live(items)
    shown = {i: visible(item.stem) for i, item in live}
    keys: dict[str, list[int]] = defaultdict(list)
    lists: dict[int, set[str]] = {}
    for i, item in live:
        if item.kind == "truefalse":
            continue
        texts = {t for k in item.key if len(t := bare(k)) > 1}
        if len(item.key) > 1:
            lists[i] = texts
        for t in sorted(texts):
            keys[t].append(i)
    lengths = sorted({len(t) for t in keys})
    where: dict[str, list[int]] = defaultdict(list)
    for j, _ in live:
        text = shown[j]
        found: dict[str, None] = {}
        for n in lengths:
            for at in range(len(text) - n + 1):
                part = text[at : at + n]
                if part in keys:
                    found[part] = None
        for part in found:
            where[part].append(j)
    out: dict[tuple[int, int], str] = {}
    hits: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key, holders in where.items():
        for i in keys[key]:
            taken = items[i]
            frame = None if i in lists else _frame(taken.stem)
            for j in holders:
                giver = items[j]
                if i == j or (taken.fact and taken.fact == giver.fact):
                    continue
                if frame is None:
                    hits[i, j].append(key)
                elif _framed(frame, key, shown[j]) or (len(key) >= _LONG_KEY and len(holders) <= _FEW):
                    out[i, j] = key
    for (i, j), found_keys in hits.items():
        if len(found_keys) >= 2 and 2 * len(found_keys) >= len(lists[i]):
            out[i, j] = "、".join(sorted(found_keys, key=shown[j].index))
    return dict(sorted(out.items()))


_LONG_KEY = 4
_FEW = 3
_SIDE = 3


def _frame(stem: str) -> tuple[str, str]:
    """What stands right before and after the blank; '' where it is too short to tell."""
    around = pieces(stem)
    if len(around) != 2:
        return "", ""
    left, right = bare(around[0])[-_SIDE:], bare(around[1])[:_SIDE]
    return left if len(left) == _SIDE else "", right if len(right) == _SIDE else ""


def _framed(frame: tuple[str, str], key: str, text: str) -> bool:
    left, right = frame
    return bool(left and left + key in text) or bool(right and key + right in text)


SURE = 12
"""Fewer items than this tell nothing about chance."""


def _beyond_chance(n: int, of: int, chance: float) -> bool:
    """More often than chance explains, one-sided at five per cent."""
    return of >= SURE and n > of * chance + 1.645 * math.sqrt(of * chance * (1 - chance))


def key_longest(items: Sequence[Item]) -> Found:
    """Finds: a set of at least twelve single-choice items in which the key is strictly the longest option more often
    than chance explains (a quarter of the items with four options, at the five per cent level).

    Why: the longest option is what people guess.
    Example: 11 of 20 keys are the longest option
    Repair: choose longer distractors for some, or shorten keys.
    """
    yield from _lengths(items, 1, "longest")


def key_shortest(items: Sequence[Item]) -> Found:
    """Finds: as key-longest, for the shortest option.

    Why: whoever notices needs to know nothing else.
    Example: 11 of 20 keys are the shortest option
    Repair: choose shorter distractors for some.
    """
    yield from _lengths(items, -1, "shortest")


def _lengths(items: Sequence[Item], sign: int, word: str) -> Found:
    n = of = 0
    chance = 0.0
    for _, item in _live(items):
        if item.kind == "single" and item.distractors and item.key:
            of += 1
            chance += 1 / len(item.options)
            key = len(bare(item.key[0]))
            n += all(sign * (key - len(bare(d))) > 0 for d in item.distractors)
    if of and _beyond_chance(n, of, chance / of):
        yield (), f"the key is the {word} option in {n} of {of} single-choice items"


def truefalse_balance(items: Sequence[Item]) -> Found:
    """Finds: a set of at least twelve true/false items in which true or false ones are more than chance explains.

    Why: who always answers 对 should not pass.
    Example: 11 of 12 statements are true
    Repair: turn some round.
    """
    keys = [item.key for _, item in _live(items) if item.kind == "truefalse"]
    right = sum(k == (TRUE,) for k in keys)
    for n, word in ((right, "true"), (len(keys) - right, "false")):
        if _beyond_chance(n, len(keys), 0.5):
            yield (), f"{n} of {len(keys)} true/false items are {word}"


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:28] + "……"


DECK_CHECKS: tuple[DeckCheck, ...] = (
    DeckCheck(name="duplicate", severity="warning", find=duplicate),
    DeckCheck(name="tested-twice", severity="warning", find=tested_twice),
    DeckCheck(name="key-longest", severity="warning", find=key_longest),
    DeckCheck(name="key-shortest", severity="warning", find=key_shortest),
    DeckCheck(name="truefalse-balance", severity="warning", find=truefalse_balance),
    DeckCheck(name="enemies", severity="note", find=enemies),
)
"""In the order in which they are told."""


def deck_flaws(items: Sequence[Item], *, with_notes: bool = False) -> tuple[DeckFlaw, ...]:
    """What is wrong with a set of items as a whole. Dropped and retired items do not count. Notes are left out unless
    they are asked for: enemies are many, and nobody has to do anything about them."""
    return tuple(
        DeckFlaw(name=c.name, severity=c.severity, message=message, items=at)
        for c in DECK_CHECKS
        if with_notes or c.severity != "note"
        for at, message in c.find(items)
    )
