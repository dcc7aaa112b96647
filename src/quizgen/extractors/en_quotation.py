"""English: what somebody said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.en.text import trimmed
from quizgen.model import Quotation, Span
from quizgen.reading import Reading

NAME = "en_quotation"
WORDS = 3
_VERB = "said|says|wrote|writes|argued|argues|stated|states|noted|notes|observed|observes|declared|declares|claimed|claims|explained|explains|warned|warns|insisted|insists|remarked|remarks|replied|asked|concluded|concludes|proclaimed|announced|believed|believes|put it|called it"
_WORD = r"[A-Z][\w.'’-]{0,30}"
_NAME = rf"(?:(?:the )?{_WORD}(?:,? (?:{_WORD}|of|de|da|di|du|van|von|bin|ibn|al|the|and(?= [A-Z])|Jr\.)){{0,8}})"
_BEFORE = re.compile(rf"(?<![\w.])(?P<speaker>{_NAME}|[Hh]e|[Ss]he|[Tt]hey)(?:, [^,“”]{{2,60}},)?(?: (?:once|also|later|famously|often|then))? (?P<verb>{_VERB})(?: that)?[,:]? ?$")
_ACCORDING = re.compile(rf"(?:According to|In the words of) (?P<speaker>{_NAME}),? $")
_AFTER = re.compile(rf" ?(?:(?P<verb>{_VERB}) (?P<speaker>{_NAME})|(?P<speaker2>{_NAME}|he|she|they)(?: (?:once|also|later|famously|often|then))? (?P<verb2>{_VERB}))\b")
_PRONOUNS = frozenset(("he", "she", "they", "He", "She", "They"))


def find(reading: Reading) -> Iterator[Quotation]:
    """Quotations in English sentences with their speaker.

    Finds: X said, “…”; “…,” said X; “…,” X said; According to X, “…”; a pronoun gives no speaker.
    Skips: Chinese sentences; quotations of fewer than three words (terms, titles); quotations nobody speaks.
    Example: “Knowledge is power,” wrote Bacon. gives Bacon.
    Known misses: speakers in the sentence before; a quotation that the speaker interrupts is two.
    """
    norm = reading.norm
    for sentence in reading.english_sentences:
        for quote in reading.quotes_in(sentence.span):
            if quote.depth or quote.mark not in "“‘" or norm[quote.inner.start : quote.inner.end].count(" ") + 1 < WORDS:
                continue
            text = trimmed(norm, *quote.inner, marks=" ,")
            if text is None or quote.span.end > sentence.span.end:
                continue
            start = max(sentence.span.start, quote.span.start - 160)
            m = _BEFORE.search(norm, start, quote.span.start) or _ACCORDING.search(norm, start, quote.span.start)
            m = m or _AFTER.match(norm, quote.span.end, sentence.span.end)
            if m is None:
                continue
            groups = m.groupdict()
            name = "speaker" if groups.get("speaker") else "speaker2"
            speaker = Span(*m.span(name)) if m[name] not in _PRONOUNS else None
            verb = next((Span(*m.span(v)) for v in ("verb", "verb2") if groups.get(v)), None)
            parts = [quote.span, *(s for s in (speaker, verb) if s is not None)]
            span = Span(min(p.start for p in parts), max(p.end for p in parts))
            yield Quotation(rule=NAME, span=span, text=text, speaker=speaker, verb=verb)
