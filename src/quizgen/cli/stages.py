"""``quizgen facts``: the stages between a source and its deck, to look at."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.edge import ascii_only, columns, leave, paint, print_json, progress, say

if TYPE_CHECKING:
    from quizgen.diagnostics import Diagnostic

# As in quizgen.model, which is too slow to import for --help; a test holds the two together.
KINDS = ("cloze", "single", "multiple", "truefalse", "ordering", "recall")

SOURCES = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line (docs/json.md).")


JOBS = click.option(
    "--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="Processes that share the work; 0: as many as pay."
)
HTML = click.option("--html", is_flag=True, help="Write a page to look at in a browser (with -o).")
OUTPUT = click.option("-o", "--output", metavar="FILE", type=click.Path(), default="", help="The file to write.")


@click.command()
@SOURCES
@click.option("--all", "every", is_flag=True, help="Every fact on a line of its own, phrases too.")
@HTML
@OUTPUT
@JOBS
@AS_JSON
def facts(sources: tuple[str, ...], every: bool, html: bool, output: str, jobs: int, as_json: bool) -> None:
    """Show the facts that the rules find in SOURCE: its sections, then lists, quotations, terms and norms with their lines.

    SOURCE is a file, or a folder with several. With --html, the document becomes a page with every fact marked in its
    place.

    \b
    Example:
      quizgen facts notes.txt
      quizgen facts notes.txt --html -o facts.html
      quizgen facts seeds --json
    """
    from quizgen import pipeline

    if page_wanted(html, output, as_json):
        if len(sources) != 1:
            raise click.UsageError("a page shows one source: name one.")
        with progress() as step:
            one = pipeline.facts_html(sources[0], output=output, progress=step)
        click.echo(f"{output}: {len(one.facts):,} facts")
        say(one.diagnostics)
        return leave(one.diagnostics)
    if as_json:
        with progress() as step:
            told = pipeline.told_facts(sources, jobs=jobs, ascii_only=ascii_only(), progress=step)
            one_told = next(told, None)  # all are searched before the first is given
        noticed: list[Diagnostic] = []
        for texts, more in chain([one_told] if one_told else [], told):
            for text in texts:
                click.echo(text)
            noticed += more
        say(noticed, as_json=True)
        return leave(noticed)
    with progress() as step:
        found = pipeline.each_facts(sources, jobs=jobs, lean=True, progress=step)
        first = next(found, None)  # all are searched before the first is given
    said: list[Diagnostic] = []
    for i, source in enumerate(chain([first] if first else [], found)):
        said += source.diagnostics
        if every:
            from quizgen.report import facts_text

            click.echo(facts_text(source.document, source.facts))
        else:
            from quizgen.overview import overview

            click.echo(("\n" if i else "") + overview(source.document, source.facts, columns=columns(), paint=paint()))
    say(said)
    leave(said)


def page_wanted(html: bool, output: str, as_json: bool) -> bool:
    """True for --html with -o; either without the other, or with --json, is wrong usage."""
    if html and not output:
        raise click.UsageError("--html needs a file to write: -o FILE.")
    if output and not html:
        raise click.UsageError("-o is the file for a page: add --html.")
    if html and as_json:
        raise click.UsageError("--html and --json do not go together.")
    return html


@click.command()
@SOURCES
@click.option("--all", "every", is_flag=True, help="Every candidate with its worth, before the budget.")
@click.option("--density", type=click.Choice(["light", "normal", "dense"]), default="normal", show_default=True)
@click.option("--maximum", type=click.IntRange(min=1), metavar="N", help="At most N items a source.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; may be repeated.")
@click.option("--weights", type=click.Path(), hidden=True, help="Another table of weights (tools/calibrate).")
@JOBS
@AS_JSON
def items(
    sources: tuple[str, ...],
    every: bool,
    density: str,
    maximum: int | None,
    kinds: tuple[str, ...],
    weights: str | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Show the items that a new deck of SOURCE would hold.

    SOURCE is a text file, or a folder with several. Nothing is written, and no deck is read.

    \b
    Example:
      quizgen items notes.txt
      quizgen items notes.txt --all --json
    """
    from quizgen import pipeline

    options: dict[str, Any] = {"every": every, "jobs": jobs, "density": density, "maximum": maximum}
    if kinds:
        options["kinds"] = kinds
    weights = weights or (click.get_current_context().find_root().obj or {}).get("weights")
    if weights:
        from quizgen.worth import load

        options["weights"] = load(weights)
    with progress() as step:
        written = pipeline.items(sources, progress=step, **options)
    for source in written:
        if as_json:
            print_json(source.records())
        else:
            from quizgen.report import items_text

            click.echo(items_text(source.document, source.items, source.dropped))
    said = [d for source in written for d in source.diagnostics]
    say(said, as_json=as_json)
    leave(said)


@click.command()
@AS_JSON
def rules(as_json: bool) -> None:
    """List everything that quizgen does by name: what it reads, finds, makes, checks and writes.

    \b
    Example:
      quizgen rules
    """
    from quizgen import pipeline

    found = pipeline.rules()
    if as_json:
        print_json(rule.record() for rule in found)
    else:
        from quizgen.report import rules_text

        click.echo(rules_text(found))


@click.command()
@click.argument("name", metavar="RULE|ID")
@click.argument("decks", metavar="[DECK]...", nargs=-1, type=click.Path())
@AS_JSON
def explain(name: str, decks: tuple[str, ...], as_json: bool) -> None:
    """Say what a rule does, or why an item is as it is.

    RULE is a name from quizgen rules, or from a warning: what it finds, what it skips, an example, what it is known to
    miss. ID is the id of an item in a deck (in decks/, or in the DECKs that are named): why it was chosen, how its
    distractors were and why each is false, and where it stands.

    \b
    Example:
      quizgen explain series
      quizgen explain key-in-stem
      quizgen explain zkycmetrxd decks/notes.yaml
    """
    from quizgen import pipeline

    found = pipeline.explain_any(name, decks)
    if isinstance(found, pipeline.Rule):
        if as_json:
            print_json([found.record() | {"text": found.text}])
        else:
            click.echo(f"{found.name} ({found.sort})\n\n{found.text}")
        return
    from quizgen.showing import explained_record, explained_text

    if as_json:
        print_json([explained_record(found)])
    else:
        click.echo(explained_text(found, columns=columns(), paint=paint()))
    say(found.diagnostics, as_json=as_json)


COMMANDS = (facts, items, rules, explain)
