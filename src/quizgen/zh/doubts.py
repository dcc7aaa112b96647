"""Doubts about the borders of a series.

The reading that wins (``zh.parallel``) is no more than the likeliest. Here are the forms in which Chinese itself leaves
open what belongs to the first or the last member and what all members share (预防、控制措施: whose are the 措施?), or in
which lists within lists are read as one. A series that meets one of them is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from quizgen.zh.cases import LIGHT, Case
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.nounphrases import (
    GOVERNS_CLAUSE,
    LEVELS,
    NOUN_TO_RIGHT,
    RULES,
    STATIVE,
    TAKES_NOUNS,
    agent,
    is_time,
)
from quizgen.zh.shapes import NOMINAL, TYPES, Shape

_LEFT_OVER = NOMINAL.replace("R", "").replace("M", "").replace("Q", "") + "BASIY"
_SHARED = frozenset(
    "所在 有关 相关 相应 必要 重要 主要 重大 具体 一定 特定 全部 正确 真实 合法 良好 优秀 先进 各种 其他 不同 不得 依法".split()
)
"""Adjectives before a list that hold for all of its members."""


FOR_ALL = frozenset("有关 相关 各种 各类 一切 这种 那种 这些 那些 广大".split())
"""Words before the first member of a list that choose among all of its members."""


def is_doubtful(case: Case) -> bool:
    for doubt in DOUBTS:  # noqa: SIM110 (twice as fast as any())
        if doubt(case):
            return True
    return False


def _verbal(shapes: Sequence[Shape]) -> bool:
    """Phrases with verbs, clauses or adjectives, rather than nouns."""
    if 2 * sum(s.pattern[0] in "vy" for s in shapes) > len(shapes):
        return True
    lone = 2 * sum(s.pattern == "b" for s in shapes) >= len(shapes)
    return lone or any(s.pattern[-1] not in "nb" for s in shapes)


def _governs(case: Case, shape: Shape) -> bool:
    """Does the phrase begin with a word that is more a verb than a noun?"""
    first = case.atoms[shape.low]
    return first.kind in "GVPXEKDI" or first.text in LEADING_VERBS or shape.pattern[0] in "yi"


def _no_kind(case: Case) -> bool:
    """Members of no one kind."""
    shapes = case.shapes
    if len(shapes) < 3 or case.score >= len(shapes):
        return False
    return not any(all(t in s.types for s in shapes) for t in TYPES)


def nouns_before_的(case: Case) -> bool:
    """转业军官、安排|工作的军士: a noun, and a last member that is none before 的."""
    first, last = case.shapes[0], case.shapes[-1]
    if len(case.shapes) != 2 or case.after is None or case.after.kind != "的":
        return False
    return "N" in first.types and "N" not in last.types


def _mixed(case: Case) -> bool:
    """经济、社会和文化、科技: a conjunction, or 的, in some members between two 、, and none in the others."""
    inner = case.shapes[1 : -2 if case.joined else -1]
    for mark in "&的":
        inside = [mark in s.pattern for s in inner]
        if any(inside) and not all(inside):
            return True
    first, last = case.shapes[0], case.shapes[-1]
    if first.pattern.startswith(("v&", "b&")) and not any("&" in s.pattern for s in case.shapes[1:]):
        return True  # 丢失或者篡改|缴费记录、待遇记录
    if len(case.shapes) < 3:
        return False
    of = ["的" in s.pattern for s in case.shapes]
    if of[-1] and not any(of[:-1]) and not case.joined and not last.text.startswith(("其他", "其它")):
        return True
    return any(of[1:-1]) and not of[0] and not of[-1]


def split(case: Case) -> bool:
    """生态环境和资源保护 between two 、, taken for two members; but not 监督体系和评价体系、保障体系."""
    for left, right in zip(case.shapes, case.shapes[1 : -1 if case.joined else None], strict=False):
        if right.low - left.high == 1 and case.atoms[left.high].kind == "&" and case.atoms[left.high].text != "以及":
            return not case.every.suffix and not all(s.text in LEVELS for s in case.shapes[1:])
    return False


def _after_conjunction(case: Case) -> bool:
    """姓名或者|名称、地址."""
    before = case.before
    if before is None or before.kind != "&" or case.start < 2 or case.atoms[case.start - 2].kind not in NOMINAL:
        return False
    return case.shapes[0].pattern in ("n", "b")


def _longer_first(case: Case) -> bool:
    """申请|仲裁、行政复议; 全国|食品、药品检验: what the first has more than the others may govern them all."""
    first, *others = case.shapes
    if case.before is not None and case.before.kind == "的":
        return False
    size = len(first.pattern)
    counts = sorted(len(s.pattern) for s in others)
    even = len({len(s.text) for s in case.shapes}) == 1 and (len(first.text) > 3 or size == counts[-1])
    if (
        not even
        and first.pattern.count("v") > 1
        and size > counts[-1] + 1
        and all(s.pattern.count("v") < 2 for s in others)
    ):
        return True  # 实施旨在|分裂国家、破坏统一
    nouns = all("N" in s.types and s.pattern[0] not in "iy" for s in others)
    if (
        first.pattern[0] == "v"
        and first.pattern[-1] == "n"
        and "N" not in first.types
        and nouns
        and (case.etc or not even)
    ):
        return True  # 使用|楼梯、疏散通道等
    inside = any(a.kind in "GX" for a in case.atoms[first.low + 1 : first.high - 1])
    if (
        inside
        and first.pattern[0] in "nbD"
        and not any(a.kind in "GVXP" for s in others for a in case.atoms[s.low : s.high])
    ):
        return True  # 学校严禁|体罚、辱骂; 灭火器材有|水枪、水带
    if even and (len(others) > 1 or not _governs(case, first)):
        return False
    governing = case.atoms[first.low].kind in "GVB" and _governs(case, first) and first.pattern[-1] != "v"
    if size > 1 and governing and not any(_governs(case, s) for s in others):
        return True
    if even or (_verbal(others) and _governs(case, first)):
        return False
    if size <= counts[len(counts) // 2] or "&" in first.pattern:
        return False
    return not any(first.text[0] == s.text[0] for s in others)


def _crossed(case: Case) -> bool:
    """疾病|诊断、治疗|活动; 旅行社|组织、接待|旅游者: two verbs side by side, with what they share around them."""
    if len(case.shapes) != 2 or case.shapes[0].text[-1] == case.shapes[1].text[-1]:
        return False
    left, right = (s.pattern for s in case.shapes)
    return (
        len(left) > 1 < len(right) and left[-1] in "vb" and right[0] in "vb" and left[0] in "nav" and right[-1] in "nb"
    )


def goes_on(case: Case) -> bool:
    """请求书、说明书|及其摘要: the list goes on; 非法拘禁、违反规定|泄露秘密: so does its last member."""
    after, last = case.after, case.shapes[-1]
    if after is None:
        return False
    if after.text == "及其" or (after.kind == "&" and after.text != "并"):
        return True
    if case.atoms[case.end - 1].kind == "F" and not any(case.atoms[s.high - 1].kind == "F" for s in case.shapes[:-1]):
        return True
    preposition = case.before is not None and case.before.kind == "P"
    return last.pattern[0] == "v" and last.pattern[-1] == "n" and after.kind in "GV" and not preposition


def _governed_by_other(case: Case) -> bool:
    """给予限制|承接工程、降低资质: the verb before a list of verb phrases may be the verb of the first."""
    before, first = case.before, case.shapes[0]
    if before is None or before.kind not in "GVB" or first.pattern[0] != "v":
        return False
    if len(first.pattern) == 1:  # 履职|尽责、做好工作
        governs = before.text in GOVERNS_CLAUSE or before.text in GOVERNS_VERBS or before.text in LIGHT
        return len(case.shapes) == 2 and case.after is not None and case.after.kind in NOMINAL + "BA" and not governs
    if len({len(s.text) for s in case.shapes}) == 1:
        return False
    return before.text not in GOVERNS_CLAUSE and before.text not in GOVERNS_VERBS


GOVERNS_VERBS = frozenset(
    "推动 促进 推进 要求 允许 组织 引导 帮助 鼓励 支持 责令 决定 努力 着力 致力 准备 建议 申请 从事 通过 需要 能够 可以 应当 必须 学会 督促 指导 "
    "教育 动员 协助 计划 打算 争取 力求 善于 强调 提出 提倡 倡导 旨在 在于 围绕 作为 开展 加强 注意 包括 是 有 具有 履行 承担".split()
)
"""Verbs that take verb phrases for their objects."""


def _twice(case: Case) -> bool:
    """A member that stands there twice."""
    return len({s.text for s in case.shapes}) < len(case.shapes)


def _half(case: Case) -> bool:
    """中、低|产田; 进出口证明书、进出口: half a word, or one member within another."""
    for s in case.shapes[:-1]:
        last = case.atoms[s.high - 1].text
        if len(last) == 1 and len(s.text) < 4 and last in "中高低大小上下左右前后正副主次新旧轻重公私":
            return True
    texts = [s.text for s in case.shapes]
    return any(a != b and (b.startswith(a) or a.startswith(b)) and len(a) > 1 < len(b) for a, b in pairwise(texts))


def _compound(case: Case) -> bool:
    """管理|人员违章指挥、…: the dictionary knows what is cut as one word."""
    before, after, words = case.before, case.after, case.words
    if before is not None and before.kind in "NBAYI" and words.compound(case.start - 1):
        return len(before.text) > 1 < len(words.atoms[case.start].text) and case.shapes[0].pattern not in ("v", "b")
    return after is not None and after.kind in "NB" and not _verbal(case.shapes) and words.compound(case.end - 1)


def _light(case: Case) -> bool:
    """进行出版、演出和|制作图书; 在入学、就业、|享受保障方面: verbs as nouns, but the last has an object."""
    before, after = case.before, case.after
    if before is None or after is None or after.kind not in "NtqMR":
        return False
    lone = case.shapes[-1].pattern in ("v", "b") and case.shapes[0].pattern in ("v", "b")
    return lone and (
        before.text in LIGHT or (before.kind == "P" and before.text in NOUN_TO_RIGHT) or before.text == "除"
    )


def longer_last(case: Case) -> bool:
    """预防、控制|措施; 国有企业、事业单位|职工: what the last has more than the others may be what all of them modify."""
    *others, last = case.shapes
    if case.joined or (case.etc and len(others) > 1) or len({len(s.text) for s in case.shapes}) == 1:
        return False
    if _governs(case, last) or (_verbal(others) and last.pattern[-1] != "n"):
        return False
    sizes = {len(s.pattern) for s in others}
    if len(sizes) > 1 or len(last.pattern) <= max(sizes) or last.text.startswith(("其他", "其它", "有关")):
        return False
    if "的" in last.pattern or "&" in last.pattern or last.pattern[-1] not in "nb" or others[0].text[0] == last.text[0]:
        return False
    return not all(s.text[-1] == last.text[-1] for s in others)


_NEEDS_OBJECT = STATIVE.union("采取 开展 进行 从事 承担 构成 造成 产生 形成 发生 包括 涉及 涉嫌 享受 享有".split())


def _last_takes_object(case: Case) -> bool:
    """任职、兼职或者|从事经营; 策划、参与|实施: the last verb has an object of its own."""
    after, last = case.after, case.shapes[-1]
    if after is None or len(last.pattern) > 2:
        return False
    verb = case.atoms[case.end - 1]
    if verb.kind not in "GVB":
        return False
    if verb.text in _NEEDS_OBJECT and after.kind in NOMINAL + "BAGVIYR":
        return case.shapes[0].text not in TAKES_NOUNS
    return verb.text in GOVERNS_CLAUSE and after.kind in "GVB"


def _shares_head(case: Case) -> bool:
    """Do other members than the last make a word with what follows the list?"""
    after = case.after
    return after is not None and any(case.words.heads(s.text, after.text) for s in case.shapes[:-1])


def goes_on_left(case: Case) -> bool:
    """疾病预防|控制机构、医疗机构: a list of nouns cut out of a compound."""
    before, shapes = case.before, case.shapes
    if before is None:
        return False
    if (
        shapes[0].pattern[0] == "b"
        and before.kind in "NA"
        and all(s.pattern[0] == "v" and len(s.pattern) > 1 for s in shapes[1:])
    ):
        return True  # 人工|繁育许可证、撤销批准
    if before.text in ("以上", "以下") and shapes[0].pattern[0] in "nb":
        return True  # 县级以上|人民政府
    every = case.every
    if _verbal(shapes) or every.prefix or every.suffix == "化":
        return False  # 设备、设施; 生活|形式化、随意化
    if len(shapes) > 2 and every.low == every.high == 2 and _shares_head(case):
        return False  # 校园|食品、消防、交通|安全
    if before.kind in "NYSI":
        verb = before.kind == "Y" and case.start > 1 and case.atoms[case.start - 2].kind in "&XDE"  # 防范和纠治
        return not verb and not is_time(before.text) and not before.text.endswith(("政府", "国务院"))
    if before.kind == "B":
        return before.text not in LEADING_VERBS and (case.start < 2 or case.atoms[case.start - 2].kind in "NBA的MR")
    return before.kind in "AD" and before.text not in _SHARED


def goes_on_right(case: Case) -> bool:
    """社会保险机构、社会保险费|征收机构."""
    after, shapes = case.after, case.shapes
    if after is None or after.kind not in _LEFT_OVER or _verbal(shapes):
        return False
    every = case.every
    if every.prefix or every.suffix or _shares_head(case):
        return False
    last = case.atoms[case.end - 1].text
    return last not in LEVELS and not (after.kind == "B" and (agent(last) or last.endswith(RULES)))


def shared_head(case: Case) -> bool:
    """种植业、林业、渔业|生产: without its last word the last member ends like the others."""
    *others, last = case.shapes
    stem = "".join(a.text for a in case.atoms[last.low : last.high - 1])
    alike = len(others) > 1 and len(stem) > 1 and all(s.text[-1] == stem[-1] for s in others)
    return alike and last.text[-1] != stem[-1]


DOUBTS: tuple[Callable[[Case], bool], ...] = (
    _no_kind,
    nouns_before_的,
    _mixed,
    split,
    _after_conjunction,
    _longer_first,
    _crossed,
    goes_on,
    _governed_by_other,
    _twice,
    _half,
    _compound,
    _light,
    longer_last,
    _last_takes_object,
    goes_on_left,
    goes_on_right,
    shared_head,
)
