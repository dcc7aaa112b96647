#!/usr/bin/env python3
"""Times quizgen against what it cannot be faster than, side by side in one run, so that only ratios count.

    speed.py            the table of docs/performance.md over corpora of 1 and 16 times the repository's own source, and
                        60 documents built and built again
    speed.py --large    256 times as well, and 500 documents (a quarter of an hour)
    speed.py --hold     the cheap lines alone; fails where a ratio is above what it may be

Each pair is run in turn, several times, and the medians of their processor times compared (of the clock's, where the
system does not tell them, and for what two processes win). Caches are warm on both sides but where a line says cold.
``benchmarks/corpus.py`` writes the texts; ``benchmarks/apkg.py`` measures packages.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import corpus  # noqa: E402

SEED = corpus.SEED
PYTHON = sys.executable
QUIZGEN = str(Path(PYTHON).with_name("quizgen"))
JIEBA = f"import jieba; list(jieba.cut(open({str(SEED)!r}, encoding='utf-8').read()))"
HELD = {"build": 1.0, "items": 0.9, "help": 6.0, "again": 0.32}
"""What ``--hold`` lets pass: what was measured, and room for a noisy machine."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: two amounts, their ratio, and the ratio that is the goal (0: none)."""

    name: str
    what: str
    ours: float
    theirs: float
    goal: float = 0.0
    least: bool = False  # the goal is a least, not a most
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    def line(self) -> str:
        goal = f"{'at least' if self.least else 'at most'} {self.goal:g}" if self.goal else ""
        met = "" if not self.goal else "yes" if (self.ratio >= self.goal) == self.least else "no"
        size = (lambda x: f"{x * 1000:,.0f}") if self.unit == "ms" else (lambda x: f"{x:,.1f}")
        return f"| {self.what} | {size(self.ours)} {self.unit} | {size(self.theirs)} {self.unit} | {self.ratio:.2f} | {goal} | {met} |"


def spent() -> float:
    """Processor time of all processes that were started from here and have ended."""
    try:
        import resource
    except ImportError:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command: Sequence[str], cwd: Path, **env: str) -> bytes:
    done = subprocess.run(command, capture_output=True, cwd=cwd, env=os.environ | env)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def timed(command: Sequence[str], cwd: Path, *, clock: Callable[[], float] = spent, **env: str) -> float:
    began = clock()
    run(command, cwd, **env)
    return clock() - began


def pair(name: str, what: str, ours: Callable[[int], float], theirs: Callable[[int], float], rounds: int, goal: float = 0.0, **more: bool) -> Row:
    """Both in turn; the first round warms caches and does not count."""
    pairs = [(ours(i), theirs(i)) for i in range(rounds + 1)][1:]
    a, b = zip(*pairs, strict=True)
    return Row(name, what, statistics.median(a), statistics.median(b), goal, **more)


def small(folder: Path, rounds: int) -> list[Row]:
    """One document, whole processes."""
    (folder / "seeds").mkdir()
    (folder / "seeds" / SEED.name).write_bytes(SEED.read_bytes())

    def build(i: int) -> float:
        home = folder / f"run{i}"  # from nothing each time
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        return timed([QUIZGEN, "build", "../seeds"], home)

    def again(i: int) -> float:
        return timed([QUIZGEN, "build", "../seeds"], folder / f"run{i}")

    def cut(i: int) -> float:
        return timed([PYTHON, "-c", JIEBA], folder)

    rows = [
        pair("help", "`--help` : `python -c pass`", lambda i: timed([QUIZGEN, "--help"], folder), lambda i: timed([PYTHON, "-c", "pass"], folder), rounds * 3, 5.5),
        pair("build", "build of the source : import jieba and cut it", build, cut, rounds, 0.5),
        pair("items", "items of the source : import jieba and cut it", lambda i: timed([QUIZGEN, "items", str(SEED)], folder), cut, rounds),
        pair("again", "build again, nothing changed : import jieba and cut it", again, cut, rounds),
    ]
    return rows


def cold(folder: Path, rounds: int) -> Row:
    """The first run on a machine: neither has its cache."""

    def emptied(i: int, name: str) -> Path:
        home = folder / f"{name}{i}"
        home.mkdir()
        return home

    def ours(i: int) -> float:
        home = emptied(i, "cold")
        return timed([QUIZGEN, "items", str(SEED)], home, XDG_CACHE_HOME=str(home), LOCALAPPDATA=str(home))

    def theirs(i: int) -> float:
        home = emptied(i, "colder")
        return timed([PYTHON, "-c", JIEBA], home, TMPDIR=str(home), TEMP=str(home))

    return pair("cold", "items of the source, cold : import jieba and cut it, cold", ours, theirs, rounds)


def stages(folder: Path, *options: str) -> dict[str, float]:
    found: dict[str, float] = json.loads(run([PYTHON, str(HERE / "stages.py"), str(folder), *options], HERE))
    return found


