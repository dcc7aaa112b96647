"""Builds: the same bytes for the same input, nothing written without need, nothing written at all where something is
wrong, and everything a person did stays."""

from __future__ import annotations

import io
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import pipeline
from quizgen.deck import load
from quizgen.diagnostics import QuizgenError
from quizgen.files import lock
from quizgen.pipeline import building, writing
from quizgen.pipeline.building import Built
from quizgen.report import build_text

NOW = 1_767_225_600
NOTES = """学习讲话

一、提高认识，把握学习的内涵
同志们指出：“学如逆水行舟，不进则退。”要坚持学用结合、知行合一、注重实效，切实增强学习的自觉性、主动性、创造性。
学习是成长进步的重要阶梯。要把学习作为一种政治责任，牢记使命任务，坚持学以致用，防止空对空。
二、抓好落实，推动学习的深入
一是抓好计划。每人每年学习不少于40小时，应当在12月31日前完成，年底由学习委员会组织考核。
二是抓好检查。学习委员会负责检查学习情况，对检查中发现的问题应当及时整改，不得走过场。
三是抓好总结。总结是提高学习质量的关键环节，要及时发现典型、推广经验、表彰先进。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "notes.txt").write_text(NOTES, encoding="utf-8")
    return tmp_path


def build(folder: Path, *, now: int = NOW, **options: object) -> Built:
    return pipeline.build(root=folder, now=now, **options)  # type: ignore[arg-type]


def state(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, the lock left out."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "lock"
    }


def deck_of(folder: Path) -> Path:
    (found,) = (p for p in (folder / "decks").glob("*.yaml") if not p.name.endswith(".paper.yaml"))
    return found


def forget(folder: Path) -> None:
    """Deletes the cache, so that the next build looks at everything again."""
    shutil.rmtree(folder / "decks" / ".quizgen" / "cache")


def edit(path: Path, change: Callable[[str], str]) -> None:
    old = path.read_text(encoding="utf-8")
    new = change(old)
    assert new != old
    path.write_text(new, encoding="utf-8")


def test_a_build_without_news_writes_no_item_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the lists, of which today's must be known: what it would test is told without writing it."""
    first = build(folder)
    assert any(i.kind in ("multiple", "ordering", "recall") for i in first.sources[0].items)
    before = state(folder)
    monkeypatch.setattr(writing, "WRITERS", {})
    forget(folder)
    assert all(f.what == "unchanged" for f in build(folder, now=NOW + 60).sources[0].files)
    assert {n: b for n, b in state(folder).items() if "/cache/" not in n} == {n: b for n, b in before.items() if "/cache/" not in n}


def test_a_build_makes_a_deck_and_what_is_made_of_it(folder: Path) -> None:
    built = build(folder)
    (source,) = built.sources
    assert len(source.items) >= 3
    assert {f.what for f in source.files} == {"new"}
    for each in source.files:
        assert (folder / each.path).stat().st_size > 0
    stands = load(deck_of(folder)).deck
    assert [(i.id, i.kind, i.stem, i.key, i.changed) for i in stands.items] == [
        (i.id, i.kind, i.stem, i.key, i.changed) for i in source.deck.items
    ]


def test_two_builds_from_scratch_give_the_same_bytes(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "seeds").mkdir()
    (other / "seeds" / "notes.txt").write_text(NOTES, encoding="utf-8")
    build(folder)
    build(other)
    assert state(folder) == state(other)
    assert len(state(folder)) > 3


def test_a_rebuild_without_a_change_touches_no_file(folder: Path) -> None:
    build(folder)
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (1, 1))
    forget(folder)
    again = build(folder, now=NOW + 1000)
    assert {f.what for s in again.sources for f in s.files} == {"unchanged"}
    assert {p.stat().st_mtime for p in folder.rglob("*") if p.is_file() and "cache" not in p.parts} == {1}


def test_a_dry_run_writes_nothing_and_says_what_a_build_does(folder: Path) -> None:
    before = state(folder)
    dry = build(folder, dry_run=True)
    assert state(folder) == before
    assert not (folder / "decks").exists()
    real = build(folder)
    assert dry.sources == real.sources


def test_what_a_person_edits_stays_and_reaches_the_package(folder: Path) -> None:
    build(folder)
    first = load(deck_of(folder)).deck
    item = next(i for i in first.items if i.kind == "cloze")
    edit(deck_of(folder), lambda text: text.replace(f"stem: {item.stem}", f"stem: （改）{item.stem}", 1))
    built = build(folder, now=NOW + 60)
    assert {f.what for s in built.sources for f in s.files if f.use in ("deck", "anki")} == {"changed"}
    after = {i.id: i for i in load(deck_of(folder)).deck.items}
    assert after[item.id].stem == f"（改）{item.stem}"
    assert [i for i in after.values() if i.id != item.id] == [i for i in first.items if i.id != item.id]
    assert after[item.id].changed > item.changed
    edit(folder / "seeds" / "notes.txt", lambda text: text + "四是抓好宣传。宣传工作要讲好故事、传播声音。\n")
    build(folder, now=NOW + 120)
    assert {i.id: i for i in load(deck_of(folder)).deck.items}[item.id].stem == f"（改）{item.stem}"


