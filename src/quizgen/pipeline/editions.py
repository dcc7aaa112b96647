"""New editions of sources: which source takes the place of which (``supersedes`` in quizgen.yaml), what was amended
between them, and the sources that look like a new edition while nobody says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from quizgen.config import FILE, Succession
from quizgen.deck.account import Report
from quizgen.deck.align import kinship, sentence_codes
from quizgen.deck.amend import amendments
from quizgen.deck.editions import looks_like_edition
from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.model import Deck, Document
from quizgen.pipeline.inputs import read_documents, shown
from quizgen.pipeline.project import Project, Standing
from quizgen.yamlnodes import nearest

KIN = 0.02
"""From what share of common sentences on the texts of two documents are compared at all."""
MOST = 3

Sources = tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """The successions of a run, with full paths: new source → the line that says so, and the old editions that are still
    there, read."""

    lines: Mapping[str, Succession]
    documents: Mapping[str, Document]

    def before(self, source: str) -> tuple[str, ...]:
        """The editions that a source takes the place of, the latest first."""
        out: list[str] = []
        while source in self.lines and self.lines[source].old not in out:
            source = self.lines[source].old
            out.append(source)
        return tuple(out)

    def account(self, report: Report, document: Document, deck: Deck, standing: Standing | None) -> Report:
        """The account of a deck with what its source, a new edition, changed of the one before it, point by point. Nothing
        can be told where the file of that one is not there any more."""
        line = self.lines.get(document.source.path)
        if line is None:
            return report
        old = self.documents.get(line.old)
        return replace(
            report,
            supersedes=line.old,
            amended=amendments(old, document, items=deck.items) if old else (),
            taken_over=standing is not None and standing.loaded.deck.source.path != document.source.path,
        )


def editions(project: Project, sources: Sources) -> tuple[Editions, Sources]:
    """The successions that quizgen.yaml names, and the sources without those whose place is taken.

    Errors: QuizgenError ``no-such-source`` with line and column for a new source that is not there; ``superseded`` where
    nothing else is left to build.
    """
    named = project.config.supersedes
    if not named:
        return Editions(lines={}, documents={}), sources
    lines = _resolved(project, named, [name for _, name in sources])
    olds = {each.old: new for new, each in lines.items()}
    kept = tuple((path, name) for path, name in sources if name not in olds)
    if not kept:
        raise QuizgenError(
            *(
                Diagnostic(
                    name="superseded",
                    severity="error",
                    message=f"{olds[name]} takes its place in {FILE}: build that one",
                    path=name,
                )
                for _, name in sources
            )
        )
    there = [(project.root / lines[name].old, lines[name].old) for _, name in kept if name in lines]
    read = read_documents([(path, name) for path, name in there if path.is_file()])
    return Editions(lines=lines, documents={d.source.path: d for d, _ in read}), kept


def _resolved(project: Project, named: Sequence[Succession], sources: Sequence[str]) -> dict[str, Succession]:
    """The lines by the path of the new source. A file may be named without its folder, as under ``decks``."""
    out: dict[str, Succession] = {}
    wrong: list[Diagnostic] = []
    for each in named:
        new, old = _path(project, each.new, sources), _path(project, each.old, sources)
        if not (project.root / new).is_file():
            line, column = each.place
            wrong.append(
                Diagnostic(
                    name="no-such-source",
                    severity="error",
                    message=f"supersedes: there is no source “{each.new}”: {nearest(each.new, sources)}",
                    path=_file(project),
                    line=line,
                    column=column,
                )
            )
        out[new] = Succession(new=new, old=old, place=each.place, old_place=each.old_place)
    if wrong:
        raise QuizgenError(*wrong)
    return out


def _path(project: Project, name: str, sources: Sequence[str]) -> str:
    here = shown(project.root / name, project.root)
    if here in sources or (project.root / name).is_file():
        return here
    alike = [s for s in sources if PurePosixPath(s).name == name]
    return alike[0] if len(alike) == 1 else here


def _file(project: Project) -> str:
    return shown(Path(project.config.path or FILE), project.root)


def edition_remarks(
    project: Project,
    found: Editions,
    documents: Sequence[Document],
    decks: Sequence[Standing],
    own: Sequence[Standing | None],
) -> list[Diagnostic]:
    """What a person should know of editions: lines that name nothing, decks that stand in the way, editions that nobody
    named. ``own``: the deck of each document. Errors: QuizgenError ``no-such-source`` with line and column for an old
    source that is neither there nor has a deck."""
    return [
        *_unknown(project, found, documents, own),
        *_two_decks(project, found, decks, own, documents),
        *_unsaid(project, found, documents, decks, own),
    ]


def _unknown(
    project: Project, found: Editions, documents: Sequence[Document], own: Sequence[Standing | None]
) -> list[Diagnostic]:
    """Old sources that are neither a file nor the source of a deck. Errors: QuizgenError ``no-such-source`` with line and
    column, where a new deck would be begun instead of the old one going on; a warning where its deck stands."""
    said: list[Diagnostic] = []
    for document, standing in zip(documents, own, strict=True):
        line = found.lines.get(document.source.path)
        if line is None or line.old in found.documents:
            continue
        if standing is not None and standing.loaded.deck.source.path in found.before(document.source.path):
            continue  # the file is gone, its deck is there
        known = [d.source.path for d in documents if d.source.path != line.new]
        said.append(
            Diagnostic(
                name="no-such-source",
                severity="error" if standing is None else "note",
                message=f"supersedes: there is no source “{line.old}”, and no deck of it: {nearest(line.old, known)}"
                if standing is None
                else f"supersedes: {line.old} is not there any more; its deck went on with {line.new}, and this line may go",
                path=_file(project),
                line=line.old_place[0],
                column=line.old_place[1],
            )
        )
    if any(d.severity == "error" for d in said):
        raise QuizgenError(*said)
    return said


def _two_decks(
    project: Project, found: Editions, decks: Sequence[Standing], own: Sequence[Standing | None], documents: Sequence[Document]
) -> list[Diagnostic]:
    """Sources that have a deck of their own while the deck that they should go on with is there too."""
    out: list[Diagnostic] = []
    for document, standing in zip(documents, own, strict=True):
        olds = found.before(document.source.path)
        if standing is None or not olds:
            continue
        for each in decks:
            if each is not standing and each.loaded.deck.source.path in olds:
                mine, theirs = shown(standing.path, project.root), shown(each.path, project.root)
                out.append(
                    Diagnostic(
                        name="two-decks",
                        severity="warning",
                        message=f"stands beside {theirs}, the deck of the edition before, and both stay as they are. To go on "
                        f"with the ids and edits of {theirs}, delete {mine} and what was made of it, and build again",
                        path=mine,
                    )
                )
    return out


def _unsaid(
    project: Project,
    found: Editions,
    documents: Sequence[Document],
    decks: Sequence[Standing],
    own: Sequence[Standing | None],
) -> list[Diagnostic]:
    """New sources that look like another edition of a source that has a deck: told, with the line to add, and not guessed."""
    stands = {d.source.path: d for d, s in zip(documents, own, strict=True) if s is not None}
    decks = [s for s in decks if s.loaded.deck.source.path in stands]
    out: list[Diagnostic] = []
    for document, standing in zip(documents, own, strict=True):
        path = document.source.path
        if standing is not None or path in found.lines or not decks:
            continue
        codes = sentence_codes(document)
        kin = [(kinship(s.loaded.deck, codes), n) for n, s in enumerate(decks)]
        near = [n for share, n in sorted(kin, key=lambda kn: (-kn[0], kn[1]))[:MOST] if share >= KIN]
        alike = [(looks_like_edition(document, stands[decks[n].loaded.deck.source.path]), n) for n in near]
        share, n = max(alike, key=lambda an: (an[0], -an[1]), default=(0.0, 0))
        if not share:
            continue
        old = decks[n].loaded.deck.source.path
        out.append(
            Diagnostic(
                name="new-edition",
                severity="warning",
                message=f"shares {share:.0%} of its text with {old}, and gets a deck of its own. If it is a new edition of it, "
                f"write into {FILE}, before you learn the new deck: “supersedes: {{{path}: {old}}}”; then "
                f"{shown(decks[n].path, project.root)} goes on with it, with its ids and your edits",
                path=path,
            )
        )
    return out
