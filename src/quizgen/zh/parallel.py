"""The true borders of the members of a 、 series, by parallelism.

The 、 of a clause cut it into pieces. A piece in the middle is a member as it stands, or closes one series and opens the
next; the first holds context and the first member, the last one the last member (or two, joined by 和) and context.
Every way to divide the pieces among series, and in each series every way to cut its outer members, gets a score: how
natural the border is (``zh.openings``, ``zh.closings``) and how like the member is to those that are sure
(``zh.shapes``). What wins is returned with the distance to the next best reading, a small one where Chinese itself leaves
a border open (``zh.doubts``), so that a caller can leave out what can be argued.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from quizgen.zh.atoms import Atom
from quizgen.zh.cases import Case
from quizgen.zh.doubts import FOR_ALL, is_doubtful
from quizgen.zh.frames import is_firm
from quizgen.zh.nounphrases import Known
from quizgen.zh.onelist import COMPOUND, Pieces, Run
from quizgen.zh.shapes import Profile

_SPLIT = 1.0
_MOST_SPLITS = 4
_MOST_PIECES = 100
"""A clause of more is no list that anybody is asked; it would cost time by the square of its length."""
_CONTESTED = 0.9


def series(atoms: Sequence[Atom], known: Known, terms: Mapping[str, int] | None = None) -> list[Run]:
    """All series of one clause, in order. ``terms``: words of the document's own, which no border cuts."""
    return _solve(Pieces(atoms, known, terms))


def _solve(clause: Pieces) -> list[Run]:
    pieces = clause.pieces
    if len(pieces) > _MOST_PIECES or any(a >= b for a, b in pieces):
        return []
    forced, maybe = _splits(clause)
    readings: list[tuple[float, list[Run]]] = []
    for mask in range(1 << len(maybe)):
        cuts = sorted([*forced, *(k for i, k in enumerate(maybe) if mask >> i & 1)])
        reading = _divided(clause, cuts)
        if reading is not None:
            readings.append(reading)
    if not readings:
        return []
    best = max(readings, key=lambda r: r[0])
    found = [{r.members for r in runs} for _, runs in readings]
    out: list[Run] = []
    for run in best[1]:
        margin = min(
            [run.margin, *(best[0] - r[0] for r, f in zip(readings, found, strict=True) if run.members not in f)]
        )
        out.append(_narrowed(clause, _widened(clause, run._replace(margin=margin))))
    cases = [_case(clause, run) for run in out]
    doubtful = [is_doubtful(case) for case in cases]
    out = _side_by_side(clause, out)
    for i, (one, two) in enumerate(pairwise(out)):
        end = one.members[-1][1]
        if two.members[0][0] == end:
            doubtful[i] |= doubtful[i + 1]  # side by side: they fall together
        elif two.members[0][0] == end + 1 and clause.atoms[end].kind == "的":
            doubtful[i] |= any("V" not in clause.shape(*m).types for m in two.members)
    out = [run._replace(margin=min(run.margin, _CONTESTED)) if d else run for run, d in zip(out, doubtful, strict=True)]
    out = [run._replace(sure=is_firm(case, run.margin)) for run, case in zip(out, cases, strict=True)]
    for i, (one, two) in enumerate(pairwise(out)):  # 动物名称、检疫|证明|编号、数量: the second cannot be surer than the first
        apart = any(clause.atoms[x].kind == "、" for x in range(one.members[-1][0], two.members[0][0]))
        if not apart and one.etc < 0:
            if not one.sure:
                out[i + 1] = two._replace(sure=False)
            elif not two.sure and len(one.members) == 2:
                out[i] = one._replace(sure=False)
    return out


def _side_by_side(clause: Pieces, runs: list[Run]) -> list[Run]:
    """东部、西部|稳就业、保民生: nouns and what is said of them, each of one make, are as good as parted by a mark."""
    made = [Profile([clause.shape(*m) for m in run.members]) for run in runs]
    out = list(runs)
    for i, (one, two) in enumerate(pairwise(runs)):
        even = all(p.low == p.high for p in made[i : i + 2]) and made[i].low != made[i + 1].low
        if one.members[-1][1] == two.members[0][0] and even and made[i].traits.patterns == {"n"} and two.score > 0:
            out[i] = out[i]._replace(margin=one.margin + 2.0)
            out[i + 1] = out[i + 1]._replace(margin=two.margin + 2.0)
    return out


