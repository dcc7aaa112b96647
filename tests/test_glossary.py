"""Glossaries: every row is asked for its term, among the others."""

import pytest

from quizgen.candidates import Work
from quizgen.extractors import extract
from quizgen.glossary import glossary
from quizgen.model import Item
from quizgen.selection import Density, write_items
from tests.studio import reading

TABLE = """# 灌区名词

| 名词 | 解释 |
|---|---|
| 渗漏率 | 渠水渗入两岸的份额。 |
| 输沙量 | 一年里水流带走的泥沙 |
| 糙率 | 渠壁对水流的阻碍大小 |
| 灌溉定额 | 一亩地一季用去的水 |
| 含沙量 | 一方水里的泥沙 |
"""
LINES = "渗漏率\t渠水渗入两岸的份额。\n输沙量\t一年里水流带走的泥沙。\n糙率\t渠壁对水流的阻碍大小。\n灌溉定额\t一亩地一季用去的水。\n"


def items(text: str, path: str = "t.md", density: Density = "normal", maximum: int | None = None) -> tuple[Item, ...]:
    r = reading(text, path)
    facts, _ = extract(r)
    (written,) = write_items([Work(r, facts)], density=density, maximum=maximum)
    return written.items


def test_every_row_is_asked_for_its_term() -> None:
    found = items(TABLE)
    assert [i.key for i in found] == [("渗漏率",), ("输沙量",), ("糙率",), ("灌溉定额",), ("含沙量",)]
    assert {i.kind for i in found} == {"single", "cloze"}
    assert all(i.stem.startswith("“") and "”说的是" in i.stem for i in found)
    assert found[0].stem.startswith("“渠水渗入两岸的份额”说的是"), "no full stop inside"
    for item in found:
        if item.kind == "single":
            assert len(item.distractors) == 3 and "解释" not in item.distractors
            assert item.explanation.count("原文的解释是“") == 3
    # 输沙量 and 含沙量: the likest comes first
    likest = {i.key[0]: i.distractors[0] for i in found if i.kind == "single"}
    assert likest and all(likest[k] == {"输沙量": "含沙量", "含沙量": "输沙量"}[k] for k in likest if k.endswith("沙量"))


@pytest.mark.parametrize(("density", "maximum", "count"), [("light", None, 1), ("dense", None, 5), ("normal", 2, 2)])
def test_the_number_is_the_users(density: Density, maximum: int | None, count: int) -> None:
    assert len(items(TABLE, density=density, maximum=maximum)) == count


def test_lines_that_tabs_part_are_rows_and_three_are_no_glossary() -> None:
    assert [i.key[0] for i in items(LINES, "t.txt")] == ["渗漏率", "输沙量", "糙率", "灌溉定额"]
    r = reading("\n".join(LINES.splitlines()[:3]), "t.txt")
    facts, _ = extract(r)
    assert not glossary(r.text, facts)


def test_a_meaning_that_names_its_term_or_is_long_is_left_to_the_other_rules() -> None:
    text = LINES + "水权\t水权就是用水的权利。\n水费\t" + "按亩收取的费用，" * 16 + "\n"
    r = reading(text, "t.txt")
    facts, _ = extract(r)
    assert {row.term for row in glossary(r.text, facts).values()} == {"渗漏率", "输沙量", "糙率", "灌溉定额"}
