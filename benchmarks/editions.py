"""How alike are two editions of a document, and two documents?

    python benchmarks/editions.py FOLDER...

Files called ``NAME(DATE).txt`` or ``.md`` are editions of NAME; each is compared with the next one, and with every file of
another name. Prints, by threshold, how many pairs of editions have it, and how many pairs of other documents.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from quizgen.deck.editions import WINDOW
from quizgen.sameness import normal

STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
LEAST = 500


def main() -> None:
    files = sorted(p for folder in sys.argv[1:] for p in Path(folder).rglob("*") if p.suffix in (".txt", ".md"))
    pieces: dict[Path, frozenset[str]] = {}
    for path in files:
        text = normal(path.read_text(encoding="utf-8-sig", errors="replace"))
        found = frozenset(text[i : i + WINDOW] for i in range(len(text) - WINDOW + 1))
        if len(found) >= LEAST:
            pieces[path] = found
    names = {p: re.sub(r"[(（].*", "", p.stem) for p in pieces}
    editions: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(pieces, key=lambda p: p.stem):
        editions[names[path]].append(path)
    pairs = [(a, b) for many in editions.values() for a, b in pairwise(many) if pieces[a] != pieces[b]]
    alike = [len(pieces[a] & pieces[b]) / max(len(pieces[a]), len(pieces[b])) for a, b in pairs]
    where: dict[str, list[Path]] = defaultdict(list)
    for path, found in pieces.items():
        for piece in found:
            where[piece].append(path)
    others: Counter[float] = Counter()
    for path, found in pieces.items():
        shared: Counter[Path] = Counter()
        for piece in found:
            if len(where[piece]) < 300:  # a formula of all statutes tells nothing
                shared.update(p for p in where[piece] if p > path and names[p] != names[path])
        for other, n in shared.items():
            others.update(step for step in STEPS if n >= step * max(len(found), len(pieces[other])))
    total = len(pieces) * (len(pieces) - 1) // 2
    print(f"{len(pieces)} documents, {len(pairs)} pairs of editions, {total:,} pairs of others")
    print("| share at least | " + " | ".join(f"{s}" for s in STEPS) + " |")
    print("|---|" + "--:|" * len(STEPS))
    print("| editions | " + " | ".join(str(sum(a >= s for a in alike)) for s in STEPS) + " |")
    print("| others | " + " | ".join(str(others[s]) for s in STEPS) + " |")


if __name__ == "__main__":
    main()
