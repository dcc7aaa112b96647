"""Answers of a class from a table: typed by hand, or exported by whatever read the answer sheets.

One row a person. Columns: fields of the person (姓名, 学号, …), ``version`` (版本, 卷), and one column an item, headed by its
number in that person's version (12, 第12题, Q12) or by its id. A column headed 37分 (37 points) holds points that were given
instead of an answer. Comma, semicolon or tab between cells; UTF-8 or GB18030, as spreadsheets write them (RFC 4180).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.model import Paper

_NUMBER = re.compile(r"(?:第|q|题|item)?\s*+(\d{1,4})\s*+(?:(?:题|\.)\s*+)?(分|得分|points?|score)?", re.I)
_VERSION = ("version", "版本", "卷", "卷别", "试卷版本")
_KEPT = ("total", "总分", "得分", "score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row: its fields in order of the columns, its version, and the cells by number of the item in that version.
    ``points``: what was given by hand, by number. ``line`` is the row's line in the file."""

    fields: tuple[str, ...]
    version: str
    answers: tuple[tuple[int, str], ...]
    points: tuple[tuple[int, float], ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A table, read. ``names`` head the fields of persons."""

    names: tuple[str, ...]
    persons: tuple[Person, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    sort: Literal["field", "version", "number", "id", "none"]
    number: int = 0
    item: str = ""
    points: bool = False


def read_answers(data: bytes, paper: Paper, *, path: str = "", version: str = "A") -> Answers:
    """The answers in a CSV file. version: of persons whose row names none.

    Errors: QuizgenError for a file that is no table, has no column for any item, names a version that the paper does not
    have, or holds points that are no number or too many; with path, line and column (of the table). What can be passed
    over (a column that means nothing, a row without cells) comes back as warnings.
    """
    rows = _rows(_decode(data, path), path)
    head, body = rows[0], rows[1:]
    found: list[Diagnostic] = []

    def wrong(name: str, message: str, line: int, column: int) -> None:
        found.append(Diagnostic(name=name, severity="error", message=message, path=path, line=line, column=column))

    columns = _columns(head, paper, found, path)
    ids = {v: {item.id: n for n, _, item in paper.form(v).numbered()} for v in paper.versions}
    most = {v: {n: item.points for n, _, item in paper.form(v).numbered()} for v in paper.versions}
    count = len(ids[paper.versions[0]])
    if not any(c.sort in ("number", "id") for c in columns):
        raise error("no-items", "no column is headed by an item's number: head them 1, 2, 3, …", path=path, line=1)
    if version not in paper.versions:
        raise error("no-such-version", f"the paper has no version {version}, only {', '.join(paper.versions)}", path=path)
    persons = []
    for line, row in body:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns):
            wrong("long-row", f"the row has {len(row)} cells, and the head {len(columns)}", line, len(columns) + 1)
        said = next((cell for c, cell in zip(columns, row, strict=False) if c.sort == "version"), "").strip()
        mine = unicodedata.normalize("NFKC", said).upper().removesuffix("卷").strip() or version
        if mine not in paper.versions:
            at = next(i for i, c in enumerate(columns) if c.sort == "version")
            wrong("no-such-version", f"the paper has no version “{said}”, only {', '.join(paper.versions)}", line, at + 1)
            continue
        answers: list[tuple[int, str]] = []
        points: list[tuple[int, float]] = []
        for at, (column, cell) in enumerate(zip(columns, row, strict=False), 1):
            n = column.number if column.sort == "number" else ids[mine].get(column.item, 0)
            if not n:
                continue
            if n > count:
                continue
            if not column.points:
                answers.append((n, cell.strip()))
            elif cell.strip():
                given = _points(cell)
                if given is None or not 0 <= given <= most[mine][n] + 1e-9:
                    wrong("wrong-points", f"“{cell.strip()}” are no points from 0 to {most[mine][n]:g}", line, at)
                else:
                    points.append((n, given))
        fields = tuple(row[i].strip() if i < len(row) else "" for i, c in enumerate(columns) if c.sort == "field")
        persons.append(Person(fields=fields, version=mine, answers=tuple(answers), points=tuple(points), line=line))
    if any(d.severity == "error" for d in found):
        raise QuizgenError(*found)
    if not persons:
        raise error("no-answers", "the table has a head and no rows under it", path=path, line=2)
    names = tuple(cell.strip() for cell, c in zip(head[1], columns, strict=True) if c.sort == "field")
    return Answers(names=names, persons=tuple(persons), diagnostics=tuple(found), path=path)


def _decode(data: bytes, path: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise error("not-text", "is neither UTF-8 nor GB18030: export the table as CSV", path=path)


def _rows(text: str, path: str) -> list[tuple[int, list[str]]]:
    """Rows with the lines they begin in."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t，", key=first.count)
    if "\0" in text:
        raise error("not-text", "is no text: export the table as CSV", path=path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    out: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if row:
                out.append((line, row))
            line = reader.line_num + 1
    except csv.Error as e:
        raise error("broken-csv", f"not a CSV table: {e}", path=path, line=line) from None
    if not out:
        raise error("empty-file", "is empty: expected a head and a row for each person", path=path)
    return out


def _columns(head: tuple[int, list[str]], paper: Paper, found: list[Diagnostic], path: str) -> list[_Column]:
    known = {item.id for section in paper.sections for item in section.items}
    count = len(known)
    out: list[_Column] = []
    seen: dict[tuple[int, str, bool], int] = {}
    for at, cell in enumerate(head[1], 1):
        name = unicodedata.normalize("NFKC", cell).strip()
        bare = re.sub(r"(?<!\s)\s*+(分|得分|points?|score)$", "", name)
        number = _NUMBER.fullmatch(name)
        if name.casefold() in _VERSION:
            column = _Column("version")
        elif bare in known:
            column = _Column("id", item=bare, points=bare != name)
        elif number and int(number[1]):
            column = _Column("number", number=int(number[1]), points=bool(number[2]))
            if column.number > count:
                found.append(
                    Diagnostic(name="no-such-item", severity="warning", message=f"the paper has {count} items: column “{name}” is left out", path=path, line=head[0], column=at)
                )
                column = _Column("none")
        elif name.casefold() in _KEPT or not name:
            column = _Column("none")
        else:
            column = _Column("field")
        if column.sort in ("number", "id"):
            mark = (column.number, column.item, column.points)
            if mark in seen:
                raise error("equal-columns", f"columns {seen[mark]} and {at} are both headed “{name}”: keep one", path=path, line=head[0], column=at)
            seen[mark] = at
        out.append(column)
    return out


def _points(cell: str) -> float | None:
    try:
        return float(unicodedata.normalize("NFKC", cell).strip().removesuffix("分"))
    except ValueError:
        return None
