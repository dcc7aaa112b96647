"""Cloze: the sentence with one blank; the others of a list stay in sight."""

from __future__ import annotations

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused
from quizgen.model import BLANK, Item, Points
from quizgen.stems import Problem


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """One blank where the tested words stand.

    A headline is asked among the other headlines of its list: the sentence of a headline is the headline."""
    if candidate.form != "blank":
        return Refused(reason="not-one-blank")
    key = desk.text(candidate.span)
    if isinstance(candidate.fact, Points) and candidate.roles[0] == "headline":
        return _among_headlines(desk, candidate, candidate.fact, worth)
    stem = desk.stem(candidate)
    if isinstance(stem, Problem):
        return Refused(reason=stem.name)
    return desk.item(candidate, "cloze", stem=stem.show(BLANK), key=(key,), worth=worth)


def _among_headlines(desk: Desk, candidate: Candidate, fact: Points, worth: float) -> Item | Refused:
    lead = desk.lead_name(fact)
    if not lead or not 3 <= len(fact.members) <= 7:
        return Refused(reason="no-lead")
    shown = [BLANK if m == candidate.span else desk.text(m) for m in fact.members]
    if BLANK not in shown:
        return Refused(reason="no-window")
    stem = f"“{lead}”的要点有：" + "；".join(shown) + "。"
    if len(stem) > 120:
        return Refused(reason="long-stem")
    return desk.item(candidate, "cloze", stem=stem, key=(desk.text(candidate.span),), worth=worth)
