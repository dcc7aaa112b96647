"""From files to facts: each source is read and searched by itself, in processes of its own where there is much to do, and
what was found in a source that did not change is taken from the cache."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from quizgen import coding
from quizgen.deck.identity import source_id
from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.extractors import extract
from quizgen.files import read
from quizgen.model import Document, Fact
from quizgen.pipeline.inputs import Progress, SourceFacts, no_progress
from quizgen.pipeline.kept import Kept
from quizgen.pipeline.spreading import spread, workers_for
from quizgen.pipeline.version import facts_key
from quizgen.readers import read_source
from quizgen.reading import Reading
from quizgen.zh.segment import Cut

_Found = tuple[Document, tuple[Diagnostic, ...], tuple[Fact, ...], tuple[Cut, ...]]
"""What is kept of a source, and sent from one process to another."""


MUCH = 1_000_000
"""From so many bytes of sources on, it pays to hold them in short."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """The facts of a source in short, and what they are filed under."""

    key: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Whole:
    key: str
    facts: SourceFacts


@dataclass(frozen=True, slots=True)
class _Wrong:
    diagnostics: tuple[Diagnostic, ...]


def found_facts(
    files: Sequence[tuple[Path, str]],
    *,
    jobs: int = 1,
    kept: Kept | None = None,
    lean: bool = False,
    progress: Progress = no_progress,
) -> Iterator[SourceFacts]:
    """The facts of each file, in order. Nothing is given before all files are read and searched.

    files: each with the name to show and to keep. jobs: processes; 0: as many as pay. kept: a cache. lean: of much
    text, a source is held in short until it is given, so that no more than one is whole at a time where they are taken one
    by one.
    Errors: QuizgenError with what is wrong in all of them, so that one run shows everything.
    """
    kept = kept or Kept()
    lean = lean and len(files) > 1 and sum(_size(path) for path, _ in files) > MUCH
    found = _gathered(files, jobs=jobs, kept=kept, lean=lean, progress=progress)
    for file in files:
        each = found.pop()
        if isinstance(each, _Packed):
            try:
                yield _unpacked(each.data)
                continue
            except ValueError:  # a file of the cache may be anything
                each = _search(file, packed=False, keyed=True)
        match each:
            case _Whole():
                kept.put(each.key, partial(_data, each))
                yield each.facts
            case _Wrong():
                raise QuizgenError(*each.diagnostics)


def _gathered(
    files: Sequence[tuple[Path, str]], *, jobs: int, kept: Kept, lean: bool, progress: Progress
) -> list[_Packed | _Whole | _Wrong]:
    """The last first, so that they can be let go one by one. Errors: as in ``found_facts``."""
    out: dict[int, _Packed | _Whole | _Wrong] = {}
    wrong: dict[int, tuple[Diagnostic, ...]] = {}
    missing: list[int] = []
    for i, (path, name) in enumerate(files):
        blob = None
        if kept.there:
            progress("reading", i, len(files))
            with suppress(OSError):
                key = facts_key(name, read(path))
                blob = kept.get(key)
        if blob is None:
            missing.append(i)
        else:
            out[i] = _Packed(key, blob)
    workers = workers_for(jobs, [_size(files[i][0]) for i in missing])
    work = partial(_search, packed=lean or workers > 1, keyed=kept.folder is not None)
    for done, (i, result) in enumerate(zip(missing, spread(work, [files[i] for i in missing], workers=workers), strict=True)):
        progress("finding facts", done + 1, len(missing))
        match result:
            case _Wrong():
                wrong[i] = result.diagnostics
            case _Packed():
                kept.put(result.key, partial(_data, result))
        out[i] = result
    if wrong:
        raise QuizgenError(*(d for i in sorted(wrong) for d in wrong[i]))
    return [out[i] for i in reversed(range(len(files)))]


def _search(file: tuple[Path, str], *, packed: bool, keyed: bool) -> _Packed | _Whole | _Wrong:
    """Reads one file and searches it."""
    path, name = file
    try:
        data = read(path)
        document, said = read_source(data, path=name)
    except OSError as e:
        return _Wrong(error("cannot-read", f"cannot be read: {e.strerror}", path=name).diagnostics)
    except QuizgenError as e:
        return _Wrong(e.diagnostics)
    source = replace(document.source, id=source_id(name, data))
    found = _Whole(facts_key(name, data) if keyed else "", searched(replace(document, source=source), said))
    return _Packed(found.key, _data(found)) if packed else found


@dataclass(frozen=True, slots=True)
class _Told:
    """The facts of a source as compressed lines of JSON, some hundred in each part."""

    parts: tuple[bytes, ...]
    diagnostics: tuple[Diagnostic, ...]


_LINES = 500


def told_facts(
    files: Sequence[tuple[Path, str]], *, jobs: int = 1, ascii_only: bool = False, progress: Progress = no_progress
) -> Iterator[tuple[Iterator[str], tuple[Diagnostic, ...]]]:
    """For each file, in order, its facts as lines of JSON (some hundred in a text) and what was noticed. They are worded where
    they are found, so that one process need not read what another one wrote. Nothing is given before all files are read.

    files, jobs: as in ``found_facts``. ascii_only: other characters are escaped. Errors: as in ``found_facts``."""
    out: list[_Told] = []
    wrong: list[Diagnostic] = []
    work = partial(_tell, ascii_only=ascii_only)
    workers = workers_for(jobs, [_size(path) for path, _ in files])
    for done, result in enumerate(spread(work, files, workers=workers), start=1):
        progress("finding facts", done, len(files))
        if isinstance(result, _Wrong):
            wrong += result.diagnostics
        else:
            out.append(result)
    if wrong:
        raise QuizgenError(*wrong)
    out.reverse()
    while out:
        told = out.pop()
        yield (zlib.decompress(part).decode("utf-8", "surrogatepass") for part in told.parts), told.diagnostics


def _tell(file: tuple[Path, str], *, ascii_only: bool) -> _Told | _Wrong:
    found = _search(file, packed=False, keyed=False)
    if not isinstance(found, _Whole):
        assert isinstance(found, _Wrong)
        return found
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    rest = found.facts.records()
    parts = []
    while lines := [encode(record) for record in islice(rest, _LINES)]:
        parts.append(zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 1))
    return _Told(tuple(parts), found.facts.diagnostics)


def _data(found: _Packed | _Whole) -> bytes:
    if isinstance(found, _Packed):
        return found.data
    facts = found.facts
    return coding.dumps(_Found, (facts.document, facts.diagnostics, facts.facts, facts.reading.cuts))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def searched(document: Document, said: tuple[Diagnostic, ...] = ()) -> SourceFacts:
    """What the rules find in a document."""
    reading = Reading(document)
    facts, more = extract(reading)
    return SourceFacts(reading=reading, facts=facts, diagnostics=(*said, *more))


def _unpacked(blob: bytes) -> SourceFacts:
    document, said, facts, cuts = coding.loads(_Found, blob)
    return SourceFacts(reading=Reading(document, cuts=cuts), facts=facts, diagnostics=said)
