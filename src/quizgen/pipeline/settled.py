"""A build that changed nothing is remembered by all that it read and all that it would have written: as long as every byte
of that is the same, the next one has the same result, and costs what it costs to read and compare."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen import coding
from quizgen.files import HIDDEN, read
from quizgen.pipeline.building import Built
from quizgen.pipeline.kept import Kept
from quizgen.pipeline.project import Project
from quizgen.pipeline.version import libraries, version


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """``there``: whether these paths exist, as a build asks of the sources of decks. ``files``: the digest of each file."""

    built: Built
    there: tuple[tuple[str, bool], ...]
    files: tuple[tuple[str, str], ...]


def settled_key(project: Project, sources: Sequence[tuple[Path, str]]) -> str:
    """A digest of all that a build reads: sources, decks, settings, what was sent, and quizgen itself. Empty where
    something cannot be read."""
    digest = hashlib.sha256(f"settled {version()} {libraries()} {project.config!r} {project.config.output}".encode())
    try:
        for path, name in sources:
            _add(digest, name, read(path))
        for path in sorted(project.output.glob("*.yaml")):
            _add(digest, path.name, read(path))
        sent = project.output / HIDDEN / "sent.json"
        _add(digest, sent.name, sent.read_bytes() if sent.exists() else b"")
    except OSError:
        return ""
    return digest.hexdigest()


def _add(digest: hashlib._Hash, name: str, data: bytes) -> None:
    digest.update(f"\n{len(name)} {name} {len(data)}\n".encode("utf-8", "surrogatepass"))
    digest.update(data)


def recall(kept: Kept, key: str, project: Project, *, dry_run: bool) -> Built | None:
    """What the build before found, if nothing is different."""
    data = kept.get(key) if key else None
    if data is None:
        return None
    try:
        was: _Settled = coding.loads(_Settled, data)
    except ValueError:
        return None
    if any((project.root / path).exists() != there for path, there in was.there):
        return None
    if any(_digest(project.root / path) != digest for path, digest in was.files):
        return None
    return replace(was.built, dry_run=dry_run)


def remember(kept: Kept, key: str, project: Project, built: Built, *, paths: Sequence[str]) -> None:
    """Keeps a build that changed nothing. paths: the sources of all decks, whether they are there or not."""
    if not key:
        return
    names = [f.path for source in built.sources for f in source.files]
    was = _Settled(
        built=replace(built, dry_run=False),
        there=tuple((p, (project.root / p).exists()) for p in sorted({*paths} - {""})),
        files=tuple((name, _digest(project.root / name)) for name in names),
    )
    kept.put(key, lambda: coding.dumps(_Settled, was))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
