"""quizgen grade, from the table to the deck."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen import pipeline
from quizgen.cli import cli
from quizgen.deck import load
from quizgen.diagnostics import QuizgenError

NOW = 1_770_000_000
DECK = """\
deck: 馆规
source:
  id: s1
  path: seeds/rules.txt

items:
# 借阅
- id: a1
  kind: single
  stem: 读者证的有效期为（　　）。
  key: 三年   # 续办另计
  distractors: [一年, 五年]
- id: a2
  kind: truefalse
  stem: 古籍不得外借。
  key: 对
"""
PAPER = """\
paper: 小测
id: p1
sections:
- kind: single
  points: 2
  items:
  - {id: a1, stem: 读者证的有效期为（　　）。, options: [一年, 三年, 五年]}
- kind: truefalse
  items:
  - {id: a2, stem: 古籍不得外借。}
key: {a1: 三年, a2: 对}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "deck.yaml").write_text(DECK, encoding="utf-8")
    (tmp_path / "p.yaml").write_text(PAPER, encoding="utf-8")
    rows = "".join(f"{n},{'B' if n < 9 else 'C'},√\n" for n in range(12))
    (tmp_path / "class.csv").write_text("学号,1,2\n" + rows, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_results_summary_and_difficulty(folder: Path) -> None:
    done = pipeline.grade("p.yaml", "class.csv", output="res.csv", into="deck.yaml", now=NOW)
    assert set(done.paths) == {"res.csv", "res.items.csv", "res.html", "deck.yaml"} and done.stored == 2
    table = list(csv.reader(io.StringIO((folder / "res.csv").read_bytes().decode("utf-8-sig"))))
    assert len(table) == 13 and table[1][0] == "0" and table[1][-3] == "3"
    text = (folder / "deck.yaml").read_text(encoding="utf-8")
    assert "key: 三年   # 续办另计" in text and "# 借阅" in text, "what a person wrote stays"
    items = load(folder / "deck.yaml").deck.items
    assert [i.difficulty for i in items] == [0.25, 0.0] and items[0].changed.startswith("2026-")
    again = pipeline.grade("p.yaml", "class.csv", output="res.csv", into="deck.yaml", now=NOW + 99)
    assert again.stored == 0 and (folder / "deck.yaml").read_text(encoding="utf-8") == text


def test_the_command(folder: Path) -> None:
    run = CliRunner().invoke(cli, ["grade", "p.yaml", "class.csv", "-o", "res.csv", "--into", "deck.yaml"])
    assert run.exit_code == 0, run.output
    assert "12 persons, mean 2.5 of 3" in run.output and "difficulty stored: 2 items" in run.output
    made = CliRunner().invoke(cli, ["grade", "p.yaml", "--table", "-o", "new.csv"])
    assert made.exit_code == 0 and (folder / "new.csv").read_bytes().decode("utf-8-sig") == "姓名,1,2\r\n"
    assert CliRunner().invoke(cli, ["grade", "p.yaml", "-o", "x.csv"]).exit_code == 2


def test_too_few_persons_change_no_deck(folder: Path) -> None:
    (folder / "class.csv").write_text("学号,1\n1,B\n", encoding="utf-8")
    done = pipeline.grade("p.yaml", "class.csv", output="res.csv", into=["deck.yaml"], now=NOW)
    assert "too-few-persons" in {d.name for d in done.diagnostics} and done.stored == 0
    assert (folder / "deck.yaml").read_text(encoding="utf-8") == DECK


@pytest.mark.parametrize(
    ("answers", "output", "words"),
    [
        ("none.csv", "res.csv", "cannot be read"),
        ("class.csv", "class.csv", "written over the answers"),
        ("class.csv", "res.xlsx", "ends in .csv"),
    ],
)
def test_mistakes_write_nothing(folder: Path, answers: str, output: str, words: str) -> None:
    before = sorted(p.name for p in folder.iterdir())
    with pytest.raises(QuizgenError, match=words):
        pipeline.grade("p.yaml", answers, output=output, now=NOW)
    assert sorted(p.name for p in folder.iterdir()) == before


def test_a_table_with_answers_is_never_written_over(folder: Path) -> None:
    with pytest.raises(QuizgenError, match="not overwritten"):
        pipeline.answer_table("p.yaml", output="class.csv")
