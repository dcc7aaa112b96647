"""A Reading wraps a Document and holds what is made once, when first asked for, and shared by all rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from quizgen.en import text as english
from quizgen.model import Block, Document, Span
from quizgen.zh.blanks import has_blank, options
from quizgen.zh.marks import normalise
from quizgen.zh.phrases import Found
from quizgen.zh.phrases import phrases as phrases_of
from quizgen.zh.places import Places
from quizgen.zh.quotes import Quote, quote_tree
from quizgen.zh.segment import Cut, Segmenter, Token, cut_of, segmenter, tokens
from quizgen.zh.sentences import clauses, sentences
from quizgen.zh.terms import Terms, document_terms
from quizgen.zh.words import Word, with_terms, words

ENDLESS = 1000
"""Characters. The longest sentence of a statute has about 300."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``block`` is the index of its block in the document; ``index`` its own place among all sentences."""

    span: Span
    block: int
    index: int

    @property
    def endless(self) -> bool:
        """So long that it is no sentence that could be asked: its stops are missing, or it is a table or a list of data.
        No rule reads it, so that what a rule does may cost the square of a sentence."""
        return self.span.end - self.span.start > ENDLESS


def first_from(words: Sequence[Token], offset: int) -> int:
    """The index of the first word that starts at the offset or after it."""
    return bisect_left(words, (offset,))  # a Token is a tuple that begins with its start


