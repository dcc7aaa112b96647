"""Every regular expression of the package, with the ways in which it is used."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

import quizgen

METHODS = frozenset({"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"})
_DEEP = 6


@dataclass
class Found:
    """An expression: its names, and the methods it is called by."""

    pattern: re.Pattern[str] | re.Pattern[bytes]
    names: list[str] = field(default_factory=list)
    methods: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return self.names[0]


def modules() -> Iterator[ModuleType]:
    """Every module of the package, imported."""
    for info in pkgutil.walk_packages(quizgen.__path__, "quizgen."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _within(value: object, seen: set[int], depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
        return
    if depth > _DEEP or id(value) in seen or isinstance(value, (str, bytes, int, float, type)):
        return
    seen.add(id(value))
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _within(key, seen, depth + 1)
            yield from _within(each, seen, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _within(each, seen, depth + 1)
    elif type(value).__module__.startswith("quizgen"):
        for name in (*getattr(value, "__slots__", ()), *getattr(value, "__dict__", ())):
            yield from _within(getattr(value, name, None), seen, depth + 1)


def _evaluated(node: ast.expr, module: ModuleType) -> object:
    try:
        return eval(compile(ast.Expression(node), module.__name__, "eval"), dict(vars(module)))
    except Exception:
        return None


class Unknown(Exception):
    """An expression in the source that is made from what is known only at run time."""


def collect() -> tuple[list[Found], list[str]]:
    """All expressions: those that modules and their tables hold, those that functions of modules return without being
    asked anything, and those written inside functions (``re.sub(...)``). And the places of those that cannot be had
    from outside, because they are made from what only a call knows."""
    found: dict[tuple[object, int], Found] = {}
    missed: list[str] = []

    def add(pattern: re.Pattern[str] | re.Pattern[bytes], name: str, *methods: str) -> None:
        one = found.setdefault((pattern.pattern, pattern.flags), Found(pattern))
        one.names.append(name)
        one.methods.update(methods)

    trees = [(module, ast.parse(inspect.getsource(module))) for module in modules()]
    elsewhere: dict[str, set[str]] = {}
    for _, tree in trees:
        for node in ast.walk(tree):  # speech.AFTER.match(...)
            if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Attribute):
                elsewhere.setdefault(node.value.attr, set()).add(node.attr)
    for module, tree in trees:
        used: dict[str, set[str]] = {}
        bare: set[str] = set()
        called: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                called.add(id(node.value))
                if node.attr in METHODS:
                    used.setdefault(node.value.id, set()).add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
                bare.add(node.id)
        for name, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                own = used.get(name, set()) | elsewhere.get(name, set()) if name not in bare else {"search"}
                add(value, f"{module.__name__}.{name}", *own)
            else:
                for pattern in _within(value, set()):
                    add(pattern, f"{module.__name__}.{name}", "search")
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            func = node.func
            if not (isinstance(func.value, ast.Name) and func.value.id == "re" and func.attr in {*METHODS, "compile"}):
                continue
            place = f"{module.__name__}:{node.lineno}"
            text = _evaluated(node.args[0], module)
            flags = [a for a in node.args[1:] if func.attr == "compile"] + [k.value for k in node.keywords if k.arg == "flags"]
            if func.attr in ("match", "search", "fullmatch", "finditer", "findall") and len(node.args) > 2:
                flags.append(node.args[2])
            if not isinstance(text, (str, bytes)):
                missed.append(f"{place} {ast.unparse(node.args[0])}")
                continue
            value = 0
            for each in flags:
                value |= int(_evaluated(each, module) or 0)  # type: ignore[call-overload]
            pattern = re.compile(text, value)
            add(pattern, place, *(() if func.attr == "compile" else (func.attr,)))
    return list(found.values()), missed
