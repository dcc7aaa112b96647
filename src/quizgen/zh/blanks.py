"""Blanks that a worksheet brings along: ______ or （　　）. Such a sentence is read; its blank is not
invented again. What is offered to choose from under it states nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BLANK = re.compile(r"_{2,}|[（(][ \u3000_]*[）)]|\\_|﹍{2,}|＿{2,}|【[ \u3000]*】")


def has_blank(norm: str, start: int, end: int) -> bool:
    """True if the stretch holds a blank to be filled in."""
    return _BLANK.search(norm, start, end) is not None


_OPTION = re.compile(r"[ \u3000]*[A-HＡ-Ｈ][ \u3000]*[.．、:：)）]?")
_ASKS = re.compile(r"(?:[?？]|的[是有为])[ \u3000]*[:：]?$")


def options(paragraphs: Sequence[str]) -> Iterator[int]:
    """Which paragraphs offer an answer: A. 甲, B. 乙 under a blank or a question. Some of them are untrue."""
    asked = False
    for i, text in enumerate(paragraphs):
        if asked and _OPTION.match(text):
            yield i
        else:
            asked = has_blank(text, 0, len(text)) or _ASKS.search(text) is not None
