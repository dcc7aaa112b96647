"""``quizgen init`` and ``quizgen build``: from a folder of sources to decks and everything made of them."""

from __future__ import annotations

import click

from quizgen.cli.edge import leave, now, print_json, progress, say
from quizgen.cli.stages import AS_JSON, JOBS

CONFIG = click.option("--config", type=click.Path(), metavar="FILE", help="Settings, instead of ./quizgen.yaml.")
STRICT = click.option("--strict", is_flag=True, help="Exit with code 1 for warnings too.")


@click.command()
@click.argument("sources", metavar="[SOURCES]", required=False, type=click.Path(), default="")
def init(sources: str) -> None:
    """Write a commented quizgen.yaml into this folder.

    SOURCES is the folder or file with your documents, seeds/ if you name none. What is found there is entered with a
    title that you can change.

    \b
    Example:
      quizgen init
      quizgen init 讲义
    """
    from quizgen import pipeline

    path = pipeline.init(sources=sources)
    click.echo(f"{path.as_posix()} is written: edit it, then run quizgen build")


@click.command()
@click.argument("paths", metavar="[PATHS]...", nargs=-1, type=click.Path())
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--refresh", is_flag=True, help="Bring unchanged items to the present rules and settings too.")
@click.option("--yes", is_flag=True, help="With --refresh: do not ask before writing.")
@JOBS
@CONFIG
@STRICT
@AS_JSON
def build(
    paths: tuple[str, ...],
    dry_run: bool,
    refresh: bool,
    yes: bool,
    jobs: int,
    config: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Turn sources into decks, Anki packages and papers.

    PATHS are documents or folders of them; without any, quizgen.yaml names them, else the folder seeds/ is read. Decks
    that stand are brought up to date: what you edited stays. A file that would not change is not touched. --refresh shows
    what it would do to each item, and asks before it does it.

    \b
    Example:
      quizgen build
      quizgen build notes.md 讲义/ --dry-run
    """
    from quizgen import pipeline, report

    if refresh and not dry_run and not as_json and not confirmed(paths, config, yes):
        click.echo("nothing was written")
        return
    with progress() as step:
        built = pipeline.build(paths, now=now(), config=config, refresh=refresh, dry_run=dry_run, jobs=jobs, progress=step)
    if as_json:
        print_json(report.build_records(built))
        say(built.diagnostics, as_json=True)
    else:
        click.echo(report.build_text(built))
    leave(built.diagnostics, strict=strict)


def confirmed(paths: tuple[str, ...], config: str | None, yes: bool) -> bool:
    """Shows what a refresh would do, and asks; where nobody can be asked, it only shows."""
    import sys

    from quizgen import pipeline
    from quizgen.deck.account import diff_text

    with progress() as step:
        accounts, _ = pipeline.diff(paths, config=config, refresh=True, progress=step)
    changed = [a for a in accounts if not a.quiet]
    if not changed:
        return True
    click.echo(diff_text(changed))
    return yes or not sys.stdin.isatty() or click.confirm("Write this?")


COMMANDS = (init, build)
