"""What a build does to a deck that people have worked in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import SAMPLE
from simple import blank
from world import TEXT, World

from quizgen.deck import loads, mint, render_new, save
from quizgen.deck.account import diff_json, diff_text
from quizgen.deck.align import align, kinship
from quizgen.deck.identity import made_of
from quizgen.deck.merge import merge
from quizgen.deck.resolve import resolve
from quizgen.deck.stamp import stamp
from quizgen.diagnostics import QuizgenError
from quizgen.model import BLANK, CHOICE, Item, Provenance, Span
from quizgen.reading import Reading


@pytest.fixture
def world() -> World:
    world = World()
    world.build()
    return world


def test_ids_come_from_content(world: World) -> None:
    other = World()
    assert other.build() == world.deck
    assert len({i.id for i in world.deck.items}) == len(world.deck.items) >= 20
    assert all(i.context and i.made and i.digest and i.changed == "2026-02-01T08:00:00Z" for i in world.deck.items)


def test_a_rebuild_with_nothing_new_changes_no_byte(world: World) -> None:
    before = world.yaml
    world.build()
    assert world.yaml == before
    assert world.report.quiet and set(world.sorts()) == {"unchanged"}
    world.build(items=())  # whatever the selection thinks today
    assert world.yaml == before


def test_a_corrected_sentence_is_followed_and_nothing_else(world: World) -> None:
    before = {i.id: i for i in world.deck.items}
    world.in_source("用麻绳编连成册", "用麻绳、丝绳编联成册")
    world.build()
    after = {i.id: i for i in world.deck.items}
    assert set(before) <= set(after)
    for identity, old in before.items():
        new = after[identity]
        if "编连成册" in old.provenance.quote:
            assert "编联成册" in new.provenance.quote
            assert new.changed == "2026-02-02T08:00:00Z" or new.digest == old.digest
        else:
            assert new == old
    assert set(world.sorts()) <= {"changed", "unchanged", "new"}


def test_a_paragraph_put_in_moves_lines_and_touches_no_card(world: World) -> None:
    before = {i.id: i for i in world.deck.items}
    world.in_source("一是竹简。", "写在前面的话。\n一是竹简。")
    world.build()
    for item in world.deck.items:
        old = before.get(item.id)
        if old is not None:
            assert item.provenance.line == old.provenance.line + (old.provenance.line >= 3)
            assert (item.changed, item.digest) == (old.changed, old.digest)
    assert world.change(world.item("缣帛").id).sort == "moved"


def test_new_items_follow_their_neighbour(world: World) -> None:
    order = [i.id for i in world.deck.items]
    world.in_source("二是缣帛。", "新的竹简大量出土。\n二是缣帛。")
    world.build()
    fresh = [n for n, i in enumerate(world.deck.items) if i.id not in order]
    assert fresh and [i.id for i in world.deck.items if i.id in order] == order
    before, after = world.deck.items[fresh[0] - 1], world.deck.items[fresh[-1] + 1]
    assert before.provenance.line <= 3 and after.provenance.line == 5


def test_a_person_s_words_stay_and_conflict_where_the_source_changed(world: World) -> None:
    item = world.item("端州和歙州")
    mine = f"名砚出自何处？出自{BLANK}。"
    world.in_deck(f"stem: {item.stem}", f"stem: {mine} # 我的")
    world.build()
    assert world.report.quiet and world.now_at(item.id).stem == mine
    world.in_source("砚台的名品", "古今砚台的名品")
    world.build()
    after = world.now_at(item.id)
    assert after.stem == mine and "# 我的\n" in world.yaml
    assert dict(after.conflict)["stem"].startswith("古今砚台")
    assert after.provenance.quote.startswith("古今砚台")  # nobody touched it
    change = world.change(item.id)
    assert change.sort == "conflicting"
    assert f"  conflict:\n    stem: {dict(after.conflict)['stem']}\n" in world.yaml
    text = world.yaml
    world.build()
    assert world.yaml == text and world.report.quiet  # told once, kept in sight
    shown = diff_text([replace(world.report, changes=(change,))])
    assert mine in shown and "古今砚台" in shown and "! conflicting" in shown
    assert '"conflict": true' in diff_json([replace(world.report, changes=(change,))])

    loaded = loads(world.yaml)
    ours = resolve(loaded.deck, item.id, side="ours")
    world.yaml = save(loaded, ours)
    world.build()
    assert world.now_at(item.id).stem == mine and not world.now_at(item.id).conflict and world.report.quiet
    theirs = resolve(loaded.deck, item.id, side="theirs")
    world.yaml = save(loaded, theirs)
    world.build()
    assert world.now_at(item.id).stem.startswith("古今砚台") and not world.now_at(item.id).conflict
    world.in_source("古今砚台", "古来砚台")
    world.build()
    assert world.now_at(item.id).stem.startswith("古来砚台")  # it follows again


def test_resolve_says_what_is_wrong(world: World) -> None:
    item = world.deck.items[0]
    with pytest.raises(QuizgenError, match="did you mean"):
        resolve(world.deck, item.id[:-1] + "z", side="ours")
    with pytest.raises(QuizgenError, match="no conflict"):
        resolve(world.deck, item.id, side="ours")
    bad = replace(world.deck, items=(replace(item, conflict=(("stem", "没有空格"),)),))
    with pytest.raises(QuizgenError, match="by hand"):
        resolve(bad, item.id, side="theirs")


def test_both_came_to_the_same(world: World) -> None:
    item = world.item("端州和歙州")
    world.in_deck(f"stem: {item.stem}", f"stem: 古今{item.stem}")
    world.in_source("砚台的名品", "古今砚台的名品")
    world.build()
    assert not world.now_at(item.id).conflict
    world.in_source("古今砚台", "自古砚台")
    world.build()
    assert world.now_at(item.id).stem.startswith("自古砚台")


def test_the_source_goes_and_comes_back(world: World) -> None:
    item = world.item("端州和歙州")
    world.in_deck(f"quote: {item.provenance.quote}\n  status: new", f"quote: {item.provenance.quote}\n  status: kept")
    line = next(x for x in TEXT.splitlines(keepends=True) if "端州" in x)
    world.in_source(line, "")
    world.build()
    gone = world.now_at(item.id)
    assert gone.status == "retired" and gone.changed == "2026-02-02T08:00:00Z" and gone.stem == item.stem
    assert world.change(item.id).sort == "retired"
    text = world.yaml
    world.build()
    assert world.yaml == text
    world.in_source("三、印刷的方法", line + "三、印刷的方法")
    world.build()
    back = world.now_at(item.id)
    assert back.status == "kept" and back.changed == "2026-02-04T08:00:00Z"
    assert world.change(item.id).sort == "revived"
    assert len([i for i in world.deck.items if i.tested == item.tested]) == 1


def test_a_person_may_call_a_retired_item_back(world: World) -> None:
    item = world.item("端州和歙州")
    world.in_source(next(x for x in TEXT.splitlines(keepends=True) if "端州" in x), "")
    world.build()
    start = world.yaml.index(f"- id: {item.id}")
    world.yaml = world.yaml[:start] + world.yaml[start:].replace("status: retired", "status: kept", 1)
    world.build()
    assert world.now_at(item.id).status == "kept" and world.change(item.id).sort == "unchanged"


@pytest.mark.parametrize("way", ["deleted", "dropped"])
def test_what_a_person_does_not_want_never_comes_back(world: World, way: str) -> None:
    item = world.item("端州和歙州")

    def unwanted() -> None:
        same = [i for i in world.deck.items if i.tested == item.tested]
        assert [i.id for i in same] == ([item.id] if way == "dropped" else [])
        if way == "deleted":
            assert item.id in world.deck.deleted and f"  {item.id}: {{kind: cloze" in world.yaml

    if way == "deleted":
        world.delete(item.id)
    else:
        start = world.yaml.index(f"- id: {item.id}")
        world.yaml = world.yaml[:start] + world.yaml[start:].replace("status: new", "status: dropped", 1)
    count = len(world.deck.items)
    world.build()
    unwanted()
    assert len(world.deck.items) == count and world.report.barred == 1 - (way == "dropped")
    for old, new in (("砚台的名品出自", "砚台中的名品出自"), ("二、书写的工具", "又加一段文字在此。\n二、书写的工具"), ("写下诗篇", "写过诗篇")):
        world.in_source(old, new)
        world.build()
        unwanted()
    assert item.id in {m.item.id for m in align(world.deck, world.document()).standing if m.barred}


def test_what_a_person_added_stays(world: World) -> None:
    own = "- kind: recall\n  stem: 自己想的一题\n  key: [甲, 乙]   # 我加的\n"
    world.in_deck("\n\n# What quizgen", "\n\n" + own + "\n# What quizgen")
    world.in_source(next(x for x in TEXT.splitlines(keepends=True) if "端州" in x), "")
    world.build()
    mine = next(i for i in world.deck.items if i.stem == "自己想的一题")
    assert mine.id and mine.changed and mine.status == "new"
    assert f"- id: {mine.id}\n  kind: recall\n  stem: 自己想的一题\n  key: [甲, 乙]   # 我加的\n" in world.yaml
    text = world.yaml
    world.build()
    assert world.yaml == text
    world.in_deck("自己想的一题", "自己改的一题")
    world.build()
    assert world.now_at(mine.id).changed == "2026-02-04T08:00:00Z"


def test_newer_rules_do_not_reword_what_stands_unless_told_to(world: World) -> None:
    newer = tuple(replace(i, stem="据文中所说，" + i.stem, worth=9.0) for i in world.built())
    text = world.yaml
    world.build(items=newer[:5])
    assert world.yaml == text
    edited = world.item("端州和歙州")
    world.in_deck(f"stem: {edited.stem}", f"stem: 我写的{BLANK}")
    world.build(items=newer[:-3], refresh=True, rewriting=False)
    assert world.now_at(edited.id).stem == f"我写的{BLANK}" and world.now_at(edited.id).conflict
    others = [i for i in world.deck.items if i.id != edited.id]
    assert sum(i.stem.startswith("据文中所说") for i in others) == len(newer) - 4
    assert world.sorts()["retired"] == 3  # no longer chosen
    world.build(items=newer, refresh=True, rewriting=False)
    assert world.sorts().get("revived") == 3


def test_a_section_s_new_name_reaches_items_that_speak_of_it(world: World) -> None:
    item = world.item("端州和歙州")
    world.in_source("二、书写的工具", "三、书写的工具")
    world.build()
    assert world.now_at(item.id).provenance.section == ("三、书写的工具",)
    assert world.now_at(item.id).stem == item.stem
    assert world.change(item.id).sort == "moved"


def single(world: World, distractors: tuple[str, ...]) -> Item:
    like = world.asked("端州和歙州")
    return replace(
        like,
        kind="single",
        stem=like.stem.replace(BLANK, CHOICE),
        distractors=distractors,
        explanation="\n".join(f"{d}：见别处" for d in distractors),
    )


def test_distractors_that_hold_stay() -> None:
    world = World()
    first = single(world, ("湖州", "徽州", "宣州"))
    world.build(items=(first,), rewriting=False)
    (standing,) = world.deck.items
    world.in_source("砚台的名品", "古今砚台的名品")
    second = single(world, ("洛阳", "徽州", "扬州"))
    world.build(items=(second,), rewriting=False)
    now = world.now_at(standing.id)
    assert (now.stem, now.distractors, now.explanation) == (second.stem, first.distractors, first.explanation)
    world.in_source("古今砚台", "自古砚台")
    third = single(world, ("洛阳", "徽州", "扬州"))
    world.build(items=(third,), holds=lambda item, d: d != "湖州", rewriting=False)
    now = world.now_at(standing.id)
    assert now.distractors == ("徽州", "宣州", "洛阳")
    assert now.explanation == "徽州：见别处\n宣州：见别处\n洛阳：见别处"
    world.in_deck("distractors: [徽州, 宣州, 洛阳]", "distractors: [苏州, 杭州, 洛阳]")
    world.in_source("自古砚台", "砚台")
    world.build(items=(single(world, ("洛阳", "徽州", "扬州")),), rewriting=False)
    now = world.now_at(standing.id)
    assert now.distractors == ("苏州", "杭州", "洛阳") and not now.conflict
    world.in_source("砚台的名品", "如今砚台的名品")
    world.build(items=(single(world, ("湖州", "徽州", "扬州")),), holds=lambda item, d: d != "苏州", rewriting=False)
    now = world.now_at(standing.id)
    assert now.distractors == ("苏州", "杭州", "洛阳") and dict(now.conflict) == {"distractors": "湖州\n徽州\n扬州"}
    text = world.yaml
    world.build(items=(single(world, ("湖州", "徽州", "扬州")),), rewriting=False)
    assert world.yaml == text


def test_words_are_carried_over_where_quizgen_makes_no_item(world: World) -> None:
    item = world.item("端州和歙州")
    world.in_source("砚台的名品", "古今砚台的名品")
    world.build(items=(), rewriting=False)
    now = world.now_at(item.id)
    assert now.stem == item.stem.replace("砚台的名品", "古今砚台的名品") and now.status == "new"
    assert now.provenance.quote.startswith("古今砚台")
    # A stem that is not the sentence's own words cannot be carried: the item says what its sentence says now.
    world.in_deck(f"stem: {now.stem}", f"stem: 我写的{BLANK}")
    world.in_source("古今砚台", "自古砚台")
    world.build(items=(), rewriting=False)
    now = world.now_at(item.id)
    assert now.stem == f"我写的{BLANK}" and dict(now.conflict)["quote"].startswith("自古砚台")
    assert "quizgen makes no such item" in world.change(item.id).note
    text = world.yaml
    world.build(items=(), rewriting=False)
    assert world.yaml == text and world.report.quiet
    loaded = loads(world.yaml)
    world.yaml = save(loaded, resolve(loaded.deck, item.id, side="ours"))
    world.build(items=(), rewriting=False)
    assert not world.now_at(item.id).conflict


def test_equal_sentences_are_told_apart_or_not_guessed() -> None:
    line = "本条所列的各项材料由主管部门统一保管。"
    world = World("通知\n第一部分的内容在此说明。" + line + "\n第二部分的内容另行说明。" + line + "\n结尾。\n")
    first, second = [i for i in world.build().items if i.provenance.quote == line][::2][:2]
    assert first.provenance.line == 2 or second.provenance.line == 3
    world.in_source("第二部分的内容另行说明。" + line, "第二部分的内容另行说明。")
    world.build()
    left = [i for i in world.deck.items if i.provenance.quote == line and i.status == "new"]
    assert {i.provenance.line for i in left} == {2}
    lonely = World("通知\n" + line + "\n")
    ids = {i.id for i in lonely.build().items if i.provenance.quote == line}
    lonely.source = f"别的标题\n{line}\n{line}\n{line}\n"
    lonely.build()
    new = {i.id for i in lonely.deck.items if i.status == "new" and i.provenance.quote == line}
    assert not ids & new and lonely.sorts()["unsure"] == len(ids)


def test_ids_never_meet_those_of_other_decks(world: World) -> None:
    taken = {i.id for i in world.deck.items}
    other = World()
    deck = other.build(taken=taken)
    assert not taken & {i.id for i in deck.items}
    first = mint("s", "rule", "cloze", "甲，乙")
    assert first == mint("s", "rule", "cloze", "甲乙") != mint("s", "rule", "cloze", "甲乙", 1)
    assert first.isalnum() and first[0].isalpha() and len(first) == 10
    assert mint("s", "rule", "cloze", "甲乙", 0, {first}) not in (first, mint("s", "rule", "cloze", "甲乙", 1))


def test_a_lost_ledger_loses_no_words(world: World) -> None:
    """Without its ledger every item is a person's: none is written over, none is made twice."""
    stems = [i.stem for i in world.deck.items]
    world.yaml = world.yaml[: world.yaml.index("# What quizgen")]
    world.in_source("砚台的名品", "古今砚台的名品")
    world.build()
    assert [i.stem for i in world.deck.items if i.stem in stems] == stems
    assert world.sorts().get("new", 0) <= 3


