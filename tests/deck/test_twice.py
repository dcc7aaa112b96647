"""A build after a build, with quizgen's own rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from world import TEXT

from quizgen import pipeline
from quizgen.deck import load

NOW = 1_767_225_600
FIGURES = """全年国内生产总值增长8.1%，城镇调查失业率平均为5.1％，财政收入突破20.5万亿元。
每千克体重有70~80ml血液，生理盐水的质量分数为0.9%，体温不超过37.2℃。
一般由10～50人组成专家组。深入实施“互联网+督查”，生产方式是指生产力+生产关系的统一。
利潤總額的12.5%以內的部分，准予扣除；超過Ａ類標準①的，適用25%的稅率。
"""
"""Numbers with points, signs and units, in several spellings, and traditional characters."""
AGAIN = """# 评审办法

第一条 为了规范评审，制定本办法。
第二条 评审委员会应当自收到申请之日起九个月内做出决定，并书面通知当事人。
第三条 评审委员会应当自收到申请之日起九个月内做出决定，并书面通知当事人。
第四条 当事人对决定不服的，可以自收到通知之日起三十日内向人民法院起诉。
第五条 当事人对决定不服的，可以自收到通知之日起三十日内向人民法院起诉。
第六条 本办法自2020年3月1日起施行。
"""
"""The same sentence in two places, in a text that gives fewer items than a deck may hold."""
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def build(folder: Path, density: str, now: int) -> dict[str, bytes]:
    (folder / "quizgen.yaml").write_text(f"density: {density}\n", encoding="utf-8")
    shutil.rmtree(folder / "decks" / ".quizgen" / "cache", ignore_errors=True)  # nothing is known beforehand
    pipeline.build(root=folder, now=now)
    found = (p for p in (folder / "decks").glob("*.yaml") if not p.name.endswith(".paper.yaml"))
    return {p.name: p.read_bytes() for p in found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "读书笔记.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "seeds" / "数字.txt").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "seeds" / "办法.md").write_text(AGAIN, encoding="utf-8")
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
