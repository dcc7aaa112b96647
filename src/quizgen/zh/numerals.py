"""Numerals: Chinese, Arabic, full-width, circled and Roman ones to int, and int to Chinese.

Source of the forms: GB/T 15835 (numbers in running text) and the Unicode blocks Enclosed Alphanumerics, Number Forms
and Enclosed CJK Letters.
"""

from __future__ import annotations

from collections.abc import Sequence

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_DIGIT |= {"零": 0, "○": 0, "两": 2, "兩": 2}
_DIGIT |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGIT |= {"貳": 2, "參": 3, "叄": 3, "陸": 6}
_UNIT = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUP = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}

CHINESE = "".join((*_DIGIT, *_UNIT, *_GROUP, *_TENS))
"""Every character that a Chinese numeral may hold."""
SIMPLE = "〇零一二三四五六七八九十百千"
"""Characters of the numerals that number points and articles (no large groups, no formal forms)."""


def _run(first: str, count: int, value: int = 1) -> dict[str, int]:
    return {chr(ord(first) + i): value + i for i in range(count)}


ENCLOSED: dict[str, int] = {
    **_run("①", 20),
    **_run("⑴", 20),
    **_run("⒈", 20),
    **_run("❶", 10),
    **_run("⓫", 10, 11),
    **_run("➀", 10),
    **_run("➊", 10),
    **_run("㈠", 10),
    **_run("㊀", 10),
    **_run("㉑", 15, 21),
    **_run("㊱", 15, 36),
    **_run("Ⅰ", 12),
    **_run("ⅰ", 12),
}
"""One-character numerals."""


def chinese_value(text: str) -> int | None:
    """The value of a Chinese numeral (二十一, 一百零三, 二〇二四, 三万五), None if it is not one."""
    if not text or any(c not in CHINESE for c in text):
        return None
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = digit = 0
    seen_digit = False
    last_unit = 1
    for c in text:
        if c in _DIGIT:
            if seen_digit and digit:
                return None
            digit, seen_digit = _DIGIT[c], True
            if digit == 0:
                last_unit = 10
        elif c in _TENS:
            if seen_digit and digit:
                return None
            section += _TENS[c]
            last_unit = 10
        elif c in _UNIT:
            section += (digit if seen_digit and digit else 1) * _UNIT[c]
            digit, seen_digit, last_unit = 0, False, _UNIT[c]
        else:
            section += digit
            total = (total + section) * _GROUP[c] if total and _GROUP[c] > 10_000 else total + (section or 1) * _GROUP[c]
            section, digit, seen_digit, last_unit = 0, 0, False, _GROUP[c]
    if digit and last_unit >= 100 and text[-2] in (*_UNIT, *_GROUP):
        digit *= last_unit // 10  # 三万五 is 35,000; 三万零五 is 30,005
    return total + section + digit


def value(text: str) -> int | None:
    """The value of a numeral in any form quizgen knows (21, ２１, 二十一, ㉑, Ⅳ), None if it is not one. Only whole
    numbers of at most fifteen figures; no sign, no decimal point, no thousands mark."""
    if not text or len(text) > 15:
        return None
    if text in ENCLOSED:
        return ENCLOSED[text]
    if all("0" <= c <= "9" or "０" <= c <= "９" for c in text):
        return int(text)
    return chinese_value(text)


def median(sizes: Sequence[int]) -> float:
    """The middle one, or the mean of the two in the middle; as ``statistics.median``, which takes long to import."""
    ordered, half = sorted(sizes), len(sizes) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def to_chinese(number: int) -> str:
    """二十一 for 21, 三万亿 for 3 * 10^12; from 0 up to and without 10^16. ValueError outside that range."""
    if not 0 <= number < 10**16:
        raise ValueError(f"no Chinese numeral for {number}")
    if number == 0:
        return "零"
    out = ""
    zero = False
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, size)
        if not group:
            zero = bool(out)
            continue
        if out and (zero or group < 1000):
            out += "零"
        out += (_group(group) if group < 10_000 else to_chinese(group)) + name  # only 亿 are so many: 三万亿
        zero = False
    return out[1:] if out.startswith("一十") else out


def _group(number: int) -> str:
    out = ""
    gap = False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return out
