"""甲：乙 as a point or paragraph of its own: a term and what it is, or a label over what is said of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from quizgen.model import Span
from quizgen.reading import Reading, Sentence
from quizgen.zh import genus as kinds
from quizgen.zh.clausal import trimmed, words_in
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.lexicon_roles import is_label

BODY = 220


class Label(NamedTuple):
    """``defined``: the body says what kind of thing the term names, or how what it names is done."""

    term: Span
    body: Span
    defined: bool


IS = re.compile(r"(?:就是指|就是|即指|是指|是|即|指)(?![令南导标])")
FIELDS = tuple(
    "目的 特点 特征 路径 角度 内容 对象 意义 影响 原因 背景 条件 任务 要求 措施 优点 缺点 区别 联系 关系 结果 过程 步骤 地位 时间 地点 代表 主张 观点 导火线 标志 途径 表现 评价 启示 "
    "评价 教训 性质 方法 标准 危机 因素 结局 准备 原则 矛盾 事件 会议 "
    "局限性 重要性 必要性 优越性 可能性 现实性 举例 例子 注意 分类 种类 来源 依据 方针 口号 人物 著作 作品 功能 主要作用 作者 编者 译者 主编".split()
)
"""What 甲 ends with in 甲：乙 where it is a field that 乙 fills in, not a term."""
_REALMS = frozenset("政治 经济 文化 军事 外交 社会 思想 科技 教育 民族 宗教 医学 数学 文学 艺术 春季 夏季 秋季 冬季 妇女 儿童 老人 男性 女性 国内 国际 内部 外部 体育 建筑 历法 法律 哲学 音乐 雕塑 绘画 戏剧 史学 地理 天文 农业 工业 商业 交通".split())
"""What a page of notes is ordered by: 政治：…；经济：…."""
_STATES = re.compile(
    "(?:可|能|大多|多数|多|少|应|要|需|宜|有|无|不|因|由于|为了?|采用|存在|位于|最终|如|例如|比如|包括|数量|\\d{3,4} ?年)|(?:对|在|与|当)[^的]*$"
    "|均|都|主要|关于|[^，。；]{2,}是|[^，。；的]{2,}(?:可以?|能够?|应当?|取决于|导致|起源于|都有|主要由|主要有|大多)(?!称)|[^。；]*越[^，]+越"
)
"""What 乙 in 甲：乙 begins with where it says something of 甲, rather than what 甲 is."""
_SPELLS = re.compile("(?!占|用于|属|分|需|支持|表示|存|可|会|能|将|把)[^，。；：的是在有\\d]*(?:协议|语言|系统|网络|技术|模型|标准|接口|地址|算法|格式|方式|结构|服务|程序|设备|机制|函数|平台|工具|数据库|服务器|优先|控制|层|器|法|码|体|表|性|的[^，。的]{2,8})")
_BY_MEANS = re.compile("(?:通过|利用|用(?!于))[^，。]{4,}")
_DONE = re.compile("(?:使用|借助|运用|采用|将|把|由)[^，。]{4,}")
"""How what is done is told: 蜜炙：用…; 离心法：通过…; 染色术：将…."""
_PROCESSES = ("作用", "反应", "现象", "效应", "技术", "法", "术", "化")
_EVENTS = ("作用", "反应", "现象", "效应")
_COUNTS = re.compile("[二两三四五六七八九十百]|\\d")
_ITEMS = re.compile("[^、，。；的是]{1,12}(?:、[^、，。；的是]{1,12})+")
BREAKS_OFF = re.compile("(?:，(?:(?:其|主要)?原因[^，]*|因此[^，]*|所以[^，]*|具体如下|如下|包括))$")
CUT_SHORT = ("如下", "包括", "重新", "因此", "所以", "中", "会", "将", "则", "而")
_DATE = re.compile(r"约?(?:公元前?)?\d[\d年月日 \-—~～至.]*")
_BARE = re.compile(r"[^，。；：？！（）()\n]{2,16}")


def label(reading: Reading, sentence: Sentence) -> Label | None:
    """甲：乙 as a paragraph or point of its own; None where 甲 is a field, a heading or a clause, or 乙 no more than a
    list, or a sentence about 甲."""
    norm = reading.norm
    start, end = sentence.span
    if norm.find("：", start, min(end, start + 18)) < 0:
        return None
    block = reading.block_of(sentence)
    first = block.marker.end if block.marker else block.span.start
    if block.kind not in ("point", "paragraph") or norm[first:start].strip():
        return None
    m = _BARE.match(norm, start, end)
    if m is None or norm[m.end() : m.end() + 1] != "：":
        return None
    term = trimmed(norm, *m.span())
    body = trimmed(norm, m.end() + 1, end)
    if term is None or body is None or term.end != m.end() or "：" in norm[body.start : body.end]:
        return None
    if norm[body.start : body.start + 1] == "指" or norm.startswith("是指", body.start):
        return None  # 甲：指乙 is found above
    words = words_in(reading.parsed[sentence.index], term)
    m = IS.match(norm, body.start, body.end)
    if m is not None and m.end() < body.end:
        body = Span(m.end(), body.end)
        defined = True
    else:
        defined = names_kind(norm, term, body) or bool(words and words[-1].kind in "BV" and _DONE.match(norm, *body))
    text = norm[term.start : term.end]
    if text.endswith(("不同", "相同", "一致")):
        return None
    if "的" in text or any(w.kind in "GV" for w in words[1:-1]) or (len(words) > 2 and (words[0].kind in "GV" or norm[words[0].start : words[0].end] in LEADING_VERBS)):
        return None  # a heading, or a clause, over what is said of it
    if len(words) > 1 and words[-1].kind == "A" and words[-2].kind in "NB" and norm[term.end - 1] in "强弱高低大小多少快慢好差":
        return None  # 抗原性强
    if is_label(text) or text.endswith(FIELDS) or not words or any(w.kind not in ("NBAVGTCUMQF" if "第" in text[1:] else "NBAVGTCU") for w in words) or words[-1].kind not in "NBAV" or words[0].kind in "CU":
        return None
    if text in _REALMS or _DATE.fullmatch(norm, *body):
        return None
    m = BREAKS_OFF.search(norm, *body)
    if m is not None:
        body = Span(body.start, m.start())
    said = norm[body.start : body.end]
    if "->" in said or "→" in said or said.count("；") > 1:
        return None
    if _STATES.match(norm, *body) or text in said or said.endswith(CUT_SHORT):
        return None
    if _ITEMS.fullmatch(norm, *body) and not _COUNTS.search(text):
        return None  # 建筑：甲、乙、丙
    if text in ("答", "例如", "注意", "总结", "选择", "简答", "辨析") or not 6 <= body.end - body.start <= BODY or re.match(r"[①（(]\d?|\d[.、．]|一是|第一", norm[body.start : body.end]):
        return None
    if norm.find(text, body.start, body.start + len(text)) == body.start:
        return None  # 胸腺：胸腺是… says it again as a sentence
    return Label(term, body, defined)


def names_kind(norm: str, term: Span, body: Span) -> bool:
    """Does the body open with a noun phrase that says what kind of thing the term names? Of a foreign short form, with what
    it stands for."""
    end = next((i for i in range(*body) if norm[i] in "，；。："), body.end)
    text = norm[term.start : term.end]
    if text.isascii():
        return 4 <= end - body.start <= 24 and not norm[body.start : end].isascii() and _SPELLS.fullmatch(norm, body.start, end) is not None
    if _BY_MEANS.match(norm, *body) or (text.endswith(_PROCESSES) and _DONE.match(norm, *body)):
        return True
    if text.endswith(_EVENTS) and end == body.end:
        return True
    return kinds.names_kind(norm[body.start : end].strip(), text)
