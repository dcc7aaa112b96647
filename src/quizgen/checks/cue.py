"""What a stem shows: enough to decide the answer, and not the answer."""

from __future__ import annotations

import re

from quizgen.checks._base import Context, bare, pieces, unframed, visible
from quizgen.checks._figures import figure
from quizgen.model import Item

LEAST = 6
"""A stem shows at least so many characters."""


LONGEST = 60
"""Parts of a longer key are not looked for."""


def no_cue(item: Item, context: Context) -> str | None:
    """Finds: a stem that shows fewer than six characters, the name of the source or speaker that opens it not counted;
    a cloze whose answer is more than twice as long as what is shown.

    Why: what stays visible must decide the answer. A stem of which most is blank fits many answers equally.
    Example: 《村民用水办法》规定，______。
    Repair: show the other members of the list, or the sentence before; else drop it.
    """
    shown = visible(item.stem)
    if len(shown) < LEAST:
        return f"the stem shows only {len(shown)} characters"
    if item.kind in ("cloze", "single", "multiple"):
        own = len(bare("".join(pieces(unframed(item.stem)))))
        if own < LEAST - 2:
            return f"beside the name of its source the stem shows only {own} characters"
        if item.kind == "cloze" and any(len(bare(k)) > 2 * len(shown) for k in item.key):
            return "the answer is more than twice as long as what the stem shows"
    return None


def key_in_stem(item: Item, context: Context) -> str | None:
    """Finds: a key of two or more characters that stands whole in what the stem shows; a member asked for by a recall,
    ordering or multiple choice item that the stem names.

    Why: the item answers itself.
    Example: 要抓住______，“关键少数”就是领导干部。 with key 关键少数
    Repair: cut the clause that shows it, or hide it there too.
    """
    if item.kind == "truefalse":
        return None
    shown = visible(item.stem)
    for key in item.key:
        text = bare(key)
        if len(text) > 1 and text in shown:
            return f"the key “{key}” stands in the stem"
    return None


_GENERIC = frozenset(
    "国家 社会 人民 我国 中国 全国 地方 有关 工作 建设 发展 制度 管理 规定 活动 情况 问题 责任 单位 机关 部门 组织 人员 中央 国务 中华 中华人民 "
    "公民 法律 政府 政治 经济 文化 教育 保护 服务 保障 实施 进行 加强 提高 生产 生活 安全 行政 使用 中共 共产 党的 一个 坚持 "
    "主要 重要 基本 根本 不得 应当 可以 依法 以上 以下 其他 或者 以及 并且 能力 作用 行为 机构 计划 规划 要求 之日".split()
)
"""Parts that so many terms share that they point to none."""
_TITLE = re.compile(r"《[^《》]*》")


def key_part_in_stem(item: Item, context: Context) -> str | None:
    """Finds: a cloze that shows most of its key elsewhere: three quarters of six or more characters; half of it where
    the blank stands in quotation marks, for a coined term is known as a whole. What the members of its list share is
    not counted, and the explanation of a spelled-out term is exempt.

    Why: the part gives the rest away to someone who has not studied.
    Example: 全面从严治党，关键是抓住领导干部这个“______”。 with key 关键少数
    Repair: cut the clause that shows the part.
    """
    if item.kind != "cloze" or item.rule.startswith("spelled"):
        return None
    around = pieces(item.stem)
    if len(around) != 2:
        return None
    coined = around[0].endswith("“") and around[1].startswith("”")
    longest = max(map(len, item.key), default=0)
    if longest < (4 if coined else 6):
        return None
    shown = _untitled(item.stem)
    mates = [bare(m) for m in context.list_mates]
    in_list = around[0].endswith(("、", "”")) or around[1].startswith(("、", "“"))
    for key in item.key:
        text = bare(key)
        size = (len(text) + 1) // 2 if coined else (3 * len(text) + 3) // 4
        if not (4 if coined else 6) <= len(text) <= LONGEST or text in shown or figure(key) is not None:
            continue
        for at in range(len(text) - size + 1):
            part = text[at : at + size]
            if part in shown and not _generic(part) and not any(part in m for m in mates):
                if in_list and not mates and not coined:
                    continue
                return f"“{part}”, most of the key “{key}”, stands in the stem"
    return None


def _untitled(stem: str) -> str:
    """What the stem shows beside 《titles》."""
    return visible(_TITLE.sub("", stem) if "《" in stem else stem)


def word_repeat(item: Item, context: Context) -> str | None:
    """Finds: a single choice in which the key begins or ends with a word that the stem shows and no distractor has. Words
    that are everywhere (国家, 工作, 管理) and the name of the source do not count.

    Why: whoever looks for the option that sounds like the stem finds the key (a clang association).
    Example: 录音制品公开播送的，应当向（　　）支付报酬。 with key 录音制作者 among 曲作者 / 词作者 / 演出者
    Repair: take a distractor that has the word too, or cut the clause that shows it.
    """
    if item.kind != "single" or not item.distractors:
        return None
    shown = _untitled(item.stem)
    others = [bare(d) for d in item.distractors]
    for key in item.key:
        text = bare(key)
        if len(text) < 3:
            continue
        size = 2 if len(text) <= 5 else 3 if len(text) <= 8 else 4
        for part in (text[:size], text[-size:]):
            if part in shown and not _generic(part) and not any(part in o for o in others):
                return f"of all options only the key has “{part}”, which the stem shows"
    return None


def _generic(text: str) -> bool:
    """A part that points to no term, or is made of such parts alone: 国家工作; a numeral; a piece of one (国家安 of 国家安全
    is not one)."""
    return text in _GENERIC or (len(text) % 2 == 0 and all(text[i : i + 2] in _GENERIC for i in range(0, len(text), 2))) or _NUMERAL.fullmatch(text) is not None


_NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半年月日天个第]+")
