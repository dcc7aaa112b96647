"""Plain text: encodings, the way back to the file, broken lines, page furniture, structure."""

import codecs
from pathlib import Path

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.model import Document
from quizgen.readers import READERS, read_source

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))
ARTICLE = (
    "渠水手册\n"
    "这条渠是三十年前修的，当时没有机器，石头是一块一块背上来的，全村老少修了整整四年，才把雪水引到村口，从那以后庄稼年年有收成。\n"
    "一、修渠的人\n"
    "修渠的人大多不在了，他们的名字刻在渠头的石碑上，每年放水那天，村里都要把石碑擦洗一遍，念一遍名字，再开闸，这个规矩一直没有断过。\n"
    "一是石匠。石匠老周带着三个徒弟，从山脚凿到山腰，凿坏了四百多根钢钎，手上的茧子比石头还硬，他常说石头怕的是天天来的人。\n"
    "二是铁匠。铁匠铺的火三年没有熄过，白天打钎，夜里修锄，工钱记在账上，后来谁也没有去要，账本如今还在村史馆里放着。\n"
)


def read(text: str | bytes, path: str = "a.txt") -> Document:
    return read_source(text if isinstance(text, bytes) else text.encode(), path=path)[0]


def blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, document.slice(b.span)) for b in document.blocks]


def leads_back(document: Document, raw: str, *, whole: bool = True) -> None:
    """Each block's characters stand in the file, in order, at the place ``file_span`` and ``locate`` give. ``whole``:
    the file's span holds nothing else but white space (no page furniture, no hyphen)."""
    lines = raw.split("\n")
    for block in document.blocks:
        for at in range(block.span.start, block.span.end):
            c = document.text[at]
            there = document.file_offset(at)
            assert raw[there] == c or (c == " " and raw[there] == "\n")
            place = document.locate(at)
            if c != " ":
                assert lines[place.line - 1][place.column - 1] == c
        start, end = document.file_span(block.span)
        assert not whole or "".join(raw[start:end].split()) == "".join(document.slice(block.span).split())


