"""No text of a source becomes code in anything that quizgen writes, and every file is valid in its format."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import hostile
import pytest
import yaml
from decks import deck_of, decks, printable
from hypothesis import given
from texts import TEXTS, budget

from quizgen import pipeline
from quizgen.deck import loads, save
from quizgen.deck.render import render_new
from quizgen.exporters import apkg, docx, html, pdf, sheet, txt
from quizgen.grading import grade, items_csv, read_answers, results_csv, summary_html
from quizgen.grading.report import table_csv
from quizgen.model import Deck, Paper, PaperItem, PaperSection
from quizgen.paper import load_paper, render_paper_yaml

DECKS = decks()
OF_FIELDS = {"br", "mark", "span"}
OF_PAGES = frozenset(
    "html head meta title style body main section div span p h1 h2 h3 h4 h5 h6 table thead tbody tr th td ol ul li i b em br mark a "
    "nav header footer aside details summary button input label select option script svg rect path g text figure figcaption "
    "template article kbd small strong pre code dl dt dd abbr hr".split()
)


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.odd: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)


def paper_of(deck: Deck) -> Paper:
    """All items of a deck, a section each."""
    sections = tuple(
        PaperSection(
            kind=item.kind,
            heading=deck.title,
            note=item.note,
            items=(
                PaperItem(
                    id=item.id,
                    stem=item.stem,
                    options=item.options if item.kind in ("single", "multiple", "ordering") else (),
                    key=item.key,
                    points=2.0,
                    explanation=item.explanation,
                    quote=item.provenance.quote,
                    place=" › ".join(item.provenance.section),
                ),
            ),
        )
        for item in deck.items
    )
    return Paper(title=deck.title, id="p", head=(deck.title, "姓名"), sections=sections)


def of(*names: str) -> tuple[Deck, ...]:
    return tuple(d for d in DECKS if d.source.path.removesuffix(".txt") in (names or hostile.INJECTIONS))


# ------------------------------------------------------------------ decks and papers as YAML


def hold_deck(deck: Deck) -> None:
    text = render_new(deck)
    loaded = loads(text, path=deck.path)
    assert (loaded.deck.title, loaded.deck.items, loaded.deck.tags) == (deck.title, deck.items, deck.tags)
    assert save(loaded, loaded.deck) == text
    assert isinstance(yaml.safe_load(text), dict)  # for another program it is plain data, too


@pytest.mark.parametrize("deck", DECKS, ids=lambda d: d.source.path)
def test_decks_are_read_back(deck: Deck) -> None:
    hold_deck(deck)


def test_decks_are_read_without_libyaml() -> None:
    """PyYAML in pure Python takes fewer plain scalars than libyaml: a question mark in a list, say."""
    for text in ("<?script>甲", "a?b", "甲?", "a ? b", "甲：?乙"):
        hold_deck(deck_of("plain", text))


@budget(40)
@given(TEXTS)
def test_random_decks_are_read_back(text: str) -> None:
    hold_deck(deck_of("random", text))


def test_papers_are_read_back() -> None:
    for deck in of(*hostile.INJECTIONS, "controls", "line-ends", "noncharacters", "quotes-open", "tags"):
        paper = paper_of(deck)
        text = render_paper_yaml(paper)
        assert load_paper(text, path="").sections == paper.sections
        assert isinstance(yaml.safe_load(text), dict)


# ------------------------------------------------------------------ Anki


def _notes(data: bytes, folder: Path) -> Iterator[tuple[str, list[str], str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (folder / "collection.anki2").write_bytes(archive.read("collection.anki2"))
        assert json.loads(archive.read("media")) == {}
    connection = sqlite3.connect(folder / "collection.anki2")
    try:
        for guid, fields, tags in connection.execute("select guid, flds, tags from notes"):
            yield guid, fields.split("\x1f"), tags
    finally:
        connection.close()


def _hold_field(field: str, *, cloze: bool) -> None:
    found = Elements(field)
    assert {tag for tag, _ in found.tags} <= OF_FIELDS and not any(attrs for _, attrs in found.tags) and not found.odd, field
    if cloze:
        assert len(re.findall(r"\{\{", field)) == len(re.findall(r"\}\}", field)) == 1 and "{{c1::" in field
    else:
        assert "{{" not in field and "}}" not in field, field
    assert not re.search(r"\[sound:|\[anki:|\[/?latex\]|\[/?\$\$?\]|\\[()\[\]]", field, re.I), field
    assert "\x00" not in field and "\x1f" not in field


def test_cards_hold_no_code(tmp_path: Path) -> None:
    found = list(_notes(apkg.export(DECKS), tmp_path))
    assert len(found) == sum(len(d.items) for d in DECKS)
    for guid, fields, tags in found:
        for i, field in enumerate(fields):
            _hold_field(field, cloze=guid.endswith("-cloze") and i == 1)
        assert not any(c in tags for c in "\n\t\"")


def test_cards_say_what_the_source_says(tmp_path: Path) -> None:
    by_id = {item.id: item for d in of() for item in d.items}
    for guid, fields, _ in _notes(apkg.export(of()), tmp_path):
        item = by_id[guid]
        said = unescape(re.sub(r"<br>", "\n", re.sub("<span></span>", "", fields[4])))
        if item.kind in ("single", "cloze", "recall", "multiple"):
            assert re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", "\n".join(item.key)).replace("\t", " ") == said


def test_anki_takes_them(tmp_path: Path) -> None:
    pytest.importorskip("anki")
    from tests.anki_backend import Anki

    (tmp_path / "one").mkdir()
    anki = Anki(tmp_path / "one")
    try:
        log = anki.import_package(apkg.export(DECKS))
        assert log.counts[0] == sum(len(d.items) for d in DECKS) and not log.other
        again = anki.import_text(txt.export(DECKS))
        assert again.counts[0] == 0 and not again.other
    finally:
        anki.col.close()


def test_text_for_anki_has_a_row_a_note() -> None:
    lines = txt.export(DECKS).decode().split("\n")
    body = "\n".join(line for line in lines if not line.startswith("#"))
    rows = [row for row in csv.reader(io.StringIO(body), delimiter="\t") if row]
    assert len(rows) == sum(len(d.items) for d in DECKS) and len({len(row) for row in rows}) == 1


# ------------------------------------------------------------------ pages


def hold_page(data: bytes) -> Elements:
    text = data.decode("utf-8")
    found = Elements(text)
    strange = {tag for tag, _ in found.tags} - OF_PAGES
    assert not strange and not found.odd, (strange, found.odd)
    assert sum(tag == "script" for tag, _ in found.tags) <= 2
    for tag, attrs in found.tags:
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        for name in ("href", "src", "action", "xlink:href", "srcdoc"):
            assert (attrs.get(name) or "#").startswith("#"), (tag, attrs)
    assert "default-src 'none'" in text
    return found


@pytest.mark.parametrize("key", [False, "only", "in-place"])
def test_printed_pages_hold_no_code(key: html.Key) -> None:
    for deck in DECKS:
        hold_page(html.export(paper_of(deck), key=key))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which all texts with code in them were built."""
    root = tmp_path_factory.mktemp("built")
    (root / "seeds").mkdir()
    for name, text in (hostile.INJECTIONS | {n: hostile.UNICODE[n] for n in ("bidi", "line-ends", "noncharacters", "astral")}).items():
        (root / "seeds" / f"{name}.md").write_bytes(printable(f"# {text}\n\n{hostile.PROSE}{text}\n{hostile.PROSE}").encode())
    pipeline.build(root=root, now=1_767_225_600)
    return root


