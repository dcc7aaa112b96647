"""Ids under the edits of benchmarks/mutations.py, with the simplest generator. docs/identity.md has the figures for
quizgen's own rules over real documents."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from random import Random

from simple import simple_items
from world import TEXT

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from identity import Tally, measure, real_items, run, table

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def test_every_kind_of_edit() -> None:
    """At least 300 edits over the project's own documents: the id stays with the words in at least 99.5 % of the cases,
    and never lands on others."""
    sources = [(TEXT, "读书笔记.txt")] * 3
    sources += [(p.read_text(encoding="utf-8-sig"), p.name) for p in SEEDS]
    tallies = run(sources, partial(simple_items, one_in=3), edits=20, seed=5)
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    shown = table(tallies) + "\n" + "\n".join(total.examples)
    assert total.edits >= 300, shown
    assert total.wrong == 0, shown
    assert total.repeated == 0, shown
    assert total.kept >= 0.995 * total.standing, shown
    assert total.touched_kept >= 0.98 * total.touched, shown


def test_with_quizgen_s_own_rules() -> None:
    """A few edits of each sort that touches a tested sentence; the figures over many documents are in docs/identity.md."""
    sources = [(p.read_text(encoding="utf-8-sig"), p.name) for p in SEEDS[:1]]
    for name in ("insert a paragraph", "change words in a tested sentence", "renumber headings and articles"):
        tally = measure(*sources[0], real_items, name, Random(7))
        assert tally is not None and tally.standing > 30
        assert (tally.lost, tally.wrong, tally.repeated) == (0, 0, 0), tally.examples
