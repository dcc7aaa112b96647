"""Small helpers over the words of a clause, which several rules need: trimming its edges and finding words in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from quizgen.model import Span
from quizgen.zh import lexicon as lx
from quizgen.zh.words import Word

_LEADS = re.compile(
    r"(?:[（(]\d{1,2}[）)] ?|\d{1,2}[.、．） ] ?|[①-⑳] ?)?(?:(?:因此|因而|所以|故(?!意|障|乡|事)|但是|但|而且|并且|同时|此外|另外|总之|然而|不过|其中|可见|首先|其次|再次|最后|第[一二三四五六七八九十](?![个次条章节届点步种类位项阶层代期部批])|一是|二是|三是|四是|五是|六是"
    r"|实践证明|历史证明|事实证明|实际上|事实上|从根本上说|归根到底|总的来说|一般来说|也就是说|换句话说|由此可见|综上所述|简言之|答|例如|如|即|注|并|且|而|则)[，：,:]?)*"
)
_OPEN = "“‘《（〈"
_CLOSE = "”’》）〉"


def words_in(words: Sequence[Word], span: Span) -> tuple[Word, ...]:
    """The words that lie inside the span."""
    i = bisect_left(words, (span.start,))
    j = i
    while j < len(words) and words[j].end <= span.end:
        j += 1
    return tuple(words[i:j])


def trimmed(norm: str, start: int, end: int) -> Span | None:
    """Without blanks and marks at the edges that do not belong to a pair inside; None if nothing is left or a
    bracket stands open."""
    while start < end and (norm[start].isspace() or norm[start] in "，。；：、！？—…-*·" + _CLOSE):
        start += 1
    while end > start and (norm[end - 1].isspace() or norm[end - 1] in "，。；：、！？—…-*·" + _OPEN):
        end -= 1
    text = norm[start:end]
    for a, b in zip(_OPEN, _CLOSE, strict=True):
        if text.count(a) != text.count(b):
            return None
    return Span(start, end) if end > start else None


def without_lead(norm: str, span: Span) -> Span:
    """Without a connective at the front (因此, 第一，)."""
    m = _LEADS.match(norm, span.start, span.end)
    return Span(m.end(), span.end) if m and m.end() < span.end else span


def pointing(text: str) -> bool:
    """True for a text that begins with a pronoun or points outside itself (这, 该, 其, 上述)."""
    return (text[:1] in "这那该此其它他她" and text[:2] not in ("其他", "其它", "该类")) or text[:2] in ("上述", "前款", "前述", "我们", "你们", "它们", "他们", "二者", "两者", "三者", "前者", "后者") or text in lx.PRONOUNS
