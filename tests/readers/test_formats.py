"""One text in six formats: the same paragraphs, the same points."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.extractors import points
from quizgen.model import Document, Points
from quizgen.readers import READERS, read_source
from quizgen.reading import Reading
from quizgen.sections import article_at, section_path
from tests.readers.making import blocks, converted, printed, read

HERE = Path(__file__).parent
PAGE = (HERE / "handbook.html").read_text(encoding="utf-8")
NeedProgram = Callable[[str], str]


def as_text(page: str) -> str:
    """The page as a person would type it: numerals in the text, one paragraph a line."""
    body = page[page.index("<body>") :]
    counter = 0

    def item(m: re.Match[str]) -> str:
        nonlocal counter
        counter += 1
        return f"{counter}.{m[1]}\n"

    body = re.sub("<sup>①</sup>", "", body).replace("10<sup>3</sup>", "10³")
    body = re.sub("<li>(.*?)</li>", item, body)
    return "\n".join(line.strip() for line in re.sub("<[^>]+>", "\n", body).split("\n") if line.strip())


def same(document: Document) -> list[tuple[str, int, str]]:
    """Kind, level and text; numerals that the format makes in front of their text, blanks of any width alike."""

    def plain(text: str) -> str:
        return re.sub(r"^(\d\.) ", r"\1", re.sub(r"[\s\u3000]+", " ", text))

    return [(kind, level, plain(label + text)) for kind, level, label, text in blocks(document)]


def found(document: Document) -> list[tuple[str, ...]]:
    return [
        tuple(document.slice(m) for m in fact.members)
        for fact in points.find(Reading(document))
        if isinstance(fact, Points)
    ]


def epub(page: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("mimetype", "application/epub+zip")
        z.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        z.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>渠水手册</dc:title><dc:creator>周石匠</dc:creator><dc:subject>水利</dc:subject></metadata><manifest>"
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            '<item id="b" href="ch%202.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="a" href="ch1.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        first, second = page.split("<h2>第二章")
        z.writestr("OEBPS/nav.xhtml", "<html><body><nav><ol><li>目录</li></ol></nav></body></html>")
        z.writestr("OEBPS/ch1.xhtml", first)
        z.writestr("OEBPS/ch 2.xhtml", "<html><head><meta charset='utf-8'/></head><body><h2>第二章" + second)
    return out.getvalue()


@pytest.fixture(scope="module")
def want() -> Document:
    return read(as_text(PAGE), "handbook.txt")


def agree(document: Document, want: Document) -> None:
    assert same(document) == same(want)
    assert found(document) == found(want) != []
    assert document.title == want.title == "渠水手册"
    for needle in ("立即报告", "修渠要会"):
        at, there = document.text.index(needle), want.text.index(needle)
        paths = [[re.sub(r"[\s\u3000]+", " ", s) for s in section_path(d, o)] for d, o in ((document, at), (want, there))]
        assert paths[0] == paths[1]
        assert article_at(document, at) == article_at(want, there)


def test_html(want: Document) -> None:
    agree(read(PAGE, "handbook.html"), want)


def test_epub(want: Document) -> None:
    document = read(epub(PAGE), "handbook.epub")
    agree(document, want)
    assert (document.author, document.tags) == ("周石匠", ("水利",))


def test_docx_of_libreoffice(want: Document, tmp_path: Path, need_program: NeedProgram) -> None:
    data = converted(PAGE.encode(), ".html", "docx:MS Word 2007 XML", tmp_path, need_program("soffice"))
    agree(read(data, "handbook.docx"), want)


@pytest.mark.parametrize("header", [True, False])
def test_pdf_of_chromium(want: Document, tmp_path: Path, need_program: NeedProgram, header: bool) -> None:
    options = [] if header else ["--no-pdf-header-footer"]
    document = read(printed(PAGE, tmp_path, need_program("chromium"), *options), "handbook.pdf")
    agree(document, want)
    assert document.locate(document.text.index("立即报告")).page == 1


def test_markdown(want: Document) -> None:
    text = as_text(PAGE)
    for mark, level in (("渠水手册", "#"), ("第一章", "##"), ("第二章", "##"), ("第一节", "###")):
        text = re.sub(rf"^(?={mark})", level + " ", text, flags=re.M)
    agree(read(text.replace("\n", "\n\n"), "handbook.md"), want)


def test_every_format_refuses_what_is_not_its_own() -> None:
    from quizgen.diagnostics import QuizgenError

    for reader in READERS:
        for suffix in reader.suffixes:
            for data in (b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", b"PK\3\4 no archive at all"):
                with pytest.raises(QuizgenError) as caught:
                    read_source(data, path=f"a{suffix}")
                diagnostic = caught.value.diagnostics[0]
                assert diagnostic.path == f"a{suffix}" and diagnostic.severity == "error"


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from quizgen.diagnostics import QuizgenError

    for module, suffix in (("docx", ".docx"), ("pypdfium2", ".pdf"), ("selectolax.lexbor", ".html"), ("pptx", ".pptx")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(QuizgenError, match=rf'pip install "quizgen\[{suffix[1:]}\]"') as caught:
            read_source(b"<p>some text</p>", path=f"a{suffix}")
        assert caught.value.diagnostics[0].name == "missing-extra"


def test_reading_text_imports_no_heavy_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from quizgen.readers import read_source; read_source(b'abc def', path='a.txt');"
        "print([m for m in ('docx','lxml','pypdfium2','selectolax','pptx','yaml','jieba') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
