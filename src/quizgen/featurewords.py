"""What the features of worth mean, in words: each name is a family and a value (``after:是``, ``length:4``)."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.fitness import REASONS

_ROLES = {
    "figure": "a figure",
    "agency": "an organ or role",
    "modal": "a modal (应当, 不得)",
    "subject": "who has to act",
    "action": "what is to be done",
    "consequence": "the consequence",
    "condition": "the condition",
    "defined": "a defined term",
    "definition": "a definition",
    "role": "the predicate of a thesis (甲是……的乙)",
    "thesis": "the subject of a thesis",
    "coined": "a coined term",
    "title": "a title (《》)",
    "spelled": "what a coined term spells out",
    "headline": "the headline of a point",
    "member": "a member of a list",
    "whole": "a whole list in its sentence",
    "pair": "a part of a pair",
    "quote": "words of a quotation",
    "key": "a term of the document",
    "noun": "a noun phrase",
    "verb": "a verb phrase",
    "adverb": "an adverb",
    "clause": "a clause",
    "points": "a list of points",
    "series": "a 、 list",
}
_WHOLE = {
    "form:blank": "one blank",
    "form:list": "a whole list",
    "place:start": "in the first fifth of its sentence",
    "place:middle": "in the middle of its sentence",
    "place:end": "in the last third of its sentence",
    "at:sentence-start": "opens its sentence",
    "at:sentence-end": "ends its sentence",
    "at:clause-start": "opens a clause",
    "at:clause-end": "ends a clause",
    "after:modal": "right after a modal",
    "before:modal": "right before a modal",
    "has:clause": "runs over a clause",
    "list:open": "of a list that is not complete (等)",
    "in:heading": "stands in a heading",
    "in:title": "inside a title (《》)",
    "in:quote": "inside quotation marks",
    "size:long-member": "a member of more than 45 characters",
    "size:two-characters": "members of about two characters",
    "alike:affix": "all members begin or end alike",
    "alike:length": "all members have one length",
    "lead:none": "nothing announces the list",
    "lead:heading": "a heading announces the list",
    "lead:named": "the lead says what is listed",
    "lead:penal": "a list of offences",
    "sentence:principle": "a sentence of principle (坚持, 方针, 原则)",
    "sentence:core": "a sentence with 核心, 本质, 根本, 关键",
    "sentence:penal": "a sentence of penalties",
    "sentence:cross-reference": "a sentence that refers to an article",
    "sentence:date": "a sentence with a year",
    "sentence:modal": "a sentence with a modal",
    "word:common": "a word that every text has",
    "word:usual": "a usual word",
    "word:rare": "a rare word",
    "cut:left": "a noun of the same compound stands right before it",
    "cut:right": "a noun of the same compound stands right after it",
    "cut:term": "a piece of a longer term",
    "sentence:first": "the first sentence of its paragraph",
}
_FAMILIES: dict[str, Callable[[str], str]] = {
    "is": lambda v: _ROLES.get(v, v),
    "also": lambda v: "also " + _ROLES.get(v, v),
    "length": lambda v: f"{_span(v)} long",
    "after": lambda v: f"right after {v}",
    "before": lambda v: f"right before {v}",
    "has": lambda v: f"holds {v}",
    "starts": lambda v: f"begins with {v}",
    "list": lambda v: f"of a list of {v}{' or more' if v == '6' else ''}",
    "count": lambda v: f"stands {_times(v)} in the document",
    "sentence": lambda v: f"a sentence of {_span(v)}" if v[:1] in "-0123456789" else f"a sentence with {v}",
    "document": lambda v: f"in part {v.replace('/', ' of ')} of the document",
    "block": lambda v: f"in {'an' if v == 'article' else 'a'} {v}",
    "members": lambda v: f"{v}{' or more' if v == '8' else ''} members",
    "size": lambda v: f"members of {_span(v)}",
    "unfit": lambda v: REASONS.get(v, v),
}


def feature_words(name: str) -> str:
    """A feature in words; the name itself where there are none for it."""
    if name in _WHOLE:
        return _WHOLE[name]
    family, _, value = name.partition(":")
    say = _FAMILIES.get(family)
    return say(value) if say is not None and value else name


def _span(value: str) -> str:
    """5-6, 23+, -20 as a number of characters."""
    if value.startswith("-"):
        return f"up to {value[1:]} characters"
    if value.endswith("+"):
        return f"{value[:-1]} characters or more"
    return f"{value.replace('-', ' to ')} character{'' if value == '1' else 's'}"


def _times(value: str) -> str:
    if value == "1":
        return "once"
    return f"over {value[:-1]} times" if value.endswith("+") else f"{value.replace('-', ' to ')} times"
