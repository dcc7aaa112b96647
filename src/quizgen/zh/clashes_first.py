"""Clashes of the first member with the others (see ``zh.clashes``)."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.zh.cases import Case, bare, is_even, leads, verb_first
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.nounphrases import GOVERNS_CLAUSE, TAKES_NOUNS, agent

_OWNERS = ("政府", "国务院", "以上")
_OWNING = frozenset("全国 本级 同级 所在地 当地 本地 各地 有关 其他".split())
_PRONOUNS = frozenset("我 我们 你 你们 他 他们 她 她们 它 它们 大家 人们 咱们".split())
_DENIALS = frozenset("不 未 非 没有 没 无 勿".split())
_DUTIES = frozenset("履行 承担 推动 促进 推进 从事".split())


def _governing_first(case: Case) -> bool:
    """发展|俱乐部、健身组织: only the first begins with a verb, and has an object."""
    first, *others = case.shapes
    a = case.atoms[first.low]
    verb = leads(case, first) or (a.kind == "B" and first.pattern[1:2] in ("n", "q", "t"))
    if not verb or first.high - first.low < 2 or is_even(case):
        return False
    if a.kind != "G" and len(others) == 1 and len(first.text) == len(others[0].text) > 3:
        return False  # 统一战线、武装斗争
    if a.kind != "G" and len(case.every.suffix) > 1 and (first.high - first.low < 3 or all(s.pattern == first.pattern for s in others)):
        return False  # 遗传多样性、物种多样性
    if a.kind in "GV" and first.pattern[-1] == "n" and any(set(s.pattern) <= set("nqta") for s in others):
        return True  # 给付|护理费、辅助器具费、赔偿金
    return not any(leads(case, s) or s.pattern[0] in "iyXPKwd" or s.pattern == "b" for s in others) and (
        a.kind != "B" or all(s.pattern[0] in "naqt" for s in others)
    )


def _subject_first(case: Case) -> bool:
    """理论|武装全党、教育人民; 我们庆祝|百年、华诞: only the first has a subject."""
    first, *others = case.shapes
    if case.atoms[first.low].text in _PRONOUNS and not any(case.atoms[s.low].kind == "R" for s in others):
        return True
    inside = any(a.kind in "GXKP" for a in case.atoms[first.low + 1 : first.high - 1])
    verbs = all(verb_first(s) or s.pattern[0] in "XPd" for s in others)
    plain = not any(a.kind in "GVXKP" for s in others for a in case.atoms[s.low : s.high])
    if first.pattern[0] not in "nqt" or (len({len(s.text) for s in case.shapes}) == 1 and len(first.text) < 6):
        return False
    if inside and (verbs or plain):
        return True
    if all(leads(case, s) and s.high - s.low > 1 for s in others):
        return any(a.kind in "GVB" for a in case.atoms[first.low + 1 : first.high - 1])
    before = case.before  # 履行|职责不力、失职失责
    denied = any(a.kind in "EX" for a in case.atoms[first.low + 1 : first.high]) or first.pattern == "na"
    return denied and before is not None and before.kind in "GV" and not any("d" in s.pattern or s.pattern[-1] == "a" for s in others)


def _modal_first(case: Case) -> bool:
    """不得|拒绝救治、采取措施."""
    first, *others = case.shapes
    if case.atoms[first.low].kind == "X":
        return not any(case.atoms[s.low].kind in "XE" for s in others)
    inside = [any(a.kind == "X" for a in case.atoms[s.low + 1 : s.high]) for s in case.shapes]
    return inside[0] and not any(inside[1:])


def _nominal_first(case: Case) -> bool:
    """支付|劳动者工资、发放生活费: all but the first are verbs with their objects."""
    first, *others = case.shapes
    unknown = first.pattern == "yn" and case.before is not None and case.before.kind == "G"  # 停止|非柜面业务、限制转账
    if (any(c in "vbiyXPKd&" for c in first.pattern) and not unknown) or is_even(case):
        return False
    verbs = [leads(case, s) and s.high - s.low > 1 for s in others]
    return any(verbs) and all(v or s.pattern[0] in "yi" for v, s in zip(verbs, others, strict=True))


def _governed_first(case: Case) -> bool:
    """履行|防病治病、保护健康|的职责; 采取|预防、控制措施: a verb that takes the verb after it for its object."""
    first, *others = case.shapes
    if first.high - first.low < 2 or first.pattern[1] not in "vbi":
        return False
    texts = [case.atoms[s.low].text for s in case.shapes]
    heads = TAKES_NOUNS | GOVERNS_CLAUSE | _DUTIES
    if texts[0] not in heads or any(t in (_DUTIES if texts[0] in _DUTIES else heads) for t in texts[1:]):
        return False
    return len(others) == 1 or len({len(s.text) for s in case.shapes}) > 1


def _echo(case: Case) -> bool:
    """坚持|为人民服务、为社会主义服务: the word that the second opens with stands within the first."""
    first, second = case.shapes[0], case.shapes[1]
    word = case.atoms[second.low]
    if case.atoms[first.low].text == word.text or not (word.kind in "PXKEDGV" or leads(case, first)):
        return False
    inside = case.atoms[first.low + 1 : first.high]
    return any(a.text == word.text for a in inside) or any(
        len(word.text) == 1 and word.kind in "PGVXE" and a.text.startswith(word.text) for a in inside
    )


def _prefix_lost(case: Case) -> bool:
    """实施|手术、特殊检查、特殊治疗: the others begin alike, the first with a verb of its own."""
    first, *others = case.shapes
    if len(others) < 2 or not leads(case, first):
        return False
    head = case.atoms[others[0].low].text
    return len(head) > 1 and all(case.atoms[s.low].text == head for s in others) and not first.text.startswith(head)


def _cut_compound(case: Case) -> bool:
    """税收征收|管理法律、行政法规: a noun of action behind another opens the first member, and only that."""
    before, (first, *others) = case.before, case.shapes
    if before is None or before.text in LEADING_VERBS:
        return False
    a = case.atoms[first.low]
    if a.kind != "B" or first.high - first.low < 2 or any(s.pattern[0] in "bv" for s in others) or agent(before.text):
        return False
    return before.kind in "NBV"


def _governed_noun(case: Case) -> bool:
    """依照|税收征收|管理法律: behind a preposition and a noun no verb governs the list."""
    before, at = case.before, case.start
    if before is None or before.kind not in "GV" or at < 3 or len(case.shapes) > 2:
        return False
    return case.atoms[at - 2].kind in "NB" and case.atoms[at - 3].kind == "P" and case.atoms[at].kind == "B"


def _joined_before(case: Case) -> bool:
    """商品和|服务信息、交易信息."""
    before = case.before
    if before is None or before.kind != "&" or case.start < 2 or before.text == "以及" or case.shapes[0].pattern in "tq":
        return False
    earlier = case.atoms[case.start - 2]
    if before.text in ("与", "和") and earlier.kind in "XEDF":
        return False  # 应当与…互相配合
    verbs = all(verb_first(s) or s.pattern[0] == "b" for s in case.shapes)
    return not (verbs and (before.text in ("并", "并且") or (before.text in ("或", "或者") and all(bare(s) for s in case.shapes))))


def _measure_first(case: Case) -> bool:
    """证候九十九|项、治疗: what is counted is no member."""
    before, first = case.before, case.shapes[0]
    return before is not None and before.kind == "M" and len(first.text) == 1 and any(len(s.text) > 1 for s in case.shapes[1:])


def _own_preposition(case: Case) -> bool:
    """由|不知到知、由浅入深: the preposition that the others open with."""
    before, (first, *others) = case.before, case.shapes
    if before is None or before.kind != "P" or first.text.startswith(before.text):
        return False
    return any(s.text.startswith(before.text) for s in others)


def _denied(case: Case) -> bool:
    """非|至上、无限."""
    before = case.before
    if all(leads(case, s) for s in case.shapes):
        return False
    return before is not None and before.text in _DENIALS and not all(s.text[0] == before.text[0] for s in case.shapes[1:])


def _owned(case: Case) -> bool:
    """国务院|农业、林业部门: whose departments all of them are."""
    first, *others = case.shapes
    head = case.atoms[first.low].text
    if first.high - first.low < 2 or not (head.endswith(_OWNERS) or head in _OWNING):
        return False
    if case.atoms[first.low + 1].kind in "GVB" and len({len(s.text) for s in case.shapes}) == 1:
        return False  # 政府主导、市场运作
    if head in ("有关", "其他"):
        return case.before is not None and case.etc
    return not any(case.atoms[s.low].text.endswith(_OWNERS) for s in others)


def _state_first(case: Case) -> bool:
    """材料|齐全、符合要求: the first has the subject of all."""
    first, *others = case.shapes
    if first.pattern[-1] != "a" or "n" not in first.pattern or case.atoms[first.low].kind in "GVI" or len({len(s.text) for s in case.shapes}) == 1:
        return False
    return all(case.atoms[s.low].kind in "GV" and s.high - s.low > 1 for s in others)


def _what_is_found(case: Case) -> bool:
    """包括发现的|问题、整改措施: what stands before 的 may belong to the first alone."""
    before, at = case.before, case.start
    if before is None or before.kind != "的" or at < 3 or any("的" in s.pattern for s in case.shapes):
        return False
    return case.atoms[at - 2].kind in "GVB" and case.atoms[at - 3].text in _STATES_LIST


_STATES_LIST = frozenset("包括 包含 有 为 是 如 例如 即".split())


_LIMITS = frozenset("期限 期间 方法 范围 条件 目的 费用 状况 效果 说明 年限 权限".split())


def _half_of_compound(case: Case) -> bool:
    """使用|期限、净含量的标注: a noun of action at the head of a clause makes a compound with the first."""
    before, after, first = case.before, case.after, case.shapes[0]
    if before is None or after is None or case.start != 1 or len(case.shapes) > 2 or before.kind not in "GB" or after.kind != "的":
        return False
    return first.text in _LIMITS


FIRST: tuple[Callable[[Case], bool], ...] = (
    _governing_first,
    _subject_first,
    _modal_first,
    _nominal_first,
    _governed_first,
    _echo,
    _prefix_lost,
    _cut_compound,
    _governed_noun,
    _joined_before,
    _measure_first,
    _own_preposition,
    _denied,
    _owned,
    _state_first,
    _what_is_found,
    _half_of_compound,
)
