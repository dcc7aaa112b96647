"""Organs, institutions and persons by their role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from quizgen.model import Span, Term
from quizgen.reading import Reading
from quizgen.zh import lexicon as lx
from quizgen.zh.lexicon_roles import AGENCY_HEADS, PERSON_HEADS
from quizgen.zh.words import Word

NAME = "agency"
LONGEST = 24
_HEADS = tuple(sorted({*AGENCY_HEADS, *PERSON_HEADS}, key=lambda h: (-len(h), h)))
_ORGANS = ("部门", "机关", "政府", "委员会", "机构", "单位", "国务院", "法院", "企业", "学校", "办事处")
_NO_OFFICE = ("格局", "布局", "结局", "全局", "大局", "定局", "残局", "变局", "动员")
_PERSONS = ("人", "者", "员", "师")
_BODIES = ("国务院", "人民政府", "人民代表大会", "中央委员会", "人民法院", "人民检察院")
_BARE = frozenset("单位 部门 机关 机构 组织 人员 个人 人 企业 团体 集体 国家 局 学校 代表 公司 法人 有关部门 有关机关 主管部门 行政部门 管理部门 支部 成员 委员会".split())
_LEVELS = frozenset("以上 以下 各级 本级 同级 上级 下级 上一级 下一级 县级 省级 市级 地方 地方各级 中央 基层 所在地 设区 级".split())
_ACTS = frozenset(
    "通知 通报 报经 抄送 抄报 呈报 上报 转交 交 事先 事前 及时 立即 应当 可以 内向 报告 申请 委托 指派 提请 报请 会同 协助 配合 组织 指导 领导 支持 鼓励 告知 送达 移送 移交 报送 提交 责令 授权 要求 设立 成立 建立 监督 经 由 向 "
    "聘请 邀请 招用 批准 任命 选举 派遣 派出 安排 帮助 保护 保障 教育 培训 使用 管理 侵犯 侵害 损害 危害 逮捕 拘留 有关 相关 其他 该 上述 直接 确定 认定 承诺 认为 负责 依法 代表 作为 成为 属于 "
    "参加 参与 服务 服从 控制 隔离 治疗 救助 奖励 处罚 处分 检举 控告 举报 起诉 变更 接受 同意 请求 允许 许可 没有 拖欠 支付 收取 商 报 主张 是否 是否是 指出 强调 称 以 至".split()
)


def find(reading: Reading) -> Iterator[Term]:
    """Names of organs and roles, with all that belongs to the name.

    Finds: phrases that end in an organ or a person's role: 国务院应急管理部门, 县级以上地方各级人民政府, 人民法院,
    任何单位 (in 任何单位和个人), 主要负责人, 著作权人.
    Skips: bare general words (单位, 部门, 个人, 国家) where nothing stands before them; a head inside a longer word
    (部门规章); the verb before the name.
    Example: 由国务院卫生行政部门会同有关部门制定 gives 国务院卫生行政部门.
    Known misses: names with a relative clause (发生事故的单位); foreign names.
    """
    norm = reading.norm
    for sentence in reading.asked_sentences:
        words = reading.parsed[sentence.index]
        for i, word in enumerate(words):
            if word.kind not in "NBA":
                continue
            name = norm[word.start : word.end]
            if not _is_head(name):
                continue
            if name == "组织" and i and norm[words[i - 1].start : words[i - 1].end].endswith(_ORGANS):
                continue  # 主管部门组织实施: a verb
            first = _first(norm, words, i)
            after = words[i + 1] if i + 1 < len(words) else None
            if first == i and after is not None and after.kind in "NA" and after.start == word.end:
                continue  # 公民道德, 企业文化: a modifier
            span = Span(words[first].start, word.end)
            text = norm[span.start : span.end]
            if text in _BARE or text in lx.FUNCTION_PHRASES or not 2 <= len(text) <= LONGEST:
                continue
            yield Term(rule=NAME, span=span, term=span, sort="agency", count=reading.terms.count.get(text, 1))
            for j in range(first, i):  # 国务院|应急管理部门: the body above is one of its own
                above = Span(words[first].start, words[j].end)
                if norm[words[j].start : words[j].end].endswith(_BODIES):
                    yield Term(rule=NAME, span=above, term=above, sort="agency", count=1)
                    break


@lru_cache(maxsize=50_000)
def _is_head(name: str) -> bool:
    """Does a word end in an organ or a person's role?"""
    return (name.endswith(_HEADS) or (len(name) > 2 and name.endswith(_PERSONS))) and not name.endswith(_NO_OFFICE)


def _first(norm: str, words: Sequence[Word], i: int) -> int:
    """The first word of the name that ends with word i."""
    first = i
    while first > 0 and words[first - 1].end == words[first].start:
        before = words[first - 1]
        text = norm[before.start : before.end]
        level = text in _LEVELS or (text == "的" and norm.startswith("设区的市", before.start - 2))
        if not level and (before.kind not in "NBA" or text in _ACTS):
            break
        first -= 1
    while first < i and _governs(norm, words, first, i):
        first += 1
    return first


def _governs(norm: str, words: Sequence[Word], first: int, i: int) -> bool:
    """True for a word before the name that is none of it: 有关, or a verb whose object the name is."""
    text = norm[words[first].start : words[first].end]
    if text in _DROP or (text in lx.LEADING_VERBS and text not in ("使用", "申请", "发展", "解放")):
        return True
    if text not in lx.GOVERNING and text not in lx.LEADING_VERBS:
        return False
    rest = norm[words[first + 1].start : words[i].end]
    return rest not in _BARE and words[first + 1].kind != "B" and not rest.startswith(("主管", "行政"))


_DROP = frozenset("有关 相关 其他 该 上述 依法 以上 以下 的 和 级 同一 不同 同类 好".split())
"""Words before a name that are none of it. 好: the result of a verb (用好|基层干部)."""

