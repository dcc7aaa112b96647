"""From an item to the fields and tags of its note: escaping, the one blank, the marked source sentence, the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import escape as html_escape
from typing import Literal, assert_never

from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.model import BLANK, CHOICE, Deck, Item, Kind

NoteType = Literal["cloze", "choice", "truefalse", "list"]

KIND_NAMES: dict[Kind, str] = {
    "cloze": "填空题",
    "single": "单选题",
    "multiple": "多选题",
    "truefalse": "判断题",
    "ordering": "排序题",
    "recall": "简答题",
}
RETIRED_TAG = "quizgen::retired"
RETIRED_LINE = "这道题的出处已不在现在的材料里，可以暂停或删除。"

# The mod of a note whose item has no time yet (a deck written by hand and never built): older than any real one, so
# that the first build reaches Anki.
NO_TIME = 1_000_000_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # \x1f parts the fields of a note
_BLANK = re.compile(r"_{3,}")
_MEDIA = re.compile(r"\[(?=sound:|anki:|latex\]|/latex\]|\$|/\$)", re.IGNORECASE)
_MATH = re.compile(r"\\(?=[()\[\]])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note to be. ``fields`` are HTML in the order of ``notetypes.FIELDS``, without the spare ones; ``guid`` is the
    item's id, ``source`` the deck's; ``mod`` is in seconds of the epoch (UTC); ``position`` is the place in the source, from 1."""

    guid: str
    source: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    mod: int
    position: int
    home: tuple[str, ...]


def note_type(kind: Kind) -> NoteType:
    """An item that changes its kind is a new item, so kinds may share a note type but never change it."""
    match kind:
        case "cloze":
            return "cloze"
        case "single" | "multiple":
            return "choice"
        case "truefalse":
            return "truefalse"
        case "ordering" | "recall":
            return "list"
        case _:
            assert_never(kind)


