"""Papers as DOCX that a teacher can edit: styles, Word's own numbering (一、 1. A.), tables, page fields.

Delete or move an item and the numbers follow. Items are not torn over pages, headings stay with what follows, 密封线 and
its fields stand in the header. The students' copy, the key by itself, or the teachers' copy with the key in place. Needs
python-docx (``pip install 'quizgen[print]'``).

Format: ECMA-376 (Office Open XML), transitional, as Word 2010 and later and LibreOffice read it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from quizgen.diagnostics import error
from quizgen.exporters import _print as print_
from quizgen.model import Form, Paper, PaperItem, PaperSection

Key = Literal[False, "only", "in-place"]
Sheet = Literal["a4", "letter", "a3", "8k"]
SIZES: dict[str, tuple[float, float, int]] = {
    "a4": (210, 297, 1),
    "letter": (215.9, 279.4, 1),
    "a3": (420, 297, 2),
    "8k": (390, 270, 2),
}
EM = 3.704
SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"


def export(paper: Paper, *, version: str = "A", key: Key = False, sheet: Sheet = "a4", columns: int | None = None) -> bytes:
    """The document of one version; the same bytes for the same paper. Options as in the PDF export.

    Errors: QuizgenError ``no-such-version``, ``unknown-sheet``, ``needs-extra`` (python-docx is not installed)."""
    if version not in paper.versions:
        raise error("no-such-version", f"the paper has no version {version}, only {', '.join(paper.versions)}", path=paper.path)
    if sheet not in SIZES:
        raise error("unknown-sheet", f"there is no sheet “{sheet}”: {', '.join(SIZES)}", path=paper.path)
    try:
        import docx  # noqa: F401
    except ImportError:
        raise error("needs-extra", "DOCX needs python-docx, which is not installed: pip install 'quizgen[print]'") from None
    from quizgen.exporters import _ooxml

    width, height, usual = SIZES[sheet]
    return _ooxml.saved(_Writer(paper.form(version), key, width, height, columns or usual).document)


class _Writer:
    """Builds one document."""

    def __init__(self, form: Form, key: Key, width: float, height: float, columns: int) -> None:
        import docx
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self.form, self.key = form, key
        self.center = WD_ALIGN_PARAGRAPH.CENTER
        self.document = docx.Document()
        self.seal = key != "only"
        left = 30.0 if self.seal else 18.0
        self.width = (width - left - 18 - (8 if columns > 1 else 0)) / columns  # mm of a column
        self.em = (self.width - 8) / EM
        self.height = height
        self.page(width, height, left, columns)
        self.styles()
        properties = self.document.core_properties
        # python-docx takes at most 255 characters
        properties.title, properties.author, properties.comments = _clean(form.paper.title)[:255], "", ""
        properties.created = properties.modified = datetime(2000, 1, 1)
        self.head()
        if key == "only":
            self.answers()
        else:
            self.sections()

    # ------------------------------------------------------------------ page and styles

    def page(self, width: float, height: float, left: float, columns: int) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        from quizgen.exporters import _ooxml

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        if width > height:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.left_margin, section.right_margin = Mm(left), Mm(18)
        section.top_margin, section.bottom_margin = Mm(17), Mm(19)
        section.header_distance, section.footer_distance = Mm(8), Mm(9)
        if columns > 1:
            for old in section._sectPr.findall(f"{{{_ooxml.W}}}cols"):
                section._sectPr.remove(old)
            section._sectPr.append(_ooxml.parse(f'<w:cols xmlns:w="{_ooxml.W}" w:num="{columns}" w:space="454"/>'))
        paragraph = section.footer.paragraphs[0]
        paragraph.style = self.document.styles["Footer"]
        paragraph.alignment = self.center
        paragraph.add_run(_clean(f"{self.name}　第 "))
        _ooxml.field(paragraph, "PAGE")
        paragraph.add_run(" 页，共 ")
        _ooxml.field(paragraph, "NUMPAGES")
        paragraph.add_run(" 页")
        if self.seal:
            # each in a paragraph of its own: LibreOffice lays boxes of one paragraph over each other
            long = height - 36
            _ooxml.side_line(self.thin(section.header), x=23, y=17, height=long, id=1)
            words = ("　" * round(long / 3.175 / 3 - 1)).join("密封线")
            _ooxml.side_text(self.thin(section.header), words, x=17.5, y=17, width=5, height=long, id=2, size=9)

    def thin(self, head: Any) -> Any:
        """A paragraph of a header that takes no room."""
        from docx.shared import Pt

        first = head.paragraphs[0]
        paragraph = head.add_paragraph() if first.runs or len(first._p) else first
        paragraph.style = self.document.styles["Header"]
        paragraph.paragraph_format.line_spacing = Pt(1)
        return paragraph

    @property
    def name(self) -> str:
        tail = "　" + print_.KEY_TITLE if self.key == "only" else ""
        return " ".join(self.form.paper.title.split()) + print_.version_mark(self.form) + tail

    def styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Mm, Pt, RGBColor

        from quizgen.exporters import _ooxml

        _ooxml.add_numbering(self.document)
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.size = Pt(10.5)
        _ooxml.fonts(normal.element, LATIN, SONG)
        for element in styles.element.iter(f"{{{_ooxml.W}}}lang"):
            element.set(f"{{{_ooxml.W}}}eastAsia", "zh-CN")
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = Pt(17)

        def new(name: str, base: str = "Normal") -> Any:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles[base]
            style.quick_style = True
            return style

        title = styles["Title"]
        for old in title.element.pPr.findall(f"{{{_ooxml.W}}}pBdr"):
            title.element.pPr.remove(old)
        title.font.size, title.font.bold, title.font.color.rgb = Pt(18), True, RGBColor(0, 0, 0)
        title.paragraph_format.alignment = self.center
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(4), Pt(4)
        title.paragraph_format.line_spacing = 1.2
        _ooxml.fonts(title.element, "Arial", HEI)
        footer = styles["Footer"]
        footer.font.size = Pt(8.5)
        head = new("Quiz Head")
        head.paragraph_format.alignment = self.center
        head.paragraph_format.space_after = Pt(6)
        section = new("Quiz Section")
        section.font.bold, section.font.size = True, Pt(11)
        _ooxml.fonts(section.element, "Arial", HEI)
        section.paragraph_format.space_before, section.paragraph_format.space_after = Pt(12), Pt(4)
        section.paragraph_format.keep_with_next = True
        section.element.get_or_add_pPr().append(_ooxml.parse(f'<w:outlineLvl xmlns:w="{_ooxml.W}" w:val="0"/>'))
        note = new("Quiz Note")
        note.paragraph_format.keep_with_next = True
        note.paragraph_format.space_after = Pt(3)
        item = new("Quiz Item")
        item.paragraph_format.space_before = Pt(4)
        item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Mm(8), Mm(-8)
        item.paragraph_format.keep_together = True
        option = new("Quiz Option")
        option.paragraph_format.keep_together = True
        option.paragraph_format.left_indent, option.paragraph_format.first_line_indent = Mm(14), Mm(-6)
        lines = new("Quiz Lines")
        lines.paragraph_format.left_indent = Mm(8)
        lines.paragraph_format.line_spacing = Mm(9)
        why = new("Quiz Why")
        why.font.size = Pt(9.5)
        why.paragraph_format.line_spacing = Pt(15)
        why.paragraph_format.left_indent = Mm(10)
        why.paragraph_format.keep_together = True
        if self.key == "in-place":
            _ooxml.left_rule(why)
        if self.key != "only":
            _ooxml.number(section, _ooxml.SECTIONS, 0)
        _ooxml.number(item, _ooxml.ITEMS, 0)
        _ooxml.number(option, _ooxml.ITEMS, 1)

    # ------------------------------------------------------------------ text

    def paragraph(self, style: str, text: str = "", *, where: Any = None) -> Any:
        made = (where or self.document).add_paragraph()
        made._p.style = style.replace(" ", "")  # by its id: looking styles up by name costs more than all the rest
        if text:
            self.run(made, text)
        return made

    def run(self, paragraph: Any, text: str, *, bold: bool = False, underline: bool = False) -> Any:
        from quizgen.exporters import _ooxml

        run = paragraph.add_run(_clean(text))  # python-docx makes line breaks of \n
        if bold:
            run.bold = True
            _ooxml.fonts(run._element, "Arial", HEI)
        if underline:
            run.underline = True
        return run

    def head(self) -> None:
        from docx.shared import Pt

        from quizgen.exporters import _ooxml

        title = self.paragraph("Title", self.form.paper.title)
        if self.seal and self.form.paper.head:  # in the body: LibreOffice misplaces boxes of a first page's header
            fields = "　　".join(f"{' '.join(name.split())}＿＿＿＿＿＿＿＿＿＿" for name in self.form.paper.head)
            _ooxml.side_text(title, _clean(fields), x=9, y=17, width=7, height=self.height - 36, id=3)
        mark = print_.version_mark(self.form)
        if mark:
            title.add_run(mark).font.size = Pt(15)
        copy = {False: "", "only": print_.KEY_TITLE, "in-place": "教师用卷（含答案）"}[self.key]
        if copy:
            self.paragraph("Quiz Head", copy)
        if self.key == "only":
            return
        self.paragraph("Quiz Head", print_.conditions(self.form))
        names = [print_.numeral(s) for s in range(1, len(self.form.sections) + 1)] + ["总分", "评卷人"]
        self.table([["题号", *names], ["得分", *([""] * len(names))]], width=850, height=425)

    def table(self, rows: list[list[str]], *, width: int, height: int) -> None:
        """A table with lines, in the middle; widths and heights in twentieths of a point."""
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
        from docx.shared import Twips

        from quizgen.exporters import _ooxml

        table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _ooxml.plain_table(table, borders=True, widths=[width] * len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            row.height = Twips(height)
            for cell, text in zip(row.cells, texts, strict=True):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                cell.paragraphs[0].alignment = self.center
                self.run(cell.paragraphs[0], text)

    # ------------------------------------------------------------------ the paper

    def sections(self) -> None:
        for section in self.form.sections:
            heading = print_.section_heading(1, section).partition("、")[2]
            self.paragraph("Quiz Section", heading)
            if section.note:
                self.paragraph("Quiz Note", section.note)
            for item in section.items:
                self.item(section, item)

    def item(self, section: PaperSection, item: PaperItem) -> None:
        made = [self.stem(section, item)]
        if item.options:
            right = set(item.key) if self.key and section.kind != "ordering" else set()
            made += self.options(item, right)
        if section.kind == "recall" and not self.key:
            from quizgen.exporters import _ooxml

            for _ in range(print_.answer_lines(item)):
                line = self.paragraph("Quiz Lines")
                _ooxml.ruled(line)
                made.append(line)
        if self.key:
            made += self.why(section, item, answer=section.kind == "recall")
        for paragraph in made[:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def stem(self, section: PaperSection, item: PaperItem) -> Any:
        from quizgen.exporters import _ooxml

        paragraph = self.paragraph("Quiz Item")
        if print_.mixed_points(section):
            self.run(paragraph, f"（{print_.points(item.points)}分）")
        said = bool(self.key)
        for piece in print_.pieces(section.kind, item.stem):
            match piece.sort:
                case "text":
                    self.run(paragraph, piece.text)
                case "negative":
                    _ooxml.dotted(self.run(paragraph, piece.text, bold=True))
                case "choice":
                    self.run(paragraph, "（")
                    self.run(paragraph, f" {print_.short_key(section, item)} " if said else "　　", bold=said)
                    self.run(paragraph, "）")
                    said = False
                case "blank":
                    wide = "\u00a0" * (print_.blank_width(item.key[0]) * 4)
                    self.run(paragraph, f"\u00a0{item.key[0]}\u00a0" if said else wide, bold=said, underline=True)
                    said = False
        return paragraph

    def options(self, item: PaperItem, right: set[str]) -> list[Any]:
        from docx.shared import Mm

        from quizgen.exporters import _ooxml

        columns = print_.columns(item.options, self.em)
        if columns == 1:
            out = []
            for option in item.options:
                out.append(self.paragraph("Quiz Option"))
                self.run(out[-1], option, bold=option in right)
            return out
        rows = -(-len(item.options) // columns)
        table = self.document.add_table(rows=rows, cols=columns)
        inner = round((self.width - 8) * 56.7)
        _ooxml.plain_table(table, borders=False, widths=[inner // columns] * columns)
        table._tbl.tblPr.append(_ooxml.parse(f'<w:tblInd xmlns:w="{_ooxml.W}" w:w="454" w:type="dxa"/>'))
        out = []
        for i in range(rows * columns):
            paragraph = table.cell(i // columns, i % columns).paragraphs[0]
            if i < len(item.options):
                paragraph._p.style = "QuizOption"
                paragraph.paragraph_format.left_indent = Mm(6)
                paragraph.paragraph_format.first_line_indent = Mm(-6)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(6))
                self.run(paragraph, item.options[i], bold=item.options[i] in right)
            out.append(paragraph)
        return out

    def why(self, section: PaperSection, item: PaperItem, *, answer: bool) -> list[Any]:
        rows = [("答案", print_.full_key(section, item))] if answer else []
        rows += [("解析", item.explanation), ("出处", print_.source_line(item))]
        out = []
        for name, text in rows:
            if text:
                paragraph = self.paragraph("Quiz Why")
                self.run(paragraph, f"【{name}】", bold=True)
                self.run(paragraph, text)
                out.append(paragraph)
        return out

    # ------------------------------------------------------------------ the key

    def answers(self) -> None:
        self.paragraph("Quiz Section", "答案速查")
        n = 0
        for s, section in enumerate(self.form.sections, 1):
            first, n = n + 1, n + len(section.items)
            if not print_.table_of(section):
                continue
            self.paragraph("Quiz Section", print_.section_heading(s, section))
            rows: list[list[str]] = []
            for at in range(0, len(section.items), 10):
                row = section.items[at : at + 10]
                pad = [""] * (10 - len(row))
                rows.append(["题号", *(str(first + at + i) for i in range(len(row))), *pad])
                rows.append(["答案", *(print_.short_key(section, i) for i in row), *pad])
            self.table(rows, width=round(self.width * 56.7) // 11, height=360)
        self.paragraph("Quiz Section", "答案与解析")
        for s, section in enumerate(self.form.sections, 1):
            self.paragraph("Quiz Section", print_.section_heading(s, section))
            for item in section.items:
                paragraph = self.paragraph("Quiz Item")
                self.run(paragraph, "【答案】", bold=True)
                self.run(paragraph, print_.full_key(section, item))
                made = [paragraph, *self.why(section, item, answer=False)]
                for each in made[:-1]:
                    each.paragraph_format.keep_with_next = True


def _clean(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and c not in "\x7f\ufffe\uffff"))