def wrapped(text: str, width: int) -> str:
    return "\n".join("\n".join(line[i : i + width] for i in range(0, len(line), width)) for line in text.split("\n"))


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("gb18030", b""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(encoding: str, bom: bytes, end: str) -> None:
    document = read(bom + ARTICLE.replace("\n", end).encode(encoding))
    assert blocks(document) == blocks(read(ARTICLE))
    leads_back(document, ARTICLE)


def test_the_text_is_the_files_own_when_nothing_is_joined() -> None:
    raw = SEED.read_text(encoding="utf-8")
    document = read(SEED.read_bytes())
    assert document.text == raw.rstrip("\n")
    assert document.joints == ()


@pytest.mark.parametrize("width", [20, 29, 36, 41, 60])
@pytest.mark.parametrize("source", ["seed", "article"])
def test_hard_wrapped_with_straight_quotes(width: int, source: str) -> None:
    text = SEED.read_text(encoding="utf-8") if source == "seed" else ARTICLE
    straight = text.replace("“", '"').replace("”", '"')
    raw = wrapped(straight, width)
    document = read(raw)
    assert blocks(document) == blocks(read(straight))
    leads_back(document, raw)


def test_lines_broken_by_width_with_indents() -> None:
    raw = (
        "　　这条渠是三十年前修的，当时没有机器，\n石头是一块一块背上来的，全村老少修了整整\n四年，才把雪水引到村口。\n"
        "　　修渠的人大多不在了，他们的名字刻在渠\n头的石碑上，每年放水那天，村里都要把石碑\n擦洗一遍，念一遍名字，再开闸。\n"
        "　　这个规矩一直没有断过，如今渠边又立了\n一块新碑，刻着后来护渠的人，一共二十一位。\n"
    )
    document = read(raw)
    assert [t for _, _, t in blocks(document)] == [
        "这条渠是三十年前修的，当时没有机器，石头是一块一块背上来的，全村老少修了整整四年，才把雪水引到村口。",
        "修渠的人大多不在了，他们的名字刻在渠头的石碑上，每年放水那天，村里都要把石碑擦洗一遍，念一遍名字，再开闸。",
        "这个规矩一直没有断过，如今渠边又立了一块新碑，刻着后来护渠的人，一共二十一位。",
    ]
    leads_back(document, raw)


def test_latin_words_get_a_blank_and_lose_their_hyphen() -> None:
    raw = (
        "The canal was dug thirty years ago, when there were no machines in the val-\n"
        "ley and every stone was carried up by hand; it took the whole village four\n"
        "years to bring the melt water down to the gate. Nobody in the village has for-\n"
        "gotten it, and every year the names on the stone are washed and read aloud by\n"
        "the youngest child who can read them.\n"
    )
    document = read(raw)
    assert len(document.blocks) == 1
    assert "in the valley and every stone" in document.text and "by the youngest" in document.text
    assert "four years" in document.text and "forgotten it" in document.text
    assert document.language == "en"
    leads_back(document, raw, whole=False)


def test_a_line_that_starts_as_no_paragraph_does_goes_on() -> None:
    raw = "主要内容很多，不能一一列举，只说最要紧\n的三件事。\n第一件是修渠\n第二件是护渠\n"
    assert next(t for _, _, t in blocks(read(raw))) == "主要内容很多，不能一一列举，只说最要紧的三件事。"


def test_lines_of_a_poem_and_of_a_list_stay_apart() -> None:
    assert len(read("床头有本书，\n书里有张图。\n图上有条河，\n河边有座屋。\n").blocks) == 4
    assert len(read("富强、民主、文明、和谐\n自由、平等、公正、法治\n爱国、敬业、诚信、友善\n").blocks) == 3


def test_page_furniture_is_left_out_and_the_sentence_goes_on() -> None:
    body = wrapped(ARTICLE.split("\n", 1)[1], 24).split("\n")
    pages = [body[i : i + 6] for i in range(0, len(body), 6)]
    raw = "\n".join("\n".join(["渠水手册", "", *page, "", f"- {n} -", ""]) for n, page in enumerate(pages, 1))
    document = read(raw)
    want = [t for t in ARTICLE.split("\n") if t][1:]
    assert [t for _, _, t in blocks(document)] == want
    leads_back(document, raw, whole=False)


def test_a_table_of_contents_is_left_out() -> None:
    raw = (
        "渠水手册\n目　录\n一、修渠的人……………………1\n二、护渠的人......................12\n"
        "一、修渠的人\n修渠的人大多不在了。\n二、护渠的人\n护渠的人还在。\n"
    )
    assert [t for _, _, t in blocks(read(raw))] == [
        "渠水手册", "一、修渠的人", "修渠的人大多不在了。", "二、护渠的人", "护渠的人还在。",
    ]  # fmt: skip
    plain = "办法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n"
    assert [t for _, _, t in blocks(read(plain))][1] == "第一章 总则"
    assert len(read(plain).blocks) == 5


def test_a_year_and_a_single_number_are_no_page_numbers() -> None:
    assert len(read("大事年表\n1958\n开始修渠。\n1962\n渠成。\n").blocks) == 5


def test_structure_of_a_speech() -> None:
    assert [(k, lv) for k, lv, _ in blocks(read(ARTICLE))] == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0), ("point", 1), ("point", 1),
    ]  # fmt: skip
    assert read(ARTICLE).title == "渠水手册"


