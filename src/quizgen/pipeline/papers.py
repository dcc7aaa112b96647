"""``paper`` and ``print``: decks into a paper file, and a paper file into what is printed."""

from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Literal

from quizgen import files
from quizgen.config import load_blueprint, read_yaml_text
from quizgen.diagnostics import Diagnostic, error
from quizgen.exporters import EXPORTERS, Exporter
from quizgen.model import Blueprint, Deck, Paper
from quizgen.paper import default_blueprint, load_paper, load_paper_file, render_paper_yaml
from quizgen.paper import make_paper as lay_out
from quizgen.pipeline.checking import decks_at
from quizgen.pipeline.inputs import Paths
from quizgen.yamlnodes import nearest

Key = Literal[False, "only", "in-place"]

_SEAL = "# Made by quizgen ({}) and made again when the decks change. Edit it, and it stays as you leave it.\n"
_SEALED = re.compile(r"^# Made by quizgen \(([0-9a-f]{12})\).*\n", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper with the path of its file, and what was noticed on the way."""

    paper: Paper
    path: str
    diagnostics: tuple[Diagnostic, ...] = ()


def make_paper(
    decks: Paths,
    *,
    output: str | Path,
    blueprint: Blueprint | str | Path | None = None,
    seed: int = 0,
    versions: int = 1,
    relax: bool = False,
) -> MadePaper:
    """Draws a paper from decks (files, or folders of them) and writes it as YAML.

    blueprint: how many items of each kind at how many points, or a file that says so; None: made from what the decks
    hold, to 100 points. seed: another one draws other items. versions: how many, A, B, …, with the same items in other
    orders. relax: what the decks cannot give is left out, with a warning, instead of being an error.

    Errors: QuizgenError for decks that cannot be read, a blueprint that asks for more than there is (it says how many of
    which kind are missing), a file there that somebody edited. Nothing was written then.
    """
    target = Path(output)
    loaded = decks_at(decks)
    if isinstance(blueprint, (str, Path)):
        blueprint = load_blueprint(Path(blueprint))
    paper, said = lay_out(
        [one.deck for one in loaded],
        blueprint or default_blueprint([one.deck for one in loaded]),
        seed=seed,
        versions=versions,
        relax=relax,
    )
    if target.is_file() and not is_sealed(target.read_bytes()):
        raise error(
            "edited-by-hand",
            "this file was edited, or is no paper of quizgen: it is not overwritten. Delete it, or give another name",
            path=target.as_posix(),
        )
    files.write_atomic(target, sealed(render_paper_yaml(paper)))
    return MadePaper(paper=paper, path=target.as_posix(), diagnostics=said)


def print_paper(
    paper: str | Path,
    *,
    output: str | Path,
    version: str = "A",
    key: Key = False,
    to: str = "",
    page: str = "",
    columns: int | None = None,
    fonts: Sequence[str] = (),
) -> Path:
    """Writes one version of a paper file in a format that prints, and returns the path. Beside an answer sheet its geometry
    is written as JSON.

    key: False is the students' copy, "only" the answers with explanations and places, "in-place" the teachers' copy. to:
    a format; "" takes it from the suffix of ``output``. page, columns, fonts: as the format's ``export`` has them (its
    ``sheet``, ``columns``, ``fonts``); "", None and () leave them to the format.

    Errors: QuizgenError for a paper that cannot be read, a version that it does not have, an unknown format, one that
    does not know an option, or one whose optional dependency is not installed.
    """
    target = Path(output)
    chosen = paper_format(target, to)
    path = Path(paper)
    is_deck = None
    with contextlib.suppress(OSError):  # what cannot be read is told below
        is_deck = re.search(rb"^deck *:", files.read(path), re.M)
    if is_deck:
        raise error("not-a-paper", "is a deck: make a paper of it first (quizgen paper)", path=path.as_posix())
    loaded = load_paper_file(path)
    given = {"key": key, "sheet": page, "columns": columns, "fonts": tuple(fonts)}
    options = {name: value for name, value in given.items() if value}
    known = inspect.signature(import_module(f"quizgen.exporters.{chosen.name}").export).parameters
    for name in options:
        if name not in known:
            option = {"sheet": "page", "fonts": "font"}.get(name, name)
            raise error("unknown-option", f"the format “{chosen.name}” has no option --{option}", path=target.as_posix())
    data: dict[str | Path, bytes] = {target: chosen.export(loaded, version=version, **options)}
    if chosen.name == "sheet":
        from quizgen.exporters.sheet import geometry

        data[target.with_suffix(".json")] = geometry(loaded, version=version)
    files.write_all(data)
    return target


def paper_format(target: Path, to: str) -> Exporter:
    """The exporter for a paper, by its name or the suffix of a file. Errors: QuizgenError ``unknown-format``."""
    formats = {e.name: e for e in EXPORTERS if e.takes == "paper"}
    name = to or next((e.name for e in formats.values() if e.suffix == target.suffix.lower()), target.suffix.lstrip("."))
    if name not in formats:
        said = f"there is no format “{name}” for papers" if name else "which format? Give --to, or a file with its ending"
        raise error("unknown-format", f"{said}: {nearest(name, tuple(formats))}", path=target.as_posix())
    return formats[name]


def prints(paper: Paper, base: Path) -> dict[Path, tuple[bytes, str]]:
    """The HTML prints of all versions and their keys, beside the paper: path → (content, use)."""
    html = paper_format(base, "html")
    out: dict[Path, tuple[bytes, str]] = {}
    for version in paper.versions:
        mark = "" if version == "A" else f"-{version}"
        out[base.with_name(f"{base.name}.paper{mark}.html")] = (html.export(paper, version=version), "print")
        out[base.with_name(f"{base.name}.key{mark}.html")] = (html.export(paper, version=version, key="only"), "key")
    return out


def standing_paper(
    decks: Sequence[Deck], path: Path, *, name: str, blueprint: Blueprint | None, seed: int, versions: int
) -> tuple[Paper | None, bytes, tuple[Diagnostic, ...]]:
    """The paper of a build with the bytes of its file: the one that stands if somebody edited it, else a new one. None
    where the decks have nothing to print and no blueprint asks for it. ``name`` is the path to show."""
    if path.is_file() and not is_sealed(data := path.read_bytes()):
        return load_paper(read_yaml_text(path), path=name), data, ()
    relax = blueprint is None  # a small deck may have fewer orders than there should be versions
    if blueprint is None:
        if not any(item.status in ("new", "kept") for deck in decks for item in deck.items):
            return None, b"", ()
        blueprint = default_blueprint(decks)
    paper, said = lay_out(decks, blueprint, seed=seed, versions=versions, relax=relax)
    return replace(paper, path=name), sealed(render_paper_yaml(paper)), tuple(replace(d, path=d.path or name) for d in said)


def sealed(text: str) -> bytes:
    """The text of a paper with a line that says it is as quizgen made it."""
    first, _, rest = text.partition("\n")
    return f"{first}\n{_SEAL.format(_digest(first + rest))}{rest}".encode()


def is_sealed(data: bytes) -> bool:
    """True if a file is a paper to the letter as quizgen made it."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    found = _SEALED.search(text)
    if found is None:
        return False
    first, _, rest = (text[: found.start()] + text[found.end() :]).partition("\n")
    return _digest(first + rest) == found[1]


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()
