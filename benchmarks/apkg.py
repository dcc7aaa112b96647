"""The package next to plain genanki's, with the same notes and templates: time (median, with imports done) and size.

python benchmarks/apkg.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import genanki

from quizgen.exporters import apkg
from quizgen.exporters.anki.fields import notes
from quizgen.exporters.anki.homes import places
from quizgen.exporters.anki.notetypes import FIELDS, SPARE, css, note_types
from quizgen.model import BLANK, Deck, Item, Provenance, Source

SEED = Path(__file__).resolve().parent.parent / "seeds" / "000_1a882e9dacebe70f.txt"


def a_deck(size: int) -> Deck:
    """Cloze items over the seed's own clauses, so that the text compresses as real text does."""
    text = SEED.read_text(encoding="utf-8")
    sentences = [s + "。" for line in text.splitlines() for s in line.split("。") if len(s) > 12]
    items = []
    for n in range(size):
        quote = sentences[n % len(sentences)]
        at = 4 + n // len(sentences) % (len(quote) - 8)
        items.append(
            Item(
                id=f"{n * 2654435761 % 2**40:010x}",
                kind="cloze",
                stem=quote[:at] + BLANK + quote[at + 3 :],
                key=(quote[at : at + 3],),
                provenance=Provenance(path="x.txt", section=(f"第{n * 6 // size}部分",), line=n, quote=quote),
                changed="2026-01-05T08:00:00Z",
            )
        )
    return Deck(title="测量", source=Source(id="s", path="x.txt", sha256=""), items=tuple(items))


def plain(deck: Deck, path: Path) -> None:
    """What a short script with genanki does, from the same notes."""
    models = {
        spec.type: genanki.Model(
            spec.id,
            spec.name,
            fields=[{"name": f} for f in FIELDS],
            templates=[{"name": "1", "qfmt": spec.front, "afmt": spec.back}],
            css=css(),
            model_type=genanki.Model.CLOZE if spec.cloze else genanki.Model.FRONT_BACK,
        )
        for spec in note_types()
    }
    boxes: dict[str, genanki.Deck] = {}
    for note in notes([deck], [places(deck)]):
        name = "::".join(note.home)
        box = boxes.setdefault(name, genanki.Deck(len(boxes) + 2, name))
        box.add_note(genanki.Note(models[note.type], [*note.fields, *[""] * SPARE], tags=list(note.tags)))
    genanki.Package(list(boxes.values())).write_to_file(str(path))


def write(deck: Deck, path: Path) -> None:
    """What quizgen does."""
    path.write_bytes(apkg.export([deck]))


def seconds(run: Callable[[], object], times: int) -> float:
    """The median of several runs."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> int:
    """Print the table; 1 if a ratio is over its limit (time 1.5, size 0.3)."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        theirs, ours = Path(folder) / "plain.apkg", Path(folder) / "ours.apkg"
        for size in (20, 100, 300, 1000, 5000):
            deck = a_deck(size)
            times = 3 if size > 1000 else 9
            a = seconds(partial(plain, deck, theirs), times)
            b = seconds(partial(write, deck, ours), times)
            big, small = theirs.stat().st_size, ours.stat().st_size
            print(
                f"{size:5} notes: genanki {a * 1000:7.1f} ms {big / 1000:7.1f} kB,"
                f" quizgen {b * 1000:7.1f} ms {small / 1000:7.1f} kB, time x {b / a:.2f}, size x {small / big:.2f}"
            )
            worst = max(worst, b / a / 1.5, small / big / 0.3)
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main())
