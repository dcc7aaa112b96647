"""One item, three ways, a field at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from quizgen.deck.identity import FIELDS, field_text, is_edited, mark
from quizgen.model import Item
from quizgen.sameness import normal

PLACE = ("section", "article", "line", "page")
"""Where an item stands; these follow the source even where its sentence is unchanged, and never conflict."""
CONTENT = tuple(name for name in FIELDS if name not in (*PLACE, "kind"))
QUIET = frozenset({"difficulty", "explanation"})
"""Fields that a person may set for good: no conflict is made of them."""


def fields_of(item: Item) -> tuple[str, ...]:
    """The fields of FIELDS that hold something in the item or were made."""
    made = dict(item.made)
    return tuple(name for name in FIELDS if name in made or field_text(item, name))


def with_field(item: Item, name: str, text: str) -> Item:
    """The item with one of FIELDS set from its text (as field_text gives it)."""
    lines = tuple(text.split("\n")) if text else ()
    match name:
        case "key":
            return replace(item, key=lines)
        case "distractors":
            return replace(item, distractors=lines)
        case "section":
            return replace(item, provenance=replace(item.provenance, section=lines))
        case "article":
            return replace(item, provenance=replace(item.provenance, article=text))
        case "quote":
            return replace(item, provenance=replace(item.provenance, quote=text))
        case "line":
            return replace(item, provenance=replace(item.provenance, line=int(text or "0")))
        case "page":
            return replace(item, provenance=replace(item.provenance, page=int(text or "0")))
        case "difficulty":
            return replace(item, difficulty=float(text) if text else None)
        case "stem":
            return replace(item, stem=text)
        case "explanation":
            return replace(item, explanation=text)
        case _:
            raise ValueError(f"no such field: {name}")


def merge_fields(
    item: Item, made: Item, *, names: Collection[str] = CONTENT, holds: Callable[[Item, str], bool] | None = None
) -> Item:
    """``item`` with the content that ``made``, the rebuilt item, has now, in every field that no person edited; and
    a conflict in those that one did, where the source changed under them. Kind, id and place stay, and fields that
    are not among ``names``."""
    edited = {name for name in CONTENT if is_edited(item, name)}
    if item.kind == "truefalse" and edited & {"stem", "key"}:
        edited |= {"stem", "key"}  # a statement and its truth are one thing
    names = set(names)
    if {"explanation", "distractors"} <= names and made.distractors:
        made, names = _with_good_distractors(item, made, names, edited, holds)
    hashes = dict(item.made)
    conflict = dict(item.conflict)
    out = item
    for name in CONTENT:
        text = field_text(made, name)
        code = mark(text) if text else ""
        if name not in names or code == hashes.get(name, ""):
            continue  # the source says what it said
        hashes[name] = code
        if name not in edited:
            out = with_field(out, name, text)
            conflict.pop(name, None)
        elif field_text(item, name) == text or not text:
            conflict.pop(name, None)
        elif name not in QUIET:
            conflict[name] = text
    return replace(
        out,
        rule=made.rule or item.rule,
        fact=made.fact or item.fact,
        tested=made.tested or item.tested,
        worth=made.worth or item.worth,
        made=tuple((n, m) for n, m in hashes.items() if m),
        conflict=tuple((n, conflict[n]) for n in FIELDS if n in conflict),
    )


def _with_good_distractors(
    item: Item, made: Item, names: set[str], edited: Collection[str], holds: Callable[[Item, str], bool] | None
) -> tuple[Item, set[str]]:
    """The rebuilt item with the distractors of the standing one as far as they still hold, for drawing others would
    change a card for nothing; and the fields that are left to merge. A person's own distractors are only called in
    question where one of them holds no longer."""
    good = [d for d in item.distractors if _fits(made, d) and (holds is None or holds(made, d))]
    if len(good) == len(item.distractors):
        return made, names - {"distractors", "explanation"}
    if "distractors" in edited:
        return made, names - {"explanation"}
    reasons = _reasons(item) | _reasons(made)
    mixed = (good + [d for d in made.distractors if d not in good])[: len(made.distractors)]
    if not all(d in reasons for d in mixed):
        return made, names  # the explanation speaks of all at once
    return replace(made, distractors=tuple(mixed), explanation="\n".join(reasons[d] for d in mixed)), names


def _reasons(item: Item) -> dict[str, str]:
    """Distractor → its line of the explanation, where each has one."""
    lines = item.explanation.split("\n")
    found = {d: [line for line in lines if line.startswith(d)] for d in item.distractors}
    return {d: own[0] for d, own in found.items() if len(own) == 1} if len(lines) == len(found) else {}


def _fits(item: Item, distractor: str) -> bool:
    """A distractor is not the key, and does not stand in the stem."""
    text = normal(distractor)
    return all(text != normal(k) for k in item.key) and not (len(text) > 1 and text in normal(item.stem))
