"""``quizgen paper`` and ``quizgen print``: from decks to what lies on the table."""

from __future__ import annotations

import click

from quizgen.cli.edge import leave, say


@click.command()
@click.argument("decks", metavar="DECK...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="FILE", required=True, type=click.Path(), help="The paper to write, as YAML.")
@click.option("--blueprint", metavar="FILE", type=click.Path(), help="How many items of which kind, at how many points.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another one draws other items.")
@click.option("--versions", type=click.IntRange(min=1), default=1, show_default=True, help="A, B, ... in other orders.")
@click.option("--relax", is_flag=True, help="Leave out what the decks cannot give, with a warning.")
def paper(
    decks: tuple[str, ...], output: str, blueprint: str | None, seed: int, versions: int, relax: bool
) -> None:
    """Draw a paper from decks.

    DECK is a deck's YAML file, or a folder of them. Without a blueprint the paper has 100 points and what the decks give.
    A paper that you edited is never overwritten.

    \b
    Example:
      quizgen paper decks/notes.yaml -o test.paper.yaml --versions 2
      quizgen paper decks -o test.paper.yaml --blueprint final.yaml --seed 7
    """
    from quizgen import pipeline

    made = pipeline.make_paper(
        decks, output=output, blueprint=blueprint, seed=seed, versions=versions, relax=relax
    )
    items = sum(len(section.items) for section in made.paper.sections)
    click.echo(
        f"{made.path}: {items} {'item' if items == 1 else 'items'}, {made.paper.total:g} points, "
        f"{'versions' if versions > 1 else 'version'} {' '.join(made.paper.versions)}"
    )
    say(made.diagnostics)
    leave(made.diagnostics)


@click.command(name="print")
@click.argument("paper", metavar="PAPER", type=click.Path())
@click.option("-o", "--output", metavar="FILE", required=True, type=click.Path(), help="The file to write.")
@click.option("--to", metavar="FORMAT", default="", help="The format, if the file's ending does not say it.")
@click.option("--version", metavar="LETTER", default="A", show_default=True, help="Which version.")
@click.option("--key", "only_key", is_flag=True, help="The answers, with explanations and places.")
@click.option("--with-key", is_flag=True, help="The paper with the answers in it, for teachers.")
@click.option("--page", metavar="SIZE", default="", help="pdf, docx: a4, letter, a3 or 8k.")
@click.option("--columns", type=click.IntRange(1, 2), help="pdf, docx: one or two.")
@click.option("--font", "fonts", multiple=True, metavar="NAME", help="pdf, sheet: a font to use first; may be repeated.")
def print_(
    paper: str,
    output: str,
    to: str,
    version: str,
    only_key: bool,
    with_key: bool,
    page: str,
    columns: int | None,
    fonts: tuple[str, ...],
) -> None:
    """Write one version of PAPER in a format that prints.

    PAPER is the YAML file of a paper. The formats are html, pdf, docx, and sheet (the answer sheet, a PDF).

    \b
    Example:
      quizgen print decks/notes.paper.yaml -o notes.html
      quizgen print test.paper.yaml -o test-B-key.html --version B --key
      quizgen print test.paper.yaml -o test.pdf --page a3 --columns 2
    """
    from quizgen import pipeline

    if only_key and with_key:
        raise click.UsageError("--key and --with-key exclude each other")
    path = pipeline.print_paper(
        paper,
        output=output,
        version=version,
        key="only" if only_key else "in-place" if with_key else False,
        to=to,
        page=page,
        columns=columns,
        fonts=fonts,
    )
    click.echo(path.as_posix())


COMMANDS = (paper, print_)
