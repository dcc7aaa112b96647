"""Words and their tags, behind one small interface.

Words are cut as jieba cuts them, with its dictionary and its model of word shapes: the same words for every text, which a
test holds, in half the time. Tags come from the same dictionary, not from ``jieba.posseg``, which cuts differently and
costs several times as much. Loading the dictionary costs more than everything else in a small run, so only those of its
words are loaded that begin with two characters which the text has side by side: no other can be cut from it. They are
found in a sorted copy of the dictionary.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from math import log
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

from quizgen.caches import cache_folder, keep
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

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._guessed: dict[str, tuple[str, ...]] = {}
        self._read: dict[str, tuple[int, str]] = {}

    def cut(self, text: str) -> list[str]:
        """The words that ``jieba.cut`` gives for the text."""
        self._dictionary.need(text)
        out: list[str] = []
        at = 0
        for m in _BLOCK.finditer(text):
            if m.start() > at:
                out += _SINGLE.findall(text[at : m.start()])
            self._cut_block(m[0], out)
            at = m.end()
        if at < len(text):
            out += _SINGLE.findall(text[at:])
        return out

    def _cut_block(self, block: str, out: list[str]) -> None:
        """The likeliest path through the words of the dictionary, found from the end (``Tokenizer.__cut_DAG`` of jieba,
        equal in every float and every tie)."""
        size = len(block)
        get, floor = self._dictionary.score.get, self._dictionary.floor
        best = [0.0] * (size + 1)
        to = [0] * size
        for i in range(size - 1, -1, -1):
            end = i + 1
            score = get(block[i])
            top, where = -1e300, 0
            if score is not None:
                if score <= 0:
                    top, where = score + best[end], end
                while end < size:
                    end += 1
                    score = get(block[i:end])
                    if score is None:
                        break
                    if score <= 0:
                        score += best[end]
                        if score >= top:
                            top, where = score, end
            if where:
                best[i], to[i] = top, where
            else:
                best[i], to[i] = floor + best[i + 1], i + 1
        at = loose = 0  # loose: where a run of single characters began
        while at < size:
            end = to[at]
            if end - at > 1:
                if at > loose:
                    self._loose(block[loose:at], out)
                out.append(block[at:end])
                loose = end
            at = end
        if size > loose:
            self._loose(block[loose:], out)

    def _loose(self, run: str, out: list[str]) -> None:
        """Characters that no word of the dictionary holds together: the model of word shapes guesses."""
        if len(run) == 1:
            out.append(run)
        elif self._dictionary.score.get(run, 1) <= 0:
            out += run
        else:
            found = self._guessed.get(run)
            if found is None:
                if len(self._guessed) > _MOST:
                    self._guessed.clear()
                found = self._guessed[run] = tuple(self._guess(run))
            out += found

    def _guess(self, run: str) -> Iterator[str]:
        for part in _HAN.split(run):
            if _HAN.match(part):
                yield from self._dictionary.model.cut(part)
            else:
                yield from (x for x in _LATIN.split(part) if x)

    def read(self, word: str) -> tuple[int, str]:
        """How many characters of a word are a numeral before its unit (0: it is no such word), and the word's tag."""
        found = self._read.get(word)
        if found is None:
            if len(self._read) > _MOST:
                self._read.clear()
            found = self._read[word] = self._parts(word)
        return found

    def _parts(self, word: str) -> tuple[int, str]:
        if _MARK.fullmatch(word):
            return 0, "w"
        m = _NUMBER_UNIT.match(word)
        if m and word[m.end() :] in _UNITS:
            return m.end(), "m"
        tag = self.tag(word)
        return 0, "m" if tag == "x" and _NUMBER.fullmatch(word) else tag

    def tag(self, word: str) -> str:
        """jieba's tag of a word of the dictionary, ``x`` for any other."""
        self._dictionary.need(word[:2])
        entry = self._dictionary.entries.get(word)
        return "x" if entry is None else entry[2]

    def frequency(self, word: str) -> int:
        """How often the word stood in the text that jieba's dictionary was counted on; 0 for the unknown."""
        self._dictionary.need(word[:2])
        entry = self._dictionary.entries.get(word)
        return 0 if entry is None else int(entry[1])

    def known(self, word: str) -> bool:
        self._dictionary.need(word[:2])
        return word in self._dictionary.entries


