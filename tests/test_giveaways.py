"""What of a stem tells the answer."""

import pytest

from quizgen.giveaways import echoed, organ_told


def test_an_act_that_only_one_organ_does_gives_it_away() -> None:
    assert organ_told("人民法院", "当事人可以向提起诉讼")
    assert organ_told("公安机关", "由立案侦查")
    assert not organ_told("公安机关", "应当向报告登记情况")


@pytest.mark.parametrize(
    ("words", "shown", "how"),
    [
        (["申请人"], "由提出申请，并附材料", "names-the-act"),
        (["水渠", "管理"], "水渠由管理单位巡查", "echoes-the-stem"),
        (["上级", "组织"], "下级服从", "opposite-in-the-stem"),
        (["人民", "陪审员"], "担任陪审员的，参加审判", "echoes-the-stem"),
        (["胰岛", "素"], "胰岛的B细胞分泌", "echoes-the-stem"),
        (["低", "水位"], "由高水位一侧流向", "opposite-in-the-stem"),
        (["有偿"], "以无偿为原则，为例外", "opposite-in-the-stem"),
        (["高", "水位"], "水流向下游", None),
        (["渠长"], "由负责巡查", None),
        (["水渠", "巡查", "制度"], "水渠管理单位建立", None),
    ],
)
def test_what_the_stem_shows_of_the_key(words: list[str], shown: str, how: str | None) -> None:
    assert echoed("".join(words), words, shown) == how


def test_how_much_of_a_key_its_stem_has() -> None:
    from quizgen.giveaways import covered

    assert covered("水渠巡查人员培训", "加强水渠巡查，组织人员开展______。") == 6
    assert covered("防洪预案", "灌溉协会编制______。") == 0
    assert covered("水渠巡查", "《水渠巡查条例》规定，应当开展______。") == 0  # the name of the statute does not count
