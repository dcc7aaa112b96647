"""The folder for what can be made again at any time, and files in it: whole or not there, and no error if they cannot be
written or read."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def cache_folder() -> Path:
    """Where caches that can be deleted at any time live."""
    if sys.platform == "win32":
        import tempfile

        base = Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir())
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "quizgen"


HALF = ".quizgen-half"
"""The ending of a file that is being written; one that a killed run left may be deleted at any time."""


def keep(path: Path, data: bytes) -> None:
    """Writes a file of a cache; one that cannot be written costs time, nothing else."""
    import tempfile

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=HALF, delete=False) as file:
            file.write(data)
        try:
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
