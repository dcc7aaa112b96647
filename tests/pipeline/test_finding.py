"""Facts by several processes, and out of the cache: always the same."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quizgen import pipeline
from quizgen.diagnostics import QuizgenError
from quizgen.pipeline import finding, spreading, version
from quizgen.pipeline.finding import found_facts
from quizgen.pipeline.inputs import find_sources
from quizgen.pipeline.kept import Kept
from quizgen.pipeline.spreading import WORTH, spread, workers_for

TEXT = "要增强{}、责任感、使命感。会议指出：“坚持{}，反对空谈。”知情权是指公民了解{}的权利。\n一、{}\n本办法自发布之日起30日内施行。\n"
WORDS = ("自觉性", "服务意识", "真抓实干", "公共事务", "工作要求", "历史使命", "群众路线")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for i in range(6):
        text = "".join(TEXT.format(*(WORDS[(i + j + k) % 7] for k in range(4))) for j in range(5))
        (tmp_path / f"{i}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def records(folder: Path, **options: object) -> list[dict[str, object]]:
    return [r for s in found_facts(find_sources(folder), **options) for r in s.records()]  # type: ignore[arg-type]


def test_any_number_of_processes_finds_the_same_in_the_same_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MUCH", 0)
    one = records(folder)
    assert one and one == records(folder, jobs=2) == records(folder, jobs=3, lean=True) == records(folder, lean=True)


def test_facts_worded_where_they_are_found_are_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_LINES", 3)
    for ascii_only in (False, True):
        lines = [json.dumps(r, ensure_ascii=ascii_only) for r in records(folder)]
        for jobs in (1, 2):
            told = pipeline.told_facts(folder, jobs=jobs, ascii_only=ascii_only)
            assert [line for texts, said in told for text in texts for line in text.split("\n")] == lines
    (folder / "2.txt").write_bytes(b"\x00\x01\x02" * 99)
    (folder / "4.txt").write_bytes(b"\x00\x01\x02" * 99)
    for jobs in (1, 2):
        with pytest.raises(QuizgenError) as caught:
            next(pipeline.told_facts(folder, jobs=jobs))
        assert [Path(d.path).name for d in caught.value.diagnostics] == ["2.txt", "4.txt"]


def test_errors_of_other_processes_are_told_as_ever(folder: Path) -> None:
    (folder / "2.txt").write_bytes(b"\x00\x01\x02" * 99)
    (folder / "4.txt").write_bytes(b"\x00\x01\x02" * 99)
    told = []
    for jobs in (1, 2):
        with pytest.raises(QuizgenError) as caught:
            records(folder, jobs=jobs)
        told.append(caught.value.diagnostics)
    assert told[0] == told[1] and [Path(d.path).name for d in told[0]] == ["2.txt", "4.txt"]


def test_the_cache_gives_what_was_found(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(tmp_path / "out" / "cache")
    found = list(found_facts(find_sources(folder), kept=kept))
    assert not (tmp_path / "out").exists(), "nothing is written before the build has written"
    kept.flush()
    monkeypatch.setattr(finding, "extract", None)
    again = list(found_facts(find_sources(folder), kept=kept))
    assert [(s.document, s.facts, s.diagnostics) for s in again] == [(s.document, s.facts, s.diagnostics) for s in found]
    for a, b in zip(found, again, strict=True):
        assert [a.reading.tokens(x) for x in a.reading.sentences] == [b.reading.tokens(x) for x in b.reading.sentences]


def test_another_content_name_or_version_is_found_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (folder / "0.txt").read_bytes()
    keys = {version.facts_key("a.txt", data), version.facts_key("b.txt", data), version.facts_key("a.txt", data + b"\n")}
    monkeypatch.setattr(version, "version", lambda rooms: "another")
    assert len(keys | {version.facts_key("a.txt", data)}) == 4


@pytest.mark.parametrize("broken", [b"", b"broken", None])
def test_a_broken_cache_is_no_cache(broken: bytes | None, folder: Path, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "out" / "cache")
    expected = records(folder, kept=kept)
    kept.flush()
    files = [p for p in (tmp_path / "out").rglob("*") if p.is_file()]
    assert len(files) == 6
    for path in files:
        path.write_bytes(path.read_bytes()[:-3] if broken is None else broken)
    assert records(folder, kept=kept) == expected
    kept.flush()
    assert all(len(p.read_bytes()) > 20 for p in files)


def test_the_oldest_goes_when_a_cache_grows_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.pipeline.kept.MOST", 250)
    kept = Kept(tmp_path / "cache")
    for n, key in enumerate(("aa1", "bb2", "cc3")):
        kept.put(key, lambda: bytes(100))
        kept.flush()
        for path in (tmp_path / "cache").rglob(key):
            os.utime(path, (n, n))
    (tmp_path / "cache" / "aa" / "x.quizgen-half").write_bytes(b"")  # of a run that was killed
    kept.put("dd4", lambda: bytes(100))
    kept.flush()
    assert not list((tmp_path / "cache").rglob("*.quizgen-half"))
    assert [kept.get(k) is not None for k in ("aa1", "bb2", "cc3", "dd4")] == [False, False, True, True]


def test_the_version_covers_every_room_that_facts_come_from() -> None:
    """What the rooms of ``FACTS`` import, they list; so a change of any rule, word list or reader is another version."""
    for path in version.PACKAGE.rglob("*.py"):
        parts = path.relative_to(version.PACKAGE).with_suffix("").parts
        if parts[0] not in version.FACTS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"quizgen.{a.name}" for a in node.names] if node.module == "quizgen" else [node.module]
            for name in names:
                if name.startswith("quizgen."):
                    assert name.split(".")[1] in version.FACTS, f"{path} imports {name}"


def test_the_version_follows_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "cli").mkdir()
    rule, other = tmp_path / "zh" / "words.py", tmp_path / "cli" / "edge.py"
    monkeypatch.setattr(version, "PACKAGE", tmp_path)

    def now() -> tuple[str, str]:
        version._digests.cache_clear()
        return version.version(version.FACTS), version.version()

    try:
        rule.write_text("a = 1", encoding="utf-8")
        other.write_text("b = 1", encoding="utf-8")
        first = now()
        other.write_text("b = 2", encoding="utf-8")
        second = now()
        rule.write_text("a = 2", encoding="utf-8")
        third = now()
    finally:
        version._digests.cache_clear()
    assert first[0] == second[0] != third[0]
    assert len({first[1], second[1], third[1]}) == 3


def test_the_libraries_are_told_with_their_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PyYAML-6.0.1.dist-info", "python_docx-1.2.0.dist-info", "lxml-5.0.egg-info", "yamllint-1.0.dist-info", "lxml"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing")])
    version.libraries.cache_clear()
    try:
        assert version.libraries() == "PyYAML-6.0.1.dist-info, lxml-5.0.egg-info, python_docx-1.2.0.dist-info"
    finally:
        version.libraries.cache_clear()


# ---------------------------------------------------------------------- spreading


def double(n: int) -> int:
    return 2 * n


def late(n: int) -> int:
    time.sleep(0.02 * (5 - n))
    return n


def dies(n: int) -> int:
    if n == 3 and os.getpid() != int(os.environ["QUIZGEN_TEST_PID"]):
        os._exit(9)
    return n


def fails(n: int) -> int:
    if n == 2:
        raise ZeroDivisionError("two")
    return n


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("work", [double, late])
def test_results_come_in_order(work: Callable[[int], int], copies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if copies and not spreading._copies():
        pytest.skip("this process cannot be copied")
    monkeypatch.setattr(spreading, "_copies", lambda: copies)
    assert list(spread(work, range(6), workers=2)) == list(map(work, range(6)))


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    assert not spreading._copies()
    stop.set()
    other.join()
    assert spreading._copies() == (sys.platform == "linux")


def test_work_that_cannot_be_sent_is_done_by_copies_or_here(monkeypatch: pytest.MonkeyPatch) -> None:
    held = object()

    def work(n: int) -> tuple[int, bool]:
        return n * (held is not None), os.getpid() == here

    here = os.getpid()
    found = list(spread(work, range(6), workers=2, inherited=True))
    assert [n for n, _ in found] == list(range(6)) and any(own for _, own in found) != spreading._copies()
    monkeypatch.setattr(spreading, "_copies", lambda: False)
    assert list(spread(work, range(6), workers=2, inherited=True)) == [(n, True) for n in range(6)]
    assert not spreading._inherited


def test_a_process_that_dies_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_TEST_PID", str(os.getpid()))
    assert list(spread(dies, range(8), workers=2)) == list(range(8))


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_started", lambda workers: None)
    assert list(spread(double, [1, 2, 3], workers=2)) == [2, 4, 6]


def test_a_fault_in_a_process_comes_out() -> None:
    got: list[int] = []
    with pytest.raises(ZeroDivisionError, match="two"):
        for n in spread(fails, range(9), workers=2):
            got.append(n)
    assert got == [0, 1]


def test_small_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_processors", lambda: 8)
    assert workers_for(0, [WORTH // 10] * 9) == 1
    assert workers_for(0, [WORTH * 9]) == 1
    assert workers_for(0, [WORTH * 9, 10, 10]) == 1, "one document holds nearly all"
    assert workers_for(0, [WORTH] * 9) == 8
    assert workers_for(0, [WORTH // 9] * 10) == 2
    assert workers_for(3, [1, 1]) == 2 and workers_for(1, [WORTH] * 9) == 1 and workers_for(4, []) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_leaves_no_process_and_no_file(folder: Path) -> None:
    for path in folder.glob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8") * 60, encoding="utf-8")
    before = sorted(folder.iterdir())
    run = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "build", ".", "--jobs", "2"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 30
    while len(children(run.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    inside = children(run.pid)
    assert len(inside) >= 2
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 1 and b"Traceback" not in said and b"Aborted" in said
    deadline = time.monotonic() + 10
    while any(alive(p) for p in inside) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(alive(p) for p in inside)
    assert sorted(folder.iterdir()) == before


def children(pid: int) -> list[int]:
    """Of all processes, those that a process has started."""
    return [int(p.name) for p in processes() if parent(p) == pid]


def processes() -> Iterator[Path]:
    here = Path("/proc")
    if not here.is_dir():
        pytest.skip("no /proc")
    return (p for p in here.iterdir() if p.name.isdigit())


def parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return False


# ---------------------------------------------------------------------- builds


def outputs(folder: Path) -> dict[str, bytes]:
    decks = folder / "decks"
    return {p.relative_to(decks).as_posix(): p.read_bytes() for p in sorted(decks.rglob("*")) if p.is_file() and "cache" not in p.parts}


def test_a_build_is_the_same_with_and_without_processes_and_cache(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = []
    for jobs in (1, 2):
        root = tmp_path_factory.mktemp("project")
        for path in folder.glob("*.txt"):
            (root / path.name).write_bytes(path.read_bytes())
        steps = []
        for again in range(3):
            if again == 1 and jobs == 1:
                for path in (root / "decks" / ".quizgen" / "cache").rglob("*"):
                    if path.is_file():
                        path.unlink()
            built = pipeline.build([root / f"{i}.txt" for i in range(6)], now=10**9 + again, root=root, jobs=jobs)
            steps.append((outputs(root), built.sources, built.diagnostics))
        made.append(steps)
    assert made[0] == made[1]
