"""Edges: whether the words around a span let a noun phrase begin and end there.

``borders`` looks for signs that a span is a piece of something; here the words around it must license it. A noun phrase
of Chinese begins after a mark, a preposition, 的, a copula, a numeral or the verb that governs it, and ends before a mark,
的, a preposition, a modal, an adverb or the verb whose subject it is. What stands between two other words (执法|证件,
诊断|结论负责, 应当|储备……) may be a phrase or may be a piece of one; a build does not ask it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from quizgen.candidates import Candidate
from quizgen.reading import Reading
from quizgen.zh.contrasts import known
from quizgen.zh.lexicon import ADVERBS, LEADING_VERBS, PASSIVE_ROLES
from quizgen.zh.words import Word

_ASKED = frozenset({"noun", "key", "subject", "agency", "member", "thesis", "role", "defined", "pair"})
_LOOSE = frozenset({"thesis", "role", "defined"})
"""What a construction of the language found (甲是乙, 甲是指乙) has one border from it; its inside is looked at alone."""
_JOINTS = frozenset("和 与 及 以及 或 或者 并 暨 、".split())
_TAKES_NOUNS = frozenset(
    "实行 进行 开展 加强 给予 予以 出示 取得 享有 具有 具备 建立 健全 完善 制定 编制 签订 订立 缴纳 支付 配备 设置 设立 提供 接受 履行 "
    "承担 使用 采取 发布 公布 作出 做出 纳入 遵守 违反 符合 属于 成为 作为 形成 产生 造成 构成 发生".split()
)
"""Verbs whose object is a noun: the verb that follows one (实行|告知) opens that noun and governs nothing."""
_PIVOT = re.compile(
    r"(?:鼓励|支持|引导|要求|责令|组织|指定|委托|授权|监督|督促|协助|帮助|允许|禁止|动员|聘请|派出|派|设|使|让|令|由|邀请|指导|吸收|推动|保障|确保|促使|有|没有|通知|告知|报|经|对)$"
)
"""Verbs whose object is the subject of the verb after it."""
_BOUNDS = ("以上", "以下", "以内", "以外", "之一")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FUNCTION = frozenset("的了在是时即也就将被把与和及或等个而以所则")
_GLUED = re.compile(r"[不可的将被把了]")
_STUCK = ("-", "_", ".", "=", "/", "(")
"""Marks that tie a word to a name or a formula."""
_VERBS = frozenset("办理 适用 进行 给予 予以 采取 作出".split())
"""Verbs however the dictionary tags them: 国际条约|办理, 申请|办理登记."""
_MODIFYING = frozenset("濒危 在建 新增 拟建 现有 原有 有关 涉外 突发 自主 相应".split())
"""Verbs to the dictionary that only modify nouns."""
_EACH = re.compile(r"[每某各多两几]个?|其他|他人|另|若干")
_DOER = re.compile(r"(?:机关|部门|机构|法院|检察院|政府|委员会|协会|者|员|人)$")
_ACHIEVED = frozenset("到 就 出 起 成 住 完 着 了 过 起来 下去 出来 下来".split())
"""What a verb achieves stands behind it."""
_MUTUAL = re.compile(r"相(?:适应|结合|协调|衔接|统一|一致|符合|匹配|配套|联系|促进)")
_SUFFIXES = frozenset("会法权者率费性力品物员证书罪案期")
_LATIN = re.compile(r"[A-Za-z]")
_SIGN = re.compile(r"[A-Za-z][0-9+]?$")
"""What names a kind of what follows: T|淋巴细胞, Ca2+|泵."""
_HAVE = ("没有", "无", "有")


def unsure(reading: Reading, candidate: Candidate) -> bool:
    """One border of the candidate at least is not licensed, or its inside is no phrase of one piece."""
    role = candidate.roles[0]
    if candidate.form != "blank" or role not in _ASKED:
        return False
    span = candidate.span
    words = reading.words_of(candidate.sentence)
    i = bisect_left(words, span.start, key=lambda w: w.start)
    j = bisect_left(words, span.end, key=lambda w: w.start)
    if i >= len(words) or words[i].start != span.start or j <= i or words[j - 1].end != span.end:
        return role not in _LOOSE and role != "member"  # a border within a word
    if _parallel(reading, span.start, span.end, role) or _SIGN.search(reading.norm, max(0, span.start - 2), span.start):
        return True
    parsed = reading.parsed[candidate.sentence.index]
    if any(w.start < span.start < w.end or w.start < span.end < w.end for w in parsed):
        return True  # a piece of a term of the document (平台内|经营者损失)
    return _inside(reading, words, i, j, role) or (
        role not in _LOOSE and (_left(reading, words, i, j, role) or _right(reading, words, i, j, role))
    )


def _parallel(reading: Reading, start: int, end: int, role: str) -> bool:
    """Words set side by side without a joint begin alike: 有毒|有害物质, 退耕还林|还草, 法律|法规."""
    norm = reading.norm
    if end - start < 2 or role == "agency":
        return False
    before, after = norm[start - 2 : start], norm[end : end + 2]
    return any(len(a) == len(b) == 2 and a[0] == b[0] and a != b and bool(_HAN.fullmatch(a + b)) for a, b in ((before, norm[start : start + 2]), (norm[end - 2 : end], after)))


def _text(reading: Reading, word: Word) -> str:
    return reading.norm[word.start : word.end]


def _inside(reading: Reading, words: Sequence[Word], i: int, j: int, role: str) -> bool:
    """The span holds a predicate, or a word that the dictionary does not know and the document has once."""
    own = words[i:j]
    key = reading.norm[own[0].start : own[-1].end]
    if reading.norm.startswith(_STUCK, own[-1].end) or reading.norm[own[0].start - 1 : own[0].start] in _STUCK:
        return True
    if known(key):
        return False
    if len(own) > 1 and _text(reading, own[-1]) == "党" and reading.norm.startswith("的", own[-1].end):
        return True  # 新时代|党的自我革命
    if len(own) > 1 and _text(reading, own[0]) == "好" and i and words[i - 1].end == own[0].start and len(_text(reading, words[i - 1])) == 1:
        return True  # 用好|思想建设
    if _guessed(reading, words, i, j) or _MUTUAL.match(key):
        return True
    if role not in _LOOSE and role != "member" and any(_once(reading, _text(reading, w)) for w in own):
        return True
    if role in _LOOSE or role == "member":
        return len(own) > 1 and own[-1].kind == "A" and _text(reading, own[-1]) in ADVERBS
    if len(own) > 1 and own[-1].kind in "VGB" and i and words[i - 1].end == own[0].start and _text(reading, words[i - 1]) in ("在", "从", "向"):
        return True  # 在|境内存储
    governed = i > 0 and words[i - 1].end == own[0].start and words[i - 1].kind == "G"
    if len(own) > 1 and own[-1].kind in "VGADEX" and role != "agency" and own[0].kind != "G":
        return not (governed and len(own) == 2 and own[-1].kind in "VG")  # 结论|负责, 目标|不同; but 实现|保值增值
    if any(_garbled(reading, _text(reading, w)) for w in own):
        return True
    if own[-1].kind in "DE":
        return True
    if len(own) > 1 and (_text(reading, own[0]) in _VERBS or _text(reading, own[-1]) in _VERBS) and role != "agency":
        return True
    if own[0].kind == "Q" or (own[0].kind in "RM" and _EACH.match(key)):
        return True
    if role != "agency" and any(a.kind in "NB" and b.kind in "BVG" and _DOER.search(_text(reading, a)) for a, b in pairwise(own)):
        return True  # 主管机关|处理: who does what
    if _LATIN.match(key[-1:]) and _in_a_name(reading, words, i, j):
        return True
    if own[0].kind in "GVB" and reading.norm.startswith("的，", own[-1].end) and (i == 0 or words[i - 1].kind == "W"):
        return True  # 涉嫌犯罪|的，: a condition
    if len(own) > 1 and own[0].kind == "G" and "的" in key and own[-1].kind in "NB" and role != "agency":
        return True
    return len(own) > 2 and any(w.kind in "XEKP" for w in own[1:])


def _once(reading: Reading, word: str) -> bool:
    """A word that neither the dictionary knows nor the document has twice is a guess of the segmenter (已绘|就, 广受, 要革)."""
    return len(word) > 1 and bool(_HAN.fullmatch(word)) and not reading.words.known(word) and reading.places.count(word) < 2


def _guessed(reading: Reading, words: Sequence[Word], i: int, j: int) -> bool:
    """A word at a border is none of the dictionary's, and its first or last character goes with the word outside
    (受援|人缓|收, 过|低时)."""
    dictionary, count = reading.words.known, reading.places.count
    first, last = _text(reading, words[i]), _text(reading, words[j - 1])
    if len(first) > 1 and _HAN.match(first) and not dictionary(first) and i and words[i - 1].end == words[i].start:
        joined = _text(reading, words[i - 1]) + first[0]
        if len(joined) <= 4 and _HAN.fullmatch(joined) and (dictionary(joined) or count(joined) > max(2, count(first))):
            return True
    if len(last) > 1 and _HAN.match(last) and not dictionary(last):
        if last[-1] in _FUNCTION:
            return True
        if j < len(words) and words[j].start == words[j - 1].end:
            joined = last[-1] + _text(reading, words[j])
            return len(joined) <= 4 and bool(_HAN.fullmatch(joined)) and (dictionary(joined) or count(joined) > max(2, count(last)))
    return False


def _in_a_name(reading: Reading, words: Sequence[Word], i: int, j: int) -> bool:
    """A Latin word beside another, or before the noun that it names (IP 数据报), with a blank between them."""
    norm = reading.norm
    start, end = words[i].start, words[j - 1].end
    if norm[start - 1 : start] == " " and _LATIN.match(norm[start - 2 : start - 1]):
        return True
    if norm[end : end + 1] != " ":
        return False
    return bool(_LATIN.match(norm[end + 1 : end + 2])) or any(w.start == end + 1 and w.kind == "N" for w in words[j : j + 2])


def _garbled(reading: Reading, word: str) -> bool:
    """A guess of the segmenter that holds a function character: 时不受, 长可."""
    return 1 < len(word) <= 3 and bool(_HAN.fullmatch(word)) and not reading.words.known(word) and (word[-1] in _FUNCTION or bool(_GLUED.search(word)))


def _left(reading: Reading, words: Sequence[Word], i: int, j: int, role: str) -> bool:
    if i == 0 or words[i - 1].end != words[i].start:
        return _opens_a_predicate(words, i, j) and role in ("noun", "key") and j < len(words) and words[j].kind != "W"
    before = words[i - 1]
    text, kind = _text(reading, before), before.kind
    earlier = words[i - 2] if i > 1 and words[i - 2].end == before.start else None
    if kind == "W":
        if text == "、":
            return role != "member"
        if text in "”’》）)":
            return True
        return _opens_a_predicate(words, i, j) and not _clause(words, i, j, _text(reading, words[i]))
    if text in _JOINTS:
        return role != "member"  # half of 甲和乙
    if text in _HAVE:
        return False
    if kind == "U":
        return text not in ("的", "了", "着", "过", "之", "所") or (text in ("之", "所", "过"))
    if len(text) == 1 and kind in "PF" and reading.words.known(text + _text(reading, words[i])):
        return True  # 中|长期
    if kind == "P":
        return (text in ("被", "所", "之") and (role != "agency")) or text.endswith("不") or f"{_text(reading, words[j - 1])}" in PASSIVE_ROLES
    if kind == "K":
        return _opens_a_predicate(words, i, j) and j < len(words) and _text(reading, words[j]) == "的"
    if kind in "MQ":
        return text.startswith("第")
    if kind == "F":
        return text in _BOUNDS
    if kind == "C":
        return _opens_a_predicate(words, i, j)
    if text in _MODIFYING or (len(text) == 1 and reading.words.known(text + _text(reading, words[i]))):
        return True  # 以|德治国
    if kind in "GV" and earlier is not None and earlier.kind == "N" and j < len(words) and words[j].kind == "W" and _after_a_verb(reading, words, i - 2):
        return True
    if kind == "V" and earlier is None and text not in LEADING_VERBS:
        return True  # 操作|条件反射
    if kind in "GV":
        if text in LEADING_VERBS or kind == "G" or earlier is None:
            return earlier is not None and earlier.kind in "GV" and _text(reading, earlier) in _TAKES_NOUNS
        if earlier.kind in "BA":
            return True  # 应急疏散|预案
        if len(text) == 1 and reading.words.known(text + reading.norm[words[i].start]):
            return True  # 灭|活疫苗
        if earlier.kind == "P" and _text(reading, earlier) == "在":
            return True  # 在响应|报文
        return (earlier.kind in "GVB" and _text(reading, earlier) in _TAKES_NOUNS) or _text(reading, earlier) in ("的", "对", "将", "把", "从", "所")
    if kind == "B":
        # a verb that stands as a noun too: one that something before it makes a verb
        if earlier is None:
            return text not in LEADING_VERBS
        if role == "agency" and earlier.kind in "NB":
            return True  # 行政长官选举|委员会委员
        return earlier.kind not in "XDEW" and _text(reading, earlier) not in ("并", "而") and not (text in LEADING_VERBS and earlier.kind in "NCP")
    return True  # nouns, adjectives, pronouns, adverbs, modals


def _after_a_verb(reading: Reading, words: Sequence[Word], at: int) -> bool:
    """The nouns up to ``at`` are the object of a verb that takes no clause: the verb after them modifies what follows it
    (作为酶识别|位点, but 鼓励企业采用|新技术)."""
    k = at
    while k > 0 and words[k - 1].end == words[k].start and words[k - 1].kind in "NAB":
        k -= 1
    if k == 0 or words[k - 1].end != words[k].start:
        return False
    return words[k - 1].kind in "GV" and not _PIVOT.search(_text(reading, words[k - 1]))


def _goes_on(reading: Reading, words: Sequence[Word], j: int) -> bool:
    """The name of the organ goes on to a longer one (国务院|标准化主管部门)."""
    for k in range(j + 1, min(j + 4, len(words))):
        if words[k].start != words[k - 1].end or words[k].kind not in "NAB":
            return False
        if _DOER.search(_text(reading, words[k])):
            return True
    return False


def _right(reading: Reading, words: Sequence[Word], i: int, j: int, role: str) -> bool:
    if j >= len(words) or words[j].start != words[j - 1].end:
        return False
    after = words[j]
    text, kind = _text(reading, after), after.kind
    if kind == "W":
        return (text == "、" and role != "member") or text in "（(“《"
    if text in _ACHIEVED:
        return role not in ("member", "agency")  # 清醒认识|到, 蓝图绘|就: a verb goes on
    if text in ("在", "于") and words[j - 1].kind in "VGB":
        return role != "agency"
    if len(text) == 1 and text in _SUFFIXES and (j + 1 >= len(words) or words[j + 1].kind in "WU"):
        return True  # 体育运动|会
    if text in _JOINTS and text != "并":
        return role != "member"
    if role == "member":
        return False
    if kind == "F":
        if text in ("上", "中", "下", "里") and (i == 0 or words[i - 1].end != words[i].start or words[i - 1].kind == "W"):
            return True  # 这一问题实质|上: a place without its preposition
        return text in ("时", "后", "前", "以后", "以前", "之前", "之后") and words[j - 1].kind in "VGB"
    if text == "所" and j - i > 1 and words[j - 1].kind in "GVB":
        return True  # 采取措施保障|所处理的信息: the last word governs what follows
    if kind in "PXDEKCU":
        return text in ("得", "地", "们", "性", "化")
    if kind in "GVB":
        if role == "agency":
            if _text(reading, words[j - 1]).endswith("所") and any(_text(reading, w) == "的" or reading.norm[w.end : w.end + 1] == "，" for w in words[j : j + 2]):
                return True  # 信托事务|所支出的费用
            return kind != "G" and _goes_on(reading, words, j)
        before = words[i - 1] if i and words[i - 1].end == words[i].start else None
        opens = before is None or before.kind in "WMQ" or _text(reading, before) in ("作为", "成为") or (before.kind in "C" and _text(reading, before) not in _JOINTS)
        if opens or (before is not None and _PIVOT.search(_text(reading, before))):
            return kind == "B" and not opens
        return before is None or not (before.kind == "P" or (_text(reading, before) == "的" and kind != "B"))
    if kind in "AD" and i and words[i - 1].kind == "P" and _text(reading, words[i - 1]) in ("在", "向", "从", "到"):
        return False
    if kind in "NAMRQ" and role == "agency":
        return kind in "NAQ"
    return True  # another noun or adjective: 公共卫生事件|现场


def _opens_a_predicate(words: Sequence[Word], i: int, j: int) -> bool:
    """The first of several words is a verb that governs the rest, or may be one."""
    return j - i > 1 and words[i].kind in "GVB"


def _clause(words: Sequence[Word], i: int, j: int, text: str) -> bool:
    """A whole clause between marks that opens with a verb of doing: 保卫人民安全."""
    return (words[i].kind == "G" or (words[i].kind == "B" and text in LEADING_VERBS)) and (j >= len(words) or words[j].kind == "W")
