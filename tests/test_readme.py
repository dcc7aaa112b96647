"""The READMEs say what is true: what they tell people to run runs, what they link to is there, what they list is whole,
and the two languages say the same."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import quizgen
from quizgen.cli import cli
from quizgen.config import parse_config
from quizgen.exporters import EXPORTERS
from quizgen.model import KINDS
from quizgen.readers import READERS
from quizgen.yamlnodes import load

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = (*READMES, "CHANGELOG.md", *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md")))
FUNCTIONS = {"paper": "make_paper", "print": "print_paper", "report": "coverage"}
"""Commands whose function has another name (docs/architecture.md says why)."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(name), re.S | re.M)


def commands(name: str) -> list[list[str]]:
    lines = "".join(blocks(name, "sh")).splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a person has it who follows the README: the seeds, and nothing else."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("QUIZGEN_DEBUG", "1")
    return tmp_path


def test_every_command_runs(fresh: Path) -> None:
    """Of the English README; the Chinese one has the same commands, see below."""
    ran = set()
    for program, *args in commands(READMES[0]):
        assert program == "quizgen"
        result = CliRunner().invoke(cli, args)
        assert result.exit_code == 0, f"quizgen {shlex.join(args)}\n{result.output}\n{result.exception!r}"
        ran.add(args[0])
        if "-o" in args:
            assert Path(args[args.index("-o") + 1]).stat().st_size > 0
    assert len(ran) > 8


@pytest.mark.parametrize("name", READMES)
def test_the_python_runs(name: str, fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks(name, "python")
    exec(compile(code, name, "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize("name", READMES)
def test_the_settings_are_valid(name: str) -> None:
    for block in blocks(name, "yaml"):
        root = load(block, path=name)
        assert root is not None
        parse_config(root)


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_its_function_are_named(name: str) -> None:
    rows = dict(re.findall(r"^\| `quizgen (\w+)` \| `quizgen\.(\w+)\(", text(name), re.M))
    assert rows == {command: FUNCTIONS.get(command, command) for command in cli.commands}
    for function in rows.values():
        assert callable(getattr(quizgen, function))
        assert function in quizgen.__all__


@pytest.mark.parametrize("name", READMES)
def test_formats_and_kinds_are_whole(name: str) -> None:
    said = text(name)
    for reader in READERS:
        assert any(suffix in said for suffix in reader.suffixes), reader.name
        assert not reader.extra or f"quizgen[{reader.extra}]" in said or f"`{reader.extra}`" in said, reader.extra
    for exporter in EXPORTERS:
        assert f"`{exporter.name}`" in said, exporter.name
    for kind in KINDS:
        assert f"`{kind}`" in said, kind


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), f"{name}: {target}"


def test_the_two_languages_say_the_same_commands() -> None:
    assert commands(READMES[0]) == commands(READMES[1])
    assert blocks(READMES[0], "python") == blocks(READMES[1], "python")
    headings = [len(re.findall(r"^#+ ", text(name), re.M)) for name in READMES]
    assert headings[0] == headings[1]


@pytest.mark.parametrize("name", READMES)
def test_make_has_the_targets_that_are_named(name: str) -> None:
    makefile = text("Makefile")
    bare = "".join(blocks(name, ""))
    for target in re.findall(r"^make(?: (\w+))?$", bare, re.M):
        assert re.search(rf"^{target or 'build'}:", makefile, re.M)
    assert re.search(r"^make$", bare, re.M) and re.search(r"^make test$", bare, re.M)


def test_the_public_api_is_there() -> None:
    for name in quizgen.__all__:
        assert getattr(quizgen, name) is not None
    assert set(quizgen.__all__) == set(dir(quizgen))
    with pytest.raises(AttributeError):
        quizgen.nothing_of_this_name  # noqa: B018
