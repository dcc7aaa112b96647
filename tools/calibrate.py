#!/usr/bin/env python3
"""Fits the weights of src/quizgen/data/worth.json to spans that real examiners tested.

    tools/calibrate.py DOCS TESTED                        fits and writes the shipped weights
    tools/calibrate.py DOCS TESTED --leave-one-out DIR    one weight file a document, fitted without it

DOCS is a folder of documents, TESTED a JSON-lines file of {"doc", "spans"}. A candidate is positive when it is the best
match of a tested span (intersection over union of at least 0.5), left out when it is another match, negative
otherwise. The model is a logistic regression: the table ``any`` is fitted on all documents and drawn towards the hand
table (tools/worth-hand.json), each genre's table on its own documents and drawn towards ``any``. A genre with fewer
than three documents gets no table of its own, and its documents do not touch ``any`` either: they are scored with
what was learned from the other genres alone. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from quizgen.candidates import Work
from quizgen.extractors import extract
from quizgen.model import Span
from quizgen.readers import read_source
from quizgen.reading import Reading
from quizgen.worth import Scorer, Weights

HERE = Path(__file__).resolve().parent
HAND = HERE / "worth-hand.json"
SHIPPED = HERE.parent / "src" / "quizgen" / "data" / "worth.json"
PULL_ANY, PULL_GENRE = 3.0, 6.0  # strength of the pull to the table above; chosen by leave-one-out over the documents
UNFIT = -0.6  # what a build would not ask loses at least so much, however often an examiner asked it
FLOOR = 12  # a feature that fewer candidates have keeps the weight of the table above


def overlap(a: Span, b: Span) -> float:
    inner = min(a[1], b[1]) - max(a[0], b[0])
    return 0.0 if inner <= 0 else inner / (max(a[1], b[1]) - min(a[0], b[0]))


def load(docs: Path, tested: Path) -> dict[str, dict]:
    gold: dict[str, list[Span]] = defaultdict(list)
    for line in tested.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc"]] += [Span(*s) for s in row["spans"]]
    out = {}
    hand = Weights(tables={"any": {}})
    for name in sorted(gold):
        document, _ = read_source((docs / name).read_bytes(), path=name)
        reading = Reading(document)
        facts, _ = extract(reading)
        work = Work(reading, facts)
        scorer = Scorer(work, hand)
        rows, spans = [], []
        for c in work.candidates:
            if c.form == "blank":
                rows.append(tuple(scorer.features(c)))
                spans.append(document.file_span(c.span))
        label = np.zeros(len(rows))
        best = [0.0] * len(rows)
        for g in set(gold[name]):
            scores = [(overlap(s, g), i) for i, s in enumerate(spans) if s[0] < g[1] and g[0] < s[1]]
            top = max(scores, default=(0.0, -1))[0]
            for score, i in scores:
                if score >= 0.5:
                    best[i] = max(best[i], 1.0 if score == top else 0.5)
        for i, b in enumerate(best):
            label[i] = 1 if b == 1.0 else (-1 if b == 0.5 else 0)
        out[name] = {"rows": rows, "label": label, "genre": scorer.genre}
        print(f"{name}: {len(rows)} candidates, {int((label == 1).sum())} tested, {scorer.genre}", file=sys.stderr)
    return out


def fit(docs: list[dict], names: list[str], prior: dict[str, float], pull: float) -> dict[str, float]:
    index = {n: i for i, n in enumerate(names)}
    data, cols, ptr, y = [], [], [0], []
    for d in docs:
        for row, label in zip(d["rows"], d["label"], strict=True):
            if label < 0:
                continue
            cols += [index[f] for f in row if f in index]
            ptr.append(len(cols))
            y.append(label)
    data = np.ones(len(cols))
    x = csr_matrix((data, cols, ptr), shape=(len(y), len(names)))
    target = np.array(y)
    p0 = np.array([prior.get(n, 0.0) for n in names])
    seen = np.asarray(x.sum(axis=0)).ravel() >= FLOOR

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w[1:] + w[0]
        value = np.logaddexp(0, z).sum() - (target * z).sum()
        p = 1 / (1 + np.exp(-z))
        g = np.concatenate([[np.sum(p - target)], x.T @ (p - target)])
        diff = w[1:] - p0
        value += 0.5 * pull * (diff @ diff)
        g[1:] += pull * diff
        g[1:][~seen] = 0
        return value, g

    start = np.concatenate([[-4.0], p0])
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {n: round(float(v), 3) for n, v in zip(names, w[1:], strict=True)}


def tables(docs: dict[str, dict]) -> dict[str, dict[str, float]]:
    hand, caps = _hand()["any"], _hand()["caps"]
    count = Counter(f for d in docs.values() for row in d["rows"] for f in set(row))
    names = sorted(n for n in {*count, *hand} if count[n] >= FLOOR or n in hand)
    genres = Counter(d["genre"] for d in docs.values())
    everything = fit([d for d in docs.values() if genres[d["genre"]] >= 3], names, hand, PULL_ANY)
    capped = {n: min(v, caps.get(n, v)) for n, v in everything.items()}
    out = {"any": _lean(capped), "lists": _hand()["lists"]}
    for genre in sorted(genres):
        if genres[genre] >= 3:
            own = [d for d in docs.values() if d["genre"] == genre]
            out[genre] = _lean(fit(own, names, everything, PULL_GENRE))
    return out


def _hand() -> dict[str, dict[str, float]]:
    data = json.loads(HAND.read_text(encoding="utf-8"))
    return {**data["tables"], "caps": data["caps"]}


def _lean(table: dict[str, float]) -> dict[str, float]:
    lean = {k: v for k, v in sorted(table.items()) if abs(v) >= 0.02}
    return {k: min(v, UNFIT) if k.startswith("unfit:") else v for k, v in lean.items()}


def write(path: Path, found: dict[str, dict[str, float]]) -> None:
    about = (
        "Weights of the features in quizgen/worth.py, in natural log-odds that an examiner asks a candidate, fitted by "
        "tools/calibrate.py. One table a genre; 'any' serves every other document. docs/worth.md says what each feature means."
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"about": about, "tables": found}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("tested", type=Path)
    parser.add_argument("--leave-one-out", type=Path, metavar="DIR")
    args = parser.parse_args()
    docs = load(args.docs, args.tested)
    if args.leave_one_out is None:
        write(SHIPPED, tables(docs))
        return
    for name in docs:
        rest = {n: d for n, d in docs.items() if n != name}
        write(args.leave_one_out / f"{Path(name).stem}.json", tables(rest))
        print(name, file=sys.stderr)


if __name__ == "__main__":
    main()
