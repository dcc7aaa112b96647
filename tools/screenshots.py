"""Makes the pictures in docs/images: cards, front and back side by side, by day and by night; the pages of facts and of a
report, on a desktop by day and on a phone by night.

    python tools/screenshots.py [cards] [pages] [--deck decks/….yaml] [--item ID] [--out docs/images]

The deck is packed, imported with Anki's backend and rendered by it; Chromium draws the sides. Without a deck an item from
the seed serves. Needs the packages of the ``dev`` extra, Chromium, and a Chinese font.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import struct
import sys
import tempfile
import zlib
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


DESK, PHONE, TALL = 940, 340, 640
# The overview of a page, then a card of it: scripts that bring the page to where it is to be seen.
FACTS_DESK = "open_at('三会一课', 330)"
FACTS_PHONE = "open_at('政治判断力', 230)"
REPORT_DESK = "scrollTo(0, 0)"
REPORT_PHONE = "open_at(null, 210)"
OPEN = """function open_at(words, y) {
  const all = [...document.querySelectorAll('mark.live')];
  const mark = all.find(m => words ? m.textContent.includes(words) : m.closest('h2, h3, p').offsetTop > 1500 && /single/.test(m.className)) || all[9];
  scrollTo(0, mark.getBoundingClientRect().top + scrollY - y);
  mark.focus({preventScroll: true});
}"""


def draw_pages(browser: Browser, out: Path, folder: Path) -> None:
    """facts.png and report.png, from the repository's own source."""
    from quizgen import pipeline

    for name in ("seeds", "quizgen.yaml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    pipeline.build(root=folder, now=1_767_225_600)
    (source,) = sorted((folder / "seeds").iterdir())
    (deck,) = (p for p in (folder / "decks").glob("*.yaml") if not p.name.endswith(".paper.yaml"))
    pipeline.facts_html(source, root=folder, output=folder / "facts.html")
    pipeline.report_html(deck, root=folder, output=folder / "report.html")
    browser.call("Emulation.setFocusEmulationEnabled", enabled=True)
    for name, desk, phone in (("facts", FACTS_DESK, FACTS_PHONE), ("report", REPORT_DESK, REPORT_PHONE)):
        shots = []
        for night, script in ((False, desk), (True, phone)):
            browser.size(PHONE if night else DESK, TALL, scale=1.0, mobile=night)
            features = [("prefers-color-scheme", "dark" if night else "light"), ("prefers-reduced-motion", "reduce")]
            browser.call("Emulation.setEmulatedMedia", features=[{"name": n, "value": v} for n, v in features])
            browser.open((folder / f"{name}.html").as_uri())
            browser.run(f"{OPEN}; {script}")
            browser.run("new Promise(done => setTimeout(done, 200))")
            shots.append(folder / f"{name}-{night}.png")
            browser.picture(shots[-1], whole=False)
        beside(browser, shots, [DESK, PHONE], out / f"{name}.png", folder)
        print(f"{out / name}.png ({(out / f'{name}.png').stat().st_size // 1000} kB)")


def beside(browser: Browser, shots: list[Path], widths: list[int], out: Path, folder: Path) -> None:
    """Pictures beside each other, in one."""
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(s.read_bytes()).decode()}" style="width:{w}px;height:{TALL}px;'
        'border:1px solid #cfccc2;border-radius:12px">'
        for s, w in zip(shots, widths, strict=True)
    )
    path = folder / "beside.html"
    path.write_text(
        f'<!doctype html><body style="margin:0;padding:18px;display:flex;gap:18px;background:#e9e7e0">{images}', encoding="utf-8"
    )
    browser.size(sum(widths) + 58, TALL + 40, scale=1.0)
    browser.open(path.as_uri())
    browser.run("Promise.all([...document.images].map(i => i.decode()))")
    browser.picture(out, whole=False)
    out.write_bytes(with_palette(browser, out, folder))


PALETTE = """async function (colours) {
  const image = document.images[0];
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const key = (data[i] & 248) << 16 | (data[i + 1] & 248) << 8 | data[i + 2] & 248;
    const found = counts.get(key) || counts.set(key, [0, 0, 0, 0]).get(key);
    found[0]++; found[1] += data[i]; found[2] += data[i + 1]; found[3] += data[i + 2];
  }
  const chosen = [...counts].sort((a, b) => b[1][0] - a[1][0] || a[0] - b[0]).slice(0, colours)
    .map(([, [n, r, g, b]]) => [r / n, g / n, b / n].map(Math.round));
  const nearest = new Map();
  for (const [key, [n, r, g, b]] of counts) {
    let best = 0, least = Infinity;
    chosen.forEach(([x, y, z], i) => {
      const d = (r / n - x) ** 2 + (g / n - y) ** 2 + (b / n - z) ** 2;
      if (d < least) { least = d; best = i; }
    });
    nearest.set(key, best);
  }
  let rows = '';
  for (let i = 0; i < data.length; i += 4)
    rows += String.fromCharCode(nearest.get((data[i] & 248) << 16 | (data[i + 1] & 248) << 8 | data[i + 2] & 248));
  return { width, height, palette: chosen.flat(), pixels: btoa(rows) };
}"""


def with_palette(browser: Browser, path: Path, folder: Path, *, colours: int = 232) -> bytes:
    """A picture as a PNG of few colours: a third of the size (W3C, Portable Network Graphics, colour type 3)."""
    encoded = base64.b64encode(path.read_bytes()).decode()
    (folder / "palette.html").write_text(f'<!doctype html><img src="data:image/png;base64,{encoded}">', encoding="utf-8")
    browser.open((folder / "palette.html").as_uri())
    made = browser.run(f"({PALETTE})({colours})")
    width, height, pixels = made["width"], made["height"], base64.b64decode(made["pixels"])
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(made["palette"])), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(n, d) for n, d in parts)


def main() -> int:
    """Write card-day.png, card-night.png, facts.png and report.png."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", nargs="*", choices=["cards", "pages", []], help="both, if none is named")
    parser.add_argument("--deck", type=Path)
    parser.add_argument("--item", default="")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    program = find_chromium()
    if program is None:
        print("needs Chromium, which is not installed", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, Browser(program) as browser:
        folder = Path(name)
        if "pages" in options.what or not options.what:
            draw_pages(browser, options.out, folder)
        if options.what == ["pages"]:
            return 0
        deck, id = choose(options.deck, options.item)
        wrong = next(i for i in deck.items if i.id == id).distractors[0]
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
