"""Papers: blueprint and decks into sections, versions and key; papers as YAML."""

from quizgen.paper.loading import LoadedPaper, load_paper, load_paper_file, read_paper
from quizgen.paper.making import default_blueprint, make_paper
from quizgen.paper.text import render_paper_yaml

__all__ = [
    "LoadedPaper",
    "default_blueprint",
    "load_paper",
    "load_paper_file",
    "make_paper",
    "read_paper",
    "render_paper_yaml",
]
