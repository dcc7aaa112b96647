"""Where a series can close, and how natural each place is (see ``zh.openings``)."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.zh.atoms import AFTER, Atom
from quizgen.zh.nounphrases import (
    LEVELS,
    NEVER_LAST,
    NOUNS,
    REACH,
    TAKES_NOUNS,
    WILD,
    Border,
    Natural,
    Words,
    agent,
    border,
    fill,
    noun_phrase_forward,
)
from quizgen.zh.shapes import NOMINAL, TYPES

_WITH_NEXT = NOMINAL + "BVG"

Steps = tuple[float, ...]
_UNTOLD = -50.0
"""What a stop is worth until it is known what governs the series."""
_STOPS = {None: 1.5, True: 3.5, False: 0.8}


class _Right:
    """Collects the places where a series can close in ``low … high``. ``stops`` are those before 的 or a localizer: what
    they are worth for a verb phrase or a clause hangs on what governs the series, less these steps."""

    def __init__(self, words: Words, low: int, high: int, previous: Atom) -> None:
        self.words, self.atoms, self.low, self.high = words, words.atoms, low, high
        self.previous = previous
        self.found: dict[int, Natural] = {}
        self.stops: dict[int, Steps] = {}
        self._less: dict[int, tuple[Steps, Steps, Steps] | None] = {}

    def _at(self, end: int) -> tuple[Steps, Steps, Steps] | None:
        """What a place takes from a border there, of a noun phrase, of a verb phrase or clause, of another; None where
        none can be."""
        atoms, low, high = self.atoms, self.low, self.high
        if not low < end <= high or end > low + REACH + 4:
            return None
        last = atoms[end - 1]
        if last.kind in "&、PXKEC" or last.text in NEVER_LAST or (last.kind == "的" and end < high):
            return None
        if end < high and (
            (last.text[-1] == "于" and len(last.text) > 1) or last.text in ("有关", "相关", "这", "该", "此")
        ):
            return None  # 便于, 易于, 用于
        if last.kind in "MRQ" and all(a.kind in "MRQ" for a in atoms[low:end]):
            return None
        if end >= high:
            return (), (), ()
        following = atoms[end]
        if last.kind in "AD" and following.kind in "PVG" and self.previous.kind not in "ADSI":
            return None  # 非法|提供
        noun: Steps = (4.0,) if following.text == "关于" else ()  # what it is about belongs to the noun
        other = (2.0, *noun) if following.kind in _WITH_NEXT and self.words.compound(end - 1) else noun
        goes_on = last.kind == "N" and following.kind == "N" and atoms[low].kind in "GV"  # the object goes on
        return noun, (*other, 2.0) if goes_on else other, other

    def less(self, end: int, which: int) -> Steps | None:
        try:
            found = self._less[end]
        except KeyError:
            found = self._less[end] = self._at(end)
        return None if found is None else found[which]

    def add(self, end: int, types: str, value: float) -> None:
        steps = self.less(end, 0 if types == "N" else 1 if types == "OC" else 2)
        if steps is None:
            return
        for step in steps:
            value -= step
        natural = self.found.get(end)
        if natural is None:
            natural = self.found[end] = {}
        for t in types:
            if natural.get(t, -9.0) < value:
                natural[t] = value

    def stop(self, end: int) -> None:
        steps = self.less(end, 1)
        if steps is None:
            return
        self.stops[end] = steps
        natural = self.found.setdefault(end, {})
        for t in "OC":
            natural.setdefault(t, _UNTOLD)

    def told(self, end: int, governed: bool | None) -> Natural:
        """How natural a border at a stop is."""
        value = _STOPS[governed]
        for step in self.stops[end]:
            value -= step
        natural = dict(self.found[end])
        for t in "OC":
            natural[t] = max(natural[t], value)
        return natural

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

    def verbs(self, previous: Atom) -> None:
        atoms, low, high = self.atoms, self.low, self.high
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
                    self.stop(i + 1)
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
        fill(self.found)


class Closings:
    """The ways to close a series in a piece. ``previous`` is the atom before the 、; ``paired`` says that the member before
    is a pair (外部安全和内部安全), ``modified`` that it is a noun phrase with 的. They are asked for by whether a verb,
    preposition or 的 governs the series (None: unknown)."""

    def __init__(self, words: Words, low: int, high: int, previous: Atom, *, paired: bool = False, modified: bool = False) -> None:
        self._words, self._low, self._high, self._previous = words, low, high, previous
        self._right = _Right(words, low, high, previous)
        self._plain: dict[int, Border] = {}
        self._found: dict[bool | None, list[Border]] = {}
        atoms = words.atoms
        for i in range(low + 1, high):
            if atoms[i].kind == "等":
                closed = list(_closed_by_etc(words, low, i, previous))
                self._found = {None: closed, True: closed, False: closed}
                return
        self._right.nouns(previous, paired, modified)
        self._right.verbs(previous)
        for end, natural in self._right.found.items():
            if end not in self._right.stops:
                self._plain[end] = self._border(end, natural)

    def __call__(self, governed: bool | None) -> list[Border]:
        found = self._found.get(governed)
        if found is None:
            right, plain = self._right, self._plain
            found = self._found[governed] = [
                plain[end] if end in plain else self._border(end, right.told(end, governed)) for end in right.found
            ]
        return found

    def _border(self, end: int, natural: Natural) -> Border:
        atoms, low, previous = self._words.atoms, self._low, self._previous
        follows = end < self._high and atoms[end - 1].kind in "GVB" and atoms[end].kind in NOUNS + "RMA"
        if follows and atoms[end - 1].text in TAKES_NOUNS and previous.text not in TAKES_NOUNS:
            natural["V"] = -4.0  # 救治、采取|措施: an object of its own
        if end < len(atoms) and (atoms[end].text == "及其" or (atoms[end].kind == "&" and atoms[end].text != "并")):
            natural = {t: min(value, -3.0) for t, value in natural.items()}  # the list goes on
        if follows and end - low == 1 and atoms[low].kind in "GV":
            natural["N"] = -4.0
        return border(self._words, low, end, natural, follows)


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
