"""Markers: the numeral-like things that open a point (一、 （一） 1. （1） ① 一是 第一， 首先 第三条 •).

Two functions: ``leading_marker`` reads the marker at the start of a paragraph, ``inline_markers`` finds those inside
one. Both work on the source's own characters, half- or full-width. What only looks like a marker is passed over:
一是一、二是二; 第一时间, 第一书记; 三、四线城市; 十一、十二月; 一、二把手; 2023.1.5; 1.5倍; 2024、2025年.

Sources: GB/T 9704 for the order of levels in official documents (一、 › （一） › 1. › （1）), 立法技术规范 for statutes
(编 › 分编 › 章 › 节 › 条 › 款 › 项 › 目).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.model import Span
from quizgen.zh.numerals import ENCLOSED, SIMPLE, value

BLANK = " \t\u3000\u00a0\u2002\u2003\u2009\u200b"
"""Characters that indent a line or part a marker from its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """``span`` covers numeral and mark without blanks; ``ordinal`` 0 means: the next one, whatever its number
    (bullets, 最后). ``family`` is a key of ``RANK`` or ``verb:X`` (一抓…；二抓…)."""

    family: str
    ordinal: int
    span: Span


RANK: dict[str, int] = {
    "part": 0,
    "unit": 1,
    "subpart": 1,
    "chapter": 2,
    "section": 3,
    "article": 4,
    "cn": 5,
    "cn-paren": 6,
    "arabic": 7,
    "decimal": 7,
    "arabic-paren": 8,
    "arabic-half": 8,
    "circled": 9,
    "letter": 9,
    "bullet": 9,
    "dash": 9,
    "shi": 10,
    "yao": 10,
    "kao": 10,
    "di": 10,
    "qi": 10,
    "xian": 10,
    "mian": 10,
    "lai": 10,
    "ze": 10,
    "step": 10,
    "bare": 10,
}
"""The usual order of levels, highest first."""
PHRASES = frozenset(f for f, rank in RANK.items() if rank == 10)
"""Families of ordinal phrases; one list may pass from one to another (三要 … 四是)."""
STRUCTURE = frozenset(("part", "unit", "subpart", "chapter", "section"))
"""Families that open headings of books and statutes."""


def is_phrase(family: str) -> bool:
    return family in PHRASES or family.startswith("verb:")


_CN = f"[{SIMPLE}]"
_AR = "[0-9０-９]"
_ANY = f"(?:{_CN}{{1,5}}|{_AR}{{1,4}})"
_B = f"[{BLANK}]*"
_CJK = "\u3400-\u9fff"
_UNITS = {"编": "part", "編": "part", "分编": "subpart", "分編": "subpart", "章": "chapter", "节": "section", "節": "section",
          "条": "article", "條": "article"}  # fmt: skip
_UNIT = re.compile(
    rf"第{_B}(?P<n>{_ANY}){_B}(?P<u>分[编編]|[编編章节節条條讲講课課篇卷回]|单元|單元|部分|模块|专题)"
    rf"(?P<of>之{_CN}{{1,3}})?"
)
_CITED = re.compile(rf"(?:{_B}[）)、，,。；;]|第|规定|規定|所|至|和|与|與|及|或|以|之|中(?!国|华|央)|的|款|项|[~～]|[-–—](?=[0-9第]))")
_TOPIC = re.compile(rf"(?:专题|專題|模块|单元|單元|Unit|Chapter){_B}(?P<n>{_ANY})(?=[{BLANK}：:、.]|$)", re.I)

