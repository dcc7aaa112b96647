"""Which items a package holds."""

from __future__ import annotations

from dataclasses import replace

from quizgen.exporters.anki.sending import ship

LATER = "2026-02-01T00:00:00Z"


def test_first_full_package_then_a_delta_of_what_is_new_or_changed(deck, edit, make) -> None:
    first = ship([deck], None)
    assert first.ids == {i.id for i in deck.items}
    sent = dict(first.sent)
    assert ship([deck], sent, delta=True).ids == frozenset()
    assert ship([deck], sent).ids == first.ids
    deck = edit(deck, "aaa3", explanation="改了。", changed=LATER)
    deck = replace(deck, items=(*deck.items, make("new1", "recall", "新题？", ("甲", "乙"))))
    delta = ship([deck], sent, delta=True)
    assert delta.ids == {"aaa3", "new1"}
    assert ship([deck], dict(delta.sent), delta=True).ids == frozenset()
    assert set(dict(delta.sent)) == {i.id for i in deck.items}


def test_a_retired_item_is_sent_once(deck, edit) -> None:
    sent = dict(ship([deck], None).sent)
    deck = edit(deck, "aaa3", status="retired", changed=LATER)
    for delta in (False, True):
        shipment = ship([deck], sent, delta=delta)
        assert "aaa3" in shipment.ids and shipment.retired == ("aaa3",)
        assert shipment.searches() == ("tag:quizgen::retired",)
        for next_delta in (False, True):
            after = ship([deck], dict(shipment.sent), delta=next_delta)
            assert "aaa3" not in after.ids and after.retired == ()
            assert ship([deck], dict(after.sent)).retired == ()


def test_a_retired_item_that_was_never_sent_stays_at_home(deck, edit) -> None:
    deck = edit(deck, "aaa3", status="retired", changed=LATER)
    assert "aaa3" in ship([deck], None).ids  # nothing is known: somebody may have it
    assert "aaa3" not in ship([deck], {"aaa1": "x"}).ids


def test_revived_items_go_out_again(deck, edit) -> None:
    sent = dict(ship([deck], None).sent)
    gone = edit(deck, "aaa3", status="retired", changed=LATER)
    sent = dict(ship([gone], sent).sent)
    back = edit(gone, "aaa3", status="kept", changed="2026-03-01T00:00:00Z")
    assert ship([back], sent, delta=True).ids == {"aaa3"}


def test_dropped_and_deleted_items_are_told_once(deck, edit) -> None:
    sent = dict(ship([deck], None).sent)
    deck = edit(deck, "aaa3", status="dropped")
    deck = replace(deck, items=tuple(i for i in deck.items if i.id != "aaa7"), deleted=("aaa7",))
    shipment = ship([deck], sent)
    assert shipment.gone == ("aaa3", "aaa7")
    assert shipment.searches() == ("编号:aaa3 OR 编号:aaa7",)
    assert not {"aaa3", "aaa7"} & shipment.ids
    assert ship([deck], dict(shipment.sent)).gone == ()
