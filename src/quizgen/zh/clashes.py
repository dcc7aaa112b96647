"""What the members of one series cannot do beside one another.

Each function names a form in which the likeliest reading (``zh.parallel``) has taken something along that belongs to the
sentence, or has lost something: only the first has a verb (发展|俱乐部、健身组织), only the last one ends in one
(染色体、质粒和|整合在…), the second opens with a word from the middle of the first (坚持|为人民服务、为社会主义服务).
"""

from __future__ import annotations

from collections.abc import Callable

from quizgen.zh import numerals
from quizgen.zh.cases import Case, bare, leads, verb_first
from quizgen.zh.clashes_around import AROUND
from quizgen.zh.clashes_first import FIRST
from quizgen.zh.clashes_last import LAST
from quizgen.zh.doubts import split
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.nounphrases import agent

_CONTENT = "NSABGVIYD"


def clashes(case: Case, *, framed: bool) -> bool:
    """``framed``: both borders are firm (``zh.frames``)."""
    for clash in CLASHES:
        if clash(case):
            return True
    return not framed and _begins_another(case)


def _crossed(case: Case) -> bool:
    """公开|投诉、举报|方式: two nouns of action, with what they share around them."""
    if len(case.shapes) != 2:
        return False
    left, right = case.shapes
    if left.high - left.low != 2 or right.high - right.low != 2:
        return False
    a, b, c, d = (*case.atoms[left.low : left.high], *case.atoms[right.low : right.high])
    return a.kind in "GVB" and b.kind in "BV" and c.kind in "BV" and c.text not in LEADING_VERBS and d.kind in "NS"


def _half_objects(case: Case) -> bool:
    """拒绝、阻碍|调查; 投诉、举报|人: a verb alone beside one that has more."""
    shapes = case.shapes
    if len(shapes) == 2 and bare(shapes[0]) and shapes[0].high - shapes[0].low == 1:
        p = shapes[1].pattern
        if len(p) > 1 and p[0] in "vb" and p[-1] == "n":
            return True
    if len(shapes) > 3 and all(s.high - s.low == 1 and s.pattern in "vb" for s in shapes[:-1]):
        last = [case.atoms[i].kind for i in range(shapes[-1].low, shapes[-1].high)]
        return len(last) > 1 and last[-1] == "N" and any(k in "GV" for k in last[:-1])  # 隐匿、伪造、篡改或者擅自销毁|病历
    if len(shapes) > 3 or len({len(s.text) for s in shapes}) == 1 or shapes[0].text[:2] == shapes[1].text[:2]:
        return False
    alone = [bare(s) for s in shapes]
    objects = [verb_first(s) and not b and len(s.pattern) > 1 for s, b in zip(shapes, alone, strict=True)]
    return any(alone) and any(objects)


def _verbs_between_nouns(case: Case) -> bool:
    """凝血酶|激活、促进|溶解; 改革|发展、调整|利益: the first verb closes a phrase, the second opens one."""
    before, after = case.before, case.after
    if len(case.shapes) != 2 or before is None or after is None or not all(bare(s) for s in case.shapes):
        return False
    one, two = (case.atoms[s.high - 1] for s in case.shapes)
    governing = two.kind in "GV" or two.text in LEADING_VERBS
    return one.text not in LEADING_VERBS and one.kind in "BYV" and governing and before.kind in "NAB" and not agent(before.text) and after.kind in "NSYIRBA"


def _list_joined(case: Case) -> bool:
    """甲机构以及乙、丙等机构: 以及 joins lists, and what follows it is one of its own."""
    between = zip(case.shapes[:-1], case.shapes[1:-1], strict=False)
    return any(case.atoms[a.high].text == "以及" for a, _ in between)


def _ends_another(case: Case) -> bool:
    """同时|发力、同向发力: one member is the end of another."""
    texts = [s.text for s in case.shapes]
    return any(a is not b and len(a) > 1 and b.endswith(a) for a in texts for b in texts)


def _twice(case: Case) -> bool:
    return len({s.text for s in case.shapes}) < len(case.shapes)


