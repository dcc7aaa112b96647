"""Words and their tags, behind one small interface.

jieba cuts (its dictionary, its HMM); tags come from the same dictionary, not from ``jieba.posseg``, which cuts
differently and costs several times as much. The dictionary is loaded once, late, from a cache of our own (marshal):
jieba's own loader takes several times as long.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from quizgen.model import Span


class Token(NamedTuple):
    """A word of the normalised text. ``tag`` is jieba's tag (ICTCLAS letters), ``m`` for numerals, ``w`` for marks,
    ``x`` for the unknown."""

    start: int
    end: int
    tag: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmenter:
    """``cut`` gives the words of a text in order, without loss; ``tag`` looks one up."""

    tokenizer: Any
    tags: dict[str, str]

    def cut(self, text: str) -> list[str]:
        return list(self.tokenizer.cut(text))

    def tag(self, word: str) -> str:
        return self.tags.get(word, "x")

    def known(self, word: str) -> bool:
        return word in self.tags


def cache_folder() -> Path:
    """Where caches that can be deleted at any time live."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir())
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "quizgen"


@cache
def segmenter() -> Segmenter:
    """The shared segmenter; loads jieba and its dictionary on the first call."""
    jieba = _import_jieba()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    stat = dictionary.stat()
    version = hashlib.sha256(f"1 {jieba.__version__} {stat.st_size} {sys.version}".encode()).hexdigest()[:12]
    freq, total, tags = _load(dictionary, cache_folder() / f"jieba-{version}.marshal")
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = freq, total, True
    return Segmenter(tokenizer=tokenizer, tags=tags)


def _import_jieba() -> Any:
    # jieba imports pkg_resources only to find its own files and falls back without it; that import costs more than
    # the rest of jieba and warns.
    missing = object()
    before = sys.modules.get("pkg_resources", missing)
    if before is missing:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if before is missing:
            del sys.modules["pkg_resources"]
    return jieba


def _load(dictionary: Path, cached: Path) -> tuple[dict[str, int], int, dict[str, str]]:
    enabled = gc.isenabled()
    gc.disable()  # half a million strings: the collector would walk them again and again
    try:
        try:
            freq, total, tags = marshal.loads(cached.read_bytes())
            return freq, total, tags
        except (OSError, ValueError, EOFError, TypeError):
            pass
        freq, total, tags = {}, 0, {}
        for line in dictionary.read_text(encoding="utf-8").splitlines():
            word, count, tag = line.split(" ")
            n = int(count)
            freq[word] = n
            tags[word] = sys.intern(tag)
            total += n
            for i in range(1, len(word)):
                freq.setdefault(word[:i], 0)
        try:
            cached.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=cached.parent, delete=False) as f:
                f.write(marshal.dumps((freq, total, tags)))
            Path(f.name).replace(cached)
        except OSError:
            pass  # a cache that cannot be written costs time, nothing else
        return freq, total, tags
    finally:
        if enabled:
            gc.enable()


NUMERAL = "0-9零〇一二三四五六七八九十百千万亿两"
_NUMBER_UNIT = re.compile(rf"([{NUMERAL}.]+|百分之[{NUMERAL}]+)(?=[^{NUMERAL}.])")
_MARK = re.compile(r"[\W_]+")
_UNITS = frozenset(
    "年 月 日 天 周 岁 人 个 次 条 款 项 元 万元 亿元 倍 届 章 节 名 种 类 米 公里 小时 分钟 秒 倍 个月 部 件 份 户 家 级 等".split()
)


def tokens(norm: str, span: Span, words: Segmenter) -> tuple[Token, ...]:
    """The words of a span. Numerals are split from their units (二年 → 二 年), marks stand alone."""
    out: list[Token] = []
    at = span.start
    for word in words.cut(norm[span.start : span.end]):
        end = at + len(word)
        if _MARK.fullmatch(word):
            out.append(Token(at, end, "w"))
        else:
            m = _NUMBER_UNIT.match(word)
            if m and word[m.end() :] in _UNITS:
                out.append(Token(at, at + m.end(), "m"))
                out.append(Token(at + m.end(), end, "q"))
            else:
                tag = words.tag(word)
                if tag == "x" and re.fullmatch(rf"[{NUMERAL}.%]+", word):
                    tag = "m"
                out.append(Token(at, end, tag))
        at = end
    return tuple(out)