def test_a_deleted_item_stays_away(folder: Path) -> None:
    build(folder)
    path = deck_of(folder)
    gone = load(path).deck.items[0].id
    edit(path, lambda text: re.sub(rf"- id: {gone}\n(?:  .*\n|\n)+", "", text))
    build(folder, now=NOW + 60)
    deck = load(path).deck
    assert gone not in {i.id for i in deck.items}
    assert gone in deck.deleted
    assert f"编号:{gone}" in build_text(build(folder, now=NOW + 90))
    assert {f.what for s in build(folder, now=NOW + 120).sources for f in s.files} == {"unchanged"}


def test_a_renamed_source_keeps_its_deck_and_its_ids(folder: Path) -> None:
    build(folder)
    before = load(deck_of(folder)).deck
    (folder / "seeds" / "notes.txt").rename(folder / "seeds" / "讲话.txt")
    build(folder, now=NOW + 60)
    after = load(deck_of(folder)).deck
    assert [i.id for i in after.items] == [i.id for i in before.items]
    assert (after.source.id, after.source.path) == (before.source.id, "seeds/讲话.txt")
    assert [i.changed for i in after.items] == [i.changed for i in before.items]


def test_a_source_that_was_renamed_and_changed_is_known_by_its_sentences(folder: Path) -> None:
    build(folder)
    before = load(deck_of(folder)).deck
    (folder / "seeds" / "notes.txt").unlink()
    (folder / "seeds" / "new.md").write_text("# 学习讲话\n\n前面加了一段话。\n\n" + NOTES, encoding="utf-8")
    build(folder, now=NOW + 60)
    after = load(deck_of(folder)).deck
    assert after.source.id == before.source.id
    assert {i.id for i in before.items} <= {i.id for i in after.items}


def test_a_deck_whose_source_is_gone_stays_and_is_told(folder: Path) -> None:
    build(folder)
    before = state(folder / "decks")
    (folder / "seeds" / "notes.txt").unlink()
    (folder / "seeds" / "other.txt").write_text("一、别的\n读书是一种习惯，要持之以恒、循序渐进、学以致用。\n", encoding="utf-8")
    built = build(folder)
    assert [d.name for d in built.diagnostics if d.name == "source-gone"] == ["source-gone"]
    after = state(folder / "decks")
    assert {name: after[name] for name in before if not name.startswith(".")} == {
        name: data for name, data in before.items() if not name.startswith(".")
    }


def test_titles_and_names_come_from_the_settings(folder: Path) -> None:
    (folder / "quizgen.yaml").write_text(
        "output: out\ndecks:\n  notes.txt: {title: '讲话: 上/下', tags: [期末]}\n", encoding="utf-8"
    )
    build(folder)
    path = folder / "out" / "讲话- 上-下.yaml"
    assert load(path).deck.title == "讲话: 上/下"
    assert load(path).deck.tags == ("期末",)
    (folder / "quizgen.yaml").write_text("output: out\ndecks:\n  notes.txt: {title: 别名}\n", encoding="utf-8")
    said = build(folder)
    assert [d.name for d in said.diagnostics] == ["title-stands"]
    assert load(path).deck.title == "讲话: 上/下"


def test_two_sources_of_one_name_get_two_decks(folder: Path) -> None:
    (folder / "seeds" / "more").mkdir()
    (folder / "seeds" / "more" / "notes.txt").write_text(NOTES.replace("学习", "读书"), encoding="utf-8")
    build(folder)
    names = sorted(p.name for p in (folder / "decks").glob("*.apkg"))
    assert names == ["notes-2.apkg", "notes.apkg"]
    ids = [i.id for p in (folder / "decks").glob("notes*.apkg") for i in load(p.with_suffix(".yaml")).deck.items]
    assert len(ids) == len(set(ids))
    assert {f.what for s in build(folder).sources for f in s.files} == {"unchanged"}


def refused(folder: Path, name: str) -> QuizgenError:
    """A build fails with this error, and no file differs."""
    before = state(folder)
    with pytest.raises(QuizgenError) as caught:
        build(folder)
    assert [d.name for d in caught.value.diagnostics] == [name], str(caught.value)
    assert state(folder) == before
    return caught.value


def test_a_broken_deck_stops_the_build(folder: Path) -> None:
    build(folder)
    edit(deck_of(folder), lambda text: text.replace("items:\n", "items: [\n", 1))
    (found,) = refused(folder, "broken-yaml").diagnostics
    assert found.path == "decks/notes.yaml"
    assert found.line > 1 and found.column >= 1


