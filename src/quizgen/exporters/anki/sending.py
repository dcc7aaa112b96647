"""Which items a package should hold, by what was sent before.

A deletion never travels to Anki, and a note that the learner deleted comes back with every package that holds it. So
a retired item is sent once, with its tag, and not again; and a delta holds only what is new or changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizgen.exporters.anki.fields import RETIRED_TAG
from quizgen.model import Deck


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """ids: what to give to ``export(decks, only=…)``.
    sent: item id → ``changed``, the state to keep beside the deck once the file is written (next call's ``sent``).
    retired: ids that go out retired now. gone: ids sent earlier that were dropped or deleted since: their cards are
    still in the learner's collection.
    """

    ids: frozenset[str]
    sent: tuple[tuple[str, str], ...]
    retired: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def searches(self) -> tuple[str, ...]:
        """What to type into Anki's browser to find the cards that are to be suspended or deleted there."""
        out = [f"tag:{RETIRED_TAG}"] if self.retired else []
        if self.gone:
            out.append(" OR ".join(f"编号:{i}" for i in self.gone))
        return tuple(out)


def ship(decks: Sequence[Deck], sent: Mapping[str, str] | None, *, delta: bool = False) -> Shipment:
    """What to send, after ``sent`` (None: nothing is known of earlier exports).

    Full: all live items, and the retired ones that were sent before they retired. Delta: of these the new ones and
    those whose ``changed`` differs from what was sent. Where nothing is known, retired items go along, since somebody
    may have them.
    """
    known = sent or {}
    ids: list[str] = []
    state: dict[str, str] = {}
    retired: list[str] = []
    standing: set[str] = set()
    for deck in decks:
        for item in deck.items:
            if item.status == "dropped":
                continue
            standing.add(item.id)
            news = known.get(item.id) != item.changed
            if item.status == "retired":
                if sent is not None and (item.id not in known or not news):
                    if item.id in known:
                        state[item.id] = item.changed
                    continue
                retired.append(item.id)
            elif delta and item.id in known and not news:
                state[item.id] = item.changed
                continue
            ids.append(item.id)
            state[item.id] = item.changed
    gone = tuple(i for i in known if i not in standing)  # told once: they leave the state
    return Shipment(ids=frozenset(ids), sent=tuple(state.items()), retired=tuple(retired), gone=gone)
