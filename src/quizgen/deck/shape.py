"""The form that each kind of item has (model.Item), held against what a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from quizgen.model import BLANK, CHOICE, FALSE, TRUE, Item, Kind

_BLANKS = re.compile(r"[_＿]{2,}")
_CHOICES = re.compile(r"[（(][ \u3000\t]*[）)]")
_ENDING = re.compile(r"[（(][ \u3000\t]*[）)][。.]?$")
_TRUE = frozenset({TRUE, "正确", "√", "✓", "✔", "是"})
_FALSE = frozenset({FALSE, "错误", "×", "✗", "✘", "否"})

Wrong = tuple[str, str, str]
"""Field, name of the finding, message."""


def as_meant(kind: Kind, stem: str, key: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Stem and key in the exact form: blanks of any length become BLANK or CHOICE, 正确 becomes 对."""
    match kind:
        case "cloze":
            return _BLANKS.sub(BLANK, stem), key
        case "single" | "multiple":
            return _CHOICES.sub(CHOICE, stem), key
        case "truefalse":
            key = tuple(TRUE if k in _TRUE else FALSE if k in _FALSE else k for k in key)
            return _ENDING.sub("", stem).rstrip(), key
        case "ordering" | "recall":
            return stem, key
        case _:
            assert_never(kind)


def wrong(item: Item) -> Iterator[Wrong]:
    """What in an item is not in the form that its kind wants."""
    if not item.stem.strip():
        yield "stem", "missing-field", "the stem is empty: write it, or remove the item"
    if any(not k.strip() for k in item.key):
        yield "key", "wrong-key", "the key holds an empty text"
    if any(not d.strip() for d in item.distractors):
        yield "distractors", "wrong-distractors", "the distractors hold an empty text"
    match item.kind:
        case "cloze":
            yield from _blank(item, BLANK, "______ (six underscores)")
            yield from _one_key(item)
            yield from _no_distractors(item)
        case "single":
            yield from _blank(item, CHOICE, CHOICE)
            yield from _one_key(item)
            if len(item.distractors) < 2:
                yield "distractors", "wrong-distractors", f"a single choice wants at least 2 distractors, has {len(item.distractors)}"
            yield from _options(item)
        case "multiple":
            yield from _blank(item, CHOICE, CHOICE)
            if len(item.key) < 2:
                yield "key", "wrong-key", f"a multiple choice wants at least 2 keys, as a list: [甲, 乙]; it has {len(item.key)}"
            if not item.distractors:
                yield "distractors", "wrong-distractors", "a multiple choice wants at least 1 distractor"
            yield from _options(item)
        case "truefalse":
            if item.key not in ((TRUE,), (FALSE,)):
                yield "key", "wrong-key", f"the key of a true/false item is {TRUE} or {FALSE}"
            yield from _no_distractors(item)
        case "ordering" | "recall":
            if len(item.key) < 2:
                yield "key", "wrong-key", f"{_name(item.kind)} wants its members as a list: [甲, 乙, 丙]; it has {len(item.key)}"
            yield from _no_distractors(item)
        case _:
            assert_never(item.kind)


def _name(kind: Kind) -> str:
    return {"ordering": "an ordering", "recall": "a recall item"}.get(kind, kind)


def _blank(item: Item, blank: str, shown: str) -> Iterator[Wrong]:
    n = item.stem.count(blank)
    if item.stem.strip() and n != 1:
        yield "stem", "wrong-blank", f"the stem wants exactly one blank {shown}, has {n}"


def _one_key(item: Item) -> Iterator[Wrong]:
    if len(item.key) != 1:
        yield "key", "wrong-key", f"the key is one text; it has {len(item.key)}"


def _no_distractors(item: Item) -> Iterator[Wrong]:
    if item.distractors:
        yield "distractors", "wrong-distractors", f"an item of kind {item.kind} has no distractors: remove them or change the kind"


def _options(item: Item) -> Iterator[Wrong]:
    seen: set[str] = set()
    for option in item.options:
        if option in seen:
            where = "distractors" if option in item.distractors else "key"
            yield where, "equal-options", f"“{option}” stands twice among the options"
        seen.add(option)
