"""How long a paper takes to print, beside a plain run of typst over the same document.

    python benchmarks/papers.py PAPER.yaml [--rounds 5]

Each round prints every version of the paper as PDF (students' copy) in this process, and runs typst alone over the same
template and data; both in turn, the text a little different each time, so that neither finds its work done. Needs the
packages of the ``print`` extra.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import replace
from pathlib import Path

import typst

from quizgen.exporters import _typst, docx, html, pdf, sheet
from quizgen.model import Paper
from quizgen.paper import load_paper_file


def changed(paper: Paper, mark: int) -> Paper:
    """The same paper with a number after each stem."""
    sections = tuple(
        replace(s, items=tuple(replace(i, stem=f"{i.stem}{mark}") for i in s.items)) for s in paper.sections
    )
    return replace(paper, sections=sections)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paper", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    paper = load_paper_file(args.paper)
    fonts = _typst.chosen_fonts((), (), True)
    template = _typst._template("paper.typ")
    ours: list[float] = []
    plain: list[float] = []
    mark = 1000
    pdf.export(paper)  # fonts are found once a process
    for _ in range(args.rounds):
        for version in paper.versions:
            mark += 1
            one = changed(paper, mark)
            start = time.perf_counter()
            pdf.export(one, version=version)
            ours.append(time.perf_counter() - start)
            mark += 1
            data = pdf.data_of(changed(paper, mark).form(version), key=False, size=pdf.SIZES["a4"], fonts=fonts)
            text = json.dumps(data, ensure_ascii=False)
            start = time.perf_counter()
            typst.Compiler(template, font_paths=fonts.source).compile(format="pdf", sys_inputs={"data": text})
            plain.append(time.perf_counter() - start)
    items = sum(len(s.items) for s in paper.sections)
    a, b = statistics.median(ours), statistics.median(plain)
    print(f"{items} items, {len(paper.versions)} versions, median of {len(ours)} runs")
    print(f"pdf    {a * 1000:7.1f} ms   typst alone {b * 1000:7.1f} ms   ratio {a / b:.2f} (at most 1.5)")
    for name, run in (("html", html.export), ("docx", docx.export), ("sheet", sheet.export)):
        start = time.perf_counter()
        run(changed(paper, mark + 1))
        print(f"{name:6} {(time.perf_counter() - start) * 1000:7.1f} ms")


if __name__ == "__main__":
    main()
