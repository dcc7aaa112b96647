"""What a new edition changed, point by point: an account of two texts, useful by itself to those who study a revision.

The unit is the paragraph (an article, a numbered point, a heading). Numbers do not count: a paragraph that only got
another number is told as renumbered.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Literal, assert_never

from quizgen.deck.homes import pair
from quizgen.deck.text import flat
from quizgen.model import Block, Document, Item
from quizgen.sameness import normal
from quizgen.sections import article_at, section_path
from quizgen.zh.numerals import to_chinese

Sort = Literal["reworded", "added", "removed", "moved", "renumbered"]
ALIKE = 0.5
"""From which likeness on (difflib's ratio) a paragraph is held for the old one reworded; below it, one was removed and
another added."""
FAR = 0.75
"""The same for a paragraph that was moved as well."""
_LEAST = 8
_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One point. ``place`` and ``old_place``: article or section, with the number as it is and as it was; ``line``: in
    the new text, of what is removed in the old one. ``items``: ids of the deck's items that stand there."""

    sort: Sort
    place: str
    old_place: str
    old: str
    new: str
    line: int
    items: tuple[str, ...] = ()

    @property
    def marked(self) -> str:
        """One text with [-what was struck out-] and {+what was put in+}."""
        out: list[str] = []
        for tag, a, b, c, d in _opcodes(self.old, self.new):
            if tag == "equal":
                out.append(self.old[a:b])
                continue
            if b > a:
                out.append(f"[-{self.old[a:b]}-]")
            if d > c:
                out.append(f"{{+{self.new[c:d]}+}}")
        return "".join(out)


    def record(self) -> dict[str, object]:
        """The same as JSON data."""
        return {
            "sort": self.sort,
            "place": self.place,
            "old_place": self.old_place,
            "line": self.line,
            "old": self.old,
            "new": self.new,
            "marked": self.marked,
            "items": list(self.items),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    block: Block
    body: str
    norm: str
    number: str
    place: str
    line: int


def _parts(document: Document) -> list[_Part]:
    out: list[_Part] = []
    last, paragraph = "", 1
    for block in document.blocks:
        start = block.marker.end if block.marker else block.span.start
        body = flat(document.text[start : block.span.end])
        norm = normal(body)
        if not norm:
            continue
        number = flat(document.slice(block.marker)) if block.marker else block.label
        section = section_path(document, block.span.start)
        article = article_at(document, block.span.start)
        if article and article == last and block.marker is None and block.kind == "paragraph":
            paragraph += 1
        elif article != last:
            last, paragraph = article, 1
        place = article or " › ".join(section[:-1] if block.kind == "heading" else section)
        if article and paragraph > 1 and block.marker is None:
            place += f"第{to_chinese(paragraph)}款"
        out.append(
            _Part(
                block=block,
                body=body,
                norm=norm,
                number=number,
                place=place,
                line=document.locate(block.span.start).line,
            )
        )
    return out


def amendments(old: Document, new: Document, *, items: Iterable[Item] = ()) -> tuple[Amendment, ...]:
    """Every paragraph of two editions that differs, in the order of the new one, what was removed where it stood.
    ``items``: those of the merged deck, to name the ones that each point touches."""
    before, after = _parts(old), _parts(new)
    pairs = pair([p.norm for p in before], [p.norm for p in after])
    same = dict(pairs)
    pairs |= _reworded(before, after, pairs)
    back = {j: i for i, j in pairs.items()}
    straight = _longest(same)
    touching = _Touching(items)
    out: list[Amendment] = []
    told = 0
    for j, part in enumerate(after):
        i = back.get(j)
        if i is not None:
            out += (_removed(p) for k, p in enumerate(before[told:i], told) if k not in pairs)
            told = max(told, i)
            was = before[i]
            sort: Sort
            if i not in same:
                sort = "reworded"
            elif i not in straight:
                sort = "moved"
            elif normal(was.number) != normal(part.number):
                sort = "renumbered"
            else:
                continue
        else:
            was = None
            sort = "added"
        out.append(
            Amendment(
                sort=sort,
                place=_label(part),
                old_place=_label(was) if was else "",
                old=was.body if was else "",
                new=part.body,
                line=part.line,
                items=touching.ids(part.norm) if sort in ("added", "reworded") else (),
            )
        )
    out += (_removed(p) for k, p in enumerate(before[told:], told) if k not in pairs)
    return tuple(out)


def _removed(part: _Part) -> Amendment:
    return Amendment(sort="removed", place="", old_place=_label(part), old=part.body, new="", line=part.line)


def _label(part: _Part) -> str:
    number = part.number if normal(part.number) != normal(part.place) else ""
    return " ".join(p for p in (part.place, number) if p) or f"line {part.line}"


def _reworded(before: Sequence[_Part], after: Sequence[_Part], pairs: dict[int, int]) -> dict[int, int]:
    """Paragraphs that changed: in each gap between unchanged ones the likest pairs, in order of the texts."""
    taken = set(pairs.values())
    anchors = sorted((i, j) for i, j in pairs.items() if i in _longest(pairs))
    bounds = [(-1, -1), *anchors, (len(before), len(after))]
    out: dict[int, int] = {}
    for (a, c), (b, d) in pairwise(bounds):
        old = [i for i in range(a + 1, b) if i not in pairs]
        new = [j for j in range(c + 1, d) if j not in taken]
        if old and new:
            out |= _likest(before, after, old, new)
    return out | _elsewhere(before, after, pairs | out)


def _elsewhere(before: Sequence[_Part], after: Sequence[_Part], pairs: dict[int, int]) -> dict[int, int]:
    """Paragraphs that were moved and changed: what is left of both texts and is very much alike, the likest first."""
    taken = set(pairs.values())
    free = [j for j, part in enumerate(after) if j not in taken and len(part.norm) >= _LEAST]
    where: dict[str, list[int]] = {}
    for j in free:
        for piece in _pieces(after[j].norm):
            where.setdefault(piece, []).append(j)
    scored: list[tuple[float, int, int]] = []
    for i, part in enumerate(before):
        if i in pairs or len(part.norm) < _LEAST:
            continue
        votes = Counter(j for piece in sorted(_pieces(part.norm)) for j in where.get(piece, ())[:_MOST])
        for j, _ in sorted(votes.items(), key=lambda jn: (-jn[1], jn[0]))[:8]:
            ratio = _ratio(part.norm, after[j].norm) if _one_sort(part, after[j]) else 0.0
            if ratio >= FAR:
                scored.append((-ratio, i, j))
    out: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def _pieces(norm: str) -> set[str]:
    return {norm[k : k + 4] for k in range(len(norm) - 3)}


def _one_sort(one: _Part, other: _Part) -> bool:
    return (one.block.kind == "heading") == (other.block.kind == "heading")


def _likest(before: Sequence[_Part], after: Sequence[_Part], old: list[int], new: list[int]) -> dict[int, int]:
    scored: list[tuple[float, int, int]] = []
    for n, i in enumerate(old):
        low = max(0, n * len(new) // len(old) - _MOST)
        for j in new[low : low + 2 * _MOST]:
            ratio = _ratio(before[i].norm, after[j].norm) if _one_sort(before[i], after[j]) else 0.0
            if ratio >= ALIKE:
                scored.append((-ratio, i, j))
    out: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored):
        crossing = any((i - a) * (j - b) < 0 for a, b in out.items())
        if i not in out and j not in used and not crossing:
            out[i] = j
            used.add(j)
    return out


def _ratio(a: str, b: str) -> float:
    if 2 * min(len(a), len(b)) < ALIKE * (len(a) + len(b)):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _longest(pairs: dict[int, int]) -> set[int]:
    """The old indices of the longest run of pairs that keep their order: what is outside of it was moved."""
    ends: list[int] = []
    holders: list[int] = []
    link: dict[int, int] = {}
    for i in sorted(pairs):
        k = bisect_left(ends, pairs[i])
        if k:
            link[i] = holders[k - 1]
        if k == len(ends):
            ends.append(pairs[i])
            holders.append(i)
        else:
            ends[k], holders[k] = pairs[i], i
    out: set[int] = set()
    at = holders[-1] if holders else -1
    while at >= 0:
        out.add(at)
        at = link.get(at, -1)
    return out


class _Touching:
    def __init__(self, items: Iterable[Item]) -> None:
        self.quotes: dict[str, list[str]] = {}
        for item in items:
            if item.status in ("new", "kept"):
                self.quotes.setdefault(normal(item.provenance.quote), []).append(item.id)

    def ids(self, norm: str) -> tuple[str, ...]:
        return tuple(i for quote, ids in self.quotes.items() if quote and quote in norm for i in ids)


def _opcodes(old: str, new: str) -> Sequence[tuple[str, int, int, int, int]]:
    """The differences of two texts, without islands of one or two characters that happen to be equal."""
    out: list[tuple[str, int, int, int, int]] = []
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(found):
        island = tag == "equal" and b - a <= 2 and 0 < n < len(found) - 1
        if out and (island or tag != "equal") and out[-1][0] != "equal":
            _, a0, _, c0, _ = out[-1]
            out[-1] = ("replace", a0, b, c0, d)
        else:
            out.append((tag if tag == "equal" else "replace", a, b, c, d))
    return out


SIGNS: dict[Sort, str] = {"reworded": "~", "added": "+", "removed": "-", "moved": ">", "renumbered": "#"}


def amendments_text(found: Sequence[Amendment]) -> str:
    """The account for reading: what was amended, point by point."""
    counts = {sort: sum(a.sort == sort for a in found) for sort in SIGNS}
    head = ", ".join(f"{n} {sort}" for sort, n in counts.items() if n) or "nothing was amended"
    out = [head]
    for renumbered, run in groupby(found, key=lambda a: a.sort == "renumbered"):
        several = list(run)
        if renumbered and len(several) > 2:  # one article put in renumbers all that follow
            out.append(f"{SIGNS['renumbered']} renumbered  {_from_to(several[0])} … {_from_to(several[-1])}  ({len(several)})")
        else:
            for each in several:
                out += _shown(each)
    return "\n".join(out) + "\n"


def _from_to(a: Amendment) -> str:
    return f"{a.old_place} → {a.place}" if a.old_place and a.place and a.old_place != a.place else a.place or a.old_place


def _shown(a: Amendment) -> list[str]:
    touched = f"  (items: {', '.join(a.items)})" if a.items else ""
    match a.sort:
        case "reworded":
            text = a.marked
        case "added":
            text = a.new
        case "removed":
            text = a.old
        case "moved" | "renumbered":
            text = a.new if len(a.new) <= 40 else a.new[:39] + "…"
        case _:
            assert_never(a.sort)
    return [f"{SIGNS[a.sort]} {a.sort}  {_from_to(a)}{touched}", f"    {text}"]


def amendments_json(found: Sequence[Amendment]) -> str:
    """The same as JSON, one object a line, with ``marked`` beside ``old`` and ``new``."""
    return "".join(json.dumps(a.record(), ensure_ascii=False) + "\n" for a in found)
