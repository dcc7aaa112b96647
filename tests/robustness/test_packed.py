"""Files of Word, PowerPoint, books and PDF that are torn, changed, or grow when they are opened."""

from __future__ import annotations

import random
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packed import MADE, bombs, epub, made, main_part, rezipped
from texts import FUZZ, budget
from work import hold, items_of, read

from quizgen.diagnostics import QuizgenError
from quizgen.readers import read_source

SUFFIXES = tuple(MADE)
ZIPPED = tuple(s for s in SUFFIXES if s != ".pdf")
WAYS = int(60 * (FUZZ or 1))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_they_are_read_when_they_are_whole(suffix: str) -> None:
    found = items_of(made(suffix), f"a{suffix}")
    assert found is not None and found[1] and "增强本领" in found[0].text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_torn_and_changed_files(suffix: str) -> None:
    whole = made(suffix)
    rng = random.Random(int(time.time()) if FUZZ else 7)
    for way in range(WAYS):
        data = bytearray(whole)
        at = rng.randrange(len(data))
        match way % 4:
            case 0:
                data = data[:at]
            case 1:
                for _ in range(rng.choice((1, 5, 50))):
                    data[rng.randrange(len(data))] = rng.randrange(256)
            case 2:
                data[at : at + rng.randrange(300)] = b""
            case _:
                data[at:at] = data[: rng.randrange(300)]
        read(bytes(data), f"a{suffix}")


@pytest.mark.parametrize("suffix", ZIPPED)
def test_changed_parts(suffix: str) -> None:
    """The package is whole; the XML in it is not what its program wrote."""
    rng = random.Random(int(time.time()) if FUZZ else 11)
    part = main_part(suffix)

    def change(body: bytes) -> bytes:
        text = body.decode("utf-8")
        tags = [i for i, c in enumerate(text) if c == "<"]
        a, b = sorted(rng.sample(tags, 2))
        match rng.randrange(4):
            case 0:
                return (text[:a] + text[b:]).encode()
            case 1:
                return (text[:b] + text[a:b] + text[b:]).encode()
            case 2:
                return text[:b].encode()
            case _:
                return (text[:a] + text[a:].replace('="', '="9', rng.randrange(1, 9))).encode()

    for _ in range(WAYS // 2):
        read(rezipped(made(suffix), part, change), f"a{suffix}")


@pytest.mark.parametrize("suffix", ZIPPED)
def test_bombs_stay_small(suffix: str) -> None:
    for name, data in bombs(suffix):
        tracemalloc.start()
        found = read(data, f"a{suffix}")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 64 * 1024 * 1024, name
        assert found is None or (len(found[0].text) < 10_000 and "root:" not in found[0].text), name


def test_a_member_that_says_it_is_small_is_read_no_further() -> None:
    whole = bytearray(epub(more={"a/big.xhtml": b"<p>" + b"a" * 1_000_000}))
    big = (1_000_003).to_bytes(4, "little")
    assert whole.count(big) == 2
    for _ in range(2):
        at = whole.index(big)
        whole[at : at + 4] = (10).to_bytes(4, "little")
    read(bytes(whole), "a.epub")


def test_a_chapter_is_read_once_however_often_the_spine_names_it() -> None:
    from packed import PACKAGE

    often = PACKAGE.replace('<itemref idref="x"/>', '<itemref idref="x"/>' * 5000)
    once, many = read(epub(), "a.epub"), read(epub(package=often), "a.epub")
    assert once is not None and many is not None and once[0].text == many[0].text


DEEP_HTML = {"div": "<div>", "list": "<ul><li>", "table": "<table><tr><td>", "bold": "<b>", "span": "<p><span>"}


@pytest.mark.parametrize("name", DEEP_HTML)
def test_elements_without_end_are_refused(name: str) -> None:
    with pytest.raises(QuizgenError, match="nested too deeply"):
        read_source((DEEP_HTML[name] * 20_000 + "学习是根本。").encode(), path="a.html")


def test_many_elements_that_need_no_end_are_no_depth() -> None:
    for text in ("<p>学习是根本。" * 8000, "<ul>" + "<li>学习是根本。" * 8000, "学习是根本。<br>" * 8000):
        assert len(read_source(text.encode(), path="a.html")[0].text) > 8000


@pytest.mark.parametrize("name", ["punycode", "idna", "undefined", "utf-7", "rot13", "hex", "no-such", "utf-16", "unicode_escape", "big5", "cp949"])
def test_encodings_that_a_page_only_says_it_has(name: str) -> None:
    hold(f'<meta charset="{name}"><p>学习是“根本”。\\u4e00</p><meta name><meta name=author>'.encode(), "a.html")


FRONT = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "title: *i\ntags: *i\n",
    "brackets": "title: " + "[" * 50_000 + "\n",
    "dashes": "- " * 50_000 + "a\n",
    "python": "!!python/object/apply:os.system ['false']\n",
    "itself": "tags: &a [*a]\n",
    "twice": "title: 甲\ntitle: 乙\n",
    "not a map": "- 甲\n",
    "nothing": "\n",
}


@pytest.mark.parametrize("name", FRONT)
def test_front_matter_is_data(name: str) -> None:
    found = read(f"---\n{FRONT[name]}---\n学习是“根本”。\n".encode(), "a.md")
    assert found is not None and "根本" in found[0].text and len(found[0].title) < 100


@budget(30)
@given(st.sampled_from(ZIPPED), st.binary(min_size=1, max_size=60))
def test_parts_that_are_anything(suffix: str, data: bytes) -> None:
    read(rezipped(made(suffix), main_part(suffix), lambda _: data), f"a{suffix}")
