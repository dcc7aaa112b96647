"""English: numbers with what they measure."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.en.figures import figures
from quizgen.model import Figure
from quizgen.reading import Reading
from quizgen.zh.blanks import has_blank

NAME = "en_figure"


def find(reading: Reading) -> Iterator[Figure]:
    """Numbers in English sentences.

    Finds: dates, money, percentages, fractions, times and measures, counted nouns, in digits or words; ``bound`` is at
    least, within, or more.
    Skips: Chinese sentences; numbers of chapters and versions; one as a pronoun.
    Example: Appeals must be filed within thirty days. gives thirty (days, within).
    Known misses: ranges; numbers above ninety-nine in words.
    """
    for sentence in reading.english_sentences:
        if reading.norm[sentence.span.end - 1] == "?" or has_blank(reading.norm, *sentence.span):
            continue
        for n in figures(reading.norm, *sentence.span):
            yield Figure(rule=NAME, span=n.span, value=n.value, unit=n.unit, bound=n.bound, sort=n.sort)
