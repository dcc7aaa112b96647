"""Random texts: prose, what is hostile to programs, and characters of every kind, mixed and torn."""

from __future__ import annotations

import os
from typing import Any

import hostile
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

FUZZ = float(os.environ.get("QUIZGEN_FUZZ", "0"))
"""How many times the usual examples, and other ones in every run; 0: the usual ones, the same in every run."""


def budget(examples: int) -> Any:
    """The settings of a test with so many examples in an ordinary run."""
    return settings(
        max_examples=max(1, int(examples * (FUZZ or 1))),
        derandomize=not FUZZ,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


WORDS = st.sampled_from(
    "学习 渠水 水长 井 田 知行合一 村民会议 村民委员会 水务站 增强本领 自觉性 主动性 的 地 得 是 是指 为 由 应当 可以 不得 必须 负责 制定 召开 每年 三十日内 "
    "百分之五 五百元以上 三千元以下 二次 违反 规定 罚款 指出 强调 说 认为 坚持 推进 和 与 或者 以及 等 等等 其中 包括 分为 目的 根本 关键在于 只有 才能 因为 所以 为了 "
    "不是 而是 既 又 不仅 而且 第一 第二 首先 其次 最后 一方面 另一方面 2024年 10月1日 1.5% 第三条 第二款 《学习法》 “本领” ‘井’ （修好） ______ （　　） 简称 以下 称为 叫做 "
    "said Bacon 3.5 km/h A B α β".split()
)
MARKS = st.sampled_from(list("，。、；：？！…—·“”‘’《》〈〉「」『』（）()[]【】{}\"'`<>|\\/#*_~=+-@$%^&.,;:?! \t\n\r\v\f　\u00a0\u200b\ufeff\u2028"))
LEADS = st.sampled_from(
    ["一、", "二、", "三、", "（一）", "（二）", "1.", "2.", "1、", "1）", "①", "②", "第一章 ", "第一条　", "一是", "二要", "- ", "* ", "# ", "## ", "> ", "    ", "\n", "\n\n",
     "| ", "|---|\n", "```\n", "---\n", "$$", "<p>", "</p>", "<!--", "-->", "答：", "A.", "B."]
)  # fmt: skip
SNIPPETS = st.sampled_from([*hostile.INJECTIONS.values(), *hostile.UNICODE.values(), *hostile.MARKERS.values(), hostile.PROSE, hostile.SENTENCE])
ANY = st.text(st.characters(exclude_categories=()), max_size=12)
PIECE = st.one_of(WORDS, WORDS, WORDS, MARKS, MARKS, LEADS, ANY, st.sampled_from(hostile.PROSE.split("，")))
MIXED = st.lists(PIECE, min_size=1, max_size=80).map("".join)


@st.composite
def torn(draw: st.DrawFn) -> str:
    """Two texts, each cut somewhere, one in the other."""
    outer, inner = draw(st.one_of(SNIPPETS, MIXED)), draw(st.one_of(SNIPPETS, MIXED, ANY))
    a = draw(st.integers(0, len(outer)))
    b = draw(st.integers(a, min(len(outer), a + 40)))
    c = draw(st.integers(0, len(inner)))
    return outer[:a] + inner[c:] + outer[b:]


TEXTS = st.one_of(MIXED, torn(), st.builds(lambda t: hostile.PROSE + t, MIXED))
BYTES = st.one_of(
    st.binary(max_size=300),
    TEXTS.map(lambda t: t.encode("gb18030", "replace")),
    TEXTS.map(lambda t: t.encode("utf-16", "replace")),
    TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.tuples(TEXTS, st.binary(max_size=4)).map(lambda p: p[0].encode("utf-8", "replace") + p[1]),
)
