"""Single choice: one key among options of its kind, each false for a stated reason."""

from __future__ import annotations

from quizgen.candidates import Candidate
from quizgen.distractors import MODALS
from quizgen.itemwriters.desk import Desk, Refused
from quizgen.model import CHOICE, Item
from quizgen.stems import Problem


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """The sentence with a gap and three distractors (two for a modal); fewer: no item of this kind."""
    if candidate.form != "blank" or candidate.roles[0] in ("headline", "quote", "clause", "condition", "definition"):
        return Refused(reason="no-options-of-its-kind")
    stem = desk.stem(candidate)
    if isinstance(stem, Problem):
        return Refused(reason=stem.name)
    key = desk.text(candidate.span)
    if candidate.roles[0] == "modal" and key not in MODALS:
        return Refused(reason="no-options-of-its-kind")
    found = desk.distractors(candidate, stem)
    if len(found) < (2 if key in MODALS else 3):
        return Refused(reason="few-distractors")
    return desk.item(
        candidate,
        "single",
        stem=stem.show(CHOICE),
        key=(key,),
        distractors=tuple(d.text for d in found),
        explanation="\n".join(d.reason for d in found),
        worth=worth,
    )
