"""Where another modal could have been the rule."""

import pytest

from quizgen.modals import flips
from quizgen.model import Span
from quizgen.stems import Stem


@pytest.mark.parametrize(
    ("before", "after", "modal", "other", "could"),
    [
        ("设立用水协会，", "采取书面形式。", "应当", "可以", True),
        ("用水户", "严格执行分水计划。", "应当", "可以", False),  # what only a duty is told with
        ("召开会员大会，出席人数", "达到会员的三分之二以上。", "应当", "可以", False),  # a measure binds as it stands
        ("协会会长卸任后，", "担任同一灌区的监督员。", "不得", "可以", True),
        ("任何单位", "在渠道两侧取土。", "不得", "可以", False),
        ("水利局", "适用简易程序。", "可以", "应当", True),
        ("用水户", "申请复核。", "可以", "应当", False),  # a remedy is a choice
    ],
)
def test_flips(before: str, after: str, modal: str, other: str, could: bool) -> None:
    assert flips(modal, other, Stem(before=before, after=after, window=Span(0, 1))) is could
