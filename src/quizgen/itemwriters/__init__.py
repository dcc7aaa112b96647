"""Item writers: one file an item kind, ``(Desk, Candidate, worth) → Item | Refused``."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.candidates import Candidate
from quizgen.desk import Desk, Refused
from quizgen.itemwriters import cloze, multiple, ordering, recall, single, truefalse
from quizgen.model import Item, Kind

Writer = Callable[[Desk, Candidate, float], Item | Refused]

WRITERS: dict[Kind, Writer] = {
    "cloze": cloze.write,
    "single": single.write,
    "multiple": multiple.write,
    "truefalse": truefalse.write,
    "ordering": ordering.write,
    "recall": recall.write,
}

__all__ = ["WRITERS", "Desk", "Refused", "Writer"]
