"""True/false items: a false one is false by one changed element, and really false."""

from __future__ import annotations

import re

from quizgen.checks._base import Context, bare, unframed, unquoted
from quizgen.model import FALSE, TRUE, Item

_NEGATION = re.compile(r"并非|不是|没有|并不|不会|不能|未|不|非|没|无")
_BRACKET = re.compile(rf"[（(]\s*+(?:(?:{TRUE}|{FALSE}|√|×)\s*+)?[）)]。?$")
_BESIDE = 3


def false_by_negation(item: Item, context: Context) -> str | None:
    """Finds: a false statement that is the quoted sentence with a mere 不, 未, 非, 没有 put in or taken out. A modal that
    became another one (应当 to 不得, 有权 to 无权) is a changed element.

    Why: it tests whether 不 was seen, and reads like a trick.
    Example: 渠水不归全村共有。 where the source says 渠水归全村共有
    Repair: change an element that people mix up: another figure, organ or principle.
    """
    if item.kind != "truefalse" or item.key != (FALSE,) or not item.provenance.quote:
        return None
    said, meant = bare(item.stem), bare(item.provenance.quote)
    for longer, shorter in ((said, meant), (meant, said)):
        for m in _NEGATION.finditer(longer):
            left, right = longer[max(0, m.start() - _BESIDE) : m.start()], longer[m.end() : m.end() + _BESIDE]
            if len(left) + len(right) > _BESIDE and left + m[0] + right not in shorter and left + right in shorter:
                return f"false only by “{m[0]}”"
    return None


def stated_as_false(item: Item, context: Context) -> str | None:
    """Finds: a statement whose key is 错 and that stands word for word in the quoted sentence.

    Why: the source says it, so it is right.
    Example: 渠水归全村共有。 with key 错 and the source sentence 渠水归全村共有。
    Repair: change the element that should be false, or the key.
    """
    if item.kind != "truefalse" or item.key != (FALSE,):
        return None
    said = bare(unframed(item.stem))
    if said and said in bare(item.provenance.quote):
        return "the source says exactly this, so it is true"
    return None


def question_as_statement(item: Item, context: Context) -> str | None:
    """Finds: a true/false stem that asks (also a heading with ？ brought along), or that has the bracket for the answer.

    Why: only a statement is true or false; the form adds the bracket.
    Example: 渠水归全村共有吗？
    Repair: state it.
    """
    if item.kind != "truefalse":
        return None
    if re.search(r"[？?]|吗。?$|是否正确", unquoted(item.stem)):
        return "a true/false item states, it does not ask"
    if _BRACKET.search(item.stem.strip()):
        return "the bracket for the answer is added by the form"
    return None
