"""Strangers: what might stand on a list and does not, and how a whole list is asked against it."""

from quizgen.distractors import Pool
from quizgen.distractors.strangers import Lists
from quizgen.itemwriters import WRITERS, Desk
from quizgen.model import CHOICE, Item, Series
from quizgen.zh.contrasts import Contrasts
from tests.studio import candidate, reading, series, span, work

TEXT = "水库管理所应当保证大坝观测数据的连续性、完整性、可靠性。\n年度报告讲求完整性、可靠性、时效性和针对性。\n大门外的长廊很长。"


def made(text: str, *lists: tuple[str, ...]):  # type: ignore[no-untyped-def]
    r = reading(text)
    return work(r, *(series(r, *members) for members in lists))


def found(w, fact: Series, shown: str = "") -> list[str]:  # type: ignore[no-untyped-def]
    r = w.reading
    sentence = r.sentence_at(fact.members[0].start)
    return [s.text for s in Lists([w]).strangers(w, fact, Contrasts(r.places), sentence=sentence.span, shown=shown)]


def two_lists() -> tuple[object, Series]:
    r = reading(TEXT)
    first = series(r, "连续性", "完整性", "可靠性")
    spans = (span(r, "完整性", 2), span(r, "可靠性", 2), span(r, "时效性"), span(r, "针对性"))
    second = Series(rule="series", span=spans[0].__class__(spans[0].start, spans[-1].end), members=spans)
    return work(r, first, second), first


def test_a_stranger_stands_on_a_list_with_members_in_common() -> None:
    w, first = two_lists()
    strangers = found(w, first)
    assert {"时效性", "针对性"} <= set(strangers) and "连续性" not in strangers and "完整性" not in strangers


def test_what_the_stem_shows_is_no_stranger() -> None:
    w, first = two_lists()
    assert "时效性" not in found(w, first, "讲时效性的年度报告")


def test_the_same_list_once_more_has_no_strangers() -> None:
    text = "泵站应当做好设备巡检、养护、登记工作。\n闸站也应当做好设备巡检、养护、登记、封存工作。"
    r = reading(text)
    first = series(r, "巡检", "养护", "登记")
    spans = tuple(span(r, m, n) for m, n in (("巡检", 2), ("养护", 2), ("登记", 2), ("封存", 1)))
    second = Series(rule="series", span=span(r, "巡检", 2), members=spans)
    w = work(r, first, second)
    assert "封存" not in found(w, first)


def test_every_option_of_a_whole_list_gives_another_member_up() -> None:
    w, _ = two_lists()
    desk = Desk(w, Pool([w]))
    item = WRITERS["single"](desk, candidate(w, "连续性、完整性、可靠性"), 1.0)
    assert isinstance(item, Item) and item.stem.endswith(f"大坝观测数据的{CHOICE}。")
    options = [set(d.split("、")) for d in item.distractors]
    own = {"连续性", "完整性", "可靠性"}
    assert len(options) == 3 and sorted(len(o & own) for o in options) == [1, 2, 2]
    assert {sum(m in o for o in (own, *options)) for m in own.union(*options)} == {2, 4}  # no word tells the key


def test_where_there_is_one_stranger_every_option_gives_another_member_up_for_it() -> None:
    r = reading("水库管理所应当保证大坝观测数据的连续性、完整性、可靠性。\n年度报告讲求完整性、可靠性、时效性。")
    second = Series(rule="series", span=span(r, "完整性", 2), members=(span(r, "完整性", 2), span(r, "可靠性", 2), span(r, "时效性")))
    w = work(r, series(r, "连续性", "完整性", "可靠性"), second)
    item = WRITERS["single"](Desk(w, Pool([w])), candidate(w, "连续性、完整性、可靠性"), 1.0)
    assert isinstance(item, Item)
    options = [set(d.split("、")) for d in item.distractors]
    own = {"连续性", "完整性", "可靠性"}
    assert sorted(map(sorted, (own - o for o in options))) == [["可靠性"], ["完整性"], ["连续性"]]
    assert all(o - own == {"时效性"} for o in options) and all("时效性" in line for line in item.explanation.split("\n"))


def test_two_members_are_crossed_with_two_strangers() -> None:
    text = "河道采砂应当符合国家标准、行业标准的要求。\n砂石含泥量执行地方标准，堆高执行企业标准，外运执行团体标准。"
    r = reading(text)
    w = work(r, series(r, "国家标准", "行业标准"))
    item = WRITERS["single"](Desk(w, Pool([w])), candidate(w, "国家标准、行业标准"), 1.0)
    assert isinstance(item, Item)
    first = {o.split("、")[0] for o in (*item.key, *item.distractors)}
    second = {o.split("、")[1] for o in (*item.key, *item.distractors)}
    assert len(first) == len(second) == 2 and len(item.distractors) == 3
