"""Numbers with their units, as Chinese texts write them: 三十日, 二万元以上十万元以下, 百分之五, 三分之二以上, 第十三届,
2014年8月31日, 24小时内. Forms after GB/T 15835 (numbers) and GB/T 7408 (dates)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from quizgen.model import Span

Sort = Literal["count", "time", "date", "money", "fraction", "ordinal", "measure"]


class Number(NamedTuple):
    """A number in a text. ``value`` is the numeral, ``unit`` follows it (or, as 百分之, stands before), ``bound`` is
    the word that limits it (以上, 不超过)."""

    span: Span
    value: Span
    unit: Span | None
    bound: Span | None
    sort: Sort


_C = "〇零一二三四五六七八九十百千万亿两"
_TIME = "年代|世纪|个工作日|工作日|个小时|小时|分钟|个月|周岁|周年|学时|课时|年|月|日|天|周|岁|秒|时"
_MONEY = "万亿元|亿元|万元|千元|百元|美元|元|角"
_MEASURE = (
    "平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|微米|纳米|公顷|公斤|千克|毫克|微克|毫升|摄氏度|千瓦|兆瓦|米|亩|吨|克|升|度|℃"
    r"|(?:mmol|mol|km|kg|cm|mm|mL|ml|nm|mg|μm|μg|g|m|L|h|kPa|Pa|kJ|kcal|J|Hz|V|W)(?:/(?:L|mL|m|s|h|kg|d|mol))?(?![A-Za-z])"
)
_COUNT = (
    "个百分点|部分|个方面|个阶段|个层次|个步骤|个环节|人次|名|人|个|次|倍|项|件|份|户|家|级|种|类|届|位|处|方|批|台|辆|张|册|卷|篇|部|门|组|支|座|处|代"
    "|条|对|步|点|套|期|轮|层|道|大"
)
_DECIMALS = r"(?:点[零〇一二三四五六七八九]{1,4}(?![十百千分刻]))?"
"""七十八点二岁; 七点三十分 and 十点一刻 are times of the day."""
_NUM = rf"(?:\d{{1,12}}(?:[.,]\d{{1,12}}){{0,4}}|[{_C}]{{1,16}}{_DECIMALS})(?:余|多|几)?[万亿]?"
_UNITS = f"{_TIME}|{_MONEY}|{_MEASURE}|{_COUNT}"
_BOUND_BEFORE = "不超过|不得超过|超过|不少于|不得少于|少于|不低于|不得低于|低于|不高于|高于|不满|未满|不足|年满|满|最长|最短|最高|最低|至少|至多|最多|最少|大约|约|近|达到|逾"
_BOUND_AFTER = "以上|以下|以内|以外|之内|以前|以后|之前|之后|左右|上下|内(?![战容陆阁涵])|前(?![所沿途景线])|后(?![果勤备悔])"
_ANY = re.compile(
    rf"(?P<before>{_BOUND_BEFORE})?为?(?:"
    rf"(?P<date>(?:\d{{4}}|[〇零一二三四五六七八九]{{4}}) ?年(?: ?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?月(?: ?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?[日号])?)?"
    rf"|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) ?月 ?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?日)"
    rf"|(?P<percent>百分之|千分之|万分之)(?P<rate>[{_C}\d.]{{1,16}}{_DECIMALS})"
    rf"|(?P<part>[{_C}\d]{{1,12}}分之[{_C}\d]{{1,12}})"
    rf"|(?P<sign>\d{{1,12}}(?:\.\d{{1,12}})?) ?(?P<signed>[%％‰])"
    rf"|第(?P<ordinal>[{_C}\d]{{1,12}})(?P<rank>届|次|个|位|代|阶段|道|时期|步)?"
    rf"|(?P<low>{_NUM})(?P<to> ?(?:至|到|[-—–~～]) ?)(?P<high>{_NUM}) ?(?P<unit2>{_UNITS})"
    rf"|(?P<number>{_NUM}) ?(?P<unit>{_UNITS})"
    r"|(?P<every>每(?:半|一|两|二|三|四|五|六|十|\d+)?(?:个)?(?:年|季度|月|周|日|天|小时|学期|学年))(?![年月日])"
    rf")(?P<after>{_BOUND_AFTER})?"
)
_MEASURED = re.compile(_MEASURE)
_NO_NUMBER = re.compile(r"一(?:个(?!月|工作日|小时|百分点|半(?:月|小时|学期|世纪)|季度|世纪)|种|些|项|件|方|部|大|度|级|点|条|步|道|位|层|门|套|类|对|批|组|家|处|代|次性|时(?!内))|万一|十分|千万|百般|一一")
_VALENT = re.compile("[一二三四多两]元(?:取代|方程|函数|不等|论|化|结构|羧|酸|醇|酚|碱|弱|强|材料|体系|回归|关系|文化|社会)")
"""一元取代物, 二元方程, 二元结构: 元 is no money."""
_BEFORE = frozenset("统唯单专任同每之某逐进不万第归划如十百")
_RANGE_GAP = ("以上", "至", "到", "—", "-", "～", "~", "－")


TRIGGER = re.compile(rf"[{_C}每\d]")
"""There is no number without one of these."""


def figures(norm: str, start: int, end: int, borders: frozenset[int] | set[int]) -> Iterator[Number]:
    """The numbers of a stretch, in order; then each range of two (五百元以上五百万元以下) as one. ``borders`` are the
    starts of words: a Chinese numeral must begin at one."""
    last: Number | None = None
    for m in _ANY.finditer(norm, start, end):
        number = _number(m, norm, start, borders)
        if number is None:
            continue
        yield number
        if last is not None and last.sort == number.sort and _adjoin(last, number, norm):
            start = min(last.value.start, last.unit.start) if last.unit is not None else last.value.start
            whole = Span(start, (number.bound or number.span).end if _after(number) else number.span.end)
            yield Number(Span(last.span.start, number.span.end), whole, None, None, number.sort)
        last = number


def _after(number: Number) -> bool:
    return number.bound is not None and number.bound.start > number.value.start


def _adjoin(first: Number, second: Number, norm: str) -> bool:
    gap = norm[first.span.end : second.span.start]
    return (gap == "" and _after(first) and norm[first.bound.start : first.bound.end] == "以上") or gap in ("至", "到", "以上至")  # type: ignore[union-attr]


def _number(m: re.Match[str], norm: str, start: int, borders: frozenset[int] | set[int]) -> Number | None:
    at = m.start()
    group = next(g for g in ("date", "rate", "part", "sign", "ordinal", "low", "number", "every") if m[g] is not None)
    value = Span(*m.span(group))
    unit: Span | None = None
    sort: Sort
    if group == "date":
        sort = "date"
    elif group == "rate":
        unit, sort = Span(*m.span("percent")), "fraction"
    elif group == "part":
        sort = "fraction"
    elif group == "every":
        sort = "time"
    elif group == "sign":
        unit, sort = Span(*m.span("signed")), "fraction"
    elif group == "ordinal":
        if m["rank"] is None or norm[m.end("rank") : m.end("rank") + 1] in "条款项":
            return None
        unit, sort = Span(*m.span("rank")), "ordinal"
    else:
        name = "unit" if group == "number" else "unit2"
        unit, sort = Span(*m.span(name)), _sort(m[name])
        if group == "low":
            value = Span(m.start("low"), m.end("high"))
        only = any(c in norm[max(start, value.start - 6) : value.start] for c in "只仅限各") and m[group] == "一"
        if (_NO_NUMBER.match(norm, value.start) and not only) or (norm[value.start - 1 : value.start] in _BEFORE and value.start > 0 and m["before"] is None):
            return None
        if m[name] == "月" or m[group] in ("亿万", "千万", "万千", "千百", "百十"):
            return None  # 十月 is a month, 亿万人民 are many
        if m[name] == "大" and (value.end - value.start > 1 or norm[value.end + 1 : value.end + 2] in "以，。、的会前后上召通报闭开"):
            return None  # 十八大 is a congress
        if (m[name] == "年" and norm.startswith("级", unit.end)) or (m[name] == "元" and _VALENT.match(norm, value.start)):
            return None
        if m[name] in ("条", "款", "项", "点", "大", "部", "方", "道", "代", "时", "级", "步", "期") and norm[value.start - 1 : value.start] == "第":
            return None
    first = norm[value.start]
    if not first.isdigit() and group != "date" and (unit.start if group == "rate" and unit else value.start - (group == "ordinal")) not in borders:
        return None
    if first.isdigit() and value.start and norm[value.start - 1].isascii() and norm[value.start - 1].isalnum():
        return None
    if value.start and norm[value.start - 1] in ".+-" and first.isdigit():
        return None
    bound = Span(*m.span("before")) if m["before"] else Span(*m.span("after")) if m["after"] else None
    if m["after"] and m["before"]:
        bound = Span(*m.span("after"))
    begin = m.start() if m["before"] else min(value.start, unit.start if unit else value.start)
    return Number(Span(max(at, begin), m.end()), value, unit, bound, sort)


def _sort(unit: str) -> Sort:
    if unit in _TIME.split("|"):
        return "time"
    if unit in _MONEY.split("|"):
        return "money"
    return "measure" if _MEASURED.fullmatch(unit) else "count"
