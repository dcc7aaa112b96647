"""Whatever a person types into a deck: checks answer, answer the same again, and answer soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.checks import CHECKS, Context, deck_flaws, flaws, notes
from quizgen.model import BLANK, CHOICE, KINDS, Item, Kind, Provenance

PIECES = [*"渠水归全村的不未是等第一二三十百万半年日元个第条款这该其他我X×0159.,%‰（）()“”‘’《》【】、，；：。？！ 　\n_-"]
PIECES += [BLANK, CHOICE, "应当", "必须", "不得", "百分之", "分之", "个月", "下列", "规定，", "习近平", "以上都是", "A."]
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
many = st.lists(texts, max_size=4).map(tuple)


@settings(max_examples=100, deadline=None)
@given(
    kind=st.sampled_from(KINDS), stem=texts, key=many, distractors=many, quote=texts, mates=many, source=st.none() | texts, opened=st.booleans()
)
def test_any_item_gets_an_answer(
    kind: Kind, stem: str, key: tuple[str, ...], distractors: tuple[str, ...], quote: str, mates: tuple[str, ...], source: str | None, opened: bool
) -> None:
    item = Item(id="", kind=kind, stem=stem, key=key, distractors=distractors, rule="r", provenance=Provenance(path="", quote=quote))
    context = Context(list_mates=frozenset(mates), open_list=opened, source=source)
    found = flaws(item, context) + notes(item, context)
    assert found == flaws(item, context) + notes(item, context)
    assert {name for name, _ in found} <= {c.name for c in CHECKS}
    deck_flaws([item, item], with_notes=True)


@pytest.mark.parametrize("piece", ["第一条", "“", "1", "（", "、", "本法第一条第二款、", "《", "X", "一百万", "1,000", "不", "渠水"])
def test_long_texts_take_no_longer_than_their_length(piece: str) -> None:
    long = piece * (12_000 // len(piece))
    start = time.process_time()
    for kind in KINDS:
        item = Item(
            id="", kind=kind, stem=long + BLANK, key=(long, long + "渠"), distractors=(long + "水", "田"), rule="r", provenance=Provenance(path="", quote=long)
        )
        flaws(item, Context(list_mates=frozenset([long])))
    assert time.process_time() - start < 3