def test_structure_of_a_statute() -> None:
    raw = (
        "村民用水办法\n（2020年3月1日村民会议通过）\n第一编　通则\n第一章　总则\n第一节　一般规定\n"
        "第一条　为了用好渠水，制定本办法。\n本办法适用于全村。\n第二条　用水户应当：\n（一）登记；\n（二）交费。\n"
        "依照第二条登记的，发给水票。\n"
    )
    document = read(raw)
    assert [(k, lv) for k, lv, _ in blocks(document)] == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("heading", 3), ("heading", 4),
        ("article", 0), ("paragraph", 0), ("article", 0), ("point", 1), ("point", 1), ("paragraph", 0),
    ]  # fmt: skip
    markers = [document.slice(b.marker) for b in document.blocks if b.marker]
    assert markers == ["第一编", "第一章", "第一节", "第一条", "第二条", "（一）", "（二）"]


def test_numbered_lines_are_headings_only_with_text_below() -> None:
    with_text = "1.修渠的人\n石匠和铁匠。\n2.护渠的人\n巡渠的老人。\n"
    in_a_row = "护渠的人：\n1.石匠\n2.铁匠\n3.巡渠的老人\n"
    assert [k for k, _, _ in blocks(read(with_text))] == ["heading", "paragraph", "heading", "paragraph"]
    assert [k for k, _, _ in blocks(read(in_a_row))] == ["paragraph", "point", "point", "point"]


def test_a_heading_that_runs_on_into_text_is_parted() -> None:
    raw = (
        "1.谁修的渠？\n石匠和铁匠，还有村里的人。\n2.渠有多长？从山口到村口，一共四里，中间过两道沟，沟上有石槽，槽里能走人，下面能过车，"
        "是全渠最难修的一段。\n3.谁护的渠？\n巡渠的老人。\n"
    )
    document = read(raw)
    assert [(k, t[:6]) for k, _, t in blocks(document)][2:4] == [("heading", "2.渠有多长"), ("paragraph", "从山口到村口")]
    leads_back(document, raw)


def test_traditional_characters_are_kept() -> None:
    assert read("渠長說：「護渠要從自己做起。」\n大家都點頭。\n").text == "渠長說：「護渠要從自己做起。」\n大家都點頭。"


@pytest.mark.parametrize(
    ("data", "path", "name"),
    [
        (b"", "a.txt", "empty-file"),
        (b" \n\xe3\x80\x80\r\n", "a.txt", "empty-file"),
        (codecs.BOM_UTF8, "a.md", "empty-file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt", "binary-file"),
        (bytes(range(1, 32)) * 9, "a.txt", "binary-file"),
        (b"\xff\xff\xff\xff abc", "a.txt", "bad-encoding"),
        (codecs.BOM_UTF16_LE + b"a", "a.txt", "bad-encoding"),
        (b"abc", "a.xyz", "unknown-format"),
        (b"abc", "README", "unknown-format"),
    ],
)
def test_bad_input(data: bytes, path: str, name: str) -> None:
    with pytest.raises(QuizgenError) as caught:
        read_source(data, path=path)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.name, diagnostic.path, diagnostic.severity) == (name, path, "error")


def test_an_unknown_suffix_lists_the_known_ones() -> None:
    with pytest.raises(QuizgenError, match=r"\.xyz.*\.txt.*\.md"):
        read_source(b"abc", path="a.xyz")


def test_suffixes_are_unique() -> None:
    suffixes = [s for r in READERS for s in r.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(s == s.lower() and s.startswith(".") for s in suffixes)


def test_a_txt_in_markdown_is_read_as_markdown() -> None:
    document = read("# 渠\n\n**渠**是水路。\n\n## 种类\n\n- 明渠\n- 暗渠\n")
    assert [(k, t) for k, _, t in blocks(document)] == [
        ("heading", "渠"), ("paragraph", "渠是水路。"), ("heading", "种类"), ("point", "明渠"), ("point", "暗渠"),
    ]  # fmt: skip


def test_a_long_text_takes_linear_time() -> None:
    import time

    def seconds(times: int) -> float:
        data = wrapped(ARTICLE * times, 36).encode()
        start = time.process_time()
        read(data)
        return time.process_time() - start

    seconds(50)
    assert seconds(400) < 16 * seconds(50) + 0.2
