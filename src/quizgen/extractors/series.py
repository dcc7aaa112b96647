"""Lists within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.diagnostics import Diagnostic
from quizgen.model import Fact, Series, Span
from quizgen.reading import Reading, Sentence
from quizgen.zh.atoms import JOINT, Atom, units
from quizgen.zh.borders import Words, noun_phrase_forward
from quizgen.zh.numerals import value
from quizgen.zh.parallel import Run, series
from quizgen.zh.words import words

RULE = "series"
SURE = 2.0
"""A series whose best reading wins by less than this is left out: its borders can be argued."""
_ROLE = (
    "书记", "主任", "主席", "教授", "委员", "总理", "经理", "院士", "博士", "校长", "院长", "部长", "局长", "处长", "科长", "厅长", "省长", "市长",
    "县长", "镇长", "乡长", "区长", "所长", "站长", "队长", "组长", "会长", "秘书长", "董事长", "工程师", "研究员", "专家", "导师", "司令员", "政委",
    "代表", "作家", "编辑", "记者",
)  # fmt: skip
_COUNTED = re.compile("[二两三四五六七八九十]|[2-9]|10")


def find(reading: Reading) -> Iterator[Fact | Diagnostic]:
    """Finds: members joined by 、 (the last perhaps by 和, 与, 及, 以及, 或, 或者, 并), quotations or titles side by
    side. The borders of the first and the last member are found by parallelism: what governs the list, or follows it,
    belongs to the sentence. 等 after the last member makes the list open, and the noun after it names the class.

    Skips: lists whose borders can be argued, lists of articles of a statute or of bare numbers, two titles of one person
    (校长、教授王某), modifiers that pile up before a noun (新的、大的、好的房子), numerals that only look like members
    (三、四线城市).

    Example: 不断增强责任感、使命感、紧迫感 → 责任感, 使命感, 紧迫感; 认真落实会议制度、谈话制度等制度 → open, of 制度.

    Known misses: a modifier or class noun that the members may or may not share (消防设计、施工); members that hold lists
    of their own; lists over several clauses whose members are not alike in form.
    """
    norm = reading.norm
    seen = -1
    for m in JOINT.finditer(norm):
        sentence = reading.sentence_at(m.start())
        if sentence is None or sentence.index == seen:
            continue
        seen = sentence.index
        yield from sorted(_in_sentence(reading, sentence), key=lambda f: f.span)


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Series]:
    dictionary = reading.words
    tokens = words(reading.tokens(sentence), reading.norm, dictionary)
    for atoms in units(tokens, reading.norm, reading.quotes_in(sentence.span), sentence.span, dictionary):
        for run in series(atoms, dictionary.known):
            if run.margin >= SURE and not _is_no_list(atoms, run):
                yield _fact(atoms, run, Words(atoms, dictionary.known))


def _is_no_list(atoms: Sequence[Atom], run: Run) -> bool:
    members = [atoms[a:b] for a, b in run.members]
    if all(len(m) == 1 and m[0].kind in "MQt" and m[0].text[0] not in "《" and _numbered(m[0].text) for m in members):
        return True
    last = members[-1][-1]
    if any(m[-1].kind == "的" for m in members[:-1]) and last.kind != "的":
        return True
    return len(members) == 2 and _is_person(atoms, run)


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


def _fact(atoms: Sequence[Atom], run: Run, words: Words) -> Series:
    low, high = run.members[0][0], run.members[-1][1]
    noun: Span | None = None
    end = atoms[high - 1].end
    if run.etc >= 0:
        end = atoms[run.etc].end
        noun = _class_noun(words, run.etc + 1)
    elif high < len(atoms) and _counts(atoms[high].text) == len(run.members):
        noun = _class_noun(words, high)
    if noun is not None:
        end = noun.end
    return Series(
        rule=RULE,
        span=Span(atoms[low].start, end),
        members=tuple(_inner(atoms, a, b) for a, b in run.members),
        open=run.etc >= 0 or atoms[run.members[-1][0]].text in ("其他", "其它"),
        noun=noun,
    )


def _counts(text: str) -> int:
    m = _COUNTED.match(text)
    return (value(m[0]) or 0) if m else 0


def _class_noun(words: Words, at: int) -> Span | None:
    """The noun that 等, or a number after the list, names the members' class with."""
    atoms = words.atoms
    while at < len(atoms) and atoms[at].kind in "MQ":
        at += 1
    if at >= len(atoms) or atoms[at].kind not in "NSABIYRt" or atoms[at].start != atoms[at - 1].end:
        return None
    end, soft = noun_phrase_forward(words, at, len(atoms))
    if soft:
        end = soft[0]
    if end <= at or atoms[end - 1].kind not in "NSBIY" or (end < len(atoms) and atoms[end].kind in "的、&"):
        return None
    return Span(atoms[at].start, atoms[end - 1].end)
