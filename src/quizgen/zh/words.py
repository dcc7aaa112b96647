"""From the segmenter's tokens to words with a class, which phrase borders are read from.

The segmenter errs in a few regular ways: it glues a function character to its neighbour (权|由 → 权由), takes a verb
with its object for one word (保障人权), leaves a suffix alone (展览|权) and does not know the document's own words. Each
is mended here by a rule of word formation; the words of a sentence always cover it without loss.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from quizgen.model import Span
from quizgen.zh import lexicon as lx
from quizgen.zh.segment import NUMERAL, Segmenter, Token

Kind = Literal["N", "V", "G", "B", "A", "D", "E", "P", "C", "U", "R", "M", "Q", "F", "X", "K", "W"]
"""N noun; V verb; G verb that governs an object; B verb that is also a noun (管理); A adjective; D adverb with a
meaning of its own (立即); E empty adverb (已经, 不); P preposition; C conjunction; U particle; R pronoun; M numeral;
Q measure word; F localizer; X modal; K copula; W mark."""

_NUMBER = re.compile(rf"[{NUMERAL}半数几.%‰]+|百分之[{NUMERAL}.]+|[{NUMERAL}]+分之[{NUMERAL}]+")
_VERB_NUMBER = re.compile(rf"([^{NUMERAL}])([{NUMERAL}]+)")
_ORDINAL = re.compile(rf"第[{NUMERAL}]+")
_NUMBER_UNIT = re.compile(rf"(第?[{NUMERAL}]+)([^{NUMERAL}]+)")
_DIGITS = re.compile(rf"[{NUMERAL}]+")
_DIGIT = frozenset(NUMERAL.replace("0-9", "0123456789"))
_LATIN = re.compile(r"[A-Za-z0-9+\-]+")
_EDGE = frozenset("指越愈起中由经为的和与对被将在从向以或及等并是使自至其因把给让未不各该此后所")
_TAGS: dict[str, Kind] = {
    "n": "N", "v": "V", "a": "A", "b": "A", "z": "A", "d": "D", "p": "P", "c": "C", "u": "U", "r": "R", "m": "M", "q": "Q",
    "f": "F", "l": "N", "i": "N", "j": "N", "s": "N", "t": "N", "x": "N", "h": "N", "k": "N", "g": "N", "e": "U",
    "y": "U", "o": "U",
}  # fmt: skip


class Word(NamedTuple):
    start: int
    end: int
    kind: Kind

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@lru_cache(maxsize=100_000)
def kind_of(word: str, tag: str) -> Kind:
    """The class of a word; lists first, then the dictionary's tag."""
    if tag == "w":
        return "W"
    if word in lx.MODALS:
        return "X"
    if word in lx.PARTICLES:
        return "U"
    if word in lx.PRONOUNS:
        return "R"
    if word in lx.COPULAS:
        return "K"
    if word in lx.PREPOSITIONS:
        return "P"
    if word in lx.CONJUNCTIONS:
        return "C"
    if word in lx.LOCALIZERS:
        return "F"
    if word in lx.EMPTY_ADVERBS:
        return "E"
    if word in lx.SHORT_VERBS:
        return "G"
    if word in lx.NOMINAL:
        return "B"
    if word in lx.GOVERNING:
        return "G"
    if word in lx.NOUNS:
        return "N"
    if word in lx.ADJECTIVES:
        return "A"
    if word in lx.ADVERBS:
        return "D"
    if _NUMBER.fullmatch(word):
        return "M"
    if tag == "vn":
        return "B"
    if tag == "q" or (tag == "m" and word in lx.UNITS):
        return "Q"
    if tag == "m" and not any(c in NUMERAL for c in word):
        return "N"
    if tag in ("an", "ad"):
        return "A"
    if tag == "vg" or tag == "ag":
        return "N"
    return _TAGS.get(tag[:1], "N")


