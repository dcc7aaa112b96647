"""The two hand-made decks, and random ones."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from quizgen.model import Deck, Paper


def load_two_decks() -> ModuleType:
    """The module two_decks.py: tests are not a package."""
    name = "two_decks"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def two_decks() -> ModuleType:
    return load_two_decks()


@pytest.fixture(scope="session")
def decks(two_decks: ModuleType) -> tuple[Deck, Deck]:
    return two_decks.both()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def paper(decks: tuple[Deck, Deck]) -> Paper:
    """A paper of all kinds in two versions."""
    from quizgen.paper import default_blueprint, make_paper

    made, said = make_paper(decks, default_blueprint(decks), seed=7, versions=2)
    assert said == ()
    return made
