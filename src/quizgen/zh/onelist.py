"""One series from neighbouring pieces of a clause: how its outer members are cut (see ``zh.parallel``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from quizgen.zh import numerals
from quizgen.zh.atoms import Atom
from quizgen.zh.cases import LIGHT
from quizgen.zh.closings import Closings
from quizgen.zh.nounphrases import Border, Known, Words, agent
from quizgen.zh.openings import is_governed, openings
from quizgen.zh.shapes import NOMINAL, TYPES, Profile, Shape, Ways, likeness, together, ways

_BASE = 3.0
"""What a member is worth that is no more than possible."""
_CONTENT = NOMINAL.replace("R", "").replace("M", "").replace("Q", "") + "BGVASIY"
_LEFT_OVER = _CONTENT.replace("G", "").replace("V", "")
COMPOUND = NOMINAL + "BASIY"
ACTS = frozenset(
    "工作 行为 活动 措施 方式 方法 手段 任务 职责 要求 办法 问题 环节 功能 能力 形式 作用 途径 目标 方面 内容 情况 情形 权利 义务 职权 做法 现象 过程 "
    "阶段 步骤 程序 业务 服务 事项 事业 事务 性质 职能 用途 待遇 条件 原因 后果 特点 优点 场合 会议".split()
)
"""Class nouns that verb phrases have as well as noun phrases."""
_TOP = 4
"""So many openings and closings are read together."""

Members = tuple[tuple[int, int], ...]


class Run(NamedTuple):
    """A series: its members as ranges of atoms, its score, the distance to the next best reading, the atom 等 that
    follows it (-1: none), and whether its borders are beyond dispute (``zh.frames``)."""

    members: Members
    score: float
    margin: float
    etc: int
    sure: bool = False


class _Pair(NamedTuple):
    total: float
    start: int
    members: Members


class Pieces:
    """The pieces of a clause, and the best series that some of them make."""

    def __init__(self, atoms: Sequence[Atom], known: Known, terms: Mapping[str, int] | None = None) -> None:
        self.atoms = atoms
        self.words = Words(atoms, known, terms)
        self.shape = self.words.shape
        cuts = [i for i, a in enumerate(atoms) if a.kind == "、"]
        self.pieces = [(a + 1, b) for a, b in pairwise([-1, *cuts, len(atoms)])]
        self.etc = next((i for i in range(len(atoms) - 1, 0, -1) if atoms[i].kind == "等"), -1)
        self._profiles: dict[tuple[int, int], Profile] = {}
        self._plain: dict[tuple[int, int], tuple[Ways, ...]] = {}
        self._openings: dict[int, list[Border]] = {}
        self._runs: dict[tuple[int, int, int], Run | None] = {}
        self._closings: dict[tuple[int, int], Closings] = {}

    def profile(self, s: Shape) -> Profile:
        found = self._profiles.get((s.low, s.high))
        if found is None:
            found = self._profiles[s.low, s.high] = Profile([s])
        return found

    def plain(self, s: Shape) -> tuple[Ways, ...]:
        """A member between two 、: every type is as natural as the next."""
        found = self._plain.get((s.low, s.high))
        if found is None:
            found = self._plain[s.low, s.high] = ways(s, dict.fromkeys(TYPES, 3.0))
        return found

    def openings(self, piece: int, least: int) -> list[Border]:
        found = self._openings.get(piece)
        if found is None:
            low, high = self.pieces[piece]
            following = self.atoms[high + 1] if high + 1 < len(self.atoms) else None
            after = self.pieces[piece + 1]
            modified = piece + 2 < len(self.pieces) and self._modified(*after)
            text = self.shape(*after).text
            found = self._openings[piece] = openings(
                self.words, low, high, following, modified=modified, after=text, things=self._things(high)
            )
        return [b for b in found if b.shape.low >= least] if least else found

    def _things(self, at: int) -> bool:
        """Does 等 with a class noun of things close the list?"""
        if self.etc < 0 or self.etc < at:
            return False
        end = self.etc + 1
        while end < len(self.atoms) and self.atoms[end].kind in COMPOUND + "MQ的":
            end += 1
        last = self.atoms[end - 1]
        return last.kind == "N" and last.text[-2:] not in ACTS

    def closings(self, piece: int, low: int, governed: bool | None) -> list[Border]:
        found = self._closings.get((piece, low))
        if found is None:
            start, end = self.pieces[piece - 1]
            paired = any(a.kind == "&" for a in self.atoms[max(start, end - 6) : end])
            found = self._closings[piece, low] = Closings(
                self.words,
                low,
                self.pieces[piece][1],
                self.atoms[low - 2],
                paired=paired,
                modified=self._modified(max(start, end - 8), end),
            )
        return found(governed)

    def _modified(self, low: int, high: int) -> bool:
        return any(a.kind == "的" for a in self.atoms[low + 1 : high - 1])

    def one(self, i: int, j: int, least: int) -> Run | None:
        """The best series of the pieces i to j that starts at atom ``least`` or later."""
        if (i, j, least) not in self._runs:
            self._runs[i, j, least] = self._best(i, j, least)
        return self._runs[i, j, least]

    def _best(self, i: int, j: int, least: int) -> Run | None:
        if not self.openings(i, least):
            return None
        middle = self._middle(i, j)
        return self._long(i, j, least, middle) if middle else self._short(i, j, least)

    def _long(self, i: int, j: int, least: int, middle: list[Shape]) -> Run | None:
        """Three members or more: those in the middle are sure, and of the others the likeliest are read together."""
        sure = Profile(middle)
        firsts: list[tuple[float, tuple[Shape, ...], tuple[Ways, ...]]] = [
            (likeness(b.shape, sure, b.ways), (b.shape,), b.ways) for b in self.openings(i, least)
        ]
        firsts += self._early(i, middle, least)
        firsts.sort(key=lambda f: (-f[0], f[1][0].low, f[1][0].high))
        found: list[tuple[float, Members]] = []
        ended: dict[tuple[int, int], Profile] = {}
        inner = [(s.low, s.high) for s in middle]
        for first_value, first, readings in firsts[:_TOP]:
            if first_value < firsts[0][0] - 4:
                break
            lasts = self._lasts(j, [*first, *middle], is_governed(self.atoms, first[0].low))
            for end_value, ends in lasts[:_TOP]:
                if end_value < lasts[0][0] - 4:
                    break
                # the first member again, with the last one in sight
                again = first_value
                if len(first) == 1:
                    all_but = ended.get(ends[0])
                    if all_but is None:
                        all_but = ended[ends[0]] = Profile([*middle, self.shape(*ends[0])])
                    again = likeness(first[0], all_but, readings)
                members = (*[(s.low, s.high) for s in first], *inner, *ends)
                found.append((again + end_value + self._framed(members), members))
        if not found:
            return None
        found.sort(key=lambda f: (-f[0], f[1]))
        total, best = found[0]
        margin = total - found[1][0] if len(found) > 1 else 9.0
        score = total - 2 * _BASE
        every = [self.shape(*m) for m in best]
        for m in middle:
            rest = Profile([s for s in every if s is not m])
            score += likeness(m, rest, self.plain(m)) - _BASE
        return self._run(best, score, margin)

    def _short(self, i: int, j: int, least: int) -> Run | None:
        """Two members (or three, the last two joined by a conjunction): both are unsure, so they are read together."""
        found: list[_Pair] = []
        for a in self.openings(i, least):
            for x, y, members in self._partners(j, a):
                found.append(
                    _Pair(
                        x + y + self._framed(((a.shape.low, 0), *members)),
                        a.shape.low,
                        ((a.shape.low, a.shape.high), *members),
                    )
                )
        if not found:
            return None
        found.sort(key=lambda p: (-p.total, p.start))
        best = found[0]
        margin = best.total - found[1].total if len(found) > 1 else 9.0
        return self._run(best.members, best.total - 2 * _BASE, margin)

    def _framed(self, members: Members) -> float:
        """What stands around the list and says where it ends: a number that counts the members; 由 … 组成."""
        start, end = members[0][0], members[-1][1]
        if end >= len(self.atoms):
            return 0.0
        after = self.atoms[end]
        if after.kind == "M":
            return 3.0 if numerals.value(after.text) == len(members) else 0.0
        return 2.0 if after.text in ("组成", "构成") and start and self.atoms[start - 1].text == "由" else 0.0

    def _run(self, members: Members, score: float, margin: float) -> Run:
        end = members[-1][1]
        etc = end if end < len(self.atoms) and self.atoms[end].kind == "等" else -1
        return Run(members, score, margin, etc)

    def _middle(self, i: int, j: int) -> list[Shape]:
        """The pieces between the first and the last; one that holds 甲和乙 may be two members."""
        plain = [self.shape(*p) for p in self.pieces[i + 1 : j]]
        joined = [s for s in plain if "&" in s.pattern]
        if not joined or len(joined) == len(plain) > 1:
            return plain
        at_end = any(a.kind == "&" for a in self.atoms[slice(*self.pieces[j])])
        others = [s for s in plain if "&" not in s.pattern]
        out: list[Shape] = []
        for s in plain:
            at = [x for x in range(s.low + 1, s.high - 1) if self.atoms[x].kind == "&"]
            if len(at) != 1:
                out.append(s)
                continue
            a, b = self.shape(s.low, at[0]), self.shape(at[0] + 1, s.high)
            if others:
                apart = likeness(a, Profile(others), self.plain(a)) + likeness(b, Profile([*others, a]), self.plain(b))
                strong = self.atoms[at[0]].text == "以及"
                two = apart / 2 - at_end * (not strong) + strong > likeness(s, Profile(others), self.plain(s)) + 0.3
            else:
                shared = [t for t in TYPES if t in a.types and t in b.types]
                least = 2.5 if shared[:1] == ["N"] else 3.8
                two = bool(shared) and not at_end and likeness(a, Profile([b]), ways(a, {shared[0]: 3.0})) >= least
            out += [a, b] if two else [s]
        return out

    def _early(
        self, i: int, middle: list[Shape], least: int
    ) -> list[tuple[float, tuple[Shape, ...], tuple[Ways, ...]]]:
        """A first piece of two members: 甲和乙、丙."""
        low, high = self.pieces[i]
        low = max(low, least)
        out: list[tuple[float, tuple[Shape, ...], tuple[Ways, ...]]] = []
        for x in range(high - 2, max(low, high - 8), -1):
            if self.atoms[x].kind != "&" or self.atoms[x].text == "与":
                continue
            second = self.shape(x + 1, high)
            value = likeness(second, Profile(middle), self.plain(second))
            sure = Profile([second, *middle])
            for b in openings(self.words, low, x, self.atoms[x + 1]):
                out.append(((likeness(b.shape, sure, b.ways) + value) / 2 - 1.3, (b.shape, second), b.ways))
        return out

    def _joints(self, piece: int) -> Iterator[int]:
        low, high = self.pieces[piece]
        for x in range(low + 1, min(high - 1, low + 16)):
            kind = self.atoms[x].kind
            if kind == "等":
                return
            if kind == "&":
                yield x

    def _lasts(self, j: int, sure: list[Shape], governed: bool | None) -> list[tuple[float, Members]]:
        low = self.pieces[j][0]
        profile = Profile(sure)
        out: list[tuple[float, Members]] = []
        for b in self.closings(j, low, governed):
            value = likeness(b.shape, profile, b.ways)
            if b.object:
                if sure[0].low and self.atoms[sure[0].low - 1].text in LIGHT:
                    value -= 4.0  # 进行检查、考核: these have no objects
                if 2 * sum(s.pattern[-1] not in "vb" for s in sure) > len(sure):
                    value -= 2.0  # what has no object of its own shares none
            elif b.shape.high < len(self.atoms) and self.atoms[b.shape.high].kind in _LEFT_OVER:
                value -= 1.0
            out.append((value, ((low, b.shape.high),)))
        bonus = -0.5 if profile.traits.marked else 0.5
        for x in self._joints(j):
            m = self.shape(low, x)
            value = likeness(m, profile, self.plain(m))
            with_m = Profile([*sure, m])
            for b in self.closings(j, x + 1, governed):
                v = (likeness(b.shape, with_m, b.ways) + value) / 2 + bonus
                if m.pattern[0] == "v" and len(m.pattern) > 1 and b.shape.pattern[0] in "nb":
                    v -= 2.0  # 解除合同或者劳动关系: one verb, two objects
                if len(profile.prefix) > 1 and m.text[0] == profile.prefix[0] != b.shape.text[0]:
                    v -= 4.0  # 学习理论、学习先进和榜样: each member has the word
                v += self._joined_last(b)
                out.append((v, ((low, x), (x + 1, b.shape.high))))
        out.sort(key=lambda e: (-e[0], e[1]))
        return out

    def _joined_last(self, b: Border) -> float:
        """After a conjunction: 其他 can only be a last member; what is left of a compound belongs to it."""
        if b.shape.text.startswith(("其他", "其它")):
            return 1.5
        if b.object or b.shape.high >= len(self.atoms):
            return 0.0
        after = self.atoms[b.shape.high].kind
        acts = after == "B" and agent(self.atoms[b.shape.high - 1].text)
        return -0.7 if after in _LEFT_OVER and not acts else 0.0

    def _partners(self, j: int, a: Border) -> Iterator[tuple[float, float, Members]]:
        low = self.pieces[j][0]
        governed = is_governed(self.atoms, a.shape.low)
        before = a.shape.low - 1
        cut = before >= 0 and self.atoms[before].kind in _CONTENT and self.atoms[before].kind not in "GV"
        for b in self.closings(j, low, governed):
            other = self.profile(b.shape)
            x, y = together(a.shape, b.shape, other, a.ways, b.ways, object=b.object)
            if b.shape.high < len(self.atoms) and self.atoms[b.shape.high].kind in _LEFT_OVER and not b.object:
                if b.shape.pattern[0] == "v" and b.shape.pattern[-1] == "n" and len(b.shape.pattern) > 1:
                    continue  # the object goes on
                y -= 3.0 if cut else 1.0  # something of the compound is left over
            yield x, y, ((low, b.shape.high),)
        glued = "&" in a.shape.pattern or (a.shape.low > 0 and self.atoms[a.shape.low - 1].kind == "&")
        for at in self._joints(j):
            m = self.shape(low, at)
            x, y = together(a.shape, m, self.profile(m), a.ways, self.plain(m), object=False)
            sure = Profile([a.shape, m])
            for b in self.closings(j, at + 1, governed):
                v = likeness(b.shape, sure, b.ways) + 2 * self._joined_last(b)
                yield x + (-1.5 if glued else 0.5), (y + v) / 2, ((low, at), (at + 1, b.shape.high))
