"""Every feature that has a weight is explained in words."""

from __future__ import annotations

import pytest

from quizgen.candidates import ORDER
from quizgen.featurewords import feature_words
from quizgen.worth import shipped

NAMES = sorted({name for table in shipped().tables.values() for name in table})


@pytest.mark.parametrize("name", NAMES)
def test_a_weighted_feature_has_words(name: str) -> None:
    words = feature_words(name)
    assert words and words != name and ":" not in words


def test_every_role_has_words() -> None:
    for role in ORDER:
        assert feature_words(f"is:{role}") not in (role, f"is:{role}")
        assert feature_words(f"also:{role}") == "also " + feature_words(f"is:{role}")


def test_numbers_are_spelled_out() -> None:
    assert feature_words("length:1") == "1 character long"
    assert feature_words("length:5-6") == "5 to 6 characters long"
    assert feature_words("sentence:100+") == "a sentence of 100 characters or more"
    assert feature_words("sentence:是") == "a sentence with 是"
    assert feature_words("count:60+") == "stands over 60 times in the document"
    assert feature_words("nothing-known") == "nothing-known"
