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
    grams: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}  # where each stands: sentence, first word, last word
    read: list[tuple[Sequence[Word], list[str]]] = []
    for number, sentence in enumerate(sentences):
        texts = [norm[start:end] for start, end, _ in sentence]
        read.append((sentence, texts))
        inside = [kind in _INSIDE for _, _, kind in sentence]
        count.update([text for text, word in zip(texts, sentence, strict=True) if word[2] != "W"])
        size = len(texts)
        for i in range(size - 1):
            if not (inside[i] and inside[i + 1]):
                continue
            pairs[texts[i] + texts[i + 1]] += 1
            for j in range(i + 1, min(i + LONGEST, size)):
                if not inside[j]:
                    break
                gram = tuple(texts[i : j + 1])
                found = grams.get(gram)
                if found is None:
                    grams[gram] = [(number, i, j)]
                else:
                    found.append((number, i, j))
    whole: dict[str, int] = {}
    compound: dict[str, int] = {}
    for gram, places in grams.items():
        n = len(places)
        if n < 2:
            continue
        text = "".join(gram)
        if not 2 <= len(text) <= 14 or text[0] in _NOT_FIRST or gram[0] in lx.LEADING_VERBS:
            continue
        if not (_free([_bound(*read[at], i - 1) for at, i, _ in places], n) and _free([_bound(*read[at], j + 1) for at, _, j in places], n)):
            continue
        rarest = min(count[w] for w in gram)
        if any(_odd(w, dictionary) for w in gram):
            if n >= 2 and n >= 0.5 * min(count[w] for w in gram if _odd(w, dictionary)) and len(gram) <= 4:
                whole[text] = n
        elif n >= 3 and n >= 0.25 * rarest:
            compound[text] = n
    return Terms(size=len(norm), count=dict(count), pairs=dict(pairs), whole=whole, compound=compound)


def _bound(sentence: Sequence[Word], texts: Sequence[str], at: int) -> str:
    """A neighbour where it belongs to the same noun phrase, else nothing: verbs, marks and function words leave a border
    free."""
    if not 0 <= at < len(texts) or sentence[at].kind not in "NAB" or texts[at] in lx.LEADING_VERBS:
        return ""
    return texts[at]


def _free(neighbours: Sequence[str], n: int) -> bool:
    """A border is free when no single neighbouring word stands at most of its places (a mark always frees it)."""
    most = max((c for w, c in Counter(neighbours).items() if w), default=0)
    return most <= 0.7 * n


def _odd(word: str, dictionary: Segmenter) -> bool:
    """A piece that is no word by itself: one character, or nothing the dictionary knows."""
    return (len(word) == 1 and kind_of(word, dictionary.tag(word)) == "N") or (not dictionary.known(word) and not word.isascii())
