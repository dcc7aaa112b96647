"""A deck file, read: the deck, and where in the file each part of it stands.

The format is described in docs/deck-format.md and in schemas/deck.schema.json. Scalars stay the text that was typed.
A person types freely: blanks of any length, a key without brackets, Chinese text broken over several lines; what the
deck holds is the exact form. Needs PyYAML, imported when first used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from quizgen import yamlnodes
from quizgen.deck import shape
from quizgen.deck.identity import FIELDS, is_edited
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.files import read
from quizgen.model import KINDS, STATUSES, Deck, Item, Kind, Provenance, Source, Status
from quizgen.yamlnodes import Node
from quizgen.yamltext import parse, plain_text

DECK_KEYS = ("deck", "source", "tags", "homes", "items", "ledger", "sentences")
SOURCE_KEYS = ("id", "path", "sha256")
ITEM_KEYS = (
    "id",
    "kind",
    "stem",
    "key",
    "distractors",
    "explanation",
    "section",
    "article",
    "line",
    "page",
    "quote",
    "difficulty",
    "status",
    "tags",
    "note",
    "conflict",
)
"""The fields of an item, in the order in which they are written."""
LEDGER_KEYS = ("kind", "rule", "fact", "tested", "context", "worth", "made", "changed", "digest")
"""The fields of a ledger line, in the order in which they are written."""
CROSS = " › "
"""Between the titles of a section path."""
_ID = re.compile(r"[\w.~-]{1,64}")
_MADE = re.compile(rf"({'|'.join((*FIELDS, 'status'))})=([0-9a-z]+)")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

Place = tuple[int, int]
"""Line and column, 1-based."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDeck:
    """A deck with the text it was read from. ``text`` may open with a byte order mark and have any line ends;
    ``places`` has, for each item of the deck, the line and column of each of its fields ("" is the item itself);
    ``root`` is the parsed text."""

    deck: Deck
    text: str
    path: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    places: tuple[Mapping[str, Place], ...] = field(default=(), repr=False)
    root: Node | None = field(default=None, repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """False if something in the file could not be read: then the deck is not whole and must not be built on."""
        return not any(d.severity == "error" for d in self.diagnostics)

    def locate(self, index: int, name: str = "") -> Place:
        """Line and column of a field of the item at ``index``, of the item where it has no such field."""
        places = self.places[index]
        return places.get(name) or places.get("") or (0, 0)


def load(path: str | Path, *, strict: bool = True) -> LoadedDeck:
    """Read a deck file (UTF-8).

    Errors: QuizgenError for a file that is not there, is not UTF-8 or not YAML, and, unless ``strict`` is false, for
    anything in it that is not a deck; all findings at once, each with line, column and what to do.
    """
    name = Path(path).as_posix()
    try:
        data = read(path)
    except OSError as e:
        raise error("no-such-deck", f"cannot be read: {e.strerror or e}", path=name) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise error("not-utf8", "not UTF-8: save the file as UTF-8 and try again", path=name, line=line) from None
    return loads(text, path=name, strict=strict)


def loads(text: str, *, path: str = "", strict: bool = True) -> LoadedDeck:
    """The same for a text; ``path`` is only shown."""
    root = parse(text, path=path)
    if root is None or root.sort != "map":
        raise error("not-a-deck", "holds no deck: expected “deck:”, “source:” and “items:”", path=path, line=1, column=1)
    taker = _Taker(text)
    with yamlnodes.collector_off():
        deck, places = taker.deck(root, path)
    found = tuple(sorted(taker.found, key=lambda d: (d.line, d.column)))
    if strict and any(d.severity == "error" for d in found):
        raise QuizgenError(*found)
    return LoadedDeck(deck=deck, text=text, path=path, diagnostics=found, places=places, root=root)


class _Taker(yamlnodes.Reader):
    """Takes a deck's nodes apart and collects what is wrong with them."""

    def __init__(self, source_text: str) -> None:
        super().__init__()
        self.source_text = source_text

    def warn(self, node: Node, name: str, message: str) -> None:
        self.found.append(replace(node.wrong(name, message), severity="warning"))

    def fields(self, node: Node, known: Collection[str], *, what: str) -> dict[str, tuple[Node, Node]]:
        """Key and value of each known key; keys that open with ``x-`` are a person's own and left alone."""
        if node.sort == "map":
            node = replace(node, pairs=tuple(p for p in node.pairs if not p[0].value.startswith("x-")))
        return {key.value: (key, value) for key, value in self.map(node, known, what=what)}

    def line(self, node: Node, *, what: str) -> str:
        """A text; ``~`` and ``null`` are texts too, for a key may be so."""
        if node.sort != "text":
            self.wrong(node, "wrong-type", f"{what}: expected one text, not a {node.sort}")
            return ""
        return plain_text(node, self.source_text)

    def lines(self, node: Node, *, what: str) -> tuple[str, ...]:
        if node.sort == "text":
            value = plain_text(node, self.source_text)
            return (value,) if value or node.quoted else ()
        if node.sort == "map":
            self.wrong(node, "wrong-type", f"{what}: expected a list of texts, not a map (a text with “: ” in it needs quotation marks)")
            return ()
        return tuple(self.line(each, what=what) for each in node.items)

    def deck(self, root: Node, path: str) -> tuple[Deck, tuple[dict[str, Place], ...]]:
        fields = self.fields(root, DECK_KEYS, what="a deck")
        for name in ("deck", "source", "items"):
            if name not in fields:
                self.wrong(root, "missing-field", f"the deck has no “{name}:”: add it")
        title = self.line(fields["deck"][1], what="deck") if "deck" in fields else ""
        source = self.source(fields["source"][1]) if "source" in fields else Source(id="", path="", sha256="")
        tags = self.lines(fields["tags"][1], what="tags") if "tags" in fields else ()
        homes: tuple[tuple[str, str], ...] = ()
        if "homes" in fields:
            node = fields["homes"][1]
            if node.sort == "map":
                homes = tuple((plain_text(k, self.source_text), self.line(v, what="homes")) for k, v in node.pairs)
            elif not node.empty:
                self.wrong(node, "wrong-type", "homes: expected “section title: sub-deck” lines")
        ledger = self.ledger(fields["ledger"][1]) if "ledger" in fields else {}
        items: list[Item] = []
        places: list[dict[str, Place]] = []
        seen: dict[str, int] = {}
        listing = fields["items"][1] if "items" in fields else None
        if listing is not None and listing.sort != "list" and not listing.empty:
            self.wrong(listing, "wrong-type", "items: expected a list, each item opening with “- ”")
        for node in listing.items if listing is not None else ():
            taken = self.item(node, source.path, ledger)
            if taken is None:
                continue
            item, where = taken
            if item.id:
                if item.id in seen:
                    self.wrong(
                        node,
                        "equal-ids",
                        f"“{item.id}” is the id of the item in line {seen[item.id]} too: remove the id of the copy,"
                        " and it gets one of its own",
                    )
                    continue
                seen[item.id] = node.line
            items.append(item)
            places.append(where)
        gone = tuple(entry for name, entry in ledger.items() if name not in seen)
        deck = Deck(
            title=title,
            source=source,
            items=tuple(items),
            deleted=tuple(entry.id for entry in gone),
            tags=tags,
            path=path,
            homes=homes,
            gone=gone,
            sentences=self.line(fields["sentences"][1], what="sentences") if "sentences" in fields else "",
        )
        return deck, tuple(places)

    def source(self, node: Node) -> Source:
        fields = self.fields(node, SOURCE_KEYS, what="source")
        values = {name: self.line(fields[name][1], what=name) if name in fields else "" for name in SOURCE_KEYS}
        if not values["id"]:
            self.wrong(node, "missing-field", "source has no “id:”: restore it, or remove the deck file and build again")
        return Source(id=values["id"], path=values["path"], sha256=values["sha256"])

    def ledger(self, node: Node) -> dict[str, Item]:
        out: dict[str, Item] = {}
        if node.sort != "map":
            if not node.empty:
                self.wrong(node, "wrong-type", "ledger: expected “id: {…}” lines; restore them, or remove the ledger")
            return out
        for key, value in node.pairs:
            fields = self.fields(value, LEDGER_KEYS, what="a line of the ledger")
            got = {name: self.line(v, what=name) for name, (_, v) in fields.items()}
            made = tuple(_MADE.findall(got.get("made", "")))
            if " ".join(f"{name}={code}" for name, code in made) != got.get("made", ""):
                self.wrong(fields["made"][1], "wrong-type", "made: expected “field=hash” pairs; restore them, or remove “made”")
            kind = got.get("kind") or "cloze"
            if kind not in KINDS:
                self.wrong(fields["kind"][1], "unknown-value", f"a kind cannot be “{kind}”: {yamlnodes.nearest(kind, KINDS)}")
                kind = "cloze"
            changed = got.get("changed", "")
            if changed and not _STAMP.fullmatch(changed):
                self.wrong(fields["changed"][1], "wrong-type", f"expected a time such as 2026-01-31T08:00:00Z, found “{changed}”")
            out[key.value] = Item(
                id=key.value,
                kind=cast(Kind, kind),
                stem="",
                key=(),
                provenance=Provenance(path=""),
                rule=got.get("rule", ""),
                fact=got.get("fact", ""),
                tested=got.get("tested", ""),
                context=got.get("context", ""),
                worth=self.decimal(fields["worth"][1], what="worth") or 0.0 if "worth" in fields else 0.0,
                made=made,
                changed=changed,
                digest=got.get("digest", ""),
            )
        return out

    def decimal(self, node: Node, *, what: str) -> float | None:
        text = self.line(node, what=what)
        if not text:
            return None
        try:
            value = float(text)
            if not -1e9 < value < 1e9:
                raise ValueError
        except ValueError:
            self.wrong(node, "wrong-type", f"{what}: expected a number, found “{text}”")
            return None
        return value

    def count(self, node: Node, *, what: str) -> int:
        text = self.line(node, what=what)
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            self.wrong(node, "wrong-type", f"{what}: expected a whole number, found “{text}”")
            return 0
        return int(text or "0")

    def item(self, node: Node, path: str, ledger: Mapping[str, Item]) -> tuple[Item, dict[str, Place]] | None:
        if node.sort != "map":
            self.wrong(node, "wrong-type", "an item: expected “id:”, “kind:”, “stem:” … under one “- ”")
            return None
        fields = self.fields(node, ITEM_KEYS, what="an item")
        places = {name: (key.line, key.column) for name, (key, _) in fields.items()} | {"": (node.line, node.column)}
        values = {name: value for name, (_, value) in fields.items()}
        before = len(self.found)

        def text(name: str) -> str:
            return self.line(values[name], what=name) if name in values else ""

        def texts(name: str) -> tuple[str, ...]:
            return self.lines(values[name], what=name) if name in values else ()

        for name in ("kind", "stem", "key"):
            if name not in values:
                self.wrong(node, "missing-field", f"the item has no “{name}:”: add it")
        identity, kind, status = text("id"), text("kind"), text("status") or "new"
        if identity and not _ID.fullmatch(identity):
            self.wrong(values["id"], "wrong-id", f"“{identity}” cannot be an id: letters, digits, “-” and “.” only; without an id the item gets one")
        if "kind" in values and kind not in KINDS:
            self.wrong(values["kind"], "unknown-value", f"kind cannot be “{kind}”: {yamlnodes.nearest(kind, KINDS)}")
        if status not in STATUSES:
            self.wrong(values["status"], "unknown-value", f"status cannot be “{status}”: {yamlnodes.nearest(status, STATUSES)}")
        section = texts("section")
        if "section" in values and values["section"].sort == "text":
            section = tuple(t.strip() for t in section[0].split(CROSS.strip()) if t.strip()) if section else ()
        known = ledger.get(identity)
        provenance = Provenance(
            path=path,
            section=section,
            article=text("article"),
            line=self.count(values["line"], what="line") if "line" in values else 0,
            page=self.count(values["page"], what="page") if "page" in values else 0,
            quote=text("quote"),
        )
        difficulty = self.decimal(values["difficulty"], what="difficulty") if "difficulty" in values else None
        conflict = self.conflict(values["conflict"]) if "conflict" in values else ()
        stem, key, distractors = text("stem"), texts("key"), texts("distractors")
        if len(self.found) > before and any(d.severity == "error" for d in self.found[before:]):
            return None
        known_kind = cast(Kind, kind)
        stem, key = shape.as_meant(known_kind, stem, key)
        item = Item(
            id=identity,
            kind=known_kind,
            stem=stem,
            key=key,
            distractors=distractors,
            explanation=text("explanation"),
            provenance=provenance,
            rule=known.rule if known else "",
            fact=known.fact if known else "",
            tested=known.tested if known else "",
            context=known.context if known else "",
            worth=known.worth if known else 0.0,
            difficulty=difficulty,
            status=cast(Status, status),
            tags=texts("tags"),
            note=text("note"),
            conflict=conflict,
            made=known.made if known else (),
            changed=known.changed if known else "",
            digest=known.digest if known else "",
        )
        for name, code, message in shape.wrong(item):
            self.wrong(fields[name][0] if name in fields else node, code, message)
        if item.made and is_edited(item, "kind"):
            self.warn(
                values["kind"],
                "kind-changed",
                "the kind was edited: Anki cannot change the kind of a note, so remove the “id:” line as well and the"
                " item becomes a new one",
            )
        return item, places

    def conflict(self, node: Node) -> tuple[tuple[str, str], ...]:
        fields = self.fields(node, FIELDS, what="conflict")
        return tuple((name, "\n".join(self.lines(value, what=name))) for name, (_, value) in fields.items())
