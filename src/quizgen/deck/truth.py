"""What a true/false item asserts: its truth, and the false words in the place of the true ones.

A learner remembers a statement with its truth. So both belong to the id, as the tested words do: a statement that is
written anew, because its sentence changed or quizgen did, stays true or stays false, and stays false by the same words.
Only where the tested words themselves were corrected to what the false statement said, other false words are drawn.
"""

from __future__ import annotations

import re

from quizgen.deck.identity import is_edited, mark
from quizgen.model import FALSE, TRUE, Item
from quizgen.sameness import normal

_REASON = re.compile(r"原文是“(?=.*”。\Z)(.+)”，不是“(.+)”。", re.S)
_BESIDE = 6


def reason(key: str, false: str) -> str:
    """The explanation of a false statement."""
    return f"原文是“{key}”，不是“{false}”。"


def truth(item: Item) -> str:
    """TRUE or FALSE: as quizgen made the item, whatever a person wrote over it."""
    made = dict(item.made).get("key", "")
    return next((t for t in (TRUE, FALSE) if made == mark(t)), item.key[0] if item.key else "")


def false_words(item: Item) -> str:
    """The words that make a false statement false; "" for a true one, and where they cannot be told (a person wrote
    statement and explanation anew)."""
    if item.kind != "truefalse" or truth(item) != FALSE:
        return ""
    said = _REASON.fullmatch(item.explanation)
    if said and (said[2] in item.stem or is_edited(item, "stem")):
        return said[2]
    return _exchanged(item)


def _exchanged(item: Item) -> str:
    """The words that stand in the statement where the quoted sentence has the tested ones, told by their neighbours."""
    quote, stem, tested = item.provenance.quote, item.stem, normal(item.tested)
    found: set[str] = set()
    for start in range(len(quote)):
        for end in range(start + 1, len(quote) + 1):
            now = normal(quote[start:end])
            if len(now) > len(tested):
                break
            if now != tested:
                continue
            left, right = quote[max(0, start - _BESIDE) : start], quote[end : end + _BESIDE]
            at = stem.find(left) + len(left) if left and left in stem else 0 if not left else -1
            stop = stem.find(right, at) if right and at >= 0 else len(stem)
            if 0 <= at < stop and normal(stem[at:stop]) != tested:
                found.add(stem[at:stop])
            break
    return found.pop() if len(found) == 1 else ""


def same_assertion(standing: Item, made: Item, *, corrected: bool) -> bool:
    """True if ``made`` may go on under the id of the standing item: it has the same truth and the same false words.
    ``corrected``: the tested words of the source changed; then the false words may be others where the old ones are
    true now."""
    if standing.kind != "truefalse":
        return True
    if made.key != (truth(standing),) or (not corrected and normal(made.tested) != normal(standing.tested)):
        return False
    old, new = false_words(standing), false_words(made)
    return normal(old) == normal(new) or (corrected and normal(old) == normal(made.tested))
