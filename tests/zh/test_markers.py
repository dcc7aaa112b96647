import pytest

from quizgen.zh.markers import inline_markers, leading_marker


@pytest.mark.parametrize(
    ("text", "family", "ordinal", "marker"),
    [
        ("一、夯实根基", "cn", 1, "一、"),
        ("十二、 守住底线", "cn", 12, "十二、"),
        ("一、三个方面的变化", "cn", 1, "一、"),
        ("（一）备案", "cn-paren", 1, "（一）"),
        ("(二) 备案", "cn-paren", 2, "(二)"),
        ("㈢备案", "cn-paren", 3, "㈢"),
        ("1.水的循环", "arabic", 1, "1."),
        ("１２．水的循环", "arabic", 12, "１２．"),
        ("3、水的循环", "arabic", 3, "3、"),
        ("（4）水的循环", "arabic-paren", 4, "（4）"),
        ("⑸水的循环", "arabic-paren", 5, "⑸"),
        ("6）水的循环", "arabic-half", 6, "6）"),
        ("7】水的循环", "arabic-half", 7, "7】"),
        ("⑧水的循环", "circled", 8, "⑧"),
        ("1.2 水的循环", "decimal", 2, "1.2"),
        ("A. 蒸发", "letter", 1, "A."),
        ("● 蒸发", "bullet", 0, "●"),
        ("- (3)蒸发", "arabic-paren", 3, "- (3)"),
        ("一是补短板。", "shi", 1, "一是"),
        ("二要抓落实。", "yao", 2, "二要"),
        ("三靠改革", "kao", 3, "三靠"),
        ("第一，立规矩。", "di", 1, "第一，"),
        ("第四是立规矩。", "di", 4, "第四是"),
        ("第二步，加水。", "step", 2, "第二步，"),
        ("其三，立规矩。", "qi", 3, "其三，"),
        ("首先，立规矩。", "xian", 1, "首先，"),
        ("另一方面，立规矩。", "mian", 2, "另一方面，"),
        ("　　第三章　附则", "chapter", 3, "第三章"),
        ("第1节 水", "section", 1, "第1节"),
        ("第二十一条　任何人不得", "article", 21, "第二十一条"),
        ("第三条之一 任何人不得", "article", 3, "第三条之一"),
        ("第二分编 担保物权", "subpart", 2, "第二分编"),
        ("专题二：河流", "unit", 2, "专题二"),
    ],
)
def test_leading(text: str, family: str, ordinal: int, marker: str) -> None:
    found = leading_marker(text)
    assert found is not None
    assert (found.family, found.ordinal, text[found.span.start : found.span.end]) == (family, ordinal, marker)


@pytest.mark.parametrize(
    "text",
    [
        "一是一、二是二，不能含糊",
        "第一时间到场处置",
        "第一书记驻村帮扶",
        "第一议题制度",
        "第一线的同志",
        "三、四线城市的房价",
        "十一、十二月的天气",
        "一、二把手都到了",
        "2023.1.5 晴",
        "1.5倍的差距",
        "2024、2025年的计划",
        "2024年的计划",
        "1、2号楼",
        "一个地方",
        "第十条规定的情形除外",
        "第三章的规定",
        "第八条第二款所称",
        "A、B两地",
        "",
        "　　",
    ],
)
def test_near_misses(text: str) -> None:
    assert leading_marker(text) is None


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("要做好三件事：一是修路；二是架桥；三是通电。", ["shi1", "shi2", "shi3"]),
        ("首先要修路，其次要架桥，最后通电。", ["xian1", "xian2", "xian0"]),
        ("一方面修路，另一方面架桥。", ["mian1", "mian2"]),
        ("一抓教育，二抓医疗，三抓住房。", ["verb:抓1", "verb:抓2", "verb:抓3"]),
        ("一思想上要重视；二行动上要跟进。", ["bare1", "bare2"]),
        ("内容包括（1）修路；（2）架桥；（3）通电。", ["arabic-paren1", "arabic-paren2", "arabic-paren3"]),
        ("内容：①修路②架桥", ["circled1", "circled2"]),
        ("办法有：1.修路；2.架桥。", ["arabic1", "arabic2"]),
        ("他一是一、二是二，从不含糊。", []),
        ("这里涨了1.5倍，那里涨了2.5倍。", []),
        ("第一时间赶到；第二天返回。", []),
        ("一审维持；二审改判。", []),
        ("一年内办结；二年内建成。", []),
        ("依照第（一）项、第（二）项办理。", []),
    ],
)
def test_inline(text: str, families: list[str]) -> None:
    found = inline_markers(text, 0, len(text))
    assert [f"{m.family}{m.ordinal}" for m in found] == families
