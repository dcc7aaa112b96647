"""Blanks that a worksheet brings along: ______ or （　　）. Such a sentence is read; its blank is not invented again."""

from __future__ import annotations

import re

_BLANK = re.compile(r"_{2,}|[（(][ \u3000_]*[）)]|\\_|﹍{2,}|＿{2,}|【[ \u3000]*】")


def has_blank(norm: str, start: int, end: int) -> bool:
    """True if the stretch holds a blank to be filled in."""
    return _BLANK.search(norm, start, end) is not None
