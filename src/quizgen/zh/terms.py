"""The document's own terms: sequences of words that it repeats as one.

The segmenter knows no B细胞, 定密 or 国家安全观. A sequence of words is a term of the document when it comes back, when
its words keep company more than chance would have it, and when its borders are free (what stands before and after
changes). The measure is the classical one for multi-word terms: frequency, association and border variety (Frantzi
and Ananiadou 1996 on nested terms; Church and Hanks 1990 on association), counted in one pass over the tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.zh import lexicon as lx
from quizgen.zh.segment import Segmenter
from quizgen.zh.words import Word, kind_of

LONGEST = 5
"""Words in a term at most."""
_INSIDE = frozenset("NBVA")
_NOT_FIRST = frozenset("等者们上下中内外时后前")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """``count``: how often each word and each term stands in the document. ``whole``: terms that hold a piece no
    dictionary knows (B细胞), which are one word each. ``compound``: terms whose words are all known."""

    size: int = 0
    count: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    whole: Mapping[str, int] = field(default_factory=dict)
    compound: Mapping[str, int] = field(default_factory=dict)

    def common(self, word: str, *, per_thousand: float, least: int) -> bool:
        """True for a word that runs through the whole document."""
        n = self.count.get(word, 0)
        return n >= least and n * 1000 >= per_thousand * self.size

    def bond(self, left: str, right: str) -> float:
        """How much two neighbours keep company here: 0 (never seen together twice) to 1."""
        both = self.pairs.get(left + right, 0)
        if both < 2:
            return 0.0
        return both / min(self.count.get(left, both), self.count.get(right, both))


def document_terms(sentences: Iterable[Sequence[Word]], norm: str, dictionary: Segmenter) -> Terms:
    """The terms of a document whose sentences have been cut into words."""
    count: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    grams: Counter[tuple[str, ...]] = Counter()
    left: dict[tuple[str, ...], dict[str, int]] = {}
    right: dict[tuple[str, ...], dict[str, int]] = {}
    for sentence in sentences:
        texts = [norm[w.start : w.end] for w in sentence]
        for i, w in enumerate(sentence):
            if w.kind == "W":
                continue
            count[texts[i]] += 1
            if w.kind not in _INSIDE:
                continue
            before = texts[i - 1] if i and _binds(sentence[i - 1], texts[i - 1]) else ""
            for j in range(i + 1, min(i + LONGEST, len(sentence))):
                if sentence[j].kind not in _INSIDE:
                    break
                gram = tuple(texts[i : j + 1])
                grams[gram] += 1
                if j == i + 1:
                    pairs[texts[i] + texts[j]] += 1
                after = texts[j + 1] if j + 1 < len(texts) and _binds(sentence[j + 1], texts[j + 1]) else ""
                _see(left.setdefault(gram, {}), before)
                _see(right.setdefault(gram, {}), after)
    whole: dict[str, int] = {}
    compound: dict[str, int] = {}
    for gram, n in grams.items():
        if n < 2:
            continue
        text = "".join(gram)
        if not 2 <= len(text) <= 14 or text[0] in _NOT_FIRST or gram[0] in lx.LEADING_VERBS:
            continue
        if not (_free(left[gram], n) and _free(right[gram], n)):
            continue
        rarest = min(count[w] for w in gram)
        if any(_odd(w, dictionary) for w in gram):
            if n >= 2 and n >= 0.5 * min(count[w] for w in gram if _odd(w, dictionary)) and len(gram) <= 4:
                whole[text] = n
        elif n >= 3 and n >= 0.25 * rarest:
            compound[text] = n
    return Terms(size=len(norm), count=dict(count), pairs=dict(pairs), whole=whole, compound=compound)


def _binds(word: Word, text: str) -> bool:
    """Does a neighbour belong to the same noun phrase? Verbs, marks and function words leave a border free."""
    return word.kind in "NAB" and text not in lx.LEADING_VERBS


def _see(seen: dict[str, int], word: str) -> None:
    seen[word] = seen.get(word, 0) + 1


def _free(seen: Mapping[str, int], n: int) -> bool:
    """A border is free when no single neighbouring word stands at most of its places (a mark always frees it)."""
    most = max((c for w, c in seen.items() if w), default=0)
    return most <= 0.7 * n


def _odd(word: str, dictionary: Segmenter) -> bool:
    """A piece that is no word by itself: one character, or nothing the dictionary knows."""
    return (len(word) == 1 and kind_of(word, dictionary.tag(word)) == "N") or (not dictionary.known(word) and not word.isascii())
