"""What went wrong, where, and what to do: collected, not raised, unless nothing can go on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def visible(text: str) -> str:
    """A text with its control characters escaped: a name may hold a line break, or what a terminal would obey."""
    return _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}" if ord(m[0]) < 256 else f"\\u{ord(m[0]):04x}", text)


Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. ``name`` is kebab-case; line and column are 1-based, 0 where there is none."""

    name: str
    severity: Severity
    message: str
    path: str = ""
    line: int = 0
    column: int = 0

    def render(self) -> str:
        """``path:line:column: warning [name] message``, on one line: a control character in a name is escaped."""
        place = visible(self.path)
        if self.line:
            place += f":{self.line}:{self.column or 1}"
        said = f"{self.severity} [{self.name}] {visible(self.message)}"
        return f"{place}: {said}" if place else said

    def as_json(self) -> str:
        return json.dumps(
            {
                "name": self.name,
                "severity": self.severity,
                "message": self.message,
                "path": self.path,
                "line": self.line,
                "column": self.column,
            },
            ensure_ascii=False,
        )


class QuizgenError(Exception):
    """Nothing can go on. Carries the diagnostics that say why and what to do; nothing was changed on disk."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(d.render() for d in diagnostics))
        self.diagnostics = diagnostics


def error(name: str, message: str, *, path: str = "", line: int = 0, column: int = 0) -> QuizgenError:
    """A QuizgenError with one diagnostic, ready to raise."""
    return QuizgenError(
        Diagnostic(name=name, severity="error", message=message, path=path, line=line, column=column)
    )
