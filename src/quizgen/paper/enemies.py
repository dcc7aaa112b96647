"""Items that must not meet in one paper: siblings, which test the same fact, and enemies, which give each other away.

Enemies: the key of one stands in the stem of the other; and, where the key has to be written (cloze, recall), it stands
among the options of the other, which would then be a list to copy from. A key that is only an option of another choice
item gives nothing away that the item does not ask to be told apart; such pairs are avoided where there is a choice
(``echoes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.model import BLANK, CHOICE, Item

_DROP = re.compile(r"[\s　，。、；：！？“”‘’\"'（）()《》〈〉【】\[\]…—·,.;:!?_-]+")
_NUMERAL = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两%％"
_COMMON = frozenset(("对", "错", "应当", "应该", "必须", "可以", "不得", "禁止", "有权", "不可以", "不应", "不应当"))
"""Keys that stand in every text and point at nothing."""


def plain(text: str) -> str:
    """A text without blanks and marks: what two ways of writing it share."""
    return _DROP.sub("", text)


def keys_of(item: Item) -> tuple[str, ...]:
    """The parts of an item's key that would give it away in another's stem."""
    if item.kind == "truefalse":
        return ()
    return tuple(k for k in map(plain, item.key) if len(k) > 1 and k not in _COMMON)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Who must not meet whom, by index into the sequence of items that was given."""

    hard: tuple[frozenset[int], ...]
    echoes: tuple[frozenset[int], ...]


def conflicts(items: Sequence[Item]) -> Conflicts:
    """Siblings and enemies among items, and echoes. Time grows with the length of all stems, not with its square."""
    n = len(items)
    hard: list[set[int]] = [set() for _ in range(n)]
    echoes: list[set[int]] = [set() for _ in range(n)]
    facts: dict[str, list[int]] = {}
    owners: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        if item.fact:
            facts.setdefault(item.fact, []).append(i)
        for key in dict.fromkeys(keys_of(item)):
            owners.setdefault(key, []).append(i)
    for group in facts.values():
        for i in group:
            hard[i].update(group)
    lengths = sorted({len(k) for k in owners})
    for j, item in enumerate(items):
        stem = plain(item.stem.replace(BLANK, "\x00").replace(CHOICE, "\x00"))
        for key in _found(stem, owners, lengths):
            for i in owners[key]:
                hard[i].add(j)
                hard[j].add(i)
        if item.kind in ("single", "multiple", "ordering"):
            for option in item.options:
                for key in _found(plain(option), owners, lengths):
                    for i in owners[key]:
                        sides = hard if items[i].kind in ("cloze", "recall") else echoes
                        sides[i].add(j)
                        sides[j].add(i)
    return Conflicts(
        hard=tuple(frozenset(s - {i}) for i, s in enumerate(hard)),
        echoes=tuple(frozenset(s - {i}) for i, s in enumerate(echoes)),
    )


def _found(text: str, known: dict[str, list[int]], lengths: Sequence[int]) -> Iterator[str]:
    """The known keys that stand in a text; a figure inside a longer figure is another figure."""
    end = len(text)
    for size in lengths:
        if size > end:
            break
        for at in range(end - size + 1):
            part = text[at : at + size]
            if part in known:
                before, after = text[at - 1 : at], text[at + size : at + size + 1]
                if part[0] in _NUMERAL and before and before in _NUMERAL:
                    continue
                if part[-1] in _NUMERAL and after and after in _NUMERAL:
                    continue
                yield part
