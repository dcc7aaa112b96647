"""Giveaways: what of a stem tells the answer to a person who never read the text.

Read off the items that strict readers rejected: an organ beside an act that it alone does, 申请人 beside 提出申请, 上级
beside 下级, an answer all of whose words the stem has, the name of the class after 甲、乙等.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TELLS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"法院|仲裁"), re.compile(r"起诉|诉讼|上诉|判决|裁定|审判|审理|申请(?:强制)?执行|仲裁|强制执行|宣告")),
    (re.compile(r"检察院|检察机关"), re.compile(r"逮捕|公诉|抗诉|审查起诉|检察")),
    (re.compile(r"公安"), re.compile(r"侦查|侦办|拘留|刑事案件|治安|逮捕|户口|户籍|出入境")),
    (re.compile(r"代表大会|常务委员会|立法会"), re.compile(r"选举|通过法律|立法|报告工作|代表大会")),
    (re.compile(r"财政"), re.compile(r"经费|预算|拨付|财政")),
    (re.compile(r"监察"), re.compile(r"监察|处分|违纪")),
    (re.compile(r"银行|金融"), re.compile(r"存款|贷款|账户|汇款|利率")),
    (re.compile(r"学校"), re.compile(r"学生|教学|课程|教师|入学")),
    (re.compile(r"学生"), re.compile(r"学校")),
    (re.compile(r"医疗|卫生|疾病"), re.compile(r"诊|治疗|医")),
    (re.compile(r"市场监督|工商"), re.compile(r"营业执照|企业登记")),
    (re.compile(r"税务"), re.compile(r"纳税|税收|税款")),
)
"""An organ, and the words beside which nobody would name another."""
_OPPOSITES: tuple[tuple[str, str], ...] = tuple(
    (a, b)
    for pair in (
        "上级 下级", "上位 下位", "进口 出口", "甲方 乙方", "中央 地方", "个人 集体", "国内 国外", "境内 境外", "收入 支出", "权利 义务", "出境 入境",
        "主要 次要", "直接 间接", "内部 外部", "公有 私有", "生产 消费", "经济基础 上层建筑", "用人单位 劳动者", "甲类 乙类", "物质 意识", "主观 客观",
        "有线 无线", "事前 事后", "新建 扩建", "城市 农村",
    )
    for a, b in (pair.split(), pair.split()[::-1])
)
_OPPOSITE_CHARACTERS: dict[str, str] = {
    a: b
    for pair in "高低 有无 内外 上下 前后 大小 多少 正负 公私 新旧 长短 强弱 快慢 增减 升降 阴阳 显隐 深浅 远近 优劣 进退 开闭 顺逆 吸呼 单双".split()
    for a, b in ((pair[0], pair[1]), (pair[1], pair[0]))
}
"""Words that differ in one of these alone tell each other: 低浓度 beside 高浓度, 有偿 beside 无偿."""
_NAMED = re.compile(r"^《[^》]{2,40}》(?:规定，)?")
_DOER = re.compile(r"(?:人|者|方|员)$")

CATCH_ALL = re.compile(r"^(?:以及)?其他|的其他[^，；]{0,6}$|(?:法律|法规|规定)[^，；]{0,8}的其他|其它(?:因素|情形|方面)$")
"""The last point that closes a list of a statute: nobody can recall it."""
CLOSES_A_LIST = re.compile(r"的其他[^，；。]{0,14}。?$")
"""A sentence that is such a point: it says nothing that could be known or false."""
STOCK = frozenset("滥用职权 玩忽职守 徇私舞弊 省 自治区 直辖市 人力 物力 财力 市".split())
"""Lists that every text of the kind has."""


def organ_told(key: str, shown: str) -> bool:
    """The stem names an act that only this organ does."""
    return any(organ.search(key) and act.search(shown) for organ, act in _TELLS) or (key.startswith("国务院") and "全国的" in shown)


def covered(key: str, shown: str) -> int:
    """How many characters of the key the stem has, in pieces of two and more; the name of the statute does not count."""
    own = _NAMED.sub("", shown)
    at = total = 0
    while at < len(key) - 1:
        size = 0
        while at + size < len(key) and key[at : at + size + 1] in own:
            size += 1
        if size >= 2:
            total += size
        at += max(1, size if size >= 2 else 1)
    return total


def echoed(key: str, words: Sequence[str], shown: str) -> str | None:
    """How the stem ``shown`` gives a key away that consists of ``words``: the name of the way, None where it does not. The
    name of the statute is no part of what it says."""
    own = _NAMED.sub("", shown)
    if len(key) > 3 and key.endswith("人员") and key[:-2] in shown:
        return "names-the-act"
    if len(key) > 2 and _DOER.search(key) and len(key) <= 5:
        act = key[:-1].removeprefix("被")
        if len(act) >= 2 and act in shown:
            return "names-the-act"
    if len(key) == 3 and key[:2] in own:
        return "echoes-the-stem"  # 预备期 of a 预备党员, 胰岛素 of 胰岛, 别构酶 of 别构调节
    long = [w for w in words if len(w) > 1]
    if len(key) > 3 and long and sum(map(len, long)) >= len(key) - 1 and all(w in shown for w in long):
        return "echoes-the-stem"
    if len(words) > 1 and 1 < len(words[0]) >= len(key) / 2 and words[0] in own:
        return "echoes-the-stem"  # 书面|分包合同 beside 分包单位: half of it stands there
    if any(len(w) > 2 and len(w) >= len(key) - 2 and w in shown for w in words):
        return "echoes-the-stem"
    if any(a in key and b in shown for a, b in _OPPOSITES) or any(_opposite(w, own) for w in (key, *words) if 2 * len(w) >= len(key)):
        return "opposite-in-the-stem"
    return None


def _opposite(word: str, shown: str) -> bool:
    """The stem has the word with one character turned to its opposite."""
    if not 2 <= len(word) <= 6:
        return False
    return any(c in _OPPOSITE_CHARACTERS and word[:i] + _OPPOSITE_CHARACTERS[c] + word[i + 1 :] in shown for i, c in enumerate(word))
