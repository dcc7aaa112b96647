"""A build after a build, with quizgen's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from world import TEXT

from quizgen import pipeline
from quizgen.deck import load

NOW = 1_767_225_600
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def build(folder: Path, density: str, now: int) -> dict[str, bytes]:
    (folder / "quizgen.yaml").write_text(f"density: {density}\n", encoding="utf-8")
    pipeline.build(root=folder, now=now)
    found = (p for p in (folder / "decks").glob("*.yaml") if not p.name.endswith(".paper.yaml"))
    return {p.name: p.read_bytes() for p in found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "读书笔记.txt").write_text(TEXT, encoding="utf-8")
    for path in SEEDS:
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    return tmp_path


@pytest.mark.parametrize("density", ["light", "normal", "dense"])
def test_nothing_new_changes_no_byte(folder: Path, density: str) -> None:
    first = build(folder, density, NOW)
    assert build(folder, density, NOW + 100) == first


def test_another_density_takes_nothing_away(folder: Path) -> None:
    few = build(folder, "light", NOW)
    items = {name: load(folder / "decks" / name).deck.items for name in few}
    more = build(folder, "dense", NOW + 100)
    for name, old in items.items():
        new = load(folder / "decks" / name).deck.items
        assert len(new) > len(old)
        assert [i for i in new if i.id in {o.id for o in old}] == list(old)
    assert build(folder, "light", NOW + 200) == more
