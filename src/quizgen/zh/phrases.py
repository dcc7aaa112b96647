"""The phrases of a sentence that can be asked: noun phrases and their parts, verbs, manners, short predicates.

A sentence's words are parted at marks, function words and governing verbs into runs of nominal words. A run is a noun
phrase; a longer one is read as a binary tree (the two words that keep company most in this document go together
first), so that 国家 安全 审查 制度 gives 国家安全, 国家安全审查 and the whole, and no piece across. Every border is a
word border.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from quizgen.zh import lexicon as lx
from quizgen.zh.terms import Terms
from quizgen.zh.words import Word

Sort = Literal["noun", "verb", "clause", "adverb"]
Shape = Literal["word", "part", "compound", "inner", "of", "and", "verb", "object", "subject", "manner", "degree", "predicate", "clause"]
"""word: a noun phrase of one word; part: one word of a longer phrase; compound: a whole run; inner: a piece of one;
of: 甲的乙; and: 甲和乙; verb: a verb alone; object: verb and object; subject: noun and verb (细胞凋亡); manner: adverb, or
adverb and verb; degree: 高, 多 at the end of a clause; predicate: what 是, 为 name; clause: a short clause."""

LONGEST = 16
"""Characters of a noun phrase at most."""
WORDS = 12
"""Words of a run at most: what is longer is no phrase, and the work on a run grows with its square."""


class Found(NamedTuple):
    """A phrase; ``head`` is the start of its last word (its head, as Chinese phrases go)."""

    start: int
    end: int
    sort: Sort
    shape: Shape
    head: int


class _Run(NamedTuple):
    """Words first … last-1 of the sentence, all nominal."""

    first: int
    last: int


_BODIES = frozenset("国务院 人民政府 地方人民政府 中央 全国 国家 地方".split())
_FRAMES = frozenset("由 经 被 对 将 把 向 与 同 按照 依照 根据 按 依据".split())
_NOMINAL = frozenset("NBAT")
_new = tuple.__new__


def phrases(sentence: Sequence[Word], norm: str, terms: Terms) -> list[Found]:
    """The phrases of one sentence, in no particular order; the same span may come twice."""
    segments = _Segments(_quoted(sentence, norm), norm, terms)
    for first, last in segments.bounds:
        segments.read(first, last)
    return segments.out


def _quoted(sentence: Sequence[Word], norm: str) -> list[Word]:
    """Short quotations and titles become one word each (kind N): “三个代表”重要思想 is one phrase."""
    out: list[Word] = []
    i = 0
    while i < len(sentence):
        word = sentence[i]
        close = _CLOSES.get(norm[word.start]) if word.kind == "W" else None
        j = i + 1
        if close is not None:
            while j < min(i + 12, len(sentence)):
                mark = norm[sentence[j].start] if sentence[j].kind == "W" else ""
                if mark == close or (mark and mark in "，。；：“《"):
                    break
                j += 1
            if j < len(sentence) and norm[sentence[j].start : sentence[j].end] == close and j > i + 1:
                out.append(Word(word.start, sentence[j].end, "N"))
                i = j + 1
                continue
        out.append(word)
        i += 1
    return out


_CLOSES = {"“": "”", "《": "》"}


class _Segments:
    """The words of a sentence, read segment by segment: what stands between two marks. ``kinds`` has ``$`` for a mark, and
    twice at its end, so that the word before the first and the one after the last of a segment are ``$``."""

    def __init__(self, words: Sequence[Word], norm: str, terms: Terms) -> None:
        self.norm, self.terms = norm, terms
        self.out: list[Found] = []
        self.starts = [w.start for w in words]
        self.ends = [w.end for w in words]
        self.texts = [norm[w.start : w.end] for w in words]
        self.kinds: list[str] = [w.kind for w in words]
        self.bounds: list[tuple[int, int]] = []
        first, size = 0, len(words)
        for i in range(size):
            if self.kinds[i] == "W":
                self.kinds[i] = "$"
                if i > first:
                    self.bounds.append((first, i))
                first = i + 1
        if size > first:
            self.bounds.append((first, size))
        self.kinds += "$$"
        self.first = self.last = 0
        self.from_: dict[int, _Run] = {}
        self.to: dict[int, _Run] = {}

    def text(self, i: int, j: int) -> str:
        return self.norm[self.starts[i] : self.ends[j - 1]]

    def add(self, i: int, j: int, sort: Sort, shape: Shape) -> None:
        starts = self.starts
        self.out.append(_new(Found, (starts[i], self.ends[j - 1], sort, shape, starts[j - 1])))

    def size(self, i: int, j: int) -> int:
        return self.ends[j - 1] - self.starts[i]

    def read(self, first: int, last: int) -> None:
        """Puts the phrases of the segment of these words to ``out``."""
        self.first, self.last = first, last
        runs = self._runs()
        self.from_ = {r.first: r for r in runs}
        self.to = {r.last: r for r in runs}
        for run in runs:
            self._of_run(run)
        if last - first > 2:
            self._joined()
        self._verbs()
        if last - first > 1 and "K" in self.kinds[first : last - 1]:
            self._predicates()

    def _runs(self) -> list[_Run]:
        out: list[_Run] = []
        kinds, last = self.kinds, self.last
        i = self.first
        while i < last:
            kind = kinds[i]
            nominal = kind in _NOMINAL
            if nominal or (kind == "R" and self.texts[i] in lx.OPENING_PRONOUNS) or (kind == "M" and self._ordinal(i)):
                j, most = i + 1, min(last, i + WORDS)
                while j < most and kinds[j] in _NOMINAL:
                    j += 1
                if nominal or j > i + 1:
                    out.append(_Run(i, j))
                i = j
            else:
                i += 1
        return out

    def _ordinal(self, i: int) -> bool:
        return self.texts[i].startswith("第") and self.kinds[i + 1] in _NOMINAL

    # ------------------------------------------------------------------ nouns

    def _of_run(self, run: _Run) -> None:
        first, last = run
        if last - first > 1 and self.kinds[last - 1] == "B" and self._framed(first, last):
            if self._askable(last - 1, alone=True):
                self.add(last - 1, last, "verb", "verb")
            last -= 1  # 由国务院|规定: the verb of the frame
        if self.kinds[first] == "A" and self.texts[first] in lx.VAGUE and last - first > 1:
            first += 1  # 有关部门, 其他有关单位: the vague word asks nothing
        n = last - first
        if n == 1:
            if self._askable(first, alone=True):
                self.add(first, last, "noun", "word")
            return
        if self.size(first, last) <= LONGEST and self._whole(first, last):
            self.add(first, last, "noun", "compound")
        if self.kinds[first] == "R" or self.texts[first] in lx.LEADING_VERBS:
            self._of_run(_Run(first + 1, last))  # 保护|野生动物资源: a verb and its object
            return
        if n > 2:
            for i, j in self._tree(first, last):
                if j - i < n and self._whole(i, j):
                    self.add(i, j, "noun", "inner")
        for i in range(first, last):
            if self._askable(i, alone=False):
                self.add(i, i + 1, "noun", "part")

    def _framed(self, first: int, last: int) -> bool:
        """由甲|决定, 对乙|负责: does the last word of the run close a frame that a preposition opened?"""
        for i in range(first - 1, max(self.first, first - 24) - 1, -1):
            if self.kinds[i] in "VGXKE":
                return False
            if self.kinds[i] == "P":
                return self.texts[i] in ("由", "经", "被") if self.kinds[last] != "$" else self.texts[i] in _FRAMES
        return False

    def _whole(self, i: int, j: int) -> bool:
        """A phrase of several words that says something: not all its words are light."""
        if self.text(i, j) in lx.FUNCTION_PHRASES:
            return False
        if not lx.LIGHT.issuperset(self.texts[i:j]):
            return True
        # 制度建设: two light words make a term where neither is vague
        return j - i == 2 and not any(self.texts[k] in lx.VAGUE or self.kinds[k] == "A" for k in (i, i + 1))

    def _askable(self, i: int, *, alone: bool) -> bool:
        word = self.texts[i]
        if self.kinds[i] in "RM" or word in lx.FUNCTION_PHRASES:
            return False
        if word in lx.LIGHT:
            return alone and self.kinds[i] == "A" and word in lx.TELLING_ADJECTIVES
        if len(word) == 1:
            return alone and self.kinds[i] == "A"
        if alone:
            return not self.terms.common(word, per_thousand=12.0, least=50)
        return not self.terms.common(word, per_thousand=4.0, least=24)

    def _tree(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Inner nodes of the binary tree over a run, found by merging the neighbours with the strongest bond; with
        no bond at all, modifiers gather from the left, as they do in Chinese compounds."""
        nodes = [(i, i + 1) for i in range(first, last)]
        bonds = [self._bond(a, b) for a, b in pairwise(nodes)]
        while len(nodes) > 2:
            best = bonds.index(max(bonds))
            node = (nodes[best][0], nodes[best + 1][1])
            nodes[best : best + 2] = [node]
            del bonds[best]
            if best:
                bonds[best - 1] = self._bond(nodes[best - 1], node)
            if best < len(bonds):
                bonds[best] = self._bond(node, nodes[best + 1])
            yield node

    def _bond(self, left: tuple[int, int], right: tuple[int, int]) -> float:
        bond = self.terms.bond(self.texts[left[1] - 1], self.texts[right[0]])
        if left[1] - left[0] + right[1] - right[0] > 2:
            bond *= 0.6
        if self.text(left[0], right[1]) in self.terms.compound:
            bond += 0.5
        if self.kinds[left[0]] == "A" and left[1] - left[0] == 1:
            bond -= 0.3  # an adjective stands over the compound to its right
        if left[1] - left[0] == 1 and self.texts[left[0]] in _BODIES:
            bond -= 0.3  # 国务院|教育行政部门
        if self.kinds[right[0]] == "A" and right[1] - right[0] == 1:
            bond -= 0.4
        return bond

    def _joined(self) -> None:
        for i in range(self.first + 1, self.last - 1):
            left, right = self.to.get(i), self.from_.get(i + 1)
            if right is None:
                continue
            if self.texts[i] == "的":
                first = left.first if left is not None else self._verbal(i)
                if first is None or self._dangling(first) or self.size(first, right.last) > LONGEST:
                    continue
                if self.text(first, i) not in lx.FUNCTION_PHRASES and self._whole(right.first, right.last):
                    self.add(first, right.last, "noun", "of")
            elif left is not None and self.texts[i] in lx.JOINTS:
                self._pair(left, right)

    def _dangling(self, first: int) -> bool:
        """True for a modifier that goes on to the left: 甲、乙的丙, 甲的乙的丙, 以甲为乙的丙."""
        if first == self.first:
            return first > 0 and self.norm[self.starts[first] - 1] in "、”》"
        return self.texts[first - 1] in ("的", "为", "和", "与", "及", "或", "或者", "以及", "所", "之")

    def _verbal(self, i: int) -> int | None:
        """寄出的…, 发育中的…: where a short verbal modifier before 的 begins."""
        if self.kinds[i - 1] in "VG" and self.size(i - 1, i) > 1 and (i - 1 == self.first or self.kinds[i - 2] in "PXKD"):
            return i - 1 if self.texts[i - 1] not in lx.LIGHT else None
        if self.kinds[i - 1] == "F" and self.kinds[i - 2] in "NBV":
            return i - 2
        return None

    def _pair(self, left: _Run, right: _Run) -> None:
        """甲和乙 where the two are alike: the whole runs, or the words next to the joint (治理体系和治理能力)."""
        joint = left.last
        for last in range(right.last, right.first, -1):
            for first in range(left.first, joint):
                a, b = self.text(first, joint), self.text(joint + 1, last)
                if len(a) + len(b) >= LONGEST or a == b or (a in lx.LIGHT and b in lx.LIGHT):
                    continue
                near = abs(len(a) - len(b)) <= 2 and a[-1] == b[-1]
                if (len(a) == len(b) and len(a) > 1) or near:
                    self.add(first, last, "noun", "and")
                    return

    # ------------------------------------------------------------------ verbs

    def _verbs(self) -> None:
        kinds, texts = self.kinds, self.texts
        for i in range(self.first, self.last):
            kind = kinds[i]
            if kind in "VG":
                self._verb(i)
            if kind in "DEP" or texts[i] in lx.DEGREES:
                self._manner(i, kind)

    def _verb(self, i: int) -> None:
        kind, word, after = self.kinds[i], self.texts[i], self.kinds[i + 1]
        light = word in lx.LIGHT or len(word) == 1
        weighty = word in lx.TELLING or (not light and (kind == "V" or after in "$U"))
        if weighty and word not in lx.FUNCTION_PHRASES:
            self.add(i, i + 1, "verb", "verb")
        run = self.from_.get(i + 1)
        if run is not None and not light and run.last - run.first <= (2 if kind == "V" else 1) and self.size(i, run.last) <= 10:
            self.add(i, run.last, "verb", "object")
        if kind == "V" and after == "V" and len(word) > 1 and self.size(i + 1, i + 2) > 1:
            self.add(i, i + 2, "verb", "verb")
        before = self.to.get(i)
        lone = before is not None and before.last - before.first == 1 and self.size(before.first, i + 1) <= 6
        alike = kind == "V" or after == "$" or (before is not None and self.kinds[before.first] == "B")
        if before is not None and lone and alike and after in "$U" and self.kinds[before.first - 1] in "$PVGU":
            self.add(before.first, i + 1, "noun", "subject")

    def _manner(self, i: int, kind: str) -> None:
        word, after = self.texts[i], self.kinds[i + 1]
        if kind == "D":
            if word not in lx.LIGHT and not self.terms.common(word, per_thousand=1.5, least=10):
                self.add(i, i + 1, "adverb", "manner")
            if after in "VGB" and self.size(i, i + 2) <= 6:
                self.add(i, i + 2, "verb", "manner")
        elif kind == "E":
            if word in ("不", "未", "无") and after in "VGB":
                self.add(i, i + 2, "verb", "manner")
            if word in lx.TELLING:
                self.add(i, i + 1, "adverb", "manner")
        elif kind == "P":
            run = self.from_.get(i + 1)  # 随本人转移: to the end of the clause
            if run is not None and run.last == self.last - 1 and self.kinds[run.last] in "VGB" and self.size(i, self.last) <= 8:
                self.add(i, self.last, "verb", "manner")
        elif word in lx.DEGREES and self.kinds[i - 1] in "NBV" and (after == "$" or self.texts[i + 1] == "于"):
            self.add(i, i + 1, "adverb", "degree")

    def _predicates(self) -> None:
        for i in range(self.first, self.last - 1):
            if self.kinds[i] != "K" or not 2 <= self.size(i + 1, self.last) <= 24 or self.kinds[i + 1] in "MUCFKE":
                continue
            if self.texts[i] in ("为", "作为"):
                framed = any(self.texts[j] in ("以", "把", "将", "由", "被", "视") for j in range(max(self.first, i - 24), i))
                verbal = any(self.kinds[j] in "GVXP" for j in range(i + 1, min(self.last, i + 24)))
                if framed or verbal or self.kinds[i - 1] not in "NBQ":
                    continue
            self.add(i + 1, self.last, "clause", "predicate")
