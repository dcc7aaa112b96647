"""Multiple choice: the members of a closed list among false ones of the same kind."""

from __future__ import annotations

from quizgen.candidates import Candidate, normal
from quizgen.desk import Desk, Refused
from quizgen.distractors import headlines
from quizgen.model import CHOICE, Item, Points, Series
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
    if not lead or not len(fact.members) >= 2:
        return Refused(reason="no-lead")
    keys = [m for m in fact.members if len(desk.text(m)) <= 40]
    if len(keys) < 2:
        return Refused(reason="long-options")
    keys = keys[:3]
    own = [normal(desk.text(m)) for m in fact.members]
    wrong: list[tuple[str, str]] = []
    size = sum(len(desk.text(k)) for k in keys) / len(keys)
    for _, m in headlines((desk.work,), apart_from=fact, level=fact.level):
        text = desk.text(m)
        if len(text) > 40 or not 0.5 <= len(text) / size <= 2:
            continue
        if not _alike(text, [desk.text(k) for k in keys]):
            continue
        if any(normal(text) in o or o in normal(text) for o in [*own, *(normal(w) for w, _ in wrong)]):
            continue
        wrong.append((text, f"{text}：属于{desk.part(m)}"))
        if len(wrong) == 2:
            break
    if len(wrong) < 2:
        return Refused(reason="few-distractors")
    heading = any(
        b.kind == "heading" and fact.lead is not None and b.span.covers(fact.lead)
        for b in desk.reading.document.blocks
    )
    stem = (
        f"下列各项中，属于“{lead}”部分要点的有{CHOICE}。" if heading else f"下列各项中，属于“{lead}”所列内容的有{CHOICE}。"
    )
    return desk.item(
        candidate,
        "multiple",
        stem=stem,
        key=tuple(desk.text(k) for k in keys),
        distractors=tuple(w for w, _ in wrong),
        explanation="\n".join(r for _, r in wrong),
        answers=tuple(keys),
        worth=worth,
    )


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
    if min(len(desk.text(m)) for m in members) < 3:
        return Refused(reason="no-options-of-its-kind")
    return desk.with_stem(candidate, lambda stem: _members(desk, candidate, stem, worth))


def _members(desk: Desk, candidate: Candidate, stem: Stem, worth: float) -> Item | Refused:
    members = candidate.answers
    keys = [desk.text(m) for m in members]
    shown = normal(stem.visible)
    if any(len(k) > 1 and normal(k) in shown for k in keys):
        return Refused(reason="key-in-stem")
    wrong: dict[str, str] = {}
    wanted = 2 if len(keys) <= 3 else 1
    for i in range(len(members)):
        part = desk.member(candidate, i)
        for d in desk.distractors(part, stem, count=wanted, avoid=tuple(keys)):
            if not any(normal(d.text) in normal(o) or normal(o) in normal(d.text) for o in [*keys, *wrong]):
                wrong[d.text] = d.reason
        if len(wrong) >= wanted:
            break
    if len(wrong) < wanted:
        return Refused(reason="few-distractors")
    chosen = list(wrong)[:wanted]
    return desk.item(
        candidate,
        "multiple",
        stem=stem.show(CHOICE),
        key=tuple(keys),
        distractors=tuple(chosen),
        explanation="\n".join(wrong[c] for c in chosen),
        worth=worth,
    )

