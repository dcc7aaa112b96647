"""PDF prints: text is never code, fonts are found and what they lack is named, long items flow."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.exporters import _fonts
from quizgen.exporters.pdf import export
from quizgen.model import Paper, PaperItem, PaperSection

CODE = """#panic("x") *b* _i_ $x^2$ `r` @ref <lab> // c \\u{41} = h #let x = 1; [y] {z} ~ -- ... "q" 'a'"""


def one(kind, stem, key, *options, title="卷", **rest) -> Paper:
    item = PaperItem(id="x1", stem=stem, key=tuple(key), options=options, points=2.0, **rest)
    return Paper(title=title, id="p", head=("姓名",), sections=(PaperSection(kind=kind, heading="题", items=(item,)),))


@pytest.mark.parametrize("key", [False, "only", "in-place"])
def test_text_of_a_source_is_never_code(key, reading, tmp_path):
    paper = one("single", CODE + "（　　）", [CODE + "1"], CODE + "1", CODE + "2", title=CODE, explanation=CODE, quote=CODE, place=CODE)
    text = reading.module.pdf_text(export(paper, key=key), reading.pdftotext, tmp_path)
    assert text.count(reading.module.squeeze(CODE)) >= (4 if key else 3)


def test_line_breaks_stay(reading, tmp_path):
    pages = reading.module.pdf_pages(export(one("recall", "第一行\n第二行", ["甲"])), reading.pdftotext, tmp_path)
    assert "第一行\n第二行" in pages[0]


def test_an_item_longer_than_a_page_flows(reading, tmp_path):
    long = "".join(f"第{n}句说的是图书馆的规矩，" for n in range(400))
    paper = one("recall", long, ["甲"])
    pages = reading.module.pdf_pages(export(paper), reading.pdftotext, tmp_path)
    assert len(pages) >= 3
    text = reading.module.pdf_text(export(paper), reading.pdftotext, tmp_path)
    assert reading.module.squeeze(long) in text


def test_a_character_that_no_font_holds_is_named(paper):
    lost = "\U0010fffd"
    section = paper.sections[0]
    items = (section.items[0], replace(section.items[1], explanation=f"见{lost}"), *section.items[2:])
    broken = replace(paper, sections=(replace(section, items=items), *paper.sections[1:]), path="p.yaml")
    with pytest.raises(QuizgenError) as caught:
        export(broken)
    (said,) = caught.value.diagnostics
    assert (said.name, said.path) == ("font-lacks-character", "p.yaml")
    assert f"{lost} (U+10FFFD) of item 2 ({section.items[1].id})" in said.message
    with pytest.raises(QuizgenError, match="of the head of the paper"):
        export(replace(paper, title=f"卷{lost}"))


def test_fonts_that_are_named(paper):
    with pytest.raises(QuizgenError, match="there is no font “No Such Song” here"):
        export(paper, fonts=["No Such Song"])
    with pytest.raises(QuizgenError, match="there is no sheet “b5”: a4, letter, a3, 8k"):
        export(paper, sheet="b5")  # type: ignore[arg-type]


def test_the_fonts_that_the_extra_brings(paper, shared, reading, tmp_path):
    """A machine without fonts prints Chinese: only what pip installed is looked at."""
    try:
        import pylopdf_fonts_zh_cn
    except ImportError:
        shared.need_program("pylopdf-fonts-zh-cn")
        raise
    data = export(paper, system_fonts=False)
    text = reading.module.pdf_text(data, reading.pdftotext, tmp_path)
    assert reading.module.missing(text, reading.module.expected(paper.form())) == []
    assert b"NotoSerifSC" in data and b"NotoSansSC" in data
    face = SimpleNamespace(path=str(pylopdf_fonts_zh_cn.serif_path()), index=0, family="x")
    assert _fonts._covers(face, "卷") and not _fonts._covers(face, "\U0010fffd")


def test_a_machine_without_any_font(monkeypatch, paper):
    monkeypatch.setitem(__import__("sys").modules, "pylopdf_fonts_zh_cn", None)
    _fonts._load.cache_clear()
    try:
        with pytest.raises(QuizgenError, match="no font here holds Chinese"):
            export(paper, system_fonts=False)
    finally:
        _fonts._load.cache_clear()


def test_without_typst_the_extra_is_named(monkeypatch, paper):
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(QuizgenError, match=r"pip install 'quizgen\[print\]'"):
        export(paper)


def test_two_columns_and_folded_sheets(paper, reading, tmp_path):
    for options in ({"columns": 2}, {"sheet": "a3"}, {"sheet": "8k"}, {"sheet": "letter"}):
        data = export(paper, **options)
        text = reading.module.pdf_text(data, reading.pdftotext, tmp_path)
        assert reading.module.missing(text, reading.module.expected(paper.form())) == [], options


@pytest.mark.parametrize("options", [{}, {"columns": 2}, {"sheet": "a3"}])
def test_no_mark_stands_at_the_start_of_a_line(paper, reading, tmp_path, options):
    """Before every closing mark stands a word on the same line, close by."""
    import re
    import subprocess

    (tmp_path / "p.pdf").write_bytes(export(paper, key="in-place", **options))
    text = subprocess.run([reading.pdftotext, "-bbox", "p.pdf", "-"], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    alone, marks = [], 0
    for page in text.split("<page")[1:]:
        found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', page)
        words = [(float(x), float(y), float(x2), float(y2), word) for x, y, x2, y2, word in found]
        for x, y, _, y2, word in words:
            if word[0] in "，。；：、？！）》”":
                marks += 1
                middle = (y + y2) / 2
                if not any(v < middle < v2 and u < x - 2 and x - u2 < 14 for u, v, u2, v2, _ in words):
                    alone.append(word)
    assert alone == [] and marks > 3


def cmap(form: int) -> bytes:
    """A character map that holds 一二三."""
    if form == 4:
        head = struct.pack(">HHHHHHH", 4, 32, 0, 4, 4, 1, 0)
        body = head + struct.pack(">HHHHHHHHH", 0x4E09, 0xFFFF, 0, 0x4E00, 0xFFFF, 0, 0, 0, 0)
    else:
        body = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0x4E00, 0x4E09, 1)
    return struct.pack(">HHHHI", 0, 1, 3, 1 if form == 4 else 10, 12) + body


@pytest.mark.parametrize("form", [4, 12])
@pytest.mark.parametrize("collection", [False, True])
def test_what_a_font_holds_is_read_from_its_tables(form, collection, tmp_path: Path):
    table = cmap(form)
    start = 16 if collection else 0
    font = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, start + 28, len(table)) + table
    path = tmp_path / "f.ttc"
    path.write_bytes((b"ttcf" + struct.pack(">III", 0x00010000, 1, 16) if collection else b"") + font)
    face = SimpleNamespace(path=str(path), index=0, family="x")
    assert [_fonts._covers(face, c) for c in "一三上字\u4dff"] == [True, True, False, False, False]


def test_a_file_that_is_no_font_holds_nothing(tmp_path: Path):
    (tmp_path / "x.ttf").write_bytes(b"no font at all")
    face = SimpleNamespace(path=str(tmp_path / "x.ttf"), index=0, family="x")
    assert not _fonts._covers(face, "一")
