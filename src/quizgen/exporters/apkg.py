"""Decks as an Anki package (.apkg), through genanki.

genanki writes the tables; where it falls short this module steps in: it stamps the time of the build on every note
and note type (so that a rebuild overwrites what the learner edited), gives fields and templates no ids, computes the
ids of rows from the clock and stores the collection uncompressed. Here every number comes from the items, and the
package is the same bytes for the same decks. What Anki does with a package that comes again: docs/anki.md.

Format: Anki's schema 11 (``collection.anki2`` in a zip), which desktop, AnkiDroid and AnkiMobile read.
"""

from __future__ import annotations

import io
import sqlite3
import sys
import zipfile
from collections.abc import Collection, Sequence
from functools import cached_property
from hashlib import sha1, sha256
from importlib import import_module
from itertools import count
from types import ModuleType
from typing import TYPE_CHECKING, Any

from quizgen.exporters.anki.fields import Note, notes
from quizgen.exporters.anki.homes import places
from quizgen.exporters.anki.notetypes import COLLAPSED, FIELDS, MOD, SORT_FIELD, SPARE, NoteTypeSpec, css, note_types
from quizgen.model import Deck


def _import_genanki() -> Any:
    """genanki needs ``cached_property``, a package from before ``functools`` had it; importing that brings in asyncio and
    ssl and costs more than genanki itself. PyYAML it needs for models that are given as text, which none of quizgen's is."""
    stand_in = ModuleType("cached_property")
    stand_in.cached_property = cached_property  # type: ignore[attr-defined]
    stand_ins = {n: m for n, m in (("cached_property", stand_in), ("yaml", _later("yaml"))) if n not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        import genanki
    finally:
        for name in stand_ins:
            del sys.modules[name]
    return genanki


def _later(name: str) -> ModuleType:
    """A module that is imported when something of it is asked for."""
    out = ModuleType(name)
    out.__getattr__ = lambda attribute: getattr(import_module(name), attribute)  # type: ignore[method-assign]
    return out


if TYPE_CHECKING:
    import genanki
else:
    genanki = _import_genanki()


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type with pinned ids and a pinned time of change."""

    def __init__(self, spec: NoteTypeSpec) -> None:
        fields = [
            {
                "name": name,
                "id": id_,
                "font": "Arial",
                "collapsed": name in COLLAPSED,
                "excludeFromSearch": False,
            }
            for name, id_ in zip(FIELDS, spec.field_ids, strict=True)
        ]
        template = {
            "name": spec.name.split()[-1],
            "id": spec.template_id,
            "qfmt": spec.front,
            "afmt": spec.back,
            "bqfmt": spec.browser_front,
            "bafmt": spec.browser_back,
        }
        super().__init__(
            spec.id,
            spec.name,
            fields=fields,
            templates=[template],
            css=css(),
            model_type=self.CLOZE if spec.cloze else self.FRONT_BACK,
            sort_field_index=SORT_FIELD,
        )

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        data: dict[str, Any] = super().to_json(MOD, None)
        return data

    @property
    def _req(self) -> list[list[Any]]:  # genanki would render each template once a field to find this out
        return [[0, "any", [SORT_FIELD]]]


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with its own time of change and row id, and exactly one card."""

    def __init__(self, note: Note, model: _Model, row: int) -> None:
        super().__init__(model, [*note.fields, *[""] * SPARE], guid=note.guid, tags=list(note.tags), due=note.position)
        self.mod = note.mod
        self.row = row

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: object) -> None:
        checksum = int(sha1(self.fields[0].encode()).hexdigest()[:8], 16)
        cursor.execute(
            "INSERT INTO notes VALUES(?,?,?,?,?,?,?,?,?,?,?);",
            (
                self.row,
                self.guid,
                self.model.model_id,
                self.mod,
                -1,
                self._format_tags(),
                self._format_fields(),
                self.sort_field,
                checksum,
                0,
                "",
            ),
        )
        genanki.Card(0).write_to_db(cursor, self.mod, deck_id, self.row, iter((self.row,)), self.due)


def _deck_id(name: str) -> int:
    """A number for a deck's name. Anki matches decks by name alone; the number only has to be its own."""
    return 1_500_000_000_000 + int.from_bytes(sha256(name.encode()).digest()[:5], "big") % 200_000_000_000


def _rows(all_notes: Sequence[Note]) -> list[int]:
    """A row id for each note, in the order of the source, from a second of the deck's own on a fixed day.

    Anki shows it as the time of creation and finds notes by GUID alone. No time of an item is used: one that lies in
    the future (a clock that was wrong) would make Anki refuse the package.
    """
    used: set[int] = set()
    rows = []
    for note in all_notes:
        row = (MOD + int.from_bytes(sha256(note.source.encode()).digest()[:4], "big") % 80_000) * 1000 + note.position
        while row in used:
            row += 1
        used.add(row)
        rows.append(row)
    return rows


def export(decks: Sequence[Deck], *, only: Collection[str] | None = None) -> bytes:
    """The package of these decks.

    only: ids of the items to send (``anki.sending.ship`` names them); None sends every item that is not dropped. The
    order of learning and the row ids do not depend on it. Raises QuizgenError with every item that cannot be a card,
    and for an id that stands twice.
    """
    all_notes = notes(decks, [places(deck) for deck in decks])
    models = {spec.type: _Model(spec) for spec in note_types()}
    boxes: dict[str, genanki.Deck] = {}
    for note, row in zip(all_notes, _rows(all_notes), strict=True):
        if only is not None and note.guid not in only:
            continue
        name = "::".join(note.home)
        if name not in boxes:
            boxes[name] = genanki.Deck(_deck_id(name), name)
        boxes[name].add_note(_Note(note, models[note.type], row))
    return _pack(genanki.Package(list(boxes.values())))


def _pack(package: genanki.Package) -> bytes:
    database = sqlite3.connect(":memory:")
    try:
        package.write_to_db(database.cursor(), MOD, count(1))
        database.commit()
        collection = database.serialize()
    finally:
        database.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in (("collection.anki2", collection), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, compresslevel=9)
    return out.getvalue()
