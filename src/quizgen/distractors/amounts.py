"""Amounts beside an amount: the figures of its unit that the material has, the nearest first, then usual values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quizgen.candidates import Candidate, Work
from quizgen.distractors._distractor import Distractor
from quizgen.distractors.figures import bounds, is_year, ladder, number_of, parse, ranges
from quizgen.distractors.shelves import Shelves
from quizgen.model import Span
from quizgen.sameness import normal

_COUNTED = re.compile(r"(?:个?方面|种|大|次|份|点|对|部分|者|个)$")
"""What a count of what the sentence lists, or of what everybody knows, is followed by."""
_TERM = re.compile(r"个月|年|日|天|周|倍|小时|万元|亿元|周岁")
"""What one of is a term or an amount that has to be known: 一个月, 一倍."""
_LIMIT = re.compile(r"至少|不少于|不得少于|不超过|不得超过|最多|每[周月年日天季]|内|连续|累计")
"""How often something must be done or may happen is no count of what the sentence lists."""
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?:\s?年|[—－–-])")
_NEAR = 40
"""A year stands beside years that are so near."""


def amounts(
    shelves: Shelves,
    works: Sequence[Work],
    home: int,
    candidate: Candidate,
    key: str,
    *,
    shown: str,
    count: int,
    place: Callable[[Work, Span], str],
) -> tuple[Distractor, ...]:
    """Up to ``count`` figures for a key of the work ``works[home]`` whose stem shows ``shown``; two at most stand in the
    material. A range keeps its lower bound below the upper one, a year its side of the years that the stem names."""
    work = works[home]
    norm = work.reading.norm
    parts = parse(key)
    low, high = bounds(norm, candidate.span)
    if parts is None or ranges(key):
        return _ranges(shelves, work, home, candidate, key, shown, count, place)
    post = parts.post.strip()
    if parts.value == 1 and not _TERM.fullmatch(post):
        return ()
    if parts.value < 10 and _COUNTED.fullmatch(post) and not (post == "次" and _LIMIT.search(norm, max(0, candidate.span.start - 8), candidate.span.start)):
        return ()
    chosen: list[Distractor] = []
    taken = [parts.value]
    year = is_year(parts)
    era = _before_christ(norm, candidate.span)
    named = [float(y) for y in _YEAR.findall(shown)] if year else []

    def passed(v: float | None) -> bool:
        if v is None or v in taken or not low < v < high or not 1 / 13 <= v / (parts.value or 1) <= 13:
            return True
        return year and (abs(v - parts.value) > _NEAR or any((v < y) != (parts.value < y) or v == y for y in named))

    for e in shelves.figures(key, parts.value, home, passed):
        v = number_of(e.norm)
        if v is None or passed(v) or normal(e.norm) in shown or e.sentence == candidate.sentence.span:
            continue
        if year and _before_christ(works[e.work].reading.norm, e.span) != era:
            continue  # 公元前525年 is no rival of 527年
        where = place(works[e.work], e.span)
        chosen.append(Distractor(text=e.text, reason=f"{e.text}：见{where}，是另一处的数值"))
        taken.append(v)
        if len(chosen) == min(2, count):
            break
    if parts.post.strip() == "世纪" and (len(chosen) < min(2, count) or parts.value > 20):
        return ()  # which century it was is plain where the text has no other, and that ours is meant
    for v in ladder(parts):
        if len(chosen) >= count:
            break
        text = parts.write(v)
        if passed(v) or normal(text) in shown or number_of(text) != v:
            continue
        reason = "原文此处不是这个数值" if text in norm else "原文没有这个数值"
        chosen.append(Distractor(text=text, reason=f"{text}：{reason}"))
        taken.append(v)
    return tuple(chosen[:count])


def _before_christ(norm: str, span: Span) -> bool:
    return norm[max(0, span.start - 3) : span.start].rstrip().endswith("前")


def _ranges(
    shelves: Shelves,
    work: Work,
    home: int,
    candidate: Candidate,
    key: str,
    shown: str,
    count: int,
    place: Callable[[Work, Span], str],
) -> tuple[Distractor, ...]:
    """Ranges beside a range: one of the same form from elsewhere in the document, then moved bounds."""
    moved = ranges(key)
    if len(moved) < count:
        return ()
    chosen: list[Distractor] = []
    for e in shelves.figures_of(key, home):
        if e.norm != key and normal(e.norm) not in shown and e.sentence != candidate.sentence.span and ranges(e.norm):
            chosen.append(Distractor(text=e.text, reason=f"{e.text}：见{place(work, e.span)}，是另一处的数值"))
            break
    norm = work.reading.norm
    for text in moved:
        if len(chosen) < count and normal(text) not in shown and all(text != d.text for d in chosen):
            reason = "原文此处不是这个数值" if text in norm else "原文没有这个数值"
            chosen.append(Distractor(text=text, reason=f"{text}：{reason}"))
    return tuple(chosen)
