"""Coined terms in quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizgen.model import Term
from quizgen.reading import Reading

LONGEST = 12
_BARE = re.compile(r"[\d._\-—·\s/%A-Za-zＡ-Ｚ×X○]+")
_SAYS = re.compile(r"(?:指出|强调|要求|说|曰|云|写道|告诫|认为)[，：]?$")
_CLAUSE = re.compile(r"[，；。！？：]")
_SO_CALLED = re.compile(r"(?:所谓的?|号称|自称|美其名曰)$")


def find(reading: Reading) -> Iterator[Term]:
    """Terms that a text sets in quotation marks because they are terms.

    Finds: “四个意识”, “一岗双责”, “关键少数”, “打铁必须自身硬”: two to twelve characters without a mark of a clause, wherever it
    stands; how often it stands in the document.
    Skips: bare tokens (“9.7”, “X”), single characters, what is only so-called, whole clauses, titles in 《》.
    Example: 要管好“关键少数”。 gives 关键少数.
    Known misses: scare quotes that nothing marks as such are taken for terms.
    """
    norm = reading.norm
    found = []
    for q in reading.quotes:
        words = norm[q.inner.start : q.inner.end]
        if q.mark not in "“‘" or not q.closed or not 2 <= len(words) <= LONGEST:
            continue
        if len(words) > 8 and _SAYS.search(norm, max(0, q.span.start - 6), q.span.start):
            continue  # speech, not a name
        if _BARE.fullmatch(words) or _CLAUSE.search(words) or "、" in words or "\n" in words:
            continue
        if _SO_CALLED.search(norm, max(0, q.span.start - 4), q.span.start):
            continue
        found.append((q.inner, words))
    counts = Counter(w for _, w in found)
    for inner, words in found:
        yield Term(rule="coined", span=inner, term=inner, sort="coined", count=counts[words])
