"""Words that a person who knows the text could say in other words as well."""

import pytest

from quizgen.commonplace import commonplace
from tests.studio import candidate, phrase, reading, work


def plain(text: str, words: str) -> bool:
    r = reading(text)
    return commonplace(r, candidate(work(r, phrase(r, words)), words))


@pytest.mark.parametrize(
    ("text", "words", "answer"),
    [
        ("发生纠纷的，灌溉协会应当采取支持措施。", "支持措施", True),  # two everyday words, a head of sort
        ("承包户违反合同的，应当支付违约金。", "违约金", False),
        ("承包户应当在期限届满前交回水闸。", "期限", True),  # a lone everyday word
        ("渠首应当派专人看守。", "专人", True),  # said once, no term
        ("渠系改造的具体办法由灌溉协会制定。", "具体办法", True),
        ("这样能提高管水工作的科学性。", "科学性", True),  # what can be raised of anything
        ("变量 down 表示放水。", "down", True),
        ("侵占水渠的，依法承担民事责任。", "民事责任", False),  # examiners set it against others
    ],
)
def test_commonplace(text: str, words: str, answer: bool) -> None:
    assert plain(text, words) is answer


def test_what_the_document_is_about() -> None:
    assert plain("水权法\n\n第一条 申请水权登记不得损害他人。", "水权登记")
