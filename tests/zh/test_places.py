"""Where pieces stand, against what Python finds."""

from hypothesis import given
from hypothesis import strategies as st

from quizgen.zh.places import Places

TEXTS = st.text(alphabet="甲乙丙，", max_size=60)
PIECES = st.text(alphabet="甲乙丙，", min_size=1, max_size=5)


@given(TEXTS, PIECES)
def test_every_place_and_as_many_as_python_counts(text: str, piece: str) -> None:
    places = Places(text)
    assert list(places.of(piece)) == [i for i in range(len(text)) if text.startswith(piece, i)]
    assert places.count(piece) == text.count(piece) == places.count(piece)


def test_a_piece_that_stands_nowhere_costs_no_reading() -> None:
    places = Places("甲乙" * 1000)
    assert list(places.of("乙丙丁")) == [] and places.count("丁") == 0
