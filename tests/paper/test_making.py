"""Drawing papers: what is in them, what never meets, what is said when it cannot be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.model import Blueprint, SectionSpec, Share
from quizgen.paper import default_blueprint, make_paper, render_paper_yaml
from quizgen.paper.enemies import conflicts


def spec(kind, count, points=1.0, **rest):
    return SectionSpec(kind=kind, count=count, points=points, **rest)


def wanted(*sections, **rest):
    return Blueprint(sections=sections, **rest)


def fails(decks, blueprint, **options):
    with pytest.raises(QuizgenError) as caught:
        make_paper(decks, blueprint, **options)
    return [(d.name, d.message) for d in caught.value.diagnostics]


def test_the_default_paper_has_a_hundred_points_in_chinese_order(decks):
    blueprint = default_blueprint(decks)
    assert [s.kind for s in blueprint.sections] == ["single", "multiple", "truefalse", "cloze", "recall"]
    assert sum(s.count * s.points for s in blueprint.sections) == blueprint.total == 100
    for seed in range(30):
        paper, said = make_paper(decks, blueprint, seed=seed)
        assert said == () and paper.total == 100
        assert [(s.kind, len(s.items)) for s in paper.sections] == [(s.kind, s.count) for s in blueprint.sections]


def test_a_small_deck_makes_a_paper_too(two_decks):
    for n in range(1, 12):
        deck = replace(two_decks.library(), items=two_decks.library().items[:n])
        paper, _ = make_paper([deck], default_blueprint([deck]), seed=1)
        assert paper.total == 100 and paper.title == "图书馆管理办法测试卷"


def test_nothing_to_print_is_said(two_decks):
    deck = replace(two_decks.library(), items=())
    with pytest.raises(QuizgenError, match="no item to print"):
        default_blueprint([deck])


def test_the_seed_alone_decides(decks):
    blueprint = default_blueprint(decks)
    one = render_paper_yaml(make_paper(decks, blueprint, seed=3, versions=4)[0])
    assert one == render_paper_yaml(make_paper(decks, blueprint, seed=3, versions=4)[0])
    others = {render_paper_yaml(make_paper(decks, blueprint, seed=s)[0]) for s in range(20)}
    assert len(others) == 20
    assert make_paper(decks, blueprint, seed="3")[0] == make_paper(decks, blueprint, seed=3)[0]


def test_siblings_and_enemies_never_meet(decks):
    items = {i.id: i for d in decks for i in d.items}
    for seed in range(40):
        paper, _ = make_paper(decks, default_blueprint(decks), seed=seed)
        inside = [items[i.id] for s in paper.sections for i in s.items]
        assert len({i.fact for i in inside}) == len(inside)
        assert not any(conflicts(inside).hard)


def test_who_are_enemies(two_decks):
    make = two_decks.make
    stem = "保密工作的第一道关口是（　　）。"
    one = make("a", "single", stem, ["定密"], "解密", fact="1")
    asks = make("b", "cloze", "定密之后，由______备案。", ["保密办"], fact="2")
    lists = make("c", "single", "负责备案的是（　　）。", ["保密办"], "档案馆", "值班室", fact="3")
    longer = make("d", "single", "期限是（　　）。", ["十年"], "二十年", fact="4")
    figures = make("e", "truefalse", "绝密级不超过三十年。", ["对"], fact="5")
    modal = make("f", "single", "机关（　　）备案。", ["应当"], "可以", "不得", fact="6")
    duty = make("g", "truefalse", "机关应当指定专人。", ["对"], fact="7")
    hard = conflicts([one, asks, lists, longer, figures, modal, duty]).hard
    assert 1 in hard[0], "the key of a stands in the stem of b"
    assert 2 in hard[1], "the key to be written in b stands among the options of c"
    assert not hard[3] and not hard[4], "a figure inside a longer figure is another figure"
    assert not hard[5] and not hard[6], "modals stand everywhere"


def test_choice_keys_among_others_options_are_avoided_where_there_is_a_choice(two_decks):
    make = two_decks.make
    a = make("a", "single", "甲部门的职责是（　　）。", ["采购"], "编目", "上架", fact="1")
    b = make("b", "single", "乙部门的职责是（　　）。", ["编目"], "采购", "上架", fact="2")
    found = conflicts([a, b])
    assert found.hard == (frozenset(), frozenset()) and found.echoes == (frozenset({1}), frozenset({0}))


def test_siblings_alone_never_cost_an_item(two_decks):
    """The one single-choice item of a fact gives way to a fact that has nothing else."""
    make = two_decks.make
    items = [make(f"s{n}", "single", f"第{n}条的内容是什么？", [f"甲{n}甲"], "乙乙", "丙丙", fact=f"f{n}") for n in range(6)]
    items += [make(f"c{n}", "cloze", "事项______。", [f"丁{n}丁"], fact=f"f{n}") for n in range(3)]
    deck = two_decks.deck("小卷", items)
    for seed in range(25):
        paper, _ = make_paper([deck], wanted(spec("single", 3), spec("cloze", 3)), seed=seed)
        assert [len(s.items) for s in paper.sections] == [3, 3]


@pytest.mark.parametrize("change", [{"status": "dropped"}, {"status": "retired"}, {"conflict": (("stem", "x"),)}])
def test_what_is_out_is_never_drawn(two_decks, change):
    deck = two_decks.library()
    out = {"lib01", "lib04", "lib12"}
    deck = replace(deck, items=tuple(replace(i, **change) if i.id in out else i for i in deck.items))
    for seed in range(15):
        paper, _ = make_paper([deck], wanted(spec("single", 6)), seed=seed)
        assert not out & {i.id for s in paper.sections for i in s.items}


def test_shortages_are_exact(decks):
    said = fails(decks, wanted(spec("single", 99), spec("ordering", 3), spec("cloze", 2)))
    assert [name for name, _ in said] == ["not-enough-items"] * 2
    singles = sum(i.kind == "single" for d in decks for i in d.items)
    assert "section 1 (单项选择题) asks for 99 single items" in said[0][1]
    assert f"{99 - singles} of them are missing: the decks have {singles} such items" in said[0][1]
    assert "section 2 (排序题) asks for 3 ordering items, and 2 of them are missing: the decks have 2 such items" in said[1][1]
    assert "and 1 of them would meet items that test the same or give each other away" in said[1][1]


def test_relax_says_what_it_gave_up(decks):
    paper, said = make_paper(decks, wanted(spec("ordering", 5, 2.0), spec("cloze", 2)), relax=True)
    assert [d.name for d in said] == ["gave-up"] and said[0].severity == "warning"
    assert "3 of them are missing" in said[0].message and "it has 2" in said[0].message
    assert [len(s.items) for s in paper.sections] == [2, 2] and paper.total == 6


def test_points_that_do_not_add_up(decks):
    said = fails(decks, wanted(spec("single", 10, 2.0), spec("cloze", 5, 3.0), total=100))
    assert said[0][0] == "points-do-not-add-up"
    assert "10×2 + 5×3 = 35 points, but the total is to be 100" in said[0][1]


def test_filters_of_a_section(decks):
    blueprint = wanted(
        spec("single", 3, sources=("实验室安全手册",)),
        spec("single", 2, parts=("二、",), heading="采编部分"),
        spec("truefalse", 2, sources=("library",)),
    )
    for seed in range(10):
        first, second, third = make_paper(decks, blueprint, seed=seed)[0].sections
        assert all(i.id.startswith("lab") for i in first.items)
        assert second.heading == "采编部分" and all("二、采编" in i.place for i in second.items)
        assert all(i.id.startswith("lib") for i in third.items)


def test_difficulty_and_tags(decks):
    deck = decks[1]
    marked = replace(
        deck, items=tuple(replace(i, difficulty=n % 10 / 10, tags=("重点",) if n % 2 else ()) for n, i in enumerate(deck.items))
    )
    levels = {i.id: i.difficulty for i in marked.items}
    paper, _ = make_paper([marked], wanted(spec("single", 4, difficulty=(0.0, 0.5)), spec("truefalse", 2, tags=("重点",))), seed=2)
    assert all(levels[i.id] < 0.5 for i in paper.sections[0].items)
    said = fails([deck], wanted(spec("single", 4, difficulty=(0.0, 0.5))))
    assert "4 of them are missing: the decks have 0" in said[0][1]


def test_shares(decks):
    shares = (Share(by="source", value="图书馆管理办法", share=0.25), Share(by="section", value="第三章", share=0.25))
    blueprint = wanted(spec("single", 8), spec("truefalse", 4), shares=shares)
    for seed in range(15):
        paper, said = make_paper(decks, blueprint, seed=seed)
        inside = [i for s in paper.sections for i in s.items]
        assert sum(i.id.startswith("lib") for i in inside) == 3 and sum("第三章" in i.place for i in inside) == 3
    said = fails(decks, wanted(spec("single", 8), shares=(Share(by="section", value="第九章", share=0.5),)))
    assert said == [("share-not-met", "50% from section “第九章” is 4 items, and 0 could be drawn")]
    _, gave = make_paper(decks, wanted(spec("single", 8), shares=(Share(by="section", value="第九章", share=0.5),)), relax=True)
    assert [d.name for d in gave] == ["gave-up"]


def test_the_material_is_spread(decks):
    counts: Counter[str] = Counter()
    for seed in range(20):
        paper, _ = make_paper(decks, wanted(spec("single", 7)), seed=seed)
        parts = {i.place.partition("（")[0] for i in paper.sections[0].items}
        assert len(parts) >= 6, "seven parts have single-choice items"
        counts.update(i.id for i in paper.sections[0].items)
    assert len(counts) > 15


def test_items_that_must_or_must_not_be_in(decks):
    blueprint = wanted(spec("single", 5), include=("lib12", "lab25"), exclude=("lab01", "lab02"))
    for seed in range(10):
        inside = {i.id for s in make_paper(decks, blueprint, seed=seed)[0].sections for i in s.items}
        assert {"lib12", "lab25"} <= inside and not {"lab01", "lab02"} & inside
    assert fails(decks, wanted(spec("single", 5), include=("lib1",)))[0][0] == "unknown-item"
    assert "test the same" in fails(decks, wanted(spec("single", 2), spec("truefalse", 2), include=("lib01", "lib03")))[0][1]
    assert "no section has room" in fails(decks, wanted(spec("single", 2), include=("lib02",)))[0][1]
    assert "“include” and in “exclude”" in fails(decks, wanted(spec("single", 2), include=("lib01",), exclude=("lib01",)))[0][1]


def test_versions(decks):
    paper, _ = make_paper(decks, default_blueprint(decks), seed=5, versions=8)
    assert paper.versions == tuple("ABCDEFGH")
    prints = set()
    for version in paper.versions:
        form = paper.form(version)
        assert [sorted(i.id for i in s.items) for s in form.sections] == [sorted(i.id for i in s.items) for s in paper.sections]
        prints.add(tuple((i.id, i.options) for _, _, i in form.numbered()))
        for _, section, item in form.numbered():
            here = next(i for s in paper.sections for i in s.items if i.id == item.id)
            assert sorted(item.options) == sorted(here.options) and item.key == here.key
            if section.kind == "ordering":
                assert item.options != item.key, "the right order is not printed"
    assert len(prints) == 8
    with pytest.raises(KeyError):
        make_paper(decks, default_blueprint(decks), versions=2)[0].form("C")


def test_versions_that_shuffling_cannot_tell_apart(decks):
    said = fails(decks, wanted(spec("truefalse", 1)), versions=2)
    assert said[0][0] == "too-many-versions" and "have only 1 orders" in said[0][1]
    paper, gave = make_paper(decks, wanted(spec("truefalse", 1)), versions=2, relax=True)
    assert paper.versions == ("A",) and gave[0].name == "gave-up"
    assert fails(decks, wanted(spec("single", 5)), versions=9)[0][0] == "too-many-versions"


def test_items_that_cannot_be_printed_are_named(two_decks):
    broken = two_decks.make("x1", "single", "选什么（　　）。", ["甲"], fact="1")
    deck = two_decks.deck("卷", [broken, *two_decks.library().items])
    _, said = make_paper([deck], wanted(spec("single", 3)))
    assert [(d.name, d.severity) for d in said] == [("left-out", "warning")] and "x1" in said[0].message
