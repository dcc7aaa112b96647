"""Actors beside an actor: whoever else the document lets act. Organs stand against organs, bodies against bodies, persons
against persons, as examiners set them.

An actor of a document is named in it at least twice as an organ or as the subject of a norm, each time with borders that
hold. All actors of a document act, so they go with its verbs; what takes another in (司法机关, 公安机关) never stands
beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.candidates import Work
from quizgen.distractors.falsity import other_world, same
from quizgen.distractors.kinds import clean, family, overlap
from quizgen.fitness import GENERIC_AGENCY, unfit
from quizgen.model import Span

OFTEN = 2
"""So often an actor is named."""
_ROLES = frozenset({"agency", "subject"})
_LONG = 4
"""A name so long is one, though it stands once."""
_NO_NAME = re.compile(r"^[非不未被主其各该本每某两二三四五]|的|^(?:犯罪|非法|具体|一般|主要|普通|基本|原|新|老|当地|同级|若干|现场|有关|相关|其他|所在)|[和或与]")
_ACTS = re.compile(r"[社队团处院局署厅部会组府校司官游医企]$")
"""How else a name closes that is the subject of norms (旅行社, 导游)."""
_WIDE: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"(?:司法机关|执法机关|政法机关|办案机关|侦查机关)$"), re.compile(r"公安|检察|法院|审判|司法|执法|侦查|安全机关|监察|监狱")),
    (re.compile(r"(?:行政机关|执法机构|执法部门|管理机关|登记机关)$"), re.compile(r"部门|政府|公安|税务|海关|行政")),
    (re.compile(r"(?:权力机关)$"), re.compile(r"人民代表大会|常务委员会")),
    (re.compile(r"(?:企业|经营者|生产者|运营者)$"), re.compile(r"企业|公司|经营者|生产者|旅行社|平台|商")),
    (re.compile(r"(?:权利人|申请人|当事人|利害关系人|责任人|自然人|公民|个人|成年人|代理人|使用人|关系人|负责人)$"), re.compile(r"人")),
    (re.compile(r"(?:工作人员|公职人员|专业人员|技术人员|从业人员|责任人员|有关人员|监察人员|管理人员|领导人员)$"), re.compile(r"人员")),
    (re.compile(r"(?:社会组织|基层组织|下级组织|上级组织|党组织|地方组织)$"), re.compile(r"组织")),
    (re.compile(r"(?:劳动者|消费者|公民|群众)$"), re.compile(r"者|职工|工人")),
    (re.compile(r"(?:学校)$"), re.compile(r"学校|大学|学院|中学|小学")),
    (re.compile(r"(?:医疗机构|卫生机构)$"), re.compile(r"医院|卫生院|诊所|机构")),
)
"""Names that take others in, and what of their build they may take in."""
_POWER = re.compile(r"国务院$|代表大会|常务委员会$|政府$|军委$|军事委员会$")
_TOP = re.compile(r"国务院$|代表大会|常务委员会$|军委$|军事委员会$")
_SERVICE = re.compile(r"(?<!救援)(?<!监督)(?<!执法)(?<!管理)(?<!监管)(?:机构|中心|银行)$")


@dataclass(frozen=True, slots=True)
class Actor:
    """Its name, where it stands first with borders that hold, and how often."""

    name: str
    span: Span
    sentence: Span
    times: int


class Actors:
    """Who acts in one document."""

    def __init__(self, work: Work) -> None:
        norm = work.reading.norm
        first: dict[str, tuple[Span, Span]] = {}
        times: dict[str, int] = {}
        for c in work.candidates:
            if c.form != "blank" or _ROLES.isdisjoint(c.roles):
                continue
            name = norm[c.span.start : c.span.end]
            if len(name) > 20 or len(name) < 2 or _NO_NAME.search(name) or GENERIC_AGENCY.fullmatch(name):
                continue
            tokens = work.reading.tokens_in(c.span)
            if c.roles[0] == "subject" and (len(tokens) > 3 or not (family(name) or _ACTS.search(name))):
                continue
            if len(tokens) > 1 and tokens[0].tag == "v" and len(name) > 4 and family(name) == "person":
                continue  # 误导|旅游者
            if len(tokens) > 1 and len(name) == 3 and tokens[0].tag == "v" and tokens[-1].tag == "n":
                continue  # 削弱|人
            reason = unfit(work, c)
            if reason is not None and reason not in _HARMLESS:
                continue
            if c.roles[0] == "agency" and not clean(work, c):
                continue
            first.setdefault(name, (c.span, c.sentence.span))
            times[name] = times.get(name, 0) + 1
        self._all = {
            name: Actor(name, *first[name], n)
            for name, n in times.items()
            if n >= OFTEN or len(name) >= _LONG
        }

    def knows(self, name: str) -> bool:
        """The document lets it act."""
        return name in self._all

    def opens(self, text: str) -> bool:
        """The text begins with an actor."""
        return any(text[:n] in self._all for n in range(2, min(len(text), 12) + 1))

    def beside(self, key: str) -> list[tuple[float, Actor]]:
        """The other actors that may stand beside ``key``, the closest first."""
        kind = family(key)
        out: list[tuple[float, str, Actor]] = []
        for a in self._all.values():
            theirs = family(a.name)
            if a.name == key or theirs != kind or not _on_a_level(a.name, key) or abs(len(a.name) - len(key)) > max(2, len(key) // 2):
                continue
            if same(a.name, key) or overlap(a.name, key) or other_world(a.name, key) or takes_in(a.name, key):
                continue
            if kind == "person" and (a.name[:3] == key[:3] or a.name[-1] != key[-1]):
                continue  # 土地使用者, 土地使用权人; 证人, 委员
            score = 2.0 * (a.name[-2:] == key[-2:]) + 1.0 * (a.name[-1:] == key[-1:]) + 1.0 * (a.name[:2] == key[:2])
            score += min(3, a.times) / 3 - 0.3 * abs(len(a.name) - len(key))
            out.append((score, a.name, a))
        out.sort(key=lambda t: (-t[0], t[1]))
        return [(s, a) for s, _, a in out]


_HARMLESS = frozenset({"named-in-the-title", "same-frame-elsewhere", "denied-by-the-source"})
"""Reasons for not asking an actor that say nothing against its being one."""


def _on_a_level(a: str, b: str) -> bool:
    """No sentence leaves open whether the highest organs or an office act; a service acts beside an office of its subject
    alone (社会保险经办机构, 社会保险行政部门)."""
    if bool(_TOP.search(a)) != bool(_TOP.search(b)):
        return bool(_POWER.search(a) and _POWER.search(b))
    return bool(_SERVICE.search(a)) == bool(_SERVICE.search(b)) or a[:2] == b[:2]


def takes_in(a: str, b: str) -> bool:
    """One of the two names may take the other in."""
    return any((wide.search(x) and narrow.search(y)) for wide, narrow in _WIDE for x, y in ((a, b), (b, a)))
