"""Numbers, amounts, times, dates and fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Figure, Span
from quizgen.reading import Reading
from quizgen.zh.figures import TRIGGER, figures

NAME = "figure"
_ENACTED = re.compile(r"[（(]?(?:\d{4}|[〇零一二三四五六七八九]{4})年.{0,200}?(?:会议|令|决定).{0,200}?(?:通过|修正|修订|公布|施行)|根据.{0,200}?修正")
QUOTED = 10
"""A number inside a quotation of at most this many characters is part of a name (“三个代表”)."""


def find(reading: Reading) -> Iterator[Figure]:
    """Numbers with what they measure.

    Finds: numerals with a unit, Chinese or Arabic (三十日, 24小时内), money, percentages and fractions, dates, ordinals of
    sessions and stages (第十三届), and a range of two as one (二万元以上十万元以下) beside its ends. ``value`` is the
    blank, ``unit`` and ``bound`` (以上, 不超过) stay in the stem.
    Skips: article numbers (第三条), markers of points, 一 that counts nothing (一个, 一种, 统一), the note of enactment
    under a statute's title.
    Example: 处二万元以上十万元以下罚款 gives 二 (万元, 以上), 十 (万元, 以下) and 二万元以上十万元以下.
    Known misses: numbers without a unit; figures written in words (半数, 若干).
    """
    for sentence in reading.asked_with(TRIGGER):
        start, end = sentence.span
        if _ENACTED.match(reading.norm, start, end) and reading.norm[end - 1] not in "。；":
            continue
        borders = {w.start for w in reading.parsed[sentence.index]}
        for n in figures(reading.norm, start, end, borders):
            quote = reading.quote_at(n.value.start)
            if quote is not None and quote.inner.end - quote.inner.start <= QUOTED:
                continue
            yield Figure(rule=NAME, span=n.span, value=n.value, unit=n.unit, bound=n.bound, sort=n.sort)
            if n.sort == "fraction" and n.unit is not None and n.unit.start < n.value.start:
                yield Figure(rule=NAME, span=n.span, value=Span(n.unit.start, n.value.end), bound=n.bound, sort=n.sort)
