"""Scores and statistics.

Facility is the mean share of an item's points that a class got (难度系数 P: 1 is what all got right). Discrimination is the
correlation of an item with the sum of all other items (corrected item-total correlation). Alpha is Cronbach's. Source: L.
Crocker and J. Algina, Introduction to Classical and Modern Test Theory, chapters 7 and 14.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quizgen.diagnostics import Diagnostic
from quizgen.grading.answers import Answers
from quizgen.model import FALSE, LETTERS, TRUE, Deck, Kind, Paper, PaperItem
from quizgen.zh.numerals import chinese_value

Partial = Literal["none", "half"]
ENOUGH = 10
"""So many persons make a difficulty that is worth storing."""
_MARKS = re.compile(r"[\s　，。、；：！？“”‘’\"'（）()《》【】,.;:!?_—…·-]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千万亿两]+")
_TRUTH = {
    **dict.fromkeys(("√", "✓", "✔", "对", "正确", "是", "T", "TRUE", "Y", "YES", "A", "1"), TRUE),
    **dict.fromkeys(("×", "✗", "✘", "X", "错", "错误", "否", "F", "FALSE", "N", "NO", "B", "0"), FALSE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One person's scores: of each section, of all; ``share`` of the points that could be got."""

    fields: tuple[str, ...]
    version: str
    sections: tuple[float, ...]
    total: float
    share: float
    rank: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """How a class did with one item. ``number`` is its place in version A. ``chosen`` counts each option (or, where the
    answer was written, each wrong one); ``discrimination`` is None where all got the same."""

    id: str
    number: int
    kind: Kind
    stem: str
    key: tuple[str, ...]
    persons: int
    facility: float
    discrimination: float | None
    chosen: tuple[tuple[str, int], ...]
    blank: int
    unused: tuple[str, ...]

    @property
    def difficulty(self) -> float:
        """As decks store it: 0 is what all got right, 1 what nobody did."""
        return round(1 - self.facility, 2) + 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A class, graded. ``left_out``: numbers (version A) of items without any answer or points in the table; they count
    for nobody. ``possible`` is what could be got."""

    paper: Paper
    names: tuple[str, ...]
    results: tuple[Result, ...]
    items: tuple[ItemStatistics, ...]
    possible: float
    left_out: tuple[int, ...] = ()
    alpha: float | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def mean(self) -> float:
        return sum(r.total for r in self.results) / len(self.results)

    @property
    def deviation(self) -> float:
        return math.sqrt(_variance([r.total for r in self.results]))


def grade(paper: Paper, answers: Answers, *, partial: Partial = "none") -> Graded:
    """Scores each person against the version that the row names.

    partial: what an incomplete answer without a wrong option gets in multiple choice: nothing, or half the points. Written
    answers are right if they are the key's text apart from marks, blanks and the form of figures; points that were given by
    hand go before that. A list (recall) is never judged by its text: it needs points.
    """
    order = [(s, item) for s, section in enumerate(paper.sections) for item in section.items]
    number = {item.id: n for n, (_, item) in enumerate(order, 1)}
    kinds = {item.id: section.kind for section in paper.sections for item in section.items}
    forms = {v: {n: item for n, _, item in paper.form(v).numbered()} for v in paper.versions}
    said: list[Diagnostic] = list(answers.diagnostics)
    scores: dict[str, list[float | None]] = {item.id: [] for _, item in order}
    chosen: dict[str, Counter[str]] = {item.id: Counter() for _, item in order}
    blank: Counter[str] = Counter()
    for person in answers.persons:
        form = forms[person.version]
        cells, given = dict(person.answers), dict(person.points)
        for n, item in form.items():
            kind, full = kinds[item.id], item.points
            if n in cells and kind != "recall":
                picked = understood(kind, item, cells[n])
                if picked is None:
                    said.append(_strange(answers, person.line, n, cells[n], item))
                if not cells[n]:
                    blank[item.id] += 1
                chosen[item.id].update(_counted(kind, item, picked, cells[n]))
                score: float | None = given.get(n, full * _share(kind, item, picked, partial))
            else:
                score = given.get(n)
                if n in cells and cells[n] and score is None:
                    said.append(_needs_points(answers, person.line, n))
            scores[item.id].append(score)
    counted = [item for _, item in order if any(x is not None for x in scores[item.id])]
    left_out = tuple(number[item.id] for _, item in order if item not in counted)
    if left_out:
        text = f"no answers or points for {'item' if len(left_out) == 1 else 'items'} {', '.join(map(str, left_out))} (version A): not counted"
        said.append(Diagnostic(name="items-left-out", severity="warning", message=text, path=answers.path))
    table = {item.id: [x or 0.0 for x in scores[item.id]] for item in counted}
    totals = [sum(table[item.id][p] for item in counted) for p in range(len(answers.persons))]
    possible = sum(item.points for item in counted)
    results = []
    for p, person in enumerate(answers.persons):
        sections = tuple(
            round(sum(table[i.id][p] for i in section.items if i.id in table), 4) for section in paper.sections
        )
        results.append(
            Result(
                fields=person.fields,
                version=person.version,
                sections=sections,
                total=round(totals[p], 4),
                share=totals[p] / possible if possible else 0.0,
                rank=1 + sum(1 for t in totals if t > totals[p] + 1e-9),
                line=person.line,
            )
        )
    items = tuple(
        _statistics(item, number[item.id], kinds[item.id], table[item.id], totals, chosen[item.id], blank[item.id])
        for item in counted
    )
    return Graded(
        paper=paper,
        names=answers.names,
        results=tuple(results),
        items=items,
        possible=possible,
        left_out=left_out,
        alpha=_alpha([table[item.id] for item in counted], totals),
        diagnostics=tuple(said),
    )


def understood(kind: Kind, item: PaperItem, cell: str) -> tuple[str, ...] | None:
    """What a cell says: options (by text), TRUE or FALSE, or the text itself; () for an empty cell, None for one that
    makes no sense here."""
    text = unicodedata.normalize("NFKC", cell).strip()
    if not text:
        return ()
    match kind:
        case "single" | "multiple" | "ordering":
            letters = re.sub(r"[\s,;、，；/\-—>→]+", "", text).upper()
            known = LETTERS[: len(item.options)]
            if all(c in known for c in letters) and len(set(letters)) == len(letters):
                return tuple(item.options[LETTERS.index(c)] for c in letters)
            return (cell.strip(),) if cell.strip() in item.options else None
        case "truefalse":
            said = _TRUTH.get(text.upper())
            return (said,) if said else None
        case "cloze" | "recall":
            return (cell.strip(),)


def same_answer(said: str, key: str) -> bool:
    """True for a written answer that is the key but for marks, blanks, and figures in Chinese or Arabic digits."""
    return _normal(said) == _normal(key)


def _normal(text: str) -> str:
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()

    def figure(found: re.Match[str]) -> str:
        value = chinese_value(found[0])
        return found[0] if value is None else str(value)

    return _FIGURE.sub(figure, text)


def _share(kind: Kind, item: PaperItem, picked: tuple[str, ...] | None, partial: Partial) -> float:
    if not picked:
        return 0.0
    match kind:
        case "single" | "truefalse" | "ordering":
            return float(picked == item.key)
        case "multiple":
            if set(picked) == set(item.key):
                return 1.0
            return 0.5 if partial == "half" and set(picked) < set(item.key) else 0.0
        case "cloze" | "recall":
            return float(same_answer(picked[0], item.key[0]))


def _counted(kind: Kind, item: PaperItem, picked: tuple[str, ...] | None, cell: str) -> list[str]:
    """What an answer adds to the counts of an item."""
    match kind:
        case "single" | "multiple" | "truefalse":
            return list(picked or ())
        case "ordering":
            return ["—".join(picked)] if picked and picked != item.key else []
        case "cloze" | "recall":
            return [cell] if picked and not same_answer(cell, item.key[0]) else []


def _strange(answers: Answers, line: int, n: int, cell: str, item: PaperItem) -> Diagnostic:
    known = f"letters A to {LETTERS[len(item.options) - 1]}" if item.options else "√ or ×"
    return Diagnostic(
        name="strange-answer", severity="warning", message=f"“{cell}” is no answer to item {n} ({known}): it gets no points", path=answers.path, line=line
    )


def _needs_points(answers: Answers, line: int, n: int) -> Diagnostic:
    return Diagnostic(
        name="needs-points", severity="warning", message=f"item {n} is a list, which only a person can judge: give points in a column headed {n}分", path=answers.path, line=line
    )


def _statistics(
    item: PaperItem, number: int, kind: Kind, scores: Sequence[float], totals: Sequence[float], chosen: Counter[str], blank: int
) -> ItemStatistics:
    rest = [t - s for t, s in zip(totals, scores, strict=True)]
    match kind:
        case "single" | "multiple":
            counts = tuple((o, chosen[o]) for o in item.options)
        case "truefalse":
            counts = tuple((o, chosen[o]) for o in (TRUE, FALSE))
        case _:
            counts = tuple(sorted(chosen.items(), key=lambda pair: (-pair[1], pair[0])))
    unused = tuple(o for o, n in counts if not n and o not in item.key) if kind in ("single", "multiple") else ()
    return ItemStatistics(
        id=item.id,
        number=number,
        kind=kind,
        stem=item.stem,
        key=item.key,
        persons=len(scores),
        facility=sum(scores) / len(scores) / item.points if item.points else 0.0,
        discrimination=_correlation(scores, rest),
        chosen=counts,
        blank=blank,
        unused=unused,
    )


def _variance(values: Sequence[float]) -> float:
    """Of a sample (n - 1)."""
    if len(values) < 2:
        return 0.0
    mean = sum(values) / len(values)
    return sum((v - mean) ** 2 for v in values) / (len(values) - 1)


def _correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    va, vb = _variance(a), _variance(b)
    if va < 1e-12 or vb < 1e-12:
        return None
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    both = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True)) / (len(a) - 1)
    return both / math.sqrt(va * vb)


def _alpha(items: Sequence[Sequence[float]], totals: Sequence[float]) -> float | None:
    """Cronbach's alpha; None for fewer than two items or persons, or where all have the same total."""
    whole = _variance(totals)
    if len(items) < 2 or whole < 1e-12:
        return None
    return len(items) / (len(items) - 1) * (1 - sum(map(_variance, items)) / whole)


def with_difficulty(deck: Deck, graded: Graded, *, at_least: int = ENOUGH) -> tuple[Deck, tuple[Diagnostic, ...]]:
    """The deck with the difficulty of each item that the class answered (0: all got it right, 1: nobody did).

    The same deck where there is nothing to change. Too few persons (``at_least``) are said, and nothing is stored.
    """
    if len(graded.results) < at_least:
        text = f"{len(graded.results)} persons are too few to tell how hard an item is: at least {at_least} are needed"
        return deck, (Diagnostic(name="too-few-persons", severity="warning", message=text, path=deck.path),)
    known = {each.id: each.difficulty for each in graded.items}
    items = tuple(
        replace(item, difficulty=known[item.id]) if item.id in known and item.difficulty != known[item.id] else item
        for item in deck.items
    )
    return (deck if items == deck.items else replace(deck, items=items)), ()
