"""The table of exporters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from quizgen.exporters import EXPORTERS

ROOT = Path(__file__).resolve().parents[2]


def test_names_are_their_own_and_each_has_its_page() -> None:
    names = [e.name for e in EXPORTERS]
    assert len(set(names)) == len(names) and {"apkg", "txt"} <= set(names)
    for exporter in EXPORTERS:
        assert exporter.suffix.startswith(".") and exporter.takes in ("deck", "paper")
        assert exporter.name in (ROOT / exporter.doc).read_text(encoding="utf-8")


def test_the_table_imports_no_heavy_library() -> None:
    code = "import sys, quizgen.exporters; print([m for m in ('genanki', 'yaml', 'docx', 'typst', 'jieba') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_export_runs_the_module(deck) -> None:
    for exporter in EXPORTERS:
        if exporter.takes == "deck":
            assert exporter.export([deck], only=("aaa1",))
