"""What a build does not ask although it can be asked."""

import pytest

from quizgen.candidates import Candidate
from quizgen.fitness import unfit
from quizgen.model import Figure, Norm, Phrase, Term
from tests.studio import candidate, phrase, reading, span, work


def why(text: str, words: str, *, role: str = "noun") -> str | None:
    r = reading(text)
    s = span(r, words)
    match role:
        case "agency":
            w = work(r, Term(rule="agency", span=s, term=s, sort="agency"))
        case "action":
            w = work(r, Norm(rule="norm", span=s, modal=span(r, "应当"), action=s))
        case "figure":
            w = work(r, Figure(rule="figure", span=s, value=s, sort="time"))
        case "verb":
            w = work(r, Phrase(rule="phrase", span=s, phrase=s, sort="verb"))
        case _:
            w = work(r, phrase(r, words))
    found: Candidate = candidate(w, words)
    return unfit(w, found)


@pytest.mark.parametrize(
    ("text", "words", "role", "reason"),
    [
        ("村里修好了三条灌溉渠道。", "灌溉渠道", "noun", None),
        ("村里建立水渠管理制度。", "水渠", "noun", "part-of-a-compound"),
        ("村里建立水渠管理制度。", "水渠管理制度", "noun", None),
        ("村民委员会应当及时公布用水数量。", "及时公布用水数量", "action", "many-answers-fit"),
        ("国家保护农民的合法权益。", "合法权益", "noun", "formula"),
        ("以张石匠同志为核心的班子带领全村修渠。", "核心", "noun", "formula"),
        ("张石匠是修渠班子的核心。", "核心", "noun", "many-answers-fit"),
        ("任何单位都应当节约用水。", "单位", "agency", "no-organ-of-its-own"),
        ("浇地的次序由村民委员会决定。", "村民委员会", "agency", None),
        ("水渠的次序由村民委员会、用水小组商定。", "村民委员会", "agency", "no-organ-of-its-own"),
        ("2月3日，村民大会在祠堂开幕。", "2月3日", "figure", "points-outside"),
        ("每年2月3日开闸。", "2月3日", "figure", None),
        ("修渠主要有三种方式。", "三种", "figure", "many-answers-fit"),
        ("水渠（俗称灌溉渠道）归全村所有。", "灌溉渠道", "noun", "a-note-in-brackets"),
    ],
)
def test_fit_and_unfit(text: str, words: str, role: str, reason: str | None) -> None:
    assert why(text, words, role=role) == reason


def test_what_the_source_calls_wrong_is_not_asked() -> None:
    text = "水渠只归村委会管理。\n错误。水渠归全体村民共同管理。"
    assert why(text, "村委会管理") == "denied-by-the-source"
    assert why("1. 水渠归村委会管理（×）\n2. 水渠要年年维修。", "村委会管理") == "denied-by-the-source"


def test_a_frame_that_the_document_fills_otherwise_decides_nothing() -> None:
    text = "用水小组每年召开会议讨论渠道维修。\n用水小组每年召开会议讨论浇地次序。"
    assert why(text, "浇地次序") == "same-frame-elsewhere"
