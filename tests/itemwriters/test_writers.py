"""Each kind of item: what it asks, what its key is, and when it refuses."""

import pytest

from quizgen.candidates import Candidate, Work
from quizgen.desk import Desk, Refused
from quizgen.distractors import Pool
from quizgen.itemwriters import WRITERS
from quizgen.itemwriters.multiple import asks
from quizgen.itemwriters.truefalse import _contradicts
from quizgen.model import BLANK, CHOICE, FALSE, KINDS, TRUE, Figure, Item, Norm, Phrase, Points, Span, SpelledTerm, Term
from quizgen.stems import Stem
from tests.studio import candidate, reading, series, span, work


def desk(w: Work, *, strict: bool = True) -> Desk:
    return Desk(w, Pool([w]), strict=strict)


def whole(w: Work) -> Candidate:
    return next(c for c in w.candidates if c.form == "list")


def test_every_kind_has_its_writer() -> None:
    assert set(WRITERS) == set(KINDS)


def test_cloze_shows_the_other_members() -> None:
    r = reading("要统筹推进城乡规划、产业布局、基础设施一体化发展。")
    w = work(r, series(r, "城乡规划", "产业布局", "基础设施"))
    made = WRITERS["cloze"](desk(w), candidate(w, "产业布局"), 1.0)
    assert isinstance(made, Item)
    assert made.stem == f"要统筹推进城乡规划、{BLANK}、基础设施一体化发展。" and made.key == ("产业布局",)
    assert r.text[made.provenance.answers[0].start : made.provenance.answers[0].end] == "产业布局"
    assert made.provenance.line == 1 and made.provenance.quote == r.text


def test_cloze_of_nothing_but_a_list_says_not_what_it_lists() -> None:
    r = reading("战略决策、战术决策与业务决策。")
    w = work(r, series(r, "战略决策", "战术决策", "业务决策"))
    assert WRITERS["cloze"](desk(w), candidate(w, "战术决策"), 1.0) == Refused(reason="no-cue")


def test_recall_asks_for_a_closed_list_and_refuses_an_open_one() -> None:
    text = "检查组本次重点检查各施工单位的设备状况、人员资质和应急预案。"
    r = reading(text)
    w = work(r, series(r, "设备状况", "人员资质", "应急预案"))
    made = WRITERS["recall"](desk(w), whole(w), 1.0)
    assert isinstance(made, Item) and made.key == ("设备状况", "人员资质", "应急预案")
    assert made.stem == "写出省略处并列的三项：检查组本次重点检查各施工单位的……。"
    w = work(r, series(r, "设备状况", "人员资质", "应急预案", open=True))
    assert WRITERS["recall"](desk(w), whole(w), 1.0) == Refused(reason="open-list")


def test_single_choice_of_a_time_limit() -> None:
    r = reading("施工单位应当在三十日内完成整改并报告主管部门。\n当事人可以在六十日内提出申请。")
    facts = []
    for words in ("三十日", "六十日"):
        s = span(r, words)
        facts.append(Figure(rule="figure", span=s, value=s, sort="time"))
    w = work(r, *facts)
    made = WRITERS["single"](desk(w), candidate(w, "三十日"), 1.0)
    assert isinstance(made, Item)
    assert made.stem == f"施工单位应当在{CHOICE}内完成整改并报告主管部门。"
    assert len(made.distractors) == 3 and "六十日" in made.distractors
    assert all(d in made.explanation for d in made.distractors)


def test_true_and_false_change_one_element() -> None:
    limits = ("三日", "五日", "七日", "十日", "十五日", "二十日", "三十日", "四十五日", "六十日", "九十日", "一百日", "一百二十日")
    owners = ("车间主任", "仓库主管", "项目经理", "安全总监", "设备科长", "值班站长", "食堂主管", "车队队长", "质检组长", "调度主任", "泵房班长", "档案主管")
    r = reading("\n".join(f"{who}应当在{x}以内完成整改并提交书面报告。" for who, x in zip(owners, limits, strict=True)))
    facts = [Figure(rule="figure", span=span(r, x), value=span(r, x), sort="time") for x in limits]
    w = work(r, *facts)
    made = [WRITERS["truefalse"](desk(w, strict=False), candidate(w, x), 1.0) for x in limits]
    items = [m for m in made if isinstance(m, Item)]
    assert len(items) == 12 and {i.key for i in items} == {(TRUE,), (FALSE,)}
    for item, word in zip(items, limits, strict=True):
        assert (f"在{word}以" in item.stem) == (item.key == (TRUE,))
        assert item.key == (TRUE,) or word in item.explanation