# The four expressions of jieba and jieba.finalseg: what is cut with the dictionary, and what stands alone.
_BLOCK = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+")
_SINGLE = re.compile(r"\r\n|.", re.S)
_HAN = re.compile("([\u4E00-\u9FD5]+)")
_LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_MOST = 200_000
"""Words that are kept read at most."""


def _home() -> Path:
    """The folder of jieba, which is not imported for it."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'jieba'", name="jieba")
    return Path(spec.origin).parent


@cache
def data_version() -> str:
    """Tells one version of jieba's data, and of the copy made of it, from another."""
    sizes = [(_home() / name).stat().st_size for name in ("dict.txt", "__init__.py", "finalseg/prob_emit.py")]
    return hashlib.sha256(f"4 {marshal.version} {sizes}".encode()).hexdigest()[:12]


@cache
def segmenter() -> Segmenter:
    """The shared segmenter; opens the dictionary on the first call. jieba itself is imported only where quizgen's copy of
    its data is not made yet."""
    return Segmenter(Dictionary(_home() / "dict.txt", cache_folder() / f"jieba-{data_version()}.bin"))


class Shapes:
    """jieba's hidden Markov model of how characters stand in words: at the beginning, in the middle, at the end, alone."""

    def __init__(self, start: Mapping[str, float], trans: Mapping[str, Mapping[str, float]], emit: Mapping[str, tuple[float, ...]]) -> None:
        self._start, self._emit = start, emit
        self._trans = tuple(trans[a].get(b, _NEVER) for a, b in ("EB", "SB", "MM", "BM", "SS", "ES", "BE", "ME"))

    def cut(self, run: str) -> Iterator[str]:
        """The likeliest words (``jieba.finalseg``: the Viterbi path, equal in every float and every tie)."""
        get, none = self._emit.get, (_NEVER,) * 4
        eb, sb, mm, bm, ss, es, be, me = self._trans
        start = self._start
        b, m, e, s = (start[y] + p for y, p in zip("BMES", get(run[0], none), strict=True))
        back: list[tuple[str, str, str, str]] = []
        for char in run[1:]:
            at_b, at_m, at_e, at_s = get(char, none)
            from_e, from_s = e + eb + at_b, s + sb + at_b
            from_m, from_b = m + mm + at_m, b + bm + at_m
            alone_s, alone_e = s + ss + at_s, e + es + at_s
            end_b, end_m = b + be + at_e, m + me + at_e
            back.append(
                (
                    "S" if from_s >= from_e else "E",
                    "M" if from_m >= from_b else "B",
                    "M" if end_m >= end_b else "B",
                    "S" if alone_s >= alone_e else "E",
                )
            )
            b, m, e, s = max(from_e, from_s), max(from_m, from_b), max(end_b, end_m), max(alone_s, alone_e)
        state = "S" if s >= e else "E"
        path = [state]
        for before in reversed(back):
            state = before["BMES".index(state)]
            path.append(state)
        begin = after = 0
        for i, state in enumerate(reversed(path)):
            if state == "B":
                begin = i
            elif state == "E":
                yield run[begin : i + 1]
                after = i + 1
            elif state == "S":
                yield run[i]
                after = i + 1
        if after < len(run):
            yield run[after:]


_NEVER = -3.14e100


class Dictionary:
    """jieba's dictionary. ``score`` (the logarithm of a word's share, 1 for what only begins a word) and
    ``entries`` (word, how often it was counted, tag) grow by need.

    The copy that is searched is the dictionary's own lines, sorted by their bytes, with the place of each first character.
    """

    def __init__(self, original: Path, cached: Path) -> None:
        self.score: dict[str, float] = {}
        self.entries: dict[str, tuple[str, str, str]] = {}
        self._seen: set[str] = set()
        try:
            self._take(marshal.loads(cached.read_bytes()))
        except (OSError, ValueError, EOFError, TypeError, KeyError):
            made = _copy(original)
            self._take(made)
            keep(cached, marshal.dumps(made))

    def _take(self, data: Any) -> None:
        self.total, self._lines, self._places = int(data["total"]), bytes(data["lines"]), dict(data["places"])
        self._log_total = log(self.total)
        self.floor = -self._log_total
        self.model = Shapes(data["start"], data["trans"], data["emit"])

    def need(self, text: str) -> None:
        """Loads the words that can be cut from a text and are not there yet."""
        seen = self._seen
        if text in seen:
            return
        places = self._places
        chars = set(text) - seen
        if chars:
            seen |= chars
            for char in chars:
                if char in places:
                    self._load(char)
        pairs = set(map(add, text, text[1:])) - seen
        if pairs:
            seen |= pairs
            for pair in pairs:
                if pair[0] in places and pair[1] != " ":  # a blank parts the columns of the dictionary
                    self._load(pair)

    def _load(self, start: str) -> None:
        """Loads the words that begin so, of one character only the word itself."""
        lines = self._lines
        low, high = self._places[start[0]]
        prefix = b"\n" + start.encode("utf-8", "surrogatepass") + (b" " if len(start) == 1 else b"")
        at = lines.find(prefix, low, high)
        if at < 0:
            return
        end = at
        while lines.startswith(prefix, end):
            end = lines.index(b"\n", end + 1)
        score, entries, total = self.score, self.entries, self._log_total
        score.setdefault(start[0], 1.0)
        score.setdefault(start, 1.0)
        for entry in _LINE.findall(lines[at:end].decode()):
            word, digits, _ = entry
            entries[word] = entry
            score[word] = log(int(digits)) - total if digits != "0" else 1.0
            for i in range(3, len(word)):
                score.setdefault(word[:i], 1.0)


