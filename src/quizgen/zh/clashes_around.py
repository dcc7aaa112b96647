"""Clashes between a list and what stands around it: words before the first member or behind the last one that belong to
that member alone (see ``zh.clashes``)."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.zh.cases import Case, leads, verb_first
from quizgen.zh.lexicon import DEGREES, LEADING_VERBS
from quizgen.zh.nounphrases import LEVELS, agent

_HALVES = frozenset("急 正 负 副 主 次 新 老 旧 高 低 大 小 真 假 总 单 双 多 少 全 轻 重 软 硬 内 外 公 私 微 超 强 弱 再".split())
"""Characters that open compounds rather than say something of all members."""
_ABOUT = frozenset("有关 相关 相关联 无关 相近 相似".split())
_TOGETHER = ("相结合", "相统一", "相协调", "相适应", "相衔接", "并重", "并举")
_HANDLES = frozenset("进行 予以 加以 给予".split())
_SOME = frozenset("一些 有些 有的 某 某些 某个 本案 每个 每位 每名 这个 那个 这种 该".split())


def _half_before(case: Case) -> bool:
    """正|能量、好风气; 再生|水、雨水: half a compound stands outside."""
    before, first = case.before, case.shapes[0]
    if before is None or before.end != case.atoms[case.start].start:
        return False
    if len(before.text) == 1:
        return before.text in _HALVES and not any(s.text[0] == before.text for s in case.shapes[1:]) and len(first.text) > 1
    if first.text == "行政":
        return before.kind in "NB"  # 卫生|行政、公安部门
    lone = len(first.text) == 1 and all(len(s.text) > 1 for s in case.shapes[1:]) and first.text not in LEVELS
    return lone and before.kind in "VBNAY" and before.text not in LEADING_VERBS and not agent(before.text)


def _joined_further(case: Case) -> bool:
    """继承人或者遗产|管理人、监护人: the compound that is cut stands behind a conjunction."""
    before = case.before
    if before is None or case.start < 3 or before.kind not in "NBAD" or before.text in LEADING_VERBS or agent(before.text):
        return False
    joint = case.atoms[case.start - 2]
    if joint.kind != "&" or joint.text in ("并", "并且", "以及") or case.atoms[case.start - 3].kind not in "NBSY":
        return False
    return before.kind in "AD" or (not all(leads(case, s) for s in case.shapes) and case.atoms[case.start].kind in "NBGV")


def _action_cut(case: Case) -> bool:
    """水源保护|利用、开发: a noun of action behind another, which makes one compound with it."""
    before, first = case.before, case.shapes[0]
    if before is None or case.start < 2 or before.kind != "B" or first.pattern != "b":
        return False
    return case.atoms[case.start - 2].kind == "N" and not agent(case.atoms[case.start - 2].text)


def _denied_first(case: Case) -> bool:
    """睡眠|不足、早醒: only the first is denied, and what is denied stands before it."""
    before, (first, *others) = case.before, case.shapes
    if before is None or before.kind not in "NB" or first.text[0] not in "不未无":
        return False
    return len(first.text) == 2 and not any(s.text[0] in "不未无" for s in others)


def _start_inside(case: Case) -> bool:
    """不乱扔、乱倒、乱画: what all others open with stands behind a word of the first."""
    first, *others = case.shapes
    start = others[0].text[0]
    if len(others) < 2 or any(s.text[0] != start for s in others):
        return False
    return first.text[0] != start and start in first.text[1:3] and len(first.text) > 2


def _behind_preposition(case: Case) -> bool:
    """按|标准建设宿舍、食堂; 因|违约造成的损失、费用: the noun behind a preposition, and the verb of the whole."""
    before, (first, *others) = case.before, case.shapes
    if before is None or before.kind != "P" or first.high - first.low < 2:
        return False
    inside = any(a.kind in "GV" for a in case.atoms[first.low + 1 : first.high - 1])
    return inside and not any(a.kind in "GVX" for s in others for a in case.atoms[s.low : s.high])


def _one_of_some(case: Case) -> bool:
    """一些企业弄虚作假、以次充好: the first opens with the subject of all."""
    first, *others = case.shapes
    if case.atoms[first.low].text not in _SOME or any(case.atoms[s.low].kind == "R" for s in others):
        return False
    return any(a.kind in "GVBIY" for a in case.atoms[first.low + 1 : first.high])


def _degree_follows(case: Case) -> bool:
    """高产、优质、成本|低的: what the last is like stands behind it."""
    after, last = case.after, case.shapes[-1]
    if after is None or after.text not in DEGREES or case.etc or last.pattern[-1] not in "nb":
        return False
    following = case.atoms[case.end + 1] if case.end + 1 < len(case.atoms) else None
    return following is None or following.kind in "的、P"


def _clause_follows(case: Case) -> bool:
    """时间、双方|重新协商的情况: the noun goes on with a clause of its own before 的."""
    after, last, at = case.after, case.shapes[-1], case.end
    if after is None or case.etc or last.pattern[-1] not in "nqt":
        return False
    while at < len(case.atoms) and case.atoms[at].kind in "DEX" and at < case.end + 2:
        at += 1
    if at + 1 >= len(case.atoms) or case.atoms[at].kind not in "GVB" or case.atoms[at + 1].kind != "的":
        return False
    return not all(agent(s.text) or s.text in LEVELS for s in case.shapes)


def _modifier_follows(case: Case) -> bool:
    """在公路、城市|快速路; 登记、交易|异常的账户: what the dictionary takes for an adverb modifies a noun, with the last."""
    after, last = case.after, case.shapes[-1]
    if after is None or after.kind != "D" or case.etc or last.pattern[-1] not in "ny":
        return False
    following = case.atoms[case.end + 1] if case.end + 1 < len(case.atoms) else None
    return following is not None and (following.kind == "的" or (following.kind == "N" and len(after.text) > 1))


def _verb_comes_back(case: Case) -> bool:
    """自行收集、运输或者委托|他人收集: a verb of the list stands again behind it, so that its last word governs that one."""
    after = case.after
    if after is None or case.etc or after.kind not in "NRYA" or not all(s.pattern in ("v", "b") for s in case.shapes):
        return False
    texts = {s.text for s in case.shapes[:-1]}
    return any(a.text in texts for a in case.atoms[case.end : case.end + 9])


def _compared(case: Case) -> bool:
    """查封、扣押与|涉案财物有关的: 与 … 有关 is no joint."""
    last = case.shapes[-1]
    if not case.joined or case.atoms[last.low - 1].text not in ("与", "和", "同"):
        return False
    return any(a.text in _ABOUT for a in case.atoms[last.low : case.end + 6]) or last.text.endswith(_TOGETHER)


def _together_last(case: Case) -> bool:
    """扶贫同扶志、扶智相结合: what is said of both."""
    *others, last = case.shapes
    return last.text.endswith(_TOGETHER) and not any(s.text.endswith(_TOGETHER) for s in others)


def _of_mixed(case: Case) -> bool:
    """游客的行程、商家|的经营; 学生、家长的意见和建议: some hold 的, and nothing says where it belongs."""
    of = ["的" in s.pattern for s in case.shapes]
    if any(of) and not all(of) and case.after is not None and case.after.kind == "的":
        return True
    return any(of[1:-1]) and not of[0] and not of[-1]


def _etc_of_last(case: Case) -> bool:
    """场地环境、产品质量、饲料和药品等|投入品的使用: 等 closes a list within the last member."""
    if not case.etc or not case.joined or len(case.shapes) < 4:
        return False
    sizes = [len(s.text) for s in case.shapes]
    if max(sizes[-2:]) >= min(sizes[:-2]):
        return False
    return any(a.kind == "的" for a in case.atoms[case.end : case.end + 5])


def _handled_last(case: Case) -> bool:
    """废水、废渣和其他垃圾进行处理的设施等: what is done to all of them."""
    *others, last = case.shapes
    inner = case.atoms[last.low + 1 : last.high]
    return any(a.text in _HANDLES for a in inner) and not any(a.text in _HANDLES for s in others for a in case.atoms[s.low : s.high])


def _agent_acts(case: Case) -> bool:
    """公安、民政部门组织社区、学校: a member in the middle says who does what to the rest."""
    for s in case.shapes[1:-1]:
        part = case.atoms[s.low : s.high]
        for i, a in enumerate(part[1:-1], 1):
            if (a.kind in "GV" or a.text in LEADING_VERBS or a.text == "组织") and agent(part[i - 1].text) and part[i + 1].kind in "NSAYR":
                return not any(b.kind in "GV" for o in case.shapes if o is not s for b in case.atoms[o.low : o.high])
    return False


def _predicate_last(case: Case) -> bool:
    """战士、医生、民警|挺身而出: nouns, and the last with what all of them do."""
    *others, last = case.shapes
    if case.etc or case.after is not None or last.high - last.low < 2 or not all(s.pattern[-1] in "nqt" for s in others):
        return False
    end, earlier = case.atoms[case.end - 1], case.atoms[case.end - 2]
    if len({len(s.text) for s in case.shapes}) == 1 or earlier.kind not in "NQY" or len(end.text) < 2:
        return False
    return end.kind in "GVI"


def _time_last(case: Case) -> bool:
    """流动性大、变化大时: when."""
    *others, last = case.shapes
    return last.text.endswith(("时", "的时候")) and len(last.text) > 2 and not any(s.text.endswith(("时", "时候")) for s in others)


def _acts_then(case: Case) -> bool:
    """在执勤、接待群众|来访时: the object of the last has a verb of its own."""
    after, last = case.after, case.shapes[-1]
    if after is None or after.kind not in "GVB" or case.etc or not verb_first(last) or last.pattern[-1] != "n":
        return False
    following = case.atoms[case.end + 1] if case.end + 1 < len(case.atoms) else None
    return following is not None and following.kind in "F的"


def _said_of_last(case: Case) -> bool:
    """共同挑战、建设|更加美好的家园: a verb before an adverb of degree has its object behind it."""
    after, last = case.after, case.shapes[-1]
    return after is not None and after.kind == "E" and not case.etc and last.pattern in ("b", "v") and case.atoms[case.end - 1].text in LEADING_VERBS | {"建设"}


def _counted_thing(case: Case) -> bool:
    """同学的姓名、性别和图书|借阅次数: nouns of one thing, the last with a verb of its own before another noun."""
    before, after, last = case.before, case.after, case.shapes[-1]
    if before is None or before.kind != "的" or after is None or after.kind not in "BV" or case.etc or last.pattern != "n":
        return False
    if case.end + 1 >= len(case.atoms) or case.atoms[case.end + 1].kind != "N" or agent(last.text):
        return False
    return case.joined


def _known_longer(case: Case) -> bool:
    """公开、负责|任; 法律、司法|解释: the dictionary knows the last with the next word as one, and the others with none."""
    after = case.after
    if after is None or case.etc or after.kind in "的、P&C等":
        return False
    last = case.atoms[case.end - 1].text
    if len(last) < 2 or not case.words.known(last + after.text):
        return False
    return len(after.text) == 1 or (after.kind in "GVB" and not any(case.words.heads(s.text, after.text) for s in case.shapes[:-1]))


def _some_governed(case: Case) -> bool:
    """支撑|细胞结构、帮助细胞附着、细胞转运: a verb governs the first, and some of the others bring their own."""
    before, (first, *others) = case.before, case.shapes
    if before is None or before.kind not in "GV" or len(others) < 2 or len({len(s.text) for s in case.shapes}) == 1:
        return False
    if any(case.atoms[i].kind in "GVXPKDI" for i in range(first.low, first.high)) or first.high - first.low < 2:
        return False
    own = [case.atoms[s.low].kind in "GVB" and leads(case, s) and s.high - s.low > 1 for s in others]
    return any(own)


def _two_lists(case: Case) -> bool:
    """易燃物品以及剧毒: 以及 within one member only."""
    return any(a.text == "以及" for s in case.shapes for a in case.atoms[s.low : s.high])


def _half_word(case: Case) -> bool:
    """一|类疾病、灾害; 如|麦、稻: a measure word, or 如 before a word of one or two characters."""
    a = case.atoms[case.start]
    if a.kind == "Q" and case.before is not None and case.before.kind == "M":
        return True
    return a.kind == "Y" and a.text[0] in "如像" and len(a.text) < 4


def _of_other(case: Case) -> bool:
    """出租人、承租人和房屋|的其他权利人; 车站、码头以及货物|的仓库: 的 belongs to the last."""
    after, last = case.after, case.shapes[-1]
    if after is None or after.kind != "的" or not case.joined or case.end + 1 >= len(case.atoms):
        return False
    return case.atoms[case.end + 1].text in ("其他", "其它") or (case.atoms[last.low - 1].text == "以及" and last.pattern[-1] in "nqt")


def _shared_action(case: Case) -> bool:
    """加强中心城区、重点镇、乡村|建设: what is done to all of them, where the verb before asks for an act."""
    *others, last = case.shapes
    before, end = case.before, case.atoms[case.end - 1]
    if before is None or before.text not in _ASKS_ACT or last.high - last.low < 2:
        return False
    if end.kind not in "BV" and end.text not in ("工作", "活动", "事业"):
        return False
    return not any(case.atoms[s.high - 1].kind in "BVGSYI" or case.atoms[s.high - 1].text in ("工作", "活动", "事业") for s in others)


_ASKS_ACT = frozenset("加强 推进 开展 做好 加快 参加 参与 促进 强化 规范 抓好 深化 推动 从事 了解 搞好 改善 负责 实施 组织".split())


def _no_agent_first(case: Case) -> bool:
    """医疗、保健机构和人员; 民政、公安机关、法院: all but the first are organs or persons, and it shares their head."""
    first, *others = case.shapes
    if len(others) < 2 or first.high - first.low > 1 or first.pattern in "qty" or agent(first.text) or first.text in LEVELS:
        return False
    return all(agent(s.text) for s in others) and len(others[0].text) > len(first.text) and len(first.text) > 1


def _predicate_lost(case: Case) -> bool:
    """技术好、干劲足、作风|正的队员: the others say what something is like, the last only what."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc or last.pattern[-1] != "n" or after.kind not in "AED":
        return False
    return all(len(s.pattern) > 1 and s.pattern[-1] == "a" for s in others[:1] + others[-1:])


