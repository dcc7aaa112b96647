"""Organs beside an organ: other levels, other departments."""

from quizgen.distractors import Distractor, _even
from quizgen.distractors.organs import everybody_knows, siblings


def test_a_department_of_the_council_stands_at_other_levels() -> None:
    assert list(siblings("国务院水行政主管部门")) == ["省级水行政主管部门", "设区的市级水行政主管部门", "县级水行政主管部门"]


def test_a_department_stands_beside_others_of_its_row_and_form() -> None:
    found = list(siblings("县级以上人民政府民政部门"))
    assert "县级以上人民政府财政部门" in found and all(f.startswith("县级以上人民政府") and f.endswith("部门") for f in found)
    assert "市场监督管理部门" not in list(siblings("市场监督管理部门")) and "公安部门" in list(siblings("市场监督管理部门"))


def test_a_body_that_is_no_department_has_none() -> None:
    assert list(siblings("水渠管理站")) == []


def test_a_name_of_an_organ_may_be_a_little_longer_than_the_others() -> None:
    """国家安全机关 beside 公安机关: the length of a name tells nothing; nor does one character of a term."""
    names = [Distractor(text=t, reason="") for t in ("公安机关", "审判机关", "税务机关")]
    assert _even("国家安全机关", names, 3) == ()
    assert len(_even("国家安全机关", names, 3, slack=2)) == 3
    assert _even("国家安全行政管理机关", names, 3, slack=2) == ()
    longer = Distractor(text="国务院主管部门", reason="")
    assert longer in _even("国家安全机关", [*names, longer], 3, slack=2)  # where one is as long, it is taken


def test_the_state_council_stands_beside_the_other_highest_organs() -> None:
    assert "全国人民代表大会常务委员会" in siblings("国务院") and everybody_knows("国务院")