def test_a_new_edition_in_another_file_goes_on_with_the_deck(world: World) -> None:
    ids = {i.id for i in world.deck.items}
    source = world.deck.source.id
    world.path = "seeds/读书笔记（修订）.txt"
    world.in_source("秦代的工匠改进了笔杆和笔毫的装法", "秦代的工匠改进了笔毫的装法")
    world.build()
    deck = world.deck
    assert deck.source.id == source and deck.source.path == world.path
    assert len(ids & {i.id for i in deck.items if i.status == "new"}) >= len(ids) - 1
    assert all(i.provenance.path == world.path for i in deck.items)


def test_kinship_of_a_deck_and_a_document(world: World) -> None:
    assert kinship(world.deck, world.document()) == 1.0
    bare = replace(world.deck, sentences="")
    assert kinship(bare, world.document()) == 1.0
    world.in_source("秦代的工匠改进了笔杆和笔毫的装法", "秦代的工匠改进了笔毫的装法")
    assert 0.9 < kinship(world.deck, world.document()) < 1.0
    assert kinship(world.deck, World("通知\n明天上午开会。\n").document()) == 0.0


def test_the_stamp() -> None:
    deck = SAMPLE
    assert stamp(deck, now="2026-02-01T00:00:00Z") is deck
    item = deck.items[0]
    edited = replace(deck, items=(replace(item, note="常考"), *deck.items[1:]))
    early = stamp(edited, now="2020-01-01T00:00:00Z").items[0]
    assert early.changed == "2026-01-31T08:00:01Z" and early.digest != item.digest
    assert stamp(edited, now="2026-02-01T00:00:00Z").items[0].changed == "2026-02-01T00:00:00Z"
    moved = replace(item, provenance=replace(item.provenance, line=99, path="other.txt"), worth=1.0)
    assert stamp(replace(deck, items=(moved,)), now="2026-02-01T00:00:00Z").items[0] == moved


