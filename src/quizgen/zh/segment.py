"""Words and their tags, behind one small interface.

jieba cuts (its dictionary, its HMM); tags come from the same dictionary, not from ``jieba.posseg``, which cuts
differently and costs several times as much. Loading the dictionary costs more than everything else in a small run, so
it comes from a cache of our own that is divided by first character: a text loads the shares of the characters it has.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import re
import sys
import tempfile
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


class Segmenter:
    """``cut`` gives the words of a text in order, without loss; ``tag`` looks one up."""

    def __init__(self, tokenizer: Any, shares: Shares) -> None:
        self._tokenizer = tokenizer
        self._shares = shares

    def cut(self, text: str) -> list[str]:
        self._shares.need(text)
        return list(self._tokenizer.cut(text))

    def tag(self, word: str) -> str:
        """jieba's tag of a word of the dictionary, ``x`` for any other."""
        self._shares.need(word[:1])
        return self._shares.tags.get(word, "x")

    def known(self, word: str) -> bool:
        self._shares.need(word[:1])
        return word in self._shares.tags


def cache_folder() -> Path:
    """Where caches that can be deleted at any time live."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir())
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "quizgen"


@cache
def segmenter() -> Segmenter:
    """The shared segmenter; imports jieba and opens the dictionary on the first call."""
    jieba = _import_jieba()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    version = f"2 {jieba.__version__} {dictionary.stat().st_size} {sys.version}"
    name = hashlib.sha256(version.encode()).hexdigest()[:12]
    shares = Shares(dictionary, cache_folder() / f"jieba-{name}.marshal")
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = shares.freq, shares.total, True
    return Segmenter(tokenizer, shares)


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


class Shares:
    """jieba's dictionary, a share a first character. ``freq`` (with jieba's prefixes) and ``tags`` grow by need."""

    def __init__(self, dictionary: Path, cached: Path) -> None:
        self.freq: dict[str, int] = {}
        self.tags: dict[str, str] = {}
        self._have: set[str] = set()
        try:
            blob = cached.read_bytes()
            size = int.from_bytes(blob[:8], "little")
            self.total, self._index = marshal.loads(blob[8 : 8 + size])
            self._blob = memoryview(blob)[8 + size :]
        except (OSError, ValueError, EOFError, TypeError):
            self.total, self._index, shares = _divide(dictionary)
            head = marshal.dumps((self.total, self._index))
            self._blob = memoryview(shares)
            _keep(cached, len(head).to_bytes(8, "little") + head + shares)

    def need(self, text: str) -> None:
        """Loads the shares of the characters of a text that are not there yet."""
        new = set(text) - self._have
        if not new:
            return
        self._have |= new
        enabled = gc.isenabled()
        gc.disable()  # so many strings at once: the collector would walk them again and again
        try:
            for first in new:
                place = self._index.get(first)
                if place is not None:
                    freq, tags = marshal.loads(self._blob[place[0] : place[1]])
                    self.freq.update(freq)
                    self.tags.update(tags)
        finally:
            if enabled:
                gc.enable()


def _divide(dictionary: Path) -> tuple[int, dict[str, tuple[int, int]], bytes]:
    """Total frequency, where each first character's share lies, and the shares."""
    freq: dict[str, dict[str, int]] = {}
    tags: dict[str, dict[str, str]] = {}
    total = 0
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        mine = freq.setdefault(word[0], {})
        mine[word] = n = int(count)
        tags.setdefault(word[0], {})[word] = sys.intern(tag)
        total += n
        for i in range(1, len(word)):
            mine.setdefault(word[:i], 0)
    index: dict[str, tuple[int, int]] = {}
    blob = bytearray()
    for first, mine in freq.items():
        start = len(blob)
        blob += marshal.dumps((mine, tags[first]))
        index[first] = (start, len(blob))
    return total, index, bytes(blob)


def _keep(cached: Path, blob: bytes) -> None:
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cached.parent, delete=False) as f:
            f.write(blob)
        Path(f.name).replace(cached)
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else


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