def test_two_equal_ids_in_a_deck_stop_the_build(folder: Path) -> None:
    build(folder)
    first, second = [i.id for i in load(deck_of(folder)).deck.items if i.kind == "single"][:2]
    edit(deck_of(folder), lambda text: text.replace(f"- id: {second}", f"- id: {first}", 1))
    (found,) = refused(folder, "equal-ids").diagnostics
    assert first in found.message and found.line > 1


def test_a_bad_source_stops_the_build_before_anything_is_written(folder: Path) -> None:
    (folder / "seeds" / "empty.txt").write_bytes(b"")
    refused(folder, "empty-file")
    assert not (folder / "decks").exists()


def test_an_unknown_setting_stops_the_build(folder: Path) -> None:
    (folder / "quizgen.yaml").write_text("densty: dense\n", encoding="utf-8")
    assert "did you mean “density”?" in str(refused(folder, "unknown-key"))


def test_a_file_in_the_way_is_not_overwritten(folder: Path) -> None:
    (folder / "decks").mkdir()
    (folder / "decks" / "notes.yaml").write_text("my: own notes\n", encoding="utf-8")
    refused(folder, "in-the-way")


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "decks").write_text("a file where the folder should be", encoding="utf-8")
    assert "decks" in str(refused(folder, "cannot-write"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind here")
def test_a_read_only_folder_is_named(folder: Path) -> None:
    (folder / "decks").mkdir()
    (folder / "decks").chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        refused(folder, "cannot-write")
    finally:
        (folder / "decks").chmod(stat.S_IRWXU)


def test_one_run_at_a_time(folder: Path) -> None:
    build(folder)
    edit(folder / "seeds" / "notes.txt", lambda text: text + "四是抓好宣传。宣传要讲好故事、传播声音、凝聚力量。\n")
    with lock(folder / "decks"):
        refused(folder, "locked")


def test_an_edit_made_while_a_build_runs_is_not_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deck is changed by somebody between reading and writing: the build starts again from what stands now."""
    build(folder)
    edit(folder / "seeds" / "notes.txt", lambda text: text + "四是抓好宣传。宣传要讲好故事、传播声音、凝聚力量。\n")
    plan = building._plan
    calls: list[int] = []

    def interrupted(*args: object, **options: object) -> object:
        made = plan(*args, **options)
        if not calls:
            edit(deck_of(folder), lambda text: "# mine\n" + text)
        calls.append(1)
        return made

    monkeypatch.setattr(building, "_plan", interrupted)
    build(folder, now=NOW + 60)
    assert len(calls) == 2
    text = deck_of(folder).read_text(encoding="utf-8")
    assert text.startswith("# mine\n")


def test_a_retired_item_goes_into_one_package(folder: Path) -> None:
    build(folder)
    edit(folder / "seeds" / "notes.txt", lambda text: text.split("一是抓好计划")[0])
    built = build(folder, now=NOW + 60)
    retired = [i.id for i in built.sources[0].deck.items if i.status == "retired"]
    assert retired
    assert built.sources[0].searches == ("tag:quizgen::retired",)
    assert "tag:quizgen::retired" in build_text(built)
    assert {f.what for s in build(folder, now=NOW + 120).sources for f in s.files} == {"unchanged"}
    with_them = (folder / "decks" / "notes.apkg").read_bytes()
    item = next(i for i in built.sources[0].items if i.kind == "cloze")
    edit(deck_of(folder), lambda text: text.replace(f"stem: {item.stem}", f"stem: （改）{item.stem}", 1))
    build(folder, now=NOW + 180)
    assert len(notes_in((folder / "decks" / "notes.apkg").read_bytes())) == len(notes_in(with_them)) - len(retired)


def notes_in(package: bytes) -> list[str]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(package)).read("collection.anki2"))
    try:
        return [row[0] for row in connection.execute("select guid from notes order by id")]
    finally:
        connection.close()


def test_a_sentence_that_stands_twice_is_no_reason_to_change_anything(folder: Path) -> None:
    twice = "有特殊情况需要延长的，经学习委员会批准，可以延长三个月。"
    text = NOTES.replace("二、抓好落实", f"{twice}\n二、抓好落实") + f"四是抓好延期。学习期限为九个月。{twice}\n"
    (folder / "seeds" / "notes.txt").write_text(text, encoding="utf-8")
    (folder / "quizgen.yaml").write_text("density: dense\n", encoding="utf-8")
    built = build(folder)
    assert any(twice[:8] in i.provenance.quote for i in built.sources[0].items)
    assert {f.what for s in build(folder, now=NOW + 60).sources for f in s.files} == {"unchanged"}


def test_the_seed_of_hashes_changes_no_byte(folder: Path) -> None:
    """Sets and hashes come in another order in each process; nothing that is written may depend on it."""
    outcomes = []
    for seed in ("1", "2"):
        shutil.rmtree(folder / "decks", ignore_errors=True)
        subprocess.run(
            [sys.executable, "-m", "quizgen", "build"],
            cwd=folder,
            env=os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": str(NOW)},
            check=True,
            capture_output=True,
        )
        outcomes.append(state(folder))
    assert outcomes[0] == outcomes[1]
