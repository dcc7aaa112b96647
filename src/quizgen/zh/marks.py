"""Marks: one normalised text, of the same length as the source, that every rule matches on.

Rules are written once, for full-width marks and curly quotes; the source may use any form. Because the normalised
text has the same length, a match in it is a span of the source.
"""

from __future__ import annotations

import re

from quizgen.zh.traditional import simplified

_WIDE = {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width forms of ASCII
_KEEP_WIDE = "！（），：；？～｜"
FOLD = {k: v for k, v in _WIDE.items() if chr(k) not in _KEEP_WIDE} | {
    ord("　"): " ",
    ord("\u00a0"): " ",
    ord("\t"): " ",
    ord("「"): "“",
    ord("」"): "”",
    ord("『"): "‘",
    ord("』"): "’",
    ord("﹁"): "“",
    ord("﹂"): "”",
    ord("〝"): "“",
    ord("〞"): "”",
    ord("＂"): '"',
    ord("＇"): "'",
    ord("｡"): "。",
    ord("．"): ".",
    ord("﹑"): "、",
    ord("､"): "、",
    ord("〔"): "（",
    ord("〕"): "）",
    ord("﹙"): "（",
    ord("﹚"): "）",
    ord("﹕"): "：",
    ord("﹔"): "；",
    ord("﹐"): "，",
}
CJK = "\u3400-\u9fff\uf900-\ufaff"
_ASCII = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_ASCII_RE = re.compile(rf"(?<=[{CJK}”’）》]) ?[,;:?!()]|[,;:?!()](?=[{CJK}“‘《（])")
_STOP_RE = re.compile(rf"(?<=[{CJK}”’）》])\.(?=\s|$|[”’\"'])", re.M)
OPENERS = {"“": "”", "‘": "’", "《": "》", "〈": "〉"}
CLOSERS = {v: k for k, v in OPENERS.items()}
PAIRED = re.compile(f"[{''.join(OPENERS)}{''.join(CLOSERS)}（()）]")
"""Every mark that has its other half."""
_CLAUSE = "，；。：！？"
_BREAK = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+")


def normalise(text: str) -> str:
    """Same length as ``text``: ASCII marks beside Chinese become full-width, straight quotes curly, full-width
    letters and digits half-width, traditional characters simplified (``zh.traditional``)."""
    out = simplified(text.translate(FOLD))
    if "．" in text and len(_WIDE_STOP.findall(text)) > text.count("。"):
        out = _stopped(text, out)
    if not out.isascii() and re.search(r"[,;:?!().]", out):
        out = _ASCII_RE.sub(lambda m: m[0][:-1] + _ASCII[m[0][-1]], out)
        out = _STOP_RE.sub("。", out)
    if '"' in out or "'" in out:
        out = "\n".join(_curl(line) for line in out.split("\n"))
    if _TURNED.search(out):
        out = "\n".join(_turned(line) for line in out.split("\n"))
    return out


_WIDE_STOP = re.compile(rf"(?<=[{CJK}”）])．(?=\s|$)", re.M)
_WIDE_INSIDE = re.compile(rf"(?<=[{CJK}”’）》])．")
_NUMBERED = re.compile(r"[ \u3000#*（(]*第?[一二三四五六七八九十百]{1,4}$")


def _stopped(text: str, out: str) -> str:
    """A text that ends its paragraphs with ．(and hardly ever with 。) writes its full stops so; 一．at the front of a
    line numbers it."""
    chars = list(out)
    for m in _WIDE_INSIDE.finditer(text):
        if not _NUMBERED.fullmatch(text, text.rfind("\n", 0, m.start()) + 1, m.start()):
            chars[m.start()] = "。"
    return "".join(chars)


_TURNED = re.compile("”[^“”\n]{1,40}“|“[^“”\n]{1,40}“|’[^‘’\n]{1,40}‘")
_WITHIN = 40
"""A turned pair holds a name or a saying; what is longer is a passage whose other half stands elsewhere."""


def _turned(line: str) -> str:
    """”三步走“ and “人民“ are pairs whose marks were typed the wrong way round: where the marks of a line do not pair,
    and pair when they are read in turns, they are read so."""
    for left, right in ("“”", "‘’"):
        at = [i for i, c in enumerate(line) if c in (left, right)]
        if len(at) % 2 or not at or _balanced(line, at, left):
            continue
        pieces = [(line[at[i] : at[i + 1] + 1], line[: at[i]][-1:]) for i in range(0, len(at), 2)]
        if all(_could_be_quoted(piece[1:-1], before, piece[0] == right) for piece, before in pieces):
            chars = list(line)
            for n, i in enumerate(at):
                chars[i] = right if n % 2 else left
            line = "".join(chars)
    return line


def _balanced(line: str, at: list[int], left: str) -> bool:
    depth = 0
    for i in at:
        depth += 1 if line[i] == left else -1
        if depth < 0:
            return False
    return depth == 0


def _could_be_quoted(inner: str, before: str, turned: bool) -> bool:
    if not inner.strip() or inner[0] in "，。；：、！？的" or (turned and before in "，。！？；"):
        return False
    return not turned or (len(inner) <= _WITHIN and "。" not in inner)


_OPENS = re.compile(f"[ \u3000(\\[{{（，。：；、“—\\-{CJK}]")
"""What stands before a mark that opens."""


def _curl(line: str) -> str:
    for mark, left, right in (('"', "“", "”"), ("'", "‘", "’")):
        at = [
            i
            for i, c in enumerate(line)
            if c == mark
            and not (
                mark == "'"
                and 0 < i < len(line) - 1
                and (line[i - 1].isascii() and line[i - 1].isalnum())
                and (line[i + 1].isascii() and line[i + 1].isalnum())
            )
        ]
        if not at or (mark == "'" and not any(i == 0 or _OPENS.match(line[i - 1]) for i in at)):
            continue  # the authors' rights: nothing opens
        chars = list(line)
        for i, is_open in zip(at, _directions(line, at), strict=True):
            chars[i] = left if is_open else right
        line = "".join(chars)
    return line


def _directions(line: str, at: list[int]) -> list[bool]:
    """For each straight mark: does it open? Marks may nest, so the cheapest balanced reading is searched
    (interval dynamic programming); long or odd runs alternate."""
    n = len(at)
    if n % 2 or n > 40:
        return [i % 2 == 0 for i in range(n)]
    cost: dict[tuple[int, int], tuple[float, int]] = {}

    def unit(i: int, j: int) -> float:
        body = line[at[i] + 1 : at[j]]
        before, after = line[: at[i]][-1:], line[at[j] + 1 :][:1]
        c = 0.0
        if not body.strip() or body[0] in "，；。：！？、）":
            c += 10
        elif body[-1] in "，、：（":
            c += 6
        if after and after not in "，；。：！？、）》”’ ":
            c += 0.2
        if before and before not in "，；。：！？、（ ":
            c += 0.2
        if any(x in body for x in _CLAUSE):
            c += 0 if before in ("：", "，", "") else 1.0
        elif len(body) > 16:
            c += 0.8
        return c

    for width in range(2, n + 1, 2):
        for i in range(0, n - width + 1):
            j = i + width  # marks i … j-1
            best = (float("inf"), i + 1)
            for k in range(i + 1, j, 2):  # mark i closes at mark k
                inner = cost[i + 1, k][0] + 1.0 if k > i + 1 else 0.0
                rest = cost[k + 1, j][0] if k + 1 < j else 0.0
                total = unit(i, k) + inner + rest
                if total < best[0]:
                    best = (total, k)
            cost[i, j] = best
    out = [False] * n
    todo = [(0, n)]
    while todo:
        i, j = todo.pop()
        if i >= j:
            continue
        k = cost[i, j][1]
        out[i] = True
        todo += [(i + 1, k), (k + 1, j)]
    return out


def one_line(text: str) -> str:
    """Text without the breaks, and the blanks around them, that only lay it out."""
    if "\n" in text:
        text = _BREAK.sub("", text)
    return text.replace("\t", "　")
