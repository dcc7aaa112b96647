"""Options: exactly one set of right ones, and false ones that are false for this stem."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.checks._base import Context, bare, count, pieces, visible
from quizgen.checks._figures import canonical
from quizgen.model import Item

SAME_MODAL: tuple[frozenset[str], ...] = (
    frozenset("应当 必须 应该 应 须 务必 需要 必需".split()),
    frozenset("不得 禁止 不应 不应当 不应该 不可以 无权 严禁 不准 不能 不许 不允许".split()),
    frozenset("可以 允许 有权 可 能够 准许".split()),
)
"""Modals that mean the same, or can be argued to."""
MODALS = frozenset().union(*SAME_MODAL)
_FOLD = tuple((m, group) for group, words in enumerate(SAME_MODAL) for m in sorted(words, key=lambda m: (-len(m), m)) if len(m) > 1)
_MODAL = re.compile("|".join(sorted((m for m, _ in _FOLD), key=len, reverse=True)))
_GROUP = dict(_FOLD)
_FIGURE = re.compile(r"[0-9０-９一二三四五六七八九十百千万亿两半]")
_ADVERB = re.compile(r"[地得]")


def _choice(item: Item) -> bool:
    return item.kind in ("single", "multiple")


def equal_options(item: Item, context: Context) -> str | None:
    """Finds: two options that say the same once marks, 的 地 得, full and half width and the way numbers are written are
    put aside (30日 and 三十日, 一年 and 12个月, 5% and 百分之五).

    Why: either both are right or neither is; whoever sees it has one option less.
    Example: 三十日 / 30日 / 十五日 / 六十日
    Repair: replace one.
    """
    if not _choice(item):
        return None
    seen: dict[str, int] = {}
    for i, option in enumerate(item.options):
        for form in (canonical(option) or option, _ADVERB.sub("", canonical(option)) or option):
            first = seen.setdefault(form, i)
            if first != i:
                other = item.options[first]
                return f"“{option}” stands twice" if other == option else f"“{option}” and “{other}” say the same"
    return None


def alike_options(item: Item, context: Context) -> str | None:
    """Finds: two options that differ in a mark alone that counts (1.5 and 15, 5% and 5‰).

    Why: they are taken for the same at a glance.
    Example: 1.5米 / 15米 / 3米 / 5米
    Repair: replace one.
    """
    if not _choice(item):
        return None
    seen: dict[str, str] = {}
    for option in item.options:
        other = seen.setdefault(bare(option) or option, option)
        if other != option and canonical(other) != canonical(option):
            return f"“{option}” and “{other}” differ in a mark alone"
    return None


def same_modal(item: Item, context: Context) -> str | None:
    """Finds: options that differ only in modals of one meaning: 应当, 必须, 应该; 不得, 禁止, 不应; 可以, 有权, 允许.

    Why: they mean the same or can be argued.
    Example: 应当 / 必须 / 可以 / 不得
    Repair: three options, 应当 / 可以 / 不得, or a true/false item.
    """
    if not _choice(item):
        return None
    seen: dict[str, str] = {}
    for option in item.options:
        form = _folded(bare(option))
        if not form:
            continue
        other = seen.setdefault(form, option)
        if bare(other) != bare(option):
            return f"“{option}” and “{other}” mean the same"
    return None


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Text with each modal as the number of its group; '' where it has none."""
    if text in MODALS:
        return str(next(i for i, words in enumerate(SAME_MODAL) if text in words))
    out = _MODAL.sub(lambda m: f"<{_GROUP[m[0]]}>", text)
    return "" if out == text else out


