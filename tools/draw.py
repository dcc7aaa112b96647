#!/usr/bin/env python3
"""Draws items at random from what a normal build asks, as a sheet for readers who look for reasons to reject.

    tools/draw.py N SEED SOURCE... > sheet.md

Each item stands with its key, distractors, explanation, place and source sentence. The same N, SEED and sources give
the same sheet. docs/quality.md tells what readers found.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from quizgen.candidates import Work
from quizgen.extractors import extract
from quizgen.readers import read_source
from quizgen.reading import Reading
from quizgen.selection import write_items


def main() -> None:
    count, seed, *paths = sys.argv[1:]
    drawn = []
    for path in sorted(paths):
        document, _ = read_source(Path(path).read_bytes(), path=Path(path).name)
        reading = Reading(document)
        facts, _ = extract(reading)
        (written,) = write_items([Work(reading, facts)])
        drawn += [(Path(path).stem, item) for item in written.items]
    chosen = random.Random(int(seed)).sample(drawn, int(count))
    for n, (name, item) in enumerate(chosen, 1):
        print(f"## {n} [{name}] {item.kind} {item.rule} {item.worth:.1f}")
        print(f"stem: {item.stem}")
        print(f"key: {'；'.join(item.key)}")
        if item.distractors:
            print(f"distractors: {'；'.join(item.distractors)}")
        if item.explanation:
            print("explanation: " + item.explanation.replace("\n", " / "))
        print(f"place: {' › '.join(item.provenance.section)} {item.provenance.article} line {item.provenance.line}")
        print(f"source: {item.provenance.quote}\n")


if __name__ == "__main__":
    main()
