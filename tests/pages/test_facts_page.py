"""The page of a document: every fact in its place, however they nest; a card for each; nothing of the source can run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import pipeline
from quizgen.diagnostics import QuizgenError
from quizgen.model import (
    Block,
    Document,
    Fact,
    Figure,
    Norm,
    Points,
    Quotation,
    Source,
    Span,
    SpelledTerm,
    Term,
)
from quizgen.pages._shell import Marked
from quizgen.pages.facts import fact_parts, facts_page
from tests.conftest import SEED
from tests.pages.conftest import Page, Screen
from tests.studio import phrase, reading, series, span

TEXT = """读书会章程

一、总则
会长强调：“读书贵在坚持、贵在思考、贵在交流，要养成每天阅读二十分钟的习惯。”
读书会成员应当爱护图书，不得涂画、折角。
二、活动
一是举办“三读”活动。每月举办两次。
二是评选读书之星。
"""


def facts() -> tuple[Document, list[Fact]]:
    """Facts that nest (series in a quotation, terms in members), overlap (a phrase over the end of a member), lie on one
    another, and cross blocks."""
    r = reading(TEXT, "章程.txt")
    quote = span(r, "读书贵在坚持、贵在思考、贵在交流，要养成每天阅读二十分钟的习惯。")
    said = span(r, "会长强调：“读书贵在坚持、贵在思考、贵在交流，要养成每天阅读二十分钟的习惯。”")
    value, unit = span(r, "二十"), span(r, "分钟")
    headlines = (span(r, "举办“三读”活动"), span(r, "评选读书之星"))
    return r.document, [
        Quotation(rule="quotation", span=said, text=quote, speaker=span(r, "会长"), verb=span(r, "强调")),
        series(r, "贵在坚持", "贵在思考", "贵在交流"),
        phrase(r, "思考、贵在"),
        Term(rule="term", span=span(r, "坚持"), term=span(r, "坚持"), sort="key", count=3),
        phrase(r, "坚持"),
        Figure(rule="figure", span=Span(value.start, unit.end), value=value, unit=unit, sort="time"),
        Norm(rule="norm", span=span(r, "读书会成员应当爱护图书"), modal=span(r, "应当"), subject=span(r, "读书会成员")),
        Points(
            rule="points",
            span=Span(span(r, "一是举办").start, span(r, "评选读书之星。").end),
            members=headlines,
            bodies=headlines,
            lead=span(r, "活动"),
        ),
        SpelledTerm(rule="spelled", span=span(r, "“三读”活动"), term=span(r, "三读"), members=(span(r, "每月"), span(r, "读书之星"))),
    ]


@pytest.fixture(scope="module")
def data() -> bytes:
    document, found = facts()
    return facts_page(document, found, rules={"series": "Members of a 、 list."})


def test_every_part_of_every_fact_is_marked_where_it_stands(data: bytes) -> None:
    document, found = facts()
    page = Page(data)
    assert page.blocks == [document.slice(b.span) for b in document.blocks]
    for i, fact in enumerate(found):
        want = {n for _, part in fact_parts(fact) for n in range(*part)}
        have = {m.start + n for m in page.marks if i in m.of for n in range(len(m.text))}
        assert have == want, fact
    for mark in page.marks:
        assert document.text.startswith(mark.text, mark.start)


def test_the_shortest_fact_comes_first(data: bytes) -> None:
    _, found = facts()
    (mark,) = (m for m in Page(data).marks if m.text == "坚持")
    sizes = [sum(s.end - s.start for _, s in fact_parts(found[i])) for i in mark.of]
    assert sizes == sorted(sizes) and {found[i].rule for i in mark.of} == {"term", "phrase", "series", "quotation"}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12), st.integers(0, 4)), max_size=14))
def test_pieces_part_a_text_at_every_border(marks: list[tuple[int, int, int]]) -> None:
    text = "".join(chr(0x4E00 + i) for i in range(36))
    blocks = (Block(kind="paragraph", span=Span(0, 15)), Block(kind="paragraph", span=Span(17, 36)))
    document = Document(source=Source(id="x", path="x", sha256=""), text=text, blocks=blocks)
    spans = [(Span(a, min(36, a + n)), i) for a, n, i in marks]
    made = Marked(document, spans)
    for b, block in enumerate(blocks):
        pieces = list(made.pieces(b))
        assert "".join(document.slice(p.span) for p in pieces) == document.slice(block.span)
        for piece in pieces:
            for at in range(*piece.span):
                assert set(piece.marks) == {i for s, i in spans if s.start <= at < s.end}


HOSTILE = """一、</script><script>document.title='ran'</script>
<img src=x onerror="document.title='ran'">应当防止“&lt;b&gt;”、<b>粗体</b>、'引号'。
"""


def test_nothing_of_the_source_can_run(screen: Screen) -> None:
    r = reading(HOSTILE, '"><script>document.title="ran".txt')
    found = [series(r, "“&lt;b&gt;”", "<b>粗体</b>", "'引号'"), phrase(r, "</script><script>")]
    page = facts_page(r.document, found, title="<i>章程</i>", rules={"series": "</script><script>document.title='ran'</script>"})
    parsed = Page(page)
    assert parsed.tags.count("script") == 2 and "img" not in parsed.tags and parsed.data["text"] == r.text
    screen.open(page)
    assert screen.run("document.title") == "<i>章程</i> · facts"
    screen.run(screen.mark("<b>粗体</b>") + ".focus()")
    assert "<b>粗体</b>" in screen.card and "</script>" in screen.card
    assert screen.run("document.title") == "<i>章程</i> · facts"
    assert screen.run("document.querySelectorAll('main b, main img, #card img').length") == 0


def test_a_script_that_is_not_the_pages_own_is_refused(data: bytes, screen: Screen) -> None:
    screen.open(data.replace(b"</main>", b"<script>document.title='ran'</script></main>"))
    assert screen.run("document.title") == "读书会章程 · facts"
    assert screen.run("document.querySelectorAll('mark.live').length") > 0


def test_pointing_at_a_mark_shows_its_facts(data: bytes, screen: Screen) -> None:
    screen.open(data)
    assert screen.card == ""
    screen.point(screen.mark("交流"))
    assert "series" in screen.card and "Members of a 、 list." in screen.card and "4:9" in screen.card
    assert [w for w in ("贵在坚持", "贵在思考", "贵在交流") if w in screen.card] == ["贵在坚持", "贵在思考", "贵在交流"]
    lit = screen.run("[...document.querySelectorAll('mark.on')].map(m => m.textContent).join('|')")
    assert lit == "贵在|坚持|贵在|思考|贵在|交流"
    screen.away()
    assert screen.card == "" and screen.run("document.querySelectorAll('mark.on').length") == 0


def test_the_keyboard_reaches_every_mark_and_every_fact(data: bytes, screen: Screen) -> None:
    screen.open(data)
    live = screen.run("[...document.querySelectorAll('mark.live')].map(m => m.textContent)")
    assert screen.run("document.querySelectorAll('mark[tabindex=\"0\"]').length") == 1
    screen.run("document.querySelector('mark[tabindex=\"0\"]').focus()")
    walked = [screen.run("document.activeElement.textContent")]
    for _ in live[1:]:
        screen.key("ArrowRight")
        walked.append(screen.run("document.activeElement.textContent"))
        assert screen.card
    assert walked == live
    screen.run(screen.mark("坚持") + ".focus()")
    chosen = "document.querySelector('#card .chosen h2').firstChild.textContent"
    seen = []
    for _ in range(3):
        seen.append(screen.run(chosen))
        screen.key("ArrowDown")
    assert seen == ["term", "series", "quotation"] and screen.run(chosen) == "term"
    assert screen.run("document.activeElement.getAttribute('aria-describedby')") == "card"
    screen.key("Escape")
    assert screen.card == ""


def test_the_legend_switches_kinds(data: bytes, screen: Screen) -> None:
    screen.open(data)
    box = "document.querySelector('.legend input[value={}]')"
    assert not screen.run(box.format("phrase") + ".checked")
    overlapping = screen.mark("思考")  # a member of the series, and half of a phrase
    screen.run(overlapping + ".focus()")
    assert "phrase" not in screen.card
    screen.click(box.format("phrase") + ".parentElement")
    screen.run(overlapping + ".focus()")
    assert "phrase" in screen.card
    screen.click("document.querySelector('.legend .all')")
    assert screen.run("document.querySelectorAll('mark.live').length") == 0
    screen.click("document.querySelector('.legend .all')")
    assert screen.run("document.querySelectorAll('mark:not(.live)').length") == 0


def test_lines_below_the_text_keep_apart_where_facts_nest(data: bytes, screen: Screen) -> None:
    screen.open(data)
    lanes = screen.run(
        f"(() => {{ const s = {screen.mark('交流')}.style; return ['--u1', '--u2', '--u3'].map(n => s.getPropertyValue(n)); }})()"
    )
    assert lanes[:2] == ["var(--series)", "var(--quotation)"] and lanes[2] == ""
    boxes = screen.run(
        "[...document.querySelectorAll('#text .b')].map(b => b.getBoundingClientRect()).every((r, i, all) => !i || r.top >= all[i - 1].bottom - 1)"
    )
    assert boxes


def test_the_tree_leads_to_its_section(data: bytes, screen: Screen) -> None:
    screen.open(data)
    names = screen.run("[...document.querySelectorAll('.tree a span')].map(a => a.textContent)")
    assert names == ["一、总则", "二、活动"]
    screen.click("document.querySelectorAll('.tree a')[1]")
    assert screen.run("location.hash") == "#s2" and screen.run("document.getElementById('s2').textContent") == "二、活动"


@pytest.mark.parametrize("night", [False, True])
def test_on_a_phone(data: bytes, screen: Screen, night: bool) -> None:
    screen.open(data, phone=True, night=night)
    assert screen.fits and screen.quiet
    dark = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)[0] < 60"
    assert screen.run(dark) is night
    screen.tap(screen.mark("二十"))
    assert "figure" in screen.card and "二十" in screen.card
    sheet = screen.run("(() => { const r = document.getElementById('card').getBoundingClientRect(); return [r.left, r.right, r.bottom]; })()")
    assert sheet == [0, 390, 844]
    above = screen.run(f"{screen.mark('二十')}.getBoundingClientRect().bottom <= document.getElementById('card').getBoundingClientRect().top")
    assert above
    close = screen.run("(() => { const r = document.querySelector('#card .close').getBoundingClientRect(); return [r.width, r.height]; })()")
    assert min(close) >= 44
    screen.tap("document.querySelector('#card .close')")
    assert screen.card == ""
    small = "[...document.querySelectorAll('.chip')].every(c => c.getBoundingClientRect().height >= 36)"
    assert screen.run(small)


@pytest.mark.parametrize("night", [False, True])
def test_text_on_its_tint_can_be_read(data: bytes, screen: Screen, night: bool) -> None:
    """At least 4.5 to 1 (WCAG 2.2, 1.4.3), for text on each tint and for the names of kinds on the card."""
    screen.open(data, night=night)
    worst = screen.run(
        """(() => {
          const ctx = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
          const root = getComputedStyle(document.documentElement);
          const over = (...layers) => { ctx.clearRect(0, 0, 1, 1); for (const c of layers) { ctx.fillStyle = c; ctx.fillRect(0, 0, 1, 1); }
            return [...ctx.getImageData(0, 0, 1, 1).data].slice(0, 3); };
          const light = rgb => { const [r, g, b] = rgb.map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
            return .2126 * r + .7152 * g + .0722 * b; };
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
          const v = n => root.getPropertyValue(n).trim();
          const kinds = [...document.querySelectorAll('.legend input')].map(i => i.value);
          return Math.min(...kinds.filter(k => k !== 'phrase').flatMap(k => [
            ratio(over(v('--ink')), over(v('--paper'), v(`--${k}-t`))), ratio(over(v(`--${k}`)), over(v('--face')))]));
        })()"""
    )
    assert worst >= 4.5


def test_without_a_script_the_marks_still_show(data: bytes, screen: Screen) -> None:
    body, _, _ = data.partition(b"<script")
    screen.open(body)
    assert screen.run(f"getComputedStyle({screen.mark('交流')}).getPropertyValue('--u1')") != ""
    assert screen.run(f"getComputedStyle({screen.mark('交流')}).backgroundImage").count("gradient") >= 4


def test_the_page_of_a_file(tmp_path: Path, screen: Screen) -> None:
    out = tmp_path / "seed.html"
    found = pipeline.facts_html(SEED, output=out)
    page = Page(out.read_bytes())
    assert page.blocks == [found.document.slice(b.span) for b in found.document.blocks]
    assert {i for m in page.marks for i in m.of} == set(range(len(found.facts)))
    assert not re.search(r"https?://|url\(|@import", out.read_text(encoding="utf-8").replace(found.document.text, ""))
    screen.open(out.read_bytes())
    assert screen.quiet and screen.fits
    again = tmp_path / "again.html"
    pipeline.facts_html(SEED, output=again)
    assert again.read_bytes() == out.read_bytes()


def test_a_page_shows_one_source(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("一、总则\n读书贵在坚持。\n", encoding="utf-8")
    with pytest.raises(QuizgenError, match="one-source"):
        pipeline.facts_html(tmp_path, output=tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()
