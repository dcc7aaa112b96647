"""Word (.docx): headings by style or outline level, the numerals that Word generates, tables, tracked changes as shown.

The package is opened by python-docx; paragraphs are read from the markup, since numbering, fields and text boxes have
no interface there. Left out, knowingly: headers and footers, footnotes and endnotes, comments, deleted and hidden text,
tables of contents, field codes. ``locate`` gives the paragraph, and the page where Word has noted its page breaks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quizgen.diagnostics import Diagnostic
from quizgen.model import Document
from quizgen.readers._document import build
from quizgen.readers._extra import DAMAGED, broken, need, no_text, unpacks
from quizgen.readers._numbering import Numbering, W, read_numbering
from quizgen.readers._paragraph import Paragraph, plain
from quizgen.readers._scripts import lowered, raised
from quizgen.zh.markers import BLANK, leading_marker

_CONTENTS = re.compile(r"toc\b|toc\s*\d|目录\s*\d*$|table of (?:contents|figures)", re.I)
_TITLE = re.compile(r"title|标题|題名|文档标题", re.I)
_HEADING = re.compile(r"(?:heading|标题|標題|見出し)\s*([1-9])", re.I)
_NOTE_MARK = re.compile(r"[①-⑳*†‡]|[\[［](?:注\s*)?\d{1,3}[\]］]")
"""A raised mark that refers to a note; a raised figure alone is a power."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a Word file. QuizgenError: not a .docx (an old .doc, a password), no text, or python-docx missing
    (the ``docx`` extra)."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise broken("Word", path, "it is an old .doc or has a password; save it as .docx without one")
    docx = need("docx", extra="docx", path=path)
    unpacks(data, "Word", path)
    try:
        package = docx.Document(io.BytesIO(data))
        body = package.element.body
        numbering = read_numbering(_part(package, "numbering"))
        styles = _Styles.of(_part(package, "styles"))
        paged = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        paragraphs = list(_Walker(styles=styles, numbering=numbering, paged=paged).blocks(body))
    except (*DAMAGED, docx.opc.exceptions.OpcError) as e:
        raise broken("Word", path, e) from e
    paragraphs = [p for p in paragraphs if p.text.strip()]
    if not paragraphs:
        raise no_text("Word", path)
    core = package.core_properties
    title = next((p.text.strip() for p in paragraphs if p.kind == "heading" and p.level == 1), "")
    document = build(
        paragraphs,
        data=data,
        path=path,
        raw=None,
        title=title if sum(p.kind == "heading" and p.level == 1 for p in paragraphs) == 1 else "",
        author=(core.author or "").strip() if (core.author or "").strip() not in ("python-docx", "Administrator") else "",
        tags=tuple(t for t in re.split(r"[,，;；、\s]+", core.keywords or "") if t),
        structured=sum(p.kind == "heading" for p in paragraphs) > 2,
    )
    return document, _left_out(package, path)


def _part(package: Any, name: str) -> Any:
    """The root of a related part, parsed; None where the package has none."""
    for rel in package.part.rels.values():
        if rel.reltype.endswith(f"/{name}") and not rel.is_external:
            part = rel.target_part
            element = getattr(part, "element", None)
            if element is not None:
                return element
            from xml.etree import ElementTree

            return ElementTree.fromstring(part.blob)
    return None


