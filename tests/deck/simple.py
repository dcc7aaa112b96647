"""The simplest generator there could be, to try the identity of items without the rules of quizgen: every sentence
gives up to three blanks, drawn by its content."""

from __future__ import annotations

import re
from hashlib import blake2b

from quizgen.deck.text import flat
from quizgen.model import BLANK, Deck, Document, Item, Provenance, Span
from quizgen.readers import read_source
from quizgen.reading import Reading
from quizgen.sections import article_at, section_path


def simple_items(text: str, path: str, deck: Deck | None = None, *, one_in: int = 1) -> tuple[Document, tuple[Item, ...], None]:
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
            key = document.slice(answer)
            place = document.locate(answer.start)
            out.append(
                Item(
                    id="",
                    kind="cloze",
                    stem=flat(raw[:a] + BLANK + raw[answer.end - sentence.span.start :]),
                    key=(key,),
                    provenance=Provenance(
                        path=path,
                        section=section_path(document, answer.start),
                        article=article_at(document, answer.start),
                        line=place.line,
                        quote=flat(raw),
                        span=sentence.span,
                        answers=(answer,),
                    ),
                    rule="simple",
                    fact=f"{draw.hex()}{n}",
                    tested=key,
                    worth=1.0,
                )
            )
    return document, tuple(sorted(out, key=lambda i: i.provenance.answers)), None
