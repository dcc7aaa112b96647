"""What was worked out before, in files beside the decks (``.quizgen/cache``): found again by a key of all that it depends
on. The folder can be deleted at any time; what in it cannot be read is worked out again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from quizgen import caches
from quizgen.files import HIDDEN

MOST = 256 * 1024 * 1024
"""Bytes that a cache may grow to, before what was written longest ago is deleted."""


class Kept:
    """A cache in a folder; without one, nothing is kept. What is put into it is written by ``flush``: a build that fails
    writes nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._waiting: dict[str, Callable[[], bytes]] = {}

    @property
    def there(self) -> bool:
        """False where nothing can be in it: a folder that is not there, or none at all."""
        return self.folder is not None and self.folder.parent.is_dir()

    def get(self, key: str) -> bytes | None:
        """What was kept under a key."""
        if self.folder is None:
            return None
        with suppress(OSError):
            return self._path(key).read_bytes()
        return None

    def put(self, key: str, data: Callable[[], bytes]) -> None:
        """``data`` is asked for when it is written."""
        if self.folder is not None:
            self._waiting[key] = data

    def flush(self) -> None:
        """Writes what waits."""
        for key, data in self._waiting.items():
            caches.keep(self._path(key), data())
        if self._waiting:
            self._tidy()
        self._waiting.clear()

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / key

    def _tidy(self) -> None:
        """Deletes what a killed run left half written, and what was written longest ago where the cache is larger than it
        may be."""
        assert self.folder is not None
        with suppress(OSError):
            found = [(s.st_mtime, s.st_size, p) for p in self.folder.rglob("*") if p.is_file() for s in (p.stat(),)]
            for _, _, path in found:
                if path.name.endswith(caches.HALF):
                    path.unlink(missing_ok=True)
            size = sum(s for _, s, _ in found)
            for _, s, path in sorted(found):
                if size <= MOST:
                    return
                path.unlink(missing_ok=True)
                size -= s


def kept_beside(output: Path) -> Kept:
    """The cache of a folder of decks."""
    return Kept(output / HIDDEN / "cache")
