"""The Chinese of a paper: names of sections, instructions, titles, places."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.model import Deck, Item, Kind, Provenance

HEADINGS: dict[Kind, str] = {
    "single": "单项选择题",
    "multiple": "多项选择题",
    "truefalse": "判断题",
    "cloze": "填空题",
    "ordering": "排序题",
    "recall": "简答题",
}
ORDER: tuple[Kind, ...] = ("single", "multiple", "truefalse", "cloze", "ordering", "recall")
"""The order of sections that readers of Chinese papers expect."""

_NOTES: dict[Kind, str] = {
    "single": "下列各题的备选项中，只有一项最符合题意，请将其字母填入括号内。",
    "multiple": "下列各题的备选项中，有两项或两项以上符合题意，请将其字母填入括号内；多选、少选、错选均不得分。",
    "truefalse": "判断下列说法是否正确，正确的在括号内打“√”，错误的打“×”。",
    "cloze": "请将正确答案填写在横线上。",
    "ordering": "请将各项的字母按正确的先后顺序填入括号内。",
    "recall": "",
}


def heading(kind: Kind) -> str:
    """What a section is called if nobody says otherwise."""
    return HEADINGS[kind]


def note(kind: Kind) -> str:
    """The instructions under a section's heading."""
    return _NOTES[kind]


def default_title(decks: Sequence[Deck]) -> str:
    """The title of a paper from these decks."""
    titles = [deck.title for deck in decks if deck.title]
    return f"{titles[0]}测试卷" if len(titles) == 1 else "综合测试卷"


def place(item: Item, *, deck: str = "") -> str:
    """Where an item's key stands: 《deck》 section › section（第5行）, as far as it is known."""
    return _name(item.provenance, deck) + _spot(item.provenance)


def _name(at: Provenance, deck: str) -> str:
    parts = [" › ".join(at.section)] if at.section else []
    if at.article and at.article not in parts[-1:]:
        parts.append(at.article)
    title = deck if deck.startswith("《") else f"《{deck}》" if deck else ""
    return title + "，".join(parts)


def _spot(at: Provenance) -> str:
    if at.page:
        return f"（第{at.page}页）"
    return f"（第{at.line}行）" if at.line else ""
