"""Recall: a whole list of three to seven members, from its lead or its sentence."""

from __future__ import annotations

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused, number
from quizgen.giveaways import CATCH_ALL, STOCK
from quizgen.model import Item, Points, SpelledTerm


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """Asks for all members. Longer lists are asked member by member (items.md: over seven, no whole-list recall)."""
    if candidate.form != "list":
        return Refused(reason="not-a-list")
    n = len(candidate.answers)
    if not 3 <= n <= 7:
        return Refused(reason="list-length")
    keys = tuple(desk.text(a) for a in candidate.answers)
    if any(CATCH_ALL.search(k) for k in keys) or set(keys) <= STOCK:
        return Refused(reason="catch-all")
    match candidate.fact:
        case Points() as fact:
            lead = desk.lead_name(fact)
            if not lead:
                return Refused(reason="no-lead")
            if max(len(k) for k in keys) > 60:
                return Refused(reason="long-key")
            if any(b.kind == "heading" and fact.lead is not None and b.span.covers(fact.lead) for b in desk.reading.document.blocks):
                stem = f"“{lead}”部分提出了哪{number(n)}个方面的要点？"
            else:
                stem = f"“{lead}”，具体是哪{number(n)}项？"
        case SpelledTerm() as fact:
            stem = f"“{desk.text(fact.term)}”分别是指什么？（共{number(n)}项）"
        case _:
            if candidate.open:
                return Refused(reason="open-list")
            return desk.with_stem(
                candidate,
                lambda gap: desk.item(
                    candidate, "recall", stem=f"写出省略处并列的{number(n)}项：{gap.show('……')}", key=keys, worth=worth
                ),
            )
    return desk.item(candidate, "recall", stem=stem, key=keys, worth=worth)
