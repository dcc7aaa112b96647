"""Organs beside an organ: other levels, other departments."""

from quizgen.distractors.organs import siblings


def test_a_department_of_the_council_stands_at_other_levels() -> None:
    assert list(siblings("国务院水行政主管部门")) == ["省级水行政主管部门", "设区的市级水行政主管部门", "县级水行政主管部门"]


def test_a_department_stands_beside_others_of_its_row_and_form() -> None:
    found = list(siblings("县级以上人民政府民政部门"))
    assert "县级以上人民政府财政部门" in found and all(f.startswith("县级以上人民政府") and f.endswith("部门") for f in found)
    assert "市场监督管理部门" not in list(siblings("市场监督管理部门")) and "公安部门" in list(siblings("市场监督管理部门"))


def test_a_body_that_is_no_department_has_none() -> None:
    assert list(siblings("水渠管理站")) == []
