"""A deck, written and read again, is the same deck."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SAMPLE, TRAPS, decks

from quizgen.deck import loads, render_new, save
from quizgen.deck.stamp import stamp
from quizgen.diagnostics import QuizgenError
from quizgen.model import Deck
from quizgen.yamltext import scalar


def same(a: Deck, b: Deck) -> None:
    assert replace(a, path="") == replace(b, path="")


def test_sample_as_a_person_finds_it() -> None:
    text = render_new(SAMPLE)
    same(loads(text).deck, SAMPLE)
    assert text.startswith("# yaml-language-server: $schema=./.quizgen/deck.schema.json\ndeck: 读书笔记\n")
    body, ledger = text.split("\nledger:\n")
    assert "stem: 竹简由竹片制成，用______编连成册。\n  key: 麻绳\n" in body
    assert "distractors: [张衡, 班固, 许慎]" in body
    assert "explanation: |-\n    “蔡伦改进了造纸术。”\n    张衡造的是地动仪：见第二部分。\n" in body
    assert "section: 一、书的材料 › 一是竹简\n" in body
    assert not re.search(r"""['"&*\\]""", body.split("\n", 1)[1].replace("person's", "").replace("quizgen's", ""))
    assert len(ledger.splitlines()) == len(SAMPLE.items)


@settings(max_examples=150, deadline=None)
@given(decks())
def test_written_and_read_again(deck: Deck) -> None:
    text = render_new(deck)
    same(loads(text).deck, deck)
    assert save(loads(text), loads(text).deck) == text


@settings(max_examples=60, deadline=None)
@given(decks(), decks())
def test_spliced_into_another(old: Deck, new: Deck) -> None:
    text = save(loads(render_new(old)), new)
    got = loads(text).deck
    same(replace(got, gone=(), deleted=()), new)


WRITTEN = render_new(SAMPLE)


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, len(WRITTEN)), gone=st.integers(0, 12), put=st.text(st.sampled_from("- :'\"[]{}|>&*!%#\n\t甲a0_\x85\u2028\x00"), max_size=5))
def test_slips_of_the_hand_give_findings_and_never_a_crash(at: int, gone: int, put: str) -> None:
    text = WRITTEN[:at] + put + WRITTEN[at + gone :]
    try:
        loaded = loads(text, path="a.yaml", strict=False)
    except QuizgenError as e:
        assert all(d.path == "a.yaml" and d.message for d in e.diagnostics)
        return
    if loaded.ok:
        assert save(loaded, loaded.deck) == text
        stamped = stamp(loaded.deck, now="2026-03-01T00:00:00Z")
        saved = save(loaded, stamped)
        assert loads(saved).deck.items == stamped.items


def test_brackets_without_end() -> None:
    stairs = "\n".join(" " * n + "a:" for n in range(2000))
    for text in (stairs, "deck: " + "[" * 5000 + "]" * 5000, "[" * 100_000, "{a: [" * 50_000, "- " * 50_000 + "a"):
        with pytest.raises(QuizgenError):
            loads(text)


@given(TRAPS)
def test_other_programs_read_text_as_text(text: str) -> None:
    for flow in (False, True):
        shown = scalar(text, flow=flow)
        assert yaml.safe_load(f"[{shown}]" if flow else f"a: {shown}") in ([text], {"a": text})
