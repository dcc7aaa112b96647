"""Difficulty: from 0 to 1, the same each time, and moved in the direction in which item writers know it moves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.difficulty import closeness, cue, estimate, length
from quizgen.model import BLANK, CHOICE, FALSE, KINDS, TRUE, Item, Provenance

STEM = "乡镇图书室应当在每年三月底以前向读者公布{{}}，并接受读者的评议。"


def item(kind: str, key: tuple[str, ...], distractors: tuple[str, ...] = (), stem: str = "", quote: str = "", tested: str = "") -> Item:
    blank = {"cloze": BLANK, "single": CHOICE, "multiple": CHOICE}.get(kind, "")
    return Item(
        id="x",
        kind=kind,  # type: ignore[arg-type]
        stem=stem or STEM.format(blank),
        key=key,
        distractors=distractors,
        tested=tested,
        provenance=Provenance(path="t.txt", quote=quote),
    )


text = st.text(alphabet="读书用心思想建设三十五日年，、 a1_（）", max_size=30)


@given(kind=st.sampled_from(KINDS), stem=text, key=st.lists(text, max_size=8), wrong=st.lists(text, max_size=5), quote=text, tested=text)
def test_any_item_has_a_difficulty_in_hundredths(
    kind: str, stem: str, key: list[str], wrong: list[str], quote: str, tested: str
) -> None:
    found = estimate(item(kind, tuple(key), tuple(wrong), stem=stem, quote=quote, tested=tested))
    assert 0 <= found <= 1 and found == round(found, 2)


@given(a=text, b=text)
def test_closeness_is_a_measure(a: str, b: str) -> None:
    assert 0 <= closeness(a, b) <= 1
    assert closeness(a, b) == pytest.approx(closeness(b, a))
    assert closeness(a, a) == 1


def test_options_that_share_more_are_closer() -> None:
    key = "借阅登记制度"
    order = ["借书登记制度", "借阅管理制度", "安全管理制度", "读者座谈会", "书"]
    found = [closeness(key, other) for other in order]
    assert found == sorted(found, reverse=True) and len(set(found)) == len(found)


def test_figures_are_close_by_their_scale() -> None:
    assert closeness("十五日", "二十日") > closeness("十五日", "三十日") > closeness("十五日", "九十日")
    assert closeness("15日", "20日") == pytest.approx(closeness("十五日", "二十日"))
    assert closeness("1.5倍", "2倍") > closeness("1.5倍", "10倍")
    assert closeness("五日", "五百日") == 0


def test_closer_distractors_make_a_choice_harder() -> None:
    far = item("single", ("年度购书计划",), ("读者", "评议会", "三月"))
    near = replace(far, distractors=("年度购书清单", "年度用书计划", "季度购书计划"))
    one = replace(far, distractors=("年度购书清单", "评议会", "三月"))
    assert estimate(far) < estimate(one) < estimate(near)
    many = item("multiple", ("购书计划", "借阅情况"), ("读者", "三月"))
    assert estimate(many) < estimate(replace(many, distractors=("用书计划", "借阅状况")))


@pytest.mark.parametrize("kind", ["cloze", "single"])
def test_a_longer_answer_is_harder(kind: str) -> None:
    keys = ["书目", "购书计划", "年度购书计划安排", "年度购书计划安排和经费使用情况"]
    wrong = ("评议会", "读者会", "总结会") if kind == "single" else ()
    found = [estimate(item(kind, (k,), tuple(w.ljust(len(k), "会") for w in wrong))) for k in keys]
    assert found == sorted(found) and len(set(found)) == len(found)


def test_length_rises_by_halves() -> None:
    assert length(0) == length(1) == 0
    assert length(7) == pytest.approx(0.5) and length(13) == pytest.approx(0.75)


def test_more_in_sight_is_easier() -> None:
    short, long = f"公布{BLANK}。", f"乡镇图书室应当在每年三月底以前向读者公布{BLANK}，并接受读者的评议。"
    assert cue(short, "购书计划") < cue(long, "购书计划")
    assert cue("先有计划，再有" + BLANK, "购书计划") > cue("先有安排，再有" + BLANK, "购书计划")
    assert estimate(item("cloze", ("购书计划",), stem=short)) > estimate(item("cloze", ("购书计划",), stem=long))


def test_the_blank_itself_is_no_cue() -> None:
    assert cue(BLANK, "书") == cue(CHOICE, "书") == 0


def test_a_change_that_is_hard_to_see_is_harder() -> None:
    quote = "乡镇图书室应当在每年三月底以前向读者公布年度购书计划。"

    def false(put: str, instead: str) -> float:
        return estimate(item("truefalse", (FALSE,), stem=quote.replace(instead, put), quote=quote, tested=instead))

    assert false("四月", "三月") > false("十二月", "三月")
    assert false("年度用书计划", "年度购书计划") > false("评议会结果", "年度购书计划")
    opening = item("truefalse", (FALSE,), stem="乡镇阅览室应当向读者公布计划。", quote="会后，乡镇图书室应当向读者公布计划。", tested="乡镇图书室")
    assert estimate(opening) > estimate(replace(opening, stem="书记应当向读者公布计划。"))


def test_whole_lists_are_harder_the_longer_they_are() -> None:
    members = ("登记", "编目", "上架", "借阅", "归还", "清点")
    for kind in ("recall", "ordering"):
        found = [estimate(item(kind, members[:n], stem="写出各个环节。")) for n in range(3, 7)]
        assert found == sorted(found) and len(set(found)) == len(found)


def test_recalling_is_harder_than_recognising() -> None:
    key = ("年度购书计划",)
    statement = item("truefalse", (TRUE,), stem=STEM.format(key[0]))
    recall = item("recall", key * 3, stem="图书室每年公布哪三项？")
    assert estimate(statement) < estimate(item("cloze", key)) < estimate(recall)
    assert estimate(item("single", key, tuple("读者评议"[i : i + 2] for i in range(3)))) < estimate(item("cloze", key))
