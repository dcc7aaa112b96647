"""The note types are frozen: a change here breaks every collection that has them."""

from __future__ import annotations

from quizgen.exporters.anki import notetypes


def test_ids_and_fields_never_change() -> None:
    assert [(t.type, t.id, t.name, t.template_id) for t in notetypes.note_types()] == [
        ("cloze", 1763980001001, "quizgen 填空", 176398000100191),
        ("choice", 1763980001002, "quizgen 选择", 176398000100291),
        ("truefalse", 1763980001003, "quizgen 判断", 176398000100391),
        ("list", 1763980001004, "quizgen 列举", 176398000100491),
    ]
    fields = ("编号", "题干", "题型", "选项", "答案", "解析", "原文", "出处", "状态", "笔记", "备用")
    assert fields == notetypes.FIELDS
    for spec in notetypes.note_types():
        assert spec.field_ids == tuple(spec.id * 100 + n for n in range(1, 12))
        assert max(spec.field_ids) < 2**53  # JavaScript clients read them as numbers


def test_the_time_of_change_is_pinned() -> None:
    assert notetypes.MOD == 1764000000, "raising it replaces learners' own styling: say so in the changelog"


def test_the_script_holds_nothing_that_anki_reads_as_its_own() -> None:
    script = notetypes.script()
    for mark in ("{{", "}}", "\\(", "\\[", "</script"):
        assert mark not in script


def test_cards_need_nothing_from_outside() -> None:
    for spec in notetypes.note_types():
        for text in (spec.front, spec.back, notetypes.css()):
            for mark in ("http:", "https:", "url(", "@import", "@font-face", "src="):
                assert mark not in text
    assert ".nightMode" in notetypes.css() and ".night_mode" in notetypes.css()
