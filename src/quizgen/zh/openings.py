"""Where a series can open, and how natural each place is.

Naturalness is a number for each type that the outer member can be read as (``zh.shapes.TYPES``): 3 where grammar asks
for a border (a noun phrase after the verb or preposition that governs it; a list before 等, 的, a modal), about 1.5
where it allows one (after an adjective that may belong to all members), below 0 inside a compound.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.zh.atoms import AFTER, MEANS, QUESTIONS, Atom
from quizgen.zh.nounphrases import (
    GOVERNS_ALL,
    GOVERNS_CLAUSE,
    NOUN_TO_RIGHT,
    REACH,
    STATIVE,
    TAKES_NOUNS,
    Border,
    Natural,
    Words,
    agent,
    border,
    fill,
    noun_phrase_backward,
)
from quizgen.zh.shapes import NOMINAL


class _Left:
    """Collects the places where a series can open in ``low … high``."""

    def __init__(
        self, words: Words, low: int, high: int, following: Atom | None, modified: bool, after: str, things: bool
    ) -> None:
        self.words, self.atoms = words, words.atoms
        self.low, self.high, self.following, self.modified = low, high, following, modified
        self.after, self.things = after, things
        self.echo = -1
        """Where the piece holds, for the last time, the function word or verb that the next member opens with."""
        if following is not None and following.kind in "EXPKG":
            for i in range(high - 1, max(low, high - REACH) - 1, -1):
                if self.atoms[i].text == following.text:
                    self.echo = i
                    break
        self.found: dict[int, Natural] = {}
        self.demands, self.demanded = -1, 0.0
        """The last verb that governs a whole list, where no list of verbs follows (做到亲自部署、问题亲自过问)."""
        if following is not None and following.kind not in "GVB":
            for i in range(high - 2, low - 1, -1):
                if self.atoms[i].text in GOVERNS_CLAUSE:
                    self.demands, self.demanded = i, 6.0 if self.atoms[i].text in GOVERNS_ALL else 1.5
                    break

    def add(self, start: int, types: str, value: float) -> None:
        if not self.low <= start < self.high or start < self.high - REACH:
            return
        atoms, following = self.atoms, self.following
        first = atoms[start]
        if (
            first.kind in "U的等&、KC"
            or first.text in ("之", "者", "所", "其")
            or (first.kind == "F" and first.text in AFTER)
        ):
            return
        if first.kind in "MRQ" and all(a.kind in "MRQ" for a in atoms[start : self.high]):
            return
        if first.text in TAKES_NOUNS and following is not None and following.kind in "BNA":
            value -= 2.5
        if following is not None and (following.kind == "P" or following.text == "为"):
            if first.text != following.text:
                value -= 1.5
        elif first.kind == "P":
            value -= 2.0
        if start > self.low:
            before = atoms[start - 1]
            if (
                first.text.startswith("什么")
                and before.kind in "GVB"
                and following is not None
                and following.text in ("怎样", "如何", "怎么")
            ):
                value -= 6.0
            if (
                len(before.text) == 1
                and before.kind == "N"
                and start > self.low + 1
                and atoms[start - 2].kind in "GVB"
                and len(atoms[start - 2].text) > 1
            ):
                value -= 3.0  # a verb of two syllables takes no object of one: the noun belongs to the member
            if before.text in ("不", "未", "没有", "非") and (following is None or following.text != first.text):
                value -= 2.0
            if before.text in GOVERNS_CLAUSE and "N" not in types:
                value += 1.0
            if before.kind in "DEX" and len(before.text) > 1 and before.text in self.after:
                value -= 2.0  # 亲自部署、问题亲自过问
            if before.kind == "&":
                value -= 5.0 if any(a.text in ("之间", "间") for a in atoms[start : self.high]) else 2.0
            if following is not None and before.text == following.text and before.kind != "的":
                value -= 3.0  # the others open with this word too
        if start <= self.demands and ("N" not in types or self.demanded > 2):
            value -= self.demanded
        if start < self.echo and "N" not in types:
            value -= 2.5
        if self.things and "N" not in types:
            value -= 1.5
        natural = self.found.setdefault(start, {})
        for t in types:
            if natural.get(t, -9.0) < value:
                natural[t] = value

    def nouns(self) -> None:
        atoms, low, high, words = self.atoms, self.low, self.high, self.words
        start, soft, whole = noun_phrase_backward(words, low, high)
        if start >= high:
            return
        governed = start == low or atoms[start - 1].kind in "GVPKU的等" or atoms[start - 1].text in MEANS
        if atoms[high - 1].kind == "G":
            whole -= 1.5
        elif atoms[high - 1].kind == "V":
            whole -= 0.2
        if start > low + 1 and atoms[start - 1].text == "为" and atoms[start - 2].kind in NOMINAL:
            whole -= 1.5
        self.add(start, "N", whole if governed else whole - 1.5)
        for at, value in soft.items():
            self.add(at, "N", value)
        for at in range(max(start + 1, high - REACH), high):
            self.add(at, "N", -1.5 if words.compound(at - 1) else 0.2)
        at = start
        while at > low and atoms[at - 1].kind == "&":
            further = noun_phrase_backward(words, low, at - 1)[0]
            if further >= at - 1:
                break
            self.add(further, "N", 1.8)
            at = further
        at = start
        while at > low and atoms[at - 1].kind == "的":
            further = noun_phrase_backward(words, low, at - 1)[0]
            if further >= at - 1:
                break
            while further > low and atoms[further].kind in "AS" and atoms[further - 1].kind in "ED":
                further -= 1  # 更高的标准
            close = at - 1 - further <= 2 and (len(atoms[further].text) == 1 or atoms[further].kind in "ADES")
            self.add(further, "N", 2.8 if self.modified else 2.5 if close else 0.8)
            at = further

    def verbs(self) -> None:
        atoms, low, high = self.atoms, self.low, self.high
        seen = 0
        for i in range(high - 1, max(low, high - REACH) - 1, -1):
            a = atoms[i]
            k = a.kind
            before = atoms[i - 1] if i > low else None
            pk = before.kind if before else ""
            if k == "K" and a.text == "为":
                self._by(i)
                if self.following is not None and self.following.text == "为":
                    self.add(i, "OC", 4.0)
            if k in "GVBIY":
                if not (k == "B" and pk and pk in NOMINAL + "AB的" and i < high - 1) or not seen:
                    seen += 1
                self._verb(i, seen, before)
            elif k == "P":
                after = self.following
                alike = after is not None and after.kind == "P" and (after.text == a.text or pk not in "GV")
                self.add(i, "OC", 4.0 if alike else 0.5)
            elif k in "EDX" and self.following is not None and self.following.text == a.text:
                self.add(i, "OC", 3.0)
            elif k in "ADESN" and (i == high - 1 or all(b.kind in "ADESINYB" for b in atoms[i:high])):
                self.add(i, "A", 2.5 if i == low or pk in NOMINAL + "GVBK的P" else 1.0)
                if k == "N" or (k == "A" and i < high - 1):
                    self.add(i, "C", 1.5)
            if k == "R" and a.text.startswith(QUESTIONS):
                self.add(i, "OC", 1.5)
            elif k in "EXDPK" and pk and pk in NOMINAL + "BIYF":
                start = noun_phrase_backward(self.words, low, i)[0]
                free = start == low or atoms[start - 1].kind in "GVK的"
                self.add(start, "C", 1.5 if free else 0.5)
        self.add(low, "OC", 1.5 if low == 0 else 1.0)
        self.add(low, "A", 1.0)
        fill(self.found, self.demands, self.demanded)

    def _by(self, i: int) -> None:
        """以甲为乙: the frame is one clause."""
        atoms, low = self.atoms, self.low
        if i > low and atoms[i - 1].kind in NOMINAL + "BIYS":
            start = noun_phrase_backward(self.words, low, i)[0]
            self.add(start, "C", 3.0)
            if start > low and atoms[start - 1].text == "以":
                self.add(start - 1, "C", 7.0)

    def _verb(self, i: int, seen: int, before: Atom | None) -> None:
        atoms, low, high, following = self.atoms, self.low, self.high, self.following
        k, pk = atoms[i].kind, before.kind if before else ""
        value = (3.0, 1.0, 0.5)[min(seen, 3) - 1]
        if before and k == "B" and i < high - 1 and pk in NOMINAL + "AB" and not agent(before.text):
            value = 0.5
        if before and pk == "P" and before.text in NOUN_TO_RIGHT:
            value = min(value, 0.5)
        if atoms[i].text in STATIVE and (following is None or following.text not in STATIVE):
            value -= 6.0
        self.add(i, "O", value)
        if i == high - 1:
            self.add(i, "V", self._bare(k, before))
        elif high - i == 2 and k in "GVB" and atoms[i + 1].kind in "GVB":
            self.add(i, "V", 1.0 if k == "G" else 2.5)
        j = i - 1
        while j >= low and atoms[j].kind in "DEXA":
            same = j > low and atoms[j - 1].kind == "R" and following is not None and following.text == atoms[j].text
            same = same or (j > low and atoms[j - 1].text in GOVERNS_CLAUSE)
            self.add(j, "OV", 3.0 if same else 1.5)
            j -= 1
        if j >= low and atoms[j].kind in NOMINAL + "BIYF":
            start = noun_phrase_backward(self.words, low, j + 1)[0]
            free = start == low or atoms[start - 1].kind in "GVK的" or atoms[start - 1].text in MEANS
            self.add(start, "C", 3.0 if free else 1.0)
            while start > low and atoms[start - 1].kind == "的":
                further = noun_phrase_backward(self.words, low, start - 1)[0]
                if further >= start - 1:
                    break
                self.add(further, "C", 1.0)
                start = further

    @staticmethod
    def _bare(k: str, before: Atom | None) -> float:
        """How natural a verb alone is, by what stands before it."""
        if before is None or before.kind in "XDEA&FMU" or before.text in GOVERNS_CLAUSE or before.text in MEANS:
            return 3.5
        pk = before.kind
        if pk == "P":
            return 1.5 if before.text in NOUN_TO_RIGHT else 2.5
        if pk in "GVB":
            return 2.0 if k != "B" else 1.5
        if pk == "的":
            return -1.0
        if pk in NOMINAL:
            return 3.0 if agent(before.text) else 2.0 if k != "B" else 0.8
        return 2.0


def openings(
    words: Words,
    low: int,
    high: int,
    following: Atom | None,
    *,
    modified: bool = False,
    after: str = "",
    things: bool = False,
) -> list[Border]:
    """The ways to open a series in a piece. ``following`` is the first atom of the next member, ``after`` its text;
    ``modified``: it is a noun phrase with 的. ``things``: the class noun after 等 says that the members are things."""
    left = _Left(words, low, high, following, modified, after, things)
    left.nouns()
    left.verbs()
    return [border(words, s, high, n) for s, n in left.found.items()]


def is_governed(atoms: Sequence[Atom], start: int) -> bool | None:
    """Does something before the series govern it? None: it cannot be told."""
    if start == 0:
        return False
    before = atoms[start - 1]
    if before.kind in "GVPK的R" or before.text in MEANS:
        return True
    return False if before.kind in "XDE" else None
