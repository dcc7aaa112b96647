"""Distractors: of the key's kind, and false here for a reason that can be said."""

import pytest

from quizgen.distractors import MODALS, Pool, figures
from quizgen.distractors.falsity import roles_differ, wider
from quizgen.model import Figure, Norm, Span
from quizgen.zh.contrasts import Contrasts
from quizgen.zh.places import Places
from tests.studio import candidate, phrase, reading, span, work


def place(w: object, s: Span) -> str:
    return "第1行"


def figure(r, words: str, nth: int = 1) -> Figure:  # type: ignore[no-untyped-def]
    s = span(r, words, nth)
    return Figure(rule="figure", span=s, value=s, sort="time")


def test_figures_move_to_usual_values_of_their_unit() -> None:
    r = reading("受理机关应当在十五日内作出决定。\n当事人可以在六十日内申请复议。")
    w = work(r, figure(r, "十五日"), figure(r, "六十日"))
    found = Pool([w]).choose(w, candidate(w, "十五日"), visible="受理机关应当在内作出决定", place=place)
    texts = [d.text for d in found]
    assert texts[0] == "六十日" and len(texts) == 3
    assert all(t.endswith("日") and t != "十五日" for t in texts)
    assert all(d.reason for d in found)


def test_modals_stand_against_modals() -> None:
    r = reading("经营者不得销售不合格的产品。")
    m = span(r, "不得")
    w = work(r, Norm(rule="norm", span=m, modal=m))
    found = Pool([w]).choose(w, candidate(w, "不得"), visible="", place=place)
    assert {d.text for d in found} == set(MODALS) - {"不得"}


def test_phrases_keep_the_head_and_change_the_modifier() -> None:
    text = "不断增强责任意识。\n着力增强法治意识。\n持续增强安全意识。\n着力增强规则意识。\n大力增强特色农业。"
    r = reading(text)
    w = work(r, *(phrase(r, x) for x in ("责任意识", "法治意识", "安全意识", "规则意识", "特色农业")))
    found = Pool([w]).choose(w, candidate(w, "责任意识"), visible="不断增强", place=place)
    assert sorted(d.text for d in found) == ["安全意识", "法治意识", "规则意识"]


def test_what_the_document_puts_into_the_same_frame_is_no_distractor() -> None:
    text = "全社会都要树立节约意识观念。\n全社会都要树立环保意识观念。\n要有竞争意识。\n要有风险意识。"
    r = reading(text)
    w = work(r, *(phrase(r, x) for x in ("节约意识", "环保意识", "竞争意识", "风险意识")))
    found = Pool([w]).choose(w, candidate(w, "节约意识"), visible="全社会都要树立观念", place=place)
    assert "环保意识" not in [d.text for d in found]


def test_a_range_moves_one_bound_or_both() -> None:
    r = reading("情节严重的，处五日以上十五日以下拘留。")
    w = work(r, figure(r, "五日以上十五日以下"))
    found = Pool([w]).choose(w, candidate(w, "五日以上十五日以下"), visible="情节严重的，处拘留", place=place)
    texts = [d.text for d in found]
    assert len(texts) == 3 and all("日以上" in t and t.endswith("日以下") for t in texts)
    assert any(t.startswith("五日以上") for t in texts) and any(t.endswith("以上十五日以下") for t in texts)


def test_the_lexicon_serves_where_the_document_has_too_few() -> None:
    r = reading("造成损害的，依法承担民事责任。\n构成犯罪的，追究刑事责任。\n违反规定的，还有行政责任或者违约责任。")
    w = work(r, *(phrase(r, x) for x in ("民事责任", "刑事责任")))
    found = Pool([w]).choose(w, candidate(w, "民事责任"), visible="造成损害的，依法承担", place=place)
    texts = [d.text for d in found]
    assert len(texts) == 3 and "刑事责任" in texts and all(t.endswith("责任") for t in texts)
    assert all(d.reason.startswith(d.text + "：") for d in found)


RESOURCES = "国家发展旅游事业，保护旅游资源，改善旅游环境。\n保护文化资源，保护土地资源，保护教育资源。\n节约水资源和能源资源。"


def resources(visible: str) -> list[str]:
    r = reading(RESOURCES)
    w = work(r, *(phrase(r, x) for x in ("旅游资源", "文化资源", "土地资源", "教育资源")))
    return [d.text for d in Pool([w]).choose(w, candidate(w, "旅游资源"), visible=visible, count=2, place=place)]


def test_a_word_of_the_lexicon_is_no_rival_where_the_stem_speaks_of_the_key() -> None:
    assert "旅游资源" in set(Contrasts(Places(RESOURCES)).siblings("文化资源")), "else nothing is held back here"
    assert resources("国家保护，改善环境") != []
    assert resources("国家发展旅游事业，保护，改善旅游环境") == []


