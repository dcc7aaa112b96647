"""Every check says what it finds, why, an example and the repair; docs/checks.md says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.checks import CHECKS, DECK_CHECKS, Check, DeckCheck
from quizgen.checks.documentation import PARTS, page, parts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks.md"


@pytest.mark.parametrize("check", [*CHECKS, *DECK_CHECKS], ids=lambda c: c.name)
def test_every_check_is_documented(check: Check | DeckCheck) -> None:
    said = parts(check.find)
    assert tuple(said) == PARTS, f"{check.name}: its docstring has the parts {', '.join(said)}"
    assert all(len(text) > 3 for text in said.values()), said
    assert said["Finds"].endswith(".") and said["Why"].endswith(".") and said["Repair"].endswith(".")


def test_the_page_is_what_the_docstrings_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/checks.md is old: make docs"


def test_names_stand_once_on_the_page() -> None:
    names = [c.name for c in (*CHECKS, *DECK_CHECKS)]
    assert len(set(names)) == len(names)
    for name in names:
        assert page().count(f"### {name}\n") == 1
