"""Who said it: attribution before and after a quotation, and reported speech.

The speaker is the subject noun phrase, never the adverbial: 2014年10月，甲在乙座谈会上指出 gives speaker 甲, occasion
乙座谈会上, time 2014年10月.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.model import Span

VERBS = (
    "指出|强调|要求|提出|认为|告诫|写道|规定|明确|表示|宣布|宣告|论述|阐明|阐述|谈到|讲到|说到|提到|指明|重申|提醒|嘱托|寄语|勉励|断言|总结|概括|写下|"
    "声明|主张|倡导|号召|呼吁|感叹|感慨|赞叹|评价|回答|解释|批示|训诫|教导|有云|有言|载明|说过|说道|讲过|讲道|问道|答道|喊道|记载|形容|比喻|说|曰|云|道|讲"
)
REPORTING = "指出|强调|认为|告诫|表示|指明|重申|断言|主张|写道|说过|说|提醒"
"""Verbs that may open speech without marks, where a comma or colon follows."""
REPORTING_NAMED = "要求|提出|明确|宣布|规定|号召|呼吁"
"""Verbs that do so after a name only: they are nouns as often (落实……要求，)."""
ADVERB = (
    r"(?:强调|一并|普遍|十分|非常|极其|反复|多次|深刻|一再|再三|曾经?|还|也|又|更|都|就|就此|则|便|再次|再度|郑重|鲜明|进一步|特别|着重|突出|同时|随后|接着|最后|首先|率先|专门|公开|严肃|"
    r"明确|精辟|形象|生动|科学|系统|全面|已|已经|早|历来|一向|一贯|始终|所|这样|这么|如此|如是|(?:语重心长|意味深长|斩钉截铁|一针见血|旗帜鲜明|满怀深情|情真意切|苦口婆心|开门见山|毫不客气|深有感触|\w{2}性|\w{2})地)"
)
"""One adverb; none is made of others (早就 is 早 and 就), so that a run of them can be read in one way only."""
_TAIL = re.compile(rf"(?P<adverbs>{ADVERB}{{0,8}})(?P<verb>{VERBS})(?:了|过|道|的是)?(?P<mark>[：，,]?\s*)$")
_WHOM = (
    "(?:全党|全军|全国|全体|各级|广大|各地|各部门|各单位|大家|我们|人们|世人|后人|他们|同志们|干部|党员|青年|学生|职工|员工|老师|子女|孩子|官兵|群众|记者|与会)"
    "[^，。；：“”、]{0,8}"
)
_TAIL_TO = re.compile(
    rf"(?P<adverbs>{ADVERB}{{0,8}})(?P<verb>告诫|勉励|提醒|嘱托|嘱咐|叮嘱|寄语|号召|要求|教导|训诫|呼吁|警示|警告|教育|告诉|鼓励)(?:了|过)?{_WHOM}(?P<mark>[：，,]?\s*)$"
)
"""告诫全党：“……”."""
_NOT_SPEECH = re.compile(r"(?:需要|必须|应当|应该|可以|值得|这里|之|尤其|特别要?|还要|不断|要|来|去|的|把|将|被|是)$")
_PLACE = re.compile(
    r"(?P<occasion>(?:(?<![所存现正潜内])在|于)[^，。；：]{1,60}?(?:上|中|时|里|下|期间|之际|以后|之后|前|后|会|会议|讲话|文章|报告|书|信|传|篇))$"
)
_PLACE_BARE = re.compile(r"(?P<occasion>(?:(?<![所存现正潜内])在|于)(?:《[^》]{1,40}》|[^，。；：]{2,40}))$")
_ABOUT = re.compile(r"(?:针对|围绕|关于|对于?|就|为|向|从|以)[^，。；：]{1,40}$")
_ABOUT_DONE = re.compile("(?:对|就|为)[^，。；：]{1,30}(?:作了|作出了?|做了|做出了?|进行了?|给予了?)[^，。；：]{0,12}$")
_TEXT_LAST = re.compile("(?<=的)《[^《》]{2,60}》$")
_SHORT_QUOTE = re.compile("“[^“”，。；：！？]{1,8}”(?=[^，。；：！？“”和与、以及又并还]|的)")
_TIME = re.compile(
    r"(?:(?:公元前?)?[0-9〇零一二三四五六七八九十]{2,4}年(?:[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}[日号])?|[初末底春夏秋冬])?|[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}[日号]"
    r"|今年|去年|近日|日前|当日|同年|后来|早年|晚年|当年)"
)
_TIME_LAST = re.compile(rf"{_TIME.pattern}$")
_OCCASION = re.compile(rf"(?:{_TIME.pattern})?(?:在|于)(.{{2,50}}?(?:上|中|时|里|期间|之际|会|会议))")
_LINK = re.compile(
    r"^(?:并且?|而且|还|同时|此外|另外|因此|所以|但|然而|正如|正像|诚如|如同|如|据|按照?|根据|对此|为此|其中|例如|比如|当时|这时|有一次|一次)+"
)
_NUMBERED = re.compile("第[0-9一二三四五六七八九十]{1,3}(?:章|篇|部)?(?=《)")
_NOBODY = re.compile(
    r"^(?:[文书诗]中|目前|当前|如今|现在|也可|亦可|换句话|换言|总的|总体|具体|简单|相对|严格|客观|老实|他(?!们?$)|她(?!们?$)|一般|通常|普遍|有的?|有些|有人|人们|我(?!国|们党|党)|我们(?!党)|大家|笔者|本文|必须|需要|应当|应该|可以|值得|这|那|此|该|它|其|上述|下面|以下|主要|重点|着力|切实|认真|进一步|不断|继续|同时|还要|要|更)"
)
_NO_SPEAKER = re.compile(
    r"违反|触犯|符合|遵守|依法|或者|^[经由]|是|把|被|将(?![军领])|让|使(?![馆者命])|应[当该]|必须|可以|能够|不|没|进行|根据|按照|依照|关于|通过|如果|因为|由于|为了|以及|除了|虽然|只有|着$|了$|的$|和$|与$|对$|地$"
)
_WHO_END = re.compile(
    r"(?:书记|主席|总理|总统|同志|先生|女士|教授|博士|院士|部长|省长|市长|县长|主任|委员|局长|厅长|校长|院长|老师|代表|专家|学者|作家|诗人|哲学家|思想家|科学家|发言人|负责人|领导|导师|"
    r"会议|全会|大会|报告|讲话|文件|决定|决议|意见|通知|纲要|规划|公报|章程|准则|条例|宪法|法律|古人|先贤|俗话|古语|谚语|诗|诗句|歌|中央|国务院|政府|委员会|办公室|党|部|院|会|社|报|书|典|经|者|家|人|子|公|帝|王|氏|民|员|师|众|长|官|军|方|厅|局|署|委|组|队|校|所|团|联|行|台|司|法|条例|《[^《》]+》)$"
)
_SURNAME = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
    "龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
"""The hundred commonest surnames."""
_NAME = re.compile(f"[{_SURNAME}习墨荀岳班严纪管晏屈欧司诸][\u4e00-\u9fff]{{1,3}}")
_ROLE_AND_NAME = re.compile(
    f"(?:员|家|师|长|手|工|者|生|人|书记|主任|主席|教授|院士|代表|诗人)[{_SURNAME}][\u4e00-\u9fff]{{1,2}}$"
)
"""技术员张小川: a role and a name with one of the hundred commonest surnames."""
NOBODY_IN_PARTICULAR = re.compile("俗话|古语|谚语|古人|常言|老话|民谚|诗句?$|歌$")
"""Speakers who do not go on speaking in the next sentence."""
AFTER = re.compile(
    rf"[，,]?\s*(?P<speaker>[^，。；：“”‘’！？]{{1,20}}?)(?:在(?P<occasion>[^，。；：“”]{{1,30}}?(?:上|中|时|里)))?"
    rf"{ADVERB}{{0,8}}(?P<verb>说道?|写道|指出|强调|认为|告诫|感叹|感慨|评价|讲道|问道|答道|云|曰|勉励|提醒)(?:道|了|过)?(?:{_WHOM})?[。！？，；]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Spans in the normalised text. ``verb`` is always there; a speaker only where the clause names one.
    ``omitted``: the clause has no subject of its own, the one before goes on."""

    verb: Span
    speaker: Span | None = None
    occasion: Span | None = None
    time: Span | None = None
    omitted: bool = False


