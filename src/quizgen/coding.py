"""The data types of quizgen as plain JSON values and back, after their annotations: for caches, and between processes.

A dataclass or a NamedTuple becomes a list of its fields in their order; of a union of several, the name stands before
them. A value that does not fit its annotation is an error on the way in, so that what a cache gives is what was put in.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_Coder = tuple[Callable[[Any], Any], Callable[[Any], Any]]
_PLAIN = (str, int, float, bool, type(None))


def dumps(kind: Any, value: Any) -> bytes:
    """A value of a type as bytes."""
    text = json.dumps(_coder(kind)[0](value), separators=(",", ":"))
    return zlib.compress(text.encode("ascii"), 1)


def loads(kind: Any, data: bytes) -> Any:
    """The value again. Errors: ValueError for bytes that are nothing of the kind."""
    try:
        return _coder(kind)[1](json.loads(zlib.decompress(data)))
    except (zlib.error, UnicodeDecodeError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as e:
        raise ValueError(f"not what was kept: {e}") from None


@cache
def _coder(kind: Any) -> _Coder:
    """How a type is written, and how it is read."""
    origin, args = get_origin(kind), get_args(kind)
    if kind in _PLAIN or origin is Literal:
        return _same, _same
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        write, read = _coder(args[0])
        if write is _same:
            return list, tuple
        return (lambda v: [write(x) for x in v]), (lambda v: tuple([read(x) for x in v]))
    if origin is tuple:
        parts = [_coder(a) for a in args]
        return (
            lambda v: [p[0](x) for p, x in zip(parts, v, strict=True)],
            lambda v: tuple([p[1](x) for p, x in zip(parts, v, strict=True)]),
        )
    if origin in (Union, types.UnionType):
        return _union(args)
    if isinstance(kind, type) and issubclass(kind, tuple):
        hints = get_type_hints(kind)
        return _record(kind, [(n, hints[n]) for n in kind._fields], keywords=False)  # type: ignore[attr-defined]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return _record(kind, [(f.name, hints[f.name]) for f in fields(kind) if f.init], keywords=True)
    raise TypeError(f"no way to write {kind!r}")


def _same(value: Any) -> Any:
    return value


def _record(kind: Any, columns: list[tuple[str, Any]], *, keywords: bool) -> _Coder:
    names = tuple(n for n, _ in columns)
    coders = [_coder(k) for _, k in columns]
    writers = tuple(c[0] for c in coders)
    readers = tuple(c[1] for c in coders)
    odd = [(i, r) for i, r in enumerate(readers) if r is not _same]

    def write(value: Any) -> list[Any]:
        if type(value) is not kind:
            raise TypeError(f"{type(value)} is no {kind}")
        return [w(getattr(value, n)) for n, w in zip(names, writers, strict=True)]

    def read(row: Any) -> Any:
        row = list(row)
        for i, reader in odd:
            row[i] = reader(row[i])
        return kind(**dict(zip(names, row, strict=True))) if keywords else kind(*row)

    return write, read


def _union(kinds: tuple[Any, ...]) -> _Coder:
    plain = [k for k in kinds if k in _PLAIN or get_origin(k) is Literal]
    rest = [k for k in kinds if k not in plain]
    if not rest:
        return _same, _same
    if len(rest) == 1 and plain == [type(None)]:
        write, read = _coder(rest[0])
        return (lambda v: None if v is None else write(v)), (lambda v: None if v is None else read(v))
    if plain:
        raise TypeError(f"no way to write {kinds!r}")
    by_name = {k.__name__: _coder(k) for k in rest}

    def write_one(value: Any) -> list[Any]:
        name = type(value).__name__
        return [name, by_name[name][0](value)]

    return write_one, lambda row: by_name[row[0]][1](row[1])
