"""Steps and events in the order of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.diagnostics import Diagnostic
from quizgen.model import Fact, Series, Span
from quizgen.reading import Reading
from quizgen.zh.clausal import trimmed

RULE = "sequence"
FEWEST = 3
"""Two steps are a pair."""
_LONGEST_STEP, _LONGEST_EVENT = 40, 50
_FIRST = re.compile(r"(?<![首优事预率原祖领抢争起占])先(?![进后生例前烈锋驱河天决期行导辈人哲秦民])")
_THEN = re.compile(r"(?:然后再?|接着再?|随后再?|而后|之后再?|其后|继而|进而|最后再?|最终|再(?![三度次一])|后(?![果面方来者期续])|又(?!称))[，]?")
_TIGHT = re.compile(r"(?:然后|接着|最后|再(?![三度次生])|后(?![果面方来者期续]))")
_MARK = re.compile("[，；]")
_ARROW = re.compile(r"(?:→|⟶|➔|➜|⇒|->|=>|—>|－>|⟹)")
_ARROWS = re.compile(rf"[^\n，。；：！？→⟶➔➜⇒>=⟹-]{{1,30}}(?:{_ARROW.pattern}[^\n，。；：！？→⟶➔➜⇒>=⟹-]{{1,30}}){{2,}}")
_NAMES_IT = re.compile("[^，。；：]{0,24}(?:是|为|即|包括|经过|按照|依次|顺序)(?=..)")
_ENACTED = re.compile("会议.{0,60}(?:通过|修正|修订|公布)$")
"""The history of a statute, under its title."""
_FIGURES = re.compile("(?:约|达|近|仅)?[0-9一二三四五六七八九十百千万亿]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBER = "[0-9〇零一二三四五六七八九]"
_DATE = re.compile(
    rf"(?P<era>公元前)?(?:(?P<year>{_NUMBER}{{4}}|(?<=公元前){_NUMBER}{{1,4}})年)(?:(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号])?)?"
    "(?P<part>[初末底春夏秋冬](?![期级等中小步天季]))?(?:凌晨|清晨|上午|下午|傍晚|晚上?|夜间?)?"
)
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TEN = {"十": 10}


def find(reading: Reading) -> Iterator[Fact | Diagnostic]:
    """Finds: three steps or more of one sentence in their order (先…，再…，然后…，最后…), a chain of arrows (甲→乙→丙), and
    three events or more, each behind its date, in the order of time, in one paragraph or in paragraphs that open with their
    dates (1921年，…；1927年，…；1949年，…).

    Skips: two steps (a pair), 首先…其次…最后 (points), what only looks like 先 and 后 (先进, 优先, 先后, 后果), arrows between
    formulas, dates that do not go on in time, dates inside a sentence that no event follows.

    Example: 停电时先断开负荷，再拉开刀闸，最后挂接地线 gives 断开负荷, 拉开刀闸, 挂接地线, ordered.

    Known misses: steps over several sentences without ordinals; events whose dates stand behind them.
    """
    norm = reading.norm
    by_block: dict[int, Span] = {}
    for sentence in reading.asked_sentences:
        first = by_block.get(sentence.block, sentence.span)
        by_block[sentence.block] = Span(first.start, sentence.span.end)
        start, end = sentence.span
        if norm.find("先", start, end) >= 0:
            steps = _steps(norm, sentence.span)
            if steps:
                yield _series(steps)
        if "→" in norm[start:end] or ">" in norm[start:end] or "⇒" in norm[start:end]:
            for m in _ARROWS.finditer(norm, start, end):
                chain = _chain(norm, Span(*m.span()))
                if chain:
                    yield _series(chain)
    for members in _timelines(norm, [*by_block.values()]):
        yield _series(members)


def _series(members: tuple[Span, ...]) -> Series:
    return Series(rule=RULE, span=Span(members[0].start, members[-1].end), members=members, ordered=True)


def _steps(norm: str, span: Span) -> tuple[Span, ...]:
    """先…，再…，…: each step runs to the mark before the next word of order."""
    first = _FIRST.search(norm, *span)
    if first is None:
        return ()
    starts = [first.end()]
    ends: list[int] = []
    clause = _MARK.search(norm, first.end(), span.end)
    tight = _TIGHT.search(norm, first.end() + 2, clause.start() if clause else span.end)
    if tight is not None and tight.start() - first.end() <= 10:  # 先断电后检修，再复位
        ends.append(tight.start())
        starts.append(tight.end())
    for m in _MARK.finditer(norm, starts[-1], span.end):
        then = _THEN.match(norm, m.end())
        if then is not None:
            ends.append(m.start())
            starts.append(then.end())
        elif m[0] == "；" or len(ends) < len(starts) - 1:
            break
    ends.append(_clause_end(norm, starts[-1], span.end))
    members = [trimmed(norm, a, b) for a, b in zip(starts, ends, strict=False)]
    if len(members) < FEWEST or any(m is None for m in members):
        return ()
    found = tuple(m for m in members if m is not None)
    if any(not 2 <= m.end - m.start <= _LONGEST_STEP for m in found):
        return ()
    return found


def _clause_end(norm: str, start: int, end: int) -> int:
    """Where the last step ends: at its first mark."""
    m = _MARK.search(norm, start, end)
    return m.start() if m else end


def _chain(norm: str, span: Span) -> tuple[Span, ...]:
    """甲→乙→丙; before the first what names the chain is cut off (过程是甲→…)."""
    at = span.start
    out: list[Span] = []
    for m in [*_ARROW.finditer(norm, *span), None]:
        end = m.start() if m else span.end
        named = _NAMES_IT.match(norm, at, end) if not out else None
        member = trimmed(norm, named.end() if named else at, end)
        if member is None or len(_HAN.findall(norm[member.start : member.end])) < 2:
            return ()
        out.append(member)
        at = m.end() if m else end
    return tuple(out)


def _timelines(norm: str, spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Runs of three events or more, each behind its date, through paragraphs that each hold at least one."""
    run: list[tuple[tuple[int, int, int], Span]] = []
    for span in spans:
        dated = [(m, _event(norm, m, span.end)) for m in _DATE.finditer(norm, *span) if _opens(norm, m, span.start)]
        if not dated or not _starts(norm, dated[0][0], span.start):
            yield from _long_enough(run)
            run = []
        for m, event in dated:
            time = _time(m)
            if event is None or (run and time <= run[-1][0]):
                yield from _long_enough(run)
                run = []
            if event is not None:
                run.append((time, event))
    yield from _long_enough(run)


