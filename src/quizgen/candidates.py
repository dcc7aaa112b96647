"""What can be asked: every fact as candidates, each with the spans it would blank.

A candidate is one tested thing: a blank in a sentence, or a whole list. Facts of several rules may ask the same span;
they become one candidate that remembers all its roles, because a term that is also the subject of a thesis is worth
more than a term.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import Literal, NamedTuple, assert_never

from quizgen.model import (
    Definition,
    Fact,
    Figure,
    Norm,
    Pair,
    Phrase,
    Points,
    Quotation,
    Series,
    Span,
    SpelledTerm,
    Term,
    Thesis,
)
from quizgen.reading import Reading, Sentence, first_from
from quizgen.sameness import normal

Role = Literal[
    "figure",
    "agency",
    "modal",
    "subject",
    "action",
    "consequence",
    "condition",
    "defined",
    "definition",
    "role",
    "thesis",
    "coined",
    "title",
    "spelled",
    "headline",
    "member",
    "whole",
    "pair",
    "quote",
    "key",
    "noun",
    "verb",
    "adverb",
    "clause",
]
"""What the tested words are in their sentence. Earlier roles name a candidate that has several."""

ORDER: tuple[Role, ...] = (
    "spelled",
    "coined",
    "figure",
    "agency",
    "modal",
    "defined",
    "role",
    "thesis",
    "headline",
    "member",
    "consequence",
    "subject",
    "pair",
    "definition",
    "quote",
    "title",
    "key",
    "action",
    "condition",
    "whole",
    "noun",
    "verb",
    "adverb",
    "clause",
)
_RANK = {role: i for i, role in enumerate(ORDER)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing that can be asked.

    answers: what is tested: one span (form ``blank``) or the members of a list (form ``list``).
    roles: all it is, the telling one first. mates: the other members of its list. fact_id: shared by all that ask
    the same fact. sentence: where the first answer stands. inside_term: a piece of a longer term. span: from the first
    answer to the last.
    """

    answers: tuple[Span, ...]
    form: Literal["blank", "list"]
    roles: tuple[Role, ...]
    fact: Fact
    fact_id: str
    sentence: Sentence
    mates: tuple[Span, ...] = ()
    open: bool = False
    inside_term: bool = False
    span: Span = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        answers = self.answers
        object.__setattr__(self, "span", answers[0] if len(answers) == 1 else Span(answers[0].start, answers[-1].end))


class _Ids:
    """Fact ids: the rule and the fact's own words, with a number where the same words come again."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def mint(self, rule: str, text: str) -> str:
        digest = blake2b(f"{rule}|{normal(text)}".encode(), digest_size=5).hexdigest()
        n = self.seen[digest] = self.seen.get(digest, 0) + 1
        return digest if n == 1 else f"{digest}.{n}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What ``fitness`` says of a whole sentence: it tells the law's purpose; it is a note in brackets; the source denies it."""

    purpose: bool
    note: bool
    denied: bool


class Work:
    """One source on its way through the item writers: what was read, and the facts found."""

    def __init__(self, reading: Reading, facts: Iterable[Fact]) -> None:
        self.reading = reading
        self.facts = tuple(facts)
        self._headlines: dict[int, tuple[tuple[Points, Span], ...]] = {}

    @cached_property
    def verdicts(self) -> dict[tuple[tuple[Span, ...], Role], str | None]:
        """What ``fitness.unfit`` found, once found."""
        return {}

    @cached_property
    def by_answers(self) -> dict[str, dict[tuple[Span, ...], Candidate]]:
        """The candidates by form and by what they test."""
        out: dict[str, dict[tuple[Span, ...], Candidate]] = {"blank": {}, "list": {}}
        for c in self.candidates:
            out[c.form][c.answers] = c
        return out

    @cached_property
    def points(self) -> tuple[Points, ...]:
        return tuple(f for f in self.facts if isinstance(f, Points))

    def headlines(self, level: int) -> tuple[tuple[Points, Span], ...]:
        """The members of all numbered points with their list, those whose level is the nearest first, then by place."""
        found = self._headlines.get(level)
        if found is None:
            every = [(fact, m) for fact in self.points for m in fact.members]
            found = self._headlines[level] = tuple(sorted(every, key=lambda f: (abs(f[0].level - level), f[1])))
        return found

    @cached_property
    def lines(self) -> dict[int, Line]:
        """By sentence, what ``fitness`` found of it, once found."""
        return {}

    @cached_property
    def speakers(self) -> frozenset[int]:
        """The offsets at which those are named who are quoted."""
        found = (f.speaker for f in self.facts if isinstance(f, Quotation) and f.speaker is not None)
        return frozenset(i for speaker in found for i in range(*speaker))

    @cached_property
    def title(self) -> str:
        """The document's title without blanks."""
        return re.sub(r"\s", "", self.reading.document.title)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(candidates(self.reading, self.facts))


