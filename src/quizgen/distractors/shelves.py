"""The index of a pool: what may stand beside a key is found by class, ending, build and length, and figures by how near
they are, so that the work on a key does not grow with everything that was ever asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import Any

from quizgen.distractors.figures import arabic, form, log, number_of
from quizgen.model import Span

WHOLE = frozenset({"agency", "headline", "coined", "title", "consequence", "spelled", "role"})
"""Classes that are kinds in themselves: every member may stand against every other."""
_BUILT = frozenset({"role"})
"""Of these, the ones whose members must be of one build all the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a document that can be asked: as it stands and normalised; by the index of its work; its place; its
    sentence; what it is; its build, and what governs it, where that matters for its class."""

    text: str
    norm: str
    work: int
    span: Span
    sentence: Span
    roles: tuple[str, ...]
    shape: str
    governor: str


class Shelves:
    """Entries by class, in the order in which they were put there. ``made``: makes one of what waits to be looked at, or says
    that it is none; of the same words, the first that is one stands for all."""

    def __init__(self, made: Callable[[str, Any], Entry | None] = lambda kind, what: None) -> None:
        self._made = made
        self._waiting: dict[tuple[str, str, int], list[tuple[str, Any]]] = {}
        self._sized: dict[tuple[str, str, str, int], list[Entry]] = {}
        self._home: dict[tuple[str, int], list[Entry]] = {}
        self._figures: dict[tuple[str, bool], dict[float | None, list[Entry]]] = {}
        self._by_place: dict[tuple[str, bool, float | None], list[Entry]] = {}

    def put(self, kind: str, entry: Entry) -> None:
        norm = entry.norm
        if kind == "figure":
            self._home.setdefault((form(norm), entry.work), []).append(entry)
            group = self._figures.setdefault((form(norm), bool(arabic(norm))), {})
            group.setdefault(number_of(norm), []).append(entry)
        else:
            self._sized.setdefault((*_shelf(kind, norm, entry.shape), len(norm)), []).append(entry)

    def wait(self, kind: str, norm: str, what: Any) -> None:
        """To be put once something of its class, ending and length is asked for: most of what is there never is."""
        self._waiting.setdefault((kind, _ending(kind, norm), len(norm)), []).append((norm, what))

    def _fill(self, kind: str, ending: str, size: int) -> None:
        seen: set[str] = set()
        for norm, what in self._waiting.pop((kind, ending, size), ()):
            entry = self._made(kind, what) if norm not in seen else None
            if entry is not None:
                seen.add(norm)
                self.put(kind, entry)

    def near(self, kind: str, key: str, shape: str, most: int) -> Iterator[Entry]:
        """The entries of a class that end as the key does where the class asks for it, are built as it is, and are at most
        ``most`` characters longer or shorter."""
        shelf = _shelf(kind, key, shape)
        ending = shelf[1]
        for size in range(max(1, len(key) - most), len(key) + most + 1):
            if (kind, ending, size) in self._waiting:
                self._fill(kind, ending, size)
            yield from self._sized.get((*shelf, size), ())

    def figures_of(self, key: str, work: int) -> list[Entry]:
        """The figures of one work that are written as the key is, in order."""
        return self._home.get((form(key), work), [])

    def figures(self, key: str, value: float, home: int, passed: Callable[[float | None], bool]) -> Iterator[Entry]:
        """The figures that are written as the key is: those of its own work first, then by how near they are to ``value``
        in proportion, then by place. ``passed`` tells values that are of no use (any more): they are not gone through."""

        def distance(number: float | None) -> float:
            return abs(log(number) - log(value))

        own = [e for e in self.figures_of(key, home) if bool(arabic(e.norm)) == bool(arabic(key))]
        yield from sorted(own, key=lambda e: (distance(number_of(e.norm)), e.span))
        groups = self._figures.get((form(key), bool(arabic(key))), {})
        for _, equal in groupby(sorted((v for v in groups if not passed(v)), key=lambda v: (distance(v), v or 0)), key=distance):
            numbers = list(equal)
            placed = [self._placed(form(key), bool(arabic(key)), v) for v in numbers]
            for e in placed[0] if len(placed) == 1 else merge(*placed, key=lambda e: (e.span, e.work)):
                if all(map(passed, numbers)):
                    break
                if e.work != home and not passed(number_of(e.norm)):
                    yield e

    def _placed(self, form: str, digits: bool, value: float | None) -> list[Entry]:
        """The figures of one value by place; sorted once."""
        at = (form, digits, value)
        found = self._by_place.get(at)
        if found is None:
            found = self._by_place[at] = sorted(self._figures[form, digits][value], key=lambda e: (e.span, e.work))
        return found


def _shelf(kind: str, norm: str, shape: str) -> tuple[str, str, str]:
    return kind, _ending(kind, norm), shape if kind not in WHOLE or kind in _BUILT else ""


def _ending(kind: str, norm: str) -> str:
    if kind not in WHOLE:
        return norm[-1]
    if kind != "agency":
        return ""
    return norm[-1:] if norm[-1:] in "人者员" else norm[-2:]  # persons differ in all but that
