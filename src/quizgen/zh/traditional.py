"""Traditional characters read as simplified ones, each as one character, so that a text keeps its length and places.

The rules, the word lists and the segmenter's dictionary are simplified; the source's own characters stand in every fact and
item. ``data/traditional.txt`` holds the pairs (Open Chinese Convert, Apache License 2.0). A character that simplified
Chinese writes as well, with another sense or in names (乾, 著, 徵), is read as its counterpart only in a text that is
traditional as a whole.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

_ALWAYS = "後於"
"""Written in simplified Chinese in surnames alone."""
_SHARE = 0.05
"""A text is traditional when so many of its Chinese characters are; in traditional Chinese every third is."""
_HAN = re.compile("[\u3400-\u9fff]")
_PARTICLE = re.compile("(?<![名原編编合卓顯显論论巨專专土所遺遗昭較较炳拙新舊旧譯译])著(?![名作述錄录者稱称書书墨有])")
"""著 where it stands for 着 (接著, 隨著), not in 著作, 顯著."""


class _Table(NamedTuple):
    always: dict[int, int]
    whole: dict[int, int]
    """The characters that are read so only in a text that is traditional as a whole."""


@cache
def _table() -> _Table:
    text = resources.files("quizgen").joinpath("data", "traditional.txt").read_text(encoding="utf-8")
    always: dict[int, int] = {}
    whole: dict[int, int] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        for old, new in zip(line[::2], line[1::2], strict=True):
            (whole if _in_simplified(old) and old not in _ALWAYS else always)[ord(old)] = ord(new)
    return _Table(always, whole)


def _in_simplified(char: str) -> bool:
    """Is a character one of GB 2312-80, the set of simplified Chinese?"""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length."""
    table = _table()
    out = text.translate(table.always)
    if out == text:
        return text
    changed = sum(a != b for a, b in zip(text, out, strict=True))
    if changed < _SHARE * len(_HAN.findall(text)):
        return out
    return _PARTICLE.sub("着", out.translate(table.whole))