def middle(rounds: int, folder: Path, *options: str) -> dict[str, float]:
    """The medians of several runs."""
    found = [stages(folder, *options) for _ in range(rounds)]
    return {key: statistics.median([f[key] for f in found]) for key in found[0]}


def scale(of: dict[int, Path], rounds: int) -> list[Row]:
    """Stages over a corpus, and how their cost a character grows with it."""
    base, rows = of[16], []
    whole, facts = middle(rounds, base), middle(rounds, base, "--facts")
    items = whole["scan"] + whole["cut"] + whole["extract"] + whole["write"]
    rows.append(Row("facts", "facts over 16 times the source : `jieba.cut`", facts["facts"], facts["jieba"], 2.0))
    rows.append(Row("items16", "items over 16 times the source : `jieba.cut`", items, whole["jieba"], 3.0))
    for key, what in (("scan", "reading and scanning"), ("cut", "segmenting"), ("extract", "the rules"), ("write", "writing items")):
        rows.append(Row(key, f"of these, {what} : `jieba.cut`", whole[key], whole["jieba"]))
    rows.append(Row("load", "decks loaded : `yaml.compose` in C", whole["load"], whole["compose"]))
    rows.append(Row("save", "decks written : `yaml.compose` in C", whole["save"], whole["compose"]))
    rows.append(Row("paper", "papers made and printed to HTML : `jieba.cut`", whole["paper"], whole["jieba"]))

    def each(found: dict[str, float], *keys: str) -> float:
        return sum(found[k] for k in keys) / found["characters"] * 1e6

    keys = ("scan", "cut", "extract", "write")
    for times, goal in ((16, 1.2), (256, 1.35)):
        if times not in of:
            continue
        one, one_facts = middle(rounds, of[1]), middle(rounds, of[1], "--facts")
        many = whole if times == 16 else stages(of[times])
        many_facts = facts if times == 16 else stages(of[times], "--facts")
        rows.append(Row(f"f{times}", f"facts, a character of {times} times : of 1 times", each(many_facts, "facts"), each(one_facts, "facts"), goal, unit="µs"))
        rows.append(Row(f"i{times}", f"items, a character of {times} times : of 1 times", each(many, *keys), each(one, *keys), goal, unit="µs"))
    return rows


def workers(folder: Path, rounds: int) -> list[Row]:
    def by(jobs: int, command: str) -> Callable[[int], float]:
        return lambda i: timed([QUIZGEN, command, "--json", "--jobs", str(jobs), str(folder)], folder.parent, clock=time.perf_counter)

    return [
        pair(f"two-{command}", f"{command} by one process : by two (time by the clock)", by(1, command), by(2, command), rounds, 1.5, least=True)
        for command in ("facts", "items")
    ]


def peak(folder: Path) -> float:
    """The most memory that facts of a corpus take, in MB."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    out = run([PYTHON, "-c", script, QUIZGEN, "facts", "--json", "--jobs", "1", str(folder)], HERE)
    return int(out) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def rebuilds(folder: Path, documents: int) -> list[Row]:
    """So many documents, built from nothing, and built again."""
    home = folder / "many"
    (home / "seeds").mkdir(parents=True)
    words = corpus.Words()
    for i in range(documents):
        (home / "seeds" / f"{i:03}.txt").write_text(corpus.Writer(i, words).document(1100), encoding="utf-8", newline="\n")
    first = timed([QUIZGEN, "build", "--jobs", "1"], home)
    second = timed([QUIZGEN, "build", "--jobs", "1"], home)
    run([QUIZGEN, "build", "--jobs", "1"], home)
    third = timed([QUIZGEN, "build", "--jobs", "1"], home)
    return [
        Row("second", f"{documents} documents built again, nothing changed : the first time", second, first, 0.1),
        Row("third", f"{documents} documents built a third time, nothing changed : the first time", third, first, 0.1),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--hold", action="store_true")
    parser.add_argument("--large", action="store_true")
    args = parser.parse_args()
    print("| measured : against | quizgen | against | ratio | goal | reached |\n|---|---|---|---|---|---|")
    rows: list[Row] = []

    def show(more: Sequence[Row]) -> None:
        rows.extend(more)
        for row in more:
            print(row.line(), flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # as installed: modules are compiled once, not in every run
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        show(small(folder, args.rounds))
        if args.hold:
            over = [r for r in rows if r.ratio > HELD[r.name]]
            for row in over:
                print(f"slower than it may be: {row.what}: {row.ratio:.2f} (at most {HELD[row.name]:g})")
            sys.exit(1 if over else 0)
        show([cold(folder, min(3, args.rounds))])
        of = {}
        for times in (1, 16, 256) if args.large else (1, 16):
            corpus.write(folder / f"times{times}", times)
            of[times] = folder / f"times{times}"
        show(scale(of, min(3, args.rounds)))
        show(workers(of[16], min(3, args.rounds)))
        if args.large:
            show([Row("memory", "peak memory of facts, 256 times the source : 16 times", peak(of[256]), peak(of[16]), 2.0, unit="MB")])
        show(rebuilds(folder, 500 if args.large else 60))


if __name__ == "__main__":
    main()
