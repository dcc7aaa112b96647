"""The desk: what every item writer needs of one document, worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from quizgen.candidates import Candidate, Work
from quizgen.checks import Context, flaws
from quizgen.citing import cited, under
from quizgen.difficulty import estimate
from quizgen.distractors import Distractor, Pool
from quizgen.edges import unsure
from quizgen.fitness import unfit
from quizgen.giveaways import echoed, organ_told
from quizgen.glossary import Row, glossary
from quizgen.model import Item, Kind, Points, Provenance, Span
from quizgen.sameness import normal
from quizgen.sections import article_at, section_path
from quizgen.stems import Problem, Stem, Stems, plain_heading
from quizgen.worth import key_text
from quizgen.zh.marks import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No item, and the name of the reason."""

    reason: str


T = TypeVar("T")


class Again(Generic[T]):
    """What an iterator gives, to be gone through several times, each time no further than is asked for."""

    def __init__(self, source: Iterator[T]) -> None:
        self._source = source
        self._given: list[T] = []

    def __iter__(self) -> Iterator[T]:
        yield from self._given
        for each in self._source:
            self._given.append(each)
            yield each


class Desk:
    """One document on the writers' desk. ``pool`` spans all documents of the run."""

    def __init__(self, work: Work, pool: Pool, *, strict: bool = True) -> None:
        self.work = work
        self.pool = pool
        self.reading = work.reading
        self.strict = strict
        self._unsure: dict[tuple[Span, str], bool] = {}
        self._stems: dict[tuple[Span, ...], Again[Stem | Problem]] = {}

    @cached_property
    def stems(self) -> Stems:
        return Stems(self.reading, self.work.facts, strict=self.strict)

    @cached_property
    def glossary(self) -> dict[Span, Row]:
        """By the span of its term, each row of a glossary."""
        return glossary(self.reading.text, self.work.facts)

    def with_stem(
        self, candidate: Candidate, make: Callable[[Stem], Item | Refused], *, bear: str = "", listed: bool = False
    ) -> Item | Refused:
        """The first stem of the candidate (made once for all kinds of item) that gives an item without a flaw. ``bear``:
        a reason for being unfit that does not count here; ``listed``: the answer stands among options that are as long."""
        if self.strict and candidate.form == "blank":
            reason = unfit(self.work, candidate)
            if reason is not None and reason != bear:
                return Refused(reason=reason)
            mark = (candidate.span, candidate.roles[0])
            if mark not in self._unsure:
                self._unsure[mark] = unsure(self.reading, candidate)
            if self._unsure[mark]:
                return Refused(reason="unsure-border")
        found = self._stems.get(candidate.answers)
        if found is None:
            found = self._stems[candidate.answers] = Again(self.stems.gaps(candidate))
        refused: Refused | None = None
        words = [self.text(t.span) for t in self.reading.tokens_in(candidate.span)] if self.strict and candidate.form == "blank" else []
        for stem in found:
            if isinstance(stem, Problem):
                return Refused(reason=stem.name)
            told = self._told(candidate, words, stem.visible) if words else None
            if told is not None:
                refused = refused or Refused(reason=told)
                continue
            # of a whole list the options show what is asked
            size = candidate.span.end - candidate.span.start
            if self.strict and not stem.tells(min(size, 12) if listed else size):
                refused = refused or Refused(reason="no-cue")
                continue
            made = make(stem)
            if isinstance(made, Item):
                return made
            refused = refused or made
            if made.reason in ("few-distractors", "many-answers-fit", "no-options-of-its-kind", "poor-key", "ragged-key"):
                break  # another stem changes nothing
        assert refused is not None
        return refused

    def _told(self, candidate: Candidate, words: list[str], shown: str) -> str | None:
        key = "".join(words)
        role = candidate.roles[0]
        if role in ("figure", "modal", "whole", "headline", "quote", "spelled"):
            return None
        if role == "agency" and organ_told(key, shown):
            return "told-by-the-act"
        return echoed(key, words, shown)

    def text(self, span: Span) -> str:
        return flat(self.reading.text[span.start : span.end])

    def place(self, work: Work, span: Span) -> str:
        """Where a span stands, in words that last: “坚定‘四个自信’”, with the document's name where it is another one."""
        doc = work.reading.document
        words = cited(work.reading, span)
        if work is not self.work:
            return f"《{doc.title.strip('《》') or PurePosixPath(doc.source.path).stem}》{words}"
        return words or "另一处"

    def part(self, span: Span) -> str:
        """The part of this document that a headline belongs to: “作风建设”部分."""
        return under(self.reading, span) or "另一部分"

    def provenance(self, candidate: Candidate, answers: tuple[Span, ...] | None = None) -> Provenance:
        """Where ``answers`` stand (all the candidate's, unless some are given): the sentence of the first one on."""
        doc = self.reading.document
        answers = answers or candidate.answers
        first = self.reading.sentence_at(answers[0].start) or candidate.sentence
        span = first.span
        at = doc.locate(answers[0].start)
        last = self.reading.sentence_at(answers[-1].start)
        if last is not None and last.index - first.index <= 8:
            # a list over several sentences is quoted from its first to its last member
            span = Span(span.start, max(span.end, last.span.end))
        quote = self.text(span)
        if len(quote) > 400:
            quote = quote[:398] + "……"
        return Provenance(
            path=doc.source.path,
            section=section_path(doc, answers[0].start),
            article=article_at(doc, answers[0].start),
            line=at.line,
            page=at.page,
            quote=quote,
            span=span,
            answers=answers,
        )

    def member(self, candidate: Candidate, i: int) -> Candidate:
        """Member ``i`` of a candidate's list, as a candidate of its own: to look for its like."""
        spans = candidate.answers if candidate.form == "list" else getattr(candidate.fact, "members", ())
        return Candidate(
            answers=(spans[i],),
            form="blank",
            roles=("member",),
            fact=candidate.fact,
            fact_id=candidate.fact_id,
            sentence=candidate.sentence,
            mates=spans[:i] + spans[i + 1 :],
        )

    def distractors(
        self, candidate: Candidate, stem: Stem, *, count: int = 3, avoid: tuple[str, ...] = ()
    ) -> tuple[Distractor, ...]:
        return self.pool.choose(
            self.work, candidate, visible=stem.visible, count=count, avoid=avoid, place=self.place
        )

    def strangers(self, candidate: Candidate, stem: Stem) -> tuple[Distractor, ...]:
        """What might stand on the candidate's list and does not, the closest first."""
        return self.pool.strangers(self.work, candidate, visible=stem.visible, place=self.place)

    def item(
        self,
        candidate: Candidate,
        kind: Kind,
        *,
        stem: str,
        key: tuple[str, ...],
        worth: float,
        distractors: tuple[str, ...] = (),
        explanation: str = "",
        answers: tuple[Span, ...] | None = None,
    ) -> Item | Refused:
        """The item, or the first flaw that the checks find in it."""
        provenance = self.provenance(candidate, answers)
        made = Item(
            id="",
            kind=kind,
            stem=stem,
            key=key,
            distractors=distractors,
            explanation=explanation,
            provenance=provenance,
            rule=candidate.fact.rule,
            fact=candidate.fact_id,
            tested=key_text(self.work, candidate),
            worth=worth,
        )
        context = Context(
            list_mates=frozenset(self.text(m) for m in candidate.mates),
            open_list=candidate.open,
            source=self.reading.text,
        )
        for name, _ in flaws(made, context):
            if self.strict or name not in _BORNE:
                return Refused(reason=name)
        return replace(made, difficulty=estimate(made))

    def lead_name(self, fact: Points) -> str:
        """How a list is called in a stem: its lead without marker and closing mark, '' if it has none."""
        if fact.lead is None:
            return ""
        words = plain_heading(self.text(fact.lead))
        words = re.sub(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十百]+[章节条]\s*|\d+[.、．])\s*", "", words)
        words = words.rstrip("：:。，；")
        if self.strict and (normal(words) == normal(self.reading.document.title) or _LEANING_LEAD.search(words)):
            return ""  # the table of contents; what says nothing without the words before it
        return "" if _EMPTY_LEAD.search(words) else words

    def announced(self, lead: str, fact: Points) -> str:
        """The lead of a list that is a sentence of its own (用人单位应当履行下列职责；本法不适用于), as a stem begins with it:
        the statute named, 本法 by its name. '' for a lead that is a name or a heading."""
        statute = self.stems.statute
        if fact.lead is None or self.reading.is_headed(fact.lead):
            return ""
        if not _ANNOUNCES.search(lead) and not (statute and "：" in self.reading.norm[fact.lead.end - 1 : fact.lead.end + 1]):
            return ""
        if not statute:
            return lead
        lead = re.sub(r"本(?:法|条例|办法|规定)(?!律)", statute, lead)
        return lead if statute in lead else f"{statute}规定，{lead}"


