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
        r"从([^，。；：？！、\n的]{2,12}?)(?:增加|增长|提高|提升|上升|下降|降低|减少|扩散|扩大|转移|流|延伸)?(?:走向|转向|转变为|过渡到|上升为|上升到|迈向|到|向(?=[^，。；：？！、\n]{2,12}?的?(?:过渡|转变|转化|发展)))"
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
                if relation == "从…到" and members[0] is not None and members[1] is not None:
                    members[0] = _departure(norm, members[0], words_in(words, members[0]), words_in(words, members[1]))
                if any(s is None for s in members):
                    continue
                spans = tuple(s for s in members if s is not None)
                if any(not _fits(norm, s, borders) for s in spans):
                    continue
                yield Pair(rule=NAME, span=Span(min(m.start(), spans[0].start), m.end()), members=spans, relation=relation)


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
    last = len(words)
    if last > 1 and words[-1].kind == "V" and words[-2].kind in "NFM" and goal[-1].kind != "V":
        last -= 1
    return Span(words[0].start, words[last - 1].end)


def _fits(norm: str, span: Span, borders: set[int]) -> bool:
    text = norm[span.start : span.end]
    if span.start not in borders or span.end not in borders or len(text) < 2 or pointing(text):
        return False
    return not text.endswith(("的", "是", "在", "和", "与")) and not re.match(r"\d|第?[一二三四五六七八九十百千万亿]+[年月日条款项个元多余]", text)
