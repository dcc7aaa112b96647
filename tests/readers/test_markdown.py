"""Markdown: blocks, nesting, inline marks, front matter, and the way back to the file."""

import pytest

from quizgen.model import Document
from quizgen.readers import read_source


def read(text: str) -> Document:
    return read_source(text.encode(), path="a.md")[0]


def blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, document.slice(b.span)) for b in document.blocks]


def texts(text: str) -> list[str]:
    return [t for _, _, t in blocks(read(text))]


MESSY = """---
title: 渠水手册
author: 周石匠
tags: [水利, 村史]
---

# 渠水手册 #

**渠**是*水路*，见[村志](zhi.md "志")与`闸门`，原文有\\*号，~~误~~。<br>
<!-- 这里
不要 -->

| 名称 | 长度 |
|:-----|-----:|
| 明渠 | 四里 |
| 暗**渠** | |

```python
# 不是标题
```

> 这是一句引文
> 第二行接着说

种类
----

1. 明渠
   - 石砌的；
   - 土筑的。
2. 暗渠

   暗渠在地下。

![图](a.png)

脚注[^1]在此。

[^1]: 见村志第三卷。
[ref]: http://example.org
"""


def test_a_messy_file() -> None:
    document = read(MESSY)
    assert blocks(document) == [
        ("heading", 1, "渠水手册"),
        ("paragraph", 0, "渠是水路，见村志与闸门，原文有*号，误。"),
        ("row", 0, "名称\t长度"),
        ("row", 0, "明渠\t四里"),
        ("row", 0, "暗渠\t"),
        ("code", 0, "# 不是标题"),
        ("paragraph", 0, "这是一句引文"),
        ("paragraph", 0, "第二行接着说"),
        ("heading", 2, "种类"),
        ("point", 1, "1. 明渠"),
        ("point", 2, "石砌的；"),
        ("point", 2, "土筑的。"),
        ("point", 1, "2. 暗渠"),
        ("paragraph", 0, "暗渠在地下。"),
        ("paragraph", 0, "脚注在此。"),
        ("paragraph", 0, "见村志第三卷。"),
    ]
    assert (document.title, document.author, document.tags) == ("渠水手册", "周石匠", ("水利", "村史"))
    assert [b.label for b in document.blocks if b.kind == "point"] == ["", "-", "-", ""]


def test_every_character_leads_back_to_its_place() -> None:
    document = read(MESSY)
    lines = MESSY.split("\n")
    for block in document.blocks:
        for at in range(block.span.start, block.span.end):
            c = document.text[at]
            if c in "\t ":
                continue
            place = document.locate(at)
            assert lines[place.line - 1][place.column - 1] == c


def test_soft_breaks_join_but_not_behind_a_stop_or_a_hard_break() -> None:
    assert texts("修渠的人大多不在了，他们的名字都刻在\n石碑上。\n每年都要念一遍。\n") == [
        "修渠的人大多不在了，他们的名字都刻在石碑上。",
        "每年都要念一遍。",
    ]
    assert texts("渠有几条？  \n有两条\n") == ["渠有几条？", "有两条"]
    assert texts("The canal was dug thirty years ago\nby hand.\n") == ["The canal was dug thirty years ago by hand."]


def test_a_bold_line_is_a_heading_below_the_last_one() -> None:
    assert blocks(read("# 渠\n\n## 种类\n\n**必须记住**\n\n明渠和暗渠。\n"))[2] == ("heading", 3, "必须记住")


def test_code_is_kept_whole_and_never_read() -> None:
    document = read("渠的算法：\n\n~~~\n一、不是标题\n\n- 也不是\n~~~\n\n完。\n")
    assert blocks(document)[1] == ("code", 0, "一、不是标题\n\n- 也不是")


def test_blanks_of_a_worksheet_and_underscores_in_words_stay() -> None:
    assert texts("渠长______里，file_name_x 不变，_强调_。") == ["渠长______里，file_name_x 不变，强调。"]


def test_markers_of_chinese_documents_in_markdown() -> None:
    document = read("# 办法\n\n第一条　为了用水，制定本办法。\n\n（一）登记；\n（二）交费。\n")
    assert [b.kind for b in document.blocks] == ["heading", "article", "point", "point"]
    assert [document.slice(b.marker) for b in document.blocks if b.marker] == ["第一条", "（一）", "（二）"]


def test_broken_front_matter_is_a_warning() -> None:
    document, said = read_source("---\ntitle: [a\n---\n\n正文在此。\n".encode(), path="a.md")
    assert [(d.name, d.severity, d.path) for d in said] == [("front-matter", "warning", "a.md")]
    assert document.text == "正文在此。"


@pytest.mark.parametrize("text", ["# 渠\n", "```\nx\n", "| a |\n|---|\n", "- \n\n正文。"])
def test_odd_ends(text: str) -> None:
    document = read(text)
    assert all(document.slice(b.span).strip() for b in document.blocks)


def test_a_table_of_contents_is_no_text() -> None:
    text = "- [第一课 明渠](#第一课-明渠)<br>\n  1. [第二课 暗渠](#第二课-暗渠)\n- [村志](zhi.md)\n- 见[附录](#附录)\n\n# 第一课 明渠\n\n渠系由农户养护。\n"
    assert texts(text) == ["村志", "见附录", "第一课 明渠", "渠系由农户养护。"]


WEB = """::: tip 修订信息

（2019年1月1日通过&emsp;自公布之日起施行）

:::

- 第1~20条：

  [1](#t1)&emsp;[2](#t2)

- [第21条~40条](#t21)

[[toc]]

## 第一章&emsp;总则 {align="center"}

<p id="t1">&emsp;&emsp;<b>第一条</b>&emsp;为了保护渠水，制定本办法。<br>
&emsp;&emsp;渠水归全村所有。</p>
<p id="t2">&emsp;&emsp;<b>第二条</b>&emsp;渠长由村民推选，任期三年，依据《&lt;水法&gt;解释》办事。</p>

3. **渠水的用途 **
"""


def test_markdown_as_web_pages_are_kept_in_it() -> None:
    """Character references, tags of HTML that begin and end paragraphs, boxes and attributes of site generators."""
    document, _ = read_source(WEB.encode(), path="办法.md")
    found = [(b.kind, document.text[b.span.start : b.span.end]) for b in document.blocks]
    assert found == [
        ("paragraph", "（2019年1月1日通过 自公布之日起施行）"),
        ("point", "第1~20条："),
        ("heading", "第一章 总则"),
        ("article", "第一条 为了保护渠水，制定本办法。"),
        ("paragraph", "渠水归全村所有。"),
        ("article", "第二条 渠长由村民推选，任期三年，依据《<水法>解释》办事。"),
        ("point", "3. 渠水的用途"),
    ]