def option_within_option(item: Item, context: Context) -> str | None:
    """Finds: an option of two or more characters that stands inside another. Figures (三日 in 十三日), modals and options
    that are all whole lists are exempt.

    Why: where the longer one is right the shorter one can be argued, and the other way round.
    Example: 人民政府 / 县级以上人民政府 / 水务站 / 村民会议
    Repair: replace one.
    """
    if not _choice(item):
        return None
    options = item.options
    bares = [bare(o) for o in options]
    if all("、" in o for o in options) or set(bares) <= MODALS:
        return None
    figures = all(_FIGURE.search(b) for b in bares)
    for texts in (() if figures else bares, [canonical(o) for o in options]):
        for i, a in enumerate(texts):
            if len(a) < 2 or (texts is not bares and _FIGURE.search(a)):
                continue
            for j, b in enumerate(texts):
                if i != j and a != b and a in b:
                    return f"“{options[i]}” stands inside “{options[j]}”"
    return None


def few_distractors(item: Item, context: Context) -> str | None:
    """Finds: a single choice with fewer than three distractors (two where all options are modals), a multiple choice
    without one.

    Why: with three options a third of all guesses is right.
    Example: 村民会议 / 水务站
    Repair: make it a cloze rather than pad it.
    """
    n = len(item.distractors)
    if item.kind == "single":
        least = 2 if {bare(o) for o in item.options} <= MODALS else 3
    elif item.kind == "multiple":
        least = 1
    else:
        return None
    return f"{count(n, 'distractor')}, at least {least} are needed" if n < least else None


def distractor_in_stem(item: Item, context: Context) -> str | None:
    """Finds: a distractor of two or more characters that the stem shows.

    Why: the sentence already uses it for something else, so it is out of the question, or it reads as right.
    Example: 渠水先到水塔，再到（　　）。 with distractor 水塔
    Repair: replace it.
    """
    if not _choice(item):
        return None
    shown = visible(item.stem)
    for d in item.distractors:
        text = bare(d)
        if len(text) > 1 and text in shown:
            return f"the distractor “{d}” stands in the stem"
    return None


_CLAUSE_MARKS = "，。；：！？\n,;"
_JOIN = re.compile(r"、|以及|和|与|及|或者|或")


def distractor_of_same_list(item: Item, context: Context) -> str | None:
    """Finds: a distractor that is a member of the list in which the key stands, as far as the marks of the quoted
    sentence or the writer of the item tell.

    Why: it is true of the stem as well.
    Example: 水渠可用于灌溉、（　　）、养鱼。 with distractor 排涝, where the source says 灌溉、发电、排涝、养鱼
    Repair: take one from elsewhere.
    """
    if not _choice(item):
        return None
    keys = {bare(k) for k in item.key}
    mates = {bare(m) for m in context.list_mates}
    if context.source is not None or "、" in item.provenance.quote:
        mates |= _mates(item, context)
    mates -= keys
    for d in item.distractors:
        if bare(d) in mates:
            return f"“{d}” stands in the same list as the key"
    return None


def _mates(item: Item, context: Context) -> set[str]:
    """The pieces between 、 of the clause in which each key stands."""
    found: set[str] = set()
    text, places = _places(item, context)
    for start, end in places:
        left = max(text.rfind(c, max(0, start - _FAR), start) for c in _CLAUSE_MARKS) + 1
        rights = [at for c in _CLAUSE_MARKS if (at := text.find(c, end, end + _FAR)) >= 0]
        clause = text[max(left, start - _FAR) : min(rights, default=min(len(text), end + _FAR))]
        if "、" in clause:
            found |= {bare(m) for m in clause.split("、")} | {bare(m) for m in _JOIN.split(clause)}
    found.discard("")
    return found


_FAR = 600


def _places(item: Item, context: Context) -> tuple[str, list[tuple[int, int]]]:
    """A text and where the keys stand in it: the source, where it is known; else the quotation, and of several places
    of one key there those that have the stem's words beside them."""
    p = item.provenance
    if context.source is not None and p.answers:
        return context.source, [(a.start, a.end) for a in p.answers]
    quote = p.quote
    if p.answers and p.span.end - p.span.start == len(quote):
        return quote, [(a.start - p.span.start, a.end - p.span.start) for a in p.answers]
    around = pieces(item.stem)
    out: list[tuple[int, int]] = []
    for key in item.key:
        if not key.strip():
            continue
        found = [m.span() for m in re.finditer(re.escape(key.strip()), quote)]
        if len(found) > 1 and len(around) == 2:
            left, right = around[0][-2:], around[1][:2]
            sides = [(bool(left) and quote.endswith(left, 0, a)) + (bool(right) and quote.startswith(right, b)) for a, b in found]
            found = [place for place, n in zip(found, sides, strict=True) if n == max(sides)]
        out += found
    return quote, out


