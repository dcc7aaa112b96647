"""When two pieces of text are the same words, however they are spelled and marked."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

POINT = re.compile(r"(?<=\d)[.．](?=\d)")
"""A decimal point."""


class _Fold(dict[int, str | None]):
    """A table for str.translate that learns as it goes: marks, blanks and controls are dropped."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        keep = unicodedata.category(char)[0] not in "PZC" or char == "%"
        value = self[code] = char if keep else None
        return value


_FOLD = _Fold()
_HAN = re.compile("[\u4e00-\u9fef]*")
"""What is equal to its own normal form, as most of what is asked for it is."""


@lru_cache(maxsize=1 << 15)
def normal(text: str) -> str:
    """Text without what spelling alone adds: compatibility forms folded (Ａ, ①, full-width digits), marks, blanks and line
    breaks dropped. A decimal point counts (3.5 is not 35) and so does %; letters keep their case."""
    if _HAN.fullmatch(text):
        return text
    return unicodedata.normalize("NFKC", POINT.sub("点", text)).translate(_FOLD)
