"""Do two documents look like editions of one?"""

from __future__ import annotations

import pytest

from quizgen.deck.editions import ALIKE, bare_title, likeness, looks_like_edition
from quizgen.model import Document
from quizgen.readers import read_source

LINES = [
    "读者凭借书证借阅图书，每次不超过五册，期限为三十日。",
    "珍贵图书只供馆内阅览，不得携出馆外，也不得复制。",
    "读者应当爱护图书，不得涂抹、撕毁，损坏的应当照价赔偿。",
    "借阅期满可以续借一次，续借的期限不得超过十五日。",
    "阅览室内应当保持安静，不得占座，不得饮食。",
]
OTHER = [
    "值班人员应当每两小时巡查一次，并且如实填写记录。",
    "发现火情的，应当立即报警，组织在场人员疏散。",
    "消防器材由专人保管，每季度检查一次压力和有效期。",
]


def document(title: str, lines: list[str]) -> Document:
    return read_source("\n".join([title, *lines]).encode(), path="规则.txt")[0]


def test_likeness() -> None:
    one = document("借阅规则", LINES)
    assert likeness(one, one) == 1.0
    assert likeness(one, document("消防规则", OTHER)) == 0.0
    assert likeness(document("甲", []), document("乙", [])) == 0.0
    new = document("借阅规则", [*LINES[:4], "自习区另行规定。"])
    assert ALIKE < likeness(one, new) == likeness(new, one) < 1


def test_one_that_holds_the_other_is_no_edition() -> None:
    """A law holds the words of its amendment, a textbook those of a chapter."""
    whole = document("馆务手册", LINES + [f"第{n}项" + line for n in range(9) for line in OTHER])
    assert likeness(whole, document("借阅规则", LINES)) < ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [("《借阅规则》（2019年修订）", "借阅规则"), ("借阅规则(试行)", "借阅规则 2024"), ("借阅规则（征求意见稿）", "借阅规则第二版")],
)
def test_titles_without_what_tells_editions_apart(one: str, other: str) -> None:
    assert bare_title(document(one, LINES)) == bare_title(document(other, LINES)) == "借阅规则"


def test_a_title_in_common_lets_less_text_do() -> None:
    old, new = LINES[:2] + OTHER, [LINES[0], *LINES[3:], "自习区另行规定。", "书包应当存放。"]
    assert looks_like_edition(document("借阅规则（2019）", old), document("借阅规则（2024）", new)) > 0.1
    assert looks_like_edition(document("借阅规则", old), document("自习规则", new)) == 0
