"""``quizgen facts``: the stages between a source and its deck, to look at."""

from __future__ import annotations

from typing import Any

import click

from quizgen.cli.edge import leave, print_json, progress, say

# As in quizgen.model, which is too slow to import for --help; a test holds the two together.
KINDS = ("cloze", "single", "multiple", "truefalse", "ordering", "recall")

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


@click.command()
@SOURCES
@click.option("--all", "every", is_flag=True, help="Every candidate with its worth, before the budget.")
@click.option("--density", type=click.Choice(["light", "normal", "dense"]), default="normal", show_default=True)
@click.option("--maximum", type=click.IntRange(min=1), metavar="N", help="At most N items a source.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; may be repeated.")
@click.option("--weights", type=click.Path(), hidden=True, help="Another table of weights (tools/calibrate).")
@AS_JSON
def items(
    sources: tuple[str, ...],
    every: bool,
    density: str,
    maximum: int | None,
    kinds: tuple[str, ...],
    weights: str | None,
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

    options: dict[str, Any] = {"every": every, "density": density, "maximum": maximum}
    if kinds:
        options["kinds"] = kinds
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
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Say what RULE finds, what it skips, with an example, and what it is known to miss.

    RULE is a name from quizgen rules, or from a warning.

    \b
    Example:
      quizgen explain series
      quizgen explain key-in-stem
    """
    from quizgen import pipeline

    found = pipeline.explain(rule)
    click.echo(f"{found.name} ({found.sort})\n\n{found.text}")


COMMANDS = (facts, items, rules, explain)
