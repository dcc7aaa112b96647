"""How a stem begins, runs and ends."""

from __future__ import annotations

import re
from functools import cache

from quizgen.checks._base import Context, unframed, unquoted
from quizgen.model import Item

LONG = 160
"""A stem longer than this is a flaw."""
LONGISH = 120
"""A stem longer than this should be cut at a clause border, where the sense allows it."""

_START = re.compile(
    r"[，、；。：！？）)》”’】·…]"
    r"|而(?!立|今|后|言)|但(?!凡|丁)|并(?=且|对|将|把|在|由|按|依[法照]|及时|应|可|不得|处|报|予|给|向|与|使|能|以|为|经|通过|根据|采取|加|没|从)|从而|以及|及(?=其|有关|相关|以上)|和(?!平|谐|睦|解|亲|田|气|服|弦|声)"
    r"|与(?!会|时俱进|此同时|人为善|民)|或(?!许|然)|且(?!慢)|也(?!门|许)|却|又(?!名|称)|则|所以|因此|因而|于是|进而|然而|不过|可是|不然|同时[，,]|另外|甚至|尤其是|特别是|其中|包括"
    r"|的(?!确|士)|了(?!解|却|结)|着(?!力|眼|重|手|装|陆|床|色|丝|火|急|想|实)|等(?=[，。、；的]|制度|方面|工作|措施|行为|内容|因素)|是(?!否|非|以)|就是|即(?!使|将|时|便|日|位)"
    r"|(?:[的之]?(?:时|后|前|中|下|内|外|上)|者)[，、]"
)
_ENDS = re.compile(r"[。？！：；?!:;.…”’》）)】』」]$")
_UNFINISHED = re.compile(r"(?:包括|包含|如下|下列|以下|分别是|分别为|就是|的是|例如|比如|以及|或者|并且|而且|因为|由于|为了|根据|按照|依照|关于|对于|[^不都也就还正]是|[^作因成视分认以作行称]为|、)[。；：]$")
_UNITS = "年月日时天个周小岁世届条项款倍分秒元万亿种类级度名人次号位点家户亩公里米千克吨升层步件份章节期代口只头本台辆座栋所对双颗页大多余几半第以至到\\d.%℃～~-"
_NUMERAL = "[一二三四五六七八九十]"
_NUMBERED = re.compile(
    rf"(?:^|(?<=[：；。？答]))\s*(?:[（(](?:\d{{1,2}}|{_NUMERAL}{{1,3}})[）)](?!项)|[①-⑳]|\d{{1,2}}[.．、)）](?!\d)|{_NUMERAL}{{1,2}}、(?!{_NUMERAL})"
    rf"|第{_NUMERAL}[，、：]|{_NUMERAL}是(?!否|{_NUMERAL})|其{_NUMERAL}[，是])"
)
_ANSWER = re.compile(r"(?:^|[？。：\s])(?:答|解|【答案】|答案)[：:]|【[单多]?选题】|【判断题】|[（(](?:单选|多选|判断|简答|选择)(?:题)?[）)]")
_STRAY = re.compile(r"[，、；：][，、；：。！？]|[。！？][，、；。]|[、；：][”’》）】]|[“‘《（【][，、；：。！？]|“”|‘’|《》")


@cache
def _bare_number() -> re.Pattern[str]:
    """Compiled when a stem opens with a figure."""
    return re.compile(rf"\d{{1,2}}(?=[\u3400-\u9fff【])(?![{_UNITS}])|\d{{1,2}}\s+(?=[\u3400-\u9fff【])")


def starts_mid_sentence(item: Item, context: Context) -> str | None:
    """Finds: a stem, or what follows the name of its source or speaker, that opens with a mark that closes something, a
    conjunction that continues (而, 但, 并且, 从而, 以及, 或者, 其中), 的, 是 or the rest of a phrase (时，).

    Why: the reader misses what was cut away.
    Example: 从而保证______按时到田。
    Repair: start at an earlier clause border.
    """
    for text in dict.fromkeys((item.stem, unframed(item.stem))):
        m = _START.match(text.lstrip(" 　"))
        if m is not None:
            return f"the stem opens with “{m[0]}”, in the middle of a sentence"
    return None


def stem_end(item: Item, context: Context) -> str | None:
    """Finds: a stem that does not end with 。 ？ ！ ： ； or a mark that closes ” ） 》; （　　） counts; one
    whose last word calls for more (包括。 以及。 如下。).

    Why: a stem that stops in the air looks cut, and the reader wonders what follows.
    Example: 水渠由村里______
    Repair: end at a clause border and put 。 there.
    """
    stem = item.stem.rstrip()
    if not _ENDS.search(stem):
        return f"the stem ends with “{stem[-1:]}”, not with a closing mark"
    if item.kind not in ("recall", "ordering"):
        m = _UNFINISHED.search(unquoted(stem))
        if m is not None:
            return f"the stem ends with “{m[0]}”: what follows was cut away"
    return None


def stray_marks(item: Item, context: Context) -> str | None:
    """Finds: marks that cannot follow each other (，。 、， 。， “， 、”), left where something was cut away.

    Why: it looks like a mistake, and the reader looks for the missing words.
    Example: 要修好水渠，。
    Repair: keep the stronger mark.
    """
    m = _STRAY.search(item.stem)
    return f"“{m[0]}”: marks left over from a cut" if m is not None else None


def stray_number(item: Item, context: Context) -> str | None:
    """Finds: the number of a point in a stem that shows no other point of that list (1. （一） ① 一是 第一，), a number right
    before the first word, 答：, 【单选题】.

    Why: it was copied along from the source, and the reader looks for the second point.
    Example: ①渠水归______共有。
    Repair: cut the number.
    """
    stem = item.stem
    found = _NUMBERED.findall(stem)
    if len(found) == 1:
        return f"“{found[0].strip()}” numbers one point of a list whose others are not shown"
    m = (_bare_number().match(stem) if stem[:1].isdigit() else None) or _ANSWER.search(stem)
    return f"“{m[0].strip()}” was copied along from the source" if m is not None else None


def several_questions(item: Item, context: Context) -> str | None:
    """Finds: a stem with two or more question marks outside quotations.

    Why: an item asks one thing.
    Example: 渠水归谁？由谁管理？归______。
    Repair: keep the question that the answer answers.
    """
    n = unquoted(item.stem).count("？")
    return f"the stem asks {n} questions" if n > 1 else None


def long_stem(item: Item, context: Context) -> str | None:
    """Finds: a stem of more than 160 characters.

    Why: it asks for patience, not for knowledge, and does not fit a card.
    Example: an article quoted whole for one figure.
    Repair: cut the sentence at a clause border; keep its frame.
    """
    n = len(item.stem)
    return f"the stem has {n} characters, at most {LONG} are read" if n > LONG else None


def longish_stem(item: Item, context: Context) -> str | None:
    """Finds: a stem of 121 to 160 characters.

    Why: a shorter one is read more often; cut it where the sense allows it.
    Example: a sentence of four clauses of which the last is asked.
    Repair: cut it at a clause border, or leave it.
    """
    n = len(item.stem)
    return f"the stem has {n} characters, under {LONGISH} is better" if LONGISH < n <= LONG else None
