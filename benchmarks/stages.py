#!/usr/bin/env python3
"""What each stage costs over a corpus, next to ``jieba.cut`` over the same text, in one process: JSON, seconds of processor
time. The dictionaries of both are loaded before; how long that takes is in ``speed.py``'s first lines.

    stages.py FOLDER [--facts]      --facts: cutting and facts alone, one document at a time
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.zh.segment import _import_jieba


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", action="store_true")
    args = parser.parse_args()
    import gc

    gc.set_threshold(200_000)  # as the program does
    took: dict[str, float] = {}

    @contextmanager
    def clock(name: str) -> Iterator[None]:
        began = time.process_time()
        yield
        took[name] = took.get(name, 0.0) + time.process_time() - began

    import quizgen.pipeline.building  # noqa: F401
    from quizgen import pipeline
    from quizgen.zh.segment import segmenter

    texts = [p.read_text(encoding="utf-8") for p in sorted(args.folder.glob("*.txt"))]
    tokenizer = _import_jieba().Tokenizer()
    tokenizer.initialize()
    segmenter()
    with clock("jieba"):
        for text in texts:
            for _ in tokenizer.cut(text):
                pass
    characters = sum(map(len, texts))
    if args.facts:
        with clock("facts"):
            for _ in pipeline.each_facts(args.folder, lean=True):
                pass
    else:
        rest(args.folder, clock)
    print(json.dumps({"characters": characters, **took}))


def rest(folder: Path, clock: Callable[[str], object]) -> None:
    """Every stage of its own, as a build walks through them."""
    import yaml

    from quizgen.deck import loads, render_new
    from quizgen.deck.merge import merge
    from quizgen.extractors import extract
    from quizgen.paper import default_blueprint, make_paper
    from quizgen.pipeline.inputs import SourceFacts, find_sources, read_documents
    from quizgen.pipeline.papers import prints
    from quizgen.pipeline.writing import works
    from quizgen.reading import Reading
    from quizgen.selection import write_items

    with clock("scan"):  # type: ignore[attr-defined]
        documents = read_documents(find_sources(folder))
        readings = [Reading(d) for d, _ in documents]
        for reading in readings:
            _ = reading.quotes, reading.asked_sentences
    with clock("cut"):  # type: ignore[attr-defined]
        for reading in readings:
            for sentence in reading.sentences:
                reading.tokens(sentence)
    found = []
    with clock("extract"):  # type: ignore[attr-defined]
        for reading in readings:
            facts, _ = extract(reading)
            found.append(SourceFacts(reading=reading, facts=facts))
    with clock("write"):  # type: ignore[attr-defined]
        written = write_items(works(found))
    decks, texts = [], []
    with clock("merge"):  # type: ignore[attr-defined]
        for source, each in zip(found, written, strict=True):
            decks.append(merge(None, each.items, document=source.document, now="2026-01-01T00:00:00Z", title="测").deck)
    with clock("save"):  # type: ignore[attr-defined]
        texts = [render_new(d) for d in decks]
    with clock("compose"):  # type: ignore[attr-defined]
        for text in texts:
            yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    with clock("load"):  # type: ignore[attr-defined]
        for text in texts:
            loads(text)
    with clock("paper"):  # type: ignore[attr-defined]
        for deck in decks:
            if deck.items:
                paper, _ = make_paper([deck], default_blueprint([deck]), seed=0, versions=1, relax=True)
                prints(paper, Path("x"))


if __name__ == "__main__":
    main()
