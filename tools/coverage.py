#!/usr/bin/env python3
"""How much of what people tested is found as a candidate: hits (intersection over union of at least one half) and
exact hits by set and genre, and candidates per 1,000 characters.

    coverage.py DOCS TESTED [--misses N] [--exact] [--by-shape] [--genre NAME] [--rules a,b]

DOCS is a folder of documents; TESTED has one JSON object a line: ``set``, ``doc`` (a file of DOCS) and ``spans``
(code points of the decoded file). The genre is the file name up to its first ``_``.
"""

from __future__ import annotations

import argparse
import bisect
import collections
import json
import time
from pathlib import Path

from quizgen.candidates import candidates
from quizgen.extractors import EXTRACTORS, extract
from quizgen.model import Phrase, Span
from quizgen.readers import read_source
from quizgen.reading import Reading


def iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return 0.0 if common <= 0 else common / (max(a[1], b[1]) - min(a[0], b[0]))


def found(path: Path, rules: str) -> tuple[dict[Span, str], int, Reading]:
    """The distinct answer spans of a document, in offsets of the file, with what asks them."""
    data = path.read_bytes()
    document, _ = read_source(data, path=path.name)
    reading = Reading(document)
    chosen = tuple(e for e in EXTRACTORS if not rules or e.name in rules.split(","))
    facts, _ = extract(reading, extractors=chosen)
    out: dict[Span, str] = {}
    for c in candidates(reading, facts):
        shape = c.roles[0]
        if isinstance(c.fact, Phrase) and c.fact.shape:
            shape += "/" + c.fact.shape
        for answer in c.answers:
            out.setdefault(document.file_span(answer), shape)
    return out, len(data.decode("utf-8-sig").replace("\r\n", "\n")), reading


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("tested", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="show this many misses a genre")
    parser.add_argument("--exact", action="store_true", help="count a hit that is not exact as a miss")
    parser.add_argument("--by-shape", action="store_true", help="what each kind of candidate costs and hits")
    parser.add_argument("--genre", default="")
    parser.add_argument("--rules", default="", help="only these rules, parted by commas")
    args = parser.parse_args()

    gold: dict[str, list[tuple[tuple[int, int], str]]] = collections.defaultdict(list)
    for line in args.tested.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["doc"].startswith(args.genre):
            gold[row["doc"]] += [((s[0], s[1]), row["set"]) for s in row["spans"]]
    rows: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    shapes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    misses: dict[str, list[str]] = collections.defaultdict(list)
    began = time.perf_counter()
    for doc in sorted(gold):
        spans, chars, _ = found(args.docs / doc, args.rules)
        raw = (args.docs / doc).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        keys = sorted(spans)
        genre = doc.split("_")[0]
        for shape in spans.values():
            shapes[shape]["n"] += 1
        for name in {genre, "all", *(s for _, s in gold[doc])}:
            rows[name]["chars"] += chars
            rows[name]["candidates"] += len(spans)
        for span, kind in gold[doc]:
            lo, hi = bisect.bisect_left(keys, (span[0] - 200, 0)), bisect.bisect_left(keys, (span[1], 0))
            best = max(((iou(k, span), k) for k in keys[lo:hi]), default=(0.0, Span(0, 0)))
            for name in (genre, kind, "all"):
                rows[name]["tested"] += 1
                rows[name]["hit"] += best[0] >= 0.5
                rows[name]["exact"] += best[0] == 1
            if best[0] >= 0.5:
                shapes[spans[best[1]]]["hit"] += 1
                shapes[spans[best[1]]]["exact"] += best[0] == 1
            if best[0] < (1 if args.exact else 0.5):
                around = raw[max(0, span[0] - 14) : span[0]] + "[" + raw[slice(*span)] + "]" + raw[span[1] : span[1] + 10]
                misses[genre].append(f"{best[0]:.2f} {doc} {around!r} ~ {raw[slice(*best[1])]!r}")
    seconds = time.perf_counter() - began
    print(f"{'':10} {'tested':>6} {'hit':>6} {'exact':>6} {'per 1k':>7}")
    for name in sorted(rows, key=lambda n: (n == "all", n in ("exam", "worksheet"), n)):
        r = rows[name]
        print(f"{name:10} {r['tested']:6} {r['hit'] / r['tested']:6.3f} {r['exact'] / r['tested']:6.3f} {1000 * r['candidates'] / r['chars']:7.1f}")
    print(f"{rows['all']['chars'] / seconds:,.0f} characters a second")
    if args.by_shape:
        total = rows["all"]["chars"]
        for shape, c in sorted(shapes.items(), key=lambda x: -x[1]["n"]):
            print(f"  {shape:22} {1000 * c['n'] / total:6.1f} per 1k  hit {c['hit']:4} exact {c['exact']:4}  of 1000: {1000 * c['hit'] / c['n']:5.1f} {1000 * c['exact'] / c['n']:5.1f}")
    for genre, lines in misses.items():
        for line in lines[: args.misses]:
            print(genre, line)


if __name__ == "__main__":
    main()
