"""HTML prints: nothing gets out of its text, nothing is loaded, and what the conventions ask for is there."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from quizgen.exporters import _print as print_
from quizgen.exporters.html import export
from quizgen.model import BLANK, CHOICE, Paper, PaperItem, PaperSection

NASTY = """<script>alert(1)</script><img src=x onerror="alert(1)">&amp;"'</style></title>\\3c ${x} {{y}}"""


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def tags(data: bytes) -> Tags:
    parser = Tags()
    parser.feed(data.decode())
    return parser


def one(kind, stem, key, *options, **rest) -> Paper:
    item = PaperItem(id="x1", stem=stem, key=tuple(key), options=options, points=2.0, **rest)
    section = PaperSection(kind=kind, heading="题", items=(item,))
    return Paper(title="卷", id="p", sections=(section,))


def nasty() -> Paper:
    item = PaperItem(
        id="x1", stem=NASTY + CHOICE, key=(NASTY + "1",), options=(NASTY + "1", NASTY + "2"), points=1.0,
        explanation=NASTY, quote=NASTY, place=NASTY,
    )
    section = PaperSection(kind="single", heading=NASTY, note=NASTY, items=(item,))
    return Paper(title=NASTY, id="p", head=(NASTY,), sections=(section,))


@pytest.mark.parametrize("key", [False, "only", "in-place"])
def test_everything_is_escaped(key):
    data = export(nasty(), key=key)
    found = tags(data)
    allowed = {
        "html", "head", "meta", "title", "style", "body", "main", "section", "div", "span", "p", "h1", "h2", "h3",
        "table", "tr", "th", "td", "ol", "li", "i", "b", "em", "br",
    }
    assert {tag for tag, _ in found.seen} <= allowed
    assert not any(name.startswith("on") or name in ("src", "href") for _, attrs in found.seen for name in attrs)
    assert NASTY in found.text
    style = re.search(rb"<style>(.*?)</style>", data, re.S)
    assert style is not None and b"script" in style[1] and b"<" not in style[1]


def test_nothing_is_loaded(paper):
    for key in (False, "only", "in-place"):
        text = export(paper, key=key).decode()
        assert "default-src 'none'" in text
        assert not re.search(r"url\(|@import|https?:|<link|<script|<iframe|src=", text)


def test_negative_words_are_marked():
    for stem, word in (
        ("下列各项中，不属于危险废物的有（　　）。", "不属于"),
        ("下列说法错误的是（　　）。", "错误"),
        ("关于借阅，以下做法不正确的一项是（　　）。", "不正确"),
    ):
        assert [p.text for p in print_.pieces("single", stem) if p.sort == "negative"] == [word]
    for stem in ("干部不得（　　）。", "剔除不属于本馆的图书，应当报（　　）批准。", "期限不是固定的，由（　　）决定。"):
        assert not [p for p in print_.pieces("single", stem) if p.sort == "negative"]
    assert not [p for p in print_.pieces("truefalse", "说法错误的是") if p.sort == "negative"]


@pytest.mark.parametrize(
    ("options", "columns"),
    [
        (("三年", "五年", "七年", "九年"), 4),
        (("三年", "五年", "七年"), 4),
        (("三年", "五年", "七年", "九年", "十年"), 5),
        (("提高政治站位和政治能力", "坚持问题导向", "强化责任", "严明纪律"), 2),
        (("读者至上，开放共享，安静有序，让每一册书都找到它的读者", "乙", "丙", "丁"), 1),
    ],
)
def test_columns_by_width(options, columns):
    assert print_.columns(options, 41) == columns
    assert f'class="options c{columns}"' in export(one("single", "问（　　）。", options[:1], *options)).decode()


def test_conventions_of_a_section():
    text = export(one("truefalse", "古籍不得外借。", ["对"])).decode()
    assert "一、题（共1题，2分）" in text
    assert '古籍不得外借。<span class="choice">（　　）</span>' in text
    recall = export(one("recall", "哪三项？", ["甲", "乙", "丙"])).decode()
    assert recall.count("<i></i>") >= 4


def test_points_that_differ_are_said_with_each_item():
    paper = one("recall", "甲？", ["乙"])
    section = paper.sections[0]
    more = replace(section, items=(section.items[0], replace(section.items[0], id="x2", points=5.5)))
    text = export(replace(paper, sections=(more,))).decode()
    assert "（共2题，共7.5分）" in text and "（2分）" in text and "（5.5分）" in text


def test_blanks_do_not_tell_the_length_of_the_answer():
    widths = {print_.blank_width("字" * n) for n in range(1, 4)}
    assert widths == {6, 9} and print_.blank_width("字" * 60) == 24


@pytest.mark.parametrize(("n", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")])
def test_numerals(n, text):
    assert print_.numeral(n) == text


def test_the_seal_stands_on_every_page(paper, printed, reading, tmp_path):
    import subprocess

    (tmp_path / "p.pdf").write_bytes(printed(export(paper)))
    text = subprocess.run([reading.pdftotext, "-raw", "p.pdf", "-"], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) > 1 and all({"密", "封", "线"} <= set(page.split("\n")) for page in pages)
    assert "姓" in pages[0] and "姓" not in pages[1]


@pytest.mark.parametrize("setter", ["chromium", "typst"])
def test_the_head_of_a_section_stays_with_its_first_item(setter, printed, reading, tmp_path):
    from quizgen.exporters import pdf
    from tests.exporters.prints import pdf_pages, squeeze

    note = "下列各题有两项或两项以上符合题意，请将其字母填入括号内；" * 2 + "多选、少选、错选均不得分。"
    torn = 0
    for n in range(20, 30):
        fill = tuple(PaperItem(id=f"c{i}", stem=f"第{i}处渠系由{BLANK}养护。", key=("农户",), points=1.0) for i in range(n))
        choice = PaperItem(id="m", stem=f"属于渠系的有{CHOICE}。", key=("干渠", "支渠"), options=("干渠", "支渠", "水塔"), points=2.0)
        sections = (PaperSection(kind="cloze", heading="填空题", items=fill), PaperSection(kind="multiple", heading="多项选择题", note=note, items=(choice,)))
        paper = Paper(title="卷", id="p", sections=sections)
        data = printed(export(paper)) if setter == "chromium" else pdf.export(paper)
        pages = [squeeze(page) for page in pdf_pages(data, reading.pdftotext, tmp_path)]
        (page,) = [p for p in pages if "多项选择题" in p]
        assert "错选均不得分" in page and "属于渠系的有" in page, n
        torn += page != pages[0]
    assert 0 < torn < 10, "the section moves from the first page to the second"
