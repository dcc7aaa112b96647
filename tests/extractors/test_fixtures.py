"""Runs tests/extractors/NAME.md against the rule NAME. Adding a case is adding text.

A fixture is prose with fenced blocks. A ``text`` (or ``md``) block is a source, read as a file of that kind; the
``facts`` block after it lists what the rule finds there, in order, one YAML item a line:

    ```text
    要不断增强责任感、使命感、紧迫感。
    ```
    ```facts
    - {type: series, members: [责任感, 使命感, 紧迫感], open: false}
    ```

``type`` is the fact's class in small letters. Every other key is a field of the fact: a span is given by its text, a
tuple of spans by a list of texts, an absent one by ``none``; fields that are not named are not compared. An empty block
is a near miss: the rule must find nothing. ``- {diagnostic: unclosed-quote, line: 1}`` expects a diagnostic.
``facts some`` instead of ``facts``: these are found, others may be as well. A heading above a source names its case.
Each case also runs the invariants: spans lie in the text and in their fact, and two readings give the same facts.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from quizgen import readers
from quizgen.diagnostics import Diagnostic
from quizgen.extractors import EXTRACTORS
from quizgen.model import Block, Document, Source, Span
from quizgen.reading import Reading

HERE = Path(__file__).parent
BLOCK = re.compile(r"^```(text|md|facts)( some)?\n(.*?)^```$|^#+ ([^\n]*)$", re.M | re.S)


class Case(NamedTuple):
    rule: str
    name: str
    kind: str
    source: str
    some: bool
    want: list[dict[str, Any]]


def document(source: str, *, kind: str = "text") -> Document:
    """A document of the source as the project's reader gives it."""
    path = "case.md" if kind == "md" else "case.txt"
    if hasattr(readers, "read_source"):
        read: Document = readers.read_source(source.encode(), path=path)[0]
        return read
    blocks = [Block(kind="paragraph", span=Span(*m.span())) for m in re.finditer(r"\S.*\S|\S", source)]
    lines = tuple(m.start() for m in re.finditer(r"^", source, re.M))
    return Document(source=Source(id="x", path=path, sha256=""), text=source, blocks=tuple(blocks), lines=lines)


def cases() -> list[Case]:
    out: list[Case] = []
    for path in sorted(HERE.glob("*.md")):
        name, kind, source = "", "text", None
        for m in BLOCK.finditer(path.read_text(encoding="utf-8")):
            if m[4] is not None:
                name = m[4]
            elif m[1] != "facts":
                assert source is None, f"{path.name}: a source without a facts block: {source}"
                kind, source = m[1], m[3]
            else:
                assert source is not None, f"{path.name}: a facts block without a source: {m[3]}"
                want = yaml.load(m[3], Loader=yaml.BaseLoader) or []  # base: every scalar stays text
                out.append(Case(path.stem, name, kind, source, bool(m[2]), want))
                source = None
        assert source is None, f"{path.name}: a source without a facts block: {source}"
    return out


CASES = cases()
RULES = {e.name: e for e in EXTRACTORS}


def shown(value: object, document: Document) -> object:
    """A field as the fixture writes it."""
    match value:
        case None:
            return "none"
        case Span():
            return document.slice(value)
        case tuple():
            return [shown(v, document) for v in value]
        case bool() | int() | float():
            return str(value).lower()
    return str(value)


def described(found: object, document: Document) -> dict[str, Any]:
    if isinstance(found, Diagnostic):
        return {"diagnostic": found.name, "line": str(found.line), "column": str(found.column), "message": found.message}
    assert is_dataclass(found)
    out: dict[str, Any] = {"type": type(found).__name__.lower()}
    for f in fields(found):
        out[f.name] = shown(getattr(found, f.name), document)
    return out


def agrees(want: dict[str, Any], got: dict[str, Any]) -> bool:
    return all(got.get(k) == v for k, v in want.items())


@pytest.mark.parametrize("case", CASES, ids=[f"{c.rule}: {c.name} {i}" for i, c in enumerate(CASES)])
def test_case(case: Case) -> None:
    doc = document(case.source, kind=case.kind)
    found = list(RULES[case.rule].find(Reading(doc)))
    got = [described(f, doc) for f in found]
    brief = [{k: d.get(k) for k in sorted({k for w in case.want for k in w} | {"type", "members"}) if k in d} for d in got]
    said = f"\n{case.source}want {case.want}\ngot  {brief}"
    if case.some:
        for want in case.want:
            assert any(agrees(want, g) for g in got), said
    else:
        assert len(got) == len(case.want), said
        assert all(agrees(w, g) for w, g in zip(case.want, got, strict=True)), said
    for f in found:
        check_spans(f, doc, case.rule)
    again = list(RULES[case.rule].find(Reading(document(case.source, kind=case.kind))))
    assert found == again


def check_spans(found: object, doc: Document, rule: str) -> None:
    """Each span lies in the text, holds something, has no white space at its ends and lies in the fact's span;
    members come in order and do not overlap."""
    if isinstance(found, Diagnostic):
        return
    whole = found.span  # type: ignore[attr-defined]
    assert found.rule == rule  # type: ignore[attr-defined]
    for f in fields(found):  # type: ignore[arg-type]
        value = getattr(found, f.name)
        spans = [value] if isinstance(value, Span) else list(value) if isinstance(value, tuple) else []
        for s in spans:
            assert isinstance(s, Span)
            text = doc.slice(s)
            assert 0 <= s.start < s.end <= len(doc.text), (f.name, s)
            assert text == text.strip(), (f.name, text)
            if f.name not in ("lead", "time", "occasion", "speaker"):  # these may stand before the fact
                assert whole.covers(s), (f.name, text, doc.slice(whole))
        if f.name == "members":
            assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_every_rule_has_a_fixture() -> None:
    assert {e.name for e in EXTRACTORS} <= {c.rule for c in CASES}


def test_every_fixture_has_a_rule() -> None:
    assert {c.rule for c in CASES} <= set(RULES)
