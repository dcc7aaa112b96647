"""The words around a span let a phrase begin and end there, or do not."""

import pytest

from quizgen.edges import unsure
from quizgen.model import Series, Span, Term
from tests.studio import candidate, phrase, reading, span, work


def doubt(text: str, words: str, *, role: str = "noun") -> bool:
    r = reading(text)
    s = span(r, words)
    fact = Term(rule="agency", span=s, term=s, sort="agency") if role == "agency" else phrase(r, words)
    return unsure(r, candidate(work(r, fact), words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("灌溉协会应当建立渠系巡查制度。", "渠系巡查制度"),  # the verb that governs it, the full stop
        ("巡渠员由灌溉协会聘任。", "灌溉协会"),  # a preposition before a noun and its verb
        ("水闸实现防洪蓄水。", "防洪蓄水"),
        ("灌溉协会佩戴袖标并巡查渠道。", "袖标"),  # 并 joins two verbs
    ],
)
def test_licensed_on_both_sides(text: str, words: str) -> None:
    assert not doubt(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("巡渠员应当出示执法证件。", "证件"),  # a verb that modifies it
        ("灌溉协会应当储备防汛物资。", "储备防汛物资"),  # a modal before: a predicate
        ("灌溉协会负责巡查和渠道维修。", "渠道维修"),  # half of a pair
        ("渠水用于冬小麦灌溉和鱼塘。", "冬小麦灌溉"),
        ("用水户对水量核定结果负责。", "结果负责"),
        ("条件不变的，从其约定；涉及水权的，另行登记。", "涉及水权"),  # a condition
        ("灌溉协会应当采取必要措施保障所管理的水闸的安全。", "必要措施保障"),  # the last word governs 所……的
        ("管好渠系养护，才能守住水权。", "好渠系养护"),  # what a verb achieves
        ("这是新时期党的伟大实践。", "新时期党"),
        ("渠系分为一般渠道和骨干渠道。", "渠道"),  # an adjective before it
        ("水表把 TCP 报文发给渠首。", "TCP"),  # the noun that it names
        ("先给水泵灭活菌液。", "活菌液"),  # 灭活 is one word
        ("灌溉协会清醒认识到水权的意义。", "清醒认识"),  # a verb that goes on
        ("新渠蓝图已绘就，灌溉协会开工。", "蓝图已绘"),  # a guess of the segmenter
        ("渠首发放中长期贷款。", "长期贷款"),
        ("灌溉协会推行水权“一网”改革。", "水权"),  # what stands in marks goes with it
        ("渠水储存在水窖里。", "储存"),
        ("渠系与田块相适应。", "相适应"),
        ("渠口不得排放有毒有害废水。", "有害废水"),  # words side by side
        ("扩大退耕还林还草。", "退耕还林"),
        ("样品里有T淋巴细胞。", "淋巴细胞"),  # a letter that says which
        ("依照国际条约办理，灌溉协会不另收费。", "国际条约办理"),  # who does what is no phrase
    ],
)
def test_not_licensed(text: str, words: str) -> None:
    assert doubt(text, words)


def test_an_organ_is_followed_by_what_it_does() -> None:
    assert not doubt("水库管理处协助抢险。", "水库管理处", role="agency")
    assert doubt("村民选举水利委员会委员。", "水利委员会", role="agency")
    assert doubt("受托人因处理信托事务所支出的费用由委托人承担。", "信托事务所", role="agency")
    assert doubt("国务院水利标准化主管部门编制图集。", "国务院", role="agency")


def test_a_member_of_a_longer_list_has_its_borders_from_the_list() -> None:
    r = reading("渠系分为干渠、支渠和斗渠。")
    spans = tuple(span(r, x) for x in ("干渠", "支渠", "斗渠"))
    w = work(r, Series(rule="series", span=Span(spans[0].start, spans[-1].end), members=spans))
    assert not unsure(r, candidate(w, "斗渠"))
