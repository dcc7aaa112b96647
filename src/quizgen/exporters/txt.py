"""Decks as a text file for Anki's File > Import: the route that leaves tags and personal fields alone.

The file has a GUID column and none for tags; the note type's last fields (笔记, 备用) have no column. So Anki updates
the fields it finds by GUID, whatever was edited since, and touches nothing else: see docs/anki.md. It needs the note
types in the collection, which the first package brings.

Format: https://docs.ankiweb.net/importing/text-files.html (file headers since Anki 2.1.54; deck and note type columns).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from quizgen.exporters.anki.fields import notes
from quizgen.exporters.anki.homes import places
from quizgen.exporters.anki.notetypes import FIELDS, SPARE, note_types
from quizgen.model import Deck

_QUOTED = re.compile(r'[\t\n\r"]|^#')


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def export(decks: Sequence[Deck], *, only: Collection[str] | None = None) -> bytes:
    """The file of these decks, UTF-8.

    only: ids of the items to send; None sends every item that is not dropped. Note types are named by their ids, which
    hold when the learner renamed them. Raises QuizgenError as ``apkg.export`` does.
    """
    ids = {spec.type: str(spec.id) for spec in note_types()}
    columns = ("GUID", "Notetype", "Deck", *FIELDS[: len(FIELDS) - SPARE])
    lines = [
        "#separator:tab",
        "#html:true",
        "#if matches:update current",
        "#guid column:1",
        "#notetype column:2",
        "#deck column:3",
        "#columns:" + "\t".join(columns),
    ]
    for note in notes(decks, [places(deck) for deck in decks]):
        if only is None or note.guid in only:
            lines.append("\t".join(map(_cell, (note.guid, ids[note.type], "::".join(note.home), *note.fields))))
    return ("\n".join(lines) + "\n").encode()
