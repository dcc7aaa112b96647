"""Where words stand, told in words that last: the clause around them, or the heading above them.

A number of a line, a page or an article is another one as soon as something is put in before it; an explanation is
stored with its item and follows its own sentence alone, so it must not name one.
"""

from __future__ import annotations

import re

from quizgen.model import Span
from quizgen.reading import Reading
from quizgen.sections import section_path
from quizgen.zh.marks import CLOSERS, OPENERS
from quizgen.zh.sentences import clauses

MORE = 4
"""A clause that holds no more than so many characters beside the words tells nothing of where they stand: the next clause
is cited with it."""
MOST = 26
"""What is cited is cut to about so many characters around the words."""
_NUMERAL = re.compile(
    r"^(?:第[零〇一二三四五六七八九十百\d]+[编章节部分单元课讲条]+|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*[、．.]?(?!\d))[\s　、：:]*"
)
_BORDERS = frozenset("，；：。！？\n")
_INNER = {"“": "‘", "”": "’", "‘": "“", "’": "”"}


def cited(reading: Reading, span: Span) -> str:
    """The clause around a span, in quotation marks (“坚定‘四个自信’”), cut with … where it is long; where the words are a
    sentence by themselves, the heading above them (“作风建设”部分); "" where there is none either."""
    sentence = reading.sentence_at(span.start)
    if sentence is None or span.end > sentence.span.end:
        return under(reading, span)
    own = sentence.span
    parts = [c for c in clauses(reading.norm, own) if c.start < c.end]
    first = max((i for i, c in enumerate(parts) if c.start <= span.start), default=0)
    last = max((i for i, c in enumerate(parts) if c.start < span.end), default=0)
    least = span.end - span.start + MORE
    while parts and parts[last].end - parts[first].start < least and (last + 1 < len(parts) or first):
        first, last = (first, last + 1) if last + 1 < len(parts) else (first - 1, last)
    if not parts or parts[last].end - parts[first].start < least:
        return under(reading, span)
    whole = Span(parts[first].start, parts[last].end)
    return "“" + _shown(reading, _cut(reading.norm, whole, span), own) + "”"


def under(reading: Reading, span: Span) -> str:
    """The heading above a span, without its numeral: “作风建设”部分; "" where there is none, or only a numeral."""
    own = reading.text[span.start : span.end]
    for title in reversed(section_path(reading.document, span.start)):
        bare = _NUMERAL.sub("", title)
        if bare and own not in title:
            words = re.split(r"[，；：。]|——", bare)[0] if len(bare) > MOST // 2 else bare
            return f"“{_inner(words[:MOST], words[:MOST])}”部分"
    return ""


def _cut(norm: str, whole: Span, span: Span) -> Span:
    """The part of a clause around a span, cut between the members of a list where that leaves enough."""
    if whole.end - whole.start <= MOST + MORE:
        return whole
    spare = max(MORE, MOST - (span.end - span.start))
    after = min(whole.end - span.end, max(spare // 2, spare - (span.start - whole.start)))
    start = span.start - min(span.start - whole.start, spare - after)
    end = span.end + after
    head = norm.find("、", start, span.start) + 1 if start > whole.start else 0
    tail = norm.rfind("、", span.end, end) if end < whole.end else -1
    for a in (head, 0):
        for b in (tail, -1):
            cut = Span(a or start, b if b >= 0 else end)
            if cut.end - cut.start >= span.end - span.start + 2 * MORE:
                return cut
    return Span(start, end)


def _shown(reading: Reading, cut: Span, sentence: Span) -> str:
    text, norm = reading.text[cut.start : cut.end], reading.norm[cut.start : cut.end]
    left = "…" if cut.start > sentence.start and reading.norm[cut.start - 1] not in _BORDERS else ""
    right = "…" if cut.end < sentence.end and reading.norm[cut.end] not in _BORDERS else ""
    return left + _inner(text, norm) + right


def _inner(text: str, norm: str) -> str:
    """A text for use within quotation marks: its own ones change their sort, those without a partner are left out."""
    stack: list[tuple[str, int]] = []
    lone = set()
    for i, c in enumerate(norm):
        if c in OPENERS or c in "（(":
            stack.append((OPENERS.get(c, "）"), i))
        elif c in CLOSERS or c in "）)":
            if stack and stack[-1][0] == ("）" if c == ")" else c):
                stack.pop()
            else:
                lone.add(i)
    lone |= {i for _, i in stack}
    kept = "".join(_INNER.get(n, t) for i, (t, n) in enumerate(zip(text, norm, strict=True)) if i not in lone)
    return re.sub(r"(?<!\s)[^\S\n]*+\n\s*+", "", kept).replace("\t", " ").strip(" 　，；：。")
