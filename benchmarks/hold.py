#!/usr/bin/env python3
"""Holds what the rules find and the items they make on the repository's own source: fails below the thresholds.

Runs ``score.py gold`` and ``score.py lint`` on the source as it is, and gold once more on a copy of it that is
hard-wrapped at 36 characters with ASCII quotation marks.

    hold.py [--quizgen CMD]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = HERE.parent / "seeds" / "000_1a882e9dacebe70f.txt"
GOLD = HERE / "gold" / "seed.yaml"
KINDS_WANTED = ("cloze", "single", "multiple", "truefalse", "recall")

failures: list[str] = []


def score(*args: str) -> str:
    done = subprocess.run([sys.executable, str(HERE / "score.py"), *args], capture_output=True, text=True, encoding="utf-8")
    print(done.stdout, end="", flush=True)
    if done.returncode:
        sys.exit(f"score.py {' '.join(args)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def hold(true: bool, what: str) -> None:
    print(f"{'holds' if true else 'FAILS'}: {what}", flush=True)
    if not true:
        failures.append(what)


def found(pattern: str, text: str) -> tuple[float, ...]:
    m = re.search(pattern, text)
    if m is None:
        hold(False, f"no line like {pattern} in the output of score.py")
        return (-1.0,) * 4
    return tuple(float(g) for g in m.groups())


def gold(text: str, name: str) -> None:
    whole, of = found(r"points: (\d+)/(\d+) whole", text)[:2]
    hold(whole == of, f"{name}: points {whole:g}/{of:g}")
    whole, of = found(r"spelled: (\d+)/(\d+) whole", text)[:2]
    hold(whole == of, f"{name}: spelled {whole:g}/{of:g}")
    both, of = found(r"quotations: .* (\d+)/(\d+) with the speaker", text)[:2]
    hold(both == of, f"{name}: quotations with the speaker {both:g}/{of:g}")
    whole, of, members = found(r"series: (\d+)/(\d+) whole, ([\d.]+) by members", text)[:3]
    hold(whole >= 43 and members >= 0.95, f"{name}: series {whole:g}/{of:g} whole (at least 43), {members} by members (at least 0.95)")
    (rivals,) = found(r"rival readings: (\d+)", text)[:1]
    hold(0 <= rivals <= 3, f"{name}: rival readings {rivals:g} (at most 3)")


def wrapped(text: str) -> str:
    """The text with a line break every 36 characters of a paragraph and straight quotation marks."""
    lines = []
    for paragraph in text.splitlines():
        lines += [paragraph[i : i + 36] for i in range(0, len(paragraph), 36)] or [""]
    return re.sub("[“”]", '"', "\n".join(lines) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quizgen", default=f"{sys.executable} -m quizgen")
    quizgen = parser.parse_args().quizgen

    gold(score("gold", "--quizgen", quizgen, str(GOLD), str(SEED)), "the source")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "wrapped.txt"
        copy.write_text(wrapped(SEED.read_text(encoding="utf-8-sig")), encoding="utf-8")
        gold(score("gold", "--quizgen", quizgen, str(GOLD), str(copy)), "wrapped at 36 with ASCII marks")

    text = score("lint", "--quizgen", quizgen, str(SEED))
    (per,) = found(r"\(([\d.]+) per 1,000 characters\)", text)[:1]
    hold(per >= 8, f"{per} items per 1,000 characters (at least 8)")
    (clean,) = found(r"without a flaw ([\d.]+)", text)[:1]
    hold(clean >= 0.99, f"{clean} without a flaw (at least 0.99)")
    (longest,) = found(r"longest option in ([\d.]+)", text)[:1]
    hold(0 <= longest <= 0.25, f"key the longest option in {longest} (at most 0.25)")
    for kind in KINDS_WANTED:
        (count,) = found(rf"\b{kind} (\d+)", text)[:1]
        hold(count > 0, f"{kind} items: {count:g}")
    if failures:
        sys.exit(f"{len(failures)} of what must hold fails")


if __name__ == "__main__":
    main()
