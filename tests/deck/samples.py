"""A small deck of each kind of item, and strategies for decks that nobody would write."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from quizgen.deck.identity import digest_of, made_of
from quizgen.model import BLANK, CHOICE, KINDS, STATUSES, Deck, Item, Provenance, Source

SOURCE = Source(id="b2c3d4e5f6", path="seeds/读书笔记.txt", sha256="ab" * 32)


def item(identity: str, kind: str, stem: str, key: tuple[str, ...], **more: object) -> Item:
    """An item as if quizgen had just made it."""
    place = {
        name: more.pop(name)
        for name in ("section", "line", "quote", "article", "page")
        if name in more
    }
    made = Item(
        id=identity,
        kind=kind,  # type: ignore[arg-type]
        stem=stem,
        key=key,
        provenance=Provenance(path=SOURCE.path, **place),  # type: ignore[arg-type]
        rule=str(more.pop("rule", "series")),
        fact=str(more.pop("fact", identity)),
        tested=str(more.pop("tested", "、".join(key))),
        **more,  # type: ignore[arg-type]
    )
    return replace(made, made=made_of(made), digest=digest_of(made), changed="2026-01-31T08:00:00Z")


SAMPLE = Deck(
    title="读书笔记",
    source=SOURCE,
    tags=("读书",),
    items=(
        item(
            "k7m2p9q4r1",
            "cloze",
            f"竹简由竹片制成，用{BLANK}编连成册。",
            ("麻绳",),
            section=("一、书的材料", "一是竹简"),
            line=3,
            quote="竹简由竹片制成，用麻绳编连成册。",
            difficulty=0.4,
            worth=7.25,
        ),
        item(
            "m3n8p2q7r6",
            "single",
            f"东汉的{CHOICE}改进了造纸术。",
            ("蔡伦",),
            distractors=("张衡", "班固", "许慎"),
            explanation="“蔡伦改进了造纸术。”\n张衡造的是地动仪：见第二部分。",
            section=("一、书的材料",),
            line=5,
            quote="东汉的蔡伦改进了造纸术。",
            worth=8.0,
        ),
        item(
            "p4q9r3s8t2",
            "multiple",
            f"下列属于“文房四宝”的有{CHOICE}。",
            ("笔", "墨", "纸", "砚"),
            distractors=("印",),
            section=("二、书写的工具",),
            line=8,
            quote="“文房四宝”是笔、墨、纸、砚。",
        ),
        item("q5r1s4t9v3", "truefalse", "甲骨文刻在竹片上。", ("错",), line=9, quote="甲骨文刻在龟甲和兽骨上。", tested="龟甲和兽骨"),
        item("r6s2t5v1w4", "ordering", "按先后排列书体：", ("甲骨文", "金文", "小篆", "隶书"), line=10, status="kept", tags=("书体", "难")),
        item("s7t3v6w2x5", "recall", "“文房四宝”是哪四样？", ("笔", "墨", "纸", "砚"), line=8, note="常考"),
    ),
)

_LETTERS = st.sampled_from([*"党政治建设，。：“”《》—… ab10:#-?'\"[]{}&*!|>%@`,=~\t\\_", "：", "\u2028", "\u00a0", "𠀀", "\x07", "\ufeff", "\x85"])
TEXT = st.text(_LETTERS, min_size=0, max_size=12)
SOLID = TEXT.map(lambda t: "字" + t.replace("_", "") + "。")
LINES = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
TRAPS = st.sampled_from(["No", "12:30", "010", "2026-01-31", "~", "null", "1e3", "0x1F", "- 甲", "甲: 乙", "甲 #乙", "=", "<<", ".5", "yes", "甲:", "“甲”", "'甲'"])
OPTION = SOLID | TRAPS


@st.composite
def items(draw: st.DrawFn, identity: str) -> Item:
    kind = draw(st.sampled_from(KINDS))
    stem = draw(SOLID | LINES.map(lambda t: "问" + t.replace("_", "").replace("（", "").rstrip() + "？"))
    options = draw(st.lists(OPTION, min_size=4, max_size=6, unique=True))
    key, distractors = tuple(options[:1]), ()
    match kind:
        case "cloze":
            stem += BLANK
        case "single":
            stem, distractors = stem + CHOICE, tuple(options[1:])
        case "multiple":
            stem, key, distractors = stem + CHOICE, tuple(options[:2]), tuple(options[2:])
        case "truefalse":
            key = (draw(st.sampled_from(["对", "错"])),)
        case _:
            key = tuple(options)
    made = item(
        identity,
        kind,
        stem,
        key,
        distractors=distractors,
        explanation=draw(LINES.map(lambda t: t.rstrip("\n"))),
        section=tuple(draw(st.lists(SOLID | st.just("甲›乙"), max_size=2))),
        line=draw(st.integers(0, 9999)),
        page=draw(st.integers(0, 99)),
        article=draw(st.sampled_from(["", "第三条"])),
        quote=draw(TEXT),
        difficulty=draw(st.none() | st.sampled_from([0.0, 0.25, 0.8])),
        worth=draw(st.sampled_from([0.0, 1.5, 12.125])),
        status=draw(st.sampled_from(STATUSES)),
        tags=tuple(draw(st.lists(OPTION, max_size=3))),
        note=draw(LINES.map(lambda t: t.rstrip("\n"))),
        tested=draw(TEXT),
        conflict=draw(st.sampled_from([(), (("stem", "新的题干"), ("key", "甲\n乙"))])),
    )
    return made


@st.composite
def decks(draw: st.DrawFn, most: int = 4) -> Deck:
    size = draw(st.integers(0, most))
    return Deck(
        title=draw(SOLID),
        source=SOURCE,
        tags=tuple(draw(st.lists(OPTION, max_size=2))),
        homes=draw(st.sampled_from([(), (("一、新名: 甲", "一、旧名"),)])),
        items=tuple(draw(items(f"a{n}b")) for n in range(size)),
    )