_CN_DOT = re.compile(rf"(?P<n>{_CN}{{1,4}}){_B}[、．.](?![0-9０-９])|(?P<n2>{_CN}{{1,4}})(?=[{BLANK}]+[{_CJK}“《])")
_PAREN = re.compile(
    rf"[（(【〔\[]{_B}(?P<n>{_CN}{{1,4}}|{_AR}{{1,2}}){_B}[）)】〕\]](?P<dot>[、．.])?"
)
_AR_DOT = re.compile(rf"(?P<n>{_AR}{{1,3}}){_B}[．.、](?![0-9０-９])")
_DECIMAL = re.compile(rf"(?P<n>{_AR}{{1,2}}(?:[.．]{_AR}{{1,2}}){{1,3}})[.．、]?(?=[{BLANK}]+[^0-9０-９\s]|[{_CJK}])")
_AR_HALF = re.compile(rf"(?P<n>{_AR}{{1,2}}){_B}[）)】\]]")
_ENCLOSED = re.compile(rf"(?P<n>[{''.join(ENCLOSED)}])[、．.]?")
_LETTER = re.compile(r"(?P<n>[A-Za-zＡ-Ｚａ-ｚ])[．.、)）](?![A-Za-zＡ-Ｚａ-ｚ0-9])|[（(](?P<n2>[A-Za-z])[）)]")
_BULLET = re.compile(rf"[-*+–—·](?=[{BLANK}])|——(?=[{_CJK}“《])|[•●○■□▪▫◆◇▶►➢➤✓✔❖◎◦‣⁃](?!\d)")

_SMALL = "[一二三四五六七八九十]{1,3}"
_PHRASE = re.compile(
    rf"(?P<shi>{_SMALL})是(?!(?P=shi)(?:[、，；。]|$))[，,：:]?"
    rf"|(?P<yao>{_SMALL})要[，,：:]?"
    rf"|(?P<kao>{_SMALL})靠"
    rf"|第(?P<step>{_SMALL}|{_AR}{{1,2}})步[，,：:、]?(?:是(?!否))?"
    rf"|第(?P<di>{_SMALL}|{_AR}{{1,2}})(?:点|點|个方面|個方面|方面|层|层面|个)?(?:[，,、：:．.]+|[是要](?=[{_CJK}“])|(?<![0-9０-９])(?=[{BLANK}]+(?![天个次年月日届位名])[{_CJK}“]))"
    rf"|其(?P<qi>{_SMALL})(?:[，,、：:]|是|(?=[{BLANK}]))"
    rf"|(?P<xian>首先|其次|再次|再者|然后|然後|接着|随后|最后|最後)(?!一[个次天名])[，,]?(?:是(?=[{_CJK}“])(?!否))?"
    rf"|(?P<mian>一方面|另一方面|另外一方面)[，,]?"
    rf"|(?P<lai>[一二三四五])来[，,]?(?!自|源)"
    rf"|(?P<ze>[一二三四五])则[，,]?"
)
_XIAN = {"首先": 1, "其次": 2, "再次": 3}
_MEASURE = (
    "个個种種条條项項次年月日届屆位名者类類点點级級线線体體般切定直样樣起些时時旦共同致半边邊路方面律身审審等期档檔流胎楼樓区區"
    "天周岁歲万千百十亿分件本座所家人把只支张部层層章节節编編元米克倍度号號代世国國战戰字句词词段篇首套份成批组組轮輪"
    "来则是要靠"
)


def _phrase(text: str, at: int, end: int) -> Marker | None:
    m = _PHRASE.match(text, at, end)
    if m is None or m.lastgroup is None:
        return None
    numeral = m[m.lastgroup]
    match m.lastgroup:
        case "xian":
            ordinal = _XIAN.get(numeral, 0)
        case "mian":
            ordinal = 1 if numeral == "一方面" else 2
        case _:
            ordinal = value(numeral) or 0
            if not 1 <= ordinal <= 40:
                return None
    return Marker(family=m.lastgroup, ordinal=ordinal, span=Span(at, m.end()))


_NUMBER = re.compile(rf"{_CN}{{1,4}}|{_AR}{{1,4}}")


def _pair_of_numbers(text: str, at: int, end: int, ordinal: int) -> bool:
    """一、二把手, 十一、十二月, 1、2号: the mark parts two numbers that follow one another."""
    m = _NUMBER.match(text, at, end)
    return m is not None and value(m[0]) == ordinal + 1 and not text.startswith(("个", "個", "大", "项", "種", "种"), m.end())


def _mark(family: str, m: re.Match[str], numeral: str) -> Marker | None:
    ordinal = value(numeral)
    if ordinal is None or not 1 <= ordinal <= 999:
        return None
    return Marker(family=family, ordinal=ordinal, span=Span(m.start(), m.end()))


