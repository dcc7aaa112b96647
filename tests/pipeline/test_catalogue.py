"""Everything with a name is documented, can be explained, and stands in docs/rules.md."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen import pipeline
from quizgen.cli import cli
from quizgen.extractors import EXTRACTORS
from quizgen.pipeline.catalogue import SORTS, Rule, catalogue

ROOT = Path(__file__).resolve().parents[2]
RULES = pipeline.rules()


def test_each_sort_is_there() -> None:
    assert [s for s in SORTS if any(r.sort == s for r in RULES)] == list(SORTS)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.sort}:{r.name}")
def test_each_is_documented_and_explained(rule: Rule) -> None:
    assert len(rule.summary) > 15
    assert rule.name == rule.name.lower() and " " not in rule.name
    assert pipeline.explain(f"{rule.sort}:{rule.name}") == rule
    result = CliRunner().invoke(cli, ["explain", f"{rule.sort}:{rule.name}"])
    assert result.exit_code == 0
    assert rule.text in result.output


def test_names_are_unique_within_their_sort() -> None:
    assert len({(r.sort, r.name) for r in RULES}) == len(RULES)
    assert len({r.text for r in RULES}) == len(RULES)


@pytest.mark.parametrize("name", [e.name for e in EXTRACTORS])
def test_the_documentation_of_an_extractor_has_four_parts(name: str) -> None:
    text = pipeline.explain(f"extractor:{name}").text
    places = [text.find(part) for part in ("Finds:", "Skips:", "Example:", "Known misses:")]
    assert -1 not in places and places == sorted(places)


def test_rules_are_listed_with_their_summaries() -> None:
    said = CliRunner().invoke(cli, ["rules"]).output
    for rule in RULES:
        assert f"  {rule.name} " in said


def test_the_page_is_in_step() -> None:
    """`make docs` makes it."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == catalogue()
