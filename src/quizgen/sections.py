"""The section tree of a document, derived from its headings, and the article of a statute that an offset stands in.

All look-ups are logarithmic; the index of a document is made once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from quizgen.model import Block, Document, Section, Span


class _Same:
    """A document as a cache key: by identity, so that its text is not hashed."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    sections: tuple[Section, ...]
    starts: tuple[int, ...]
    article_starts: tuple[int, ...]
    articles: tuple[str, ...]


def heading_title(document: Document, block: Block) -> str:
    """A heading's text on one line, with its numeral (generated ones too), blanks drawn together."""
    text = re.sub(r"\s+", " ", document.slice(block.span)).strip()
    return f"{block.label}{text}" if block.label and block.label[-1] in "、）)" else f"{block.label} {text}".strip()


def is_title(document: Document, block: Block) -> bool:
    """True for the heading that is the document's own title; it is no section."""
    return block.kind == "heading" and block.level == 1 and bool(document.title) and (
        document.slice(block.span).strip() == document.title.strip()
    )


@lru_cache(maxsize=8)
def _index(key: _Same) -> _Index:
    document = key.document
    end = len(document.text)
    out: list[Section] = [Section(path=(), heading=None, span=Span(0, end), level=0)]
    open_: list[int] = []  # indices into out
    article_starts: list[int] = []
    articles: list[str] = []

    def shut(level: int, at: int) -> None:
        while open_ and out[open_[-1]].level >= level:
            i = open_.pop()
            s = out[i]
            out[i] = Section(path=s.path, heading=s.heading, span=Span(s.span.start, at), level=s.level)

    titled = False
    for block in document.blocks:
        if block.kind == "article":
            article_starts.append(block.span.start)
            marker = block.label if block.marker is None else document.slice(block.marker)
            articles.append(re.sub(r"\s+", "", marker))
        if block.kind != "heading":
            continue
        if articles and articles[-1]:
            article_starts.append(block.span.start)
            articles.append("")
        if not titled and is_title(document, block):
            titled = True
            continue
        shut(block.level, block.span.start)
        above = out[open_[-1]].path if open_ else ()
        out.append(
            Section(
                path=(*above, heading_title(document, block)),
                heading=block.span,
                span=Span(block.span.start, end),
                level=block.level,
            )
        )
        open_.append(len(out) - 1)
    return _Index(
        sections=tuple(out),
        starts=tuple(s.span.start for s in out),
        article_starts=tuple(article_starts),
        articles=tuple(articles),
    )


def sections(document: Document) -> tuple[Section, ...]:
    """All sections in order of their start, the whole document (path ()) first. A section's span runs from its heading
    to the next heading of its level or above. The document's title opens no section."""
    return _index(_Same(document)).sections


def section_at(document: Document, offset: int) -> Section:
    """The innermost section that holds the offset."""
    index = _index(_Same(document))
    return index.sections[max(0, bisect_right(index.starts, offset) - 1)]


def section_path(document: Document, offset: int) -> tuple[str, ...]:
    """The titles of the sections around an offset, from the top; () before the first heading."""
    return section_at(document, offset).path


def article_at(document: Document, offset: int) -> str:
    """第二十一条 for an offset inside that article (its following paragraphs and points too), "" outside any."""
    index = _index(_Same(document))
    i = bisect_right(index.article_starts, offset) - 1
    return index.articles[i] if i >= 0 else ""