def _enumerator(text: str, at: int, end: int) -> Marker | None:
    """The markers that are numerals with a mark: 一、 （一） 1. （1） 1） ① A."""
    c = text[at]
    if c in ENCLOSED:
        m = _ENCLOSED.match(text, at, end)
        assert m is not None
        family = "circled" if "①" <= c <= "⑳" or c >= "❶" else "arabic-paren"
        if "⒈" <= c <= "⒛":
            family = "arabic"
        elif "㈠" <= c <= "㈩":
            family = "cn-paren"
        elif "Ⅰ" <= c <= "ⅻ":
            if m.end() == m.start() + 1 and not (m.end() < end and text[m.end()] in BLANK):
                return None
            family = "letter"
        elif "㉑" <= c <= "㊿":
            family = "circled"
        return _mark(family, m, m["n"])
    if c in "（(【〔[" and (m := _PAREN.match(text, at, end)):
        return _mark("cn-paren" if m["n"][0] in SIMPLE else "arabic-paren", m, m["n"])
    if c in SIMPLE and (m := _CN_DOT.match(text, at, end)):
        found = _mark("cn", m, m["n"] or m["n2"])
        if found and not (m["n"] and _pair_of_numbers(text, m.end(), end, found.ordinal)):
            return found
    if "0" <= c <= "9" or "０" <= c <= "９":
        if m := _DECIMAL.match(text, at, end):
            last = re.split("[.．]", m["n"])
            if len(last) > 2 or (len(last) == 2 and text[m.end() : m.end() + 1] in (*BLANK,)):
                return _mark("decimal", m, last[-1])
            return None
        if m := _AR_DOT.match(text, at, end):
            found = _mark("arabic", m, m["n"])
            if found and _pair_of_numbers(text, m.end(), end, found.ordinal):
                return None
            return found
        if m := _AR_HALF.match(text, at, end):
            return _mark("arabic-half", m, m["n"])
    if (m := _LETTER.match(text, at, end)) is not None:
        letter = (m["n"] or m["n2"]).translate({0xFF21 + i: 65 + i for i in range(26)} | {0xFF41 + i: 97 + i for i in range(26)})
        return Marker(family="letter", ordinal=ord(letter.lower()) - 96, span=Span(m.start(), m.end()))
    return None


def unit_marker(text: str, at: int, end: int) -> Marker | None:
    """第三章, 第二十一条, 专题二 at ``at``; not a reference such as 第十条规定的."""
    m = _UNIT.match(text, at, end)
    if m is None:
        m = _TOPIC.match(text, at, end)
        return None if m is None else _mark("unit", m, m["n"])
    if m.end() < end and text[m.end()] not in BLANK and _CITED.match(text, m.end(), end):
        return None
    family = _UNITS.get(m["u"], "unit")
    if family == "unit" and m["u"] in "回课課" and m.end() < end and text[m.end()] not in BLANK + "：:":
        return None
    return _mark(family, m, m["n"])


def leading_marker(text: str, start: int = 0, end: int | None = None) -> Marker | None:
    """The marker at the start of a line or paragraph (blanks before it are skipped), or None.

    A bullet before a numeral (- (1)甲) is passed over: the numeral counts. 首先 and 一方面 are markers here as well; a
    caller that builds lists drops them when no second member follows.
    """
    end = len(text) if end is None else end
    at = start
    while at < end and text[at] in BLANK:
        at += 1
    if at >= end:
        return None
    if m := _BULLET.match(text, at, end):
        inner = m.end()
        while inner < end and text[inner] in BLANK:
            inner += 1
        if inner < end and (found := _enumerator(text, inner, end)) and found.family != "letter":
            return Marker(family=found.family, ordinal=found.ordinal, span=Span(at, found.span.end))
        return Marker(family="dash" if m[0] == "——" else "bullet", ordinal=0, span=Span(at, m.end()))
    return unit_marker(text, at, end) or _phrase(text, at, end) or _enumerator(text, at, end)


def label_marker(label: str) -> Marker | None:
    """The marker that a format generates in front of a paragraph (Word's 第一章, 1.1, •); its span covers the label."""
    found = leading_marker(f"{label} 字")
    if found is None and (ordinal := value(label.strip("-. "))) is not None:
        found = Marker(family="cn" if label[0] in SIMPLE else "arabic", ordinal=ordinal, span=Span(0, 0))
    return None if found is None else Marker(family=found.family, ordinal=found.ordinal, span=Span(0, len(label)))