def before(norm: str, start: int, at: int) -> Attribution | None:
    """The attribution that ends at ``at`` (where the quotation opens), in a sentence that starts at ``start``."""
    m = _TAIL.search(norm, max(start, at - 24), at) or _TAIL_TO.search(norm, max(start, at - 32), at)
    if m is None:
        return None
    return clause(norm, start, m.start("adverbs"), Span(*m.span("verb")))


def clause(norm: str, start: int, end: int, verb: Span) -> Attribution | None:
    """The subject before a verb of saying. ``end`` is where its adverbs begin."""
    lead = _SHORT_QUOTE.sub(lambda m: "_" * len(m[0]), norm[start:end])  # 在“七一”讲话中: no border
    cut = max((lead.rfind(c) for c in "，；：。！？”"), default=-1) + 1
    seg = lead[cut:]
    if seg and _NOT_SPEECH.search(seg):
        return None
    left, right = start + cut, end
    time = None
    occasion = None
    for _ in range(4):
        seg = norm[left:right]
        t = _TIME_LAST.search(seg)
        if t and t.start() > 0:
            time, right = Span(left + t.start(), right), left + t.start()
            right -= len(re.search(r"(?:早|曾|就|又|便)?(?:在|于)?$", norm[left:right])[0])  # type: ignore[index]
            continue
        acted = _ABOUT_DONE.search(seg)
        if acted and acted.start() > 0:  # 甲在会上对乙作了总结性概括
            right = left + acted.start()
            continue
        p = _PLACE.search(seg) or _PLACE_BARE.search(seg)
        if p:
            occasion = Span(left + p.start("occasion") + 1, left + p.end("occasion"))
            right = left + p.start()
            continue
        a = _ABOUT.search(seg)
        if a and a.start() > 0:
            right = left + a.start()
            continue
        break
    seg = norm[left:right]
    link = _LINK.match(seg)
    if link:
        if re.search("[按根依]", link[0]) and norm[verb.start : verb.end] in ("规定", "要求"):
            return None  # 按照国家规定，
        left += link.end()
    t = _TIME.match(norm, left, right)
    if t:
        time, left = Span(*t.span()), t.end()
    number = _NUMBERED.match(norm, left, right)
    if number:
        left = number.end()
    seg = norm[left:right]
    if not seg:
        # nothing names the subject here: a clause before may (甲作出指示，强调), else it goes on from the sentence before
        prior = _prior(norm, start, start + cut - 1) if cut else None
        if prior is not None:
            return Attribution(verb=verb, speaker=prior, occasion=occasion, time=time)
        return Attribution(verb=verb, occasion=occasion, time=time, omitted=cut == 0 or "”" in lead)
    if seg in ("他", "她"):
        return Attribution(verb=verb, occasion=occasion, time=time, omitted=True)
    if time is None or occasion is None:
        time, occasion = _around(norm, start, start + cut, time, occasion)
    title = _TEXT_LAST.search(seg)
    if title and not is_speaker(seg):  # 甲会议通过的《决定》
        left, seg = left + title.start(), title[0]
    if not is_speaker(seg):
        return Attribution(verb=verb, occasion=occasion, time=time) if _LINK.fullmatch(seg) else None
    return Attribution(verb=verb, speaker=Span(left, right), occasion=occasion, time=time)


