"""The dictionary that is loaded by need, and quizgen's own cutting, give what jieba gives."""

from __future__ import annotations

import importlib.util
import os
import random
from pathlib import Path

import pytest

from quizgen.zh import segment
from quizgen.zh.segment import Dictionary, Segmenter, _import_jieba

jieba = _import_jieba()
ORIGINAL = Path(jieba.__file__).with_name("dict.txt")
SEED = Path(__file__).resolve().parents[2] / "seeds" / "000_1a882e9dacebe70f.txt"
_SPEC = importlib.util.spec_from_file_location("corpus", SEED.parents[1] / "benchmarks" / "corpus.py")
assert _SPEC is not None and _SPEC.loader is not None
corpus = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(corpus)
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
    return Segmenter(dictionary), dictionary


@pytest.mark.parametrize("text", [SEED.read_text(encoding="utf-8"), ODD, "", "一", "𠮷"], ids=["seed", "odd", "none", "one", "rare"])
def test_a_text_is_cut_as_by_the_whole_dictionary(text: str, whole: object, tmp_path: Path) -> None:
    words, dictionary = fresh(tmp_path)
    assert words.cut(text) == list(whole.cut(text))  # type: ignore[attr-defined]
    assert dictionary.total == whole.total  # type: ignore[attr-defined]
    for word in dictionary.score:
        assert whole.FREQ[word] == words.frequency(word)  # type: ignore[attr-defined]


def test_any_row_of_characters_is_cut_as_by_jieba(whole: object, tmp_path: Path) -> None:
    """The guesses of the model of word shapes, ties between paths, marks and letters between characters."""
    words, _ = fresh(tmp_path)
    letters = SEED.read_text(encoding="utf-8")[:1500] + "abz09.%+#-\r\n " + ODD
    choose = random.Random(7)
    for _ in range(600):
        text = "".join(choose.choice(letters) for _ in range(choose.randint(0, 60)))
        assert words.cut(text) == list(whole.cut(text))  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", [1, 2])
def test_generated_documents_are_cut_as_by_jieba(seed: int, whole: object, tmp_path: Path) -> None:
    words, _ = fresh(tmp_path)
    for text in corpus.documents(4, seed=seed):
        assert words.cut(text) == list(whole.cut(text))  # type: ignore[attr-defined]


@pytest.mark.skipif(not os.environ.get("DOCS"), reason="DOCS=folder names other texts to cut")
def test_other_documents_are_cut_as_by_jieba(whole: object, tmp_path: Path) -> None:
    words, _ = fresh(tmp_path)
    for path in sorted(Path(os.environ["DOCS"]).rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        assert words.cut(text) == list(whole.cut(text)), path  # type: ignore[attr-defined]


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
    for broken in (b"broken", b"", made[:-9], b"\xe9" + made[1:]):
        copy.write_bytes(broken)
        assert fresh(tmp_path)[0].cut("学习委员会") == ["学习", "委员会"]
        assert copy.read_bytes() == made


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way", encoding="utf-8")
    assert fresh(tmp_path)[0].cut("学习委员会") == ["学习", "委员会"]


def test_the_shared_segmenter_is_made_once() -> None:
    assert segment.segmenter() is segment.segmenter()
