"""What is made of a deck beside its own file, and what is remembered of the packages that were made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from quizgen.config import Config
from quizgen.diagnostics import Diagnostic
from quizgen.exporters import EXPORTERS, Exporter
from quizgen.exporters.anki.sending import Shipment, ship
from quizgen.files import HIDDEN
from quizgen.model import Deck
from quizgen.pipeline.inputs import shown
from quizgen.pipeline.papers import prints, standing_paper
from quizgen.pipeline.project import PAPER_SUFFIX

SCHEMAS = ("deck.schema.json", "paper.schema.json")


def exporter(name: str) -> Exporter:
    """The exporter of that name. Errors: KeyError."""
    return next(e for e in EXPORTERS if e.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The files that a build makes of a deck, path → (content, use). ``searches``: what finds the cards in Anki that are
    out of use since the package before."""

    files: dict[Path, tuple[bytes, str]]
    diagnostics: tuple[Diagnostic, ...] = ()
    searches: tuple[str, ...] = ()


def deck_outputs(deck: Deck, path: Path, *, root: Path, config: Config, sent: SentState) -> Outputs:
    """What a build makes of a deck beside its own file."""
    base = path.with_suffix("")
    out: dict[Path, tuple[bytes, str]] = {}
    shipment = sent.for_build(deck)
    out[base.with_name(base.name + ".apkg")] = (exporter("apkg").export([deck], only=shipment.ids), "anki")
    paper_path = base.with_name(base.name + PAPER_SUFFIX)
    paper, data, said = standing_paper(
        [deck],
        paper_path,
        name=shown(paper_path, root),
        blueprint=config.blueprint,
        seed=config.seed,
        versions=config.versions,
    )
    if paper is not None:
        out[paper_path] = (data, "paper")
        out |= prints(paper, base)
    return Outputs(files=out, diagnostics=said, searches=shipment.searches())


def schemas(folder: Path) -> dict[Path, bytes]:
    """The JSON Schemas of decks and papers as files beside the decks, where the first line of a deck names them for
    editors."""
    here = resources.files("quizgen").joinpath("schemas")
    return {folder / HIDDEN / name: here.joinpath(name).read_bytes() for name in SCHEMAS if here.joinpath(name).is_file()}


class SentState:
    """What the learner's Anki has been given, kept in ``.quizgen/sent.json`` beside the decks: for each deck the items of
    the last package that a build made (``now``), of the one before it (``before``), and of the last export (``export``), as
    item id → ``changed``.

    A retired item goes into one package and not into the next. So that a build without a change makes the same package
    again, the base of a package is the package before it, until an item changes.
    """

    def __init__(self, path: Path, data: dict[str, Any]) -> None:
        self.path = path
        self.data = data

    @classmethod
    def load(cls, folder: Path) -> SentState:
        """The state beside the decks of a folder; empty if there is none, or none that can be read."""
        path = folder / HIDDEN / "sent.json"
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            data = None
        return cls(path, data if isinstance(data, dict) else {})

    def _of(self, deck: Deck, name: str) -> Mapping[str, str] | None:
        entry = self.data.get(deck.source.id)
        found = entry.get(name) if isinstance(entry, dict) else None
        return found if isinstance(found, dict) else None

    def for_build(self, deck: Deck) -> Shipment:
        """What the package of a build holds, and the state kept of it."""
        stands = {i.id: i.changed for i in deck.items if i.status != "dropped"}
        before, now = self._of(deck, "before"), self._of(deck, "now")
        if now is not None and self._of(deck, "deck") != stands:
            before = now
        shipment = ship([deck], before)
        self._keep(deck, {"deck": stands, "now": dict(shipment.sent), "before": before})
        return shipment

    def for_export(self, deck: Deck, name: str, *, delta: bool) -> Shipment:
        """What an export to the format ``name`` holds, and the state kept of it."""
        shipment = ship([deck], self._of(deck, name), delta=delta)
        self._keep(deck, {name: dict(shipment.sent)})
        return shipment

    def _keep(self, deck: Deck, parts: dict[str, Any]) -> None:
        entry = self.data.setdefault(deck.source.id, {})
        entry.update(parts)

    def files(self) -> dict[Path, bytes]:
        """The state as the file to write."""
        text = json.dumps(self.data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
        return {self.path: text.encode()}


