"""Multiple choice: the members of a closed list among false ones of the same kind."""

from __future__ import annotations

import re

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused
from quizgen.distractors import headlines
from quizgen.distractors.kinds import shape
from quizgen.giveaways import CATCH_ALL, STOCK
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
    lead = desk.lead_name(fact)
    if not lead or len(fact.members) < 2:
        return Refused(reason="no-lead")
    members = [(m, desk.text(m)) for m in fact.members]
    asked = [(m, text) for m, text in members if len(text) <= 40 and not CATCH_ALL.search(text)][:3]
    if len(asked) < 2:
        return Refused(reason="long-options")
    keys = [text for _, text in asked]
    own = [normal(text) for _, text in members]
    who = not any(desk.pool.actors(desk.work).opens(k) for k in keys)
    wrong: list[tuple[str, str]] = []
    size = sum(map(len, keys)) / len(keys)
    related = _Related(desk, fact)
    for theirs, m in headlines(desk.work, apart_from=fact):
        text = desk.text(m)
        if len(text) > 40 or not 0.5 <= len(text) / size <= 2 or CATCH_ALL.search(text):
            continue
        if not _alike(text, keys) or not related(theirs, m):
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
    """有下列（　　）情形之一的，…… and ……应当履行下列职责，包括（　　）, as examiners ask what a lead announces; 属于……的有 of
    what is a name."""
    announced = desk.announced(lead, fact)
    if announced:
        m = _ONE_OF.search(announced)
        if m is not None:
            return f"{announced[: m.end()]}{CHOICE}{announced[m.end() :]}。"
        return f"{announced}，包括{CHOICE}。"
    statute = desk.stems.statute
    lead = re.sub(r"本(?:法|条例|办法|规定)(?!律)", statute, lead) if statute else lead
    named = f"{statute}规定，" if statute and statute not in lead else ""
    what = "部分要点的有" if desk.reading.is_headed(fact.lead) else "所列内容的有"
    return f"{named}下列各项中，属于“{lead}”{what}{CHOICE}。"


_ONE_OF = re.compile(r"(?:下列|以下)(?=[^，。；：]{1,12}之一|[^，。；：]{2,8}，)")
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
    if min(sizes) < 2 or max(sizes) > 2 * min(sizes) + 1:
        return Refused(reason="no-options-of-its-kind")  # a member with more than itself sticks out
    return desk.with_stem(candidate, lambda stem: _members(desk, candidate, stem, worth), listed=True)


def _members(desk: Desk, candidate: Candidate, stem: Stem, worth: float) -> Item | Refused:
    members = candidate.answers
    keys = [desk.text(m) for m in members]
    shown = normal(stem.visible)
    if set(keys) <= STOCK:
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

