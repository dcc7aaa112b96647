"""Every data type of quizgen. This module imports nothing of the package.

Positions are code points. A ``Span`` is half-open and refers to ``Document.text`` unless a name says otherwise.
Facts never hold retyped text: they hold spans, and text is sliced from the document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias


class Span(NamedTuple):
    """A half-open range of code points. A NamedTuple, not a dataclass: it sorts, hashes and unpacks at C speed,
    and there are hundreds of them in every thousand characters."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """True for a span that lies inside this one (or is this one)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


NOWHERE = Span(0, 0)


# --------------------------------------------------------------------------- documents

BlockKind = Literal["heading", "paragraph", "point", "article", "row", "code"]
"""heading: a title line; paragraph: running text; point: a paragraph that a marker opens (（一）, 1., -);
article: a paragraph that 第X条 opens; row: one table row, cells parted by a tab; code: never asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document came from. ``path`` uses ``/`` and is as the user gave it; ``id`` is minted once."""

    id: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document. Blocks are flat and in order; the section tree is derived from the headings.

    ``span`` covers the block's text without indents and line ends. ``level`` is 1… for headings (1 is the highest)
    and the depth of the marker for points, else 0. ``marker`` covers the opening numeral (一、, 第三条, 1.), if any;
    ``label`` is the marker's text where the format generates it and it does not stand in the text (Word numbering).
    """

    kind: BlockKind
    span: Span
    level: int = 0
    marker: Span | None = None
    label: str = ""


class Location(NamedTuple):
    """A place a person can find: 1-based line and column of a text file; page or paragraph for other formats."""

    line: int
    column: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A node of the derived section tree. ``path`` is the titles from the top, without their own line breaks."""

    path: tuple[str, ...]
    heading: Span | None
    span: Span
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source, read. ``text`` may differ from the file (broken lines joined); ``joints`` keeps the way back.

    joints: (offset in text, offset in file) pairs, ascending; from each on, both advance together. Empty: identical.
    lines:  file offsets at which each line starts (text formats) or text offsets of each paragraph (others).
    pages:  text offsets at which each page starts, where the format has pages.
    text_file: the spans of ``--json`` are offsets of the decoded file (else of ``text``).
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    joints: tuple[tuple[int, int], ...] = ()
    lines: tuple[int, ...] = (0,)
    pages: tuple[int, ...] = ()
    text_file: bool = True
    title: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    language: Literal["zh", "en"] = "zh"

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def file_offset(self, offset: int) -> int:
        """The offset in the decoded file of a character of ``text``."""
        if not self.joints:
            return offset
        i = bisect_right(self.joints, (offset, 1 << 60)) - 1
        if i < 0:
            return offset
        at, there = self.joints[i]
        return there + offset - at

    def file_span(self, span: Span) -> Span:
        """The span in the decoded file; it may cross a line break that the reader joined."""
        if span.end <= span.start:
            at = self.file_offset(span.start)
            return Span(at, at)
        return Span(self.file_offset(span.start), self.file_offset(span.end - 1) + 1)

    def locate(self, offset: int) -> Location:
        """Line and column (1-based) in the file, and the page where there are pages."""
        at = self.file_offset(offset) if self.text_file else offset
        i = max(0, bisect_right(self.lines, at) - 1)
        page = bisect_right(self.pages, offset) if self.pages else 0
        start = self.lines[i] if self.lines else 0
        return Location(i + 1, at - start + 1, page)


# --------------------------------------------------------------------------- facts


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


# --------------------------------------------------------------------------- items and decks

Kind = Literal["cloze", "single", "multiple", "truefalse", "ordering", "recall"]
KINDS: tuple[Kind, ...] = ("cloze", "single", "multiple", "truefalse", "ordering", "recall")

Status = Literal["new", "kept", "dropped", "retired"]
STATUSES: tuple[Status, ...] = ("new", "kept", "dropped", "retired")

BLANK = "______"
"""The blank of a cloze stem (exactly one a stem)."""
CHOICE = "（　　）"
"""The blank of a choice stem (exactly one), and the end of a true/false stem in print (added there, not stored)."""
TRUE, FALSE = "对", "错"
"""The two keys of a true/false item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an item's key stands. ``span`` and ``answers`` are generation-time offsets into ``Document.text`` and
    are not stored in decks; everything else is."""

    path: str
    section: tuple[str, ...] = ()
    article: str = ""
    line: int = 0
    page: int = 0
    quote: str = ""
    span: Span = NOWHERE
    answers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One quiz item. All kinds have the same fields, so one type with ``kind`` serves; match on it exhaustively.

    kind       stem                                key                      distractors
    cloze      text with one BLANK                 (answer,)                ()
    single     text with one CHOICE                (answer,)                2 or 3, false here
    multiple   text with one CHOICE                the right ones           the false ones
    truefalse  a statement                         (TRUE,) or (FALSE,)      ()
    ordering   asks for the right order            members in right order   ()
    recall     asks for a whole list               members                  ()

    ``fact`` is shared by items that test the same fact (siblings: they never meet in one paper).
    ``explanation`` says what the source says and why distractors are false; several lines are allowed.
    ``tested`` is the normalised text that the item tests (identity). ``made`` holds a short hash of each generated
    field as quizgen last wrote it, so that an edit can be told from a generated text. ``changed`` is the UTC time
    (RFC 3339, seconds) the exported content last changed, and ``digest`` that content's digest. ``context`` is the
    normalised text right before and right after what is tested (the first member of a list), and a code of the sentence,
    parted by ``|``: it tells two places with the same words apart; the deck makes it.
    """

    id: str
    kind: Kind
    stem: str
    key: tuple[str, ...]
    distractors: tuple[str, ...] = ()
    explanation: str = ""
    provenance: Provenance
    rule: str = ""
    fact: str = ""
    tested: str = ""
    worth: float = 0.0
    difficulty: float | None = None
    status: Status = "new"
    tags: tuple[str, ...] = ()
    note: str = ""
    conflict: tuple[tuple[str, str], ...] = ()
    made: tuple[tuple[str, str], ...] = ()
    changed: str = ""
    digest: str = ""
    context: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """Key and distractors, key first: the order of a form or a card is made elsewhere."""
        return self.key + self.distractors


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The items of one source, as a person edits them. ``deleted`` lists ids that never come back."""

    title: str
    source: Source
    items: tuple[Item, ...] = ()
    deleted: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    path: str = ""
    # Anki: (section title as it stands, name of its sub-deck as first exported), only where the two have parted. Anki
    # never moves a card that it has, so a renamed heading keeps its sub-deck; see exporters/anki/homes.py.
    homes: tuple[tuple[str, str], ...] = ()
    # What the ledger of the file still knows of the items in ``deleted``: kind, rule, fact, tested, context; their
    # stem and key are empty. A rebuilt item that matches one of them is not made again.
    gone: tuple[Item, ...] = ()
    # A code for each sentence of the source as it was when the deck was built, four characters each: it tells which
    # sentences are new, and where one that was edited has its neighbours.
    sentences: str = ""