def _even_further(case: Case) -> bool:
    """爱|党报国、敬业奉献、服务人民: with what stands before it (or after it) an outer member would be as long as the others."""
    sizes = [len(s.text) for s in case.shapes]
    if len(sizes) < 3:
        return False
    atoms = case.atoms
    if sizes[0] != sizes[1] and len(set(sizes[1:])) == 1 and 3 <= sizes[1] <= 6:
        wanted, at = sizes[1] - sizes[0], case.start
        while wanted > 0 and at > 0 and atoms[at - 1].end == atoms[at].start and atoms[at - 1].kind in _CONTENT:
            at -= 1
            wanted -= len(atoms[at].text)
        if wanted == 0 and (atoms[at].kind in "GV") == any(leads(case, s) for s in case.shapes[1:]):
            return True
    if sizes[-1] != sizes[0] and len(set(sizes[:-1])) == 1 and 3 <= sizes[0] <= 6 and not case.etc:
        wanted, at = sizes[0] - sizes[-1], case.end
        while wanted > 0 and at < len(atoms) and atoms[at].kind in _CONTENT:
            wanted -= len(atoms[at].text)
            at += 1
        if wanted == 0:
            return True
    return False


def _of_each(case: Case) -> bool:
    """纤维的|吸附、血液|的稀释: a 的 before and a 的 behind two nouns."""
    before, after = case.before, case.after
    if len(case.shapes) != 2 or before is None or after is None:
        return False
    return before.kind == after.kind == "的" and all(s.high - s.low == 1 and s.pattern in "nby" for s in case.shapes)


def _counted(case: Case) -> bool:
    """副主任若干人、委员|若干人; 四项|基本原则、改革开放."""
    after, before = case.after, case.before
    if after is not None and (after.kind in "MQ" or after.text == "若干"):
        return any(a.kind in "MQ" or a.text.startswith("若干") for s in case.shapes[:-1] for a in case.atoms[s.low + 1 : s.high])
    if before is None or before.kind not in "MQ":
        return False
    number = case.atoms[case.start - 2] if before.kind == "Q" and case.start > 1 else before
    value = numerals.value(number.text) if number.kind == "M" else None
    return value is not None and 1 < value < 30 and value != len(case.shapes)


def _unequal(case: Case) -> bool:
    """A member of much more than the others."""
    sizes = [len(s.text) for s in case.shapes]
    if sizes[0] > 2 * max(sizes[1:]) + 1 and sizes[0] > 7:
        return True
    if case.etc:
        return False
    middle = numerals.median(sizes)
    return any(
        len(s.text) > 2.5 * middle + 2
        and not s.text.startswith(("其他", "其它"))
        and any(a.kind in "GVXKPE的" for a in case.atoms[s.low + 1 : s.high])
        for s in case.shapes
    )


def _pair_in_one(case: Case) -> bool:
    """外周静脉压与心房、心室|内压差: of two members one holds a conjunction; 立法保障、行政保护和司法保障: of more, the last."""
    of = ["&" in s.pattern or "及其" in s.text for s in case.shapes]
    if len(case.shapes) > 2:
        alike = len({case.atoms[s.low].text for s in case.shapes}) == 1
        return of[-1] and not any(of[:-1]) and not case.joined and not alike and not case.etc
    return of[0] != of[1]


def _begins_another(case: Case) -> bool:
    """动物、动物产品."""
    texts = [s.text for s in case.shapes]
    return any(a is not b and b.startswith(a) for a in texts for b in texts)


def open_pair(case: Case) -> bool:
    """凝血酶|激活、促进; 证明|编号、数量: two words behind a noun, and nothing that says where it ends."""
    before = case.before
    if len(case.shapes) > 2 or before is None or before.kind not in "NBVYSI" or agent(before.text):
        return False
    if before.kind == "V" and not case.words.cuts_term(case.start - 1):
        return False
    one, two = (s.text for s in case.shapes)
    if len(one) > 1 < len(two) and (one[-1] == two[-1] or one[0] == two[0]):
        return False
    return not any(case.atoms[s.low].kind in "GXEPD" and s.high - s.low > 1 for s in case.shapes)


CLASHES: tuple[Callable[[Case], bool], ...] = (
    *FIRST,
    *LAST,
    *AROUND,
    _crossed,
    _half_objects,
    _verbs_between_nouns,
    _list_joined,
    _ends_another,
    _twice,
    _even_further,
    _of_each,
    _counted,
    _unequal,
    _pair_in_one,
    split,
)
