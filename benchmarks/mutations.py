"""Edits that authors make to a study document, with what becomes of every character.

An edit gives the new text and, for each of its characters, the offset in the old text that it came from (-1: it is
new), so that where any words of the old text stand afterwards is known and need not be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """``origin[i]`` is where character i of ``text`` came from, -1 where it is new; ``form`` holds the new offsets
    whose character is another form of the old one. ``path`` is the new name of the file, "" where it keeps it."""

    text: str
    origin: tuple[int, ...]
    path: str = ""

    def where(self, span: Span, old: str) -> Span | None:
        """Where the words of an old span stand now; None where a character is gone, or others stand among them.
        White space does not count."""
        return _where(self, span, old)


def _where(edited: Edited, span: Span, old: str) -> Span | None:
    back = _inverse(edited)
    wanted = [i for i in range(*span) if not old[i].isspace()]
    there = [back.get(i, -1) for i in wanted]
    if not there or -1 in there:
        return None
    for a, b in pairwise(there):
        if b <= a or edited.text[a + 1 : b].strip():
            return None
    return there[0], there[-1] + 1


_CACHE: list[tuple[Edited, dict[int, int]]] = []


def _inverse(edited: Edited) -> dict[int, int]:
    if not _CACHE or _CACHE[0][0] is not edited:
        _CACHE[:] = [(edited, {o: i for i, o in enumerate(edited.origin) if o >= 0})]
    return _CACHE[0][1]


class _Writer:
    def __init__(self, text: str) -> None:
        self.old = text
        self.out: list[str] = []
        self.origin: list[int] = []

    def keep(self, start: int, end: int) -> _Writer:
        self.out.append(self.old[start:end])
        self.origin.extend(range(start, end))
        return self

    def add(self, text: str) -> _Writer:
        self.out.append(text)
        self.origin.extend([-1] * len(text))
        return self

    def other_form(self, start: int, text: str) -> _Writer:
        """The characters from ``start`` in another form, one for one."""
        self.out.append(text)
        self.origin.extend(range(start, start + len(text)))
        return self

    def done(self, *, path: str = "") -> Edited:
        return Edited(text="".join(self.out), origin=tuple(self.origin), path=path)


Edit = Callable[[str, Random, Sequence[Span]], Edited | None]
"""(text, random numbers, spans that items test) → the edited text, or None where the text has no place for it."""


def paragraphs(text: str) -> list[Span]:
    """Lines that hold text, without their line break."""
    return [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def insert_paragraph(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """New words, mixed from clauses of the document itself: the hard case, for it repeats what is tested."""
    lines = paragraphs(text)
    clauses = [c for c in re.split(r"[，。；\n]", text) if 4 <= len(c) <= 30]
    if len(clauses) < 8:
        return None
    new = "，".join(rng.sample(clauses, 4)) + "。" + "，".join(rng.sample(clauses, 4)) + "。"
    at = rng.choice(lines)[0]
    return _Writer(text).keep(0, at).add(new + "\n").keep(at, len(text)).done()


def insert_known_sentence(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """A sentence that stands in the text already, once more, in another paragraph."""
    found = [m.span() for m in re.finditer(r"[^\n。]{12,80}。", text)]
    lines = paragraphs(text)
    if not found or len(lines) < 3:
        return None
    a, b = rng.choice(found)
    at = rng.choice(lines)[1]
    return _Writer(text).keep(0, at).add(text[a:b]).keep(at, len(text)).done()


def delete_paragraph(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    lines = paragraphs(text)
    if len(lines) < 3:
        return None
    a, b = rng.choice(lines)
    return _Writer(text).keep(0, a).keep(min(len(text), b + 1), len(text)).done()


def delete_sentence(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    found = [m.span() for m in re.finditer(r"(?<=。)[^\n。]{8,}。", text)]
    if not found:
        return None
    a, b = rng.choice(found)
    return _Writer(text).keep(0, a).keep(b, len(text)).done()


def replace_sentence(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """A tested sentence gives way to another one, mixed from clauses of the document: its ids must not pass on."""
    found = [m.span() for m in re.finditer(r"[^\n。]{8,}。", text)]
    found = [(a, b) for a, b in found if any(a <= s and e <= b for s, e in tested)]
    if not found:
        return None
    a, b = rng.choice(found)
    clauses = [c for c in re.split(r"[，。；：、\n]", text[:a] + text[b:]) if 4 <= len(c) <= 30 and c not in text[a:b]]
    if len(clauses) < 8:
        return None
    return _Writer(text).keep(0, a).add("，".join(rng.sample(clauses, 4)) + "。").keep(b, len(text)).done()


def move_paragraph(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    lines = paragraphs(text)
    if len(lines) < 4:
        return None
    k = rng.randrange(len(lines))
    a, b = lines[k][0], min(len(text), lines[k][1] + 1)
    others = [at for i, (at, _) in enumerate(lines) if i not in (k, k + 1)]
    at = rng.choice(others)
    out = _Writer(text)
    if at < a:
        out.keep(0, at).keep(a, b).add("" if text[a:b].endswith("\n") else "\n").keep(at, a).keep(b, len(text))
    else:
        out.keep(0, a).keep(b, at).keep(a, b).keep(at, len(text))
    return out.done()


def split_paragraph(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    found = [m.end() for m in re.finditer(r"。(?=[^\n])", text)]
    if not found:
        return None
    at = rng.choice(found)
    return _Writer(text).keep(0, at).add("\n").keep(at, len(text)).done()


def join_paragraphs(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    found = [m.start() for m in re.finditer(r"(?<=。)\n(?=[^\s第一二三四五六七八九十（(\d#])", text)]
    if not found:
        return None
    at = rng.choice(found)
    return _Writer(text).keep(0, at).keep(at + 1, len(text)).done()


_NUMBERS = "一二三四五六七八九十"


def renumber(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """Every heading and article from some place on counts one more."""
    out = _Writer(text)
    at = 0
    n = 0
    marker = re.compile(r"^[ \u3000]*(?:第([一二三四五六七八九十百]+)[章节条]|[（(]?([一二三四五六七八九])[）)、]|([一二三四五六七八九])[是要](?=[\u4e00-\u9fff])|(\d)[.．、])", re.M)
    start = rng.randrange(max(1, len(text) // 2))
    for m in marker.finditer(text):
        if m.start() < start:
            continue
        group = next(g for g in (1, 2, 3, 4) if m[g])
        a, b = m.span(group)
        out.keep(at, a).add(_next(m[group]))
        at = b
        n += 1
    return out.keep(at, len(text)).done() if n else None


def _next(numeral: str) -> str:
    if numeral.isdigit():
        return str(int(numeral) + 1)
    last = numeral[-1]
    if last in _NUMBERS[:8]:
        return numeral[:-1] + _NUMBERS[_NUMBERS.index(last) + 1]
    return numeral + "一" if last == "十" else numeral[:-1] + ("十" if len(numeral) == 1 else "零")


def _outside(text: str, rng: Random, tested: Sequence[Span], accept: Callable[[str], bool]) -> int | None:
    """A place in a tested sentence, outside of what is tested."""
    inside = {i for a, b in tested for i in range(a, b)}
    for _ in range(60):
        a, b = rng.choice(tested)
        low = max(text.rfind("。", 0, a), text.rfind("\n", 0, a)) + 1
        ends = [e for e in (text.find("。", b), text.find("\n", b)) if e >= 0]
        high = min(ends, default=len(text))
        options = [i for i in range(low, high) if i not in inside and accept(text[i])]
        if options:
            return rng.choice(options)
    return None


def correct_character(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    at = _outside(text, rng, tested, lambda c: "\u4e00" <= c <= "\u9fff")
    if at is None:
        return None
    return _Writer(text).keep(0, at).add(rng.choice("的了和在是有以为这新大能要工")).keep(at + 1, len(text)).done()


def correct_words(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """Some characters of a tested sentence struck out and others put in."""
    at = _outside(text, rng, tested, lambda c: "\u4e00" <= c <= "\u9fff")
    if at is None:
        return None
    inside = {i for a, b in tested for i in range(a, b)}
    stop = at
    while stop - at < 4 and stop < len(text) and stop not in inside and "\u4e00" <= text[stop] <= "\u9fff":
        stop += 1
    return _Writer(text).keep(0, at).add(rng.choice(("进一步", "切实", "依照规定", "及时地"))).keep(stop, len(text)).done()


def correct_mark(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    at = _outside(text, rng, tested, lambda c: c in "，；：、")
    if at is None:
        return None
    return _Writer(text).keep(0, at).add(rng.choice("，；、：。")).keep(at + 1, len(text)).done()


def correct_tested(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """A character of the tested words themselves."""
    options = [i for a, b in tested if b - a >= 3 for i in range(a, b) if "\u4e00" <= text[i] <= "\u9fff"]
    if not options:
        return None
    at = rng.choice(options)
    return _Writer(text).keep(0, at).add(rng.choice("的了和在是有以为这新大能要工")).keep(at + 1, len(text)).done()


_FORMS = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "？": "?", "！": "!", "“": '"', "”": '"'}
_FORMS |= {chr(0x30 + i): chr(0xFF10 + i) for i in range(10)}


def change_width(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """Full-width marks half-width and half-width digits full-width, in the whole text."""
    new = "".join(_FORMS.get(c, c) for c in text)
    return _Writer(text).other_form(0, new).done() if new != text else None


def rename_file(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    return _Writer(text).keep(0, len(text)).done(path=f"新的文件夹/改名{rng.randrange(100)}.txt")


def add_document(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """Another document comes; this one stays. (Whoever measures puts the other one beside it.)"""
    return _Writer(text).keep(0, len(text)).done()


def break_lines(text: str, rng: Random, tested: Sequence[Span]) -> Edited | None:
    """Every paragraph wrapped hard, as mail programs and e-books do."""
    width = rng.choice((30, 36, 40))
    out = _Writer(text)
    for m in re.finditer(r"[^\n]*\n?", text):
        a, b = m.span()
        while b - a > width + 1:
            out.keep(a, a + width).add("\n")
            a += width
        out.keep(a, b)
    return out.done()


EDITS: dict[str, Edit] = {
    "insert a paragraph": insert_paragraph,
    "repeat a sentence elsewhere": insert_known_sentence,
    "delete a paragraph": delete_paragraph,
    "delete a sentence": delete_sentence,
    "put another sentence in its place": replace_sentence,
    "move a paragraph": move_paragraph,
    "split a paragraph": split_paragraph,
    "join two paragraphs": join_paragraphs,
    "renumber headings and articles": renumber,
    "correct a character in a tested sentence": correct_character,
    "change words in a tested sentence": correct_words,
    "correct a mark in a tested sentence": correct_mark,
    "correct a character of the tested words": correct_tested,
    "full-width to half-width forms": change_width,
    "rename the file": rename_file,
    "add a new document": add_document,
    "re-break the lines": break_lines,
}
