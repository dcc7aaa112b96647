"""Setting by typst: fonts, templates with their data, characters that cannot be printed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.exporters._fonts import Fonts, find_fonts, lacking, unknown
from quizgen.model import Form, PaperItem


def chosen_fonts(fonts: Sequence[str], font_paths: tuple[str, ...], system: bool) -> Fonts:
    """The fonts to print with. Errors: ``needs-extra`` and as in ``_fonts.find_fonts``."""
    try:
        import typst  # noqa: F401
    except ImportError:
        raise error("needs-extra", "PDFs are set by typst, which is not installed: pip install 'quizgen[print]'") from None
    return find_fonts(fonts, paths=font_paths, system=system)


def typeset(template: str, data: dict[str, Any], fonts: Fonts) -> bytes:
    """A template of typst/ with its data, as PDF."""
    import typst

    compiler = typst.Compiler(_template(template), font_paths=fonts.source)
    made = compiler.compile(format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=4)
def _template(name: str) -> bytes:
    return files("quizgen.exporters").joinpath("typst", name).read_bytes()


def check_characters(form: Form, fonts: Fonts, *, head: bool = False) -> None:
    """Raises QuizgenError ``font-lacks-character`` for each item that no font here can print whole. ``head``: only the
    title, the head and the headings are printed."""

    def texts(item: PaperItem) -> Iterator[str]:
        yield from (item.stem, *item.options, *item.key, item.explanation, item.quote, item.place)

    every = [form.paper.title, *form.paper.head]
    for section in form.sections:
        every += [section.heading, section.note]
        every += [t for item in section.items for t in texts(item) if not head]
    missing = lacking(fonts, "".join(every))
    if not missing:
        return
    said: list[Diagnostic] = []
    for n, _, item in () if head else form.numbered():
        here = [c for c in missing if any(c in t for t in texts(item))]
        if here:
            said.append(_lacks(f"item {n} ({item.id})", here, form))
    raise QuizgenError(*(said or [_lacks("the head of the paper", missing, form)]))


def _lacks(where: str, chars: Sequence[str], form: Form) -> Diagnostic:
    message = f"no font here holds {unknown(chars)} of {where}: install or name a font that does, or change the text"
    return Diagnostic(name="font-lacks-character", severity="error", message=message, path=form.paper.path)