def _left_out(package: Any, path: str) -> tuple[Diagnostic, ...]:
    notes = sum(1 for e in package.element.body.iter(f"{W}footnoteReference", f"{W}endnoteReference"))
    if not notes:
        return ()
    message = f"{notes} footnotes and endnotes are left out"
    return (Diagnostic(name="notes-left-out", severity="note", message=message, path=path),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    number: str | None
    number_level: int | None


@dataclass(slots=True)
class _Styles:
    by_id: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> _Styles:
        out = cls()
        for s in root.findall(f"{W}style") if root is not None else []:
            ppr = s.find(f"{W}pPr")
            number, level = _num(ppr)
            out.by_id[s.get(f"{W}styleId") or ""] = _Style(
                name=_val(s, "name"), based_on=_val(s, "basedOn"), outline=_int(_val(ppr, "outlineLvl")), number=number, number_level=level
            )
        return out

    def chain(self, style: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = self.by_id[style].based_on


def _val(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}") if element is not None else None
    return "" if child is None else child.get(f"{W}val") or ""


def _int(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _num(ppr: Any) -> tuple[str | None, int | None]:
    """(number id, level) of paragraph properties; None where they do not say."""
    numpr = ppr.find(f"{W}numPr") if ppr is not None else None
    if numpr is None:
        return None, None
    return _val(numpr, "numId") or None, _int(_val(numpr, "ilvl"))


@dataclass(slots=True)
class _Walker:
    styles: _Styles
    numbering: Numbering
    page: int = 1
    paged: bool = False
    titled: bool = False
    field_depth: int = 0
    in_code: list[bool] = field(default_factory=list)
    """For each open field: are its instructions still running?"""

    def blocks(self, parent: Any) -> Iterator[Paragraph]:
        """The paragraphs of a body, a cell or a text box."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child)
            elif child.tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                gallery = child.find(f".//{W}docPartGallery")
                if content is not None and not (gallery is not None and _CONTENTS.search(gallery.get(f"{W}val") or "")):
                    yield from self.blocks(content)
            elif child.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                yield from self.blocks(child)

    def paragraph(self, p: Any) -> Iterator[Paragraph]:
        ppr = p.find(f"{W}pPr")
        chain = tuple(self.styles.chain(_val(ppr, "pStyle") or "Normal"))
        name = chain[0].name if chain else ""
        page = 0
        boxes: list[Any] = []
        text = ""
        for part in self.runs(p, boxes):
            if not page and part.strip():
                page = self.page  # a page break may stand before the first word
            text += part
        page = page or self.page
        lines = [line.strip(BLANK + "\n\r") for line in text.split("\n")]
        level = self._outline(ppr, chain)
        label = self._label(ppr, chain) if any(lines) else ""
        if not _CONTENTS.match(name):
            depth = self._depth(ppr, chain) if label else 0
            for k, line in enumerate(line for line in lines if line):
                own = label if k == 0 and leading_marker(line) is None else ""
                yield plain(
                    line,
                    kind="heading" if level else "",
                    level=level,
                    label=own,
                    depth=depth if own and not level else 0,
                    page=page if self.paged else 0,
                )
        for box in boxes:
            yield from self.blocks(box)

    def _outline(self, ppr: Any, chain: tuple[_Style, ...]) -> int:
        """1… for a heading, 0 for text. A paragraph in a Title style is the first level, and pushes headings down."""
        direct = _int(_val(ppr, "outlineLvl"))
        outline = direct if direct is not None else next((s.outline for s in chain if s.outline is not None), None)
        if any(_TITLE.fullmatch(s.name) for s in chain[:2]):
            if not self.titled:
                self.titled = True
                return 1
            return 0
        if outline is None:
            named = next((m for s in chain if (m := _HEADING.fullmatch(s.name))), None)
            outline = int(named[1]) - 1 if named else None
        if outline is None or outline > 8:
            return 0
        return outline + 1 + self.titled

    def _numbered(self, ppr: Any, chain: tuple[_Style, ...]) -> tuple[str | None, int]:
        number, level = _num(ppr)
        for style in chain:
            if number is None:
                number = style.number
            if level is None:
                level = style.number_level
        return number, level or 0

    def _label(self, ppr: Any, chain: tuple[_Style, ...]) -> str:
        number, level = self._numbered(ppr, chain)
        return self.numbering.label(number, level) if number not in (None, "0") and number is not None else ""

    def _depth(self, ppr: Any, chain: tuple[_Style, ...]) -> int:
        """The nesting, where Word knows it: first levels of several lists (一、 （一） 1.) often stand for a nesting."""
        level = self._numbered(ppr, chain)[1]
        return level + 1 if level else 0

    def runs(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        """The shown text of a paragraph; line breaks are \\n. Text boxes are put aside."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, boxes)
            elif tag in (f"{W}del", f"{W}moveFrom", f"{W}pPr", _FALLBACK, f"{W}rt"):
                continue
            elif tag == f"{W}ruby":
                base = child.find(f"{W}rubyBase")
                if base is not None:
                    yield from self.runs(base, boxes)
            elif isinstance(tag, str):
                yield from self.runs(child, boxes)

    def _run(self, run: Any, boxes: list[Any]) -> Iterator[str]:
        rpr = run.find(f"{W}rPr")
        hidden = rpr is not None and rpr.find(f"{W}vanish") is not None and _val(rpr, "vanish") not in ("0", "false")
        script = _val(rpr, "vertAlign") or _shifted(rpr)
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType") or "")
            elif tag == f"{W}lastRenderedPageBreak":
                self.page += 1
            elif hidden or any(self.in_code):
                continue
            elif tag == f"{W}t":
                text = child.text or ""
                if script == "superscript":
                    text = "" if _NOTE_MARK.fullmatch(text.strip()) else raised(text)
                yield lowered(text) if script == "subscript" else text
            elif tag == f"{W}tab":
                yield "\t"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif tag == f"{W}sym":
                code = child.get(f"{W}char") or ""
                if re.fullmatch("[0-9A-Fa-f]{4}", code) and not code.upper().startswith("F"):
                    yield chr(int(code, 16))
            elif tag == f"{W}ruby":
                yield from self.runs([child], boxes)
            elif isinstance(tag, str) and tag not in (f"{W}rPr", f"{W}instrText", f"{W}delText"):
                boxes += [box for box in child.iter(f"{W}txbxContent") if not _inside_fallback(box)]

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.in_code.append(True)
        elif kind == "separate" and self.in_code:
            self.in_code[-1] = False
        elif kind == "end" and self.in_code:
            self.in_code.pop()

    def table(self, tbl: Any) -> Iterator[Paragraph]:
        """One row a paragraph, cells parted by a tab; a cell that goes on from the row above is empty. A table of one
        column is layout, and read as text."""
        rows = [list(_cells(row)) for row in tbl if row.tag == f"{W}tr" and not _deleted(row)]
        if max((len(row) for row in rows), default=0) <= 1:
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        page = self.page
        for row in rows:
            texts = []
            for cell in row:
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                found = [f"{p.label} {p.text}".strip() for p in self.blocks(cell)]
                goes_on = merged is not None and merged.get(f"{W}val") in (None, "continue")
                texts.append("" if goes_on else _one_line(found))
            text = "\t".join(texts)
            if text.strip():
                yield plain(text, kind="row", page=page if self.paged else 0)


def _shifted(rpr: Any) -> str:
    """Smaller letters set higher or lower by hand, as LibreOffice writes a raised figure."""
    position = _val(rpr, "position")
    if not re.fullmatch(r"-?\d+", position) or not _val(rpr, "sz") or abs(int(position)) < 4:
        return ""
    return "superscript" if int(position) > 0 else "subscript"


def _one_line(paragraphs: list[str]) -> str:
    out = ""
    for text in paragraphs:
        text = text.replace("\t", " ")
        out += (" " if out and out[-1].isascii() and text[:1].isascii() else "") + text
    return out


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _cells(content)


def _deleted(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _inside_fallback(element: Any) -> bool:
    parent = element.getparent()
    while parent is not None:
        if parent.tag == _FALLBACK:
            return True
        parent = parent.getparent()
    return False
