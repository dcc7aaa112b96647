"""Fit to be asked: what keeps a candidate out of a build although it can be asked.

Read off some hundred rejected items: the border parts a compound, a coordination or a name; the words are a verb, an
adverb or a modal that others fit as well; the document itself fills the same frame otherwise; the source says that the
sentence is wrong. All candidates are still listed (``items --all``); a build asks only fit ones.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from quizgen import borders
from quizgen.candidates import Candidate, Line, Work
from quizgen.reading import Reading, Sentence
from quizgen.zh.contrasts import known
from quizgen.zh.segment import Token

REASONS: dict[str, str] = {
    "a-name": "a person's name",
    "a-note-in-brackets": "a note in brackets",
    "border-in-a-word": "a border inside a word",
    "cross-reference": "a law that is only cited",
    "denied-by-the-source": "what the source itself calls wrong",
    "figure-without-its-unit": "a numeral without its unit",
    "formula": "a phrase that every text of the kind has",
    "many-answers-fit": "a word that others fit as well",
    "named-in-the-title": "words of the title",
    "no-organ-of-its-own": "an organ too general to be known",
    "part-of-a-compound": "a piece of a compound",
    "part-of-a-coordination": "a piece of 甲、乙和丙",
    "part-of-a-predicate": "a noun and half its verb",
    "part-of-a-term": "a piece of a term",
    "points-outside": "a reference to something outside",
    "same-frame-elsewhere": "a gap that the document fills otherwise elsewhere",
    "the-speaker": "the speaker of a quotation",
}
"""Why a candidate is unfit: the name of the reason, and what the candidate is."""
_NOMINAL = frozenset({"noun", "key", "agency", "subject", "thesis", "role", "defined", "pair", "member"})
GENERIC_AGENCY = re.compile(
    r"(?:任何|有关|相关|其他|各|该|本|所在|工作|特定|根本|中央|地方|广大|全体|原)?(?:国家机关|人民政府|地方人民政府|地方各级人民政府|各级人民政府|政府|机关|部门|机构|单位|组织|企业|事业单位|企业事业单位|个人|公民|人员|人|国家|社会|国际组织|"
    r"有关部门|主管部门|主管机关|检查机关|有关机关|执法机关|行政主管部门|行政部门|执法部门|管理部门|执法机构|管理机构|行政机关|工作人员|政府部门|社会组织|法人|其他组织|负责人|当事人|代表|群众|人民|人民群众)"
)
"""Organs and persons so general that others take them in, or that any sentence could name."""
_FORMULA = re.compile(
    "|".join(
        (
            "的?合法权益|权益|治安管理(?:处罚)?|依法(?:执行职务)?|(?:规划|政策)和措施|报酬|(?:刑事|法律)责任|(?:有关)?法律|(?:国家)?(?:有关)?规定",
            "实际(?:情况|需要)|法规|法律法规|法律、法规|法律保护|宪法|具体办法|基本原则|路线、方针、政策|单位和个人|统一领导|国民经济和社会发展规划|(?:本级)?财政预算",
            "组成部分|滥用职权|玩忽职守|徇私舞弊|省、自治区、直辖市|自治区|直辖市",
            *(
                "工作 情况 问题 方面 方式 方法 措施 条件 需要 要求 内容 活动 行为 事项 程序 标准 事务 业务 手续 资质 资格 能力 任务 贡献 用途 情形 理由 "
                "原因 目标 对象 范围 权限 费用 资料 材料 文件 设备 设施 物品 场所 机制 制度 体系 过程 结果 状态 地位"
            ).split(),
            "(?:重要|重大|积极|突出|显著|巨大|良好)(?:贡献|作用|意义|成绩|成果|影响|成就|进展)",
            "(?:重要|主要|基本|核心|有机)(?:内容|组成部分|力量|途径|方式|手段|环节|方面|举措|因素)",
            "(?:执行|履行|行使|追究)(?:职务|职责|公务|职权|责任)",
            "(?:部分|个别|少数|多数|广大|多种|一切|各自|各项|各种|有关|相关|其他|其它|任何|一定|必要的?|相应的?|具体|本|该)[\u4e00-\u9fff]{2}",
        )
    )
)
"""Phrases that any text of the kind has: knowing them is no knowledge of the matter."""
_WRONG = re.compile(r"\s*(?:答[：:]?\s*)?(?:错误?|不正确|×|✗|不对|此观点错误|这[一种]*(?:观点|说法)[^，。]{0,6}(?:错误|不正确|片面))")
_CROSSED = re.compile(r"[（(]\s*(?:×|错|✗)\s*[）)]")
_DENIED_SECTION = re.compile(r"辨析|判断(?:题|正误)|改错|错误(?:观点|认识|倾向)")
_PERSON = re.compile(r"(?:同志|新时代|思想|理论|主席|总书记|先生|教授|说|指出|提出|认为|强调|创立|发表|曾|等人|的(?:话|名言|思想|著作))")
"""What follows the name of a person: the dictionary takes 育人 and 解密 for names."""
_SOFT_VERB = frozenset({"v", "vd", "vi", "vq", "ad", "d", "a", "z", "i", "c", "p", "r"})


def unfit(work: Work, candidate: Candidate) -> str | None:
    """The name of the reason why a build does not ask a one-blank candidate, None where it may. Worked out once."""
    mark = (candidate.answers, candidate.roles[0])
    if mark not in work.verdicts:
        work.verdicts[mark] = _unfit(work, candidate)
    return work.verdicts[mark]


def _unfit(work: Work, candidate: Candidate) -> str | None:
    reading = work.reading
    if candidate.inside_term:
        return "part-of-a-term"
    if candidate.roles[0] in ("action", "condition", "adverb", "clause"):
        return "many-answers-fit"
    own = list(reading.tokens_in(candidate.span))
    return (
        _by_what_it_says(work, candidate, own)
        or _by_its_borders(reading, candidate, own)
        or (_by_its_figure(reading, candidate) if candidate.roles[0] == "figure" else None)
        or _by_what_else_fits(reading, candidate, own)
        or ("same-frame-elsewhere" if same_frame(reading, candidate) else None)
    )


def _by_what_it_says(work: Work, candidate: Candidate, own: list[Token]) -> str | None:
    """Names, speakers, titles, formulas, references, what the source denies."""
    reading, span, role = work.reading, candidate.span, candidate.roles[0]
    norm = reading.norm
    key = norm[span.start : span.end]
    if own and own[0].tag.startswith("nr") and (key.endswith("同志") or (own[0].span == span and _PERSON.match(norm, span.end))):
        return "a-name"  # who is named here is no matter of the text, or asked where three are quoted
    if not work.speakers.isdisjoint(range(*span)):
        return "the-speaker"
    if len(key) > 1 and key in work.title:
        return "named-in-the-title"
    if _formula(key) or (_VAGUE.search(key) and reading.places.count(key) == 1):
        return "formula"
    if key.startswith("核心") and norm.startswith("同志为", max(0, span.start - 3)):
        return "formula"  # 以某某同志为核心的党中央: nobody fills in anything else
    if key[0] in "该其本此这" and role != "figure":
        return "points-outside"
    if role in ("role", "thesis") and key in _LIGHT:
        return "formula"
    if role == "title" and _CITED.search(norm, max(0, span.start - 12), span.start):
        return "cross-reference"
    line = _line(work, candidate.sentence)
    if line.purpose and any(t.end - t.start > 1 and norm[t.start : t.end] in reading.document.title for t in own):
        return "named-in-the-title"
    if line.note or (role in _SAID and _in_brackets(norm, candidate.sentence.span.start, span.start)):
        return "a-note-in-brackets"
    if (candidate.open and len(candidate.mates) >= 4) or (role == "member" and len(candidate.mates) == 1 and len(key) <= 2):
        return "many-answers-fit"  # one of many examples, half of a fixed pair
    return "denied-by-the-source" if line.denied else None


_SAID = frozenset({"noun", "key", "subject", "thesis", "role", "agency", "pair"})
"""Roles of what a sentence says; a figure or a list may stand in brackets for its own sake (红细胞（4.0～5.5万亿个）)."""


def _in_brackets(norm: str, start: int, at: int) -> bool:
    """What stands in brackets is a remark on what the sentence says."""
    opened = norm.rfind("（", start, at)
    return opened >= 0 and norm.rfind("）", opened, at) < 0


@lru_cache(maxsize=1 << 16)
def _formula(key: str) -> bool:
    return bool(_FORMULA.fullmatch(key) or _FORMAL.search(key))


def _line(work: Work, sentence: Sentence) -> Line:
    """What holds for all candidates of a sentence."""
    found = work.lines.get(sentence.index)
    if found is None:
        reading = work.reading
        found = work.lines[sentence.index] = Line(
            purpose=_PURPOSE.search(reading.norm, *sentence.span) is not None,
            note=_note(reading, sentence),
            denied=denied(reading, sentence),
        )
    return found


def _by_its_borders(reading: Reading, candidate: Candidate, own: list[Token]) -> str | None:
    span, role = candidate.span, candidate.roles[0]
    if role in _NOMINAL or role == "figure":
        if not own or own[0].start != span.start or own[-1].end != span.end:
            return "border-in-a-word"
        left, right = borders.attached(reading, span)
        match role:
            case "agency":
                right = right and not borders.acts(reading, span)
            case "figure":
                right = False
            case "member":
                # one after 、 or 和 has its own border; the first of its list may be half a compound
                left = left and reading.norm[span.start - 1 : span.start] not in borders.COORDINATED
                right = False
        if left or right or (role not in ("member", "figure") and borders.parted(reading, own, span, role)):
            return "part-of-a-compound"
        if role not in ("member", "figure", "agency", "thesis") and borders.bound(reading, own, span):
            return "part-of-a-compound"
    if role in ("noun", "key", "subject") and any(
        torn(reading, own, span) for torn in (borders.verbal, borders.runs_on, borders.clause_like)
    ):
        return "part-of-a-predicate"
    return None


def _by_its_figure(reading: Reading, candidate: Candidate) -> str | None:
    span = candidate.span
    key = reading.norm[span.start : span.end]
    if _UNITLESS.fullmatch(key) and _MEASURE.match(reading.norm, span.end):
        return "figure-without-its-unit"
    if _DEICTIC.search(reading.norm, max(0, span.start - 3), span.start):
        return "points-outside"  # 过去|10年: which they are, only the day of the speech tells
    if _SPAN_OF_YEARS.search(reading.norm, max(0, span.start - 18), span.start) or _NOT_ONE.match(reading.norm, span.end):
        return "many-answers-fit"  # 一九五六年到一九六七年的|十二年; 一分钟|也不会忘记
    if _DAY.fullmatch(key) and span.start - candidate.sentence.span.start <= 2 and reading.norm.startswith("，", span.end):
        return "points-outside"  # 2月3日，大会开幕: a day in a story, of a year that the reader cannot know
    return "many-answers-fit" if _ONE.fullmatch(key) or _EVERY.fullmatch(key) or _ASPECTS.fullmatch(key) else None


def _by_what_else_fits(reading: Reading, candidate: Candidate, own: list[Token]) -> str | None:
    """Plain words, organs too general, attributes, one of several."""
    norm, span, role = reading.norm, candidate.span, candidate.roles[0]
    key, noun = norm[span.start : span.end], role in ("noun", "key")
    single = own[0].tag if len(own) == 1 else ""
    if role == "verb" or (noun and single in _SOFT_VERB):
        return "many-answers-fit"
    if role == "agency" and (GENERIC_AGENCY.fullmatch(key) or borders.has_verb(own) or borders.conjunct(reading, own, span)):
        return "no-organ-of-its-own"
    if role in ("noun", "key", "subject") and len(key) <= 2 and reading.words.frequency(key) >= 1500 and "key" not in candidate.roles:
        return "many-answers-fit"
    if len(own) == 3 and own[1].tag == "c" and own[0].tag[0] == own[2].tag[0] == "v" and role != "member":
        return "many-answers-fit"  # 维护和发展……的利益
    if noun and not candidate.mates and norm.startswith("等", span.end) and not norm.startswith(("等级", "等于"), span.end):
        return "many-answers-fit"  # X等Y: one example of many
    if noun and single[:1] == "v" and not known(key) and _LIGHT_VERB.search(norm, max(0, span.start - 3), span.start):
        return "many-answers-fit"
    if norm.endswith(("它的", "其", "他们的"), max(0, span.start - 3), span.start):
        return "points-outside"
    if "的" in key and norm[span.start - 1 : span.start] in ("对", "于", "将", "把", "与", "同"):
        return "part-of-a-predicate"  # 对|密码工作的领导
    if noun and (key in _BARE_ACTS or (single in ("b", "z") and not known(key))):
        return "many-answers-fit"
    if (noun or role == "member") and key.endswith("性") and norm[span.end : span.end + 1] not in "，。；、：”":
        return "many-answers-fit"  # 经常性的, 群众性体育: an attribute others could take the place of
    if role == "agency" and len(key) > 2 and key[-1] in "者人" and key[:-1] in reading.document.title:
        return "no-organ-of-its-own"
    if role in ("noun", "key", "subject", "agency") and borders.conjunct(reading, own, span):
        return "part-of-a-coordination"
    return None


_UNITLESS = re.compile(r"[一二三四五六七八九十百千万亿两〇零0-9.,]+")
_MEASURE = re.compile(r"[年月日天元倍次人个名周小分里米公平吨克千种项类级%％]")
_BARE_ACTS = frozenset("支持 帮助 保障 保护 指导 协助 配合 监督 管理 服务 使用 处理 处置 检查 调查 研究 发展 建设 维护 实施 执行 落实 协调 组织 领导 安排 参与 评估 利用 批准 同意".split())
_LIGHT_VERB = re.compile(r"(?:进行|予以|加以|给予|加强|开展|得到|受到|依法|作出|提供)的?$")
_FORMAL = re.compile(r"^(?:任何|一切|广大|全部|整个)|(?:需要|的规定|地)$")
"""How such a phrase begins or ends, however long it is."""
_VAGUE = re.compile(r"(?:隐患|风险|问题|情况|状况|现象|困难)$")
_LIGHT = frozenset("中心 目的 基础 依据 标准 前提 导向 原则 条件 内容 目标 准绳 依托 重点 主线".split())
_CITED = re.compile(r"(?:依照|按照|根据|适用|违反|符合)(?:[^，。；]{0,8})《$")
_PURPOSE = re.compile(r"制定本(?:法|条例|办法|规定|章程)")
_DEICTIC = re.compile(r"(?:过去|近|最近|未来|今后)的?$")
_ASPECTS = re.compile(r"[一二三四五六七八九十两\d]+(?:点|个?方面|个?部分|大|个?问题|个?层次|条途径|种途径|点变化)")
"""How many points a writer makes of a matter is his own count."""
_DAY = re.compile(r"\d{1,2}月\d{1,2}日|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
_SPAN_OF_YEARS = re.compile(r"年[到至—－-]+[^，。]{4,10}年的?$")
_NOT_ONE = re.compile(r"[也都](?:不|没)")
_EVERY = re.compile(r"每[年月日天周次人个]")
_ONE = re.compile(r"一(?:[个次届人名项处种类位方级家户套条](?:以上)?|定)|[两二三四五六七八九十][个种]?|1[个种]")
"""One of something, and counts of what the sentence names: no figure to know."""


def _note(reading: Reading, sentence: Sentence) -> bool:
    """The whole sentence stands in brackets: a note of the writer."""
    text = reading.norm[sentence.span.start : sentence.span.end].strip()
    return text[:1] in ("（", "(") and text.rstrip("。；，")[-1:] in ("）", ")")


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


FRAMES = 64
"""So many places of a frame are looked at: a frame that comes more often comes on every line."""


def same_frame(reading: Reading, candidate: Candidate) -> bool:
    """The document has the words around the gap once more, with something else in the gap: both would be right."""
    norm = reading.norm
    span, sentence = candidate.span, candidate.sentence.span
    key = norm[span.start : span.end]
    opening = norm[sentence.start : span.start]
    if 3 <= len(opening) <= 9 and norm[span.end : span.end + 1] in ("。", "；", "，", "", "\n") and len(key) <= 16:
        # the gap is all that a short clause says (国家建立|……)
        for at in islice(reading.places.of(opening), FRAMES):
            if at != sentence.start and (at == 0 or norm[at - 1] in "，；。：\n 　") and not norm.startswith(key, at + len(opening)):
                return True
    left = norm[max(sentence.start, span.start - 10) : span.start]
    right = norm[span.end : min(sentence.end, span.end + 6)]
    if len(left) < 6:
        return False
    if len(right) < 3:
        right = norm[span.end : span.end + 1]  # the gap ends its clause: the left side decides
    for at in islice(reading.places.of(left), FRAMES):
        if at != span.start - len(left):
            rest = norm[at + len(left) : at + len(left) + len(key) + 10]
            k = rest.find(right)
            if k > 0 and rest[:k] != key:
                return True
    return False
