"""Noun phrases, verbs and short predicates."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Phrase, Span
from quizgen.reading import Reading
from quizgen.zh.phrases import Found

NAME = "phrase"
_new = tuple.__new__  # there are hundreds of phrases in every thousand characters


def find(reading: Reading) -> Iterator[Phrase]:
    """Phrases that can be asked and have no construction of their own.

    Finds: noun phrases, whole and in their parts (国家安全审查制度: the whole, 国家安全审查, 国家安全, 审查); 甲的乙, 甲和乙
    where the two are alike; verbs with a meaning of their own, alone, with an adverb (立即停止) or with their object
    (猎捕野生动物); manners (一次性, 越级); what 是 or 为 name.
    Skips: headings, questions, sentences with a blank; function words; words too general to ask (单位, 有关, 进行); a
    word that runs through the whole document; pieces that cross a word or phrase border.
    Example: 国家建立国家安全决策咨询机制 gives 国家安全决策咨询机制, 国家安全, 决策咨询.
    Known misses: verbs read as nouns of a compound (协同育人机制); borders inside a word of the dictionary.
    """
    for sentence in reading.asked_sentences:
        before = None
        for start, end, sort, shape, head in sorted(reading.phrases(sentence), key=_by_place):
            span = _new(Span, (start, end))
            if span != before:
                yield Phrase(rule=NAME, span=span, phrase=span, sort=sort, shape=shape, head=span if head == start else _new(Span, (head, end)))
            before = span


def _by_place(found: Found) -> tuple[int, int]:
    return found[0], -found[1]