_LINE = re.compile(r"\n(\S+) (\S+) (\S+)")


def _copy(original: Path) -> dict[str, object]:
    """What is kept of jieba: its dictionary and its model of word shapes, as data."""
    words: dict[bytes, bytes] = {}
    total = 0
    for line in original.read_bytes().splitlines():
        word, count, _ = line.split(b" ")
        words[word] = line  # a word that stands twice counts as its last line says, and twice in the total: as in jieba
        total += int(count)
    lines = b"\n".join([b"", *(words[word] for word in sorted(words)), b""])
    places: dict[str, tuple[int, int]] = {}
    at = 0
    while at < len(lines) - 1:
        char = lines[at + 1 : at + 5].decode("utf-8", "ignore")[0]
        prefix = b"\n" + char.encode()
        end = at
        while lines.startswith(prefix, end):
            end = lines.index(b"\n", end + 1)
        places[char] = (at, end + 1)
        at = end
    _import_jieba()
    from jieba.finalseg import emit_P, start_P, trans_P

    chars = sorted(set().union(*(emit_P[y] for y in "BMES")))
    emit = {c: tuple(emit_P[y].get(c, _NEVER) for y in "BMES") for c in chars}
    return {"total": total, "lines": lines, "places": places, "start": dict(start_P), "trans": {k: dict(v) for k, v in trans_P.items()}, "emit": emit}


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


NUMERAL = "0-9零〇一二三四五六七八九十百千万亿两"
_NUMBER_UNIT = re.compile(rf"([{NUMERAL}.]+|百分之[{NUMERAL}]+)(?=[^{NUMERAL}.])")
_NUMBER = re.compile(rf"[{NUMERAL}.%]+")
_MARK = re.compile(r"[\W_]+")
_UNITS = frozenset(
    "年 月 日 天 周 岁 人 个 次 条 款 项 元 万元 亿元 倍 届 章 节 名 种 类 米 公里 小时 分钟 秒 倍 个月 部 件 份 户 家 级 等".split()
)


class Cut(NamedTuple):
    """The words of a stretch of text in short: their sizes, and their tags with blanks between."""

    start: int
    end: int
    sizes: tuple[int, ...]
    tags: str

    def tokens(self) -> tuple[Token, ...]:
        out: list[Token] = []
        at = self.start
        for size, tag in zip(self.sizes, self.tags.split(" ") if self.tags else (), strict=True):
            out.append(Token(at, at + size, tag))
            at += size
        return tuple(out)


def cut_of(span: Span, words: tuple[Token, ...]) -> Cut:
    """Words of a span, one beside the other, in short."""
    return Cut(span.start, span.end, tuple([t.end - t.start for t in words]), " ".join([t.tag for t in words]))


def tokens(norm: str, span: Span, words: Segmenter) -> tuple[Token, ...]:
    """The words of a span. Numerals are split from their units (二年 → 二 年), marks stand alone."""
    out: list[Token] = []
    at = span.start
    read, new = words.read, tuple.__new__
    for word in words.cut(norm[span.start : span.end]):
        end = at + len(word)
        number, tag = read(word)
        if number:
            out.append(Token(at, at + number, "m"))
            out.append(Token(at + number, end, "q"))
        else:
            out.append(new(Token, (at, end, tag)))
        at = end
    return tuple(out)
