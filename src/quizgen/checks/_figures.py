"""One spelling for what two options may write in two ways: 30日 and 三十日, 5% and 百分之五, ２０万元 and 二十万元."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from quizgen.checks._base import bare
from quizgen.zh.numerals import chinese_value

_C = "〇零一二三四五六七八九十百千万亿两"
_NUM = rf"(?:\d[\d,]{{0,20}}(?:\.\d{{1,9}})?[百千万亿]{{0,3}}|[{_C}]{{1,20}})"  # bounded: a long row of figures costs no more
_PERCENT = re.compile(rf"([百千万])分之({_NUM})")
_PART = re.compile(rf"({_NUM})分之({_NUM})")
_NUMBER = re.compile(_NUM)
_SCALE = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_PER = {"百": "pc", "千": "pm", "万": "pw"}
_SIGN = {"%": "pc", "‰": "pm"}

_TIME = {
    "年": ("月", 12),
    "个月": ("月", 1),
    "季度": ("月", 3),
    "个季度": ("月", 3),
    "周": ("日", 7),
    "个星期": ("日", 7),
    "星期": ("日", 7),
    "日": ("日", 1),
    "天": ("日", 1),
    "小时": ("小时", 1),
    "个小时": ("小时", 1),
    "周岁": ("岁", 1),
    "岁": ("岁", 1),
    "个工作日": ("工作日", 1),
    "工作日": ("工作日", 1),
}
_PLAIN = re.compile(rf"(\d+|半)({'|'.join(sorted(_TIME, key=len, reverse=True))})")


LONGEST = 15
"""A longer row of figures is no number (as in quizgen.zh.numerals)."""


def _value(text: str) -> str:
    """A numeral in figures; as it stands where it is none (十百, 万千)."""
    plain = text.replace(",", "")
    if len(plain) > LONGEST:
        return text
    scale = 1
    while plain[:1].isdigit() and plain[-1] in _SCALE:
        scale *= _SCALE[plain[-1]]
        plain = plain[:-1]
    if plain[:1].isdigit():
        if "." in plain:
            return f"{float(plain) * scale:.10f}".rstrip("0").rstrip(".").replace(".", "点")
        return str(int(plain) * scale)
    found = chinese_value(plain)
    return text if found is None else str(found)


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """Text with every numeral in figures, marks and 的 dropped, and a plain span of time in one unit (一年 and 12个月,
    10天 and 十日). Equal for two texts: they say the same; a person could argue."""
    out = unicodedata.normalize("NFKC", text)
    if _NUMBER.search(out) or "半" in out or "%" in out or "‰" in out:
        out = _PERCENT.sub(lambda m: _value(m[2]) + _PER[m[1]], out)
        out = _PART.sub(lambda m: f"{_value(m[2])}除以{_value(m[1])}", out)
        out = _NUMBER.sub(lambda m: _value(m[0]), out)
        for sign, word in _SIGN.items():
            out = out.replace(sign, word)
        plain = _PLAIN.fullmatch(bare(out))
        if plain is not None:
            unit, factor = _TIME[plain[2]]
            if plain[1] == "半":
                return f"{factor // 2}{unit}" if factor % 2 == 0 else bare(out)
            return f"{int(plain[1]) * factor}{unit}"
    return bare(out).replace("的", "") or bare(out)


class Figure(NamedTuple):
    """An option that is a figure. ``unit`` is '' for a bare number; ``arabic``: written in figures."""

    unit: str
    arabic: bool


_FIGURE = re.compile(
    rf"(?:约|近|每|第|满|年满|不满|不超过|不少于|不低于|不高于|至少|最多|超过|高于|低于|大于|小于)?(?P<per>[百千万]分之)?"
    rf"(?P<n>半|\d[\d,]{{0,20}}(?:\.\d{{1,20}})?[万亿]?|[{_C}]{{1,20}})(?:余|多|几)?"
    rf"(?:(?P<part>分之[{_C}\d]{{1,20}})|(?P<unit>个工作日|工作日|个小时|小时|分钟|秒钟?|个月|个季度|季度|周岁|周年|岁|年|月|日|天|周|个星期|星期"
    rf"|万元|亿元|元|美元|[%％‰]|倍|折|次|名|人|个|项|条|款|种|类|级|届|位|处|方|件|份|户|家|批|台|辆|部|章|节|点|步|成|轮|期|代|对"
    rf"|平方公里|平方米|立方米|公里|千米|厘米|毫米|米|亩|公顷|吨|公斤|千克|毫克|克|毫升|升|摄氏度|℃|度))?"
    rf"(?:以上|以下|以内|之内|之前|以前|左右|内|前|后)?(?:，|、)?"
    rf"(?P<more>(?:不满|不超过|至|到|-|—|~|～)?[{_C}\d][^，。；]{{0,40}})?"
)
_DIMENSION = {
    **dict.fromkeys("年 月 日 天 周 个月 个季度 季度 个星期 星期 周年 小时 个小时 分钟 秒 秒钟 工作日 个工作日".split(), "time"),
    **dict.fromkeys("岁 周岁".split(), "age"),
    **dict.fromkeys("元 万元 亿元 美元".split(), "money"),
    **dict.fromkeys("% ％ ‰ 成 折".split(), "rate"),
    **dict.fromkeys("公里 千米 厘米 毫米 米".split(), "length"),
    **dict.fromkeys("吨 公斤 千克 毫克 克".split(), "weight"),
    **dict.fromkeys("名 人".split(), "persons"),
}


@lru_cache(maxsize=4096)
def figure(text: str) -> Figure | None:
    """The unit and style of an option that is nothing but a figure or a range of figures; None for words, also for
    words that open with a numeral (一般, 百姓, 三者)."""
    m = _FIGURE.fullmatch(text.strip("。；， 　"))
    if m is None:
        return None
    unit = "%" if m["per"] or m["part"] else m["unit"] or ""
    return Figure(unit, m["n"][0].isdigit())


def dimension(unit: str) -> str:
    """What a unit measures: 年 and 个月 are both time; other units stand for themselves."""
    return _DIMENSION.get(unit, unit)
