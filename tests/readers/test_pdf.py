"""PDFs as Chromium and LibreOffice print them: broken lines, running heads, page numbers, notes, columns, scans."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.readers import read_source
from tests.readers.making import blocks, converted, printed, read

NeedProgram = Callable[[str], str]
FACTS = (
    "这条渠是三十年前修的，当时没有机器，石头是一块一块背上来的，全村老少修了整整四年，才把雪水引到村口，从那以后庄稼年年有收成。",
    "修渠的人大多不在了，他们的名字刻在渠头的石碑上，每年放水那天，村里都要把石碑擦洗一遍，念一遍名字，再开闸，这个规矩一直没有断过。",
    "石匠老周带着三个徒弟，从山脚凿到山腰，凿坏了四百多根钢钎，手上的茧子比石头还硬，他常说石头怕的是天天来的人，不怕力气大的人。",
    "铁匠铺的火三年没有熄过，白天打钎，夜里修锄，工钱记在账上，后来谁也没有去要，账本如今还在村史馆里放着，纸已经黄了，字还看得清。",
)
HEADS = """<style>@page { @top-center { content: "渠水手册　内部资料" } @bottom-center { content: "— " counter(page) " —" } }</style>"""
STYLE = """<style>@page { size: A5; margin: 22mm 16mm }
body { font: 11pt/1.6 "Noto Serif CJK SC" } p { text-indent: 2em; margin: 0; text-align: justify }</style>"""


def page(body: str, style: str = STYLE) -> str:
    return f'<!doctype html><html lang="zh"><head><meta charset="utf-8">{style}</head><body>{body}</body></html>'


def texts(data: bytes) -> list[str]:
    return [t for _, _, _, t in blocks(read(data, "a.pdf"))]


def test_paragraphs_run_on_over_pages_with_running_heads(tmp_path: Path, need_program: NeedProgram) -> None:
    walks = "".join(f"{n}月走了{37 * n % 89}步，捡了{53 * n % 61}块石头，" for n in range(1, 7))
    want = [re.sub(r"\d+", lambda m, k=k: str(int(m[0]) * k), f"1段。{FACTS[k % 4]}{walks}都记在账上。") for k in range(1, 20)]
    data = printed(page("".join(f"<p>{t}</p>" for t in want), STYLE + HEADS), tmp_path, need_program("chromium"), "--no-pdf-header-footer")
    document = read(data, "a.pdf")
    assert [document.slice(b.span) for b in document.blocks] == want
    assert len(document.pages) >= 4 and document.pages[0] == 0
    inside = [at for at in document.pages[1:] if document.text[at - 1] != "\n"]
    assert inside, "a page should have ended inside a paragraph"
    for at in inside:
        before, after = document.locate(at - 1), document.locate(at)
        assert (before.page + 1, before.line) == (after.page, after.line)


def test_headings_by_size_notes_and_powers(tmp_path: Path, need_program: NeedProgram) -> None:
    style = STYLE + "<style>.n { font-size: 7.5pt; position: absolute; bottom: 0 } .n p { text-indent: 0 }</style>"
    body = (
        f"<h1>渠水手册</h1><p>{FACTS[0]}</p><h2>修渠的人</h2><p>{FACTS[1]}面积10<sup>3</sup>亩，见村志<sup>[1]</sup>。</p>"
        f"<h2>护渠的人</h2><p>{FACTS[2]}</p><div class=n><p>[1] 村志第三卷，第十二页。</p></div>"
    )
    data = printed(page(body, style), tmp_path, need_program("chromium"), "--no-pdf-header-footer")
    document, said = read_source(data, path="a.pdf")
    assert blocks(document) == [
        ("heading", 1, "", "渠水手册"),
        ("paragraph", 0, "", FACTS[0]),
        ("heading", 2, "", "修渠的人"),
        ("paragraph", 0, "", FACTS[1] + "面积10³亩，见村志。"),
        ("heading", 2, "", "护渠的人"),
        ("paragraph", 0, "", FACTS[2]),
    ]
    assert document.title == "渠水手册"
    assert [d.name for d in said] == ["notes-left-out"]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path, need_program: NeedProgram) -> None:
    style = STYLE + "<style>body { columns: 2; column-gap: 8mm; column-fill: auto; height: 150mm }</style>"
    want = [f"第{n}段。{FACTS[n % 4]}" for n in range(1, 9)]
    data = printed(page("".join(f"<p>{t}</p>" for t in want), style), tmp_path, need_program("chromium"), "--no-pdf-header-footer")
    assert texts(data) == want


def test_english_is_joined_with_blanks(tmp_path: Path, need_program: NeedProgram) -> None:
    text = (
        "The canal was dug thirty years ago, when there were no machines in the valley and every stone was carried up by "
        "hand; it took the whole village four years to bring the melt water down to the gate, and nobody has forgotten it."
    )
    style = "<style>@page { size: A5 } body { font: 11pt/1.5 serif } p { margin: 0 0 1em }</style>"
    data = printed(page(f"<p>{text}</p><p>{text}</p>", style), tmp_path, need_program("chromium"), "--no-pdf-header-footer")
    document = read(data, "a.pdf")
    assert [document.slice(b.span) for b in document.blocks] == [text, text]
    assert document.language == "en"


def test_characters_that_pdf_writers_confuse_are_put_right(tmp_path: Path, need_program: NeedProgram) -> None:
    data = printed(page("<p>一人一日，山水木石金土，大小高长，见文言，行走飞鸟。</p>"), tmp_path, need_program("chromium"))
    text = read(data, "a.pdf").text
    assert text == "一人一日，山水木石金土，大小高长，见文言，行走飞鸟。"
    assert not re.search("[\u2e80-\u2fdf]", text)


def test_tables_are_rows(tmp_path: Path, need_program: NeedProgram) -> None:
    table = "".join(f"<tr><td>{a}<td>{b}<td>{c}" for a, b, c in (("渠段", "长度", "护渠人"), ("上渠", "二里", "老周"), ("下渠", "三里半", "老李")))
    style = STYLE + "<style>td { padding: 2px 8px; border: 1px solid }</style>"
    body = page(f"<p>{FACTS[0]}</p><table>{table}</table><p>{FACTS[1]}</p>", style)
    assert [(k, t) for k, _, _, t in blocks(read(printed(body, tmp_path, need_program("chromium")), "a.pdf"))] == [
        ("paragraph", FACTS[0]),
        ("row", "渠段\t长度\t护渠人"),
        ("row", "上渠\t二里\t老周"),
        ("row", "下渠\t三里半\t老李"),
        ("paragraph", FACTS[1]),
    ]


TYPST = """#set page(paper: "a5", header: align(center)[渠水手册　内部资料], numbering: "1")
#set text(font: "Noto Serif CJK SC", size: 11pt, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
= 渠水手册
{0}面积约10#super[3]亩，全长4.2公里#footnote[村志第三卷。]。
== 一、修渠的人
{1}
+ 石匠
+ 铁匠
- 老周
- 老李
== 二、护渠的人
{2}

