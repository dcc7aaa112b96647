"""Words and their tags, behind one small interface.

jieba cuts (its dictionary, its HMM); tags come from the same dictionary, not from ``jieba.posseg``, which cuts
differently and costs several times as much. Loading the dictionary costs more than everything else in a small run, so
only those of its words are loaded that begin with two characters which the text has side by side: no other can be cut
from it. They are found by bisection in a sorted copy of the dictionary.
"""

from __future__ import annotations

import hashlib
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

    def __init__(self, tokenizer: Any, dictionary: Dictionary) -> None:
        self._tokenizer = tokenizer
        self._dictionary = dictionary

    def cut(self, text: str) -> list[str]:
        self._dictionary.need(text)
        return list(self._tokenizer.cut(text))

    def tag(self, word: str) -> str:
        """jieba's tag of a word of the dictionary, ``x`` for any other."""
        self._dictionary.need(word[:2])
        return self._dictionary.tags.get(word, "x")

    def frequency(self, word: str) -> int:
        """How often the word stood in the text that jieba's dictionary was counted on; 0 for the unknown."""
        self._dictionary.need(word[:2])
        return self._dictionary.freq.get(word, 0)

    def known(self, word: str) -> bool:
        self._dictionary.need(word[:2])
        return word in self._dictionary.tags


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
    original = Path(jieba.__file__).with_name("dict.txt")
    name = hashlib.sha256(f"3 {jieba.__version__} {original.stat().st_size}".encode()).hexdigest()[:12]
    dictionary = Dictionary(original, cache_folder() / f"jieba-{name}.txt")
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dictionary.freq, dictionary.total, True
    return Segmenter(tokenizer, dictionary)


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


class Dictionary:
    """jieba's dictionary. ``freq`` (with jieba's prefixes) and ``tags`` grow by need.

    The copy that is searched is the dictionary's own lines, sorted by their bytes, behind a line with the sum of all
    frequencies.
    """

    def __init__(self, original: Path, cached: Path) -> None:
        self.freq: dict[str, int] = {}
        self.tags: dict[str, str] = {}
        self._seen: set[str] = set()
        self._barren: set[str] = set()
        try:
            self._lines = cached.read_bytes()
            self.total = int(self._lines[: self._lines.index(b"\n")])
        except (OSError, ValueError):
            self._lines = _sorted_lines(original)
            self.total = int(self._lines[: self._lines.index(b"\n")])
            _keep(cached, self._lines)
        self._first = self._lines.index(b"\n") + 1

    def need(self, text: str) -> None:
        """Loads the words that can be cut from a text and are not there yet."""
        seen, barren = self._seen, self._barren
        if text in seen:
            return
        for char in set(text) - seen:
            seen.add(char)
            if not self._load(char):
                barren.add(char)
        for pair in {text[i : i + 2] for i in range(len(text) - 1)} - seen:
            seen.add(pair)
            if pair[0] not in barren:
                self._load(pair)

    def _load(self, start: str) -> bool:
        """Loads the words that begin so, of one character only the word itself; False if no word begins so."""
        lines, prefix = self._lines, start.encode("utf-8", "surrogatepass")
        size = len(prefix)
        low, high = self._first, len(lines)
        while low < high:
            middle = (low + high) // 2
            at = max(lines.rfind(b"\n", low, middle) + 1, low)
            if lines[at : at + size] < prefix:
                low = lines.find(b"\n", middle) + 1
            else:
                high = at
        if not lines.startswith(prefix, low):
            return False
        while lines.startswith(prefix, low):
            end = lines.index(b"\n", low)
            word, count, tag = lines[low:end].decode().split(" ")
            if len(start) == 1 and len(word) > 1:
                break
            self.freq[word] = int(count)
            self.tags[word] = tag
            for i in range(1, len(word)):
                self.freq.setdefault(word[:i], 0)
            low = end + 1
        return True


def _sorted_lines(original: Path) -> bytes:
    words: dict[bytes, bytes] = {}
    total = 0
    for line in original.read_bytes().splitlines():
        word, count, _ = line.split(b" ")
        words[word] = line  # a word that stands twice counts as its last line says, and twice in the total: as in jieba
        total += int(count)
    return b"\n".join([b"%d" % total, *(words[word] for word in sorted(words)), b""])


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