def test_lists_keep_their_id_when_a_member_is_struck_out() -> None:
    world = World("学习提纲\n一、四项要求\n要坚持学思结合、坚持知行合一、坚持服务群众、坚持勤俭办事。\n")
    document = world.document()
    text = document.text

    def recall(members: tuple[str, ...]) -> Item:
        from quizgen.model import Span

        spans = tuple(Span(text.index(m), text.index(m) + len(m)) for m in members)
        quote = next(x for x in text.split("\n") if members[0] in x)
        place = Provenance(path=world.path, quote=quote, line=3, span=Span(text.index(quote), len(text)), answers=spans)
        return Item(id="", kind="recall", stem="要坚持哪些？", key=members, provenance=place, rule="series", tested="、".join(members))

    four = ("学思结合", "知行合一", "服务群众", "勤俭办事")
    world.build(items=(recall(four),))
    (item,) = world.deck.items
    world.in_source("、坚持服务群众", "")
    document = world.document()
    text = document.text
    world.build(items=(recall(("学思结合", "知行合一", "勤俭办事")),))
    (now,) = world.deck.items
    assert now.id == item.id and now.key == ("学思结合", "知行合一", "勤俭办事")
    assert dict(made_of(now))["key"] == dict(now.made)["key"]
    # and where quizgen makes no such list any more, the item says which members are left
    world.in_source("、坚持勤俭办事", "、坚持服务群众")
    world.build(items=(), rewriting=False)
    (now,) = world.deck.items
    assert now.key == ("学思结合", "知行合一", "勤俭办事")
    assert dict(now.conflict)["key"] == "学思结合\n知行合一"
    text_then = world.yaml
    world.build(items=(), rewriting=False)
    assert world.yaml == text_then


