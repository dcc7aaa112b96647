"""Answer sheets: the JSON says where things are, and there they are."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from quizgen.exporters.sheet import export, geometry
from quizgen.model import LETTERS

DPI = 150
DOT = DPI / 25.4


@pytest.fixture(scope="module")
def pages(paper: Any, shared: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Pictures of the pages, and the geometry of each."""
    from PIL import Image

    program = shared.need_program("pdftoppm")
    folder = tmp_path_factory.mktemp("sheet")
    (folder / "s.pdf").write_bytes(export(paper, version="B"))
    subprocess.run([program, "-r", str(DPI), "-gray", "-png", "s.pdf", "s"], cwd=folder, check=True)
    said = json.loads(geometry(paper, version="B"))
    pictures = [Image.open(p).convert("L") for p in sorted(folder.glob("s-*.png"))]
    assert len(pictures) == len(said["pages"])
    return list(zip(pictures, said["pages"], strict=True))


def dark(picture: Any, x: float, y: float, width: float, height: float) -> float:
    """How much of a place (mm) is dark, from 0 to 1."""
    box = picture.crop((round(x * DOT), round(y * DOT), round((x + width) * DOT), round((y + height) * DOT)))
    return 1 - sum(box.getdata()) / 255 / (box.width * box.height)


def test_every_choice_has_its_bubble(paper):
    said = json.loads(geometry(paper, version="B"))
    assert (said["paper"], said["version"], said["format"]) == (paper.id, "B", 1)
    bubbles: dict[int, list[str]] = {}
    fields = []
    for page in said["pages"]:
        for b in page["bubbles"]:
            bubbles.setdefault(b["number"], []).append(b["value"])
        fields += [f["number"] for f in page["fields"]]
    for n, section, item in paper.form("B").numbered():
        if section.kind in ("single", "multiple"):
            assert bubbles[n] == list(LETTERS[: len(item.options)])
        elif section.kind == "truefalse":
            assert bubbles[n] == ["√", "×"]
        else:
            assert n in fields and n not in bubbles
    digits = [(d["position"], d["value"]) for d in said["pages"][0]["digits"]]
    assert len(set(digits)) == len(digits) == 100


def test_nothing_overlaps_and_nothing_leaves_the_page(paper):
    for page in json.loads(geometry(paper))["pages"]:
        boxes = [(b["x"], b["y"], b["x"] + b["width"], b["y"] + b["height"]) for b in (*page["bubbles"], *page["digits"], *page["fields"])]
        for i, (x, y, x2, y2) in enumerate(boxes):
            assert 14 < x < x2 < 196 and 14 < y < y2 < 282
            assert not any(x < c and a < x2 and y < d and b < y2 for a, b, c, d in boxes[:i])


def test_bubbles_are_where_the_json_says(pages):
    for picture, page in pages:
        for b in (*page["bubbles"], *page["digits"]):
            x, y, w, h = b["x"], b["y"], b["width"], b["height"]
            assert dark(picture, x - 0.3, y + 0.8, 0.6, h - 1.6) > 0.1, "the left side is drawn"
            assert dark(picture, x + w - 0.3, y + 0.8, 0.6, h - 1.6) > 0.1, "the right side is drawn"
            assert dark(picture, x + 0.4, y + 0.4, 1.0, h - 0.8) < 0.15, "the inside is free"
            assert dark(picture, x - 0.55, y + 0.8, 0.3, h - 1.6) < 0.2, "and the place beside it"


def test_marks_are_black(pages):
    for picture, page in pages:
        assert len(page["marks"]) == 4
        for m in page["marks"]:
            assert dark(picture, m["x"] + 0.2, m["y"] + 0.2, m["width"] - 0.4, m["height"] - 0.4) > 0.97
            assert dark(picture, m["x"] - 2, m["y"] - 2, 1.5, m["height"] + 4) < 0.02


def test_the_code_is_printed_as_it_was_made(pages):
    import segno

    for picture, page in pages:
        qr = page["qr"]
        assert qr["text"].startswith("quizgen:1:") and qr["text"].endswith(f":B:{page['page']}")
        matrix = [list(row) for row in segno.make_qr(qr["text"], error="m").matrix]
        unit = qr["size"] / len(matrix)
        for r, row in enumerate(matrix):
            for c, black in enumerate(row):
                seen = dark(picture, qr["x"] + (c + 0.3) * unit, qr["y"] + (r + 0.3) * unit, unit * 0.4, unit * 0.4)
                assert (seen > 0.5) == bool(black)
        assert dark(picture, qr["x"] - 2.5, qr["y"], 2.0, qr["size"]) < 0.02, "the quiet zone"


def test_the_same_bytes_every_time(paper):
    assert export(paper) == export(paper) and geometry(paper) == geometry(paper)
    assert export(paper) != export(paper, version="B")
