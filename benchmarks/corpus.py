#!/usr/bin/env python3
"""Writes a corpus of varied Chinese study texts to measure on: statutes, speeches, notes and lessons, composed from
grammar pieces, jieba's dictionary and the repository's own source. The same seed gives the same bytes.

    corpus.py FOLDER [--times N] [--seed N]

N times the size of the repository's own source, in documents of half to twice its size. No sentence is taken twice
from the same pieces but by chance: what repeats is what repeats in study texts, their frames and their function words.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "000_1a882e9dacebe70f.txt"
_DIGITS = "零一二三四五六七八九"
_HAN = re.compile("[一-鿿]+")


def numeral(n: int) -> str:
    """1 to 999 in Chinese."""
    out = ""
    for unit, name in ((100, "百"), (10, "十")):
        if n >= unit:
            out += _DIGITS[n // unit] + name
            n %= unit
            if n and unit == 100 and n < 10:
                out += "零"
    out += _DIGITS[n] if n else ""
    return out[1:] if out.startswith("一十") else out


class Words:
    """Words of jieba's dictionary by tag, common ones, and pieces of the source."""

    def __init__(self) -> None:
        import importlib.util

        spec = importlib.util.find_spec("jieba")
        assert spec is not None and spec.origin is not None
        by: dict[str, list[str]] = {}
        for line in Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
            word, count, tag = line.split(" ")
            if int(count) >= 1000 and 2 <= len(word) <= 4 and _HAN.fullmatch(word):
                by.setdefault(tag, []).append(word)
        self.nouns = [w for w in by["n"] if len(w) == 2]
        self.terms = [w for w in by["n"] + by["l"] if len(w) >= 3]
        self.verbs = [w for w in by["v"] if len(w) == 2]
        self.gerunds = by["vn"]
        self.adjectives = [w for w in by["a"] if len(w) == 2]
        self.adverbs = [w for w in by["d"] if len(w) == 2]
        self.idioms = by["i"]
        self.places = [w for w in by["ns"] if len(w) >= 2]
        source = SEED.read_text(encoding="utf-8-sig")
        self.clauses = [c for c in re.split("[，。；：！？\n]", source) if 6 <= len(c) <= 24 and _HAN.fullmatch(c)]


