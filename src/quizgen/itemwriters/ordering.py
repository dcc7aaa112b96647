"""Ordering: steps and levels in their order, only where the source means an order."""

from __future__ import annotations

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused
from quizgen.model import Item, Points, Series
from quizgen.stems import Problem


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
            stem = f"按原文的先后顺序排列“{lead}”的各项。"
        case Series(ordered=True):
            gap = desk.stem(candidate)
            if isinstance(gap, Problem):
                return Refused(reason=gap.name)
            stem = f"按先后顺序排列省略处的各项：{gap.show('……')}"
        case _:
            return Refused(reason="no-order-meant")
    return desk.item(candidate, "ordering", stem=stem, key=keys, worth=worth)
