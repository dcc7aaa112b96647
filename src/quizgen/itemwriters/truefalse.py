"""True or false: the sentence as it stands, or with one element changed to one of its kind (never by a mere 不)."""

from __future__ import annotations

import re
from hashlib import blake2b

from quizgen.candidates import Candidate
from quizgen.deck.truth import false_words, reason, truth
from quizgen.desk import Desk, Refused
from quizgen.distractors.holding import holds
from quizgen.giveaways import CLOSES_A_LIST
from quizgen.itemwriters._leads import leans
from quizgen.modals import flips
from quizgen.model import FALSE, TRUE, Item
from quizgen.sameness import normal
from quizgen.stems import Stem


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """True or false is drawn by the content, half of each; a true one is asked only where the false one was to be had, so
    that nothing of what is asked about tells which it is, and nobody is asked what nobody would deny."""
    if candidate.form != "blank" or candidate.roles[0] not in _CHANGED or candidate.span in desk.glossary:
        return Refused(reason="no-options-of-its-kind")
    return desk.with_stem(candidate, lambda stem: _statement(desk, candidate, stem, worth))


_CHANGED = frozenset({"figure", "modal", "agency", "member", "coined", "defined", "thesis"})
"""What a false statement may change: a figure, a modal, an organ, a member of a list, a term. A predicate or half a phrase
swapped makes a statement that is odd, not false."""
LEAST = -0.6
"""What is worth less is not asked."""
_PREDICATE = re.compile(r"是|为(?!了)|应|不|可以|要|有|能|由|将|被|把|必须|使|属于|包括|规定|实行|坚持|禁止|负责|称为")


def again(desk: Desk, candidate: Candidate, worth: float, *, standing: Item) -> Item | Refused:
    """The statement of a standing item, for its sentence as it is now: as true or as false as it was, and false by the
    same words. Other false words are drawn only where the tested ones were corrected to what the statement said. Refused
    where the old statement can no longer be made."""
    words = desk.text(candidate.span)
    if truth(standing) == TRUE:
        return desk.with_stem(candidate, lambda stem: _true(desk, candidate, stem, words, worth))
    false = false_words(standing)
    if not false:
        return Refused(reason="no-statement")

    def make(stem: Stem) -> Item | Refused:
        wrong = false
        if normal(wrong) == normal(words):
            found = desk.distractors(candidate, stem, count=2)
            if not found:
                return Refused(reason="few-distractors")
            wrong = found[0].text
        elif not holds(desk.work, candidate, wrong, visible=stem.visible):
            return Refused(reason="few-distractors")
        return _false(desk, candidate, stem, words, wrong, worth)

    return desk.with_stem(candidate, make)


_DENIED = re.compile(r"禁止|不(?![少超低高同足满]|动产)|无权|无需|除外")
"""Where something is denied of one, the text does not deny that it holds of another as well."""
_COUNTED = re.compile(r"依次|分别|[：:（(]|包括|即|、[^，。；]+、")
_COUNT = re.compile(r"[0-9一二三四五六七八九十两]+(?:个|种|级|类|项|条|步|方面|部分|阶段)")
"""A count beside what it counts: the statement shows itself that it is false."""


def _statement(desk: Desk, candidate: Candidate, stem: Stem, worth: float) -> Item | Refused:
    if not _PREDICATE.search(stem.visible):
        return Refused(reason="no-statement")
    if desk.strict and (worth < LEAST or CLOSES_A_LIST.search(stem.visible)):
        return Refused(reason="catch-all" if worth >= LEAST else "worth-little")
    if desk.strict and leans(desk, candidate, stem):
        return Refused(reason="no-statement")
    found = desk.distractors(candidate, stem, count=2)
    if not found:
        return Refused(reason="few-distractors")
    words, wrong = desk.text(candidate.span), found[0].text
    draw = blake2b(f"{candidate.fact_id}|{words}".encode(), digest_size=1).digest()[0]
    if candidate.roles[0] == "modal":
        # who must may: nobody can call it false that somebody may do what he must. Such a modal is chosen, not judged
        if words == "应当" or not flips(words, wrong, stem):
            return Refused(reason="plain-either-way")
        return _true(desk, candidate, stem, words, worth) if draw % 2 else _false(desk, candidate, stem, words, wrong, worth)
    false = _contradicts(desk, candidate, stem, words, wrong)
    if desk.strict and not false and (candidate.roles[0] == "agency" or not draw % 2):
        return Refused(reason="few-distractors")
    return _false(desk, candidate, stem, words, wrong, worth) if false and not draw % 2 else _true(desk, candidate, stem, words, worth)


def _contradicts(desk: Desk, candidate: Candidate, stem: Stem, words: str, wrong: str) -> bool:
    """The source denies the statement with the wrong words in it."""
    match candidate.roles[0]:
        case "agency":
            if _PERSON.search(words) and words[-1:] == wrong[-1:] and _TO.search(stem.before):
                return not _DENIED.search(stem.visible)
            if not (_ORGAN.search(words) and _ORGAN.search(wrong) and _court(words) == _court(wrong)):
                return False  # 翻译人 for 申请人: odd, not false
            # 将涉密较多的机构确定为司法机关: what it is called, not who acts
            return not stem.before.endswith(("为", "是", "设立", "成立", "组成", "建立", "选举", "产生")) and not _DENIED.search(stem.visible)
        case "member" if candidate.open or stem.after.startswith("等"):
            return False  # what else is on the list is not said
        case "figure":
            return not (_COUNT.fullmatch(words) and _COUNTED.search(stem.visible))
        case _:
            return wrong in desk.reading.text  # a word that the text does not know makes an odd statement


_PERSON = re.compile(r"(?:人|者|方|户|单位|企业)$")
_TO = re.compile(r"(?:由|向|属于|归|经|给|通知|告知)$")
"""What only one of them is meant by: 向录音制作者支付报酬."""
_ORGAN = re.compile(r"(?:部门|机关|政府|国务院|局|委员会|法院|检察院|中央|大会|机构)$")


def _court(organ: str) -> bool:
    return organ.endswith("院") and "国务" not in organ


def _true(desk: Desk, candidate: Candidate, stem: Stem, words: str, worth: float) -> Item | Refused:
    if stem.masks:
        return Refused(reason="key-in-stem")
    return desk.item(
        candidate, "truefalse", stem=stem.show(words), key=(TRUE,), explanation="原文正是如此。", worth=worth
    )


def _false(desk: Desk, candidate: Candidate, stem: Stem, words: str, wrong: str, worth: float) -> Item | Refused:
    if stem.masks:
        return Refused(reason="key-in-stem")
    return desk.item(
        candidate, "truefalse", stem=stem.show(wrong), key=(FALSE,), explanation=reason(words, wrong), worth=worth
    )
