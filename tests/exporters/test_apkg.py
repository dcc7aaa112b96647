"""The package, imported by Anki's own backend: each fact of docs/anki.md has a test here."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from dataclasses import replace

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.exporters import apkg
from quizgen.exporters.anki.fields import RETIRED_LINE
from quizgen.exporters.anki.homes import carry
from quizgen.exporters.anki.notetypes import FIELDS, note_types
from quizgen.exporters.anki.sending import ship
from quizgen.model import BLANK, CHOICE

LATER = "2026-02-01T00:00:00Z"
MUCH_LATER = "2126-02-01T00:00:00Z"  # later than what a learner does in these tests


def field(anki, guid: str, name: str) -> str:
    return anki.note(guid)[name]


# ----------------------------------------------------------------------- the file


def test_the_same_decks_give_the_same_bytes(deck) -> None:
    assert apkg.export([deck]) == apkg.export([replace(deck)])


def test_the_package_is_compressed_and_knows_no_clock(deck) -> None:
    with zipfile.ZipFile(io.BytesIO(apkg.export([deck]))) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        collection = archive.getinfo("collection.anki2")
        assert collection.compress_type == zipfile.ZIP_DEFLATED
        assert collection.compress_size < 0.3 * collection.file_size
        assert json.loads(archive.read("media")) == {}
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    try:
        (models,) = database.execute("select models from col").fetchone()
        times = database.execute("select guid, mod from notes order by id").fetchall()
    finally:
        database.close()
    assert {m["mod"] for m in json.loads(models).values()} == {1764000000}
    assert times == [(i.id, 1767600000) for i in deck.items]


def test_an_empty_selection_is_a_package_too(deck, anki) -> None:
    assert anki.import_package(apkg.export([deck], only=())).counts == (0, 0, 0, 0)


# ----------------------------------------------------------------------- first import


def test_every_note_is_new_with_one_card_and_none_is_empty(deck, anki) -> None:
    log = anki.import_package(apkg.export([deck]))
    assert log.counts == (7, 0, 0, 0) and log.other == 0
    assert anki.col.card_count() == 7 and anki.empty_cards() == 0
    for item in deck.items:
        assert len(anki.note(item.id).cards()) == 1


def test_decks_tags_and_order_of_learning(deck, anki) -> None:
    anki.import_package(apkg.export([deck]))
    names = [d.name for d in anki.col.decks.all_names_and_ids()]
    assert names == ["Default", "练兵讲稿", "练兵讲稿::01 练好本领", "练兵讲稿::02 管好阵地"]
    assert anki.deck_of("aaa1") == "练兵讲稿" and anki.deck_of("aaa7") == "练兵讲稿::02 管好阵地"
    assert set(anki.note("aaa2").tags) == {"quizgen::kind::cloze", "讲稿", "能力_要求"}
    assert [anki.card(i.id).due for i in deck.items] == [1, 2, 3, 4, 5, 6, 7]
    queue = []
    anki.col.decks.select(anki.col.decks.id("练兵讲稿"))
    while (card := anki.col.sched.getCard()) is not None and card.queue == 0:
        queue.append(card.note().guid)
        anki.col.sched.bury_cards([card.id])
    assert queue == [i.id for i in deck.items]


def test_the_first_field_is_never_empty_nor_the_same_twice(deck, anki, make) -> None:
    twin = make("twin", "cloze", deck.items[0].stem, deck.items[0].key, section=())
    assert anki.import_package(apkg.export([replace(deck, items=(*deck.items, twin))])).counts[0] == 8
    for guid in ("aaa1", "twin"):
        assert field(anki, guid, FIELDS[0]) == guid
        assert anki.note(guid).fields_check() == 0


def test_two_decks_in_one_package_and_ids_that_stand_twice(deck, anki, make) -> None:
    other = replace(
        deck,
        title="另一讲",
        source=replace(deck.source, id="s2"),
        items=(make("bbb1", "recall", "哪两种？", ("甲", "乙"), section=()),),
    )
    assert anki.import_package(apkg.export([deck, other])).counts == (8, 0, 0, 0)
    assert anki.deck_of("bbb1") == "另一讲"
    with pytest.raises(QuizgenError, match="aaa1 also stands in"):
        apkg.export([deck, replace(deck, title="抄本")])


def test_text_arrives_as_it_was_written(anki, deck, make) -> None:
    nasty = r"甲<b>&amp;{{c2::乙}}}} ::: [sound:a.mp3] \(x\) \[y\] [latex]z[/latex]"
    items = (
        make("n1", "cloze", f"{nasty}{BLANK}{nasty}", (nasty,), quote=nasty, explanation=nasty),
        make("n2", "single", f"{nasty}{CHOICE}", (nasty,), "乙", "丙"),
    )
    anki.import_package(apkg.export([replace(deck, items=items)]))
    assert anki.col.card_count() == 2 and anki.empty_cards() == 0
    from html.parser import HTMLParser

    texts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = texts.append  # type: ignore[method-assign]
    parser.feed(anki.sides("n1")[1])
    assert "".join(texts).count(nasty) == 5  # the stem's two halves and the key, the explanation, the source sentence
    output = anki.card("n2").render_output(reload=True)
    assert not output.question_av_tags and not output.answer_av_tags
    assert anki.col.db.list("select distinct ord from cards") == [0]


# ----------------------------------------------------------------------- coming again


def test_an_unchanged_rebuild_updates_nothing(deck, anki) -> None:
    anki.import_package(apkg.export([deck]))
    before = anki.col.db.all("select * from notes"), anki.col.db.all("select * from cards")
    assert anki.import_package(apkg.export([deck])).counts == (0, 0, 7, 0)
    assert (anki.col.db.all("select * from notes"), anki.col.db.all("select * from cards")) == before


def test_an_edited_text_updates_one_note_and_the_schedule_stays(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    anki.answer("aaa3", ease=4)
    schedule = [anki.schedule(i.id) for i in deck.items]
    deck = edit(deck, "aaa3", explanation="改过的解析。", changed=LATER)
    assert anki.import_package(apkg.export([deck])).counts == (0, 1, 6, 0)
    assert field(anki, "aaa3", "解析") == "改过的解析。"
    assert [anki.schedule(i.id) for i in deck.items] == schedule


def test_another_key_makes_no_second_card(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    anki.answer("aaa2")
    schedule = anki.schedule("aaa2")
    deck = edit(deck, "aaa2", stem=f"基层干部要练好走访力、研判力、{BLANK}。", key=("协调力",), changed=LATER)
    assert anki.import_package(apkg.export([deck])).counts == (0, 1, 6, 0)
    assert anki.schedule("aaa2") == schedule
    assert anki.col.card_count() == 7 and anki.empty_cards() == 0


def test_without_a_newer_time_a_change_does_not_arrive(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    deck = edit(deck, "aaa3", explanation="改过的解析。")
    assert anki.import_package(apkg.export([deck])).counts == (0, 0, 7, 0)


def test_a_learners_later_edit_stands_until_the_source_changes_after_it(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    note = anki.note("aaa3")
    note["解析"], note["笔记"] = "我自己的解析。", "口诀"
    note.tags += ["难", "marked"]
    anki.col.update_note(note)
    early = edit(deck, "aaa3", explanation="改过的解析。", changed=LATER)
    assert anki.import_package(apkg.export([early])).counts == (0, 0, 7, 0)
    assert field(anki, "aaa3", "解析") == "我自己的解析。" and "难" in anki.note("aaa3").tags
    late = edit(deck, "aaa3", explanation="再改的解析。", changed=MUCH_LATER)
    assert anki.import_package(apkg.export([late])).counts == (0, 1, 6, 0)
    assert field(anki, "aaa3", "解析") == "再改的解析。"
    assert field(anki, "aaa3", "笔记") == ""  # an update replaces all fields and all tags: the table says so
    assert not {"难", "marked"} & set(anki.note("aaa3").tags)


def test_suspended_and_moved_cards_stay(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    own = anki.col.decks.id("我的牌组")
    anki.col.set_deck([anki.card("aaa4").id], own)
    anki.col.sched.suspend_cards([anki.card("aaa5").id])
    for id in ("aaa4", "aaa5"):
        deck = edit(deck, id, explanation="改。", changed=LATER)
    assert anki.import_package(apkg.export([deck])).counts == (0, 2, 5, 0)
    assert anki.deck_of("aaa4") == "我的牌组"
    assert anki.card("aaa5").queue == -1


def test_a_new_item_comes_in_its_place_and_disturbs_none(deck, anki, make) -> None:
    anki.import_package(apkg.export([deck]))
    was = {i.id: anki.schedule(i.id) for i in deck.items}
    new = make("bbb1", "recall", "哪两种？", ("甲", "乙"))
    deck = replace(deck, items=(*deck.items[:2], new, *deck.items[2:]))
    assert anki.import_package(apkg.export([deck])).counts == (1, 0, 7, 0)
    assert {i: anki.schedule(i) for i in was} == was
    assert anki.card("bbb1").due == 3 and anki.deck_of("bbb1") == "练兵讲稿::01 练好本领"


def test_a_renamed_heading_scatters_no_cards(deck, anki, make) -> None:
    anki.import_package(apkg.export([deck]))
    new = make("bbb1", "recall", "哪两种？", ("甲", "乙"))
    items = tuple(
        replace(i, provenance=replace(i.provenance, section=("一、改了名字",)))
        if i.provenance.section == ("一、练好本领",)
        else i
        for i in (*deck.items, new)
    )
    after = replace(deck, items=items)
    after = replace(after, homes=carry(deck, after))
    anki.import_package(apkg.export([after]))
    assert anki.deck_of("bbb1") == anki.deck_of("aaa2") == "练兵讲稿::01 练好本领"
    assert len(anki.col.decks.all_names_and_ids()) == 4


def test_retired_items_come_once_with_tag_and_line(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    sent = dict(ship([deck], None).sent)
    anki.answer("aaa3")
    schedule = anki.schedule("aaa3")
    deck = edit(deck, "aaa3", status="retired", changed=LATER)
    shipment = ship([deck], sent)
    assert anki.import_package(apkg.export([deck], only=shipment.ids)).counts == (0, 1, 6, 0)
    assert field(anki, "aaa3", "状态") == RETIRED_LINE and RETIRED_LINE in anki.sides("aaa3")[0]
    assert anki.schedule("aaa3") == schedule
    (search,) = shipment.searches()
    assert [anki.col.get_note(n).guid for n in anki.col.find_notes(search)] == ["aaa3"]
    anki.col.remove_notes([anki.note("aaa3").id])
    again = ship([deck], dict(shipment.sent))
    assert anki.import_package(apkg.export([deck], only=again.ids)).counts == (0, 0, 6, 0)
    assert not anki.has("aaa3")


def test_dropped_items_are_left_out_and_their_cards_can_be_found(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    sent = dict(ship([deck], None).sent)
    deck = edit(deck, "aaa3", status="dropped")
    assert anki.import_package(apkg.export([deck])).counts == (0, 0, 6, 0)
    (search,) = ship([deck], sent).searches()
    assert [anki.col.get_note(n).guid for n in anki.col.find_notes(search)] == ["aaa3"]


def test_a_deleted_note_returns_with_a_full_package_but_not_with_a_delta(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    sent = dict(ship([deck], None).sent)
    anki.col.remove_notes([anki.note("aaa4").id])
    deck = edit(deck, "aaa3", explanation="改。", changed=LATER)
    delta = apkg.export([deck], only=ship([deck], sent, delta=True).ids)
    assert anki.import_package(delta).counts == (0, 1, 0, 0)
    assert not anki.has("aaa4")
    assert anki.import_package(apkg.export([deck])).counts == (1, 0, 6, 0)
    assert anki.has("aaa4")


def test_a_delta_keeps_the_order_of_the_whole(deck, anki) -> None:
    anki.import_package(apkg.export([deck], only=("aaa6",)))
    assert anki.card("aaa6").due == 6 and anki.deck_of("aaa6") == "练兵讲稿::02 管好阵地"


def test_a_time_in_the_future_does_not_spoil_the_package(deck, edit, anki) -> None:
    deck = edit(deck, "aaa3", changed=MUCH_LATER)
    assert anki.import_package(apkg.export([deck])).counts == (7, 0, 0, 0)


# ----------------------------------------------------------------------- note types


def test_a_learners_styling_survives(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    model = anki.col.models.by_name("quizgen 选择")
    model["css"] += "\n.qg { font-family: KaiTi; }"
    anki.col.models.update_dict(model)
    deck = edit(deck, "aaa3", explanation="改。", changed=LATER)
    assert anki.import_package(apkg.export([deck])).counts == (0, 1, 6, 0)
    assert "KaiTi" in anki.col.models.by_name("quizgen 选择")["css"]
    assert "KaiTi" in anki.sides("aaa3")[2]


def test_note_types_have_our_ids_and_are_found_again_when_renamed(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    for spec in note_types():
        model = anki.col.models.get(spec.id)
        assert [f["name"] for f in model["flds"]] == list(FIELDS)
        assert [f["id"] for f in model["flds"]] == list(spec.field_ids)
        assert [t["id"] for t in model["tmpls"]] == [spec.template_id]
        model["name"] = "我的" + model["name"]
        model["flds"][5]["name"] = "说明"
        anki.col.models.update_dict(model)
    deck = edit(deck, "aaa3", explanation="改。", changed=LATER)
    assert anki.import_package(apkg.export([deck])).counts == (0, 1, 6, 0)
    assert field(anki, "aaa3", "说明") == "改。"


def test_a_note_type_of_the_same_name_is_no_trouble(deck, anki) -> None:
    model = anki.col.models.new("quizgen 选择")
    anki.col.models.add_field(model, anki.col.models.new_field("别的"))
    template = anki.col.models.new_template("别的")
    template["qfmt"] = "{{别的}}"
    anki.col.models.add_template(model, template)
    anki.col.models.add_dict(model)
    assert anki.import_package(apkg.export([deck])).counts == (7, 0, 0, 0)
    assert anki.note("aaa3").note_type()["id"] == 1763980001002
    assert anki.empty_cards() == 0


def test_a_field_that_the_learner_added_stops_updates_but_loses_nothing(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    anki.answer("aaa3")
    schedule = anki.schedule("aaa3")
    model = anki.col.models.get(1763980001002)
    anki.col.models.add_field(model, anki.col.models.new_field("我的"))
    anki.col.models.update_dict(model)
    deck = edit(deck, "aaa3", explanation="改。", changed=MUCH_LATER)  # the new field made all notes newer
    assert anki.import_package(apkg.export([deck])).counts == (0, 0, 5, 2)
    assert field(anki, "aaa3", "解析") != "改。" and anki.schedule("aaa3") == schedule
    log = anki.import_package(apkg.export([deck]), merge_notetypes=True)  # a box in Anki's import dialog
    assert log.counts == (0, 1, 6, 0)
    assert field(anki, "aaa3", "解析") == "改。" and anki.schedule("aaa3") == schedule


def test_an_item_that_changed_its_kind_under_one_id_would_conflict(deck, edit, anki) -> None:
    anki.import_package(apkg.export([deck]))
    deck = edit(deck, "aaa3", kind="truefalse", key=("对",), distractors=(), changed=LATER)
    assert anki.import_package(apkg.export([deck])).counts == (0, 0, 6, 1)
