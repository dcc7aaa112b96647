"""Decks as people type them, and what is said when something is wrong."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml
from samples import SAMPLE

from quizgen.deck import load, loads, render_new
from quizgen.diagnostics import QuizgenError
from quizgen.model import BLANK, CHOICE

HEAD = "deck: 书\nsource:\n  id: b2c3d4e5f6\n  path: a.txt\nitems:\n"


def item(*lines: str) -> str:
    return HEAD + "- " + "\n  ".join(lines) + "\n"


CLOZE = ("id: k1", "kind: cloze", "stem: 用______编连。", "key: 麻绳")
SINGLE = ("id: k1", "kind: single", "stem: 东汉的（　　）。", "key: 蔡伦", "distractors: [张衡, 班固]")


def test_scalars_stay_what_was_typed() -> None:
    text = item("id: k1", "kind: single", "stem: （　　）", "key: No", "distractors: [12:30, 010, 2026-01-31, ~, 1e3]")
    got = loads(text).deck.items[0]
    assert got.key == ("No",)
    assert got.distractors == ("12:30", "010", "2026-01-31", "~", "1e3")


def test_what_people_type() -> None:
    text = (
        HEAD
        + "- kind: cloze\n  stem: >\n    竹简由竹片制成，\n    用 ____ 编连成册。\n  key: [麻绳]\n"
        + "- {id: b, kind: single, stem: 东汉的( )改进了, key: 蔡伦, distractors: [张衡, 班固], 'x-难度': 易}\n"
        + "- id: c\n  kind: truefalse\n  stem: 字刻在竹片上\n    和龟甲上。（ ）\n  key: 正确\n  note:\n"
    )
    a, b, c = loads(text).deck.items
    assert (a.id, a.stem, a.key, a.status) == ("", f"竹简由竹片制成，用 {BLANK} 编连成册。", ("麻绳",), "new")
    assert b.stem == f"东汉的{CHOICE}改进了"
    assert (c.stem, c.key, c.note) == ("字刻在竹片上和龟甲上。", ("对",), "")


WRONG = [
    ("broken-yaml", "deck: [\n", 2, "not valid YAML"),
    ("not-a-deck", "- a\n", 1, "holds no deck"),
    ("missing-field", "deck: 书\nsource:\n  id: a\n", 1, "no “items:”"),
    ("unknown-key", item(*CLOZE, "stauts: kept"), 10, "did you mean “status”"),
    ("repeated-key", item(*CLOZE, "key: 丝绳"), 10, "line 9"),
    ("unknown-value", item("id: k1", "kind: clozed", *CLOZE[2:]), 7, "did you mean “cloze”"),
    ("unknown-value", item(*CLOZE, "status: keep"), 10, "did you mean “kept”"),
    ("missing-field", item(*CLOZE[:3]), 6, "no “key:”"),
    ("wrong-blank", item(*CLOZE[:2], "stem: 用麻绳编连。", CLOZE[3]), 8, "exactly one blank"),
    ("wrong-blank", item(*SINGLE[:2], "stem: （ ）和（ ）", *SINGLE[3:]), 8, "has 2"),
    ("wrong-key", item(*CLOZE[:3], "key: [麻绳, 丝绳]"), 9, "one text"),
    ("wrong-key", item("id: k1", "kind: truefalse", "stem: 甲。", "key: 也许"), 9, "对 or 错"),
    ("wrong-key", item("id: k1", "kind: recall", "stem: 四宝？", "key: 笔"), 9, "as a list"),
    ("wrong-distractors", item(*SINGLE[:4]), 6, "at least 2"),
    ("wrong-distractors", item(*CLOZE, "distractors: [甲, 乙]"), 10, "no distractors"),
    ("equal-options", item(*SINGLE[:4], "distractors: [蔡伦, 班固]"), 10, "twice"),
    ("equal-ids", item(*CLOZE) + "- " + "\n  ".join(CLOZE) + "\n", 10, "line 6"),
    ("wrong-id", item("id: a b", *CLOZE[1:]), 6, "cannot be an id"),
    ("wrong-type", item(*CLOZE, "line: 十"), 10, "whole number"),
    ("wrong-type", item(*CLOZE, "difficulty: hard"), 10, "expected a number"),
    ("wrong-type", item(*CLOZE[:3], "key: {甲: 乙}"), 9, "quotation marks"),
    ("alias", item("id: k1", "kind: cloze", "stem: &a 用____编连。", "key: *a"), 8, "write the text out"),
    ("wrong-type", item(*CLOZE) + "ledger:\n  k1: {worth: much}\n", 11, "number"),
    ("wrong-type", item(*CLOZE) + "ledger:\n  k1: {made: stem}\n", 11, "field=hash"),
    ("unknown-key", item(*CLOZE) + "ledger:\n  k1: {rul: points}\n", 11, "did you mean “rule”"),
]


@pytest.mark.parametrize(("name", "text", "line", "words"), WRONG)
def test_what_is_wrong_is_named_with_its_place(name: str, text: str, line: int, words: str) -> None:
    with pytest.raises(QuizgenError) as caught:
        loads(text, path="decks/书.yaml")
    assert [(d.name, d.line) for d in caught.value.diagnostics] == [(name, line)], caught.value
    found = caught.value.diagnostics[0]
    assert words in found.message
    assert found.path == "decks/书.yaml" and found.column >= 1


def test_all_findings_at_once_and_a_look_at_a_broken_deck() -> None:
    text = item("id: k1", "kind: clozed", "stem: 用麻绳编连。") + "- " + "\n  ".join(CLOZE[1:]) + "\n"
    loaded = loads(text, strict=False)
    assert [d.name for d in loaded.diagnostics] == ["missing-field", "unknown-value"]
    assert not loaded.ok
    assert [i.kind for i in loaded.deck.items] == ["cloze"]


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with pytest.raises(QuizgenError, match="cannot be read"):
        load(path)
    path.write_bytes(("\ufeff" + item(*CLOZE)).replace("\n", "\r\n").encode())
    loaded = load(path)
    assert loaded.deck.items[0].key == ("麻绳",)
    assert loaded.locate(0, "key") == (9, 3)
    path.write_bytes(item(*CLOZE).encode("gb18030"))
    with pytest.raises(QuizgenError, match="not UTF-8"):
        load(path)


def test_an_edited_kind_is_warned_of() -> None:
    text = render_new(SAMPLE).replace("kind: truefalse", "kind: recall").replace("key: 错", "key: [甲, 乙]")
    found = loads(text).diagnostics
    assert [(d.name, d.severity) for d in found] == [("kind-changed", "warning")]


def test_the_schema_takes_what_is_written_and_refuses_what_is_wrong() -> None:
    schema = json.loads(resources.files("quizgen").joinpath("schemas/deck.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    check.validate(yaml.safe_load(render_new(SAMPLE).replace("changed: 2026-01-31T08:00:00Z", "changed: 'x'")))
    check.validate(yaml.safe_load(item(*CLOZE, "x-难度: 易", "note:")))
    for name, text, _, _ in WRONG:
        if name in ("unknown-key", "unknown-value", "missing-field", "wrong-id") or "difficulty" in text:
            assert not check.is_valid(yaml.safe_load(text)), text
