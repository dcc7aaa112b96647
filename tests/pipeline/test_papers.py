"""The paper of a build: it follows its deck until somebody edits it; and what `check` says of a deck's fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen import pipeline
from quizgen.diagnostics import QuizgenError
from quizgen.paper import load_paper_file
from quizgen.pipeline.papers import is_sealed, prints, sealed

NOW = 1_767_225_600
DECK = """deck: 唐诗
source: {id: tangshi, path: 唐诗.txt}
items:
- {id: a1, kind: cloze, stem: 《静夜思》的作者是______。, key: 李白}
- {id: a2, kind: single, stem: 《春望》的作者是（　　）。, key: 杜甫, distractors: [王维, 孟浩然, 白居易]}
- {id: a3, kind: truefalse, stem: 《登鹳雀楼》的作者是王之涣。, key: 对}
"""
TEXT = """一、诗人
李白被后人称为“诗仙”，一生好入名山游，留下了九百多首诗歌。杜甫被后人称为“诗圣”，留下了一千四百多首诗歌。
王维是山水田园诗派的重要代表，创造出诗中有画、画中有诗的艺术境界，晚年长期居住在辋川别业。
二、要求
一是坚持每天诵读。每人每年背诵不少于40首，应当在12月31日前完成，年底由教师委员会组织检查。
二是坚持认真理解。诵读必须同理解相结合，不得死记硬背，对不懂的字词应当及时查阅工具书。
三是坚持长期积累。积累是提高文学修养的根本途径，要持之以恒、循序渐进、学以致用。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "诗.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def whats(folder: Path, now: int = NOW) -> dict[str, str]:
    built = pipeline.build(root=folder, now=now)
    return {f.path.partition("/")[2]: f.what for s in built.sources for f in s.files}


def test_a_seal_holds_until_a_character_differs() -> None:
    data = sealed("# schema\npaper: 卷\n")
    assert data.decode().splitlines()[0] == "# schema"
    assert is_sealed(data)
    assert is_sealed(data.replace(b"\n", b"\r\n"))
    assert not is_sealed(data + b"\n")
    assert not is_sealed(data.replace("卷".encode(), "券".encode()))
    assert not is_sealed(b"paper: x\n")


def test_an_edited_paper_stands_and_is_what_is_printed(folder: Path) -> None:
    whats(folder)
    path = folder / "decks" / "诗.paper.yaml"
    title = load_paper_file(path).title
    path.write_text(path.read_text(encoding="utf-8").replace(title, "我的小测验", 1), encoding="utf-8")
    edited = path.read_bytes()
    after = whats(folder)
    assert path.read_bytes() == edited
    assert after["诗.paper.yaml"] == "unchanged"
    assert after["诗.paper.html"] == after["诗.key.html"] == "changed"
    assert "我的小测验" in (folder / "decks" / "诗.paper.html").read_text(encoding="utf-8")
    path.unlink()
    assert whats(folder)["诗.paper.yaml"] == "new"
    assert load_paper_file(path).title == title


def test_a_paper_that_nobody_edited_follows_the_settings(folder: Path) -> None:
    whats(folder)
    (folder / "quizgen.yaml").write_text(
        "blueprint:\n  title: 期末测验\n  sections:\n  - {kind: cloze, count: 1, points: 5}\n", encoding="utf-8"
    )
    after = whats(folder)
    assert after["诗.paper.yaml"] == after["诗.paper.html"] == "changed"
    paper = load_paper_file(folder / "decks" / "诗.paper.yaml")
    assert (paper.title, paper.total) == ("期末测验", 5)


def test_every_version_has_its_print_and_its_key(tmp_path: Path) -> None:
    deck = tmp_path / "唐诗.yaml"
    deck.write_text(DECK, encoding="utf-8")
    made = pipeline.make_paper(deck, output=tmp_path / "a.yaml", versions=3)
    assert [(p.name, use) for p, (_, use) in prints(made.paper, tmp_path / "x").items()] == [
        ("x.paper.html", "print"),
        ("x.key.html", "key"),
        ("x.paper-B.html", "print"),
        ("x.key-B.html", "key"),
        ("x.paper-C.html", "print"),
        ("x.key-C.html", "key"),
    ]


def test_a_broken_paper_stops_the_build(folder: Path) -> None:
    whats(folder)
    path = folder / "decks" / "诗.paper.yaml"
    path.write_text("paper: [\n", encoding="utf-8")
    with pytest.raises(QuizgenError, match=r"^decks/诗\.paper\.yaml:2:1: error \[broken-yaml\]"):
        whats(folder)


def test_the_same_seed_gives_the_same_paper(tmp_path: Path) -> None:
    deck = tmp_path / "唐诗.yaml"
    deck.write_text(DECK, encoding="utf-8")
    a = pipeline.make_paper(deck, output=tmp_path / "a.yaml", versions=2, seed=3)
    b = pipeline.make_paper(deck, output=tmp_path / "b.yaml", versions=2, seed=3)
    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes()
    assert a.paper == b.paper
    for version in ("A", "B"):
        for key in (False, "only", "in-place"):
            out = pipeline.print_paper(tmp_path / "a.yaml", output=tmp_path / "p.html", version=version, key=key)  # type: ignore[arg-type]
            assert "静夜思" in out.read_text(encoding="utf-8") or key == "only"


def test_an_item_with_a_conflict_is_told_with_its_place(tmp_path: Path) -> None:
    deck = tmp_path / "唐诗.yaml"
    deck.write_text(DECK + "- id: a4\n  kind: cloze\n  stem: 写《将进酒》的是______。\n  key: 李白\n  conflict:\n    stem: 《将进酒》是______写的。\n", encoding="utf-8")
    found = [d for d in pipeline.check(deck) if d.name == "conflict"]
    assert [(d.severity, d.line) for d in found] == [("warning", 11)]
    assert "《将进酒》是______写的。" in found[0].message
