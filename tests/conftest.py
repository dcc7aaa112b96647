"""Shared by all tests: the seed, programs that a test may need, and a home of their own for caches."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "000_1a882e9dacebe70f.txt"

_PROGRAMS: dict[str, tuple[str, ...]] = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "soffice": ("soffice", "libreoffice"),
    "pdftoppm": ("pdftoppm",),
    "pdftotext": ("pdftotext",),
}


def find_program(name: str) -> str | None:
    """The path of a program by any of its names, or None."""
    return next((found for each in _PROGRAMS.get(name, (name,)) if (found := shutil.which(each))), None)


def need_program(name: str) -> str:
    """The path of a program. Where it is not installed the test is skipped by name; with QUIZGEN_REQUIRE_ALL=1 it fails,
    so that the machine that must run everything cannot pass by leaving things out."""
    found = find_program(name)
    if found is None:
        said = f"needs {name}, which is not installed"
        if os.environ.get("QUIZGEN_REQUIRE_ALL") == "1":
            pytest.fail(said)
        pytest.skip(said)
    return found


@pytest.fixture(name="need_program")
def _need_program() -> object:
    return need_program


@pytest.fixture
def seed() -> Path:
    """The repository's own source."""
    return SEED
