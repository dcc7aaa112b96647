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
from functools import cached_property
from hashlib import blake2b
from heapq import nsmallest
from itertools import islice

from quizgen.candidates import Candidate, Work
from quizgen.distractors import organs
from quizgen.distractors._distractor import Distractor as Distractor
from quizgen.distractors.actors import Actors, takes_in
from quizgen.distractors.amounts import amounts
from quizgen.distractors.company import Company
from quizgen.distractors.falsity import Frame, roles_differ, same, wider
from quizgen.distractors.kinds import clean, common_ends, governor, one_kind, overlap, shape
from quizgen.distractors.shelves import WHOLE, Entry, Shelves
from quizgen.distractors.strangers import Lists
from quizgen.model import Figure, Points, Series, Span
from quizgen.reading import Reading
from quizgen.sameness import normal
from quizgen.zh.contrasts import Contrasts, has_head, is_term, known, opposed, own_part
from quizgen.zh.numerals import value

MODALS = ("应当", "可以", "不得")
"""The three modals that stand together (items.md): the others mean the same as one of them, or can be argued (checks/options.py)."""

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


SEEN = 2
"""Of the distractors of a single choice so many stand in the material."""
_UNSAID = "原文没有这一说法"
_ATTESTED = re.compile(r"[性者人员式型]$|(?:单位|人员|机构|组织)$")


_Option = tuple[float, str, tuple[Work, Span] | None, Entry | None]
"""How close, the words, where they stand, what they are there."""


