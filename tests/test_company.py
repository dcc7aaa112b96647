"""The company of a key: what the document has beside the same words goes with them."""

from quizgen.distractors.company import Company
from tests.studio import reading, span

TEXT = "每年进行安全检查。\n每月进行水质检测。\n安全评价由专家完成。\n完善应急预案。"


def test_what_the_verb_governs_elsewhere_goes_with_it() -> None:
    r = reading(TEXT)
    company = Company(r, span(r, "安全检查"))
    assert company.left == "进行" and not company.alone
    assert company.keeps("水质检测") and not company.keeps("安全评价")


def test_nothing_beside_the_key_asks_for_nothing() -> None:
    r = reading("由此可见，安全评价，最为要紧。")
    company = Company(r, span(r, "安全评价"))
    assert company.alone and not company.keeps("水质检测")


def test_a_subject_goes_with_its_copula() -> None:
    r = reading("创新是第一动力。\n人才是第一资源。\n环境很好。")
    company = Company(r, span(r, "创新"))
    assert company.right == "是" and company.keeps("人才") and not company.keeps("环境")
