"""quizgen: study material into quiz items, Anki decks and printed papers, by rules."""

__version__ = "0.1.0"
