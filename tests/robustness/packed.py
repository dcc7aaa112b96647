"""Small files of the formats that are no text, made by the libraries that make them, and ways to break them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache

from hostile import PROSE

LINES = tuple(line for line in PROSE.split("\n") if line)


def docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("渠水", 1)
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "学习"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pptx() -> bytes:
    import pptx

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "渠水"
    slide.placeholders[1].text = "\n".join(LINES)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a/b.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>渠水</dc:title></metadata>'
    '<manifest><item id="x" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="x"/></spine></package>'
)


def epub(container: str = CONTAINER, package: str = PACKAGE, body: str = "", more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("a/b.opf", package)
        archive.writestr("a/c.xhtml", body or "<html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>")
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf() -> bytes:
    import typst

    from quizgen.exporters._fonts import find_fonts

    text = "\n\n".join(LINES)
    return typst.Compiler(f'#set text(font: ("Noto Sans CJK SC", "Noto Serif CJK SC"))\n{text}'.encode(), font_paths=find_fonts((), paths=(), system=True).source).compile(format="pdf")  # fmt: skip


MADE: dict[str, Callable[[], bytes]] = {".docx": docx, ".pptx": pptx, ".epub": epub, ".pdf": pdf}


@cache
def made(suffix: str) -> bytes:
    return MADE[suffix]()


def rezipped(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip file with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info.filename, change(body) if info.filename == name else body)
    return out.getvalue()


def main_part(suffix: str) -> str:
    return {".docx": "word/document.xml", ".pptx": "ppt/slides/slide1.xml", ".epub": "a/c.xhtml"}[suffix]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
"""A document type that would grow to a thousand million characters."""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def bombs(suffix: str) -> Iterator[tuple[str, bytes]]:
    """Files that grow when they are opened."""
    whole = made(suffix)
    part = main_part(suffix)
    zeros = b"\0" * (1 << 20)
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open("word/media/bomb.bin", "w") as member:
        for _ in range(300):
            member.write(zeros)
    yield "a member of 300 MB", out.getvalue()
    for name, head in (("laughs", LAUGHS), ("outside", OUTSIDE)):

        def change(body: bytes, head: str = head) -> bytes:
            text = body.decode("utf-8").split("?>", 1)[-1]
            return (head + text.replace(LINES[1][:5], LINES[1][:5] + "&i;")).encode()

        yield name, rezipped(whole, part, change)
