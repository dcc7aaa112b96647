"""Difficulty: how hard an item is, as a number from 0 (everybody knows it) to 1 (hardly anybody does).

An estimate from the item alone, so that an item edited by hand can be estimated again, and the same item always has the
same number. It is made of three things that item writers know to move difficulty (Haladyna and Rodriguez, Developing and
Validating Test Items, 2013, chapters 5 and 6), each from 0 to 1:

- closeness: how like the key the distractors are. Options that share a head, a length or a scale must be told apart.
- length: how much has to be recalled. What an answer adds halves with every ``HALF`` characters.
- cue: how much what stays visible says about the answer: words around the gap, and characters of the key among them.

Each kind of item has a base (recognising is easier than recalling) and its own weights, in ``_single`` and so on below; all
add up to at most 1. Nothing here is fitted to answers of learners: it orders the items of a deck, it predicts no share of
right answers.
"""

from __future__ import annotations

import math
import re
from typing import assert_never

from quizgen.model import BLANK, CHOICE, FALSE, TRUE, Item
from quizgen.zh.numerals import value

HALF = 6
"""After so many more characters, half of what length can still add is added."""
CONTEXT = 10
"""So many visible characters for each character of the key are half of the cue that they can be."""

_MARKS = re.compile(r"[\s\W_]+")
_FIGURE = re.compile(r"^(\D*?)([0-9][0-9.,]*|[零〇一二三四五六七八九十百千万亿两]+)(\D*)$")
_FAR = math.log(10)
"""Figures of ten times the size are not close at all."""


def estimate(item: Item) -> float:
    """The difficulty of an item, from 0 to 1, in hundredths. Never fails: an item that is not in the form of its kind
    gets a number too."""
    match item.kind:
        case "cloze":
            found = _cloze(item)
        case "single":
            found = _single(item)
        case "multiple":
            found = _multiple(item)
        case "truefalse":
            found = _truefalse(item)
        case "ordering":
            found = _ordering(item)
        case "recall":
            found = _recall(item)
        case _:
            assert_never(item.kind)
    return round(min(1.0, max(0.0, found)), 2)


def closeness(a: str, b: str) -> float:
    """How alike two options are, from 0 to 1 (equal texts). Figures of one unit: by their scale; others: by their
    length, the characters they end with (the head of a Chinese phrase) and the characters they share."""
    figures = _scale("".join(a.split()), "".join(b.split()))
    if figures is not None:
        return figures
    a, b = _MARKS.sub("", a), _MARKS.sub("", b)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    longer = max(len(a), len(b))
    ends = 0
    while ends < min(len(a), len(b)) and a[-1 - ends] == b[-1 - ends]:
        ends += 1
    rest = list(b)
    shared = 0
    for c in a:
        if c in rest:
            rest.remove(c)
            shared += 1
    return 0.4 * min(len(a), len(b)) / longer + 0.3 * min(1.0, 2 * ends / longer) + 0.3 * shared / longer


def length(characters: int) -> float:
    """0 for one character, half for seven, near 1 for a long clause."""
    return 1 - math.exp2(-max(0, characters - 1) / HALF)


def cue(stem: str, key: str) -> float:
    """How much a stem says about its key, from 0 to 1: a third by the share of the key's characters that stand in it, the
    rest by how much stands around the gap."""
    shown = _bare(stem)
    hidden = _MARKS.sub("", key)
    if not hidden:
        return 0.0
    seen = sum(c in shown for c in hidden) / len(hidden)
    around = len(shown) / (len(shown) + CONTEXT * len(hidden))
    return seen / 3 + around * 2 / 3


def _bare(stem: str) -> str:
    return _MARKS.sub("", stem.replace(BLANK, "").replace(CHOICE, ""))


def _size(text: str) -> int:
    return len(_MARKS.sub("", text))


def _scale(a: str, b: str) -> float | None:
    """Closeness of two figures with the same words around the number; None for other texts."""
    one, two = _FIGURE.match(a), _FIGURE.match(b)
    if one is None or two is None or (one[1], one[3]) != (two[1], two[3]):
        return None
    numbers = [_number(m[2]) for m in (one, two)]
    if numbers[0] is None or numbers[1] is None or min(numbers[0], numbers[1]) <= 0:
        return None
    return max(0.0, 1 - abs(math.log(numbers[0] / numbers[1])) / _FAR)


def _number(text: str) -> float | None:
    whole = value(text)
    if whole is not None:
        return float(whole)
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _against(keys: tuple[str, ...], distractors: tuple[str, ...]) -> float:
    """The closeness of distractors to the nearest key: half by the closest one, half by all."""
    if not keys or not distractors:
        return 0.0
    found = [max(closeness(k, d) for k in keys) for d in distractors]
    return (max(found) + sum(found) / len(found)) / 2


def _spread(n: int, least: int, most: int) -> float:
    """0 for ``least`` and fewer, 1 for ``most`` and more."""
    return min(1.0, max(0.0, (n - least) / (most - least)))


def _cloze(item: Item) -> float:
    key = item.key[0] if item.key else ""
    return 0.20 + 0.40 * length(_size(key)) + 0.40 * (1 - cue(item.stem, key))


def _single(item: Item) -> float:
    key = item.key[0] if item.key else ""
    return (
        0.05
        + 0.40 * _against(item.key, item.distractors)
        + 0.10 * length(_size(key))
        + 0.15 * (1 - cue(item.stem, key))
        + 0.10 * _spread(len(item.options), 2, 4)
    )


def _multiple(item: Item) -> float:
    every = sum(map(_size, item.key))
    return (
        0.20
        + 0.40 * _against(item.key, item.distractors)
        + 0.10 * length(every // max(1, len(item.key)))
        + 0.10 * (1 - cue(item.stem, "".join(item.key)))
        + 0.15 * _spread(len(item.options), 3, 6)
    )


def _truefalse(item: Item) -> float:
    """A long statement hides a change better; a true one may be doubted at every word."""
    close = 0.5 if item.key == (TRUE,) else _change(item)
    return 0.05 + 0.40 * close + 0.20 * length(_size(item.stem) // 4) + 0.10 * (item.key == (FALSE,))


def _change(item: Item) -> float:
    """How close what a false statement puts in is to what the source says; one half where that cannot be seen."""
    quote, stem, tested = (_MARKS.sub("", t) for t in (item.provenance.quote, item.stem, item.tested))
    at = quote.find(tested) if tested else -1
    while at >= 0:
        left, right = quote[max(0, at - 4) : at], quote[at + len(tested) : at + len(tested) + 4]
        start = stem.find(left) + len(left) if left in stem else 0  # the stem may open with what was changed
        end = stem.find(right, start) if right else len(stem)
        if start < end <= start + 2 * len(tested) + 6 and stem[start:end] != tested:
            return closeness(tested, stem[start:end])
        at = quote.find(tested, at + 1)
    return 0.5


def _ordering(item: Item) -> float:
    pairs = [closeness(a, b) for a, b in zip(item.key, item.key[1:], strict=False)]
    alike = sum(pairs) / len(pairs) if pairs else 0.0
    return 0.30 + 0.40 * _spread(len(item.key), 2, 7) + 0.20 * alike + 0.10 * length(sum(map(_size, item.key)) // 4)


def _recall(item: Item) -> float:
    every = sum(map(_size, item.key))
    return 0.45 + 0.25 * _spread(len(item.key), 2, 7) + 0.20 * length(every // 2) + 0.10 * (1 - cue(item.stem, "".join(item.key)))
