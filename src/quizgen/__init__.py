"""quizgen: Chinese study material into quiz items, Anki decks and printed papers, by rules.

``__all__`` is the public API: the functions behind the commands, the types they take and give, and the errors they
raise. Everything is loaded when first asked for, so that importing quizgen costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizgen.config import Config as Config
    from quizgen.config import load_blueprint as load_blueprint
    from quizgen.config import load_config as load_config
    from quizgen.diagnostics import Diagnostic as Diagnostic
    from quizgen.diagnostics import QuizgenError as QuizgenError
    from quizgen.model import Blueprint as Blueprint
    from quizgen.model import Deck as Deck
    from quizgen.model import Document as Document
    from quizgen.model import Fact as Fact
    from quizgen.model import Item as Item
    from quizgen.model import Paper as Paper
    from quizgen.model import SectionSpec as SectionSpec
    from quizgen.model import Span as Span
    from quizgen.pipeline import Built as Built
    from quizgen.pipeline import Explained as Explained
    from quizgen.pipeline import Exported as Exported
    from quizgen.pipeline import GradedClass as GradedClass
    from quizgen.pipeline import MadePaper as MadePaper
    from quizgen.pipeline import Reported as Reported
    from quizgen.pipeline import Rule as Rule
    from quizgen.pipeline import Seen as Seen
    from quizgen.pipeline import SourceFacts as SourceFacts
    from quizgen.pipeline import SourceItems as SourceItems
    from quizgen.pipeline import build as build
    from quizgen.pipeline import check as check
    from quizgen.pipeline import coverage as coverage
    from quizgen.pipeline import diff as diff
    from quizgen.pipeline import explain as explain
    from quizgen.pipeline import explain_item as explain_item
    from quizgen.pipeline import export as export
    from quizgen.pipeline import facts as facts
    from quizgen.pipeline import facts_html as facts_html
    from quizgen.pipeline import grade as grade
    from quizgen.pipeline import init as init
    from quizgen.pipeline import items as items
    from quizgen.pipeline import make_paper as make_paper
    from quizgen.pipeline import print_paper as print_paper
    from quizgen.pipeline import report_html as report_html
    from quizgen.pipeline import resolve as resolve
    from quizgen.pipeline import rules as rules
    from quizgen.pipeline import watch as watch

__version__ = "0.1.0"

_WHERE = {
    "Blueprint": "model",
    "Built": "pipeline",
    "Config": "config",
    "Deck": "model",
    "Diagnostic": "diagnostics",
    "Document": "model",
    "Explained": "pipeline",
    "Exported": "pipeline",
    "Fact": "model",
    "GradedClass": "pipeline",
    "Item": "model",
    "MadePaper": "pipeline",
    "Paper": "model",
    "QuizgenError": "diagnostics",
    "Reported": "pipeline",
    "Rule": "pipeline",
    "SectionSpec": "model",
    "Seen": "pipeline",
    "SourceFacts": "pipeline",
    "SourceItems": "pipeline",
    "Span": "model",
    "build": "pipeline",
    "check": "pipeline",
    "coverage": "pipeline",
    "diff": "pipeline",
    "explain": "pipeline",
    "explain_item": "pipeline",
    "export": "pipeline",
    "facts": "pipeline",
    "facts_html": "pipeline",
    "grade": "pipeline",
    "init": "pipeline",
    "items": "pipeline",
    "load_blueprint": "config",
    "load_config": "config",
    "make_paper": "pipeline",
    "print_paper": "pipeline",
    "report_html": "pipeline",
    "resolve": "pipeline",
    "rules": "pipeline",
    "watch": "pipeline",
}

__all__ = ["__version__", *_WHERE]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"quizgen.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
