"""The form that each kind of item has: its blanks, its keys, its options."""

from __future__ import annotations

from quizgen.checks._base import Context, bare, count, pieces, visible
from quizgen.model import BLANK, CHOICE, FALSE, TRUE, Item


def empty_field(item: Item, context: Context) -> str | None:
    """Finds: a stem, key or distractor that holds nothing but marks and blanks.

    Why: the item cannot be asked, or has an option that nobody can choose.
    Example: key “。”
    Repair: write the text, or remove the item.
    """
    if not visible(item.stem):
        return "the stem holds no text"
    if not item.key:
        return "there is no key"
    for where, texts in (("key", item.key), ("a distractor", item.distractors)):
        for text in texts:
            if not text.strip() or not (bare(text) or text.strip() in _SIGNS):
                return f"{where} holds no text: “{text}”"
    return None


_SIGNS = frozenset("+-×÷=<>≤≥≠±%‰√")
"""Marks that are an answer in themselves."""


def blank_count(item: Item, context: Context) -> str | None:
    """Finds: a cloze stem without exactly one ______, a choice stem without exactly one （　　）, and any blank in the
    stem of a true/false, ordering or recall item; blanks of the other kind count too.

    Why: one item asks one thing, and a reader must see where the answer goes.
    Example: cloze 自我革命就是______、______、______。
    Repair: show the other members and ask one; write one item for each.
    """
    found = len(pieces(item.stem)) - 1
    match item.kind:
        case "cloze":
            wanted, mark = 1, BLANK
        case "single" | "multiple":
            wanted, mark = 1, CHOICE
        case _:
            wanted, mark = 0, ""
    if found != wanted:
        return f"the stem has {count(found, 'blank')}, should have {wanted}"
    if mark and mark not in item.stem:
        return f"the blank of this kind is written {mark}"
    return None


def key_count(item: Item, context: Context) -> str | None:
    """Finds: a cloze or single choice without exactly one key, a multiple choice with fewer than two, an ordering or
    recall with fewer than two, a true/false item whose key is not 对 or 错; distractors where the kind has none.

    Why: the kinds are answered and marked by these numbers.
    Example: multiple choice with key [甲]
    Repair: change the kind, or the keys.
    """
    n = len(item.key)
    match item.kind:
        case "cloze" | "single":
            if n != 1:
                return f"a {item.kind} item has one key, this one has {n}"
        case "multiple":
            if n < 2:
                return f"a multiple choice has at least two keys, this one has {n}"
        case "truefalse":
            if item.key not in ((TRUE,), (FALSE,)):
                return f"the key of a true/false item is {TRUE} or {FALSE}"
        case "ordering" | "recall":
            if n < 2:
                return f"{item.kind} asks for several members, the key has {n}"
    if item.distractors and item.kind not in ("single", "multiple"):
        return f"a {item.kind} item has no distractors"
    return None
