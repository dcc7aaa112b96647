"""``quizgen.yaml``: what a person may set, its defaults, and the commented file that ``quizgen init`` writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, cast

from quizgen.diagnostics import error
from quizgen.files import read
from quizgen.model import KINDS, Blueprint, Kind, SectionSpec, Share
from quizgen.yamlnodes import Node, Reader, load

FILE = "quizgen.yaml"
Density = Literal["light", "normal", "dense"]
DENSITIES: tuple[Density, ...] = ("light", "normal", "dense")
DEFAULT_SOURCES = "seeds"
DEFAULT_OUTPUT = "decks"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckConfig:
    """What a person says of the deck of one source. ``file`` is the deck's file name without ending."""

    source: str
    title: str = ""
    file: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One line of ``supersedes``: the source ``new`` is another edition of ``old``; ``place`` and ``old_place``: line and
    column of the two in quizgen.yaml."""

    new: str
    old: str
    place: tuple[int, int] = (0, 0)
    old_place: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one run. ``path`` is the file they came from, empty for the defaults. ``sources`` empty: the
    folder ``seeds`` if it is there. ``blueprint`` None: made from what the deck holds. ``maximum`` None: as the density
    has it."""

    path: str = ""
    sources: tuple[str, ...] = ()
    output: str = DEFAULT_OUTPUT
    decks: tuple[DeckConfig, ...] = ()
    supersedes: tuple[Succession, ...] = ()
    kinds: tuple[Kind, ...] = KINDS
    density: Density = "normal"
    maximum: int | None = None
    blueprint: Blueprint | None = None
    versions: int = 1
    seed: int = 0

    def deck(self, source: str) -> DeckConfig:
        """The entry for a source, by its path (with ``/``) or, where that is not named, by its file name."""
        name = PurePosixPath(source).name
        for want in (source, name):
            for each in self.decks:
                if want in (each.source, each.source.replace("\\", "/")):  # as people write paths on Windows
                    return each
        return DeckConfig(source=source)


def load_config(path: Path) -> Config:
    """Reads ``quizgen.yaml``. Errors: QuizgenError for a file that cannot be read, broken YAML, an unknown key (with the
    nearest known one) and values of the wrong kind, each with line and column."""
    shown = path.as_posix()
    root = load(read_yaml_text(path), path=shown)
    if root is None or root.empty:
        return Config(path=shown)
    return parse_config(root)


def read_yaml_text(path: Path) -> str:
    """The text of a YAML file (UTF-8, with or without BOM). Errors: ``cannot-read``, ``not-utf-8``."""
    shown = path.as_posix()
    try:
        return read(path).decode("utf-8-sig")
    except OSError as e:
        raise error("cannot-read", f"cannot be read: {e.strerror}", path=shown) from None
    except UnicodeDecodeError as e:
        raise error("not-utf-8", f"is not UTF-8 text (byte {e.start + 1}): save it as UTF-8", path=shown) from None


_KEYS = ("sources", "output", "decks", "supersedes", "kinds", "density", "maximum", "blueprint", "versions", "seed")
_DECK_KEYS = ("title", "file", "tags")
_BLUEPRINT_KEYS = ("title", "minutes", "total", "head", "sections", "shares", "include", "exclude")
_SECTION_KEYS = ("kind", "count", "points", "heading", "note", "sources", "parts", "tags", "difficulty")
_SHARE_KEYS = ("by", "value", "share")
_SHARES_BY = ("source", "section", "tag", "difficulty")


def parse_config(root: Node) -> Config:
    """The settings of a loaded YAML map. Errors as in ``load_config``."""
    reader = Reader()
    values: dict[str, object] = {}
    for key, node in reader.map(root, _KEYS, what=FILE):
        name = key.value
        if node.empty:
            continue
        match name:
            case "sources":
                values[name] = reader.texts(node, what=name)
            case "output":
                values[name] = reader.text(node, what=name)
            case "decks":
                values[name] = _decks(reader, node)
            case "supersedes":
                values[name] = _supersedes(reader, node)
            case "kinds":
                values[name] = _kinds(reader, node)
            case "density":
                values[name] = reader.choice(node, DENSITIES, what=name)
            case "maximum" | "versions":
                values[name] = int(reader.number(node, what=name, least=1))
            case "seed":
                values[name] = int(reader.number(node, what=name))
            case "blueprint":
                values[name] = _blueprint(reader, node)
    reader.done()
    return Config(path=root.path, **values)  # type: ignore[arg-type]


