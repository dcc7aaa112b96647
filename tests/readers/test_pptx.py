"""Presentations, made with python-pptx."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from quizgen.diagnostics import QuizgenError
from quizgen.readers import read_source
from quizgen.sections import section_path
from tests.readers.making import blocks, read


def fill(frame: Any, lines: list[tuple[int, str]], numbered: str = "") -> None:
    for k, (level, text) in enumerate(lines):
        paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        if numbered:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(properties.makeelement(f"{{{properties.nsmap['a']}}}buAutoNum", {"type": numbered}))


def slides() -> bytes:
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "渠水课", "周石匠"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "修渠的\v手艺"
    fill(second.placeholders[1].text_frame, [(0, "开山"), (1, "打眼"), (1, "清渣"), (0, "一、凿石")])
    second.notes_slide.notes_text_frame.text = "备注不读"
    third = deck.slides.add_slide(deck.slide_layouts[5])
    third.shapes.title.text = "修渠的 手艺"
    low = third.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1)).text_frame
    fill(low, [(0, "选线"), (0, "砌石")], numbered="ea1ChsPlain")
    third.shapes.add_textbox(Inches(1), Inches(2), Inches(3), Inches(1)).text_frame.text = "上面的话。"
    group = third.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(5), Inches(2), Inches(2), Inches(1)).text_frame.text = "右边的话。"
    table = third.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
    for (r, c), text in {(0, 0): "渠段", (0, 1): "长度", (1, 0): "上渠", (1, 1): "二里"}.items():
        table.cell(r, c).text = text
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


WANT = [
    ("heading", 1, "", "渠水课"),
    ("paragraph", 0, "", "周石匠"),
    ("heading", 2, "", "修渠的 手艺"),
    ("point", 1, "•", "开山"),
    ("point", 2, "•", "打眼"),
    ("point", 2, "•", "清渣"),
    ("point", 1, "", "一、凿石"),
    ("paragraph", 0, "", "上面的话。"),
    ("paragraph", 0, "", "右边的话。"),
    ("row", 0, "", "渠段\t长度"),
    ("row", 0, "", "上渠\t二里"),
    ("point", 1, "一、", "选线"),
    ("point", 1, "二、", "砌石"),
]


def test_slides_tables_lists_and_boxes() -> None:
    document = read(slides(), "a.pptx")
    assert blocks(document) == WANT
    assert document.title == "渠水课"
    at = document.text.index("砌石")
    assert document.locate(at).page == 3
    assert section_path(document, at) == ("修渠的 手艺",)


def test_an_old_ppt_says_what_to_do() -> None:
    with pytest.raises(QuizgenError, match=r"save it as \.pptx"):
        read_source(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, path="a.pptx")
