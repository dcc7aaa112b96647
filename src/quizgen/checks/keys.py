"""What is asked: a unit that a reader would name, and that is worth knowing."""

from __future__ import annotations

import re

from quizgen.checks._base import Context, bare, pieces
from quizgen.model import Item

_FUNCTION = frozenset(
    "的 地 得 了 着 过 之 和 与 及 或 而 但 且 并 也 都 就 才 又 还 很 更 最 在 对 对于 关于 为 为了 以 于 从 由 被 把 将 使 让 向 往 给 "
    "是 即 等 等等 其 这 那 此 该 所 者 吗 呢 吧 以及 或者 并且 而且 但是 因为 所以 因此 如果 虽然 只有 只要 不仅 不但 通过 根据 按照 依照 由于 "
    "除了 随着 作为 进行 予以 加以 给予 具有 成为 就是 还是 不是 这样 那样 这些 那些 这个 那个 它 他 她 它们 他们 自己的 同时 其中 此外 从而 "
    "例如 比如 特别是 尤其是 是指 指的是 我们 你们 方可 即可".split()
)
_POOR = frozenset(
    "依法 依照 未经 单位 个人 一个 一种 一些 一定 一切 一般 各种 各类 各项 有关 相关 有的 其他 其它 其余 他人 某些 以上 以下 以内 以外 之内 之外 "
    "之日 之日起 日起 起 下列 如下 上述 前款 本条 本款 本法 本条例 本办法 情况 问题 方面 工作 规定 人员 内容 方式 方法 措施 事项 情形 行为 活动 需要 "
    "必要 必要时 必要的 重要 主要 重大 切实 认真 不断 进一步 正确 正确的 有效 有效地 充分 能够 年 月 日 天 人 个 次 条 款 项 所在 有下列情形之一 "
    "下列情形之一 有关部门 有关单位 有关规定 法律规定 依法规定 国家有关规定 国家规定 本法规定 同时 目前 当前 现在 今天".split()
)
_NUMBERED = re.compile(
    r"(?:本[法条例办规定章]+)?(?:第[〇零一二三四五六七八九十百千万\d]{1,12}(?:编|分编|章|节|条|款|项|目)(?:之[一二三四五六七八九十]{1,4})?(?:第?[（(]?[一二三四五六七八九十\d]{1,4}[）)]?[款项目]){0,4}(?:和|或者|至|到|、|以及|及)?){1,8}(?:的?规定)?"
    r"|[（(][一二三四五六七八九十\d]+[）)]项?|第?[〇零一二三四五六七八九十百千\d]+[条款](?:规定)?"
)
_ORDINAL_STEM = re.compile(r"(?:本法|本条例|本办法|依照|违反|按照|根据)?第$")
_EDGE = re.compile(
    r"^[，、；：。！？）)》”’】·…\-—]|[，、；：。！？（(《“‘【·]$|^(?:[①-⑳⑴-⒇❶-❿]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]是(?!否|一)|[•●▪■◆·])"
    r"|^(?:的(?!确|士)|了(?!解|却)|以及|或者|并且|而且)|(?:以及|或者|并且|而且|、|的时候)$"
)
_OUTSIDE = re.compile(r"“[^“”]*”|《[^《》]*》|（[^（）]*）|\([^()]*\)")


def function_word_key(item: Item, context: Context) -> str | None:
    """Finds: a key that is only a particle, pronoun, preposition, conjunction or empty verb (的, 和, 对, 其, 以及, 进行).
    Modals (应当, 可以, 不得) and opposites (有, 无, 不, 上, 下) are answers.

    Why: it is guessed from grammar, not known.
    Example: 水渠______田地相连。 with key 与
    Repair: ask a word with a meaning of its own.
    """
    if item.kind not in ("cloze", "single", "multiple"):
        return None
    for key in item.key:
        if key.strip() in _FUNCTION:
            return f"the key “{key}” is a function word"
    return None


def poor_key(item: Item, context: Context) -> str | None:
    """Finds: the number of an article in a cross-reference (第三条, 前款), and a short list of words that examiners do not
    ask because any text has them: 依法, 未经, 单位, 一个, 有关部门, 之日起, 情况.

    Why: knowing it is no knowledge of the matter. The list comes from reading the worst of highly ranked candidates, and
    holds nothing that human examiners were found to ask.
    Example: 依照本办法第______条的规定处理。
    Repair: ask something else of the sentence.
    """
    if item.kind not in ("cloze", "single", "multiple"):
        return None
    for key in item.key:
        text = bare(key)
        if text in _POOR:
            return f"“{key}” is not worth asking"
        if len(key) <= 30 and _NUMBERED.fullmatch(key.strip()):
            return f"“{key}” is the number of an article or point, no knowledge"
    around = pieces(item.stem)
    if len(around) == 2 and _ORDINAL_STEM.search(around[0]) and around[1][:1] in ("条", "款", "项", "章", "节"):
        return "the number of an article is no knowledge"
    return None


def ragged_key(item: Item, context: Context) -> str | None:
    """Finds: a key or distractor that begins or ends with a mark, brings the number of its point along (②, （一）, 一是),
    or begins or ends with a word that joins (的…, 以及…, …或者).

    Why: it was cut at the wrong place; the mark also tells it from the other options.
    Example: key ②血浆
    Repair: move the border of the blank.
    """
    for text in item.options:
        plain = text.strip()
        if len(plain) < 2:
            continue
        m = _EDGE.search(plain)
        if m is not None and not (m[0] == plain[-1] and plain[-1] in "。！？" and item.kind in ("recall", "ordering")):
            return f"“{text}” begins or ends with “{m[0]}”"
    return None


def key_across_members(item: Item, context: Context) -> str | None:
    """Finds: a cloze or single-choice key that holds several members of a 、 list of which the stem shows others right
    beside the blank. 、 inside quotation marks, titles and brackets does not count.

    Why: a blank across members is no unit: who knows one of the two cannot answer.
    Example: 渠要不漏、______、不塌。 with key 不堵、不歪
    Repair: one blank a member, the others in sight; or ask the whole list.
    """
    if item.kind not in ("cloze", "single"):
        return None
    around = pieces(item.stem)
    if len(around) != 2 or not (around[0].endswith("、") or around[1].startswith("、")):
        return None
    for key in item.key:
        if "、" in key and "、" in _OUTSIDE.sub("", key):
            return f"“{key}” takes in several members of a list and leaves others out"
    return None
