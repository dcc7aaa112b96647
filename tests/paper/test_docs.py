"""What docs/paper-format.md shows is what can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from quizgen.config import load_blueprint
from quizgen.paper import read_paper

PAGE = Path(__file__).resolve().parents[2] / "docs" / "paper-format.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.S | re.M)


def test_the_blueprint(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    blueprint = load_blueprint(tmp_path / "b.yaml")
    assert blueprint.total == sum(s.count * s.points for s in blueprint.sections) == 100
    assert blueprint.sections[3].parts and blueprint.sections[3].difficulty == (0.3, 0.7)
    assert {s.by for s in blueprint.shares} == {"section", "source", "tag", "difficulty"} and blueprint.include


def test_the_paper() -> None:
    read = read_paper(blocks("yaml")[1])
    assert read.diagnostics == () and read.paper.versions == ("A", "B")


def test_the_geometry_has_the_fields_that_are_shown(paper) -> None:  # type: ignore[no-untyped-def]
    from quizgen.exporters.sheet import geometry

    shown = json.loads(blocks("json")[0])
    made = json.loads(geometry(paper))
    assert shown.keys() == made.keys() and shown["pages"][0].keys() == made["pages"][0].keys()
    for name in ("marks", "digits", "bubbles", "fields"):
        assert shown["pages"][0][name][0].keys() == made["pages"][0][name][0].keys()
    assert shown["pages"][0]["qr"].keys() == made["pages"][0]["qr"].keys()