def test_what_could_be_a_choice_is_told_before_any_stem() -> None:
    r = reading("不断增强责任意识。\n着力增强法治意识。\n持续增强安全意识。\n着力增强规则意识。\n本段另有一处无名角落。")
    w = work(r, *(phrase(r, x) for x in ("责任意识", "法治意识", "安全意识", "规则意识", "无名角落")))
    pool = Pool([w])
    assert pool.could(w, candidate(w, "责任意识")) and not pool.could(w, candidate(w, "无名角落"))


@pytest.mark.parametrize("key", ["三万亿元", "九百万亿元", "九千万亿元", "九千九百九十九万亿元"])
def test_the_largest_figures_have_others_beside_them_or_none(key: str) -> None:
    parts = figures.parse(key)
    assert parts is None or all(figures.number_of(parts.write(v)) in (v, None) for v in figures.ladder(parts))
    assert (parts is None) == key.startswith("九千")


def test_a_year_keeps_its_side_of_the_years_in_the_stem() -> None:
    r = reading("水库1958年动工，1962年建成。\n扩建在1961年提出，1955年勘察，1967年移交。")
    w = work(r, *(figure(r, y) for y in ("1958年", "1962年", "1961年", "1955年", "1967年")))
    found = Pool([w]).choose(w, candidate(w, "1962年"), visible="水库1958年动工，建成", place=place)
    years = [int(d.text[:4]) for d in found]
    assert len(years) == 3 and all(y > 1958 for y in years)


def test_one_of_something_is_no_amount_to_choose() -> None:
    r = reading("协议由双方各执一份。\n图纸应当交三份。")
    w = work(r, figure(r, "一份"), figure(r, "三份"))
    assert Pool([w]).choose(w, candidate(w, "一份"), visible="协议由双方各执", place=place) == ()


def test_a_wide_word_is_no_option_beside_a_narrow_one() -> None:
    assert wider("社会保险待遇", "工伤保险待遇") and not wider("养老保险待遇", "工伤保险待遇")


def test_roles_have_heads_that_differ() -> None:
    assert roles_differ("根本保证", "首要任务", True)
    assert not roles_differ("根本保证", "重要前提", True), "both could be said of it"
    assert not roles_differ("奋斗目标", "农民起义", True), "no role"


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("十四亿多", {"十三亿多", "十二亿多", "十五亿多"}),
        ("七十八点二岁", {"七十七点二岁", "七十六点二岁", "七十九点二岁"}),
        ("百分之六点五", {"百分之五点五", "百分之七点五", "百分之四点五"}),
        ("35%", {"40%", "30%", "45%"}),
        ("98.99%", {"97.99%", "99.99%", "96.99%"}),
        ("527 年", {"528 年", "529 年", "526 年"}),
        ("一百年", {"二百年", "三百年", "五百年"}),
        ("832个", {"822个", "812个", "842个"}),
        ("3000万", {"2000万", "5000万", "8000万"}),
    ],
)
def test_other_figures_are_as_round_as_the_key(key: str, others: set[str]) -> None:
    parts = figures.parse(key)
    assert parts is not None and parts.write(parts.value) == key
    assert {parts.write(v) for v in figures.ladder(parts)[:3]} == others


def test_a_year_before_christ_is_no_rival_of_one_after() -> None:
    r = reading("公元前525年，波斯人占领了埃及。\n\n529年，学园关闭。\n\n在527年，他继任为皇帝，主持编纂法典。")
    keys = [figure(r, y) for y in ("525年", "529年", "527年")]
    w = work(r, *keys)
    found = Pool([w]).choose(w, candidate(w, "527年"), visible="在，他继任为皇帝，主持编纂法典。", count=3, place=lambda w, s: "别处")
    assert [d.text for d in found if "别处" in d.reason] == ["529年"]


@pytest.mark.parametrize(
    ("text", "key", "others"),
    [
        ("协会应当在收到申请后一个月内答复。", "一个月", {"二个月", "三个月", "六个月"}),
        ("可以并处违法所得二倍以上五倍以下的罚款。", "二倍", {"一倍", "三倍", "四倍"}),
        ("渠道每年至少清淤五次。", "五次", {"四次", "六次", "七次"}),
        ("全年召开了五次会议。", "五次", set()),  # what the sentence counts
    ],
)
def test_terms_and_limits_are_amounts_to_choose(text: str, key: str, others: set[str]) -> None:
    r = reading(text)
    w = work(r, figure(r, key))
    found = Pool([w]).choose(w, candidate(w, key), visible="", place=place)
    assert {d.text for d in found} == others
