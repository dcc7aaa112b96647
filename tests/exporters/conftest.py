"""Hand-made decks, Anki's own backend to import them into, and a browser to look at the cards."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace as dc_replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from quizgen.model import BLANK, CHOICE, Deck, Item, Kind, Provenance, Source, Status

FIRST, SECOND = "一、练好本领", "二、管好阵地"
T0 = "2026-01-05T08:00:00Z"


def load(path: Path) -> ModuleType:
    """A module of the tests or the tools, by its file: tests are not a package."""
    if path.stem in sys.modules:
        return sys.modules[path.stem]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


TESTS = Path(__file__).resolve().parents[1]
backend = load(TESTS / "anki_backend.py")


def item(
    id: str,
    kind: Kind,
    stem: str,
    key: tuple[str, ...],
    *distractors: str,
    section: tuple[str, ...] = (FIRST,),
    quote: str = "",
    explanation: str = "",
    line: int = 3,
    changed: str = T0,
    status: Status = "new",
    tags: tuple[str, ...] = (),
) -> Item:
    return Item(
        id=id,
        kind=kind,
        stem=stem,
        key=key,
        distractors=distractors,
        explanation=explanation,
        provenance=Provenance(path="sample.txt", section=section, line=line, quote=quote),
        status=status,
        tags=tags,
        changed=changed,
    )


def sample() -> Deck:
    """One item of each kind and a few more, in two sections and before them."""
    series = "基层干部要练好走访力、研判力、协调力。"
    return Deck(
        title="练兵讲稿",
        source=Source(id="s1", path="sample.txt", sha256="0" * 64),
        path="decks/练兵讲稿.yaml",
        tags=("讲稿",),
        items=(
            item(
                "aaa1",
                "cloze",
                f"打好这一仗，靠的是{BLANK}。",
                ("日常功夫",),
                section=(),
                quote="打好这一仗，靠的是日常功夫。",
            ),
            item(
                "aaa2",
                "cloze",
                f"基层干部要练好走访力、{BLANK}、协调力。",
                ("研判力",),
                quote=series,
                tags=("能力 要求",),
            ),
            item(
                "aaa3",
                "single",
                f"讲稿认为，巡查工作的第一道关口是{CHOICE}。",
                ("现场核对",),
                "事后通报",
                "年度总结",
                "集中培训",
                quote="现场核对是巡查工作的第一道关口，集中培训是它的补课。",
                explanation="集中培训是“补课”，不是关口。",
            ),
            item(
                "aaa4",
                "multiple",
                f"下列各项中，属于讲稿“练好本领”部分要点的有{CHOICE}。",
                ("勤走访", "善研判", "会协调"),
                "守纪律",
                quote="一是勤走访。二是善研判。三是会协调。",
                line=5,
            ),
            item(
                "aaa5",
                "truefalse",
                "集中培训是巡查工作的第一道关口。",
                ("错",),
                quote="现场核对是巡查工作的第一道关口，集中培训是它的补课。",
                explanation="第一道关口是现场核对。",
                section=(SECOND,),
            ),
            item(
                "aaa6",
                "ordering",
                "讲稿把处置一件来信分为四步，按先后排列。",
                ("登记", "核实", "办理", "回访"),
                quote="首先登记，其次核实，再次办理，最后回访。",
                section=(SECOND,),
                line=9,
            ),
            item(
                "aaa7",
                "recall",
                "讲稿要求基层干部练好哪三种能力？",
                ("走访力", "研判力", "协调力"),
                quote=series,
                section=(SECOND,),
                line=10,
            ),
        ),
    )


def change(deck: Deck, id: str, **fields: Any) -> Deck:
    """The deck with fields of one item replaced."""
    items = tuple(dc_replace(i, **fields) if i.id == id else i for i in deck.items)
    assert items != deck.items
    return dc_replace(deck, items=items)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Any]:
    """A fresh, empty collection."""
    it = backend.Anki(tmp_path)
    yield it
    it.col.close()


@pytest.fixture(name="backend", scope="session")
def _backend() -> ModuleType:
    """The module tests/anki_backend.py."""
    return backend


@pytest.fixture(scope="session")
def deck() -> Deck:
    return sample()


@pytest.fixture
def make() -> Callable[..., Item]:
    return item


@pytest.fixture
def edit() -> Callable[..., Deck]:
    return change


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium; the test is skipped by name where there is none."""
    shared = load(TESTS / "conftest.py")
    program = shared.need_program("chromium")
    with load(TESTS / "browser.py").Browser(program) as it:
        yield it


# --------------------------------------------------------------------------- papers


@pytest.fixture(scope="session")
def two_decks() -> ModuleType:
    """The hand-made decks of tests/paper."""
    return load(TESTS / "paper" / "two_decks.py")


@pytest.fixture(scope="session")
def paper(two_decks: ModuleType) -> Any:
    """A paper of all kinds in two versions."""
    from quizgen.model import Blueprint, SectionSpec
    from quizgen.paper import make_paper

    counts = {"single": (16, 2.0), "multiple": (5, 4.0), "truefalse": (6, 2.0), "cloze": (6, 2.0), "ordering": (1, 4.0), "recall": (2, 10.0)}
    sections = tuple(SectionSpec(kind=k, count=n, points=p) for k, (n, p) in counts.items())  # type: ignore[arg-type]
    blueprint = Blueprint(title="管理与安全知识测试卷", sections=sections, minutes=60, total=100)
    return make_paper(two_decks.both(), blueprint, seed=11, versions=2)[0]


@pytest.fixture(scope="session")
def shared() -> ModuleType:
    """The module tests/conftest.py."""
    return load(TESTS / "conftest.py")


@pytest.fixture(scope="session")
def reading() -> Any:
    """How prints are read back: .module is prints.py, .pdftotext the program (skipped by name where it is not)."""
    from types import SimpleNamespace

    shared = load(TESTS / "conftest.py")
    return SimpleNamespace(module=load(TESTS / "exporters" / "prints.py"), pdftotext=shared.need_program("pdftotext"))


@pytest.fixture(scope="session")
def printed(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """HTML into PDF as Chromium's print dialog makes it."""
    import base64

    folder = tmp_path_factory.mktemp("printed")

    def run(data: bytes) -> bytes:
        (folder / "it.html").write_bytes(data)
        browser.open((folder / "it.html").as_uri())
        made = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(made["data"])

    return run
