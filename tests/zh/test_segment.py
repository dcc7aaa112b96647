"""The dictionary that is loaded by need cuts and tags as the whole one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.zh import segment
from quizgen.zh.segment import Dictionary, Segmenter, _import_jieba

jieba = _import_jieba()
ORIGINAL = Path(jieba.__file__).with_name("dict.txt")
SEED = Path(__file__).resolve().parents[2] / "seeds" / "000_1a882e9dacebe70f.txt"
ODD = "T恤 AT&T C++ 卡拉OK 3.5% 𠮷野家 （一） “四个全面” 中华人民共和国全国人民代表大会常务委员会\n\tα粒子\udcff"


@pytest.fixture(scope="module")
def whole() -> object:
    """jieba as it is, with its whole dictionary."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(ORIGINAL.open("rb"))
    tokenizer.initialized = True
    return tokenizer


def fresh(folder: Path) -> tuple[Segmenter, Dictionary]:
    dictionary = Dictionary(ORIGINAL, folder / "cache" / "dict.txt")
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dictionary.freq, dictionary.total, True
    return Segmenter(tokenizer, dictionary), dictionary


@pytest.mark.parametrize("text", [SEED.read_text(encoding="utf-8"), ODD, "", "一", "𠮷"], ids=["seed", "odd", "none", "one", "rare"])
def test_a_text_is_cut_as_by_the_whole_dictionary(text: str, whole: object, tmp_path: Path) -> None:
    words, dictionary = fresh(tmp_path)
    assert words.cut(text) == list(whole.cut(text))  # type: ignore[attr-defined]
    assert dictionary.total == whole.total  # type: ignore[attr-defined]
    for word, n in dictionary.freq.items():
        assert whole.FREQ[word] == n or (n == 0 and word not in dictionary.tags)  # type: ignore[attr-defined]


def test_words_are_tagged_and_known_whatever_was_cut(tmp_path: Path) -> None:
    words, _ = fresh(tmp_path)
    rows = [line.split(" ") for line in ORIGINAL.read_text(encoding="utf-8").splitlines()[::997]]
    for word, _, tag in rows:
        assert words.known(word) and words.tag(word) == tag
    assert not words.known("学习学习学") and words.tag("学习学习学") == "x"
    assert not words.known("") and words.tag("") == "x"


def test_the_copy_is_made_once_and_a_broken_one_is_made_again(tmp_path: Path) -> None:
    fresh(tmp_path)
    copy = tmp_path / "cache" / "dict.txt"
    made = copy.read_bytes()
    assert fresh(tmp_path)[0].cut("学习委员会") == ["学习", "委员会"]
    copy.write_bytes(b"broken")
    assert fresh(tmp_path)[0].cut("学习委员会") == ["学习", "委员会"]
    assert copy.read_bytes() == made


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way", encoding="utf-8")
    assert fresh(tmp_path)[0].cut("学习委员会") == ["学习", "委员会"]


def test_the_shared_segmenter_is_made_once() -> None:
    assert segment.segmenter() is segment.segmenter()
