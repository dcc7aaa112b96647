"""Why an item is as it is: its features add up to its worth, its distractors have their reasons and places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen import pipeline
from quizgen.cli import cli
from quizgen.deck import load
from quizgen.diagnostics import QuizgenError
from quizgen.model import Item
from quizgen.showing import explained_text

NOTES = """读书会章程

一、组织
理事会由会长、秘书长、司库组成。会长主持全面工作，秘书处负责日常事务，编辑部负责会刊出版。
读书会成员应当爱护图书，不得涂画。借阅期限不得超过三十日，续借期限不得超过十五日。
二、活动
读书是成长进步的重要阶梯。读书会每月举办两次活动，每次活动不少于九十分钟。
要坚持学用结合、知行合一、注重实效，切实增强学习的自觉性、主动性、创造性。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain")
    (path / "seeds").mkdir()
    (path / "seeds" / "notes.txt").write_text(NOTES, encoding="utf-8")
    (path / "quizgen.yaml").write_text("density: dense\n", encoding="utf-8")
    pipeline.build(root=path, now=1_767_225_600)
    return path


@pytest.fixture(scope="module")
def items(folder: Path) -> tuple[Item, ...]:
    return load(folder / "decks" / "notes.yaml").deck.items


def test_features_add_up_to_the_worth(folder: Path, items: tuple[Item, ...]) -> None:
    assert items
    for item in items:
        found = pipeline.explain_item(item.id, folder / "decks", root=folder)
        assert found.rank and found.rank <= found.candidates, item.stem
        assert sum(f.weight for f in found.features) == pytest.approx(found.total, abs=0.001)
        assert found.worth <= found.total + 1e-9
        assert found.items == len(items) and found.line > 1
        assert found.better_here <= found.better < found.rank or found.better == 0


def test_a_distractor_has_its_reason_and_its_place(folder: Path, items: tuple[Item, ...]) -> None:
    choices = [i for i in items if i.distractors]
    assert choices
    lines = NOTES.splitlines()
    for item in choices:
        for option in pipeline.explain_item(item.id, folder / "decks", root=folder).options:
            assert option.reason, (item.stem, option)
            assert all(option.text in lines[n - 1] for n in option.lines)
            assert bool(option.lines) == (option.text in NOTES)
            assert 0 <= option.closeness < 1


def test_the_text_says_what_a_person_asks(folder: Path, items: tuple[Item, ...]) -> None:
    item = next(i for i in items if i.distractors)
    text = explained_text(pipeline.explain_item(item.id, folder / "decks", root=folder))
    for words in (item.id, item.stem, "where it stands", "why it was chosen", "place ", "its distractors", "false here: "):
        assert words in text, words
    assert f"difficulty  {item.difficulty:.2f}" in text


def test_an_item_that_a_person_wrote(folder: Path, tmp_path: Path) -> None:
    text = (folder / "decks" / "notes.yaml").read_text(encoding="utf-8")
    head, mark, tail = text.partition("items:\n")
    own = "- id: myown\n  kind: cloze\n  stem: 章程由______通过。\n  key: 全体大会\n\n"
    path = tmp_path / "notes.yaml"
    path.write_text(head + mark + own + tail, encoding="utf-8")
    found = pipeline.explain_item("myown", path, root=folder)
    assert found.rank == 0 and "written by hand" in explained_text(found)


def test_an_id_that_is_not_there(folder: Path, items: tuple[Item, ...]) -> None:
    wrong = items[0].id[:-1] + ("a" if items[0].id[-1] != "a" else "b")
    with pytest.raises(QuizgenError, match=rf"unknown-item.*{items[0].id}"):
        pipeline.explain_item(wrong, folder / "decks", root=folder)


def test_one_command_explains_rules_and_items(folder: Path, items: tuple[Item, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    run = CliRunner().invoke
    assert run(cli, ["explain", "series"]).output.startswith("series (extractor)")
    assert run(cli, ["explain", items[0].id]).output.startswith(items[0].id)
    assert run(cli, ["explain", items[0].id, "decks/notes.yaml"]).exit_code == 0
    assert json.loads(run(cli, ["explain", items[0].id, "--json"]).output)["rank"] >= 1
    assert json.loads(run(cli, ["explain", "series", "--json"]).output)["sort"] == "extractor"
    neither = run(cli, ["explain", "sreies"])
    assert neither.exit_code == 1 and "unknown-rule" in neither.output and "unknown-item" in neither.output
