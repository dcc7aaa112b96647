"""Who must, may or must not do what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import Norm, Span
from quizgen.reading import Reading
from quizgen.zh import lexicon as lx
from quizgen.zh.clausal import pointing, trimmed, without_lead, words_in
from quizgen.zh.words import Word

NAME = "norm"
TRIGGER = re.compile("|".join(sorted(lx.NORM_MODALS)))
"""No sentence without a modal is a norm."""
ACTION = 28
SUBJECT = 40
_CONDITION_END = re.compile(r"(?:的|时|后|前|之日起|情况下|情形下|期间)$")
_CONDITION_START = re.compile(r"(?:如果|如|若|凡|因|经|未经|对|在|除|违反|需要|发现|遇有|发生|有下列)")
_TREATED = re.compile("(?:负责|保密)$|进行|可以|应当|不得")
"""对……负责，不得……: a predicate of its own, no condition."""
_CONSEQUENCE = re.compile(
    r"(?:依法)?(?:承担|负)[^，。；]{0,14}责任|(?:依法)?追究[^，。；]{0,10}责任|(?:责令|给予|处以|处|并处|没收|吊销|撤销|暂扣|取消|终止|宣告|视为|免予|从轻|减轻|从重|赔偿|补偿|退还|返还)"
)


def find(reading: Reading) -> Iterator[Norm]:
    """Clauses with a modal of duty, permission or prohibition.

    Finds: modal (应当, 可以, 不得, 必须, 有权, 禁止 …), and where they stand in the clause: the subject before it, the
    action after it, the condition in the clause before (……的，; 发现……时，), the consequence where the action is one
    (承担连带责任).
    Skips: modals inside a condition (应当缴纳而未缴纳的); 可以 of possibility in texts without norms is found as well.
    Example: 用人单位违反规定的，应当承担赔偿责任。 gives modal 应当, condition 用人单位违反规定的, consequence 承担赔偿责任.
    Known misses: subjects that stand a clause or more before.
    """
    norm = reading.norm
    for sentence in reading.asked_with(TRIGGER):
        words = reading.parsed[sentence.index]
        before: Span | None = None
        for clause in reading.clauses(sentence.span):
            mine = words_in(words, clause)
            for at, word in enumerate(mine):
                if norm[word.start : word.end] not in lx.NORM_MODALS or norm[word.end : word.end + 1] in ("的", "性") or _named(norm, word):
                    continue
                found = _norm(norm, clause, before, mine, at, words)
                if found is not None:
                    yield found
                break
            before = clause if norm[clause.end : clause.end + 1] == "，" else None


def _named(norm: str, modal: Word) -> bool:
    """“九个必须”, 准予或者不准予的裁定: the modal is a word that is counted or chosen, it binds nobody."""
    return norm[modal.start - 1 : modal.start] == "个" or norm.startswith(("或者不", "或不"), modal.end)


def _norm(norm: str, clause: Span, before: Span | None, words: Sequence[Word], at: int, sentence: Sequence[Word]) -> Norm | None:
    modal = words[at].span
    if norm[clause.end - 1] == "的" and norm[clause.end : clause.end + 1] == "，":
        return None
    after = next((w for w in words[at + 1 :] if w.kind not in "DE"), None)
    if after is not None and after.kind in "VGB" and norm[after.end : after.end + 1] == "的":
        return None  # 应当享受的补助: the modal stands inside a noun phrase
    subject = _subject(norm, words, at)
    action = trimmed(norm, modal.end, clause.end)
    if action is not None and (action.end - action.start > ACTION or action.end - action.start < 2 or norm[action.end - 1] in "的："):
        action = None
    if action is not None and (norm[clause.end : clause.end + 1] == "：" or _no_verb(words[at + 1 :]) or _only_begins(norm, action, clause)):
        action = None
    consequence = None
    if action is not None and (m := _CONSEQUENCE.match(norm, action.start, action.end)):
        consequence = Span(action.start, action.end if m[0][-1] != "任" else m.end())
        action = None if consequence == action else action
    condition = None
    if before is not None and subject is None and all(w.kind in "EDC" for w in words[:at]):
        subject = _clause_subject(norm, before, sentence)
    if before is not None and subject != before:
        text = norm[before.start : before.end]
        if _CONDITION_END.search(text) or _CONDITION_START.match(text):
            condition = trimmed(norm, before.start, before.end)
            if condition is not None and (text.startswith("或") or (text.startswith("对") and _TREATED.search(text))):
                condition = None  # one of two; 对……负责
            if condition is not None and (condition.end - condition.start > 40 or "下列" in text or "之一" in text):
                condition = None
    parts = [s for s in (modal, subject, action, consequence, condition) if s is not None]
    span = Span(min(s.start for s in parts), max(s.end for s in parts))
    return Norm(rule=NAME, span=span, modal=modal, subject=subject, action=action, condition=condition, consequence=consequence)


def _no_verb(words: Sequence[Word]) -> bool:
    """根据具体情况，…: the action only begins here."""
    return bool(words) and words[0].kind == "P" and not any(w.kind in "VG" for w in words)


def _only_begins(norm: str, action: Span, clause: Span) -> bool:
    """在扣除费用后，…; 结合实际情况，…: the action follows in the next clause."""
    text = norm[action.start : action.end]
    goes = norm[clause.end : clause.end + 1] == "，"
    return goes and (text.endswith(("后", "前", "时", "情况下", "基础上", "过程中")) or text.startswith(("结合", "根据", "围绕", "针对", "立足")))


def _clause_subject(norm: str, clause: Span, sentence: Sequence[Word]) -> Span | None:
    """授予专利权的发明，应当…: the clause before is the subject where it is a noun phrase with a modifier."""
    words = words_in(sentence, clause)
    text = norm[clause.start : clause.end]
    if not words or words[-1].kind not in "NBA" or len(text) > SUBJECT or pointing(text):
        return None
    if "只能" in text or text.startswith(("不是", "是", "不", "对", "经", "因", "根据", "按照", "依照", "除", "为", "如", "若", "凡", "自", "由", "以", "向", "将")):
        return None
    last = max((i for i, w in enumerate(words) if norm[w.start : w.end] == "的"), default=-1)
    if last < 0 or any(w.kind in "VGXKP" for w in words[last + 1 :]) or any(w.kind in "XK" for w in words):
        return None
    return trimmed(norm, clause.start, clause.end)


def _subject(norm: str, words: Sequence[Word], at: int) -> Span | None:
    """The noun phrase before the modal: all of it, or what stands before a preposition or adverb."""
    end = at
    while end and words[end - 1].kind in "EDC":
        end -= 1
    if not end or words[0].kind in "PCXKUEFM":
        return None
    stop = next((i for i in range(end) if words[i].kind in "PEXDK"), end)
    verbs = [i for i in range(stop) if words[i].kind in "GV"]
    clausal = bool(verbs) and not any(norm[w.start : w.end] == "的" for w in words[verbs[0] : stop])
    if clausal or not stop or words[stop - 1].kind not in "NBAW":
        return None
    span = trimmed(norm, words[0].start, words[stop - 1].end)
    if span is None:
        return None
    span = without_lead(norm, span)
    text = norm[span.start : span.end]
    if not 2 <= len(text) <= SUBJECT or pointing(text) or text.endswith(("的", "时", "后", "前", "规定", "需要")):
        return None
    return span