def by_fact(items: Iterable[Item]) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Items grouped by the fact they test, in order of first appearance."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.fact or item.id, []).append(item)
    for fact, group in groups.items():
        yield fact, tuple(group)


# --------------------------------------------------------------------------- papers

VERSIONS = "ABCDEFGH"
"""The names of the versions of a paper."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What options are called in print, in printed order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Which part of a paper's items comes from one source, section of a source, tag or difficulty. ``value`` is a title
    (or part of one), a tag, or a range of difficulties (``0.3-0.7``); ``share`` runs from 0 to 1."""

    by: Literal["source", "section", "tag", "difficulty"]
    value: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSpec:
    """One section of a blueprint: how many items of one kind, at how many points each. The other fields narrow what may
    be drawn: any of these sources, sections of a source, tags; a range of difficulty."""

    kind: Kind
    count: int
    points: float
    heading: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What a paper should hold. ``minutes`` and ``total`` are printed; total 0 means: the sum of the sections.
    ``include`` and ``exclude`` are ids of items that must or must not be in it. ``path`` is shown in errors."""

    title: str = ""
    sections: tuple[SectionSpec, ...] = ()
    minutes: int = 0
    total: float = 0.0
    head: tuple[str, ...] = field(default=("单位", "姓名", "学号"))
    shares: tuple[Share, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperItem:
    """An item as it is printed. ``options`` are in printed order, empty where the kind has none; ``key`` is text, never
    a letter: options (of ordering items in the right order), TRUE or FALSE, the answer, or the members of a list.
    ``quote`` and ``place`` are the source's sentence and where it stands."""

    id: str
    stem: str
    options: tuple[str, ...] = ()
    key: tuple[str, ...]
    points: float
    explanation: str = ""
    quote: str = ""
    place: str = ""

    @property
    def letters(self) -> str:
        """The key as letters of the options as they are printed here; "" where there are no options."""
        return "".join(LETTERS[self.options.index(k)] for k in self.key) if self.options else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSection:
    """Items of one kind under one heading (without its numeral and points). ``note`` is the line of instructions."""

    kind: Kind
    heading: str
    items: tuple[PaperItem, ...]
    note: str = ""

    @property
    def points(self) -> float:
        """All points of the section."""
        return sum(item.points for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The order of one version: for each section, for each of its items in printed order, the place of the item in
    version A and the places there of its options."""

    name: str
    sections: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper. ``sections`` are version A as it is printed; ``layouts`` say how the other versions differ from it."""

    title: str
    id: str
    sections: tuple[PaperSection, ...]
    head: tuple[str, ...] = ()
    minutes: int = 0
    layouts: tuple[Layout, ...] = ()
    path: str = ""

    @property
    def total(self) -> float:
        """The sum of all points."""
        return sum(section.points for section in self.sections)

    @property
    def versions(self) -> tuple[str, ...]:
        """The names of all versions, A first."""
        return ("A", *(layout.name for layout in self.layouts))

    def form(self, version: str = "A") -> Form:
        """One version as it is printed. Raises KeyError for a version that the paper does not have."""
        if version == "A":
            return Form(paper=self, version="A", sections=self.sections)
        layout = {each.name: each for each in self.layouts}[version]
        sections = []
        for section, order in zip(self.sections, layout.sections, strict=True):
            items = []
            for i, options in order:
                item = section.items[i]
                items.append(replace(item, options=tuple(item.options[o] for o in options)))
            sections.append(replace(section, items=tuple(items)))
        return Form(paper=self, version=version, sections=tuple(sections))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One version of a paper: sections, items and options in printed order. The print and its key both come of it."""

    paper: Paper
    version: str
    sections: tuple[PaperSection, ...]

    def numbered(self) -> Iterator[tuple[int, PaperSection, PaperItem]]:
        """Every item with its number, counted through the sections from 1."""
        n = 0
        for section in self.sections:
            for item in section.items:
                n += 1
                yield n, section, item
