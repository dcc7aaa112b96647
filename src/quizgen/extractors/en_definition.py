"""English: definitions, other names, glossaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.en.text import trimmed
from quizgen.model import Definition, Span
from quizgen.reading import Reading
from quizgen.zh.blanks import has_blank

NAME = "en_definition"
BODY = 300
_T = r"[A-Za-z][\w'’-]*(?: [\w'’-]+){0,5}"
_ASIDE = "(?:(?:, (?:also|sometimes|often|better)? ?(?:known as|called|termed|or) [^,;:.]{2,40},)|(?: [(][^)]{1,40}[)]))"
_MEANS = re.compile(
    rf"(?:In [^,.;]{{2,40}}, )?(?:(?:The|A|An) )?(?:term )?[“\"]?(?P<term>{_T}?)[”\"]?{_ASIDE}?,? "
    rf"(?:(?:is|are|can be|may be) (?:defined|understood|described) as|refers? to|means?|denotes?|stands? for) (?P<body>[^;]{{8,{BODY}}})"
)
_IS = re.compile(rf"(?:(?:The|A|An) )?(?P<term>{_T}?){_ASIDE}? (?:is|are) (?P<body>(?:a|an|the|any) [^;]{{4,120}}? (?:that|which|who|where|in which|by which|of|used|formed|made|produced) [^;]{{4,{BODY}}})")
_CALLED = re.compile(rf"(?P<body>[A-Za-z][^;:]{{8,160}}?),? (?:is|are) (?:called|known as|termed|referred to as) (?:an? |the )?[“\"]?(?P<term>{_T}?)[”\"]?(?=[.,;)]|$)")
_ALIAS = re.compile(rf"(?P<body>{_T}?), (?:also|sometimes|often|better) (?:known as|called|termed) (?:an? |the )?[“\"]?(?P<term>{_T}?)[”\"]?,")
_GLOSSARY = re.compile(rf"[*“\"]{{0,2}}(?P<term>{_T}?)[*”\"]{{0,2}}(?:: | — | – )(?P<body>[A-Za-z][^:]{{10,{BODY}}})$")
_POINTS = frozenset(
    "in of by from to with within under before after on at through it this that these those he she they we i you there here what which who such one its their his her our if when while as for but and or so note example "
    "the following moreover however therefore answer question each some many most all both".split()
)


def find(reading: Reading) -> Iterator[Definition]:
    """Definitions in English sentences.

    Finds: X is defined as Y, X refers to Y, X means Y; X is a Y that …, at the start of a sentence; Y is called X; X, also
    known as Z; X: Y as a point or paragraph of its own.
    Skips: Chinese sentences; subjects that point (this, it, there).
    Example: Osmosis is defined as the movement of water across a membrane. gives term Osmosis.
    Known misses: terms of more than six words.
    """
    norm = reading.norm
    for sentence in reading.english_sentences:
        if norm[sentence.span.end - 1] == "?" or has_blank(norm, *sentence.span):
            continue
        start, end = sentence.span
        block = reading.block_of(sentence)
        alone = start == (block.marker.end if block.marker else block.span.start) or not norm[block.span.start : start].strip(" -*•0123456789.()")
        m = (_GLOSSARY.match(norm, start, end) if alone and block.kind in ("point", "paragraph") else None) or _MEANS.match(norm, start, end)
        found = m or _IS.match(norm, start, end) or _CALLED.match(norm, start, end)
        for each in (found, _ALIAS.match(norm, start, end)):
            if each is None:
                continue
            term, body = Span(*each.span("term")), trimmed(norm, *each.span("body"))
            first = norm[term.start : term.end].split(" ")[0].lower()
            if body is None or first in _POINTS or norm[body.start : body.end].lower().startswith(("not ", "to be ")):
                continue
            yield Definition(rule=NAME, span=Span(min(term.start, body.start), max(term.end, body.end)), term=term, body=body)
