"""A conflict, decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from quizgen.deck import shape
from quizgen.deck.fields import with_field
from quizgen.diagnostics import error
from quizgen.model import Deck
from quizgen.yamlnodes import nearest


def resolve(deck: Deck, identity: str, *, side: Literal["ours", "theirs"], fields: Collection[str] = ()) -> Deck:
    """The deck with the conflict of one item decided: ``ours`` keeps what stands in the field, ``theirs`` takes what
    the source says now. ``fields``: only these; else all that conflict. A field that takes the new text follows the
    source from then on.

    Errors: QuizgenError ``no-such-item`` (with the nearest id), ``no-conflict``, ``not-an-item`` where the new text
    makes no item of this kind: then nothing is changed.
    """
    item = next((i for i in deck.items if i.id == identity), None)
    if item is None:
        raise error("no-such-item", f"no item “{identity}”: {nearest(identity, [i.id for i in deck.items])}", path=deck.path)
    chosen = {name: text for name, text in item.conflict if not fields or name in fields}
    if not chosen:
        has = ", ".join(name for name, _ in item.conflict)
        raise error("no-conflict", f"“{identity}” has no conflict" + (f" in these fields, but in: {has}" if has else ""), path=deck.path)
    after = item
    if side == "theirs":
        for name, text in chosen.items():
            after = with_field(after, name, text)
        for _, _, message in shape.wrong(after):
            raise error("not-an-item", f"“{identity}”: with the new text {message}: edit the item by hand", path=deck.path)
    after = replace(after, conflict=tuple(pair for pair in item.conflict if pair[0] not in chosen))
    return replace(deck, items=tuple(after if i is item else i for i in deck.items))
