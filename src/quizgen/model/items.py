"""Items and decks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from quizgen.model.documents import NOWHERE, Source, Span

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
