#!/usr/bin/env python3
"""Times quizgen against what it cannot be faster than, side by side in one run, so that only ratios count.

    a build of the repository's own source : a process that imports jieba and cuts that source once
    quizgen --help                         : python -c pass

The pairs are run in turn, and the medians of their processor times compared (of the clock's where the system does not
tell them), so that what else the machine does matters little. ``--hold`` fails where a ratio is above its limit.

    speed.py [--rounds N] [--hold]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "000_1a882e9dacebe70f.txt"
JIEBA = f"import jieba; list(jieba.cut(open({str(SEED)!r}, encoding='utf-8').read()))"
LIMITS = {"build": 1.0, "items": 1.0, "help": 6.0}


def spent() -> float:
    """Processor time of all processes that were started from here and have ended."""
    try:
        import resource
    except ImportError:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command: Sequence[str], cwd: Path) -> float:
    began = spent()
    done = subprocess.run(command, capture_output=True, cwd=cwd)
    took = spent() - began
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return took


def ratio(ours: Callable[[int], float], theirs: Callable[[int], float], rounds: int) -> tuple[float, float, float]:
    """The medians of ours and of theirs, and their ratio; the first pair warms caches and does not count."""
    pairs = [(ours(i), theirs(i)) for i in range(rounds + 1)][1:]
    a, b = zip(*pairs, strict=True)
    return statistics.median(a), statistics.median(b), statistics.median(a) / statistics.median(b)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--hold", action="store_true")
    args = parser.parse_args()
    python = sys.executable
    quizgen = str(Path(python).with_name("quizgen"))
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        (folder / "seeds" / SEED.name).write_bytes(SEED.read_bytes())

        def build(i: int) -> float:
            run = folder / f"run{i}"  # a build from scratch each time
            run.mkdir()
            return timed([quizgen, "build", "../seeds"], run)

        def cut(i: int) -> float:
            return timed([python, "-c", JIEBA], folder)

        rows = [
            ("build", "build of the source : import jieba and cut it", ratio(build, cut, args.rounds)),
            ("items", "items of the source : import jieba and cut it", ratio(lambda i: timed([quizgen, "items", str(SEED)], folder), cut, args.rounds)),
            (
                "help",
                "--help : python -c pass",
                ratio(
                    lambda i: timed([quizgen, "--help"], folder),
                    lambda i: timed([python, "-c", "pass"], folder),
                    args.rounds * 3,
                ),
            ),
        ]
    for key, what, (ours, theirs, times) in rows:
        over = times > LIMITS[key]
        failed |= over
        print(f"{what}: {ours * 1000:.0f} ms, {theirs * 1000:.0f} ms, {times:.2f} times (at most {LIMITS[key]:g}){' OVER' if over else ''}")
    if failed and args.hold:
        sys.exit("slower than it may be")


if __name__ == "__main__":
    main()
