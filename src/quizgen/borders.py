"""Borders: whether a span of a sentence is whole, or parts a compound, a coordination or a predicate.

Read off rejected items. jieba's tags are unsure (保障 is a verb and a noun), so a doubt that stands in the words around the
span counts against it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from quizgen.model import Span
from quizgen.reading import Reading, Sentence, first_from
from quizgen.zh.contrasts import known
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.segment import Token

COORDINATED = ("、", "和", "与", "或", "及")
_SUFFIX = frozenset("长员者性化率费权法式型类级度品物力师机器证书金款税期人罪案")
_NEGATION = frozenset("不未非无")
_LOOSE = re.compile(r"[pcudrmwyx]")
_RANKS = ("上一级", "下一级", "同级", "本级", "上级", "下级", "当地", "所在地", "相应", "有关", "相关", "上述", "其他", "各级")
_OF = re.compile(r"的(?:规定|要求|危害|过程|情况|问题|方面|需要|内容|办法|标准|程度|结果|时候)")
"""What closes a phrase of 的 and says nothing of its own."""
_DUTIES = frozenset("证件 文书 证书 网络 职责 义务 任务 工作 活动 制度 机制 措施 行为 能力 责任 职能 权利 权力".split())
_NETS = frozenset("网络 体系 平台 系统 证书 服务 资质 中心 数据库 规划 预案 方案 设施 协议 合同 基金 账户 档案".split())
_WORK = frozenset({"工作", "管理", "管理工作", "机构", "部门", "措施", "制度", "活动", "能力", "体系", "机制"})
_HEAD = re.compile(r"(?:制度|机制|体系|措施|工作|活动|行为|能力|部门|机构|机关|单位|人员|组织|人|者|企业|主体|员|中心|所|站|队|院|局|委员会)$")


def glued(reading: Reading, sentence: Sentence) -> tuple[frozenset[int], frozenset[int]]:
    """Where in a sentence a word and the next make a compound (依靠力量|理论): the offsets that part it from what stands
    before them, and those that part it from what stands after them."""
    norm = reading.norm
    left, right = set(), set()
    for before, after in pairwise(reading.tokens(sentence)):
        if before.end == after.start and _compounds(before.tag) and _compounds(after.tag):
            if norm[before.start : before.end] not in _CLOSING:
                left.add(after.start)
            if norm[after.start : after.end] not in _OPENING:
                right.add(after.start)
    return frozenset(left), frozenset(right)


_CLOSING = ("中", "上", "下", "内", "外", "前", "后", "时", "间", "里", "等", "个", "种", "项")
"""在工作中|坚持: what stands before closes a phrase of its own."""
_OPENING = ("等", "时", "前", "后")


def attached(reading: Reading, span: Span) -> tuple[bool, bool]:
    """Does a word of its compound stand right before, right after the span (依靠力量|理论), modifiers without 的 counted
    (直接|责任人员)?"""
    start, end = span
    sentence = reading.sentence_at(start)
    if sentence is None:
        return False, False
    tokens = reading.tokens(sentence)
    i, j = first_from(tokens, start), first_from(tokens, end)
    left = right = False
    if 0 < i < len(tokens) and tokens[i - 1].end == start and _compounds(tokens[i].tag):
        before = tokens[i - 1]
        left = _compounds(before.tag) or before.tag in ("a", "ad", "b", "f", "z", "s", "t")
        left = left or (before.tag == "d" and tokens[i].tag[0] == "v" and i + 1 < len(tokens) and tokens[i + 1].end <= span.end)
        if left and reading.norm[before.start : before.end] in _CLOSING:
            left = False
        if before.tag[0] == "v" and i > 1 and tokens[i - 2].end == before.start:
            head = reading.norm[tokens[i].start : tokens[i].end]
            # 的防治|管理工作, 监测、防治|管理工作: a verb that stands where a noun stands
            earlier = reading.norm[tokens[i - 2].start : tokens[i - 2].end]
            left = left or (
                tokens[i - 2].tag[0] == "n" and head in _NETS and reading.norm[before.start : before.end] not in LEADING_VERBS
            )
            left = left or earlier in ("的", "、", "和", "或", "或者", "与", "及") or (tokens[i - 2].tag[0] in "nv" and head in _WORK)
    if 0 < j < len(tokens) and tokens[j].start == end and _compounds(tokens[j - 1].tag):
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        right = tokens[j].tag[0] == "v" and after is not None and after.start == tokens[j].end and bool(
            _HEAD.search(reading.norm[after.start : after.end])
        )
        right = right or (_compounds(tokens[j].tag) and reading.norm[tokens[j].start : tokens[j].end] not in _OPENING)
    return left, right


def parted(reading: Reading, own: list[Token], span: Span, role: str) -> bool:
    """A negation stands before the span (不|正当手段), a suffix or the noun it modifies right after it (律政司|长), 有 before
    what 的 closes (有|计划的……), or a verb before the verb whose object it is (履行|维护|国家安全职责)."""
    norm = reading.norm
    before = norm[max(0, span.start - 3) : span.start]
    key = norm[span.start : span.end]
    if before[-1:] in _NEGATION or (before[-1:] == "被" and key.endswith(("人", "者"))) or before.endswith(_RANKS):
        return True
    if before[-1:] == "等":
        return True  # 养老保险等|社会保险: the class of what stands before it
    if norm[span.end : span.end + 1] in ("（", "(") and norm.find("）", span.end, span.end + 5) >= 0:
        return True  # 重点国（边）境
    if _OF.search(key):
        return True
    if "的" in norm[span.start : span.end] and span.start and norm[span.start - 1] == "有":
        return True
    following = reading.tokens_in(Span(span.end, min(len(norm), span.end + 8)))
    if following and following[0].start == span.end:
        word = norm[following[0].start : following[0].end]
        if len(key) == len(word) == 2 and len(own) == 1 and following[0].tag[0] == "v" and norm[following[0].end : following[0].end + 1] in "，。；、":
            return True  # 保值|增值
        if word in _SUFFIX or (role == "agency" and following[0].tag[0] == "n" and word not in ("等", "内", "外")):
            return True
    sentence = reading.sentence_at(span.start)
    tokens = reading.tokens(sentence) if sentence is not None else ()
    i = first_from(tokens, span.start)
    if i > 1 and tokens[i - 1].end == span.start and tokens[i - 2].end == tokens[i - 1].start and len(own) > 1:
        head = norm[own[-1].start : own[-1].end]
        return tokens[i - 1].tag == "v" and tokens[i - 2].tag == "v" and head in _DUTIES
    return False


def bound(reading: Reading, own: list[Token], span: Span) -> bool:
    """The document has the span nearly always with the same word before or after it: together they are one term
    (应对|处置)."""
    norm = reading.norm
    key = norm[span.start : span.end]
    sentence = reading.sentence_at(span.start)
    if sentence is None or len(key) > 8:
        return False
    count = reading.places.count
    n = count(key)
    if n < 3:
        return False
    tokens = reading.tokens(sentence)
    at = first_from(tokens, span.start)
    for t in tokens[max(0, at - 1) : at + len(own) + 1]:
        word = norm[t.start : t.end]
        if _LOOSE.match(t.tag) or len(word) < 2 or word in LEADING_VERBS or word in ("国家", "应当", "可以", "不得", "依法"):
            continue
        pair = word + key if t.end == span.start else key + word if t.start == span.end else ""
        if t.tag[0] == "v" and t.end == span.start and own[0].tag[0] == "n" and count(pair) < n:
            continue  # a verb and its object: 调整|工作岗位; not where they never part
        if pair and count(pair) >= max(3, 0.6 * n):
            return True
    return False


def clause_like(reading: Reading, own: list[Token], span: Span) -> bool:
    """A noun and the verb whose subject it is (由……|党组织决定, 按照|规定结算), or a place at the end (期限内): whole only
    where a verb governs it (实行|动态调整)."""
    if len(own) < 2:
        return False
    if own[-1].tag == "f" and own[-1].end - own[-1].start == 1:
        return True
    if own[0].tag[0] != "n" or own[-1].tag != "v" or known(reading.norm[span.start : span.end]):
        return False
    sentence = reading.sentence_at(span.start)
    before = next((t for t in reading.tokens(sentence) if t.end == span.start), None) if sentence is not None else None
    return before is None or before.tag[0] != "v"


def acts(reading: Reading, span: Span) -> bool:
    """What follows an organ is a verb, though the dictionary has it as a noun too (公安机关|协助, 用工单位|清偿)."""
    tokens = reading.tokens_in(Span(span.end, min(len(reading.norm), span.end + 6)))
    return bool(tokens) and tokens[0].tag in ("v", "vn", "vd", "ad", "d", "vx")


def verbal(reading: Reading, own: list[Token], span: Span) -> bool:
    """A phrase with a verb in it is whole only where it opens with the verb and its clause ends with it."""
    verbs = [i for i, t in enumerate(own) if t.tag in ("v", "vd", "vi", "p", "d", "c")]
    if not verbs or len(own) == 1:
        return False
    return (verbs[0] > 0 and len(own) - 1 not in verbs) or (verbs == [0] and reading.norm[span.end : span.end + 1] not in ("，", "。", "；", "、", "", "”"))


def runs_on(reading: Reading, own: list[Token], span: Span) -> bool:
    """The last word is a verb that goes on (注册商标需要|改变, 适宜开发|为农用地): a subject and half its predicate."""
    if len(own) < 2 or own[-1].tag[0] != "v":
        return False
    following = reading.tokens_in(Span(span.end, min(len(reading.norm), span.end + 8)))
    if not following or following[0].start != span.end:
        return False
    tag, word = following[0].tag, reading.norm[following[0].start : following[0].end]
    return tag[0] in "nvmr" or word in ("为", "于", "到", "给", "了", "成", "在", "向")


def has_verb(own: list[Token] | tuple[Token, ...]) -> bool:
    """A verb inside an organ's name is a sign of a wrong border, unless the name's head follows it at once (登记机构)."""
    for i, t in enumerate(own):
        if t.tag in ("v", "vd", "vi", "p", "c", "d", "u", "uj") and i < len(own) - 2:
            return True
        if t.tag in ("v", "p", "d") and i == 0 and len(own) == 2 and own[1].end - own[1].start > 2:
            return True
    return False


def conjunct(reading: Reading, own: list[Token], span: Span) -> bool:
    """The span opens inside the last member of 甲、乙和丙 and takes the head that all share (自治区人民政府 in
    省、自治区、直辖市人民政府)."""
    before = reading.norm[span.start - 1 : span.start] if span.start else ""
    after = reading.norm[span.end : span.end + 1]
    if after in COORDINATED or reading.norm.startswith("以及", span.end):
        return True  # one of several, and no member that a list rule found
    before_or = reading.norm.endswith(("或者", "以及", "并且"), 0, span.start)
    return len(own) >= 2 and (before_or or before in COORDINATED)


def _compounds(tag: str) -> bool:
    return tag[0] == "n" or tag in ("vn", "an", "l", "j", "x")
