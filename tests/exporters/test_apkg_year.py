"""A year with one deck: a learner studies, buries, suspends, moves, edits, tags and deletes; the source grows, is
corrected and cut in three rounds. Every card is checked after every round, by each route that docs/anki.md names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizgen.exporters import apkg, txt
from quizgen.exporters.anki.fields import RETIRED_LINE, RETIRED_TAG
from quizgen.exporters.anki.homes import carry
from quizgen.exporters.anki.sending import ship
from quizgen.model import BLANK, CHOICE, Deck, Item

ROUTES = ("package", "delta", "text", "text-delta")
NOW = datetime.now(UTC)
EARLY = (NOW - timedelta(days=1)).isoformat(timespec="seconds")  # before what the learner does
LATE = [(NOW + timedelta(days=d)).isoformat(timespec="seconds") for d in (1, 2, 3)]
PARTS = ("一、甲部", "二、乙部", "三、丙部")


@pytest.fixture
def big(deck: Deck, make: Callable[..., Item]) -> Deck:
    """Thirty items of all kinds in three sections."""
    items = []
    for n in range(30):
        id, where = f"y{n:02d}", {"section": (PARTS[n // 10],), "quote": f"第{n}句说的是事{n}。", "line": n + 1}
        key = (f"事{n}",)
        match n % 5:
            case 0 | 1:
                items.append(make(id, "cloze", f"第{n}句说的是{BLANK}。", key, **where))
            case 2:
                items.append(make(id, "single", f"第{n}句说的是{CHOICE}。", key, "别的", "另外的", "其他的", **where))
            case 3:
                items.append(make(id, "truefalse", f"第{n}句说的是事{n}。", ("对",), **where))
            case _:
                items.append(make(id, "recall", f"第{n}句说了哪两样？", (*key, "那样"), **where))
    return replace(deck, items=tuple(items))


@dataclass
class Life:
    """A learner's collection, the route by which decks reach it, and what must be true of it."""

    anki: Any
    route: str
    sent: dict[str, str] | None = None
    history: dict[str, Any] = field(default_factory=dict)

    def send(self, deck: Deck) -> Any:
        shipment = ship([deck], self.sent, delta=self.route.endswith("delta"))
        self.sent = dict(shipment.sent)
        if not shipment.ids:  # nothing to send: no file (Anki would say that it is empty)
            return self.anki.import_package(apkg.export([deck], only=()))
        if self.route.startswith("text"):
            return self.anki.import_text(txt.export([deck], only=shipment.ids))
        return self.anki.import_package(apkg.export([deck], only=shipment.ids))

    def remember(self) -> None:
        """What the learner's work has made of every card, and every answer given, by the id of the item."""
        guids = self.anki.col.db.list("select guid from notes")
        self.history = {g: (self.anki.schedule(g), self.answers(g)) for g in guids}

    def answers(self, guid: str) -> list[Any]:
        found: list[Any] = self.anki.col.db.all(
            "select r.id, r.ease, r.ivl, r.factor from revlog r, cards c, notes n"
            " where r.cid = c.id and c.nid = n.id and n.guid = ? order by r.id",
            guid,
        )
        return found

    def check_history(self) -> None:
        """No card lost or changed, no answer moved to another fact, nothing doubled or empty."""
        for guid, was in self.history.items():
            assert (self.anki.schedule(guid), self.answers(guid)) == was, guid
            assert self.anki.note(guid)["编号"] == guid
        assert self.anki.col.db.scalar("select count() - count(distinct guid) from notes") == 0
        assert self.anki.col.card_count() == self.anki.col.note_count()
        assert self.anki.empty_cards() == 0


