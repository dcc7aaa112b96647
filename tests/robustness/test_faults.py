"""What the machine may do to a run: a full disk, no rights, files that vanish or change, other processes, clocks that go
backwards. The promise of each stands in docs/reliability.md, under the name of its test."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile import PROSE

from quizgen import files, pipeline
from quizgen.deck import load
from quizgen.diagnostics import QuizgenError

NOW = 1_767_225_600
ADDED = "水站应当每季度检修一次闸门，坚持检修结合、查修并重。\n"


def project(root: Path, names: str = "甲乙") -> Path:
    (root / "seeds").mkdir(parents=True)
    for name in names:
        (root / "seeds" / f"{name}.txt").write_text(PROSE.replace("渠水", f"渠水{name}"), encoding="utf-8")
    return root


def state(root: Path) -> dict[str, bytes]:
    """Every file in the folder, the cache and the lock aside."""
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file() and "cache" not in p.parts and p.name != "lock"
    }


def change(root: Path) -> None:
    for path in (root / "seeds").iterdir():
        path.write_text(path.read_text(encoding="utf-8") + ADDED, encoding="utf-8")


# ------------------------------------------------------------------ a full disk, no rights, a rename that fails

CALLS: dict[str, tuple[Any, str]] = {
    "a temporary file": (tempfile, "mkstemp"),
    "flushing": (os, "fsync"),
    "renaming": (Path, "replace"),
    "a folder": (Path, "mkdir"),
}
"""What a run asks of the system when it writes."""


class Failing:
    """A call that fails the n-th time, and from then on if ``stays``."""

    def __init__(self, real: Callable[..., Any], at: int, code: int, *, stays: bool) -> None:
        self.real, self.at, self.code, self.stays, self.count, self.failed = real, at, code, stays, 0, 0

    def __call__(self, *args: Any, **options: Any) -> Any:
        self.count += 1
        if self.count == self.at or (self.stays and self.count > self.at):
            self.failed += 1
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*args, **options)


@pytest.mark.parametrize(
    ("call", "code"),
    [("a temporary file", errno.ENOSPC), ("flushing", errno.EIO), ("renaming", errno.EACCES), ("a folder", errno.EACCES)],
    ids=["full disk", "broken disk", "no rename", "no rights"],
)
def test_writing_fails(call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every place where a build writes. The decks are as they were or as they should be, each file whole; and when the
    fault is over the next build does what this one should have done."""
    owner, name = CALLS[call]
    wanted = project(tmp_path / "wanted", "甲")
    pipeline.build(root=wanted, now=NOW)
    change(wanted)
    pipeline.build(root=wanted, now=NOW + 60)
    root = project(tmp_path / "root", "甲")
    pipeline.build(root=root, now=NOW)
    old = state(root)
    change(root)
    after, failures = state(wanted), 0
    real = getattr(owner, name)
    for at in range(1, 40):
        failing = Failing(real, at, code, stays=code == errno.ENOSPC)
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, lambda *a, f=failing, **o: f(*a, **o))
            try:
                pipeline.build(root=root, now=NOW + 60)
            except QuizgenError as e:
                assert e.diagnostics[0].name == "cannot-write" and os.strerror(code) in e.diagnostics[0].message
                failures += 1
        here = state(root)
        assert not [n for n in here if n.endswith(".quizgen-tmp")]
        assert here.keys() == old.keys()
        for file, data in here.items():
            assert data in (old[file], after[file]), file
        if call != "renaming" and failing.failed and here != after:
            assert {n: d for n, d in here.items() if n.startswith("decks")} == {n: d for n, d in old.items() if n.startswith("decks")}
        if not failing.failed:
            break
        for file, data in old.items():  # from the start again
            if file.startswith("decks"):
                (root / file).write_bytes(data)
    assert failing.failed == 0, "the loop ends when nothing fails any more"
    assert failures or call == "a folder"
    pipeline.build(root=root, now=NOW + 60)
    assert state(root) == after


def test_a_real_limit_of_the_system(tmp_path: Path) -> None:
    """Not a mock: the process may write no file larger than 4 kB."""
    resource = pytest.importorskip("resource")
    root = project(tmp_path)
    pipeline.build(root=root, now=NOW)
    before = state(root)
    change(root)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from quizgen.cli import main; sys.argv = ['quizgen', 'build']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, timeout=60)
    assert resource and done.returncode == 1 and b"[cannot-write]" in done.stderr and b"Traceback" not in done.stderr, done.stderr
    assert {n: d for n, d in state(root).items() if n.startswith("decks")} == {n: d for n, d in before.items() if n.startswith("decks")}


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    root = project(tmp_path)
    pipeline.build(root=root, now=NOW)
    before = state(root)
    cache = root / "decks" / files.HIDDEN / "cache"
    for path in sorted(cache.rglob("*"), reverse=True):
        if path.is_file():
            path.write_bytes(b"\xff garbage" + path.read_bytes()[::-1])
    pipeline.build(root=root, now=NOW + 60)
    assert state(root) == before
    shutil.rmtree(cache)
    cache.write_bytes(b"a file where the folder should be")
    pipeline.build(root=root, now=NOW + 60)
    assert state(root) == before or set(state(root)) - set(before) == {f"decks/{files.HIDDEN}/cache"}


