"""Atoms: the pieces that the borders of a series can fall between.

A sentence is cut into clauses; inside one, every word is an atom, and so is a whole quotation or title. Quotations and
brackets that hold a 、 of their own are units of their own. Words come from ``zh.words``; where the borders of lists ask
for another class or another cut than phrases do, it is changed here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from quizgen.model import Span
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.lexicon_atoms import FIXED, FIXED_ENDS, HEADS, KINDS, NOUN_END, SUFFIX
from quizgen.zh.marks import OPENERS
from quizgen.zh.quotes import Quote
from quizgen.zh.segment import Segmenter
from quizgen.zh.words import Kind, Word, kind_of


class Atom(NamedTuple):
    """``kind`` is one of ``zh.words`` or: q a quotation, t a title or article number, S a noun or adjective made with
    性 化 型 式, I an idiom or four-character word that can be anything, Y a word that the dictionary does not know,
    、 the joint, & a conjunction that may join the last member, 等, 的. ``parts`` is the kind as patterns see it: a
    four-character word of two known halves shows both."""

    start: int
    end: int
    kind: str
    text: str
    parts: str


CONJUNCTIONS = frozenset("和 与 及 以及 或 或者 并 并且 还有 暨".split())
_ARTICLE = re.compile("第[一二三四五六七八九十百千零〇0-9]+(?:之[一二三四五六七八九十]+)?([条款项章节编目]?)")
_RESULTS = frozenset("好牢稳准严紧实细")
_HANDLING = frozenset("把抓管守筑扎压织站绷拧")
_LATIN = re.compile("[A-Za-z]{1,4}")
_ORDINAL = re.compile("[0-9]+|[一二三四五六七八九十]+")
JOINT = re.compile("、|”“|》《")
"""What joins the members of a series: 、, or nothing between two quotations or titles."""
_CIRCLED = re.compile("[①-⑳⑴-⒇㈠-㈩]")
_AGENT_NOUNS = frozenset("NYt")
_FUNCTIONAL = frozenset("FPXKECUW等的&、")


def units(
    words: Sequence[Word], norm: str, quotes: Sequence[Quote], span: Span, dictionary: Segmenter, depth: int = 0
) -> Iterator[list[Atom]]:
    """The clauses of a span that hold a 、, as atoms; then those inside its quotations and brackets."""
    top: list[Quote] = []
    end = span.start
    for q in quotes:
        if end <= q.span.start and q.span.end <= span.end and q.span.start >= span.start:
            top.append(q)
            end = q.span.end
    brackets: list[Span] = []
    for raw in _clauses(words, norm, top, span, dictionary, brackets):
        atoms = _mended(raw, dictionary)
        while atoms and atoms[-1].kind == "、":
            atoms.pop()
        while atoms and (atoms[0].kind == "、" or _is_marker(atoms)):
            atoms.pop(0)
        if any(a.kind == "、" for a in atoms):
            yield atoms
    if depth == _DEEPEST:
        return
    inner = [q.inner for q in top if q.mark not in "《〈"]
    for part in sorted([*inner, *brackets]):
        if JOINT.search(norm, part.start, part.end):
            inside = words[bisect_left(words, part.start, key=_start) : bisect_left(words, part.end, key=_start)]
            low = bisect_left(quotes, part.start, key=_opens)
            within = quotes[low : bisect_left(quotes, part.end, key=_opens)]
            yield from units(inside, norm, within, part, dictionary, depth + 1)


_DEEPEST = 3


def _start(word: Word) -> int:
    return word.start


def _opens(quote: Quote) -> int:
    return quote.span.start


def _is_marker(atoms: Sequence[Atom]) -> bool:
    return len(atoms) > 1 and atoms[1].kind == "、" and _ORDINAL.fullmatch(atoms[0].text) is not None


def _clauses(
    words: Sequence[Word],
    norm: str,
    top: Sequence[Quote],
    span: Span,
    dictionary: Segmenter,
    brackets: list[Span],
) -> Iterator[list[Atom]]:
    current: list[Atom] = []
    joined = glued = False
    at, skip, mark = 0, span.start, -1
    for w in words:
        if w[0] < skip:
            continue
        if w[1] > span.end:
            break
        if not current and w.start > mark:  # clauses up to here hold no joint, quotation or bracket
            m = _JOINS.search(norm, w.start, span.end)
            mark = m.start() if m is not None else span.end
            end = max([norm.rfind(stop, w.start, mark) for stop in "，；。："])
            if end >= 0:
                skip = end + 1
                continue
        while at < len(top) and top[at].span.end <= w.start:
            at += 1
        if at < len(top) and top[at].span.start <= w.start:
            q = top[at]
            skip = q.span.end
            if not norm[q.inner.start : q.inner.end].strip():  # marks around nothing part the clause
                if joined:
                    yield current
                current, joined = [], False
                continue
            kind = "t" if q.mark in "《〈" else "q"
            if current and current[-1].kind == kind and current[-1].end == q.span.start:
                current.append(
                    Atom(q.span.start, q.span.start, "、", "、", "、")
                )  # “动刀子”“吃苦药”: joined by nothing
                joined = True
            current.append(Atom(q.span.start, q.span.end, kind, norm[q.inner.start : q.inner.end], kind))
            continue
        text = norm[w.start : w.end]
        if w.kind == "W":
            if text == "、":
                current.append(Atom(w.start, w.end, "、", "、", "、"))
                joined = True
                continue
            close = norm.find("）", w.start, min(span.end, w.start + 200)) if text == "（" else -1
            if close > 0 and current:  # what brackets hold belongs to the word before
                current[-1] = current[-1]._replace(end=close + 1)
                brackets.append(Span(w.start + 1, close))
                skip = close + 1
                continue
            if text in "-_./+#" and current and current[-1].end == w.start and norm[w.end : w.end + 1].isalnum():
                last = current[-1].text[-1:]
                if last.isascii() and last.isalnum() and norm[w.end].isascii():  # Accept-Charset
                    current[-1] = current[-1]._replace(end=w.end, text=current[-1].text + text)
                    glued = True
                    continue
            if text == " " and current and norm[w.start - 1].isascii() and norm[w.end : w.end + 1].isascii():
                continue
        elif not _CIRCLED.match(text):
            if glued and current[-1].end == w.start:
                current[-1] = current[-1]._replace(end=w.end, text=current[-1].text + text)
                glued = False
                continue
            atoms = _alone(text, w.kind, dictionary)
            if atoms is None or (current and current[-1].text == "被"):
                _add(current, w, text, dictionary)
            elif len(atoms) == 1:
                current.append(_atom(Atom, (w.start, w.end, atoms[0].kind, text, atoms[0].parts)))
            else:
                current += [_atom(Atom, (w.start + a.start, w.start + a.end, a.kind, a.text, a.parts)) for a in atoms]
            continue
        if joined:
            yield current
        current, joined = [], False
    if joined:
        yield current


_JOINS = re.compile(f"[、（{''.join(OPENERS)}]")
_atom = tuple.__new__


@lru_cache(maxsize=100_000)
def _alone(text: str, kind: Kind, dictionary: Segmenter) -> tuple[Atom, ...] | None:
    """The atoms of a word, as offsets in it; None where the atom before it counts (see ``_add``)."""
    size = len(text)
    if text in FIXED_ENDS or (size == 1 and (text in _RESULTS or text in SUFFIX)):
        return None
    if size == 2 and text[0] in "上中下内":
        return None
    out: list[Atom] = []
    _add(out, Word(0, size, kind), text, dictionary)
    return tuple(out)


def _kind(text: str, dictionary: Segmenter) -> str:
    return KINDS.get(text) or kind_of(text, dictionary.tag(text))


def _add(current: list[Atom], w: Word, text: str, dictionary: Segmenter) -> None:
    """One word, perhaps as two atoms or as part of the atom before it."""
    start, end = w.start, w.end
    kind: str = KINDS.get(text, w.kind)
    size = end - start
    before = current[-1] if current and current[-1].end == start else None
    if before is not None and (
        (
            before.text + text in FIXED
            and not (before.text == "组织" and len(current) > 1 and current[-2].kind in "NABY")
        )
        or (before.text == "被" and kind == "N" and text[-1] in "人者权方")
    ):
        glued = "V" if (before.kind in "GVB" and kind in "GVB") or before.text == "对" else "N"
        pair = "VV" if glued == "V" and before.text not in ("投入", "对") else glued
        current[-1] = Atom(before.start, end, glued, before.text + text, pair)
        return
    if (
        before is not None
        and text in _RESULTS
        and len(before.text) == 1
        and before.kind in "GVP"
        and before.text in _HANDLING
    ):
        current[-1] = Atom(before.start, end, "G", before.text + text, "G")  # 把好, 抓牢
        return
    parts = ""
    if (
        text[0] == "所"
        and size in (2, 3)
        and text not in ("所有", "所谓", "所长", "所得", "所以", "所在地", "所有者", "所有权")
    ):
        kind = "A"
    if text in ("跨省", "跨市", "跨县", "跨国", "跨境"):
        current.append(Atom(start, start + 1, "V", text[0], "V"))
        current.append(Atom(start + 1, end, "N", text[1], "N"))
        return
    if text == "等" or text == "等等":
        kind = "等"
    elif text == "的":
        kind = "的"
    elif text in CONJUNCTIONS:
        kind = "&"
    elif kind == "A" and dictionary.tag(text) == "b" and size > 1:
        parts = "J"  # 民用, 高级: a word that only stands before a noun
    elif size == 1:
        if text in SUFFIX and before is not None and before.kind in "NGVBA":
            current[-1] = Atom(before.start, end, "N", before.text + text, "N")
            return
    elif size == 2 and text[-1] == "化" and text != "文化":
        kind = "B"
    elif text[-1] in "性化型式" and kind in "NABVD":
        kind = "S"
    elif size > 3 and text[0] == "在" and text[-1] in "上中下里" and kind != "W":
        inner = _kind(text[1:-1], dictionary)  # 在思想上
        for a, b, k in ((0, 1, "P"), (1, size - 1, inner), (size - 1, size, "F")):
            current.append(Atom(start + a, start + b, k, text[a:b], k))
        return
    elif "的" in text[1:-1] and size > 2:
        i = text.index("的", 1)
        for a, b in ((0, i), (i, i + 1), (i + 1, size)):
            piece = text[a:b]
            k = "的" if a == i else _kind(piece, dictionary)
            current.append(Atom(start + a, start + b, k, piece, k))
        return
    elif kind == "N" and not dictionary.known(text):
        if (
            size == 2
            and text[0] in "上中下内"
            and text[1] in "同与和对以为要应由"
            and before is not None
            and before.kind in "NBV"
        ):
            current.append(Atom(start, start + 1, "F", text[0], "F"))
            current.append(Atom(start + 1, end, "P", text[1], "P"))
            return
        if size == 3 and text[0] in "要须应" and dictionary.known(text[1:]):
            current.append(Atom(start, start + 1, "X", text[0], "X"))
            rest = _kind(text[1:], dictionary)
            current.append(Atom(start + 1, end, rest, text[1:], rest))
            return
        if size == 2 and (text[0] in "要应须" or (text[0] in "将已" and text[-1] not in NOUN_END)):
            first, rest = ("X" if text[0] in "要应须" else "E"), _kind(text[1], dictionary)
            current.append(Atom(start, start + 1, first, text[0], first))
            current.append(Atom(start + 1, end, rest, text[1], rest))
            return
        if size == 2 and text[0] in "跨按经凭沿如即含" and _kind(text[1], dictionary) == "N":
            first = "V" if text[0] == "跨" else "P"
            current.append(Atom(start, start + 1, first, text[0], first))
            current.append(Atom(start + 1, end, "N", text[1], "N"))
            return
        kind = "N" if text[-1] in NOUN_END else "Y"
    elif size == 3 and text[-1] in "成为到于至入向" and _kind(text[:2], dictionary) in "VGB":
        kind = "G"  # 分化成, 归结为
    elif size == 3 and kind in "NVGB" and dictionary.known(text[1:]) and text[-1] not in NOUN_END:
        if _kind(text[0], dictionary) in "VG":
            parts = "Y" + _kind(text[1:], dictionary)  # 守规矩 beside 讲|纪律
    elif size == 4:
        left, right = text[:2], text[2:]
        both = dictionary.known(left) and dictionary.known(right)
        if both:
            lk, rk = _kind(left, dictionary), _kind(right, dictionary)
            if right in ("有关", "相关") or (kind == "N" and (right in HEADS or (lk == "N" and rk in "VG"))):
                current.append(Atom(start, start + 2, lk, left, lk))
                rk = "N" if right in HEADS else rk
                current.append(Atom(start + 2, end, rk, right, rk))
                return
            if kind in "NBVG" and not dictionary.tag(text).startswith("i"):
                parts = lk + rk
        if kind == "N" and text[-1] not in NOUN_END:
            noun = both and dictionary.tag(left)[0] in "nab" and dictionary.tag(right)[0] == "n"
            kind = "N" if noun else "I"
    current.append(Atom(start, end, kind, text, parts or kind))


_LEADING = LEADING_VERBS.union(["统筹"]) - frozenset("组织 教育 改革 发展 领导 报告 审查 通知 指导 需要 选举".split())
_PLACES = frozenset("条件 情况 过程 基础 背景 形势 前提".split())


def _mended(raw: Sequence[Atom], dictionary: Segmenter) -> list[Atom]:
    """Atoms whose class or cut depends on their neighbours."""
    out: list[Atom] = []
    for i, a in enumerate(raw):
        before = out[-1] if out and out[-1].end == a.start else None
        following = raw[i + 1] if i + 1 < len(raw) else None
        text = a.text
        if text == "会" and a.kind != "q":
            if following is not None and following.kind in "VGBDEX":
                a = a._replace(kind="X", parts="X")
            elif before is not None and before.kind in "NBGVA":
                out[-1] = Atom(before.start, a.end, "N", before.text + text, "N")
                continue
            else:
                a = a._replace(kind="N", parts="N")
        elif (
            a.kind == "B"
            and text in _LEADING
            and (before is None or before.kind in "XDE")
            and following is not None
            and following.kind in "NARMBqtY"
            and not dictionary.known(text + following.text)
        ):
            a = a._replace(kind="G", parts="G")
        elif text == "他" and before is not None and before.text == "及其":
            out[-1] = Atom(before.start, before.start + 1, "&", "及", "&")
            out.append(Atom(before.start + 1, a.end, "R", "其他", "R"))
            continue
        elif before is not None and before.text == "自" and before.kind == "P" and len(text) == 1 and a.kind in "NVGB":
            out[-1] = Atom(before.start, a.end, "A", "自" + text, "A")  # 自产, 自建
            continue
        elif text in ("下", "中", "上") and before is not None and before.text in _PLACES:
            out[-1] = Atom(before.start, a.end, "F", text, "F")
            continue
        elif text == "组织" and (
            (len(out) > 1 and out[-1].kind in "、&" and out[-2].kind in _AGENT_NOUNS)
            or (before is not None and before.text in ("其他", "有关", "各", "各类", "社会", "该", "本"))
        ):
            a = a._replace(kind="N", parts="N")
        elif (
            before is not None
            and before.text == "可"
            and a.kind in "VGBD"
            and following is not None
            and following.kind in "NBYI"
        ):
            out[-1] = Atom(before.start, a.end, "A", "可" + text, "A")
            continue
        elif text.startswith("第") or (text and before is not None and text in "条款项章节编目"):
            m = _ARTICLE.fullmatch(text)
            if m and m[1]:
                a = a._replace(kind="t", parts="t")
                if before is not None and before.kind == "t" and before.text[0] == "第":
                    out[-1] = Atom(before.start, a.end, "t", before.text + text, "t")
                    continue
            elif m is None and before is not None and _ARTICLE.fullmatch(before.text):
                out[-1] = Atom(before.start, a.end, "t", before.text + text, "t")
                if len(out) > 1 and out[-2].kind == "t" and out[-2].end == before.start and out[-2].text[0] == "第":
                    last = out.pop()
                    out[-1] = Atom(out[-1].start, last.end, "t", out[-1].text + last.text, "t")
                continue
        if (
            before is not None
            and before.text == "所"
            and a.kind in "GVB"
            and following is not None
            and following.kind in "NBYI"
        ):
            out[-1] = Atom(before.start, a.end, "A", "所" + text, "A")
            continue
        if a.kind == "N" and len(text) == 2 and before is not None and before.kind in "DEX":  # noqa: SIM102
            if following is None or following.kind in "、&的等":
                a = a._replace(kind="B", parts="B")  # 立即报警: after an adverb a noun is a verb
        if before is not None and before.text == "行政" and a.kind in "NB" and len(text) == 2:
            out[-1] = Atom(before.start, a.end, "N", before.text + text, "AN")
            continue
        if (
            before is not None
            and len(text) == len(before.text) == 2
            and a.kind in "GVB"
            and before.kind in "GVB"
            and text != before.text
            and (text[1] == before.text[1] or text[0] == before.text[0])
        ):
            verb = a.kind != "B" and before.kind != "B"
            out[-1] = Atom(
                before.start, a.end, "V" if verb else "B", before.text + text, before.kind + a.kind
            )  # 就业创业
            continue
        if before is not None and _halves(before, a, following, dictionary):
            out[-1] = Atom(before.start, a.end, "I", before.text + text, "I")
            continue
        out.append(a)
    return out


def _halves(before: Atom, a: Atom, following: Atom | None, dictionary: Segmenter) -> bool:
    """A four-character word that the segmenter's guess cut three to one (风清气|正, 管|党治党)."""
    if len(before.text) == 3 and len(a.text) == 1:
        ends = following is None or following.kind in "、等的"
        return ends and before.kind in "NY" and a.kind in "NVAGBDE" and not dictionary.known(before.text)
    if len(before.text) == 1 and len(a.text) == 3:
        return a.kind in "NY" and before.kind in "NVAGB" and not dictionary.known(a.text)
    return False


AFTER = frozenset(
    "时 前 后 中 上 下 内 外 间 期间 之间 以外 以内 方面 之后 之前 以上 以下 之中 过程中 之外 之内 以来 以前 以后".split()
)
"""Localizers that stand after a list and are no part of it."""
MEANS = frozenset("通过 为了 经 因 为 用 以 由于 经过 凭借 围绕 针对".split())
"""Prepositions that a verb phrase may follow."""
QUESTIONS = ("什么", "怎样", "如何", "怎么", "哪")
