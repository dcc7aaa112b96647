"""A statement stays true or false, and false by the same words, whatever becomes of its sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from quizgen import pipeline
from quizgen.deck import load, loads, save
from quizgen.deck.identity import made_of
from quizgen.deck.merge import merge
from quizgen.deck.truth import false_words, reason, same_assertion, truth
from quizgen.model import FALSE, TRUE, Item, Provenance
from quizgen.readers import read_source

LIMITS = ("三日", "五日", "七日", "十日", "十五日", "二十日", "三十日", "四十日", "六十日", "九十日")
OWNERS = ("车间主任", "仓库主管", "项目经理", "安全总监", "设备科长", "值班站长", "财务主管", "采购专员", "质检组长", "培训主任")
WORKS = ("整改验收", "库存盘点", "进度核对", "隐患排查", "设备检修", "交接登记", "账目清理", "合同归档", "样品复检", "课程评估")
TEXT = "厂务管理规定\n\n" + "\n".join(
    f"第{n}条　{who}应当在{limit}内完成{what}，并向厂务委员会提交书面报告。"
    for n, who, limit, what in zip("一二三四五六七八九十", OWNERS, LIMITS, WORKS, strict=True)
)


def statement(**more: object) -> Item:
    words: dict[str, object] = {
        "id": "a1",
        "kind": "truefalse",
        "stem": "项目经理应当在五日内完成核对。",
        "key": (FALSE,),
        "explanation": reason("七日", "五日"),
        "tested": "七日",
        "rule": "figure",
        "provenance": Provenance(path="规定.txt", quote="项目经理应当在七日内完成核对。"),
    }
    item = Item(**(words | more))  # type: ignore[arg-type]
    return replace(item, made=made_of(item))


def test_the_false_words_are_known() -> None:
    item = statement()
    assert (truth(item), false_words(item)) == (FALSE, "五日")
    assert false_words(statement(explanation="我的说明")) == "五日"  # by what stands beside them
    assert false_words(statement(stem="项目经理应当在七日内完成核对。", key=(TRUE,), explanation="原文正是如此。")) == ""
    turned = replace(item, key=(TRUE,), stem="项目经理应当在七日内完成核对。")  # a person's hand
    assert (truth(turned), false_words(turned)) == (FALSE, "五日")
    assert false_words(replace(turned, explanation="我的说明")) == ""


def test_what_may_go_on_under_one_id() -> None:
    item = statement()
    assert same_assertion(item, statement(stem="项目经理应当在五日内完成进度核对。"), corrected=False)
    other = statement(stem="项目经理应当在九日内完成核对。", explanation=reason("七日", "九日"))
    assert not same_assertion(item, other, corrected=False)
    assert not same_assertion(item, other, corrected=True)
    true = statement(stem="项目经理应当在七日内完成核对。", key=(TRUE,), explanation="原文正是如此。")
    assert not same_assertion(item, true, corrected=True) and not same_assertion(true, item, corrected=True)
    # The source came to say what the statement said: only then other false words are drawn.
    now = statement(stem="项目经理应当在九日内完成核对。", tested="五日", explanation=reason("五日", "九日"))
    assert same_assertion(item, now, corrected=True)
    assert same_assertion(statement(kind="single"), statement(kind="single", key=("八日",)), corrected=False)


def build(folder: Path, text: str, now: int, *, kind: str = "truefalse") -> dict[str, Item]:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "规定.txt").write_text(text, encoding="utf-8")
    (folder / "quizgen.yaml").write_text(f"kinds: [{kind}]\ndensity: dense\n", encoding="utf-8")
    pipeline.build(root=folder, now=now)
    return items(folder)


def items(folder: Path) -> dict[str, Item]:
    return {i.id: i for i in load(folder / "decks" / "规定.yaml").deck.items}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first")
    build(path, TEXT, 1_767_225_600)
    return path


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path


EDITS = {
    "a word in the sentence": lambda text: text.replace("提交书面报告", "提交正式的书面报告"),
    "before the sentence": lambda text: text.replace("条　", "条　厂内的"),
    "another end": lambda text: text.replace("，并向厂务委员会提交书面报告", ""),
    "marks": lambda text: text.replace("，并", "；并"),
    "a character": lambda text: text.replace("应当在", "须在"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_beside_the_tested_words_turns_no_statement(folder: Path, name: str) -> None:
    old = items(folder)
    assert len(old) >= 8 and {i.key for i in old.values()} == {(TRUE,), (FALSE,)}
    new = build(folder, EDITS[name](TEXT), 1_767_312_000)
    for identity, item in old.items():
        now = new[identity]
        assert now.status == "new" and now.provenance.quote != item.provenance.quote
        assert (now.key, false_words(now)) == (item.key, false_words(item)), (item.stem, now.stem)
        assert now.stem != item.stem and not now.conflict


def test_corrected_words_leave_the_truth_as_it_was(folder: Path) -> None:
    old = items(folder)
    wrong = next(i for i in old.values() if i.key == (FALSE,) and i.tested in LIMITS)
    right = next(i for i in old.values() if i.key == (TRUE,) and i.tested in LIMITS)
    said = false_words(wrong)
    text = TEXT.replace(f"在{wrong.tested}内", "在八日内").replace(f"在{right.tested}内", "在六日内")
    new = build(folder, text, 1_767_312_000)
    assert new[wrong.id].key == (FALSE,) and new[wrong.id].stem == wrong.stem
    assert new[wrong.id].explanation == reason("八日", said)
    assert new[right.id].key == (TRUE,) and "在六日内" in new[right.id].stem
    # The source comes to say what the false statement says: it stays false, by other words.
    new = build(folder, TEXT.replace(f"在{wrong.tested}内", f"在{said}内"), 1_767_398_400)
    assert new[wrong.id].key == (FALSE,) and said not in new[wrong.id].stem
    assert new[wrong.id].explanation == reason(said, false_words(new[wrong.id]))


def test_where_quizgen_makes_no_statement_the_words_are_carried_over(folder: Path) -> None:
    deck = load(folder / "decks" / "规定.yaml").deck
    document, _ = read_source(TEXT.replace("提交", "及时提交").replace("七日", "八日").encode(), path="seeds/规定.txt")
    merged = merge(deck, (), document=document, now="2026-02-01T08:00:00Z").deck
    for old, new in zip(deck.items, merged.items, strict=True):
        if old.tested not in LIMITS:
            continue
        assert new.stem == old.stem.replace("提交", "及时提交").replace("七日", "八日" if old.key == (TRUE,) else "七日")
        assert (new.key, false_words(new)) == (old.key, false_words(old)) and not new.conflict
        if old.tested == "七日" and old.key == (FALSE,):
            assert new.explanation == reason("八日", false_words(old))


def test_a_statement_that_a_person_turned_stays_turned(folder: Path) -> None:
    old = items(folder)
    wrong = next(i for i in old.values() if i.key == (FALSE,) and i.tested in LIMITS)
    path = folder / "decks" / "规定.yaml"
    loaded = loads(path.read_text(encoding="utf-8"))
    mine = replace(wrong, key=(TRUE,), stem=wrong.stem.replace(false_words(wrong), wrong.tested))
    deck = replace(loaded.deck, items=tuple(mine if i.id == wrong.id else i for i in loaded.deck.items))
    path.write_text(save(loaded, deck), encoding="utf-8")
    now = build(folder, TEXT.replace("提交", "及时提交"), 1_767_312_000)[wrong.id]
    assert (now.stem, now.key) == (mine.stem, (TRUE,))
    assert dict(now.conflict)["stem"] == wrong.stem.replace("提交", "及时提交")


def test_a_distractor_that_became_true_is_exchanged(tmp_path: Path) -> None:
    """The source puts a distractor beside the key: it is no distractor any more; the others stay."""
    old = build(tmp_path, TEXT, 1_767_225_600, kind="single")
    item = next(i for i in old.values() if i.tested == "七日")
    gone = item.distractors[0]
    text = TEXT.replace("在七日内", f"在七日内、至迟在{gone}内")
    now = build(tmp_path, text, 1_767_312_000, kind="single")[item.id]
    assert now.key == item.key and gone not in now.distractors and now.stem != item.stem
    assert set(item.distractors[1:]) <= set(now.distractors) and len(now.distractors) == 3
    assert all(now.explanation.count(f"{d}：") == 1 for d in now.distractors)
