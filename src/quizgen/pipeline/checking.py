"""``check``: decks, papers and settings, edited by hand or not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from quizgen.checks import CHECKS, Context, deck_flaws
from quizgen.config import DEFAULT_OUTPUT, FILE, load_config, read_yaml_text
from quizgen.deck import LoadedDeck, load
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.files import HIDDEN, lock, read
from quizgen.model import Item
from quizgen.paper import read_paper
from quizgen.pipeline.inputs import Paths, as_paths
from quizgen.pipeline.project import PAPER_SUFFIX
from quizgen.readers import read_source

YAML = (".yaml", ".yml")
WAIT = 5.0
"""Seconds to wait for another run that works in the same folder."""


def check(paths: Paths = DEFAULT_OUTPUT, *, root: str | Path = ".") -> tuple[Diagnostic, ...]:
    """What is wrong in these files, by place: what cannot be read, flaws of items, ids that stand twice (within a file or
    in two), items that wait for a decision. Folders stand for the YAML files in them. ``root`` is the folder that the
    paths of sources in decks are relative to.

    Errors: QuizgenError only for a path that is not there, or a folder without decks.
    """
    found: list[Diagnostic] = []
    homes: dict[str, str] = {}
    for path in find_yaml(paths):
        try:
            if path.name == FILE:
                load_config(path)
            elif path.name.endswith(PAPER_SUFFIX):
                found += read_paper(read_yaml_text(path), path=path.as_posix()).diagnostics
            else:
                loaded = load(path, strict=False)
                found += _deck(loaded, Path(root))
                found += _twice(loaded, homes)
        except QuizgenError as e:
            found += e.diagnostics
    return tuple(found)


def find_yaml(paths: Paths) -> tuple[Path, ...]:
    """The files that the paths stand for. Errors: QuizgenError ``no-such-file``, ``no-decks``."""
    out: dict[Path, None] = {}
    wrong: list[Diagnostic] = []
    for path in as_paths(paths):
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in YAML and HIDDEN not in p.parts)
            if not inside:
                wrong += error("no-decks", "holds no deck: quizgen build makes some", path=path.as_posix()).diagnostics
            out.update(dict.fromkeys(inside))
        elif path.exists():
            out[path] = None
        else:
            wrong += error("no-such-file", "no such file or folder", path=path.as_posix()).diagnostics
    if wrong:
        raise QuizgenError(*wrong)
    return tuple(out)


def _deck(loaded: LoadedDeck, root: Path) -> list[Diagnostic]:
    out = list(loaded.diagnostics)
    source = _source_text(loaded, root)
    context = Context(source=source) if source is not None else Context()
    lines = [loaded.locate(i)[0] for i in range(len(loaded.deck.items))]
    broken = {bisect_right(lines, d.line) - 1 for d in loaded.diagnostics if d.severity == "error"}
    for i, item in enumerate(loaded.deck.items):
        if item.status in ("dropped", "retired"):
            continue
        line, column = loaded.locate(i)
        for each in CHECKS:
            if i in broken and each.severity == "error":
                continue  # its form is wrong, and loading has said so, with the field's own place
            if (message := each.find(item, context)) is not None:
                out.append(
                    Diagnostic(
                        name=each.name,
                        severity=each.severity,
                        message=f"{item.id}: {message}" if item.id else message,
                        path=loaded.path,
                        line=line,
                        column=column,
                    )
                )
        for field, text in item.conflict:
            at, col = loaded.locate(i, "conflict")
            out.append(
                Diagnostic(
                    name="conflict",
                    severity="warning",
                    message=f"{item.id}: {_waiting(item, field)}: {' / '.join(text.splitlines())}",
                    path=loaded.path,
                    line=at,
                    column=col,
                )
            )
    for flaw in deck_flaws(loaded.deck.items):
        line, column = loaded.locate(flaw.items[-1]) if flaw.items else (0, 0)
        out.append(
            Diagnostic(
                name=flaw.name, severity=flaw.severity, message=flaw.message, path=loaded.path, line=line, column=column
            )
        )
    return sorted(out, key=lambda d: (d.line, d.column))


def _waiting(item: Item, field: str) -> str:
    """Why an item waits for a decision, and what to do; the new text comes after it."""
    how = f"(quizgen resolve {item.id} --ours or --theirs)"
    if "quote" not in dict(item.conflict):
        return f"you edited “{field}”, and its source changed since {how}. It would now be"
    if field == "quote":
        return (
            "its sentence changed, and quizgen makes no such item of it: edit the item, or drop it, and accept the sentence "
            f"(quizgen resolve {item.id} --theirs). It is now"
        )
    return f"its source changed, and quizgen makes no such item of it {how}. “{field}” would now be"


def _source_text(loaded: LoadedDeck, root: Path) -> str | None:
    """The text of the deck's source, where it can be read."""
    path = root / loaded.deck.source.path
    if not loaded.deck.source.path or not path.is_file():
        return None
    try:
        return read_source(read(path), path=loaded.deck.source.path)[0].text
    except (OSError, QuizgenError):
        return None


def _twice(loaded: LoadedDeck, homes: dict[str, str]) -> Iterator[Diagnostic]:
    """Ids that an earlier file has too."""
    for i, item in enumerate(loaded.deck.items):
        if not item.id:
            continue
        first = homes.setdefault(item.id, loaded.path)
        if first != loaded.path:
            line, column = loaded.locate(i, "id")
            yield Diagnostic(
                name="equal-ids",
                severity="error",
                message=f"the id “{item.id}” stands in {first} too: Anki would take both for one. Delete the “id:” line of the copy",
                path=loaded.path,
                line=line,
                column=column,
            )


def decks_at(paths: Paths) -> tuple[LoadedDeck, ...]:
    """The decks of these files or folders, each whole. Errors: QuizgenError with all that is wrong in all of them."""
    out: list[LoadedDeck] = []
    wrong: list[Diagnostic] = []
    for path in find_yaml(paths):
        if path.name == FILE or path.name.endswith(PAPER_SUFFIX):
            continue
        try:
            out.append(load(path))
        except QuizgenError as e:
            wrong += e.diagnostics
    wrong += _all_twice(out)
    if wrong:
        raise QuizgenError(*wrong)
    return tuple(out)


@contextmanager
def decks_held(paths: Paths) -> Iterator[tuple[LoadedDeck, ...]]:
    """The same, for those who write them: no other run works in their folders meanwhile; one that does is
    waited for. Errors: as ``decks_at`` and ``files.lock``."""
    before = decks_at(paths)  # what cannot be read leaves no trace in its folder
    with ExitStack() as held:
        for folder in sorted({Path(d.path).parent for d in before}):
            held.enter_context(lock(folder, wait=WAIT))
        same = all(Path(d.path).read_bytes() == d.text.encode() for d in before)
        yield before if same else decks_at(paths)


def _all_twice(decks: Sequence[LoadedDeck]) -> list[Diagnostic]:
    homes: dict[str, str] = {}
    return [d for loaded in decks for d in _twice(loaded, homes)]
