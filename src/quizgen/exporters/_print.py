"""What every print of a paper shares: numerals, headings, widths, columns, blanks, and how a key is said.

Widths are in em, the width of one Chinese character. Conventions of Chinese papers: 一、单项选择题（共20题，每题2分，共40分），
items numbered through, options A. B. C. D. in four, two or one columns, （　　） in stems, ______ in 填空.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from quizgen.model import BLANK, CHOICE, LETTERS, TRUE, Form, Kind, PaperItem, PaperSection

NUMERALS = "一二三四五六七八九十"
TICK, CROSS = "√", "×"
KEY_TITLE = "参考答案及解析"
_NARROW = {**dict.fromkeys("ijl.,:;'|!()[]I ", 0.28), **dict.fromkeys("MWmw@%", 0.78)}
_NEGATIVE = re.compile(
    r"(不属于|不包括|不包含|不符合|不正确|不恰当|不准确|不合适|不妥当|不需要|不应当|不应|不得|不能|不是|无关|无需|错误|有误)"
    r"(?=的?(?:一项|一组|选项|说法|表述|做法|内容)?(?:是|有|为)[：:，]?(?:（　　）|$))"
    r"|(?<=，)(不属于|不包括|不是|不符合)(?=[^，。；]{1,30}的(?:一项|一组)?(?:是|有)[：:]?（　　）)"
)


def numeral(n: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; beyond 99 in figures."""
    if n > 99:
        return str(n)
    tens, ones = divmod(n, 10)
    head = "" if not tens else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return head + (NUMERALS[ones - 1] if ones else "")


def points(value: float) -> str:
    """Points as people write them: 2, 1.5."""
    return f"{round(value, 2):g}"


def em(text: str) -> float:
    """How wide a text is, about: a Chinese character is 1, a Latin letter about half."""
    return sum(1.0 if east_asian_width(c) in "WFA" else _NARROW.get(c, 0.55) for c in text)


def columns(options: Sequence[str], width: float) -> int:
    """In how many columns options stand on a line of ``width`` em (letters and a gap allowed for): all on one line if
    they fit, in places of a quarter of it or of less; else two, else one a line."""
    widest = max(map(em, options), default=0.0) + 2.6
    line = max(4, len(options))
    if 3 <= len(options) <= 6 and widest <= width / line:
        return line
    return 2 if widest <= width / 2 else 1


def section_heading(n: int, section: PaperSection) -> str:
    """一、单项选择题（共20题，每题2分，共40分）"""
    each = {item.points for item in section.items}
    count = len(section.items)
    if len(each) > 1:
        said = f"共{count}题，共{points(section.points)}分"
    elif count == 1:
        said = f"共1题，{points(section.points)}分"
    else:
        said = f"共{count}题，每题{points(each.pop())}分，共{points(section.points)}分"
    return f"{numeral(n)}、{section.heading}（{said}）"


def mixed_points(section: PaperSection) -> bool:
    """True where items of a section count differently: then each says what it counts."""
    return len({item.points for item in section.items}) > 1


def title_of(form: Form) -> str:
    """The title with the version, where there is more than one."""
    return form.paper.title


def version_mark(form: Form) -> str:
    """（A卷）, or nothing for a paper of one version."""
    return f"（{form.version}卷）" if len(form.paper.versions) > 1 else ""


def conditions(form: Form) -> str:
    """考试时间：60分钟　满分：100分"""
    parts = [f"考试时间：{form.paper.minutes}分钟"] if form.paper.minutes else []
    return "　　".join([*parts, f"满分：{points(form.paper.total)}分"])


class Piece(NamedTuple):
    """A part of a stem. choice: （　　）; blank: a line to write on; negative: words that turn the sense around."""

    sort: Literal["text", "choice", "blank", "negative"]
    text: str


def pieces(kind: Kind, stem: str) -> Iterator[Piece]:
    """A stem in parts; what its kind needs and it does not have (the （　　） of a statement) is added at its end."""
    match kind:
        case "single" | "multiple":
            text = stem if CHOICE in stem else stem + CHOICE
        case "truefalse" | "ordering":
            text = stem + CHOICE
        case "cloze":
            text = stem if BLANK in stem else stem + BLANK
        case "recall":
            text = stem
    at = 0
    for found in re.finditer(f"{CHOICE}|{BLANK}", text):
        yield from _negatives(kind, text[at : found.start()], text[found.start() : found.end()])
        yield Piece("choice" if found[0] == CHOICE else "blank", found[0])
        at = found.end()
    yield from _negatives(kind, text[at:], "")


def _negatives(kind: Kind, text: str, after: str) -> Iterator[Piece]:
    if not text:
        return
    if kind not in ("single", "multiple"):
        yield Piece("text", text)
        return
    at = 0
    for found in _NEGATIVE.finditer(text + (after if after == CHOICE else "")):
        group = 1 if found[1] else 2
        if found.start(group) > at:
            yield Piece("text", text[at : found.start(group)])
        yield Piece("negative", found[group])
        at = found.end(group)
    if at < len(text):
        yield Piece("text", text[at:])


def blank_width(key: str) -> int:
    """How many em a line to write an answer on has: room for handwriting, in steps that do not tell its length."""
    need = em(key) * 1.4 + 2
    return min(24, max(6, -(-int(need * 10) // 30) * 3))


def answer_lines(item: PaperItem) -> int:
    """How many lines to write on a recall item gets: by its points and by what has to be written."""
    written = sum(em(k) + 2 for k in item.key)
    return min(14, max(4, len(item.key) + 1, -(-int(written * 1.3) // 36) + 1))


def short_key(section: PaperSection, item: PaperItem) -> str:
    """The key as the table of answers has it: B, ABD, √, a text."""
    match section.kind:
        case "single" | "multiple":
            return "".join(sorted(item.letters))
        case "ordering":
            return item.letters
        case "truefalse":
            return TICK if item.key == (TRUE,) else CROSS
        case "cloze":
            return item.key[0]
        case "recall":
            return "；".join(item.key)


def full_key(section: PaperSection, item: PaperItem) -> str:
    """The key with its words: B. 政治建设"""
    match section.kind:
        case "single" | "multiple":
            letters = sorted(item.letters)
            return "；".join(f"{letter}. {item.options[LETTERS.index(letter)]}" for letter in letters)
        case "ordering":
            return "—".join(item.letters) + "（" + "—".join(item.key) + "）"
        case "truefalse":
            return "√（正确）" if item.key == (TRUE,) else "×（错误）"
        case "cloze":
            return item.key[0]
        case "recall":
            if len(item.key) == 1:
                return item.key[0]
            return "；".join(f"（{i}）{key}" for i, key in enumerate(item.key, 1))


def source_line(item: PaperItem) -> str:
    """“the sentence”（place）, as far as it is known."""
    quote = item.quote if not item.quote or (item.quote.startswith("“") and item.quote.endswith("”")) else f"“{item.quote}”"
    if quote and item.place:
        return f"{quote}——{item.place}"
    return quote or item.place


def table_of(section: PaperSection) -> bool:
    """True for a section whose key is letters or signs, fit for a table."""
    return section.kind in ("single", "multiple", "truefalse", "ordering")
