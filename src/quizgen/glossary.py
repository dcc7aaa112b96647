"""Glossaries: rows of a term and what it means, in a table or parted by tabs. Each row is a thing to know for itself,
so each is asked, for its term: the meaning is shown and the other terms of the glossary are what it may be taken for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from quizgen.model import Definition, Fact, Span
from quizgen.sameness import normal

LEAST = 4
"""Fewer rows are no glossary."""
SHOWN = 110
"""A meaning up to this long is shown whole in a stem."""
_INNER = str.maketrans("“”", "‘’")
_LABEL = 4
"""The first row is a head where neither of its cells is longer and the others say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row with the words of both columns, and the rows of its glossary."""

    term: str
    meaning: str
    span: Span
    fellows: tuple[Definition, ...] = ()

    def asks(self, gap: str) -> str:
        """The question for the term."""
        return f"“{self.meaning.rstrip('。；.;').translate(_INNER)}”说的是{gap}。"


def glossary(text: str, facts: Iterable[Fact]) -> dict[Span, Row]:
    """By the span of its term, each row of a glossary that can be asked: its meaning is short enough to be shown and does not
    name the term. text: of the document."""
    rows = [
        f for f in facts if isinstance(f, Definition) and f.term.end < f.body.start and _only_layout(text, f.term.end, f.body.start)
    ]
    rows.sort(key=lambda f: f.span)
    groups: list[list[Definition]] = [rows[:1]]
    for a, b in pairwise(rows):
        if _only_layout(text, _end(text, a), b.span.start):
            groups[-1].append(b)
        else:
            groups.append([b])
    out = {}
    for group in groups:
        if group and _is_head(group):
            group = group[1:]
        if len(group) < LEAST:
            continue
        for each in group:
            term, meaning = (text[s.start : s.end].strip() for s in (each.term, each.body))
            if len(meaning) <= SHOWN and "\n" not in meaning and normal(term) not in normal(meaning):
                out[each.term] = Row(term=term, meaning=meaning, span=each.span, fellows=tuple(f for f in group if f is not each))
    return out


def rivals(text: str, row: Row, *, count: int) -> tuple[tuple[str, str], ...]:
    """Other terms of the glossary with their meanings, the likest first: by their last character, their length, their
    distance. None is part of the term or has it as a part, and none stands in the meaning that is shown."""
    seen = {row.term}
    found = []
    for each in row.fellows:
        term, meaning = (text[s.start : s.end].strip() for s in (each.term, each.body))
        if term in seen or term in row.term or row.term in term or term in row.meaning or normal(meaning) == normal(row.meaning):
            continue
        seen.add(term)
        likeness = (term[-1] != row.term[-1], abs(len(term) - len(row.term)), abs(each.span.start - row.span.start))
        found.append((likeness, term, meaning))
    found.sort()
    kept: list[tuple[str, str]] = []
    for _, term, meaning in found:
        if not any(term in other or other in term for other, _ in kept):
            kept.append((term, meaning))
    return tuple(kept[:count])


def _is_head(group: list[Definition]) -> bool:
    first, *others = (d.body.end - d.body.start for d in group)
    term = group[0].term
    return first <= _LABEL and term.end - term.start <= _LABEL and bool(others) and min(others) > first


def _end(text: str, fact: Definition) -> int:
    """The end of a row: a mark that closes its meaning is no matter of the next."""
    end = fact.span.end
    while end < len(text) and text[end] in "。；.;":
        end += 1
    return end


def _only_layout(text: str, start: int, end: int) -> bool:
    """What stands there parts cells or rows (a tab, a bar, a break, wide blanks) and is nothing else."""
    between = text[start:end]
    return not between.strip(" \t　|\n") and (not _PARTS.isdisjoint(between) or len(between) > 1)


_PARTS = frozenset("\t|\n")
