"""How alike are a sentence and its edited self, and how alike are two sentences? The figures behind the thresholds CLOSE
and FAR of quizgen/deck/homes.py.

    python benchmarks/likeness.py FOLDER-OR-FILE... [--sentences N] [--seed N]

For sentences drawn from the documents it prints which share of them is still at least so like itself (difflib's ratio
of the normal forms) after one, two, four and eight changes of words, and which share of sentences is so like the
likest of its eight neighbours, or the likest of 200 others of the same document: those are what it may be confused
with.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

from quizgen.deck.text import NormalText
from quizgen.readers import read_source

STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
WORDS = ("进一步", "切实", "依照规定", "及时", "有关部门", "以上", "十五日", "应当", "不得", "或者")


def changed(sentence: str, times: int, rng: Random) -> str:
    """The sentence after so many changes of up to four characters each."""
    for _ in range(times):
        at = rng.randrange(len(sentence) + 1)
        sentence = sentence[:at] + rng.choice(WORDS) + sentence[min(len(sentence), at + rng.randrange(5)) :]
    return sentence


def ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--sentences", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    files = [p for path in args.paths for p in (sorted(path.iterdir()) if path.is_dir() else [path])]
    rng = Random(args.seed)
    texts = [[n for n in NormalText(read_source(p.read_bytes(), path=p.name)[0]).norms if len(n) >= 8] for p in files]
    drawn = [(t, rng.randrange(len(t))) for t in rng.choices([t for t in texts if len(t) > 20], k=args.sentences)]
    rows: list[tuple[str, Callable[[Sequence[str], int], float]]] = [
        (f"after {k} change{'s' if k > 1 else ''}", lambda t, i, k=k: ratio(t[i], changed(t[i], k, rng)))  # type: ignore[misc]
        for k in (1, 2, 4, 8)
    ]
    rows.append(("likest of its 8 neighbours", lambda t, i: max(ratio(t[i], s) for s in around(t, i) if s != t[i])))
    rows.append(("likest of 200 others", lambda t, i: max(ratio(t[i], s) for s in rng.choices(t, k=200) if s != t[i])))
    print("| Ratio at least | " + " | ".join(str(s) for s in STEPS) + " |")
    print("|---|" + "--:|" * len(STEPS))
    for name, measure in rows:
        found = [measure(t, i) for t, i in drawn]
        print(f"| {name} | " + " | ".join(f"{100 * sum(r >= s for r in found) / len(found):.0f} %" for s in STEPS) + " |")


def around(sentences: Sequence[str], i: int) -> list[str]:
    return [sentences[k] for k in range(max(0, i - 4), min(len(sentences), i + 5)) if k != i]


if __name__ == "__main__":
    main()
