"""Traditional text is read as simplified text is, with its own characters in every fact."""

from __future__ import annotations

from importlib import resources

import pytest

from quizgen.extractors import extract
from quizgen.readers import read_source
from quizgen.reading import Reading
from quizgen.zh.traditional import simplified


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("應當嚴格執行標準。", "应当严格执行标准。"),
        ("病在裡，從裡解；隨著氣候變化，肝臟乾燥。", "病在里，从里解；随着气候变化，肝脏干燥。"),
        ("著名學者的著作顯著地影響著後人。", "著名学者的著作显著地影响着后人。"),
        ("乾隆年间的著作，征引徵文。", "乾隆年间的著作，征引徵文。"),  # simplified text stays as it is
        ("他把“學”字写在乾净的黑板上，大家看了很久都没有说话，然后一个一个走上去照着写。", None),
        ("plain ASCII", "plain ASCII"),
    ],
)
def test_simplified(text: str, want: str | None) -> None:
    got = simplified(text)
    assert len(got) == len(text)
    assert got == (text.replace("學", "学") if want is None else want)


def test_one_character_each() -> None:
    text = resources.files("quizgen").joinpath("data", "traditional.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    old = pairs[::2]
    assert len(old) == len(set(old)) > 2900
    assert "OpenCC" in text


SAMPLE = """第一章 总则

第一条 为了加强车间管理，预防和减少事故，制定本办法。
第二条 本办法所称隐患，是指可能引起事故的设备缺陷、人员违章和管理漏洞。
第三条 企业负责人应当在三十日内组织检查；逾期不改的，处二万元以上五万元以下罚款。
第四条 消防工作由应急管理部门负责监督。

坚持预防为主是消防工作的根本方针。要不断增强责任感、使命感、紧迫感。
李厂长在大会上强调：“没有检查就没有安全，没有记录就没有检查。”
这不是小事，而是大事。为了防止触电，要先断电后检修。
一是学习制度；二是落实责任；三是检查整改。
“严细实”作风：“严”是指严格要求，“细”是指细致入微，“实”是指实事求是。
"""


def test_the_same_facts() -> None:
    text = resources.files("quizgen").joinpath("data", "traditional.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    back: dict[int, str] = {}
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        if simplified(old) == new:
            back.setdefault(ord(new), old)
    traditional = SAMPLE.translate(back)
    assert sum(a != b for a, b in zip(SAMPLE, traditional, strict=True)) > 60
    facts = [
        [(f.rule, type(f), f.span) for f in extract(Reading(read_source(t.encode(), path="a.txt")[0]))[0]]
        for t in (SAMPLE, traditional)
    ]
    assert facts[0] == facts[1]
    assert len({rule for rule, _, _ in facts[0]}) > 12