def _more_in_last(case: Case) -> bool:
    """因时、因事、因势|利导: all open alike, and only the last goes on."""
    *others, last = case.shapes
    sizes = {len(s.text) for s in others}
    if case.etc or len(others) < 2 or len(sizes) > 1 or len({s.text[0] for s in case.shapes}) > 1:
        return False
    return len(last.text) > max(sizes) and max(sizes) < 4 and case.atoms[case.end - 1].kind in "GVBAI"


def _level_first(case: Case) -> bool:
    """市|卫生健康、市场监管等部门: whose departments all of them are."""
    first, *others = case.shapes
    if first.high - first.low < 2 or case.atoms[first.low].text not in LEVELS:
        return False
    return not any(case.atoms[s.low].text in LEVELS or case.atoms[s.low].kind == "R" for s in others)


def _two_in_first(case: Case) -> bool:
    """材料和工艺|基础理论、原创技术: only the first holds a conjunction, and is the longest by far."""
    first, *others = case.shapes
    if len(others) < 2 or "&" not in first.pattern or any("&" in s.pattern for s in others):
        return False
    return 2 * len(first.text) > 3 * max(len(s.text) for s in others)


def _verb_among_nouns(case: Case) -> bool:
    """罚金、拘役、没收|财产: the last is a verb with its object behind it, others are nouns."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc or last.pattern != "v" or case.atoms[last.low].kind != "G" or after.kind not in "NAYB":
        return False
    return any(s.pattern in ("n", "b") for s in others)


def _subject_behind(case: Case) -> bool:
    """佩戴口罩、垃圾|分类投放: behind a verb and its objects the last is the subject of what follows."""
    before, after, last = case.before, case.after, case.shapes[-1]
    if before is None or after is None or before.kind not in "GV" or case.etc or last.pattern != "n" or agent(last.text):
        return False
    following = case.atoms[case.end + 1] if case.end + 1 < len(case.atoms) else None
    return after.kind in "DE" and following is not None and following.kind in "GVA的" and case.shapes[0].pattern in ("n", "y")


def _phrase_follows(case: Case) -> bool:
    """势力的政治代表、外国|在中国的代理人: 的 before, and behind the last a phrase with a preposition before 的."""
    before, after, last = case.before, case.after, case.shapes[-1]
    if before is None or after is None or before.kind != "的" or after.kind != "P" or last.pattern[-1] not in "nqt":
        return False
    return not all(agent(s.text) for s in case.shapes) and any(a.kind == "的" for a in case.atoms[case.end + 1 : case.end + 5])


_COMPLEMENTS = frozenset("出 成 到 入 进 给 于 得 住 完 起 掉 出境 入境".split())


def _complement_follows(case: Case) -> bool:
    """作出反应、开发|出新品: what the last verb leads to."""
    after = case.after
    if after is None or case.etc or after.text not in _COMPLEMENTS or case.atoms[case.end - 1].kind not in "GVB":
        return False
    return after.text in ("出境", "入境") or not all(s.pattern in ("v", "b") for s in case.shapes[:-1]) or len(case.shapes) == 2


def _other_class_last(case: Case) -> bool:
    """尺寸、用力|程度: nouns, and a last word of another class right before a noun."""
    *others, last = case.shapes
    after = case.after
    if after is None or case.etc or after.kind != "N" or last.high - last.low > 1 or not all(s.pattern[-1] == "n" for s in others):
        return False
    return case.atoms[last.low].kind in "GVD"


def _name_first(case: Case) -> bool:
    """又称|甲法、乙法."""
    return case.shapes[0].text.startswith(("又称", "也称", "亦称", "简称", "俗称"))


AROUND: tuple[Callable[[Case], bool], ...] = (
    _half_before,
    _joined_further,
    _action_cut,
    _denied_first,
    _start_inside,
    _behind_preposition,
    _one_of_some,
    _degree_follows,
    _clause_follows,
    _modifier_follows,
    _verb_comes_back,
    _compared,
    _together_last,
    _of_mixed,
    _etc_of_last,
    _handled_last,
    _agent_acts,
    _predicate_last,
    _time_last,
    _acts_then,
    _said_of_last,
    _counted_thing,
    _known_longer,
    _some_governed,
    _two_lists,
    _half_word,
    _of_other,
    _shared_action,
    _no_agent_first,
    _predicate_lost,
    _more_in_last,
    _level_first,
    _two_in_first,
    _verb_among_nouns,
    _subject_behind,
    _phrase_follows,
    _complement_follows,
    _other_class_last,
    _name_first,
)
