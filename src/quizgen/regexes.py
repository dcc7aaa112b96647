"""What Python makes of regular expressions and of dataclasses when it loads a program, kept so that it need not be made again
in every run.

The rules hold some three hundred expressions, and Python's compiler for them is written in Python: compiling took a fifth
of a small run. What it makes is a list of numbers; ``ready`` keeps those lists of the expressions that quizgen itself
holds, and of those that libraries hold at the head of a module, in a file beside the dictionary's, and gives them straight
to the engine. A dataclass is some six functions that are written and compiled when its module is loaded: what was compiled is
kept in the same file. All this is done in the program only, never in a process that merely imports quizgen; where anything of it
fails, things are compiled as ever. A test holds that what comes from the file equals what is compiled.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_Made = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]
"""What the engine is given: flags, code, groups, names → groups, groups → names."""
_MOST = 3000
"""So many entries are kept; where there are more, from earlier versions of quizgen, those that this run asked for."""
_BAD = (EOFError, LookupError, OverflowError, RuntimeError, TypeError, ValueError)
"""What is said of bytes that are not what was kept, and by the engine of bad code."""


@contextmanager
def ready(folder: Callable[[], Path]) -> Iterator[None]:
    """While it lasts, expressions and the functions of dataclasses are taken from a file in the folder, which is written
    where some were missing. Without CPython's own engine it does nothing."""
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
    """The file, opened when the first expression is asked for. Its entries are bytes, by (expression, flags) or by the text of
    a dataclass's functions: of hundreds, a run reads those that it needs."""

    def __init__(self, folder: Callable[[], Path], compiler: Any) -> None:
        self._folder, self._compiler = folder, compiler
        self._plain, self._engine = compiler.compile, compiler._sre.compile
        self._known: dict[Any, bytes] | None = None
        self._asked: set[Any] = set()
        self._new = self._loading = False
        self._classes: Any = None

    def compile(self, p: Any, flags: int = 0) -> Any:
        """As ``re._compiler.compile``."""
        if self._classes is None:
            self._watch()
        if not isinstance(p, str) or not _is_constant(p):
            return self._plain(p, flags)
        key = (p, int(flags))
        with suppress(*_BAD):
            kept = self._get(key)
            if kept is not None:
                flags_, code, groups, names, by_group = marshal.loads(kept)
                return self._engine(p, flags_, array("I", code).tolist(), groups, names, by_group)
        with suppress(Exception):
            flags_, numbers, groups, names, by_group = self._made(p, flags)
            self._put(key, marshal.dumps((flags_, array("I", numbers).tobytes(), groups, names, by_group)))
        return self._plain(p, flags)

    def _watch(self) -> None:
        """Takes the place of the ``exec`` of dataclasses, once they are there: they have an expression themselves, so that this
        is asked before the first class is made."""
        classes = sys.modules.get("dataclasses")
        if classes is not None:
            self._classes = classes
            classes.exec = self.run  # type: ignore[attr-defined]

    def run(self, text: str, names: dict[str, Any], into: dict[str, Any]) -> None:
        """As ``exec`` of a text, for the module ``dataclasses``."""
        exec(self._code(text), names, into)

    def _code(self, text: str) -> CodeType:
        with suppress(*_BAD):
            kept = self._get(text)
            if kept is not None:
                found = marshal.loads(kept)
                if isinstance(found, CodeType):
                    return found
        made = compile(text, "<string>", "exec", dont_inherit=True)
        self._put(text, marshal.dumps(made))
        return made

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

        name = hashlib.sha256(f"2 {sys.version} {self._compiler.MAGIC}".encode()).hexdigest()[:12]
        return self._folder() / f"regexes-{name}.bin"

    def _get(self, key: Any) -> bytes | None:
        if self._known is None and not self._loading:
            self._loading = True
            with suppress(ImportError):  # what tells the folder is being imported itself: ask again later
                self._known = self._load()
            self._loading = False
        if self._known is None:
            return None
        self._asked.add(key)
        return self._known.get(key)

    def _put(self, key: Any, data: bytes) -> None:
        if self._known is not None:
            self._known[key] = data
            self._new = True

    def _load(self) -> dict[Any, bytes]:
        with suppress(OSError, *_BAD):
            found = marshal.loads(self._path().read_bytes())
            if isinstance(found, dict):
                return found
        return {}

    def close(self) -> None:
        """Writes what is new."""
        if self._classes is not None:
            with suppress(AttributeError):
                del self._classes.exec
        if self._new and self._known is not None:
            from quizgen.caches import keep

            if len(self._known) > _MOST:
                self._known = {key: data for key, data in self._known.items() if key in self._asked}
            keep(self._path(), marshal.dumps(self._known))


def _is_constant(p: str) -> bool:
    """Is the expression the same in every run: written out in quizgen where it is compiled, or compiled while a module is
    loaded?"""
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") == "re":
        frame = frame.f_back
    if frame is not None and p in frame.f_code.co_consts and frame.f_globals.get("__name__", "").startswith("quizgen."):
        return True
    for _ in range(4):
        if frame is None or frame.f_globals.get("__name__", "") == "__main__":
            return False
        if frame.f_code.co_name == "<module>":
            return True
        frame = frame.f_back
    return False
