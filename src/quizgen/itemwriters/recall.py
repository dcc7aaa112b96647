"""Recall: a whole list of three to seven members, from its lead or its sentence."""

from __future__ import annotations

import re

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused, number
from quizgen.giveaways import CATCH_ALL, STOCK
from quizgen.itemwriters._leads import STATES, clauses, lead_of, titles
from quizgen.model import Item, Points, Series, SpelledTerm
from quizgen.stems import Stem


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """Asks for all members. Longer lists are asked member by member (items.md: over seven, no whole-list recall)."""
    if candidate.form != "list":
        return Refused(reason="not-a-list")
    answers, but = candidate.answers, ""
    if desk.strict and isinstance(candidate.fact, Points) and len(answers) > 3 and CATCH_ALL.search(desk.text(answers[-1])):
        answers, but = answers[:-1], "除“其他”一项外，"
    n = len(answers)
    if not 3 <= n <= 7:
        return Refused(reason="list-length")
    keys = tuple(desk.text(a) for a in answers)
    if any(CATCH_ALL.search(k) for k in keys) or set(keys) <= STOCK:
        return Refused(reason="catch-all")
    if desk.strict and (titles(keys) or (isinstance(candidate.fact, Series) and (any(map(_NO_MEMBER.search, keys)) or all(map(_FIGURE.fullmatch, keys)) or _uneven(keys) or _governs(desk, candidate, keys)))):
        return Refused(reason="ragged-key")
    match candidate.fact:
        case Points() as fact:
            lead, why = lead_of(desk, fact, keys)
            if why:
                return Refused(reason=why)
            if max(len(k) for k in keys) > 60:
                return Refused(reason="long-key")
            if any(b.kind == "heading" and fact.lead is not None and b.span.covers(fact.lead) for b in desk.reading.document.blocks):
                stem = f"“{lead}”部分{'，' * bool(but)}{but}提出了哪{number(n)}个方面的要点？"
            else:
                statute = desk.stems.statute
                named = f"{statute}规定，" if statute and statute not in lead else ""
                announced = desk.announced(desk.lead_name(fact), fact)
                if announced:
                    if "用语" in announced:
                        return Refused(reason="no-lead")
                    what = f"哪{number(n)}项？"
                    stem = f"{announced}{what}" if _OPEN_END.search(announced) and not but else f"{announced}。{but}请写出这{number(n)}项。"
                elif STATES.search(lead):
                    stem = f"{named}“{lead}”，{but}具体是哪{number(n)}项？"
                elif clauses(desk, fact.members):
                    stem = f"{named}关于“{lead}”，{but}原文列出了哪{number(n)}点？"
                else:
                    stem = f"{named}“{lead}”{'，' * bool(but)}{but}包括哪{number(n)}项？"
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
    return desk.item(candidate, "recall", stem=stem, key=keys, answers=answers if but else None, worth=worth)


_OPEN_END = re.compile(r"(?:是|包括|(?<![所])有|分为)$")
"""A lead that its list completes."""
_OTHER = re.compile(r"：(?:以及)?其他")
_HEADED = re.compile(r"(?:者|人员|机构|单位|部门|企业|组织|制度|措施|行为)$")
_NO_MEMBER = re.compile(r"^(?:以上|以下|及以上|及其|其他|其它|及)")
"""What goes on from the member before it: 硕士|以上学位."""
_FIGURE = re.compile(r"[“‘]?[0-9一二三四五六七八九十百两]+[\u4e00-\u9fff]{1,2}[”’]?")
"""Members that are figures alone (二日、三日、五日) name nothing to be recalled."""
_ORGAN = re.compile(r"[会院部局社团办委府校]$")


def _uneven(keys: tuple[str, ...]) -> bool:
    """The last member has a head that all share (电信、互联网、金融业务经营者), so that the others are pieces."""
    first, last = keys[0], keys[-1]
    return len(last) >= 2 * len(first) and len(first) <= 3 and bool(_HEADED.search(last)) and not _HEADED.search(first) and not _ORGAN.search(first)


def _governs(desk: Desk, candidate: Candidate, keys: tuple[str, ...]) -> bool:
    """The first member has the verb that governs all (维护水权安全、渠系安全、水闸安全): it is longer than
    the others, which open with no verb."""
    opens = [t[0].tag[:1] if (t := desk.reading.tokens_in(a)) else "" for a in candidate.answers]
    return opens[0] == "v" and "v" not in opens[1:] and len(keys[0]) > 1 + max(map(len, keys[1:]))
