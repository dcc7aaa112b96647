"""Saving touches what changed and nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import replace

import pytest
from samples import SAMPLE

from quizgen.deck import loads, render_new, save
from quizgen.deck.fields import with_field
from quizgen.model import Deck, Item

HUMAN = """\
# yaml-language-server: $schema=./.quizgen/deck.schema.json
# 我的读书笔记，勿删
deck:   "读书笔记"   # 期末用
source: {id: b2c3d4e5f6, path: 'seeds/读书笔记.txt'}


items:

  # 第一部分
  - id: k1          # 最重要
    kind: cloze
    # 题干改过
    stem: 竹简由竹片制成，用____编连成册。   # 见第3行
    key: "麻绳"
    x-难度: 易
    line: 3

  - key: 蔡伦
    stem: 东汉的（ ）改进了造纸术。
    kind: single
    distractors:
      - 张衡       # 地动仪
      - 班固
    id: k2
    explanation: |
      张衡造的是地动仪。

      班固写史书。

  # 还没想好
  - {id: k3, kind: truefalse, stem: 甲骨文刻在竹片上。, key: 错}  # 待查
  - kind: cloze
    stem: 自己加的____题
    key: 填空
# 完
"""


def changed_lines(before: str, after: str) -> list[str]:
    return [d for d in difflib.ndiff(before.splitlines(), after.splitlines()) if d[0] in "+-"]


def edit(text: str, change: Callable[[Deck], Deck]) -> list[str]:
    loaded = loads(text)
    after = save(loaded, change(loaded.deck))
    assert loads(after).deck == change(loaded.deck)
    return changed_lines(text, after)


def on(identity: str, **fields: str) -> Callable[[Deck], Deck]:
    def change(deck: Deck) -> Deck:
        def one(item: Item) -> Item:
            for name, text in fields.items():
                if item.id == identity:
                    item = replace(item, note=text) if name == "note" else with_field(item, name, text)
            return item

        return replace(deck, items=tuple(one(i) for i in deck.items))

    return change


def test_nothing_changed_nothing_written() -> None:
    loaded = loads(HUMAN)
    assert save(loaded, loaded.deck) == HUMAN
    assert save(loaded, replace(loaded.deck, path="other")) == HUMAN


@pytest.mark.parametrize(
    ("identity", "fields", "lines"),
    [
        (
            "k1",
            {"stem": "用______编连。"},
            ["-     stem: 竹简由竹片制成，用____编连成册。   # 见第3行", "+     stem: 用______编连。   # 见第3行"],
        ),
        ("k1", {"key": "丝绳"}, ['-     key: "麻绳"', "+     key: 丝绳"]),
        ("k1", {"line": ""}, ["-     line: 3"]),
        ("k1", {"section": "一、书"}, ["+     section: 一、书"]),
        ("k1", {"explanation": "甲\n乙"}, ["+     explanation: |-", "+       甲", "+       乙"]),
        (
            "k1",
            {"stem": "甲\n______"},
            [
                "-     stem: 竹简由竹片制成，用____编连成册。   # 见第3行",
                "+     # 见第3行",
                "+     stem: |-",
                "+       甲",
                "+       ______",
            ],
        ),
        (
            "k2",
            {"distractors": "张衡\n许慎"},
            [
                "+     # 地动仪",
                "-     distractors:",
                "+     distractors: [张衡, 许慎]",
                "-       - 张衡       # 地动仪",
                "-       - 班固",
            ],
        ),
        ("k2", {"explanation": ""}, ["-     explanation: |", "-       张衡造的是地动仪。", "- ", "-       班固写史书。"]),
        (
            "k3",
            {"line": "9"},
            [
                "-   - {id: k3, kind: truefalse, stem: 甲骨文刻在竹片上。, key: 错}  # 待查",
                "+   - id: k3",
                "+     kind: truefalse",
                "+     stem: 甲骨文刻在竹片上。",
                "+     key: 错",
                "+     line: 9",
                "+     status: new  # 待查",
            ],
        ),
    ],
)
def test_one_field(identity: str, fields: dict[str, str], lines: list[str]) -> None:
    got = edit(HUMAN, on(identity, **fields))
    assert sorted(got) == sorted(lines)


def test_items_in_and_out() -> None:
    new = replace(SAMPLE.items[3], made=(), changed="", digest="", tested="", rule="", fact="")
    loaded = loads(HUMAN)
    a, _, c, d = loaded.deck.items
    text = save(loaded, replace(loaded.deck, items=(new, a, replace(new, id="n2"), c, replace(d, id="n3"))))
    assert [i.id for i in loads(text).deck.items] == [new.id, "k1", "n2", "k3", "n3"]
    for line in ("  # 第一部分\n  - id: k1          # 最重要", "    x-难度: 易", "  # 还没想好", "# 完"):
        assert f"{line}\n" in text
    assert "蔡伦" not in text
    assert "  - id: n3\n    kind: cloze\n    stem: 自己加的____题\n" in text


def test_head_ledger_and_sentences() -> None:
    loaded = loads(HUMAN)
    items = tuple(replace(i, changed="2026-01-31T08:00:00Z") if i.id else i for i in loaded.deck.items)
    source = replace(loaded.deck.source, sha256="ff")
    deck = replace(loaded.deck, title="新名", source=source, items=items, sentences="abcd", tags=("甲",))
    text = save(loaded, deck)
    assert replace(loads(text).deck, path="") == deck
    assert "deck:   # 期末用" not in text and "deck: 新名   # 期末用\n" in text
    assert text.index("# 完") < text.index("ledger:\n  k1: {kind: cloze, changed: 2026-01-31T08:00:00Z}\n") < text.index("sentences: abcd\n")
    again = loads(text)
    later = save(again, replace(again.deck, items=again.deck.items[1:], sentences="efgh"))
    assert "  k1: {" not in later and later.endswith("sentences: efgh\n")


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeff" + render_new(SAMPLE).replace("\n", "\r\n")
    loaded = loads(text)
    assert save(loaded, loaded.deck) == text
    after = save(loaded, on(SAMPLE.items[0].id, stem="用______。\n甲", explanation="乙", note="丙\n丁")(loaded.deck))
    assert after.startswith("\ufeff# yaml") and after.count("\n") == after.count("\r\n")
    assert loads(after).deck.items[0].note == "丙\n丁"


def test_no_line_end_at_the_end_and_documents_that_are_ended() -> None:
    for tail in ("", "\n", "\n...\n", "\n\n"):
        text = HUMAN.rstrip("\n").removesuffix("# 完").rstrip("\n") + tail
        loaded = loads(text)
        deck = replace(loaded.deck, items=tuple(replace(i, digest="d2") if i.id else i for i in loaded.deck.items))
        after = save(loaded, deck)
        assert after.startswith(text.removesuffix("...\n"))
        assert replace(loads(after).deck, path="") == deck


def test_a_deck_in_braces() -> None:
    text = "# 短\n{deck: 书, source: {id: a1}, items: [{id: k1, kind: cloze, stem: 用____编, key: 绳}]}\n"
    loaded = loads(text)
    after = save(loaded, on("k1", key="线")(loaded.deck))
    assert after.startswith("# 短\n") and loads(after).deck.items[0].key == ("线",)
    items = save(loads(text.replace("{deck", "deck").replace(", source: {id: a1}, items: [", "\nsource: {id: a1}\nitems: [").removesuffix("}\n") + "\n"), replace(loaded.deck, items=()))
    assert loads(items).deck.items == ()
