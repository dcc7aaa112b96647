"""``rules`` and ``explain``: everything quizgen does by name, documented by the docstrings of what does it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from quizgen.checks import CHECKS, DECK_CHECKS
from quizgen.diagnostics import error
from quizgen.exporters import EXPORTERS
from quizgen.extractors import EXTRACTORS
from quizgen.itemwriters import WRITERS
from quizgen.readers import READERS
from quizgen.yamlnodes import nearest

Sort = Literal["reader", "extractor", "item", "check", "exporter"]
SORTS: tuple[Sort, ...] = ("reader", "extractor", "item", "check", "exporter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing with a name. ``summary`` is its first sentence, ``text`` its whole documentation."""

    name: str
    sort: Sort
    summary: str
    text: str

    def record(self) -> dict[str, object]:
        """As ``quizgen rules --json`` prints it."""
        return {"name": self.name, "sort": self.sort, "summary": self.summary}


def rules() -> tuple[Rule, ...]:
    """Every reader, extractor, item kind, check and exporter, in the order of their tables."""
    out = [_rule(r.name, "reader", import_module(f"quizgen.readers.{r.name}").__doc__ or "") for r in READERS]
    out += [_rule(e.name, "extractor", inspect.getdoc(e.find) or "") for e in EXTRACTORS]
    out += [_rule(kind, "item", _module_doc(write)) for kind, write in WRITERS.items()]
    out += [_rule(c.name, "check", inspect.getdoc(c.find) or "") for c in CHECKS]
    out += [_rule(c.name, "check", inspect.getdoc(c.find) or "") for c in DECK_CHECKS]
    out += [_rule(e.name, "exporter", import_module(f"quizgen.exporters.{e.name}").__doc__ or "") for e in EXPORTERS]
    return tuple(out)


def explain(name: str) -> Rule:
    """The documentation of one of them; ``sort:name`` where two have the same name (``reader:text``).

    Errors: QuizgenError ``unknown-rule`` with the nearest known name.
    """
    wanted = name.partition(":")[::2] if ":" in name else ("", name)
    found = [r for r in rules() if r.name == wanted[1] and wanted[0] in ("", r.sort)]
    if not found:
        raise error("unknown-rule", f"there is no rule “{name}”: {nearest(name, tuple(r.name for r in rules()))}")
    return found[0]


def catalogue() -> str:
    """docs/rules.md: all of it as one Markdown page."""
    titles = {
        "reader": "Readers: what can be read",
        "extractor": "Extractors: what is found",
        "item": "Item kinds: what is made of it",
        "check": "Checks: what an item must not be",
        "exporter": "Exporters: what can be written",
    }
    lines = ["# Rules", "", "Made from the docstrings (`make docs`); `quizgen explain NAME` prints the same in the terminal."]
    for sort in SORTS:
        lines += ["", f"## {titles[sort]}"]
        if sort == "check":
            lines += ["", "They have a page of their own: [checks.md](checks.md)."]
            continue
        for rule in rules():
            if rule.sort == sort:
                lines += ["", f"### {rule.name}", "", rule.text.strip()]
    return "\n".join(lines) + "\n"


def _module_doc(function: Callable[..., object]) -> str:
    return sys.modules[function.__module__].__doc__ or ""


def _rule(name: str, sort: Sort, doc: str) -> Rule:
    text = inspect.cleandoc(doc)
    first = " ".join(text.split("\n\n")[0].split())
    first = first.removeprefix("Finds: ").removeprefix("Finds ")
    end = first.find(". ")
    return Rule(name=name, sort=sort, summary=first if end < 0 else first[: end + 1], text=text)
