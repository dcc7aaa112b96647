"""Decks that ``export`` and ``resolve`` write: under the lock, and by the id alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen import files, pipeline
from quizgen.diagnostics import QuizgenError
from quizgen.pipeline import checking

DECK = """\
deck: 唐诗
source: {id: tangshi, path: 唐诗.txt}
items:
- id: a4
  kind: cloze
  stem: 写《将进酒》的是______。
  key: 李白
  conflict:
    stem: 《将进酒》是______写的。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "唐诗.yaml").write_text(DECK, encoding="utf-8")
    (tmp_path / "decks" / "宋词.yaml").write_text("deck: 宋词\nsource: {id: songci}\nitems: []\n", encoding="utf-8")
    monkeypatch.setattr(checking, "WAIT", 0.0)
    return tmp_path


def test_an_item_is_found_by_its_id(folder: Path) -> None:
    assert pipeline.resolve("a4", side="theirs", root=folder, now=1_767_225_600) == ("stem",)
    text = (folder / "decks" / "唐诗.yaml").read_text(encoding="utf-8")
    assert "stem: 《将进酒》是______写的。" in text and "conflict" not in text


def test_the_folder_of_the_settings_is_looked_at(folder: Path) -> None:
    (folder / "decks").rename(folder / "题库")
    (folder / "quizgen.yaml").write_text("output: 题库\n", encoding="utf-8")
    assert pipeline.resolve("a4", side="ours", root=folder, now=1_767_225_600) == ("stem",)
    assert "写《将进酒》的是" in (folder / "题库" / "唐诗.yaml").read_text(encoding="utf-8")


def test_nothing_is_written_beside_another_run(folder: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*.yaml")}
    with files.lock(folder / "decks"):
        with pytest.raises(QuizgenError, match="another run is at work"):
            pipeline.resolve("a4", side="ours", root=folder, now=1_767_225_600)
        with pytest.raises(QuizgenError, match="another run is at work"):
            pipeline.export(folder / "decks", output=folder / "a.apkg", now=1_767_225_600)
    assert {p: p.read_bytes() for p in folder.rglob("*.yaml")} == before
    assert not (folder / "a.apkg").exists()
    pipeline.export(folder / "decks", output=folder / "a.apkg", now=1_767_225_600)
