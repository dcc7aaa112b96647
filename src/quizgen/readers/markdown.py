"""Markdown (.md): headings, nested lists, tables, code and front matter; the marks themselves are not text.

Follows CommonMark 0.31 for blocks, with GitHub's tables, and two customs of Chinese notes: a line end after a stop or
a colon parts paragraphs (authors press Enter once), and a line that is bold as a whole is a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.model import Document
from quizgen.readers._decode import decode
from quizgen.readers._document import build
from quizgen.readers._paragraph import Paragraph, Piece
from quizgen.yamlnodes import Node, load
from quizgen.zh.markers import leading_marker

_FRONT = re.compile(r"---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,}|\${2}(?!.*\$\$))(?P<info>.*)$")
_ATX = re.compile(r" {0,3}(?P<hash>#{1,6})(?:[ \t]++(?P<text>\S.*)?|$)")
_SETEXT = re.compile(r" {0,3}(?P<mark>=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTED = re.compile(r"[ \t]*+>[ \t]?")
_BULLET = re.compile(r"(?P<mark>[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?")
_TABLE_RULE = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)*(?:\|[ \t]*+)?$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)(?P<text>[^*_]{1,50}?)\1[：:]?$")
_TAG_BLOCK = re.compile(r"<(script|style|pre|svg|math)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
_CONTENTS = re.compile(
    r"(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?+\[[^\]\n]{1,200}\]\(#[^)\n]{0,400}\)[ \t]*+(?:<br */?>)?+"
    r"(?:(?:[ \t|/·]|&(?:nbsp|emsp|ensp);)*+\[[^\]\n]{1,20}\]\(#[^)\n]{0,80}\))*+[ \t]*+"
)
"""A line of a table of contents, as tools write it: nothing but links to headings of the page."""
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\]]+\]:\s*\S+.*$")
_CONTAINER = re.compile(r"[ \t]*+:{3,}[^:]*$|\s*\[\[toc\]\]\s*$|@tab(?:[: \t].*)?$", re.I)
"""What site generators put around a box or a tab (``::: tip``), or in the place of a table of contents."""
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*")
_INLINE = re.compile(
    r"(?<!`)(?P<code>`++)(?P<coded>.+?)(?<!`)(?P=code)(?!`)"
    r"|(?P<image>!\[[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)?\]\([^()]*+(?:\([^()]*+\)[^()]*+)?\))"
    r"|\[(?P<link>[^\[\]]*+)\](?:\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)?(?:[ \t]++[\"'][^\"']*+[\"'])?\)|\[[^\[\]]*+\])"
    r"|(?P<note>\[\^[^\[\]]++\])"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*+(?:\s[^<>]*)?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|<(?P<auto>https?://[^<>\s]++)>"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<em>\*\*\*|\*\*|\*|~~|==)(?=[^\s*])(?P<strong>(?:(?!(?P=em)).)+?)(?<=[^\s])(?P=em)"
    r"|\*\*(?P<loose>[^*\n]{1,120}?)\*\*"  # with a blank inside: no emphasis to CommonMark, but meant as such
    r"|(?<![\w])(?P<under>___|__|_)(?=[^\s_])(?P<slant>[^_]+?)(?<=[^\s_])(?P=under)(?![\w])"
)
_BLANKS = re.compile(r"(?:&(?:nbsp|emsp|ensp|thinsp|#160|#8195|#8194|#12288);|[ \t\u3000])*+")
_OPENING = re.compile(r"[ \t]*</?(?:p|div|center|section|article|li|[uo]l|h[1-6]|blockquote|details|summary)\b[^<>]*>", re.I)
"""A tag of HTML that begins or ends a paragraph."""
_CLOSING = re.compile(r"</(?:p|div|center|section|article|li|h[1-6]|blockquote|summary)>[ \t]*$", re.I)
_ATTRIBUTES = re.compile(r"\{(?:[.#][\w-]++|[\w-]++=[^{}=]*+)(?:[ \t][^{}]*+)?\}$")
"""``{#id .class align="center"}`` behind a heading, as Kramdown, Pandoc and markdown-it write it."""
_STOP = "。！？；：!?;:…"


@dataclass(slots=True)
class _State:
    raw: str
    out: list[Paragraph] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    """The open paragraph's lines, as (start, end) in the file."""
    kind: tuple[int, str] = (0, "")
    """Its depth and label."""
    level: int = 1
    items: list[int] = field(default_factory=list)
    """Indents of the open list items."""

    def flush(self) -> None:
        if self.lines:
            for group in _soft_breaks(self.raw, self.lines):
                pieces: list[Piece] = []
                for k, (a, b) in enumerate(group):
                    if k and (glue := _glue(pieces, self.raw, a)):
                        pieces.append(Piece(text=glue, at=a - 1))
                    pieces += inline(self.raw, a, b)
                depth, label = self.kind
                self.add(Paragraph(pieces=tuple(pieces), depth=depth, label=label))
                self.kind = (0, "")
        self.lines = []
        self.kind = (0, "")

    def add(self, paragraph: Paragraph) -> None:
        if paragraph.text.strip():
            self.out.append(_trimmed(paragraph))


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a Markdown file. Front matter (YAML between ---) gives title, author and tags. Encodings and
    errors: see ``_decode.decode``; broken front matter is a warning."""
    raw = decode(data, path=path)
    start, meta, said = _front_matter(raw, path)
    paragraphs = _blocks(raw, start)
    document = build(
        paragraphs,
        data=data,
        path=path,
        raw=raw,
        title=_scalar(meta.get("title")),
        author=_scalar(meta.get("author") or meta.get("authors")),
        tags=_tags(meta.get("tags") or meta.get("keywords")),
        structured=any(p.kind == "heading" for p in paragraphs),
    )
    return document, said


def _front_matter(raw: str, path: str) -> tuple[int, dict[str, Node], tuple[Diagnostic, ...]]:
    m = _FRONT.match(raw)
    if m is None:
        return 0, {}, ()
    try:
        root = load(m["body"], path=path)
    except QuizgenError as e:
        at = e.diagnostics[0]
        message = "the front matter is not valid YAML and was passed over"
        said = Diagnostic(name="front-matter", severity="warning", message=message, path=path, line=at.line + 1, column=at.column or 1)
        return m.end(), {}, (said,)
    return m.end(), {key.value: value for key, value in root.pairs} if root is not None else {}, ()


def _scalar(node: Node | None) -> str:
    if node is None:
        return ""
    return "、".join(n.value for n in node.items if n.value) if node.sort == "list" else node.value.strip()


def _tags(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    words = re.split(r"[,，、\s]+", node.value) if node.sort == "text" else [n.value for n in node.items]
    return tuple(w.strip() for w in words if w.strip())


def _blocks(raw: str, start: int) -> list[Paragraph]:
    state = _State(raw=raw)
    masked = list(_TAG_BLOCK.finditer(raw, start))
    skip = 0
    at, n = start, len(raw)
    fence = ""
    fence_start = 0
    table = False
    while at < n:
        end = raw.find("\n", at)
        end = n if end < 0 else end
        line = raw[at:end]
        following = end + 1
        if not fence:
            while skip < len(masked) and masked[skip].end() <= at:
                skip += 1
            if skip < len(masked) and masked[skip].start() <= at + len(line) - len(line.lstrip()):
                state.flush()
                at = max(following, masked[skip].end())
                skip += 1
                continue
        if m := _FENCE.match(line):
            if not fence:
                state.flush()
                fence, fence_start = m["mark"], following
            elif m["mark"].startswith(fence) and not m["info"].strip():
                _code(state, fence_start, at)
                fence = ""
            at = following
            continue
        if fence:
            at = following
            continue
        table = _line(state, at, end, table=table)
        at = following
    state.flush()
    if fence:
        _code(state, fence_start, n)
    return state.out


def _code(state: _State, start: int, end: int) -> None:
    body = state.raw[start:end].rstrip("\n")
    if body.strip():
        state.out.append(Paragraph(pieces=(Piece(text=body, at=start),), kind="code"))


def _line(state: _State, at: int, end: int, *, table: bool) -> bool:
    """One line outside code. Returns whether a table is open."""
    raw = state.raw
    while m := _QUOTED.match(raw, at, end):
        at = m.end()
    while m := _OPENING.match(raw, at, end):
        state.flush()
        at = m.end()
    if _CLOSING.search(raw, max(at, end - 40), end):
        table = _line(state, at, raw.rindex("</", at, end), table=table)
        state.flush()
        return table
    line = raw[at:end]
    text = line.strip()
    if not text:
        state.flush()
        return False
    if table or _TABLE_RULE.match(line):
        if "|" in line and not table and _TABLE_RULE.match(line) and state.lines and "|" in raw[slice(*state.lines[-1])]:
            head = state.lines.pop()
            state.flush()
            _row(state, *head)
            return True
        if table and "|" in line:
            _row(state, at, end)
            return True
    if state.lines and (m := _SETEXT.match(line)) and _short(raw, state.lines):
        lines, state.lines = state.lines, []
        _heading(state, lines[0][0], lines[-1][1], 1 if m["mark"][0] == "=" else 2)
        return False
    if _RULE.match(line) or _REFERENCE.match(line) or _CONTENTS.fullmatch(text) or _CONTAINER.match(line):
        state.flush()
        return False
    if m := _ATX.match(line):
        state.flush()
        title = _closed(m["text"] or "")
        if title:
            _heading(state, at + m.start("text"), at + m.start("text") + len(title), len(m["hash"]))
        return False
    lead = len(line) - len(line.lstrip())
    if not lead and (m := _BOLD_LINE.fullmatch(text)) and not leading_marker(text):
        state.flush()
        if not re.search("[。；！]$", m["text"]):
            state.add(Paragraph(pieces=inline(raw, at, end), kind="heading", level=min(9, state.level + 1)))
            return False
    if m := _FOOTNOTE.match(line):
        state.flush()
        state.lines = [(at + m.end(), end)]
        return False
    begin = at + lead
    indent = len(line[:lead].expandtabs(4).replace("\u3000", "  "))
    bullet = _BULLET.match(raw, begin, end)
    content = bullet.end() if bullet else begin
    content += len(_BLANKS.match(raw, content, end)[0])  # type: ignore[index]
    marker = leading_marker(_bare(raw[content:end]))
    if bullet or marker:
        state.flush()
        depth = 0
        if bullet or (marker and marker.family == "arabic"):
            while state.items and indent <= state.items[-1]:
                state.items.pop()
            state.items.append(indent)
            depth = len(state.items)
        label = "" if bullet is None or (marker and marker.family not in ("di", "xian")) else bullet["mark"]
        state.kind = (depth, label)
        state.lines = [(content, end)]
        return False
    if not state.lines:
        state.kind = (0, "")
    state.lines.append((begin, end))
    return False


def _closed(text: str) -> str:
    """A heading without its closing sequence: the # at its end, if a blank stands before them."""
    text = _ATTRIBUTES.sub("", text.rstrip(" \t")).rstrip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare.endswith((" ", "\t")) else text


def _bare(text: str) -> str:
    """The beginning of a line as a marker shows in it: without emphasis, tags, and references of characters."""
    if "<" in text[:24] or "&" in text[:24]:
        text = "".join(p.text for p in inline(text, 0, min(len(text), 80)))
    return re.sub(r"^(?:\*\*|__|\*|_)(?=\S)", "", text)


def _short(raw: str, lines: list[tuple[int, int]]) -> bool:
    text = raw[lines[0][0] : lines[-1][1]].strip()
    return len(lines) == 1 and len(text) <= 60 and not text.endswith(tuple("。；，：:"))


def _heading(state: _State, start: int, end: int, level: int) -> None:
    state.items = []
    state.level = level
    state.add(Paragraph(pieces=inline(state.raw, start, end), kind="heading", level=level))


def _row(state: _State, start: int, end: int) -> None:
    raw = state.raw
    a, b = start, end
    while a < b and raw[a] in " \t":
        a += 1
    while b > a and raw[b - 1] in " \t":
        b -= 1
    a += raw[a] == "|"
    b -= b > a and raw[b - 1] == "|"
    pieces: list[Piece] = []
    for m in re.finditer(r"(?:\\\||[^|])+|(?<=\|)(?=\|)", raw[a:b]):
        if pieces or m.start():
            pieces.append(Piece(text="\t", at=a + m.start() - 1))
        cell_start, cell_end = a + m.start(), a + m.end()
        while cell_start < cell_end and raw[cell_start] in " \t":
            cell_start += 1
        while cell_end > cell_start and raw[cell_end - 1] in " \t":
            cell_end -= 1
        pieces += inline(raw, cell_start, cell_end)
    if any(p.text.strip() for p in pieces):
        state.out.append(Paragraph(pieces=tuple(pieces), kind="row"))


def _soft_breaks(raw: str, lines: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A line end inside a paragraph joins, but for hard breaks and where the line above ends as a paragraph does."""
    groups = [[lines[0]]]
    for (a, b), after in pairwise(lines):
        above, below = raw[a:b], raw[after[0] : after[1]].strip()
        tail = above.rstrip()
        hard = above.endswith(("  ", "\\")) or tail.endswith(("<br>", "<br/>"))
        latin = tail[-1:].isascii() and below[:1].isascii()
        ends = tail[-1:] in tuple(_STOP) or len(tail) < 15
        if hard or (ends and not latin):
            groups.append([after])
        else:
            groups[-1].append(after)
    return groups


def _glue(pieces: list[Piece], raw: str, at: int) -> str:
    left = pieces[-1].text.rstrip()[-1:] if pieces else ""
    right = raw[at : at + 1]
    return " " if left.isascii() and right.isascii() and left and right else ""


def inline(raw: str, start: int, end: int) -> tuple[Piece, ...]:
    """The text of a stretch of Markdown without its inline marks: emphasis, code ticks, links (their text stays),
    images, footnote references, tags, backslashes; character references are the characters they stand for."""
    out: list[Piece] = []

    def walk(a: int, b: int) -> None:
        at = a
        for m in _INLINE.finditer(raw, a, b):
            if m.start() > at:
                out.append(Piece(text=raw[at : m.start()], at=at))
            group = next((g for g in ("strong", "loose", "slant", "link") if m[g] is not None), None)
            if group is not None:
                walk(m.start(group), m.end(group))
            else:
                kept = next((g for g in ("coded", "escaped", "auto") if m[g] is not None), None)
                if kept is not None:
                    out.append(Piece(text=m[kept], at=m.start(kept)))
                elif m["entity"] is not None:
                    char = unescape(m["entity"])
                    out.append(Piece(text=" " if char.isspace() else char, at=m.start()))
            at = m.end()
        if b > at:
            out.append(Piece(text=raw[at:b], at=at))

    walk(start, end)
    if out and raw[start:end].rstrip().endswith("\\") and out[-1].text.rstrip().endswith("\\"):
        out[-1] = Piece(text=out[-1].text.rstrip()[:-1], at=out[-1].at)
    return tuple(out)


def _trimmed(paragraph: Paragraph) -> Paragraph:
    """Without blanks at both ends."""
    pieces = [p for p in paragraph.pieces if p.text]
    while pieces and not pieces[-1].text.rstrip():
        pieces.pop()
    while pieces and not pieces[0].text.lstrip():
        pieces.pop(0)
    if pieces:
        last = pieces[-1]
        pieces[-1] = Piece(text=last.text.rstrip(), at=last.at)
        first = pieces[0]
        body = first.text.lstrip()
        pieces[0] = Piece(text=body, at=first.at + len(first.text) - len(body))
    return Paragraph(
        pieces=tuple(pieces), kind=paragraph.kind, level=paragraph.level, depth=paragraph.depth, label=paragraph.label
    )
