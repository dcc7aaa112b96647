"""The overview of a source: its sections, then what was found in them, each with its line; colours only where wanted."""

from __future__ import annotations

import re

from quizgen.model import Fact, Figure, Norm, Points, Quotation, Span, Term
from quizgen.overview import STYLES, breaks, coloured, overview
from quizgen.report import width
from tests.studio import phrase, reading, series, span

TEXT = """读书会章程

会长强调：“读书贵在坚持。”
一、总则
读书会成员应当爱护图书，罚款五百元以上五千元以下。
（一）活动
读书会设立读书角、漂流站、分享台等场所。读书会每月举办活动。
"""


def found() -> tuple[object, list[Fact]]:
    r = reading(TEXT, "章程.txt")
    low, high = span(r, "五百元以上"), span(r, "五千元以下")
    facts: list[Fact] = [
        Quotation(
            rule="quotation",
            span=span(r, "会长强调：“读书贵在坚持。”"),
            text=span(r, "读书贵在坚持。"),
            speaker=span(r, "会长"),
            verb=span(r, "强调"),
        ),
        Norm(rule="norm", span=span(r, "应当"), modal=span(r, "应当"), subject=span(r, "读书会成员")),
        Term(rule="term", span=span(r, "读书会"), term=span(r, "读书会"), sort="key", count=4),
        Figure(rule="figure", span=Span(low.start, high.end), value=Span(low.start, high.end), sort="money"),
        Figure(rule="figure", span=low, value=Span(low.start, low.start + 2), unit=Span(low.start + 2, low.start + 3), sort="money"),
        phrase(r, "爱护图书"),
        series(r, "读书角", "漂流站", "分享台", open=True),
        Term(rule="term", span=span(r, "读书会", 4), term=span(r, "读书会", 4), sort="key", count=4),
    ]
    return r.document, sorted(facts, key=lambda f: (f.span.start, -f.span.end))


def shown(**options: object) -> str:
    document, facts = found()
    return overview(document, facts, **options)  # type: ignore[arg-type]


def test_the_tree_comes_first_with_lines_and_counts() -> None:
    head, tree, *_ = shown().split("\n\n")
    assert head.splitlines()[0].startswith("章程.txt")
    rows = [re.split(r"\s{2,}", line.strip()) for line in tree.splitlines()[1:]]
    assert rows == [["4", "一、总则", "·", "·", "3"], ["6", "（一）活动", "1", "·", "1"]]


def test_facts_stand_under_their_section_with_their_line() -> None:
    lines = shown().splitlines()
    at = {words: i for i, words in enumerate(lines)}
    assert at["一、总则"] < next(i for i, x in enumerate(lines) if "应当" in x) < at["（一）活动"]
    assert "     3  quotation   会长强调: 读书贵在坚持。" in lines
    assert "     7  series      读书角 | 漂流站 | 分享台 …" in lines


def test_a_norm_without_its_action_shows_what_follows() -> None:
    assert "norm        读书会成员 应当 爱护图书" in shown()


def test_a_term_stands_once_with_its_number() -> None:
    assert shown().count("读书会 ×2") == 1 and "     7  term" not in shown()


def test_a_figure_inside_a_figure_is_not_repeated() -> None:
    assert shown().count("  figure  ") == 1


def test_phrases_are_counted() -> None:
    assert shown().splitlines()[-1].startswith("1 phrase more; --all")


def test_points_are_set_in_lines() -> None:
    r = reading("一、要求\n一是坚持。二是思考。\n")
    members = (span(r, "坚持"), span(r, "思考"))
    points = Points(rule="points", span=span(r, "一是坚持。二是思考。"), members=members, bodies=members, lead=span(r, "要求"), announced=3)
    lines = [line.strip() for line in overview(r.document, [points]).splitlines()]
    at = lines.index("2  points      要求")
    assert lines[at + 1 : at + 4] == ["1 坚持", "2 思考", "(announced: 3, found: 2)"]


def test_two_quotations_after_one_verb_keep_their_order() -> None:
    r = reading("会长强调，“读书贵在坚持”，“交流贵在坦诚，要听得进不同意见”。")
    whole, who = span(r, "会长强调，“读书贵在坚持”"), span(r, "会长")
    second = Span(whole.start, len(r.text.rstrip()))
    quotes = [
        Quotation(rule="quotation", span=second, text=span(r, "交流贵在坦诚，要听得进不同意见"), speaker=who),
        Quotation(rule="quotation", span=whole, text=span(r, "读书贵在坚持"), speaker=who),
    ]
    text = overview(r.document, quotes)
    assert text.index("读书贵在坚持") < text.index("交流贵在坦诚")


def test_nothing_found_is_said() -> None:
    assert overview(reading("一二三四。").document, []).endswith("no facts found")


def test_lines_keep_to_the_terminal() -> None:
    r = reading("要" + "、".join(f"完善第{n}项制度“试行”" for n in "甲乙丙丁戊己庚辛") + "。")
    long = series(r, *(f"完善第{n}项制度“试行”" for n in "甲乙丙丁戊己庚辛"))
    for columns in (60, 80, 100):
        lines = overview(r.document, [long], columns=columns).splitlines()
        assert len(lines) > 4 and all(width(line) <= columns + 2 for line in lines)
        assert not any(line.endswith("“") or line.strip()[:1] in "，。”" for line in lines if line.strip())
    assert breaks("“", 8, 10) and not breaks("”", 10, 10)


def test_colours_change_nothing_but_colours() -> None:
    bright = shown(paint=coloured)
    assert "\x1b[" in bright and "\x1b[" not in shown()
    assert re.sub(r"\x1b\[[\d;]*m", "", bright).split() == shown().split()
    assert coloured("", "dim") == "" and coloured("字", "") == "字"
    assert all(re.fullmatch(r"[\d;]+", style) for style in STYLES.values())
