"""Grading: tables as people type them, scores that can be worked out by hand, statistics, and difficulty for decks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.grading import grade, items_csv, read_answers, results_csv, summary_html, with_difficulty
from quizgen.grading.scoring import same_answer, understood
from quizgen.model import Deck, Item, Layout, Paper, PaperItem, PaperSection, Provenance, Source


def item(id, stem, key, *options, points=1.0):
    return PaperItem(id=id, stem=stem, key=tuple(key), options=options, points=points)


PAPER = Paper(
    title="小测",
    id="p1",
    sections=(
        PaperSection(
            kind="single",
            heading="单项选择题",
            items=(
                item("a1", "有效期（　　）。", ["三年"], "一年", "三年", "五年", points=2.0),
                item("a2", "册数（　　）。", ["十册"], "十册", "五册", "八册", points=2.0),
            ),
        ),
        PaperSection(kind="multiple", heading="多项选择题", items=(item("m1", "有（　　）。", ["甲", "乙"], "甲", "丙", "乙", points=4.0),)),
        PaperSection(kind="truefalse", heading="判断题", items=(item("t1", "不得外借。", ["对"]), item("t2", "可以外借。", ["错"]))),
        PaperSection(kind="cloze", heading="填空题", items=(item("c1", "期限为______。", ["三十日"], points=2.0),)),
        PaperSection(kind="ordering", heading="排序题", items=(item("o1", "排列。", ["验收", "编目", "上架"], "编目", "上架", "验收", points=3.0),)),
        PaperSection(kind="recall", heading="简答题", items=(item("r1", "哪两项？", ["甲", "乙"], points=5.0),)),
    ),
    layouts=(
        Layout(
            name="B",
            sections=(((1, (2, 0, 1)), (0, (1, 2, 0))), ((0, (2, 1, 0)),), ((1, ()), (0, ())), ((0, ()),), ((0, (2, 1, 0)),), ((0, ()),)),
        ),
    ),
)
HEAD = "学号,姓名,版本,1,2,3,4,5,6,7,8分\n"


def graded(rows: str, head: str = HEAD, **options):
    return grade(PAPER, read_answers((head + rows).encode(), PAPER, path="c.csv"), **options)


def scores(rows: str, **options):
    return [r.total for r in graded(rows, **options).results]


def test_all_right_in_both_versions():
    assert scores("01,甲,A,B,A,AC,√,×,三十日,CAB,5\n") == [20]
    assert scores("01,甲,B,B,A,AC,×,√,30日,ACB,5\n") == [20], "B prints 八册 十册 五册, 三年 五年 一年, 乙 丙 甲, 验收 上架 编目"


def test_all_wrong_and_nothing():
    assert scores("01,甲,A,A,B,AB,×,√,三年,ABC,0\n02,乙,B,,,,,,,,\n") == [0, 0]


@pytest.mark.parametrize(
    ("cell", "right"),
    [("B", True), ("b", True), ("Ｂ", True), (" B ", True), ("三年", True), ("AB", False), ("C", False), ("Z", False)],
)
def test_how_people_type_a_letter(cell, right):
    assert (scores(f"01,甲,A,{cell},,,,,,,\n") == [2]) is right


@pytest.mark.parametrize("cell", ["AC", "CA", "A C", "a、c", "A;C", "A-C"])
def test_how_people_type_several(cell):
    assert scores(f"01,甲,A,,,{cell},,,,,\n") == [4]


@pytest.mark.parametrize(("cell", "said"), [("√", "对"), ("T", "对"), ("正确", "对"), ("A", "对"), ("×", "错"), ("x", "错"), ("错误", "错"), ("B", "错")])
def test_how_people_say_true(cell, said):
    assert understood("truefalse", PAPER.sections[2].items[0], cell) == (said,)


def test_incomplete_answers():
    assert scores("01,甲,A,,,A,,,,,\n") == [0]
    assert scores("01,甲,A,,,A,,,,,\n", partial="half") == [2]
    assert scores("01,甲,A,,,AB,,,,,\n", partial="half") == [0], "a wrong option costs all"


@pytest.mark.parametrize(
    ("said", "key", "right"),
    [("30日", "三十日", True), ("三十 日。", "三十日", True), ("“安全第一”", "安全第一", True), ("三日", "三十日", False), ("", "三十日", False)],
)
def test_written_answers(said, key, right):
    assert same_answer(said, key) is right


def test_columns_by_id_and_points_by_hand():
    head = "name;version;r1 points;a1;c1;c1 points\n"
    result = graded("Li;B;4.5;A;about a month;1\n", head)
    assert result.results[0].total == 4.5 + 2 + 1 and result.results[0].fields == ("Li",)


def test_what_has_no_column_counts_for_nobody():
    result = graded("01,B\n02,A\n", "学号,1\n")
    assert (result.possible, [r.total for r in result.results]) == (2, [2, 0])
    assert result.left_out == (2, 3, 4, 5, 6, 7, 8)
    assert [d.name for d in result.diagnostics] == ["items-left-out"]


def test_lists_need_a_person():
    result = graded("01,甲,A,B,甲和乙\n", "学号,姓名,版本,1,8\n")
    assert "needs-points" in {d.name for d in result.diagnostics}


def test_spreadsheets_of_many_makes():
    rows = HEAD + "01,甲,A,B,A,AC,√,×,三十日,CAB,5\n"
    for data in (
        rows.encode("utf-8-sig"),
        rows.encode("gb18030"),
        rows.encode("utf-16"),
        rows.replace(",", "\t").encode(),
        rows.replace(",", ";").replace("\n", "\r\n").encode(),
        rows.replace("甲", '"甲,\n乙"').encode(),
    ):
        assert grade(PAPER, read_answers(data, PAPER)).results[0].total == 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("学号,1\n", "a head and no rows"),
        ("学号,姓名\n01,甲\n", "no column is headed by an item's number"),
        ("版本,1\nC,A\n", "c.csv:2:1: error [no-such-version] the paper has no version “C”, only A, B"),
        ("学号,8分\n01,6\n", "c.csv:2:2: error [wrong-points] “6” are no points from 0 to 5"),
        ("学号,8分\n01,many\n", "are no points"),
        ("学号,1,1\n01,A,B\n", "columns 2 and 3 are both headed “1”"),
        ("学号,1\n01,A,B,C\n", "c.csv:2:3: error [long-row]"),
        ('学号,1\n01,"A\n', "not a CSV table"),
    ],
)
def test_tables_that_cannot_be_read(text, words):
    with pytest.raises(QuizgenError) as caught:
        read_answers(text.encode(), PAPER, path="c.csv")
    assert any(words in d.render() for d in caught.value.diagnostics)


def test_strange_answers_are_said():
    result = graded("01,甲,A,Q,,,maybe,,,,\n")
    assert [d.render() for d in result.diagnostics if d.name == "strange-answer"] == [
        "c.csv:2:1: warning [strange-answer] “Q” is no answer to item 1 (letters A to C): it gets no points",
        "c.csv:2:1: warning [strange-answer] “maybe” is no answer to item 4 (√ or ×): it gets no points",
    ]


def test_statistics_worked_out_by_hand():
    """Four persons, three items: the numbers come of the formulas in the module's docstring, worked out on paper."""
    result = graded("1,A,B,A,√\n2,A,B,A,×\n3,B,A,B,×\n4,A,A,C,×\n", "学号,版本,1,2,4\n")
    by_id = {i.id: i for i in result.items}
    assert {i.id for i in result.items} == {"a1", "a2", "t1", "t2"} or by_id
    # a1: 三年 by 1 and 2 (A prints it as B), by 3 (B prints it second, as A is its second item) …
    three = result.results[2]
    assert three.version == "B"
    facility = {i: round(s.facility, 3) for i, s in by_id.items()}
    assert facility["a1"] == round((1 + 1 + 0 + 0) / 4, 3)
    assert by_id["a1"].chosen == (("一年", 1), ("三年", 2), ("五年", 1))
    assert by_id["a2"].chosen == (("十册", 2), ("五册", 0), ("八册", 2)) and by_id["a2"].unused == ("五册",)


