"""True or false: the sentence as it stands, or with one element changed to one of its kind (never by a mere 不)."""

from __future__ import annotations

import re
from hashlib import blake2b

from quizgen.candidates import Candidate
from quizgen.deck.truth import false_words, reason, truth
from quizgen.desk import Desk, Refused
from quizgen.distractors.holding import holds
from quizgen.giveaways import CLOSES_A_LIST
from quizgen.model import FALSE, TRUE, Item
from quizgen.sameness import normal
from quizgen.stems import Stem


def write(desk: Desk, candidate: Candidate, worth: float) -> Item | Refused:
    """True or false is drawn by the content. A flipped modal makes a false statement only, so of the others two in three
    are true, and the deck has about as many of each; a true one is asked only where a false element was to be had."""
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


_BINDS = re.compile(r"义务|责任|职责|约束力|依法(?:承担|追究)|保障|尊重")
_MODAL = re.compile(r"应当|可以|不得|必须|禁止|有权")
_PRINCIPLE = re.compile(r"(?:依法|坚持|遵守|尊重|保障|维护|保护|加强|遵循|切实|严格|认真|积极|自觉|支持|配合|贯彻|履行)")
_DUTY = re.compile(
    r"严格|如实|妥善|依法|及时|充分|积极|高度|认真|切实|自觉|相互|互相|符合|遵守|遵循|鼓励|负责|重视|配合|保证|避免|防止|不断|逐步|努力|加强|提高|完善"
)
"""What only a duty is told with: 可以严格遵守 is odd, and no one would take it for the rule."""
_REMEDY = re.compile(r"申请|起诉|诉讼|请求|投诉|举报|查阅|复议|要求|主张|协商|约定|委托|选择")
_OFFICE = re.compile(r"(?:部门|机关|机构|政府|国务院|法院|检察院|委员会|局)(?:[^，]{0,12})$")
_WRONGS = re.compile(r"以|阻挠|干扰|干涉|利用|变相|违背|[同与][^，。]{0,12}抵触|打击|压制|歧视|侵犯|泄露|伪造|滥用|侮辱|虐待|挪用|截留|隐瞒|欺骗|胁迫|拒绝|阻碍|克扣|拖欠")
_ANYBODY = re.compile(r"任何|一切")
_FORBIDS = re.compile(r"严格|限制|防止|严禁|擅自|非法|违法|违反|危害|犯罪|侵害|破坏|虚假|冒用|逃避")


def _flips(modal: str, other: str, stem: Stem) -> bool:
    """The other modal makes a statement that could have been the rule: a duty that might be a choice, a choice that might be
    a duty; not where the sentence says itself what it must be, and not before 不."""
    shown = stem.visible
    if stem.after.startswith(("不", "为")) or "；" in shown or _MODAL.search(shown):
        return False
    match modal, other:
        case "应当", "可以":
            return not _BINDS.search(shown) and not _PRINCIPLE.match(stem.after) and not _DUTY.search(stem.after)
        case "不得", "可以":
            return not _FORBIDS.search(shown) and not _WRONGS.match(stem.after) and not _ANYBODY.search(stem.before)
        case "可以", "应当":
            return not _REMEDY.search(stem.after) and not stem.after.startswith("由") and bool(_OFFICE.search(stem.before))
        case _:
            return False


def _statement(desk: Desk, candidate: Candidate, stem: Stem, worth: float) -> Item | Refused:
    if not _PREDICATE.search(stem.visible):
        return Refused(reason="no-statement")
    if desk.strict and (worth < LEAST or CLOSES_A_LIST.search(stem.visible)):
        return Refused(reason="catch-all" if worth >= LEAST else "worth-little")
    found = desk.distractors(candidate, stem, count=2)
    if not found:
        return Refused(reason="few-distractors")
    words = desk.text(candidate.span)
    if candidate.roles[0] == "modal":
        # a true one says what hardly anybody would deny; a false one must not contradict the rest of its sentence
        if not _flips(words, found[0].text, stem):
            return Refused(reason="plain-either-way")
        return _false(desk, candidate, stem, words, found[0].text, worth)
    if blake2b(f"{candidate.fact_id}|{words}".encode(), digest_size=1).digest()[0] % 3:
        return _true(desk, candidate, stem, words, worth)
    if candidate.roles[0] in ("thesis", "defined", "coined", "member") and found[0].text not in desk.reading.text:
        return _true(desk, candidate, stem, words, worth)  # a word that the text does not know makes an odd statement
    if candidate.roles[0] == "agency" and not (_ORGAN.search(words) and _ORGAN.search(found[0].text) and _court(words) == _court(found[0].text)):
        return _true(desk, candidate, stem, words, worth)  # 翻译人 for 申请人: odd, not false
    if candidate.roles[0] == "agency" and stem.before.endswith(("为", "是")):
        return _true(desk, candidate, stem, words, worth)  # 将涉密较多的机构确定为司法机关: what it is called, not who acts
    return _false(desk, candidate, stem, words, found[0].text, worth)


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
