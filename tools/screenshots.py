"""Makes the pictures of the cards in docs/images: front and back side by side, by day and by night.

    python tools/screenshots.py [--deck decks/….yaml] [--item ID] [--out docs/images]

The deck is packed, imported with Anki's backend and rendered by it; Chromium draws the sides. Without a deck an item from
the seed serves. Needs the packages of the ``dev`` extra, Chromium, and a Chinese font.
"""

from __future__ import annotations

import argparse
import base64
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from anki_backend import Anki, page, swap  # noqa: E402
from browser import Browser, find_chromium  # noqa: E402
from quizgen.exporters import apkg  # noqa: E402
from quizgen.model import CHOICE, Deck, Item, Provenance, Source  # noqa: E402

WIDTH, HEIGHT, SCALE = 390, 664, 1.1
# The order of options follows the day until a card has shown that the page lasts: one day, one picture.
ONE_DAY = "<script>Date = class extends Date { constructor() { super('2026-01-05T09:00:00'); } };</script>"
QUOTE = "“党的政治建设是党的根本性建设，要把党的政治建设摆在首位，以党的政治建设为统领”。"

SAMPLE = Deck(
    title="全面从严治党研讨发言",
    source=Source(id="seed", path="seeds/000_1a882e9dacebe70f.txt", sha256=""),
    items=(
        Item(
            id="sample",
            kind="single",
            stem=f"习近平总书记强调，党的{CHOICE}是党的根本性建设。",
            key=("政治建设",),
            distractors=("思想建设", "作风建设", "制度建设"),
            explanation="思想建设是“党的基础性建设”（第二部分）。",
            provenance=Provenance(
                path="seeds/000_1a882e9dacebe70f.txt",
                section=("一、提高政治站位，准确把握全面从严治党新内涵",),
                line=5,
                quote=QUOTE,
            ),
            changed="2026-01-01T00:00:00Z",
        ),
    ),
)


def choose(path: Path | None, id: str) -> tuple[Deck, str]:
    """A deck and the id of the item to show: the one asked for, else the first single-choice one worth most."""
    if path is None:
        return SAMPLE, "sample"
    from quizgen.deck import load

    deck = load(path).deck
    singles = sorted((i for i in deck.items if i.kind == "single" and i.explanation), key=lambda i: -i.worth)
    return deck, id or singles[0].id


def draw(browser: Browser, anki: Anki, id: str, wrong: str, out: Path, folder: Path, *, night: bool) -> None:
    """One picture: the front with a wrong option tapped, and the back."""
    front, back, css = anki.sides(id)
    browser.size(WIDTH, HEIGHT, scale=SCALE, mobile=True)
    path = folder / "card.html"
    path.write_text(page(css, front, night=night, head=ONE_DAY), encoding="utf-8")
    browser.open(path.as_uri())
    texts = browser.run("[...document.querySelectorAll('.qg-text')].map(e => e.textContent)")
    browser.tap(".qg-row", texts.index(wrong))
    shots = [folder / "front.png", folder / "back.png"]
    browser.picture(shots[0], whole=False)
    browser.run(swap(back))
    browser.picture(shots[1], whole=False)
    ground, line = ("#0d0f11", "#33383d") if night else ("#e9e7e0", "#cfccc2")
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(s.read_bytes()).decode()}" style="width:{WIDTH}px;'
        f'height:{HEIGHT}px;border:1px solid {line};border-radius:18px">'
        for s in shots
    )
    path.write_text(
        f'<!doctype html><body style="margin:0;padding:20px;display:flex;gap:20px;background:{ground}">{images}',
        encoding="utf-8",
    )
    browser.size(2 * WIDTH + 64, HEIGHT + 42, scale=SCALE)
    browser.open(path.as_uri())
    browser.run("Promise.all([...document.images].map(i => i.decode()))")
    browser.picture(out, whole=False)


def main() -> int:
    """Write card-day.png and card-night.png."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--deck", type=Path)
    parser.add_argument("--item", default="")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    program = find_chromium()
    if program is None:
        print("needs Chromium, which is not installed", file=sys.stderr)
        return 1
    deck, id = choose(options.deck, options.item)
    wrong = next(i for i in deck.items if i.id == id).distractors[0]
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, Browser(program) as browser:
        folder = Path(name)
        anki = Anki(folder)
        try:
            anki.import_package(apkg.export([deck]))
            for night in (False, True):
                out = options.out / f"card-{'night' if night else 'day'}.png"
                draw(browser, anki, id, wrong, out, folder, night=night)
                print(f"{out} ({out.stat().st_size // 1000} kB)")
        finally:
            anki.col.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
