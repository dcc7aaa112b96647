"""Where a series can open and close, and how natural each place is.

Naturalness is a number for each type that the outer member can be read as (``zh.shapes.TYPES``): 3 where grammar asks
for a border (a noun phrase after the verb or preposition that governs it; a list before 等, 的, a modal), about 1.5
where it allows one (after an adjective that may belong to all members), below 0 inside a compound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.zh.atoms import AFTER, MEANS, QUESTIONS, Atom
from quizgen.zh.nounphrases import (
    GOVERNS_ALL,
    GOVERNS_CLAUSE,
    LEVELS,
    NEVER_LAST,
    NOUN_TO_RIGHT,
    NOUNS,
    REACH,
    STATIVE,
    TAKES_NOUNS,
    WILD,
    Border,
    Natural,
    Words,
    agent,
    border,
    noun_phrase_backward,
    noun_phrase_forward,
)
from quizgen.zh.shapes import NOMINAL, TYPES


def _fill(found: dict[int, Natural], unlikely: int = -1, less: float = 0.0) -> None:
    """A border that is natural for one type is possible for the others: the classes of words are often wrong."""
    for at, natural in found.items():
        for t in TYPES:
            natural.setdefault(t, -1.0 - less if at <= unlikely else -1.0)


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
        _fill(self.found, self.demands, self.demanded)

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


class _Right:
    """Collects the places where a series can close in ``low … high``."""

    def __init__(self, words: Words, low: int, high: int, previous: Atom) -> None:
        self.words, self.atoms, self.low, self.high = words, words.atoms, low, high
        self.previous = previous
        self.found: dict[int, Natural] = {}

    def add(self, end: int, types: str, value: float) -> None:
        atoms, low, high = self.atoms, self.low, self.high
        if not low < end <= high or end > low + REACH + 4:
            return
        last = atoms[end - 1]
        if last.kind in "&、PXKEC" or last.text in NEVER_LAST or (last.kind == "的" and end < high):
            return
        if end < high and (
            (last.text[-1] == "于" and len(last.text) > 1) or last.text in ("有关", "相关", "这", "该", "此")
        ):
            return  # 便于, 易于, 用于
        if last.kind in "MRQ" and all(a.kind in "MRQ" for a in atoms[low:end]):
            return
        if end < len(atoms) and ((atoms[end].kind == "&" and atoms[end].text != "并") or atoms[end].text == "及其"):
            value -= 5.0  # a conjunction goes on
        if end < high:
            following = atoms[end]
            if types != "N" and following.kind in NOMINAL + "BVG" and self.words.compound(end - 1):
                value -= 2.0
            if following.text == "关于":
                value -= 4.0  # what it is about belongs to the noun
            if last.kind in "AD" and following.kind in "PVG" and self.previous.kind not in "ADSI":
                return  # 非法|提供
            if types == "OC" and last.kind == "N" and following.kind == "N" and atoms[low].kind in "GV":
                value -= 2.0  # the object goes on
        natural = self.found.setdefault(end, {})
        for t in types:
            if natural.get(t, -9.0) < value:
                natural[t] = value

    def nouns(self, previous: Atom, paired: bool, modified: bool) -> None:
        atoms, low, high, words = self.atoms, self.low, self.high, self.words
        end, soft, whole = noun_phrase_forward(words, low, high)
        if end <= low:
            return
        cut = end < high and atoms[end].kind == "的" and atoms[end - 1].kind in "AD"
        if end < high and atoms[end].kind == "的" and end - low == 1 and len(atoms[low].text) == 1 < len(previous.text):
            cut = True  # 党的建设, not 党
        self.add(end, "N", 0.0 if cut else whole)
        for at, natural in soft.items():
            self.add(at, "N", natural)
        if end < high and atoms[end].kind == "F" and atoms[end].text == previous.text:
            self.add(end + 1, TYPES, 4)
        for at in range(low + 1, end):
            if atoms[at - 1].kind in "VG":
                continue
            value = -1.5
            if words.compound(at - 1):
                value -= 2.0
            if at > low and previous.text[-1] == atoms[at - 1].text[-1] != atoms[end - 1].text[-1]:
                value += 2.0  # 医院、光荣院|建设
            if (
                atoms[at].text in ("人员", "工作人员", "负责人", "职工")
                and agent(previous.text)
                and agent(atoms[at - 1].text)
            ):
                value += 2.0
            if previous.text in LEVELS and atoms[at - 1].text in LEVELS and atoms[at].text not in LEVELS:
                value += 5.0  # 省、自治区、直辖市|人民政府
            if atoms[at].text == "范围" and at + 1 < len(atoms) and atoms[at + 1].kind == "F":
                value += 3.0
            elif atoms[at].text.startswith("人民") and not previous.text.endswith(atoms[at].text):
                value += 2.5  # 省、自治区、直辖市|人民政府
            elif previous.text != atoms[at].text and words.heads(previous.text, atoms[at].text):
                value += 2.3  # the class noun stands after the others as well
            self.add(at, "N", value)
        if end < high and atoms[end].kind == "&":
            further = noun_phrase_forward(words, end + 1, high)[0]
            if further > end + 1:
                self.add(further, "N", 2.6 if paired else 0.5)
        at = end
        while at < high and atoms[at].kind == "的":
            further, soft, _ = noun_phrase_forward(words, at + 1, high)
            if further == at + 1:
                break
            near = (cut and previous.kind not in "GVBA") or (at - low == 1 and len(atoms[low].text) == 1)
            value = 2.8 if modified else 2.0 if near else 1.0
            self.add(further, "N", value - (1.0 if any(v > 3 for v in soft.values()) else 0.0))
            for end, natural in soft.items():
                self.add(end, "N", value + natural - 3.2)
            at = further

    def verbs(self, previous: Atom, governed: bool | None) -> None:
        atoms, low, high = self.atoms, self.low, self.high
        stop = 1.5 if governed is None else 3.5 if governed else 0.8
        plain = True
        for i in range(low, min(high, low + REACH + 4)):
            k = atoms[i].kind
            following = atoms[i + 1] if i + 1 < high else None
            nk = following.kind if following else ""
            if k in "GVB":
                free = plain and previous.kind in "GVBIYDA"
                if nk and nk in "GV":
                    value = 2.0
                elif nk == "B" and free and (k == "B" or i + 2 >= high or atoms[i + 2].kind not in NOUNS):
                    value = 1.2
                else:
                    value = 3 if free else -0.5
                self.add(i + 1, "V", value)
            elif k in WILD:
                self.add(i + 1, "V", 3.0 if not nk or nk in "的PXKDEC" else 0.5)
            if following:
                if nk == "的" or following.text in AFTER:
                    self.add(i + 1, "OC", stop)
                    self.add(i + 1, "A", 2.5)
                elif nk in "PXKDEC":
                    self.add(i + 1, "OCA", 0.5)
                elif nk in "RM":
                    counted = following.text in ("这", "以上", "上述") and i + 2 < high and atoms[i + 2].kind in "MQ"
                    self.add(i + 1, "OC", 4.0 if counted else 1.5)
            if k in "ADSIY":
                if following is None or nk in "的GVB" or following.text == "地":
                    self.add(i + 1, "A", 2.0)
                elif nk in NOMINAL:
                    self.add(i + 1, "A", 2.5 if k == "S" else 0.5)
            plain = plain and k in "DEXAGVBIYRN"
        self.add(high, "OC", 3.0)
        self.add(high, "A", 2.5)
        self.add(high, "V", 0.5)
        _fill(self.found)


def closings(
    words: Words,
    low: int,
    high: int,
    previous: Atom,
    *,
    governed: bool | None,
    paired: bool = False,
    modified: bool = False,
) -> list[Border]:
    """The ways to close a series in a piece. ``previous`` is the atom before the 、; ``governed`` says whether a verb,
    preposition or 的 governs the series (None: unknown); ``paired`` that the member before is a pair (外部安全和内部安全),
    ``modified`` that it is a noun phrase with 的."""
    atoms = words.atoms
    for i in range(low + 1, high):
        if atoms[i].kind == "等":
            return list(_closed_by_etc(words, low, i, previous))
    right = _Right(words, low, high, previous)
    right.nouns(previous, paired, modified)
    right.verbs(previous, governed)
    out: list[Border] = []
    for end, natural in right.found.items():
        follows = end < high and atoms[end - 1].kind in "GVB" and atoms[end].kind in NOUNS + "RMA"
        if follows and atoms[end - 1].text in TAKES_NOUNS and previous.text not in TAKES_NOUNS:
            natural["V"] = -4.0  # 救治、采取|措施: an object of its own
        if follows and end - low == 1 and atoms[low].kind in "GV":
            natural["N"] = -4.0
        out.append(border(words, low, end, natural, follows))
    return out


def _closed_by_etc(words: Words, low: int, etc: int, previous: Atom) -> Iterator[Border]:
    """等 closes a list where it stands, unless what stands before it is more than a member."""
    atoms = words.atoms
    more = any(a.kind in "XKPEC" for a in atoms[low + 1 : etc])
    yield border(words, low, etc, dict.fromkeys(TYPES, 1.5 if more else 5.0))
    end = noun_phrase_forward(words, low, etc)[0]
    if more and low < end < etc:
        yield border(words, low, end, {"N": 3.0})
    if previous.kind in "GVB" and atoms[low].kind in "GVB" and low + 1 < etc and atoms[low + 1].kind in NOUNS + "ARM":
        yield border(words, low, low + 1, {"V": 3.5})


def is_governed(atoms: Sequence[Atom], start: int) -> bool | None:
    """Does something before the series govern it? None: it cannot be told."""
    if start == 0:
        return False
    before = atoms[start - 1]
    if before.kind in "GVPK的R" or before.text in MEANS:
        return True
    return False if before.kind in "XDE" else None
