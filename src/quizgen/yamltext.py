"""YAML written for people and read as they typed it: what decks and papers share.

Writing is literal: plain scalars where YAML allows them, quoted only where it demands it, no anchors, no escapes but for
what cannot be seen. Reading forgives what people do: Chinese text broken over several lines is one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.yamlnodes import Node, load

LINE = 96
"""Columns that a list may take on one line; a Chinese character takes two."""

# What a plain scalar must not be, because YAML 1.1 or 1.2 would read it as something else than text.
_TYPED = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|y|Y|n|N|=|<<"
    r"|[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+"
    r"|[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+).*)?"
)
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line: plain where YAML allows it, else in single quotation marks; escapes only for line breaks
    and for characters that cannot be seen. ``flow``: it stands inside [ ] or { }."""
    if _UNPRINTABLE.search(text) or "\n" in text:
        body = "".join(_ESCAPES.get(c) or (_escape(c) if _UNPRINTABLE.match(c) else c) for c in text)
        return f'"{body}"'
    if (
        not text
        or text != text.strip()
        or text[0] in _FIRST
        or "\t" in text
        or ": " in text
        or text.endswith(":")
        or " #" in text
        or (flow and any(c in ",[]{}:?" for c in text))
        or _TYPED.fullmatch(text)
    ):
        return "'" + text.replace("'", "''") + "'"
    return text


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def value(text: str, indent: int) -> str:
    """A text as the value of a key that stands at ``indent``: a text of several lines becomes a literal block."""
    if "\n" not in text or _UNPRINTABLE.search(text) or text.endswith("\n") or not text.strip():
        return scalar(text)
    lines = text.split("\n")
    first = next(line for line in lines if line)
    if first[0] in " \t" or not lines[0]:
        return scalar(text)
    pad = " " * (indent + 2)
    return "|-\n" + "\n".join(pad + line if line else "" for line in lines)


def width(text: str) -> int:
    """Columns that a text takes in a fixed-width font."""
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def flow(texts: Iterable[str]) -> str:
    return "[" + ", ".join(scalar(t, flow=True) for t in texts) + "]"


def texts(values: Sequence[str], indent: int, *, lead: int = 0) -> str:
    """A list: on one line where it fits, else one member a line. ``lead`` is the width of the key before it."""
    line = flow(values)
    if indent + lead + width(line) <= LINE and not any("\n" in v for v in values):
        return line
    pad = " " * indent
    return "".join(f"\n{pad}- {scalar(v)}" for v in values)


def key_line(name: str, shown: str) -> str:
    """``name: value`` with the blank that belongs between them."""
    return f"{name}:{shown}" if shown.startswith("\n") else f"{name}: {shown}"


_WIDE = re.compile(r"[\u1100-\u115f\u2018-\u201d\u2026\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]")
"""Characters between which a line break means nothing: East Asian wide ones, and the marks of Chinese text."""


def plain_text(node: Node, text: str) -> str:
    """The text of a scalar as meant: the line break that ends a block is no part of it, and one that only wraps the
    line between two Chinese characters is none (YAML would make it a blank)."""
    value = node.value
    if node.style == "|":
        return value.rstrip("\n")
    if node.style == ">":
        value = value.rstrip("\n")
    if " " not in value or "\n" not in text[node.start : node.end].rstrip():
        return value
    return re.sub(r"(?<=(.)) (?=(.))", lambda m: "" if _WIDE.match(m[1]) and _WIDE.match(m[2]) else " ", value)


def parse(text: str, *, path: str) -> Node | None:
    """The nodes of a YAML text, None where it holds none; offsets are those of ``text``.

    Errors: as yamlnodes.load, and ``alias`` for an alias (``*name``), which cannot be edited or spliced safely.
    """
    bare = text.removeprefix("\ufeff")
    root = load(bare, path=path)
    if root is None:
        return None
    found: list[Diagnostic] = []
    _no_alias(root, root.start, found)
    if found:
        raise QuizgenError(*found)
    return root if bare is text else _shift(root, 1)


def _no_alias(node: Node, least: int, found: list[Diagnostic]) -> None:
    """PyYAML gives an alias as the node it names, which stands earlier in the file than its place."""
    if node.start < least:
        found.append(node.wrong("alias", "anchors (&) and aliases (*) are not read here: write the text out"))
        return
    at = node.start
    for child in (*node.items, *(n for pair in node.pairs for n in pair)):
        _no_alias(child, at, found)
        at = max(at, child.start)


def _shift(node: Node, by: int) -> Node:
    return replace(
        node,
        start=node.start + by,
        end=node.end + by,
        items=tuple(_shift(n, by) for n in node.items),
        pairs=tuple((_shift(k, by), _shift(v, by)) for k, v in node.pairs),
    )