def escape(text: str) -> str:
    """Plain text as the HTML of a field. Besides HTML itself it disarms what Anki reads in a field: cloze braces and
    ``::``, media references, LaTeX and MathJax marks. Line breaks become ``<br>``."""
    text = html_escape(_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")), quote=False)
    text = text.replace("{", "&#123;").replace("}", "&#125;").replace("::", "&#58;&#58;")
    text = _MEDIA.sub("&#91;", text)
    text = _MATH.sub("&#92;<span></span>", text)
    return text.replace("\t", " ").replace("\n", "<br>")


def _line(text: str) -> str:
    return escape(" ".join(text.split("\n")).strip())


def _lines(texts: Iterable[str]) -> str:
    """One line each, so that a learner can edit them in Anki and the card's script can tell them apart."""
    return "<br>".join(_line(t) for t in texts)


def shelve(options: Sequence[str], seed: str) -> tuple[str, ...]:
    """The options in an order that tells nothing and stays the same: the order without the card's script, which
    shuffles anew. Never the given order where there are two or more (it is the right one of an ordering item)."""
    shelved = tuple(sorted(options, key=lambda o: sha256(f"{seed}\x00{o}".encode()).digest()))
    if len(shelved) > 1 and shelved == tuple(options):
        shelved = (*shelved[1:], shelved[0])
    return shelved


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _agreement(left: str, right: str, before: str, after: str) -> int:
    """How many characters around a place agree with what stands around the blank."""
    n = 0
    for a, b in zip(reversed(left), reversed(before), strict=False):
        if a != b:
            break
        n += 1
    for a, b in zip(right, after, strict=False):
        if a != b:
            break
        n += 1
    return n


def find_answers(item: Item) -> tuple[tuple[int, int], ...]:
    """Where the key stands in ``provenance.quote``: ascending, not overlapping. A key that stands there more than
    once is taken where its neighbours agree best with the stem's; one that does not stand there verbatim is left out.
    """
    quote = item.provenance.quote
    keys = [k for k in item.key if k] if item.kind != "truefalse" else []
    gap = CHOICE if item.kind in ("single", "multiple") else BLANK
    before, _, after = item.stem.partition(gap)
    found: list[tuple[int, int]] = []
    last = 0
    for key in keys:
        best: tuple[int, int, int] | None = None
        for at in _occurrences(quote, key):
            end = at + len(key)
            if any(at < e and s < end for s, e in found):
                continue
            rank = (_agreement(quote[:at], quote[end:], before, after) if len(keys) == 1 else 0, int(at >= last), -at)
            if best is None or rank > best:
                best = rank
        if best is not None:
            at = -best[2]
            last = at + len(key)
            found.append((at, last))
    return tuple(sorted(found))


def marked_quote(item: Item) -> str:
    """The source sentence as HTML with the answer in ``<mark>``."""
    quote = item.provenance.quote
    out: list[str] = []
    at = 0
    for start, end in find_answers(item):
        out.append(escape(quote[at:start]))
        out.append(f"<mark>{escape(quote[start:end])}</mark>")
        at = end
    out.append(escape(quote[at:]))
    return "".join(out)


def place(deck: Deck, item: Item) -> str:
    """``document › section › article, page or line`` as HTML."""
    where = item.provenance
    steps = [deck.title, *where.section]
    if where.article and where.article not in where.section:
        steps.append(where.article)
    if where.page:
        steps.append(f"第{where.page}页")
    elif where.line:
        steps.append(f"第{where.line}行")
    return " › ".join(_line(s) for s in steps if s.strip())


def clean_tag(tag: str) -> str:
    """A tag as Anki takes it: no white space or quotes, ``::`` only between names. Empty if nothing is left."""
    tag = re.sub(r"[\s\u3000]+", "_", _CONTROL.sub("", tag.strip())).replace('"', "")
    return "::".join(p for p in tag.split("::") if p.strip("_:"))


def tags(deck: Deck, item: Item) -> tuple[str, ...]:
    """The note's tags: kind, state, then the deck's and the item's own; each once."""
    raw = [f"quizgen::kind::{item.kind}"]
    if item.status == "retired":
        raw.append(RETIRED_TAG)
    raw += [clean_tag(t) for t in (*deck.tags, *item.tags)]
    return tuple(dict.fromkeys(t for t in raw if t))


def cloze(stem: str, key: str) -> str:
    """The stem as HTML with its one blank turned into ``{{c1::key}}``.

    Raises ValueError unless there is exactly one blank: a second ordinal could never be taken back once it is in
    somebody's collection.
    """
    blanks = list(_BLANK.finditer(stem))
    if len(blanks) > 1:
        blanks = [b for b in blanks if b.group() == BLANK]
    if len(blanks) != 1:
        raise ValueError(f"needs exactly one blank {BLANK}, has {len(blanks)}")
    start, end = blanks[0].span()
    return f"{escape(stem[:start])}{{{{c1::{_line(key)}}}}}{escape(stem[end:])}"


def modified(item: Item) -> int:
    """``Item.changed`` in seconds. Raises ValueError where it is no RFC 3339 time."""
    if not item.changed:
        return NO_TIME
    when = datetime.fromisoformat(item.changed)
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(NO_TIME, int(when.timestamp()))


def _fields(deck: Deck, item: Item) -> tuple[str, ...]:
    if not item.stem.strip():
        raise ValueError("has no stem")
    if not any(k.strip() for k in item.key):
        raise ValueError("has no key")
    stem, key = escape(item.stem.strip()), _lines(item.key)
    options = ""
    match item.kind:
        case "cloze":
            stem = cloze(item.stem.strip(), "；".join(item.key))
        case "single" | "multiple":
            options = _lines(shelve(item.options, item.id))
        case "ordering":
            options = _lines(shelve(item.key, item.id))
        case "truefalse" | "recall":
            pass
        case _:
            assert_never(item.kind)
    explanation = escape(item.explanation.strip())
    if item.note.strip():
        explanation += ("<br>" if explanation else "") + escape(item.note.strip())
    status = RETIRED_LINE if item.status == "retired" else ""
    quote, where = marked_quote(item), place(deck, item)
    return (item.id, stem, KIND_NAMES[item.kind], options, key, explanation, quote, where, status)


def notes(decks: Sequence[Deck], homes: Sequence[dict[str, tuple[str, ...]]]) -> tuple[Note, ...]:
    """All notes of the decks in source order; dropped items have none.

    homes: for each deck, item id → names of the deck and its sub-deck (``homes.places``). Raises QuizgenError with
    every item that cannot be a note.
    """
    out: list[Note] = []
    bad: list[Diagnostic] = []
    seen: dict[str, str] = {}
    for deck, home in zip(decks, homes, strict=True):
        where = deck.path or deck.title
        for item in deck.items:
            if item.status == "dropped":
                continue
            if not item.id.strip():
                bad.append(_error("no-id", "an item has no id; run quizgen build to give it one", where))
                continue
            if item.id in seen:
                bad.append(
                    _error(
                        "duplicate-id",
                        f"item {item.id} also stands in {seen[item.id]}; ids must be unique across what is exported",
                        where,
                    )
                )
                continue
            seen[item.id] = where
            try:
                out.append(
                    Note(
                        guid=item.id,
                        source=deck.source.id,
                        type=note_type(item.kind),
                        fields=_fields(deck, item),
                        tags=tags(deck, item),
                        mod=modified(item),
                        position=len(out) + 1,
                        home=home[item.id],
                    )
                )
            except ValueError as e:
                bad.append(_error("no-card", f"item {item.id} ({item.kind}): {e}", where))
    if bad:
        raise QuizgenError(*bad)
    return tuple(out)


def _error(name: str, message: str, path: str) -> Diagnostic:
    return Diagnostic(name=name, severity="error", message=message, path=path)
