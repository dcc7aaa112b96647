"""The three prints carry the same content, and each reads back to the key."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizgen.exporters import EXPORTERS
from quizgen.model import Paper

EXPORT = {e.name: e.export for e in EXPORTERS}
VERSIONS = ("A", "B")


@pytest.fixture(scope="session")
def office(shared: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """DOCX into PDF by LibreOffice."""
    program = shared.need_program("soffice")
    folder = tmp_path_factory.mktemp("office")

    def convert(data: bytes) -> bytes:
        (folder / "it.docx").write_bytes(data)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "it.docx"],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (folder / "it.pdf").read_bytes()

    return convert


@pytest.fixture(scope="session")
def texts(paper: Paper, reading: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """The text of each print: (format, version) and (format, version + key)."""
    program, tmp = reading.pdftotext, tmp_path_factory.mktemp("texts")
    read = reading.module
    out = {}
    for version in VERSIONS:
        for mark, key in (("", False), ("key", "only"), ("teacher", "in-place")):
            name = version + mark
            out["html", name] = read.html_text(EXPORT["html"](paper, version=version, key=key))
            out["pdf", name] = read.pdf_text(EXPORT["pdf"](paper, version=version, key=key), program, tmp)
            out["docx", name] = read.docx_text(EXPORT["docx"](paper, version=version, key=key))
    return out


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_every_stem_and_option_stands_in_order(name, version, paper, texts, reading):
    text = texts[name, version]
    assert reading.module.missing(text, reading.module.expected(paper.form(version))) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_the_key_worked_out_from_the_print_is_the_printed_key(name, version, paper, texts, reading):
    form = paper.form(version)
    by_text = reading.module.letters_by_text(texts[name, version], form)
    by_key = reading.module.letters_of_key(texts[name, version + "key"])
    assert by_text == {n: letters for n, letters in by_key.items() if n in by_text}
    wanted = {n: "".join(sorted(i.letters)) for n, s, i in form.numbered() if s.kind in ("single", "multiple")}
    assert by_text == wanted and len(wanted) > 15


@pytest.mark.parametrize("version", VERSIONS)
def test_all_formats_carry_the_same(version, texts):
    html, pdf, docx = (texts[name, version] for name in ("html", "pdf", "docx"))
    assert _core(html) == _core(pdf) == _core(docx)


def _core(text: str) -> str:
    """From the first section on: what stands before is laid out by each format in its own way."""
    return text[text.index("一、单项") :]


def test_the_students_copy_holds_no_answer(paper, texts):
    for name in ("html", "pdf", "docx"):
        for mark in ("答案", "解析", "出处"):
            assert mark not in texts[name, "A"].replace("正确答案填写", "")
        for section in paper.sections:
            for item in section.items:
                if section.kind == "recall":
                    assert "；".join(item.key) not in texts[name, "A"]


def test_the_teachers_copy_has_the_answer_in_place(paper, texts, reading):
    for name in ("html", "pdf", "docx"):
        text = texts[name, "Ateacher"]
        for n, section, item in paper.form("A").numbered():
            if section.kind == "single":
                stem = reading.module.squeeze(item.stem)
                before, _, after = stem.partition("（）")
                assert f"{n}.{before}（{item.letters}）{after}" in text, (name, n)
            elif section.kind == "cloze":
                before, _, after = item.stem.partition("______")
                assert before + item.key[0] + after in text, (name, n)


def test_docx_through_libreoffice_keeps_items_and_key(paper, office, reading, tmp_path):
    data = office(EXPORT["docx"](paper, version="B"))
    text = reading.module.pdf_text(data, reading.pdftotext, tmp_path)
    assert reading.module.missing(text, reading.module.expected(paper.form("B"))) == []
    wanted = _core(reading.module.docx_text(EXPORT["docx"](paper, version="B")))
    assert sorted(_core(text)) == sorted(wanted), "what is printed is what is written"


def test_html_printed_by_chromium_is_whole(paper, printed, reading, tmp_path):
    data = printed(EXPORT["html"](paper, version="B"))
    text = reading.module.pdf_text(data, reading.pdftotext, tmp_path)
    assert reading.module.missing(text, reading.module.expected(paper.form("B"))) == []


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_no_item_is_torn_and_no_heading_stands_alone(name, paper, request, reading, tmp_path):
    data = EXPORT[name](paper, version="A")
    if name != "pdf":
        data = request.getfixturevalue({"html": "printed", "docx": "office"}[name])(data)
    pages = reading.module.pdf_pages(data, reading.pdftotext, tmp_path)
    pages = [reading.module.squeeze(page) for page in pages]
    assert len(pages) > 1
    for n, _, item in paper.form("A").numbered():
        stem = reading.module.squeeze(item.stem.partition("（")[0].partition("______")[0])
        home = [p for p in pages if f"{n}.{stem}" in p]
        assert len(home) == 1
        for letter, option in zip("ABCDEF", item.options, strict=False):
            assert f"{letter}.{reading.module.squeeze(option)}" in home[0]
    for s, section in enumerate(paper.sections):
        heading = f"{'一二三四五六'[s]}、{section.heading}（"
        first = reading.module.squeeze(section.items[0].stem.partition("（")[0].partition("______")[0])
        assert any(heading in p and first in p for p in pages)
    assert all(f"第{i}页，共{len(pages)}页" in page for i, page in enumerate(pages, 1))


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_the_same_bytes_every_time_and_for_a_paper_read_back(name, paper):
    from quizgen.paper import load_paper, render_paper_yaml

    again = load_paper(render_paper_yaml(paper))
    for options in ({}, {"version": "B", "key": "only"}, {"key": "in-place"}):
        assert EXPORT[name](paper, **options) == EXPORT[name](again, **options)


@pytest.mark.parametrize("name", ["html", "pdf", "docx", "sheet"])
def test_a_version_that_is_not_there(name, paper):
    from quizgen.diagnostics import QuizgenError

    with pytest.raises(QuizgenError, match="no version C, only A, B"):
        EXPORT[name](paper, version="C")


def test_pages_are_pictures_without_faults(paper: Paper, tmp_path: Path, reading: Any, need_program: Any) -> None:
    """Ink inside the margins on every page, none outside: nothing runs off the paper."""
    from PIL import Image

    program = need_program("pdftoppm")
    for sheet in ("a4", "letter", "a3", "8k"):
        (tmp_path / "p.pdf").write_bytes(EXPORT["pdf"](paper, sheet=sheet))
        subprocess.run([program, "-r", "40", "-gray", "-png", "p.pdf", sheet], cwd=tmp_path, check=True)
        pages = sorted(tmp_path.glob(f"{sheet}-*.png"))
        assert pages
        for page in pages:
            with Image.open(page) as image:
                box = image.point(lambda v: 255 if v < 200 else 0).getbbox()
                assert box is not None
                dots = 40 / 25.4
                assert box[0] > 6 * dots and box[1] > 12 * dots
                assert box[2] < image.width - 14 * dots and box[3] < image.height - 6 * dots
