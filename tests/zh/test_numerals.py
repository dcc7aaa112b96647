import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.zh.numerals import chinese_value, median, to_chinese, value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百", 100), ("一百零三", 103),
        ("一百一十", 110), ("二〇二四", 2024), ("二○二四", 2024), ("两千", 2000), ("三万五", 35_000),
        ("三万零五", 30_005), ("一千五", 1500), ("二十万", 200_000), ("一亿二千万", 120_000_000), ("廿一", 21),
        ("卅", 30), ("壹佰贰拾", 120), ("21", 21), ("２１", 21), ("㉑", 21), ("⑴", 1), ("⒛", 20), ("㈠", 1),
        ("Ⅳ", 4), ("㊿", 50), ("兩萬", 20_000),
    ],
)  # fmt: skip
def test_values(text: str, number: int) -> None:
    assert value(text) == number


@pytest.mark.parametrize("text", ["", "第一", "1.5", "a", "一二三个", "½", "百分之五", "-3", "1" * 16])
def test_what_is_no_numeral(text: str) -> None:
    assert value(text) is None


@given(st.integers(0, 10**16 - 1))
def test_there_and_back(number: int) -> None:
    assert chinese_value(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "零"), (10, "十"), (11, "十一"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一"), (10_010, "一万零一十"),
     (100_001, "十万零一"), (10**8 + 1, "一亿零一"), (15 * 10**11, "一万五千亿"),
     (3 * 10**12, "三万亿"), (10**13 + 1, "十万亿零一")],
)  # fmt: skip
def test_to_chinese(number: int, text: str) -> None:
    assert to_chinese(number) == text


def test_to_chinese_refuses_what_it_cannot_write() -> None:
    with pytest.raises(ValueError, match="-1"):
        to_chinese(-1)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=9))
def test_median(sizes: list[int]) -> None:
    assert median(sizes) == statistics.median(sizes)
