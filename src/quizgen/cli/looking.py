"""``quizgen report``: what a deck asks of its source."""

from __future__ import annotations

import click

from quizgen.cli.edge import columns, leave, paint, print_json, progress, say
from quizgen.cli.making import CONFIG
from quizgen.cli.stages import AS_JSON, HTML, OUTPUT, page_wanted


@click.command()
@click.argument("decks", metavar="DECK...", nargs=-1, required=True, type=click.Path())
@HTML
@OUTPUT
@CONFIG
@AS_JSON
def report(decks: tuple[str, ...], html: bool, output: str, config: str | None, as_json: bool) -> None:
    """Show what a deck asks of its source: sections and what is asked of each, kinds and difficulty, what was left out.

    DECK is a deck's YAML file, or a folder of them; its source must be where the deck says. With --html, one deck becomes
    a page: its sections as bars, and the document with the asked words marked.

    \b
    Example:
      quizgen report decks
      quizgen report decks/notes.yaml --html -o report.html
    """
    from quizgen import pipeline

    if page_wanted(html, output, as_json):
        if len(decks) != 1:
            raise click.UsageError("a page shows one deck: name one.")
        with progress() as step:
            one = pipeline.report_html(decks[0], output=output, config=config, progress=step)
        click.echo(f"{output}: {len(one.covered.items):,} items")
        say(one.diagnostics)
        return leave(one.diagnostics)
    with progress() as step:
        found = pipeline.coverage(decks, config=config, progress=step)
    for i, each in enumerate(found):
        if as_json:
            print_json([each.covered.record()])
        else:
            from quizgen.showing import covered_text

            click.echo(("\n" if i else "") + covered_text(each.covered, columns=columns(), paint=paint()))
    said = [d for each in found for d in each.diagnostics]
    say(said, as_json=as_json)
    leave(said)


COMMANDS = (report,)
