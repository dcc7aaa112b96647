"""Rules that look only at sentences with a sign of theirs (``TRIGGER``) find in all the others nothing."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from quizgen.extractors import definition, figure, norm, pair, thesis
from quizgen.readers import read_source
from quizgen.reading import Reading, Sentence

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCE = re.compile(r"^```text(?: some)?\n(.*?)^```$", re.M | re.S)
RULES = (definition, figure, norm, pair, thesis)


class Everywhere(Reading):
    """Gives a rule every sentence, sign or not."""

    def asked_with(self, trigger: re.Pattern[str]) -> tuple[Sentence, ...]:
        return self.asked_sentences


@cache
def texts() -> tuple[tuple[str, bytes], ...]:
    """The fixtures of all rules, the repository's own source, and texts that the benchmarks write."""
    spec = importlib.util.spec_from_file_location("corpus", ROOT / "benchmarks" / "corpus.py")
    assert spec is not None and spec.loader is not None
    corpus = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(corpus)
    out = {f.name: "\n".join(SOURCE.findall(f.read_text(encoding="utf-8"))) for f in sorted(HERE.glob("*.md"))}
    out |= {f.name: f.read_text(encoding="utf-8-sig") for f in sorted((ROOT / "seeds").glob("*.txt"))}
    out |= {f"{i}.txt": text for i, text in enumerate(corpus.documents(2, seed=7))}
    out["more"] = "与其等待时机，不如创造条件。\n教练既是规则的讲解者，又是队员的朋友。\n"
    return tuple((f"{name}.txt", text.encode()) for name, text in out.items())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.NAME)
def test_a_sentence_without_the_sign_holds_nothing(rule: ModuleType) -> None:
    found = 0
    passed = 0
    for name, data in texts():
        document, _ = read_source(data, path=name)
        reading = Reading(document)
        facts = list(rule.find(reading))
        assert facts == list(rule.find(Everywhere(document))), name
        found += len(facts)
        passed += len(reading.asked_sentences)
        if hasattr(rule, "TRIGGER"):
            passed -= len(reading.asked_with(rule.TRIGGER))
    assert found and passed, "the texts try nothing"


def test_no_frame_matches_without_its_sign() -> None:
    matched = set()
    for name, data in texts():
        text = Reading(read_source(data, path=name)[0]).norm
        for sign, relation, pattern in pair._FRAMES:
            for m in pattern.finditer(text):
                assert sign in m[0], relation
                matched.add(relation)
    assert matched == {relation for _, relation, _ in pair._FRAMES}