def _long_enough(run: list[tuple[tuple[int, int, int], Span]]) -> Iterator[tuple[Span, ...]]:
    if len(run) >= FEWEST:
        yield tuple(event for _, event in run)


def _starts(norm: str, date: re.Match[str], start: int) -> bool:
    """Does a paragraph go on with the timeline: does it open with its date?"""
    return norm[start : date.start()].strip(" （") == ""


def _event(norm: str, date: re.Match[str], end: int) -> Span | None:
    """What happened then: the words behind the date up to the full stop, or to the last comma within reach."""
    following = _DATE.search(norm, date.end() + 1, end)
    while following is not None and not _opens(norm, following, date.end()):
        following = _DATE.search(norm, following.end(), end)
    limit = following.start() if following else end
    stop = re.compile("[。；]").search(norm, date.end(), limit)
    limit = stop.start() if stop else limit
    if limit - date.end() > _LONGEST_EVENT:
        limit = norm.rfind("，", date.end() + 6, date.end() + _LONGEST_EVENT)
    event = trimmed(norm, date.end(), limit) if limit > date.end() else None
    if event is not None and (norm[event.end - 1] in "自于在到至" or norm[event.start] == "即" or norm.endswith("到了", event.start, event.end)):
        return None
    if event is None or _ENACTED.search(norm, *event) or not 4 <= event.end - event.start <= _LONGEST_EVENT or _FIGURES.match(norm, *event):
        return None
    return event


def _opens(norm: str, date: re.Match[str], start: int) -> bool:
    """Does a date open a clause that goes on with an event (1921年，…; 1921年中国共产党成立; 甲于1921年创立…)?"""
    after = norm[date.end() : date.end() + 1]
    if after in "的至到、—-~～）以之前后起间比）)" or (date.start() > start and norm[date.start() - 1].isdigit()):
        return False
    before = norm[start : date.start()]
    if re.search("(?:[。；，：\n ]|^)(?:早在|在|于)?$", before):
        return True
    clause = re.split("[。；，：]", before)[-1]
    return bool(re.fullmatch("[^，。；：]{2,16}?(?:[于在])?", clause)) and not any(c.isdigit() for c in clause) and not clause.endswith(("到", "到了", "至"))


def _time(m: re.Match[str]) -> tuple[int, int, int]:
    year = _value(m["year"]) * (-1 if m["era"] else 1)
    season = {"初": 1, "春": 3, "夏": 6, "秋": 9, "冬": 12, "末": 12, "底": 12}.get(m["part"] or "", 0)
    return year, _value(m["month"]) if m["month"] else season, _value(m["day"]) if m["day"] else 0


def _value(text: str) -> int:
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, ones = text.split("十")
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[c]) for c in text))
