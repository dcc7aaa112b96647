"""Recall: a whole list of three to seven members, from its lead or its sentence."""

from __future__ import annotations

import re

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused, number
from quizgen.giveaways import CATCH_ALL, STOCK, covered
from quizgen.model import Item, Points, Series, SpelledTerm
from quizgen.standing import SIDE
from quizgen.stems import Stem


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
    if desk.strict and (_titles(keys) or (isinstance(candidate.fact, Series) and (_uneven(keys) or _governs(desk, candidate, keys)))):
        return Refused(reason="ragged-key")
    match candidate.fact:
        case Points() as fact:
            lead = desk.lead_name(fact)
            if not lead:
                return Refused(reason="no-lead")
            announced = desk.announced(lead, fact)
            if desk.strict:
                lead = _GOES_ON.sub("", lead)
                if len(lead) < 3 or (not lead[0].isalnum() and lead[0] not in "“《") or _TASK.search(lead):
                    return Refused(reason="no-lead")
                if SIDE.search(lead) and len(lead) <= 10 and "的" not in lead[1:-1]:
                    block = desk.reading.sentence_at(fact.lead.start) if fact.lead is not None else None
                    above = desk.stems.over(block.block) if block is not None else ""
                    if not above and len(lead) <= 4:
                        return Refused(reason="no-lead")
                    lead = f"{above}（{lead}）" if above else lead
                if 2 * sum(2 * covered(k, lead) >= len(k) for k in keys) > len(keys):
                    return Refused(reason="key-in-stem")
            if max(len(k) for k in keys) > 60:
                return Refused(reason="long-key")
            if any(b.kind == "heading" and fact.lead is not None and b.span.covers(fact.lead) for b in desk.reading.document.blocks):
                stem = f"“{lead}”部分提出了哪{number(n)}个方面的要点？"
            elif announced:
                if "用语" in announced:
                    return Refused(reason="no-lead")
                stem = f"{announced}哪{number(n)}项？" if _OPEN_END.search(announced) else f"{announced}。请写出这{number(n)}项。"
            else:
                stem = f"“{lead}”，具体是哪{number(n)}项？"
        case SpelledTerm() as fact:
            stem = f"“{desk.text(fact.term)}”分别是指什么？（共{number(n)}项）"
        case _:
            if candidate.open:
                return Refused(reason="open-list")

            def make(gap: Stem) -> Item | Refused:
                if desk.strict and (_OTHER.search(gap.visible) or (not desk.stems.statute and "；" in gap.visible)):
                    return Refused(reason="several-points")
                stem = f"写出省略处并列的{number(n)}项：{gap.show('……')}"
                return desk.item(candidate, "recall", stem=stem, key=keys, worth=worth)

            return desk.with_stem(candidate, make)
    return desk.item(candidate, "recall", stem=stem, key=keys, worth=worth)


_GOES_ON = re.compile(r"(?:，[^，]{0,6}|的)?(?:如下|包括|主要有|有以下[^，]{0,6})$")
"""How a lead goes on to its list."""
_OPEN_END = re.compile(r"(?:是|包括|(?<![所])有|分为)$")
"""A lead that its list completes."""
_TASK = re.compile(r"选填|填空|判断|^引起的|练习|答题")
"""Leads that set a task, or lean on what stands above them."""
_OTHER = re.compile(r"：(?:以及)?其他")
_HEADED = re.compile(r"(?:者|人员|机构|单位|部门|企业|组织|制度|措施|行为)$")
_ORGAN = re.compile(r"[会院部局社团办委府校]$")


def _titles(keys: tuple[str, ...]) -> bool:
    """Most of the members only name sides of a thing (概念, 确立依据), or open with a sign that lays them out."""
    return 2 * sum(bool(SIDE.search(k)) and len(k) <= 6 for k in keys) >= len(keys) or any(not k[0].isalnum() and k[0] not in "“《‘" for k in keys)


def _uneven(keys: tuple[str, ...]) -> bool:
    """The last member has a head that all share (电信、互联网、金融业务经营者), so that the others are pieces."""
    first, last = keys[0], keys[-1]
    return len(last) >= 2 * len(first) and len(first) <= 3 and bool(_HEADED.search(last)) and not _HEADED.search(first) and not _ORGAN.search(first)


def _governs(desk: Desk, candidate: Candidate, keys: tuple[str, ...]) -> bool:
    """The first member has the verb that governs all (维护水权安全、渠系安全、水闸安全): it is longer than
    the others, which open with no verb."""
    opens = [t[0].tag[:1] if (t := desk.reading.tokens_in(a)) else "" for a in candidate.answers]
    return opens[0] == "v" and "v" not in opens[1:] and len(keys[0]) > 1 + max(map(len, keys[1:]))
