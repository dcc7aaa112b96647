"""Selection: within the budget, spread, siblings linked, in the order of the source, the same each time."""

import pytest

from quizgen.model import Item, Norm, Series, Span
from quizgen.selection import DENSITIES, Asked, Density, write_items
from tests.studio import phrase, reading, series, span, work

TEXT = "\n".join(
    f"第{n}，{verb}{noun}，全面提升{what}水平，为{aim}提供有力支撑。"
    for n, verb, noun, what, aim in (
        ("一", "完善", "粮食储备体系", "应急保障", "乡村振兴"),
        ("二", "健全", "质量追溯体系", "市场监管", "放心消费"),
        ("三", "建设", "物流配送体系", "流通服务", "扩大内需"),
        ("四", "优化", "人才培养体系", "科技创新", "产业升级"),
        ("五", "构建", "生态补偿体系", "环境治理", "绿色发展"),
    )
)
WORDS = ("粮食储备体系", "质量追溯体系", "物流配送体系", "人才培养体系", "生态补偿体系", "应急保障", "市场监管", "乡村振兴", "绿色发展")


def items(**options: object) -> tuple[Item, ...]:
    r = reading(TEXT)
    w = work(r, *(phrase(r, x) for x in WORDS))
    (written,) = write_items([w], **options)  # type: ignore[arg-type]
    return written.items


def test_budget_order_and_one_a_sentence() -> None:
    found = items()
    assert 0 < len(found) <= DENSITIES["normal"] * len(TEXT) / 1000 + 1
    starts = [i.provenance.answers[0].start for i in found]
    assert starts == sorted(starts)
    assert len({i.provenance.span for i in found}) == len(found)
    assert len(items(maximum=2)) == 2
    assert len(items(density="light")) <= len(items()) <= len(items(density="dense"))


def test_the_same_input_gives_the_same_items() -> None:
    assert items() == items()


def test_what_stands_counts_and_is_not_asked_again() -> None:
    first = items(maximum=2)
    stands = [asked(first[0])]
    again = items(maximum=2, standing=[stands])
    assert [i.tested for i in again] == [first[1].tested]
    assert items(maximum=1, standing=[stands]) == ()


@pytest.mark.parametrize("density", ["light", "normal", "dense"])
def test_a_deck_that_was_chosen_gets_nothing_new(density: Density) -> None:
    first = items(density=density)
    assert items(density=density, standing=[[asked(i) for i in first]]) == ()


def asked(item: Item) -> Asked:
    return Asked(kind=item.kind, answers=item.provenance.answers, tested=item.tested)


def test_kinds_are_the_users() -> None:
    assert {i.kind for i in items(kinds=("cloze",))} == {"cloze"}


def test_siblings_share_their_fact() -> None:
    r = reading("要统筹推进城乡规划、产业布局、基础设施一体化发展。")
    w = work(r, series(r, "城乡规划", "产业布局", "基础设施"))
    (written,) = write_items([w], every=True)
    assert len(written.items) >= 4
    assert len({i.fact for i in written.items}) == 1


def test_a_sentence_is_asked_for_several_independent_facts_but_not_for_what_touches() -> None:
    r = reading("渠系养护由灌溉协会承担，水库管理部门应当每季公布警戒水位。")
    modal = span(r, "应当")
    w = work(r, *(phrase(r, x) for x in ("警戒水位", "水库管理部门")), Norm(rule="norm", span=modal, modal=modal))

    def asked_for(density: Density) -> set[str]:
        (written,) = write_items([w], density=density, maximum=4)
        return {i.tested for i in written.items}

    assert len(asked_for("light")) == 1
    assert asked_for("normal") == {"应当", "警戒水位"}, "水库管理部门 touches 应当"


@pytest.mark.parametrize(
    ("second", "times"),
    [
        ("灌溉协会指出，坚持以果农为中心不能松。", 1),  # 以……为中心 again
        ("灌溉协会指出，果农的水权不能动。", 2),
    ],
)
def test_the_same_words_with_the_same_neighbours_are_asked_once(second: str, times: int) -> None:
    r = reading("渠系改造坚持以果农为中心推进。\n\n" + second)
    w = work(r, phrase(r, "果农"), phrase(r, "果农", 2))
    (written,) = write_items([w], maximum=4, kinds=("cloze",))
    assert [i.tested for i in written.items] == ["果农"] * times


def test_a_list_is_asked_once() -> None:
    r = reading("灌溉协会要求管护员在汛期提升自律能力、自省能力、自新能力。\n\n学习是为了找到增强自律能力、自省能力、自新能力的办法。")
    members = ("自律能力", "自省能力", "自新能力")
    lists = [tuple(span(r, m, nth) for m in members) for nth in (1, 2)]
    w = work(r, *(Series(rule="series", span=Span(m[0].start, m[-1].end), members=m) for m in lists))
    (written,) = write_items([w], maximum=12, kinds=("recall",))
    assert len(written.items) == 1
    (again,) = write_items([w], maximum=12, kinds=("single", "multiple", "recall"), standing=[[asked(i) for i in written.items]])
    assert not {i.tested.replace("、", "") for i in again.items} & {i.tested.replace("、", "") for i in written.items}