def words(tokens: Sequence[Token], norm: str, dictionary: Segmenter) -> tuple[Word, ...]:
    """The words of one sentence, from its tokens."""
    pieces: list[Token] = []
    for token in tokens:
        start, end, tag = token
        if end - start < 2 or tag == "w":
            pieces.append(token)
            continue
        parts = _parts(norm[start:end], tag, dictionary)
        if parts is None:
            pieces.append(token)
        else:
            pieces += [_token(Token, (start + a, start + b, t)) for a, b, t in parts]
    pieces = _joined(pieces, norm)
    texts = [norm[start:end] for start, end, _ in pieces]
    kinds = [kind_of(text, t[2]) for text, t in zip(texts, pieces, strict=True)]
    last = len(pieces) - 1
    for i, word in enumerate(texts[:-1]):
        if word == "的":
            following = kinds[i + 1]
            if following in "VG" and (i + 1 == last or kinds[i + 2] not in "NBA"):
                kinds[i + 1] = following = "B"  # 代表的提案: a verb right after 的 is a noun, unless it has an object
            if following == "D" and (i + 1 == last or kinds[i + 2] not in "VGB"):
                kinds[i + 1] = "N"
        if kinds[i] == "E" and kinds[i + 1] == "N" and word in lx.ADJECTIVES:
            kinds[i] = "A"  # 一般等价物
        if kinds[i] == "A":
            after = texts[i + 1]
            idiom = pieces[i + 1].tag == "i" and word in lx.ADVERBS
            governs = idiom or kinds[i + 1] == "G" or (kinds[i + 1] == "B" and after in lx.LEADING_VERBS and word in lx.ADVERBS)
            if governs or (kinds[i + 1] in "PD" and (word in lx.ADVERBS or word == "主要")):
                kinds[i] = "E" if word == "主要" else "D"  # 严格执行, 统一向社会发布; but 统一标准, 安全检查
    return tuple([_word(Word, (t[0], t[1], kind)) for t, kind in zip(pieces, kinds, strict=True)])


_word = _token = tuple.__new__
"""As their classes make them, without a step between: there are some hundred of them in every thousand characters."""


@lru_cache(maxsize=100_000)
def _parts(word: str, tag: str, dictionary: Segmenter) -> tuple[tuple[int, int, str], ...] | None:
    """The pieces of a word as offsets in it, None where it stays whole."""
    pieces = _pieces(Token(0, len(word), tag), word, dictionary)
    return None if len(pieces) == 1 and pieces[0] == (0, len(word), tag) else tuple(pieces)


def with_terms(sentence: Sequence[Word], norm: str, terms: Mapping[str, int], firsts: Collection[str]) -> tuple[Word, ...]:
    """The document's own words (quizgen.zh.terms) become one noun each: the longest that starts and ends at a word.
    ``firsts``: the characters that they begin with."""
    if not terms:
        return tuple(sentence)
    out: list[Word] = []
    i = 0
    while i < len(sentence):
        best = i
        if sentence[i].kind != "W" and norm[sentence[i].start] in firsts:
            for j in range(i + 1, min(i + 5, len(sentence))):
                if sentence[j].kind == "W" or sentence[j].start != sentence[j - 1].end:
                    break
                if norm[sentence[i].start : sentence[j].end] in terms:
                    best = j
        out.append(sentence[i] if best == i else Word(sentence[i].start, sentence[best].end, "N"))
        i = best + 1
    return tuple(out)


def _pieces(token: Token, norm: str, dictionary: Segmenter) -> list[Token]:
    start, end, tag = token
    word = norm[start:end]
    size = end - start
    if tag == "w" or size < 2 or _LATIN.fullmatch(word):
        return [token]
    if tag == "x":
        return _peeled(token, norm, dictionary)
    if word == "之日起":
        return [Token(start, start + 1, "u"), Token(start + 1, start + 2, "n"), Token(start + 2, end, "u")]
    if tag[0] == "m" and (m := _NUMBER_UNIT.fullmatch(word)) and m[2] in lx.UNITS:
        return [Token(start, start + m.end(1), "m"), Token(start + m.end(1), end, "q")]
    if size == 4:
        left, right = word[:2], word[2:]
        if right in ("为主", "为本", "为先", "所有"):
            return [Token(start, start + 2, dictionary.tag(left)), Token(start + 2, end, "v")]
        if dictionary.known(left) and dictionary.known(right) and tag in _LOOSE and _governs(word, left, right, dictionary):
            return [Token(start, start + 2, dictionary.tag(left)), Token(start + 2, end, dictionary.tag(right))]
    return [token]


_LOOSE = frozenset(("l", "i", "a", "ad", "z", "v", "vn", "n", "nr", "nz", "d"))
"""Tags of entries that may be phrases; place names and the like (依法治国 is tagged ns) are left whole."""


def _governs(word: str, left: str, right: str, dictionary: Segmenter) -> bool:
    """A four-character entry that is a phrase: verb and object, adverb and verb, subject and verb."""
    if word in lx.NOUNS or right in ("部门", "机关", "人员", "单位", "机构", "组织"):
        return False
    if left in lx.GOVERNING and left not in lx.NOMINAL:
        return True
    loose = dictionary.tag(word) == "l" and dictionary.tag(left) == "v" and dictionary.tag(right) == "n"
    if loose and left not in lx.NOMINAL and right not in lx.LIGHT:
        return True  # 搞活市场, 谋取私利
    if right in lx.GOVERNING and right not in lx.NOMINAL:
        return True
    return left in lx.ADVERBS or left in lx.EMPTY_ADVERBS


