"""The composition: what each command does, as functions. Importing this package is cheap; each function's own module
is loaded when the function is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizgen.pipeline.building import Built as Built
    from quizgen.pipeline.building import build as build
    from quizgen.pipeline.building import diff as diff
    from quizgen.pipeline.catalogue import Rule as Rule
    from quizgen.pipeline.catalogue import explain as explain
    from quizgen.pipeline.catalogue import rules as rules
    from quizgen.pipeline.checking import check as check
    from quizgen.pipeline.explaining import Explained as Explained
    from quizgen.pipeline.explaining import explain_any as explain_any
    from quizgen.pipeline.explaining import explain_item as explain_item
    from quizgen.pipeline.exporting import Exported as Exported
    from quizgen.pipeline.exporting import export as export
    from quizgen.pipeline.exporting import resolve as resolve
    from quizgen.pipeline.grading import GradedClass as GradedClass
    from quizgen.pipeline.grading import answer_table as answer_table
    from quizgen.pipeline.grading import grade as grade
    from quizgen.pipeline.inputs import SourceFacts as SourceFacts
    from quizgen.pipeline.inputs import each_facts as each_facts
    from quizgen.pipeline.inputs import facts as facts
    from quizgen.pipeline.inputs import told_facts as told_facts
    from quizgen.pipeline.papers import MadePaper as MadePaper
    from quizgen.pipeline.papers import make_paper as make_paper
    from quizgen.pipeline.papers import print_paper as print_paper
    from quizgen.pipeline.reporting import Reported as Reported
    from quizgen.pipeline.reporting import coverage as coverage
    from quizgen.pipeline.reporting import facts_html as facts_html
    from quizgen.pipeline.reporting import report_html as report_html
    from quizgen.pipeline.starting import init as init
    from quizgen.pipeline.watching import Seen as Seen
    from quizgen.pipeline.watching import watch as watch
    from quizgen.pipeline.writing import SourceItems as SourceItems
    from quizgen.pipeline.writing import items as items

_WHERE = {
    "Built": "building",
    "build": "building",
    "diff": "building",
    "Rule": "catalogue",
    "explain": "catalogue",
    "rules": "catalogue",
    "check": "checking",
    "Explained": "explaining",
    "explain_any": "explaining",
    "explain_item": "explaining",
    "Exported": "exporting",
    "export": "exporting",
    "resolve": "exporting",
    "GradedClass": "grading",
    "answer_table": "grading",
    "grade": "grading",
    "SourceFacts": "inputs",
    "each_facts": "inputs",
    "facts": "inputs",
    "told_facts": "inputs",
    "MadePaper": "papers",
    "make_paper": "papers",
    "print_paper": "papers",
    "Reported": "reporting",
    "coverage": "reporting",
    "facts_html": "reporting",
    "report_html": "reporting",
    "init": "starting",
    "Seen": "watching",
    "watch": "watching",
    "SourceItems": "writing",
    "items": "writing",
}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"quizgen.pipeline.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(_WHERE)
