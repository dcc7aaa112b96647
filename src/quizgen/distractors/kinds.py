"""Of one kind: what the options of one item share, so that none sticks out, and what makes two of them arguable."""

from __future__ import annotations

import re

from quizgen.borders import attached, conjunct, has_verb
from quizgen.candidates import Candidate, Work
from quizgen.fitness import GENERIC_AGENCY
from quizgen.model import Span
from quizgen.reading import first_from

_NOUNS = frozenset("nijltsfgb")


def shape(work: Work, span: Span) -> str:
    """Word classes of the first and the last word: v…n for 提高能力, n…n for 政治能力. Options of one item share it."""
    tokens = work.reading.tokens_in(span)
    if not tokens:
        return "?"
    return _word_class(tokens[0].tag) + _word_class(tokens[-1].tag)


def _word_class(tag: str) -> str:
    if tag in ("vn", "an") or tag[0] in _NOUNS:
        return "n"
    return "d" if tag[0] in "dcpu" else tag[0]


def common_ends(work: Work, candidate: Candidate) -> tuple[str, str] | None:
    """The prefix and suffix that all members of the candidate's list share: what lacks them sticks out."""
    if not candidate.mates:
        return None
    norm = work.reading.norm
    texts = [norm[s.start : s.end] for s in (candidate.span, *candidate.mates)]
    return texts[0][:1] * all(t[:1] == texts[0][:1] for t in texts), texts[0][-1:] * all(t[-1:] == texts[0][-1:] for t in texts)


def one_kind(key: str, text: str) -> bool:
    """The same head: 思想建设 and 作风建设, 责任感 and 使命感. Human writers change the modifier and keep the head."""
    if len(key) < 3 or len(text) < 3:
        return False  # words of two characters share nothing that makes them alike
    n = 1 if len(key) == 3 else 2
    return text[-n:] == key[-n:] and (n == 2 or len(text) == len(key))


_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("organ", re.compile(r"(?:部门|机关|机构|委员会|政府|法院|检察院|国务院|常务委员会|代表大会|厅|局|署|办公室|军委|海关|银行)$")),
    ("body", re.compile(r"(?:单位|企业|公司|协会|组织|团体|联合会|学校|医院|工会|平台|经营者|生产者|提供者)$")),
    ("person", re.compile(r"(?:人员|人|者|员|长|师|生|户|代表|子女|父母|配偶|亲属|干部|职工|党员|军人|学生|教师|居民|农民)$")),
)


def family(text: str) -> str:
    """Organs of state, other bodies, persons: options come from one family. '' for none."""
    return next((name for name, pattern in _FAMILIES if pattern.search(text)), "")


def governor(work: Work, span: Span) -> str:
    """The word right before, where it is a verb: what governs the phrase (提高|竞争意识)."""
    sentence = work.reading.sentence_at(span.start)
    if sentence is None:
        return ""
    tokens = work.reading.tokens(sentence)
    i = first_from(tokens, span.start)
    if not 0 < i <= len(tokens) or tokens[i - 1].end != span.start or tokens[i - 1].tag[0] != "v":
        return ""
    return work.reading.norm[tokens[i - 1].start : span.start]


def clean(work: Work, candidate: Candidate) -> bool:
    """A span whose borders hold, so that it can stand as an option anywhere."""
    reading = work.reading
    own = reading.tokens_in(candidate.span)
    if not own or own[0].start != candidate.span.start or own[-1].end != candidate.span.end or candidate.inside_term:
        return False
    if reading.norm[candidate.span.start - 1 : candidate.span.start] in ("被", "非", "不", "未"):
        return False  # 许可人 of a 被许可人
    if candidate.roles[0] == "agency" and (has_verb(own) or GENERIC_AGENCY.fullmatch(reading.norm, *candidate.span)):
        return False
    if candidate.roles[0] == "member":
        return True
    return not any(attached(reading, candidate.span)) and not conjunct(reading, list(own), candidate.span)


_LEVEL = re.compile(
    r"(?:县|省|市|乡|设区的市|乡镇|区|州)?级?(?:以上|以下)(?:各级|地方|地方各级)?|(?:地方)?各级(?:地方)?|有关|相关|当地|本级|同级|上级|上一级|所在地|其他"
)


def overlap(a: str, b: str) -> bool:
    """Organs of which one takes in the other (县级以上人民政府, 地方各级人民政府): both could be right."""
    bare_a, bare_b = _LEVEL.sub("", a), _LEVEL.sub("", b)
    wide = bare_a != a or bare_b != b
    return wide and (bare_a in bare_b or bare_b in bare_a or bare_a[-4:] == bare_b[-4:] == "人民政府")