@pytest.mark.parametrize("route", ROUTES)
def test_a_year(route: str, big: Deck, make: Callable[..., Item], edit: Callable[..., Deck], anki: Any) -> None:
    life = Life(anki, route)
    text, whole = route.startswith("text"), not route.endswith("delta")
    first = ship([big], None)
    life.sent = dict(first.sent)
    assert anki.import_package(apkg.export([big], only=first.ids)).counts == (30, 0, 0, 0)

    # ------------------------------------------------------------ the learner works
    for n in range(20):
        for ease in ((4, 3), (3, 3), (1, 3), (4, 2))[n % 4]:
            anki.answer(f"y{n:02d}", ease)
            anki.col.sched.set_due_date([anki.card(f"y{n:02d}").id], "0")
        anki.answer(f"y{n:02d}", 3)
    anki.col.sched.bury_cards([anki.card("y20").id])
    anki.col.sched.suspend_cards([anki.card("y01").id, anki.card("y21").id])
    anki.col.set_deck([anki.card("y02").id, anki.card("y22").id], anki.col.decks.id("我的::难题"))
    anki.col.set_user_flag_for_cards(3, [anki.card("y03").id])
    for guid in ("y04", "y05", "y06"):
        note = anki.note(guid)
        note["笔记"] = f"{guid} 的口诀"
        note["解析"] = "我写的"
        note.tags += ["考前看"]
        anki.col.update_note(note)
    anki.col.remove_notes([anki.note("y07").id, anki.note("y27").id])
    life.remember()
    assert len({s[0][4] for s in life.history.values()}) > 3, "the cards must have histories that differ"

    def own(guid: str, kept: bool) -> None:
        """Whether the learner's own field and tag are there."""
        note = anki.note(guid)
        assert (note["笔记"] == f"{guid} 的口诀") is kept
        assert ("考前看" in note.tags) is kept

    # ------------------------------------------------------------ round 1: corrections, additions, removals
    deck = big
    deck = edit(deck, "y01", explanation="补一句。", changed=LATE[0])  # suspended
    deck = edit(deck, "y02", explanation="补一句。", changed=LATE[0])  # moved
    deck = edit(deck, "y04", explanation="更正。", changed=EARLY)  # the learner edited it after this
    deck = edit(deck, "y05", explanation="更正。", changed=LATE[0])  # and this one before
    deck = edit(deck, "y10", stem=f"第10句讲的是{BLANK}。", changed=LATE[0])
    deck = edit(deck, "y11", status="retired", changed=LATE[0])
    deck = edit(deck, "y12", status="dropped", changed=LATE[0])
    renamed = tuple(
        replace(i, provenance=replace(i.provenance, section=("一、甲部，改了名",)))
        if i.provenance.section == (PARTS[0],)
        else i
        for i in deck.items
    )
    added = [make(f"z{n}", "recall", f"新{n}？", ("甲", "乙"), section=("一、甲部，改了名",)) for n in range(3)]
    grown = replace(deck, items=(*renamed[:5], *added, *renamed[5:]))
    deck = replace(grown, homes=carry(deck, grown))
    log = life.send(deck)
    returned = 2 if whole else 0
    assert log.new == 3 + returned and log.conflicting == 0 and log.other == 0
    life.check_history()
    assert anki.note("y01")["解析"] == anki.note("y02")["解析"] == "补一句。"
    assert anki.card("y01").queue == -1 and anki.card("y20").queue in (-2, -3)
    assert anki.deck_of("y02") == "我的::难题" and anki.card("y03").flags == 3
    assert {anki.deck_of(f"z{n}") for n in range(3)} == {anki.deck_of("y00")} == {"练兵讲稿::01 甲部"}
    assert anki.note("y04")["解析"] == ("更正。" if text else "我写的")
    own("y04", True)
    assert anki.note("y05")["解析"] == "更正。"
    own("y05", text)
    if not (text and whole):
        assert anki.note("y06")["解析"] == "我写的"
    else:
        assert anki.note("y06")["解析"] == ""  # the whole text file sets every field it has back to the deck's
    own("y06", True)
    assert "讲的是" in anki.note("y10")["题干"]
    assert anki.note("y11")["状态"] == RETIRED_LINE
    assert (RETIRED_TAG in anki.note("y11").tags) is not text
    assert anki.note("y12")["状态"] == ""  # dropped: Anki is told nothing, the card stays
    assert anki.has("y07") is anki.has("y27") is whole

    # ------------------------------------------------------------ the learner goes on
    for guid in ("y05", "y10", "z0"):
        anki.answer(guid, 3)
    anki.col.remove_notes([anki.note("y11").id, *([anki.note("y07").id] if whole else [])])
    life.remember()

    # ------------------------------------------------------------ round 2: a rebuild with nothing new
    before = anki.col.db.all("select guid, flds, tags, mod from notes order by guid")
    log = life.send(deck)
    assert log.updated == log.conflicting == 0 and log.new == (1 if whole else 0)
    life.check_history()
    after = anki.col.db.all("select guid, flds, tags, mod from notes where guid != 'y07' order by guid")
    assert after == [row for row in before if row[0] != "y07"]
    assert not anki.has("y11"), "a retired item that the learner deleted stays away"

    # ------------------------------------------------------------ round 3: more of both, a section put in between
    life.remember()
    old = deck
    deck = edit(deck, "y04", explanation="再更正。", changed=LATE[1])
    deck = edit(deck, "y21", explanation="补一句。", changed=LATE[1])
    deck = edit(deck, "y11", status="kept", changed=LATE[1])  # its source came back
    deck = edit(deck, "z1", status="retired", changed=LATE[1])
    put = [make(f"w{n}", "truefalse", f"插{n}。", ("对",), section=("二、插入的部分",)) for n in range(2)]
    moved = tuple(
        replace(i, provenance=replace(i.provenance, section=("三、乙部",)))
        if i.provenance.section == (PARTS[1],)
        else i
        for i in deck.items
    )
    grown = replace(deck, items=(*moved[:13], *put, *moved[13:]))
    deck = replace(grown, homes=carry(old, grown))
    log = life.send(deck)
    assert log.new == 3 and log.conflicting == 0  # the two, and the one that came back
    life.check_history()
    assert anki.note("y04")["解析"] == "再更正。"
    own("y04", text)
    assert anki.card("y21").queue == -1 and anki.note("y21")["解析"] == "补一句。"
    assert anki.deck_of("y15") == "练兵讲稿::02 乙部" and anki.deck_of("w0") == "练兵讲稿::02 插入的部分"
    assert anki.note("y11")["状态"] == "" and RETIRED_TAG not in anki.note("y11").tags
    assert anki.note("z1")["状态"] == RETIRED_LINE
    assert anki.card("y11").reps == 0  # its history went with the note that the learner deleted, and to no other
    assert {d.name for d in anki.col.decks.all_names_and_ids()} == {
        "Default",
        "我的",
        "我的::难题",
        "练兵讲稿",
        "练兵讲稿::01 甲部",
        "练兵讲稿::02 乙部",
        "练兵讲稿::02 插入的部分",
        "练兵讲稿::03 丙部",
    }
