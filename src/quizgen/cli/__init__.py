"""The command line: click, and nothing but click. Each command calls the function of the same name in
``quizgen.pipeline``; whatever is heavy is imported inside the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quizgen import __version__
from quizgen.cli import decks, grading, looking, making, papers, stages, watching
from quizgen.cli.edge import Edge, in_utf8
from quizgen.regexes import ready

if TYPE_CHECKING:
    from pathlib import Path


@click.group(cls=Edge, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quizgen")
@click.option("--debug", is_flag=True, help="Show the traceback when quizgen itself fails.")
@click.option("--weights", type=click.Path(), metavar="FILE", help="Another table of weights for items (tools/calibrate.py).")
@click.pass_context
def cli(ctx: click.Context, debug: bool, weights: str | None) -> None:
    """Turns Chinese study material into quiz items, Anki decks and printed papers, by rules.

    \b
    Example:
      quizgen build              # seeds/ -> decks/: deck, Anki package, paper, key
      quizgen facts seeds/x.txt  # what the rules find in a text

    Every command has its own help with an example: quizgen build --help
    """
    ctx.obj = {"weights": weights}


for command in (*making.COMMANDS, *watching.COMMANDS, *stages.COMMANDS[:2], *decks.COMMANDS, *looking.COMMANDS, *papers.COMMANDS, *grading.COMMANDS, *stages.COMMANDS[2:]):
    cli.add_command(command)


def main() -> None:
    """The entry point of the ``quizgen`` program."""
    import gc

    gc.set_threshold(200_000)  # a run makes many small objects and few cycles
    in_utf8()
    with ready(_caches):
        cli()


def _caches() -> Path:
    from quizgen.caches import cache_folder

    return cache_folder()
