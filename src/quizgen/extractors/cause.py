"""Cause and purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import Pair, Span
from quizgen.reading import Reading
from quizgen.zh.clausal import pointing, trimmed, without_lead, words_in
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.words import Word

NAME = "cause"
LONGEST = 48
_P = r"[^，。；：？！\n]"
_FRAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("之所以…是因为", re.compile(rf"({_P}{{0,16}}之所以{_P}{{2,40}})，(?:就?是因为|是由于|在于|原因是|根本在于)({_P}{{2,60}})")),
    ("因为…所以", re.compile(rf"(?:^|(?<=[，。；：\n]))(?:因为|由于)({_P}{{2,48}})，(?:所以|因此|因而|从而|故|于是)?({_P}{{2,48}})")),
    ("为了", re.compile(rf"(?:^|(?<=[，。；：\n 　]))为了({_P}{{2,60}}?)，({_P}{{2,48}})")),
    ("是为了", re.compile(rf"({_P}{{2,32}}?)，?(?:的(?:根本|最终|主要|直接|首要|唯一|基本))?(?:就?是为了|旨在|目的是|目的在于|意在|目的就是)({_P}{{2,48}})")),
    ("关键在于", re.compile(rf"({_P}{{0,32}}?)，?(?:关键|根本|重点|重心|核心|实质|本质|出路|要害|优势|力量)(?:就)?在于({_P}{{2,48}})")),
    ("导致", re.compile(rf"({_P}{{2,30}}?)，?(?:就会|从而|进而|因而|必然|将|会)?(?:导致|引起|引发)(?!的)({_P}{{2,30}})")),
)
_TRIGGER = re.compile(r"之所以|因为|由于|为了|旨在|目的|意在|在于|导致|引起|引发")
"""No frame matches without one of these."""
_ENACTS = re.compile(r"制定本[法条规办细章]|，制定(?:《|本)")
_NO_CAUSE = re.compile(r"[对指使未均都也还才足]|以(?!后|色)|会|将(?![军领])|进而|进一步|可(?!能)|以及|或者|防止|避免|通过|能|容易|不|努力")
_NO_SUBJECT = re.compile("是|为|有|即")
_ABLE = re.compile("(?:足以|能够|容易|不会)$")
_BECAUSE = re.compile(r"因为?|由于")


def find(reading: Reading) -> Iterator[Pair]:
    """Frames of cause and purpose; ``members`` are reason and result, or means and end, as they stand.

    Finds: 因为甲，所以乙; 为了甲，乙 (and the list of purposes before 制定本法); 甲，是为了乙; 关键在于乙; 甲导致乙; 之所以甲，是因为乙.
    Skips: members that point; 造成, a condition of law; members of more than one clause.
    Example: 由于地理障碍，种群之间不能交流基因。 gives 地理障碍, 种群之间不能交流基因.
    Known misses: causes told in sentences of their own.
    """
    norm = reading.norm
    for sentence in reading.asked_sentences:
        purpose = _purposes(reading, sentence.span)
        if purpose is not None:
            yield purpose
            continue
        if _TRIGGER.search(norm, *sentence.span) is None:
            continue
        words = reading.parsed[sentence.index]
        borders = {w.start for w in words} | {w.end for w in words}
        for relation, pattern in _FRAMES:
            for m in pattern.finditer(norm, *sentence.span):
                spans: list[Span] = []
                for group in (1, 2):
                    span = trimmed(norm, *m.span(group)) if m.end(group) > m.start(group) else None
                    if span is not None:
                        span = without_lead(norm, span)
                    if span is not None and relation == "导致" and group == 1:
                        because = _BECAUSE.match(norm, span.start, span.end)
                        span = Span(because.end(), span.end) if because else span
                        if _NO_CAUSE.match(norm, span.start, span.end):
                            span = None
                    if span is not None and relation == "导致":
                        span = _without_aspect(norm, span) if group == 2 else span
                        if group == 1 and (_NO_SUBJECT.match(norm, *span) or _ABLE.search(norm, *span) or _ends_in_verb(norm, words, span)):
                            span = None
                    if span is not None and relation == "是为了" and group == 1:
                        span = None if _goes_before(norm, words, span) else span
                    if span is not None and relation == "因为…所以" and group == 2 and norm.startswith("即", span.start):
                        span = None
                    if span is not None and _fits(norm, span, borders):
                        spans.append(span)
                if relation == "导致" and len(spans) == 2 and _PERSON.search(norm, *spans[0]) and norm.find("的", *spans[1]) > 0:
                    continue  # 当事人|导致事故|的过错: a relative clause
                whole = len(spans) == 2 or (relation == "关键在于" and spans and spans[-1].start >= m.start(2))
                if whole:
                    yield Pair(rule=NAME, span=Span(min(m.start(), spans[0].start), m.end()), members=tuple(spans), relation=relation)


def _goes_before(norm: str, words: Sequence[Word], span: Span) -> bool:
    """目的都|是为了; 组织|旨在……的活动; 甲是乙，|旨在: what stands before is no means."""
    return norm[span.end - 1] in "都也均目" or _ends_in_verb(norm, words, span) or any(norm[w.start : w.end] == "是" for w in words_in(words, span))


_PERSON = re.compile("(?:人|者|员|单位|企业)$")


def _without_aspect(norm: str, span: Span) -> Span:
    """导致|了|减产"""
    at = span.start + norm.startswith("了", span.start)
    return Span(at, span.end) if at < span.end else span


def _ends_in_verb(norm: str, words: Sequence[Word], span: Span) -> bool:
    """消除|引发事故的隐患; 对可能|导致事故的设备: what stands before the verb is no cause."""
    inside = words_in(words, span)
    if not inside:
        return False
    last = inside[-1]
    if last.kind in "XE":
        return True
    return last.kind in "VG" and (len(inside) == 1 or norm[last.start : last.end] in LEADING_VERBS)


def _purposes(reading: Reading, span: Span) -> Pair | None:
    """为了甲，乙，丙，制定本法: the purposes of a statute."""
    norm = reading.norm
    if norm[span.start] != "为" or _ENACTS.search(norm, *span) is None:
        return None
    members: list[Span] = []
    for clause in reading.clauses(span):
        start = clause.start
        if not members:
            start += 2 if norm.startswith("为了", start) else 1
        if norm.startswith(("根据", "依据", "结合", "制定", "特制定", "现制定"), start):
            break
        member = trimmed(norm, start, clause.end)
        if member is None:
            return None
        members.append(member)
    if len(members) < 2:
        return None
    return Pair(rule=NAME, span=Span(span.start, members[-1].end), members=tuple(members), relation="目的")


def _fits(norm: str, span: Span, borders: set[int]) -> bool:
    text = norm[span.start : span.end]
    if not 2 <= len(text) <= LONGEST or pointing(text) or text.endswith(("的", "、", "和", "时")):
        return False
    return span.start in borders and span.end in borders
