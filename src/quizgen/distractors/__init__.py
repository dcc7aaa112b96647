"""Distractors: what stands elsewhere in the material and is false here, and why it is false here.

A distractor is of the key's kind (class, shape, length), comes first from the same document, then from the other
sources of the run, then from a transformation (a figure moves to another usual value of its unit, a modal flips).
Falsity is argued, not hoped for: whatever is found in the same list, in the same frame elsewhere, inside the key or
around it, is no distractor.

The pool is an index by class and by last and first character, never all pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest

from quizgen.candidates import Candidate, Work, normal
from quizgen.distractors.figures import arabic, form, ladder, log, number_of, parse
from quizgen.distractors.kinds import clean, common_ends, family, governor, one_kind, overlap, shape
from quizgen.model import Figure, Points, Series, Span
from quizgen.zh.numerals import value

MODALS = ("应当", "可以", "不得")
"""The three modals that stand together (items.md): the others mean the same as one of them, or can be argued."""
SAME_MODAL: tuple[frozenset[str], ...] = (
    frozenset({"应当", "必须", "应该", "应", "须"}),
    frozenset({"不得", "禁止", "不应", "不应当", "不可以", "无权", "严禁", "不准", "不能"}),
    frozenset({"可以", "允许", "有权", "可", "能够"}),
)

_CLASSES: dict[str, str] = {
    "figure": "figure",
    "agency": "agency",
    "modal": "modal",
    "coined": "coined",
    "title": "title",
    "headline": "headline",
    "quote": "clause",
    "clause": "clause",
    "definition": "clause",
    "condition": "clause",
    "consequence": "consequence",
    "whole": "whole",
    "spelled": "spelled",
    "verb": "verb",
    "action": "verb",
    "adverb": "adverb",
    "member": "noun",
    "pair": "noun",
    "defined": "noun",
    "role": "role",
    "thesis": "noun",
    "subject": "noun",
    "key": "noun",
    "noun": "noun",
}


_WHOLE = frozenset({"agency", "headline", "coined", "title", "consequence", "spelled", "role"})
"""Classes that are kinds in themselves: every member may stand against every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractor:
    """``reason`` says, in Chinese, why it is false here; ``score`` how close it is to the key (higher is closer)."""

    text: str
    reason: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    norm: str
    work: int
    span: Span
    sentence: Span
    roles: tuple[str, ...]
    shape: str
    governor: str


