"""Leads: how a list of points is called in a stem, and which lists have no name by which they could be asked; and what a
statement lacks to be judged alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.candidates import Candidate
from quizgen.desk import Desk
from quizgen.giveaways import covered
from quizgen.model import Points, Span
from quizgen.sameness import normal
from quizgen.sections import section_path
from quizgen.standing import SIDE
from quizgen.stems import Stem

BARE_REFERENCE = re.compile(r"第[一二三四五六七八九十百零、至和或]+[款项]|第[一二三四五六七八九十百零]+条(?:至第|、第|规定)")
"""What is named by its number alone: who does not have the text before him cannot say what it is."""
GOES_ON = re.compile(r"(?:，[^，]{0,6}|的)?(?:如下|包括|主要有|有以下[^，]{0,6})$|(?<![但于而要不正])是$|在于$|[现体]现[为在]$")
"""How a lead goes on to its list."""
_TASK = re.compile(r"选填|填空|判断|^引起的|练习|答题")
"""Leads that set a task, or lean on what stands above them."""
_UNTOLD = re.compile(
    r"^(?:《[^》]+》规定，)?(?:(?:未|没有|无(?!人机|线|障碍)|逾期|仍|确需|确有|先[由后]|再由|同时|此外|并|且)|(?:可以|应当|不得)(?![^，]{0,30}的，))"
)
"""What opens a statement that does not say of whom or of what it holds."""
_CONDITION = re.compile(r"^(?:《[^》]+》规定，)?[^，：]{2,40}的，")
"""A condition with no sentence before it: |无正当理由的，不得……"""
_NAMED = re.compile(r"^(?:《[^》]+》规定，)?[^，：；]*的(?:事务|事项|行为|情形|活动|人员|材料|单位|内容|条件|费用|职责)。?$")
"""A point of a list that only names a thing (法律规定由公证机构登记的事务): nothing is said of it."""
_LABEL = re.compile(r"^(?:辨析|判断|注意?|备注|提示|小结|补充)[：:]|[：:]其中")
"""A label of notes that is no subject, or a name before a sentence that goes on from another one."""
_POINTS_ON = re.compile(r"(?:下列|如下|(?:处理|适用|符合|有|履行|按照|依照|遵守|提供|提交|包括)以下)[^：]*$")
"""What announces a list that the statement does not hold."""
_COMMAND = re.compile(r"^(?:简述|试述|试论|论述|简答|列举|简要说明|说明|谈谈|分析)(?=[^的]{3})")
"""What a question of an examination opens with, before it names its matter."""
_MARKER = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十百]+[章节条]|\d+[.、．])\s*")
_GOES_WITH = re.compile(r"^(?:就|也|则|还|并且?|而且?|但|从而|因此|所以|即|及|以及|或)(?!业|职|是说)")
"""A member that goes on from the one before it."""
_COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十]$")
SHORT = 6
"""A lead this short says little without the heading over it."""


def lead_of(desk: Desk, fact: Points, keys: Sequence[str]) -> tuple[str, str]:
    """How a list is called, and why it cannot be asked ('' if it can)."""
    lead = desk.lead_name(fact)
    if not lead:
        return "", "no-lead"
    statute = desk.stems.statute
    if statute:
        lead = lead.replace("本法", statute).replace("本条例", statute)
    if not desk.strict:
        return lead, ""
    lead = _COMMAND.sub("", GOES_ON.sub("", lead))
    if len(lead) < 3 or (not lead[0].isalnum() and lead[0] not in "“《") or _TASK.search(lead) or BARE_REFERENCE.search(lead):
        return lead, "no-lead"
    if lead.strip() == desk.reading.document.title.strip():
        return lead, "no-lead"  # the table of contents
    lead, told = _above(desk, fact, lead)
    if not told:
        return lead, "no-lead"
    if titles(keys) or _nested(keys):
        return lead, "ragged-key"
    if 2 * sum(2 * covered(k, lead) >= len(k) for k in keys) > len(keys):
        return lead, "key-in-stem"
    return lead, ""


def _above(desk: Desk, fact: Points, lead: str) -> tuple[str, bool]:
    """A lead that names but a side of a thing (特点, 定义1), with the thing; False where nothing tells it."""
    side = _COUNTED.sub("", lead).rstrip()
    if len(lead) <= SHORT:
        path = section_path(desk.reading.document, fact.members[0].start)
        heading = _COMMAND.sub("", _MARKER.sub("", path[-1]).strip("：:。 ")) if path else ""
        if lead in heading and len(lead) < len(heading) <= 24:
            return heading, True
    if SIDE.search(side) and len(side) <= 10 and "的" not in side[1:-1]:
        block = desk.reading.sentence_at(fact.lead.start) if fact.lead is not None else None
        above = desk.stems.over(block.block) if block is not None else ""
        if not above:
            return lead, len(side) > 4
        return f"{above}（{lead}）", True
    if len(lead) <= SHORT and fact.lead is not None:
        block = desk.reading.sentence_at(fact.lead.start)
        above = desk.stems.over(block.block) if block is not None else ""
        if above and above not in lead and lead not in above and not _TASK.search(above):
            return f"{above}（{lead}）", True
    return lead, True


STATES = re.compile(r"，|应当|必须|可以|不得|有权|具备|具有|采取|包括|禁止|要(?![求点素])|下列|以下|如下")
"""A lead that says something of its points, and does not only name them."""
LONG = 7
"""Points longer than this on an average say something of what the lead names, and are no parts of it."""


def clauses(desk: Desk, members: Sequence[Span]) -> bool:
    """Most of the points say something, and do not only name a thing."""
    verbal = sum(m.end - m.start > LONG and any(t.tag == "v" for t in desk.reading.tokens_in(m)) for m in members)
    return 2 * verbal > len(members)


def titles(keys: Sequence[str]) -> bool:
    """Most of the members only name sides of a thing (概念, 确立依据), or open with a sign that lays them out,
    or one goes on from another."""
    return 2 * sum(bool(SIDE.search(k)) and len(k) <= 6 for k in keys) >= len(keys) or any(
        (not k[0].isalnum() and k[0] not in "“《‘") or _GOES_WITH.match(k) for k in keys
    )


def _nested(keys: Sequence[str]) -> bool:
    """A member says another one once more."""
    words = [normal(k) for k in keys]
    return any(i != j and len(a) > 3 and a in b for i, a in enumerate(words) for j, b in enumerate(words))


def leans(desk: Desk, candidate: Candidate, stem: Stem) -> bool:
    """The statement does not stand alone: it names a paragraph by its number, or leaves out whom or what it is said of."""
    shown = stem.show(desk.text(candidate.span))
    if BARE_REFERENCE.search(shown) or _UNTOLD.search(shown) or _LABEL.search(shown) or _POINTS_ON.search(shown) or _NAMED.match(shown):
        return True
    cut = "；" in desk.reading.norm[candidate.sentence.span.start : stem.window.start]
    return cut and (candidate.roles[0] == "modal" or _CONDITION.match(shown) is not None)  # of whom, the part before it says
