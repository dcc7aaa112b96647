"""What the next build will find is known where nothing differs any more: after a build that changed nothing, and after one
that only added items. It is remembered by all that a build reads and all that it would write: as long as every byte of that
is the same, the next one has that result, and costs what it costs to read and compare."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen import coding
from quizgen.files import HIDDEN, read
from quizgen.model import NOWHERE, Item
from quizgen.pipeline.building import Built, BuiltSource
from quizgen.pipeline.inputs import shown
from quizgen.pipeline.kept import Kept
from quizgen.pipeline.project import Project
from quizgen.pipeline.version import libraries, version


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """``there``: whether these paths exist, as a build asks of the sources of decks. ``files``: the digest of each file."""

    built: Built
    there: tuple[tuple[str, bool], ...]
    files: tuple[tuple[str, str], ...]


def read_key(project: Project, sources: Sequence[tuple[Path, str]]) -> str:
    """A digest of what a build reads and never writes: sources, settings, and quizgen itself. Empty where something
    cannot be read."""
    digest = hashlib.sha256(f"settled {version()} {libraries()} {project.config!r} {project.config.output}".encode())
    try:
        for path, name in sources:
            _add(digest, name, read(path))
    except OSError:
        return ""
    return digest.hexdigest()


def settled_key(project: Project, read_only: str, written: Mapping[Path, bytes] | None = None) -> str:
    """A digest of all that a build reads: ``read_only``, the decks, and what was sent. written: what files hold, or will,
    instead of what is on the disk. Empty where something cannot be read, or ``read_only`` is."""
    new = written or {}
    digest = hashlib.sha256(read_only.encode())
    folder, sent = project.output, project.output / HIDDEN / "sent.json"
    try:
        for path in sorted({*folder.glob("*.yaml"), *(p for p in new if p.parent == folder and p.suffix == ".yaml")}):
            _add(digest, path.name, new[path] if path in new else read(path))
        _add(digest, sent.name, new[sent] if sent in new else sent.read_bytes() if sent.exists() else b"")
    except OSError:
        return ""
    return digest.hexdigest() if read_only else ""


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


def remember(
    kept: Kept,
    key: str,
    project: Project,
    built: Built,
    *,
    paths: Sequence[str],
    written: Mapping[Path, bytes] | None = None,
) -> None:
    """Keeps what the next build will find. paths: the sources of all decks, whether they are there or not. written: as in
    ``settled_key``."""
    if not key:
        return
    new = {shown(p, project.root): data for p, data in (written or {}).items()}
    names = [f.path for source in built.sources for f in source.files]
    was = _Settled(
        built=replace(built, dry_run=False),
        there=tuple((p, (project.root / p).exists()) for p in sorted({*paths} - {""})),
        files=tuple(
            (name, hashlib.sha256(new[name]).hexdigest() if name in new else _digest(project.root / name)) for name in names
        ),
    )
    kept.put(key, lambda: coding.dumps(_Settled, was))


def built_again(built: Built) -> Built | None:
    """What a build right after this one finds, or None where that takes another look: after any change but an added item
    there may be something to decide, and a remark on a new deck is made once."""
    if any(d.name == "new-edition" for d in built.diagnostics):
        return None
    if any(not {c.sort for c in s.account.changes} <= {"new", "unchanged"} or s.account.supersedes for s in built.sources):
        return None
    return replace(built, sources=tuple(_again(s) for s in built.sources))


def _again(source: BuiltSource) -> BuiltSource:
    deck = replace(source.deck, items=tuple(_as_stored(i) for i in source.deck.items))
    changes = tuple(replace(c, sort="unchanged", item=_as_stored(c.item)) for c in source.account.changes)
    files = tuple(replace(f, what="unchanged") for f in source.files)
    return replace(source, deck=deck, account=replace(source.account, changes=changes), files=files, dropped=())


def _as_stored(item: Item) -> Item:
    """The item as it comes back from its deck, which holds no offsets."""
    return replace(item, provenance=replace(item.provenance, span=NOWHERE, answers=()))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
