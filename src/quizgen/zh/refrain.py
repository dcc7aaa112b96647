"""Clauses in parallel, parted by commas: 早发现，早处置; 坚持……，坚持……，坚持……."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import Span

_HAN = re.compile("[\u4e00-\u9fff]+")
_PLAIN = re.compile("[越我你他她它们这那是的了也就都又很其之者所且而或]")
"""Characters that a clause of a refrain hardly holds."""
_WEAK_PAIR = frozenset("不我你他她它这那是在有也就都要会能可应已没一二三四五六七八九十第每各")
_WEAK_HEAD = re.compile(
    "应当|应该|必须|可以|不得|不能|不是|不要|不仅|不但|有的|有权|如果|因为|由于|为了|我们|他们|人们|这是|就是|或者|以及|并且|而且|通过|根据|按照|依照|关于|"
    "对于|其中|其他|一是|二是|一方|另一|首先|其次|同时|所以|因此|虽然|但是|只有|只要|无论|不论|经过|需要|未经|属于|造成|构成|处以|没有|具有|国家|中国|中华|我国|公民|任何"
)
_GOVERNORS = ("做到", "坚持", "确保", "实现", "必须", "应当", "务必", "注重", "突出", "真正", "切实", "坚决", "始终")
_GOVERNOR = ("要", "须", "应")
SHORTEST, LONGEST = 3, 26


def refrains(norm: str, clauses: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Runs of clauses of one sentence that are alike: two or more of equal, small length with a character in common at
    the same place; three or more that open with the same word. The first may stand at the end of a longer clause
    (我们要坚持……，坚持……)."""
    i = run = 0
    while i < len(clauses):
        if run <= i:
            run = _run(norm, clauses, i)
        found = _opening(norm, clauses, i, run) or _equal(norm, clauses, i, run)
        if found:
            yield found
            i += len(found)
        else:
            i += 1


def _run(norm: str, clauses: Sequence[Span], i: int) -> int:
    """The index after the last clause that only commas part from clause i."""
    j = i + 1
    while j < len(clauses) and norm[clauses[j - 1].end] == "，" and clauses[j].start == clauses[j - 1].end + 1:
        j += 1
    return j


def _text(norm: str, span: Span) -> str:
    return norm[span.start : span.end]


def _equal(norm: str, clauses: Sequence[Span], i: int, end: int) -> tuple[Span, ...]:
    opening = clauses[i]
    first = _text(norm, opening)
    size = len(first)
    if i + 1 < end and size > (width := clauses[i + 1].end - clauses[i + 1].start) and width <= 6:
        # 做到无死角，全覆盖，零容忍: what governs the refrain stands in its first clause
        at = opening.end - width
        if norm.startswith(_GOVERNORS, at - 2) or norm.startswith(_GOVERNOR, at - 1):
            opening = Span(at, opening.end)
            first, size = _text(norm, opening), width
    if not SHORTEST <= size <= 8 or not _HAN.fullmatch(first) or _PLAIN.search(first):
        return ()
    j = i + 1
    while j < end and clauses[j].end - clauses[j].start == size:
        text = _text(norm, clauses[j])
        if not _HAN.fullmatch(text) or _PLAIN.search(text):
            break
        j += 1
    found = (opening, *clauses[i + 1 : j])
    if len(found) < 2:
        return ()
    texts = [_text(norm, s) for s in found]
    same = [k for k in range(size) if len({t[k] for t in texts}) == 1]
    if len(found) == 2:
        good = size <= 6 and 0 in same and first[0] not in _WEAK_PAIR and len(same) < size
        return found if good and texts[0] != texts[1] else ()
    return found if same or size == 3 else ()


def _opening(norm: str, clauses: Sequence[Span], i: int, end: int) -> tuple[Span, ...]:
    """The longest run of three or more clauses that open with one word; clause i may hold it later on."""
    if end - i < 3:
        return ()
    second, third = _text(norm, clauses[i + 1]), _text(norm, clauses[i + 2])
    n = 0
    while n < min(len(second), len(third), 6) and second[n] == third[n]:
        n += 1
    if n < 2:
        return ()
    head = second[:n] if n <= 4 else second[:2]
    if not _HAN.fullmatch(head) or _WEAK_HEAD.match(head):
        return ()
    j = i + 1
    while j < end and norm.startswith(head, clauses[j].start) and _fits(norm, clauses[j], len(head)):
        j += 1
    at = norm.rfind(head, clauses[i].start, clauses[i].end)
    if j - i < 3 or at < 0 or norm.find(head, clauses[i].start, clauses[i].end) < at or (j < end and norm.startswith(head, clauses[j].start)):
        return ()
    first = Span(at, clauses[i].end)
    return (first, *clauses[i + 1 : j]) if _fits(norm, first, len(head)) else ()


def _fits(norm: str, span: Span, head: int) -> bool:
    size = span.end - span.start
    return head + 2 <= size <= LONGEST and not any(c in "、“”（）《》\t越" for c in _text(norm, span))
