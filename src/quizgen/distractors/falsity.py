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


def _part(a: str, b: str) -> bool:
    """The characters of ``a`` stand in ``b`` in their order: 解放生产力 says part of 解放和发展生产力."""
    rest = iter(b)
    return all(c in rest for c in a)


_FRAME_MARK = re.compile(r"[^\w]")


class Frame:
    """What stands right before and after the key. A distractor that the document itself puts into that frame is
    arguably right."""

    def __init__(self, reading: Reading, span: Span) -> None:
        norm, self._has = reading.norm, reading.places.holds
        left = _FRAME_MARK.split(norm[max(0, span.start - 4) : span.start])[-1]
        right = _FRAME_MARK.split(norm[span.end : span.end + 4])[0]
        self.left = left if len(left) >= 3 else ""
        self.right = right if len(right) >= 3 else ""

    def holds(self, text: str) -> bool:
        if self.left and self.right:
            return self._has(self.left + text + self.right[:2]) or self._has(self.left[-2:] + text + self.right)
        return bool(self.left and self._has(self.left + text)) or bool(self.right and self._has(text + self.right))


def roles_differ(key: str, text: str, alike: bool) -> bool:
    """Roles (X是……的可靠手段) that can stand side by side: of one build and length, and no other word for the same
    (重要手段 beside 可靠手段 could be argued, 必然要求 cannot)."""
    if min(len(key), len(text)) < 4 or abs(len(key) - len(text)) > 1 or not alike or ("的" in key) != ("的" in text):
        return False
    if len(key) >= 6:
        return key[-2:] == text[-2:] or key[:2] == text[:2]
    return key[-2:] != text[-2:] or key[:2] == text[:2]
