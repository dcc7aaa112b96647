"""How a phrase is built, and how much two phrases are alike: what parallelism means for the members of a series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from quizgen.zh.atoms import QUESTIONS, Atom

TYPES = "NVOCA"
"""N noun phrase; V bare verb; O verb with its object; C clause; A adjective phrase."""
NOMINAL = "NSqtRMQ"
_SINGLE = {
    "G": "V", "V": "VN", "B": "NV", "A": "ANV", "D": "AVN", "I": "NVOCA", "Y": "NVOCA", "q": "NVOCA", "E": "", "X": "",
    "P": "", "C": "", "K": "", "U": "", "S": "NA", "的": "", "&": "", "J": "A",
}  # fmt: skip
_types: dict[str, str] = {}


def types_of(pattern: str) -> str:
    """The types that a pattern of kinds can be, as a string; all of them where nothing is known."""
    found = _types.get(pattern)
    if found is None:
        if len(_types) > 50_000:
            _types.clear()
        found = _types[pattern] = _read(pattern)
    return found


def _read(p: str) -> str:
    if len(p) == 1:
        return _SINGLE.get(p, "N")
    p = p.replace("J", "A")
    first, last = p[0], p[-1]
    if last == "的":
        return "A"
    if last == "U":
        return "OC"
    out: set[str] = set()
    i = 0
    while i < len(p) - 1 and p[i] in "DEXA":
        i += 1
    rest = p[i:]
    if rest[0] in "GVBIY":
        out |= set("VO") if len(rest) == 1 or (len(rest) < 3 and all(k in "GVB" for k in rest)) else set("O")
    elif rest[0] in "PKw":
        out |= set("OC")
    elif i and rest[0] in NOMINAL and len(rest) == 1 and first in "DEX":
        out |= set("OV")
    if first in "Pw":
        out |= set("OC")
    if all(k in "ADESIY" for k in p) or (len(p) == 2 and _adjective(first, last)):
        out.add("A")
    if _is_nominal(p):
        out.add("N")
    verbs = "GVKXP" if "的" in p else "GVKXPEDABIY"
    if any(p[j] in verbs and p[j - 1] in NOMINAL + "BIYF的GV" for j in range(1, len(p))):
        out.add("C")
    if "K" in p:
        out |= set("CO")
    if len(p) == 2 and first in "DA" and last in "VGB":
        out.add("C")  # 全面覆盖: a clause whose subject is understood
    return "".join(t for t in TYPES if t in out) or TYPES


def _adjective(first: str, last: str) -> bool:
    return (first == "E" and last in "ADBSIYNGV") or (first == "A" and last in "AB") or (first in "NB" and last in "AS")


def _is_nominal(p: str) -> bool:
    de = p.rfind("的")
    tail = p[de + 1 :]
    if any(k in "PXKEDUC" for k in (tail if de >= 0 else p[1:])) or (de < 0 and p[0] in "PXKEUC"):
        return False
    if not (tail[-1] in NOMINAL + "BIYFV" or (tail[-1] in "AG" and len(p) > 1 and p[-2] in NOMINAL + "BA")):
        return False
    if de >= 0:
        return True
    if p[0] in "GV":
        return p[0] == "V" and len(p) == 2 and p[1] in NOMINAL + "BA"
    return "G" not in p[1:-1]


class Shape(NamedTuple):
    """``pattern`` in letters that likeness looks at: n v b a d i y, q and t, and the marks of function words."""

    text: str
    pattern: str
    types: str
    low: int
    high: int


_LETTERS = str.maketrans("GVBIYAJDEFNSRMQ", "vvbiyaaddnnnnnn")


class Shapes:
    """The shapes of the phrases of one clause, each made once: its words are joined beforehand, and a phrase is a slice."""

    __slots__ = ("_at", "_atoms", "_ends", "_found", "_kinds", "_parts", "_text")

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._atoms = atoms
        self._text = "".join([a.text for a in atoms])
        self._at = [0, *accumulate([len(a.text) for a in atoms])]
        parts = [a.parts for a in atoms]
        for i, a in enumerate(atoms):
            if a.kind == "R" and a.text.startswith(QUESTIONS):
                parts[i] = "w"
        self._kinds = "".join(parts)
        self._parts = [0, *accumulate(map(len, parts))]
        self._found: dict[tuple[int, int], Shape] = {}

    def __call__(self, low: int, high: int) -> Shape:
        found = self._found.get((low, high))
        if found is None:
            kinds = self._kinds[self._parts[low] : self._parts[high]]
            if high - low == 2:
                one, two = self._atoms[low:high]
                if len(one.text) == 1 and len(two.text) == 2 and one.kind in "VGANBDE":
                    kinds = "Y" + two.kind  # 讲|诚信, 高|标准: three characters, cut one to two, are what their fellows are
            text = self._text[self._at[low] : self._at[high]]
            found = self._found[low, high] = Shape(text, kinds.translate(_LETTERS), types_of(kinds), low, high)
        return found


def _verb(pattern: str) -> str:
    """The first letter that is no adverb."""
    i = 0
    while i < len(pattern) - 1 and pattern[i] in "dax":
        i += 1
    return pattern[i]


def _even(text: str) -> bool:
    """Does the conjunction stand in the middle (外部安全和内部安全)?"""
    for word in ("和", "与", "或者", "或", "及"):
        i = text.find(word)
        if i > 0:
            return abs(2 * i + len(word) - len(text)) <= 1
    return False


_QUESTION = re.compile("|".join(QUESTIONS))


class Traits(NamedTuple):
    """What the patterns of the sure members say of them, in short: how many there are, whether there are several, and what
    they share."""

    many: bool
    patterns: frozenset[str]
    lasts: frozenset[str]
    lengths: frozenset[int]
    lone: bool
    verbs: frozenset[str]
    verbal: float
    objects: bool
    nouns: bool
    marked: int
    bound: bool
    copula: bool
    with_de: bool
    all_de: bool
    with_preposition: bool
    types: str
    size: int


@lru_cache(maxsize=50_000)
def _make(pattern: str) -> tuple[str, bool, bool, bool, bool, bool, bool, bool]:
    """Of one pattern: its verb, whether that is one, then ``objects`` to ``with_preposition`` as in ``Traits``."""
    verb = _verb(pattern)
    objects = pattern[0] == "b" and "n" in pattern
    return verb, verb in _VERBAL, objects, pattern[0] == "n", "&" in pattern, "K" in pattern, "的" in pattern, "P" in pattern


@lru_cache(maxsize=100_000)
def _traits(makes: tuple[tuple[str, str], ...]) -> Traits:
    """The traits of members of these patterns and types: they come again and again."""
    n = len(makes)
    each, types = zip(*makes, strict=True)
    verbs, verbal, objects, nouns, marked, copula, de, prepositions = zip(*map(_make, each), strict=True)
    patterns = frozenset(each)
    return Traits(
        many=n > 1,
        patterns=patterns,
        lasts=frozenset([p[-1] for p in patterns]),
        lengths=frozenset(map(len, patterns)),
        lone=len(each[0]) == 1,
        verbs=frozenset(verbs),
        verbal=sum(verbal) / n,
        objects=any(objects),
        nouns=all(nouns),
        marked=sum(marked),
        bound=all(marked),
        copula=all(copula),
        with_de=any(de),
        all_de=all(de),
        with_preposition=any(prepositions),
        types="".join(types),
        size=n,
    )


@lru_cache(maxsize=50_000)
def _share(types: str, n: int) -> dict[str, float]:
    """What each type costs, by how many of the members can be of it."""
    return {t: 2.5 - 2.5 * types.count(t) / n for t in TYPES}


class Profile:
    """What the sure members of a series have in common."""

    __slots__ = ("high", "low", "prefix", "suffix", "texts", "traits")

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.traits = _traits(tuple([(s.pattern, s.types) for s in shapes]))
        if len(shapes) == 1:
            text = shapes[0].text
            self.texts = [text]
            self.prefix = self.suffix = text
            self.low = self.high = len(text)
            return
        self.texts = texts = [s.text for s in shapes]
        sizes = [len(t) for t in texts]
        self.low, self.high = min(sizes), max(sizes)
        self.prefix, self.suffix = _common(texts), _ending(texts)

    @property
    def even(self) -> bool:
        """Does every member have its conjunction in the middle?"""
        return self.traits.bound and all(_even(t) for t in self.texts)

    @property
    def questions(self) -> bool:
        return all(_asks(t) for t in self.texts)


@lru_cache(maxsize=50_000)
def _asks(text: str) -> bool:
    return _QUESTION.search(text) is not None


def _common(texts: Sequence[str]) -> str:
    """What all of the texts begin with."""
    first = texts[0][:1]
    for text in texts:
        if text[:1] != first:
            return ""
    low, high = min(texts), max(texts)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def _ending(texts: Sequence[str]) -> str:
    """What all of the texts end with."""
    last = texts[0][-1:]
    for text in texts:
        if text[-1:] != last:
            return ""
    return _common([t[::-1] for t in texts])[::-1]


class Ways(NamedTuple):
    """The types that a member may be read as, each with how natural its border is as that type (see ``zh.openings``),
    and the same less what a type costs that its words hardly allow."""

    type: str
    natural: float
    value: float


_UNLIKELY = 2.5
_new = tuple.__new__


def ways(c: Shape, natural: dict[str, float]) -> tuple[Ways, ...]:
    """The readings of a shape that can win, from how natural each type is."""
    types = c.types
    out = [(t, v, v if t in types else v - _UNLIKELY) for t, v in natural.items()]
    least = max([w[2] for w in out]) - 3.5
    return tuple([_new(Ways, w) for w in out if w[2] >= least])


def _shared(c: Shape, sure: Profile) -> tuple[float, bool, bool]:
    """What a phrase shares with the sure members whatever it is read as; whether its pattern is one of theirs; whether
    it shares an affix."""
    text, pattern = c.text, c.pattern
    traits = sure.traits
    n = len(text)
    short = n if n < sure.low else sure.low
    front = back = 0
    if short > 1:
        p = sure.prefix
        top = min(3, short - 1, len(p))
        while front < top and text[front] == p[front]:
            front += 1
    s = sure.suffix
    top = min(3, short - 1 if short > 1 else 1, len(s))
    while back < top and text[-1 - back] == s[-1 - back]:
        back += 1
    base = 1.7 * (front + back)
    if n == 1 and sure.low > 1:
        base -= 1.5 if pattern == "n" else 3.5
    if text in sure.texts:
        base -= 6.0
    same = pattern in traits.patterns
    if same:
        base += 2.5 if pattern in ("q", "t") else 1.0
    elif pattern[-1] in traits.lasts:
        base += 0.4
    if len(pattern) in traits.lengths:
        base += 0.3
    if "&" in pattern:
        if traits.bound:
            if sure.even and _even(text):
                base += 2.0
        elif not traits.marked:
            base -= 0.6
    elif traits.bound:
        base -= 1.0
    if traits.many:
        if len(sure.prefix) > 1 and not front:
            base -= 1.5
        if len(sure.suffix) > 1 and not back:
            base -= 1.0
    if traits.copula:
        base += 1.5 if "K" in pattern else -1.0
    if _asks(text) and sure.questions:
        base += 1.5
    if "的" not in pattern:
        base -= 1.0 if traits.all_de else 0.5 if traits.with_de else 0.0
    elif traits.all_de:
        base += 1.0
    elif not traits.with_de:
        base -= 0.5
    if ("P" in pattern) != traits.with_preposition:
        base -= 1.5
    return base, same, front > 0 or back > 0


def _as(t: str, natural: float, n: int, pattern: str, sure: Profile, same: bool, affix: bool) -> float:
    """What a phrase of ``n`` characters shares with the sure members read as one type. Equal length counts most; a noun
    phrase may differ in length, a clause or a verb phrase hardly."""
    low, high, traits = sure.low, sure.high, sure.traits
    v = 0.5
    if low == high:
        if n == low:
            if traits.many:
                v = 1.5 if n > 1 else 4.0
            elif t != "N":
                v = 2.0
            elif natural >= 1 or affix or (len(pattern) == 1 and traits.lone):
                v = 1.5
        else:
            v = -min(2.0, (0.5 if traits.many else 0.2 if t == "N" else 0.4) * abs(n - low))
    elif t == "N":
        if n < low:
            v = -min(1, 0.3 * (low - n))
    elif low <= n <= high:
        v = 0.5
    else:
        v = -min(2, 0.3 * (low - n if n < low else n - high))
    if not same and natural < 1 and (t == "N" or pattern[0] == "b"):
        v -= 1.7
    if t == "O":
        verb = _verb(pattern)
        if verb == "v":
            if traits.verbal:  # the more of the others are verbs
                v += 0.6 * traits.verbal - 2.0 * (1 - traits.verbal)
            elif traits.objects:
                v -= 2.0 if traits.many else 0.1  # those beside it are nouns that hold a verb: 民主生活会
            else:
                v -= 1.5 if low == high == n >= 4 else 3.0
        elif verb in traits.verbs:
            v += 0.6
        elif verb == "n":
            v -= 2.0
    elif t == "C":
        if pattern[0] == "v" and traits.nouns:
            v -= 1.5
        if not any(k in "vKXPd" for k in pattern[1:]) and pattern[-1] not in "aiy":
            v -= 3.0
    elif t == "V" and n - low > 1:
        if low == high <= 2 and pattern in _ADVERBIAL:
            v = max(v, 0.0) + 2.5  # 依法惩治 beside 防范
        else:
            v -= 1.0
    return v


_MOST, _MOST_ONE = 2.7, 4.7
"""No more than this comes from ``_as``: of a phrase of two characters or more, and of one."""
_VERBAL = frozenset("viy")
_ADVERBIAL = frozenset(a + v for a in "ad" for v in "vb")


def likeness(c: Shape, sure: Profile, readings: Sequence[Ways]) -> float:
    """How well a phrase stands among the sure members, at best over the types it may be read as: how natural it is as
    that type plus what it shares with them."""
    base, same, affix = _shared(c, sure)
    n, pattern, share = len(c.text), c.pattern, _share(sure.traits.types, sure.traits.size)
    best, most = -99.0, _MOST if n > 1 else _MOST_ONE
    for t, natural, value in readings:
        value -= share[t]
        if value + most > best:
            value += _as(t, natural, n, pattern, sure, same, affix)
            if value > best:
                best = value
    return base + best


def together(
    a: Shape, b: Shape, other: Profile, readings: Sequence[Ways], others: Sequence[Ways], *, object: bool
) -> tuple[float, float]:
    """The values of two unsure members read as one type; ``other`` is b's profile. ``object``: b ends in a verb whose
    object follows, so a must end in one as well."""
    base, same, affix = _shared(a, other)
    n, pattern = len(a.text), a.pattern
    best, x, y = -99.0, -99.0, -99.0
    most = 2 * (base + (_MOST if n > 1 else _MOST_ONE))
    for t, natural, value in readings:
        for t2, natural2, value2 in others:
            if t2 != t:
                continue
            both = value + value2
            if both + most > best:
                p = base + _as(t, natural if natural < natural2 else natural2, n, pattern, other, same, affix)
                if t == "N":
                    p -= 0.2 * ((natural < 1) + (natural2 < 1))
                elif object and t in "VO" and not any(z.type == "V" and z.natural >= 2.9 for z in readings):
                    p -= 1.0
                total = both + 2 * p
                if total > best:
                    best, x, y = total, value + p, value2 + p
            break
    return x, y
