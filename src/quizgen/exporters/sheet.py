"""Answer sheets (答题卡) for a version of a paper, as PDF, and their geometry as JSON for a reader of scanned sheets.

Bubbles for every choice and true/false item, lines and frames for what is written, a grid for the number, four marks in the
corners, and on each page a QR code that says ``quizgen:1:<paper>:<version>:<page>``. Needs typst and segno
(``pip install 'quizgen[print]'``).

Format of the code: ISO/IEC 18004 (QR code), error correction M or better.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from quizgen.diagnostics import error
from quizgen.exporters import _sheet
from quizgen.exporters._typst import check_characters, chosen_fonts, typeset
from quizgen.model import Form, Paper


def export(
    paper: Paper,
    *,
    version: str = "A",
    fonts: Sequence[str] = (),
    font_paths: Sequence[str] = (),
    system_fonts: bool = True,
) -> bytes:
    """The PDF of one version's answer sheet (A4). Fonts as in the PDF of the paper.

    Errors: QuizgenError ``no-such-version``, ``needs-extra``, and those of fonts."""
    form = _form(paper, version)
    found = chosen_fonts(fonts, tuple(font_paths), system_fonts)
    check_characters(form, found, head=True)
    try:
        import segno
    except ImportError:
        raise error("needs-extra", "answer sheets need segno, which is not installed: pip install 'quizgen[print]'") from None
    layout = _sheet.Layout(form)
    pages: list[dict[str, Any]] = []
    for page in layout.pages:
        code = segno.make_qr(_sheet.qr_text(form, page.number), error="m")
        pages.append(
            {
                "lines": page.lines,
                "boxes": page.boxes,
                "texts": page.texts,
                "marks": _sheet.marks(),
                "bubbles": [[b["x"], b["y"], b["value"]] for b in page.bubbles],
                "digits": [[d["x"], d["y"], str(d["value"])] for d in page.digits],
                "qr": {"place": page.qr, "rows": ["".join("01"[bool(c)] for c in row) for row in code.matrix]},
            }
        )
    data = {
        "name": " ".join(paper.title.split()) + "　答题卡",
        "bubble": _sheet.BUBBLE,
        "fonts": {"serif": found.serif, "sans": found.sans, "heavy": found.heavy},
        "pages": pages,
    }
    return typeset("sheet.typ", data, found)


def geometry(paper: Paper, *, version: str = "A") -> bytes:
    """Where everything stands on the sheet: JSON, in mm from the top left of each page. Errors: ``no-such-version``."""
    return (json.dumps(_sheet.Layout(_form(paper, version)).geometry(), ensure_ascii=False, indent=1) + "\n").encode()


def _form(paper: Paper, version: str) -> Form:
    if version not in paper.versions:
        raise error("no-such-version", f"the paper has no version {version}, only {', '.join(paper.versions)}", path=paper.path)
    return paper.form(version)