class Reading:
    """One document as the rules see it. ``norm`` has the length of ``text``: match on it, slice from ``text``. ``cuts``:
    the words of its sentences, where they were cut before."""

    def __init__(self, document: Document, *, cuts: Iterable[Cut] = ()) -> None:
        self.document = document
        self.text = document.text
        self._tokens: dict[Span, tuple[Token, ...]] = {}
        self._clauses: dict[Span, tuple[Span, ...]] = {}
        self._cuts = {Span(c.start, c.end): c for c in cuts}

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The words of all sentences that were cut so far, in short."""
        return tuple(cut_of(span, self._tokens[span]) for span in sorted(self._tokens))

    @cached_property
    def norm(self) -> str:
        return normalise(self.text)

    @cached_property
    def asked_blocks(self) -> tuple[tuple[int, Block], ...]:
        """Blocks that may be asked, with their index: code never is."""
        return tuple((i, b) for i, b in enumerate(self.document.blocks) if b.kind != "code")

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotes and titles of the document, by start."""
        out: list[Quote] = []
        for _, block in self.asked_blocks:
            out += quote_tree(self.norm, block.span.start, block.span.end, base=len(out))
        return tuple(out)

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [q.span.start for q in self.quotes]

    def quotes_in(self, span: Span) -> tuple[Quote, ...]:
        """Quotes that open inside the span."""
        i = bisect_right(self._quote_starts, span.start - 1)
        j = bisect_right(self._quote_starts, span.end - 1)
        return self.quotes[i:j]

    def quote_at(self, offset: int) -> Quote | None:
        """The innermost quote whose inside holds the offset."""
        i = bisect_right(self._quote_starts, offset) - 1
        at: int = i
        while at >= 0:
            q = self.quotes[at]
            if q.inner.start <= offset < q.inner.end:
                return q
            if q.depth == 0 and q.span.end <= offset:
                return None
            at = q.parent if q.parent >= 0 and offset >= q.span.end else at - 1
        return None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of blocks that may be asked, headings included, without a paragraph's marker."""
        out: list[Sentence] = []
        for i, block in self.asked_blocks:
            start = block.marker.end if block.marker else block.span.start
            split = english.sentences if i in self._english else sentences
            for span in split(self.norm, start, block.span.end):
                out.append(Sentence(span=span, block=i, index=len(out)))
        return tuple(out)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        i = bisect_right(self._sentence_starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].span.end:
            return self.sentences[i]
        return None

    def block_of(self, sentence: Sentence) -> Block:
        return self.document.blocks[sentence.block]

    @cached_property
    def _headings(self) -> tuple[Span, ...]:
        return tuple(sorted(b.span for b in self.document.blocks if b.kind == "heading"))

    def is_headed(self, span: Span | None) -> bool:
        """The span stands in a heading."""
        i = 0 if span is None else bisect_right(self._headings, span.start, key=itemgetter(0))
        return span is not None and i > 0 and self._headings[i - 1].covers(span)

    def clauses(self, span: Span) -> tuple[Span, ...]:
        found = self._clauses.get(span)
        if found is None:
            found = self._clauses[span] = tuple(clauses(self.norm, span))
        return found

    @cached_property
    def places(self) -> Places:
        """Where pieces of the text stand, and how often."""
        return Places(self.norm)

    @property
    def words(self) -> Segmenter:
        return segmenter()

    def tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The words of a sentence; each is cut at most once. An endless one has none: who would read them?"""
        found = self._tokens.get(sentence.span)
        if found is None:
            if sentence.endless:
                return ()
            cut = self._cuts.get(sentence.span)
            found = tokens(self.norm, sentence.span, self.words) if cut is None else cut.tokens()
            self._tokens[sentence.span] = found
        return found

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The words of the sentence around the span that lie inside it (words cut by its border are left out)."""
        sentence = self.sentence_at(span.start)
        if sentence is None:
            return ()
        start, end = span
        found = self.tokens(sentence)
        i, j = first_from(found, start), first_from(found, end)
        while j > i and found[j - 1].end > end:
            j -= 1
        return found[i:j]

    # ------------------------------------------------------------------ words with a class, terms, phrases

    @cached_property
    def _words(self) -> tuple[tuple[Word, ...], ...]:
        dictionary = self.words
        return tuple(words(self.tokens(s), self.norm, dictionary) for s in self.sentences)

    def words_of(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words of a sentence with their class, as the dictionary has them: without the document's own terms."""
        return self._words[sentence.index]

    @cached_property
    def terms(self) -> Terms:
        """The document's own terms, and how often its words stand in it."""
        return document_terms(self._words, self.norm, self.words)

    @cached_property
    def parsed(self) -> tuple[tuple[Word, ...], ...]:
        """The words of every sentence with their class, by ``Sentence.index``; the document's own terms are whole."""
        whole = self.terms.whole
        firsts = frozenset(term[0] for term in whole)
        return tuple([with_terms(w, self.norm, whole, firsts) for w in self._words])

    @cached_property
    def _english(self) -> frozenset[int]:
        """The blocks, by index, that are English."""
        return frozenset(i for i, b in self.asked_blocks if english.is_english(self.norm, *b.span))

    @cached_property
    def english_sentences(self) -> tuple[Sentence, ...]:
        """The sentences of English blocks, without headings; no Chinese rule reads them."""
        return tuple(
            s for s in self.sentences if s.block in self._english and self.block_of(s).kind != "heading" and not s.endless
        )

    @cached_property
    def options(self) -> frozenset[int]:
        """The blocks, by index, that offer an answer to the question above them."""
        return frozenset(options([self.norm[b.span.start : b.span.end] for b in self.document.blocks]))

    @cached_property
    def asked_sentences(self) -> tuple[Sentence, ...]:
        """Chinese sentences that state something: no headings, no questions and no answers to choose from, none with a blank
        of its own to fill in."""
        out: list[Sentence] = []
        for sentence in self.sentences:
            span = sentence.span
            if (
                sentence.endless
                or sentence.block in self._english
                or sentence.block in self.options
                or self.block_of(sentence).kind == "heading"
                or self.norm[span.end - 1] in "？?"
            ):
                continue
            if not has_blank(self.norm, span.start, span.end):
                out.append(sentence)
        return tuple(out)

    def asked_with(self, trigger: re.Pattern[str]) -> tuple[Sentence, ...]:
        """Those of ``asked_sentences`` that hold what a rule cannot do without."""
        norm = self.norm
        return tuple([s for s in self.asked_sentences if trigger.search(norm, *s.span)])

    def phrases(self, sentence: Sentence) -> list[Found]:
        """The phrases of a sentence that can be asked."""
        return phrases_of(self.parsed[sentence.index], self.norm, self.terms)
