#!/usr/bin/env python3
"""Makes docs/images/paper.png: the first page of a paper and of its key, side by side, as a browser prints them; or, with
--sheet, docs/images/sheet.png: its answer sheet and the teachers' copy, as typst sets them.

    python tools/paper_picture.py [decks/….paper.yaml] [--sheet] [--out docs/images/paper.png]

Without a paper, that of the repository's own deck serves. Needs Chromium, pdftoppm (poppler-utils) and a Chinese font.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from quizgen import print_paper

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import FLAGS, find_chromium  # noqa: E402

WIDTH, HEIGHT = 1240, 866
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #d8dbe0; display: flex; gap: 24px; justify-content: center; align-items: center; height: 100vh }}
img {{ height: 822px; box-shadow: 0 1px 6px #0006 }}
</style><img src="{0}"><img src="{1}">"""


def chromium(*arguments: str, profile: Path) -> None:
    program = find_chromium()
    if program is None:
        sys.exit("needs Chromium")
    flags = [f for f in FLAGS if f != "--remote-debugging-pipe"]
    subprocess.run([program, *flags, f"--user-data-dir={profile}", *arguments], check=True, capture_output=True, timeout=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paper", nargs="?", type=Path)
    parser.add_argument("--sheet", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    out = args.out or ROOT / "docs" / "images" / ("sheet.png" if args.sheet else "paper.png")
    paper = args.paper or next(iter(sorted((ROOT / "decks").glob("*.paper.yaml"))), None)
    if paper is None:
        sys.exit("no paper in decks/: quizgen build makes one")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, key in (("paper", False), ("key", "only")):
            pdf = folder / f"{part}.pdf"
            if args.sheet:
                if key:
                    print_paper(paper, output=pdf, key="in-place")
                else:
                    print_paper(paper, output=pdf, to="sheet")
            else:
                page = print_paper(paper, output=folder / f"{part}.html", key=key)  # type: ignore[arg-type]
                chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri(), profile=folder / "profile")
            subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", pdf, folder / part], check=True)
        (folder / "both.html").write_text(PAGE.format("paper.png", "key.png"), encoding="utf-8")
        out.parent.mkdir(parents=True, exist_ok=True)
        chromium(
            f"--window-size={WIDTH},{HEIGHT}",
            f"--screenshot={out.resolve()}",
            (folder / "both.html").as_uri(),
            profile=folder / "profile",
        )
    print(out)


if __name__ == "__main__":
    main()