class Pool:
    """All asked parts of a run, by class. Made once."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = tuple(works)
        self._contrasts: dict[int, Contrasts] = {}
        self._actors: dict[int, Actors] = {}
        self._found: dict[tuple[int, str], int] = {}
        self._home = {id(w): i for i, w in enumerate(self.works)}

    def fill(self) -> None:
        """Makes now what is made of all works when it is first asked for, so that copies of this process have it."""
        _ = self._shelves, self._mates

    @cached_property
    def _mates(self) -> frozenset[frozenset[str]]:
        return _mates(self.works)

    @cached_property
    def _lists(self) -> Lists:
        return Lists(self.works)

    @cached_property
    def _shelves(self) -> Shelves:
        """Made when the first distractors are asked for: a run whose decks are full asks for none."""
        out = Shelves(self._clean)
        figures: set[str] = set()
        for i, work in enumerate(self.works):
            whole = work.reading.norm
            for c in work.candidates:
                if c.form != "blank":
                    continue
                start, end = c.span
                norm = whole[start:end]
                kind = _CLASSES[c.roles[0]]
                if end - start > 40:
                    continue
                if kind != "figure":
                    out.wait(kind, norm, (i, c))
                elif norm not in figures:
                    figures.add(norm)
                    out.put(kind, self._entry(i, c))
        return out

    def _clean(self, kind: str, what: tuple[int, Candidate]) -> Entry | None:
        """A candidate as an entry, if its borders hold."""
        i, c = what
        work = self.works[i]
        if kind in ("agency", "noun", "role") and not clean(work, c):
            return None
        reading = work.reading
        if kind == "agency" and len(reading.tokens_in(c.span)) > 1 and reading.places.count(reading.norm[c.span.start : c.span.end]) < 2:
            return None  # a name that stands once may be a wrong cut
        return self._entry(i, c)

    def _entry(self, i: int, c: Candidate) -> Entry:
        work, span = self.works[i], c.span
        kind = _CLASSES[c.roles[0]]
        return Entry(
            work.reading.text[span.start : span.end],
            work.reading.norm[span.start : span.end],
            i,
            span,
            c.sentence.span,
            c.roles,
            "" if kind == "figure" or (kind in WHOLE and kind != "role") else shape(work, span),
            governor(work, span) if kind == "noun" else "",
        )

    # ------------------------------------------------------------------ choice

    def could(self, work: Work, candidate: Candidate) -> bool:
        """False where three distractors cannot be had whatever the stem: told before any stem is made."""
        if _CLASSES[candidate.roles[0]] != "noun":
            return True
        key = work.reading.norm[candidate.span.start : candidate.span.end]
        if self.actors(work).knows(key):
            return True
        if known(key) or has_head(key) or known(key[-4:]) or known(key[-3:]):
            return True
        if len(key) < 3:
            return False  # there is no other of one kind with it
        most = max(1, round(len(key) * 0.34))
        alike = (e for e in self._shelves.near("noun", key, shape(work, candidate.span), most) if e.norm != key and one_kind(key, e.norm))
        return len(list(islice(alike, 3))) == 3

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
            return modals(key)
        if isinstance(candidate.fact, Figure) and role == "figure":
            return amounts(
                self._shelves, self.works, self._home[id(work)], candidate, key, shown=normal(visible), count=count, place=place
            )
        mates = {normal(work.reading.norm[m.start : m.end]) for m in candidate.mates}
        mates |= {normal(a) for a in avoid}
        shown = normal(visible)
        home = self._home[id(work)]
        norm = work.reading.norm
        own = norm[candidate.sentence.span.start : candidate.sentence.span.end]
        actor = role == "agency" or (_CLASSES[role] == "noun" and self.actors(work).knows(key))
        frame = Frame(work.reading, span, reach=8 if actor else 4)  # many actors 应当在, few the same
        company = Company(work.reading, span) if _CLASSES[role] == "noun" and not actor else None
        chosen: list[Distractor] = []
        taken: list[str] = [normal(key)]
        for score, option, where, entry in self._acting(work, key) if actor else self._options(work, candidate, key, shown):
            text = normal(option)
            if (value(key[:1]) is None) != (value(text[:1]) is None):
                continue  # 两种制度 beside 分配制度
            if text in mates or text in shown or any(same(text, t) for t in taken):
                continue
            if option in own or (entry is not None and entry.work == home and entry.sentence == candidate.sentence.span):
                continue
            if frame.holds(option):
                continue
            if company is not None and not self._goes(work, key, option, company, role, shown):
                continue
            if actor and any(overlap(option, d.text) or takes_in(option, d.text) for d in chosen):
                continue
            shows = option if entry is None else entry.text
            chosen.append(Distractor(text=shows, reason=f"{shows}：见{place(*where)}，所指不同" if where else f"{shows}：{_UNSAID}", score=score))
            taken.append(text)
            if len(chosen) == count * 3:
                break
        found = _even(key, chosen, count, slack=max(2, len(key) // 3) if actor else 1 if len(key) > 3 else 0)
        if count > 2 and not (actor and organs.everybody_knows(key)) and sum(d.reason.endswith(_UNSAID) for d in found) > len(found) - SEEN:
            return ()  # whoever has read the text has met two of the options at least; else strangeness tells
        return found

    def _goes(self, work: Work, key: str, option: str, company: Company, role: str, shown: str) -> bool:
        """The option goes with the words around the key: the document has it beside them, or it is a term of the key's set,
        or, where nothing beside the key asks for company, it is listed with the key somewhere. Words of two characters go
        with few others: they must be terms, and not one of several in a list."""
        of_a_set = is_term(key) and option in self._lexicon(work).siblings(key)
        if len(key) < 3:
            return of_a_set and role not in ("member", "pair") and (company.alone or company.keeps(option))
        if wider(key, option) or wider(option, key):
            return False
        mine = own_part(key, option)
        if len(mine) > 1 and mine in shown and own_part(option, key) not in shown:
            return False  # 旅游资源 beside 文化资源 in a sentence about 旅游
        return of_a_set or company.keeps(option) or (company.alone and frozenset((key, option)) in self._mates)

    def strangers(
        self, work: Work, candidate: Candidate, *, visible: str, place: Callable[[Work, Span], str], most: int = 6
    ) -> tuple[Distractor, ...]:
        """What might stand on the list of a candidate and does not, the closest first."""
        fact = candidate.fact
        if not isinstance(fact, Series):
            return ()
        found = self._lists.strangers(
            work, fact, self._lexicon(work), sentence=candidate.sentence.span, shown=normal(visible)
        )
        return tuple(
            Distractor(text=s.text, reason=f"{s.text}：见{place(*s.where)}" if s.where else f"{s.text}：{_UNSAID}", score=s.score)
            for s in islice(found, most)
        )

    def actors(self, work: Work) -> Actors:
        """Who acts in a document."""
        i = self._home[id(work)]
        if i not in self._actors:
            self._actors[i] = Actors(work)
        return self._actors[i]

    def _acting(self, work: Work, key: str) -> list[_Option]:
        """Who else may stand for an actor: whoever acts in the document, and organs of its build."""
        out: list[_Option] = []
        for score, a in self.actors(work).beside(key):
            out.append((score + 3.0, a.name, (work, a.span), None))
        have = {o[1] for o in out}
        for word in (*organs.siblings(key), *self._lexicon(work).siblings(key)):
            if word not in have and not opposed(key, word):
                at = self._at(work, word)
                out.append((3.0 * (at >= 0), word, (work, Span(at, at + len(word))) if at >= 0 else None, None))
        out.sort(key=lambda o: (-o[0], _noise(key, o[1])))
        return out

    def _lexicon(self, work: Work) -> Contrasts:
        i = self._home[id(work)]
        if i not in self._contrasts:
            self._contrasts[i] = Contrasts(work.reading.places)
        return self._contrasts[i]

    def _at(self, work: Work, word: str) -> int:
        mark = (self._home[id(work)], word)
        if mark not in self._found:
            self._found[mark] = _whole(work.reading, word)
        return self._found[mark]

    def _options(
        self, work: Work, candidate: Candidate, key: str, shown: str
    ) -> list[_Option]:
        """What may stand beside the key, the closest first: of the material, and of the lexicon, which counts for more
        where the document has the word."""
        out: list[_Option] = [
            (score, e.norm, (self.works[e.work], e.span), e) for score, e in self._ranked(work, candidate, key)[:80]
        ]
        role = candidate.roles[0]
        lexicon = self._lexicon(work)
        dictionary = work.reading.words
        more: list[tuple[float, str]] = []
        if _CLASSES[role] in ("noun", "role"):
            more += [(3.5, w) for w in lexicon.siblings(key)]
        if _CLASSES[role] == "noun":
            more += [(2.0, w) for w in lexicon.headed(key)]
            tokens = work.reading.tokens_in(candidate.span)
            cuts = [t.start - candidate.span.start for t in tokens]
            for size, score in ((4, 2.5), (3, 1.5)):
                if len(key) - size in cuts and len(key) - size >= 2:
                    found = lexicon.composed(key, len(key) - size)
                    more += [(score, w) for w in found if self._at(work, w[len(key) - size :]) >= 0]
        have = {o[1] for o in out}
        for score, word in more:
            if word in have or opposed(key, word):
                continue
            have.add(word)
            at = self._at(work, word)
            if at < 0 and _ATTESTED.search(word):
                continue  # 运营者, 竞争性: with another word before or after it such a one is easily nonsense
            if len(word) > 2 and word[-1] != key[-1]:
                continue  # another head: 保密期限 cannot be gone through where 保密审查 can
            own = own_part(word, key)
            mine = own_part(key, word)
            if {dictionary.tag(own), dictionary.tag(mine)[:1]} == {"v", "n"} or {dictionary.tag(mine), dictionary.tag(own)[:1]} == {"v", "n"}:
                continue  # 组织群众 beside 人民群众
            if _manner(dictionary.tag(mine)) != _manner(dictionary.tag(own)):
                continue  # 严格管理 beside 交通管理
            near = at >= 0 or self._at(work, own) >= 0
            if not near and (score < 3.0 or len(key) == 2):
                continue  # a word of another subject: what the document never speaks of can be ruled out
            out.append((score + 1.5 * (at >= 0) + 1.0 * near, word, (work, Span(at, at + len(word))) if at >= 0 else None, None))
        out.sort(key=lambda o: (-o[0], _noise(key, o[1])))
        return out

    def _ranked(self, work: Work, candidate: Candidate, key: str) -> list[tuple[float, Entry]]:
        kind = _CLASSES[candidate.roles[0]]
        home = self._home[id(work)]
        ranked: list[tuple[float, str, Entry]] = []
        strict = kind not in WHOLE
        if strict and len(key) < 3:
            return []  # there is no other of one kind with it
        own = shape(work, candidate.span) if strict or kind == "role" else ""
        common = common_ends(work, candidate)
        ruled = governor(work, candidate.span) if kind == "noun" else ""
        for e in self._shelves.near(kind, key, own, max(1, round(len(key) * (0.34 if strict else 0.6)))):
            gap = abs(len(e.norm) - len(key))
            if strict and not one_kind(key, e.norm):
                continue
            if kind == "noun" and not (
                frozenset((key, e.norm)) in self._mates or (ruled and e.governor == ruled) or ("member" in candidate.roles[:1] and "member" in e.roles)
                or ("key" in candidate.roles and "key" in e.roles)
            ):
                continue  # the same head makes a kind of the document's terms (胰岛素, 生长素), not of any two phrases
            if kind == "role" and not roles_differ(key, e.norm, own == e.shape):
                continue
            if kind == "coined" and (len(e.norm) != len(key) if len(key) <= 4 else gap > 1):
                continue
            if kind == "coined" and e.norm[0] != key[0] and e.norm[-1] != key[-1]:
                continue  # nothing but the marks makes them alike
            if kind == "coined" and _does(self.works[e.work], e.span) != _does(work, candidate.span):
                continue  # 做手术 beside 组合拳
            if common is not None and not (e.norm.startswith(common[0]) and e.norm.endswith(common[1])):
                continue
            score = 3.0 * (e.norm[-1] == key[-1]) + 1.5 * (e.norm[0] == key[0]) - 0.8 * gap
            score += 1.0 * (e.roles[0] == candidate.roles[0]) + 0.5 * (e.work == home)
            if kind == "coined":
                score += 2.0 * (e.norm[:1] == key[:1]) + 1.0 * (value(e.norm[:1]) is not None) * (value(key[:1]) is not None)
            ranked.append((-score, _noise(key, e.norm), e))
        return [(-s, e) for s, _, e in nsmallest(120, ranked, key=lambda t: t[:2])]


def _whole(reading: Reading, word: str) -> int:
    """Where the word first stands as a word or words, not across their borders (民法 in 人民法院); -1 where it does not."""
    for at in islice(reading.places.of(word), 8):
        tokens = reading.tokens_in(Span(at, at + len(word)))
        if tokens and tokens[0].start == at and tokens[-1].end == at + len(word):
            return at
    return -1


def _does(work: Work, span: Span) -> bool:
    """A verb of one character and its object (做手术, 开药方), though the dictionary may have the whole as one word."""
    words, text = work.reading.words, work.reading.norm[span.start : span.end]
    return len(text) == 3 and words.tag(text[0])[0] == "v" and words.frequency(text[1:]) > words.frequency(text[:2])


def _manner(tag: str) -> bool:
    """The word says how, not what."""
    return tag in ("a", "ad", "d", "z", "vd")


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


def headlines(work: Work, *, apart_from: Points) -> Iterator[tuple[Points, Span]]:
    """Headlines of the other lists of a document, with their lists, nearest level first: false members for 'which belong
    to this part'."""
    for fact, m in work.headlines(apart_from.level):
        if not apart_from.span.covers(fact.span) and not fact.span.covers(apart_from.span):
            yield fact, m


