"""Files are written whole or not at all; one run at a time."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizgen import files
from quizgen.diagnostics import QuizgenError
from quizgen.files import lock, write_all, write_atomic


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_writes_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deck.yaml"
    write_atomic(path, b"one")
    path.chmod(0o640)
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(path.parent) == ["deck.yaml"]


def test_new_files_have_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_atomic(tmp_path / "ours", b"x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_equal_bytes_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    write_atomic(path, b"one")
    os.utime(path, (1, 1))
    assert write_all({path: b"one", tmp_path / "b": b"two"}) == (tmp_path / "b",)
    assert path.stat().st_mtime == 1


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"one")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"two")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"two"


def test_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    write_all({a: b"one", b: b"one"})
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(QuizgenError, match="No space left") as caught:
        write_all({a: b"two", b: b"two"})
    assert caught.value.diagnostics[0].path == b.as_posix()
    assert (a.read_bytes(), b.read_bytes()) == (b"one", b"one")
    assert names(tmp_path) == ["a", "b"]


def test_read_only_and_folder_in_the_way(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    write_atomic(a, b"one")
    a.chmod(0o444)
    b.mkdir()
    for path, why in ((a, "read-only"), (b, "in the way")):
        with pytest.raises(QuizgenError, match=why):
            write_all({tmp_path / "c": b"x", path: b"two"})
    assert a.read_bytes() == b"one"
    assert names(tmp_path) == ["a", "b"]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "decks").write_bytes(b"")
    with pytest.raises(QuizgenError, match="cannot be written"):
        write_atomic(tmp_path / "decks" / "a.yaml", b"x")
    with pytest.raises(QuizgenError, match="cannot be written"), lock(tmp_path / "decks"):
        pass


def test_lock_names_the_process_that_holds_it(tmp_path: Path) -> None:
    with lock(tmp_path):
        with pytest.raises(QuizgenError, match=str(os.getpid())) as caught, lock(tmp_path):
            pass
        assert caught.value.diagnostics[0].name == "locked"
    with lock(tmp_path):
        pass


WRITER = """
import sys
from quizgen.files import lock, write_all
folder, n = sys.argv[1], 0
print("ready", flush=True)
while True:
    n += 1
    data = (f"{n}\\n" * 20000).encode()
    with lock(folder):
        write_all({f"{folder}/{name}.yaml": data for name in "abc"})
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_full_disk_does_not_stand_in_the_way_of_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is then written says that the disk is full; and the lock is held."""

    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with lock(tmp_path), pytest.raises(QuizgenError, match="another run is at work in this folder \\(another process\\)"), lock(tmp_path):
        raise AssertionError("two at once")


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """The process is killed at 40 random moments; every file is whole, and the next run finds the lock free."""
    rng = random.Random(7)
    for _ in range(40):
        run = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.06))
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        for path in tmp_path.glob("*.yaml"):
            lines = path.read_bytes().split(b"\n")
            assert len(lines) == 20001 and set(lines) == {lines[0], b""}
    with lock(tmp_path):
        assert not list(tmp_path.glob(".*tmp"))
    assert len(list(tmp_path.glob("*.yaml"))) == 3
