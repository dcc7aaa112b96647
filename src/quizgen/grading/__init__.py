"""Grading: answers of a class against any version of a paper, statistics of items, and their way back into decks."""

from quizgen.grading.answers import Answers, Person, read_answers
from quizgen.grading.report import items_csv, results_csv, summary_html, table_csv
from quizgen.grading.scoring import Graded, ItemStatistics, Result, grade, with_difficulty

__all__ = [
    "Answers",
    "Graded",
    "ItemStatistics",
    "Person",
    "Result",
    "grade",
    "items_csv",
    "read_answers",
    "results_csv",
    "summary_html",
    "table_csv",
    "with_difficulty",
]
