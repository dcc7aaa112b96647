"""The cards, rendered by Anki and opened in Chromium: taps, one order on both sides, day and night, phone and desktop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizgen.exporters import apkg
from quizgen.model import Deck

NO_STORAGE = "<script>Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no storage'); }});</script>"
TEXTS = "[...document.querySelectorAll('.qg-row .qg-text')].map(e => e.textContent)"
NOTES = "[...document.querySelectorAll('.qg-row .qg-note')].map(e => e.textContent)"
VERDICT = "document.querySelector('.qg-verdict').textContent"
PICKED = "[...document.querySelectorAll('.qg-row.picked .qg-text')].map(e => e.textContent)"
ALL = ("aaa1", "aaa2", "aaa3", "aaa4", "aaa5", "aaa6", "aaa7")


@pytest.fixture(scope="module")
def sides(backend: Any, deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str, str]]:
    """Front, back and CSS of every card, as Anki renders them."""
    anki = backend.Anki(tmp_path_factory.mktemp("anki"))
    try:
        anki.import_package(apkg.export([deck]))
        return {id: anki.sides(id) for id in ALL}
    finally:
        anki.col.close()


class Phone:
    """A browser that shows cards in one of the ways the apps do."""

    def __init__(self, browser: Any, backend: Any, sides: dict[str, tuple[str, str, str]], folder: Path) -> None:
        self.b, self.all, self.folder, self.page, self.swap = browser, sides, folder, backend.page, backend.swap
        self.n = 0
        browser.size(390, 844, mobile=True)

    def load(self, html: str, css: str, **options: Any) -> None:
        """A new page for one side, as AnkiDroid does."""
        self.n += 1
        path = self.folder / f"{self.n}.html"
        path.write_text(self.page(css, html, **options), encoding="utf-8")
        self.b.open(path.as_uri())

    def front(self, id: str, **options: Any) -> None:
        self.load(self.all[id][0], self.all[id][2], **options)

    def back(self, id: str, **options: Any) -> None:
        self.load(self.all[id][1], self.all[id][2], **options)

    def turn(self, id: str, side: int = 1) -> None:
        """The other side in the same page, as the desktop does."""
        self.b.run(self.swap(self.all[id][side]))

    def tap(self, text: str) -> None:
        self.b.tap(".qg-row", self.b.run(TEXTS).index(text))

    def get(self, script: str) -> Any:
        return self.b.run(script)


@pytest.fixture
def phone(browser: Any, backend: Any, sides: dict[str, tuple[str, str, str]], tmp_path: Path) -> Phone:
    it = Phone(browser, backend, sides, tmp_path)
    browser.open("about:blank")
    it.front("aaa1")
    it.get("sessionStorage.clear()")
    return it


def test_an_option_can_be_tapped_and_the_back_shows_the_same_order(phone: Phone) -> None:
    phone.front("aaa3")
    order = phone.get(TEXTS)
    assert sorted(order) == sorted(["现场核对", "事后通报", "年度总结", "集中培训"])
    phone.tap("年度总结")
    assert phone.get(PICKED) == ["年度总结"]
    phone.tap("集中培训")  # one choice only: the last
    assert phone.get(PICKED) == ["集中培训"]
    phone.turn("aaa3")
    assert phone.get(TEXTS) == order
    notes = dict(zip(order, phone.get(NOTES), strict=True))
    assert notes == {"现场核对": "✓ 答案", "集中培训": "✗ 你选的", "事后通报": "", "年度总结": ""}
    assert phone.get(VERDICT) == "✗ 答错了"
    assert phone.get("document.querySelector('mark').textContent") == "现场核对"


def test_a_new_page_for_the_back_keeps_order_and_choice(phone: Phone) -> None:
    for _ in range(4):
        phone.front("aaa3")
        order = phone.get(TEXTS)
        phone.tap("现场核对")
        phone.back("aaa3")
        assert phone.get(TEXTS) == order
        assert phone.get(VERDICT) == "✓ 答对了"


def test_without_storage_and_with_a_new_page_the_order_is_the_same(phone: Phone) -> None:
    for id in ("aaa3", "aaa4", "aaa3"):
        phone.front(id, head=NO_STORAGE)
        order = phone.get(TEXTS)
        phone.tap(order[1])
        assert phone.get(PICKED) == [order[1]]
        phone.back(id, head=NO_STORAGE)
        assert phone.get(TEXTS) == order
        assert phone.get(VERDICT) == "未作答"  # the choice cannot be known, and the card does not pretend


def test_without_storage_the_page_itself_remembers(phone: Phone) -> None:
    phone.front("aaa4", head=NO_STORAGE)
    orders = set()
    for id in ("aaa4", "aaa3") * 6:
        phone.turn(id, 0)
        order = phone.get(TEXTS)
        phone.tap(order[0])
        phone.turn(id)
        assert phone.get(TEXTS) == order
        assert phone.get(NOTES)[0] in ("✓ 你选对了", "✗ 你选的")
        orders.add(tuple(order))
    assert len(orders) > 3


def test_where_nothing_lasts_the_order_turns_with_the_day(phone: Phone) -> None:
    def at(time: str) -> list[str]:
        head = NO_STORAGE + f"<script>Date = class extends Date {{ constructor() {{ super('{time}'); }} }};</script>"
        phone.front("aaa4", head=head)
        shown = phone.get(TEXTS)
        phone.back("aaa4", head=head)
        assert phone.get(TEXTS) == shown
        return shown

    assert at("2026-01-05T09:00:00") == at("2026-01-06T03:00:00")
    days = {tuple(at(f"2026-01-{day:02d}T09:00:00")) for day in range(5, 13)}
    assert len(days) > 3


def test_the_order_is_new_on_each_showing(phone: Phone) -> None:
    orders = set()
    for _ in range(12):
        phone.front("aaa3")
        orders.add(tuple(phone.get(TEXTS)))
    assert len(orders) > 5


def test_the_script_may_run_twice(phone: Phone) -> None:
    again = (
        "(function () { const s = document.createElement('script');"
        " s.textContent = document.querySelector('#qa script').textContent; document.body.appendChild(s); })()"
    )
    phone.front("aaa4")
    order = phone.get(TEXTS)
    phone.tap(order[2])
    phone.get(again)
    assert phone.get(TEXTS) == order and phone.get(PICKED) == [order[2]]
    phone.turn("aaa4")
    notes = phone.get(NOTES)
    phone.get(again)
    assert phone.get(TEXTS) == order and phone.get(NOTES) == notes


def test_multiple_choice_counts_what_is_wrong_and_what_is_missing(phone: Phone) -> None:
    phone.front("aaa4")
    for text in ("守纪律", "勤走访", "善研判", "善研判"):  # the last is taken back
        phone.tap(text)
    assert sorted(phone.get(PICKED)) == sorted(["守纪律", "勤走访"])
    phone.turn("aaa4")
    assert phone.get(VERDICT) == "✗ 错选 1 项，漏选 2 项"
    assert sorted(phone.get(NOTES)) == sorted(["✗ 你选的", "✓ 你选对了", "✓ 漏选", "✓ 漏选"])
    phone.turn("aaa4", 0)
    assert phone.get(PICKED) == []
    for text in ("勤走访", "善研判", "会协调"):
        phone.tap(text)
    phone.turn("aaa4")
    assert phone.get(VERDICT) == "✓ 答对了"


def test_true_and_false_keep_their_places(phone: Phone) -> None:
    for _ in range(4):
        phone.front("aaa5")
        assert phone.get(TEXTS) == ["对", "错"]
    phone.tap("错")
    phone.back("aaa5")
    assert phone.get(TEXTS) == ["对", "错"] and phone.get(VERDICT) == "✓ 答对了"
    phone.front("aaa5")
    phone.turn("aaa5")
    assert phone.get(VERDICT) == "未作答" and phone.get(NOTES) == ["", "✓ 答案"]


def test_ordering_is_answered_by_tapping_in_order(phone: Phone) -> None:
    phone.front("aaa6")
    for text in ("登记", "办理", "核实", "回访"):
        phone.tap(text)
    badges = "[...document.querySelectorAll('.qg-badge')].map(e => e.textContent)"
    ranks = dict(zip(phone.get(TEXTS), phone.get(badges), strict=True))
    assert ranks == {"登记": "1", "办理": "2", "核实": "3", "回访": "4"}
    phone.turn("aaa6")
    assert phone.get(TEXTS) == ["登记", "核实", "办理", "回访"]
    assert phone.get(NOTES) == ["✓", "你排第 3", "你排第 2", "✓"]
    assert phone.get(VERDICT) == "✗ 排对 2 项，共 4 项"


def test_recall_shows_its_members_one_by_one(phone: Phone) -> None:
    phone.front("aaa7")
    assert phone.get(TEXTS) == ["……"] * 3
    phone.b.tap(".qg-row", 1)
    assert phone.get(TEXTS) == ["……", "研判力", "……"]
    phone.turn("aaa7")
    assert phone.get(TEXTS) == ["走访力", "研判力", "协调力"]
    assert phone.get(NOTES) == ["", "看过提示", ""]


def test_a_cloze_hides_its_answer_and_shows_it_on_the_back(phone: Phone) -> None:
    phone.front("aaa2")
    seen = "getComputedStyle(document.querySelector('.cloze')).color"
    assert phone.get("document.querySelector('.cloze').textContent") == "[...]"
    assert phone.get(seen) == "rgba(0, 0, 0, 0)"
    assert phone.get("document.querySelector('.cloze').getBoundingClientRect().width") > 40
    phone.turn("aaa2")
    assert phone.get("document.querySelector('.cloze').textContent") == "研判力"
    assert phone.get(seen) != "rgba(0, 0, 0, 0)"


def test_without_scripts_options_can_be_read_and_the_key_only_on_the_back(phone: Phone) -> None:
    def bare(html: str) -> str:
        return html.replace("<script>", "<template>").replace("</script>", "</template>")

    shown = (
        "[...document.querySelectorAll('.qg-options, .qg-key')].filter(e => e.offsetHeight > 0"
        " && getComputedStyle(e).visibility === 'visible').map(e => e.className)"
    )
    for id, front in (("aaa3", ["qg-options"]), ("aaa5", ["qg-options"]), ("aaa6", ["qg-options"]), ("aaa7", [])):
        phone.load(bare(phone.all[id][0]), phone.all[id][2])
        assert phone.get(shown) == front, id
        phone.load(bare(phone.all[id][1]), phone.all[id][2])
        assert "qg-key" in phone.get(shown), id


def test_an_option_edited_on_one_side_only_leaves_the_answer_in_sight(phone: Phone) -> None:
    _, back, css = phone.all["aaa3"]
    back = back.replace('<div class="qg-key">现场核对</div>', '<div class="qg-key">当场核对</div>')
    phone.load(back, css)
    assert phone.get("document.querySelector('.qg-key').offsetHeight") > 0


CONTRAST = """
(function () {
  function rgb(text) { return text.match(/[\\d.]+/g).map(Number); }
  function light(c) {
    const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  const bad = [];
  for (const el of document.querySelectorAll('.qg *')) {
    if (![...el.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !el.offsetHeight) continue;
    if (el.tagName === 'SCRIPT' || (el.classList.contains('cloze') && el.textContent === '[...]')) continue;
    let under = el, back = [0, 0, 0, 0];
    while (under && back[3] === 0) {
      const c = rgb(getComputedStyle(under).backgroundColor);
      back = c.length === 3 ? [...c, 1] : c;
      under = under.parentElement;
    }
    const a = light(rgb(getComputedStyle(el).color).slice(0, 3)), b = light(back.slice(0, 3));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push([el.className, ratio]);
  }
  return bad;
})()
"""


@pytest.mark.parametrize(("width", "night"), [(320, False), (390, True), (1100, False)])
def test_it_can_be_read_and_touched_by_day_and_night(phone: Phone, width: int, night: bool) -> None:
    phone.b.size(width, 800, mobile=width < 1000)
    phone.b.call("Emulation.setTouchEmulationEnabled", enabled=True)
    for id in ALL:
        phone.front(id, night=night)
        for height in phone.get("[...document.querySelectorAll('button')].map(e => e.getBoundingClientRect().height)"):
            assert height >= 44
        if id not in ("aaa1", "aaa2"):
            phone.b.tap(".qg-row", 0)
        for turned in (False, True):
            if turned:
                phone.turn(id)
            assert phone.get("document.documentElement.scrollWidth") <= width
            assert phone.get(CONTRAST) == []
            ground = phone.get("getComputedStyle(document.body).backgroundColor")
            assert ground == ("rgb(23, 25, 28)" if night else "rgb(250, 249, 245)")
