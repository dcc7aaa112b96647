"""The edge: encodings of terminals, faults of quizgen itself, exit codes, the clock, and what --help imports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from quizgen import cli as cli_package
from quizgen.cli import cli, edge, stages
from quizgen.diagnostics import QuizgenError
from quizgen.model import KINDS

TEXT = "一、提高认识\n要坚持学用结合、知行合一、注重实效，切实增强学习的自觉性、主动性、创造性。\n"


def run(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "QUIZGEN"))}
    return subprocess.run(
        [sys.executable, "-m", "quizgen", *args], cwd=cwd, capture_output=True, env=keep | environment, timeout=60
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "讲稿.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_terminal_in_gbk(folder: Path) -> None:
    done = run("facts", "讲稿.txt", cwd=folder, PYTHONIOENCODING="gbk")
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode("gbk")
    assert "自觉性" in said and "讲稿.txt" in said


def test_json_in_gbk_loses_nothing(folder: Path) -> None:
    # 𠮷 is in UTF-8 and not in GBK
    (folder / "讲稿.txt").write_text(TEXT.replace("自觉性", "𠮷觉性"), encoding="utf-8")
    plain = run("facts", "讲稿.txt", "--json", cwd=folder)
    gbk = run("facts", "讲稿.txt", "--json", cwd=folder, PYTHONIOENCODING="gbk")
    assert [json.loads(line) for line in gbk.stdout.decode("ascii").splitlines()] == [
        json.loads(line) for line in plain.stdout.decode().splitlines()
    ]
    assert "𠮷" in plain.stdout.decode()


@pytest.mark.parametrize("extra", [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}], ids=["C", "C, no coercion"])
def test_the_c_locale(folder: Path, extra: dict[str, str]) -> None:
    done = run("build", "讲稿.txt", cwd=folder, LC_ALL="C", **extra)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Traceback" not in done.stderr
    assert [p.name for p in (folder / "decks").glob("*.apkg")] == ["讲稿.apkg"]


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names are always text here")
def test_a_file_name_that_is_no_text(folder: Path) -> None:
    (folder / os.fsdecode(b"\xff.txt")).write_text(TEXT, encoding="utf-8")
    done = run("facts", ".", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    (folder / "讲稿.txt").write_text(TEXT * 200, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "facts", "讲稿.txt", "--json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.wait(60)
    process.stderr.close()
    assert b"Traceback" not in said and b"internal" not in said


def test_a_fault_of_quizgen_is_told_without_a_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.delenv("QUIZGEN_DEBUG", raising=False)

    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("quizgen.pipeline.finding.read_source", broken)
    result = CliRunner().invoke(cli, ["facts", "讲稿.txt"])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert re.match(r"error \[internal\] quizgen \S+ failed: ZeroDivisionError: division by zero \(\S+\.py:\d+\)", result.output)
    assert "--debug" in result.output
    result = CliRunner().invoke(cli, ["--debug", "facts", "讲稿.txt"])
    assert isinstance(result.exception, ZeroDivisionError)


def test_errors_are_json_where_json_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli, ["facts", "nowhere.txt", "--json"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads(result.stderr)["name"] == "no-such-file"


def test_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert edge.now() == 1767225600
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(QuizgenError, match="bad-clock"):
        edge.now()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert edge.now() > 1767225600


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with edge.progress(after=0) as step:
        for i in range(5):
            step("reading", i, 5)
    assert capsys.readouterr().err == ""


def test_progress_is_drawn_in_a_terminal_after_a_while(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with edge.progress(after=0) as step:
        for i in range(5):
            step("reading", i, 5)
    assert "reading" in capsys.readouterr().err
    with edge.progress(after=60) as step:
        step("reading", 1, 5)
    assert capsys.readouterr().err == ""


def commands() -> Iterator[tuple[str, click.Command]]:
    yield "quizgen", cli
    for name, command in cli.commands.items():
        yield f"quizgen {name}", command


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_has_help_with_an_example(name: str, command: click.Command) -> None:
    result = CliRunner().invoke(cli, [*name.split()[1:], "--help"], terminal_width=100)
    assert result.exit_code == 0
    assert "Example:" in result.output
    assert f"\n    {name}" in result.output.split("Example:")[1]
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help or isinstance(parameter.type, click.Choice), f"{name} {parameter.name} has no help"


def test_kinds_are_those_of_the_model() -> None:
    assert stages.KINDS == KINDS


HEAVY = ("dataclasses", "jieba", "genanki", "yaml", "json", "quizgen.model", "quizgen.diagnostics", "quizgen.pipeline.inputs")


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = f"import sys, quizgen.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_importing_quizgen_imports_nothing_else(tmp_path: Path) -> None:
    code = "import sys, quizgen; print([m for m in sys.modules if m.startswith('quizgen.')], len(quizgen.__all__) > 10)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.strip() == "[] True", done.stdout + done.stderr


def test_the_entry_point_is_the_group() -> None:
    assert callable(cli_package.main)