def points(text: str, lead: str, *members: str, ordered: bool = False) -> Work:
    r = reading(text)
    spans = tuple(span(r, m) for m in members)
    return work(
        r,
        Points(
            rule="points",
            span=Span(spans[0].start, spans[-1].end),
            members=spans,
            bodies=spans,
            lead=span(r, lead),
            ordered=ordered,
        ),
    )


def test_ordering_only_where_an_order_is_meant() -> None:
    text = "灭火器使用步骤：\n第一步，拔下保险销；\n第二步，对准火焰根部；\n第三步，压下压把喷射。"
    members = ("拔下保险销", "对准火焰根部", "压下压把喷射")
    made = WRITERS["ordering"](desk(points(text, "灭火器使用步骤", *members, ordered=True)), whole(points(text, "灭火器使用步骤", *members, ordered=True)), 1.0)
    assert isinstance(made, Item) and made.key == members
    w = points(text, "灭火器使用步骤", *members)
    assert WRITERS["ordering"](desk(w), whole(w), 1.0) == Refused(reason="no-order-meant")


def test_multiple_choice_of_headlines_takes_headlines_of_other_parts() -> None:
    text = "一、加强组织领导\n一是压实主体责任。\n二是健全工作机制。\n三是强化督导检查。\n二、做好宣传引导\n一是办好专题讲座。\n二是用好新型媒体。\n三是讲好典型故事。"
    r = reading(text)
    facts = []
    for lead, members in (
        ("加强组织领导", ("压实主体责任", "健全工作机制", "强化督导检查")),
        ("做好宣传引导", ("办好专题讲座", "用好新型媒体", "讲好典型故事")),
    ):
        spans = tuple(span(r, m) for m in members)
        facts.append(
            Points(rule="points", span=Span(spans[0].start, spans[-1].end), members=spans, bodies=spans, lead=span(r, lead))
        )
    w = work(r, *facts)
    made = WRITERS["multiple"](desk(w), whole(w), 1.0)
    assert isinstance(made, Item)
    assert set(made.key) <= {"压实主体责任", "健全工作机制", "强化督导检查"}
    assert set(made.distractors) <= {"办好专题讲座", "用好新型媒体", "讲好典型故事"}
    assert "部分要点的有" in made.stem


def test_spelled_term_is_one_recall() -> None:
    text = "要弘扬“精细严实”作风。坚持“精益求精”，打磨每个环节。坚持“细致入微”，排查每处隐患。坚持“严格把关”，守住每道防线。坚持“实事求是”，办好每件实事。"
    r = reading(text)
    members = tuple(span(r, m) for m in ("精益求精", "细致入微", "严格把关", "实事求是"))
    term = span(r, "精细严实")
    w = work(r, SpelledTerm(rule="spelled", span=Span(term.start, members[-1].end), term=term, members=members))
    made = WRITERS["recall"](desk(w), whole(w), 1.0)
    assert isinstance(made, Item) and made.stem == "“精细严实”分别是指什么？（共四项）"


def reason(kind: str, w: Work, c: Candidate, worth: float = 1.0) -> str | None:
    made = WRITERS[kind](desk(w), c, worth)  # type: ignore[index]
    return made.reason if isinstance(made, Refused) else None


