"""Stems: cut at clause borders, never reworded, starting and ending where a reader can."""

import pytest

from quizgen.model import BLANK
from quizgen.stems import Problem, Stems
from tests.studio import candidate, phrase, reading, work


def stem(text: str, words: str, nth: int = 1) -> str:
    r = reading(text)
    w = work(r, phrase(r, words, nth))
    made = next(Stems(r, w.facts).gaps(candidate(w, words)))
    return f"!{made.name}" if isinstance(made, Problem) else made.show(BLANK)


def test_a_short_sentence_stands_whole() -> None:
    text = "安全生产工作应当以人为本，坚持安全发展。"
    assert stem(text, "安全发展") == "安全生产工作应当以人为本，坚持______。"


def test_a_full_stop_as_wide_as_a_character_closes_a_stem() -> None:
    assert stem("渠系养护由农户承担．", "农户") == "渠系养护由______承担。"
    assert stem("渠系养护的主体：灌溉协会．", "灌溉协会") == "渠系养护的主体：______。"


def test_a_key_that_comes_again_is_cut_away_or_hidden() -> None:
    text = "坚持学习是取得进步的基础，要把学习摆在工作的首位，以终身学习为奋斗的目标。"
    assert stem(text, "学习") == "坚持______是取得进步的基础。"
    text = "以学习促进工作、以工作促进学习是我们党的优良传统。"
    assert stem(text, "学习") == "以______促进工作、以工作促进[…]是我们党的优良传统。"
    text = "创新是引领发展的第一动力；坚持创新，才能赢得主动，才能走在前列。"
    assert stem(text, "创新") == "______是引领发展的第一动力。"


@pytest.mark.parametrize(
    "text",
    ["这是农业现代化的根本出路所在。", "该制度由县级人民政府负责实施。", "其目的是保护耕地和永久基本农田。"],
)
def test_a_reference_that_points_outside_makes_no_stem(text: str) -> None:
    r = reading(text)
    words = text[-5:-1]
    w = work(r, phrase(r, words))
    assert list(Stems(r, w.facts).gaps(candidate(w, words))) == [Problem(name="dangling-reference")]


def test_the_sentence_before_comes_along() -> None:
    text = "国家建立粮食储备制度。该制度由中央储备和地方储备组成。"
    assert stem(text, "地方储备") == "国家建立粮食储备制度。该制度由中央储备和______组成。"


def test_a_long_sentence_is_cut_where_a_sentence_can_end() -> None:
    text = (
        "各级人民政府应当加强对防汛抗旱工作的领导，组织开展防汛抗旱知识的宣传普及活动，提高公众的防灾避险意识；"
        "县级以上人民政府水行政主管部门负责防汛抗旱工作的日常组织协调，编制防御洪水方案和洪水调度方案，报本级人民政府批准后实施。"
    )
    made = stem(text, "洪水调度方案")
    assert made.endswith("。") and len(made) < 90
    assert made.startswith("县级以上人民政府水行政主管部门负责")


def test_we_is_left_out_and_our_party_is_not() -> None:
    assert stem("我们必须毫不动摇坚持和完善基本经济制度。", "基本经济制度") == "必须毫不动摇坚持和完善______。"
    assert stem("我们党历来高度重视粮食安全问题。", "粮食安全").startswith("我们党")


def test_a_gap_inside_marks_keeps_the_marks() -> None:
    assert stem("领导干部要发挥“领头雁”作用，带动全村发展。", "领头雁") == "领导干部要发挥“______”作用，带动全村发展。"


def test_a_question_line_leads_its_answer() -> None:
    text = "3. 细胞膜的功能有哪些？\n控制物质进出细胞，进行信息交流。\n"
    assert stem(text, "信息交流").startswith("细胞膜的功能有哪些？")


def test_a_sentence_without_its_subject_brings_the_heading() -> None:
    text = "# 滴灌带\n\n具有节水、省工的优点。\n\n# 特点\n\n可以埋在地下。"
    assert stem(text, "节水") == "滴灌带：具有______、省工的优点。"
    nested = "# 滴灌带\n\n## 特点\n\n主要包括节水、省工两条。"
    assert stem(nested, "节水") == "滴灌带（特点）：主要包括______、省工两条。"
    assert stem("具有节水、省工的优点。", "节水") == "!no-subject"


def test_a_piece_keeps_the_name_of_what_it_tells_of() -> None:
    text = "节制放水：减少放水，水位随之上升，以此保证下游的灌溉。"
    assert stem(text, "水位") == "节制放水：减少放水，______随之上升，以此保证下游的灌溉。"
    assert stem(text, "放水", 2) == "节制[…]：减少______，水位随之上升，以此保证下游的灌溉。"
    assert stem("灌溉协会强调：放水要少量多次，农户要及时报告。", "农户") != "!no-subject"


def test_a_task_is_no_statement() -> None:
    assert stem("请比较滴灌、喷灌二者对水压的要求。", "水压") == "!no-statement"


def test_this_law_is_named_before_its_predicate_too() -> None:
    articles = "".join(f"\n\n第{n}条 渠系由灌溉协会管理。" for n in "一二三四五")
    made = stem("水渠法" + articles + "\n\n第六条 本法规定的渠道分为干渠和支渠。", "支渠")
    assert made == "《水渠法》规定的渠道分为干渠和______。"


def test_a_penalty_keeps_what_it_is_for() -> None:
    text = "经营者未编制预案的，由主管部门责令改正；情节严重的，处五万元以上十万元以下罚款。"
    long = "用水户未按照分配方案安装计量设施或者擅自改变已经登记的取水地点和取水方式的" + "，由水利局责令限期改正，并予以公告，记入用水信用档案，通知所在乡镇和灌区管理单位" * 3
    assert "未编制预案" in stem(text, "十万元")
    assert stem(f"前文。{long}；情节严重的，处五万元以上十万元以下罚款。", "十万元") == "!leans-on-the-sentence-before"
    assert stem(f"前文。{long}；擅自转让取水许可的，处五万元以上十万元以下罚款。", "十万元").startswith("擅自转让取水许可的")


def test_a_title_within_a_title_has_the_inner_marks() -> None:
    articles = "\n".join(f"第{n}条 水利局应当每年公布第{n}灌区的用水账目。" for n in "一二三四五")
    r = reading(f"水利局关于适用《村民用水办法》若干问题的解释（二）\n\n{articles}\n")
    assert Stems(r, ()).statute == "《水利局关于适用〈村民用水办法〉若干问题的解释（二）》"


def test_a_side_that_a_line_names_needs_the_name_above_it() -> None:
    text = "# 渠系\n\n## 暗渠\n\n意义：揭示了地下水的走向，减少了沿途的蒸发。\n\n## 明渠\n\n让沿途的农户看得见水位的涨落。\n"
    assert stem(text, "地下水") == "渠系（暗渠）：意义：揭示了______的走向，减少了沿途的蒸发。"
    assert stem(text, "农户") == "渠系（明渠）：让沿途的______看得见水位的涨落。"
    assert stem("意义：揭示了地下水的走向，减少了沿途的蒸发。", "地下水") == "!no-subject"


def test_an_example_and_a_formula_in_tex_are_no_stems() -> None:
    assert stem("例如，村里的暗渠由灌溉协会管理。", "暗渠") == "!no-statement"
    assert stem(r"流量 $Q$ 等于断面与流速的乘积。", "流速") == "!formula"


def test_where_a_sentence_was_asked_before_is_no_part_of_it() -> None:
    assert stem("*18,省卷II,T29:渠道的主要用途包括灌溉和防洪。", "防洪") == "渠道的主要用途包括灌溉和______。"
