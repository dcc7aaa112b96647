"""What is written as data is read back as it was, and nothing else is taken for it."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

import pytest

from quizgen import coding
from quizgen.model import Block, Document, Fact, Figure, Points, Source, Span


class Pair(NamedTuple):
    a: int
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    name: str
    pair: Pair
    maybe: Pair | None
    many: tuple[Pair, ...]
    mixed: tuple[int, Pair]
    sort: Literal["x", "y"] = "x"
    number: float | None = None


SAMPLE = Sample(name="甲\udcff\0𠮷", pair=Pair(1, "乙"), maybe=None, many=(Pair(2, ""), Pair(3, "丙")), mixed=(4, Pair(5, "")), number=0.1)


def test_a_value_comes_back_equal_and_of_its_types() -> None:
    again = coding.loads(Sample, coding.dumps(Sample, SAMPLE))
    assert again == SAMPLE and hash(again) == hash(SAMPLE)
    assert type(again.pair) is Pair and type(again.many) is tuple and type(again.many[1]) is Pair


def test_facts_and_documents_come_back() -> None:
    kind = tuple[Document, tuple[Fact, ...]]
    document = Document(source=Source(id="i", path="a.txt", sha256="0"), text="第一条 甲", blocks=(Block(kind="article", span=Span(0, 5), marker=Span(0, 3)),))
    facts = (
        Figure(rule="figure", span=Span(0, 3), value=Span(1, 2), unit=Span(2, 3), sort="time"),
        Points(rule="points", span=Span(0, 5), members=(Span(0, 1), Span(1, 2)), bodies=(Span(0, 2), Span(2, 5)), lead=None),
    )
    assert coding.loads(kind, coding.dumps(kind, (document, facts))) == (document, facts)


@pytest.mark.parametrize(
    "data",
    [b"", b"no", zlib.compress(b"{"), zlib.compress(b"[]"), zlib.compress(b"[1,2,3]"), zlib.compress(b"null"), zlib.compress(b"\xff")],
)
def test_other_bytes_are_an_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        coding.loads(Sample, data)


def test_a_byte_that_is_lost_or_turned_is_an_error() -> None:
    data = coding.dumps(Sample, SAMPLE)
    for broken in (data[:-1], data[:20] + bytes([data[20] ^ 4]) + data[21:]):
        with pytest.raises(ValueError):
            coding.loads(Sample, broken)


def test_what_has_no_way_to_be_written_is_told_at_once() -> None:
    for kind in (dict[str, int], list[int], int | Pair, object):
        with pytest.raises(TypeError):
            coding.dumps(kind, None)
    with pytest.raises(TypeError):
        coding.dumps(Sample, Pair(1, ""))


def test_it_is_plain_json() -> None:
    assert json.loads(zlib.decompress(coding.dumps(Pair, Pair(1, "甲")))) == [1, "甲"]
