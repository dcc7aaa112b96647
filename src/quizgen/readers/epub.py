"""EPUB (.epub): the chapters of the spine in order, each read as a page of HTML.

Format: EPUB 3.3 (container.xml names the package file, its spine the order). Left out: the navigation document and
chapters that the spine calls non-linear.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from urllib.parse import unquote
from xml.etree import ElementTree

from quizgen.diagnostics import Diagnostic
from quizgen.model import Document
from quizgen.readers import html
from quizgen.readers._document import build
from quizgen.readers._extra import DAMAGED, broken, no_text, unpacks
from quizgen.readers._paragraph import Paragraph

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a book. ``locate`` gives the paragraph; title and author come from the package. QuizgenError: not
    an EPUB, protected by DRM, no text, or selectolax missing (the ``epub`` extra)."""
    unpacks(data, "EPUB", path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, data, path)
    except DAMAGED as e:
        raise broken("EPUB", path, e) from e


def _read(archive: zipfile.ZipFile, data: bytes, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    names = set(archive.namelist())
    if "META-INF/rights.xml" in names:
        raise broken("EPUB", path, "it is protected by DRM")
    container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
    rootfile = container.find(f".//{_CONTAINER}rootfile")
    if rootfile is None:
        raise broken("EPUB", path, "container.xml names no package")
    opf_path = rootfile.get("full-path", "")
    opf = ElementTree.fromstring(archive.read(opf_path))
    items = {item.get("id", ""): item for item in opf.iter(f"{_OPF}item")}
    paragraphs: list[Paragraph] = []
    for ref in opf.iter(f"{_OPF}itemref"):
        item = items.get(ref.get("idref", ""))
        if item is None or ref.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        if "html" not in item.get("media-type", ""):
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(opf_path), unquote(item.get("href", ""))))
        if name in names:
            names.discard(name)  # a chapter stands once in a spine
            paragraphs += html.paragraphs_of(html.decode_html(archive.read(name), path=path), path=path)[0]
    if not paragraphs:
        raise no_text("EPUB", path)
    document = build(
        paragraphs,
        data=data,
        path=path,
        raw=None,
        title=_text(opf, "title"),
        author=_text(opf, "creator"),
        tags=tuple((e.text or "").strip() for e in opf.iter(f"{_DC}subject") if (e.text or "").strip()),
        structured=sum(p.kind == "heading" for p in paragraphs) > 1,
    )
    return document, ()


def _text(opf: ElementTree.Element, name: str) -> str:
    return "、".join((e.text or "").strip() for e in opf.iter(f"{_DC}{name}") if (e.text or "").strip())
