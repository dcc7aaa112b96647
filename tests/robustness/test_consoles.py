"""Every command in consoles that cannot show Chinese, over sources whose names and texts are hostile: no traceback, and the
files are the same as anywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import hostile
import pytest

from quizgen.cli import cli

TEXT = "要爱护𠮷井、学😀堂、渠\u202e水。\x1b[31m红字\x1b[0m是“根本”。\n"
NAMES = ("讲稿.txt", "𠮷 emoji😀.md", "con.txt", "a'b\"c.txt", "-dash.txt", "%s{0}$(x).txt")
CONSOLES: dict[str, dict[str, str]] = {
    "gbk": {"PYTHONIOENCODING": "gbk"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0"},
}
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "init": (("init",),),
    "build": (("build", "seeds"), ("build", "seeds", "--dry-run"), ("build", "nowhere.txt")),
    "watch": (("watch", "--help"),),
    "facts": (("facts", "seeds"), ("facts", "seeds", "--json"), ("facts", "seeds/讲稿.txt", "--html", "-o", "facts.html")),
    "items": (("items", "seeds"), ("items", "seeds", "--json")),
    "check": (("check",), ("check", "--json")),
    "diff": (("diff", "seeds"),),
    "resolve": (("resolve", "没有的", "--ours"),),
    "export": (("export", "decks", "-o", "全.apkg"), ("export", "decks", "--to", "txt", "-o", "全.txt")),
    "report": (("report", "decks"), ("report", "decks/讲稿.yaml", "--html", "-o", "报告.html")),
    "paper": (("paper", "decks", "-o", "卷.paper.yaml"),),
    "print": (("print", "卷.paper.yaml", "-o", "卷.html"),),
    "grade": (("grade", "卷.paper.yaml", "--table", "-o", "班.csv"),),
    "rules": (("rules",), ("rules", "--json")),
    "explain": (("explain", "series"), ("explain", "没有的")),
}
RUN = """
import os, sys
from quizgen.cli import cli
from quizgen.cli.edge import in_utf8
start = os.execv
os.execv = lambda program, line: start(program, [program, "run.py"])
in_utf8()
for line in {lines!r}:
    print("$", *line, flush=True)
    print("$", *line, file=sys.stderr, flush=True)
    try:
        cli(list(line), prog_name="quizgen", standalone_mode=True)
    except SystemExit as e:
        print("exit", e.code or 0, flush=True)
"""


def lines() -> list[tuple[str, ...]]:
    return [line for command in COMMANDS.values() for line in command]


def sources(root: Path) -> None:
    (root / "seeds").mkdir()
    for name in NAMES:
        try:
            (root / "seeds" / name).write_text((hostile.PROSE if name == NAMES[0] else "") + TEXT, encoding="utf-8", errors="surrogatepass")
        except OSError:  # this system has no such names
            continue


def run(root: Path, **environment: str) -> tuple[str, str]:
    """All commands in one process, as one after the other would do; both outputs as they left the process."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "QUIZGEN"))}
    (root / "run.py").write_text(RUN.format(lines=lines()), encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "run.py"],
        cwd=root,
        capture_output=True,
        env=keep | {"SOURCE_DATE_EPOCH": "1767225600"} | environment,
        timeout=300,
    )
    return made.stdout.decode("latin-1"), made.stderr.decode("latin-1")


def test_all_commands_are_here() -> None:
    assert set(COMMANDS) == set(cli.commands)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("usual")
    sources(root)
    out, _ = run(root, PYTHONUTF8="1")
    assert "Traceback" not in out
    return written(root)


def written(root: Path) -> dict[str, bytes]:
    """The files that the commands wrote, by name; the cache aside."""
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file() and "cache" not in p.parts and p.name != "run.py" and "lock" not in p.name
    }


@pytest.mark.skipif(os.name == "nt", reason="locales of POSIX")
@pytest.mark.parametrize("name", CONSOLES)
def test_every_command(name: str, usual: dict[str, bytes], tmp_path: Path) -> None:
    sources(tmp_path)
    out, err = run(tmp_path, **CONSOLES[name])
    for said in (out, err):
        assert "Traceback" not in said and "[internal]" not in said, said[-3000:]
        assert "\x1b" not in said and "\x07" not in said
    codes = re.findall(r"^exit (\d+)$", out, re.M)
    assert len(codes) == len(lines()) and set(codes) <= {"0", "1", "2"}, codes
    assert written(tmp_path) == usual
    if name == "gbk":
        for said in (out, err):
            said.encode("latin-1").decode(name)


@pytest.mark.skipif(os.name == "nt", reason="locales of POSIX")
def test_the_program_itself_without_coercion(tmp_path: Path) -> None:
    sources(tmp_path)
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "QUIZGEN"))}
    for line in (("facts", "seeds"), ("build", "seeds"), ("check",)):
        made = subprocess.run(
            [sys.executable, "-m", "quizgen", *line], cwd=tmp_path, capture_output=True, env=keep | CONSOLES["C"] | {"PYTHONCOERCECLOCALE": "0"}, timeout=60
        )
        assert b"Traceback" not in made.stderr and b"[internal]" not in made.stderr, made.stderr
        assert made.returncode in (0, 1)
    assert (tmp_path / "decks" / "讲稿.yaml").is_file()


def test_names_are_those_of_any_system(usual: dict[str, bytes]) -> None:
    names = {Path(name).name for name in usual if name.startswith("decks/") and name.endswith(".yaml")}
    assert {"讲稿.yaml", "con-.yaml", "dash.yaml", "a'b-c.yaml"} <= names
    assert not any(re.search(r'[\x00-\x1f\\:*?"<>|]', name) for name in names)
