"""Optional dependencies: imported when a file needs them, named clearly when they are missing."""

from __future__ import annotations

import zipfile
import zlib
from importlib import import_module
from typing import Any

from quizgen.diagnostics import QuizgenError, error

DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, IndexError, OSError, AttributeError, SyntaxError)
"""What the libraries raise on a damaged file (lxml's parse errors are SyntaxErrors)."""


def need(module: str, *, extra: str, path: str) -> Any:
    """The module, imported. QuizgenError ``missing-extra`` says what to install."""
    try:
        return import_module(module)
    except ImportError as e:
        suffix = path[path.rfind(".") :].lower()
        raise error(
            "missing-extra",
            f'reading {suffix} needs the "{extra}" extra ({e.name or module} is not installed): '
            f'pip install "quizgen[{extra}]"',
            path=path,
        ) from e


def broken(what: str, path: str, cause: object = "") -> QuizgenError:
    """The error for a file that is not what its suffix says, or damaged."""
    detail = f" ({cause})" if str(cause) else ""
    return error("broken-file", f"this is not a readable {what} file{detail}; open and save it again in its program", path=path)


def no_text(what: str, path: str) -> QuizgenError:
    """The error for a file that can be read and holds nothing to ask about."""
    return error("empty-file", f"the {what} file holds no text", path=path)
