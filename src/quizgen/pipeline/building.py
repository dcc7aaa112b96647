"""``build``: sources into decks, packages and papers. What is to be written is worked out first, and written whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from quizgen import files
from quizgen.config import Config
from quizgen.deck import render_new, save
from quizgen.deck.account import Report
from quizgen.deck.align import align
from quizgen.deck.merge import merge
from quizgen.diagnostics import Diagnostic, error
from quizgen.distractors import Pool
from quizgen.exporters.anki.homes import carry
from quizgen.model import Deck, Document, Item
from quizgen.pipeline.editions import Editions, edition_remarks, editions
from quizgen.pipeline.finding import found_facts
from quizgen.pipeline.inputs import Paths, Progress, SourceFacts, no_progress, rfc3339, shown
from quizgen.pipeline.kept import Kept, kept_beside
from quizgen.pipeline.outputs import SentState, deck_outputs, schemas
from quizgen.pipeline.project import (
    Project,
    Standing,
    deck_file,
    deck_title,
    match_decks,
    open_project,
    standing_decks,
)
from quizgen.pipeline.writing import asked, rewriter, still_false, tests, works, written_items
from quizgen.records import fact_type

TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """A file of the build: what happens to it, and its use (deck, anki, paper, print, key)."""

    path: str
    what: Literal["new", "changed", "unchanged"]
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSource:
    """One source and its deck. ``facts`` are (type, number) pairs; ``dropped`` says why candidates became no items where
    the build adds items, and is empty where it adds none; ``account`` is what the build does to each item of the deck;
    ``searches`` find the cards in Anki that are out of use since the package before."""

    document: Document
    deck: Deck
    facts: tuple[tuple[str, int], ...]
    dropped: tuple[tuple[str, int], ...]
    account: Report
    files: tuple[FileChange, ...]
    searches: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in use."""
        return tuple(i for i in self.deck.items if i.status in ("new", "kept"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did, or with ``dry_run`` would do. ``output`` is the folder of the decks."""

    sources: tuple[BuiltSource, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    output: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    built: Built
    data: dict[str | Path, bytes]
    read: tuple[Standing, ...]

    def holds(self) -> bool:
        """True if the decks are still as they were read."""
        try:
            return all(s.path.read_bytes() == s.data for s in self.read)
        except OSError:  # one is gone, or may not be read any more
            return False


def build(
    paths: Paths = (),
    *,
    now: int,
    root: str | Path = ".",
    config: str | Path | Config | None = None,
    refresh: bool = False,
    dry_run: bool = False,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> Built:
    """Reads every source, merges what it gives into its deck, and writes decks and exports, each file whole; a file
    that would not change is not touched.

    paths: sources, files or folders; none: those of quizgen.yaml, else seeds/. now: seconds since 1970 (UTC), stamped on
    items that change. root: the folder that paths in quizgen.yaml and in decks are relative to. config: settings, or
    another file with them. refresh: items whose source did not change follow the present rules and settings too.
    dry_run: nothing is written. jobs: as in ``pipeline.facts``.

    What was found in a source that did not change, and the result where nothing changed since the last build, are taken
    from the cache beside the decks (``pipeline.kept``); the result is the same without it.

    Errors: QuizgenError for sources or decks that cannot be read, settings that are wrong, a folder that cannot be
    written, another run at work in it. Nothing was written then.
    """
    from quizgen.pipeline import settled

    project = open_project(root, config=config)
    succession, sources = editions(project, project.sources(paths))
    kept = kept_beside(project.output)
    reads = "" if refresh or succession.lines else settled.read_key(project, sources)
    before = settled.settled_key(project, reads) if kept.there else ""
    was = settled.recall(kept, before, project, dry_run=dry_run)
    if was is not None:
        return was
    found = tuple(found_facts(sources, jobs=jobs, kept=kept, progress=progress))
    for _ in range(TRIES):
        plan = _plan(project, found, succession, now=now, refresh=refresh, dry_run=dry_run, jobs=jobs, progress=progress)
        if dry_run:
            return plan.built
        if not any(f.what != "unchanged" for s in plan.built.sources for f in s.files):
            if plan.holds():
                _remember(kept, project, plan, plan.built, reads=reads, sources=sources)
            return plan.built
        with files.lock(project.output):
            if plan.holds():
                files.write_all(plan.data)
                _remember(kept, project, plan, settled.built_again(plan.built), reads=reads, sources=sources)
                return plan.built
    raise error("busy", "its decks keep changing while they are built: try again", path=project.config.output)


def _remember(
    kept: Kept, project: Project, plan: _Plan, then: Built | None, *, reads: str, sources: Sequence[tuple[Path, str]]
) -> None:
    """Keeps what was found, and what the next build will find where that is known and no source changed meanwhile."""
    from quizgen.pipeline import settled

    if then is not None and reads and reads == settled.read_key(project, sources):
        data = {Path(path): content for path, content in plan.data.items()}
        origins = [s.deck.source.path for s in plan.built.sources] + [s.loaded.deck.source.path for s in plan.read]
        settled.remember(kept, settled.settled_key(project, reads, data), project, then, paths=origins, written=data)
    kept.flush()


def diff(
    paths: Paths = (),
    *,
    root: str | Path = ".",
    config: str | Path | Config | None = None,
    refresh: bool = False,
    progress: Progress = no_progress,
) -> tuple[tuple[Report, ...], tuple[Diagnostic, ...]]:
    """What a build would do to each item of each deck, and what it would warn of; nothing is written. Parameters and
    errors as in ``build``."""
    built = build(paths, now=0, root=root, config=config, refresh=refresh, dry_run=True, progress=progress)
    return tuple(s.account for s in built.sources), built.diagnostics


def _plan(
    project: Project,
    found: Sequence[SourceFacts],
    succession: Editions,
    *,
    now: int,
    refresh: bool,
    dry_run: bool,
    jobs: int,
    progress: Progress,
) -> _Plan:
    documents = [f.document for f in found]
    decks = standing_decks(project.output, root=project.root)
    own = match_decks(documents, decks, root=project.root, before=succession.before)
    said: list[Diagnostic] = [d for f in found for d in f.diagnostics]
    said += edition_remarks(project, succession, documents, decks, own)
    progress("writing items", 0, len(documents))
    alignments = [align(s.loaded.deck if s else None, d) for s, d in zip(own, documents, strict=True)]
    all_works = works(found)
    pool = Pool(all_works)
    config = project.config
    written = written_items(
        all_works,
        jobs=jobs,
        density=config.density,
        maximum=config.maximum,
        kinds=config.kinds,
        standing=[() if refresh else asked(a) for a in alignments],
        pool=pool,
        step=lambda done: progress("writing items", done, len(documents)),
    )
    rewrite = rewriter(all_works, pool)
    names = _Names(decks)
    sent = SentState.load(project.output)
    built: list[BuiltSource] = []
    data: dict[str | Path, bytes] = {}
    for i, source in enumerate(found):
        progress("building decks", i, len(found))
        standing = own[i]
        result = merge(
            standing.loaded.deck if standing else None,
            written[i].items,
            document=source.document,
            now=rfc3339(now),
            title=deck_title(source.document, config),
            alignment=alignments[i],
            rewrite=rewrite(i),
            holds=still_false(all_works[i]),
            tests=tests(all_works[i]),
            taken=names.ids(except_=standing),
            refresh=refresh,
        )
        path = standing.path if standing else project.output / f"{names.new(source.document, config)}.yaml"
        tags = tuple(dict.fromkeys((*source.document.tags, *config.deck(source.document.source.path).tags)))
        deck, text = _deck_text(result.deck, standing, path=path, root=project.root, tags=tags)
        names.add(deck)
        outputs = {path: (text.encode(), "deck")}
        made = deck_outputs(deck, path, root=project.root, config=config, sent=sent)
        outputs |= made.files
        said += (*_remarks(deck, config, standing), *made.diagnostics)
        built.append(
            BuiltSource(
                document=source.document,
                deck=deck,
                facts=tuple(Counter(fact_type(f) for f in source.facts).items()),
                dropped=written[i].dropped if result.report.counts()["new"] else (),
                account=replace(succession.account(result.report, source.document, deck, standing), path=deck.path),
                searches=made.searches,
                files=tuple(_change(p, content, use, project.root) for p, (content, use) in outputs.items()),
            )
        )
        for each, (content, _) in outputs.items():
            data[each] = content
    for each, content in (*sent.files().items(), *schemas(project.output).items()):
        data[each] = content
    said += _orphans(project, decks, own)
    return _Plan(
        built=Built(
            sources=tuple(built), diagnostics=tuple(said), output=shown(project.output, project.root), dry_run=dry_run
        ),
        data=data,
        read=decks,
    )


class _Names:
    """The names of files and the ids that are taken in a folder of decks."""

    def __init__(self, decks: Sequence[Standing]) -> None:
        self.files = {s.path.stem.casefold() for s in decks}
        self.by_deck = {id(s): _ids(s.loaded.deck) for s in decks}
        self.made: set[str] = set()

    def new(self, document: Document, config: Config) -> str:
        return deck_file(document, config, self.files)

    def ids(self, *, except_: Standing | None) -> frozenset[str]:
        """Every id that stands or was deleted in another deck."""
        others = (ids for key, ids in self.by_deck.items() if except_ is None or key != id(except_))
        return frozenset(self.made).union(*others)

    def add(self, deck: Deck) -> None:
        self.made |= _ids(deck)


def _ids(deck: Deck) -> set[str]:
    return {i.id for i in deck.items} | set(deck.deleted)


def _deck_text(deck: Deck, standing: Standing | None, *, path: Path, root: Path, tags: tuple[str, ...]) -> tuple[Deck, str]:
    """The deck with its path and the names of its sub-decks in Anki, and its file."""
    deck = replace(deck, path=shown(path, root))
    if standing is None:
        deck = replace(deck, tags=tags)
        if path.exists():
            raise error(
                "in-the-way",
                "this file is no deck of quizgen, and a new deck would take its place: move it, or give the deck "
                "another file name in quizgen.yaml (decks: ... file: ...)",
                path=deck.path,
            )
        return deck, render_new(deck)
    deck = replace(deck, homes=carry(standing.loaded.deck, deck))
    return deck, save(standing.loaded, deck)


def _change(path: Path, content: bytes, use: str, root: Path) -> FileChange:
    what: Literal["new", "changed", "unchanged"] = "new"
    if path.exists():
        what = "unchanged" if path.read_bytes() == content else "changed"
    return FileChange(path=shown(path, root), what=what, use=use)


def _remarks(deck: Deck, config: Config, standing: Standing | None) -> list[Diagnostic]:
    """What a person should know of a deck: settings that do not reach it, items that wait for a decision, none at all."""
    out: list[Diagnostic] = []
    wanted = config.deck(deck.source.path).title
    if standing is not None and wanted and wanted != deck.title:
        out.append(
            Diagnostic(
                name="title-stands",
                severity="note",
                message=f"is called “{deck.title}”, not “{wanted}” as in quizgen.yaml: edit its line “deck:” to rename it",
                path=deck.path,
            )
        )
    if standing is not None:
        out += standing.loaded.diagnostics
    waiting = [i for i in deck.items if i.conflict]
    if waiting:
        out.append(
            Diagnostic(
                name="conflict",
                severity="warning",
                message=f"{'1 item waits' if len(waiting) == 1 else f'{len(waiting)} items wait'} for you to decide, for the source "
                f"changed and the item could not follow: quizgen check {deck.path}",
                path=deck.path,
            )
        )
    if not deck.items:
        out.append(
            Diagnostic(
                name="no-items",
                severity="warning",
                message="gives no item: it may be too short, or hold nothing that the rules know (quizgen facts shows what was found)",
                path=deck.source.path,
            )
        )
    return out


def _orphans(project: Project, decks: Sequence[Standing], own: Sequence[Standing | None]) -> list[Diagnostic]:
    """Decks whose source is not there any more."""
    used = {id(s) for s in own if s is not None}
    return [
        Diagnostic(
            name="source-gone",
            severity="note",
            message=f"its source {s.loaded.deck.source.path} is gone; the deck stays as it is. If the file was renamed, "
            "write the new path into the deck (source: path:)",
            path=shown(s.path, project.root),
        )
        for s in decks
        if id(s) not in used and s.loaded.deck.source.path and not (project.root / s.loaded.deck.source.path).exists()
    ]
