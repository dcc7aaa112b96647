"""Clashes of the last member with the others (see ``zh.clashes``)."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.zh.cases import Case, leads
from quizgen.zh.doubts import nouns_before_的
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.nounphrases import LEVELS, TAKES_NOUNS, agent

CLASSES = frozenset(
    "制度 原则 机制 体系 标准 改革 结果 措施 活动 工作 方式 方法 情况 问题 要求 规划 计划 系统 建设 服务 管理 能力 关系 现象 过程 案件 职责 任务 格局 政策 "
    "证据 产业 领域 事业 行为 责任 权利 信息 待遇 力度 条件 地区 潜力 意识 水平 质量 环境 氛围 秩序 程序 作用 职能 功能 效果 效率 范围 形势 资源".split()
)
"""Nouns that name the class of what stands before them."""

_ACTS_ONLY = frozenset("力度 机制".split())
"""Classes that what verbs name has rather than things: 监测、识别和处置|机制."""


def _verb_last(case: Case) -> bool:
    """染色体、质粒和|整合在…: nouns, and a last member that ends in a verb."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc:
        return False
    end = case.atoms[case.end - 1]
    verb = end.kind in "GV" or (end.kind == "B" and last.high - last.low == 1 and after.kind == "P")
    if last.text.startswith(("其他", "其它")):
        return end.kind in "GVB" and after.kind in "的P" and not any(s.pattern[-1] in "vb" for s in others)
    if after.kind == "的" and last.high - last.low > 1 and leads(case, last) and not any(leads(case, s) for s in others):
        return all(s.pattern[-1] in "nqt" for s in others)  # 生产企业、合作社、从事收购|的单位
    if (len(others) > 1 and len({len(s.text) for s in case.shapes}) == 1):
        return False
    verb |= end.kind == "B" and after.kind == "的" and last.pattern in ("ab", "db", "bb", "vb") and len(others) == 1  # 违法运输|的货物
    return verb and sum(s.pattern[-1] in "nqt" for s in others) * 2 > len(others)


def _framed_last(case: Case) -> bool:
    """以腹满、吐利、不渴|为主证: 以 … 为 holds the list between them."""
    before, last = case.before, case.shapes[-1]
    if before is None or before.text != "以":
        return False
    return any(a.text == "为" for a in case.atoms[last.low + 1 : last.high]) and not any(
        a.text == "为" for s in case.shapes[:-1] for a in case.atoms[s.low : s.high]
    )


def _adjective_last(case: Case) -> bool:
    """医学处置、出具|相应的证明; 最大诚意、尽|最大努力."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc:
        return False
    if last.high - last.low < 2:  # 管理、监督和|必要的调控
        return after.kind == "的" and last.pattern == "a" and case.joined and all(s.pattern[-1] in "vb" for s in others)
    end, before = case.atoms[case.end - 1], case.atoms[case.end - 2]
    if end.kind not in "AD" or before.kind not in "GVBP" or 2 * sum(s.pattern[-1] in "aiy" for s in others) > len(others):
        return False
    return after.kind == "的" or after.kind in "NBI"


def _party_last(case: Case) -> bool:
    """经济组织、社会组织、群体|党的建设: of one character, before 的."""
    last, after = case.shapes[-1], case.after
    end = case.atoms[case.end - 1].text
    if after is None or after.kind != "的" or len(end) > 1 or last.high - last.low < 2:
        return False
    return not any(s.text.endswith(end) or len(case.atoms[s.high - 1].text) == 1 for s in case.shapes[:-1])


def _adverb_last(case: Case) -> bool:
    """普遍发生、反复|出现; 尊重医师、理性|对待: the last word belongs to the verb behind it."""
    *others, last = case.shapes
    after = case.after
    if after is None or (after.kind not in "GVB" and after.text != "作为") or last.high - last.low > 1 or case.etc:
        return False
    if last.pattern in "ad" and not any(s.pattern[-1] in "ad" for s in others):
        return True
    if case.atoms[last.low].kind in "DE" and not any(case.atoms[s.high - 1].kind in "ADE" for s in others):
        return True
    return len(others) == 1 and after.kind in "GV" and case.atoms[last.low].kind == "S" and case.atoms[others[0].high - 1].kind == "N"


def _governed_last(case: Case) -> bool:
    """发布预警、采取|预警措施."""
    last, after = case.shapes[-1], case.after
    if after is None or after.kind not in "NB" or last.high - last.low < 2 or case.etc:
        return False
    return case.atoms[last.low].text in TAKES_NOUNS and case.atoms[case.end - 1].kind in "BVA"


def _class_last(case: Case) -> bool:
    """人事、薪酬、职称、奖励|制度: the last word may be the class of all."""
    *others, last = case.shapes
    if last.high - last.low < 2 or case.etc:
        return False
    head = case.atoms[case.end - 1].text
    if head not in CLASSES or leads(case, last) or any(case.atoms[s.high - 1].text in CLASSES for s in others):
        return False
    rest = len(last.text) - len(head)
    if head in _ACTS_ONLY:
        return rest > 1  # 贷款展期、续贷|力度
    return min(len(s.text) for s in others) <= rest <= max(len(s.text) for s in others)


def _who_last(case: Case) -> bool:
    """主管部门、控制部门|报告; 法律和主管部门|规定: only the last says what is done."""
    *others, last = case.shapes
    if last.high - last.low < 2 or case.atoms[case.end - 1].kind not in "GVB" or not agent(case.atoms[case.end - 2].text):
        return False
    end = case.atoms[case.end - 1].text
    return not any(case.atoms[s.high - 1].text == end or s.pattern[-1] in "vb" for s in others)


def _modifier_last(case: Case) -> bool:
    """组织、单位、组织者|的处理决定: only the last holds 的, and nothing joins it."""
    of = ["的" in s.pattern for s in case.shapes]
    last = case.shapes[-1]
    return of[-1] and not any(of[:-1]) and not case.joined and not case.etc and not last.text.startswith(("其他", "其它"))


def _noun_before_的(case: Case) -> bool:
    """转业军官、安排|工作的军士: a noun, and a last member that is none before 的."""
    return nouns_before_的(case) and len({len(s.text) for s in case.shapes}) > 1


def _next_verb_last(case: Case) -> bool:
    """体力、智力和|培养他们; 功能、用途或者|妨碍其: nouns, and the verb of what follows."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc or last.high - last.low > 1 or after.kind not in "RNSAY":
        return False
    verb = case.atoms[last.low]
    return (verb.kind in "GV" or (verb.kind == "B" and verb.text in LEADING_VERBS and after.kind == "R")) and (
        all(s.pattern[-1] == "n" for s in others) or all(s.pattern == "a" for s in others)  # 真实、完整和|支付全流程
    )


