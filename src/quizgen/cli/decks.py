"""``quizgen check``, ``diff`` and ``export``: what one does with decks that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from quizgen.cli.edge import leave, now, progress, say
from quizgen.cli.making import CONFIG, STRICT
from quizgen.cli.stages import AS_JSON

if TYPE_CHECKING:
    from quizgen.diagnostics import Diagnostic


@click.command()
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=click.Path())
@STRICT
@click.option("--notes", is_flag=True, help="Show notes too: what is good enough, and could be better.")
@AS_JSON
def check(paths: tuple[str, ...], strict: bool, notes: bool, as_json: bool) -> None:
    """Look for mistakes in decks and papers, edited by hand or not.

    FILE is a deck, a paper or quizgen.yaml, or a folder of them; without any, decks/ is looked at. Each finding is printed
    with its line and column and the name of the check (quizgen explain NAME).

    \b
    Example:
      quizgen check
      quizgen check decks/notes.yaml --strict
    """
    from quizgen import pipeline

    found = pipeline.check(paths) if paths else pipeline.check()
    for each in found:
        if notes or each.severity != "note":
            click.echo(each.as_json() if as_json else each.render())
    if not as_json:
        click.echo(tally(found, hidden=not notes), err=True)
    leave(found, strict=strict)


def tally(found: tuple[Diagnostic, ...], *, hidden: bool) -> str:
    """``2 errors, 1 warning``; says where the notes are that are not shown."""
    counts = {s: sum(d.severity == s for d in found) for s in ("error", "warning", "note")}
    said = [f"{n} {s if n == 1 else s + 's'}" for s, n in counts.items() if n]
    if not counts["error"] and not counts["warning"]:
        said.insert(0, "nothing to mend")
    return ", ".join(said) + (" (--notes shows them)" if hidden and counts["note"] else "")


@click.command()
@click.argument("paths", metavar="[PATHS]...", nargs=-1, type=click.Path())
@click.option("--refresh", is_flag=True, help="As build --refresh would do it.")
@CONFIG
@AS_JSON
def diff(paths: tuple[str, ...], refresh: bool, config: str | None, as_json: bool) -> None:
    """Show what a build would do to each item of the decks, and write nothing.

    PATHS are sources, as for build.

    \b
    Example:
      quizgen diff
      quizgen diff notes.md --refresh
    """
    from quizgen import pipeline

    with progress() as step:
        accounts, said = pipeline.diff(paths, config=config, refresh=refresh, progress=step)
    if as_json:
        from quizgen.deck.account import diff_json

        click.echo(diff_json(accounts), nl=False)
    else:
        from quizgen.deck.account import diff_text

        click.echo(diff_text(accounts), nl=False)
    say(said, as_json=as_json)
    leave(said)


@click.command()
@click.argument("decks", metavar="DECK...", nargs=-1, required=True, type=click.Path())
@click.option("--to", metavar="FORMAT", default="", help="apkg (Anki package) or txt (Anki text file).")
@click.option("-o", "--output", metavar="FILE", required=True, type=click.Path(), help="The file to write.")
@click.option("--delta", is_flag=True, help="Only what is new or changed since the last export of these decks.")
def export(decks: tuple[str, ...], to: str, output: str, delta: bool) -> None:
    """Write decks as one file for another program.

    DECK is a deck's YAML file, or a folder of them. Which route to take into Anki: docs/anki.md.

    \b
    Example:
      quizgen export decks/notes.yaml -o notes.apkg
      quizgen export decks/ --to txt --delta -o new.txt
    """
    from quizgen import pipeline

    done = pipeline.export(decks, to=to, output=output, now=now(), delta=delta)
    click.echo(f"{done.path}: {done.items} {'item' if done.items == 1 else 'items'}")
    for search in done.searches:
        click.echo(f"cards out of use, to suspend or delete in Anki's browser: {search}")


@click.command()
@click.argument("item", metavar="ID")
@click.option("--ours", is_flag=True, help="Your text stands.")
@click.option("--theirs", is_flag=True, help="The source's text takes its place, and the field follows the source again.")
@click.option("--field", "fields", multiple=True, metavar="NAME", help="Only this field; may be repeated.")
@click.option("--deck", "decks", multiple=True, metavar="DECK", type=click.Path(), help="Look in this deck or folder only.")
@CONFIG
def resolve(
    item: str, ours: bool, theirs: bool, fields: tuple[str, ...], decks: tuple[str, ...], config: str | None
) -> None:
    """Decide a conflict: the source changed under something that you had edited.

    ID is the item's id; quizgen check lists the items that wait for a decision, with both texts. Editing the field and
    removing its conflict from the deck does the same.

    \b
    Example:
      quizgen resolve k2m9q4xt7a --ours
      quizgen resolve k2m9q4xt7a --theirs --field stem
    """
    from quizgen import pipeline

    if ours == theirs:
        raise click.UsageError("--ours or --theirs: which of the two texts shall stand?")
    side: Literal["ours", "theirs"] = "ours" if ours else "theirs"
    decided = pipeline.resolve(item, side=side, fields=fields, decks=decks, config=config, now=now())
    click.echo(f"{item}: {', '.join(decided)} {'stays as you have it' if ours else 'follows the source'}")


COMMANDS = (check, diff, resolve, export)
