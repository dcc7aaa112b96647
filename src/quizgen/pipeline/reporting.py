"""``report`` and the pages: what was read in a source, and what a deck asks of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from quizgen import files
from quizgen.config import Config
from quizgen.covered import Asked, Covered, cover
from quizgen.deck import LoadedDeck
from quizgen.deck.align import Alignment, align
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.pages.facts import facts_page
from quizgen.pages.report import report_page
from quizgen.pipeline.catalogue import rules
from quizgen.pipeline.checking import decks_at
from quizgen.pipeline.inputs import Paths, Progress, SourceFacts, facts_of, no_progress, read_documents, shown
from quizgen.pipeline.project import deck_title, open_project
from quizgen.pipeline.writing import works
from quizgen.selection import write_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A deck over its source, and what is to be said about it."""

    covered: Covered
    diagnostics: tuple[Diagnostic, ...] = ()


def coverage(
    decks: Paths, *, root: str | Path = ".", config: str | Path | Config | None = None, progress: Progress = no_progress
) -> tuple[Reported, ...]:
    """What each deck asks of its source. decks: deck files, or folders of them. root: the folder that the paths of sources
    in decks are relative to, and that has quizgen.yaml. Candidates that became no items are counted in a run over the source
    as it is now; nothing is written.

    Errors: QuizgenError as ``decks_at``; ``no-source`` for a deck whose source is not there.
    """
    loaded = decks_at(decks)
    settings = open_project(root, config=config).config
    out: list[Reported] = []
    wrong: list[Diagnostic] = []
    for i, one in enumerate(loaded):
        progress("reading", i, len(loaded))
        try:
            source, alignment, said = source_of(one, Path(root))
        except QuizgenError as e:
            wrong += e.diagnostics
            continue
        out.append(_reported(one, source, alignment, said, settings, root=Path(root)))
    if wrong:
        raise QuizgenError(*wrong)
    return tuple(out)


def report_html(
    deck: str | Path,
    *,
    output: str | Path,
    root: str | Path = ".",
    config: str | Path | Config | None = None,
    progress: Progress = no_progress,
) -> Reported:
    """Writes the page of one deck to ``output``. Errors: as ``coverage``; ``one-deck`` for a folder with several."""
    found = coverage(deck, root=root, config=config, progress=progress)
    if len(found) != 1:
        raise error("one-deck", f"a page shows one deck, here are {len(found)}: name one of them", path=Path(deck).as_posix())
    (one,) = found
    files.write_all({Path(output): report_page(one.covered)})
    return one


def facts_html(
    source: str | Path, *, output: str | Path, root: str | Path = ".", progress: Progress = no_progress
) -> SourceFacts:
    """Writes the page of one source, with every fact in its place, to ``output``. Errors: as ``facts``; ``one-source`` for a
    folder with several."""
    project = open_project(root)
    paths = project.sources(source)
    if len(paths) != 1:
        raise error("one-source", f"a page shows one source, here are {len(paths)}: name one of them", path=Path(source).as_posix())
    (found,) = facts_of(read_documents(paths, progress=progress), progress=progress)
    known = {r.name: r.summary for r in rules() if r.sort == "extractor"}
    data = facts_page(found.document, found.facts, title=deck_title(found.document, project.config), rules=known)
    files.write_all({Path(output): data})
    return found


def source_of(one: LoadedDeck, root: Path) -> tuple[SourceFacts, Alignment, tuple[Diagnostic, ...]]:
    """The source of a deck as it is now, with its facts, and where the deck's items are in it; a warning if it is no longer
    what the deck was built from. Errors: QuizgenError ``no-source``, and as the readers."""
    path = find_source(one, root)
    (found,) = facts_of(read_documents([(path, one.deck.source.path)]))
    said: tuple[Diagnostic, ...] = ()
    if one.deck.source.sha256 and found.document.source.sha256 != one.deck.source.sha256:
        message = f"{one.deck.source.path} changed since the deck was built: quizgen build brings the deck up to date"
        said = (Diagnostic(name="source-changed", severity="warning", message=message, path=one.path),)
    return found, align(one.deck, found.document), said


def find_source(one: LoadedDeck, root: Path) -> Path:
    """The file that a deck was made of: its path is relative to ``root``, else to a folder above the deck.

    Errors: QuizgenError ``no-source``.
    """
    name = one.deck.source.path
    above = list(Path(one.path).resolve().parents)[:4]
    found = next((f / name for f in (root, *above) if name and (f / name).is_file()), None)
    if found is None:
        said = f"its source {shown(root / name, root)} is not there: put it back, or run quizgen where that path leads to it"
        raise error("no-source", said if name else "names no source: a deck written by hand has nothing to be held against", path=one.path)
    return found


def _reported(
    one: LoadedDeck,
    source: SourceFacts,
    alignment: Alignment,
    said: tuple[Diagnostic, ...],
    settings: Config,
    *,
    root: Path,
) -> Reported:
    placed = [
        Asked(item=m.item, answers=m.answers, quote=m.quote) for m in alignment.matches if not m.deleted
    ]
    (written,) = write_items(
        works([source]), density=settings.density, maximum=settings.maximum, kinds=settings.kinds
    )
    deck = replace(one.deck, path=shown(Path(one.path), root))
    covered = cover(deck, source.document, placed, dropped=written.dropped)
    return Reported(covered=covered, diagnostics=said)
