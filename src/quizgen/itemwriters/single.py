"""Single choice: one key among options of its kind, each false for a stated reason."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from quizgen.candidates import Candidate
from quizgen.commonplace import PLAIN
from quizgen.desk import Desk, Refused, flat
from quizgen.distractors import MODALS, Distractor
from quizgen.distractors.falsity import same
from quizgen.giveaways import CLOSES_A_LIST, STOCK
from quizgen.glossary import Row, rivals
from quizgen.itemwriters._leads import leans, titles
from quizgen.modals import flips
from quizgen.model import CHOICE, Item, Series
from quizgen.stems import Stem
from quizgen.zh.contrasts import known

_LABELS = frozenset("定义 概念 含义 分类 特征 特点 功能 作用 意义 内容 原因 表现 方法 条件 影响 背景 标志 性质 过程 结果 要求 核心 目的".split())
"""What a line of notes is headed with."""


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """The sentence with a gap and three distractors (two for a modal); fewer: no item of this kind."""
    if candidate.form != "blank" or candidate.roles[0] in ("headline", "quote", "clause", "condition", "definition", "consequence"):
        return Refused(reason="no-options-of-its-kind")
    key = desk.text(candidate.span)
    row = desk.glossary.get(candidate.span)
    if row is not None:
        return _of_glossary(desk, candidate, row, worth)
    if candidate.roles[0] == "coined" and len(key) < 3:
        return Refused(reason="no-options-of-its-kind")  # 红脸: two characters in quotes share nothing but the quotes
    if candidate.roles[0] == "whole":
        return desk.with_stem(candidate, lambda stem: _whole_list(desk, candidate, stem, key, worth), listed=True)
    if candidate.roles[0] == "modal":
        return desk.with_stem(candidate, lambda stem: _modal(desk, candidate, stem, key, worth))
    if key in _LABELS:
        return Refused(reason="formula")
    if len(key) == 2 and _act(desk, candidate):
        return Refused(reason="many-answers-fit")
    if not desk.pool.could(desk.work, candidate):
        return Refused(reason="few-distractors")
    # a usual word that others could replace in a blank is decided by the options, where these are its own kind
    bear = "many-answers-fit" if candidate.roles[0] in ("noun", "key", "subject", "member") and known(key) else ""
    return desk.with_stem(candidate, lambda stem: _gap(desk, candidate, stem, key, worth), bear=bear)


def _act(desk: Desk, candidate: Candidate) -> bool:
    """A verb of two characters that is no figure: many others go with its object."""
    tokens = desk.reading.tokens_in(candidate.span)
    return len(tokens) == 1 and tokens[0].tag == "v" and candidate.roles[0] != "figure"


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


def _modal(desk: Desk, candidate: Candidate, stem: Stem, key: str, worth: float) -> Item | Refused:
    """应当, 可以, 不得, where another could have been the rule; half of them, the others are judged as statements (those of
    应当, which cannot, are not asked, or it would be the key of nearly all)."""
    if desk.strict and (leans(desk, candidate, stem) or CLOSES_A_LIST.search(stem.visible)):
        return Refused(reason="no-statement")
    if not flips(key, "应当" if key == "可以" else "可以", stem) or blake2b(candidate.fact_id.encode(), digest_size=1).digest()[0] % 2:
        return Refused(reason="plain-either-way")
    return _gap(desk, candidate, stem, key, worth)


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
    """A closed list of two to five against itself with members given up for strangers, so that no member and no stranger
    stands out: two of them have a stranger each, and the options are all the ways to put these together; where there is
    but one stranger, one of three or more members is given up for it, another in every option."""
    fact = candidate.fact
    if not isinstance(fact, Series) or fact.open or not 2 <= len(fact.members) <= 5 or len(key) > 40 or key.endswith("等"):
        return Refused(reason="no-options-of-its-kind")
    words = [desk.text(m) for m in fact.members]
    if desk.strict and (titles(words) or (len(words) == 2 and _everyday(desk, words))):
        return Refused(reason="formula")
    if {words[0].lstrip("报经由在向各"), *words[1:]} <= STOCK or stem.before.endswith("（"):
        return Refused(reason="catch-all")
    found = desk.strangers(candidate, stem)
    ways = _crossed(words, found)
    if len(words) > 2:
        ways += [[{i: s} for i in _given_up(words, s.text)] for s in found]
    for way in ways:
        wrong = {_with(desk, candidate, fact, given): _why(desk, fact, given) for given in way}
        if len(wrong) < 3:
            continue
        made = desk.item(
            candidate,
            "single",
            stem=stem.show(CHOICE),
            key=(key,),
            distractors=tuple(wrong),
            explanation="\n".join(f"{option}：{why}" for option, why in wrong.items()),
            worth=worth,
        )
        if isinstance(made, Item):
            return made
    return Refused(reason="few-distractors")


def _everyday(desk: Desk, words: list[str]) -> bool:
    """A pair of words that are said everywhere (权利、义务; 时间、地点): nobody has to learn it."""
    return all(len(w) <= 2 and desk.reading.words.frequency(w) >= PLAIN for w in words)


def _given_up(words: list[str], stranger: str) -> list[int]:
    """Which three members of a list are given up for the stranger; none where that made the key the longest or the shortest."""
    gaps = [len(w) - len(stranger) for w in words]
    order = sorted(range(len(words)), key=lambda i: (abs(gaps[i]), -i))[:3]
    return [] if all(gaps[i] > 0 for i in order) or all(gaps[i] < 0 for i in order) else order


def _crossed(words: list[str], found: Sequence[Distractor]) -> list[list[dict[int, Distractor]]]:
    """Two strangers as long as the members they stand for, crossed with them."""
    for first in found:
        for second in found:
            if first is second or same(first.text, second.text):
                continue
            mine = [i for i, w in enumerate(words) if len(w) == len(first.text)]
            theirs = [j for j, w in enumerate(words) if len(w) == len(second.text)]
            at = next(((i, j) for i in mine for j in theirs if i < j), None)
            if at is not None:
                i, j = at
                return [[{i: first}, {j: second}, {i: first, j: second}]]
    return []


def _with(desk: Desk, candidate: Candidate, fact: Series, given: dict[int, Distractor]) -> str:
    """The list as it stands, with members given up for strangers."""
    out, at = "", candidate.span.start
    for i, m in enumerate(fact.members):
        out += desk.reading.text[at : m.start] + (given[i].text if i in given else desk.reading.text[m.start : m.end])
        at = m.end
    return flat(out + desk.reading.text[at : candidate.span.end])


def _why(desk: Desk, fact: Series, given: dict[int, Distractor]) -> str:
    return "；".join(
        f"原文此处是“{desk.text(fact.members[i])}”，没有“{d.text}”（{d.reason.partition('：')[2]}）" for i, d in given.items()
    )