class Writer:
    """Sentences by grammar. Every choice is the seeded generator's."""

    def __init__(self, seed: int, words: Words) -> None:
        self.random = random.Random(seed)
        self.words = words

    def one(self, of: list[str]) -> str:
        return of[int(self.random.random() * len(of))]

    def some(self, of: Callable[[], str], low: int, high: int) -> list[str]:
        return [of() for _ in range(self.random.randint(low, high))]

    def noun(self) -> str:
        n = self.random.random()
        if n < 0.45:
            return self.one(self.words.nouns) + self.one(self.words.nouns)
        if n < 0.6:
            return self.one(self.words.terms)
        if n < 0.75:
            return self.one(self.words.gerunds) + self.one(self.words.nouns)
        if n < 0.87:
            return self.one(self.words.adjectives) + "的" + self.one(self.words.nouns)
        return self.one(self.words.nouns)

    def verb(self) -> str:
        return (self.one(self.words.adverbs) if self.random.random() < 0.25 else "") + self.one(self.words.verbs)

    def act(self) -> str:
        n = self.random.random()
        if n < 0.15:
            return self.verb() + self.listed(self.noun) + (self.random.choice(["等", "等情况", ""]))
        if n < 0.2:
            return self.one(self.words.clauses)
        if n < 0.25:
            return self.one(self.words.idioms)
        return self.verb() + self.noun()

    def listed(self, of: Callable[[], str]) -> str:
        members = self.some(of, 2, 5)
        last = self.random.choice(["、", "和", "以及", "或者"])
        return "、".join(members[:-1]) + last + members[-1]

    def organ(self) -> str:
        return self.random.choice(["国务院", "省级", "市级", "县级以上地方", "设区的市级"]) + self.one(self.words.nouns) + self.random.choice(["主管部门", "行政部门", "管理机构"])

    def figure(self) -> str:
        n = self.random.randint(1, 120)
        unit = self.random.choice(["日", "个月", "年", "万元", "人", "小时", "%", "公里"])
        return f"{n}{unit}" if unit == "%" or self.random.random() < 0.5 else f"{numeral(n)}{unit}"

    def sentence(self) -> str:
        """One sentence of running text."""
        kinds: list[tuple[float, Callable[[], str]]] = [
            (0.22, lambda: "，".join(self.some(self.act, 2, 4)) + "。"),
            (0.12, lambda: f"{self.noun()}是{self.noun()}的{self.random.choice(['基础', '关键', '重要保证', '本质要求', '根本途径'])}，{self.act()}。"),
            (0.12, lambda: f"坚持{self.listed(self.noun)}，{self.act()}，{self.act()}。"),
            (0.1, lambda: f"要{self.act()}、{self.act()}、{self.act()}，{self.random.choice(['不断', '切实', '着力'])}{self.act()}。"),
            (0.08, lambda: f"所谓{self.noun()}，是指{self.act()}、{self.act()}的{self.noun()}。"),
            (0.08, lambda: f"{self.random.choice(['会议', '报告', '讲话', '文章'])}指出：“{self.act()}，{self.act()}。”"),
            (0.07, lambda: f"{self.random.randint(1950, 2024)}年，{self.one(self.words.places)}{self.verb()}{self.noun()}{self.figure()}，{self.random.choice(['增长', '下降', '达到'])}{self.figure()}。"),
            (0.07, lambda: f"如果{self.act()}，{self.noun()}就{self.act()}；{self.noun()}只有{self.act()}，才能{self.act()}。"),
            (0.07, lambda: f"一是{self.act()}；二是{self.act()}；三是{self.act()}。"),
            (0.07, lambda: f"“{self.one(self.words.idioms)}”说的是{self.act()}，{self.noun()}、{self.noun()}因此{self.act()}。"),
        ]  # fmt: skip
        at = self.random.random()
        for share, make in kinds:
            at -= share
            if at < 0:
                return make()
        return kinds[0][1]()

    def norm(self) -> str:
        """One sentence of a statute."""
        modal = self.random.choice(["应当", "可以", "不得", "必须"])
        return self.random.choice(
            [
                lambda: f"{self.organ()}{modal}{self.act()}，{self.act()}。",
                lambda: f"{self.noun()}{modal}自{self.act()}之日起{self.figure()}内向{self.organ()}{self.act()}。",
                lambda: f"违反本法规定，{self.act()}的，由{self.organ()}责令改正，处{self.figure()}以上{self.figure()}以下的罚款。",
                lambda: f"本法所称{self.noun()}，是指{self.listed(self.noun)}。",
                lambda: f"国家鼓励{self.listed(self.noun)}，{self.act()}。",
            ]
        )()

    def statute(self, size: int) -> str:
        lines = [f"{self.noun()}管理条例", ""]
        article, chapter = 0, 0
        while sum(map(len, lines)) < size:
            if article % 9 == 0:
                chapter += 1
                lines += [f"第{numeral(chapter)}章 {self.noun()}"]
            article += 1
            lines.append(f"第{numeral(article)}条 " + "".join(self.some(self.norm, 1, 3)))
            if self.random.random() < 0.3:
                lines[-1] += f"{self.organ()}履行下列职责："
                lines += [f"（{numeral(i + 1)}）{self.act()}；" for i in range(self.random.randint(3, 6))]
                lines[-1] = lines[-1][:-1] + "。"
        return "\n".join(lines) + "\n"

    def speech(self, size: int) -> str:
        lines = [f"在{self.noun()}会议上的发言", ""]
        part = 0
        while sum(map(len, lines)) < size:
            part += 1
            lines.append(f"{numeral(part)}、{self.act()}，{self.act()}")
            for _ in range(self.random.randint(2, 5)):
                lines.append("".join(self.some(self.sentence, 3, 7)))
        return "\n".join(lines) + "\n"

    def notes(self, size: int) -> str:
        lines = [f"{self.noun()}复习提纲", ""]
        part = 0
        while sum(map(len, lines)) < size:
            part += 1
            lines.append(f"{part}. {self.noun()}的{self.random.choice(['内容', '意义', '特点', '原则'])}")
            lines += [f"（{i + 1}）{self.act()}。{self.sentence()}" for i in range(self.random.randint(2, 5))]
            lines.append("".join(self.some(self.sentence, 1, 3)))
        return "\n".join(lines) + "\n"

    def document(self, size: int) -> str:
        return self.random.choice([self.statute, self.speech, self.notes])(size)


def documents(times: int, *, seed: int = 1) -> list[str]:
    """Texts that are together ``times`` the size of the repository's own source."""
    words = Words()
    unit = len(SEED.read_text(encoding="utf-8-sig"))
    rng = random.Random(seed)
    left, out = times * unit, []
    while left > unit // 4:
        size = left if left < unit else min(left, int(unit * (0.5 + 1.5 * rng.random())))
        out.append(Writer(seed * 100_003 + len(out), words).document(size))
        left -= len(out[-1])
    return out


def write(folder: Path, times: int, *, seed: int = 1) -> int:
    """The corpus as files in a folder; how many characters it has."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for i, text in enumerate(documents(times, seed=seed)):
        (folder / f"{i:04}.txt").write_text(text, encoding="utf-8", newline="\n")
        total += len(text)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print(f"{write(args.folder, args.times, seed=args.seed):,} characters in {args.folder}")


if __name__ == "__main__":
    main()