def test_merge_takes_what_it_is_given(world: World) -> None:
    document = world.document()
    document = replace(document, source=replace(document.source, id="s1"))
    empty = merge(None, (), document=document, now="2026-02-01T08:00:00Z", title="空")
    assert empty.deck.items == () and loads(render_new(empty.deck)).deck.title == "空"


def test_a_sentence_elsewhere_that_is_more_alike_makes_its_place_doubtful() -> None:
    """A sentence was moved and changed too much to be known again, and another one that is somewhat like it came into its
    place: neither is guessed."""
    world = World(
        "通知\n会场由后勤组提前布置。\n"
        "各处室的优秀档案目录，由局档案管理部门组织专家评估以后制定、调整并公布。\n"
        "会后由秘书组清点物品。\n"
    )
    document = world.document()
    quote = next(s.span for s in Reading(document).sentences if "优秀档案" in document.slice(s.span))
    at = document.text.index("制定、调整并公布")
    world.build(items=(blank(document, quote, Span(at, at + 8)),))
    (item,) = world.deck.items
    before = world.yaml
    near = "下属单位的一般档案目录，由下属单位的负责人组织评估，征求局档案管理部门意见以后制定、公布。"
    far = "各处室的优秀档案目录，由局档案管理部门征求财务、人事、法规、宣传等部门的意见，组织论证评估以后制定并公布。"
    world.source = f"通知\n{far}\n会场由后勤组提前布置。\n{near}\n会后由秘书组清点物品。\n"
    world.build(items=())
    assert world.now_at(item.id).status == "retired" and world.sorts() == {"retired": 1}
    # Without the one that is more alike, the one in its place is the old one, corrected.
    world.yaml = before
    world.source = world.source.replace(f"{far}\n", "").replace("下属单位的一般", "各处室的优秀").replace("下属单位的负责人", "局档案管理部门")
    world.build(items=())
    assert world.now_at(item.id).status == "new" and "制定、公布" in world.now_at(item.id).provenance.quote


def test_words_with_other_neighbours_on_both_sides_are_other_words() -> None:
    """Two sentences grew together, and of the same words in both the others were struck out."""
    world = World(
        "通知\n各班可以授权班务小组保管班费和各种票据。依法成立的班务小组是志愿组织，受托以后可以以班级的名义采购奖品，并在期末公布账目。\n"
    )
    document = world.document()
    sentence = next(s.span for s in Reading(document).sentences if "志愿组织" in document.slice(s.span))
    at = document.text.index("班务小组", sentence.start)
    world.build(items=(blank(document, sentence, Span(at, at + 4)),))
    (item,) = world.deck.items
    world.source = "通知\n各班可以授权班务小组保管班费以后可以以班级的名义采购奖品，并在期末公布账目。班务小组每月开会。\n"
    world.build(items=())
    assert world.now_at(item.id).status == "retired"
