"""Two editions, point by point."""

from __future__ import annotations

import json

from world import World

from quizgen.deck.amend import Amendment, amendments, amendments_json, amendments_text
from quizgen.model import Document
from quizgen.readers import read_source

OLD = """\
图书馆借阅规则
第一条　为了保障读者的借阅权利，制定本规则。
第二条　读者凭借书证借阅图书，每次不超过五册，期限为三十日。
第三条　读者应当爱护图书，不得涂抹、撕毁。
损坏图书的，应当照价赔偿。
第四条　珍贵图书只供馆内阅览。
第五条　借阅期满可以续借一次。
第六条　本规则自公布之日起施行。
第七条　本规则由馆务会议解释。
"""


def edition(text: str) -> Document:
    return read_source(text.encode(), path="规则.txt")[0]


def compare(*changes: tuple[str, str]) -> tuple[Amendment, ...]:
    text = OLD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return amendments(edition(OLD), edition(text))


def test_nothing() -> None:
    assert compare() == ()
    assert amendments_text(()) == "nothing was amended\n"


def test_reworded() -> None:
    (a,) = compare(("不超过五册，期限为三十日", "不超过十册，期限为六十日"))
    assert (a.sort, a.place, a.old_place, a.line) == ("reworded", "第二条", "第二条", 3)
    assert a.marked == "读者凭借书证借阅图书，每次不超过[-五-]{+十+}册，期限为[-三-]{+六+}十日。"


def test_added_removed_and_renumbered() -> None:
    found = compare(
        ("第三条　", "第三条　读者可以推荐图书，馆方应当在十五日内答复。\n第四条　"),
        ("第四条　珍", "第五条　珍"),
        ("第五条　借", "第六条　借"),
        ("第六条　本", "第七条　本"),
        ("第七条　本规则由馆务会议解释。\n", ""),
    )
    assert [(a.sort, a.old_place, a.place) for a in found] == [
        ("added", "", "第三条"),
        ("renumbered", "第三条", "第四条"),
        ("renumbered", "第四条", "第五条"),
        ("renumbered", "第五条", "第六条"),
        ("renumbered", "第六条", "第七条"),
        ("removed", "第七条", ""),
    ]
    assert amendments_text(found) == (
        "1 added, 1 removed, 4 renumbered\n"
        "+ added  第三条\n    读者可以推荐图书，馆方应当在十五日内答复。\n"
        "# renumbered  第三条 → 第四条 … 第六条 → 第七条  (4)\n"
        "- removed  第七条\n    本规则由馆务会议解释。\n"
    )
    assert json.loads(amendments_json(found).splitlines()[0])["new"] == "读者可以推荐图书，馆方应当在十五日内答复。"


def test_moved() -> None:
    line = "损坏图书的，应当照价赔偿。\n"
    (a,) = compare((line, ""), ("第七条", line + "第七条"))
    assert (a.sort, a.old_place, a.place) == ("moved", "第三条第二款", "第六条第二款")


def test_moved_and_reworded() -> None:
    (a, *more) = compare(
        ("第三条　读者应当爱护图书，不得涂抹、撕毁。\n损坏图书的，应当照价赔偿。\n", ""),
        ("第七条", "第七条　读者应当爱护图书，不得涂抹、撕毁、折角。\n第八条"),
    )
    assert (a.sort, a.old_place, a.place) == ("removed", "第三条第二款", "")
    (moved,) = (m for m in more if m.sort == "reworded")
    assert (moved.old_place, moved.place) == ("第三条", "第七条") and "{+、折角+}" in moved.marked


def test_a_heading_does_not_become_a_paragraph() -> None:
    old = edition("办法\n第一章　读者的权利和义务\n第一条　读者凭借书证借阅图书。\n")
    new = edition("办法\n第一章　借阅\n第一条　读者凭借书证借阅图书。\n第二条　读者的权利和义务由本馆公布。\n")
    assert [(a.sort, a.old, a.new) for a in amendments(old, new)] == [
        ("added", "", "借阅"),
        ("removed", "读者的权利和义务", ""),
        ("added", "", "读者的权利和义务由本馆公布。"),
    ]


def test_names_the_items_of_the_deck() -> None:
    world = World()
    old = world.document()
    world.build()
    world.in_source("砚台的名品", "古今砚台的名品")
    world.build()
    (a,) = amendments(old, world.document(), items=world.deck.items)
    assert a.sort == "reworded" and set(a.items) == {i.id for i in world.deck.items if "古今" in i.provenance.quote}
    assert a.items and a.place == "二、书写的工具"
