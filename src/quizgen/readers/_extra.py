"""Optional dependencies: imported when a file needs them, named clearly when they are missing."""

from __future__ import annotations

import io
import zipfile
import zlib
from importlib import import_module
from typing import Any

from quizgen.diagnostics import QuizgenError, error

DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, ArithmeticError, TypeError, OSError, AttributeError, SyntaxError,
    RuntimeError, AssertionError, MemoryError,
)  # fmt: skip
"""What the libraries raise on a damaged file. lxml's parse errors are SyntaxErrors; an encrypted zip member and a method of
compression that is not known are RuntimeErrors, and so are elements that are nested without end."""
LARGEST = 256 * 1024 * 1024
"""Bytes that a file may have when it is unpacked."""


def unpacks(data: bytes, what: str, path: str) -> None:
    """Errors: QuizgenError ``broken-file`` for what is no zip file, ``too-large`` for one that would grow beyond what any
    document has: its members say their sizes, and Python's zipfile gives no more of them than they say."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except DAMAGED as e:
        raise broken(what, path, e) from e
    if size > LARGEST:
        raise error("too-large", f"the {what} file would unpack to {size >> 20} MB: no document has so much", path=path)


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
