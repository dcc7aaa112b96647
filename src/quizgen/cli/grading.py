"""``quizgen grade``: what a class answered."""

from __future__ import annotations

import click

from quizgen.cli.edge import leave, now, say


@click.command()
@click.argument("paper", metavar="PAPER", type=click.Path())
@click.argument("answers", metavar="[ANSWERS]", required=False, type=click.Path())
@click.option("-o", "--output", metavar="FILE", required=True, type=click.Path(), help="The results to write, as CSV.")
@click.option("--table", is_flag=True, help="Write an empty table to fill in, instead of grading one.")
@click.option("--version", metavar="LETTER", default="A", show_default=True, help="Of persons whose row names none.")
@click.option(
    "--partial",
    type=click.Choice(["none", "half"]),
    default="none",
    show_default=True,
    help="What an incomplete answer gets in multiple choice.",
)
@click.option("--into", "decks", multiple=True, metavar="DECK", type=click.Path(), help="Store difficulties in this deck; may be repeated.")
def grade(
    paper: str, answers: str | None, output: str, table: bool, version: str, partial: str, decks: tuple[str, ...]
) -> None:
    """Grade a class against PAPER.

    ANSWERS is a CSV table, one row a person: 姓名, 学号, 版本 and a column an item, headed by its number (12) or, for points
    given by hand, 12分. Beside the results stand the items (.items.csv) and a summary to print (.html).

    \b
    Example:
      quizgen grade test.paper.yaml --table -o class.csv
      quizgen grade test.paper.yaml class.csv -o results.csv --into decks
    """
    from quizgen import pipeline

    if table:
        if answers:
            raise click.UsageError("--table makes an empty table: it takes no ANSWERS")
        click.echo(pipeline.answer_table(paper, output=output).as_posix())
        return
    if not answers:
        raise click.UsageError("Missing argument 'ANSWERS' (or give --table to make an empty table).")
    done = pipeline.grade(
        paper,
        answers,
        output=output,
        version=version,
        partial="half" if partial == "half" else "none",
        into=decks,
        now=now(),
    )
    graded = done.graded
    click.echo(
        f"{len(graded.results)} persons, mean {graded.mean:.1f} of {graded.possible:g}, standard deviation {graded.deviation:.1f}"
        + ("" if graded.alpha is None else f", alpha {graded.alpha:.2f}")
    )
    for path in done.paths:
        click.echo(path)
    if decks:
        click.echo(f"difficulty stored: {done.stored} items")
    say(done.diagnostics)
    leave(done.diagnostics)


COMMANDS = (grade,)
