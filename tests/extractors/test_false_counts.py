"""A number that the list under it contradicts is no fact; one that holds is."""

from quizgen.extractors import extract
from quizgen.model import Figure
from quizgen.readers import read_source
from quizgen.reading import Reading

SOURCE = """\
第一章 工匠

工匠享有以下五项权利：
一、休息权。
二、知情权。
三、选择权。
四、建议权。

学徒有以下三点要求：
1. 认真看图。
2. 多做练习。
3. 按时收工。
"""


def test_a_false_count_is_not_asked() -> None:
    reading = Reading(read_source(SOURCE.encode(), path="a.txt")[0])
    facts, said = extract(reading)
    figures = [reading.text[f.value.start : f.value.end] for f in facts if isinstance(f, Figure)]
    assert figures == ["三"]
    assert [d.name for d in said] == ["announced-count"]
