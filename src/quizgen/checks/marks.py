"""Quotation marks, titles and brackets that open and never close."""

from __future__ import annotations

import re

from quizgen.checks._base import Context
from quizgen.model import Item

_PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "[": "]", "「": "」", "『": "』"}
_CLOSERS = frozenset(_PAIRS.values())
_ANY = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}\"]")
_SKIP = re.compile(r"(?:(?<=^)|(?<=[\s。；，：]))[\dA-Za-z一二三四五六七八九十]{1,3}[)）]|(?<=[A-Za-z])[’‘](?=[A-Za-z])")
"""1） opens a point, the ’ of l’eau closes nothing."""


def unbalanced(text: str) -> str:
    """The first mark of a text that has no partner, '' if all have. （1) and (1） are pairs."""
    if not _ANY.search(text):
        return ""
    stack: list[str] = []
    straight = False
    for m in _ANY.finditer(_SKIP.sub("", text)):
        c = m[0]
        if c == '"':
            straight = not straight
        elif c in _PAIRS:
            stack.append(c)
        elif not stack or _PAIRS[stack.pop()] not in (c, _OTHER.get(c, c)):
            return c
    return stack[-1] if stack else '"' if straight else ""


_OTHER = {"）": ")", ")": "）"}


def unbalanced_marks(item: Item, context: Context) -> str | None:
    """Finds: a stem, key or distractor in which a quotation mark, title mark or bracket has no partner.

    Why: a piece was cut through the middle of a quotation or a bracket.
    Example: key 四个意识”、“四个自信
    Repair: take the mark's partner in, or leave both out.
    """
    for where, text in (("stem", item.stem), *(("option", o) for o in item.options)):
        mark = unbalanced(text)
        if mark:
            return f"“{mark}” has no partner in the {where}" + (f" “{text}”" if where == "option" else "")
    return None