def test_a_build_refuses_a_recall_whose_members_are_titles_or_told_by_the_lead() -> None:
    assert reason("recall", *listed("滴灌的概念、确立依据、适用原则", "概念", "确立依据", "适用原则")) == "ragged-key"
    assert reason("recall", *listed("灌溉协会管理的水源分为河水、井水、窖水", "河水", "井水", "窖水")) is None
    w = points("三大渠系是干渠、支渠、斗渠：\n1. 灌南乡的是干渠\n2. 灌北乡的是支渠\n3. 灌东乡的是斗渠", "三大渠系是干渠、支渠、斗渠：", "干渠", "支渠", "斗渠")
    assert reason("recall", w, whole(w)) == "key-in-stem"


def test_a_build_refuses_a_recall_whose_last_member_has_the_head_of_all() -> None:
    text = "滴灌、喷灌、漫灌区域经营者应当登记用水量。"
    assert reason("recall", *listed(text, "滴灌", "喷灌", "漫灌区域经营者")) == "ragged-key"


def test_a_build_refuses_a_recall_whose_first_member_governs_the_others() -> None:
    text = "灌溉协会和管理所在汛期到来以前应当切实维护渠系安全、水闸安全、水泵安全。"
    assert reason("recall", *listed(text, "维护渠系安全", "水闸安全", "水泵安全")) == "ragged-key"
    assert reason("recall", *listed(text, "渠系安全", "水闸安全", "水泵安全")) is None


def listed(text: str, *members: str) -> tuple[Work, Candidate]:
    r = reading(text if text.endswith("。") else text + "。")
    w = work(r, series(r, *members))
    return w, whole(w)


def test_the_point_that_closes_a_list_is_no_statement_and_no_gap() -> None:
    r = reading("用水户应当达到由水利局确定的其他用水要求。")
    s = span(r, "水利局")
    w = work(r, Term(rule="agency", span=s, term=s, sort="agency"))
    assert reason("cloze", w, candidate(w, "水利局")) == "catch-all"
    assert reason("truefalse", w, candidate(w, "水利局")) == "catch-all"


def test_what_is_worth_little_is_not_asked() -> None:
    r = reading("灌溉协会在汛期以前应当聘请水利技术员。")
    s = span(r, "水利技术员")
    w = work(r, Term(rule="agency", span=s, term=s, sort="agency"))
    assert reason("cloze", w, candidate(w, "水利技术员"), 0.5) is None
    assert reason("cloze", w, candidate(w, "水利技术员"), -1.0) == "worth-little"


def test_a_key_most_of_which_its_stem_has_is_not_asked() -> None:
    r = reading("滴灌设备由灌溉协会管理，每年开展滴灌设备检修。")
    s = span(r, "滴灌设备检修")
    w = work(r, Phrase(rule="phrase", span=s, phrase=s, sort="noun"))
    assert reason("cloze", w, candidate(w, "滴灌设备检修")) == "echoes-the-stem"


def test_what_an_organ_is_called_is_not_exchanged_in_a_false_statement() -> None:
    organs = ("水利部门", "公安机关", "应急管理部门", "自然资源部门", "气象部门", "审计机关", "税务机关", "海关部门", "教育部门", "民政部门", "统计机关", "林业部门")
    acts = ("测流", "护堤", "抢险", "测绘", "预报", "查账", "征费", "查验", "宣讲", "安置", "核数", "护林")
    verdicts = {}
    for verb in ("定为", "交由"):
        r = reading("\n".join(f"承担{act}任务的单位，应当及时把有关工作{verb}{organ}，并报上一级备案。" for act, organ in zip(acts, organs, strict=True)))
        w = work(r, *(Term(rule="agency", span=span(r, o), term=span(r, o), sort="agency") for o in organs))
        made = [WRITERS["truefalse"](desk(w, strict=False), candidate(w, o), 1.0) for o in organs]
        verdicts[verb] = {m.key[0] for m in made if isinstance(m, Item)}
    assert verdicts == {"定为": {TRUE}, "交由": {TRUE, FALSE}}


def test_of_two_points_each_is_a_candidate_though_a_build_asks_neither() -> None:
    w = points("渠系的组成：\n1. 干渠\n2. 支渠\n", "渠系的组成", "干渠", "支渠")
    made = WRITERS["cloze"](desk(w, strict=False), candidate(w, "支渠"), 1.0)
    assert isinstance(made, Item) and made.stem == f"“渠系的组成”的要点有：干渠；{BLANK}。"
    assert isinstance(WRITERS["cloze"](desk(w), candidate(w, "支渠"), 1.0), Refused)


