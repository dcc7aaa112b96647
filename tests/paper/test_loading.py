"""Papers as YAML: read back as written, edited by hand, and what is said of mistakes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

import quizgen
from quizgen.diagnostics import QuizgenError
from quizgen.model import Paper
from quizgen.paper import load_paper, load_paper_file, read_paper, render_paper_yaml

SCHEMA = json.loads((Path(quizgen.__file__).parent / "schemas" / "paper.schema.json").read_text(encoding="utf-8"))

SMALL = """\
paper: 小测
id: abc123
head: [姓名]
sections:
- kind: single
  points: 2
  items:
  - id: a1
    stem: 读者证的有效期为（　　）。
    options: [一年, 三年, 五年]
  - id: a2
    stem: 一次最多借阅（　　）。
    options: [十册, 五册, 八册]
    points: 3
- kind: truefalse
  items:
  - id: b1
    stem: 古籍不得外借。
- kind: cloze
  items:
  - id: c1
    stem: 手续由______办理。
key:
  a1: 三年
  a2:
    key: 十册
    explanation: 五册是少年儿童的册数。
    place: 一、借阅（第4行）
  b1: 对
  c1: 流通服务部
versions:
  B:
  - a2 CAB, a1 BCA
"""


def errors(text: str) -> list[str]:
    with pytest.raises(QuizgenError) as caught:
        load_paper(text, path="p.yaml")
    return [d.render() for d in caught.value.diagnostics if d.severity == "error"]


def test_written_and_read_back(paper: Paper) -> None:
    text = render_paper_yaml(paper)
    assert load_paper(text) == paper
    assert read_paper(text).diagnostics == ()
    assert text.startswith("# yaml-language-server: $schema=")
    assert "\\" not in text and "&" not in text, "literal text, no escapes, no anchors"


def test_read_back_in_windows_line_ends_and_with_a_byte_order_mark(paper: Paper, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + render_paper_yaml(paper).replace("\n", "\r\n").encode())
    assert load_paper_file(path).sections == paper.sections


def test_the_schema_takes_what_is_written(paper: Paper) -> None:
    for text in (render_paper_yaml(paper), SMALL):
        jsonschema.validate(yaml.safe_load(text), SCHEMA)
    for bad in (SMALL.replace("kind: single", "kind: sungle"), SMALL.replace("paper: 小测\n", "")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(yaml.safe_load(bad), SCHEMA)


def test_a_paper_written_by_hand() -> None:
    paper = load_paper(SMALL)
    assert paper.total == 2 + 3 + 1 + 1
    first, second = paper.sections[0].items
    assert (first.key, first.letters, first.points) == (("三年",), "B", 2)
    assert (second.explanation, second.points) == ("五册是少年儿童的册数。", 3)
    assert paper.sections[0].heading == "单项选择题"
    form = paper.form("B")
    assert [(i.id, i.options, i.letters) for i in form.sections[0].items] == [
        ("a2", ("八册", "十册", "五册"), "B"),
        ("a1", ("三年", "五年", "一年"), "A"),
    ]


def test_texts_that_yaml_would_read_as_something_else(paper: Paper) -> None:
    text = SMALL.replace("[一年, 三年, 五年]", "[No, 12:30, 010]").replace("a1: 三年", "a1: 12:30")
    assert load_paper(text).sections[0].items[0].options == ("No", "12:30", "010")


def test_what_a_person_takes_out_and_puts_in() -> None:
    gone = SMALL.replace("  - id: a1\n    stem: 读者证的有效期为（　　）。\n    options: [一年, 三年, 五年]\n", "")
    read = read_paper(gone, path="p.yaml")
    assert [d.name for d in read.diagnostics] == ["key-without-item", "version-names-no-item"] and read.ok
    assert [i.id for i in read.paper.form("B").sections[0].items] == ["a2"]
    more = SMALL.replace("- kind: truefalse", "  - id: a3\n    stem: 新题（　　）。\n    options: [甲, 乙]\n- kind: truefalse").replace("  b1: 对", "  b1: 对\n  a3: 甲")
    read = read_paper(more)
    assert {d.name for d in read.diagnostics} == {"items-not-in-version"}
    assert [i.id for i in read.paper.form("B").sections[0].items] == ["a2", "a1", "a3"]
    changed = read_paper(SMALL.replace("[一年, 三年, 五年]", "[一年, 三年, 五年, 十年]"))
    assert "options-not-in-version" in {d.name for d in changed.diagnostics}
    assert changed.paper.form("B").sections[0].items[1].options == ("一年", "三年", "五年", "十年")


def test_own_keys_and_comments_are_left_alone() -> None:
    assert load_paper(SMALL.replace("id: abc123", "id: abc123\nx-room: 401  # 考场")).id == "abc123"


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("a1: 三年", "a1: 四年"), "p.yaml:24:7", "the key “四年” is none of the options of “a1”: known here: 一年, 三年, 五年"),
        (("a1: 三年", "a1: B"), "p.yaml:24:7", "a key is the text of an option, not its letter"),
        (("b1: 对", "b1: 是的"), "p.yaml:29:7", "the key of a true/false item is 对 or 错"),
        (("  b1: 对\n", ""), "p.yaml:17:9", "there is no key for “b1”"),
        (("key: 十册", "key: [十册, 五册]"), "p.yaml:25:3", "a single-choice item has one key, and “a2” has 2"),
        (("[一年, 三年, 五年]", "[一年, 三年, 三年]"), "p.yaml:10:23", "the option “三年” stands twice"),
        (("[一年, 三年, 五年]", "[三年]"), "p.yaml:8:5", "needs at least 2 options"),
        (("id: a2", "id: a1"), "p.yaml:11:9", "“a1” is the id of the item in line 8 too"),
        (("kind: truefalse", "kind: truefals"), "p.yaml:15:9", "did you mean “truefalse”?"),
        (("stem: 古籍", "sten: 古籍"), "p.yaml:18:5", "an item has no key “sten”: did you mean “stem”?"),
        (("points: 2", "points: two"), "p.yaml:6:11", "expected a number"),
        (("paper: 小测", "paper: 小测\ntotal: 10"), "p.yaml:2:8", "the items make 5 + 1 + 1 = 7 points, not 10"),
        (("paper: 小测\n", ""), "p.yaml:1:1", "the paper has no “paper:”"),
        (("  B:", "  K:"), "p.yaml:32:3", "a version cannot be “K”"),
        (("a1 BCA", "a2 BCA"), "p.yaml:33:5", "version B names “a2” twice"),
        (("head: [姓名]", "head: [姓名"), "p.yaml:4:9", "not valid YAML"),
    ],
)
def test_mistakes_are_named_with_their_place(change: tuple[str, str], place: str, words: str) -> None:
    assert change[0] in SMALL
    said = errors(SMALL.replace(*change))
    assert any(s.startswith(place) and words in s for s in said), said


def test_all_mistakes_at_once() -> None:
    said = errors(SMALL.replace("a1: 三年", "a1: 四年").replace("b1: 对", "b1: 是的").replace("points: 3", "points: x"))
    assert len(said) == 3
    assert [int(re.search(r":(\d+):", s)[1]) for s in said] == sorted(int(re.search(r":(\d+):", s)[1]) for s in said)  # type: ignore[index]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "paper"])
def test_what_is_no_paper(text: str) -> None:
    assert any("holds no paper" in s for s in errors(text))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError, match="cannot be read"):
        load_paper_file(tmp_path / "none.yaml")
    (tmp_path / "x.yaml").write_bytes("试卷".encode("gb18030"))
    with pytest.raises(QuizgenError, match="not UTF-8"):
        load_paper_file(tmp_path / "x.yaml")
