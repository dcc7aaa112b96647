"""Whatever a text holds: it is read or refused in words, and all that is found in it lies in it."""

from __future__ import annotations

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import BYTES, TEXTS, budget
from work import hold

CAPTION = b"1\n00:00:01,000 --> 00:00:02,000\n"
SMALL = hostile.everything()


def encoded(text: str, suffix: str) -> bytes:
    return (CAPTION if suffix == ".srt" else b"") + text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", SMALL)
def test_hostile_texts(name: str) -> None:
    suffixes = (".txt", ".md", ".html", ".srt") if name.endswith("-alone") else (".txt",)
    for suffix in suffixes:
        hold(encoded(SMALL[name], suffix), f"a{suffix}")


@budget(80)
@given(TEXTS, st.sampled_from((".txt", ".md", ".md", ".html", ".srt")))
def test_random_texts(text: str, suffix: str) -> None:
    hold(encoded(text, suffix), f"a{suffix}")


@budget(40)
@given(BYTES, st.sampled_from((".txt", ".md", ".html", ".vtt")))
def test_random_bytes(data: bytes, suffix: str) -> None:
    hold(data, f"a{suffix}")
