"""Whatever the text: reading never fails, blocks make up the text, every character leads back to its own."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.extractors import points
from quizgen.model import Points
from quizgen.readers import read_source
from quizgen.readers._document import legible
from quizgen.reading import Reading
from quizgen.sections import article_at, section_path, sections

PARTS = st.sampled_from(
    ["渠", "水长", "修好渠水。", "，", "。", "：", "；", "、", "？", "“", "”", "（", "）", "\n", "\n\n", "　　", " ", "  ", "\t", "\r\n", "\f",
     "一、", "二、", "（一）", "（二）", "1.", "2.", "1）", "①", "②", "一是", "二是", "三要", "第一，", "第二，", "首先", "其次，", "一方面", "另一方面",
     "第一章 ", "第二条　", "第十条规定", "其一，", "一抓", "二抓", "- ", "* ", "# ", "## ", "> ", "```\n", "|", "|---|\n", "**", "*", "`", "[甲](b)",
     "<p>", "<!--", "-->", "![", "12", "3", "word", "word-\n", "......3\n", "目录\n", "- 1 -\n", "———", "2024年", "1.5", "$$", "\\", "_", "---\n", "a: b\n"]
)  # fmt: skip
TEXT = st.lists(PARTS, min_size=1, max_size=60).map("".join)


def hold(text: str, path: str) -> None:
    try:
        document, _ = read_source(text.encode(), path=path)
    except QuizgenError as e:
        assert e.diagnostics[0].name == "empty-file"
        return
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    at = 0
    for block in document.blocks:
        assert block.span.start == at < block.span.end
        at = block.span.end + 1
        if block.marker is not None:
            assert block.span.covers(block.marker) and block.marker.start < block.marker.end
        for offset in range(block.span.start, block.span.end):
            c, there = document.text[offset], raw[document.file_offset(offset)]
            assert c in (there, legible(there)) or (c in " \t" and there in "\n|" ) or (c == " " and there.isspace())
    assert not document.blocks or at == len(document.text) + 1
    assert "\n".join(document.slice(b.span) for b in document.blocks) == document.text
    joints = [a for a, _ in document.joints]
    assert joints == sorted(set(joints))
    found = sections(document)
    for offset in range(0, len(document.text), 7):
        path_here = section_path(document, offset)
        assert any(s.path == path_here and s.span.start <= offset for s in found)
        article_at(document, offset)
    for fact in points.find(Reading(document)):
        if isinstance(fact, Diagnostic):
            assert fact.line >= 1
            continue
        assert isinstance(fact, Points)
        assert len(fact.members) == len(fact.bodies) >= 2
        for member, body in zip(fact.members, fact.bodies, strict=True):
            assert fact.span.covers(member) and fact.span.covers(body) and body.start <= member.start
            assert document.slice(member).strip() == document.slice(member) != ""
        assert all(a.end <= b.start for a, b in zip(fact.members, fact.members[1:], strict=False))
        assert document.slice(fact.lead).strip() if fact.lead is not None else True


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_plain_text(text: str) -> None:
    hold(text, "a.txt")


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_markdown(text: str) -> None:
    hold(text, "a.md")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    if not any("\ud800" <= c <= "\udfff" or c < "\t" or "\r" < c < " " for c in text):
        hold(text, "a.txt")
