"""``grade``: the answers of a class against a paper, into results, a summary to print, and difficulties in decks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen import files
from quizgen.deck import save
from quizgen.deck.stamp import stamp
from quizgen.diagnostics import Diagnostic, error
from quizgen.grading import (
    Graded,
    items_csv,
    read_answers,
    results_csv,
    summary_html,
    table_csv,
    with_difficulty,
)
from quizgen.grading import grade as score
from quizgen.grading.scoring import ENOUGH, Partial
from quizgen.paper import load_paper_file
from quizgen.pipeline.checking import decks_held
from quizgen.pipeline.inputs import Paths, rfc3339


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """A class, graded. ``paths``: the files written; ``stored``: how many items of decks got a new difficulty."""

    graded: Graded
    paths: tuple[str, ...]
    stored: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def grade(
    paper: str | Path,
    answers: str | Path,
    *,
    output: str | Path,
    version: str = "A",
    partial: Partial = "none",
    into: Paths = (),
    at_least: int = ENOUGH,
    now: int,
) -> GradedClass:
    """Scores the answers in a CSV file and writes three files: results (``output``, one row a person), the items beside it
    (``….items.csv``) and a summary to print (``….html``).

    version: of persons whose row names none. partial: what an incomplete answer gets in multiple choice ("none", "half").
    into: decks (files or folders) that get the difficulty of the items that the class answered; at_least: so many persons
    are needed for that. now: seconds since 1970 (UTC), for what changes in decks.

    Errors: QuizgenError for files that cannot be read or written. Nothing was written then.
    """
    target = Path(output)
    if target.suffix.lower() != ".csv":
        raise error("unknown-format", "results are written as CSV: give a name that ends in .csv", path=target.as_posix())
    loaded = load_paper_file(paper)
    source = Path(answers)
    if source.resolve() == target.resolve():
        raise error("same-file", "the results would be written over the answers: give another name", path=target.as_posix())
    graded = score(loaded, read_answers(_read(source), loaded, path=source.as_posix(), version=version), partial=partial)
    data: dict[str | Path, bytes] = {
        target: results_csv(graded),
        target.with_suffix(".items.csv"): items_csv(graded),
        target.with_suffix(".html"): summary_html(graded),
    }
    said: list[Diagnostic] = list(graded.diagnostics)
    stored = 0
    with decks_held(into) if _any(into) else nullcontext(()) as decks:
        for one in decks:
            deck, more = with_difficulty(one.deck, graded, at_least=at_least)
            said += more
            changed = sum(a.difficulty != b.difficulty for a, b in zip(one.deck.items, deck.items, strict=True))
            if changed:
                stored += changed
                data[Path(one.path)] = save(one, stamp(replace(deck, path=one.path), now=rfc3339(now))).encode()
        files.write_all(data)
    return GradedClass(
        graded=graded, paths=tuple(Path(p).as_posix() for p in data), stored=stored, diagnostics=tuple(said)
    )


def answer_table(paper: str | Path, *, output: str | Path) -> Path:
    """Writes an empty table for a paper, to be filled in with one row a person: fields, version, a column an item.

    Errors: QuizgenError for a paper that cannot be read, and for a file there that has rows already."""
    target = Path(output)
    data = table_csv(load_paper_file(paper))
    if target.is_file() and target.read_bytes() != data:
        raise error("file-exists", "this file is there and not empty: it is not overwritten", path=target.as_posix())
    files.write_atomic(target, data)
    return target


def _any(paths: Paths) -> bool:
    return bool(paths) if isinstance(paths, Sequence) else True


def _read(path: Path) -> bytes:
    try:
        return files.read(path)
    except OSError as e:
        raise error("cannot-read", f"cannot be read: {e.strerror or e}", path=path.as_posix()) from None
