"""The account of a build: what is new, changed, moved, retired, in conflict, or as it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from quizgen.model import Item, Kind

Sort = Literal["new", "changed", "conflicting", "revived", "retired", "moved", "unsure", "unchanged"]
SORTS: tuple[Sort, ...] = ("new", "changed", "conflicting", "revived", "retired", "moved", "unsure", "unchanged")
"""new: an item that was not there. changed: a field follows the source. conflicting: the source changed under a field
that a person edited. revived: its source came back. retired: its source is gone. moved: only its place differs. unsure:
two places fit an old item equally well, so it was retired and the new ones have ids of their own."""

KIND_NAMES: dict[Kind, str] = {
    "cloze": "cloze",
    "single": "single choice",
    "multiple": "multiple choice",
    "truefalse": "true/false",
    "ordering": "ordering",
    "recall": "recall",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field: its old text, and the new one; lists have one member a line. Where ``conflict`` is true the old text
    is a person's and stands; the new one waits in the item's ``conflict``."""

    name: str
    old: str
    new: str
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a build does to one item. ``note`` says why, where it is not plain."""

    sort: Sort
    item: Item
    fields: tuple[FieldChange, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The account of one deck, in the order of the deck. ``barred``: how many items were not built because a person
    deleted or dropped them."""

    title: str
    path: str
    changes: tuple[Change, ...] = ()
    barred: int = 0

    def counts(self) -> dict[Sort, int]:
        found = Counter(c.sort for c in self.changes)
        return {sort: found[sort] for sort in SORTS}

    @property
    def quiet(self) -> bool:
        """True if the build changes nothing."""
        return all(c.sort == "unchanged" for c in self.changes)


def summary(report: Report) -> str:
    """One line: how many items of each sort."""
    counts = [f"{n} {sort}" for sort, n in report.counts().items() if n]
    if report.barred:
        counts.append(f"{report.barred} deleted or dropped and not built again")
    return f"{report.title}: " + (", ".join(counts) or "no items")


def diff_text(reports: Iterable[Report]) -> str:
    """The account for reading: one block an item that differs, the old text above the new one."""
    out: list[str] = []
    for report in reports:
        out.append(summary(report))
        for change in report.changes:
            if change.sort != "unchanged":
                out += _block(change)
        out.append("")
    return "\n".join(out)


_SIGNS: dict[Sort, str] = {
    "new": "+",
    "changed": "~",
    "conflicting": "!",
    "revived": "^",
    "retired": "-",
    "moved": ">",
    "unsure": "?",
    "unchanged": " ",
}


def _block(change: Change) -> list[str]:
    item = change.item
    place = f", line {item.provenance.line}" if item.provenance.line and change.sort != "retired" else ""
    out = [f"{_SIGNS[change.sort]} {change.sort} {item.id} ({KIND_NAMES[item.kind]}{place})"]
    if change.note:
        out.append(f"    {change.note}")
    if change.sort in ("new", "retired", "revived", "unsure"):
        out.append(f"    {_flat(item.stem)}  [{'; '.join(_flat(k) for k in item.key)}]")
    for each in change.fields:
        out.append(f"    {each.name}" + (" (yours stands, the source now says the second)" if each.conflict else ""))
        out.append(f"      - {_flat(each.old)}")
        out.append(f"      + {_flat(each.new)}")
    return out


def _flat(text: str) -> str:
    return " / ".join(text.split("\n"))


def diff_json(reports: Iterable[Report]) -> str:
    """The account as JSON, one object a line: ``{"deck", "path", "sort", "id", "kind", "line", "section", "stem",
    "key", "note", "fields": [{"name", "old", "new", "conflict"}]}``; unchanged items too."""
    lines = []
    for report in reports:
        for change in report.changes:
            item = change.item
            lines.append(
                json.dumps(
                    {
                        "deck": report.title,
                        "path": report.path,
                        "sort": change.sort,
                        "id": item.id,
                        "kind": item.kind,
                        "line": item.provenance.line,
                        "section": list(item.provenance.section),
                        "stem": item.stem,
                        "key": list(item.key),
                        "note": change.note,
                        "fields": [
                            {"name": f.name, "old": f.old, "new": f.new, "conflict": f.conflict} for f in change.fields
                        ],
                    },
                    ensure_ascii=False,
                )
                + "\n"
            )
    return "".join(lines)
