"""Single choice: one key among options of its kind, each false for a stated reason."""

from __future__ import annotations

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused, flat
from quizgen.distractors import MODALS
from quizgen.glossary import Row, rivals
from quizgen.model import CHOICE, Item, Series
from quizgen.stems import Stem
from quizgen.zh.contrasts import known


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """The sentence with a gap and three distractors (two for a modal); fewer: no item of this kind."""
    if candidate.form != "blank" or candidate.roles[0] in ("headline", "quote", "clause", "condition", "definition"):
        return Refused(reason="no-options-of-its-kind")
    key = desk.text(candidate.span)
    row = desk.glossary.get(candidate.span)
    if row is not None:
        return _of_glossary(desk, candidate, row, worth)
    if candidate.roles[0] == "coined" and len(key) < 3:
        return Refused(reason="no-options-of-its-kind")  # 红脸: two characters in quotes share nothing but the quotes
    if candidate.roles[0] == "whole":
        return desk.with_stem(candidate, lambda stem: _whole_list(desk, candidate, stem, key, worth))
    if candidate.roles[0] == "modal":
        return Refused(reason="no-options-of-its-kind")  # what must be done and what may be is mostly plain from the rest
    if not desk.pool.could(desk.work, candidate):
        return Refused(reason="few-distractors")
    # a usual word that others could replace in a blank is decided by the options, where these are its own kind
    bear = "many-answers-fit" if candidate.roles[0] in ("noun", "key", "subject", "member") and known(key) else ""
    return desk.with_stem(candidate, lambda stem: _gap(desk, candidate, stem, key, worth), bear=bear)


def _gap(desk: Desk, candidate: Candidate, stem: Stem, key: str, worth: float) -> Item | Refused:
    if stem.masks:
        return Refused(reason="key-in-stem")
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


def _of_glossary(desk: Desk, candidate: Candidate, row: Row, worth: float) -> Item | Refused:
    """The term of a meaning, among other terms of the glossary: each has a meaning of its own there."""
    found = rivals(desk.reading.text, row, count=3)
    if len(found) < 3:
        return Refused(reason="few-distractors")
    return desk.item(
        candidate,
        "single",
        stem=row.asks(CHOICE),
        key=(row.term,),
        distractors=tuple(term for term, _ in found),
        explanation="\n".join(f"{term}：原文的解释是“{flat(meaning)}”" for term, meaning in found),
        worth=worth,
    )


def _whole_list(desk: Desk, candidate: Candidate, stem: Stem, key: str, worth: float) -> Item | Refused:
    """A closed list of three or four against itself with one member swapped for its like from elsewhere. As sets
    the options differ in at least one member, and the stem has room for the complete list only."""
    fact = candidate.fact
    if not isinstance(fact, Series) or fact.open or not 3 <= len(fact.members) <= 4 or len(key) > 40:
        return Refused(reason="no-options-of-its-kind")
    wrong: dict[str, str] = {}
    used: set[str] = set()
    start = candidate.span.start
    raw = desk.reading.text[candidate.span.start : candidate.span.end]
    for depth in range(2):
        for i, m in enumerate(fact.members):
            found = [d for d in desk.distractors(desk.member(candidate, i), stem, count=3) if d.text not in used]
            if len(found) > depth and len(wrong) < 3:
                d = found[0]
                used.add(d.text)
                option = flat(raw[: m.start - start] + d.text + raw[m.end - start :])
                wrong[option] = f"{option}：原文此处是“{desk.text(m)}”，“{d.text}”{d.reason.partition('：')[2]}"
    if len(wrong) < 3:
        return Refused(reason="few-distractors")
    return desk.item(
        candidate,
        "single",
        stem=stem.show(CHOICE),
        key=(key,),
        distractors=tuple(wrong),
        explanation="\n".join(wrong.values()),
        worth=worth,
    )
