"""Regular expressions that need not be compiled again in every run.

The rules hold some three hundred expressions, and Python's compiler for them is written in Python: compiling took a fifth
of a small run. What it makes is a list of numbers; ``ready`` keeps those lists of the expressions that quizgen itself
holds, in a file beside the dictionary's, and gives them straight to the engine. It is done in the program
only, never in a process that merely imports quizgen; where anything of it fails, expressions are compiled as ever. A test
holds that what comes from the file equals what is compiled.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_Made = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]
"""What the engine is given: flags, code, groups, names → groups, groups → names."""
_MOST = 2000
"""So many are kept; where there are more, from earlier versions of quizgen, those that this run asked for."""


@contextmanager
def ready(folder: Callable[[], Path]) -> Iterator[None]:
    """While it lasts, quizgen's own expressions are taken from a file in the folder, which is written where some were
    missing. Without CPython's own engine it does nothing."""
    compiler: Any = getattr(re, "_compiler", None)
    if sys.implementation.name != "cpython" or not hasattr(compiler, "_code") or not hasattr(compiler, "compile"):
        yield
        return
    store, before = _Store(folder, compiler), compiler.compile
    compiler.compile = store.compile
    try:
        yield
    finally:
        compiler.compile = before
        store.close()


class _Store:
    """The file, opened when the first expression is asked for."""

    def __init__(self, folder: Callable[[], Path], compiler: Any) -> None:
        self._folder, self._compiler = folder, compiler
        self._plain, self._engine = compiler.compile, compiler._sre.compile
        self._known: dict[tuple[str, int], _Made] | None = None
        self._asked: set[tuple[str, int]] = set()
        self._new = False

    def compile(self, p: Any, flags: int = 0) -> Any:
        """As ``re._compiler.compile``."""
        if not isinstance(p, str) or not _is_constant(p):
            return self._plain(p, flags)
        if self._known is None:
            self._known = self._load()
        key = (p, int(flags))
        self._asked.add(key)
        made = self._known.get(key)
        if made is not None:
            with suppress(RuntimeError, TypeError, ValueError, OverflowError):  # what the engine says of bad code
                return self._engine(p, *made)
            del self._known[key]
        with suppress(Exception):
            self._known[key] = self._made(p, flags)
            self._new = True
        return self._plain(p, flags)

    def _made(self, p: str, flags: int) -> _Made:
        parsed = self._compiler._parser.parse(p, flags)
        groups = parsed.state.groupdict
        names: list[str | None] = [None] * parsed.state.groups
        for group, i in groups.items():
            names[i] = group
        code = [int(n) for n in self._compiler._code(parsed, flags)]
        return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(groups), tuple(names)

    def _path(self) -> Path:
        import hashlib

        name = hashlib.sha256(f"1 {sys.version} {self._compiler.MAGIC}".encode()).hexdigest()[:12]
        return self._folder() / f"regexes-{name}.bin"

    def _load(self) -> dict[tuple[str, int], _Made]:
        with suppress(OSError, ValueError, EOFError, TypeError):
            found = marshal.loads(self._path().read_bytes())
            if isinstance(found, dict):
                return found
        return {}

    def close(self) -> None:
        """Writes what is new."""
        if self._new and self._known is not None:
            from quizgen.caches import keep

            if len(self._known) > _MOST:
                self._known = {key: made for key, made in self._known.items() if key in self._asked}
            keep(self._path(), marshal.dumps(self._known))


def _is_constant(p: str) -> bool:
    """Is the expression one of quizgen's own, the same in every run: written out where it is compiled, or compiled while a
    module is loaded?"""
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") == "re":
        frame = frame.f_back
    if frame is not None and p in frame.f_code.co_consts and frame.f_globals.get("__name__", "").startswith("quizgen."):
        return True
    for _ in range(4):
        if frame is None or not frame.f_globals.get("__name__", "").startswith("quizgen."):
            return False
        if frame.f_code.co_name == "<module>":
            return True
        frame = frame.f_back
    return False
