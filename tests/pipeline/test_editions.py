"""New editions: the deck goes on, what was amended is told, and nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from quizgen import pipeline
from quizgen.cli import cli
from quizgen.deck import load
from quizgen.diagnostics import QuizgenError
from quizgen.model import Deck

OLD = """\
馆藏管理办法（2019年）
第一条　为了规范馆藏管理，保护珍贵文献，制定本办法。
第二条　馆藏文献分为珍本、善本、普通本三类，由典藏部统一登记。
第三条　读者借阅普通本的，应当在三十日内归还，逾期的按日收取费用。
第四条　珍本应当存放在恒温库房，由两名以上馆员共同管理。
第五条　典藏部应当每年清点一次馆藏，并向馆务委员会提交报告。
第六条　损坏馆藏的，应当赔偿损失；情节严重的，取消借阅资格。
第七条　本办法自公布之日起施行。
"""
NEW = (
    OLD.replace("2019年", "2024年修订")
    .replace("在三十日内", "在四十五日内")
    .replace("第五条　典", "第五条　馆员应当接受岗位培训，培训合格的方可上岗。\n第六条　典")
    .replace("第六条　损", "第七条　损")
    .replace("第七条　本", "第八条　本")
)
LINE = "supersedes:\n  seeds/办法2024.txt: seeds/办法2019.txt\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("first")
    (root / "seeds").mkdir()
    (root / "seeds" / "办法2019.txt").write_text(OLD, encoding="utf-8")
    pipeline.build(root=root, now=1_767_225_600)
    return root


@pytest.fixture
def folder(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copytree(first, tmp_path, dirs_exist_ok=True)
    (tmp_path / "seeds" / "办法2024.txt").write_text(NEW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    return tmp_path


def settings(folder: Path, text: str) -> None:
    (folder / "quizgen.yaml").write_text(text, encoding="utf-8")


def deck(folder: Path, name: str = "办法2019") -> Deck:
    return load(folder / "decks" / f"{name}.yaml").deck


def said(*args: str) -> str:
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_new_edition_goes_on_with_the_deck(folder: Path) -> None:
    before = deck(folder)
    settings(folder, LINE)
    text = said("build")
    after = deck(folder)
    assert not (folder / "decks" / "办法2024.yaml").exists()
    assert after.source.path == "seeds/办法2024.txt" and after.source.id == before.source.id and after.title == before.title
    old = {i.id: i for i in before.items}
    assert set(old) <= {i.id for i in after.items} and all(i.status == "new" for i in after.items)
    limit = next(i for i in after.items if i.id in old and "三十日" in old[i.id].provenance.quote)
    assert "四十五日" in limit.provenance.quote
    assert "amended from seeds/办法2019.txt: 2 reworded, 1 added, 3 renumbered" in text
    assert "读者借阅普通本的，应当在[-三十-]{+四十五+}日内归还" in text
    assert "# renumbered  第五条 → 第六条 … 第七条 → 第八条  (3)" in text
    # Once it has gone on, the points are counted, and diff lists them; nothing is written again.
    files = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}
    again = said("build")
    assert "3 renumbered (quizgen diff lists it)" in again and "{+四十五+}" not in again
    assert files == {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_diff_and_json_tell_it_before_it_is_done(folder: Path) -> None:
    settings(folder, LINE)
    assert "{+四十五+}" in said("diff")
    records = [json.loads(line) for line in said("diff", "--json").splitlines()]
    points = [r for r in records if "supersedes" in r]
    assert {r["sort"] for r in points} == {"reworded", "added", "renumbered"}
    reworded = next(r for r in points if "四十五日" in r["new"])
    assert reworded["supersedes"] == "seeds/办法2019.txt" and reworded["old_place"] == "第三条" and reworded["items"]
    (record,) = (json.loads(line) for line in said("build", "--dry-run", "--json").splitlines())
    assert record["supersedes"] == "seeds/办法2019.txt" and record["amended"] == [
        {k: r[k] for k in ("sort", "place", "old_place", "line", "old", "new", "marked", "items")} for r in points
    ]
    assert deck(folder).source.path == "seeds/办法2019.txt"


def test_the_old_file_may_be_gone(folder: Path) -> None:
    ids = {i.id for i in deck(folder).items}
    (folder / "seeds" / "办法2019.txt").unlink()
    settings(folder, LINE)
    text = said("build")
    assert ids <= {i.id for i in deck(folder).items}
    assert "the old file is not there any more" in text
    assert "办法2019.txt is not there any more; its deck went on" in said("build")  # the line has done its work


def test_the_editions_of_a_line_of_editions(folder: Path) -> None:
    ids = {i.id for i in deck(folder).items}
    (folder / "seeds" / "办法2026.txt").write_text(NEW.replace("2024", "2026").replace("四十五日", "六十日"), encoding="utf-8")
    settings(folder, LINE + "  办法2026.txt: 办法2024.txt\n")  # a name is enough where there is one such file
    built = pipeline.build(root=folder, now=1_767_312_000)
    assert [s.document.source.path for s in built.sources] == ["seeds/办法2026.txt"]
    assert ids <= {i.id for i in deck(folder).items}
    (reworded,) = (a for a in built.sources[0].account.amended if "六十日" in a.new)
    assert "四十五日" in reworded.old


def test_what_takes_the_place_of_nothing_is_an_error_with_its_place(folder: Path) -> None:
    before = {p: p.read_bytes() for p in (folder / "decks").rglob("*") if p.is_file()}
    settings(folder, "supersedes:\n  seeds/办法2024.txt: seeds/办法2091.txt\n")
    with pytest.raises(QuizgenError, match=r"quizgen.yaml:2:21: error \[no-such-source\] .*2091.*did you mean “seeds/办法2019.txt”"):
        pipeline.build(root=folder, now=1_767_312_000)
    settings(folder, "supersedes:\n  seeds/办法2042.txt: seeds/办法2019.txt\n")
    with pytest.raises(QuizgenError, match=r"quizgen.yaml:2:3: error \[no-such-source\] .*2042.*did you mean “seeds/办法2024.txt”"):
        pipeline.build(root=folder, now=1_767_312_000)
    settings(folder, LINE)
    with pytest.raises(QuizgenError, match=r"办法2019.txt: error \[superseded\] seeds/办法2024.txt takes its place"):
        pipeline.build("seeds/办法2019.txt", root=folder, now=1_767_312_000)
    assert before == {p: p.read_bytes() for p in (folder / "decks").rglob("*") if p.is_file()}


def test_where_nobody_says_so_a_build_asks(folder: Path) -> None:
    built = pipeline.build(root=folder, now=1_767_312_000)
    (asked,) = (d for d in built.diagnostics if d.name == "new-edition")
    assert asked.path == "seeds/办法2024.txt" and asked.severity == "warning"
    assert "“supersedes: {seeds/办法2024.txt: seeds/办法2019.txt}”" in asked.message
    assert deck(folder).source.path == "seeds/办法2019.txt" and deck(folder, "办法2024").items
    # It is asked once: the deck is there now. Whoever says so later is told what to do, and loses nothing.
    again = pipeline.build(root=folder, now=1_767_312_100)
    assert not [d for d in again.diagnostics if d.name == "new-edition"]
    settings(folder, LINE)
    both = pipeline.build(root=folder, now=1_767_312_200)
    (told,) = (d for d in both.diagnostics if d.name == "two-decks")
    assert "delete decks/办法2024.yaml" in told.message and deck(folder).source.path == "seeds/办法2019.txt"
    ids = {i.id for i in deck(folder).items}
    for path in (folder / "decks").glob("办法2024.*"):
        path.unlink()
    last = pipeline.build(root=folder, now=1_767_312_300)
    assert not last.diagnostics and ids <= {i.id for i in deck(folder).items}
    assert deck(folder).source.path == "seeds/办法2024.txt"


def test_another_document_is_no_edition(folder: Path) -> None:
    (folder / "seeds" / "办法2024.txt").write_text(
        "消防管理办法\n第一条　值班人员应当每两小时巡查一次，并且如实填写记录。\n第二条　发现火情的，应当立即报警。\n", encoding="utf-8"
    )
    assert not [d for d in pipeline.build(root=folder, now=1_767_312_000).diagnostics if d.name == "new-edition"]
