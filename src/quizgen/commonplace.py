"""Commonplace: words that a person who knows the text could say in other words as well.

A blank is fair where one answer is right. 违约金, 终端隔离 have no other name; 管理范围, 支持措施, 明显错误 do: two
everyday words, said once. What tells the two apart without a dictionary of meanings is how usual the words are, whether
the document comes back to them, and whether examiners set them against others (``zh.contrasts``).
"""

from __future__ import annotations

import re

from quizgen.candidates import Candidate
from quizgen.reading import Reading
from quizgen.zh.contrasts import known

USUAL = 1500
"""A word this frequent in jieba's counts is everyday language: 支持, 明显, 商业."""
COMMON = 1000
"""A lone word of two characters this frequent names no matter: 期限, 证据, 调整."""
PLAIN = 400
"""A lone word this frequent is no term unless examiners contrast it: 争议, 住宅, 数值."""
ONCE = 90
"""A lone short word this frequent that the document says once or twice is no term of it: 专人, 短语, 障碍物."""
_ROLES = frozenset({"noun", "key", "subject", "member"})
_HEADS = re.compile(
    r"(?:措施|范围|结果|问题|活动|行为|事项|费用|条件|作用|数量|工作|渠道|对象|情况|经历|错误|类别|办法|标志|事务|手段|用途|场合|效果|部分|环境|"
    r"资料|材料|过程|阶段|现场|期间|期限内|人群|地区|内容|事宜|方面|方式|方案|需求|意愿|成果|成绩|知识|常识|信息|数据|物品|财物|形式|类型|特点)$"
)
"""Heads that say of what sort a thing is and not which."""
_WORD = re.compile(r"(?!(?:[A-Za-z-]*[A-Z]){2})[A-Za-z0-9_-]+|[A-Z]\d")
"""A Latin word without two capitals is a word of English or of code, no abbreviation: down, Course, T1."""
_NO_THESIS = re.compile(r"[（()）]|[、，]以|^[\d.]+$|^为")
"""A remark, a piece of 以甲为乙、以丙为丁, a number."""
_LIGHT = re.compile(r"(?:给予|予以|进行|加以)[\u4e00-\u9fff]{2}")
_EXAMPLES = re.compile(r"(?:例如|比如|诸如|譬如)[^，。；：]*$")
"""What opens a list of examples: others would do."""
_DEGREE = re.compile(r"(?:可能|必要|重要|科学|有效|针对|合理|可行|严肃|准确|及时|系统|全面|复杂|特殊|迫切|紧迫|长期|艰巨|完整|一致)性")
"""What can be raised or shown of anything: 提高工作的|科学性."""
_RANKED = re.compile(r"(?:重要|主要|基本|必要|具体|关键)的?[\u4e00-\u9fff]{0,4}(?:内容|条件|方面|部分|依据|因素|措施|手段|环节|举措|目标|对象|方式|职责|工作)$|工作的重点$")
"""What is said of anything: 考核的重要内容."""
_FORMULA = re.compile(r"等$|合法(?:权益|利益)$|(?:具体|管理|实施)办法$|规定$|(?:有关|相关)(?:规定|要求|部门|单位)$|^(?:最|较)[高低大小多少]|^(?:巨大|显著|积极|良好)[\u4e00-\u9fff]{2}$")
"""What every text of the kind says."""


def commonplace(reading: Reading, candidate: Candidate) -> bool:
    """Other words fit the candidate's gap as well, as far as the words themselves tell."""
    role = candidate.roles[0]
    span = candidate.span
    key = reading.norm[span.start : span.end]
    own = reading.tokens_in(span)
    frequency = reading.words.frequency
    if role in ("consequence", "action"):
        return bool(_LIGHT.fullmatch(key))
    if role == "member" and _EXAMPLES.search(reading.norm, max(candidate.sentence.span.start, span.start - 40), span.start):
        return True
    if role == "agency":
        return (len(own) == 1 and len(key) <= 2 and frequency(key) >= USUAL) or key.endswith("国家机关工作人员")  # 职工, 学生
    if role in ("role", "thesis"):
        return bool(_RANKED.search(key) or _NO_THESIS.search(key))
    if role not in _ROLES:
        return False
    if role != "member" and (_DEGREE.fullmatch(key) or key[0] in "而所于则且"):
        return True
    if _WORD.fullmatch(key) or _FORMULA.search(key) or reading.block_of(candidate.sentence).kind == "row":
        return True
    if _subject_of_the_document(reading, key):
        return True
    if len(own) == 1 and own[0].span == span:
        usual = frequency(key)
        if role == "member":
            return (len(key) <= 2 and usual >= COMMON) or (own[0].tag[:1] in "vd" and len(key) <= 2)
        if len(key) <= 2 and usual >= COMMON:
            return True
        if known(key):
            return False
        if usual >= PLAIN or (len(key) <= 3 and usual >= ONCE and reading.places.count(key) <= 2):
            return True
        return len(key) >= 4 and bool(_HEADS.search(key))
    if known(key) or role == "member":
        return False
    if "的" in key:
        return frequency(reading.norm[own[-1].start : own[-1].end]) >= USUAL if own else True
    if len(own) == 3 and own[1].tag == "c" and all(frequency(reading.norm[t.start : t.end]) >= USUAL for t in (own[0], own[2])):
        return True  # 便利和帮助
    words = [reading.norm[t.start : t.end] for t in own]
    if len(words) == 2:
        if all(frequency(w) >= USUAL for w in words) and ("key" not in candidate.roles or bool(_HEADS.search(key))):
            return reading.places.count(key) < 3 or bool(_HEADS.search(key))
        return bool(_HEADS.search(key)) and "key" not in candidate.roles
    return len(words) > 2 and bool(re.search(r"(?:问题|情况|工作|现场|活动)$", key)) and "key" not in candidate.roles


def _subject_of_the_document(reading: Reading, key: str) -> bool:
    """What the whole document is about, with a usual word behind it: 商标注册 in a law on 商标."""
    title = _TITLE.sub("", re.sub(r"\s|[（(].*", "", reading.document.title))
    return len(title) >= 2 and key.startswith(title) and len(key) - len(title) <= 2 and reading.words.frequency(key[len(title) :]) >= USUAL


_TITLE = re.compile(r"^《?(?:中华人民共和国)?|(?:法|条例|办法|规定|章程)?》?$")
