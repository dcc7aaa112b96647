"""Numbers with their units in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from quizgen.model import Span

Sort = Literal["count", "time", "date", "money", "fraction", "ordinal", "measure"]


class Number(NamedTuple):
    """``value`` is the numeral; ``unit`` and ``bound`` (at least, or more) stay in the stem."""

    span: Span
    value: Span
    unit: Span | None
    bound: Span | None
    sort: Sort


_ONES = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD = rf"(?:{_TENS})(?:-(?:one|{_ONES}))?|(?:{_ONES})|one(?= (?:year|month|week|day|hour|minute|third|half|quarter))"
_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
_SCALE = r"(?: (?:hundred|thousand|million|billion|trillion))?"
_NUMBER = rf"(?:{_DIGITS}|{_WORD}){_SCALE}"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_BEFORE = "at least|at most|no more than|not more than|no less than|not less than|no fewer than|more than|less than|fewer than|up to|within|over|under|about|around|approximately|nearly|almost|exceeding|between"
_AFTER = "or more|or less|or fewer|or older|or younger|or above|or below"
_TIME = "(?:business |working |calendar )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|century)"
_MEASURE = (
    "kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|miles?|feet|foot|inches|inch|acres?|hectares?|kilograms?|grams?|tons?|tonnes?|pounds?|lit(?:er|re)s?"
    "|degrees?(?: Celsius| Fahrenheit)?|km|kg|cm|mm|ml|mL|mg|°C|°F|kWh|MW|Hz"
)
_ANY = re.compile(
    rf"(?:\b(?P<before>{_BEFORE}) )?(?:"
    rf"(?P<date>\b(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?\b|\b\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?\b|\b(?:{_MONTH}) \d{{4}}\b|(?:(?<=\bin )|(?<=\bIn ))(?:1[0-9]|20)\d{{2}}\b(?!,\d))"
    rf"|(?P<symbol>[$€£¥]) ?(?P<money>(?:{_DIGITS}){_SCALE})"
    rf"|(?<![\w.,])(?P<rate>{_NUMBER}) ?(?P<percent>%|per ?cent\b|percentage points?\b)"
    rf"|(?P<part>\b(?:one|two|three|four|five|seven|nine)[- ](?:half|halves|thirds?|quarters?|fourths?|fifths?|eighths?|tenths?)\b)"
    rf"|(?<![\w.,-])(?P<number>{_NUMBER})[ -](?P<unit>(?:{_TIME}|{_MEASURE}|dollars|euros|pounds)\b)"
    rf"|(?<![\w.,-])(?P<count>{_NUMBER}) (?P<noun>(?:[a-z]+ )?[a-z]{{3,}}s)\b"
    rf")(?: (?P<after>{_AFTER})\b)?"
)


_NUMBERED = re.compile(r"\b(?:sections?|articles?|chapters?|versions?|tables?|figures?|pages?|clauses?|paragraphs?|steps?|parts?|items?|rules?|numbers?|no\.|line) $", re.I)
"""What a number behind it only names (section 10 makes)."""
_NO_NOUN = frozenset("this is was has as its does makes gives means requires says applies less thus plus".split())


def figures(norm: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of a stretch, in order."""
    for m in _ANY.finditer(norm, start, end):
        if m["count"] is not None and (m["noun"].split()[-1] in _NO_NOUN or _NUMBERED.search(norm, max(start, m.start() - 14), m.start("count"))):
            continue
        group = next(g for g in ("date", "money", "rate", "part", "number", "count") if m[g] is not None)
        unit: Span | None = None
        sort: Sort = "date"
        if group == "money":
            unit, sort = Span(*m.span("symbol")), "money"
        elif group == "rate":
            unit, sort = Span(*m.span("percent")), "fraction"
        elif group == "part":
            sort = "fraction"
        elif group == "number":
            unit = Span(*m.span("unit"))
            sort = "time" if re.fullmatch(_TIME, m["unit"]) else "money" if m["unit"] in ("dollars", "euros", "pounds") else "measure"
        elif group == "count":
            unit, sort = Span(*m.span("noun")), "count"
        bound = Span(*m.span("before")) if m["before"] else Span(*m.span("after")) if m["after"] else None
        yield Number(Span(*m.span()), Span(*m.span(group)), unit, bound, sort)
