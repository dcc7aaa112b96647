"""What the rules find in a document. Facts hold spans, never retyped text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from quizgen.model.documents import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Numbered points under one lead. ``members`` are the headlines without marker and final stop; ``bodies`` the
    whole points. ``announced`` is the number the lead promises (以下五点), 0 if none."""

    rule: str
    span: Span
    members: tuple[Span, ...]
    bodies: tuple[Span, ...]
    lead: Span | None = None
    ordered: bool = False
    open: bool = False
    level: int = 0
    announced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An inline list (、). ``open``: 等 follows. ``noun`` is the class that 等 names (等制度)."""

    rule: str
    span: Span
    members: tuple[Span, ...]
    open: bool = False
    ordered: bool = False
    noun: Span | None = None
    lead: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpelledTerm:
    """A coined term whose characters are spelled out later (“严真细实快”: 严肃严格, 求真较真 …)."""

    rule: str
    span: Span
    term: Span
    members: tuple[Span, ...]
    bodies: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that somebody said or a text that rules. ``spoken`` False: reported speech without marks.
    ``text`` is inside the marks; ``span`` covers attribution and quote."""

    rule: str
    span: Span
    text: Span
    speaker: Span | None = None
    verb: Span | None = None
    occasion: Span | None = None
    time: Span | None = None
    spoken: bool = True
    sort: Literal["principle", "saying", "article"] = "principle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One occurrence of a term worth knowing. coined: in marks (“关键少数”); title: 《…》; key: the document's own
    term; defined: has a definition; agency: an organ or role."""

    rule: str
    span: Span
    term: Span
    sort: Literal["coined", "title", "key", "defined", "agency"]
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """甲是指乙. ``term`` and ``body`` can both be asked."""

    rule: str
    span: Span
    term: Span
    body: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Thesis:
    """A copula that names a role (甲是乙的根本方针). ``role`` is the role phrase, ``head`` its noun."""

    rule: str
    span: Span
    subject: Span
    role: Span
    head: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it measures. ``value`` is the blank; ``unit`` stays in the stem, as does ``bound``
    (以上, 不超过)."""

    rule: str
    span: Span
    value: Span
    unit: Span | None = None
    bound: Span | None = None
    sort: Literal["count", "time", "date", "money", "fraction", "ordinal", "measure"] = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """Who must, may or must not do what. Parts that the sentence does not name are None."""

    rule: str
    span: Span
    modal: Span
    subject: Span | None = None
    action: Span | None = None
    condition: Span | None = None
    consequence: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parts that a frame binds: 不是甲而是乙, 从甲到乙, 为了甲. ``relation`` names the frame."""

    rule: str
    span: Span
    members: tuple[Span, ...]
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase of a sentence that can be asked and is none of the above: a noun phrase, a verb, a clause.
    ``shape`` is how it is built (see quizgen.zh.phrases), ``head`` its last word."""

    rule: str
    span: Span
    phrase: Span
    sort: Literal["noun", "verb", "clause", "adverb"]
    shape: str = ""
    head: Span | None = None


Fact: TypeAlias = (
    Points
    | Series
    | SpelledTerm
    | Quotation
    | Term
    | Definition
    | Thesis
    | Figure
    | Norm
    | Pair
    | Phrase
)
