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
        fill(self.found)


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
        if end < len(atoms) and (atoms[end].text == "及其" or (atoms[end].kind == "&" and atoms[end].text != "并")):
            natural = {t: min(value, -3.0) for t, value in natural.items()}  # the list goes on
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
