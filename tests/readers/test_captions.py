"""Subtitles: cues become paragraphs, and lead back to their lines."""

from __future__ import annotations

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.readers import read_source
from tests.readers.making import read

SRT = """1
00:00:01,000 --> 00:00:03,000
今天讲<i>修渠</i>的三件事，

2
00:00:03,100 --> 00:00:05,000
先讲选线。

3
00:00:05,100 --> 00:00:07,000
选线要看地势
还要看水源

4
00:00:07,000 --> 00:00:08,000
选线要看地势
还要看水源

5
00:00:12,000 --> 00:00:14,500
{\\an8}再讲开挖
"""
VTT = """WEBVTT

NOTE
这是注

intro
00:01.000 --> 00:03.000 align:start
<v 老周>渠是一锤一锤凿出来的。

00:03.500 --> 00:05.000
- 后来呢？
"""


def test_srt() -> None:
    document = read(SRT, "a.srt")
    assert document.text == "今天讲修渠的三件事，先讲选线。\n选线要看地势 还要看水源\n再讲开挖"
    lines = SRT.split("\n")
    for needle in ("今天", "修渠", "先讲", "还要", "再讲"):
        place = document.locate(document.text.index(needle))
        assert lines[place.line - 1][place.column - 1 :].startswith(needle)


def test_vtt() -> None:
    assert read(VTT, "a.vtt").text == "渠是一锤一锤凿出来的。\n后来呢？"


def test_no_cues() -> None:
    with pytest.raises(QuizgenError, match="no subtitle"):
        read_source("只有字。".encode(), path="a.srt")