@pytest.mark.parametrize(
    ("text", "modal", "said"),
    [
        ("设立用水协会，应当采取书面形式。", "应当", "plain-either-way"),  # who must may: it is chosen, not judged
        ("用水户应当严格执行规定的分水计划。", "应当", "plain-either-way"),  # what only a duty is told with
        ("水利局应当鼓励农户依法安装滴灌设备。", "应当", "plain-either-way"),
        ("协会会长由村民罢免后，不得担任同一灌区的监督员。", "不得", None),
        ("任何单位和个人不得在渠道的保护范围取土。", "不得", "plain-either-way"),  # nobody would take it for the rule
        ("协会会长不得利用职务便利，为他人转卖水票。", "不得", "plain-either-way"),
    ],
)
def test_a_modal_is_flipped_where_the_other_could_have_been_the_rule(text: str, modal: str, said: str | None) -> None:
    articles = "".join(f"\n\n第{n}条 渠系由灌溉协会管理。" for n in "一二三四五")
    r = reading(f"水渠法{articles}\n\n第六条 {text}")
    m = span(r, modal)
    w = work(r, Norm(rule="norm", span=m, modal=m))
    assert reason("truefalse", w, candidate(w, modal)) == said


def announced(lead: str) -> Work:
    articles = "".join(f"第{n}条 渠系由灌溉协会管理。\n" for n in "一二三四五")
    text = f"水渠法\n\n{articles}\n第六条 {lead}：\n（一）私自开口；\n（二）拦渠截流；\n（三）损毁闸门。\n"
    return points(text, lead, "私自开口", "拦渠截流", "损毁闸门")


def test_a_lead_that_is_a_sentence_is_asked_as_examiners_ask_it() -> None:
    one_of, what = "用水户有下列行为之一的，停止供水", "本法禁止下列行为"
    w = announced(one_of)
    made = WRITERS["cloze"](desk(w, strict=False), candidate(w, "拦渠截流"), 1.0)
    assert isinstance(made, Item) and made.stem == f"《水渠法》规定，{one_of}：私自开口；{BLANK}；损毁闸门。"
    recall = WRITERS["recall"](desk(w, strict=False), whole(w), 1.0)
    assert isinstance(recall, Item) and recall.stem == f"《水渠法》规定，{one_of}。请写出这三项。"
    w = announced(what)
    recall = WRITERS["recall"](desk(w, strict=False), whole(w), 1.0)
    assert isinstance(recall, Item) and recall.stem == "《水渠法》禁止下列行为。请写出这三项。"


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("用水户有下列行为之一的，停止供水", f"《水渠法》规定，用水户有下列{CHOICE}行为之一的，停止供水。"),
        ("灌溉协会应当履行下列职责", f"《水渠法》规定，灌溉协会应当履行下列职责，包括{CHOICE}。"),
        ("下列费用，由灌溉协会承担", f"《水渠法》规定，下列{CHOICE}费用，由灌溉协会承担。"),
    ],
)
def test_a_choice_of_points_has_its_gap_where_the_list_is_announced(lead: str, asked: str) -> None:
    w = announced(lead)
    (fact,) = w.facts
    assert isinstance(fact, Points) and asks(desk(w), fact, lead) == asked


def test_a_lead_of_a_statute_that_ends_in_a_colon_is_a_sentence_too() -> None:
    w = announced("本法不适用于")
    made = WRITERS["cloze"](desk(w, strict=False), candidate(w, "拦渠截流"), 1.0)
    assert isinstance(made, Item) and made.stem == f"《水渠法》不适用于：私自开口；{BLANK}；损毁闸门。"


