"""Lists within a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizgen.diagnostics import Diagnostic
from quizgen.model import Fact, Series, Span
from quizgen.reading import Reading, Sentence
from quizgen.zh.atoms import JOINT, MEANS, Atom, units
from quizgen.zh.clashes_last import CLASSES
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.numerals import value
from quizgen.zh.onelist import ACTS, Run
from quizgen.zh.parallel import series
from quizgen.zh.refrain import refrains
from quizgen.zh.shapes import NOMINAL

RULE = "series"
_ROLE = (
    "书记", "主任", "主席", "教授", "委员", "总理", "经理", "院士", "博士", "校长", "院长", "部长", "局长", "处长", "科长", "厅长", "省长", "市长",
    "县长", "镇长", "乡长", "区长", "所长", "站长", "队长", "组长", "会长", "秘书长", "董事长", "工程师", "研究员", "专家", "导师", "司令员", "政委",
    "代表", "作家", "编辑", "记者",
)  # fmt: skip
_CHAIN = re.compile("从([一-鿿]{1,6}?)到([一-鿿]{1,6})[、，]再?到([一-鿿]{1,6}?)(?=[，。；的]|$)")
"""从有到优、再到强."""
_ANNOUNCES = re.compile("([二两三四五六七八九十]{1,2})(?:个|大|项|种|条|点|类)[一-鿿]{0,6}[：:]$")
_MORE = re.compile("，[^，。；：、的是]{1,4}，[^，。；：、的是]{1,4}(?:[，。；）]|$)", re.MULTILINE)
"""Short pieces between commas: the list goes on."""
_PLACE = re.compile("第（?[一二三四五六七八九十百零〇\\d]+）?[条款项]")
_JOINED_ON = re.compile(" +(?:和|与|及|以及|或|或者) *[A-Za-z0-9]|、")
_GOES_ON = re.compile("，[^，。；：、的是]{1,6}(?:等|都|均)")
"""强酸、强碱，强氧化剂都不反应: the list goes on behind a comma."""
_FOREIGN_BEFORE = re.compile("(?:/|[A-Za-z0-9][-–—]?|[α-ωΑ-Ω][-–—])[ ]?$")
_FOREIGN_BEHIND = re.compile(" ?[A-Za-z]|/|[-–][0-9A-Za-z一-鿿]|[.．,] ?[0-9]| +[一-鿿]")
_CHARGE = re.compile("(?<=[A-Za-z0-9])[+＋\\-－]")
_RULES_ALL = re.compile("应当|应该|必须|可以|包括|如下")
_COUNTED = re.compile("[二两三四五六七八九十]|[2-9]|10")


def find(reading: Reading) -> Iterator[Fact | Diagnostic]:
    """Finds: members joined by 、 (the last perhaps by 和, 与, 及, 以及, 或, 或者, 并), quotations or titles side by
    side. The borders of the first and the last member are found by parallelism: what governs the list, or follows it,
    belongs to the sentence. 等 after the last member makes the list open, and the noun after it names the class. A list
    that holds fewer or more than 四个原则： before it says is a diagnostic, ``announced-count``.

    Skips: lists whose borders can be argued, lists of articles of a statute or of bare numbers, two titles of one person
    (校长、教授王某), modifiers that pile up before a noun (新的、大的、好的房子), numerals that only look like members
    (三、四线城市).

    Example: 不断增强责任感、使命感、紧迫感 → 责任感, 使命感, 紧迫感; 认真落实会议制度、谈话制度等制度 → open, of 制度.

    Known misses: a modifier or class noun that the members may or may not share (消防设计、施工); members that hold lists
    of their own; lists over several clauses whose members are not alike in form.
    """
    norm = reading.norm
    for sentence in reading.sentences:
        if sentence.endless or sentence.block in reading.options:
            continue
        start, end = sentence.span
        found: list[Series] = []
        if JOINT.search(norm, start, end):
            for thing in _in_sentence(reading, sentence):
                if isinstance(thing, Series):
                    found.append(thing)
                else:
                    yield thing
        if norm.find("，", start, end) >= 0:
            found += _refrains(reading, sentence)
        yield from sorted(found, key=lambda f: f.span)


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Series | Diagnostic]:
    norm, dictionary = reading.norm, reading.words
    terms = reading.terms.compound
    chain = _CHAIN.search(norm, *sentence.span)
    if chain is not None:
        members = tuple(Span(*chain.span(i)) for i in (1, 2, 3) if chain[i])
        yield Series(rule=RULE, span=Span(members[0].start, members[-1].end), members=members, ordered=True)
    for atoms in units(reading.words_of(sentence), norm, reading.quotes_in(sentence.span), sentence.span, dictionary):
        if chain is not None and chain.start() < atoms[-1].end and atoms[0].start < chain.end():
            continue
        runs = [r for r in series(atoms, dictionary.known, terms) if not _is_no_list(atoms, r, norm)]
        outer = _counted_clauses(reading, sentence, atoms)
        if outer is not None:
            yield outer
        for run in runs:
            yield from _miscounted(reading, atoms, run)
            stages = _stages(atoms, run)
            if stages is not None:
                yield from stages
                continue
            if run.sure:
                yield _fact(atoms, run, norm, closed=outer is not None and run is runs[-1])


def _miscounted(reading: Reading, atoms: Sequence[Atom], run: Run) -> Iterator[Diagnostic]:
    """五个原则：甲、乙、丙、丁。 announces one more than there are."""
    first, last = atoms[run.members[0][0]], atoms[run.members[-1][1] - 1]
    norm = reading.norm
    m = _ANNOUNCES.search(norm, max(0, first.start - 16), first.start)
    if m is None or run.etc >= 0 or not norm.startswith(("。", "；", "\n"), last.end):
        return
    number, count = value(m[1]) or 0, len(run.members)
    if number < 2 or number == count or any(j in norm[first.start : last.end] for j in "和与及或，：（"):
        return
    at = reading.document.locate(m.start())
    message = f"“{reading.text[m.start() : m.end() - 1]}” announces {number}, but {count} follow"
    yield Diagnostic(
        name="announced-count", severity="warning", message=message, path=reading.document.source.path, line=at.line, column=at.column
    )


def _stages(atoms: Sequence[Atom], run: Run) -> tuple[Series, ...] | None:
    """从站起来、富起来到强起来: the last stage stands after 到. None: no such chain; empty: one that is not understood."""
    low, high = run.members[0][0], run.members[-1][1]
    if (
        run.margin < 1
        or not low
        or atoms[low - 1].text != "从"
        or high >= len(atoms)
        or atoms[high].text not in ("到", "至")
    ):
        return None
    size = atoms[high - 1].end - atoms[run.members[-1][0]].start
    end = next((i for i in range(high + 1, len(atoms)) if atoms[i].end - atoms[high + 1].start >= size), -1)
    if end < 0 or atoms[end].end - atoms[high + 1].start != size:
        return ()
    if end + 1 < len(atoms) and atoms[end + 1].kind in "NBGVAYI、":
        return ()  # 从采集、运输到成品|检验: the last goes on
    members = (*(_inner(atoms, a, b) for a, b in run.members), Span(atoms[high + 1].start, atoms[end].end))
    return (Series(rule=RULE, span=Span(members[0].start, members[-1].end), members=members, ordered=True),)


def _refrains(reading: Reading, sentence: Sentence) -> Iterator[Series]:
    for members in refrains(reading.norm, reading.clauses(sentence.span)):
        if not _opens_within(reading, sentence, members):
            yield Series(rule=RULE, span=Span(members[0].start, members[-1].end), members=members)


def _opens_within(reading: Reading, sentence: Sentence, members: Sequence[Span]) -> bool:
    """行政|协议所依据的…，协议…，协议…: does the first clause of a refrain open within a noun phrase, or hold the verb of all?"""
    norm, first = reading.norm, members[0]
    if _came_before(norm, first, members[1].start):
        return True
    if _RULES_ALL.search(norm, *first) and not any(_RULES_ALL.search(norm, *m) for m in members[1:]):
        return True
    words = reading.words_of(sentence)
    i = bisect_left(words, (first.start,))
    if i == len(words) or words[i].start != first.start:
        return i > 0 and words[i - 1].end > first.start
    before = words[i - 1] if i else None
    start = norm[first.start : first.start + 2]
    if before is not None and first.start and norm[first.start - 1] == "，":
        earlier = norm[max(sentence.span.start, first.start - 14) : first.start - 1]
        earlier = earlier[max(earlier.rfind(c) for c in "，；。：") + 1 :]
        shared = 0
        while shared < 2 and all(norm.startswith(start[: shared + 1], m.start) for m in members):
            shared += 1
        at = earlier.rfind(start[:shared]) if shared else -1
        if at >= 0 and len(earlier) - at <= first.end - first.start:
            return True  # 学政治，学军事，学文化: it begins before
    if before is not None and before.kind == "P" and words[i].kind == "N":
        return True
    if before is None or before.end != first.start or before.kind not in "NB":
        return False
    if words[i].kind in "GVDEXPA" or norm[words[i].start : words[i].end] in LEADING_VERBS:
        return False
    clause = max(norm.rfind(c, sentence.span.start, first.start) for c in "，。；：") + 1
    return not any(norm[w.start : w.end] in MEANS for w in words[max(0, i - 10) : i] if w.start >= clause)


def _counted_clauses(reading: Reading, sentence: Sentence, atoms: Sequence[Atom]) -> Series | None:
    """推动种植、养殖发展，改善住房、交通，落实医保、低保等三件实事: as many clauses as the number after 等 says."""
    at = next((i for i in range(len(atoms) - 1, 0, -1) if atoms[i].kind == "等"), -1)
    if at < 0 or at + 1 >= len(atoms):
        return None
    number = _counts(atoms[at + 1].text)
    if number < 2 or sum(a.kind == "、" for a in atoms[:at]) + 1 == number:
        return None
    clauses = [c for c in reading.clauses(sentence.span) if c.start <= atoms[0].start]
    norm = reading.norm
    if len(clauses) < number or any(norm[c.end] != "，" for c in clauses[-number:-1]):
        return None
    members = (*clauses[-number:-1], Span(clauses[-1].start, atoms[at].start))
    if not any("、" in norm[m.start : m.end] for m in members[:-1]):
        return None
    noun = _class_noun(atoms, at + 1)
    end = noun.end if noun is not None else atoms[at + 1].end
    return Series(rule=RULE, span=Span(members[0].start, end), members=members, noun=noun)


def _is_no_list(atoms: Sequence[Atom], run: Run, norm: str) -> bool:
    members = [atoms[a:b] for a, b in run.members]
    if any(_PLACE.search(norm, m[0].start, m[-1].end) for m in members):
        return True  # 第十四条第（一）项、第（二）项
    if _goes_on_behind(atoms, run, norm) or _part_foreign(atoms, run, norm):
        return True
    if any(m[0].kind == "q" and (norm.find("。", m[0].start, m[-1].end) >= 0 or norm[m[-1].end - 2] in "，；：") for m in members):
        return True  # marks that were paired wrongly
    for left, right in pairwise(members):  # 三、四线城市
        if left[-1].kind == "M" and right[0].kind == "M" and len(right[0].text) == 1:
            return True
    if all(len(m) == 1 and m[0].kind in "MQt" and m[0].text[0] not in "《" and _numbered(m[0].text) for m in members):
        return True
    if all(m[0].kind == "t" and m[0].text[0] == "第" for m in members):
        return True  # articles
    last = members[-1][-1]
    if any(m[-1].kind == "的" for m in members[:-1]) and last.kind != "的":
        return True
    return len(members) == 2 and _is_person(atoms, run)


def _goes_on_behind(atoms: Sequence[Atom], run: Run, norm: str) -> bool:
    """《甲》《乙》，《丙》; 博学、审问、慎思，笃行，: does the list go on behind the comma?"""
    low, high = run.members[0][0], run.members[-1][1]
    if low == 0 and _came_before(norm, Span(atoms[0].start, atoms[run.members[0][1] - 1].end), atoms[run.members[1][0]].start):
        return True
    if low == 0 and all(atoms[a].kind == "t" for a, _ in run.members) and norm[max(0, atoms[0].start - 2) : atoms[0].start] == "》，":
        return True  # 《甲》《乙》，《丙》、《丁》
    if high < len(atoms):
        return False
    if _JOINED_ON.match(norm, atoms[high - 1].end) or (run.etc < 0 and _GOES_ON.match(norm, atoms[high - 1].end)):
        return True  # Follower、Candidate 和 Leader
    end = atoms[high - 1].end
    if not norm.startswith("，", end):
        return False
    sizes = {atoms[b - 1].end - atoms[a].start for a, b in run.members}
    if len(run.members) == 2 and all(atoms[b - 1].kind == "N" for _, b in run.members) and _MORE.match(norm, end):
        return True  # 图片、图表，模型，录像带
    if all(atoms[a].kind == "t" for a, _ in run.members):
        return norm.startswith(("《", "〈"), end + 1)
    if len(run.members) < 3 or len(sizes) > 1:
        return False
    (size,) = sizes
    following = norm[end + 1 : end + 2 + size]
    return size < 4 and len(following) > size and following[-1] in "，。；" and not any(c in "，。；、" for c in following[:-1])


def _came_before(norm: str, first: Span, second: int) -> bool:
    """忠于国家，忠于人民、忠于法律; 甲官，乙官、丙官: does the list begin before the comma that stands before it?"""
    if not first.start or norm[first.start - 1] != "，":
        return False
    at = max(max(norm.rfind(c, max(0, first.start - 14), first.start - 1) for c in "，：；。、\n") + 1, first.start - 14, 0)
    size = first.end - first.start
    if size > 5:
        return False
    alike = norm[at] == norm[first.start] == norm[second]
    if norm[first.start : first.start + 2] == norm[second : second + 2]:
        found = norm.rfind(norm[first.start : first.start + 2], at, first.start - 1)
        alike |= found >= 0 and first.start - 1 - found <= size + 1
    return alike or (size < 4 and first.start - 1 - at == size and at > 0 and norm[at - 1] in "：、")


def _part_foreign(atoms: Sequence[Atom], run: Run, norm: str) -> bool:
    """DEAE-|葡聚糖、脂质体; 甲基化、非编码| RNA; Ca2|+: an outer member is half in other letters."""
    first, last = atoms[run.members[0][0]], atoms[run.members[-1][1] - 1]
    if not first.text[0].isascii() and first.kind != "q" and _FOREIGN_BEFORE.search(norm, max(0, first.start - 3), first.start):
        return True
    if run.etc >= 0:
        return False
    if last.text[-1].isascii():
        if last.text.isalpha() and not all(atoms[a].text.isascii() for a, _ in run.members) and "一" <= norm[last.end : last.end + 1] <= "龥" and atoms[run.members[-1][1] :][:1] and atoms[run.members[-1][1]].kind in "NBGVA":
            return True  # 甲序列、乙序列、CAP|结合位点
        return _CHARGE.match(norm, last.end) is not None or _FOREIGN_BEHIND.match(norm, last.end) is not None
    return last.kind != "q" and _FOREIGN_BEHIND.match(norm, last.end) is not None


def _numbered(text: str) -> bool:
    return bool(re.fullmatch("[0-9.%零〇一二三四五六七八九十百千万亿两年月日]+|第.*[条款项章节编目]", text))


def _is_person(atoms: Sequence[Atom], run: Run) -> bool:
    """Two roles of one person: 校长、教授王某."""
    (_, b), (c, d) = run.members
    if not atoms[b - 1].text.endswith(_ROLE):
        return False
    rest = list(atoms[c : min(len(atoms), d + 2)])
    for i, atom in enumerate(rest[:-1]):
        if atom.text.endswith(_ROLE):
            name = rest[i + 1].text
            return rest[i + 1].kind in "NYA" and 2 <= len(name) <= 4
    return False


def _inner(atoms: Sequence[Atom], low: int, high: int) -> Span:
    """A member; of a quotation that is a member by itself, what stands inside the marks."""
    first, last = atoms[low], atoms[high - 1]
    if high - low == 1 and first.kind == "q" and first.end - first.start == len(first.text) + 2:
        return Span(first.start + 1, first.end - 1)
    return Span(first.start, last.end)


def _unbracketed(members: Sequence[Span], norm: str) -> tuple[Span, ...]:
    """甲、乙、丙（丁）: a bracket behind the last member alone may speak of all of them, and is no part of it."""
    *others, last = members
    at = norm.find("（", last.start + 1, last.end)
    if at < 0 or norm[last.end - 1] != "）" or any(norm.find("（", *m) >= 0 for m in others):
        return (*members,)
    return (*others, Span(last.start, at))


def _fact(atoms: Sequence[Atom], run: Run, norm: str, *, closed: bool = False) -> Series:
    low, high = run.members[0][0], run.members[-1][1]
    noun: Span | None = None
    end = atoms[high - 1].end
    if run.etc >= 0 and not closed:
        end = atoms[run.etc].end
        noun = _class_noun(atoms, run.etc + 1)
    elif high < len(atoms) and _counts(atoms[high].text) == len(run.members):
        noun = _class_noun(atoms, high)
    if noun is not None:
        end = noun.end
    return Series(
        rule=RULE,
        span=Span(atoms[low].start, end),
        members=_unbracketed([_inner(atoms, a, b) for a, b in run.members], norm),
        ordered=any(a.text in ("依次", "先后", "依序") for a in atoms[max(0, low - 3) : low]),
        open=(run.etc >= 0 and not closed) or atoms[run.members[-1][0]].text in ("其他", "其它"),
        noun=noun,
    )


def _counts(text: str) -> int:
    m = _COUNTED.match(text)
    return (value(m[0]) or 0) if m else 0


def _class_noun(atoms: Sequence[Atom], at: int) -> Span | None:
    """The noun that 等, or a number after the list, names the members' class with: the nouns from there on, and what
    modifies them, up to the first word that is more a verb (等方式|参与活动), or None where that cannot be told."""
    while at < len(atoms) and (atoms[at].kind in "MQ" or (at and atoms[at - 1].kind == "M" and len(atoms[at].text) == 1)):
        at += 1
    if at >= len(atoms) or atoms[at].kind not in "NSABYRt" or atoms[at].start != atoms[at - 1].end:
        return None
    if atoms[at].kind == "B" and atoms[at].text in LEADING_VERBS and at + 1 < len(atoms) and atoms[at + 1].kind in NOMINAL:
        return None  # 等处理个人信息
    end, head = at, -1
    while end < len(atoms):
        a = atoms[end]
        following = atoms[end + 1].kind if end + 1 < len(atoms) else ""
        if a.kind in "NSt":
            head = end
        elif a.kind == "B":
            if head >= 0 and a.text in LEADING_VERBS and following in NOMINAL + "A":
                break
            if (following == "" or following not in "NSB") and (head >= 0 or a.text in CLASSES):
                head = end
        elif a.kind not in "ARY" or head >= 0:
            break
        end += 1
    if head < 0:
        return None
    known = atoms[head].text in CLASSES or atoms[head].text in ACTS
    if head + 1 < len(atoms) and (atoms[head + 1].kind in "的、&" or (not known and atoms[head + 1].kind in "FAYIGVB")):
        return None
    return Span(atoms[at].start, atoms[head].end)
