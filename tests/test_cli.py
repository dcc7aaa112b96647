"""Command tests as text: each ``##`` of tests/cli/*.md is a case with a folder of its own.

A fenced block whose info string is a file name puts that file there (``name gb18030`` encodes it, ``name hex`` gives
its bytes). A block without one holds commands after ``$``, each followed by all it prints, stdout and stderr together,
and ``exit N`` where the exit code is not 0. A line ``...`` stands for any number of lines, ``...`` in a line for anything. Beside ``quizgen`` there are ``ls`` (every file, sorted) and ``cat FILE``.

QUIZGEN_UPDATE=1 writes what is printed now into the files (blocks with ``...`` are left alone): read the diff.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.cli import cli

FOLDER = Path(__file__).parent / "cli"
BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.S | re.M)


@dataclass(frozen=True)
class Case:
    file: Path
    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.title}"


def cases() -> list[Case]:
    out = []
    for file in sorted(FOLDER.glob("*.md")):
        for part in re.split(r"^## ", file.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title, _, text = part.partition("\n")
            out.append(Case(file, title.strip(), text))
    return out


def run(line: str) -> str:
    """What a command prints, and its exit code."""
    program, *args = shlex.split(line)
    if program == "quizgen":
        result = CliRunner().invoke(cli, args, prog_name="quizgen")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        said, code = result.output, result.exit_code
    elif program == "ls":
        files = sorted(p.as_posix() for p in Path().rglob("*") if p.is_file())
        said, code = "".join(f"{f}\n" for f in files), 0
    elif program == "cat":
        said, code = Path(args[0]).read_text(encoding="utf-8"), 0
    else:
        raise ValueError(f"no such command in command tests: {program}")
    if said and not said.endswith("\n"):
        said += "\n"
    return said + (f"exit {code}\n" if code else "")


def transcript(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what it should print."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def matches(want: str, got: str) -> bool:
    pattern = "".join(
        r"(?:.*\n)*?" if line == "...\n" else re.escape(line).replace(r"\.\.\.", ".*")
        for line in want.splitlines(keepends=True)
    )
    # Before 8.5, click names the option that was declared first.
    return re.fullmatch(pattern, got.replace(" -h' for help.", " --help' for help.")) is not None


@pytest.mark.parametrize("case", cases(), ids=str)
def test_command(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("QUIZGEN_DEBUG", "1")  # a fault of quizgen itself must not pass as an error message
    new = case.text
    commands = 0
    for block in BLOCK.finditer(case.text):
        name, _, encoding = block["info"].strip().partition(" ")
        if name:
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            data = bytes.fromhex(block["body"]) if encoding == "hex" else block["body"].encode(encoding or "utf-8")
            path.write_bytes(data)
            continue
        said = ""
        for line, want in transcript(block["body"]):
            commands += 1
            got = run(line)
            said += f"$ {line}\n{got}"
            if not os.environ.get("QUIZGEN_UPDATE"):
                assert matches(want, got), f"$ {line}\n--- expected\n{want}--- got\n{got}"
        if "..." not in block["body"]:
            new = new.replace(block[0], f"```\n{said}```", 1)
    assert commands, "a case without a command"
    if os.environ.get("QUIZGEN_UPDATE") and new != case.text:
        text = case.file.read_text(encoding="utf-8")
        case.file.write_text(text.replace(case.text, new, 1), encoding="utf-8")


def test_the_wildcards_match_what_they_say() -> None:
    assert matches("a\n...\nd\n", "a\nb\nc\nd\n")
    assert matches("a\n...\n", "a\n")
    assert matches("took ... s\n", "took 1.5 s\n")
    assert not matches("a\n...\nd\n", "a\nb\n")
    assert not matches("a.c\n", "abc\n")
