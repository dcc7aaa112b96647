"""Organs beside an organ: other levels, other departments, and what gives one away."""

from quizgen.distractors.organs import siblings, told


def test_a_department_of_the_council_stands_at_other_levels() -> None:
    assert list(siblings("国务院水行政主管部门")) == ["省级水行政主管部门", "设区的市级水行政主管部门", "县级水行政主管部门"]


def test_a_department_stands_beside_others_of_its_row_and_form() -> None:
    found = list(siblings("县级以上人民政府民政部门"))
    assert "县级以上人民政府财政部门" in found and all(f.startswith("县级以上人民政府") and f.endswith("部门") for f in found)
    assert "市场监督管理部门" not in list(siblings("市场监督管理部门")) and "公安部门" in list(siblings("市场监督管理部门"))


def test_a_body_that_is_no_department_has_none() -> None:
    assert list(siblings("水渠管理站")) == []


def test_an_act_that_only_one_organ_can_do_gives_it_away() -> None:
    assert told("人民法院", "当事人可以向提起诉讼")
    assert told("公安机关", "由立案侦查")
    assert not told("公安机关", "应当向报告登记情况")
