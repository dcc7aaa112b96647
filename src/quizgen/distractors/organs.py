"""Organs beside an organ: another level or another department of the same build."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DEPARTMENTS: tuple[tuple[str, ...], ...] = (
    ("公安", "司法行政", "民政", "财政", "审计", "税务", "应急管理", "市场监督管理", "人力资源社会保障", "退役军人事务"),
    ("自然资源", "生态环境", "住房城乡建设", "交通运输", "水行政", "农业农村", "林业草原", "海洋", "气象", "能源"),
    ("教育", "科学技术", "文化和旅游", "卫生健康", "体育", "广播电视", "新闻出版", "民族事务", "宗教事务"),
    ("发展改革", "商务", "海关", "金融监督管理", "证券监督管理", "外汇管理", "统计", "价格", "电信", "网信"),
)
"""Departments of a government by what lies near: of one row one may be taken for another."""
_CENTRAL_ONLY = frozenset("海关 外汇管理 证券监督管理 金融监督管理 价格 电信 能源 海洋 气象 税务".split())
"""Departments that hardly any government below the State Council has, or that are named otherwise there."""
_SUFFIXES = ("部门", "主管部门", "行政部门", "管理部门", "行政主管部门", "行政管理部门")
_LEVEL = re.compile(r"国务院|省级人民政府|市级人民政府|县级人民政府|县级以上(?:地方)?(?:各级)?人民政府|地方各级人民政府")
_OTHERS: tuple[tuple[str, ...], ...] = (
    ("公安机关", "国家安全机关", "检察机关", "审判机关", "监察机关", "税务机关"),
    ("人民法院", "人民检察院", "公安机关", "监察委员会", "仲裁委员会"),
    ("乡级人民政府", "县级人民政府", "市级人民政府", "省级人民政府"),
    ("中级人民法院", "高级人民法院", "最高人民法院", "基层人民法院"),
    ("居民委员会", "村民委员会", "业主委员会", "职工代表大会"),
    ("工会", "共青团", "妇联", "残联", "工商联"),
    ("国务院", "全国人民代表大会常务委员会", "省级人民政府", "最高人民法院", "最高人民检察院"),
    ("消防救援机构", "应急管理部门", "公安派出所", "气象主管机构"),
)
"""Organs of one kind beside the departments."""
_JUSTICE = re.compile(r"(?:公安|国家安全|检察|审判|监察|税务)机关|人民法院|人民检察院|(?:基层|中级|高级|最高)人民法院")
_GOVERNMENT = re.compile(r"(?:省级|市级|县级|乡级|乡镇)人民政府")
_CENTRAL = re.compile(r"国务院(?P<rest>[^、，的]{2,12}部门)")


def everybody_knows(key: str) -> bool:
    """A department or a government: it stands beside itself at other levels and beside other departments, whether the text
    names these or not."""
    return bool(_CENTRAL.fullmatch(key)) or next(siblings(key), None) is not None or bool(_GOVERNMENT.fullmatch(key) or _JUSTICE.fullmatch(key))


def siblings(key: str) -> Iterator[str]:
    """Organs of the key's build: the same department at other levels, then other departments at the same level."""
    central = _CENTRAL.fullmatch(key)
    if central:
        yield from (level + central["rest"] for level in ("省级", "设区的市级", "县级"))
        return
    for row in _OTHERS:
        if key in row:
            yield from (other for other in row if other != key)
            return
    level = _LEVEL.match(key)
    bare = key[level.end() :] if level else key
    for suffix in _SUFFIXES:
        what = bare.removesuffix(suffix)
        for row in _DEPARTMENTS:
            if what != bare and what in row:
                # 财政部门, 民政部门: 行政 and 管理 stand with few of them
                closing = suffix if suffix.endswith("主管部门") else "部门"
                yield from (key[: len(key) - len(bare)] + other + closing for other in row if other != what and other not in _CENTRAL_ONLY)
