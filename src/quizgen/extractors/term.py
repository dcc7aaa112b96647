"""The document's own key terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quizgen.extractors._labels import label
from quizgen.model import Span, Term
from quizgen.reading import Reading
from quizgen.zh import lexicon as lx
from quizgen.zh.terms import LONGEST

NAME = "term"


def find(reading: Reading) -> Iterator[Term]:
    """Every place of a term that the document repeats as one.

    Finds: what a point or paragraph of its own opens with before a colon (前期：随着…), once in the document, where what
    follows is no definition; sequences of words that come back together with free borders (国家安全观, 商用密码, 树突状细胞), the longest at
    each place, with how often they stand in the document.
    Skips: sequences that open with a governing verb (维护国家安全) or a vague word (有关部门); single words.
    Example: in a text that has 社会信用体系 five times, each place of it is a term of count 5.
    Known misses: terms that stand once (definitions and headings find some of them).
    """
    norm = reading.norm
    labels = [f.term for f in (label(reading, s) for s in reading.asked_sentences) if f is not None and not f.defined]
    often = Counter(norm[t.start : t.end] for t in labels)
    for t in labels:
        if often[norm[t.start : t.end]] == 1:
            yield Term(rule=NAME, span=t, term=t, sort="key", count=1)
    terms = {**reading.terms.compound, **reading.terms.whole}
    openings = {text[:size] for text in terms for size in range(1, len(text) + 1)}
    for sentence in reading.asked_sentences:
        words = reading.parsed[sentence.index]
        i = 0
        while i < len(words):
            best = None
            start, end, kind = words[i]
            first = norm[start:end] if kind in "NBA" else ""
            if first in openings and first not in lx.VAGUE and first not in lx.LEADING_VERBS:
                for j in range(min(i + LONGEST, len(words)) - 1, i - 1, -1):
                    text = norm[words[i].start : words[j].end]
                    if words[j].kind in "NB" and text in terms and text not in lx.FUNCTION_PHRASES:
                        best = j
                        break
            if best is None:
                i += 1
                continue
            span = Span(words[i].start, words[best].end)
            yield Term(rule=NAME, span=span, term=span, sort="key", count=terms[norm[span.start : span.end]])
            i = best + 1
