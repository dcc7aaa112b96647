"""Fit to be asked: what keeps a candidate out of a build although it can be asked.

Read off some hundred rejected items: the border parts a compound, a coordination or a name; the words are a verb, an
adverb or a modal that others fit as well; the document itself fills the same frame otherwise; the source says that the
sentence is wrong. All candidates are still listed (``items --all``); a build asks only fit ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from quizgen.candidates import Candidate, Work
from quizgen.model import Quotation, Span
from quizgen.reading import Reading, Sentence
from quizgen.zh.contrasts import known
from quizgen.zh.lexicon import LEADING_VERBS
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
    r"(?:的?合法权益|治安管理处罚|治安管理|依法执行职务|规划和措施|政策和措施|报酬|相关规定|有关法律|合法权益|权益|刑事责任|法律责任|依法|法律|法规|规定|有关规定|国家规定|国家有关规定|实际情况|实际需要|具体办法|基本原则|有关情况|积极作用|重要作用|重要意义|工作|情况|问题|方面|方式|方法|措施|条件|需要|"
    r"标准|事务|业务|手续|资质|资格|能力|任务|贡献|用途|情形|理由|原因|目标|对象|范围|权限|费用|资料|材料|文件|设备|设施|物品|场所|机制|制度|体系|过程|结果|状态|地位|"
    r"(?:重要|重大|积极|突出|显著|巨大|良好)(?:贡献|作用|意义|成绩|成果|影响|成就|进展)|(?:重要|主要|基本|核心|有机)(?:内容|组成部分|力量|途径|方式|手段|环节|方面|举措|因素)|组成部分|(?:执行|履行|行使|追究)(?:职务|职责|公务|职权|责任)|(?:部分|个别|少数|多数)[\u4e00-\u9fff]{2}|法律法规|宪法|法律保护|滥用职权|玩忽职守|徇私舞弊|省、自治区、直辖市|自治区|直辖市|(?:广大|多种|一切|各自|各项|各种|有关|相关|其他|任何|一定|必要的?|相应的?|其它|具体|本|该)[\u4e00-\u9fff]{2}|要求|内容|活动|行为|事项|程序|路线、方针、政策|法律、法规|单位和个人|突出贡献|显著成绩|统一领导|国民经济和社会发展规划|财政预算|本级财政预算)"
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
    role = candidate.roles[0]
    span = candidate.span
    key = reading.norm[span.start : span.end]
    tokens = reading.tokens(candidate.sentence)
    own = [t for t in tokens if span.start <= t.start and t.end <= span.end]
    if candidate.inside_term:
        return "part-of-a-term"
    if role in ("action", "condition", "adverb", "clause"):
        return "many-answers-fit"
    if len(own) == 1 and own[0].tag.startswith("nr") and own[0].span == span and _PERSON.match(reading.norm, span.end):
        return "a-name"  # who is named here is no matter of the text, or asked where three are quoted
    if key.endswith("同志") and own and own[0].tag.startswith("nr"):
        return "a-name"
    if any(isinstance(f, Quotation) and f.speaker is not None and f.speaker.overlaps(span) for f in work.quotations):
        return "the-speaker"
    if len(key) > 1 and key in re.sub(r"\s", "", reading.document.title):
        return "named-in-the-title"
    if _FORMULA.fullmatch(key) or key.endswith(("需要", "的规定")) or (_VAGUE.search(key) and reading.norm.count(key) == 1) or key.startswith(("任何", "一切", "广大", "全部", "整个")) or key.endswith("地"):
        return "formula"
    if key[0] in "该其本此这" and role != "figure":
        return "points-outside"
    if role in ("role", "thesis") and key in _LIGHT:
        return "formula"
    if role == "title" and _CITED.search(reading.norm, max(0, span.start - 12), span.start):
        return "cross-reference"
    if _PURPOSE.search(reading.norm, candidate.sentence.span.start, candidate.sentence.span.end) and any(
        t.end - t.start > 1 and reading.norm[t.start : t.end] in reading.document.title for t in own
    ):
        return "named-in-the-title"
    if _note(reading, candidate.sentence):
        return "a-note-in-brackets"
    if (candidate.open and len(candidate.mates) >= 4) or (role == "member" and len(candidate.mates) == 1 and len(key) <= 2):
        return "many-answers-fit"  # one of many examples, half of a fixed pair
    if denied(reading, candidate.sentence):
        return "denied-by-the-source"
    if role in _NOMINAL or role == "figure":
        if not own or own[0].start != span.start or own[-1].end != span.end:
            return "border-in-a-word"
        left, right = attached(reading, span, strict=True)
        if role == "agency":
            right = right and not _acts(reading, span)
        if role == "figure":
            right = False
        if role == "member":
            # the first member after 、 or 和 has its own border; one at the start of its clause's list may be half a compound
            left = left and reading.norm[span.start - 1 : span.start] not in ("、", "和", "与", "及", "或")
            right = False
        apart = role not in ("member", "figure") and _parted(reading, own, span, role)
        if left or right or apart or (role not in ("member", "figure", "agency", "thesis") and bound(reading, own, span)):
            return "part-of-a-compound"
    if role in ("noun", "key", "subject") and (
        _verbal(reading, own, span) or _runs_on(reading, own, span) or _clause_like(reading, own, span)
    ):
        return "part-of-a-predicate"
    if role == "figure" and _UNITLESS.fullmatch(key) and _MEASURE.match(reading.norm, span.end):
        return "figure-without-its-unit"
    if role == "figure" and _DEICTIC.search(reading.norm, max(0, span.start - 3), span.start):
        return "points-outside"  # 过去|10年: which they are, only the day of the speech tells
    if role == "figure" and (_ONE.fullmatch(key) or _EVERY.fullmatch(key)):
        return "many-answers-fit"
    if role == "verb" or (len(own) == 1 and own[0].tag in _SOFT_VERB and role in ("noun", "key")):
        return "many-answers-fit"
    if role == "agency" and (GENERIC_AGENCY.fullmatch(key) or has_verb(own) or conjunct(reading, own, span)):
        return "no-organ-of-its-own"
    if role in ("noun", "key", "subject") and len(key) <= 2 and reading.words.frequency(key) >= 1500 and "key" not in candidate.roles:
        return "many-answers-fit"
    if len(own) == 3 and own[1].tag == "c" and own[0].tag[0] == own[2].tag[0] == "v" and role != "member":
        return "many-answers-fit"  # 维护和发展……的利益
    if role in ("noun", "key") and _illustrates(reading, span) and not candidate.mates:
        return "many-answers-fit"
    if role in ("noun", "key") and len(own) == 1 and own[0].tag[0] == "v" and not known(key) and _LIGHT_VERB.search(reading.norm, max(0, span.start - 3), span.start):
        return "many-answers-fit"
    if reading.norm.endswith(("它的", "其", "他们的"), max(0, span.start - 3), span.start):
        return "points-outside"
    if "的" in key and reading.norm[span.start - 1 : span.start] in ("对", "于", "将", "把", "与", "同"):
        return "part-of-a-predicate"  # 对|密码工作的领导
    if role in ("noun", "key") and key in _BARE_ACTS:
        return "many-answers-fit"
    if role in ("noun", "key") and len(own) == 1 and own[0].tag in ("b", "z") and not known(key):
        return "many-answers-fit"
    if role in ("noun", "key", "member") and key.endswith("性") and reading.norm[span.end : span.end + 1] not in "，。；、：”":
        return "many-answers-fit"  # 经常性的, 群众性体育: an attribute others could take the place of
    if role == "agency" and len(key) > 2 and key[-1] in "者人" and key[:-1] in reading.document.title:
        return "no-organ-of-its-own"
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
        left = _compounds(before.tag) or (strict and before.tag in ("a", "ad", "b", "f", "z", "s", "t"))
        left = left or (strict and before.tag == "d" and tokens[i].tag[0] == "v" and i + 1 < len(tokens) and tokens[i + 1].end <= span.end)
        if reading.norm[before.start : before.end] in ("中", "上", "下", "内", "外", "前", "后", "时", "间", "里", "等", "个", "种", "项"):
            left = False  # 在工作中坚持: what stands before closes a phrase of its own
        if strict and before.tag[0] == "v" and i > 1 and tokens[i - 2].end == before.start:
            # 的防治|管理工作, 监测、防治|管理工作: a verb that stands where a noun stands
            earlier = reading.norm[tokens[i - 2].start : tokens[i - 2].end]
            left = left or (
                tokens[i - 2].tag[0] == "n" and head in _NETS and reading.norm[before.start : before.end] not in LEADING_VERBS
            )
            left = left or earlier in ("的", "、", "和", "或", "或者", "与", "及") or (tokens[i - 2].tag[0] in "nv" and head in _WORK)
    if 0 < j < len(tokens) and tokens[j].start == span.end and _compounds(tokens[j - 1].tag):
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        right = strict and tokens[j].tag[0] == "v" and after is not None and after.start == tokens[j].end and bool(
            _HEAD.search(reading.norm[after.start : after.end])
        )
        right = right or (_compounds(tokens[j].tag) and reading.norm[tokens[j].start : tokens[j].end] not in ("等", "时", "前", "后"))
    return left, right


_SUFFIX = frozenset("长员者性化率费权法式型类级度品物力师机器证书金款税期人罪案")
_NEGATION = frozenset("不未非无")


def _parted(reading: Reading, own: list[Token], span: Span, role: str) -> bool:
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
    i = bisect_left(tokens, span.start, key=lambda t: t.start)
    if i > 1 and tokens[i - 1].end == span.start and tokens[i - 2].end == tokens[i - 1].start and len(own) > 1:
        head = norm[own[-1].start : own[-1].end]
        return tokens[i - 1].tag == "v" and tokens[i - 2].tag == "v" and head in _DUTIES
    return False


_LOOSE = re.compile(r"[pcudrmwyx]")


def _illustrates(reading: Reading, span: Span) -> bool:
    """X等Y: one example of many."""
    return reading.norm.startswith("等", span.end) and not reading.norm.startswith(("等级", "等于"), span.end)


def bound(reading: Reading, own: list[Token], span: Span) -> bool:
    """The document has the span nearly always with the same word before or after it: together they are one term
    (应对|处置)."""
    norm = reading.norm
    key = norm[span.start : span.end]
    sentence = reading.sentence_at(span.start)
    if sentence is None or len(key) > 8:
        return False
    tokens = reading.tokens(sentence)
    n = norm.count(key)
    if n < 3:
        return False
    for t in tokens:
        word = norm[t.start : t.end]
        if _LOOSE.match(t.tag) or len(word) < 2 or word in LEADING_VERBS or word in ("国家", "应当", "可以", "不得", "依法"):
            continue
        pair = word + key if t.end == span.start else key + word if t.start == span.end else ""
        if t.tag[0] == "v" and t.end == span.start and own[0].tag[0] == "n" and norm.count(pair) < n:
            continue  # a verb and its object: 调整|工作岗位; not where they never part
        if pair and norm.count(pair) >= max(3, 0.6 * n):
            return True
    return False


_RANKS = ("上一级", "下一级", "同级", "本级", "上级", "下级", "当地", "所在地", "相应", "有关", "相关", "上述", "其他", "各级")
_OF = re.compile(r"的(?:规定|要求|危害|过程|情况|问题|方面|需要|内容|办法|标准|程度|结果|时候)")
"""What closes a phrase of 的 and says nothing of its own."""
_DUTIES = frozenset("证件 文书 证书 网络 职责 义务 任务 工作 活动 制度 机制 措施 行为 能力 责任 职能 权利 权力".split())


def _clause_like(reading: Reading, own: list[Token], span: Span) -> bool:
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


def _acts(reading: Reading, span: Span) -> bool:
    """What follows an organ is a verb, though the dictionary has it as a noun too (公安机关|协助, 用工单位|清偿)."""
    tokens = reading.tokens_in(Span(span.end, min(len(reading.norm), span.end + 6)))
    return bool(tokens) and tokens[0].tag in ("v", "vn", "vd", "ad", "d", "vx")


_NETS = frozenset("网络 体系 平台 系统 证书 服务 资质 中心 数据库 规划 预案 方案 设施 协议 合同 基金 账户 档案".split())
_WORK = frozenset({"工作", "管理", "管理工作", "机构", "部门", "措施", "制度", "活动", "能力", "体系", "机制"})


def _compounds(tag: str) -> bool:
    return tag[0] == "n" or tag in ("vn", "an", "l", "j", "x")


def _verbal(reading: Reading, own: list[Token], span: Span) -> bool:
    """A phrase with a verb in it is whole only where it opens with the verb and its clause ends with it."""
    verbs = [i for i, t in enumerate(own) if t.tag in ("v", "vd", "vi", "p", "d", "c")]
    if not verbs or len(own) == 1:
        return False
    return (verbs[0] > 0 and len(own) - 1 not in verbs) or (verbs == [0] and reading.norm[span.end : span.end + 1] not in ("，", "。", "；", "、", "", "”"))


def _runs_on(reading: Reading, own: list[Token], span: Span) -> bool:
    """The last word is a verb that goes on (注册商标需要|改变, 适宜开发|为农用地): a subject and half its predicate."""
    if len(own) < 2 or own[-1].tag[0] != "v":
        return False
    following = reading.tokens_in(Span(span.end, min(len(reading.norm), span.end + 8)))
    if not following or following[0].start != span.end:
        return False
    tag, word = following[0].tag, reading.norm[following[0].start : following[0].end]
    return tag[0] in "nvmr" or word in ("为", "于", "到", "给", "了", "成", "在", "向")


_UNITLESS = re.compile(r"[一二三四五六七八九十百千万亿两〇零0-9.,]+")
_MEASURE = re.compile(r"[年月日天元倍次人个名周小分里米公平吨克千种项类级%％]")
_BARE_ACTS = frozenset("支持 帮助 保障 保护 指导 协助 配合 监督 管理 服务 使用 处理 处置 检查 调查 研究 发展 建设 维护 实施 执行 落实 协调 组织 领导 安排 参与 评估 利用 批准 同意".split())
_LIGHT_VERB = re.compile(r"(?:进行|予以|加以|给予|加强|开展|得到|受到|依法|作出|提供)的?$")
_VAGUE = re.compile(r"(?:隐患|风险|问题|情况|状况|现象|困难)$")
_LIGHT = frozenset("中心 目的 基础 依据 标准 前提 导向 原则 条件 内容 目标 准绳 依托 重点 主线".split())
_CITED = re.compile(r"(?:依照|按照|根据|适用|违反|符合)(?:[^，。；]{0,8})《$")
_PURPOSE = re.compile(r"制定本(?:法|条例|办法|规定|章程)")
_DEICTIC = re.compile(r"(?:过去|近|最近|未来|今后)的?$")
_EVERY = re.compile(r"每[年月日周次人个]")
_ONE = re.compile(r"一(?:[个次届人名项处种类位方级家户套条](?:以上)?|定)|[两二三四五六七八九十]个?")
"""One of something, and counts of what the sentence names: no figure to know."""
_HEAD = re.compile(r"(?:制度|机制|体系|措施|工作|活动|行为|能力|部门|机构|机关|单位|人员|组织|人|者|企业|主体|员|中心|所|站|队|院|局|委员会)$")


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
    before_or = reading.norm.endswith(("或者", "以及", "并且"), 0, span.start)
    return len(own) >= 2 and (before_or or before in ("、", "和", "与", "或", "及"))


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
    if _opens_the_same(norm, span, sentence):
        return True
    left = norm[max(sentence.start, span.start - 10) : span.start]
    right = norm[span.end : min(sentence.end, span.end + 6)]
    if len(left) < 6:
        return False
    if len(right) < 3:
        right = norm[span.end : span.end + 1]  # the gap ends its clause: the left side decides
    at = norm.find(left)
    for _ in range(FRAMES):
        if at < 0:
            break
        if at != span.start - len(left):
            rest = norm[at + len(left) : at + len(left) + (span.end - span.start) + 10]
            k = rest.find(right)
            if k > 0 and rest[:k] != norm[span.start : span.end]:
                return True
        at = norm.find(left, at + 1)
    return False


def _opens_the_same(norm: str, span: Span, sentence: Span) -> bool:
    """The gap is all that a short clause says, and another clause of the document opens with the same words (国家建立|……):
    both would be right."""
    start = sentence.start
    opening = norm[start : span.start]
    if not 3 <= len(opening) <= 9 or norm[span.end : span.end + 1] not in ("。", "；", "，", "", "\n") or span.end - span.start > 16:
        return False
    key = norm[span.start : span.end]
    at = norm.find(opening)
    while at >= 0:
        if at != start and (at == 0 or norm[at - 1] in "，；。：\n 　") and not norm.startswith(key, at + len(opening)):
            return True
        at = norm.find(opening, at + 1)
    return False
