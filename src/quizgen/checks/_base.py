"""What every check shares: its type, what it may know beside the item, and the texts that most of them look at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from quizgen.diagnostics import Severity
from quizgen.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known where an item is made. All of it is optional, so that checks also run on decks edited by hand.

    list_mates  the other members of the list that the key stands in (texts)
    open_list   that list is open (等)
    source      the document's text, to hold keys against it
    """

    list_mates: frozenset[str] = frozenset()
    open_list: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One flaw that an item can have. ``find`` gives the message that describes it in this item, or None; its docstring
    has four parts: Finds, Why, Example, Repair.

    severity: ``error`` the item cannot be used as it stands; ``warning`` it is unfair, unclear or badly made, and is
    not built; ``note`` it could be better, and is built.
    """

    name: str
    severity: Severity
    find: Callable[[Item, Context], str | None]


NO_CONTEXT = Context()

_LOOSE = re.compile(r"[\s\W_]+")
_BLANK = re.compile(r"[（(][\s　]*[）)]|_{2,}|＿{2,}|\{\{(?:[^{}\n]|\{(?!\{)|\}(?!\}))*+\}\}")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Text without marks and blanks: two spellings of one answer are equal here."""
    return _LOOSE.sub("", text)


@lru_cache(maxsize=1024)
def pieces(stem: str) -> tuple[str, ...]:
    """The stem around its blanks, marks kept: one piece more than there are blanks."""
    return tuple(_BLANK.split(stem))


@lru_cache(maxsize=1024)
def visible(stem: str) -> str:
    """What a stem shows, without its blanks and without marks."""
    return bare("".join(pieces(stem)))


SAYS = "强调|指出|认为|提出|要求|规定|明确|写道|说|讲|号召|告诫|宣布|提醒|谈到|表示"
_FRAME = re.compile(
    rf"(?:(?:根据|按照|依据|依照)?(?:我国)?(?:[^，。；：“”《》]{{0,6}})?《[^》]{{1,40}}》(?:[（(][^）)]*[）)])?(?:第[^，。]{{1,14}}?[条款项])?(?:的?(?:有关|相关)?(?:规定|要求))?(?:{SAYS})?[，：,:]"
    r"|[^，。；：“”]{2,24}(?:强调|指出|认为|提出|写道|号召|告诫|宣布|提醒|谈到)[，：,:])“?"
)
"""What opens a stem and says no more than where it comes from: 《村民用水办法》第三条规定， 习近平总书记强调，"""
_FRAMED = re.compile("》|强调|指出|认为|提出|写道|号召|告诫|宣布|提醒|谈到")


@lru_cache(maxsize=1024)
def unframed(stem: str) -> str:
    """The stem without the name of its source or speaker in front."""
    m = _FRAME.match(stem) if _FRAMED.search(stem, 0, 70) else None
    return stem[m.end() :] if m and m.end() < len(stem) else stem


_MARKED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|\"[^\"]*\"")


@lru_cache(maxsize=1024)
def unquoted(stem: str) -> str:
    """The stem with the words inside quotation marks left out, the marks kept."""
    return _MARKED.sub("“”", stem)


def count(n: int, noun: str) -> str:
    """1 blank, 2 blanks."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