class Pool:
    """All asked parts of a run, by class. Built once, before any item is written."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = tuple(works)
        self._by: dict[tuple[str, str, str], list[_Entry]] = {}
        self._norms = [w.reading.norm for w in self.works]
        self._mates = _mates(self.works)
        seen: set[tuple[str, str]] = set()
        for i, work in enumerate(self.works):
            for c in work.candidates:
                if c.form != "blank":
                    continue
                span = c.span
                norm = work.reading.norm[span.start : span.end]
                kind = _CLASSES[c.roles[0]]
                if len(norm) > 40 or (kind, norm) in seen:
                    continue
                if kind in ("agency", "noun", "role") and not clean(work, c):
                    continue
                seen.add((kind, norm))
                entry = _Entry(
                    work.reading.text[span.start : span.end],
                    norm,
                    i,
                    span,
                    c.sentence.span,
                    c.roles,
                    "" if kind == "figure" or (kind in _WHOLE and kind != "role") else shape(work, span),
                    governor(work, span) if kind == "noun" else "",
                )
                if kind == "figure":
                    at = ("all", form(norm))
                elif kind in _WHOLE:
                    at = ("all", "")
                else:
                    at = ("last", norm[-1])
                self._by.setdefault((kind, *at), []).append(entry)

    # ------------------------------------------------------------------ choice

    def choose(
        self,
        work: Work,
        candidate: Candidate,
        *,
        visible: str,
        count: int = 3,
        avoid: Iterable[str] = (),
        place: Callable[[Work, Span], str],
    ) -> tuple[Distractor, ...]:
        """Up to ``count`` distractors for the key of a one-blank candidate whose stem shows ``visible``.

        ``place`` words where a span stands, for the reasons. Empty when nothing is safe."""
        span = candidate.span
        key = work.reading.norm[span.start : span.end]
        role = candidate.roles[0]
        if role == "modal" or key in MODALS:
            return _modals(key)
        if isinstance(candidate.fact, Figure) and role == "figure":
            return self._figures(work, candidate, key, visible=visible, count=count, place=place)
        mates = {normal(work.reading.norm[m.start : m.end]) for m in candidate.mates}
        mates |= {normal(a) for a in avoid}
        ranked = self._ranked(work, candidate, key)
        shown = normal(visible)
        frame = _Frame(work.reading.norm, span)
        chosen: list[Distractor] = []
        taken: list[str] = [normal(key)]
        home = self.works.index(work)
        for score, entry in ranked[:80]:
            text = normal(entry.norm)
            if text in mates or text in shown or any(_same(text, t) for t in taken):
                continue
            if entry.work == home and entry.sentence == candidate.sentence.span:
                continue
            if frame.holds(entry.norm, self._norms[home]):
                continue
            if role == "agency" and any(overlap(entry.norm, t) for t in (key, *(d.text for d in chosen))):
                continue
            where = place(self.works[entry.work], entry.span)
            chosen.append(Distractor(text=entry.text, reason=f"{entry.text}：见{where}，所指不同", score=score))
            taken.append(text)
            if len(chosen) == count * 3:
                break
        return _even(key, chosen, count)

    def _ranked(self, work: Work, candidate: Candidate, key: str) -> list[tuple[float, _Entry]]:
        kind = _CLASSES[candidate.roles[0]]
        entries = self._by.get((kind, "all", "") if kind in _WHOLE else (kind, "last", key[-1]), [])
        home = self.works.index(work)
        ranked: list[tuple[float, str, _Entry]] = []
        seen: set[str] = set()
        strict = kind not in _WHOLE
        own = shape(work, candidate.span) if strict or kind == "role" else ""
        common = common_ends(work, candidate)
        ruled = governor(work, candidate.span) if kind == "noun" else ""
        for e in entries:
            if e.norm in seen:
                continue
            seen.add(e.norm)
            gap = abs(len(e.norm) - len(key))
            if gap > max(1, round(len(key) * (0.34 if strict else 0.6))):
                continue
            if strict and (not one_kind(key, e.norm) or e.shape != own):
                continue
            if kind == "noun" and not (
                frozenset((key, e.norm)) in self._mates or (ruled and e.governor == ruled) or ("member" in candidate.roles[:1] and "member" in e.roles)
                or ("key" in candidate.roles and "key" in e.roles)
            ):
                continue  # the same head makes a kind of the document's terms (胰岛素, 生长素), not of any two phrases
            if kind == "agency" and (family(e.norm) != family(key) or family(key) not in ("organ", "body")):
                continue
            if kind == "agency" and family(key) == "body" and e.norm[-2:] != key[-2:]:
                continue
            if kind == "role" and not _roles_differ(key, e.norm, own == e.shape):
                continue
            if kind == "coined" and (len(e.norm) != len(key) if len(key) <= 4 else gap > 1):
                continue
            if common is not None and not (e.norm.startswith(common[0]) and e.norm.endswith(common[1])):
                continue
            score = 3.0 * (e.norm[-1] == key[-1]) + 1.5 * (e.norm[0] == key[0]) - 0.8 * gap
            score += 1.0 * (e.roles[0] == candidate.roles[0]) + 0.5 * (e.work == home)
            if kind == "coined":
                score += 2.0 * (e.norm[:1] == key[:1]) + 1.0 * (value(e.norm[:1]) is not None) * (
                    value(key[:1]) is not None
                )
                if (value(e.norm[:1]) is None) != (value(key[:1]) is None):
                    continue
            ranked.append((-score, _noise(key, e.norm), e))
        return [(-s, e) for s, _, e in nsmallest(120, ranked, key=lambda t: t[:2])]

    # ------------------------------------------------------------------ figures

    def _figures(
        self,
        work: Work,
        candidate: Candidate,
        key: str,
        *,
        visible: str,
        count: int,
        place: Callable[[Work, Span], str],
    ) -> tuple[Distractor, ...]:
        shown = normal(visible)
        parts = parse(key)
        if parts is None:
            return ()
        home = self.works.index(work)
        chosen: list[Distractor] = []
        taken = [parts.value]
        norm = self._norms[home]
        for e in sorted(
            self._by.get(("figure", "all", form(key)), ()),
            key=lambda e: (e.work != home, abs(log(number_of(e.norm)) - log(parts.value)), e.span),
        ):
            v = number_of(e.norm)
            if v is None or v in taken or normal(e.norm) in shown or e.sentence == candidate.sentence.span:
                continue
            if not 1 / 13 <= v / (parts.value or 1) <= 13 or arabic(e.norm) != arabic(key):
                continue
            where = place(self.works[e.work], e.span)
            chosen.append(Distractor(text=e.text, reason=f"{e.text}：见{where}，是另一处的数值"))
            taken.append(v)
            if len(chosen) == min(2, count):
                break
        for v in ladder(parts):
            if len(chosen) >= count:
                break
            text = parts.write(v)
            if v in taken or normal(text) in shown or number_of(text) != v:
                continue
            reason = "原文此处不是这个数值" if text in norm else "原文没有这个数值"
            chosen.append(Distractor(text=text, reason=f"{text}：{reason}"))
            taken.append(v)
        return tuple(chosen[:count])


def _roles_differ(key: str, text: str, alike: bool) -> bool:
    """Roles (X是……的可靠手段) that can stand side by side: of one build and length, and no other word for the same
    (重要手段 beside 可靠手段 could be argued, 必然要求 cannot)."""
    if min(len(key), len(text)) < 4 or abs(len(key) - len(text)) > 1 or not alike or ("的" in key) != ("的" in text):
        return False
    return len(key) >= 6 or key[-2:] != text[-2:] or key[:2] == text[:2]


def _mates(works: Iterable[Work]) -> frozenset[frozenset[str]]:
    """Pairs of words that stand side by side in a list anywhere: they are of one kind."""
    out: set[frozenset[str]] = set()
    for work in works:
        norm = work.reading.norm
        for fact in work.facts:
            if isinstance(fact, Series) and len(fact.members) <= 12:
                texts = [norm[m.start : m.end] for m in fact.members]
                out.update(frozenset((a, b)) for i, a in enumerate(texts) for b in texts[i + 1 :] if a != b)
    return frozenset(out)


def headlines(works: Iterable[Work], *, apart_from: Points, level: int) -> Iterator[tuple[Work, Span]]:
    """Headlines of other lists, nearest level first: false members for 'which belong to this part'."""
    found: list[tuple[int, int, Work, Span]] = []
    for w, work in enumerate(works):
        for fact in work.facts:
            if isinstance(fact, Points) and fact.span != apart_from.span and not apart_from.span.covers(fact.span):
                if fact.span.covers(apart_from.span):
                    continue
                for m in fact.members:
                    found.append((abs(fact.level - level), w, work, m))
    found.sort(key=lambda f: (f[0], f[1], f[3]))
    for _, _, work, m in found:
        yield work, m


def _noise(key: str, text: str) -> str:
    """A fixed shuffle: ties are broken by content, not by place in the text."""
    return blake2b(f"{key}|{text}".encode(), digest_size=6).hexdigest()


_SOFT = re.compile(r"[的地得了]")


def _same(a: str, b: str) -> bool:
    """Equal, or one inside the other, after marks and 的/地/得 are dropped: a person could argue."""
    a, b = _SOFT.sub("", a), _SOFT.sub("", b)
    return a == b or _part(a, b) or _part(b, a)


def _part(a: str, b: str) -> bool:
    """The characters of ``a`` stand in ``b`` in their order: 解放生产力 says part of 解放和发展生产力."""
    rest = iter(b)
    return all(c in rest for c in a)


def _even(key: str, found: list[Distractor], count: int) -> tuple[Distractor, ...]:
    """The closest ``count``, such that the key is neither strictly the longest nor strictly the shortest; none if
    that cannot be had."""
    if len(found) < count:
        return tuple(found)
    n = len(key)
    best = list(found[:count])
    for sign in (1, -1):  # first one that is at least as long, then one that is at least as short
        if not any(sign * (len(normal(d.text)) - n) >= 0 for d in best):
            other = next((d for d in found[count:] if sign * (len(normal(d.text)) - n) >= 0), None)
            if other is None:
                return ()
            best[-1] = other
    if not any(len(normal(d.text)) >= n for d in best):
        return ()
    return tuple(best)


_FRAME_MARK = re.compile(r"[^\w]")


class _Frame:
    """What stands right before and after the key. A distractor that the document itself puts into that frame is
    arguably right."""

    def __init__(self, norm: str, span: Span) -> None:
        left = _FRAME_MARK.split(norm[max(0, span.start - 4) : span.start])[-1]
        right = _FRAME_MARK.split(norm[span.end : span.end + 4])[0]
        self.left = left if len(left) >= 3 else ""
        self.right = right if len(right) >= 3 else ""

    def holds(self, text: str, norm: str) -> bool:
        if self.left and self.right:
            return self.left + text + self.right[:2] in norm or self.left[-2:] + text + self.right in norm
        return bool(self.left and self.left + text in norm) or bool(self.right and text + self.right in norm)


def _modals(key: str) -> tuple[Distractor, ...]:
    for same in SAME_MODAL:
        if key in same:
            others = [m for m in MODALS if m not in same]
            return tuple(Distractor(text=m, reason=f"{m}：原文用的是“{key}”") for m in others) if key in MODALS else ()
    return ()
