"""A folder with sources and decks: its settings, its standing decks, and which deck belongs to which source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from quizgen.config import DEFAULT_SOURCES, FILE, Config, load_config
from quizgen.deck import LoadedDeck, loads
from quizgen.deck.align import kinship, sentence_codes
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.files import read
from quizgen.model import Document
from quizgen.pipeline.inputs import Paths, find_sources, shown

PAPER_SUFFIX = ".paper.yaml"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_MOST = 60
KINSHIP = 0.5
"""From what share of its sentences on a document is taken for a deck's source under a new name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """``root`` is the folder that paths in quizgen.yaml, and in decks, are relative to."""

    root: Path
    config: Config

    @property
    def output(self) -> Path:
        return self.root / self.config.output

    def sources(self, paths: Paths = ()) -> tuple[tuple[Path, str], ...]:
        """The sources to build: those named, else those of quizgen.yaml, else the folder seeds/.

        Errors: as ``find_sources``; ``no-sources`` if none are named anywhere.
        """
        if isinstance(paths, str) or not isinstance(paths, Sequence) or paths:
            return find_sources(paths, root=self.root)
        if self.config.sources:
            return find_sources([self.root / s for s in self.config.sources], root=self.root)
        if (self.root / DEFAULT_SOURCES).is_dir():
            return find_sources(self.root / DEFAULT_SOURCES, root=self.root)
        raise error(
            "no-sources",
            f"nothing to build: name files or folders (quizgen build notes.txt), or put them into {DEFAULT_SOURCES}/, "
            f"or write a {FILE} (quizgen init)",
        )


def open_project(root: str | Path = ".", *, config: str | Path | Config | None = None) -> Project:
    """The project in a folder. ``config`` names another settings file (or gives settings); without one, quizgen.yaml is
    read if it is there, else the defaults hold. Errors: as ``config.load_config``."""
    folder = Path(root)
    if isinstance(config, Config):
        return Project(root=folder, config=config)
    if config is not None:
        return Project(root=folder, config=load_config(Path(config)))
    path = folder / FILE
    return Project(root=folder, config=load_config(path) if path.exists() else Config())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A deck file as it was read: its bytes are compared again before anything is written over them."""

    path: Path
    data: bytes
    loaded: LoadedDeck


def standing_decks(folder: Path, *, root: Path) -> tuple[Standing, ...]:
    """Every deck in a folder, by name. YAML files that are no decks (no line opens with ``deck:``) are left alone.

    Errors: QuizgenError with all that is wrong in all of them: a build must not go over a deck that it cannot read.
    """
    out: list[Standing] = []
    wrong: list[Diagnostic] = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        if path.name.endswith(PAPER_SUFFIX):
            continue
        name = shown(path, root)
        try:
            data = read(path)
            text = data.decode("utf-8")
        except OSError as e:
            wrong += error("cannot-read", f"cannot be read: {e.strerror}", path=name).diagnostics
            continue
        except UnicodeDecodeError:
            wrong += error("not-utf-8", "is not UTF-8 text: save it as UTF-8", path=name).diagnostics
            continue
        if not re.search(r"^[\ufeff{ ]*deck *:", text, re.M):
            continue
        try:
            out.append(Standing(path=path, data=data, loaded=loads(text, path=name)))
        except QuizgenError as e:
            wrong += e.diagnostics
    if wrong:
        raise QuizgenError(*wrong)
    return tuple(out)


def match_decks(
    documents: Sequence[Document],
    decks: Sequence[Standing],
    *,
    root: Path,
    before: Callable[[str], Sequence[str]] = lambda path: (),
) -> tuple[Standing | None, ...]:
    """The standing deck of each document: the one made from its path; else the one of the edition that it takes the place of
    (``before`` gives their paths, the latest first); else, of the decks whose source is gone, the only one made from the
    same content (the file was renamed), or the only one of whose sentences at least half stand in the document (it was
    renamed and changed). None: a new source."""
    free = list(decks)
    found: dict[int, Standing] = {}

    def take(i: int, fits: Iterable[Standing]) -> None:
        those = list(fits)
        if len(those) == 1:
            found[i] = those[0]
            free.remove(those[0])

    for i, document in enumerate(documents):
        take(i, (d for d in free if d.loaded.deck.source.path == document.source.path))
    for i, document in enumerate(documents):
        for old in before(document.source.path):
            if i not in found:
                take(i, (d for d in free if d.loaded.deck.source.path == old))
    gone = {id(d) for d in free if not (root / d.loaded.deck.source.path).exists()}
    for i, document in enumerate(documents):
        if i not in found:
            take(i, (d for d in free if id(d) in gone and d.loaded.deck.source.sha256 == document.source.sha256))
    for i, document in enumerate(documents):
        if i not in found and gone:
            there = sentence_codes(document)
            take(i, (d for d in free if id(d) in gone and kinship(d.loaded.deck, there) >= KINSHIP))
    return tuple(found.get(i) for i in range(len(documents)))


def deck_title(document: Document, config: Config) -> str:
    """The title of a new deck: as quizgen.yaml has it, else the document's own, else its file's name."""
    path = document.source.path
    return config.deck(path).title or " ".join(document.title.split()) or PurePosixPath(path).stem


def deck_file(document: Document, config: Config, taken: set[str]) -> str:
    """The name of a new deck's files without ending: as quizgen.yaml has it, else the title given there, else the name
    of the source's file. One that is taken gets a number. ``taken`` (in lower case) is added to."""
    said = config.deck(document.source.path)
    name = file_name(said.file or said.title or PurePosixPath(document.source.path).stem)
    found, n = name, 1
    while found.casefold() in taken:
        n += 1
        found = f"{name}-{n}"
    taken.add(found.casefold())
    return found


_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|\Z)", re.I)
"""Devices of Windows, with any ending. Source: Microsoft, Naming Files, Paths, and Namespaces."""


def file_name(text: str) -> str:
    """A text as the name of a file on any system: no separators or wildcards, no device, nothing that cannot be seen or
    that turns the direction of writing, no blank or stop at an end."""
    name = _UNSAFE.sub("-", " ".join(text.split()))
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn", "Co")).strip(" .-")
    name = name[:_MOST].rstrip(" .-") or "deck"
    return f"{name[: m.end()]}-{name[m.end() :]}" if (m := _RESERVED.match(name)) else name
