"""Runs tests/checks/NAME.yaml against the check NAME. Adding a case is adding text.

``flawed`` lists items that have the flaw, ``clean`` near misses that have not (other flaws they may have). An item is one
line; ``kind`` is cloze if it is not said, ``key`` a text or a list. What stands beside the item: ``quote``, ``path``,
``line``, ``section`` of its place, ``answers`` as pairs of offsets into ``source``, and of the context ``mates``, ``open``
and ``source``. ``says``: the message holds this text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
import yaml

from quizgen.checks import CHECKS, Context, flaws, notes
from quizgen.model import Item, Kind, Provenance, Span

HERE = Path(__file__).parent
BY_NAME = {c.name: c for c in CHECKS}
FIELDS = {"kind", "stem", "key", "distractors", "explanation", "rule", "fact", "tested", "status"}
BESIDE = {"quote", "path", "line", "section", "answers", "mates", "open", "source", "says", "times"}


class Case(NamedTuple):
    check: str
    flawed: bool
    item: Item
    context: Context
    says: str


def several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def item_of(data: dict[str, Any]) -> Item:
    """The item that a line of a fixture describes."""
    assert set(data) <= FIELDS | BESIDE, f"unknown: {sorted(set(data) - FIELDS - BESIDE)}"
    return Item(
        id="",
        kind=cast("Kind", data.get("kind", "cloze")),
        stem=data["stem"],
        key=several(data["key"]),
        distractors=several(data.get("distractors", ())),
        explanation=data.get("explanation", ""),
        rule=data.get("rule", ""),
        fact=data.get("fact", ""),
        tested=data.get("tested", ""),
        status=data.get("status", "new"),
        provenance=Provenance(
            path=data.get("path", ""),
            section=several(data.get("section", ())),
            line=int(data.get("line", 0)),
            quote=data.get("quote", ""),
            answers=tuple(Span(int(a), int(b)) for a, b in data.get("answers", ())),
        ),
    )


def context_of(data: dict[str, Any]) -> Context:
    return Context(
        list_mates=frozenset(data.get("mates", ())), open_list=data.get("open") == "true", source=data.get("source")
    )


def load(name: str) -> Any:
    # the base loader: every scalar stays text, as in decks
    return yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def cases() -> list[Case]:
    out = []
    for name in BY_NAME:
        if (HERE / f"{name}.yaml").exists():
            data = load(name)
            assert set(data) == {"flawed", "clean"}, name
            for which in ("flawed", "clean"):
                out += [Case(name, which == "flawed", item_of(d), context_of(d), d.get("says", "")) for d in data[which]]
    return out


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.check}: {'flawed' if c.flawed else 'clean'} {c.item.stem[:24]}")
def test_case(case: Case) -> None:
    said = BY_NAME[case.check].find(case.item, case.context)
    if case.flawed:
        assert said is not None, f"{case.check} finds nothing in {case.item}"
        assert said.strip() and "\n" not in said
        assert case.says in said
        found = dict(flaws(case.item, case.context) + notes(case.item, case.context))
        assert found[case.check] == said
    else:
        assert said is None, f"{case.check} finds: {said}"


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.name)
def test_every_check_has_flawed_items_and_near_misses(check: Any) -> None:
    path = HERE / f"{check.name}.yaml"
    assert path.exists(), f"{path.name} is missing: a few items that {check.name} must find, and near misses"
    data = load(check.name)
    assert data["flawed"] and len(data["clean"]) >= 2, path.name


def test_names_are_unique_and_in_kebab_case() -> None:
    names = [c.name for c in CHECKS]
    assert len(set(names)) == len(names)
    assert all(n == n.lower() and n.replace("-", "").isalpha() for n in names)


@pytest.mark.parametrize("data", load("good"), ids=lambda d: d["stem"][:24])
def test_good_items_have_no_flaw(data: dict[str, Any]) -> None:
    assert flaws(item_of(data), context_of(data)) == ()


def test_flaws_are_told_in_the_order_of_the_table_and_notes_apart() -> None:
    item = item_of({"stem": "这______", "key": "的"})
    names = [name for name, _ in flaws(item)]
    order = [c.name for c in CHECKS]
    assert names == sorted(names, key=order.index)
    assert {"dangling-reference", "no-cue", "stem-end", "function-word-key"} <= set(names)
    severities = {c.name: c.severity for c in CHECKS}
    assert all(severities[n] != "note" for n in names)