_ACTS = re.compile(
    r"(?P<name>[^，；：。“”]{2,24}?)(?=在|对|就|于|多次|作出|做出|发表|主持|出席|高度|十分|专门|亲自|近日|日前|一直|始终|印发|发布|制定|召开|视察|考察|深入|给)"
)


def _prior(norm: str, start: int, end: int) -> Span | None:
    """The subject of the clauses before (甲对此高度重视，多次作出批示，强调): the first that opens a clause and acts."""
    for piece in re.finditer(r"[^，；：。]+", norm[start:end]):
        at = start + piece.start()
        link = _LINK.match(norm, at, start + piece.end())
        if link:
            at = link.end()
        t = _TIME.match(norm, at, start + piece.end())
        if t:
            at = t.end()
        m = _ACTS.match(norm, at, start + piece.end())
        words = m["name"] if m else norm[at : start + piece.end()]
        if is_speaker(words) and (_WHO_END.search(words) or is_name(words) if m or len(words) > 3 else None):
            return Span(at, at + len(words))
    return None


def named(words: str) -> bool:
    """Ends as the name of a person, an organ, a meeting or a text does."""
    return bool(_WHO_END.search(words))


def is_name(words: str) -> bool:
    """Might be the name of a person, by its surname."""
    return bool(_NAME.fullmatch(words))


def _around(
    norm: str, start: int, end: int, time: Span | None, occasion: Span | None
) -> tuple[Span | None, Span | None]:
    """Time and occasion in the clauses before the subject (2014年10月，在乙大会上，甲指出)."""
    for m in re.finditer(r"[^，；：。]+", norm[start:end]):
        s = Span(start + m.start(), start + m.end())
        words = norm[s.start : s.end]
        t = _TIME.match(words)
        if time is None and t and t.end() > len(words) - 3:
            time = s
        elif occasion is None:
            p = _OCCASION.fullmatch(words)
            if p:
                if t and time is None:
                    time = Span(s.start, s.start + t.end())
                occasion = Span(s.start + p.start(1), s.end)
    return time, occasion


def is_speaker(words: str) -> bool:
    """A noun phrase that can speak: a person, an organ, a meeting, a document."""
    if not 1 < len(words) <= 26:
        return False
    if words.startswith("《"):
        return bool(re.fullmatch(r"《[^》]+》(?:第[^，。]{1,12}[条款项章]){0,4}", words))
    if _NOBODY.match(words) or any(c in words for c in "“”‘’（）()、"):
        return False
    bare = re.sub(r"《[^《》]*》", "", words)
    if _NO_SPEAKER.search(bare):
        return False
    return (
        bool(_WHO_END.search(words) or _ROLE_AND_NAME.search(words))
        or len(words) <= 5
        or bool(re.search(r"[a-zA-Z]$|》$|第[^，。]{1,8}[条款]$", words))
    )
