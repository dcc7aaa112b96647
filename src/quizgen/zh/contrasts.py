"""Contrast sets: words of one kind that examiners set against one another, from ``data/contrasts.txt``.

Human examiners change the modifier and keep the head (民事责任, 刑事责任, 行政责任) or take a sibling (警告, 记过, 降级).
Where a document holds no such word, the lexicon does. It is written by hand, in sections by subject (``# law: liability``):
one set a line, any two members different things, of one build and one length; a word may stand in several sets. A word
means what its subject makes of it (质量 beside 数量, or beside 能量), so a section serves a document only where the
document speaks its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from quizgen.zh.places import Places

FEW = 2
"""A document speaks the language of a section when so many of its words of three or more characters stand in it."""


PLAIN = "(plain words)"
"""Closes the title of a section whose words any subject uses: they go together in some sentences and not in others."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    sets: tuple[tuple[str, ...], ...]
    section: tuple[int, ...]
    """By set, its section."""
    by_word: dict[str, list[int]]
    by_head: dict[tuple[str, int], list[int]]
    """By the two characters that all members end with, and their length."""
    heads: dict[str, list[tuple[int, str]]]
    """By the two characters they begin with, words of three and more characters with their section."""
    plain: frozenset[int]
    """The sections of plain words."""
    terms: frozenset[str]
    """The words of the sections of terms; a section whose title ends with (plain words) has none."""


@cache
def _lexicon() -> _Lexicon:
    text = resources.files("quizgen").joinpath("data", "contrasts.txt").read_text(encoding="utf-8")
    sets: list[tuple[str, ...]] = []
    section: list[int] = []
    by_word: dict[str, list[int]] = {}
    by_head: dict[tuple[str, int], list[int]] = {}
    heads: dict[str, list[tuple[int, str]]] = {}
    sections = 0
    terms: set[str] = set()
    plain = False
    plains: set[int] = set()
    for line in text.splitlines():
        if line.startswith("#"):
            sections += 1
            plain = line.endswith(PLAIN)
            if plain:
                plains.add(sections)
        elif line:
            members = tuple(line.split())
            if not plain:
                terms.update(members)
            for word in members:
                by_word.setdefault(word, []).append(len(sets))
            if len(members[0]) >= 4 and len({w[-2:] for w in members}) == 1:
                by_head.setdefault((members[0][-2:], len(members[0])), []).append(len(sets))
            for word in members:
                if len(word) > 2:
                    heads.setdefault(word[:2], []).append((sections, word))
            sets.append(members)
            section.append(sections)
    return _Lexicon(tuple(sets), tuple(section), by_word, by_head, heads, frozenset(plains), frozenset(terms))


def known(word: str) -> bool:
    """Some set holds the word."""
    return word in _lexicon().by_word


def is_term(word: str) -> bool:
    """Some set of a section of terms holds the word."""
    return word in _lexicon().terms


def has_head(word: str) -> bool:
    """Some set has the head and the length of the word."""
    return (word[-2:], len(word)) in _lexicon().by_head


class Contrasts:
    """The lexicon as one document may use it."""

    def __init__(self, places: Places) -> None:
        self._has = places.holds
        lexicon = _lexicon()
        heads = places.pairs & lexicon.heads.keys()
        there: dict[int, set[str]] = {}
        for head in heads:
            for section, word in lexicon.heads[head]:
                found = there.setdefault(section, set())
                if len(found) < FEW and self._has(word):
                    found.add(word)
        self.spoken = frozenset(i for i, found in there.items() if len(found) >= FEW)

    def siblings(self, word: str) -> Iterator[str]:
        """The words of the sets that hold ``word``, in the file's order. Of a set whose section is not the document's
        only those whose own part stands in the document."""
        lexicon = _lexicon()
        for i in lexicon.by_word.get(word, ()):
            others = [w for w in lexicon.sets[i] if w != word]
            if lexicon.section[i] in self.spoken or any(len(w) > 2 and self._has(w) for w in others):
                yield from others
            elif len(word) > 2:
                yield from (w for w in others if len(own := own_part(w, word)) > 1 and self._has(own))

    def beside_all(self, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """What the sets that hold two or more of ``words`` have beside them, in the file's order: what may be taken for one
        of their kind. With each, whether its set holds them all."""
        lexicon = _lexicon()
        sets = [i for w in words for i in lexicon.by_word.get(w, ())]
        for i in dict.fromkeys(i for i in sets if sets.count(i) >= 2):
            every = sets.count(i) == len(words)
            others = [w for w in lexicon.sets[i] if w not in words]
            if lexicon.section[i] in self.spoken or lexicon.section[i] in lexicon.plain:
                yield from ((w, every) for w in others)
            else:
                yield from ((w, every) for w in others if self._has(w))

    def headed(self, word: str) -> Iterator[str]:
        """Words of the document with the head and length of a word that no set holds, and none of its other characters:
        what shares one may mean nearly the same (保障机制, 保证机制)."""
        lexicon = _lexicon()
        if word in lexicon.by_word or len(word) < 4:
            return
        own = set(word[:-2])
        for i in lexicon.by_head.get((word[-2:], len(word)), ()):
            yield from (w for w in lexicon.sets[i] if own.isdisjoint(w[:-2]) and self._has(w))

    def composed(self, word: str, at: int) -> Iterator[str]:
        """A longer term with the word that ends it, from ``at`` on, changed for its like (疫情|报告制度,
        疫情|监测制度)."""
        head, tail = word[:at], word[at:]
        if head and 3 <= len(tail) <= 4:
            yield from (head + other for other in self.siblings(tail) if other not in head)


def own_part(word: str, key: str) -> str:
    """What ``word`` has and ``key`` has not, between what they open and end with alike: 监测 of 疫情监测制度 beside
    疫情报告制度."""
    a = 0
    while a < min(len(word), len(key)) and word[a] == key[a]:
        a += 1
    b = 0
    while b < min(len(word), len(key)) - a and word[-1 - b] == key[-1 - b]:
        b += 1
    return word[a : len(word) - b] or word


_GOOD = re.compile(r"奖|励|扶|救|优[惠待先]|表彰|表扬|补贴|补助|支持|资助|减免|嘉")
_BAD = re.compile(r"罚|惩|戒|处分|警告|没收|吊销|拘|禁|责令|开除|撤职|降级|记过|查封|扣押|取缔|追究|侵|害|非法|违")


def opposed(a: str, b: str) -> bool:
    """One is a good, the other a bad thing: the sentence tells which it wants."""
    return bool(_GOOD.search(a) and _BAD.search(b)) or bool(_BAD.search(a) and _GOOD.search(b))
