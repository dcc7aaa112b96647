from quizgen.readers import read_source
from quizgen.sections import article_at, section_path, sections

STATUTE = """村民用水办法

第一章　总则
第一条　为了用好渠水，制定本办法。
第二章　用水
第一节　取水
第二条　用水户应当登记：
（一）姓名；
（二）亩数。
登记不收费。
第二节　停水
第三条　有下列情形之一的，可以停水。
附则
本办法由村委会解释，自公布之日起施行，原来的办法同时废止，各组不得另定，也不得加收。
"""


def place(text: str, needle: str) -> tuple[tuple[str, ...], str]:
    document, _ = read_source(text.encode(), path="a.txt")
    at = document.text.index(needle)
    return section_path(document, at), article_at(document, at)


def test_path_and_article() -> None:
    assert place(STATUTE, "村民") == ((), "")
    assert place(STATUTE, "用好渠水") == (("第一章 总则",), "第一条")
    assert place(STATUTE, "姓名") == (("第二章 用水", "第一节 取水"), "第二条")
    assert place(STATUTE, "登记不收费") == (("第二章 用水", "第一节 取水"), "第二条")
    assert place(STATUTE, "可以停水") == (("第二章 用水", "第二节 停水"), "第三条")
    assert place(STATUTE, "村委会解释") == (("附则",), "")


def test_spans_nest_and_cover() -> None:
    document, _ = read_source(STATUTE.encode(), path="a.txt")
    found = sections(document)
    assert found[0].path == () and found[0].span == (0, len(document.text))
    assert [s.path[-1] for s in found[1:]] == ["第一章 总则", "第二章 用水", "第一节 取水", "第二节 停水", "附则"]
    chapter, first, second = found[2], found[3], found[4]
    assert chapter.span.covers(first.span) and chapter.span.covers(second.span)
    assert first.span.end == second.span.start and chapter.span.end == second.span.end
    assert chapter.level < first.level == second.level


def test_markdown_headings_and_an_unmarked_preface() -> None:
    document, _ = read_source("开头的话。\n\n# 甲\n\n乙。\n\n# 丙\n\n### 丁\n\n戊。\n".encode(), path="a.md")
    assert [section_path(document, document.text.index(c)) for c in "开乙戊"] == [(), ("甲",), ("丙", "丁")]