def _noise(key: str, text: str) -> str:
    """A fixed shuffle: ties are broken by content, not by place in the text."""
    return blake2b(f"{key}|{text}".encode(), digest_size=6).hexdigest()


def _even(key: str, found: list[Distractor], count: int, *, slack: int = 0) -> tuple[Distractor, ...]:
    """The closest ``count``, such that the key is neither strictly the longest nor strictly the shortest where that can be
    had; else such that it is so by no more than ``slack`` characters, which in the names of organs tell nothing; else none."""
    if len(found) < count:
        return tuple(found)
    n = len(key)
    best = list(found[:count])
    for sign in (1, -1):  # first one that is at least as long, then one that is at least as short
        if not any(sign * (len(normal(d.text)) - n) >= 0 for d in best):
            other = next((d for d in found[count:] if sign * (len(normal(d.text)) - n) >= 0), None)
            if other is None:
                if not any(sign * (len(normal(d.text)) - n) >= -slack for d in best):
                    return ()
                continue
            best[-1] = other
    if not any(len(normal(d.text)) >= n - slack for d in best):
        return ()
    return tuple(best)


def modals(key: str) -> tuple[Distractor, ...]:
    """The other two of the three, the nearest first: 不得 becomes 可以, not 应当. None beside a modal that means one of them."""
    if key not in MODALS:
        return ()
    return tuple(Distractor(text=m, reason=f"{m}：原文用的是“{key}”") for m in ("可以", "应当", "不得") if m != key)
