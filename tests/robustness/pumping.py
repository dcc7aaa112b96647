"""Strings that make a regular expression work hardest, made from the expression itself.

A backtracking engine is slow where a repeat can be tried in many places or ways. So for every repeat of an expression
there is an attack: what stands before it, then what it repeats over and over, then something that lets the match fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]

COMMON = ("学", "一", "1", "a", " ", "\n", "，", "“", "（", "的", "学习，", "第一条")
"""What texts are full of."""
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "学",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "学",
    sre.CATEGORY_WORD: "学",
    sre.CATEGORY_NOT_WORD: "，",
}
_OFTEN = 9
"""A repeat of at most so many costs what it costs; only more can be pumped."""


def _in(items: list[tuple[object, object]]) -> list[str]:
    """Characters of a class, at most three that differ."""
    out: list[str] = []
    if items and items[0][0] is sre.NEGATE:
        barred = re.compile(_class(items[1:]))
        return [c for c in "学a1 ，、\n。" if not barred.match(c)][:3] or ["\u3007"]
    for op, value in items:
        if op is sre.LITERAL:
            out.append(chr(value))  # type: ignore[call-overload]
        elif op is sre.RANGE:
            low, high = value  # type: ignore[misc]
            out.append("学" if low <= ord("学") <= high else chr(low))
        elif op is sre.CATEGORY:
            out.append(_CATEGORIES[value])
    return list(dict.fromkeys(out))[:: max(1, len(out) // 3)][:3]


def _class(items: list[tuple[object, object]]) -> str:
    """A class as an expression again."""
    out = ""
    for op, value in items:
        if op is sre.LITERAL:
            out += re.escape(chr(value))  # type: ignore[call-overload]
        elif op is sre.RANGE:
            low, high = value  # type: ignore[misc]
            out += f"{re.escape(chr(low))}-{re.escape(chr(high))}"
        elif op is sre.CATEGORY:
            out += {
                sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
                sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
            }[value]  # fmt: skip
    return f"[{out}]"


def _samples(node: object, groups: dict[int, str], most: int = 3) -> list[str]:
    """A few texts that a part of an expression matches, the first one as short as it may be."""
    found = [""]
    for op, value in node:  # type: ignore[attr-defined]
        here = _one(op, value, groups, most)
        found = list(islice(dict.fromkeys(a + b for b in here for a in found), most))
    return found


def _one(op: object, value: object, groups: dict[int, str], most: int) -> list[str]:
    v: tuple = value if isinstance(value, tuple) else ()  # type: ignore[type-arg]
    if op is sre.LITERAL:
        return [chr(value)]  # type: ignore[call-overload]
    if op is sre.NOT_LITERAL:
        return ["学" if value != ord("学") else "一"]
    if op is sre.ANY:
        return ["学"]
    if op is sre.IN:
        return _in(value) or ["学"]  # type: ignore[arg-type]
    if op is sre.SUBPATTERN:
        found = _samples(v[3], groups, most)
        if v[0] is not None:
            groups[v[0]] = found[0]
        return found
    if op is sre.BRANCH:
        return [s for branch in v[1] for s in _samples(branch, groups, 2)][: 2 * most]
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        low, high, body = v
        return [s * max(low, min(high, 1)) for s in _samples(body, groups, most)]
    if op is sre.ATOMIC_GROUP:
        return _samples(value, groups, most)
    if op is sre.GROUPREF:
        return [groups.get(value, "")]  # type: ignore[call-overload]
    if op is sre.GROUPREF_EXISTS:
        return _samples(v[1], groups, most)
    return [""]  # AT, ASSERT, ASSERT_NOT


def _repeats(node: object, before: str, groups: dict[int, str]) -> Iterator[tuple[str, str]]:
    """(what stands before, what is repeated) for every repeat that can be long, outer ones first; assertions too."""
    for op, value in node:  # type: ignore[attr-defined]
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, high, body = value
            if high > _OFTEN:
                for text in _samples(body, groups):
                    yield before, text
            yield from _repeats(body, before, groups)
        elif op is sre.SUBPATTERN:
            yield from _repeats(value[3], before, groups)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before, groups)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], before, groups)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(value, before, groups)
        before += _one(op, value, groups, 1)[0]


def attacks(pattern: re.Pattern[str], *, most: int = 40) -> list[tuple[str, str, str]]:
    """(before, pumped, after) triples: ``before + pumped * n + after`` is an attack of size n. At most ``most``, those
    that come from the expression's repeats first."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.LOCALE)
    groups: dict[int, str] = {}
    whole = _samples(tree, groups)
    found: dict[tuple[str, str, str], None] = {}
    for before, text in _repeats(tree, "", groups):
        if text:
            for after in ("\x00", "。\x00", ""):
                found[(before, text, after)] = None
            if before:
                found[("", before + text, "\x00")] = None
                found[("", before, "\x00")] = None
    for text in whole:
        if text:
            found[("", text, "\x00")] = None
            found[("", text[:1], "\x00")] = None
            found[("", text[:-1] or text, "\x00")] = None
    for text in COMMON:
        found[(whole[0], text, "\x00")] = None
    return list(found)[:most]
