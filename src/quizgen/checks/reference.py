"""Words in a stem that point outside it. A stem stands alone."""

from __future__ import annotations

import re

from quizgen.checks._base import SAYS, Context, bare, pieces, unframed, unquoted
from quizgen.model import Item

_CLAUSE = re.compile(r"(?:^|[，：；]|》(?:第[^，]{1,6}条)?(?:规定)?，)(?P<w>这(?!样)|该(?!死)|此(?!外)|上述|前款|前述|前条)|^(?P<s>其(?!他|余|中))")
"""At the start of a clause these look back, whatever stands before."""
_ANYWHERE = re.compile(
    r"上述|前款|前条|前述|前[两二三四五]款|前项|前两项|本条(?!例|约|件)|本款(?!项)|本项(?!目)|(?:本[章节])(?=规定|所|的)"
    r"|如[上下]?图(?!书)|[见下上左右]图(?![书纸案画腾象谋解形像])|[见下上]表(?![示明现达述面层皮决态演扬彰格情弟哥姐妹])|附[图表件]\d*(?=[，。所中]|的|规定|列)|见附件"
)
_FIRST = re.compile(
    r"(?:^|(?<=[对在从为以将把由使让按据于，：；]))(?:这(?=[一些个种次项类几两三四五六七八九十是就])|此(?=[类项种次])|该(?=[^。，；]))"
    r"|^(?:他们?(?!人)|她们?|它们?|[二两]者|[前后]者|其(?!他|它|余|中|实|次|间|[一二三四五六七八九十][，是])|如此|对此|为此|由此|因此|据此|在此)"
)
"""In the first clause there is nothing that these could look back to."""
_HE = re.compile(r"(?<![其吉])他(?!人|们|乡|国|杀|律|方)|她(?!们)")
_PERSON = re.compile(r"[人员者民工生士师长友徒官兵属]|同志|先生|主席|书记|干部|群众|代表|子女|父母|夫妻|[\u4e00-\u9fff]某")
_WE = re.compile(r"我们(?!党|国家|的?(?:国家|人民|民族|祖国))|咱们|你们|笔者|(?<![自忘无大小敌本唯])我(?![们国党军市省区县州乡镇村院校部局委方厅处队行社站所组辈])")
_PERSONAL = re.compile("[我你咱]|笔者")
_SPOKEN = re.compile(rf"(?:{SAYS})[，：,:]")
_AHEAD = re.compile(r"(?:下列|如下|(?<![级岁层元年月日人次度%％省市县乡区个分以\d])以下(?=[几各条规情行方措内原要事项]|[一二两三四五六七八九十\d]+[个种项点条类方]))(?P<rest>.*)", re.S)
_QUESTION = re.compile(r"(?:下列|以下|下面)[^，。；：]{0,24}?(?:的?是|的?有|为|包括|属于|不属于|正确|错误)[^，。；：]{0,8}(?:[（(][\s　]*[）)]|$)|^(?:下列|以下)(?:各项|选项|关于|说法|表述|哪|有关|属于|不属于|行为|内容|做法|不)")
_N = r"第[〇零一二三四五六七八九十百千\d]+[条款项章]"
_ARTICLE = re.compile(
    rf"(?P<what>(?:违反|依照|按照|根据|适用|符合|有)?本(?:法|条例|办法|规定|章程|准则|细则|解释|决定){_N}|(?:违反|依照|按照|适用|符合|有){_N})"
    rf"(?:{_N}|第?[（(][一二三四五六七八九十]+[）)]项?|、|和|或者?|至|以及|及)*(?:的?规定)?(?:的[，；：。]|的?(?:行为|情形|条件|措施|事项|职责|程序|处罚|处理)|(?:予以|给予|进行|执行|办理|处罚|处理|追究))"
)


def dangling_reference(item: Item, context: Context) -> str | None:
    """Finds: 这, 该, 此, 其 at the start of a clause or with nothing before them that they could mean; 上述, 前款, 本条,
    下图, 附表 anywhere; 我, 我们, 你们 outside quotation marks and outside a speech whose speaker is named; 他 without a person before
    it; 他们, 后者 as the first words. Fine: 这样, 其他, 其中, 此外, 我国, 我们党, 自我, 本法.

    Why: the item is read on a card, without the text around it.
    Example: 这一论断阐明了______的道理。
    Repair: bring the sentence before along, or put the thing meant into the stem; else drop it.
    """
    stem = item.stem
    m = _CLAUSE.search(stem) or _ANYWHERE.search(stem)
    if m is None:
        body = unframed(stem)
        first = re.split("[。！？]", body, maxsplit=1)[0]
        opening = re.split("[，；：]", first, maxsplit=1)[0]
        m = _FIRST.search(opening)
        if m is not None and m.start() and _names(opening[: m.start()]):
            m = None
    if m is None:
        he = _HE.search(stem) if "他" in stem or "她" in stem else None
        if he is not None and not _PERSON.search(stem, 0, he.start()):
            m = he
    if m is None and _PERSONAL.search(stem) and not _SPOKEN.search(stem):
        m = _WE.search(unquoted(stem))
    if m is not None:
        return f"“{m[0].strip('，：；')}” points to something outside the stem"
    return None


def _names(before: str) -> bool:
    """Words before 该 or 这 that may hold what it means: at least four characters."""
    return len(bare("".join(pieces(before)))) >= 4


def points_ahead(item: Item, context: Context) -> str | None:
    """Finds: 下列, 如下, 以下几项 in a cloze, single choice or true/false stem that does not show the list it announces;
    下列……的是（　　） asks for the options and is fine.

    Why: what is true of the list cannot be judged without it.
    Example: 有下列情形之一的，可以停水______日。
    Repair: show the list after a colon, ask for the list itself, or drop it.
    """
    if item.kind not in ("cloze", "single", "truefalse"):
        return None
    m = _AHEAD.search(item.stem)
    if m is None or (item.kind == "single" and _QUESTION.search(item.stem)):
        return None
    rest = m["rest"]
    colon = rest.find("：")
    if colon >= 0 and len(rest) - colon > 5:
        return None
    return f"“{m[0][:2]}” announces a list that the stem does not show"


def cross_reference(item: Item, context: Context) -> str | None:
    """Finds: a stem that leans on an article it only numbers (违反本法第二十条规定的，……). Fine: the article that the
    sentence itself comes from (《村民用水办法》第三条规定，), and one whose case is told (违反本法第二十条规定，私自开口的，) or that is
    only set aside (除本法第二十条规定的职责外).

    Why: nobody knows articles by their numbers, so the case that is asked about is unknown.
    Example: 违反本办法第二条规定的，停水______日。
    Repair: say what the article says, or drop it.
    """
    m = _ARTICLE.search(item.stem) if "第" in item.stem else None
    if m is not None and "除" in item.stem[max(0, m.start() - 6) : m.start()]:
        return None  # 除应当履行本法第十六条规定的职责外: what is asked does not depend on it
    return f"“{m['what']}” says by its number alone what the item is about" if m is not None else None
