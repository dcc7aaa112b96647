"""A build over several decks is killed at random moments: no deck is torn, none is lost, and the next run finishes."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from pathlib import Path

import pytest
from world import TEXT

from quizgen import pipeline
from quizgen.deck import load

KILLS = 100


def write_sources(folder: Path, n: int) -> None:
    """Three sources, each of which says something new in every round."""
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for name in "甲乙丙":
        text = TEXT.replace("读书笔记\n", f"读书笔记{name}\n", 1)
        text = text.replace("只写一行字。", f"只写一行字，第{n}次整理时这样记下。")
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")


def decks(folder: Path) -> dict[str, bytes]:
    found = sorted((folder / "decks").glob("*.yaml"))
    return {p.name: p.read_bytes() for p in found if not p.name.endswith(".paper.yaml")}


def sha(folder: Path, deck: str) -> str:
    return hashlib.sha256((folder / "seeds" / deck).with_suffix(".txt").read_bytes()).hexdigest()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed build is a fork of this process")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    now = 1_767_225_600
    write_sources(tmp_path, 0)
    pipeline.build(root=tmp_path, now=now)  # everything is loaded now, so that a fork builds at once
    first = {name: len(load(tmp_path / "decks" / name).deck.items) for name in decks(tmp_path)}
    assert len(first) == 3
    started = time.monotonic()
    write_sources(tmp_path, 1)
    pipeline.build(root=tmp_path, now=now + 1)
    whole = time.monotonic() - started
    rng = random.Random(3)
    killed = changed = 0
    for n in range(KILLS):
        before = decks(tmp_path)
        write_sources(tmp_path, n + 2)
        child = os.fork()
        if child == 0:  # pragma: no cover
            try:
                pipeline.build(root=tmp_path, now=now + 2 + n)
            finally:
                os._exit(0)
        # Most of the time goes into thinking; half of the kills aim at the end, where the files are written.
        time.sleep(whole * (rng.uniform(0, 1.2) if n % 2 else rng.uniform(0.7, 1.3)))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        after = decks(tmp_path)
        changed += after != before
        # A machine is not always equally fast: aim later after a kill that came too early, earlier after one too late.
        whole *= 1.08 if os.WIFSIGNALED(status) and after == before else 0.92
        assert after.keys() == before.keys()
        for name in after:
            if after[name] != before[name]:
                deck = load(tmp_path / "decks" / name).deck
                assert len(deck.items) >= first[name] and deck.sentences
                assert deck.source.sha256 == sha(tmp_path, name)
    assert killed >= KILLS // 4 and changed >= KILLS // 10, (killed, changed)
    pipeline.build(root=tmp_path, now=now + 1000)
    state = decks(tmp_path)
    assert all(load(tmp_path / "decks" / name).deck.source.sha256 == sha(tmp_path, name) for name in state)
    assert not list((tmp_path / "decks").glob(".*tmp"))
    pipeline.build(root=tmp_path, now=now + 2000)
    assert decks(tmp_path) == state
