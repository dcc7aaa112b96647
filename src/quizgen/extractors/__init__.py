"""Extractors: one file a rule, ``Reading → Iterator[Fact | Diagnostic]``. The order of the table is the order in which
rules run and are listed; a rule that is not listed here does not exist."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic
from quizgen.extractors import (
    agency,
    cause,
    coined,
    consequence,
    definition,
    en_definition,
    en_figure,
    en_points,
    en_quotation,
    figure,
    norm,
    pair,
    phrase,
    points,
    quotation,
    sequence,
    series,
    spelled,
    term,
    thesis,
)
from quizgen.model import Fact, Figure, Points
from quizgen.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """A rule. Its documentation (Finds, Skips, Example, Known misses) is the docstring of ``find``."""

    name: str
    find: Callable[[Reading], Iterator[Fact | Diagnostic]]


TOLD = 3
"""So many endless sentences of a source are told each."""

EXTRACTORS: tuple[Extractor, ...] = (
    Extractor(name="points", find=points.find),
    Extractor(name="series", find=series.find),
    Extractor(name="sequence", find=sequence.find),
    Extractor(name="quotation", find=quotation.find),
    Extractor(name="spelled", find=spelled.find),
    Extractor(name="coined", find=coined.find),
    Extractor(name="definition", find=definition.find),
    Extractor(name="thesis", find=thesis.find),
    Extractor(name="figure", find=figure.find),
    Extractor(name="norm", find=norm.find),
    Extractor(name="consequence", find=consequence.find),
    Extractor(name="agency", find=agency.find),
    Extractor(name="term", find=term.find),
    Extractor(name="pair", find=pair.find),
    Extractor(name="cause", find=cause.find),
    Extractor(name="phrase", find=phrase.find),
    Extractor(name="en_definition", find=en_definition.find),
    Extractor(name="en_figure", find=en_figure.find),
    Extractor(name="en_points", find=en_points.find),
    Extractor(name="en_quotation", find=en_quotation.find),
)


def extract(reading: Reading, *, extractors: tuple[Extractor, ...] | None = None) -> tuple[tuple[Fact, ...], tuple[Diagnostic, ...]]:
    """Runs the rules over one document: facts by place, and what the rules had to say."""
    facts: list[Fact] = []
    said: list[Diagnostic] = list(_endless(reading))
    for extractor in EXTRACTORS if extractors is None else extractors:
        for found in extractor.find(reading):
            if isinstance(found, Diagnostic):
                said.append(found)
            else:
                facts.append(found)
    facts = _without_false_counts(facts)
    facts.sort(key=lambda f: (f.span.start, -f.span.end))
    said.sort(key=lambda d: (d.line, d.column, d.name))
    return tuple(facts), tuple(said)


def _without_false_counts(facts: list[Fact]) -> list[Fact]:
    """以下五项权利 over four points: a number that the text itself contradicts is nothing to be asked."""
    false = [f.lead for f in facts if isinstance(f, Points) and f.lead is not None and f.announced not in (0, len(f.members))]
    if not false:
        return facts
    starts = [lead.start for lead in sorted(false)]
    ends = [lead.end for lead in sorted(false)]

    def is_false(fact: Fact) -> bool:
        if not isinstance(fact, Figure) or fact.sort != "count":
            return False
        i = bisect_right(starts, fact.value.start) - 1
        return i >= 0 and fact.value.end <= ends[i]

    return [f for f in facts if not is_false(f)]


def _endless(reading: Reading) -> Iterator[Diagnostic]:
    """Sentences that no rule reads: a person who wonders why nothing is asked there is told."""
    document = reading.document
    long = [s.span for s in reading.sentences if s.endless]
    for span in long[:TOLD]:
        place = document.locate(span.start)
        yield Diagnostic(
            name="endless-sentence",
            severity="warning",
            message=f"{span.end - span.start} characters without a full stop are passed over: is one missing?"
            + (f" (and {len(long) - TOLD} more)" if len(long) > TOLD and span == long[TOLD - 1] else ""),
            path=document.source.path,
            line=place.line,
            column=place.column,
        )
