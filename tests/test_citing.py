"""Places in words that last: what is put in before them changes nothing."""

from __future__ import annotations

import re

import pytest

from quizgen.citing import MORE, MOST, cited, under
from quizgen.model import Span
from quizgen.readers import read_source
from quizgen.reading import Reading

TEXT = """校园安全工作手册

一、落实日常管理责任，把好入口关

各班要坚持“一日三查”制度，发现隐患当天报告，由总务处在三日内处理完毕。
消防通道
实验室药品由专人保管，危险药品实行“双人双锁”，领用、归还、报损都要在专门的药品登记册上逐项写明时间和用途并由两人签字。

第二章 应急演练

学校每学期组织两次演练。
"""


def reading(text: str = TEXT) -> Reading:
    return Reading(read_source(text.encode(), path="手册.txt")[0])


def at(words: str, *, text: str = TEXT, whole: str = "") -> tuple[Reading, Span]:
    r = reading(text)
    start = r.text.index(whole or words)
    start = r.text.index(words, start)
    return r, Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "whole", "said"),
    [
        ("一日三查", "", "“各班要坚持‘一日三查’制度”"),
        ("三日", "三日内", "“由总务处在三日内处理完毕”"),
        ("双人双锁", "", "“危险药品实行‘双人双锁’”"),
        ("专人", "", "“实验室药品由专人保管”"),
        ("发现隐患当天报告", "", "“发现隐患当天报告，由总务处在三日内处理完毕”"),  # a clause alone tells nothing
        ("消防通道", "", "“落实日常管理责任”部分"),  # a line alone: the heading above, without numeral, its first clause
    ],
)
def test_cited(words: str, whole: str, said: str) -> None:
    assert cited(*at(words, whole=whole)) == said


def test_long_clauses_are_cut_around_the_words() -> None:
    r, span = at("药品登记册")
    said = cited(r, span)
    body = said.strip("“”").strip("…")
    assert "药品登记册" in body and body in TEXT and len(body) <= MOST + MORE
    assert said.endswith("…”") and said.startswith("“")
    r, span = at("归还")
    assert cited(r, span).startswith("“领用、归还、报损")


def test_every_place_is_said_in_words_of_the_text_and_in_pairs_of_marks() -> None:
    r = reading()
    for sentence in r.sentences:
        for start in range(sentence.span.start, sentence.span.end - 2):
            said = cited(r, Span(start, start + 2))
            if not said:  # the title, and a heading that is its own only clause
                assert r.block_of(sentence).kind == "heading"
                continue
            assert said.count("“") == said.count("”") == 1, said
            assert said.count("‘") == said.count("’"), said
            body = said[said.index("“") + 1 : said.index("”")].strip("…")
            assert re.sub("[‘’“”]", "", body) in re.sub("[‘’“”]", "", TEXT), said


def test_nothing_that_is_put_in_before_changes_it() -> None:
    more = TEXT.replace("一、", "一、健全组织机构\n\n成立安全工作领导小组。\n\n二、").replace("第二章", "第三章")
    words = ("一日三查", "专人", "消防通道", "药品登记册", "两次演练")
    assert [cited(*at(w)) for w in words] == [cited(*at(w, text=more)) for w in words]


def test_under() -> None:
    assert under(*at("每学期")) == "“应急演练”部分"
    assert under(*at("校园安全")) == ""
    assert under(*at("应急演练")) == ""  # a heading does not stand under itself
    assert under(*at("要求", text="第三章\n\n本章说明要求。\n")) == ""
