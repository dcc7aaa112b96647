"""Papers as HTML that prints on A4: one file, no network, fonts of the system.

A version of the paper for students, the key by itself, or the paper with the key in place for teachers. Print CSS: page
numbers in margin boxes (Chromium, Edge and Chrome from 131; other browsers print their own), 密封线 on each page, no item
torn over two pages unless it is longer than a page, no heading at the foot of a page. Everything that comes of the paper is
escaped, and a content policy forbids scripts and any loading.

Format: HTML Living Standard; CSS Paged Media Module Level 3 (@page, margin boxes); CSS Text Decoration Level 3 (着重号).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Literal

from quizgen.diagnostics import error
from quizgen.exporters import _print as print_
from quizgen.exporters._css import CSS
from quizgen.model import LETTERS, Form, Paper, PaperItem, PaperSection

Key = Literal[False, "only", "in-place"]
WIDTH = 41.0
"""Em on a line between number and margin."""


def export(paper: Paper, *, version: str = "A", key: Key = False) -> bytes:
    """The page, UTF-8; the same bytes for the same paper.

    version: one of ``paper.versions``. key: False is the students' copy, "only" the answers with explanations and places,
    "in-place" the teachers' copy. Errors: QuizgenError ``no-such-version``.
    """
    if version not in paper.versions:
        raise error("no-such-version", f"the paper has no version {version}, only {', '.join(paper.versions)}", path=paper.path)
    form = paper.form(version)
    body = "\n".join(_key_page(form) if key == "only" else _paper(form, key == "in-place"))
    title = form.paper.title + print_.version_mark(form) + (f" {print_.KEY_TITLE}" if key else "")
    css = CSS.replace("/*TITLE*/", _css_text(form.paper.title + print_.version_mark(form)))
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="quizgen">
<title>{_line(title)}</title>
<style>
{css}</style>
</head>
<body class="{"key" if key == "only" else "paper"}">
{body}
</body>
</html>
""".encode()


def _text(text: str) -> str:
    """A text with its line breaks."""
    return escape(text).replace("\n", "<br>")


def _line(text: str) -> str:
    return escape(" ".join(text.split("\n")))


def _css_text(text: str) -> str:
    """A text as a CSS string inside <style>: everything but letters and digits is written as an escape."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in " ".join(text.split())) + '"'


def _paper(form: Form, with_key: bool) -> Iterator[str]:
    paper = form.paper
    if paper.head:
        fields = "".join(f'<span class="field">{_line(name)}<i></i></span>' for name in paper.head)
        yield f'<div class="seal-fields" aria-hidden="true"><div>{fields}</div></div>'
    yield '<div class="seal" aria-hidden="true"><div><span>密</span><span>封</span><span>线</span></div></div>'
    yield "<main>"
    yield f'<h1>{_text(paper.title)}<span class="version">{print_.version_mark(form)}</span></h1>'
    if with_key:
        yield '<p class="copy">教师用卷（含答案）</p>'
    yield f'<p class="conditions">{_line(print_.conditions(form))}</p>'
    yield _scores(form)
    n = 0
    for s, section in enumerate(form.sections, 1):
        yield f'<section class="{section.kind}">'
        yield f"<h2>{_line(print_.section_heading(s, section))}</h2>"
        if section.note:
            yield f'<p class="note">{_text(section.note)}</p>'
        mixed = print_.mixed_points(section)
        for item in section.items:
            n += 1
            yield _item(n, section, item, mixed=mixed, with_key=with_key)
        yield "</section>"
    yield "</main>"


def _scores(form: Form) -> str:
    numbers = [print_.numeral(s) for s in range(1, len(form.sections) + 1)]
    head = "".join(f"<th>{n}</th>" for n in [*numbers, "总分", "评卷人"])
    cells = "<td></td>" * (len(numbers) + 2)
    return f'<table class="scores"><tr><th>题号</th>{head}</tr><tr><th>得分</th>{cells}</tr></table>'


def _item(n: int, section: PaperSection, item: PaperItem, *, mixed: bool, with_key: bool) -> str:
    points = f'<span class="points">（{print_.points(item.points)}分）</span>' if mixed else ""
    out = [f'<div class="item"><span class="n">{n}.</span><div class="body"><p class="stem">{points}']
    keyed = False
    for piece in print_.pieces(section.kind, item.stem):
        match piece.sort:
            case "text":
                out.append(_text(piece.text))
            case "negative":
                out.append(f"<em>{_text(piece.text)}</em>")
            case "choice":
                said = f"<b>{_line(print_.short_key(section, item))}</b>" if with_key and not keyed else "　　"
                keyed = True
                out.append(f'<span class="choice">（{said}）</span>')
            case "blank":
                if with_key and not keyed:
                    out.append(f'<span class="blank filled"><b>{_text(item.key[0])}</b></span>')
                else:
                    out.append(f'<span class="blank" style="width:{print_.blank_width(item.key[0])}em"></span>')
                keyed = True
    out.append("</p>")
    if item.options:
        right = set(item.key) if with_key and section.kind != "ordering" else set()
        out.append(f'<ol class="options c{print_.columns(item.options, WIDTH)}">')
        for letter, option in zip(LETTERS, item.options, strict=False):
            mark = ' class="right"' if option in right else ""
            out.append(f"<li{mark}><span>{letter}.</span><span>{_text(option)}</span></li>")
        out.append("</ol>")
    if section.kind == "recall" and not with_key:
        out.append('<div class="lines">' + "<i></i>" * print_.answer_lines(item) + "</div>")
    if with_key:
        whole = section.kind == "recall"
        out.append(f'<div class="why">{_why(section, item, answer=whole)}</div>')
    out.append("</div></div>")
    return "".join(out)


def _why(section: PaperSection, item: PaperItem, *, answer: bool) -> str:
    """答案, 解析, 出处."""
    rows = [("答案", print_.full_key(section, item))] if answer else []
    rows += [("解析", item.explanation), ("出处", print_.source_line(item))]
    return "".join(f"<p><b>【{name}】</b>{_text(text)}</p>" for name, text in rows if text)


def _key_page(form: Form) -> Iterator[str]:
    yield "<main>"
    yield f'<h1>{_text(form.paper.title)}<span class="version">{print_.version_mark(form)}</span></h1>'
    yield f'<p class="copy">{print_.KEY_TITLE}</p>'
    yield "<section><h2>答案速查</h2>"
    n = 0
    for s, section in enumerate(form.sections, 1):
        first, n = n + 1, n + len(section.items)
        if print_.table_of(section):
            yield f"<h3>{_line(print_.section_heading(s, section))}</h3>"
            yield _table(first, section)
    yield "</section><section><h2>答案与解析</h2>"
    n = 0
    for s, section in enumerate(form.sections, 1):
        yield f"<h3>{_line(print_.section_heading(s, section))}</h3>"
        for item in section.items:
            n += 1
            yield f'<div class="item"><span class="n">{n}.</span><div class="body why">{_why(section, item, answer=True)}</div></div>'
    yield "</section></main>"


def _table(first: int, section: PaperSection) -> str:
    """Answers ten in a row."""
    rows = []
    for at in range(0, len(section.items), 10):
        row = section.items[at : at + 10]
        pad = "<td></td>" * (10 - len(row))
        rows.append("<tr><th>题号</th>" + "".join(f"<th>{first + at + i}</th>" for i in range(len(row))) + pad + "</tr>")
        rows.append("<tr><th>答案</th>" + "".join(f"<td>{_line(print_.short_key(section, i))}</td>" for i in row) + pad + "</tr>")
    return f'<table class="answers">{"".join(rows)}</table>'
