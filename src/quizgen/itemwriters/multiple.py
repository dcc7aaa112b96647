"""Multiple choice: the members of a closed list among false ones of the same kind."""

from __future__ import annotations

import re

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused
from quizgen.distractors import headlines
from quizgen.distractors.kinds import shape
from quizgen.giveaways import CATCH_ALL, STOCK
from quizgen.itemwriters._leads import LONG, STATES, clauses, lead_of
from quizgen.model import CHOICE, Item, Points, Series, Span
from quizgen.sameness import normal
from quizgen.sections import section_path
from quizgen.stems import Stem


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """Headlines of a part against headlines of other parts; a closed series against members of like series."""
    if candidate.form != "list":
        return Refused(reason="not-a-list")
    if isinstance(candidate.fact, Points):
        return _headlines(desk, candidate, candidate.fact, worth)
    if isinstance(candidate.fact, Series) and not candidate.open:
        return _series(desk, candidate, worth)
    return Refused(reason="open-list")


def _headlines(desk: Desk, candidate: Candidate, fact: Points, worth: float) -> Item | Refused:
    lead, why = lead_of(desk, fact, [desk.text(m) for m in fact.members])
    if why or len(fact.members) < 2:
        return Refused(reason=why or "no-lead")
    members = [(m, desk.text(m)) for m in fact.members]
    asked = [(m, text) for m, text in members if len(text) <= 40 and not CATCH_ALL.search(text)][:3]
    if len(asked) < 2:
        return Refused(reason="long-options")
    if desk.strict and worth < LEAST:
        return Refused(reason="worth-little")
    keys = [text for _, text in asked]
    own = [normal(text) for _, text in members]
    who = not any(desk.pool.actors(desk.work).opens(k) for k in keys)
    wrong: list[tuple[str, str]] = []
    size = sum(map(len, keys)) / len(keys)
    related = _Related(desk, fact)
    like = _Like(desk, [m for m, _ in asked], lead)
    for theirs, m in headlines(desk.work, apart_from=fact):
        text = desk.text(m)
        if len(text) > 40 or not 0.5 <= len(text) / size <= 2 or CATCH_ALL.search(text):
            continue
        if not _alike(text, keys) or not related(theirs, m) or not like(m):
            continue
        if who and desk.pool.actors(desk.work).opens(text):
            continue  # whoever it names is not whom the lead speaks of
        words = normal(text)
        if any(words in o or o in words or _close(words, o) for o in own):
            continue
        own.append(words)
        wrong.append((text, f"{text}：属于{desk.part(m)}"))
        if len(wrong) == 2:
            break
    if len(wrong) < 2:
        return Refused(reason="few-distractors")
    return desk.item(
        candidate,
        "multiple",
        stem=asks(desk, fact, lead),
        key=tuple(keys),
        distractors=tuple(w for w, _ in wrong),
        explanation="\n".join(r for _, r in wrong),
        answers=tuple(m for m, _ in asked),
        worth=worth,
    )


def asks(desk: Desk, fact: Points, lead: str) -> str:
    """有下列（　　）情形之一的，…… and ……应当履行下列职责，包括（　　）, as examiners ask what a lead announces; a sentence that
    goes on to its points is asked as it stands, of a name what belongs to it."""
    announced = desk.announced(desk.lead_name(fact), fact)
    if announced:
        m = _ONE_OF.search(announced)
        if m is not None:
            return f"{announced[: m.end()]}{CHOICE}{announced[m.end() :]}。"
        return f"{announced}，包括{CHOICE}。"
    statute = desk.stems.statute
    named = f"{statute}规定，" if statute and statute not in lead else ""
    if desk.reading.is_headed(fact.lead):
        return f"{named}下列各项中，属于“{lead}”部分要点的有{CHOICE}。"
    if STATES.search(lead):
        return f"{named}{lead}：{CHOICE}。"
    if not clauses(desk, fact.members) and (_CLASS.search(lead[-4:]) or lead.endswith(("法", "方式", "因素", "趋势", "角色", "阶段", "机制", "理论", "制度"))):
        return f"{named}下列各项中，属于“{lead}”的有{CHOICE}。"
    return f"{named}下列各项中，原文在“{lead}”下列出的有{CHOICE}。"


_ONE_OF = re.compile(r"(?:下列|以下)(?=[^，。；：]{1,12}之一|[^，。；：]{2,8}，)")


class _Like:
    """Whether a point is of a kind with the keys: what all of them share in their first or last character, in the class of
    their first word, in a mark, it has as well; and of longer ones it has a word of theirs, or of the lead, that not every
    list has. So who has not learned the list cannot tell it by its looks."""

    def __init__(self, desk: Desk, keys: list[Span], lead: str) -> None:
        self.desk = desk
        texts = [normal(desk.text(k)) for k in keys]
        self.first = {t[:1] for t in texts}
        self.last = {t[-1:] for t in texts}
        self.opens = {shape(desk.work, k)[:1] for k in keys}
        self.asks = {"是否" in t for t in texts}
        self.acts = {self._acts(k) for k in keys}
        self.brackets = any("（" in desk.text(k) for k in keys)
        self.words = {w for k in keys for w in self._words(k)}
        self.long = sum(map(len, texts)) > LONG * len(texts)
        named = [w for w in self.words if w in lead]
        self.named = named if 2 * sum(any(w in t for w in named) for t in texts) > len(texts) else []

    def __call__(self, member: Span) -> bool:
        text = normal(self.desk.text(member))
        if (len(self.first) == 1 and text[:1] not in self.first) or (len(self.last) == 1 and text[-1:] not in self.last):
            return False
        if len(self.opens) == 1 and shape(self.desk.work, member)[:1] not in self.opens:
            return False
        if "（" in self.desk.text(member) and not self.brackets:
            return False
        if ("是否" in text) not in self.asks or self._acts(member) not in self.acts:
            return False
        if self.named and not any(w in text for w in self.named):
            return False
        return not self.long or not self.words.isdisjoint(self._words(member))

    def _acts(self, span: Span) -> bool:
        """A clause, not a name of a thing."""
        return any(t.tag == "v" for t in self.desk.reading.tokens_in(span))

    def _words(self, span: Span) -> set[str]:
        norm = self.desk.reading.norm
        words = {norm[t.start : t.end] for t in self.desk.reading.tokens_in(span) if t.tag[:1] in "nvj"}
        return {w for w in words if len(w) > 1 and not _CLASS.fullmatch(w) and not _LIGHT.fullmatch(w)}


