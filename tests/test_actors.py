"""Actors: who acts in a document stands beside who else does, and never beside whom it takes in."""

from quizgen.candidates import Work
from quizgen.distractors import Pool
from quizgen.distractors.actors import Actors, takes_in
from quizgen.distractors.organs import everybody_knows
from quizgen.extractors import extract
from tests.studio import candidate, reading

TEXT = (
    "第一条 建设单位应当在开工前办理备案。\n第二条 监理单位应当在开工前编制细则。\n第三条 设计单位可以在开工前修改图纸。\n"
    "第四条 检测单位不得在开工前出具报告。\n第五条 监理单位应当每月报告进度。\n第六条 设计单位应当每月到现场一次。\n"
    "第七条 检测单位应当每月校准仪器。\n第八条 建设单位应当每月拨付费用。\n"
)


def read(text: str) -> Work:
    r = reading(text)
    facts, _ = extract(r)
    return Work(r, facts)


def test_who_acts_stands_beside_who_else_acts() -> None:
    actors = Actors(read(TEXT))
    assert actors.knows("监理单位") and not actors.knows("报告进度")
    names = {a.name for _, a in actors.beside("建设单位")}
    assert {"监理单位", "设计单位", "检测单位"} <= names and "建设单位" not in names


def test_a_choice_of_an_actor_has_actors() -> None:
    w = read(TEXT)
    found = Pool([w]).choose(w, candidate(w, "监理单位"), visible="应当在开工前编制细则", place=lambda work, span: "另一处")
    assert {d.text for d in found} == {"建设单位", "设计单位", "检测单位"}


def test_a_wide_name_takes_a_narrow_one_in() -> None:
    assert takes_in("司法机关", "公安机关") and takes_in("公安机关", "司法机关") and not takes_in("公安机关", "税务机关")
    assert takes_in("当事人", "侵权人") and not takes_in("建设单位", "监理单位")


def test_departments_need_not_be_named() -> None:
    assert everybody_knows("国务院水行政主管部门") and everybody_knows("财政部门") and not everybody_knows("监理单位")
