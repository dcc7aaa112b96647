"""``init``: the commented quizgen.yaml that a folder starts with."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from quizgen.config import DEFAULT_SOURCES, FILE, template
from quizgen.diagnostics import error
from quizgen.pipeline.inputs import find_sources, read_documents

MOST_TITLES = 30


def init(folder: str | Path = ".", *, sources: str = "") -> Path:
    """Writes a commented quizgen.yaml into a folder and returns its path. The sources that are there already (in
    ``sources``, else in seeds/) are entered with the titles that they have themselves, for editing.

    Errors: QuizgenError ``already-there``, ``no-such-file``; nothing is written then.
    """
    root = Path(folder)
    path = root / FILE
    shown = path.as_posix()
    if path.exists():
        raise error("already-there", f"there is a {FILE} already: edit it, or move it away first", path=shown)
    titles: tuple[tuple[str, str], ...] = ()
    named = sources or DEFAULT_SOURCES
    if sources or (root / named).is_dir():
        files = find_sources(root / named, root=root)
        documents = read_documents(files)
        titles = tuple((d.source.path, title_of(d.title, d.source.path)) for d, _ in documents[:MOST_TITLES])
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(template(sources=PurePosixPath(named).as_posix(), titles=titles))
    except OSError as e:
        raise error("cannot-write", f"cannot be written: {e.strerror}", path=shown) from None
    return path


def title_of(title: str, path: str) -> str:
    """What a deck is called that nobody named: the document's own title, else its file's name without ending."""
    return " ".join(title.split()) or PurePosixPath(path).stem
