"""The account of a build: what is new, changed, moved, retired, in conflict, or as it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from quizgen.deck.amend import Amendment, amendments_text
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
    deleted or dropped them. ``supersedes``: the source whose place its source takes, ``amended`` what it changed of it, and
    ``taken_over``: the deck goes on with it from this build on."""

    title: str
    path: str
    changes: tuple[Change, ...] = ()
    barred: int = 0
    supersedes: str = ""
    amended: tuple[Amendment, ...] = ()
    taken_over: bool = False

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
    """The account for reading: one block an item that differs, the old text above the new one, long texts cut down to
    where they differ; items that only moved are drawn together."""
    out: list[str] = []
    for report in reports:
        out.append(summary(report))
        for moved, run in groupby(report.changes, key=lambda c: c.sort == "moved"):
            several = list(run)
            if moved:
                out += _moved(several)
                continue
            for change in several:
                if change.sort != "unchanged":
                    out += _block(change)
        if report.supersedes:
            out += ["", *amended_text(report)]
        out.append("")
    return "\n".join(out)


def amended_text(report: Report) -> list[str]:
    """What the new edition of a source changed, point by point, under a line that says which two editions."""
    head = f"{report.title}: amended from {report.supersedes}"
    if not report.amended:
        return [f"{head}: no paragraph differs, or the old file is not there any more"]
    return [f"{head}: {amendments_text(report.amended).rstrip()}"]


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
_AROUND = 24


def _moved(changes: Sequence[Change]) -> list[str]:
    out: list[str] = []
    lines = [f for c in changes for f in c.fields if f.name == "line"]
    if lines:
        first, last = lines[0], lines[-1]
        old, new = (f"{a}–{b}" if a != b else a for a, b in ((first.old, last.old), (first.new, last.new)))
        items = "1 item" if len(lines) == 1 else f"{len(lines)} items"
        out.append(f"{_SIGNS['moved']} moved {items} in line {old or '–'} to line {new or '–'}")
    seen: dict[tuple[str, str, str], int] = {}
    for change in changes:
        for f in change.fields:
            if f.name in ("section", "article"):
                seen[f.name, f.old, f.new] = seen.get((f.name, f.old, f.new), 0) + 1
    for (name, was, now), n in seen.items():
        out.append(f"{_SIGNS['moved']} {name} of {n} item{'s' if n > 1 else ''}: {_flat(was) or '–'} → {_flat(now) or '–'}")
    return out


def _block(change: Change) -> list[str]:
    item = change.item
    place = f", line {item.provenance.line}" if item.provenance.line and change.sort != "retired" else ""
    out = [f"{_SIGNS[change.sort]} {change.sort} {item.id} ({KIND_NAMES[item.kind]}{place})"]
    if change.note:
        out.append(f"    {change.note}")
    if change.sort in ("new", "retired", "revived", "unsure"):
        out.append(f"    {_flat(item.stem)}  [{'; '.join(_flat(k) for k in item.key)}]")
    for each in change.fields:
        if each.name in ("line", "page"):
            continue
        old, new = excerpts(_flat(each.old), _flat(each.new))
        if each.conflict:
            out += [f"    {each.name}, edited by you", f"      yours   {old}", f"      source  {new}"]
        else:
            out += [f"    {each.name}", f"      - {old}", f"      + {new}"]
    return out


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Two texts, without what they share at both ends but for a few characters around the difference."""
    same = _shared(old, new)
    left = max(0, same - _AROUND)
    tail = _shared(old[same:][::-1], new[same:][::-1])
    right = max(0, tail - _AROUND)
    if left + right < 3 * _AROUND:
        return old, new
    head, end = "…" if left else "", "…" if right else ""
    return head + old[left : len(old) - right] + end, head + new[left : len(new) - right] + end


def _shared(a: str, b: str) -> int:
    """How many characters two texts share at their start."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _flat(text: str) -> str:
    return " / ".join(text.split("\n"))


def diff_json(reports: Iterable[Report]) -> str:
    """The account as JSON, one object a line: ``{"deck", "path", "sort", "id", "kind", "line", "section", "stem",
    "key", "note", "fields": [{"name", "old", "new", "conflict"}]}``; unchanged items too. Then, of a new edition, what was
    amended: ``{"deck", "path", "supersedes", "sort", "place", "old_place", "line", "old", "new", "marked", "items"}``."""
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
        head = {"deck": report.title, "path": report.path, "supersedes": report.supersedes}
        lines += (json.dumps(head | each.record(), ensure_ascii=False) + "\n" for each in report.amended)
    return "".join(lines)
