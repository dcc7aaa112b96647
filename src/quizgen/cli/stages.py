"""``quizgen facts``: the stages between a source and its deck, to look at."""

from __future__ import annotations

import click

from quizgen.cli.edge import leave, print_json, progress, say

SOURCES = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line (docs/json.md).")


@click.command()
@SOURCES
@AS_JSON
def facts(sources: tuple[str, ...], as_json: bool) -> None:
    """Show the facts that the rules find in SOURCE.

    SOURCE is a text file, or a folder with several.

    \b
    Example:
      quizgen facts seeds
      quizgen facts notes.txt --json
    """
    from quizgen import pipeline

    with progress() as step:
        found = pipeline.facts(sources, progress=step)
    for source in found:
        if as_json:
            print_json(source.records())
        else:
            from quizgen.report import facts_text

            click.echo(facts_text(source.document, source.facts))
    said = [d for source in found for d in source.diagnostics]
    say(said, as_json=as_json)
    leave(said)


COMMANDS = (facts,)
