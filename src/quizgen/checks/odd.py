"""One option that sticks out: found without knowing anything."""

from __future__ import annotations

import re
from collections import Counter

from quizgen.checks._base import Context, bare
from quizgen.checks._figures import Figure, dimension, figure
from quizgen.model import Item

FACTOR = 1.6
"""The key is too long when it is longer than each distractor and than so many times their mean."""


def odd_length(item: Item, context: Context) -> str | None:
    """Finds: a single choice whose key is longer than every distractor and more than 1.6 times as long as they are on
    average, or shorter than every one and less than half as long; differences of one character and figures do not count.

    Why: writers put their care into the key, and test takers know it.
    Example: key 由村民会议讨论决定并公示七日 among 村委会 / 水务站 / 管水员
    Repair: choose distractors of like length, or shorten the key.
    """
    if item.kind != "single" or len(item.distractors) < 2 or all(figure(o) for o in item.options):
        return None
    key = len(bare(item.key[0])) if item.key else 0
    others = [len(bare(d)) for d in item.distractors]
    mean = sum(others) / len(others)
    if key > max(others) + 1 and key > FACTOR * mean:
        return f"the key has {key} characters, the distractors {mean:.1f} on average"
    if key < min(others) - 1 and key < mean / 2:
        return f"the key has only {key} characters, the distractors {mean:.1f} on average"
    return None


def odd_class(item: Item, context: Context) -> str | None:
    """Finds: options of which exactly one is a figure, or exactly one is none; figures with different kinds of unit
    (日 and 元), a key whose unit no other option has, Chinese numerals beside Arabic ones.

    Why: options of another kind are out of the question, or the key is.
    Example: 三十日 / 水务站 / 村民会议 / 管水员
    Repair: figures against figures of the same unit, words against words of the same kind.
    """
    if item.kind not in ("single", "multiple") or len(item.options) < 3:
        return None
    options = item.options
    found = [figure(o) for o in options]
    count = sum(f is not None for f in found)
    if count == 1:
        return f"only “{options[next(i for i, f in enumerate(found) if f)]}” is a figure"
    if count == len(options) - 1:
        odd = next(o for o, f in zip(options, found, strict=True) if f is None)
        return None if re.search(r"\d|[一二三四五六七八九十百千万半两]", odd) else f"only “{odd}” is no figure"
    if count < len(options):
        return None
    figures = [f for f in found if f is not None]
    return _units(options, figures, len(item.key))


def _units(options: tuple[str, ...], figures: list[Figure], keys: int) -> str | None:
    kinds = Counter(dimension(f.unit) for f in figures)
    if len(kinds) > 1:
        odd = min(range(len(figures)), key=lambda i: (kinds[dimension(figures[i].unit)], i))
        return f"“{options[odd]}” measures something else than the other options"
    units = Counter(f.unit for f in figures)
    if keys == 1 and len(units) == 2 and units[figures[0].unit] == 1:
        return f"only the key “{options[0]}” has the unit {figures[0].unit or '(none)'}"
    if len({f.arabic for f in figures}) > 1:
        return "some options write numbers in figures, others in Chinese numerals"
    return None


_SIGNS = (("“”", "“"), ("《》", "《"), ("（）", "（"), ("、", "、"), ("，", "，"))
CLAUSES = 12
"""Among options that are longer than this on average one more comma draws no eye."""


def odd_mark(item: Item, context: Context) -> str | None:
    """Finds: a single choice of short options in which exactly one has “”, 《》, （）, 、 or ，.

    Why: the only list, title or coined term among plain words draws the eye, as key or as distractor.
    Example: “一事一议” / 巡查 / 公示 / 轮灌
    Repair: choose options of one form.
    """
    options = item.options
    if item.kind != "single" or len(options) < 3 or sum(map(len, options)) > CLAUSES * len(options):
        return None
    for shown, mark in _SIGNS:
        having = [o for o in options if mark in o]
        if len(having) == 1:
            return f"only “{having[0]}” has {shown}"
    return None


def odd_ending(item: Item, context: Context) -> str | None:
    """Finds: a single choice of words of three or more characters in which all distractors share their first two or
    last two characters, and the key does not.

    Why: the one that is built in another way is the answer, or the blank before …制度 tells which fits.
    Example: key 村民会议 among 巡查制度 / 公示制度 / 轮灌制度
    Repair: distractors built as the key is.
    """
    if item.kind != "single" or len(item.distractors) < 3 or not item.key:
        return None
    key, others = bare(item.key[0]), [bare(d) for d in item.distractors]
    if len(key) < 3 or min(map(len, others)) < 3 or figure(item.key[0]) is not None:
        return None
    for name, part in (("end", slice(-2, None)), ("begin", slice(0, 2))):
        shared = {o[part] for o in others}
        if len(shared) == 1 and key[part] not in shared:
            return f"all distractors {name} with “{shared.pop()}”, the key “{item.key[0]}” does not"
    return None
