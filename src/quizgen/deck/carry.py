"""An item's own words, carried into its edited sentence where quizgen makes no such item of it any more.

A stem is mostly a piece of its sentence with the tested words blanked. Where it is, the same piece of the new sentence
with the new tested words blanked is what the person would write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from quizgen.deck.align import Match
from quizgen.deck.identity import is_edited
from quizgen.deck.text import NormalText, quoted
from quizgen.deck.truth import false_words, reason
from quizgen.model import BLANK, CHOICE, TRUE, Item
from quizgen.sameness import normal

_LEAST = 0.6


def carried(item: Item, match: Match, text: NormalText) -> Item | None:
    """The item with stem, key and quote as its sentence now has them, or None where the stem is not a piece of the
    sentence or is a person's."""
    if is_edited(item, "stem") or is_edited(item, "key"):
        return None
    match item.kind:
        case "cloze":
            blank = BLANK
        case "single":
            blank = CHOICE
        case "truefalse":
            blank = false_words(item)
            if not blank and item.key != (TRUE,):
                return None
        case _:
            return None
    document = text.document
    if len(match.answers) != 1:
        return None
    new = document.slice(match.quote).replace("\n", "")
    key = document.slice(match.answers[0]).replace("\n", "")
    key_at = len(document.text[match.quote.start : match.answers[0].start].replace("\n", ""))
    old = item.provenance.quote
    if blank:
        before, found, after = item.stem.partition(blank)
        if not found or blank in after:
            return None
        was = _tested_in(item) if item.kind == "truefalse" else item.key[0]
        filled, start = before + was + after, len(before)
        if not was or normal(blank) == normal(key):
            return None
    else:
        was, filled, start = "", item.stem, 0
    piece = SequenceMatcher(None, filled, old, autojunk=False).find_longest_match()
    if piece.size < _LEAST * len(filled) or not old:
        return None
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    # A stem that opens or ends with its sentence goes on doing so, whatever was put in front or behind.
    left = _moved(opcodes, piece.b, start=True) if piece.b else 0
    stop = piece.b + piece.size
    right = _moved(opcodes, stop, start=False) if stop < len(old) else len(new)
    if blank:
        inside = piece.a <= start and start + len(was) <= piece.a + piece.size
        if not inside or not (left <= key_at and key_at + len(key) <= right):
            return None
        body = new[left:key_at] + blank + new[key_at + len(key) : right]
        shown = normal(new[left:key_at] + new[key_at + len(key) : right])
        if normal(key) in shown or (item.kind == "truefalse" and normal(blank) in shown):
            return None  # the stem would give itself away, or the false words stand in it
    else:
        body = new[left:right]
    stem = filled[: piece.a] + body + filled[piece.a + piece.size :]
    false = item.kind == "truefalse" and bool(blank)
    return replace(
        item,
        stem=stem,
        key=(key,) if blank and not false else item.key,
        explanation=reason(key, blank) if false else item.explanation,
        tested=normal(key),
        provenance=replace(item.provenance, quote=quoted(document.slice(match.quote))),
    )


def _tested_in(item: Item) -> str:
    """The tested words as the quoted sentence has them, "" where they stand in it more than once, or not at all."""
    said = item.provenance.quote
    found = [
        said[a:b]
        for a in range(len(said))
        for b in range(a + 1, min(len(said), a + 2 * len(item.tested) + 4) + 1)
        if normal(said[a:b]) == normal(item.tested) and normal(said[a]) and normal(said[b - 1])
    ]
    return found[0] if len(found) == 1 else ""


def _moved(opcodes: Sequence[tuple[str, int, int, int, int]], at: int, *, start: bool) -> int:
    """The offset in the new sentence for one in the old sentence."""
    for tag, i1, i2, j1, j2 in opcodes:
        if (i1 <= at < i2) if start else (i1 < at <= i2):
            return j1 + (at - i1) if tag == "equal" else (j1 if start else j2)
    return opcodes[-1][4] if opcodes and not start else 0
