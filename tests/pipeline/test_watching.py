"""``watch`` with real files, changed while it watches."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen import files, pipeline
from quizgen.cli import cli
from quizgen.diagnostics import QuizgenError
from quizgen.pipeline import watching
from quizgen.pipeline.watching import Seen

pytest.importorskip("watchfiles")

TEXT = "值班规定\n一、值班要坚持守时、认真、团结三项要求。\n二、值班人员应当每两小时巡查一次，并且如实填写记录。\n"
LONG = 20.0
"""Seconds that a slow machine may take for a change to be seen."""


def edited(word: str) -> str:
    """The text with a word put into a sentence that is asked."""
    return TEXT.replace("三项要求", f"三项{word}要求")


class Watch:
    """A watch in a thread of its own."""

    def __init__(self, root: Path, *paths: str) -> None:
        self.said: queue.Queue[Seen] = queue.Queue()
        self.ready = threading.Event()
        self.stop = threading.Event()
        self.failed: list[BaseException] = []
        self.thread = threading.Thread(target=self._run, args=(root, paths), daemon=True)
        self.thread.start()
        assert self.ready.wait(LONG), self.failed
        time.sleep(0.1)

    def _run(self, root: Path, paths: tuple[str, ...]) -> None:
        try:
            watching.watch(
                paths,
                clock=lambda: 1_767_225_600,
                root=root,
                ready=lambda built: self.ready.set(),
                seen=self.said.put,
                stop=self.stop,
            )
        except BaseException as e:
            self.failed.append(e)
            raise

    def next(self) -> Seen:
        return self.said.get(timeout=LONG)

    def quiet(self, seconds: float = 1.2) -> bool:
        try:
            found = self.said.get(timeout=seconds)
        except queue.Empty:
            return True
        raise AssertionError(found)

    def end(self) -> None:
        self.stop.set()
        self.thread.join(LONG)
        assert not self.thread.is_alive() and not self.failed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "值班.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    found = Watch(folder)
    yield found
    found.end()


def test_every_change_is_built_and_told(folder: Path, watch: Watch) -> None:
    source = folder / "seeds" / "值班.txt"
    deck = folder / "decks" / "值班.yaml"
    assert deck.exists()
    source.write_text(edited("基本"), encoding="utf-8")
    one = watch.next()
    assert (one.what, one.path, one.built) == ("changed", "seeds/值班.txt", True)
    assert one.deck is not None and one.deck.counts()["changed"] and "基本" in deck.read_text(encoding="utf-8")
    # A new source, and what editors leave about: a hidden file, a lock of Word's, a file of another sort.
    for name in (".值班.txt.swp", "~$值班.docx", "notes.bak"):
        (folder / "seeds" / name).write_text("x", encoding="utf-8")
    (folder / "seeds" / "交接.md").write_text("# 交接\n\n交接要坚持清点、登记、签字三个步骤。\n", encoding="utf-8")
    two = watch.next()
    assert (two.what, two.path) == ("added", "seeds/交接.md") and two.deck is not None and two.items
    # An editor that writes beside and renames; several writes in a row are one change.
    for text in ("基本", "共同"):
        beside = folder / "seeds" / ".值班.tmp"
        beside.write_text(edited(text), encoding="utf-8")
        beside.replace(source)
    three = watch.next()
    assert three.path == "seeds/值班.txt" and "共同" in deck.read_text(encoding="utf-8")
    (folder / "seeds" / "交接.md").unlink()
    four = watch.next()
    assert (four.what, four.path, four.deck) == ("gone", "seeds/交接.md", None)
    assert (folder / "decks" / "交接.yaml").exists()
    assert watch.quiet()


def test_a_broken_source_is_told_and_the_watch_goes_on(folder: Path, watch: Watch) -> None:
    before = (folder / "decks" / "值班.yaml").read_bytes()
    (folder / "seeds" / "坏.docx").write_bytes(b"no zip")
    one = watch.next()
    assert not one.built and [d.name for d in one.diagnostics] == ["broken-file"] and one.deck is None
    assert (folder / "decks" / "值班.yaml").read_bytes() == before
    (folder / "seeds" / "坏.docx").unlink()
    two = watch.next()
    assert two.built and not two.diagnostics


def test_the_settings_are_watched_too(folder: Path, watch: Watch) -> None:
    (folder / "讲义").mkdir()
    (folder / "讲义" / "交接.txt").write_text("交接要坚持清点、登记、签字三个步骤。\n", encoding="utf-8")
    (folder / "quizgen.yaml").write_text("sources: [seeds, 讲义]\n", encoding="utf-8")
    found = {watch.next().path, watch.next().path}
    assert found == {"quizgen.yaml", "讲义/交接.txt"}
    time.sleep(0.3)
    (folder / "讲义" / "交接.txt").write_text("交接要坚持清点、登记、核对三个步骤。\n", encoding="utf-8")
    assert watch.next().path == "讲义/交接.txt"
    (folder / "quizgen.yaml").write_text("sorces: []\n", encoding="utf-8")
    wrong = watch.next()
    assert wrong.what == "settings" and not wrong.built and wrong.diagnostics[0].name == "unknown-key"
    (folder / "quizgen.yaml").write_text("sources: [seeds, 讲义]\n", encoding="utf-8")
    assert watch.next().built


def test_one_file_alone(folder: Path) -> None:
    (folder / "seeds" / "别的.txt").write_text(TEXT, encoding="utf-8")
    watch = Watch(folder, str(folder / "seeds" / "值班.txt"))
    (folder / "seeds" / "别的.txt").write_text("别的内容。\n", encoding="utf-8")
    assert watch.quiet()
    (folder / "seeds" / "值班.txt").write_text(edited("起码"), encoding="utf-8")
    assert watch.next().path == "seeds/值班.txt"
    watch.end()


def test_what_changes_before_the_watch_begins_is_not_missed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = watching.build

    def build_and_change(*args: object, **more: object) -> object:
        found = built(*args, **more)  # type: ignore[arg-type]
        source = folder / "seeds" / "值班.txt"
        if "三项要求" in source.read_text(encoding="utf-8"):
            source.write_text(edited("重要"), encoding="utf-8")
        return found

    monkeypatch.setattr(watching, "build", build_and_change)
    watch = Watch(folder)
    assert watch.next().path == "seeds/值班.txt"
    assert "重要" in (folder / "decks" / "值班.yaml").read_text(encoding="utf-8")
    watch.end()


def test_another_run_is_waited_for(folder: Path, watch: Watch) -> None:
    with files.lock(folder / "decks"):
        (folder / "seeds" / "值班.txt").write_text(edited("主要"), encoding="utf-8")
        time.sleep(1.0)
    assert watch.next().built
    assert "主要" in (folder / "decks" / "值班.yaml").read_text(encoding="utf-8")


def test_without_the_library_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(QuizgenError, match=r'\[missing-extra\] .*pip install "quizgen\[watch\]"'):
        pipeline.watch(root=folder, clock=lambda: 0, seen=print)
    assert not (folder / "decks").exists()
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli, ["watch"])
    assert result.exit_code == 1 and 'pip install "quizgen[watch]"' in result.output


@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent otherwise there")
def test_the_command_says_a_line_a_change_and_ends_cleanly(folder: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"} | {"PYTHONUNBUFFERED": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "watch"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
    )
    assert program.stdout is not None and program.stderr is not None
    assert program.stdout.readline().startswith("watching: 1 source, ")
    time.sleep(0.2)
    (folder / "seeds" / "值班.txt").write_text(edited("纪律"), encoding="utf-8")
    line = program.stdout.readline()
    assert " ~ seeds/值班.txt: " in line and " changed" in line and line.endswith(" items)\n")
    program.send_signal(signal.SIGINT)
    rest, errors = program.communicate(timeout=LONG)
    assert program.returncode == 0 and rest.strip() == "ended; the decks are whole" and "Traceback" not in errors, errors
