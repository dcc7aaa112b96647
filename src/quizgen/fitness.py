"""Fit to be asked: what keeps a candidate out of a build although it can be asked.

Read off some hundred rejected items: the border parts a compound, a coordination or a name; the words are a verb, an
adverb or a modal that others fit as well; the document itself fills the same frame otherwise; the source says that the
sentence is wrong. All candidates are still listed (``items --all``); a build asks only fit ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from quizgen.candidates import Candidate, Work
from quizgen.model import Quotation, Series, Span
from quizgen.reading import Reading, Sentence
from quizgen.zh.segment import Token

_NOMINAL = frozenset({"noun", "key", "agency", "subject", "thesis", "role", "defined", "pair", "member"})
GENERIC_AGENCY = re.compile(
    r"(?:任何|有关|相关|其他|各|该|本|所在|工作|特定|根本|中央|地方|广大|全体|原)?(?:国家机关|人民政府|地方人民政府|地方各级人民政府|各级人民政府|政府|机关|部门|机构|单位|组织|企业|事业单位|企业事业单位|个人|公民|人员|人|国家|社会|国际组织|"
    r"有关部门|主管部门|行政机关|工作人员|政府部门|社会组织|法人|其他组织|负责人|当事人|代表|群众|人民|人民群众)"
)
"""Organs and persons so general that others take them in, or that any sentence could name."""
_FORMULA = re.compile(
    r"(?:的?合法权益|治安管理处罚|治安管理|依法执行职务|规划和措施|政策和措施|报酬|相关规定|有关法律|合法权益|权益|刑事责任|法律责任|依法|法律|法规|规定|有关规定|国家规定|国家有关规定|实际情况|实际需要|具体办法|基本原则|有关情况|积极作用|重要作用|重要意义|工作|情况|问题|方面|方式|方法|措施|条件|需要|"
    r"要求|内容|活动|行为|事项|程序|路线、方针、政策|法律、法规|单位和个人|突出贡献|显著成绩|统一领导|国民经济和社会发展规划|财政预算|本级财政预算)"
)
"""Phrases that any text of the kind has: knowing them is no knowledge of the matter."""
_WRONG = re.compile(r"\s*(?:答[：:]?\s*)?(?:错误?|不正确|×|✗|不对|此观点错误|这[一种]*(?:观点|说法)[^，。]{0,6}(?:错误|不正确|片面))")
_CROSSED = re.compile(r"[（(]\s*(?:×|错|✗)\s*[）)]")
_DENIED_SECTION = re.compile(r"辨析|判断(?:题|正误)|改错|错误(?:观点|认识|倾向)")
_SOFT_VERB = frozenset({"v", "vd", "vi", "vq", "ad", "d", "a", "z", "i", "c", "p", "r"})


def unfit(work: Work, candidate: Candidate) -> str | None:
    """The name of the reason why a build does not ask a one-blank candidate, None where it may."""
    reading = work.reading
    role = candidate.roles[0]
    span = candidate.span
    key = reading.norm[span.start : span.end]
    tokens = reading.tokens(candidate.sentence)
    own = [t for t in tokens if span.start <= t.start and t.end <= span.end]
    if candidate.inside_term:
        return "part-of-a-term"
    if role in ("action", "condition", "adverb", "clause"):
        return "many-answers-fit"
    if len(own) == 1 and own[0].tag.startswith("nr") and own[0].span == span:
        return "a-name"  # who is named here is no matter of the text, or asked where three are quoted
    if any(isinstance(f, Quotation) and f.speaker is not None and f.speaker.overlaps(span) for f in work.quotations):
        return "the-speaker"
    if len(key) > 1 and key in re.sub(r"\s", "", reading.document.title):
        return "named-in-the-title"
    if _FORMULA.fullmatch(key):
        return "formula"
    if denied(reading, candidate.sentence):
        return "denied-by-the-source"
    if role in _NOMINAL or role == "figure":
        if not own or own[0].start != span.start or own[-1].end != span.end:
            return "border-in-a-word"
        if role != "member" and any(attached(reading, span, strict=True)):
            return "part-of-a-compound"
    if role in ("noun", "key", "subject") and _verbal(reading, own, span):
        return "part-of-a-predicate"
    if role == "verb" or (len(own) == 1 and own[0].tag in _SOFT_VERB and role in ("noun", "key")):
        return "many-answers-fit"
    if role == "agency" and (GENERIC_AGENCY.fullmatch(key) or has_verb(own) or conjunct(reading, own, span)):
        return "no-organ-of-its-own"
    if role in ("noun", "key", "subject") and len(key) <= 2 and reading.words.frequency(key) >= 1500 and "key" not in candidate.roles:
        return "many-answers-fit"
    if role in ("noun", "key", "subject", "agency") and conjunct(reading, own, span):
        return "part-of-a-coordination"
    if same_frame(reading, candidate):
        return "same-frame-elsewhere"
    return None


def attached(reading: Reading, span: Span, *, strict: bool = False) -> tuple[bool, bool]:
    """Does a word of its compound stand right before, right after the span (依靠力量|理论)? ``strict`` counts modifiers
    without 的 as well (直接|责任人员)."""
    sentence = reading.sentence_at(span.start)
    if sentence is None:
        return False, False
    tokens = reading.tokens(sentence)
    i = bisect_left(tokens, span.start, key=lambda t: t.start)
    j = bisect_left(tokens, span.end, key=lambda t: t.start)
    left = right = False
    head = reading.norm[tokens[i].start : tokens[i].end] if i < len(tokens) else ""
    if 0 < i < len(tokens) and tokens[i - 1].end == span.start and _compounds(tokens[i].tag):
        before = tokens[i - 1]
        left = _compounds(before.tag) or (strict and before.tag in ("a", "ad", "b", "f", "z", "s"))
        if reading.norm[before.start : before.end] in ("中", "上", "下", "内", "外", "前", "后", "时", "间", "里", "等", "个", "种", "项"):
            left = False  # 在工作中坚持: what stands before closes a phrase of its own
        if strict and before.tag[0] == "v" and i > 1 and tokens[i - 2].end == before.start:
            # 的防治|管理工作, 监测、防治|管理工作: a verb that stands where a noun stands
            earlier = reading.norm[tokens[i - 2].start : tokens[i - 2].end]
            left = left or earlier in ("的", "、") or (tokens[i - 2].tag[0] in "nv" and head in _WORK)
    if 0 < j < len(tokens) and tokens[j].start == span.end and _compounds(tokens[j - 1].tag):
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        right = strict and tokens[j].tag[0] == "v" and after is not None and after.start == tokens[j].end and bool(
            _HEAD.search(reading.norm[after.start : after.end])
        )
        right = right or (_compounds(tokens[j].tag) and reading.norm[tokens[j].start : tokens[j].end] not in ("等", "时", "前", "后"))
    return left, right


_WORK = frozenset({"工作", "管理", "管理工作", "机构", "部门", "措施", "制度", "活动", "能力", "体系", "机制"})


def _compounds(tag: str) -> bool:
    return tag[0] == "n" or tag in ("vn", "an", "l", "j", "x")


def _verbal(reading: Reading, own: list[Token], span: Span) -> bool:
    """A phrase with a verb in it is whole only where it opens with the verb and its clause ends with it."""
    verbs = [i for i, t in enumerate(own) if t.tag in ("v", "vd", "vi", "p", "d", "c")]
    if not verbs or len(own) == 1:
        return False
    return (verbs[0] > 0 and len(own) - 1 not in verbs) or (verbs == [0] and reading.norm[span.end : span.end + 1] not in ("，", "。", "；", "、", "", "”"))


_HEAD = re.compile(r"(?:部门|机构|机关|单位|人员|组织|人|者|企业|主体|员|中心|所|站|队|院|局|委员会)$")


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
    if after in ("、", "和", "与", "或", "及") or reading.norm.startswith("以及", span.end):
        return True  # one of several, and no member that a list rule found
    return len(own) >= 2 and before in ("、", "和", "与", "或", "及")


def denied(reading: Reading, sentence: Sentence) -> bool:
    """The source itself says that the sentence is wrong: right after it, in its next line, or by its section."""
    norm = reading.norm
    end = sentence.span.end
    if _WRONG.match(norm, end) or _CROSSED.search(norm, max(sentence.span.start, end - 6), end + 6):
        return True
    blocks = reading.document.blocks
    block = blocks[sentence.block]
    if sentence.block + 1 < len(blocks) and end >= block.span.end - 1:
        nxt = blocks[sentence.block + 1]
        if _WRONG.match(norm, nxt.marker.end if nxt.marker else nxt.span.start):
            return True
    for i in range(sentence.block, max(-1, sentence.block - 30), -1):
        if blocks[i].kind == "heading":
            return bool(_DENIED_SECTION.search(norm, blocks[i].span.start, blocks[i].span.end))
    return False


def same_frame(reading: Reading, candidate: Candidate) -> bool:
    """The document has the words around the gap once more, with something else in the gap: both would be right."""
    norm = reading.norm
    span, sentence = candidate.span, candidate.sentence.span
    left = norm[max(sentence.start, span.start - 10) : span.start]
    right = norm[span.end : min(sentence.end, span.end + 6)]
    if len(left) < 6:
        return False
    if len(right) < 3:
        right = norm[span.end : span.end + 1]  # the gap ends its clause: the left side decides
    at = norm.find(left)
    while at >= 0:
        if at != span.start - len(left):
            rest = norm[at + len(left) : at + len(left) + (span.end - span.start) + 10]
            k = rest.find(right)
            if k > 0 and rest[:k] != norm[span.start : span.end]:
                return True
        at = norm.find(left, at + 1)
    return False


def two_short(candidate: Candidate) -> bool:
    """A whole list of two: no list to know."""
    return candidate.roles[0] == "whole" and isinstance(candidate.fact, Series) and len(candidate.fact.members) < 3
