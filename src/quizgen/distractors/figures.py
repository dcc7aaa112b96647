"""Figures beside a figure: other usual values of its unit, in its own form."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from quizgen.model import Span
from quizgen.zh.numerals import to_chinese, value

_NUM = r"[0-9][0-9,.]{0,15}|[零〇一二三四五六七八九十百千万亿两]{1,15}(?:点[零〇一二三四五六七八九]{1,4})?|半"
_DIGITS = "零一二三四五六七八九"
_FIGURE = re.compile(rf"^(?P<pre>百分之|第|每)?(?P<num>{_NUM})(?P<post>\D{{0,6}})$")
_LADDERS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("世纪", (15, 16, 17, 18, 19, 20, 21)),
    ("个月", (1, 2, 3, 6, 9, 12, 18, 24)),
    ("月", (1, 2, 3, 6, 9, 12)),
    ("小时", (1, 2, 4, 6, 8, 12, 24, 36, 48, 72)),
    ("分钟", (1, 3, 5, 10, 15, 20, 30, 45, 60)),
    ("工作日", (2, 3, 5, 7, 10, 15, 20, 30, 60)),
    ("日", (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 180)),
    ("天", (1, 3, 5, 7, 10, 15, 20, 30, 60, 90)),
    ("周岁", (12, 14, 16, 18, 20, 22, 25, 60)),
    ("岁", (12, 14, 16, 18, 20, 22, 25, 35, 45, 60)),
    ("年", (1, 2, 3, 5, 7, 10, 15, 20, 30, 50)),
)
_ROUND = (1, 2, 3, 5, 8)


@dataclass(frozen=True, slots=True)
class Parts:
    """A figure taken apart: 百分之|五, 十五|日."""

    pre: str
    value: float
    post: str
    chinese: bool

    def write(self, v: float) -> str:
        number = _chinese(v) if self.chinese else (str(int(v)) if v == int(v) else str(round(v, 4)))
        if self.chinese and v == 2 and self.post[:1] in ("个", "人", "名", "倍", "次", "年", "种", "类", "份") and "两" in self.post:
            number = "两"
        return f"{self.pre}{number}{self.post}"


def _chinese(v: float) -> str:
    if v == int(v):
        return to_chinese(int(v))
    whole, _, rest = str(round(v, 4)).partition(".")
    return to_chinese(int(whole)) + "点" + "".join(_DIGITS[int(c)] for c in rest)


def parse(text: str) -> Parts | None:
    """None for what is not one plain number with a unit, and for more than a thousand 万亿: ten times that is not written."""
    m = _FIGURE.match(text)
    if not m or m["num"] == "半":
        return None
    whole, _, rest = m["num"].partition("点")
    v = value(whole.replace(",", ""))
    if v is not None and rest:
        decimals = "".join(str(value(c)) for c in rest)
        return Parts(m["pre"] or "", float(f"{v}.{decimals}"), m["post"], True)
    if v is None:
        try:
            return Parts(m["pre"] or "", float(m["num"].replace(",", "")), m["post"], False)
        except ValueError:
            return None
    if v >= 10**15:
        return None
    return Parts(m["pre"] or "", float(v), m["post"], not m["num"][0].isdigit())


def number_of(text: str) -> float | None:
    """The value of a figure, None if it is not one."""
    parts = parse(text)
    return parts.value if parts else None


def form(text: str) -> str:
    """Figures of one unit and form share a shape."""
    parts = parse(text)
    return f"{parts.pre}#{parts.post}" if parts else "?" + re.sub(rf"{_NUM}", "#", text)


def arabic(text: str) -> bool:
    """Written with Arabic digits."""
    return any(c.isdigit() and c.isascii() for c in text)


def log(v: float | None) -> float:
    """The scale of a value: figures of like scale stand against each other."""
    return math.log(v) if v and v > 0 else -9.0


def is_year(parts: Parts) -> bool:
    """A year of an era: 1949年, 527年, 二〇二四年, and no number of years."""
    v = parts.value
    return parts.post.strip() == "年" and (v >= 1000 or (v >= 100 and v % 10 != 0 and not parts.chinese))


_SIDES = ((1, -1, 2, -2, 3, -3), (-1, -2, 1, -3, 2, 3), (1, 2, -1, 3, -2, -3), (-1, 1, -2, 2, -3, 3))


def _around(v: float, step: float) -> list[float]:
    """Values a few steps from ``v``. On which side there are more is told by the value, so that the key is not always the
    one in the middle."""
    sides = _SIDES[sum(int(c) for c in f"{v:.4f}" if c.isdigit()) % len(_SIDES)]
    return [x for x in (round(v + d * step, 4) for d in sides) if x > 0]


def ladder(parts: Parts) -> list[float]:
    """Other usual values of the unit, nearest first."""
    v = parts.value
    values: list[float] = []
    for unit, steps in _LADDERS:
        if parts.post.strip().startswith(unit) and v <= steps[-1] and v == int(v):
            values = [float(s) for s in steps]
            break
    percent = parts.pre == "百分之" or parts.post.startswith(("%", "％"))
    if is_year(parts):
        return _around(v, 1)
    if not values:
        leading = 10 ** max(0, math.floor(math.log10(v)) - 1) if v >= 1 else 10 ** math.floor(math.log10(v)) if v > 0 else 1
        if v != int(v):
            found = _around(v, leading if v >= 10 or v < 1 else 1)
            return [x for x in found if x < 100] if percent else found
        if v <= 12:
            least = 1 if parts.post.startswith("倍") else 2  # 一倍以上五倍以下, and no one of what is counted
            values = [float(x) for x in range(max(least, int(v) - 3), int(v) + 4)]
        elif v % (10 * leading):  # 十四亿, 832: not round, so the others are as little; 35 and 150 keep their fives
            found = _around(v, 5 * leading if v % (5 * leading) == 0 else leading)
            return [x for x in found if x < 100] if percent else found
        elif percent:
            values = [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]
        else:
            values = [float(s * 10 * leading) for s in _ROUND] + [100.0 * leading]
    most = 10_000 if parts.post.startswith("万") else math.inf  # 10000万 is written 1亿
    return sorted((x for x in values if 0 < x < most and x != v), key=lambda x: (abs(log(x) - log(v)), x))


_RANGE = re.compile(rf"^(?P<low>(?:{_NUM})\D{{0,4}}?)(?P<join>以上|至|到|－|—|-|~|～)(?P<high>(?:{_NUM})\D{{0,6}})$")


def ranges(text: str) -> list[str]:
    """Other ranges of the same unit (五日以上十五日以下): one bound or both moved to the next usual value, the lower
    one always below; [] for what is no range of two figures."""
    m = _RANGE.match(text)
    low, high = (parse(m["low"]), parse(m["high"].removesuffix("以下"))) if m else (None, None)
    if m is None or low is None or high is None or not low.value < high.value:
        return []
    tail = "以下" * m["high"].endswith("以下")
    lows = [v for v in ladder(low) if v < high.value and v == int(v)]
    highs = [v for v in ladder(high) if v > low.value and v == int(v)]
    pairs = [(low.value, h) for h in highs[:2]] + [(lo, high.value) for lo in lows[:2]]
    pairs += [(lo, h) for lo in lows[:2] for h in highs[:2] if lo < h]
    # two with the upper bound moved, so that the lower one tells nothing, one with the lower, one with both
    order = [pairs[0:2], [p for p in pairs if p[1] == high.value][:1], [p for p in pairs if p[0] != low.value and p[1] != high.value][:1], pairs]
    out: list[str] = []
    for p in (p for group in order for p in group):
        words = low.write(p[0]) + m["join"] + high.write(p[1]) + tail
        if words not in out and words != text:
            out.append(words)
    return out


_LOW = re.compile(rf"((?:{_NUM})[^，。；\d]{{0,4}})以上$")
_HIGH = re.compile(rf"以上((?:{_NUM})[^，。；\d]{{0,4}})以下")


def bounds(norm: str, span: Span) -> tuple[float, float]:
    """Between what a bound of a range must stay, by the other bound in the text (五日以上|……以下); infinite where free."""
    low, high = _LOW.search(norm, max(0, span.start - 14), span.start), _HIGH.match(norm, span.end)
    lowest = number_of(low[1]) if low else None
    highest = number_of(high[1]) if high else None
    return (0.0 if lowest is None else lowest), (math.inf if highest is None else highest)
