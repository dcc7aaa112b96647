"""HTML (.html, .htm): headings, lists with their numerals, tables, definition lists; what is no text is left out.

Parsed by selectolax (Lexbor, the HTML5 algorithm), so broken pages are read as browsers read them. Left out: scripts,
navigation, footers, forms, hidden elements, footnote references, and runs of lines that are nothing but links. If the
page has one main or article element, only that is read.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from quizgen.diagnostics import Diagnostic
from quizgen.model import Document
from quizgen.readers._decode import decode
from quizgen.readers._document import build
from quizgen.readers._extra import broken, need, no_text
from quizgen.readers._paragraph import Paragraph, plain
from quizgen.readers._scripts import lowered, raised
from quizgen.zh.markers import BLANK, leading_marker
from quizgen.zh.numerals import to_chinese

_SKIP = frozenset(
    "script style noscript template nav footer aside form button input select textarea iframe svg canvas object video "
    "audio map head title link meta rt rp dialog".split()
)
_BLOCKS = frozenset(
    "p div section article main body header blockquote address figure figcaption details summary fieldset center hgroup "
    "dl dt dd ul ol li tbody thead tfoot tr td th caption".split()
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)|<\?xml[^>]{0,100}?encoding=[\"']([A-Za-z0-9_-]+)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHINESE_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]{0,200}(?:cjk-ideographic|chinese|cjk-decimal)", re.I)
_NO_MARK = re.compile(r"list-style(?:-type)?\s*:[^;]{0,200}none", re.I)
_REFERENCE = re.compile(r"\s*+[\[［(（]?\s*+(?:\d{1,3}|注\s*+\d*+|[①-⑳*†‡])\s*+[\]］)）]?\s*+")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014"
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_CJK}])[ \t\r\f]*\n\s*(?=[{_CJK}])")


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a web page. ``locate`` gives the paragraph. QuizgenError: an empty or binary file, no text, or
    selectolax missing (the ``html`` extra)."""
    text = decode_html(data, path=path)
    paragraphs, meta = paragraphs_of(text, path=path)
    if not paragraphs:
        raise no_text("HTML", path)
    heads = sum(p.kind == "heading" for p in paragraphs)
    document = build(
        paragraphs,
        data=data,
        path=path,
        raw=None,
        title=meta.get("title", ""),
        author=meta.get("author", ""),
        tags=tuple(t.strip() for t in re.split("[,，、]", meta.get("keywords", "")) if t.strip()),
        structured=heads > 1,
    )
    return document, ()


_NO_ENCODING = frozenset({"punycode", "idna", "unicode_escape", "raw-unicode-escape", "unicode-escape", "raw_unicode_escape", "utf-7", "undefined"})
"""Codecs of Python's in which no page is written."""


def decode_html(data: bytes, *, path: str) -> str:
    """The text of a page in the encoding it declares (GB2312 and GBK are read as GB18030), else as a text file."""
    m = _META.search(data[:4096])
    if m is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = (m[1] or m[2]).decode("ascii").lower()
        name = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}.get(name, name)
        try:
            if codecs.lookup(name).name in _NO_ENCODING:
                raise LookupError
            return data.decode(name).replace("\r\n", "\n")
        except (LookupError, ValueError):
            pass
    return decode(data, path=path)


_TOO_DEEP = "its elements are nested too deeply"
_DEEPEST = 5000
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCLOSED = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup br hr img input meta link base col area source track wbr embed param".split())
"""Elements that need no end, or end with the next of their kind."""


def _endless(text: str) -> bool:
    """True for a page with thousands of elements open at once: to parse it takes the square of their number."""
    still: Counter[str] = Counter()
    for tag in _TAGS.finditer(text):
        name = tag[2].lower()
        if name not in _UNCLOSED:
            still[name] += -1 if tag[1] else 1
            if still[name] < 0:
                still[name] = 0
            elif still[name] > _DEEPEST:
                return True
    return False


