"""Word files: a messy one written out in its own markup, and what LibreOffice makes of lists and tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.readers import read_source
from quizgen.readers._numbering import numeral
from quizgen.sections import article_at, section_path
from tests.readers.making import blocks, converted, read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "{parts}</Types>"
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="9"><w:name w:val="自定义标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="li"><w:name w:val="List Paragraph"/></w:style>
</w:styles>"""


def level(n: int, form: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "第%1章")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{level(0, "chineseCounting", "（%1）")}{level(1, "decimal", "%1.%2", "<w:isLgl/>")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "")}{level(1, "decimalEnclosedCircle", "%2")}</w:abstractNum>
<w:abstractNum w:abstractNumId="3">{level(0, "chineseCountingThousand", "第%1条")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
</w:numbering>"""


def p(text: str, style: str = "", number: str = "", ilvl: int = 0) -> str:
    """A paragraph; text that begins with < is markup."""
    run = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    num = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    pstyle = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{pstyle}{num}</w:pPr>{run}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{r(code)}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml."
        parts = "".join(
            f'<Override PartName="/word/{n}.xml" ContentType="{main}{n}+xml"/>' for n in ("styles", "numbering")
        )
        z.writestr("[Content_Types].xml", TYPES.format(parts=parts))
        z.writestr("_rels/.rels", RELS.format(rels=f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'))
        rels = "".join(f'<Relationship Id="r{i}" Type="{OFFICE}/{n}" Target="{n}.xml"/>' for i, n in enumerate(("styles", "numbering")))
        z.writestr("word/_rels/document.xml.rels", RELS.format(rels=rels))
        z.writestr("word/styles.xml", STYLES)
        z.writestr("word/numbering.xml", NUMBERING)
        z.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def texts(body: str) -> list[tuple[str, int, str, str]]:
    return blocks(read(word(body), "a.docx"))


def test_titles_headings_and_their_generated_numerals() -> None:
    document = read(
        word(
            p("渠水手册", "a3") + p("修渠的人", "1") + p("他们的名字刻在石碑上。") + p("护渠的人", "9") + p("第三章　用水", "1") + p("水票。")
        ),
        "a.docx",
    )
    assert blocks(document) == [
        ("heading", 1, "", "渠水手册"),
        ("heading", 2, "第一章", "修渠的人"),
        ("paragraph", 0, "", "他们的名字刻在石碑上。"),
        ("heading", 2, "第二章", "护渠的人"),
        ("heading", 2, "", "第三章　用水"),
        ("paragraph", 0, "", "水票。"),
    ]
    assert document.title == "渠水手册"
    assert section_path(document, document.text.index("名字")) == ("第一章 修渠的人",)


def test_lists_count_nest_and_start_anew() -> None:
    body = (
        p("护渠人应当：", number="") + p("巡渠；", number="2") + p("早晚各一次", number="2", ilvl=1) + p("雨天加一次", number="2", ilvl=1)
        + p("记账。", number="2") + p("一句闲话。") + p("看闸；", number="3") + p("修闸。", number="3")
        + p("石匠", number="4") + p("老周", number="4", ilvl=1) + p("老李", number="4", ilvl=1)
    )  # fmt: skip
    assert [(lb, lv, t) for _, lv, lb, t in texts(body)] == [
        ("", 0, "护渠人应当："), ("（一）", 1, "巡渠；"), ("1.1", 2, "早晚各一次"), ("1.2", 2, "雨天加一次"), ("（二）", 1, "记账。"),
        ("", 0, "一句闲话。"), ("（一）", 1, "看闸；"), ("（二）", 1, "修闸。"), ("•", 2, "石匠"), ("①", 3, "老周"), ("②", 3, "老李"),
    ]  # fmt: skip


def test_articles_numbered_by_word() -> None:
    document = read(word(p("办法", "a3") + p("为了用水，制定本办法。", number="5") + p("水票一年一发，不得转让。", number="5")), "a.docx")
    assert [b.kind for b in document.blocks] == ["heading", "article", "article"]
    assert article_at(document, document.text.index("水票")) == "第二条"


def test_what_is_shown_and_what_is_not() -> None:
    body = (
        p(r("渠长") + "<w:del>" + "<w:r><w:delText>三</w:delText></w:r></w:del><w:ins>" + r("四") + "</w:ins>" + r("里。"))
        + p(r("看得见") + r("看不见", "<w:vanish/>") + r("。") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p(field("PAGEREF x", "第3页") + r("见图。"))
        + p(r("面积10") + r("3", '<w:vertAlign w:val="superscript"/>') + r("亩，CO") + r("2", '<w:vertAlign w:val="subscript"/>') + r("[1]", '<w:vertAlign w:val="superscript"/>'))
        + p("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>")
        + p("目录行……3", "TOC1")
        + f"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>{p('目录里')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtContent>{p('控件里的话。')}</w:sdtContent></w:sdt>"
        + p("<w:r><w:pict><w:txbxContent>" + p("框里的话。") + "</w:txbxContent></w:pict></w:r>" + r("框外的话。"))
    )  # fmt: skip
    assert [t for _, _, _, t in texts(body)] == [
        "渠长四里。", "看得见。", "第3页见图。", "面积10³亩，CO₂", "第一行", "第二行", "控件里的话。", "框外的话。", "框里的话。",
    ]  # fmt: skip
    _, said = read_source(word(body), path="a.docx")
    assert [(d.name, d.severity) for d in said] == [("notes-left-out", "note")]


def test_tables() -> None:
    def cell(text: str, props: str = "") -> str:
        return f"<w:tc><w:tcPr>{props}</w:tcPr>{p(text)}</w:tc>"

    merged = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl>"
        f"<w:tr>{cell('渠段')}{cell('护渠人')}</w:tr><w:tr>{cell('上渠', merged[0])}{cell('老周')}</w:tr>"
        f"<w:tr>{cell('', merged[1])}{cell('老李')}</w:tr></w:tbl>"
        f"<w:tbl><w:tr><w:tc>{p('一格的表是版面。')}{p('照正文读。')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(body) == [
        ("row", 0, "", "渠段\t护渠人"), ("row", 0, "", "上渠\t老周"), ("row", 0, "", "\t老李"),
        ("paragraph", 0, "", "一格的表是版面。"), ("paragraph", 0, "", "照正文读。"),
    ]  # fmt: skip


def test_pages_where_word_noted_them() -> None:
    body = p("第一页的话。") + p("<w:r><w:lastRenderedPageBreak/><w:t>第二页的话。</w:t></w:r>") + p("还在第二页。")
    document = read(word(body), "a.docx")
    assert [document.locate(b.span.start).page for b in document.blocks] == [1, 2, 2]
    assert [document.locate(b.span.start).line for b in document.blocks] == [1, 2, 3]


def test_a_document_without_styles_is_read_as_text_is() -> None:
    body = "".join(p(t) for t in ("渠水手册", "一、修渠的人", "修渠的人大多不在了，名字刻在石碑上。", "二、护渠的人", "护渠的人还在，一共二十一位。"))
    assert [(k, lv) for k, lv, _, _ in texts(body)] == [("heading", 1), ("heading", 2), ("paragraph", 0), ("heading", 2), ("paragraph", 0)]


@pytest.mark.parametrize(
    ("number", "form", "want"),
    [
        (12, "chineseCounting", "十二"), (21, "ideographDigital", "二一"), (3, "chineseLegalSimplified", "叁"), (2, "ideographTraditional", "乙"),
        (4, "decimalEnclosedCircleChinese", "④"), (28, "lowerLetter", "bb"), (14, "upperRoman", "XIV"), (7, "decimalFullWidth", "７"),
        (5, "decimalZero", "05"), (6, "unheardOf", "6"), (1, "none", ""),
    ],
)  # fmt: skip
def test_number_formats(number: int, form: str, want: str) -> None:
    assert numeral(number, form) == want


def test_an_old_doc_says_what_to_do() -> None:
    with pytest.raises(QuizgenError, match=r"save it as \.docx"):
        read_source(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, path="a.docx")


def test_a_document_without_text() -> None:
    with pytest.raises(QuizgenError, match="holds no text"):
        read_source(word(p("　")), path="a.docx")


def test_lists_and_tables_of_libreoffice(tmp_path: Path, need_program: Callable[[str], str]) -> None:
    page = (
        "<html><head><meta charset=utf-8></head><body><p>修渠要会：<ol><li>开山<ol type=a><li>打眼<li>清渣</ol><li>凿石</ol><p>护渠要会：<ul><li>看水<li>补漏</ul>"
        "<table border=1><tr><td rowspan=2>上渠<td>老周<tr><td>老李</table><p>完。</body></html>"
    )
    data = converted(page.encode(), ".html", "docx:MS Word 2007 XML", tmp_path, need_program("soffice"))
    assert [(lb, t) for _, _, lb, t in blocks(read(data, "a.docx"))] == [
        ("", "修渠要会："), ("1.", "开山"), ("a.", "打眼"), ("b.", "清渣"), ("2.", "凿石"), ("", "护渠要会："), ("•", "看水"), ("•", "补漏"),
        ("", "上渠\t老周"), ("", "\t老李"), ("", "完。"),
    ]  # fmt: skip
