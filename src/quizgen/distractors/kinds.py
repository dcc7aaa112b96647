"""Of one kind: what the options of one item share, so that none sticks out, and what makes two of them arguable."""

from __future__ import annotations

import re

from quizgen.candidates import Candidate, Work
from quizgen.model import Span

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


_PERSON = re.compile(r"(?:人|者|员|长|师|生|户|代表|子女|父母|配偶|亲属|公民|干部|职工|群众|党员|军人|学生|教师|居民|农民)$")


def person(text: str) -> bool:
    """A person or role, not an organ: the two never stand against each other."""
    return bool(_PERSON.search(text))


_LEVEL = re.compile(
    r"(?:县|省|市|乡|设区的市|乡镇|区|州)?级?(?:以上|以下)(?:各级|地方|地方各级)?|(?:地方)?各级(?:地方)?|有关|相关|当地|本级|同级|上级|上一级|所在地|其他"
)


def overlap(a: str, b: str) -> bool:
    """Organs of which one takes in the other (县级以上人民政府, 地方各级人民政府): both could be right."""
    bare_a, bare_b = _LEVEL.sub("", a), _LEVEL.sub("", b)
    wide = bare_a != a or bare_b != b
    return wide and (bare_a in bare_b or bare_b in bare_a or bare_a[-4:] == bare_b[-4:])
