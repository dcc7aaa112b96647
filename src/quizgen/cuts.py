"""Cuts: where a piece of a sentence may start and end without a change of its sense, and what each cut costs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Span

WEAK = re.compile(
    r"(?:是|成为|让|被|而(?!且不)|但(?!书)|却|并且?|且|从而|以(?!来|下|上)|以及|及|和|与|或者?|也|还|又|则|就|都|即|使(?!用)|使得|进而|因而|所以|于是"
    r"|甚至|特别是|尤其是|包括|其中|不仅|不但|同时|此外|另外|然后|再|更|既|由于|的|等|之)"
)
"""What leans on the words before it."""
_OPEN_END = re.compile(r"(?:的|时|后|前|下|中|等|以|和|与|及|或|为|是|在|对|把|将|被|由|从|向|包括|如下|：)$")
_PIECE = re.compile(r"[，；：。！？]+[”’）》]*")


def pieces(norm: str, span: Span) -> Iterator[Span]:
    """Clauses with the mark that ends them, inside quotations too."""
    at = span.start
    for m in _PIECE.finditer(norm, span.start, span.end):
        if m[0][0] == "：" and m.end() < span.end and norm[m.end()].isdigit():
            continue
        end = m.end()
        yield Span(at, end)
        at = end
    if at < span.end:
        yield Span(at, span.end)


NEVER = 50.0
"""The cost of a cut that changes the sense."""
_CONDITION_END = re.compile(r"(?:的|时|后|前|以后|之前|期间|情况下|外|除外)，$")
_NEEDS_MORE = re.compile(r"(?:由于|因(?![此地人素])|为了|如果|只有|只要|虽然|尽管|根据|按照|依照|没有|除|经(?![济营验费过])|自|在[^，]{2,20}(?:基础上|情况下))")
"""What opens a clause that cannot end a sentence, or a sentence that cannot end before its main clause."""
_OWN_FIGURE = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:的?(?:期限|标准|数额|年龄|比例|时间|金额|总额|限额|期)为|(?<![不])(?:最长|最高)?不(?:得)?(?:超过|少于|低于|满)|的?(?:期限|期)最长为)[一二三四五六七八九十百千\d]"
)
"""A clause with a subject and a figure of its own in a row of such (绝密级不超过三十年，机密级不超过二十年)."""
_LEANS = re.compile(
    r"情节|没有|协商不成|不成的|对[^，；]{0,20}的，|对直接负责|对其|逾期|拒不|尚不|构成犯罪|有违法所得|没有违法所得|违法所得|造成|后果|依法(?:给予|追究)|由(?!于)|处(?!理|分|罚)|并处|可以|应当|不得|必须|但|对其|给予|予以|责令"
)


def start_cost(norm: str, piece: Span, sentence: Span, *, statute: bool) -> float:
    """What a start costs. In a statute a clause after a comma leans on its subject and its condition, and so do the
    consequences after a semicolon; elsewhere only what follows a condition (……的，……时，) does."""
    if piece.start == sentence.start:
        return 0.0
    before = norm[piece.start - 1]
    if _CONDITION_END.search(norm, max(sentence.start, piece.start - 6), piece.start):
        return NEVER
    if statute and before == "，" and _OWN_FIGURE.match(norm, piece.start, piece.end):
        return 0.8
    if statute and (before == "，" or _LEANS.match(norm, piece.start, piece.end)):
        return NEVER
    cost = 0.4 if before in "；。！？”" else 0.8 if before == "：" else 2.0
    if WEAK.match(norm, piece.start, piece.end):
        cost += 8
    return cost


def end_cost(norm: str, window: Span, sentence: Span) -> float:
    """What an end costs: after a condition, a colon or in mid phrase nothing can end."""
    if window.end == sentence.end:
        return 0.0
    body = norm[window.start : window.end].rstrip("，；：。！？”’")
    last = norm[window.end - 1]
    last_piece = norm.rfind("，", window.start, window.end - 1)
    tail = norm[max(window.start, last_piece + 1) : window.end]
    if _NEEDS_MORE.match(norm, window.start, window.end) or _NEEDS_MORE.match(tail) or tail.rstrip("，").endswith("基础上"):
        return NEVER
    if last == "：" or _CONDITION_END.search(norm, window.end - 6, window.end):
        return NEVER
    cost = 0.2 if last in "；。！？”" else 1.6
    if _OPEN_END.search(body):
        cost += 8
    return cost