LEAST = -1.5
"""A list worth less is not asked: its points are sentences that nobody learns as a list."""
_LIGHT = re.compile(r"进行|应当|可以|没有|具有|需要|使用|有关|相关|其他|规定|情况|单位|人员|影响|发展|问题|工作|予以|作出|造成|存在|提供|导致")
"""Words that any list has."""

_CLASS = re.compile(r"职责|职权|义务|权利|行为|情形|措施|事项|内容|条件|材料|费用|文件|原则|任务|要求|程序|作用|功能|意义|特征|特点|方面|业务|范围")


def _close(a: str, b: str) -> bool:
    """Two points that say nearly the same (收集分析情报, 收集分析有关的情报)."""
    return len(set(a) & set(b)) >= 0.7 * min(len(set(a)), len(set(b))) and min(len(a), len(b)) > 4


class _Related:
    """Whether another list enumerates the same kind of thing as ``fact``: by its lead (职责, 行为, 情形), or where the leads
    name none, by its place beside the first under one heading; and its members are built and closed alike (……的)."""

    def __init__(self, desk: Desk, fact: Points) -> None:
        self.desk = desk
        norm = desk.reading.norm
        self.kind = _kind(desk, fact)
        self.parent = () if self.kind else _parent(desk, fact)
        self.opens = {shape(desk.work, m)[:1] for m in fact.members}
        self.ascii = norm[fact.members[0].start : fact.members[0].end].isascii()
        self.ends = {norm[m.end - 1] == "的" for m in fact.members}

    def __call__(self, other: Points, member: Span) -> bool:
        desk, norm = self.desk, self.desk.reading.norm
        if _kind(desk, other) != self.kind or (not self.kind and _parent(desk, other) != self.parent):
            return False
        if self.opens in ({"n"}, {"v"}) and {shape(desk.work, member)[:1]} | self.opens == {"n", "v"}:
            return False  # 提高…… among names of things
        if norm[member.start : member.end].isascii() != self.ascii:
            return False
        return (norm[member.end - 1] == "的") in self.ends


def _kind(desk: Desk, fact: Points) -> str:
    """What the lead of a list says that its members are, '' where it names none."""
    return "" if fact.lead is None else _class(desk.reading.norm[fact.lead.start : fact.lead.end])


def _parent(desk: Desk, fact: Points) -> tuple[str, ...]:
    """The section that a list stands in, without the heading that is its lead."""
    path = section_path(desk.reading.document, fact.members[0].start)
    return path[:-1] if desk.reading.is_headed(fact.lead) else path


def _class(lead: str) -> str:
    found = _CLASS.findall(lead)
    return found[-1] if found else ""


def _alike(text: str, keys: list[str]) -> bool:
    """A headline that does not stick out among the keys: the same opening or ending as one of them, or where they share
    none, a like length and no mark that they lack."""
    if any(text[:2] == k[:2] or text[-2:] == k[-2:] for k in keys):
        return True
    shared = len({k[:2] for k in keys}) < len(keys) or len({k[-2:] for k in keys}) < len(keys)
    return not shared and all(0.6 <= len(text) / len(k) <= 1.7 for k in keys) and ("，" in text) == any("，" in k for k in keys)


def _series(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    members = candidate.answers
    if not 2 <= len(members) <= 4:
        return Refused(reason="list-length")
    sizes = [len(desk.text(m)) for m in members]
    if len(members) == 2 and min(sizes) < 3 and desk.strict:
        return Refused(reason="no-options-of-its-kind")  # 真实、准确: two of four short words are soon told to be a pair
    if min(sizes) < 2 or max(sizes) > 2 * min(sizes) + 1:
        return Refused(reason="no-options-of-its-kind")  # a member with more than itself sticks out
    return desk.with_stem(candidate, lambda stem: _members(desk, candidate, stem, worth), listed=True)


def _members(desk: Desk, candidate: Candidate, stem: Stem, worth: float) -> Item | Refused:
    members = candidate.answers
    keys = [desk.text(m) for m in members]
    shown = normal(stem.visible)
    if set(keys) <= STOCK or stem.before.endswith("（"):
        return Refused(reason="catch-all")
    if any(len(k) > 1 and normal(k) in shown for k in keys):
        return Refused(reason="key-in-stem")
    wrong: dict[str, str] = {}
    for d in desk.strangers(candidate, stem):
        if not any(normal(d.text) in normal(o) or normal(o) in normal(d.text) for o in [*keys, *wrong]):
            wrong[d.text] = d.reason
    if len(wrong) < 2:
        return Refused(reason="few-distractors")
    chosen = list(wrong)[:2]
    if len({k[0] for k in keys}) == 1 and all(c[0] != keys[0][0] for c in chosen):
        return Refused(reason="few-distractors")  # what all keys begin with tells them from the others
    return desk.item(
        candidate,
        "multiple",
        stem=stem.show(CHOICE),
        key=tuple(keys),
        distractors=tuple(chosen),
        explanation="\n".join(wrong[c] for c in chosen),
        worth=worth,
    )