_BORNE = frozenset({"dangling-reference", "longish-stem"})
"""Flaws that are borne where all candidates are listed, before any is chosen."""
_ANNOUNCES = re.compile(r"下列|如下|以下(?=[几各条规情行方措内原要事项]|[一二两三四五六七八九十\d]+[个种项点条类方])")
"""What says that a list follows."""
_LEANING_LEAD = re.compile(r"^(?:情节|逾期|拒不|造成|构成|前款|其中|可?分为|包括|如下|主要有|该(?!死)|其|此外|同时|对[^，]{2,30}处[以一二三四五六七八九十])")
"""A lead that says nothing without what stands before it."""
_EMPTY_LEAD = re.compile(
    r"^(?:.{0,2}|(?:一、)?(?:辨析|选择|填空|判断|简答|论述|名词解释|总结|小结|注意|说明|其他|补充|例题|练习|思考题|答|概述|引言|前言|附则|总则)[题：:]?)$"
    r"|必掌握|必背|\d分"
)
"""Leads that name no matter: a list under them answers nothing."""


def flat(text: str) -> str:
    """Text on one line, without the breaks and blanks that only lay it out."""
    return one_line(text).strip()


def number(n: int) -> str:
    return "零一两三四五六七八九十"[n] if n <= 10 else str(n)


__all__ = ["Desk", "Refused", "flat", "normal", "number"]
