"""Words with a class: regular errors of the segmenter are mended."""

from __future__ import annotations

import pytest

from quizgen.readers import read_source
from quizgen.reading import Reading


def parsed(text: str) -> list[str]:
    reading = Reading(read_source(text.encode(), path="case.txt")[0])
    return [f"{reading.norm[w.start : w.end]}/{w.kind}" for ws in reading.parsed for w in ws]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("处二万元以下罚款。", "处/G 二万/M 元/Q 以下/F 罚款/N 。/W"),  # a verb glued to a numeral
        ("应当严格执行统一标准。", "应当/X 严格/D 执行/B 统一/B 标准/N 。/W"),  # adjective or adverb, by what follows
        ("通过了代表的提案。", "通过/P 了/U 代表/N 的/U 提案/B 。/W"),  # a verb after 的 is a noun
        ("自收到之日起计算。", "自/P 收到/V 之/U 日/N 起/U 计算/V 。/W"),
        ("非营业性演出。", "非营业性/N 演出/B 。/W"),  # a prefix and a suffix join their noun
    ],
)
def test_words(text: str, want: str) -> None:
    assert " ".join(parsed(text)) == want


@pytest.mark.parametrize("text", ["由国务院规定。", "2024年　增长5.2%，（含税）“三个代表”。", "abc 与 T细胞", "，。", "一"])
def test_words_cover_the_sentence(text: str) -> None:
    reading = Reading(read_source(text.encode(), path="case.txt")[0])
    for sentence in reading.sentences:
        words = reading.parsed[sentence.index]
        assert "".join(reading.norm[w.start : w.end] for w in words) == reading.norm[slice(*sentence.span)]


def test_own_words_are_whole() -> None:
    text = "树状细胞识别抗原。\n树状细胞处理抗原。\n许多树状细胞死亡。\n"
    reading = Reading(read_source(text.encode(), path="case.txt")[0])
    assert reading.terms.whole.get("树状细胞") == 3 or reading.words.known("树状")
