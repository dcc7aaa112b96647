"""Whether a document is another edition of a document: how much of their texts they share.

Two editions of a statute share little to nearly all of their words, two statutes nearly nothing; a few are made after one
pattern. So likeness is never taken for certain: it only makes a build ask. The figures are in docs/identity.md
(``benchmarks/editions.py``).
"""

from __future__ import annotations

import re

from quizgen.model import Document
from quizgen.sameness import normal

WINDOW = 8
"""Texts are compared by all pieces of so many characters."""
ALIKE = 0.4
"""From what share of common pieces on (of the longer text's) two documents look like editions of one."""
ALIKE_NAMED = 0.1
"""The same for two documents of one title."""
_EDITION = re.compile(r"[（(][^（）()]*[）)]|\d+年?|(?:修订|修正|送审|征求意见|试行|暂行|草案|最新)[稿版本]?|新版|第?[一二三四五六七八九十]{1,3}版|《|》")


def likeness(one: Document, other: Document) -> float:
    """The share of pieces that both texts have, of the one that has more of them: from 0 to 1."""
    a, b = _pieces(one.text), _pieces(other.text)
    return len(a & b) / max(len(a), len(b)) if a and b else 0.0


def looks_like_edition(new: Document, old: Document) -> float:
    """The likeness of two documents, 0 where it is too small for two editions of one."""
    alike = likeness(new, old)
    same = bool(bare_title(new)) and bare_title(new) == bare_title(old)
    return alike if alike >= (ALIKE_NAMED if same else ALIKE) else 0.0


def bare_title(document: Document) -> str:
    """A title without what tells editions apart (a year, 修订, what stands in brackets), in normal form."""
    return normal(_EDITION.sub("", document.title))


def _pieces(text: str) -> frozenset[str]:
    norm = normal(text)
    return frozenset(norm[i : i + WINDOW] for i in range(len(norm) - WINDOW + 1))