_CLAUSE_START = "\n。；：，！？…”’）—;:,!?)\"'、" + BLANK
_INLINE = re.compile(
    rf"(?:(?<=[{re.escape(_CLAUSE_START)}])|(?<=包括)|(?<=如下)|(?<=分为)|(?<=就是)|(?<=必须)|(?<=做到)|(?<=在于)|(?<=表现为)|(?<=体现为)|^)"
    rf"(?=[一二三四五六七八九十首其再然接随最另第（(【{''.join(ENCLOSED)}0-9０-９])"
    rf"|(?=[（(【{''.join(ENCLOSED)}])|(?=第[二三四五六七八九十]{{1,2}}[，,])"
)
"""Where a marker may stand: at the start of a clause; ② （2） and 第二， also where a stop was forgotten."""
_LED = ("包括", "如下", "分为", "就是", "必须", "做到", "在于", "表现为", "体现为")
_VERB = re.compile(rf"(?P<n>[一二三四五六七八九十])(?P<v>[{_CJK}])")
_STOPS = "。；：！？;:!?"


def inline_markers(text: str, start: int, end: int) -> tuple[Marker, ...]:
    """Markers at the start of a clause inside ``text[start:end]`` (one paragraph), in order.

    They are candidates: a list is made of those that count on from one (see ``quizgen.zh.outline``). Generic verbs
    (一抓…；二抓…) and bare numerals (一思想上…；二行动上…) are given only where they do so in this paragraph.
    """
    found: list[Marker] = []
    loose: list[tuple[int, str, int]] = []  # ordinal, following character, offset
    taken = start
    for m in _INLINE.finditer(text, start, end):
        at = m.start()
        if at < taken:
            continue
        before = at - 1
        while before >= start and text[before] in BLANK:
            before -= 1
        after_stop = before < start or text[before] in _STOPS
        marker = _phrase(text, at, end)
        if marker is None:
            marker = _enumerator(text, at, end)
            if marker is not None and marker.family in ("cn", "arabic", "decimal", "letter"):
                # 1. and 一、 open a point after a stop or a blank; after ， or 、 they are figures.
                blank_before = at > start and text[at - 1] in BLANK
                if not after_stop and not (blank_before and marker.family == "arabic"):
                    marker = None
            elif marker is not None and not _bordered(text, start, at, marker.ordinal):
                marker = None
        if marker is not None:
            found.append(marker)
            taken = marker.span.end
        elif (v := _VERB.match(text, at, end)) and v["v"] not in _MEASURE and v["v"] not in SIMPLE:
            loose.append((value(v["n"]) or 0, v["v"] if not after_stop else v["v"] + "!", at))
    found += _counting(loose)
    found.sort(key=lambda marker: marker.span)
    return tuple(found)


def _bordered(text: str, start: int, at: int, ordinal: int) -> bool:
    """②, （2） may stand right behind the member before (①甲②乙); the first needs a border. 第（二）项 is none."""
    if at == start or text[at - 1] in _CLAUSE_START:
        return True
    return text[at - 1] not in "第式图表见" and (ordinal > 1 or text.endswith(_LED, start, at))


def _counting(loose: list[tuple[int, str, int]]) -> Iterator[Marker]:
    """Of numerals before a character that is no measure word, those that count from one: with one verb (一抓 二抓),
    or each after a stop (一思想上 … ；二行动上)."""
    by_verb: dict[str, list[tuple[int, int]]] = {}
    bare: list[tuple[int, int]] = []
    for ordinal, verb, at in loose:
        by_verb.setdefault(verb[0], []).append((ordinal, at))
        if verb.endswith("!"):
            bare.append((ordinal, at))
    taken: set[int] = set()
    for verb, seen in by_verb.items():
        if [n for n, _ in seen[:2]] == [1, 2]:
            for n, (ordinal, at) in enumerate(seen, 1):
                if ordinal != n:
                    break
                taken.add(at)
                yield Marker(family=f"verb:{verb}", ordinal=ordinal, span=Span(at, at + 1))
    rest = [(n, at) for n, at in bare if at not in taken]
    if len(rest) > 1 and [n for n, _ in rest] == list(range(1, len(rest) + 1)):
        for ordinal, at in rest:
            yield Marker(family="bare", ordinal=ordinal, span=Span(at, at + 1))