def candidates(reading: Reading, facts: Iterable[Fact]) -> list[Candidate]:
    """All candidates of one document, by place; equal spans are merged."""
    ids = _Ids()
    found: dict[tuple[Span, ...], list[_Draft]] = {}
    organs: dict[tuple[Span, ...], None] = {}
    preamble = _preamble(reading)
    asked = {s.index for s in (*reading.asked_sentences, *reading.english_sentences)}
    text, norm = reading.text, reading.norm
    facts = tuple(facts)
    headlines = _headlines(reading, facts)
    sentence: Sentence | None = None
    for fact in facts:
        fact_id = ids.mint(fact.rule, text[fact.span.start : fact.span.end])
        for answers, form, role, mates, is_open in _asked(reading, fact):
            spans = tuple([_trim(norm, s) for s in answers])
            first = spans[0]
            if first.end <= first.start or (len(spans) > 1 and any(s.end <= s.start for s in spans)):
                continue
            if sentence is None or not sentence.span.start <= first.start < sentence.span.end:  # mostly that of the fact before
                sentence = reading.sentence_at(first.start)
            if sentence is None or sentence.endless or (form == "blank" and first.end > sentence.span.end):
                continue
            if form == "blank" and role != "headline" and sentence.index not in asked:
                continue
            over = headlines.get(sentence.index)
            if over and fact.rule in ("phrase", "term") and any(h.covers(first) and h != first for h in over):
                continue  # a headline is asked whole, among its fellows
            if sentence.block in preamble or (form == "blank" and _torn(reading, first, sentence, role)):
                continue
            if role == "agency":
                organs[spans] = None
            found.setdefault(spans, []).append(_Draft(form, role, fact, fact_id, sentence, mates, is_open))
    agencies = {norm[spans[0].start : spans[-1].end] for spans in organs}
    for spans in organs:
        if _swallowed(reading, Span(spans[0].start, spans[-1].end), agencies):
            del found[spans]
    for group in found.values():
        if len(group) > 1:
            group.sort(key=lambda draft: _RANK[draft.role])
    pieces = _inside_terms(found)
    return [_merge(spans, found[spans], spans in pieces) for spans in sorted(found)]


class _Draft(NamedTuple):
    """What one fact makes of its words; all drafts of the same words become one candidate."""

    form: Literal["blank", "list"]
    role: Role
    fact: Fact
    fact_id: str
    sentence: Sentence
    mates: tuple[Span, ...]
    open: bool


_TERMS = frozenset({"key", "coined", "defined", "agency", "title"})


def _inside_terms(found: dict[tuple[Span, ...], list[_Draft]]) -> set[tuple[Span, ...]]:
    """What is a piece of a term: 安全观 in 国家安全观."""
    blanks = [spans for spans, group in found.items() if group[0].form == "blank"]
    named = {spans for spans in blanks if any(draft.role in _TERMS for draft in found[spans])}
    terms = sorted(spans[0] for spans in named)
    starts = [t.start for t in terms]
    out = set()
    for spans in blanks:
        if spans not in named:
            span = spans[0]
            i = bisect_right(starts, span.start)
            if any(t.end >= span.end and t != span for t in terms[i - 4 if i > 4 else 0 : i]):
                out.add(spans)
    return out


def _headlines(reading: Reading, facts: tuple[Fact, ...]) -> dict[int, list[Span]]:
    """By sentence, the headlines of numbered points that are the whole of it."""
    out: dict[int, list[Span]] = {}
    for fact in facts:
        if isinstance(fact, Points):
            for m, body in zip(fact.members, fact.bodies, strict=True):
                s = reading.sentence_at(m.start)
                if s is not None and m.end - m.start <= 24 and s.span.end - m.end <= 1 and body.end > s.span.end:
                    out.setdefault(s.index, []).append(m)
    return out


_ENACTED = re.compile(r"(?:会议|大会)[^。]{0,30}(?:通过|修订|修正|修改)|(?:公布|发布|施行|实施)[。）)]?$|主席令|国务院令")


def _preamble(reading: Reading) -> frozenset[int]:
    """Blocks over the first article of a statute that say when it was passed: the history of the text, not its matter."""
    blocks = reading.document.blocks
    first = next((i for i, b in enumerate(blocks) if b.kind == "article"), 0)
    norm = reading.norm
    return frozenset(
        i for i, b in enumerate(blocks[:first]) if b.kind != "heading" and _ENACTED.search(norm, b.span.start, b.span.end)
    )


def _swallowed(reading: Reading, span: Span, agencies: set[str]) -> bool:
    """An organ that took the verb before it along (通报国务院): what is left without it is an organ of the document."""
    tokens = reading.tokens_in(span)
    return any(
        a.tag[0] in "vadpfr" and reading.norm[b.start : span.end] in agencies and span.end - b.start > 2
        for a, b in pairwise(tokens)
    )


_BOUND = re.compile(r"[上下本该各每同首第几某]$")
"""Determiners of one character that belong to the word after them (上年度, 各民族)."""
_NOMINAL = frozenset({"noun", "key", "member", "subject", "figure", "agency", "role", "thesis", "pair", "defined"})


