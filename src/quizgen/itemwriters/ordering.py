"""Ordering: steps and levels in their order, only where the source means an order."""

from __future__ import annotations

import re

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused
from quizgen.model import Item, Points, Series

_COURSE = re.compile(r"步骤|阶段|程序|过程|流程|顺序|次序|[步段层级]$|经历|经过|历程|先后|演变|发展|依次")
"""What says that its points come one after the other: 首先…最后 alone may only count them."""


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """Three to seven members of an ordered list; unordered lists are never asked in order."""
    if candidate.form != "list" or not 3 <= len(candidate.answers) <= 7:
        return Refused(reason="not-a-list")
    keys = tuple(desk.text(a) for a in candidate.answers)
    match candidate.fact:
        case Points(ordered=True) as fact:
            lead = desk.lead_name(fact)
            if not lead:
                return Refused(reason="no-lead")
            if desk.strict and not _COURSE.search(lead):
                return Refused(reason="no-order-meant")
            stem = f"按原文的先后顺序排列“{lead}”的各项。"
        case Series(ordered=True):
            return desk.with_stem(
                candidate,
                lambda gap: desk.item(
                    candidate, "ordering", stem=f"按先后顺序排列省略处的各项：{gap.show('……')}", key=keys, worth=worth
                ),
            )
        case _:
            return Refused(reason="no-order-meant")
    return desk.item(candidate, "ordering", stem=stem, key=keys, worth=worth)
