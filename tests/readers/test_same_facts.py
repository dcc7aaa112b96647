"""One text that carries every rule, in five formats: the same facts, whatever program wrote the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from quizgen.extractors import EXTRACTORS, extract
from quizgen.model import Document, Span
from quizgen.reading import Reading
from tests.readers.making import converted, printed, read

PAGE = (Path(__file__).parent / "every_rule.html").read_text(encoding="utf-8")
NeedProgram = Callable[[str], str]


def as_text(page: str, *, heading: str = "") -> str:
    """The page as a person would type it, one paragraph a line."""
    body = page[page.index("<body>") :]
    body = re.sub(r"<h(\d)>", lambda m: "\n" + heading * int(m[1]) + " " * bool(heading), body)
    return "\n\n".join(line.strip() for line in re.sub("</?(?:p|h|body|html)[^>]*>", "\n", body).split("\n") if line.strip())


def told(document: Document) -> list[tuple[str, ...]]:
    """Every fact: its rule, its class, and the text of all its spans."""
    out: list[tuple[str, ...]] = []
    for fact in extract(Reading(document))[0]:
        parts: list[str] = []
        for f in fields(fact):
            value = getattr(fact, f.name)
            match value:
                case Span():
                    parts.append(f"{f.name}={' '.join(document.slice(value).split())}")
                case tuple():
                    parts += [f"{f.name}={' '.join(document.slice(v).split())}" for v in value]
                case bool() | int() | str():
                    parts.append(f"{f.name}={value}")
        out.append((type(fact).__name__, *parts))
    return out


@pytest.fixture(scope="module")
def want() -> list[tuple[str, ...]]:
    return told(read(as_text(PAGE), "手册.txt"))


def test_the_text_carries_every_rule(want: list[tuple[str, ...]]) -> None:
    rules = {part.removeprefix("rule=") for fact in want for part in fact if part.startswith("rule=")}
    assert rules == {e.name for e in EXTRACTORS}


def test_html(want: list[tuple[str, ...]]) -> None:
    assert told(read(PAGE, "手册.html")) == want


def test_markdown(want: list[tuple[str, ...]]) -> None:
    assert told(read(as_text(PAGE, heading="#"), "手册.md")) == want


def test_docx_of_libreoffice(want: list[tuple[str, ...]], tmp_path: Path, need_program: NeedProgram) -> None:
    data = converted(PAGE.encode(), ".html", "docx:MS Word 2007 XML", tmp_path, need_program("soffice"))
    assert told(read(data, "手册.docx")) == want


def test_pdf_of_chromium(want: list[tuple[str, ...]], tmp_path: Path, need_program: NeedProgram) -> None:
    assert told(read(printed(PAGE, tmp_path, need_program("chromium")), "手册.pdf")) == want