def paragraphs_of(text: str, *, path: str) -> tuple[list[Paragraph], dict[str, str]]:
    """The paragraphs of a page and what its head says (title, author, keywords)."""
    lexbor = need("selectolax.lexbor", extra="epub" if path.lower().endswith(".epub") else "html", path=path)
    if _endless(text):
        raise broken("HTML", path, _TOO_DEEP)
    tree = lexbor.LexborHTMLParser(text)
    root = tree.body
    if root is None:
        return [], {}
    walker = _Walker()
    try:
        walker.walk(_content(root))
    except RecursionError:
        raise broken("HTML", path, _TOO_DEEP) from None
    walker.flush()
    paragraphs = walker.out if walker.whole else _without_menus(walker)
    titles = [p.text for p in paragraphs if p.kind == "heading" and p.level == 1]
    head = tree.head
    named = head.css_first("title") if head is not None else None
    meta = {
        (m.attributes.get("name") or "").lower(): m.attributes.get("content") or ""
        for m in (head.css("meta[name]") if head is not None else [])
    }
    title = titles[0] if len(titles) == 1 else "" if titles else _spaced(named.text() if named is not None else "")
    return paragraphs, {"title": title, "author": meta.get("author", ""), "keywords": meta.get("keywords", "")}


def _content(body: Any) -> Any:
    for selector in ("main", "[role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) >= 0.3 * len(body.text()):
            return found[0]
    return body


@dataclass(slots=True)
class _Counter:
    ordered: bool
    style: str
    next: int = 1


@dataclass(slots=True)
class _Walker:
    out: list[Paragraph] = field(default_factory=list)
    linked: list[bool] = field(default_factory=list)
    """Is the paragraph nothing but links?"""
    whole: bool = False
    text: list[str] = field(default_factory=list)
    in_links: int = 0
    link_size: int = 0
    lists: list[_Counter] = field(default_factory=list)
    kind: str = ""
    level: int = 0
    label: str = ""
    depth: int = 0

    def flush(self) -> None:
        """Ends the open paragraph."""
        text = _spaced("".join(self.text))
        if text:
            label = "" if self.label and leading_marker(text) else self.label
            self._add(text, label)
            self.label = ""
        self.text = []
        self.link_size = 0

    def _add(self, text: str, label: str) -> None:
        kind = self.kind or ""
        self.out.append(plain(text, kind=kind, level=self.level, depth=self.depth if label else 0, label=label))
        self.linked.append(kind != "heading" and self.link_size >= 0.8 * len(text))

    def walk(self, node: Any) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self._text(child.text_content or "")
            elif tag in _SKIP or tag.startswith(("_", "!")) or _is_hidden(child):
                continue
            elif tag in ("br", "hr"):
                self.flush()
            elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
                self._block(child, kind="heading", level=int(tag[1]))
            elif tag == "table":
                self.flush()
                self._table(child)
            elif tag == "pre":
                self.flush()
                code = child.text().strip("\n")
                if code.strip():
                    self.out.append(plain(code, kind="code"))
                    self.linked.append(False)
            elif tag in ("ul", "ol", "menu"):
                self._list(child, ordered=tag == "ol")
            elif tag == "li":
                self._item(child)
            elif tag == "dl":
                self.flush()
                self._glossary(child)
            elif tag in _BLOCKS:
                self.flush()
                self.walk(child)
                self.flush()
            elif tag in ("sup", "sub"):
                self._script(child, tag)
            elif tag == "a":
                self.in_links += 1
                self.walk(child)
                self.in_links -= 1
            else:
                self.walk(child)

    def _text(self, text: str) -> None:
        self.text.append(text)
        if self.in_links:
            self.link_size += len(text.strip())

    def _script(self, node: Any, tag: str) -> None:
        """10³ and CO₂; a reference to a footnote ([1], ①, or a link on a number) is left out."""
        text = node.text().strip()
        if tag == "sup" and _REFERENCE.fullmatch(text) and (not text.isdecimal() or node.css_first("a") is not None):
            return
        self._text(raised(text) if tag == "sup" else lowered(text))

    def _block(self, node: Any, *, kind: str, level: int) -> None:
        self.flush()
        before = self.kind, self.level
        self.kind, self.level = kind, level
        self.walk(node)
        self.flush()
        self.kind, self.level = before

    def _list(self, node: Any, *, ordered: bool) -> None:
        self.flush()
        style = node.attributes.get("style") or ""
        kind = node.attributes.get("type") or "1"
        if _NO_MARK.search(style):
            kind = ""
        elif _CHINESE_LIST.search(style):
            kind = "一"
        start = node.attributes.get("start") or "1"
        first = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
        self.lists.append(_Counter(ordered=ordered, style=kind, next=first))
        label, depth = self.label, self.depth
        self.walk(node)
        self.flush()
        self.lists.pop()
        self.label, self.depth = label, depth

    def _item(self, node: Any) -> None:
        self.flush()
        self.label = "•"
        if self.lists:
            counter = self.lists[-1]
            given = node.attributes.get("value") or ""
            if re.fullmatch(r"\d{1,4}", given):
                counter.next = int(given)
            self.label = _numeral(counter)
            counter.next += 1
        self.depth = max(1, len(self.lists))
        self.walk(node)
        self.flush()
        self.label = ""

    def _table(self, node: Any) -> None:
        """One row a paragraph, cells parted by a tab; a table of one column, or with tables inside, is layout and read
        as text."""
        inner = [t for t in node.css("table") if t.mem_id != node.mem_id]
        rows = [] if inner else node.css("tr")
        cells = [[c for c in row.iter() if c.tag in ("td", "th")] for row in rows]
        if max((len(row) for row in cells), default=0) <= 1:
            self.walk(node)
            self.flush()
            return
        caption = node.css_first("caption")
        if caption is not None and (text := _spaced(caption.text())):
            self._plain(text, "")
        for row in cells:
            text = "\t".join(_spaced(_cell(c)) for c in row)
            if text.strip():
                self._plain(text, "row")

    def _glossary(self, node: Any) -> None:
        """Term and meaning as a row."""
        terms: list[str] = []
        for child in node.css("dt, dd"):
            text = _spaced(child.text())
            if child.tag == "dt":
                terms.append(text)
            elif text:
                self._plain("\t".join((" / ".join(terms), text)) if terms else text, "row" if terms else "")
                terms = []

    def _plain(self, text: str, kind: str) -> None:
        self.out.append(plain(text, kind=kind))
        self.linked.append(False)


def _cell(node: Any) -> str:
    parts = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(child.text_content or "")
        elif child.tag == "br" or child.tag in _BLOCKS:
            parts.append(" " + (_cell(child) if child.tag != "br" else ""))
        elif child.tag not in _SKIP and not _is_hidden(child):
            parts.append(_cell(child))
    return "".join(parts)


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _numeral(counter: _Counter) -> str:
    n = counter.next
    if not counter.ordered:
        return "•" if counter.style else ""
    match counter.style:
        case "":
            return ""
        case "一":
            return f"{to_chinese(n)}、"
        case "a" | "A":
            letter = chr((97 if counter.style == "a" else 65) + (n - 1) % 26)
            return f"{letter}."
        case _:
            return f"{n}."


def _spaced(text: str) -> str:
    """White space as a browser shows it, but no blank where a line was broken between Chinese characters."""
    text = re.sub("[\u200b\u200c\ufeff\u00ad\u2060]", "", text)
    text = _BREAK_IN_CHINESE.sub("", text)
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(BLANK + "\n\r\f")


def _without_menus(walker: _Walker) -> list[Paragraph]:
    """Runs of three or more lines that are nothing but links are menus."""
    out: list[Paragraph] = []
    run: list[Paragraph] = []
    for paragraph, linked in zip(walker.out, walker.linked, strict=True):
        if linked and len(paragraph.text) < 60:
            run.append(paragraph)
            continue
        if len(run) < 3:
            out += run
        run = []
        out.append(paragraph)
    if len(run) < 3:
        out += run
    return out
