"""Rules read hostile text in linear time: no marks, one frame over and over, endless numerals."""

from __future__ import annotations

import time

import pytest

from quizgen.extractors import EXTRACTORS
from quizgen.readers import read_source
from quizgen.reading import Reading

HOSTILE = {
    "no marks": "国家安全审查制度",
    "commas": "国家建立制度，",
    "one copula": "发展是基础，",
    "one frame": "称为称为",
    "numerals": "一二三百万",
    "digits": "1",
    "brackets": "（简称甲",
    "liability": "承担相应的",
    "english": "First, it is called one of ",
}


def seconds(text: str) -> float:
    reading = Reading(read_source((text + "。\n完。").encode(), path="hostile.txt")[0])
    began = time.process_time()
    for extractor in EXTRACTORS:
        for _ in extractor.find(reading):
            pass
    return time.process_time() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    piece = HOSTILE[name]
    short = seconds(piece * (4000 // len(piece)))
    long = seconds(piece * (16000 // len(piece)))
    assert long < 10 * short + 0.3
