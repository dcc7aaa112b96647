"""The page of a deck: every item a stripe, a square and marks in the text, and a card that shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quizgen import pipeline
from quizgen.covered import Asked, Covered, cover
from quizgen.diagnostics import QuizgenError
from quizgen.model import BLANK, CHOICE, FALSE, Deck, Item, Provenance, Span
from quizgen.pages.report import report_page
from quizgen.reading import Reading
from tests.pages.conftest import Page, Screen
from tests.studio import reading, span

TEXT = """一、总则
会长强调，读书贵在坚持、贵在思考、贵在交流。读书会成员应当爱护图书，不得涂画。
二、<b>活动</b>
读书会每月举办两次活动，由秘书处负责组织。
三、附则
本章程由理事会负责解释，自公布之日起施行。
"""


def asked(r: Reading, kind: str, words: list[str], **more: object) -> Asked:
    spans = tuple(span(r, w) for w in words)
    item = Item(
        id="-".join([kind, *words]),
        kind=kind,  # type: ignore[arg-type]
        stem=more.pop("stem", f"问{BLANK if kind == 'cloze' else CHOICE if kind in ('single', 'multiple') else ''}答。"),  # type: ignore[arg-type]
        key=tuple(words),
        provenance=Provenance(path="章程.txt", line=2),
        difficulty=0.5,
    )
    return Asked(item=replace(item, **more), answers=spans, quote=spans[0])  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def covered() -> Covered:
    r = reading(TEXT, "章程.txt")
    items = [
        asked(r, "recall", ["贵在坚持", "贵在思考", "贵在交流"], difficulty=0.93),
        asked(r, "cloze", ["思考"], stem=f"读书贵在坚持、贵在{BLANK}、贵在交流。", difficulty=0.31),
        asked(r, "single", ["应当"], stem=f"成员{CHOICE}爱护图书。", distractors=("可以", "<i>不得</i>"), explanation="可以：原文用的是“应当”"),
        asked(r, "truefalse", ["两次"], key=(FALSE,), stem="读书会每月举办三次活动。", difficulty=None),
        asked(r, "cloze", ["秘书处"], status="dropped"),
    ]
    lost = Asked(item=replace(items[1].item, id="lost", stem=f"找不到的{BLANK}。"))
    deck = Deck(title="读书会<章程>", source=r.document.source, items=tuple(a.item for a in items), path="decks/章程.yaml")
    return cover(deck, r.document, [*items, lost], dropped=(("over-budget", 80), ("few-distractors", 4), ("brand-new-reason", 2)))


@pytest.fixture(scope="module")
def data(covered: Covered) -> bytes:
    return report_page(covered)


def test_every_item_is_marked_and_has_its_stripe_and_square(covered: Covered, data: bytes) -> None:
    page = Page(data)
    assert page.blocks == [covered.document.slice(b.span) for b in covered.document.blocks]
    for i, each in enumerate(covered.items):
        want = {n for s in each.answers for n in range(*s)}
        assert {m.start + n for m in page.marks if i in m.of for n in range(len(m.text))} == want
    html = data.decode()
    assert html.count('<rect class="t ') == sum(len(a.answers) for a in covered.items)
    assert html.count("<i class=") == sum(a.item.difficulty is not None for a in covered.items)
    assert {each["id"] for each in page.data["items"]} == {a.item.id for a in covered.items}
    assert "秘书处" not in {m.text for m in page.marks}, "dropped items are not asked"


def test_stripes_stay_inside_their_bar(data: bytes, screen: Screen) -> None:
    screen.open(data)
    assert screen.run(
        "[...document.querySelectorAll('.bar')].every(b => { const out = b.getBoundingClientRect();"
        " return [...b.querySelectorAll('rect')].every(r => { const i = r.getBoundingClientRect();"
        " return i.left >= out.left - .6 && i.right <= out.right + .6 && i.width > .4; }); })"
    )
    assert screen.run("document.querySelectorAll('.bar .t').length") == 6


def test_sections_without_items_say_so(covered: Covered, data: bytes, screen: Screen) -> None:
    assert [p.path for p in covered.bare] == [("三、附则",)]
    screen.open(data)
    bare = screen.run("[...document.querySelectorAll('.row.bare')].map(r => r.innerText.replace(/\\s+/g, ' '))")
    assert bare == ["三、附则 no items"]
    assert screen.run("document.querySelector('#text h2.bare').textContent") == "三、附则"
    assert screen.run("document.querySelector('.tile.warn .value').textContent") == "1"


def test_a_stripe_leads_to_its_item(data: bytes, screen: Screen) -> None:
    screen.open(data)
    screen.click("document.querySelector('.bar .k-single')")
    assert screen.run("document.activeElement.textContent") == "应当"
    for words in ("single choice", "成员", "应当", "可以", "<i>不得</i>", "原文用的是", "0.50", "line 2"):
        assert words in screen.card, words
    inside = screen.run("(() => { const r = document.activeElement.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()")
    assert inside
    screen.key("Escape")
    assert screen.card == ""


def test_a_square_leads_to_its_item_and_items_share_their_words(data: bytes, screen: Screen) -> None:
    screen.open(data)
    screen.click("document.querySelector('.step .k-recall')")
    assert screen.run("document.activeElement.textContent") == "贵在坚持"
    assert screen.run("[...document.querySelectorAll('mark.on')].map(m => m.textContent).join('')") == "贵在坚持贵在思考贵在交流"
    screen.run(screen.mark("思考") + ".focus()")
    assert screen.run("[...document.querySelectorAll('#card .fact')].map(f => f.querySelector('h2').firstChild.textContent)") == [
        "cloze",
        "recall",
    ]
    screen.click("document.querySelectorAll('#card .fact')[1]")
    assert screen.run("document.querySelector('#card .chosen h2').firstChild.textContent") == "recall"


def test_kinds_are_switched_everywhere(data: bytes, screen: Screen) -> None:
    screen.open(data)
    screen.click("document.querySelector('.legend input[value=recall]').parentElement")
    assert screen.run("getComputedStyle(document.querySelector('.bar .k-recall')).display") == "none"
    assert screen.run("document.querySelector('.step .k-recall').classList.contains('off')")
    assert not screen.run(screen.mark("贵在坚持") + ".classList.contains('live')")
    assert screen.run(screen.mark("思考") + ".classList.contains('live')")


def test_what_was_not_asked_is_in_words(data: bytes, screen: Screen) -> None:
    screen.open(data)
    said = screen.run("document.querySelector('.reasons').innerText")
    assert "too few distractors that are surely false" in said and "brand new reason" in said
    text = screen.run("document.body.innerText")
    assert "86 candidates" in text and "80 of them" in text
    assert "找不到的" in screen.run("document.querySelector('.lost').innerText")


def test_nothing_of_deck_or_source_can_run(data: bytes, screen: Screen) -> None:
    screen.open(data)
    assert screen.run("document.title") == "读书会<章程> · report"
    assert screen.run("document.querySelectorAll('main b, h1 *, .row a *, #card i').length") == 0
    assert screen.quiet


@pytest.mark.parametrize("night", [False, True])
def test_on_a_phone(data: bytes, screen: Screen, night: bool) -> None:
    screen.open(data, phone=True, night=night)
    assert screen.fits
    assert screen.run("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)[0] < 60") is night
    screen.tap(screen.mark("应当"))
    assert "single choice" in screen.card
    sheet = screen.run("(() => { const r = document.getElementById('card').getBoundingClientRect(); return [r.left, r.right, r.bottom]; })()")
    assert sheet == [0, 390, 844]


def test_a_deck_without_items_is_a_page_too(screen: Screen) -> None:
    r = reading(TEXT, "章程.txt")
    data = report_page(cover(Deck(title="空", source=r.document.source), r.document, []))
    screen.open(data)
    assert screen.fits and screen.run("document.querySelectorAll('.row.bare').length") == 3


# ------------------------------------------------------------------ from files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "章程.txt").write_text(TEXT, encoding="utf-8")
    pipeline.build(root=tmp_path, now=1_767_225_600)
    return tmp_path


def test_a_deck_is_held_against_its_source(folder: Path) -> None:
    deck = folder / "decks" / "章程.yaml"
    out = folder / "r.html"
    one = pipeline.report_html(deck, root=folder, output=out)
    assert not one.diagnostics and one.covered.items and all(a.found for a in one.covered.items)
    assert {each["id"] for each in Page(out.read_bytes()).data["items"]} == {a.item.id for a in one.covered.items}
    for each in one.covered.items:
        if each.item.kind in ("cloze", "single"):
            assert each.item.key == tuple(one.covered.document.slice(s) for s in each.answers)
    first = out.read_bytes()
    pipeline.report_html(deck, root=folder, output=out)
    assert out.read_bytes() == first


def test_a_source_that_changed_is_told(folder: Path) -> None:
    source = folder / "seeds" / "章程.txt"
    source.write_text(TEXT.replace("每月举办两次活动", "每年举办一次年会"), encoding="utf-8")
    (one,) = pipeline.coverage(folder / "decks", root=folder)
    assert [d.name for d in one.diagnostics] == ["source-changed"]
    assert all(a.answers == () or isinstance(a.answers[0], Span) for a in one.covered.items)


def test_a_source_that_is_gone_is_told_and_nothing_written(folder: Path) -> None:
    (folder / "seeds" / "章程.txt").unlink()
    with pytest.raises(QuizgenError, match=r"no-source.*seeds/章程.txt is not there"):
        pipeline.report_html(folder / "decks" / "章程.yaml", root=folder, output=folder / "r.html")
    assert not (folder / "r.html").exists()


def test_the_source_is_found_from_another_folder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (one,) = pipeline.coverage(folder / "decks" / "章程.yaml", root=elsewhere)
    assert one.covered.items
