"""DOCX prints: styles, Word's numbering and tables, in the order that the schema wants."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.exporters import _ooxml
from quizgen.exporters.docx import export

W = f"{{{_ooxml.W}}}"


def opened(paper, **options):
    import docx

    return docx.Document(io.BytesIO(export(paper, **options)))


def test_numbers_are_words_own(paper):
    document = opened(paper)
    numbering = document.part.numbering_part.element
    formats = {e.get(f"{W}val") for e in numbering.iter(f"{W}numFmt")}
    assert {"chineseCounting", "decimal", "upperLetter"} <= formats
    for style, level in (("Quiz Section", "0"), ("Quiz Item", "0"), ("Quiz Option", "1")):
        number = document.styles[style].element.find(f"{W}pPr/{W}numPr")
        assert number.find(f"{W}ilvl").get(f"{W}val") == level
    items = [p for p in document.paragraphs if p.style.name == "Quiz Item"]
    assert len(items) == sum(len(s.items) for s in paper.sections)
    assert not any(re.match(r"\d+\.", p.text) for p in items), "the number is not typed"


def test_options_stand_in_tables_or_lines_and_nothing_is_torn(paper):
    document = opened(paper)
    assert len(document.tables) > 5
    for row in (r for t in document.tables for r in t.rows):
        assert row._tr.find(f"{W}trPr/{W}cantSplit") is not None
    body = list(document.element.body)
    for i, element in enumerate(body):
        if element.tag == f"{W}p" and element.find(f"{W}pPr/{W}pStyle") is not None:
            style = element.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            if style == "QuizItem" and body[i + 1].tag == f"{W}tbl":
                assert element.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("key", [False, "only", "in-place"])
def test_properties_stand_in_the_order_of_the_schema(paper, key):
    document = opened(paper, key=key, sheet="a3")
    parts = [document.element, document.styles.element, document.sections[0].header._element, document.sections[0].footer._element]
    for root in parts:
        for name, words in _ooxml._ORDER.items():
            rank = {f"{W}{word}": i for i, word in enumerate(words.split())}
            for element in root.iter(f"{W}{name}"):
                found = [rank[c.tag] for c in element if c.tag in rank and not c.tag.endswith("Reference")]
                assert found == sorted(found), (name, [c.tag for c in element])
                once = [c.tag for c in element if not c.tag.endswith("Reference")]
                assert len(set(once)) == len(once), (name, once)


def test_pages(paper):
    from docx.shared import Mm

    assert abs(opened(paper).sections[0].page_width - Mm(210)) < 1000
    wide = opened(paper, sheet="8k").sections[0]
    assert abs(wide.page_width - Mm(390)) < 1000 and abs(wide.page_height - Mm(270)) < 1000
    assert wide._sectPr.find(f"{W}cols").get(f"{W}num") == "2"
    fields = [e.get(f"{W}instr").strip() for e in wide.footer._element.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_no_clock_in_the_package(paper):
    with zipfile.ZipFile(io.BytesIO(export(paper))) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01" in package.read("docProps/core.xml")


def test_characters_that_xml_cannot_hold_do_not_break_the_file(paper):
    section = paper.sections[0]
    item = replace(section.items[0], stem="甲\x00\x0b<&>\"（　　）")
    changed = replace(paper, sections=(replace(section, items=(item, *section.items[1:])), *paper.sections[1:]))
    assert any('甲<&>"（' in p.text for p in opened(changed).paragraphs)


def test_without_python_docx_the_extra_is_named(monkeypatch, paper):
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(QuizgenError, match=r"pip install 'quizgen\[print\]'"):
        export(paper)
