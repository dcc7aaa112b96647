"""A build over several decks is killed at random moments: no deck is torn, none is lost, and the next run finishes."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from world import TEXT

from quizgen import files, pipeline
from quizgen.deck import load

WRITING = 80
"""Kills while the files of a build are written: the plan of what to write is there already, so that nearly every one of
them falls between two files, or into one."""
WHOLE = 20
"""Kills at any moment of a whole build."""
NOW = 1_767_225_600


def write_sources(folder: Path, n: int) -> None:
    """Three sources, each of which says something new in every round."""
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for name in "甲乙丙":
        text = TEXT.replace("读书笔记\n", f"读书笔记{name}\n", 1)
        for words in ("用麻绳编连成册", "各有长处和短处", "已经广泛使用", "一块木板只能印刷一页内容", "逐渐取代了竹简和缣帛"):
            assert words in text
            text = text.replace(words, f"第{n}次整理时{words}")
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")


def decks(folder: Path) -> dict[str, bytes]:
    found = sorted((folder / "decks").glob("*.yaml"))
    return {p.name: p.read_bytes() for p in found if not p.name.endswith(".paper.yaml")}


def everything(folder: Path) -> dict[Path, bytes]:
    """All that a build made, but the lock and the cache."""
    return {p: p.read_bytes() for p in (folder / "decks").rglob("*") if p.is_file() and p.name != "lock" and "cache" not in p.parts}


def sha(folder: Path, deck: str) -> str:
    return hashlib.sha256((folder / "seeds" / deck).with_suffix(".txt").read_bytes()).hexdigest()


def killed(work: Callable[[], object], seconds: float | None = None) -> bool:
    """Does some work in a fork of this process, and kills it after so many seconds (None: it kills itself). False if it had
    ended by then."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        try:
            work()
        finally:
            os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def counted(work: Callable[[], object], *, kill_at: int = -1) -> int:
    """Does some work and counts the calls in it, of Python's functions and the system's; at one of them the process kills
    itself: a moment of the work, whatever the speed of the machine."""
    calls = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        if calls == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sources(tmp_path, 0)
    pipeline.build(root=tmp_path, now=NOW)  # everything is loaded now, so that a fork builds at once
    assert len(decks(tmp_path)) == 3
    return tmp_path


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed build is a fork of this process")


@forks
def test_killed_while_it_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # a killed process loses nothing that the system has
    old = everything(folder)
    planned: list[dict[str | Path, bytes]] = []
    write_all = files.write_all
    with monkeypatch.context() as patched:
        patched.setattr(files, "write_all", lambda data: planned.append(data) or write_all(data))
        write_sources(folder, 1)
        pipeline.build(root=folder, now=NOW + 1)
    new = everything(folder)
    assert old.keys() == new.keys() and sum(old[p] != new[p] for p in old) > 12

    def write() -> None:
        """What a build does in the end."""
        with files.lock(folder / "decks"):
            files.write_all(planned[0])

    def back() -> None:
        for path, data in old.items():
            path.write_bytes(data)

    back()
    calls = counted(write)
    assert everything(folder) == new and calls > 500
    rng = random.Random(3)
    between = 0
    for n in range(WRITING):
        back()
        # All files are written under other names first; half of the kills aim at the end, where they are renamed.
        at = rng.randrange(calls) if n % 2 else rng.randrange(calls * 9 // 10, calls)
        assert killed(lambda at=at: counted(write, kill_at=at))
        now = everything(folder)
        between += any(now.get(p) != old[p] for p in old)
        assert all(now[path] in (old[path], new[path]) for path in old), "a file is torn, or lost"
        if n % 10 == 0:
            pipeline.build(root=folder, now=NOW + 1)
            assert everything(folder) == new, "the next run finishes, and leaves nothing about"
    assert between >= WRITING // 5, between


@forks
def test_killed_at_any_moment(folder: Path) -> None:
    first = {name: len(load(folder / "decks" / name).deck.items) for name in decks(folder)}
    started = time.monotonic()
    write_sources(folder, 1)
    pipeline.build(root=folder, now=NOW + 1)
    whole = time.monotonic() - started
    rng = random.Random(5)
    stopped = 0
    for n in range(WHOLE):
        before = decks(folder)
        write_sources(folder, n + 2)
        stopped += killed(lambda n=n: pipeline.build(root=folder, now=NOW + 2 + n), whole * rng.uniform(0, 1.2))
        after = decks(folder)
        assert after.keys() == before.keys()
        for name in after:
            if after[name] != before[name]:
                deck = load(folder / "decks" / name).deck
                assert len(deck.items) >= first[name] and deck.sentences
                assert deck.source.sha256 == sha(folder, name)
    assert stopped >= WHOLE // 4, stopped
    pipeline.build(root=folder, now=NOW + 1000)
    state = decks(folder)
    assert all(load(folder / "decks" / name).deck.source.sha256 == sha(folder, name) for name in state)
    assert not list((folder / "decks").glob(".*tmp"))
    pipeline.build(root=folder, now=NOW + 2000)
    assert decks(folder) == state