def load_blueprint(path: Path) -> Blueprint:
    """Reads a blueprint file: the same keys as ``blueprint`` in ``quizgen.yaml``. Errors as in ``load_config``."""
    root = load(read_yaml_text(path), path=path.as_posix())
    reader = Reader()
    if root is None or root.empty:
        raise error("empty-file", "holds no blueprint: give it sections, each with kind, count and points", path=path.as_posix())
    blueprint = _blueprint(reader, root)
    reader.done()
    return blueprint


def _kinds(reader: Reader, node: Node) -> tuple[Kind, ...]:
    if node.sort == "list":
        chosen = {reader.choice(each, KINDS, what="kinds") for each in node.items}
    else:
        chosen = {reader.choice(node, KINDS, what="kinds")}
    return tuple(k for k in KINDS if k in chosen)


def _decks(reader: Reader, node: Node) -> tuple[DeckConfig, ...]:
    if node.sort != "map":
        reader.wrong(node, "wrong-type", "decks: expected the source's path, and under it title, file or tags")
        return ()
    out: list[DeckConfig] = []
    for key, value in node.pairs:
        parts: dict[str, object] = {}
        if value.sort == "text" and not value.empty:  # seeds/x.txt: a title
            parts["title"] = reader.text(value, what=key.value)
        else:
            for inner, each in reader.map(value, _DECK_KEYS, what=f"decks › {key.value}"):
                match inner.value:
                    case "tags":
                        parts["tags"] = reader.texts(each, what="tags")
                    case _:
                        parts[inner.value] = reader.text(each, what=inner.value)
        if any(c in str(parts.get("file", "")) for c in "/\\"):
            reader.wrong(value, "unknown-value", "file: give a file name without folder and ending")
        out.append(DeckConfig(source=key.value, **parts))  # type: ignore[arg-type]
    return tuple(out)


def _supersedes(reader: Reader, node: Node) -> tuple[Succession, ...]:
    if node.sort != "map":
        reader.wrong(node, "wrong-type", "supersedes: expected lines “new source: old source”")
        return ()
    out: list[Succession] = []
    olds: dict[str, str] = {}
    news = {key.value.strip(): value.value.strip() for key, value in node.pairs if value.sort == "text"}
    for key, value in node.pairs:
        new, old = key.value.strip(), reader.text(value, what=f"supersedes › {key.value}")
        if not old:
            if value.sort == "text":
                reader.wrong(key, "missing-key", f"supersedes: which source does {new} take the place of?")
            continue
        if old in olds:
            reader.wrong(value, "taken-twice", f"supersedes: {olds[old]} takes the place of {old} already; a deck goes on with one")
            continue
        olds[old] = new
        seen = {new}
        at = old
        while at in news and at not in seen:
            seen.add(at)
            at = news[at]
        if at in seen and at == new:
            reader.wrong(value, "in-a-circle", f"supersedes: {new} would take its own place")
            continue
        out.append(Succession(new=new, old=old, place=(key.line, key.column), old_place=(value.line, value.column)))
    return tuple(out)


def _blueprint(reader: Reader, node: Node) -> Blueprint:
    values: dict[str, object] = {"path": node.path}
    for key, value in reader.map(node, _BLUEPRINT_KEYS, what="blueprint"):
        name = key.value
        match name:
            case "title":
                values[name] = reader.text(value, what=name)
            case "minutes":
                values[name] = int(reader.number(value, what=name))
            case "total":
                values[name] = float(reader.number(value, what=name, whole=False))
            case "head" | "include" | "exclude":
                values[name] = reader.texts(value, what=name)
            case "shares":
                if value.sort != "list":
                    reader.wrong(value, "wrong-type", "shares: expected a list, each with by, value and share")
                    continue
                values[name] = tuple(_share(reader, each) for each in value.items)
            case "sections":
                if value.sort != "list":
                    reader.wrong(value, "wrong-type", "sections: expected a list, each with kind, count and points")
                    continue
                values[name] = tuple(s for each in value.items if (s := _section(reader, each)) is not None)
    if "sections" not in values and node.sort == "map":
        reader.wrong(node, "missing-key", "blueprint has no sections: give a list, each with kind, count and points")
    return Blueprint(**values)  # type: ignore[arg-type]


