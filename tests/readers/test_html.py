"""Web pages: what is text, what is none, and how a browser would read it."""

from __future__ import annotations

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.readers import read_source
from tests.readers.making import blocks, read

MESSY = """<!doctype html><html><head><meta charset="utf-8"><title>渠水手册 - 村史网</title>
<meta name="author" content="周石匠"><meta name="keywords" content="水利，村史"></head><body>
<nav><a href=1>首页</a></nav><div><a href=1>栏目一</a></div><div><a href=1>栏目二</a></div><div><a href=1>栏目三</a></div>
<h1>渠水手册</h1><p>　　这条渠是三十年前<b>修</b>的<sup><a href="#c">[1]</a></sup>，面积10<sup>3</sup>亩，
当时没有机器。<br>　　第二段，see the <i>old</i>
map。
<h2>一、修渠</h2><ol start=3><li>选线<ul><li>看地势<li>看水源</ul><li value=7>开挖<li>（八）收工</ol>
<table><caption>表一</caption><tr><th>名称<th>长度<tr><td>明渠<td>四<br>里</table>
<table><tr><td>一格的表</table>
<dl><dt>渠<dd>水路。<dt>闸<dd>水门。</dl><pre>code
 x</pre><p style="display:none">不要</p><p hidden>不要</p><script>不要</script><ruby>渠<rt>qú</rt></ruby>水
<!-- 不要 --><footer>版权</footer></body></html>"""


def test_a_messy_page() -> None:
    document = read(MESSY, "a.html")
    assert blocks(document) == [
        ("heading", 1, "", "渠水手册"),
        ("paragraph", 0, "", "这条渠是三十年前修的，面积10³亩，当时没有机器。"),
        ("paragraph", 0, "", "第二段，see the old map。"),
        ("heading", 2, "", "一、修渠"),
        ("point", 1, "3.", "选线"),
        ("point", 2, "•", "看地势"),
        ("point", 2, "•", "看水源"),
        ("point", 1, "7.", "开挖"),
        ("point", 1, "", "（八）收工"),
        ("paragraph", 0, "", "表一"),
        ("row", 0, "", "名称\t长度"),
        ("row", 0, "", "明渠\t四 里"),
        ("paragraph", 0, "", "一格的表"),
        ("row", 0, "", "渠\t水路。"),
        ("row", 0, "", "闸\t水门。"),
        ("code", 0, "", "code\n x"),
        ("paragraph", 0, "", "渠水"),
    ]
    assert (document.title, document.author, document.tags) == ("渠水手册", "周石匠", ("水利", "村史"))
    assert [document.locate(b.span.start).line for b in document.blocks] == list(range(1, 18))


def test_the_main_element_alone_is_read() -> None:
    page = "<body><p>旁边的话，不长。<main><p>正文在这里，比旁边的话要长得多，所以只读它。</main><aside>广告</aside>"
    assert [t for _, _, _, t in blocks(read(page, "a.html"))] == ["正文在这里，比旁边的话要长得多，所以只读它。"]


def test_lists_in_chinese_numerals_and_without_marks() -> None:
    page = '<ol style="list-style-type: simp-chinese-informal"><li>甲事<li>乙事</ol><ul style="list-style:none"><li>丙事</ul>'
    assert [(lb, t) for _, _, lb, t in blocks(read(page, "a.html"))] == [("一、", "甲事"), ("二、", "乙事"), ("", "丙事")]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "big5", "utf-8"])
def test_declared_encodings(declared: str) -> None:
    encoding = {"gb2312": "gb18030"}.get(declared, declared)
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>水渠三十里</p>'
    assert read(page.encode(encoding), "a.htm").text == "水渠三十里"


def test_a_page_without_text() -> None:
    with pytest.raises(QuizgenError, match="holds no text"):
        read_source(b"<html><body><script>x()</script></body></html>", path="a.html")
