"""quizgen.yaml: defaults, what is said of mistakes, and the file that `quizgen init` writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.config import Config, load_blueprint, load_config, template
from quizgen.diagnostics import QuizgenError
from quizgen.model import SectionSpec


def config(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "quizgen.yaml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def complaints(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(QuizgenError) as caught:
        config(tmp_path, text)
    return [f"{d.line}:{d.column} [{d.name}] {d.message}" for d in caught.value.diagnostics]


def without_path(c: Config) -> dict[str, object]:
    return {name: getattr(c, name) for name in Config.__slots__ if name != "path"}


def test_the_template_says_the_defaults(tmp_path: Path) -> None:
    said = without_path(config(tmp_path, template()))
    assert said == without_path(Config(sources=("seeds",)))


def test_what_the_template_has_commented_out_is_valid(tmp_path: Path) -> None:
    wanted = ("# decks", "# supersedes", "# maximum", "# blueprint", "#   ")
    got = config(tmp_path, "\n".join(line[2:] if line.startswith(wanted) else line for line in template().splitlines()))
    assert got.blueprint is not None
    assert sum(s.count * s.points for s in got.blueprint.sections) == got.blueprint.total == 100
    assert (got.deck("seeds/notes.txt").title, got.maximum) == ("复习提纲", 60)
    assert [(s.new, s.old) for s in got.supersedes] == [("seeds/办法2024.txt", "seeds/办法2019.txt")]


def test_titles_in_the_template_read_back(tmp_path: Path) -> None:
    titles = (("seeds/a: b.txt", "它说：“好”"), ("seeds/x.md", "- # '引号'"))
    got = config(tmp_path, template(titles=titles)).decks
    assert tuple((d.source, d.title) for d in got) == titles


def test_everything_can_be_set(tmp_path: Path) -> None:
    got = config(
        tmp_path,
        "sources: [a.txt, b]\noutput: out\nkinds: [recall, cloze]\ndensity: dense\nmaximum: 9\nversions: 2\nseed: 7\n"
        "decks:\n  a.txt: 甲\n  b/c.md: {title: 乙, file: yi, tags: [期末, 重点]}\n"
        "blueprint:\n  title: 卷\n  minutes: 30\n  total: 10\n  head: [姓名]\n"
        "  sections:\n  - {kind: cloze, count: 5, points: 1.5, heading: 填}\n",
    )
    assert (got.sources, got.output, got.kinds, got.density) == (("a.txt", "b"), "out", ("cloze", "recall"), "dense")
    assert (got.maximum, got.versions, got.seed) == (9, 2, 7)
    assert (got.deck("a.txt").title, got.deck("b/c.md").file, got.deck("b/c.md").tags) == ("甲", "yi", ("期末", "重点"))
    assert got.deck("none.txt").title == ""
    assert got.blueprint is not None
    assert got.blueprint.sections == (SectionSpec(kind="cloze", count=5, points=1.5, heading="填"),)
    assert got.blueprint.head == ("姓名",)


def test_new_editions_keep_their_place_in_the_file(tmp_path: Path) -> None:
    (one,) = config(tmp_path, "seed: 1\nsupersedes:\n  b.txt: a.txt\n").supersedes
    assert (one.new, one.old, one.place, one.old_place) == ("b.txt", "a.txt", (3, 3), (3, 10))


def test_a_deck_is_found_by_the_name_of_its_file(tmp_path: Path) -> None:
    got = config(tmp_path, "decks:\n  a.txt: 甲\n  sub/a.txt: 乙\n")
    assert got.deck("elsewhere/a.txt").title == "甲"
    assert got.deck("sub/a.txt").title == "乙"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("souces: a\n", ["1:1 [unknown-key] quizgen.yaml has no key “souces”: did you mean “sources”?"]),
        ("density: No\n", ["1:10 [unknown-value] density cannot be “No”: known here: light, normal, dense"]),
        ("kinds: [clze]\n", ["1:9 [unknown-value] kinds cannot be “clze”: did you mean “cloze”?"]),
        ("maximum: 010x\n", ["1:10 [wrong-type] maximum: expected a whole number of at least 1, found “010x”"]),
        ("output: [a, b]\n", ["1:9 [wrong-type] output: expected one text, not a list"]),
        ("decks: [a]\n", ["1:8 [wrong-type] decks: expected the source's path, and under it title, file or tags"]),
        ("decks:\n  a: {titel: b}\n", ["2:7 [unknown-key] decks › a has no key “titel”: did you mean “title”?"]),
        ("decks:\n  a: {file: b/c}\n", ["2:6 [unknown-value] file: give a file name without folder and ending"]),
        ("- a\n", ["1:1 [wrong-type] quizgen.yaml: expected “key: value” lines (sources, output, decks, supersedes, kinds, density, maximum, blueprint, versions, seed)"]),
        ("supersedes: [a]\n", ["1:13 [wrong-type] supersedes: expected lines “new source: old source”"]),
        ("supersedes: {b: }\n", ["1:14 [missing-key] supersedes: which source does b take the place of?"]),
        ("supersedes: {b: [a]}\n", ["1:17 [wrong-type] supersedes › b: expected one text, not a list"]),
        ("supersedes: {b: b}\n", ["1:17 [in-a-circle] supersedes: b would take its own place"]),
        (
            "supersedes:\n  b: a\n  a: b\n",
            [
                "2:6 [in-a-circle] supersedes: b would take its own place",
                "3:6 [in-a-circle] supersedes: a would take its own place",
            ],
        ),
        (
            "supersedes:\n  b: a\n  c: a\n",
            ["3:6 [taken-twice] supersedes: b takes the place of a already; a deck goes on with one"],
        ),
        ("blueprint: {title: a}\n", ["1:12 [missing-key] blueprint has no sections: give a list, each with kind, count and points"]),
        ("blueprint:\n  sections:\n  - {count: 2}\n", ["3:5 [missing-key] a section of the blueprint has no kind"]),
        (
            "souces: a\nseed: x\n",
            [
                "1:1 [unknown-key] quizgen.yaml has no key “souces”: did you mean “sources”?",
                "2:7 [wrong-type] seed: expected a whole number of at least 0, found “x”",
            ],
        ),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path: Path, text: str, said: list[str]) -> None:
    assert complaints(tmp_path, text) == said


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "quizgen.yaml"
    path.write_bytes("output: 甲".encode("gb18030"))
    with pytest.raises(QuizgenError, match="not-utf-8"):
        load_config(path)


def test_a_blueprint_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text("title: 卷\nsections:\n- {kind: single, count: 3, points: 2}\n", encoding="utf-8")
    assert load_blueprint(path).sections == (SectionSpec(kind="single", count=3, points=2.0),)
    path.write_text("sections: none\n", encoding="utf-8")
    with pytest.raises(QuizgenError, match="expected a list"):
        load_blueprint(path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(QuizgenError, match="empty-file"):
        load_blueprint(path)


def test_the_blueprint_of_the_documentation(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "paper-format.md").read_text(encoding="utf-8")
    example = page.split("## The blueprint")[1].split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "b.yaml"
    path.write_text(example, encoding="utf-8")
    got = load_blueprint(path)
    assert sum(s.count * s.points for s in got.sections) == got.total
    recall = got.sections[-1]
    assert (recall.heading, recall.parts, recall.difficulty) == ("论述题", ("第二章",), (0.3, 0.7))
    assert [(s.by, s.share) for s in got.shares] == [("section", 0.25), ("source", 0.5), ("tag", 0.3), ("difficulty", 0.2)]
    assert (len(got.include), len(got.exclude)) == (1, 1)
    whole = "blueprint:\n" + "".join(f"  {line}\n" for line in example.splitlines())
    assert config(tmp_path, whole).blueprint == replace(got, path=(tmp_path / "quizgen.yaml").as_posix())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("difficulty: 0.7-0.3", "3:42 [wrong-type] difficulty: expected a range like 0.3-0.7, found “0.7-0.3”"),
        ("difficulty: hard", "3:42 [wrong-type] difficulty: expected a range like 0.3-0.7, found “hard”"),
        ("dificulty: 0.3-0.7", "3:30 [unknown-key] a section has no key “dificulty”: did you mean “difficulty”?"),
    ],
)
def test_mistakes_in_a_section(tmp_path: Path, line: str, said: str) -> None:
    text = f"blueprint:\n  sections:\n  - {{kind: single, count: 1, {line}}}\n"
    assert complaints(tmp_path, text) == [said]


def test_a_share_needs_all_its_parts(tmp_path: Path) -> None:
    text = "blueprint:\n  sections:\n  - {kind: single, count: 1}\n  shares:\n  - {by: section, share: 0.5}\n  - {by: place, value: a, share: 0.5}\n"
    assert [c.split(" ", 1)[0] for c in complaints(tmp_path, text)] == ["5:5", "6:10", "6:5"]