def _section(reader: Reader, node: Node) -> SectionSpec | None:
    values: dict[str, object] = {"points": 1.0}
    before = len(reader.found)
    for key, value in reader.map(node, _SECTION_KEYS, what="a section"):
        name = key.value
        match name:
            case "kind":
                values[name] = reader.choice(value, KINDS, what=name)
            case "heading" | "note":
                values[name] = reader.text(value, what=name)
            case "count":
                values[name] = int(reader.number(value, what=name, least=1))
            case "points":
                values[name] = float(reader.number(value, what=name, whole=False))
            case "difficulty":
                values[name] = _difficulty(reader, value)
            case _:
                values[name] = reader.texts(value, what=name)
    if len(reader.found) > before:
        return None
    for name in ("kind", "count"):
        if not values.get(name):
            reader.wrong(node, "missing-key", f"a section of the blueprint has no {name}")
            return None
    return SectionSpec(**values)  # type: ignore[arg-type]


def _difficulty(reader: Reader, node: Node) -> tuple[float, float]:
    low, _, high = reader.text(node, what="difficulty").partition("-")
    try:
        found = (float(low), float(high))
    except ValueError:
        found = (1.0, 0.0)
    if not 0 <= found[0] <= found[1] <= 1:
        reader.wrong(node, "wrong-type", f"difficulty: expected a range like 0.3-0.7, found “{node.value or node.sort}”")
    return found


def _share(reader: Reader, node: Node) -> Share:
    by, what, share = "", "", 0.0
    for key, value in reader.map(node, _SHARE_KEYS, what="a share"):
        match key.value:
            case "by":
                by = reader.choice(value, _SHARES_BY, what="by")
            case "value":
                what = reader.text(value, what="value")
            case _:
                share = float(reader.number(value, what="share", whole=False))
    if not by or not what or not 0 < share <= 1:
        reader.wrong(node, "missing-key", "a share needs by (source, section, tag or difficulty), value, and share above 0 and up to 1")
    return Share(by=cast(Literal["source", "section", "tag", "difficulty"], by), value=what, share=share)


TEMPLATE = """\
# quizgen.yaml: what `quizgen build` does in this folder.
# Every key may be left out; what stands here without a # is the default.

# Documents to read: files, or folders with all that can be read in them (quizgen rules lists the formats).
sources:
- {sources}

# Where decks and everything made of them go.
output: decks

# Names for decks, by source. Without one, a deck is called after its source's file.
{decks}
# New editions, as new source: old source. The new one goes on with the old one's deck; the old one is built no more.
# supersedes:
#   seeds/办法2024.txt: seeds/办法2019.txt

# Kinds of item that may be made.
kinds: [cloze, single, multiple, truefalse, ordering, recall]

# How many items a text gives: light, normal or dense.
density: normal

# At most so many items a source.
# maximum: 60

# The paper that `quizgen build` makes of each deck. Without a blueprint, it is made of what the deck holds.
# blueprint:
#   title: 期末测验
#   minutes: 60
#   total: 100
#   head: [单位, 姓名, 学号]
#   sections:
#   - {{kind: single, count: 10, points: 3}}
#   - {{kind: multiple, count: 5, points: 4}}
#   - {{kind: truefalse, count: 10, points: 1}}
#   - {{kind: cloze, count: 10, points: 2}}
#   - {{kind: recall, count: 2, points: 10}}

# Versions (A, B, ...) of each paper: the same items in another order, with options shuffled.
versions: 1

# Another number draws other items into the papers.
seed: 0
"""


def template(*, sources: str = DEFAULT_SOURCES, titles: tuple[tuple[str, str], ...] = ()) -> str:
    """The commented file that ``quizgen init`` writes. ``titles`` are (source path, suggested title) pairs."""
    if titles:
        decks = "decks:\n" + "".join(f"  {_plain(path)}:\n    title: {_plain(title)}\n" for path, title in titles)
    else:
        decks = "# decks:\n#   seeds/notes.txt:\n#     title: 复习提纲\n#     tags: [期末]\n"
    return TEMPLATE.format(sources=_plain(sources), decks=decks)


def _plain(text: str) -> str:
    """A YAML scalar: as it is where that reads back the same, else in single quotes."""
    import re

    if re.fullmatch(r"[\w一-鿿][\w一-鿿 ./·（）《》“”-]*", text) and text.strip() == text:
        return text
    return "'" + text.replace("'", "''") + "'"
