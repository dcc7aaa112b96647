"""The text route, imported by Anki's own backend."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from quizgen.exporters import apkg, txt
from quizgen.exporters.anki.fields import RETIRED_LINE

LATER = "2026-02-01T00:00:00Z"


def rows(data: bytes) -> list[list[str]]:
    text = data.decode()
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return list(csv.reader(io.StringIO(body), delimiter="\t"))


def test_headers_and_columns(deck) -> None:
    data = txt.export([deck])
    head = [line for line in data.decode().splitlines() if line.startswith("#")]
    assert "#guid column:1" in head and not any("tags" in line for line in head)
    assert [len(r) for r in rows(data)] == [12] * 7
    assert data == txt.export([deck])


def test_cells_with_tabs_quotes_and_breaks_stay_whole(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    deck = edit(deck, "aaa3", explanation='说"到"底\t一行\n两行', key=("#关",))
    assert anki.import_text(txt.export([deck])).counts == (0, 1, 6, 0)
    assert anki.note("aaa3")["解析"] == '说"到"底 一行<br>两行'
    assert anki.note("aaa3")["答案"] == "#关"


def test_it_delivers_what_the_package_could_not_and_keeps_the_rest(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    anki.answer("aaa3", ease=4)
    anki.col.set_deck([anki.card("aaa3").id], anki.col.decks.id("我的牌组"))
    note = anki.note("aaa3")
    note["笔记"], note["备用"], note["题干"] = "口诀", "二", "我改的题干"
    note.tags += ["难", "marked"]
    anki.col.update_note(note)
    schedule, tags = anki.schedule("aaa3"), anki.note("aaa3").tags
    deck = edit(deck, "aaa3", explanation="改过的解析。", changed=LATER)
    assert anki.import_package(apkg.export([deck])).counts == (0, 0, 7, 0)
    assert anki.import_text(txt.export([deck])).counts == (0, 1, 6, 0)
    note = anki.note("aaa3")
    assert note["解析"] == "改过的解析。" and note["题干"] == deck.items[2].stem
    assert (note["笔记"], note["备用"]) == ("口诀", "二") and note.tags == tags
    assert anki.schedule("aaa3") == schedule and anki.deck_of("aaa3") == "我的牌组"
    assert anki.import_text(txt.export([deck])).counts == (0, 0, 7, 0)


def test_new_items_come_with_their_deck_but_without_tags(deck, anki, make) -> None:
    anki.import_package(apkg.export([deck]))
    new = make("bbb1", "recall", "哪两种？", ("甲", "乙"))
    assert anki.import_text(txt.export([replace(deck, items=(*deck.items, new))])).counts == (1, 0, 7, 0)
    assert anki.deck_of("bbb1") == "练兵讲稿::01 练好本领" and anki.note("bbb1").tags == []
    assert anki.empty_cards() == 0


def test_after_it_a_package_still_brings_later_changes(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    deck = edit(deck, "aaa3", explanation="一改。", changed=LATER)
    anki.import_text(txt.export([deck]))
    deck = edit(deck, "aaa3", explanation="二改。", changed="2126-03-01T00:00:00Z")
    assert anki.import_package(apkg.export([deck])).counts == (0, 1, 6, 0)
    assert anki.note("aaa3")["解析"] == "二改。"


def test_it_works_where_the_learner_added_a_field(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    model = anki.col.models.get(1763980001002)
    anki.col.models.add_field(model, anki.col.models.new_field("我的"))
    anki.col.models.update_dict(model)
    note = anki.note("aaa3")
    note["我的"] = "自己写的"
    anki.col.update_note(note)
    deck = edit(deck, "aaa3", explanation="改。", changed=LATER)
    assert anki.import_text(txt.export([deck])).counts == (0, 1, 6, 0)
    assert anki.note("aaa3")["解析"] == "改。" and anki.note("aaa3")["我的"] == "自己写的"


def test_retired_items_bring_their_line_and_only_sends_what_is_asked(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    anki.col.remove_notes([anki.note("aaa1").id])
    deck = edit(deck, "aaa3", status="retired", changed=LATER)
    assert anki.import_text(txt.export([deck], only=("aaa3",))).counts == (0, 1, 0, 0)
    assert anki.note("aaa3")["状态"] == RETIRED_LINE
    assert not anki.has("aaa1")


def test_without_the_note_types_nothing_is_imported(deck, anki) -> None:
    log = anki.import_text(txt.export([deck]))
    assert log.counts == (0, 0, 0, 0) and log.other == 7
