"""``export`` and ``resolve``: decks into a file of another program; a conflict in a deck, decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from quizgen import files
from quizgen.config import Config
from quizgen.deck import LoadedDeck, save
from quizgen.deck.resolve import resolve as decide
from quizgen.deck.stamp import stamp
from quizgen.diagnostics import Diagnostic, error
from quizgen.exporters import EXPORTERS
from quizgen.pipeline.checking import decks_held
from quizgen.pipeline.inputs import Paths, as_paths, rfc3339
from quizgen.pipeline.outputs import SentState, exporter
from quizgen.pipeline.project import open_project
from quizgen.yamlnodes import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote. ``items``: how many it holds; ``searches``: what to type into Anki's browser to find cards
    that are out of use there."""

    path: str
    items: int
    searches: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def export(decks: Paths, *, to: str = "", output: str | Path, now: int, delta: bool = False) -> Exported:
    """Writes decks (files, or folders of them) as one file. Edits made in a deck since it was last built are stamped, in
    the deck too, so that they reach a learner who has the old cards.

    to: a format (``apkg``, ``txt``); "" takes it from the suffix of ``output``. delta: only what is new or changed since
    the last export of these decks to this format. now: seconds since 1970 (UTC).

    Errors: QuizgenError for an unknown format, decks that cannot be read, items that the format cannot hold, a file that
    cannot be written, another run at work in a folder of the decks. Nothing was written then.
    """
    target = Path(output)
    formats = tuple(e.name for e in EXPORTERS if e.takes == "deck")
    name = to or target.suffix.lstrip(".").lower()
    if name not in formats:
        said = f"there is no format “{name}” for decks" if name else "which format? Give --to, or a file with its ending"
        raise error("unknown-format", f"{said}: {nearest(name, formats)}", path=target.as_posix())
    with decks_held(decks) as loaded:
        return _export(loaded, target, name, now=now, delta=delta)


def _export(loaded: Sequence[LoadedDeck], target: Path, name: str, *, now: int, delta: bool) -> Exported:
    moment = rfc3339(now)
    known = frozenset(i.id for one in loaded for i in one.deck.items)
    stamped = [replace(stamp(one.deck, now=moment, taken=known), path=one.path) for one in loaded]
    data: dict[str | Path, bytes] = {}
    ids: set[str] = set()
    searches: list[str] = []
    states: dict[Path, SentState] = {}
    for one, deck in zip(loaded, stamped, strict=True):
        folder = Path(one.path).parent
        state = states.setdefault(folder, SentState.load(folder))
        shipment = state.for_export(deck, name, delta=delta)
        ids |= shipment.ids
        searches += shipment.searches()
        data[Path(one.path)] = save(one, deck).encode()
    data[target] = exporter(name).export(stamped, only=ids)
    for state in states.values():
        for path, content in state.files().items():
            data[path] = content
    files.write_all(data)
    return Exported(path=target.as_posix(), items=len(ids), searches=tuple(dict.fromkeys(searches)))


def resolve(
    item: str,
    *,
    side: Literal["ours", "theirs"],
    fields: tuple[str, ...] = (),
    decks: Paths = (),
    root: str | Path = ".",
    config: str | Path | Config | None = None,
    now: int,
) -> tuple[str, ...]:
    """Decides the conflict of one item: the source changed under fields that a person had edited.

    item: its id. side: "ours" keeps the edited text, "theirs" takes what the source says now; such a field follows the
    source from then on. fields: only these. decks: where to look for the item; none: the decks of the folder ``root``
    with the settings ``config``. now: seconds since 1970 (UTC). Returns the names of the fields decided.

    Errors: QuizgenError for decks that cannot be read or written, an item or a conflict that is not there, a text that
    makes no item. Nothing was written then.
    """
    if not decks:
        decks = open_project(root, config=config).output
    with decks_held(decks) as every:
        loaded = next((one for one in every if any(i.id == item for i in one.deck.items)), None)
        if loaded is None:
            hint = nearest(item, [i.id for one in every for i in one.deck.items])
            hint = hint if hint.startswith("did") else "quizgen check lists the items that wait for a decision"
            raise error("no-such-item", f"no item “{item}” in {', '.join(p.as_posix() for p in as_paths(decks))}: {hint}")
        after = decide(loaded.deck, item, side=side, fields=fields)
        before = next(i for i in loaded.deck.items if i.id == item)
        left = next(i for i in after.items if i.id == item)
        files.write_atomic(Path(loaded.path), save(loaded, stamp(after, now=rfc3339(now))).encode())
        still = {name for name, _ in left.conflict}
        return tuple(name for name, _ in before.conflict if name not in still)