def _peeled(token: Token, norm: str, dictionary: Segmenter) -> list[Token]:
    """An unknown word: function characters at its edges are words of their own."""
    start, end, _ = token
    if norm[start] == "变" and end - start == 2:
        return [Token(start, end, "v")]  # 变粗
    before: list[Token] = []
    m = _VERB_NUMBER.fullmatch(norm, start, end)
    if m is not None:  # 处二|万元
        return [Token(start, m.end(1), "v"), Token(m.end(1), end, "m")]
    after: list[Token] = []
    while end - start >= 2 and norm[start] in _EDGE and not dictionary.known(norm[start:end]):
        before.append(Token(start, start + 1, dictionary.tag(norm[start])))
        start += 1
    while end - start >= 2 and norm[end - 1] in _EDGE and not dictionary.known(norm[start:end]):
        after.append(Token(end - 1, end, dictionary.tag(norm[end - 1])))
        end -= 1
    if end - start == 3 and norm[end - 1] in lx.DEGREES and not dictionary.known(norm[start:end]):
        after.append(Token(end - 1, end, "a"))
        end -= 1
    return [*before, *_recut(Token(start, end, dictionary.tag(norm[start:end])), norm, dictionary), *reversed(after)]


def _recut(token: Token, norm: str, dictionary: Segmenter) -> list[Token]:
    """An unknown word of four characters or more that consists of known words of two or more is those words."""
    start, end, tag = token
    if tag != "x" or end - start < 4:
        return [token]
    if end - start == 4 and dictionary.known(norm[start + 2 : end]) and dictionary.tag(norm[start]) == "v":
        return [Token(start, start + 2, "v"), Token(start + 2, end, dictionary.tag(norm[start + 2 : end]))]  # 搞活|市场
    out: list[Token] = []
    at = start
    while at < end:
        stop = next((j for j in range(min(end, at + 4), at + 1, -1) if dictionary.known(norm[at:j]) and end - j != 1), 0)
        if not stop:
            return [token]
        out.append(Token(at, stop, dictionary.tag(norm[at:stop])))
        at = stop
    return out


def _joined(pieces: list[Token], norm: str) -> list[Token]:
    """Suffixes join the word before, prefixes (非, 反, 总) the word behind."""
    out: list[Token] = []
    i = 0
    while i < len(pieces):
        t = pieces[i]
        word = norm[t.start : t.end]
        if len(word) > 1 and word != "化为" and word[0] not in _DIGIT and word not in lx.PREFIXES:
            out.append(t)
            i += 1
            continue
        if out and out[-1].end == t.start and t.end - out[-1].start <= 16 and _DIGITS.fullmatch(word) and _DIGITS.fullmatch(norm[out[-1].start : out[-1].end]):
            out[-1] = Token(out[-1].start, t.end, "m")
            i += 1
            continue
        if word == "化为" and out and out[-1].end == t.start and out[-1].tag[:1] in ("n", "a"):
            out[-1] = Token(out[-1].start, t.start + 1, "n")  # 绿色化|为
            out.append(Token(t.start + 1, t.end, "p"))
            i += 1
            continue
        if word == "不" and i + 1 < len(pieces) and norm[pieces[i + 1].start : pieces[i + 1].end] == "一定":
            out.append(Token(t.start, pieces[i + 1].end, "d"))
            i += 2
            continue
        if word == "被" and i + 1 < len(pieces) and norm[pieces[i + 1].start : pieces[i + 1].end] in lx.PASSIVE_ROLES:
            out.append(Token(t.start, pieces[i + 1].end, "n"))
            i += 2
            continue
        if t.end - t.start == 1 and word in lx.SUFFIXES and out and out[-1].end == t.start:
            last = out[-1]
            size = last.end - last.start
            kind = kind_of(norm[last.start : last.end], last.tag)
            if 2 <= size <= 3 and kind in "NVGBA":
                out[-1] = Token(last.start, t.end, "n")
                i += 1
                continue
        if word in lx.PREFIXES and i + 1 < len(pieces):
            nxt = pieces[i + 1]
            if 2 <= nxt.end - nxt.start <= 4 and kind_of(norm[nxt.start : nxt.end], nxt.tag) in "NVBA":
                out.append(Token(t.start, nxt.end, nxt.tag if nxt.tag[0] in "nab" else "n"))
                i += 2
                continue
        if i + 1 < len(pieces) and t.end - t.start == 1 and pieces[i + 1].end == t.end + 1:
            both = norm[t.start : t.end + 1]
            if t.tag[0] not in "wucpm" and pieces[i + 1].tag[0] not in "wucpm" and (both in lx.NOMINAL or both in lx.GOVERNING or both in lx.NOUNS):
                out.append(Token(t.start, t.end + 1, "v"))
                i += 2
                continue
        out.append(t)
        i += 1
    return out
