"""WordprocessingML that python-docx has no words for: numbering, text boxes, borders, fields, and a package that is the
same bytes every time.

Source: ECMA-376, 5th edition, part 1, chapters 17 (WordprocessingML) and 20 (DrawingML).
"""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECTIONS, ITEMS = 71, 72
"""Numbers of the two lists: 一、二、… and 1. 2. … with A. B. … inside."""

_NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="{SECTIONS}"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="QuizSection"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="{ITEMS}"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="QuizItem"/><w:suff w:val="tab"/>
<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="454"/></w:tabs><w:ind w:left="454" w:hanging="454"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:pStyle w:val="QuizOption"/><w:suff w:val="tab"/>
<w:lvlText w:val="%2."/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="794"/></w:tabs><w:ind w:left="794" w:hanging="340"/></w:pPr></w:lvl>
</w:abstractNum>
<w:num w:numId="{SECTIONS}"><w:abstractNumId w:val="{SECTIONS}"/></w:num>
<w:num w:numId="{ITEMS}"><w:abstractNumId w:val="{ITEMS}"/></w:num>
</w:numbering>"""


def parse(xml: str) -> Any:
    """An element of XML text, as python-docx wants it."""
    from docx.oxml import parse_xml

    return parse_xml(xml)


def add_numbering(document: Any) -> None:
    """The two lists, beside what the template brings."""
    root = document.part.numbering_part.element
    new = list(parse(_NUMBERING))
    first_num = next((e for e in root if e.tag == f"{{{W}}}num"), None)
    for element in new:
        if element.tag == f"{{{W}}}abstractNum" and first_num is not None:
            first_num.addprevious(element)  # the schema wants all definitions before all lists
        else:
            root.append(element)


def number(style: Any, list_id: int, level: int) -> None:
    """Paragraphs of a style are numbered by a list."""
    properties = style.element.get_or_add_pPr()
    properties.append(parse(f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'))


def fonts(element: Any, latin: str, asian: str) -> None:
    """The fonts of a style or run."""
    properties = element.get_or_add_rPr()
    for old in properties.findall(f"{{{W}}}rFonts"):
        properties.remove(old)
    properties.insert(0, parse(f'<w:rFonts xmlns:w="{W}" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{asian}" w:cs="{latin}" w:hint="eastAsia"/>'))


def dotted(run: Any) -> None:
    """着重号 under a run."""
    run._element.get_or_add_rPr().append(parse(f'<w:em xmlns:w="{W}" w:val="dot"/>'))


def field(paragraph: Any, code: str) -> None:
    """A field (PAGE, NUMPAGES) that Word works out."""
    element = parse(f'<w:fldSimple xmlns:w="{W}" w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(element)


def ruled(paragraph: Any) -> None:
    """A line under a paragraph, and between ruled paragraphs."""
    xml = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="777777"/>' for side in ("bottom", "between"))
    paragraph._p.get_or_add_pPr().append(parse(f'<w:pBdr xmlns:w="{W}">{xml}</w:pBdr>'))


def left_rule(style: Any) -> None:
    """A line at the left of a style's paragraphs."""
    style.element.get_or_add_pPr().append(
        parse(f'<w:pBdr xmlns:w="{W}"><w:left w:val="single" w:sz="12" w:space="6" w:color="555555"/></w:pBdr>')
    )


def plain_table(table: Any, *, borders: bool, widths: list[int]) -> None:
    """Fixed columns (twentieths of a point), with lines or without, rows never torn."""
    properties = table._tbl.tblPr
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' if borders else '<w:{} w:val="nil"/>'
    sides = "".join(line.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    for tag in ("tblStyle", "tblBorders", "tblLayout", "tblW", "tblCellMar"):
        for old in properties.findall(f"{{{W}}}{tag}"):
            properties.remove(old)
    margin = "".join(f'<w:{s} w:w="{40 if borders else 0}" w:type="dxa"/>' for s in ("left", "right"))
    for xml in (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
        f"<w:tblBorders>{sides}</w:tblBorders>",
        '<w:tblLayout w:type="fixed"/>',
        f"<w:tblCellMar>{margin}</w:tblCellMar>",
    ):
        properties.append(parse(xml.replace(">", f' xmlns:w="{W}">', 1) if "/>" not in xml[: xml.index(">") + 1] else xml.replace("/>", f' xmlns:w="{W}"/>', 1)))
    for column, width in zip(table._tbl.tblGrid.findall(f"{{{W}}}gridCol"), widths, strict=True):
        column.set(f"{{{W}}}w", str(width))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse(f'<w:cantSplit xmlns:w="{W}"/>'))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width * 635  # EMU


_ANCHOR = """<w:r xmlns:w="{w}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{id}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="{id}" name="{name}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>{shape}</wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
_MM = 36000


def side_text(paragraph: Any, text: str, *, x: float, y: float, width: float, height: float, id: int, size: float = 10.5) -> None:
    """A text that runs up the page, in a box at a place of the page (mm)."""
    shape = (
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr>'
        '<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="SimSun" w:hint="eastAsia"/>'
        f'<w:sz w:val="{round(size * 2)}"/></w:rPr><w:t xml:space="preserve">{{words}}</w:t></w:r></w:p></w:txbxContent></wps:txbx>'
        '<wps:bodyPr rot="0" vert="vert270" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
    ).replace("{w}", str(round(width * _MM))).replace("{h}", str(round(height * _MM)))
    shape = shape.replace("{words}", escape(text))  # last: the text may hold braces
    _anchor(paragraph, shape, x=x, y=y, width=width, height=height, id=id, name=f"seal {id}")


def side_line(paragraph: Any, *, x: float, y: float, height: float, id: int) -> None:
    """A dashed line up the page at a place of the page (mm)."""
    shape = (
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="{round(height * _MM)}"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        '<a:prstDash val="dash"/></a:ln></wps:spPr><wps:bodyPr/>'
    )
    _anchor(paragraph, shape, x=x, y=y, width=0, height=height, id=id, name=f"seal {id}")


def _anchor(paragraph: Any, shape: str, *, x: float, y: float, width: float, height: float, id: int, name: str) -> None:
    numbers = {"x": x, "y": y, "width": width, "height": height}
    xml = _ANCHOR.format(w=W, id=id, name=name, shape=shape, **{k: round(v * _MM) for k, v in numbers.items()})
    paragraph._p.append(parse(xml))


_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
"""The order of children that the schema wants, and Word insists on."""


def in_order(root: Any) -> None:
    """Sorts the properties of everything under an element as the schema has them."""
    for name, words in _ORDER.items():
        rank = {f"{{{W}}}{word}": i for i, word in enumerate(words.split())}
        for element in root.iter(f"{{{W}}}{name}"):
            children = list(element)
            ordered = sorted(children, key=lambda child: rank.get(child.tag, len(rank)))
            if ordered != children:
                element[:] = ordered


def saved(document: Any) -> bytes:
    """The package with every time in it set to the first that ZIP can say."""
    in_order(document.element)
    in_order(document.styles.element)
    for section in document.sections:
        for part in (section.header, section.footer):
            in_order(part._element)
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name), compresslevel=6)
    return out.getvalue()
