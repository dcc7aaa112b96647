"""True or false: the sentence as it stands, or with one element changed to one of its kind (never by a mere 不)."""

from __future__ import annotations

import re
from hashlib import blake2b

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused
from quizgen.model import FALSE, TRUE, Item
from quizgen.stems import Stem


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """True and false are drawn by the content, half and half; only where a false element was to be had is a true
    statement asked, else the true ones would outnumber the false."""
    if candidate.form != "blank" or candidate.roles[0] in ("headline", "quote", "clause", "condition", "definition", "whole"):
        return Refused(reason="no-options-of-its-kind")
    if not _CHANGED.intersection(candidate.roles[:1]):
        return Refused(reason="no-options-of-its-kind")
    return desk.with_stem(candidate, lambda stem: _statement(desk, candidate, stem, worth))


_CHANGED = frozenset({"figure", "modal", "agency", "member", "coined", "defined", "thesis"})
"""What a false statement may change: a figure, a modal, an organ, a member of a list, a term. A predicate or half a phrase
swapped makes a statement that is odd, not false."""
_PREDICATE = re.compile(r"是|为(?!了)|应|不|可以|要|有|能|由|将|被|把|必须|使|属于|包括|规定|实行|坚持|禁止|负责|称为")


def _statement(desk: Desk, candidate: Candidate, stem: Stem, worth: float) -> Item | Refused:
    if not _PREDICATE.search(stem.visible):
        return Refused(reason="no-statement")
    if stem.masks:
        return Refused(reason="key-in-stem")
    found = desk.distractors(candidate, stem, count=2)
    if not found:
        return Refused(reason="few-distractors")
    key = desk.text(candidate.span)
    if blake2b(f"{candidate.fact_id}|{key}".encode(), digest_size=1).digest()[0] % 2:
        return desk.item(
            candidate, "truefalse", stem=stem.show(key), key=(TRUE,), explanation="原文正是如此。", worth=worth
        )
    wrong = found[0]
    return desk.item(
        candidate,
        "truefalse",
        stem=stem.show(wrong.text),
        key=(FALSE,),
        explanation=f"原文是“{key}”，不是“{wrong.text}”。",
        worth=worth,
    )
