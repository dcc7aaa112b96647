"""From paths to documents: which files are sources, and reading them all before anything is made of them."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from os import PathLike, fspath
from pathlib import Path

from quizgen.deck.identity import source_id
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.extractors import extract
from quizgen.files import read
from quizgen.model import Document, Fact
from quizgen.readers import known_suffixes, read_source
from quizgen.reading import Reading
from quizgen.records import fact_record

Paths = str | PathLike[str] | Sequence[str | PathLike[str]]
"""One path or several; a folder stands for every source in it."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def no_progress(what: str, done: int, of: int) -> None:
    """The progress of somebody who does not want to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """One source, read: the document, its facts by place, and what was noticed on the way."""

    reading: Reading
    facts: tuple[Fact, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def document(self) -> Document:
        return self.reading.document

    def records(self) -> Iterator[dict[str, object]]:
        """The facts as ``quizgen facts --json`` prints them."""
        for fact in self.facts:
            yield fact_record(self.document, fact)


def rfc3339(now: int) -> str:
    """Seconds since 1970 as a time in UTC, as decks write it."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_paths(paths: Paths) -> tuple[Path, ...]:
    """Paths as they were given, one or several."""
    if isinstance(paths, (str, PathLike)):
        return (Path(fspath(paths)),)
    return tuple(Path(fspath(p)) for p in paths)


def find_sources(paths: Paths, *, root: Path | None = None) -> tuple[tuple[Path, str], ...]:
    """The files that the paths stand for, each with the path to show and to keep: with ``/``, and relative to ``root``
    where it lies inside. Folders are searched with their subfolders, in order of their names; hidden files and the pages that
    quizgen itself wrote (papers, keys, reports) are left out.

    Errors: QuizgenError ``no-such-file`` for each path that is not there, ``no-sources`` for a folder without any.
    """
    known = known_suffixes()
    out: dict[Path, str] = {}
    wrong: list[Diagnostic] = []
    for path in as_paths(paths):
        try:
            there = stat.S_IFMT(path.stat().st_mode)
        except (OSError, ValueError) as e:  # ValueError: a NUL in the name
            gone = isinstance(e, (FileNotFoundError, NotADirectoryError, ValueError))
            said = "no such file or folder" if gone else f"cannot be read: {e.strerror}"  # type: ignore[union-attr]
            wrong += error("no-such-file" if gone else "cannot-read", said, path=shown(path, None)).diagnostics
            continue
        if there == stat.S_IFDIR:
            found = [
                p
                for p in sorted(path.rglob("*"))
                if p.suffix.lower() in known
                and p.is_file()
                and not any(part.startswith((".", "~$")) for part in p.relative_to(path).parts)
                and not _own_page(p)
            ]
            if not found:
                wrong += error(
                    "no-sources", "holds no document that can be read (quizgen rules lists the formats)", path=path.as_posix()
                ).diagnostics
        else:
            found = [path]
        for each in found:
            out.setdefault(each, shown(each, root))
    if wrong:
        raise QuizgenError(*wrong)
    return tuple(out.items())


def _own_page(path: Path) -> bool:
    """True for a page that says in its head that quizgen wrote it: questions made of questions help nobody."""
    if path.suffix.lower() not in (".html", ".htm"):
        return False
    with contextlib.suppress(OSError), path.open("rb") as file:
        return b'<meta name="generator" content="quizgen">' in file.read(1024)
    return False


def shown(path: Path, root: Path | None) -> str:
    """A path with ``/``, relative to ``root`` where it lies inside. Bytes of a name that are no text become U+FFFD."""
    name = path.as_posix()
    if root is not None:
        with contextlib.suppress(ValueError):
            name = path.resolve().relative_to(root.resolve()).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_documents(
    files: Sequence[tuple[Path, str]], *, progress: Progress = no_progress
) -> tuple[tuple[Document, tuple[Diagnostic, ...]], ...]:
    """Reads every file; ``source.id`` is the id that a new deck gives the source. Errors: QuizgenError with what is
    wrong in all of them, so that one run shows everything."""
    out: list[tuple[Document, tuple[Diagnostic, ...]]] = []
    wrong: list[Diagnostic] = []
    for i, (path, name) in enumerate(files):
        progress("reading", i, len(files))
        try:
            data = read(path)
            document, said = read_source(data, path=name)
            source = replace(document.source, id=source_id(name, data))
            out.append((replace(document, source=source), said))
        except OSError as e:
            wrong += error("cannot-read", f"cannot be read: {e.strerror}", path=name).diagnostics
        except QuizgenError as e:
            wrong += e.diagnostics
    if wrong:
        raise QuizgenError(*wrong)
    return tuple(out)


def facts(
    paths: Paths, *, root: Path | None = None, jobs: int = 1, progress: Progress = no_progress
) -> tuple[SourceFacts, ...]:
    """What the rules find in each source, in order of the paths.

    jobs: how many processes share the work, 0: as many as pay; the result is the same. More than one needs a main module
    that can be imported (``if __name__ == "__main__"``). Errors: QuizgenError as in ``find_sources`` and
    ``readers.read_source``."""
    return tuple(each_facts(paths, root=root, jobs=jobs, progress=progress))


def each_facts(
    paths: Paths, *, root: Path | None = None, jobs: int = 1, lean: bool = False, progress: Progress = no_progress
) -> Iterator[SourceFacts]:
    """As ``facts``, one source at a time. lean: no more than one source is held whole."""
    from quizgen.pipeline.finding import found_facts

    return found_facts(find_sources(paths, root=root), jobs=jobs, lean=lean, progress=progress)


def told_facts(
    paths: Paths, *, jobs: int = 1, ascii_only: bool = False, progress: Progress = no_progress
) -> Iterator[tuple[Iterator[str], tuple[Diagnostic, ...]]]:
    """For each source its facts as ``quizgen facts --json`` prints them, as texts of some hundred lines, and what was
    noticed. Parameters and errors as in ``facts``; ascii_only: other characters are escaped."""
    from quizgen.pipeline import finding

    return finding.told_facts(find_sources(paths), jobs=jobs, ascii_only=ascii_only, progress=progress)


def facts_of(
    documents: Sequence[tuple[Document, tuple[Diagnostic, ...]]], *, progress: Progress = no_progress
) -> tuple[SourceFacts, ...]:
    """The facts of documents that were read, in their order."""
    out: list[SourceFacts] = []
    for i, (document, said) in enumerate(documents):
        progress("finding facts", i, len(documents))
        reading = Reading(document)
        found, more = extract(reading)
        out.append(SourceFacts(reading=reading, facts=found, diagnostics=(*said, *more)))
    return tuple(out)
