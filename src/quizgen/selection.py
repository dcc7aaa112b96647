"""Selection: the set is chosen, not poured. By worth, within a budget, spread over sections and sentences, in several
kinds of item; siblings are linked by their fact."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from quizgen.candidates import Candidate, Role, Work
from quizgen.deck.identity import field_text, mark
from quizgen.desk import Again
from quizgen.distractors import Pool
from quizgen.itemwriters import WRITERS, Desk, Refused
from quizgen.model import KINDS, Item, Kind, Span
from quizgen.sameness import normal
from quizgen.sections import section_path
from quizgen.worth import Scorer, Weights, key_text, shipped

Density = Literal["light", "normal", "dense"]
DENSITIES: dict[Density, float] = {"light": 5.0, "normal": 12.0, "dense": 30.0}
"""Items per 1,000 characters."""
A_SENTENCE: dict[Density, int] = {"light": 1, "normal": 3, "dense": 4}
"""Items a sentence, where they ask independent facts."""
TERM_TIMES = 3
"""How often one term is asked, each time in another sentence, where a sentence may be asked more than once."""
APART = 1
"""Blanks of one sentence have so many characters between them: what touches is one thing to know."""
A_FACT: dict[Density, int] = {"light": 1, "normal": 2, "dense": 4}
"""Items a fact: a list is not asked member by member until nothing else is left."""
CHOICE_SHARE = 0.45
"""Single-choice items that are looked for before anything else is made of the best candidates."""
STATEMENT_SHARE = 0.04
"""Likewise true or false."""
CHOICE_AMONG = 12
"""Among how many times the budget of best candidates they are looked for."""
SURE_CHOICE: frozenset[Role] = frozenset({"figure", "agency", "subject", "whole"})
"""What has distractors nearly always: it is looked for however little it is worth."""
LIST_WORTH = 1.2
"""A whole list worth less is left alone."""
SHARES: dict[Kind, float] = {
    "single": 0.48,
    "multiple": 0.14,
    "truefalse": 0.10,
    "ordering": 0.02,
    "recall": 0.06,
    "cloze": 0.24,
}
"""How a deck would be divided if the material allowed all kinds alike. Choice items fail more often than cloze for want
of distractors, so they are tried first."""

SINGLE: tuple[Kind, ...] = ("single",)
MULTIPLE: tuple[Kind, ...] = ("multiple",)
STATEMENT: tuple[Kind, ...] = ("truefalse",)
ROWS: tuple[Kind, ...] = ("single", "cloze")
"""Kinds that ask a row of a glossary."""
LISTS: tuple[Kind, ...] = ("multiple", "recall", "ordering")
"""Kinds that ask a whole list."""
_OTHERWISE = ("figure", "modal", "agency")
"""Roles whose words say something else in each sentence."""
_OPEN, _CLOSE = frozenset("“‘「『《"), frozenset("”’」』》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item that stands in a deck already (or that a person deleted or dropped): its kind, what it tests as spans of
    the text as it is now, and the same as ``Item.tested``; its stem and key as they stand, and the hashes of those that
    quizgen wrote."""

    kind: Kind
    answers: tuple[Span, ...]
    tested: str
    stem: str = ""
    key: tuple[str, ...] = ()
    made: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The items of one source, by place, and why candidates became none (reason, how many)."""

    items: tuple[Item, ...]
    dropped: tuple[tuple[str, int], ...]


def write_items(
    works: Sequence[Work],
    *,
    density: Density = "normal",
    maximum: int | None = None,
    kinds: Collection[Kind] = KINDS,
    every: bool = False,
    weights: Weights | None = None,
    standing: Sequence[Sequence[Asked]] = (),
    pool: Pool | None = None,
    step: Callable[[int], None] = lambda done: None,
) -> tuple[Written, ...]:
    """Items for each work, in order of the works.

    every: all candidates, each as its plainest item, unselected. maximum: at most so many items a source instead of
    the density's budget. standing: for each work what its deck asks already: it counts toward the budget, the shares of
    kinds and sections and the items a sentence, and is not asked again. A deck that is full, or that asks all that can
    be asked, gets nothing new. pool: of these works, where it was made already. step: called with how many
    works are done."""
    weights = weights or shipped()
    pool = pool or Pool(works)
    out = []
    for i, work in enumerate(works):
        step(i)
        desk = Desk(work, pool, strict=not every)
        stands = standing[i] if i < len(standing) else ()
        if every:
            out.append(_every(desk, weights, kinds))
        else:
            out.append(_chosen(desk, weights, density, maximum, kinds, stands))
    return tuple(out)


def _every(desk: Desk, weights: Weights, kinds: Collection[Kind]) -> Written:
    scorer = Scorer(desk.work, weights)
    items: list[Item] = []
    dropped: Counter[str] = Counter()
    for worth, candidate in sorted(scorer.all(), key=lambda wc: (wc[1].answers, wc[1].form)):
        order: tuple[Kind, ...] = ("cloze",) if candidate.form == "blank" else ("recall", "multiple", "ordering")
        reason = "kind-not-wanted"
        for kind in order:
            if kind not in kinds:
                continue
            made = WRITERS[kind](desk, candidate, worth)
            if isinstance(made, Item):
                items.append(made)
                break
            reason = made.reason
        else:
            dropped[reason] += 1
    return Written(items=tuple(items), dropped=_counted(dropped))


def _chosen(
    desk: Desk,
    weights: Weights,
    density: Density,
    maximum: int | None,
    kinds: Collection[Kind],
    standing: Sequence[Asked],
) -> Written:
    work = desk.work
    doc = work.reading.document
    size = len(doc.text)
    budget = maximum if maximum is not None else math.ceil(DENSITIES[density] * size / 1000)
    rows = desk.glossary
    if maximum is None and density != "light":
        budget = max(budget, len(rows))  # a glossary says little of each term, and each is to be known
    chooser = _Chooser(desk, kinds, density, budget)
    chooser.count(standing)
    if chooser.full:  # nothing would be taken: what it is worth need not be known
        chooser.dropped["over-budget"] += max(0, len(work.candidates) - len(chooser.tried))
        return Written(items=(), dropped=_counted(chooser.dropped))
    scorer = Scorer(work, weights)
    every = scorer.lists_ranked()
    lists = [(w, c) for w, c in every if w >= LIST_WORTH]
    blanks = Again(scorer.blanks_ranked())
    if rows:
        chooser.take([(w, c) for w, c in blanks if c.span in rows], most=budget, of=ROWS, spread=False)
    # single choice first, up to its share: it needs distractors, which only some candidates have. Figures, organs and lists
    # have them nearly always, other words among the best alone
    if "single" in kinds:
        best = CHOICE_AMONG * budget
        choice = (wc for i, wc in enumerate(blanks) if i < best or not SURE_CHOICE.isdisjoint(wc[1].roles))
        chooser.take(choice, most=round(budget * CHOICE_SHARE), of=SINGLE, spread=True)
    # then whole lists: one is worth asking, and few documents have many; as a choice the lesser ones too
    if "multiple" in kinds:
        chooser.take(every, most=round(budget * SHARES["multiple"]), of=MULTIPLE, spread=True)
    chooser.take(lists, most=round(budget * sum(SHARES[k] for k in LISTS)), of=LISTS, spread=True)
    if "truefalse" in kinds:
        chooser.take(islice(blanks, CHOICE_AMONG * budget), most=round(budget * STATEMENT_SHARE), of=STATEMENT, spread=True)
    chooser.take(blanks, most=budget, of=KINDS, spread=True)
    chooser.take(blanks, most=budget, of=KINDS, spread=False)
    items = sorted(chooser.items, key=lambda i: (i.provenance.answers[0].start, i.provenance.answers[-1].end, i.kind))
    chooser.dropped["over-budget"] += max(0, len(work.candidates) - len(chooser.tried))
    return Written(items=tuple(items), dropped=_counted(chooser.dropped))


_What = tuple[tuple[Span, ...], Literal["blank", "list"]]
"""What tells one candidate of a document from the others."""


class _Chooser:
    """Takes candidates until the deck is full. ``room`` is what the whole deck may hold; the counters hold what stands
    in it already as well as what was chosen, so that choosing goes on where an earlier build stopped."""

    def __init__(self, desk: Desk, kinds: Collection[Kind], density: Density, room: int) -> None:
        self.desk = desk
        self.kinds = kinds
        self.room = room
        self.each = A_SENTENCE[density]
        self.a_fact = A_FACT[density]
        self.facts: Counter[str] = Counter()
        self.items: list[Item] = []
        self.prints: set[tuple[str, str, str | tuple[str, ...]]] = set()
        self.dropped: Counter[str] = Counter()
        self.tried: set[_What] = set()
        self.refused: dict[Kind, dict[_What, Refused]] = {kind: {} for kind in KINDS}
        self.told: dict[_What, tuple[str, str, tuple[str, ...]]] = {}
        self.asked: Counter[str] = Counter()
        self.phrases: set[str] = set()
        self.sentences: dict[int, list[Span]] = {}
        self.made: Counter[Kind] = Counter()
        self.sections: Counter[tuple[str, ...]] = Counter()
        self.rows = desk.glossary
        self.share = self._shares()

    def _shares(self) -> dict[tuple[str, ...], int]:
        doc = self.desk.reading.document
        sizes: Counter[tuple[str, ...]] = Counter()
        for block in doc.blocks:
            if block.kind != "code":
                sizes[section_path(doc, block.span.start)] += block.span.end - block.span.start
        total = sum(sizes.values()) or 1
        return {path: math.ceil(1.35 * self.room * n / total) + 1 for path, n in sizes.items()}

    def count(self, standing: Sequence[Asked]) -> None:
        """Counts what the deck asks already as if it had been chosen."""
        for each in standing:
            form: Literal["blank", "list"] = "list" if each.kind in LISTS else "blank"
            candidate = self.desk.work.by_answers[form].get(each.answers)
            self.made[each.kind] += 1
            self.asked[_words(each.tested)] += 1
            self.phrases.add(self._phrase(each.answers))
            self.prints |= {(each.kind, normal(each.stem), each.key), (each.kind, *each.made)}
            self.sections[section_path(self.desk.reading.document, each.answers[0].start)] += 1
            if candidate is not None:
                self.tried.add((each.answers, form))
                self.facts[candidate.fact_id] += 1
                lines = self._lines(candidate)
            else:
                sentence = self.desk.reading.sentence_at(each.answers[0].start)
                lines = range(sentence.index, sentence.index + 1) if sentence is not None else range(0)
            for i in lines:
                self._used(i, Span(each.answers[0].start, each.answers[-1].end))

    @property
    def full(self) -> bool:
        return self.made.total() >= self.room

    def take(
        self, scored: Iterable[tuple[float, Candidate]], *, most: int, of: Collection[Kind], spread: bool
    ) -> None:
        """Takes candidates in the given order until the deck holds ``most`` items of these kinds, or is full. ``of`` a
        single kind: candidates that cannot be of that kind are left for later."""
        only = next(iter(of)) if len(of) == 1 else None
        room = self._room(most, of)
        for worth, candidate in scored:
            if room <= 0:
                return
            what = (candidate.answers, candidate.form)
            if what in self.tried:
                continue
            told = self.told.get(what)
            if told is None:
                told = self.told[what] = self._told(candidate)
            tested, phrase, section = told
            again = phrase in self.phrases and candidate.roles[0] not in _OTHERWISE
            if again or self.asked.get(tested, 0) >= self._times(candidate):
                self.dropped["asked-already"] += spread
                continue
            if self.facts.get(candidate.fact_id, 0) >= self.a_fact:
                continue
            lines = self._lines(candidate)
            if any(self._crowded(i, candidate) for i in lines):
                continue
            if spread and self.sections.get(section, 0) >= self.share.get(section, 1):
                continue
            made = self._write(candidate, worth) if only is None else self._as(only, candidate, worth)
            if isinstance(made, Refused) and only is not None:
                continue
            self.tried.add(what)
            if isinstance(made, Refused):
                self.dropped[made.reason] += 1
                continue
            print_of = (made.kind, normal(made.stem), made.key)
            if print_of in self.prints or (made.kind, mark(made.stem), mark(field_text(made, "key"))) in self.prints:
                self.dropped["duplicate"] += 1
                continue
            self.prints.add(print_of)
            self.items.append(made)
            self.made[made.kind] += 1
            self.asked[tested] += 1
            self.phrases.add(phrase)
            self.facts[candidate.fact_id] += 1
            self.sections[section] += 1
            for i in lines:
                self._used(i, candidate.span)
            room = self._room(most, of)

    def _room(self, most: int, of: Collection[Kind]) -> int:
        """How many more there may be until the deck holds ``most`` items of these kinds, or is full."""
        return min(most - sum(self.made[k] for k in of), self.room - self.made.total())

    def _told(self, candidate: Candidate) -> tuple[str, str, tuple[str, ...]]:
        """The words of a candidate, the same with what stands beside them, and its section."""
        section = section_path(self.desk.reading.document, candidate.span.start)
        return _words(key_text(self.desk.work, candidate)), self._phrase(candidate.answers), section

    def _used(self, sentence: int, span: Span) -> None:
        """A row of a glossary that was asked for its term is not asked for more."""
        self.sentences.setdefault(sentence, []).extend([span] * (self.each if span in self.rows else 1))

    def _crowded(self, sentence: int, candidate: Candidate) -> bool:
        """The sentence is asked often enough, or for what stands right beside the candidate."""
        asked = self.sentences.get(sentence, ())
        if len(asked) >= self.each:
            return True
        for other in asked:
            a, b = sorted((other, candidate.span))
            if b.start - a.end < APART:
                return True
        return False

    def _phrase(self, answers: tuple[Span, ...]) -> str:
        """What is asked with what stands beside it: 以______为中心 asked in two sentences is one thing to know asked
        twice, and so is what stands in quotation marks for its own sake."""
        text = self.desk.reading.document.text
        start, end = answers[0].start, answers[-1].end
        if text[start - 1 : start] in _OPEN and text[end : end + 1] in _CLOSE:
            return text[start:end]
        return f"{text[max(0, start - 1):start]}|{text[start:end]}|{text[end:end + 2]}"

    def _times(self, candidate: Candidate) -> int:
        """How often the same words may be asked: a figure or an organ in another sentence is another fact, modals get a
        small share; a whole list is asked once; a term once, or in a few sentences where a sentence may be asked more than once."""
        if candidate.form == "list" or candidate.roles[0] == "whole":
            return 1
        match candidate.roles[0]:
            case "figure":
                return self.room
            case "modal":
                return max(1, self.room // 24)
            case "agency":
                return 3
            case _:
                return 1 if self.each == 1 else TERM_TIMES

    def _lines(self, candidate: Candidate) -> range:
        first = candidate.sentence.index
        if candidate.form == "list" and candidate.roles[0] == "headline":
            return range(first, first)  # headlines stand over their sentences, they use none up
        return range(first, first + 1)

    def _order(self, candidate: Candidate) -> Iterator[Kind]:
        """Kinds by how far the deck is behind its share of them."""
        fit: tuple[Kind, ...] = (
            ("ordering", "recall", "multiple") if candidate.form == "list" else ("single", "truefalse", "cloze")
        )
        total = len(self.items) + 1
        wanted = [k for k in fit if k in self.kinds]
        yield from sorted(wanted, key=lambda k: (self.made[k] / total - SHARES[k]) / SHARES[k])

    def _write(self, candidate: Candidate, worth: float) -> Item | Refused:
        last = Refused(reason="kind-not-wanted")
        for kind in self._order(candidate):
            made = self._as(kind, candidate, worth)
            if isinstance(made, Item):
                return made
            last = made
        return last

    def _as(self, kind: Kind, candidate: Candidate, worth: float) -> Item | Refused:
        """The candidate as an item of a kind; what was refused once is refused again."""
        refused = self.refused[kind]
        what = (candidate.answers, candidate.form)
        if what in refused:
            return refused[what]
        made = WRITERS[kind](self.desk, candidate, worth)
        if isinstance(made, Refused):
            refused[what] = made
        return made


def _words(tested: str) -> str:
    """The tested words, of a list asked member by member or as one."""
    return tested.replace("、", "")


def _counted(dropped: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((k, n) for k, n in dropped.items() if n), key=lambda kn: (-kn[1], kn[0])))
