"""Names and paths as Windows has them, as far as they can be tested anywhere."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import budget

from quizgen.config import Config, DeckConfig
from quizgen.diagnostics import Diagnostic
from quizgen.pipeline.project import file_name
from quizgen.readers import reader_for

DEVICES = ["con", "PRN", "aux", "Nul", "COM1", "com9.txt", "LPT1", "lpt¹", "CONIN$", "con.tar.gz"]


@pytest.mark.parametrize("name", DEVICES)
def test_devices_are_no_names(name: str) -> None:
    made = file_name(name)
    assert made != name and made.split(".")[0].casefold() not in {d.split(".")[0].casefold() for d in DEVICES}


@pytest.mark.parametrize("name", ["console", "com10", "communism", "aux先生", "提纲", "a.b"])
def test_what_only_looks_like_a_device_stays(name: str) -> None:
    assert file_name(name) == name


@budget(300)
@given(st.text(max_size=90))
def test_any_text_makes_a_name(text: str) -> None:
    name = file_name(text)
    assert name and len(name.encode("utf-8")) <= 244 and name == name.strip(" .")
    assert not any(c in '/\\:*?"<>|' or c < " " or c == "\x7f" for c in name)
    assert PureWindowsPath(name).name == name and not PureWindowsPath(name).is_reserved()
    assert file_name(name) == name


def test_backslashes_in_settings() -> None:
    config = Config(decks=(DeckConfig(source="seeds\\一\\讲稿.txt", title="讲稿"),))
    assert config.deck("seeds/一/讲稿.txt").title == "讲稿"
    assert config.deck("seeds/二/其他.txt").title == ""


def test_the_format_of_a_path_with_backslashes() -> None:
    for path in (r"C:\学习\讲稿.MD", r"\\host\share\讲稿.md"):
        reader = reader_for(path)
        assert reader is not None and reader.name == "markdown"


def test_a_message_stays_on_its_line() -> None:
    said = Diagnostic(name="x", severity="error", message="bad\n\x1b[31m", path="a\nb\x07\u2028.txt", line=1).render()
    assert said == "a\\x0ab\\x07\\u2028.txt:1:1: error [x] bad\\x0a\\x1b[31m"
