"""The company of a key: the words right before and after it. What the document has in that company somewhere else goes with
them; what it never has there may be no word for that place (进行|安全评价 where only 进行|安全检查 is said)."""

from __future__ import annotations

from bisect import bisect_left

from quizgen.model import Span
from quizgen.reading import Reading

_COPULA = ("是", "为")


class Company:
    """Of one span of one document."""

    def __init__(self, reading: Reading, span: Span) -> None:
        norm = reading.norm
        self._has = reading.places.holds
        self.left = self.right = ""
        sentence = reading.sentence_at(span.start)
        if sentence is None:
            return
        tokens = reading.tokens(sentence)
        i = bisect_left(tokens, span.start, key=lambda t: t.start)
        if 0 < i <= len(tokens) and tokens[i - 1].end == span.start and _content(tokens[i - 1].tag):
            self.left = norm[tokens[i - 1].start : tokens[i - 1].end]
        j = bisect_left(tokens, span.end, key=lambda t: t.start)
        if j < len(tokens) and tokens[j].start == span.end:
            word = norm[tokens[j].start : tokens[j].end]
            if _content(tokens[j].tag) or word in _COPULA:
                self.right = word

    @property
    def alone(self) -> bool:
        """No word stands right beside the span, or none that asks for company."""
        return not self.left and not self.right

    def keeps(self, text: str) -> bool:
        """The document has ``text`` beside one of these words."""
        return bool(self.left and self._has(self.left + text)) or bool(self.right and self._has(text + self.right))


def _content(tag: str) -> bool:
    return tag[0] in "nv" or tag in ("a", "b", "l", "j")
