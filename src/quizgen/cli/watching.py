"""``quizgen watch``: a build at every change, a line a change."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from quizgen.cli.edge import now, say
from quizgen.cli.making import CONFIG

if TYPE_CHECKING:
    from quizgen.pipeline.building import Built
    from quizgen.pipeline.watching import Seen

_SIGNS = {"added": "+", "changed": "~", "gone": "-", "settings": "="}


@click.command()
@click.argument("paths", metavar="[PATHS]...", nargs=-1, type=click.Path())
@CONFIG
def watch(paths: tuple[str, ...], config: str | None) -> None:
    """Build again whenever a source or quizgen.yaml changes, until Ctrl-C.

    PATHS are sources, as for build. Every change is one line: the time, the source, and what became of its deck's items.
    What is wrong in a source is said, and its deck stays as it is until that is mended. Needs: pip install "quizgen[watch]"

    \b
    Example:
      quizgen watch
      quizgen watch notes.md
    """
    from quizgen import pipeline

    def ready(built: Built) -> None:
        say(d for d in built.diagnostics if d.severity != "note")
        items = sum(len(s.items) for s in built.sources)
        click.echo(f"watching: {len(built.sources)} {'source' if len(built.sources) == 1 else 'sources'}, {items} items; Ctrl-C ends")

    def seen(change: Seen) -> None:
        at = time.strftime("%H:%M:%S")
        click.echo(f"{at} {_SIGNS[change.what]} {change.path}: {_words(change)}")
        say(change.diagnostics)

    try:
        pipeline.watch(paths, clock=now, config=config, ready=ready, seen=seen)
    except KeyboardInterrupt:
        click.echo("\nended; the decks are whole")


def _words(change: Seen) -> str:
    if not change.built:
        return "not built"
    if change.what == "settings":
        return "the settings changed"
    if change.deck is None:
        return "gone; its deck stays" if change.what == "gone" else "not built on its own"
    counts = [f"{n} {sort}" for sort, n in change.deck.counts().items() if n and sort != "unchanged"]
    return f"{', '.join(counts) or 'nothing to change'} ({change.items} items)"


COMMANDS = (watch,)
