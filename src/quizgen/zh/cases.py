"""A series in its clause, and what the words of its members are: what ``zh.doubts``, ``zh.clashes`` and ``zh.frames`` look
at."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.zh.atoms import Atom
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.nounphrases import Words
from quizgen.zh.shapes import Profile, Shape

LIGHT = frozenset("进行 予以 给予 加以 作出 做出".split())
"""Verbs whose object is a verb without an object of its own."""


class Case:
    """A series in its clause: the shapes of its members; whether a conjunction joins the last; whether 等 follows; the
    atoms before it and after it."""

    __slots__ = ("_every", "after", "atoms", "before", "end", "etc", "joined", "score", "shapes", "start", "words")

    def __init__(self, words: Words, shapes: Sequence[Shape], joined: bool, etc: bool, score: float) -> None:
        self.words, self.shapes, self.joined, self.etc, self.score = words, shapes, joined, etc, score
        self.atoms = atoms = words.atoms
        self.start, self.end = shapes[0].low, shapes[-1].high
        self.before: Atom | None = atoms[self.start - 1] if self.start else None
        self.after: Atom | None = atoms[self.end] if self.end < len(atoms) else None
        self._every: Profile | None = None

    @property
    def every(self) -> Profile:
        """What all members have in common."""
        if self._every is None:
            self._every = Profile(self.shapes)
        return self._every


def verb_first(s: Shape) -> bool:
    """Does a phrase begin with a verb, perhaps behind adverbs?"""
    p = s.pattern.lstrip("dX")
    return bool(p) and p[0] == "v"


def bare(s: Shape) -> bool:
    """A verb alone, perhaps behind an adverb."""
    return s.pattern.lstrip("daX") in ("v", "b")


def leads(case: Case, s: Shape) -> bool:
    """Is the first word of a phrase a verb that governs what follows in it?"""
    a = case.atoms[s.low]
    if a.kind in "GV":
        return True
    following = case.atoms[s.low + 1] if s.high - s.low > 1 else None
    return a.kind == "B" and a.text in LEADING_VERBS and (following is None or following.kind not in "BGV")


def is_even(case: Case) -> bool:
    """Members of one length that end alike, or three of one length: their make is the same whatever the dictionary says."""
    texts = [s.text for s in case.shapes]
    if len({len(t) for t in texts}) > 1 or len(texts[0]) < 3:
        return False
    return len(texts) > 2 or texts[0][-1] == texts[1][-1] or texts[0][0] == texts[1][0]
