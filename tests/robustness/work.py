"""One text through everything that quizgen does with a text, and what must hold of it whatever the text is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from types import FrameType

from quizgen.candidates import Work
from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.extractors import extract
from quizgen.model import Document, Fact, Item, Span
from quizgen.readers import read_source
from quizgen.reading import Reading
from quizgen.selection import write_items

REFUSALS = frozenset({"empty-file", "binary-file", "bad-encoding", "broken-file", "scanned-pdf", "encrypted-pdf", "too-large"})
"""What a reader may say instead of reading."""


def read(data: bytes, path: str) -> tuple[Document, tuple[Diagnostic, ...]] | None:
    """The document, None where the reader refuses it with a message that a person can use."""
    try:
        return read_source(data, path=path)
    except QuizgenError as e:
        assert all(d.name in REFUSALS and d.path == path for d in e.diagnostics), e
        return None


def items_of(data: bytes, path: str) -> tuple[Document, tuple[Fact, ...], tuple[Item, ...]] | None:
    """A source, its facts and its items."""
    found = read(data, path)
    if found is None:
        return None
    reading = Reading(found[0])
    facts, _ = extract(reading)
    (written,) = write_items((Work(reading, facts),))
    return found[0], facts, written.items


def spans_of(value: object) -> Iterator[Span]:
    """Every span in a fact or an item, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from spans_of(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))


def hold(data: bytes, path: str) -> None:
    """Nothing is raised but a refusal, and all that was found lies in the text."""
    found = items_of(data, path)
    if found is None:
        return
    document, facts, items = found
    text = document.text
    assert "\n".join(document.slice(b.span) for b in document.blocks) == text
    for fact in facts:
        for span in spans_of(fact):
            assert 0 <= span.start <= span.end <= len(text), (fact, span)
        at = document.file_span(fact.span)
        assert at.start <= at.end
        place = document.locate(fact.span.start)
        assert place.line >= 1 and place.column >= 1
    for item in items:
        assert item.key and all(item.key), item
        assert item.stem.strip(), item
        for span in (item.provenance.span, *item.provenance.answers):
            assert 0 <= span.start < span.end <= len(text), item
        assert all(item.provenance.quote.split()), item
        for shown in (item.stem, *item.key, *item.distractors, item.explanation):
            assert not any("\ud800" <= c <= "\udfff" for c in shown), item
            shown.encode("utf-8")



def steps(run: Callable[[], object]) -> int:
    """How many calls and returns, of Python and of C, a piece of work makes: a count that is the same on any machine."""
    count = 0

    def step(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
