"""Blueprints, papers and their forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from quizgen.model.items import Kind

VERSIONS = "ABCDEFGH"
"""The names of the versions of a paper."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What options are called in print, in printed order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Which part of a paper's items comes from one source, section of a source, tag or difficulty. ``value`` is a title
    (or part of one), a tag, or a range of difficulties (``0.3-0.7``); ``share`` runs from 0 to 1."""

    by: Literal["source", "section", "tag", "difficulty"]
    value: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSpec:
    """One section of a blueprint: how many items of one kind, at how many points each. The other fields narrow what may
    be drawn: any of these sources, sections of a source, tags; a range of difficulty."""

    kind: Kind
    count: int
    points: float
    heading: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What a paper should hold. ``minutes`` and ``total`` are printed; total 0 means: the sum of the sections.
    ``include`` and ``exclude`` are ids of items that must or must not be in it. ``path`` is shown in errors."""

    title: str = ""
    sections: tuple[SectionSpec, ...] = ()
    minutes: int = 0
    total: float = 0.0
    head: tuple[str, ...] = field(default=("单位", "姓名", "学号"))
    shares: tuple[Share, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperItem:
    """An item as it is printed. ``options`` are in printed order, empty where the kind has none; ``key`` is text, never
    a letter: options (of ordering items in the right order), TRUE or FALSE, the answer, or the members of a list.
    ``quote`` and ``place`` are the source's sentence and where it stands."""

    id: str
    stem: str
    options: tuple[str, ...] = ()
    key: tuple[str, ...]
    points: float
    explanation: str = ""
    quote: str = ""
    place: str = ""

    @property
    def letters(self) -> str:
        """The key as letters of the options as they are printed here; "" where there are no options."""
        return "".join(LETTERS[self.options.index(k)] for k in self.key) if self.options else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSection:
    """Items of one kind under one heading (without its numeral and points). ``note`` is the line of instructions."""

    kind: Kind
    heading: str
    items: tuple[PaperItem, ...]
    note: str = ""

    @property
    def points(self) -> float:
        """All points of the section."""
        return sum(item.points for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The order of one version: for each section, for each of its items in printed order, the place of the item in
    version A and the places there of its options."""

    name: str
    sections: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper. ``sections`` are version A as it is printed; ``layouts`` say how the other versions differ from it."""

    title: str
    id: str
    sections: tuple[PaperSection, ...]
    head: tuple[str, ...] = ()
    minutes: int = 0
    layouts: tuple[Layout, ...] = ()
    path: str = ""

    @property
    def total(self) -> float:
        """The sum of all points."""
        return sum(section.points for section in self.sections)

    @property
    def versions(self) -> tuple[str, ...]:
        """The names of all versions, A first."""
        return ("A", *(layout.name for layout in self.layouts))

    def form(self, version: str = "A") -> Form:
        """One version as it is printed. Raises KeyError for a version that the paper does not have."""
        if version == "A":
            return Form(paper=self, version="A", sections=self.sections)
        layout = {each.name: each for each in self.layouts}[version]
        sections = []
        for section, order in zip(self.sections, layout.sections, strict=True):
            items = []
            for i, options in order:
                item = section.items[i]
                items.append(replace(item, options=tuple(item.options[o] for o in options)))
            sections.append(replace(section, items=tuple(items)))
        return Form(paper=self, version=version, sections=tuple(sections))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One version of a paper: sections, items and options in printed order. The print and its key both come of it."""

    paper: Paper
    version: str
    sections: tuple[PaperSection, ...]

    def numbered(self) -> Iterator[tuple[int, PaperSection, PaperItem]]:
        """Every item with its number, counted through the sections from 1."""
        n = 0
        for section in self.sections:
            for item in section.items:
                n += 1
                yield n, section, item
