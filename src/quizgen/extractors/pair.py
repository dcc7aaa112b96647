"""Two parts that a frame binds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import Pair, Span
from quizgen.reading import Reading
from quizgen.zh.clausal import pointing, trimmed, words_in
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.words import Word

NAME = "pair"
_PART = r"[^，。；：？！\n]"
_FRAMES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("不是", "不是…而是", re.compile(rf"不是({_PART}{{2,30}}?)[，、]?而是({_PART}{{2,30}})")),
    ("既", "既…又", re.compile(rf"既(?!然|是|往|定|有|得)({_PART}{{2,24}}?)[，、]?又(?!是|有)({_PART}{{2,24}})")),
    ("既", "既是…又是", re.compile(rf"既是({_PART}{{2,24}}?)[，、]?(?:又是|也是)({_PART}{{2,24}})")),
    ("与其", "与其…不如", re.compile(rf"与其({_PART}{{2,24}}?)[，、]?(?:不如|毋宁)({_PART}{{2,24}})")),
    ("从", "从…到", re.compile(
        r"从([^，。；：？！、\n的]{2,12}?)(?:增加|增长|提高|提升|上升|下降|降低|减少|扩散|扩大|转移|流|延伸|进入|逆转)?(?:走向|转向|转变为|过渡到|上升为|上升到|迈向|到|向(?=[^，。；：？！、\n]{2,12}?的?(?:过渡|转变|转化|发展)))"
        r"([^，。；：？！、\n]{2,12}?)(?=[，。；：、]|$|的|是|各|全|再到|过渡|转变|转化|发展)")),
    ("相", "…与…相结合", re.compile(r"([^，。；：？！、\n]{2,14}?)(?:与|和|同)([^，。；：？！、\n与和同]{2,14}?)相(?:结合|统一|适应|协调|促进|一致|匹配|衔接|互动)")),
    ("先", "先…后", re.compile(r"先([^，。；：？！、\n]{2,8})[，、]?(?:后|再)([^，。；：？！、\n]{2,8}?)(?=[，。；：、]|$|的)")),
)  # fmt: skip
"""Each with a sign that no match is without, and its name."""
TRIGGER = re.compile("|".join(sorted({sign for sign, _, _ in _FRAMES})))


def find(reading: Reading) -> Iterator[Pair]:
    """Frames whose two members can be asked, each with the other in sight.

    Finds: 不是甲而是乙, 既甲又乙, 与其甲不如乙, 从甲到乙, 甲与乙相结合, 先甲后乙. ``relation`` names the frame.
    Skips: members that point (这, 其); spans of figures (从一月到三月 is a figure); members that cut a word.
    Example: 坚持教育与惩罚相结合 gives 教育, 惩罚.
    Known misses: members longer than a clause.
    """
    norm = reading.norm
    for sentence in reading.asked_with(TRIGGER):
        start, end = sentence.span
        words = reading.parsed[sentence.index]
        borders: set[int] = set()
        for sign, relation, pattern in _FRAMES:
            if norm.find(sign, start, end) < 0:
                continue
            for m in pattern.finditer(norm, start, end):
                borders = borders or {w.start for w in words} | {w.end for w in words}
                members = [trimmed(norm, *m.span(1)), trimmed(norm, *m.span(2))]
                if members[0] is not None and relation == "…与…相结合":
                    members[0] = _noun_phrase(norm, words_in(words, members[0]))
                if relation == "从…到" and _denied(norm, m.start()):
                    continue
                if relation in ("既…又", "既是…又是") and _denied(norm, m.start()):
                    continue
                if relation == "既…又" and members[0] is not None and members[1] is not None:
                    members[1] = _alike(norm, members[0], members[1])
                if relation == "…与…相结合" and members[0] is not None and members[1] is not None:
                    members[1] = _without_manner(norm, members[1])
                    if _of_more(norm, members[0], start) or _governed(norm, members[0], members[1], start):
                        continue
                if relation == "从…到" and members[0] is not None and members[1] is not None:
                    members[0] = _departure(norm, members[0], words_in(words, members[0]), words_in(words, members[1]))
                if any(s is None for s in members):
                    continue
                spans = tuple(s for s in members if s is not None)
                if any(not _fits(norm, s, borders) for s in spans):
                    continue
                yield Pair(rule=NAME, span=Span(min(m.start(), spans[0].start), m.end()), members=spans, relation=relation)


_DENIED = re.compile("(?:不|不能|不会|不可能?|不得|难以|无法)$")
_MANNER = re.compile("(?:更好|更加|紧密|有机|充分|深入|密切|深度)(?:地)?$")
_COORDINATED = re.compile("(?:[、和及与同或]|以及|或者)$")
_MARKS = re.compile("[，。；：？！]")


def _denied(norm: str, at: int) -> bool:
    """不能|既是真理又是谬误: the frame is denied, its members are not bound."""
    return _DENIED.search(norm, max(0, at - 4), at) is not None


def _alike(norm: str, first: Span, second: Span) -> Span:
    """既相互联系、又|相互区别|的概念: what both modify is no member."""
    of = norm.find("的", second.start, second.end)
    same = of > 0 and "的" not in norm[first.start : first.end] and abs((of - second.start) - (first.end - first.start)) <= 2
    return Span(second.start, of) if same else second


def _without_manner(norm: str, span: Span) -> Span:
    manner = _MANNER.search(norm, *span)
    return Span(span.start, manner.start()) if manner and manner.start() > span.start else span


def _of_more(norm: str, first: Span, start: int) -> bool:
    """个人缴费、|集体补助和政府补贴相结合: there are more than two, unless what stands before is a pair of its own."""
    before = _COORDINATED.search(norm, start, first.start)
    if before is None:
        return False
    piece = _last_piece(norm, start, before.start())
    return before[0] != "、" or not re.search("[与和同]", piece.rsplit("、", 1)[-1])


def _last_piece(norm: str, start: int, end: int) -> str:
    """What stands behind the last mark."""
    return _MARKS.split(norm[start:end])[-1]


def _governed(norm: str, first: Span, second: Span, start: int) -> bool:
    """与|发展战略和发展水平相适应: 和 joins what 与 governs, the other side stands before."""
    if norm.startswith(("与", "同"), first.end):
        return False
    piece = _last_piece(norm, start, first.start)
    return re.search("[与同](?!时|意|样|级|类|志|步|等)", piece.rsplit("、", 1)[-1]) is not None


def _noun_phrase(norm: str, words: Sequence[Word]) -> Span | None:
    """The noun phrase that ends a stretch: back to a governing verb, a preposition or a modal."""
    if not words or words[-1].kind not in "NBAV":
        return None
    first = len(words)
    while (first > 0 and words[first - 1].kind in "NBAVFT") or (first > 0 and norm[words[first - 1].start : words[first - 1].end] == "的"):
        first -= 1
    while first < len(words) - 1 and (norm[words[first].start : words[first].end] in LEADING_VERBS or words[first].kind in "UF"):
        first += 1
    return Span(words[first].start, words[-1].end)


def _departure(norm: str, span: Span, words: Sequence[Word], goal: Sequence[Word]) -> Span | None:
    """Where 从…到 sets out from: without the verb of motion that 到 completes (从网络一端|传送到另一端)."""
    if not words or words[0].start != span.start or not goal or any(norm[w.start] == "所" for w in goal):
        return None
    if any(norm[w.start : w.end] in ("被", "由", "把", "将") for w in words) or (norm.startswith("的", goal[-1].end) and all(w.kind == "A" for w in goal)):
        return None
    last = len(words)
    if last > 1 and words[-1].kind == "V" and words[-2].kind in "NFM" and goal[-1].kind != "V":
        last -= 1
    return Span(words[0].start, words[last - 1].end)


def _fits(norm: str, span: Span, borders: set[int]) -> bool:
    text = norm[span.start : span.end]
    if span.start not in borders or span.end not in borders or len(text) < 2 or pointing(text):
        return False
    return not text.endswith(("的", "是", "在", "和", "与")) and not re.match(r"\d|第?[一二三四五六七八九十百千万亿]+[年月日条款项个元多余]", text)
