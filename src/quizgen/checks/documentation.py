"""docs/checks.md, made from the docstrings of the checks."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable

from quizgen.checks import CHECKS, DECK_CHECKS

PARTS = ("Finds", "Why", "Example", "Repair")
"""What the docstring of every check says, in this order."""
_PART = re.compile(rf"^({'|'.join(PARTS)}): ", re.M)
_INTRO = """\
# Checks

What an item must not be. Every item that is written passes all of them; one with an error or a warning is turned into
another kind or dropped, and counted by the name of its flaw. `quizgen check` runs the same checks on decks that people
edit.

- **error**: the item cannot be used as it stands.
- **warning**: it is unfair, unclear or badly made; it is not built.
- **note**: it could be better; it is built.

Made from the docstrings (`make docs`); `quizgen explain NAME` prints the same in the terminal.
"""


def parts(find: Callable[..., object]) -> dict[str, str]:
    """The parts of a check's docstring, each on one line; what is missing is not in it."""
    pieces = _PART.split(inspect.getdoc(find) or "")
    return {name: re.sub("[ \n]+", " ", text.strip(" \n")) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def page() -> str:
    """The whole page."""
    lines = [_INTRO]
    groups = (("Of one item", CHECKS), ("Of a whole deck", DECK_CHECKS))
    for title, checks in groups:
        lines += [f"## {title}", "", "| Check | Severity | Finds |", "|---|---|---|"]
        for check in checks:
            first = re.split(r"[.;:] ", parts(check.find)["Finds"] + " ", maxsplit=1)[0].rstrip(" .")
            lines.append(f"| [{check.name}](#{check.name}) | {check.severity} | {first.replace('|', chr(92) + '|')} |")
        lines.append("")
    for title, checks in groups:
        lines += [f"## {title}: each check", ""]
        for check in checks:
            said = parts(check.find)
            lines += [f"### {check.name}", "", f"*{check.severity}.* Finds {said['Finds']}", ""]
            lines += [f"- **{name}:** {said[name]}" for name in PARTS[1:]] + [""]
    return "\n".join(lines).rstrip() + "\n"