@pytest.mark.parametrize(
    ("text", "wrong", "denied"),
    [
        ("引水方案由水利局批准。", "审计局", True),
        ("用水户不得向水利局转让方案。", "审计局", False),  # what holds of one may hold of another
        ("渠系中设在村里的机构称为水利局。", "收费人", False),
    ],
)
def test_a_false_statement_is_denied_by_the_source(text: str, wrong: str, denied: bool) -> None:
    r = reading(text)
    s = span(r, "水利局")
    w = work(r, Term(rule="agency", span=s, term=s, sort="agency"))
    stem = Stem(before=text[: s.start], after=text[s.end :], window=Span(0, len(text)))
    assert _contradicts(desk(w), candidate(w, "水利局"), stem, "水利局", wrong) == denied


@pytest.mark.parametrize("text", ["未按期缴费的，由水利局予以公告。", "缴费按照第三条第二款的要求，由水利局予以公告。"])
def test_a_statement_that_leans_on_others_is_not_judged(text: str) -> None:
    others = "".join(f"\n渠系{act}由{o}负责。" for act, o in zip(("护堤", "抢险", "测绘"), ("公安局", "审计局", "气象局"), strict=True))
    r = reading(text + others)
    w = work(r, *(Term(rule="agency", span=span(r, o), term=span(r, o), sort="agency") for o in ("水利局", "公安局", "审计局", "气象局")))
    assert reason("truefalse", w, candidate(w, "水利局")) == "no-statement"


def test_a_list_is_asked_by_what_it_is() -> None:
    said = {}
    for lead in ("渠系检修的步骤", "渠系检修应当做到以下几点", "渠系检修的故障"):
        members = ("清淤泥沙", "换闸板", "补砌渠坡") if lead.endswith("步骤") else ("清淤要在汛期以前做完一遍", "闸板由专人每月检查更换", "渠坡裂缝当年补砌不能过冬")
        w = points(f"{lead}：\n" + "".join(f"{n}. {m}\n" for n, m in enumerate(members, 1)), lead, *members)
        made = WRITERS["recall"](desk(w), whole(w), 1.0)
        assert isinstance(made, Item)
        said[lead] = made.stem
    assert said == {
        "渠系检修的步骤": "“渠系检修的步骤”包括哪三项？",
        "渠系检修应当做到以下几点": "渠系检修应当做到以下几点。请写出这三项。",
        "渠系检修的故障": "关于“渠系检修的故障”，原文列出了哪三点？",
    }


def test_the_catch_all_of_a_list_is_left_out_of_its_recall() -> None:
    members = ("盗窃渠水", "拆毁闸门", "堵塞渠道", "危害渠系的其他行为")
    w = points("禁止下列行为：\n" + "".join(f"{n}. {m}\n" for n, m in enumerate(members, 1)), "禁止下列行为", *members)
    made = WRITERS["recall"](desk(w), whole(w), 1.0)
    assert isinstance(made, Item)
    assert made.stem == "禁止下列行为。除“其他”一项外，请写出这三项。"
    assert made.key == members[:3]


def test_what_only_counts_its_points_is_not_asked_in_order() -> None:
    members = ("清淤", "换闸", "补砌")
    for lead, said in (("渠系检修的三大步骤", None), ("渠系检修的三大好处", "no-order-meant")):
        w = points(f"{lead}：\n" + "".join(f"{n}. {m}\n" for n, m in enumerate(members, 1)), lead, *members, ordered=True)
        assert reason("ordering", w, whole(w)) == said


def test_what_is_set_up_is_not_exchanged_for_another_organ() -> None:
    r = reading("水利大会闭会期间，由水利委员会行使职权。\n超过一百户的灌区，由村民设立水利大会。\n水利局和灌溉委员会各负其责。")
    s = span(r, "水利大会", 2)
    organs = [(x, 1) for x in ("水利委员会", "灌溉委员会", "水利局")]
    w = work(r, *(Term(rule="agency", span=span(r, o, n), term=span(r, o, n), sort="agency") for o, n in organs), Term(rule="agency", span=s, term=s, sort="agency"))
    made = WRITERS["truefalse"](desk(w, strict=False), next(c for c in w.candidates if c.span == s), 1.0)
    assert not (isinstance(made, Item) and made.key == (FALSE,))
