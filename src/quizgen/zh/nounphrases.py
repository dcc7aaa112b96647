"""Noun phrases over atoms: how far one runs, forwards and backwards, and what the dictionary knows of neighbours. Shared by
``zh.openings`` and ``zh.closings``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from quizgen.zh.atoms import AFTER, Atom
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.shapes import NOMINAL, TYPES, Shape, Shapes, Ways, ways

Known = Callable[[str], bool]
Natural = dict[str, float]

NOUN_TO_RIGHT = frozenset("按照 根据 依照 依据 对 对于 关于 向 由 在 从 与 同".split())
"""Prepositions that govern a noun phrase, never a verb."""
GOVERNS_CLAUSE = frozenset(
    "做到 确保 实现 坚持 保证 真正 切实 从而 防止 避免 杜绝 保持 形成 呈现 勇于 敢于 善于 注重 负责 禁止 严禁 鼓励 支持 要求 用于 拒绝 拒不 停止 "
    "继续 开始 参与 参加 致力于 有利于 有助于 转化为 涉及 实行 进行 开展 予以 给予 加以".split()
)
GOVERNS_ALL = frozenset("做到 确保 保证 务必 力求 力争 务求".split())
NEVER_LAST = frozenset(
    "进行 予以 给予 作出 做出 加以 具有 具备 成为 作为 属于 有 是 无 处以 并处 擅自 依法 应当 位于 处于 来自".split()
)
"""Verbs and adverbs that need something after them."""
STATIVE = frozenset("具有 具备 属于 是 有 位于 处于 来自 进行 给予 予以 作出 包括".split())
TAKES_NOUNS = frozenset("提供 开展 进行 给予 予以 接受 享受 采取 具有 具备 包括 涉及 发生 存在 属于 形成".split())
"""Verbs whose object is a noun or a verb used as one: what follows them is the list."""
_AGENTS = (
    "机关", "部门", "单位", "机构", "政府", "委员会", "企业", "组织", "公司", "学校", "法院", "检察院", "者", "人员", "人", "团体", "协会",
    "联合会", "所", "军队", "银行", "工会", "幼儿园", "队", "国家", "党", "党员", "干部", "群众",
)  # fmt: skip
LEVELS = frozenset("省 自治区 直辖市 市 县 自治州 自治县 区 市辖区 乡 民族乡 镇 村 州 旗 盟 省级 市级 县级".split())
_TIME = re.compile(
    "[全今去本当前近每上下][年月周日季期]|[上下]半年|近年来?|当前|目前|今后|[0-9一二三四五六七八九十]+[年月日]"
)
WILD = "IY"
NOUNS = NOMINAL + WILD
RULES = ("法", "法规", "条例", "规章", "规定", "办法", "章程", "合同", "协议", "标准", "规程", "制度")
REACH = 14
"""A member of more atoms than this is not looked for."""


def agent(text: str) -> bool:
    return text.endswith(_AGENTS)


def is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


class Border(NamedTuple):
    """An outer member and how natural its border is. ``object``: it ends in a verb whose object follows the list."""

    shape: Shape
    ways: tuple[Ways, ...]
    object: bool = False


def border(words: Words, low: int, high: int, natural: Natural, object: bool = False) -> Border:
    found = words.shape(low, high)
    return Border(found, ways(found, natural), object)


class Words:
    """What the dictionary, and the document with its own ``terms``, know of atoms side by side."""

    def __init__(self, atoms: Sequence[Atom], known: Known, terms: Mapping[str, int] | None = None) -> None:
        self.atoms = atoms
        self.known = known
        self.terms = terms or {}
        self._compounds: dict[int, bool] = {}
        self.shape = Shapes(atoms)

    def compound(self, i: int) -> bool:
        """Do atom i and the next make one word of the dictionary?"""
        found = self._compounds.get(i)
        if found is None:
            both = self.atoms[i].text + self.atoms[i + 1].text
            found = self._compounds[i] = len(both) <= 6 and self.known(both)
        return found

    def cuts_term(self, at: int) -> bool:
        """Would a border before atom ``at`` cut a term of the document?"""
        if not self.terms:
            return False
        low = at
        before = ""
        while low > max(0, at - 4) and self.atoms[low - 1].end == self.atoms[low].start:
            low -= 1
            before = self.atoms[low].text + before
            text = before
            for a in self.atoms[at : at + 4]:
                text += a.text
                if text in self.terms:
                    return True
        return False

    def heads(self, modifier: str, head: str) -> bool:
        """Is there a word of both? Of a head of four characters, the first half may be what is shared."""
        return self.known(modifier + head) or (len(head) == 4 and self.known(modifier + head[:2]))


def noun_phrase_forward(words: Words, low: int, high: int) -> tuple[int, dict[int, float], float]:
    """The end of the longest noun phrase from an atom on; earlier ends and how natural they are; how natural the longest
    is."""
    atoms, i, whole = words.atoms, low, 1.5
    soft: dict[int, float] = {}
    while i < high:
        k = atoms[i].kind
        following = atoms[i + 1] if i + 1 < high else None
        nk = following.kind if following else ""
        if k in "MR":
            if i > low and not (atoms[i].text[0] == "各" and nk and nk in NOMINAL + "AB"):
                break
        elif k in NOUNS:
            pass
        elif k == "F":
            if atoms[i].text in AFTER:
                break
        elif k == "B":
            if i > low:
                before = atoms[i - 1].text
                if before.endswith(RULES) and atoms[i].text in ("规定", "要求", "决定"):
                    break  # 依照法律规定: what the law says
                if following:
                    if nk in NOMINAL + "RM" and agent(before):
                        break  # who does what
                    if following.text in ("在", "到", "于", "给", "向", "成", "为", "了", "着"):
                        break
                    if nk == "的":
                        soft[i] = 2.0
        elif k == "A":
            if i > low and not (nk and nk in NOMINAL + "BAIY"):
                soft[i] = 1.5
        elif k == "D":
            if i > low or not nk:
                break
        elif k in "GV":
            if i > low:
                if atoms[i].text in ("组成", "构成") and not (nk and nk in NOMINAL):
                    break
                if nk and nk in "PXKECU&EDF的GVRM":
                    break
                if nk and nk in NOMINAL + "BAIY":
                    if (words.compound(i) and (k == "V" or len(atoms[i].text) == 1)) or (
                        k == "V" and words.compound(i - 1)
                    ):
                        pass
                    elif agent(atoms[i - 1].text):
                        break
                    elif k == "V":  # 爆炸物品 or 扑救火灾
                        soft[i] = 1.5
                        whole = min(whole, 2.5)
                    else:
                        soft[i] = 3.2
                        whole = min(whole, 1.5)
                else:
                    soft[i] = 1.0
                    whole = min(whole, 2.3 if k == "V" else 1.5)
        else:
            break
        i += 1
    return i, soft, whole


def noun_phrase_backward(words: Words, low: int, high: int) -> tuple[int, dict[int, float], float]:
    """The start of the longest noun phrase before an atom; later starts and how natural they are; how natural the
    longest is."""
    atoms, i, whole = words.atoms, high - 1, 3.0
    soft: dict[int, float] = {}
    while i >= low:
        k = atoms[i].kind
        pk = atoms[i - 1].kind if i > low else ""
        last = i == high - 1
        if k in "MRQ":
            if not last:  # a determiner or number belongs to all members
                soft[i + 1] = 1.5
                whole = min(whole, 2.5)
        elif k in NOUNS:
            if not last and is_time(atoms[i].text):
                soft[i + 1] = 3.0
                whole = min(whole, 1.5)
            if not last and atoms[i].text.endswith(("院", "政府", "以上")):
                soft[i + 1] = max(soft.get(i + 1, 0), 1.5)
        elif k == "B":
            if not last and pk and pk in "XDE":
                break
            if not last and atoms[i + 1].kind in "qt":
                soft[i + 1] = 3.0
                whole = min(whole, 1.0)
            if not last and pk and pk in NOMINAL:
                soft[i + 1] = max(soft.get(i + 1, 0), 1.5)
            if not last and ((i == low == 0) or (pk and pk in "A&")):
                soft[i + 1] = max(soft.get(i + 1, 0), 3.0)
                if i == low == 0 and not words.compound(i):
                    whole = min(whole, 1.0 if atoms[i].text in LEADING_VERBS else 2.0)
        elif k == "A":
            if not last:
                soft[i + 1] = max(soft.get(i + 1, 0), 1.5)
        elif k == "F":
            if not last and atoms[i].text in AFTER:
                break
        elif k in "GV":
            if last:
                pass
            elif k == "V" and len(atoms[i].text) == 1 and i + 1 < high:
                soft[i + 1] = 2.5
                whole = min(whole, 1.5)
                break
            elif k == "V" and i == low == 0 and not words.compound(i):
                soft[i + 1] = 2.3
                whole = min(whole, 2.0)
            elif (words.compound(i) and not (pk and pk in "XDE")) or (
                k == "V" and (i == low or pk in "的PG" + NOMINAL)
            ):
                soft[i + 1] = 1.0
            else:
                break
        elif k == "D":
            if not last:
                break
        else:
            break
        i -= 1
    return i + 1, soft, whole


def fill(found: dict[int, Natural], unlikely: int = -1, less: float = 0.0) -> None:
    """A border that is natural for one type is possible for the others: the classes of words are often wrong."""
    for at, natural in found.items():
        for t in TYPES:
            natural.setdefault(t, -1.0 - less if at <= unlikely else -1.0)
