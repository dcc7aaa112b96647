"""Figures beside a figure: other usual values of its unit, in its own form."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from quizgen.model import Span
from quizgen.zh.numerals import to_chinese, value

_NUM = r"[0-9][0-9,.]{0,15}|[零〇一二三四五六七八九十百千万亿两]{1,15}|半"
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
        number = to_chinese(int(v)) if self.chinese else (str(int(v)) if v == int(v) else f"{v:g}")
        if self.chinese and v == 2 and self.post[:1] in ("个", "人", "名", "倍", "次", "年", "种", "类", "份") and "两" in self.post:
            number = "两"
        return f"{self.pre}{number}{self.post}"


def parse(text: str) -> Parts | None:
    """None for what is not one plain number with a unit, and for more than a thousand 万亿: ten times that is not written."""
    m = _FIGURE.match(text)
    if not m or m["num"] == "半":
        return None
    v = value(m["num"].replace(",", ""))
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


def ladder(parts: Parts) -> list[float]:
    """Other usual values of the unit, nearest first."""
    v = parts.value
    values: list[float] = []
    for unit, steps in _LADDERS:
        if parts.post.strip().startswith(unit) and v < 1000:
            values = [float(s) for s in steps]
            break
    if parts.post.strip().startswith("年") and v >= 1000:
        values = [v + d for d in (1, -1, 2, -2, 3, -3)]
    elif not values:
        if v != int(v):
            values = [round(v * f, 2) for f in (0.5, 0.8, 1.2, 1.5, 2.0)]
        elif v <= 12:
            values = [float(x) for x in range(max(2, int(v) - 3), int(v) + 4)]
        else:
            scale = 10 ** (len(str(int(v))) - 1)
            values = [float(s * scale) for s in _ROUND] + [10.0 * scale]
            if parts.pre == "百分之" or parts.post.startswith("%"):
                values = [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]
    return sorted((x for x in values if x > 0 and x != v), key=lambda x: (abs(log(x) - log(v)), x))


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