_ALL = re.compile(r"^(?:以上|上述|前[述面])?(?:[^，。]{0,4})?(?:都|均|全|皆)(?:是|对|不是|不对|正确|不正确|错误?|包括|属于|非|选)$|^以上(?:全部|各项|选项).{0,6}$|^[A-DＡ-Ｄ](?:[、和与及]?[A-DＡ-Ｄ])+(?:项|都对|均对)?$")
_LABEL = re.compile(r"^(?:[（(]?[A-HＡ-Ｈ][.．、)）:：]\s*\S|[①-⑩])")


def all_of_the_above(item: Item, context: Context) -> str | None:
    """Finds: the options 以上都是, 以上皆非, A和B.

    Why: whoever knows two right ones has the answer, and options are shuffled, so 以上 and letters lose their meaning.
    Example: 以上都对
    Repair: make it a multiple choice.
    """
    if not _choice(item):
        return None
    for option in item.options:
        if _ALL.match(option.strip("。 　")):
            return f"“{option}” speaks of the other options, which are shuffled"
    return None


def labelled_option(item: Item, context: Context) -> str | None:
    """Finds: an option that brings its own letter or number (A．水务站).

    Why: letters belong to the printed form, where options are shuffled; the deck holds the text alone.
    Example: A．水务站
    Repair: remove the letter.
    """
    if not _choice(item) or not item.options or not all(_LABEL.match(o.strip()) for o in item.options):
        return None
    return f"“{item.options[0]}” brings its own letter; forms put letters on"


def open_list_choice(item: Item, context: Context) -> str | None:
    """Finds: a choice item or a recall of the whole list where the list is open (等): known from the source, or seen in
    the stem (、（　　）等).

    Why: what else belongs to it is not said, so no distractor of the class is safe and no answer complete.
    Example: 护渠有巡查、（　　）等制度。
    Repair: make it a cloze.
    """
    if item.kind == "recall":
        return "the list is open (等), a complete answer is not defined" if context.open_list else None
    if not _choice(item):
        return None
    if context.open_list or _OPEN.search(item.stem):
        return "the list is open (等), so no distractor is safely false"
    return None


_OPEN = re.compile(r"、[^，。；：]{0,20}[（(][\s　]*[）)][”》]?(?:、[^，。；：]{1,30})?等(?!级|于|待|离子|效|同|压|距|高|额|边|腰|分|位)")
_NEGATIVE = re.compile(r"不属于|不包括|不包含|不正确|不恰当|不准确|不符合|错误|有误|不对|不是")
_ASKS = re.compile(r"(?:下列|以下|下面)")
_MARK = re.compile(r"【[^【】]*】|\*\*[^*]+\*\*|__[^_]+__")


def unmarked_negative(item: Item, context: Context) -> str | None:
    """Finds: a choice stem that asks what does not belong or is not right (下列不属于……的是) without marking the negation:
    下列【不属于】……的是（　　）. **不属于** counts as well.

    Why: those who know the matter overlook 不 and answer wrongly.
    Example: 下列不属于渠系的是（　　）。
    Repair: put the negation in 【】, or ask what does belong.
    """
    if not _choice(item):
        return None
    asks = _ASKS.search(item.stem)
    if asks is None:
        return None
    m = _NEGATIVE.search(_MARK.sub("", item.stem), asks.start())
    return f"“{m[0]}” is easily overlooked: mark it, 【{m[0]}】" if m is not None else None
