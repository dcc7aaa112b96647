"""Cloze: the sentence with one blank; the others of a list stay in sight."""

from __future__ import annotations

import re

from quizgen.candidates import Candidate
from quizgen.commonplace import commonplace
from quizgen.desk import Desk, Refused
from quizgen.giveaways import CATCH_ALL, CLOSES_A_LIST, covered
from quizgen.model import BLANK, Item, Points
from quizgen.stems import Stem

LEAST = -0.6
"""What is worth less is not asked: it stands in sentences that nothing in a document depends on."""
PHRASE = -0.2
"""Likewise of a phrase that no construction of the language sets apart."""
HEADLINE = 16
"""No longer headline is asked word for word."""


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """One blank where the tested words stand.

    A headline is asked among the other headlines of its list: the sentence of a headline is the headline."""
    if candidate.form != "blank":
        return Refused(reason="not-one-blank")
    key = desk.text(candidate.span)
    row = desk.glossary.get(candidate.span)
    if row is not None and desk.strict:
        return desk.item(candidate, "cloze", stem=row.asks(BLANK), key=(key,), worth=worth)
    if desk.strict and worth < (PHRASE if candidate.roles[0] in ("noun", "key") else LEAST):
        return Refused(reason="worth-little")
    if isinstance(candidate.fact, Points) and candidate.roles[0] == "headline":
        return _among_headlines(desk, candidate, candidate.fact, worth)
    if desk.strict and (candidate.roles[0] == "whole" or candidate.roles[0] == "modal"):  # a whole list is recalled, not blanked
        return Refused(reason="many-answers-fit")
    if desk.strict and candidate.roles[0] == "quote" and key.startswith(("是", "就是", "也是", "才是")):
        return Refused(reason="part-of-a-predicate")  # 勇于自我革命，______: what it is, without what is
    if desk.strict and commonplace(desk.reading, candidate):
        return Refused(reason="common-words")

    def make(stem: Stem) -> Item | Refused:
        if desk.strict and CLOSES_A_LIST.search(stem.visible):
            return Refused(reason="catch-all")
        if desk.strict and candidate.mates and _bare(desk, candidate, stem.visible):
            return Refused(reason="no-cue")
        if desk.strict and candidate.roles[0] not in _SHARING and 5 * covered(key, stem.visible) >= 3 * len(key) > 9:
            return Refused(reason="echoes-the-stem")
        return desk.item(candidate, "cloze", stem=stem.show(BLANK), key=(key,), worth=worth)

    return desk.with_stem(candidate, make)


def _bare(desk: Desk, candidate: Candidate, shown: str) -> bool:
    """The stem is the list and nothing else: what it lists nobody can tell (______、战术决策与业务决策)."""
    for mate in sorted((desk.text(m) for m in candidate.mates), key=len, reverse=True):
        shown = shown.replace(mate, "")
    return len(_JOINTS.sub("", shown)) < 2


_JOINTS = re.compile(r"以及|[\W_和与及或等]")
_SHARING = frozenset({"figure", "modal", "member", "headline", "spelled", "coined", "quote"})
"""What shares words with its neighbours by nature (政治判断力、政治领悟力)."""


def _among_headlines(desk: Desk, candidate: Candidate, fact: Points, worth: float) -> Item | Refused:
    lead, key = desk.lead_name(fact), desk.text(candidate.span)
    if not lead or len(fact.members) < (3 if desk.strict else 2):
        return Refused(reason="no-lead")
    shown = [BLANK if m == candidate.span else desk.text(m) for m in fact.members]
    if desk.strict and any(_NUMBERED.match(s) for s in shown):
        return Refused(reason="stray-number")
    if BLANK not in shown:
        return Refused(reason="no-window")
    if desk.strict and (CATCH_ALL.search(key) or len(key) > HEADLINE):
        return Refused(reason="catch-all" if CATCH_ALL.search(key) else "long-key")
    at = shown.index(BLANK)
    announced = desk.announced(lead, fact)
    opening = f"{announced}：" if announced else f"“{lead}”的要点有："
    # a long list is shown from its neighbours on, as far as the stem has room
    first = last = at
    while True:
        wider = [(first - 1, last), (first, last + 1)]
        fit = [(a, b) for a, b in wider if a >= 0 and b < len(shown) and len(_stem(opening, shown, a, b)) <= 120]
        if not fit:
            break
        first, last = fit[0] if first == at or last > at else fit[-1]
    if last - first < 1 or (desk.strict and last - first + 1 < len(shown)):
        return Refused(reason="long-stem")
    stem = _stem(opening, shown, first, last)
    return desk.item(candidate, "cloze", stem=stem, key=(key,), worth=worth)


_NUMBERED = re.compile(r"\d{1,2}[.．、]\D")


def _stem(opening: str, shown: list[str], first: int, last: int) -> str:
    parts = ["……"] * (first > 0) + shown[first : last + 1] + ["……"] * (last < len(shown) - 1)
    return opening + "；".join(parts) + "。"
