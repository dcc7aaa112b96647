"""Checks: what an item must not be. One function a flaw, ``(Item, Context) → message | None``; the order of the table is
the order in which flaws are told. A check that is not listed here does not exist.

They run on every item that is written (one with a flaw is not built) and on decks that people edit.
"""

from __future__ import annotations

from quizgen.checks import (
    cue,
    keys,
    lists,
    marks,
    odd,
    options,
    origin,
    placeholder,
    reference,
    shape,
    stemform,
    truefalse,
)
from quizgen.checks._base import NO_CONTEXT, Check, Context
from quizgen.checks.deck import DECK_CHECKS, DeckCheck, DeckFlaw, deck_flaws, enemy_pairs
from quizgen.model import Item

CHECKS: tuple[Check, ...] = (
    Check(name="empty-field", severity="error", find=shape.empty_field),
    Check(name="blank-count", severity="error", find=shape.blank_count),
    Check(name="key-count", severity="error", find=shape.key_count),
    Check(name="placeholder", severity="warning", find=placeholder.placeholder),
    Check(name="no-cue", severity="warning", find=cue.no_cue),
    Check(name="key-in-stem", severity="warning", find=cue.key_in_stem),
    Check(name="key-part-in-stem", severity="warning", find=cue.key_part_in_stem),
    Check(name="word-repeat", severity="warning", find=cue.word_repeat),
    Check(name="dangling-reference", severity="warning", find=reference.dangling_reference),
    Check(name="points-ahead", severity="warning", find=reference.points_ahead),
    Check(name="cross-reference", severity="warning", find=reference.cross_reference),
    Check(name="starts-mid-sentence", severity="warning", find=stemform.starts_mid_sentence),
    Check(name="stem-end", severity="warning", find=stemform.stem_end),
    Check(name="stray-marks", severity="warning", find=stemform.stray_marks),
    Check(name="stray-number", severity="warning", find=stemform.stray_number),
    Check(name="several-questions", severity="warning", find=stemform.several_questions),
    Check(name="long-stem", severity="warning", find=stemform.long_stem),
    Check(name="longish-stem", severity="note", find=stemform.longish_stem),
    Check(name="unbalanced-marks", severity="warning", find=marks.unbalanced_marks),
    Check(name="function-word-key", severity="warning", find=keys.function_word_key),
    Check(name="poor-key", severity="warning", find=keys.poor_key),
    Check(name="ragged-key", severity="warning", find=keys.ragged_key),
    Check(name="key-across-members", severity="warning", find=keys.key_across_members),
    Check(name="equal-options", severity="error", find=options.equal_options),
    Check(name="alike-options", severity="warning", find=options.alike_options),
    Check(name="same-modal", severity="warning", find=options.same_modal),
    Check(name="option-within-option", severity="warning", find=options.option_within_option),
    Check(name="few-distractors", severity="warning", find=options.few_distractors),
    Check(name="distractor-in-stem", severity="warning", find=options.distractor_in_stem),
    Check(name="distractor-of-same-list", severity="warning", find=options.distractor_of_same_list),
    Check(name="all-of-the-above", severity="warning", find=options.all_of_the_above),
    Check(name="labelled-option", severity="warning", find=options.labelled_option),
    Check(name="open-list-choice", severity="warning", find=options.open_list_choice),
    Check(name="unmarked-negative", severity="warning", find=options.unmarked_negative),
    Check(name="odd-length", severity="warning", find=odd.odd_length),
    Check(name="odd-class", severity="warning", find=odd.odd_class),
    Check(name="odd-mark", severity="warning", find=odd.odd_mark),
    Check(name="odd-ending", severity="warning", find=odd.odd_ending),
    Check(name="long-list", severity="warning", find=lists.long_list),
    Check(name="short-list", severity="warning", find=lists.short_list),
    Check(name="equal-members", severity="warning", find=lists.equal_members),
    Check(name="false-by-negation", severity="warning", find=truefalse.false_by_negation),
    Check(name="stated-as-false", severity="error", find=truefalse.stated_as_false),
    Check(name="question-as-statement", severity="warning", find=truefalse.question_as_statement),
    Check(name="key-not-verbatim", severity="warning", find=origin.key_not_verbatim),
    Check(name="no-quote", severity="warning", find=origin.no_quote),
    Check(name="no-place", severity="warning", find=origin.no_place),
    Check(name="no-explanation", severity="warning", find=origin.no_explanation),
)

_FLAWS = tuple(c for c in CHECKS if c.severity != "note")
_NOTES = tuple(c for c in CHECKS if c.severity == "note")


def flaws(item: Item, context: Context = NO_CONTEXT) -> tuple[tuple[str, str], ...]:
    """(name, message) of every flaw of an item: errors and warnings, in the order of the table."""
    return tuple((c.name, said) for c in _FLAWS if (said := c.find(item, context)) is not None)


def notes(item: Item, context: Context = NO_CONTEXT) -> tuple[tuple[str, str], ...]:
    """(name, message) of what could be better and is no flaw."""
    return tuple((c.name, said) for c in _NOTES if (said := c.find(item, context)) is not None)


__all__ = [
    "CHECKS",
    "DECK_CHECKS",
    "Check",
    "Context",
    "DeckCheck",
    "DeckFlaw",
    "deck_flaws",
    "enemy_pairs",
    "flaws",
    "notes",
]