def _torn(reading: Reading, span: Span, sentence: Sentence, role: Role) -> bool:
    """The span parts what belongs together: a determiner from its noun, an adjective before 的 from what it modifies."""
    if role not in _NOMINAL:
        return False
    norm = reading.norm
    tokens = reading.tokens(sentence)
    i = first_from(tokens, span.start)
    before = tokens[i - 1] if 0 < i <= len(tokens) else None
    if before is not None and before.end == span.start and before.end - before.start == 1:
        word = norm[before.start : before.end]
        if _BOUND.match(word) and not (role == "agency" and word in "向由"):
            return True
    if norm.startswith("的", span.end):
        j = bisect_left(tokens, span.end, key=lambda t: t.end)
        if j < len(tokens) and tokens[j].end == span.end and tokens[j].tag in ("a", "ad") and tokens[j].start > span.start:
            return True
    return False


def _merge(answers: tuple[Span, ...], group: list[_Draft], inside_term: bool) -> Candidate:
    first = group[0]
    return Candidate(
        answers=answers,
        form=first.form,
        roles=(first.role,) if len(group) == 1 else tuple(dict.fromkeys([draft.role for draft in group])),
        fact=first.fact,
        fact_id=first.fact_id,
        sentence=first.sentence,
        mates=first.mates or next((draft.mates for draft in group if draft.mates), ()),
        open=first.open or any(draft.open for draft in group),
        inside_term=inside_term,
    )


_PARED = frozenset(" \n，。；：、！？（）“”‘’")
_QUOTED = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"', "《": "》"}


def _trim(norm: str, span: Span) -> Span:
    """Without the marks and blanks at its ends, except pairs that belong to it (“四个意识” inside 增强“四个意识”)."""
    start, end = span
    if start < end and norm[start] not in _PARED and norm[end - 1] not in _PARED and not "①" <= norm[start] <= "⑳":
        return span
    while start < end and (norm[start] in " \n，。；：、！？）”’" or "①" <= norm[start] <= "⑳"):
        start += 1
    while end > start and norm[end - 1] in " \n，。；：、！？（“‘":
        end -= 1
    if end - start > 2 and norm[start] in "“‘" and norm[end - 1] == _QUOTED[norm[start]]:
        inner = norm[start + 1 : end - 1]
        if norm[start] not in inner and _QUOTED[norm[start]] not in inner:
            start, end = start + 1, end - 1
    return Span(start, end) if (start, end) != span else span


_Asked = tuple[tuple[Span, ...], Literal["blank", "list"], Role, tuple[Span, ...], bool]


def _asked(reading: Reading, fact: Fact) -> Iterator[_Asked]:
    match fact:
        case Points():
            members = fact.members
            asks = sum(reading.norm[m.end : m.end + 1] in ("？", "：", "?", ":") for m in members)
            if 2 * asks > len(members):
                return  # the points are questions or titles of what follows, not answers
            for i, m in enumerate(members):
                yield (m,), "blank", "headline", members[:i] + members[i + 1 :], fact.open
            if len(members) >= 2:
                yield members, "list", "headline", (), fact.open
        case Series():
            members = fact.members
            for i, m in enumerate(members):
                yield (m,), "blank", "member", members[:i] + members[i + 1 :], fact.open
            if len(members) >= 2:
                yield members, "list", "whole", (), fact.open
                yield (Span(members[0].start, members[-1].end),), "blank", "whole", (), fact.open
        case SpelledTerm():
            for i, m in enumerate(fact.members):
                yield (m,), "blank", "spelled", fact.members[:i] + fact.members[i + 1 :], False
            yield fact.members, "list", "spelled", (), False
        case Quotation():
            clauses = list(reading.clauses(fact.text))
            for clause in clauses:
                yield (clause,), "blank", "quote", (), False
        case Term():
            roles: dict[str, Role] = {
                "coined": "coined",
                "title": "title",
                "key": "key",
                "defined": "defined",
                "agency": "agency",
            }
            yield (fact.term,), "blank", roles[fact.sort], (), False
        case Definition():
            yield (fact.term,), "blank", "defined", (), False
            yield (fact.body,), "blank", "definition", (), False
        case Thesis():
            yield (fact.subject,), "blank", "thesis", (), False
            yield (fact.role,), "blank", "role", (), False
            if fact.head is not None:
                yield (fact.head,), "blank", "role", (), False
        case Figure():
            yield (fact.value,), "blank", "figure", (), False
            if fact.unit is not None and fact.unit.start >= fact.value.end:
                yield (Span(fact.value.start, fact.unit.end),), "blank", "figure", (), False
        case Norm():
            yield (fact.modal,), "blank", "modal", (), False
            for part, role in (
                (fact.subject, "subject"),
                (fact.action, "action"),
                (fact.condition, "condition"),
                (fact.consequence, "consequence"),
            ):
                if part is not None:
                    yield (part,), "blank", role, (), False  # type: ignore[misc]
        case Pair():
            for i, m in enumerate(fact.members):
                yield (m,), "blank", "pair", fact.members[:i] + fact.members[i + 1 :], False
        case Phrase():
            yield (fact.phrase,), "blank", fact.sort, (), False
        case _:
            assert_never(fact)