def test_a_source_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    real = Path.open

    def denied(self: Path, *args: Any, **options: Any) -> Any:
        if self.name == "甲.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(QuizgenError, match=r"甲\.txt: error \[cannot-read\] cannot be read: Permission denied"):
        pipeline.build(root=root, now=NOW)
    assert not (root / "decks").exists()


# ------------------------------------------------------------------ files that vanish or change


def test_a_source_that_vanishes(tmp_path: Path) -> None:
    """After the folder was listed, before the file is read."""
    root = project(tmp_path)
    pipeline.build(root=root, now=NOW)
    before = state(root)
    change(root)
    from quizgen.pipeline import project as rooms

    found = rooms.find_sources

    def listed(*args: Any, **options: Any) -> Any:
        out = found(*args, **options)
        (root / "seeds" / "乙.txt").unlink()
        return out

    rooms.find_sources = listed  # type: ignore[assignment]
    try:
        with pytest.raises(QuizgenError, match=r"乙\.txt: error \[cannot-read\]"):
            pipeline.build(root=root, now=NOW + 60)
    finally:
        rooms.find_sources = found
    assert {n: d for n, d in state(root).items() if n.startswith("decks")} == {n: d for n, d in before.items() if n.startswith("decks")}


def test_a_source_that_is_being_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that changes while it is read is read again; one that goes on changing is not read at all."""
    path = tmp_path / "a.txt"
    path.write_text(PROSE, encoding="utf-8")
    real = os.fstat
    writes = 0
    wanted = 1

    def meanwhile(handle: int) -> os.stat_result:
        nonlocal writes
        if writes < wanted:
            writes += 1
            with path.open("ab") as file:
                file.write(ADDED.encode())
        return real(handle)

    monkeypatch.setattr(files.os, "fstat", meanwhile)
    assert files.read(path) == (PROSE + ADDED).encode()
    writes, wanted = 0, 99
    with pytest.raises(OSError, match="another program is writing it"):
        files.read(path)
    with pytest.raises(QuizgenError, match="cannot be read: another program is writing it: try again"):
        pipeline.facts(path)


def once(act: Callable[[], object]) -> tuple[Callable[[str, int, int], None], list[Callable[[], object]]]:
    """A progress that acts the first time that decks are built, and what is left to do: nothing, once it came to that."""
    left = [act]

    def progress(what: str, done: int, of: int) -> None:
        if what == "building decks" and left:
            left.pop()()

    return progress, left


def test_a_deck_that_is_edited_while_a_build_runs(tmp_path: Path) -> None:
    root = project(tmp_path, "甲")
    pipeline.build(root=root, now=NOW)
    change(root)
    deck = root / "decks" / "甲.yaml"
    edit, left = once(lambda: deck.write_text(deck.read_text(encoding="utf-8").replace("\nitems:", "\n# by hand\nitems:", 1), encoding="utf-8"))
    pipeline.build(root=root, now=NOW + 60, progress=edit)
    assert not left and "# by hand" in deck.read_text(encoding="utf-8")
    assert load(deck).deck.source.sha256 == hashlib.sha256((root / "seeds" / "甲.txt").read_bytes()).hexdigest()


def test_decks_that_go_on_changing(tmp_path: Path) -> None:
    root = project(tmp_path, "甲")
    pipeline.build(root=root, now=NOW)
    change(root)
    deck = root / "decks" / "甲.yaml"
    before = load(deck).deck.source.sha256

    def edit(what: str, done: int, of: int) -> None:
        if what == "building decks":
            deck.write_text(deck.read_text(encoding="utf-8") + "# one more\n", encoding="utf-8")

    with pytest.raises(QuizgenError, match="keep changing"):
        pipeline.build(root=root, now=NOW + 60, progress=edit)
    assert deck.read_text(encoding="utf-8").count("# one more") == 3
    assert load(deck).deck.source.sha256 == before


def test_a_deck_that_vanishes_while_a_build_runs(tmp_path: Path) -> None:
    root = project(tmp_path, "甲")
    pipeline.build(root=root, now=NOW)
    change(root)
    deck = root / "decks" / "甲.yaml"
    vanish, left = once(deck.unlink)
    pipeline.build(root=root, now=NOW + 60, progress=vanish)
    assert not left and load(deck).deck.items


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    for name in ("pipe.txt", "endless.txt"):
        with pytest.raises(QuizgenError, match="it is no file, but a pipe or a device"):
            pipeline.facts(tmp_path / name)
    for name in ("loop.txt", "gone.txt", "x" * 5000 + ".txt", "a\0b.txt"):
        with pytest.raises(QuizgenError, match=r"\[no-such-file\]|\[cannot-read\]"):
            pipeline.facts(tmp_path / name)
    (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    assert [f.document.source.path for f in pipeline.facts(tmp_path, root=tmp_path)] == ["good.txt"]


def test_what_is_larger_than_any_text(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(files.LARGEST + 1)
    with pytest.raises(QuizgenError, match="more than 256 MB"):
        pipeline.facts(tmp_path / "a.txt")


# ------------------------------------------------------------------ other processes


def test_two_processes(tmp_path: Path) -> None:
    root = project(tmp_path)
    pipeline.build(root=root, now=NOW)
    change(root)
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(NOW + 60)}
    runs = [
        subprocess.Popen([sys.executable, "-m", "quizgen", "build"], cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [run.communicate(timeout=120)[1] for run in runs]
    for run, err in zip(runs, said, strict=True):
        assert run.returncode == 0 or b"[locked]" in err or b"[busy]" in err, err
        assert b"Traceback" not in err and b"[internal]" not in err
    assert any(run.returncode == 0 for run in runs)
    wanted = project(tmp_path / "alone")
    pipeline.build(root=wanted, now=NOW)
    change(wanted)
    pipeline.build(root=wanted, now=NOW + 60)
    pipeline.build(root=root, now=NOW + 60)
    here = {n: d for n, d in state(root).items() if not n.startswith("alone")}
    assert here == state(wanted)


# ------------------------------------------------------------------ the clock


def test_a_clock_that_goes_backwards(tmp_path: Path) -> None:
    """A text that changed is newer than it was, whatever the clock says: Anki takes what is newer."""
    root = project(tmp_path, "甲")
    pipeline.build(root=root, now=NOW)
    deck = root / "decks" / "甲.yaml"
    before = {i.id: i.changed for i in load(deck).deck.items}
    text = deck.read_text(encoding="utf-8")
    at = text.index("  stem: ") + len("  stem: ")
    deck.write_text(text[:at] + "改，" + text[at:], encoding="utf-8")
    pipeline.build(root=root, now=NOW - 86_400)
    after = {i.id: i.changed for i in load(deck).deck.items}
    moved = [i for i in after if after[i] != before[i]]
    assert len(moved) == 1 and after[moved[0]] > before[moved[0]]
    pipeline.build(root=root, now=0)
    assert {i.id: i.changed for i in load(deck).deck.items} == after


# ------------------------------------------------------------------ nothing outside the output folder


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    """Sources whose names would lead out of the folder, and titles that would."""
    root = tmp_path / "a" / "b"
    (root / "seeds").mkdir(parents=True)
    for name in ("..txt", "....txt", "..\\..\\x.txt", "C:x.txt", "a\nb.txt", "~.txt", "-o.txt", "lock.txt", " .txt"):
        try:
            (root / "seeds" / name).write_text(f"# ../../{name}\n\n## /etc/x\n\n" + PROSE, encoding="utf-8")
        except OSError:  # this system has no such names
            continue
    (root / "quizgen.yaml").write_text(
        "decks:\n  seeds/lock.txt: {title: ../../../out, file: ..}\n  seeds/-o.txt: {title: /tmp/out}\n", encoding="utf-8"
    )
    pipeline.build(root=root, now=NOW)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a"] and [p.name for p in (tmp_path / "a").iterdir()] == ["b"]
    assert sorted(p.name for p in root.iterdir()) == ["decks", "quizgen.yaml", "seeds"]
    for path in (root / "decks").rglob("*"):
        assert path.resolve().is_relative_to((root / "decks").resolve())
    made = [p for p in (root / "decks").glob("*.yaml") if not p.name.endswith(".paper.yaml")]
    assert len(made) == len([p for p in (root / "seeds").iterdir() if not p.name.startswith(".")])


def test_every_promise_has_its_test() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "reliability.md").read_text(encoding="utf-8")
    here = {name for name in globals() if name.startswith("test_")} - {"test_every_promise_has_its_test"}
    assert not [name for name in here if f"`{name}`" not in page]
