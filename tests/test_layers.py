"""The house: imports point down only, and siblings never import siblings (docs/architecture.md).

The imports are read from the source, those inside functions and under TYPE_CHECKING included."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import quizgen

PACKAGE = Path(quizgen.__file__).parent

LAYERS: tuple[tuple[str, ...], ...] = (
    ("model", "caches"),
    ("diagnostics", "regexes", "coding", "sameness"),
    ("zh", "en", "yamlnodes", "sections", "files"),
    ("yamltext",),
    ("reading", "config"),
    ("readers", "extractors", "exporters", "records", "covered"),
    ("candidates", "citing", "pages"),
    ("borders", "commonplace", "edges", "giveaways", "glossary", "cuts", "standing"),
    ("fitness",),
    ("distractors", "stems", "worth", "checks", "difficulty", "featurewords"),
    ("desk", "deck", "paper", "grading", "modals"),
    ("itemwriters",),
    ("selection",),
    ("pipeline",),
    ("report",),
    ("overview",),
    ("showing",),
    ("cli",),
)
"""From the bottom up. A room may import rooms of the layers below it, none of its own or of those above."""

EXPORTERS_MAY = {"model", "diagnostics", "exporters"}
FREE = {"__init__", "__main__"}
"""The public face imports lazily from above; ``__main__`` calls the command line."""


@cache
def rooms() -> dict[str, set[str]]:
    """Each room with the rooms that it imports."""
    out: dict[str, set[str]] = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        room = parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [a.name for a in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: relative import"
                module = node.module or ""
                names = [f"quizgen.{a.name}" for a in node.names] if module == "quizgen" else [module]
            else:
                continue
            out[room] |= {n.split(".")[1] for n in names if n.startswith("quizgen.")}
    return {room: {i for i in imported if i != room and i != "__version__"} for room, imported in out.items()}


def test_every_room_has_its_layer() -> None:
    known = [room for layer in LAYERS for room in layer]
    assert len(known) == len(set(known))
    assert set(rooms()) - FREE == set(known)


@pytest.mark.parametrize(("level", "room"), [(i, room) for i, layer in enumerate(LAYERS) for room in layer])
def test_imports_point_down(level: int, room: str) -> None:
    below = {r for layer in LAYERS[:level] for r in layer}
    assert rooms().get(room, set()) <= below, f"{room} may import only {sorted(below)}"


def test_exporters_know_model_and_diagnostics_alone() -> None:
    assert rooms()["exporters"] <= EXPORTERS_MAY


def test_one_format_or_rule_does_not_import_another() -> None:
    """Within a room of siblings, public modules do not import each other; what they share lives in a module whose name
    opens with an underscore or in a package of its own."""
    for room in ("extractors", "exporters", "itemwriters", "readers"):
        folder = PACKAGE / room
        siblings = {p.stem for p in folder.glob("[!_]*.py")}
        for path in folder.glob("[!_]*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"quizgen.{room}."):
                    name = node.module.split(".")[2]
                    assert name not in siblings - {path.stem}, f"{path} imports its sibling {name}"


def test_click_stays_in_the_command_line() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] != "cli":
            assert "import click" not in path.read_text(encoding="utf-8"), path


def test_the_core_never_prints_nor_reads_the_clock() -> None:
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or room == "cli":
                continue
            called = ast.unparse(node.func)
            assert called not in {"print", "time.time", "datetime.now", "datetime.utcnow", "random.random", "hash"}, (
                f"{path}:{node.lineno} calls {called}"
            )


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_file_grows_beyond_what_a_person_reads(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450
