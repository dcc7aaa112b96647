"""The numerals that Word generates: they do not stand in the text of a .docx, only their recipe does.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quizgen.zh.numerals import to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def numeral(number: int, form: str) -> str:
    """A number in one of Word's formats; formats that are rare in Chinese documents come out in Arabic figures."""
    match form:
        case "none":
            return ""
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "ideographTraditional0":
            return to_chinese(number)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join("〇一二三四五六七八九"[int(c)] for c in str(number))
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return to_chinese(number).translate(_FORMAL)
        case "ideographTraditional":
            return "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]
        case "ideographZodiac":
            return "子丑寅卯辰巳午未申酉戌亥"[(number - 1) % 12]
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate({48 + i: 0xFF10 + i for i in range(10)})
        case "decimalZero":
            return f"{number:02}"
        case "upperLetter" | "lowerLetter":
            letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "upperRoman" | "lowerRoman":
            out = ""
            for size, sign in _ROMAN:
                out += sign * (number // size)
                number %= size
            return out.upper() if form == "upperRoman" else out
        case _:
            return str(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str
    text: str
    start: int
    legal: bool


@dataclass(slots=True)
class Numbering:
    """The counters of a document. ``label`` must be asked for each numbered paragraph, in order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By number id."""
    families: dict[str, str] = field(default_factory=dict)
    """Number ids that count together, by what they share."""
    fresh: dict[str, frozenset[int]] = field(default_factory=dict)
    """Levels that a number id starts anew."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """The numeral of the next paragraph of this number id and level, as it is printed ("" for none, • for a bullet)."""
        levels = self.levels.get(number)
        if levels is None or level not in levels:
            return ""
        counts = self.counts.setdefault(self.families[number], {})
        if level in self.fresh.get(number, frozenset()) and (number, level) not in self.seen:
            counts.pop(level, None)
        self.seen.add((number, level))
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        this = levels[level]
        if this.form == "bullet":
            return "•"

        def fill(m: re.Match[str]) -> str:
            at = int(m[1]) - 1
            there = levels.get(at)
            if there is None:
                return ""
            count = counts.get(at, there.start)
            form = "decimal" if this.legal and there.form not in ("none", "bullet") else there.form
            return numeral(count, form)

        return re.sub(r"%(\d)", fill, this.text).strip()


def read_numbering(root: Any) -> Numbering:
    """The numbering part of a .docx, parsed (an lxml or ElementTree element, None where there is none)."""
    out = Numbering()
    if root is None:
        return out
    abstract: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}
    styles: dict[str, str] = {}
    for a in root.findall(f"{W}abstractNum"):
        name = a.get(f"{W}abstractNumId")
        abstract[name] = dict(_levels(a))
        if (link := a.find(f"{W}numStyleLink")) is not None:
            links[name] = link.get(f"{W}val")
        if (style := a.find(f"{W}styleLink")) is not None:
            styles[style.get(f"{W}val")] = name
    for num in root.findall(f"{W}num"):
        number = num.get(f"{W}numId")
        ref = num.find(f"{W}abstractNumId")
        name = ref.get(f"{W}val") if ref is not None else ""
        name = styles.get(links.get(name, ""), name)
        levels = dict(abstract.get(name, {}))
        fresh = set()
        for override in num.findall(f"{W}lvlOverride"):
            at = int(override.get(f"{W}ilvl") or 0)
            levels.update(dict(_levels(override)))
            start = override.find(f"{W}startOverride")
            if start is not None and at in levels:
                old = levels[at]
                levels[at] = _Level(form=old.form, text=old.text, start=int(start.get(f"{W}val") or 1), legal=old.legal)
                fresh.add(at)
        out.levels[number] = levels
        out.families[number] = name
        out.fresh[number] = frozenset(fresh)
    return out


def _levels(element: Any) -> Iterator[tuple[int, _Level]]:
    for lvl in element.findall(f"{W}lvl"):

        def value(name: str, default: str, lvl: Any = lvl) -> str:
            child = lvl.find(f"{W}{name}")
            return default if child is None else child.get(f"{W}val") or default

        # A format of another namespace (w14) is wrapped; its fallback stands beside it.
        fallback = lvl.find(f".//{W}numFmt")
        form = fallback.get(f"{W}val") if fallback is not None else "decimal"
        yield (
            int(lvl.get(f"{W}ilvl") or 0),
            _Level(
                form=form or "decimal",
                text=value("lvlText", ""),
                start=int(value("start", "1")),
                legal=lvl.find(f"{W}isLgl") is not None,
            ),
        )