{3}
"""


def test_of_typst(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    source = tmp_path / "page.typ"
    source.write_text(TYPST.format(*(f * 3 for f in FACTS)), encoding="utf-8")
    document = read(typst.compile(str(source)), "a.pdf")
    assert blocks(document) == [
        ("heading", 1, "", "渠水手册"),
        ("paragraph", 0, "", FACTS[0] * 3 + "面积约10³亩，全长4.2公里。"),
        ("heading", 2, "", "一、修渠的人"),
        ("paragraph", 0, "", FACTS[1] * 3),
        ("point", 1, "", "1. 石匠"),
        ("point", 1, "", "2. 铁匠"),
        ("point", 2, "", "• 老周"),
        ("point", 2, "", "• 老李"),
        ("heading", 2, "", "二、护渠的人"),
        ("paragraph", 0, "", FACTS[2] * 3),
        ("paragraph", 0, "", FACTS[3] * 3),
    ]


def test_a_scan_says_so(tmp_path: Path, need_program: NeedProgram) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'><rect width='300' height='200' fill='gray'/></svg>"
    style = "<style>@page { size: A5 } img { width: 90% ; break-after: page }</style>"
    picture = f'<img src="data:image/svg+xml,{svg}">'.replace("<svg", "%3Csvg").replace("/svg>", "/svg%3E").replace("<rect", "%3Crect").replace("'/>", "'/%3E").replace("'>%", "'%3E%")
    data = printed(page(picture * 2, style), tmp_path, need_program("chromium"), "--no-pdf-header-footer")
    with pytest.raises(QuizgenError, match="ocrmypdf") as caught:
        read_source(data, path="a.pdf")
    assert caught.value.diagnostics[0].name == "scanned-pdf"


def test_a_page_of_pictures_among_text_is_a_warning(tmp_path: Path, need_program: NeedProgram) -> None:
    body = "".join(f"<p>{t}</p>" for t in FACTS * 2) + "<div style='break-before:page;height:40mm;background:gray'></div>"
    _, said = read_source(printed(page(body), tmp_path, need_program("chromium"), "--no-pdf-header-footer"), path="a.pdf")
    assert [(d.name, d.severity) for d in said] == [("page-without-text", "warning")]


def test_of_libreoffice_and_with_a_password(tmp_path: Path, need_program: NeedProgram) -> None:
    soffice = need_program("soffice")
    body = f"<h1>渠水手册</h1><p>{FACTS[0]}</p><p>{FACTS[1]}</p><ul><li>石匠</li><li>铁匠</li></ul>"
    html = page(body, "").encode()
    office = converted(html, ".html", "docx:MS Word 2007 XML", tmp_path, soffice)
    document = read(converted(office, ".docx", "pdf", tmp_path, soffice), "a.pdf")
    assert [document.slice(b.span) for b in document.blocks][:3] == ["渠水手册", FACTS[0], FACTS[1]]
    assert [b.kind for b in document.blocks][3:] == ["point", "point"]
    option = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    locked = converted(office, ".docx", f"pdf:writer_pdf_Export:{option}", tmp_path, soffice)
    with pytest.raises(QuizgenError, match="password"):
        read_source(locked, path="a.pdf")
