"""Expressions that come from the file are those that are compiled, and nothing that is wrong with the file is an error."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.regexes import ready

pytestmark = pytest.mark.skipif(sys.implementation.name != "cpython", reason="another engine")

HEAD = '''
import re
FOUND = [
    re.compile(r"(?P<a>甲|乙)(?:丙)?(?P<b>[一-鿿]{1,4})", re.S),
    re.compile("[甲乙丙丁子丑寅卯“”]+", re.I | re.M),
    re.compile(r"(?<=第)[一二三](?!条)(x)?(?(1)y|z)"),
    re.compile("(?x) a  b # c"),
]
'''


def imported(folder: Path, *, times: int = 1) -> list[re.Pattern[str]]:
    """The expressions at the head of a module of quizgen, as the program loads it."""
    out: list[re.Pattern[str]] = []
    for _ in range(times):
        names: dict[str, object] = {"__name__": "quizgen.sample"}
        re.purge()
        with ready(lambda: folder):
            exec(compile(HEAD, "sample", "exec"), names)
        out = names["FOUND"]  # type: ignore[assignment]
    return out


def test_what_comes_from_the_file_equals_what_is_compiled(tmp_path: Path) -> None:
    first, second = imported(tmp_path), imported(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    re.purge()
    names: dict[str, object] = {"__name__": "elsewhere"}
    exec(compile(HEAD, "sample", "exec"), names)
    assert first == second == names["FOUND"]
    assert second[0].groupindex == {"a": 1, "b": 2} and second[0].groups == 2
    m = second[0].match("甲丙子丑")
    assert m is not None and m["b"] == "子丑" and m.lastgroup == "b"


def test_the_second_run_compiles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(tmp_path)
    monkeypatch.setattr(re._compiler, "_code", None)  # type: ignore[attr-defined]
    assert imported(tmp_path)[1].match("丑丑“")


@pytest.mark.parametrize("broken", [b"", b"broken", marshal.dumps([1]), marshal.dumps({("a", 0): (0, [1, 2], 0, {}, (None,))})])
def test_a_broken_file_is_made_again(broken: bytes, tmp_path: Path) -> None:
    imported(tmp_path)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(broken)
    assert imported(tmp_path)[1].match("丑丑“")
    assert len(path.read_bytes()) >= len(whole)


def test_bad_code_for_an_expression_is_not_used(tmp_path: Path) -> None:
    imported(tmp_path)
    (path,) = tmp_path.iterdir()
    data = marshal.loads(path.read_bytes())
    path.write_bytes(marshal.dumps({key: (made[0], [77, 1], *made[2:]) for key, made in data.items()}))
    assert imported(tmp_path)[1].match("丑丑“")
    assert marshal.loads(path.read_bytes()) == data


def test_what_a_run_makes_of_its_texts_is_not_kept(tmp_path: Path) -> None:
    names: dict[str, object] = {"__name__": "quizgen.sample"}
    exec(compile("import re\ndef find(word): return re.search(word, '甲乙'), re.sub('[丙丁]', '', word)", "sample", "exec"), names)
    with ready(lambda: tmp_path):
        names["find"]("甲|乙二")  # type: ignore[operator]
    (path,) = tmp_path.iterdir()
    assert [key[0] for key in marshal.loads(path.read_bytes())] == ["[丙丁]"]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("", encoding="utf-8")
    assert imported(tmp_path / "in the way")[1].match("丑丑“")


def test_what_earlier_versions_left_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(tmp_path)
    monkeypatch.setattr("quizgen.regexes._MOST", 5)
    with ready(lambda: tmp_path):
        exec(compile('import re\nFOUND = [re.compile(x) for x in ("甲+", "乙+", "丙+")]', "later", "exec"), {"__name__": "quizgen.later"})
    (path,) = tmp_path.iterdir()
    assert {key[0] for key in marshal.loads(path.read_bytes())} == {"甲+", "乙+", "丙+"}


def test_every_expression_of_the_program_equals_what_is_compiled(tmp_path: Path) -> None:
    """In a process of its own: all rules imported twice, the second time from the file; then each compared."""
    script = (
        "import re, sys, pathlib\n"
        "from quizgen.regexes import ready\n"
        "with ready(lambda: pathlib.Path(sys.argv[1])):\n"
        "    import quizgen.pipeline.building, quizgen.pipeline.papers, quizgen.report\n"
        "found = [v for m in list(sys.modules.values()) if m.__name__.startswith('quizgen') for v in vars(m).values() if isinstance(v, re.Pattern)]\n"
        "re.purge()\n"
        "assert all(re.compile(p.pattern, p.flags) == p for p in found if isinstance(p.pattern, str))\n"
        "print(len(found))\n"
    )
    counts = {
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(counts) == 1 and int(counts.pop()) > 100
