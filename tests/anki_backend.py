"""Anki's own backend as the tests and tools/screenshots.py use it: import, answer, and the page of a card."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Log:
    """What Anki says after an import: how many notes of each sort."""

    new: int
    updated: int
    duplicate: int
    conflicting: int
    other: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.new, self.updated, self.duplicate, self.conflicting


class Anki:
    """A collection of Anki's own backend, with the few things the tests do to it."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self.folder = folder
        self.col = Collection(str(folder / "collection.anki2"))

    def _log(self, log: Any) -> Log:
        other = len(log.empty_first_field) + len(log.missing_notetype) + len(log.missing_deck)
        other += len(log.first_field_match)
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting), other)

    def import_package(self, data: bytes, **options: Any) -> Log:
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        path = self.folder / "in.apkg"
        path.write_bytes(data)
        request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions(**options))
        return self._log(self.col.import_anki_package(request).log)

    def import_text(self, data: bytes) -> Log:
        from anki.collection import ImportCsvRequest

        path = self.folder / "in.txt"
        path.write_bytes(data)
        metadata = self.col.get_csv_metadata(str(path), None)
        return self._log(self.col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log)

    def note(self, guid: str) -> Any:
        nid = self.col.db.scalar("select id from notes where guid = ?", guid)
        assert nid is not None, f"no note {guid}"
        return self.col.get_note(nid)

    def has(self, guid: str) -> bool:
        return bool(self.col.db.scalar("select count() from notes where guid = ?", guid))

    def card(self, guid: str) -> Any:
        (card,) = self.note(guid).cards()
        return card

    def deck_of(self, guid: str) -> str:
        return str(self.col.decks.name(self.card(guid).did))

    def schedule(self, guid: str) -> tuple[Any, ...]:
        """All that a learner's work has made of a card."""
        row = self.col.db.first(
            "select c.id, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.did, c.flags from cards c,"
            " notes n where c.nid = n.id and n.guid = ?",
            guid,
        )
        return tuple(row)

    def answer(self, guid: str, ease: int = 3, times: int = 1) -> None:
        """Answer a card as a learner does."""
        for _ in range(times):
            card = self.card(guid)
            card.start_timer()
            states = self.col._backend.get_scheduling_states(card.id)
            self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=states, rating=ease - 1))

    def empty_cards(self) -> int:
        return len(self.col.get_empty_cards().notes)

    def sides(self, guid: str) -> tuple[str, str, str]:
        """Front, back and CSS of a card, rendered by Anki itself."""
        output = self.card(guid).render_output(reload=True)
        return output.question_text, output.answer_text, output.css


def page(css: str, body: str = "", *, night: bool = False, head: str = "") -> str:
    """The page around a card, as the apps build it: a body with the classes of card and night, the card in #qa."""
    classes = "card card1 nightMode night_mode" if night else "card card1"
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{css}</style>{head}</head><body class="{classes}"><div id="qa">{body}</div></body></html>'
    )


def swap(html: str) -> str:
    """JavaScript that puts another side into the page and runs its scripts, as the desktop's reviewer does."""
    return (
        "(function () { const qa = document.getElementById('qa');"
        f" qa.innerHTML = {json.dumps(html)};"
        " for (const old of [...qa.getElementsByTagName('script')]) {"
        " const now = document.createElement('script'); now.textContent = old.textContent; old.replaceWith(now); } })()"
    )