def test_discrimination_and_alpha():
    rows = "".join(f"{n},{a},{b},{c}\n" for n, (a, b, c) in enumerate((("B", "A", "√"), ("B", "A", "√"), ("B", "B", "×"), ("A", "B", "×"))))
    result = graded(rows, "学号,1,2,4\n")
    one, two, three = result.items
    # rest scores of a1 (2,2,2,0 points): 3, 3, 0, 0; r = cov / (s s') = 1 / (1 · 1.7320508) = 0.57735
    assert one.discrimination == pytest.approx(0.57735, abs=1e-4)
    assert two.facility == three.facility == 0.5
    # alpha = 3/2 · (1 - (1 + 4/3 + 1/3) / (23/3)): variances of 2220, 2200, 1100 and of the totals 5, 5, 2, 0
    assert result.alpha == pytest.approx(1.5 * (1 - (1 + 4 / 3 + 1 / 3) / 6), abs=1e-6)


def test_nobody_differs():
    result = graded("1,B\n2,B\n", "学号,1\n")
    assert result.items[0].discrimination is None and result.alpha is None and result.deviation == 0


def test_ranks_with_ties():
    assert [r.rank for r in graded("1,B,A\n2,B,B\n3,B,B\n4,A,B\n", "学号,1,2\n").results] == [1, 2, 2, 4]


def deck() -> Deck:
    made = tuple(
        Item(id=i, kind="single", stem="x", key=("y",), provenance=Provenance(path="x")) for i in ("a1", "a2", "other")
    )
    return Deck(title="d", source=Source(id="s", path="x", sha256=""), items=made)


def test_difficulty_flows_back():
    rows = "".join(f"{n},{'B' if n < 9 else 'A'},A\n" for n in range(12))
    result = graded(rows, "学号,1,2\n")
    new, said = with_difficulty(deck(), result)
    assert [i.difficulty for i in new.items] == [0.25, 0.0, None] and said == ()
    assert with_difficulty(new, result)[0] is new
    few, said = with_difficulty(deck(), replace(result, results=result.results[:5]))
    assert few == deck() and [d.name for d in said] == ["too-few-persons"]


def test_reports():
    result = graded("01,=cmd(),A,B,A,AC,√,×,三十日,CAB,5\n02,<b>乙</b>,B,A,,,,,,,1\n")
    table = list(csv.reader(io.StringIO(results_csv(result).decode("utf-8-sig"))))
    assert table[0][:4] == ["学号", "姓名", "版本", "单项选择题"] and table[1][-3:] == ["20", "100.0%", "1"]
    assert table[1][1] == "'=cmd()", "no cell is a formula"
    rows = list(csv.reader(io.StringIO(items_csv(result).decode("utf-8-sig"))))
    assert len(rows) == 9 and rows[1][1] == "a1" and rows[8][-1] == ""
    html = summary_html(result).decode()
    assert "<b>乙</b>" not in html and "&lt;b&gt;乙" in html and "default-src 'none'" in html
    assert html == summary_html(result).decode()
