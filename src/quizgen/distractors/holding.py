"""Whether a distractor that stands is false still, after its sentence changed."""

from __future__ import annotations

from quizgen.candidates import Candidate, Work
from quizgen.distractors import MODALS, modals
from quizgen.distractors.falsity import Frame, same
from quizgen.distractors.figures import number_of, parse, ranges
from quizgen.model import Figure
from quizgen.sameness import normal


def holds(work: Work, candidate: Candidate, text: str, *, visible: str) -> bool:
    """True if a text that stood against the key of a one-blank candidate is false in the sentence as it is now.
    ``visible``: what the stem shows."""
    span, norm = candidate.span, work.reading.norm
    key, words, shown = norm[span.start : span.end], normal(text), normal(visible)
    if key in MODALS:
        return text in {d.text for d in modals(key)}
    if isinstance(candidate.fact, Figure) and candidate.roles[0] == "figure":
        parts = parse(key)
        if parts is None:
            return text != key and bool(ranges(text)) and words not in shown
        return number_of(words) not in (None, parts.value) and words not in shown
    sentence = candidate.sentence.span
    mates = {normal(norm[m.start : m.end]) for m in candidate.mates}
    return not (
        same(words, normal(key))
        or words in mates
        or words in normal(norm[sentence.start : sentence.end])
        or words in shown
        or Frame(work.reading, span).holds(text)
    )
