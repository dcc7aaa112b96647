"""YAML without type traps, with a place for everything that is wrong."""

from __future__ import annotations

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.yamlnodes import Node, Reader, load


def values(node: Node) -> dict[str, str]:
    return {k.value: v.value for k, v in node.pairs}


def test_scalars_stay_the_text_that_was_typed() -> None:
    root = load("a: No\nb: 12:30\nc: 010\nd: 2024-01-02\ne: 1_000\nf: ~\ng: '~'\n", path="x")
    assert root is not None
    assert values(root) == {"a": "No", "b": "12:30", "c": "010", "d": "2024-01-02", "e": "1_000", "f": "~", "g": "~"}
    assert [v.empty for _, v in root.pairs] == [False, False, False, False, False, True, False]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    root = load(text, path="x")
    assert root is None or root.empty


def test_positions_are_counted_in_characters() -> None:
    root = load("标题: 测\n列表:\n- 甲\n- 乙: 丙\n", path="x")
    assert root is not None
    second = root.pairs[1][1].items[1]
    assert (second.line, second.column) == (4, 3)
    assert (second.pairs[0][1].line, second.pairs[0][1].column) == (4, 6)


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("a: [1\nb: 2\n", "x:2:2:", "broken-yaml"),
        ("b: 1\na: 'x\nc: 2\n", "x:2:4:", "broken-yaml"),
        ("甲: 一\n甲: 二\n", "x:2:1:", "repeated-key"),
        ("a: {b: 1, b: 2}\n", "x:1:11:", "repeated-key"),
        ("a: \x01\n", "x:1:4:", "broken-yaml"),
        ("\ta: 1\n", "x:1:1:", "broken-yaml"),
    ],
)
def test_what_is_broken_is_named_with_line_and_column(text: str, place: str, name: str) -> None:
    with pytest.raises(QuizgenError) as caught:
        load(text, path="x")
    assert str(caught.value).startswith(f"{place} error [{name}]")


def test_a_reader_collects_everything_that_is_wrong() -> None:
    root = load("titel: a\ntitle: [b]\ncount: 1.5\ncolour: rde\n", path="x")
    assert root is not None
    reader = Reader()
    for key, node in reader.map(root, ("title", "count", "colour"), what="the file"):
        match key.value:
            case "title":
                reader.text(node, what="title")
            case "count":
                reader.number(node, what="count")
            case _:
                reader.choice(node, ("red", "blue"), what="colour")
    with pytest.raises(QuizgenError) as caught:
        reader.done()
    assert str(caught.value).splitlines() == [
        "x:1:1: error [unknown-key] the file has no key “titel”: did you mean “title”?",
        "x:2:8: error [wrong-type] title: expected one text, not a list",
        "x:3:8: error [wrong-type] count: expected a whole number of at least 0, found “1.5”",
        "x:4:9: error [unknown-value] colour cannot be “rde”: did you mean “red”?",
    ]


def test_a_stranger_to_every_key_is_told_what_is_known() -> None:
    root = load("zzz: 1\n", path="x")
    assert root is not None
    reader = Reader()
    assert list(reader.map(root, ("title", "tags"), what="it")) == []
    assert reader.found[0].message == "it has no key “zzz”: known here: title, tags"


def test_numbers_that_are_none() -> None:
    root = load("a: -1\nb: inf\nc: nan\nd: 1e3\ne: 2.5\n", path="x")
    assert root is not None
    reader = Reader()
    got = [reader.number(v, what=k.value, whole=False) for k, v in root.pairs]
    assert got == [0, 0, 0, 1000, 2.5]
    assert [d.line for d in reader.found] == [1, 2, 3]


def test_brackets_in_a_text_nest_nothing() -> None:
    for text in ("k: |\n  " + "（[{" * 300 + "\n", "k: 'a" + "[" * 300 + "'\n", "k: a" + "[{" * 300 + "\n"):
        assert load(text, path="a.yaml") is not None


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000 + "a", "k:\n" + "".join("  " * i + "- k:\n" for i in range(1, 300))])
def test_what_is_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(QuizgenError, match=r"nested too deeply|not valid YAML"):
        load(text, path="a.yaml")


def test_aliases_of_aliases_cost_nothing() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    root = load(bomb, path="a.yaml")
    assert root is not None and len(root.pairs) == 9
    with pytest.raises(QuizgenError, match="nested too deeply"):
        load("a: &a [*a]\n", path="a.yaml")