_TAKES_THING = frozenset("产生 造成 形成 构成 引起 导致 具有 具备 缺乏 包括".split())


def _governs_next(case: Case) -> bool:
    """黏附、定植和|产生毒素: only the last has an object."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc or last.text not in _TAKES_THING or after.kind not in "NSAYBRI":
        return False
    return not any(s.text in _TAKES_THING for s in others)


def _subject_last(case: Case) -> bool:
    """病死、毒死或者|死因不明; 山更绿、水|更清: the last begins a clause of its own."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc or last.high - last.low > 1 or last.pattern != "n" or after.kind not in "EXDA":
        return False
    if not case.joined and len(last.text) > 1:
        return False  # 身高、体重快速改变
    return all(s.pattern[-1] in "vba" and s.pattern != "b" for s in others) or all(s.pattern == "a" for s in others)


_OF_WHAT_FOLLOWS = frozenset("相互 互相 彼此 反复 各自 共同 内部 外部 自身".split())


def _modifier_of_next(case: Case) -> bool:
    """紧密相连、相互|协调; 本质、全体、内部|联系: the last word says how or where of what follows."""
    last, after = case.shapes[-1], case.after
    return after is not None and after.kind in "NBGVAS" and not case.etc and last.text in _OF_WHAT_FOLLOWS


def _level_last(case: Case) -> bool:
    """省、自治区、直辖市|运输动物."""
    *others, last = case.shapes
    ranks = sum(s.text in LEVELS for s in others)
    return ranks > 1 and last.text not in LEVELS and case.atoms[last.low].text in LEVELS


def _goes_on(case: Case) -> bool:
    """请求书、说明书|及其摘要."""
    after = case.after
    return after is not None and (after.text == "及其" or (after.kind == "&" and after.text != "并"))


_HEADS = CLASSES | frozenset("技术 设施 项目 队伍 工程 产品 目标 战略 精神 知识 权益 权力 观念 办法 手段 人员 机构 部门 组织 单位".split())


def _class_after_acts(case: Case) -> bool:
    """基础研究、技术创新|潜力; 监测预警、应急处置|工作: acts, and the class of all of them behind the last."""
    *others, last = case.shapes
    if last.high - last.low < 2 or case.etc or leads(case, last):
        return False
    if case.atoms[case.end - 1].text not in _HEADS or case.atoms[case.end - 2].kind not in "BNVIG":
        return False
    ends = [case.atoms[s.high - 1] for s in others]
    return all(a.kind in "BVI" and a.text not in _HEADS for a in ends) and all(len(s.text) > 3 for s in others)


def _person_goes_on(case: Case) -> bool:
    """中小企业、民营企业和个人|创业贷款: organs and persons, and the last with what all of them have."""
    *others, last = case.shapes
    if last.high - last.low < 2 or not agent(case.atoms[last.low].text) or agent(last.text):
        return False
    return all(agent(s.text) for s in others)


def _organ_of_last(case: Case) -> bool:
    """慈善组织、慈善信托|的受托人: an organ, and the last with a person of its own."""
    after = case.after
    if after is None or after.kind != "的" or case.end + 1 >= len(case.atoms) or len(case.shapes) > 2 or case.etc:
        return False
    return agent(case.shapes[0].text) and agent(case.atoms[case.end + 1].text)


LAST: tuple[Callable[[Case], bool], ...] = (
    _framed_last,
    _verb_last,
    _adjective_last,
    _party_last,
    _adverb_last,
    _governed_last,
    _class_last,
    _who_last,
    _modifier_last,
    _noun_before_的,
    _next_verb_last,
    _governs_next,
    _subject_last,
    _modifier_of_next,
    _level_last,
    _goes_on,
    _class_after_acts,
    _person_goes_on,
    _organ_of_last,
)
