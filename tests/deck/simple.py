"""The simplest generator there could be, to try the identity of items without the rules of quizgen: every sentence
gives up to three blanks, drawn by its content."""

from __future__ import annotations

import re
from hashlib import blake2b

from quizgen.deck.align import Match
from quizgen.deck.merge import Rewrite
from quizgen.deck.text import flat
from quizgen.model import BLANK, Deck, Document, Item, Provenance, Span
from quizgen.readers import read_source
from quizgen.reading import Reading
from quizgen.sameness import normal
from quizgen.sections import article_at, section_path


def blank(document: Document, sentence: Span, answer: Span) -> Item:
    """A sentence with one blank."""
    key = document.slice(answer)
    place = document.locate(answer.start)
    before, after = document.text[sentence.start : answer.start], document.text[answer.end : sentence.end]
    return Item(
        id="",
        kind="cloze",
        stem=flat(before + BLANK + after),
        key=(flat(key),),
        provenance=Provenance(
            path=document.source.path,
            section=section_path(document, answer.start),
            article=article_at(document, answer.start),
            line=place.line,
            quote=flat(document.slice(sentence)),
            span=sentence,
            answers=(answer,),
        ),
        rule="simple",
        fact=blake2b(flat(key).encode(), digest_size=5).hexdigest(),
        tested=normal(key),
        worth=1.0,
    )


def simple_rewriter(document: Document) -> Rewrite:
    """Writes the blank of a standing item anew."""

    def rewrite(match: Match) -> Item | None:
        return blank(document, match.quote, match.answers[0]) if len(match.answers) == 1 else None

    return rewrite


def simple_items(text: str, path: str, deck: Deck | None = None, *, one_in: int = 1) -> tuple[Document, tuple[Item, ...], Rewrite]:
    """``one_in``: only so many of the sentences are asked at all (drawn by their content)."""
    document, _ = read_source(text.encode(), path=path)
    out: list[Item] = []
    for sentence in Reading(document).sentences:
        raw = document.slice(sentence.span)
        words = [m.span() for m in re.finditer(r"[\u4e00-\u9fff]{2,12}", raw)]
        draw = blake2b(flat(raw).encode(), digest_size=3).digest()
        if draw[0] % one_in:
            continue
        for n in dict.fromkeys(b % max(1, len(words)) for b in draw):
            if not words:
                break
            a, b = words[n]
            answer = Span(sentence.span.start + a, sentence.span.start + min(b, a + 6))
            out.append(blank(document, sentence.span, answer))
    return document, tuple(sorted(out, key=lambda i: i.provenance.answers)), simple_rewriter(document)
