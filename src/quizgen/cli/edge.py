"""Where quizgen meets the terminal: encodings, exit codes, errors and progress. Nothing but click is imported here
before it is needed, so that ``--help`` is quick."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from quizgen.diagnostics import Diagnostic

CLEAN, ERRORS = 0, 1


class Edge(click.Group):
    """The group of all commands. Errors leave it as messages on stderr and an exit code, never as a traceback; with
    ``--debug`` the traceback is shown as well."""

    def main(self, *args: Any, **extra: Any) -> Any:
        prepare_streams()
        try:
            return super().main(*args, **extra)
        except Exception as e:
            from quizgen.diagnostics import QuizgenError

            given = extra.get("args") or (args[0] if args else None) or sys.argv[1:]
            if isinstance(e, QuizgenError):
                say(e.diagnostics, as_json="--json" in given)
                sys.exit(ERRORS)
            if "--debug" in given or os.environ.get("QUIZGEN_DEBUG"):
                raise
            unexpected(e)
            sys.exit(ERRORS)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order in which people need them, not of the alphabet


def in_utf8() -> None:
    """Starts the program again in Python's UTF-8 mode where file names can only be ASCII (a C locale that Python does not
    coerce): a Chinese file name could neither be read nor written there."""
    if os.name == "posix" and sys.getfilesystemencoding() == "ascii" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "quizgen", *sys.argv[1:]])


def prepare_streams() -> None:
    """A character that the terminal's encoding does not have is shown as its escape (\\U0001f600), so that nothing is lost
    and nothing ends the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def unexpected(e: BaseException) -> None:
    """What a person reads when quizgen itself is at fault."""
    import traceback
    from pathlib import Path

    from quizgen import __version__

    frames = [f for f in traceback.extract_tb(e.__traceback__) if "quizgen" in f.filename]
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    click.echo(
        f"error [internal] quizgen {__version__} failed: {type(e).__name__}: {e}{place}\n"
        "This is a fault of quizgen, not of your files; none of them is half written. Run the command again with\n"
        "--debug, and report what it prints together with the command and, if you can, the source.",
        err=True,
    )


def print_json(records: Iterable[dict[str, Any]]) -> None:
    """One object a line. Where stdout is not UTF-8, characters beyond ASCII are escaped, so that nothing is lost."""
    import json
    from itertools import islice

    encode = json.JSONEncoder(ensure_ascii=ascii_only()).encode
    rest = iter(records)
    while lines := [encode(record) for record in islice(rest, 500)]:
        click.echo("\n".join(lines))


def ascii_only() -> bool:
    """Stdout is not UTF-8."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"


def say(diagnostics: Iterable[Diagnostic], *, as_json: bool = False) -> None:
    """Diagnostics to stderr, one a line."""
    for each in diagnostics:
        click.echo(each.as_json() if as_json else each.render(), err=True)


def leave(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> None:
    """Ends the command with the exit code that the diagnostics ask for."""
    bad = ("error", "warning") if strict else ("error",)
    if any(d.severity in bad for d in diagnostics):
        sys.exit(ERRORS)


@contextmanager
def progress(*, after: float = 2.0) -> Iterator[Callable[[str, int, int], None]]:
    """A progress function that draws a bar on stderr once the work has taken ``after`` seconds; nothing is drawn where
    stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    began = time.monotonic()
    bar: Any = None
    label = ""

    def step(what: str, done: int, of: int) -> None:
        nonlocal bar, label
        if time.monotonic() - began < after:
            return
        if bar is None or what != label or bar.length != of:
            finish()
            label = what
            bar = click.progressbar(length=of, label=what, file=sys.stderr)
            bar.__enter__()
        bar.update(done - bar.pos)

    def finish() -> None:
        nonlocal bar
        if bar is not None:
            bar.__exit__(None, None, None)
            bar = None

    try:
        yield step
    finally:
        finish()


def columns() -> int:
    """How wide the terminal is, at most 120 columns; 100 where stdout is none."""
    import shutil

    return min(120, shutil.get_terminal_size((100, 24)).columns)


def paint() -> Callable[[str, str], str]:
    """Colours where stdout is a terminal that shows them and NO_COLOR (https://no-color.org) is not set; else none."""
    from quizgen.overview import coloured, plain

    shows = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return coloured if shows else plain


def now() -> int:
    """The clock, read once a run: SOURCE_DATE_EPOCH if it is set, else the time; whole seconds since 1970, UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed:
        try:
            return int(fixed)
        except ValueError:
            from quizgen.diagnostics import error

            raise error("bad-clock", f"SOURCE_DATE_EPOCH is “{fixed}”: expected whole seconds since 1970") from None
    return int(time.time())
