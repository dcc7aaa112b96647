"""Papers as PDF, set by typst: A4, Letter, or A3 and 8K sheets with two pages side by side.

The students' copy, the key by itself, or the teachers' copy with the key in place. Fonts of the system, or those that are
named, or the ones that the extra brings along; a character that no font holds is an error that names it and its item. Needs
typst (``pip install 'quizgen[print]'``); the layout is in typst/paper.typ, and what is printed is handed to it as data.

Format: https://typst.app/docs/ (0.13 and later). The same bytes for the same paper and fonts: the document has no date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from quizgen.diagnostics import error
from quizgen.exporters import _print as print_
from quizgen.exporters._fonts import Fonts
from quizgen.exporters._typst import check_characters, chosen_fonts, typeset
from quizgen.model import LETTERS, Form, Paper, PaperItem, PaperSection

Key = Literal[False, "only", "in-place"]
Sheet = Literal["a4", "letter", "a3", "8k"]
EM = 3.704
"""A character of 10.5 pt, in mm."""


class Size(NamedTuple):
    """A sheet in mm. folded: two pages side by side, 密封线 on its front alone."""

    width: float
    height: float
    columns: int
    folded: bool


SIZES: dict[str, Size] = {
    "a4": Size(210, 297, 1, False),
    "letter": Size(215.9, 279.4, 1, False),
    "a3": Size(420, 297, 2, True),
    "8k": Size(390, 270, 2, True),
}


def export(
    paper: Paper,
    *,
    version: str = "A",
    key: Key = False,
    sheet: Sheet = "a4",
    columns: int | None = None,
    fonts: Sequence[str] = (),
    font_paths: Sequence[str] = (),
    system_fonts: bool = True,
) -> bytes:
    """The PDF of one version.

    key: as in the HTML export. sheet: a4, letter, a3 or 8k (two pages side by side). columns: 1 or 2 on a4 and letter.
    fonts: families or font files that go before those of the system; font_paths: folders to look for fonts in.
    Errors: QuizgenError ``no-such-version``, ``needs-extra`` (typst is not installed), ``no-such-font``,
    ``no-chinese-font``, ``font-lacks-character``, ``unknown-sheet``.
    """
    if version not in paper.versions:
        raise error("no-such-version", f"the paper has no version {version}, only {', '.join(paper.versions)}", path=paper.path)
    if sheet not in SIZES:
        raise error("unknown-sheet", f"there is no sheet “{sheet}”: {', '.join(SIZES)}", path=paper.path)
    found = chosen_fonts(fonts, tuple(font_paths), system_fonts)
    form = paper.form(version)
    check_characters(form, found)
    size = SIZES[sheet] if columns is None else SIZES[sheet]._replace(columns=columns)
    return typeset("paper.typ", data_of(form, key=key, size=size, fonts=found), found)


def data_of(form: Form, *, key: Key, size: Size, fonts: Fonts) -> dict[str, Any]:
    """What paper.typ prints."""
    paper = form.paper
    seal = key != "only"
    gutter = 14.0 if size.folded else 8.0
    inner = size.width - (31 if seal else 17) - 16 - gutter * (size.columns - 1)
    width = (inner / size.columns - 8) / EM
    height = (size.height - 34) / 6.0  # lines of 17 pt
    numbers = [print_.numeral(s) for s in range(1, len(form.sections) + 1)]
    n = 0
    sections = []
    for s, section in enumerate(form.sections, 1):
        items = []
        for item in section.items:
            n += 1
            items.append(_item(n, section, item, key=key, width=width, height=height))
        sections.append({"heading": print_.section_heading(s, section), "note": "" if key == "only" else section.note, "items": items})
    return {
        "name": " ".join(paper.title.split()) + print_.version_mark(form) + ("　" + print_.KEY_TITLE if key == "only" else ""),
        "title": paper.title,
        "version": print_.version_mark(form),
        "copy": {False: "", "only": print_.KEY_TITLE, "in-place": "教师用卷（含答案）"}[key],
        "conditions": "" if key == "only" else print_.conditions(form),
        "scores": [] if key == "only" else [*numbers, "总分", "评卷人"],
        "head": [" ".join(name.split()) for name in paper.head],
        "seal": seal,
        "page": {"width": size.width, "height": size.height, "columns": size.columns, "folded": size.folded, "gutter": gutter},
        "fonts": {"serif": fonts.serif, "sans": fonts.sans, "heavy": fonts.heavy},
        "tables": _tables(form) if key == "only" else [],
        "sections": sections,
    }


def _item(n: int, section: PaperSection, item: PaperItem, *, key: Key, width: float, height: float) -> dict[str, Any]:
    kind = section.kind
    pieces: list[list[object]] = []
    if key != "only":
        keyed = False
        for piece in print_.pieces(kind, item.stem):
            match piece.sort:
                case "choice":
                    said = key and not keyed
                    pieces.append(["chosen" if said else "choice", print_.short_key(section, item) if said else "　　"])
                    keyed = True
                case "blank":
                    said = key and not keyed
                    pieces.append(["filled", item.key[0]] if said else ["blank", "", print_.blank_width(item.key[0])])
                    keyed = True
                case _:
                    pieces.append([piece.sort, piece.text])
    right = set(item.key) if key and kind != "ordering" else set()
    options = [] if key == "only" else [[x, o, o in right] for x, o in zip(LETTERS, item.options, strict=False)]
    columns = print_.columns(item.options, width)
    why = []
    if key:
        if key == "only" or kind == "recall":
            why.append(["答案", print_.full_key(section, item)])
        why += [[name, text] for name, text in (("解析", item.explanation), ("出处", print_.source_line(item))) if text]
    lines = print_.answer_lines(item) if kind == "recall" and not key else 0
    rows = 1.6 * lines + sum(-(-print_.em(str(p[1])) // width) for p in pieces)
    rows += sum(-(-(print_.em(o) + 2) // (width / columns)) for o in item.options) / columns if options else 0
    rows += sum(-(-print_.em(text) // width) for _, text in why)
    return {
        "n": n,
        "points": f"（{print_.points(item.points)}分）" if print_.mixed_points(section) and key != "only" else "",
        "pieces": pieces,
        "options": options,
        "columns": columns,
        "justify": kind != "cloze",  # a blank that goes to the next line would pull the line before it apart
        "lines": lines,
        "why": why,
        "boxed": key == "in-place",
        "long": rows > 0.7 * height,  # longer than that, it would leave half a page empty or overflow one: it flows
    }


def _tables(form: Form) -> list[dict[str, Any]]:
    """The answers of the sections that have letters or signs, ten in a row."""
    out = []
    n = 0
    for s, section in enumerate(form.sections, 1):
        first, n = n + 1, n + len(section.items)
        if print_.table_of(section):
            rows = []
            for at in range(0, len(section.items), 10):
                row = section.items[at : at + 10]
                rows.append(
                    {
                        "numbers": [str(first + at + i) for i in range(len(row))],
                        "keys": [print_.short_key(section, item) for item in row],
                    }
                )
            out.append({"heading": print_.section_heading(s, section), "rows": rows})
    return out
