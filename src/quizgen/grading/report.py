"""What grading writes: results and items as CSV, and a summary to print (HTML, one file, no network)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from quizgen.grading.scoring import Graded, ItemStatistics
from quizgen.model import TRUE, Paper

_SECTIONS = "一二三四五六七八九十"
HARD, EASY, WEAK = 0.3, 0.95, 0.15
"""Facility below or above which an item is worth a look; discrimination below which it does not tell good from weak."""
_CSS = """\
@page { size: A4; margin: 16mm 15mm; }
* { box-sizing: border-box; }
html { font: 10pt/15pt "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", SimHei, sans-serif; color: #000; }
body { max-width: 180mm; margin: 8mm auto; }
h1 { font-size: 16pt; line-height: 22pt; text-align: center; margin: 0 0 4mm; }
h2 { font-size: 11pt; margin: 6mm 0 2mm; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { border: .5pt solid #777; padding: .6mm 1.5mm; text-align: right; vertical-align: top; }
th { background: #eee; font-weight: 700; text-align: center; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
td.t { text-align: left; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.facts { display: flex; flex-wrap: wrap; gap: 2mm; margin: 0; padding: 0; list-style: none; }
.facts li { border: .5pt solid #777; padding: 1.5mm 3mm; flex: 1 1 20mm; text-align: center; }
.facts b { display: block; font-size: 13pt; line-height: 18pt; }
.bar { display: inline-block; height: 3mm; background: #555; vertical-align: middle; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.low { font-weight: 700; text-decoration: underline; }
"""


def results_csv(graded: Graded) -> bytes:
    """One row a person, in order of the table: fields, version, points of each section, total, per cent, rank. UTF-8 with a
    byte order mark, which spreadsheets need to see Chinese."""
    sections = [section.heading for section in graded.paper.sections]
    head = [*graded.names, "版本", *sections, "总分", "得分率", "名次"]
    rows = [
        [*r.fields, r.version, *map(_number, r.sections), _number(r.total), f"{r.share:.1%}", str(r.rank)]
        for r in graded.results
    ]
    return _csv([head, *rows])


def items_csv(graded: Graded) -> bytes:
    """One row an item, by its place in version A: facility, discrimination, how often each option was chosen, and what
    nobody chose."""
    head = ["题号", "id", "题型", "题干", "答案", "人数", "难度系数", "区分度", "未答", "选择情况", "无人选择"]
    rows = [
        [
            str(i.number),
            i.id,
            i.kind,
            i.stem,
            "；".join(i.key),
            str(i.persons),
            f"{i.facility:.2f}",
            "" if i.discrimination is None else f"{i.discrimination:.2f}",
            str(i.blank),
            "；".join(f"{option}×{n}" for option, n in i.chosen),
            "；".join(i.unused),
        ]
        for i in graded.items
    ]
    return _csv([head, *rows])


def table_csv(paper: Paper) -> bytes:
    """An empty table of answers: fields of the head, version, and a column an item; lists get a column of points (12分)."""
    names = [name for name in paper.head if name] or ["姓名"]
    versions = ["版本"] if len(paper.versions) > 1 else []
    numbers = [f"{n}分" if section.kind == "recall" else str(n) for n, section, _ in paper.form("A").numbered()]
    return _csv([[*(" ".join(name.split()) for name in names), *versions, *numbers]])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


_FORMULA = re.compile(r"[=+@\t\r\n＝＋＠－|%]|-(?!\d+(?:\.\d+)?%?\Z)")
"""What a spreadsheet may take for a formula, in full width as well (Excel in Chinese and Japanese reads ＝ as =), and what
may stand before it; a negative number is none. Source: OWASP, CSV Injection."""


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def summary_html(graded: Graded) -> bytes:
    """The class on a page or two: mean and spread, how scores lie, every person, every item with what is odd about it."""
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="quizgen">
<title>{escape(graded.paper.title)} 成绩分析</title>
<style>
{_CSS}</style>
</head>
<body>
{"".join(_summary(graded))}
</body>
</html>
""".encode()


def _summary(graded: Graded) -> Iterator[str]:
    totals = [r.total for r in graded.results]
    yield f"<h1>{escape(graded.paper.title)}　成绩分析</h1>\n"
    facts = [
        ("人数", str(len(totals))),
        ("满分", _number(graded.possible)),
        ("平均分", f"{graded.mean:.1f}"),
        ("标准差", f"{graded.deviation:.1f}"),
        ("最高分", _number(max(totals))),
        ("最低分", _number(min(totals))),
        ("及格率（60%）", f"{sum(r.share >= 0.6 - 1e-9 for r in graded.results) / len(totals):.0%}"),
        ("信度 α", "—" if graded.alpha is None else f"{graded.alpha:.2f}"),
    ]
    yield '<ul class="facts">' + "".join(f"<li>{name}<b>{value}</b></li>" for name, value in facts) + "</ul>\n"
    if graded.left_out:
        yield f"<p>未计分的题：{'、'.join(map(str, graded.left_out))}（A卷题号）</p>\n"
    yield "<h2>分数分布（得分率）</h2>\n<table><tbody>"
    bands = [0] * 10
    for r in graded.results:
        bands[min(9, max(0, int(r.share * 10 + 1e-9)))] += 1
    most = max(bands)
    for i in range(9, -1, -1):
        top = "100%" if i == 9 else f"{10 * i + 9}%"
        width = 110 * bands[i] / most
        yield f'<tr><td style="width:26mm">{10 * i}%—{top}</td><td class="t"><i class="bar" style="width:{width:.1f}mm"></i> {bands[i] or ""}</td></tr>'
    yield "</tbody></table>\n<h2>成绩</h2>\n<table><thead><tr>"
    sections = [_SECTIONS[i] if i < 10 else str(i + 1) for i in range(len(graded.paper.sections))]
    columns = ["名次", *graded.names, "版本", *sections, "总分", "得分率"]
    yield "".join(f"<th>{escape(h)}</th>" for h in columns) + "</tr></thead><tbody>"
    for r in sorted(graded.results, key=lambda r: (r.rank, r.line)):
        names = "".join(f'<td class="t">{escape(f)}</td>' for f in r.fields)
        numbers = "".join(f"<td>{_number(s)}</td>" for s in (*r.sections, r.total))
        yield f"<tr><td>{r.rank}</td>{names}<td>{r.version}</td>{numbers}<td>{r.share:.0%}</td></tr>\n"
    yield "</tbody></table>\n<h2>试题分析（A卷题号）</h2>\n<table><thead><tr>"
    heads = (("题号", 12), ("题干与答案", 76), ("难度系数", 20), ("区分度", 16), ("选择情况", 56))
    yield "".join(f'<th style="width:{width}mm">{name}</th>' for name, width in heads) + "</tr></thead><tbody>"
    for item in graded.items:
        yield _row(item)
    yield "</tbody></table>\n"
    yield (
        "<p>难度系数：全班得分与该题满分之比，越大越容易。区分度：该题得分与其余各题总分的相关系数。"
        "信度 α：克龙巴赫系数。带下划线的数值值得留意：题目太难、太易，或好学生反而答错；"
        "无人选择的选项没有起到干扰作用。</p>\n"
    )


def _row(item: ItemStatistics) -> str:
    facility = f"{item.facility:.2f}"
    if item.facility < HARD or item.facility > EASY:
        facility = f'<span class="low">{facility}</span>'
    told = "—" if item.discrimination is None else f"{item.discrimination:.2f}"
    if item.discrimination is not None and item.discrimination < WEAK:
        told = f'<span class="low">{told}</span>'
    chosen = []
    for option, n in item.chosen[:6]:
        text = f"{escape({TRUE: '√'}.get(option, option) if item.kind == 'truefalse' else option)} {n}"
        if option in item.key:
            text = f"<b>{text}</b>"
        elif not n and item.kind in ("single", "multiple"):
            text = f'<span class="low">{text}</span>'
        chosen.append(text)
    if item.blank:
        chosen.append(f"未答 {item.blank}")
    stem = escape(item.stem).replace("\n", "<br>")
    key = escape("；".join(item.key))
    return (
        f'<tr><td>{item.number}</td><td class="t">{stem}<br><b>{key}</b></td><td>{facility}</td><td>{told}</td>'
        f'<td class="t">{"；".join(chosen)}</td></tr>\n'
    )
