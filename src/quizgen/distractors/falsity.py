"""False here, and arguably so: what is the same, part of the key, or stands in the key's frame elsewhere is no distractor."""

from __future__ import annotations

import re

from quizgen.model import Span
from quizgen.reading import Reading

_SOFT = re.compile(r"[的地得了]")


_ALIASES = tuple(frozenset(p.split()) for p in (
    "检察机关 人民检察院 检察院", "审判机关 人民法院 法院", "公安机关 公安部门", "审计机关 审计部门", "税务机关 税务部门", "民政部门 民政机关",
    "立法机关 人民代表大会", "工会 工会组织", "全国人大 全国人民代表大会",
))
"""Organs under two names."""
_MILITARY = re.compile(r"军|武装|部队")


def other_world(a: str, b: str) -> bool:
    """One is an organ of the forces, the other is not: no sentence leaves that open."""
    return bool(_MILITARY.search(a)) != bool(_MILITARY.search(b))


def same(a: str, b: str) -> bool:
    """Equal, or one inside the other, after marks and 的/地/得 are dropped: a person could argue."""
    a, b = _SOFT.sub("", a), _SOFT.sub("", b)
    if any(a in names and b in names for names in _ALIASES):
        return True
    return a == b or _part(a, b) or _part(b, a)


_WIDER: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"社会保险"), re.compile(r"(?:养老|医疗|工伤|失业|生育)保险")),
    (re.compile(r"^(?:法律|违约|赔偿)责任"), re.compile(r"(?:民事|刑事|行政|连带|侵权|赔偿)责任")),
    (re.compile(r"^(?:行政)?处罚|^行政处分|^政务处分"), re.compile(r"罚款|警告|记过|撤职|开除|没收|吊销")),
    (re.compile(r"^知识产权"), re.compile(r"专利权|商标权|著作权")),
    (re.compile(r"^(?:人身|财产)权"), re.compile(r"(?:署名|发表|修改|复制|发行|放映)权")),
    (re.compile(r"^他人|^本人|^自己"), re.compile(r"")),
)
"""A wide word and what it takes in."""


def wider(a: str, b: str) -> bool:
    """``a`` takes ``b`` in: both could be right."""
    return any(wide.search(a) and narrow.search(b) and not wide.search(b) for wide, narrow in _WIDER)


def _part(a: str, b: str) -> bool:
    """The characters of ``a`` stand in ``b`` in their order: 解放生产力 says part of 解放和发展生产力."""
    rest = iter(b)
    return all(c in rest for c in a)


_FRAME_MARK = re.compile(r"[^\w]")


class Frame:
    """What stands right before and after the key. A distractor that the document itself puts into that frame is
    arguably right."""

    def __init__(self, reading: Reading, span: Span, *, reach: int = 4) -> None:
        """``reach``: so many characters to each side are the frame."""
        norm, self._has = reading.norm, reading.places.holds
        left = _FRAME_MARK.split(norm[max(0, span.start - reach) : span.start])[-1]
        right = _FRAME_MARK.split(norm[span.end : span.end + reach])[0]
        self.left = left if len(left) >= 3 else ""
        self.right = right if len(right) >= 3 else ""

    def holds(self, text: str) -> bool:
        if self.left and self.right:
            return self._has(self.left + text + self.right[:2]) or self._has(self.left[-2:] + text + self.right)
        return bool(self.left and self._has(self.left + text)) or bool(self.right and self._has(text + self.right))


_ROLE_GROUPS: tuple[frozenset[str], ...] = tuple(frozenset(g.split()) for g in (
    "保证 前提 基础 条件 保障 依据 基石 根基", "途径 方法 手段 方式 道路 举措 环节", "目标 任务 使命 目的 宗旨 追求", "特征 特点 本质 属性 标志 体现 特色 品格 特性",
    "核心 关键 灵魂 精髓 实质 重点 内容 要义", "动力 源泉 力量 引擎", "原则 方针 路线 准则 遵循 要求 标准 指南", "地位 作用 功能 意义", "原因 根源 条件", "矛盾", "主题 主线",
    "优势", "纲领", "战略 布局 格局", "法宝", "趋势 规律", "阶段", "制度 体制", "支柱 部分",
))
"""Heads of what a thing is for another, those that can mean nearly the same together."""
_ROLE_HEADS = frozenset().union(*_ROLE_GROUPS)


def roles_differ(key: str, text: str, alike: bool) -> bool:
    """Roles (X是……的可靠手段) that can stand side by side: of one build and length, each with a head that says what a thing is
    for another, and no other word for the same (重要手段 beside 可靠途径 could be argued, 必然要求 cannot)."""
    if min(len(key), len(text)) < 4 or len(key) > 8 or abs(len(key) - len(text)) > 1 or not alike or ("的" in key) != ("的" in text):
        return False
    heads = key[-2:], text[-2:]
    if not _ROLE_HEADS.issuperset(heads):
        return False
    if heads[0] == heads[1]:
        return key[:2] != text[:2]
    return not any(g.issuperset(heads) for g in _ROLE_GROUPS)