def _widened(clause: Pieces, run: Run) -> Run:
    """甲和乙、丙: where 甲 is made like 乙 and 丙, it is a member too."""
    start = run.members[0][0]
    if start < 2 or clause.atoms[start - 1].kind != "&" or clause.atoms[start - 1].text == "与":
        return run
    sure = Profile([clause.shape(*m) for m in run.members])
    for low in range(start - 2, max(-1, start - 8), -1):
        if clause.atoms[low].kind in "、&的等":
            break
        s = clause.shape(low, start - 1)
        alike = s.pattern in sure.traits.patterns and (
            (sure.suffix and s.text.endswith(sure.suffix[-2:])) or (sure.low == sure.high == len(s.text))
        )
        if alike and (low == 0 or clause.atoms[low - 1].kind in "GVPKX的等MRQ"):
            return run._replace(members=((low, start - 1), *run.members), margin=min(run.margin, 4.0))
    return run


def _narrowed(clause: Pieces, run: Run) -> Run:
    """有关|法律、行政法规: a word that says which of them are meant says so of all, unless each has one of its own."""
    (low, high), *others = run.members
    first = clause.atoms[low].text
    if high - low < 2 or first not in FOR_ALL or any(clause.atoms[a].text in FOR_ALL for a, _ in others):
        return run
    return run._replace(members=((low + 1, high), *others))


def _case(clause: Pieces, run: Run) -> Case:
    last = run.members[-1][0]
    shapes = [clause.shape(*m) for m in run.members]
    return Case(clause.words, shapes, clause.atoms[last - 1].kind == "&", run.etc >= 0, run.score)


def _splits(clause: Pieces) -> tuple[list[int], list[int]]:
    """Pieces that close one series and open another: those with 等, and those that may."""
    forced: list[int] = []
    maybe: list[int] = []
    pieces = clause.pieces
    for k in range(1, len(pieces) - 1):
        low, high = pieces[k]
        if any(a.kind == "等" for a in clause.atoms[low:high]):
            forced.append(k)
        elif high - low > 1:
            s = clause.shape(low, high)
            inner = [clause.shape(*pieces[j]) for j in (k - 1, k + 1) if 0 < j < len(pieces) - 1]
            if not any(o.pattern == s.pattern or len(o.text) == len(s.text) for o in inner):
                maybe.append(k)
    if len(maybe) > _MOST_SPLITS:
        longest = sorted(maybe, key=lambda k: -len(clause.shape(*pieces[k]).text))
        maybe = sorted(longest[:_MOST_SPLITS])
    return forced, maybe


def _divided(clause: Pieces, cuts: Sequence[int]) -> tuple[float, list[Run]] | None:
    out: list[Run] = []
    total, least = 0.0, 0
    for a, b in pairwise([0, *cuts, len(clause.pieces) - 1]):
        run = clause.one(a, b, least)
        if run is None:
            return None
        out.append(run)
        total += run.score
        least = run.members[-1][1]
    for one, two in pairwise(out):
        if one.members[-1][1] == two.members[0][0]:  # side by side: they should at least be of different kinds
            both = set(clause.shape(*one.members[-1]).types) & set(clause.shape(*two.members[0]).types)
            if both & {"N", "V"}:
                total -= 4.0
            elif two.etc >= 0 and clause.atoms[one.members[-1][1] - 1].kind in "GV":
                total -= 2.0
    for i, k in enumerate(cuts):
        gap = clause.atoms[out[i].members[-1][1] : out[i + 1].members[0][0]]
        if out[-1].etc >= 0 and len(gap) < 2 and all(a.kind in "GVB" for a in gap):
            total -= 6.0  # one 等 closes one list
        if 1 < k < len(clause.pieces) - 2:  # neighbours of one make: the piece between is rather an odd member
            left, right = clause.shape(*clause.pieces[k - 1]), clause.shape(*clause.pieces[k + 1])
            if left.pattern == right.pattern and len(left.text) == len(right.text):
                total -= 3.0
        low, high = clause.pieces[k]
        if gap and all(a.kind in COMPOUND for a in clause.atoms[low:high]) and all(a.kind in "NJA" for a in gap):
            total -= 2.5  # 干部双重学习制度: one noun phrase
    return total - _SPLIT * len(cuts), out
