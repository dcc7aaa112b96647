"""No regular expression of the package can be made to work more than in proportion to a text.

Each is run against the strings that are worst for it (``pumping``), in the ways in which the package uses it (``patterns``),
at growing sizes. What takes less than the noise of a machine passes; what takes more is measured at a size and at four
times the size, several times, and the quickest times are compared: 4 is linear, 16 is quadratic. No time is held for
itself.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from patterns import METHODS, Found, collect
from pumping import attacks

SIZES = (20, 2048)
NOISE = 0.005
"""Seconds under which a ratio says nothing. Of 2048 characters, a quadratic run takes some times as long."""
WORST = 8.0
ENDLESS = 1.5
"""Seconds after which a run is broken off: an exponential one would go on for years."""

FOUND, MISSED = collect()
PASSED_ON = {"quizgen.extractors.definition"}
"""Modules that pass an expression to a function of their own, which compiles it."""


class _Endless(Exception):
    pass


@contextmanager
def _broken_off() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise _Endless

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds(pattern: re.Pattern[str], method: str, text: str) -> float:
    began = time.thread_time()
    match method:
        case "finditer":
            for _ in pattern.finditer(text):
                pass
        case "sub" | "subn":
            pattern.sub("", text)
        case _:
            getattr(pattern, method)(text)
    return time.thread_time() - began


def quickest(pattern: re.Pattern[str], method: str, text: str, times: int = 5) -> float:
    return min(seconds(pattern, method, text) for _ in range(times))


def grows(pattern: re.Pattern[str], method: str, attack: tuple[str, str, str]) -> str:
    """How the time grows, where it grows too fast; else ''."""
    before, pumped, after = attack

    def text(size: int) -> str:
        return before + pumped * max(1, size // len(pumped)) + after

    try:
        with _broken_off():
            for size in SIZES:
                if seconds(pattern, method, text(size)) > NOISE and size > SIZES[0]:
                    short, long = quickest(pattern, method, text(size // 4)), quickest(pattern, method, text(size))
                    if long > NOISE and long > WORST * short:
                        return f"{long / short:.0f} times as long at {size} as at {size // 4}"
    except _Endless:
        return f"no end at {size} characters"
    return ""


def _ids(found: Found) -> str:
    return str(found).removeprefix("quizgen.")


TEXTUAL = [f for f in FOUND if isinstance(f.pattern.pattern, str)]


def test_all_are_found() -> None:
    names = {name for found in FOUND for name in found.names}
    assert len(FOUND) > 300
    assert {"quizgen.zh.markers", "quizgen.readers.markdown", "quizgen.checks.options"} <= {n.rpartition(".")[0] for n in names}
    # Made at run time: from a text that is escaped first, which is a plain search, or of what these tests find elsewhere.
    assert all("re.escape" in place or place.partition(":")[0] in PASSED_ON for place in MISSED), MISSED
    assert all(found.methods <= METHODS for found in FOUND)


def test_expressions_are_linear() -> None:
    wrong: list[str] = []
    for found in TEXTUAL:
        pattern = found.pattern
        assert isinstance(pattern.pattern, str)
        for method in sorted(found.methods or {"search"}):
            for attack in attacks(pattern):  # type: ignore[arg-type]
                said = grows(pattern, method, attack)  # type: ignore[arg-type]
                if said:
                    wrong.append(f"{found} {method} {attack}: {said}: {pattern.pattern[:120]}")
                    break
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"(?:a|a)*b", "match"), (r"(?:\w+\s?)*!", "search"), (r"\s+$", "search"), (r"“.*?”", "finditer"), (r"\s*\n\s*", "sub")],
)
def test_what_is_not_linear_is_seen(pattern: str, method: str) -> None:
    compiled = re.compile(pattern)
    assert any(grows(compiled, method, attack) for attack in attacks(compiled))