def state(root: Path) -> dict[Path, bytes]:
    """Every file of a person and of quizgen, without the cache, which may be deleted at any time."""
    return {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and "cache" not in p.parts}


def test_a_build_of_them_is_valid(built: Path) -> None:
    decks_made = [p for p in sorted((built / "decks").glob("*.yaml")) if ".paper" not in p.name]
    assert len(decks_made) == len(list((built / "seeds").iterdir()))
    for path in decks_made:
        loaded = loads(path.read_text(encoding="utf-8"), path=path.name)
        assert save(loaded, loaded.deck) == path.read_text(encoding="utf-8")
    for path in (built / "decks").glob("*.html"):
        hold_page(path.read_bytes())
    pipeline.check([built / "decks"], root=built)
    for path in (built / "decks").glob("*.apkg"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
    before = state(built)
    pipeline.build(root=built, now=1_767_325_600)
    assert state(built) == before


def test_pages_of_them_hold_no_code(built: Path) -> None:
    for path in sorted((built / "seeds").iterdir()):
        pipeline.facts_html(path, output=built / "facts.html", root=built)
        hold_page((built / "facts.html").read_bytes())
    for path in sorted((built / "decks").glob("*.yaml")):
        if ".paper" not in path.name:
            pipeline.report_html(path, output=built / "report.html", root=built)
            hold_page((built / "report.html").read_bytes())


# ------------------------------------------------------------------ documents to print


def test_word_files_hold_no_code() -> None:
    whole = replace(paper_of(DECKS[0]), sections=tuple(s for d in of(*hostile.INJECTIONS, *hostile.UNICODE) for s in paper_of(d).sections))
    for paper in (whole, *map(paper_of, of("html", "latex", "template", "controls", "noncharacters"))):
        data = docx.export(paper, key="in-place")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    text = archive.read(name).decode("utf-8")
                    ElementTree.fromstring(text)
                    assert set(re.findall(r'w:instr="([^"]*)"', text)) <= {" PAGE ", " NUMPAGES ", " SECTIONPAGES "}, name
                    assert "instrText" not in text and 'TargetMode="External"' not in text, name


def test_pdf_prints_code_as_text() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    for deck in of("typst", "latex"):
        paper = paper_of(deck)
        for data in (pdf.export(paper, key="in-place"), sheet.export(paper)):
            document = pdfium.PdfDocument(data)
            text = "".join(page.get_textpage().get_text_range() for page in document)
            document.close()
            assert "root:" not in text
            if data[:5] == b"%PDF-" and "根本" in text:
                said = re.sub(r"\s+", "", text)
                for piece in ('#read("/etc/passwd")', "#set", "@ref", "<label>") if "typst" in deck.source.path else ("\\write18", "\\input{"):
                    assert piece in said, piece


# ------------------------------------------------------------------ spreadsheets

STARTS = ("=", "+", "@", "-", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


def _cells(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        yield from row


def _formula(cell: str) -> bool:
    """What a spreadsheet may take for a formula: it opens with a sign, and is no number."""
    return cell.startswith(STARTS[:-2]) and not re.fullmatch(r"-\d+(?:\.\d+)?%?", cell)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1+1", "＠A", "-1-1", "\n=1", " =1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    item = PaperItem(id=text, stem=text + "（　　）", options=(text, text + "甲"), key=(text,), points=2.0)
    paper = Paper(title=text, id="p", head=("姓名", text), sections=(PaperSection(kind="single", heading=text, items=(item,)),))
    answers = io.StringIO()
    csv.writer(answers).writerows([["姓名", "1"], [text, "A"], ["乙", "B"]])
    graded = grade(paper, read_answers(answers.getvalue().encode(), paper, path="a.csv", version="A"))
    for data in (results_csv(graded), items_csv(graded), table_csv(paper)):
        assert not [cell for cell in _cells(data) if _formula(cell)]
    hold_page(summary_html(graded))
