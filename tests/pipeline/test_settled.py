"""A build without a change is known again, and only then."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import pipeline
from quizgen.pipeline import Built, building

TEXT = "# 讲稿\n\n要增强自觉性、责任感、使命感。知情权是指公民了解公共事务的权利。\n\n会议指出：“坚持实事求是，反对空谈。”本办法自发布之日起30日内施行。\n"
CACHE = Path("decks/.quizgen/cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "seeds" / "b.md").write_text(TEXT.replace("30日", "15日").replace("知情权", "监督权"), encoding="utf-8")
    for _ in range(3):
        build(tmp_path)
    return tmp_path


def build(folder: Path, **options: object) -> Built:
    return pipeline.build(now=10**9, root=folder, **options)  # type: ignore[arg-type]


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many sources each build had to read and search."""
    calls: list[int] = []
    before = building.found_facts

    def counted(files: object, **options: object) -> object:
        calls.append(len(files))  # type: ignore[arg-type]
        return before(files, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "found_facts", counted)
    return calls


def test_a_build_without_a_change_only_compares(folder: Path, searched: list[int]) -> None:
    known = build(folder)
    dry = build(folder, dry_run=True)
    assert searched == []
    shutil.rmtree(folder / CACHE)
    anew = build(folder)
    assert searched == [2]
    assert known == anew and {f.what for s in known.sources for f in s.files} == {"unchanged"}
    assert dry.sources == known.sources and dry.dry_run and not known.dry_run


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "a source": edit("seeds/a.md", "责任感", "紧迫感"),
    "a deck": edit("decks/a.yaml", "deck: ", "deck: 我的"),
    "an export": lambda folder: (folder / "decks" / "a.apkg").write_bytes(b""),
    "an export that is gone": lambda folder: (folder / "decks" / "a.key.html").unlink(),
    "settings": lambda folder: (folder / "quizgen.yaml").write_text("density: dense\n", encoding="utf-8"),
    "what was sent": edit("decks/.quizgen/sent.json", "{", "{ "),
    "another source": lambda folder: shutil.copy(folder / "seeds" / "a.md", folder / "seeds" / "c.md"),
    "a source that is gone": lambda folder: (folder / "seeds" / "b.md").unlink(),
    "a broken cache": lambda folder: [p.write_bytes(b"?") for p in (folder / CACHE).rglob("*") if p.is_file()],  # type: ignore[return-value]
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_is_seen(what: str, folder: Path, searched: list[int]) -> None:
    CHANGES[what](folder)
    with_cache = build(folder, dry_run=True)
    assert len(searched) == 1
    shutil.rmtree(folder / CACHE)
    assert build(folder, dry_run=True) == with_cache


def test_another_version_of_quizgen_is_a_change(folder: Path, searched: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.pipeline.settled.version", lambda: "another")
    build(folder)
    assert len(searched) == 1


def test_a_refresh_is_never_taken_from_the_cache(folder: Path, searched: list[int]) -> None:
    build(folder, refresh=True)
    assert len(searched) == 1


def test_the_source_of_another_deck_that_comes_back_is_seen(folder: Path, searched: list[int]) -> None:
    (folder / "seeds" / "b.md").rename(folder / "away.md")
    for _ in range(3):
        build(folder)
    searched.clear()
    assert any(d.name == "source-gone" for d in build(folder).diagnostics)
    assert searched == []
    (folder / "away.md").rename(folder / "seeds" / "b.md")
    assert not any(d.name == "source-gone" for d in build(folder).diagnostics)


def add_a_source(folder: Path) -> None:
    (folder / "seeds" / "c.md").write_text("# 通知\n\n各单位应当于每年3月31日前报送年度报告。\n", encoding="utf-8")


def more_items(folder: Path) -> None:
    (folder / "quizgen.yaml").write_text("density: dense\n", encoding="utf-8")


def nothing_yet(folder: Path) -> None:
    shutil.rmtree(folder / "decks")


ADDITIONS: dict[str, Callable[[Path], None]] = {
    "a first build": nothing_yet,
    "a new source": add_a_source,
    "more items of a source": more_items,
    "a deleted item": lambda folder: forget_one(folder),
}


def forget_one(folder: Path) -> None:
    """A person deletes an item, and another source comes."""
    path = folder / "decks" / "a.yaml"
    head, *items = path.read_text(encoding="utf-8").split("\n  - ")
    path.write_text("\n  - ".join([head, *items[1:]]), encoding="utf-8")
    build(folder)
    add_a_source(folder)


@pytest.mark.parametrize("what", ADDITIONS)
def test_after_items_were_added_the_next_build_only_compares(what: str, folder: Path, searched: list[int]) -> None:
    ADDITIONS[what](folder)
    made = build(folder)
    assert any(c.sort == "new" for s in made.sources for c in s.account.changes)
    searched.clear()
    known = build(folder)
    assert searched == []
    shutil.rmtree(folder / CACHE)
    assert build(folder) == known and len(searched) == 1


def test_after_any_other_change_the_next_build_looks_again(folder: Path, searched: list[int]) -> None:
    edit("seeds/a.md", "责任感", "紧迫感")(folder)
    build(folder)
    searched.clear()
    build(folder)
    assert len(searched) == 1


def test_a_deck_edited_between_the_builds_is_seen(folder: Path, searched: list[int]) -> None:
    nothing_yet(folder)
    build(folder)
    edit("decks/a.yaml", "deck: ", "deck: 我的")(folder)
    searched.clear()
    assert any(s.deck.title.startswith("我的") for s in build(folder).sources)
    assert len(searched) == 1
