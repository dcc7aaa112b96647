"""How a phrase is built, and how much two phrases are alike: what parallelism means for the members of a series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
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


def shape(atoms: Sequence[Atom], low: int, high: int) -> Shape:
    part = atoms[low:high]
    text = "".join([a.text for a in part])
    if high - low == 2 and len(part[0].text) == 1 and len(part[1].text) == 2 and part[0].kind in "VGANBDE":
        kinds = "Y" + part[1].kind  # 讲|诚信, 高|标准: three characters, cut one to two, are what their fellows are
    else:
        kinds = "".join([a.parts for a in part])
        if "R" in kinds and any(a.kind == "R" and a.text.startswith(QUESTIONS) for a in part):
            kinds = "".join(["w" if a.kind == "R" and a.text.startswith(QUESTIONS) else a.parts for a in part])
    return Shape(text, kinds.translate(_LETTERS), types_of(kinds), low, high)


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


class Profile:
    """What the sure members of a series have in common."""

    __slots__ = (
        "all_de", "bound", "copula", "even", "high", "lasts", "lengths", "lone", "low", "many", "marked", "nouns", "objects",
        "patterns", "prefix", "questions", "share", "suffix", "texts", "verbal", "verbs", "with_de", "with_preposition",
    )  # fmt: skip

    def __init__(self, shapes: Sequence[Shape]) -> None:
        if len(shapes) == 1:
            self._alone(shapes[0])
            return
        n = len(shapes)
        first = shapes[0]
        self.many = True
        self.texts = texts = [s.text for s in shapes]
        sizes = [len(t) for t in texts]
        self.low, self.high = min(sizes), max(sizes)
        self.prefix = _common(texts)
        self.suffix = _common([t[::-1] for t in texts])[::-1]
        self.patterns = patterns = {s.pattern for s in shapes}
        verbs = [_verb(s.pattern) for s in shapes]
        every = "".join(patterns)
        self.lasts = {p[-1] for p in patterns}
        self.lengths = {len(p) for p in patterns}
        self.lone = len(first.pattern) == 1
        self.verbs = set(verbs)
        self.verbal = sum([v in _VERBAL for v in verbs]) / n
        self.objects = any(p[0] == "b" and "n" in p for p in patterns)
        self.nouns = all(p[0] == "n" for p in patterns)
        self.marked = sum(["&" in s.pattern for s in shapes]) if "&" in every else 0
        self.bound = self.marked == n
        self.even = self.bound and all(_even(t) for t in self.texts)
        self.questions = _QUESTION.search(first.text) is not None and all(
            _QUESTION.search(t) is not None for t in self.texts
        )
        self.copula = "K" in every and all("K" in p for p in patterns)
        self.with_de = "的" in every
        self.all_de = self.with_de and all("的" in p for p in patterns)
        self.with_preposition = "P" in every
        types = "".join([s.types for s in shapes])
        self.share = {t: 2.5 - 2.5 * types.count(t) / n for t in TYPES}

    def _alone(self, s: Shape) -> None:
        """The profile of one member: all of it but its words is that of its pattern, and patterns come again and again."""
        text, pattern = s.text, s.pattern
        traits = _traits(pattern, s.types)
        self.many = False
        self.texts = [text]
        self.prefix = self.suffix = text
        self.low = self.high = len(text)
        self.patterns, self.lasts, self.lengths, self.verbs, self.share = traits.sets
        self.lone = len(pattern) == 1
        self.verbal, self.objects, self.nouns = traits.verbal, traits.objects, traits.nouns
        self.bound = "&" in pattern
        self.marked = int(self.bound)
        self.even = self.bound and _even(text)
        self.questions = _QUESTION.search(text) is not None
        self.copula = "K" in pattern
        self.with_de = self.all_de = "的" in pattern
        self.with_preposition = "P" in pattern


class _Traits(NamedTuple):
    """What the pattern of a lone member says of it. ``sets``: patterns, lasts, lengths, verbs and share of its profile."""

    sets: tuple[set[str], set[str], set[int], set[str], dict[str, float]]
    verbal: float
    objects: bool
    nouns: bool


@lru_cache(maxsize=50_000)
def _traits(pattern: str, types: str) -> _Traits:
    verb = _verb(pattern)
    share = {t: 2.5 - 2.5 * types.count(t) for t in TYPES}
    return _Traits(
        ({pattern}, {pattern[-1]}, {len(pattern)}, {verb}, share),
        float(verb in _VERBAL),
        pattern[0] == "b" and "n" in pattern,
        pattern[0] == "n",
    )


def _common(texts: Sequence[str]) -> str:
    """What all of the texts begin with."""
    low, high = min(texts), max(texts)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


class Ways(NamedTuple):
    """The types that a member may be read as, each with how natural its border is as that type (see ``zh.openings``),
    and the same less what a type costs that its words hardly allow."""

    type: str
    natural: float
    value: float


_UNLIKELY = 2.5


def ways(c: Shape, natural: dict[str, float]) -> tuple[Ways, ...]:
    """The readings of a shape that can win, from how natural each type is."""
    types = c.types
    out = [Ways(t, v, v if t in types else v - _UNLIKELY) for t, v in natural.items()]
    least = max([w.value for w in out]) - 3.5
    return tuple([w for w in out if w.value >= least])


def _shared(c: Shape, sure: Profile) -> tuple[float, bool, bool]:
    """What a phrase shares with the sure members whatever it is read as; whether its pattern is one of theirs; whether
    it shares an affix."""
    text, pattern = c.text, c.pattern
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
    same = pattern in sure.patterns
    if same:
        base += 2.5 if pattern in ("q", "t") else 1.0
    elif pattern[-1] in sure.lasts:
        base += 0.4
    if len(pattern) in sure.lengths:
        base += 0.3
    if "&" in pattern:
        if sure.bound:
            if sure.even and _even(text):
                base += 2.0
        elif not sure.marked:
            base -= 0.6
    elif sure.bound:
        base -= 1.0
    if sure.many:
        if len(sure.prefix) > 1 and not front:
            base -= 1.5
        if len(sure.suffix) > 1 and not back:
            base -= 1.0
    if sure.copula:
        base += 1.5 if "K" in pattern else -1.0
    if sure.questions and _QUESTION.search(text):
        base += 1.5
    if "的" not in pattern:
        base -= 1.0 if sure.all_de else 0.5 if sure.with_de else 0.0
    elif sure.all_de:
        base += 1.0
    elif not sure.with_de:
        base -= 0.5
    if ("P" in pattern) != sure.with_preposition:
        base -= 1.5
    return base, same, front > 0 or back > 0


def _as(t: str, natural: float, n: int, pattern: str, sure: Profile, same: bool, affix: bool) -> float:
    """What a phrase of ``n`` characters shares with the sure members read as one type. Equal length counts most; a noun
    phrase may differ in length, a clause or a verb phrase hardly."""
    low, high = sure.low, sure.high
    v = 0.5
    if low == high:
        if n == low:
            if sure.many:
                v = 1.5 if n > 1 else 4.0
            elif t != "N":
                v = 2.0
            elif natural >= 1 or affix or (len(pattern) == 1 and sure.lone):
                v = 1.5
        else:
            v = -min(2.0, (0.5 if sure.many else 0.2 if t == "N" else 0.4) * abs(n - low))
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
            if sure.verbal:  # the more of the others are verbs
                v += 0.6 * sure.verbal - 2.0 * (1 - sure.verbal)
            elif sure.objects:
                v -= 2.0 if sure.many else 0.1  # those beside it are nouns that hold a verb: 民主生活会
            else:
                v -= 1.5 if low == high == n >= 4 else 3.0
        elif verb in sure.verbs:
            v += 0.6
        elif verb == "n":
            v -= 2.0
    elif t == "C":
        if pattern[0] == "v" and sure.nouns:
            v -= 1.5
        if not any(k in "vKXPd" for k in pattern[1:]) and pattern[-1] not in "aiy":
            v -= 3.0
    elif t == "V" and n - low > 1:
        if low == high <= 2 and pattern in _ADVERBIAL:
            v = max(v, 0.0) + 2.5  # 依法惩治 beside 防范
        else:
            v -= 1.0
    return v


_MOST = 4.6
"""No more than this comes from ``_as``."""
_VERBAL = frozenset("viy")
_ADVERBIAL = frozenset(a + v for a in "ad" for v in "vb")


def likeness(c: Shape, sure: Profile, readings: Sequence[Ways]) -> float:
    """How well a phrase stands among the sure members, at best over the types it may be read as: how natural it is as
    that type plus what it shares with them."""
    base, same, affix = _shared(c, sure)
    n, pattern, share = len(c.text), c.pattern, sure.share
    best = -99.0
    for w in readings:
        value = w.value - share[w.type]
        if value + _MOST > best:
            value += _as(w.type, w.natural, n, pattern, sure, same, affix)
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
    for w in readings:
        for o in others:
            if o.type != w.type or w.value + o.value + 2 * (base + _MOST) <= best:
                continue
            low = w.natural if w.natural < o.natural else o.natural
            p = base + _as(w.type, low, n, pattern, other, same, affix)
            if w.type == "N":
                p -= 0.2 * ((w.natural < 1) + (o.natural < 1))
            elif object and w.type in "VO" and not any(z.type == "V" and z.natural >= 2.9 for z in readings):
                p -= 1.0
            total = w.value + o.value + 2 * p
            if total > best:
                best, x, y = total, w.value + p, o.value + p
    return x, y
