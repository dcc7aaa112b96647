"""``watch``: builds again whenever a source or the settings change. Needs the watchfiles library (the extra ``watch``)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from quizgen.config import DEFAULT_SOURCES, FILE
from quizgen.deck.account import Report
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.pipeline.building import Built, build
from quizgen.pipeline.inputs import Paths, as_paths, shown
from quizgen.pipeline.project import open_project
from quizgen.readers import known_suffixes

if TYPE_CHECKING:
    from threading import Event

What = Literal["added", "changed", "gone", "settings"]
QUIET_MS = 400
"""Changes that follow each other within so many milliseconds are one: editors write a file in several steps."""
WAKE_MS = 1000
LATER = (0.5, 1.0, 2.0)
"""Seconds after which a build is tried again while another run is at work in the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What became of one file. ``path``: of the source or the settings; ``built``: False where errors kept all decks as they
    are; ``deck``: the account of its deck, None where it has none; ``items``: how many the deck has in use; ``diagnostics``:
    the errors, and the warnings that the build before did not have, with the first file of a build."""

    what: What
    path: str
    built: bool = True
    deck: Report | None = None
    items: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def watch(
    paths: Paths = (),
    *,
    clock: Callable[[], int],
    root: str | Path = ".",
    config: str | Path | None = None,
    ready: Callable[[Built], None] = lambda built: None,
    seen: Callable[[Seen], None],
    stop: Event | None = None,
) -> None:
    """Builds once, then again whenever sources or settings change, until ``stop`` is set or the person interrupts
    (KeyboardInterrupt comes through; decks are whole then, as after every build).

    paths, root, config: as in ``build``. clock: gives the time, in seconds since 1970, asked before each build. ready: is
    given the first build. seen: is given each file that changed, after the build that followed. What is wrong in a source
    or in the settings is handed to ``seen``, and the watch goes on.

    Errors: QuizgenError ``missing-extra`` where watchfiles is not installed; those of the first build.
    """
    watchfiles = _library()
    base = Path(root)
    before: frozenset[tuple[str, tuple[int, int]]] | None = _state(paths, base, config)
    first = build(paths, now=clock(), root=root, config=config)
    ready(first)
    said = {d for d in first.diagnostics if d.severity == "warning"}
    settings = (Path(config) if config is not None else base / FILE).resolve()
    while stop is None or not stop.is_set():
        places = _places(paths, base, config)
        changes = watchfiles.watch(
            *_folders([*places, settings]),
            watch_filter=_filter(places, settings, _output(base, config)),
            debounce=QUIET_MS,
            step=min(50, QUIET_MS),
            stop_event=stop,
            raise_interrupt=True,
            rust_timeout=WAKE_MS,
            yield_on_timeout=True,
        )
        for batch in changes:
            if before is not None:  # what changed while nobody looked: before the watch began
                now = _state(paths, base, config)
                batch = batch | {(watchfiles.Change.modified, p) for p, s in (before ^ now)}
                before = None
            if not batch:
                continue
            again = any(Path(path) == settings for _, path in batch)
            if again:
                before = _state(paths, base, config)
            built, wrong = _build(paths, base, config, clock)
            fresh = [*wrong, *(d for d in (built.diagnostics if built else ()) if d.severity == "warning" and d not in said)]
            for each in _told(batch, built, base, settings):
                seen(replace(each, built=built is not None, diagnostics=tuple(fresh)))
                fresh = []
            if built:
                said = {d for d in built.diagnostics if d.severity == "warning"}
            if again:
                break  # they may name other sources


def _state(paths: Paths, root: Path, config: str | Path | None) -> frozenset[tuple[str, tuple[int, int]]]:
    """The sources and the settings with their times and sizes; what cannot be found is left out."""
    found: list[Path] = [Path(config) if config is not None else root / FILE]
    with suppress(QuizgenError):
        found += (path for path, _ in open_project(root, config=config).sources(paths))
    out: set[tuple[str, tuple[int, int]]] = set()
    for path in found:
        with suppress(OSError):
            there = path.stat()
            out.add((str(path.resolve()), (there.st_mtime_ns, there.st_size)))
    return frozenset(out)


def _library() -> Any:
    try:
        import watchfiles
    except ImportError as e:
        raise error(
            "missing-extra",
            f'watching needs the "watch" extra ({e.name or "watchfiles"} is not installed): pip install "quizgen[watch]"',
        ) from e
    return watchfiles


def _build(
    paths: Paths, root: Path, config: str | Path | None, clock: Callable[[], int]
) -> tuple[Built | None, tuple[Diagnostic, ...]]:
    for wait in (*LATER, None):
        try:
            return build(paths, now=clock(), root=root, config=config), ()
        except QuizgenError as e:
            if wait is None or not {d.name for d in e.diagnostics} & {"locked", "busy"}:
                return None, e.diagnostics
            time.sleep(wait)
    raise AssertionError("the last try ends it")


def _places(paths: Paths, root: Path, config: str | Path | None) -> list[Path]:
    """The files and folders whose changes count; those of the settings where none are named, and while the settings cannot
    be read, the folder itself."""
    named = as_paths(paths)
    if not named:
        try:
            sources = open_project(root, config=config).config.sources
        except QuizgenError:
            return []
        named = tuple(root / s for s in sources or (DEFAULT_SOURCES,))
    return [p.resolve() for p in named]


def _output(root: Path, config: str | Path | None) -> Path | None:
    try:
        return open_project(root, config=config).output.resolve()
    except QuizgenError:
        return None


def _folders(places: Iterable[Path]) -> list[Path]:
    """The folders to watch: of a file the one that holds it, for editors put a new file in the place of the old one."""
    found = dict.fromkeys(p if p.is_dir() else p.parent for p in places)
    there = [p for p in found if p.is_dir()]
    return [p for p in there if not any(o != p and o in p.parents for o in there)]


def _filter(places: Sequence[Path], settings: Path, output: Path | None) -> Callable[[Any, str], bool]:
    known = known_suffixes()
    exact = {p for p in places if not p.is_dir()} | {settings}
    folders = [p for p in places if p.is_dir()]

    def counts(change: Any, name: str) -> bool:
        path = Path(name)
        if path in exact:
            return True
        if path.suffix.lower() not in known or (output is not None and output in path.parents and output not in folders):
            return False
        inside = next((f for f in folders if f in path.parents), None)
        return inside is not None and not any(p.startswith((".", "~$")) for p in path.relative_to(inside).parts)

    return counts


def _told(batch: Iterable[tuple[Any, str]], built: Built | None, root: Path, settings: Path) -> Iterator[Seen]:
    """One line a file that changed, then the other decks that the build changed too."""
    decks = {s.document.source.path: s for s in built.sources} if built else {}
    told: set[str] = set()
    for change, name in sorted(batch, key=lambda cn: cn[1]):
        path = shown(Path(name), root)
        if path in told:
            continue
        told.add(path)
        if Path(name) == settings:
            yield Seen(what="settings", path=path)
            continue
        what: What = "gone" if not Path(name).exists() else "added" if change.name == "added" else "changed"
        source = decks.get(path)
        yield Seen(
            what=what, path=path, deck=source.account if source else None, items=len(source.items) if source else 0
        )
    for path, source in decks.items():
        if path not in told and not source.account.quiet:
            yield Seen(what="changed", path=path, deck=source.account, items=len(source.items))
