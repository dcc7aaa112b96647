"""Decks as files: loading, saving by splicing, ids, the three-way merge, and the account of what changed."""

from quizgen.deck.identity import mint, source_id
from quizgen.deck.load import LoadedDeck, load, loads
from quizgen.deck.render import render_new
from quizgen.deck.splice import save

__all__ = ["LoadedDeck", "load", "loads", "mint", "render_new", "save", "source_id"]
