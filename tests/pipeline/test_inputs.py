"""Which files of a folder are sources."""

from pathlib import Path

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.exporters.html import export
from quizgen.model import BLANK, Paper, PaperItem, PaperSection
from quizgen.pages._shell import page
from quizgen.pipeline.inputs import find_sources


def test_pages_that_quizgen_wrote_are_no_sources(tmp_path: Path) -> None:
    item = PaperItem(id="a", stem=f"渠系由{BLANK}养护。", key=("农户",), points=1.0)
    paper = Paper(title="卷", id="p", sections=(PaperSection(kind="cloze", heading="填空题", items=(item,)),))
    for key in (False, "only", "in-place"):
        (tmp_path / f"{key}.html").write_bytes(export(paper, key=key))
    (tmp_path / "report.html").write_bytes(page(title="报告", styles=("base.css",), scripts=(), data=[], body=""))
    with pytest.raises(QuizgenError) as caught:
        find_sources(tmp_path)
    assert caught.value.diagnostics[0].name == "no-sources"
    (tmp_path / "a.html").write_text("<meta name='generator' content='Hugo'><p>渠系由农户养护。</p>", encoding="utf-8")
    assert [p.name for p, _ in find_sources(tmp_path)] == ["a.html"]
    assert [p.name for p, _ in find_sources(tmp_path / "only.html")] == ["only.html"], "who names it wants it"
