"""Fields and tags of a note."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.exporters.anki import fields
from quizgen.exporters.anki.homes import places
from quizgen.model import BLANK, CHOICE


def plain(html: str) -> str:
    """The text a person sees."""
    out: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            out.append(data)

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag == "br":
                out.append("\n")

    reader = Reader()
    reader.feed(html)
    reader.close()
    return "".join(out)


@pytest.mark.parametrize(
    "text",
    [
        "甲<乙>&丙",
        "{{c1::甲}}",
        "}}::{{",
        "a:::b",
        "[sound:a.mp3] [latex]x[/latex] [$]y[/$]",
        r"\(x\) \[y\]",
        "第一行\n第二行",
    ],
)
def test_escaped_text_reads_the_same_and_means_nothing_to_anki(text: str) -> None:
    html = fields.escape(text)
    assert plain(html) == text
    for mark in ("{", "}", "::", "[sound:", "[latex]", "[$]", "\\(", "\\["):
        assert mark not in html


def test_control_characters_go_since_one_parts_the_fields() -> None:
    assert fields.escape("甲\x1f乙\x00丙\x0b") == "甲乙丙"


def test_a_cloze_has_exactly_one_blank() -> None:
    assert fields.cloze(f"靠{BLANK}。", "苦干") == "靠{{c1::苦干}}。"
    assert fields.cloze("靠____。", "苦干") == "靠{{c1::苦干}}。"  # somebody typed a shorter blank
    assert fields.cloze(f"见a___b，靠{BLANK}。", "苦干") == "见a___b，靠{{c1::苦干}}。"
    assert fields.cloze(BLANK, "a}}::b") == "{{c1::a&#125;&#125;&#58;&#58;b}}"
    for stem in ("靠苦干。", f"靠{BLANK}和{BLANK}。"):
        with pytest.raises(ValueError, match="exactly one blank"):
            fields.cloze(stem, "苦干")


def test_the_shelf_does_not_give_the_key_away(make) -> None:
    first = [fields.shelve(("甲", "乙", "丙", "丁"), f"id{n}").index("甲") for n in range(200)]
    assert [first.count(n) > 25 for n in range(4)] == [True] * 4
    for n in range(50):
        assert fields.shelve(("甲", "乙", "丙"), f"id{n}") != ("甲", "乙", "丙")
    assert fields.shelve(("甲",), "x") == ("甲",)


def test_the_answer_is_marked_where_the_blank_was(make) -> None:
    quote = "建设是根本，建设是基础，抓建设要经常。"
    cases = {
        f"{BLANK}是根本，建设是基础": 0,
        f"建设是根本，{BLANK}是基础，抓建设": 6,
        f"抓{BLANK}要经常。": 13,
    }
    for stem, at in cases.items():
        it = make("x", "cloze", stem, ("建设",), quote=quote)
        assert fields.find_answers(it) == ((at, at + 2),)
    it = make("x", "single", f"文中说{CHOICE}要经常。", ("抓建设",), "抓生产", quote=quote)
    assert fields.marked_quote(it) == "建设是根本，建设是基础，<mark>抓建设</mark>要经常。"


def test_members_are_marked_each_once_and_in_order(make) -> None:
    it = make("x", "recall", "哪三种？", ("走访", "研判", "走访群众"), quote="走访、研判、走访群众，再<走访>。")
    assert fields.marked_quote(it) == ("<mark>走访</mark>、<mark>研判</mark>、<mark>走访群众</mark>，再&lt;走访&gt;。")
    it = make("x", "recall", "哪两种？", ("甲乙", "丙丁"), quote="戊己。")
    assert fields.marked_quote(it) == "戊己。"
    it = make("x", "truefalse", "对不对。", ("错",), quote="错落有致。")
    assert "<mark>" not in fields.marked_quote(it)


def test_place_names_document_section_article_and_line(deck, make) -> None:
    it = make("x", "cloze", BLANK, ("甲",), section=("一、甲", "（一）乙"), line=7)
    assert fields.place(deck, it) == "练兵讲稿 › 一、甲 › （一）乙 › 第7行"
    it = replace(it, provenance=replace(it.provenance, article="第三条", page=12))
    assert fields.place(deck, it) == "练兵讲稿 › 一、甲 › （一）乙 › 第三条 › 第12页"


def test_tags(deck, make) -> None:
    it = make(
        "x", "cloze", BLANK, ("甲",), tags=("廉政 教育", "课程::第一讲", '"引"', "　", "::", "讲稿"), status="retired"
    )
    assert fields.tags(deck, it) == (
        "quizgen::kind::cloze",
        "quizgen::retired",
        "讲稿",
        "廉政_教育",
        "课程::第一讲",
        "引",
    )


def test_time_of_change(make) -> None:
    assert fields.modified(make("x", "cloze", BLANK, ("甲",), changed="2026-01-05T08:00:00Z")) == 1767600000
    assert fields.modified(make("x", "cloze", BLANK, ("甲",), changed="2026-01-05T16:00:00+08:00")) == 1767600000
    assert fields.modified(make("x", "cloze", BLANK, ("甲",), changed="")) == fields.NO_TIME


def test_every_bad_item_is_named_at_once(deck, make) -> None:
    bad = replace(
        deck,
        items=(
            *deck.items,
            make("b1", "cloze", "没有空。", ("甲",)),
            make("b2", "single", f"甲{CHOICE}", ()),
            make("b3", "recall", " ", ("甲", "乙")),
            make("aaa1", "recall", "重号。", ("甲", "乙")),
            make("b4", "cloze", BLANK, ("甲",), changed="昨天"),
            make("", "cloze", BLANK, ("甲",)),
            make("b5", "cloze", "没有空，但是不要了。", ("甲",), status="dropped"),
        ),
    )
    with pytest.raises(QuizgenError) as caught:
        fields.notes([bad], [places(bad)])
    said = [(d.name, d.path) for d in caught.value.diagnostics]
    path = "decks/练兵讲稿.yaml"
    assert said == [(n, path) for n in ("no-card", "no-card", "no-card", "duplicate-id", "no-card", "no-id")]
    assert "b1" in str(caught.value) and "昨天" in str(caught.value)


def test_dropped_items_have_no_note_and_positions_follow_the_source(deck, edit) -> None:
    deck = edit(deck, "aaa2", status="dropped")
    found = fields.notes([deck], [places(deck)])
    assert [(n.guid, n.position) for n in found] == [
        (i, p) for p, i in enumerate(("aaa1", "aaa3", "aaa4", "aaa5", "aaa6", "aaa7"), start=1)
    ]
