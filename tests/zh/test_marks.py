"""Marks that were typed in other ways are read as what they stand for; the length never changes."""

import pytest

from quizgen.zh.marks import normalise


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("提出了分”三步走“的办法，把”三步走”写进章程", "提出了分“三步走”的办法，把“三步走”写进章程"),
        ("以“人民共和国\"代替“工农共和国”", "以“人民共和国”代替“工农共和国”"),
        ("主线是“’三个代表‘重要思想”", "主线是“‘三个代表’重要思想”"),
        ("他说：“水要省着用。”村民说：“好。”", "他说：“水要省着用。”村民说：“好。”"),
        ("“甲说‘乙’。“丙。”", "“甲说‘乙’。“丙。”"),
        ("……守住了渠。”他又说：“修渠先修路", "……守住了渠。”他又说：“修渠先修路"),
    ],
)
def test_turned_marks(text: str, want: str) -> None:
    assert normalise(text) == want


def test_full_stops_written_wide() -> None:
    text = "一．渠堤\n两座水闸先后损坏．连年洪水冲毁渠堤．\n村民重修了渠堤．"
    assert normalise(text) == "一.渠堤\n两座水闸先后损坏。连年洪水冲毁渠堤。\n村民重修了渠堤。"


def test_a_wide_stop_in_a_name_stays() -> None:
    text = "卡尔．马克思写了这本书。\n他是德国人。"
    assert "卡尔.马克思" in normalise(text)
