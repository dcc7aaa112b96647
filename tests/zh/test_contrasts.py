"""The lexicon of contrast sets: its lines keep their rules, and a section serves only a document that speaks its language."""

from importlib import resources

from quizgen.zh.contrasts import Contrasts, known, opposed, own_part
from quizgen.zh.places import Places

LINES = [
    line
    for line in resources.files("quizgen").joinpath("data", "contrasts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LIABILITY = "依法承担民事责任；构成犯罪的，追究刑事责任；给予行政处罚的，另有行政责任。违约责任和侵权责任由当事人约定，连带责任除外。"


def test_every_set_has_four_members_of_one_length() -> None:
    assert len(LINES) > 2000
    for line in LINES:
        members = line.split(" ")
        assert len(members) >= 4 and len(set(members)) == len(members), line
        assert len({len(m) for m in members}) == 1 and min(map(len, members)) >= 2, line


def test_siblings_come_from_the_sets_of_a_word() -> None:
    found = list(Contrasts(Places(LIABILITY)).siblings("民事责任"))
    assert {"刑事责任", "行政责任"} <= set(found) and "民事责任" not in found
    assert known("民事责任") and not known("责任民事")


def test_a_section_of_another_subject_is_silent() -> None:
    assert list(Contrasts(Places("今天天气很好。")).siblings("民事责任")) == []


def test_headed_words_share_head_and_length_and_stand_in_the_document() -> None:
    lexicon = Contrasts(Places(LIABILITY))
    found = set(lexicon.headed("安保责任"))
    assert found and all(w.endswith("责任") and w in LIABILITY for w in found)
    assert not list(lexicon.headed("民事责任")), "a word that stands in a set has its siblings there"


def test_a_longer_term_changes_the_word_that_ends_it() -> None:
    found = list(Contrasts(Places(LIABILITY)).composed("施工单位民事责任", 4))
    assert "施工单位刑事责任" in found


def test_what_two_terms_do_not_share() -> None:
    assert own_part("疫情监测制度", "疫情报告制度") == "监测"
    assert own_part("公告", "登记") == "公告"


def test_a_reward_is_no_option_beside_a_penalty() -> None:
    assert opposed("奖励", "惩戒") and opposed("没收", "补贴") and not opposed("登记", "备案")
