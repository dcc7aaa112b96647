"""The index gives what a walk through everything would give."""

from __future__ import annotations

import random

from quizgen.distractors.figures import arabic, form, log, number_of
from quizgen.distractors.shelves import WHOLE, Entry, Shelves
from quizgen.model import Span

WORDS = ("责任感", "使命感", "紧迫感", "统计局", "税务局", "教育部门", "卫生部门", "人民政府", "根本保证", "重要保证", "感", "服务意识")
FIGURES = ("30日", "三十日", "15日", "60日", "六十日", "5年", "10年", "20年", "二十年", "3个月", "40%", "20%", "约5年")


def entry(text: str, work: int, at: int, shape: str = "") -> Entry:
    return Entry(text, text, work, Span(at, at + len(text)), Span(at, at + 20), ("noun",), shape, "")


def test_what_is_near_is_what_a_walk_finds() -> None:
    choose = random.Random(3)
    shelves, every = Shelves(), []
    for at in range(300):
        kind = choose.choice(["noun", "verb", "agency", "headline", "role", "title"])
        e = entry(choose.choice(WORDS), choose.randrange(4), at, choose.choice(["nn", "vn"]) if kind not in WHOLE or kind == "role" else "")
        shelves.put(kind, e)
        every.append((kind, e))
    for kind in ("noun", "agency", "headline", "role", "clause"):
        for key in WORDS:
            for most in (1, 3):
                found = list(shelves.near(kind, key, "nn", most))
                assert len(found) == len({id(e) for e in found})
                assert {id(e) for e in found} == {
                    id(e)
                    for k, e in every
                    if k == kind
                    and abs(len(e.norm) - len(key)) <= most
                    and (kind in WHOLE or e.norm[-1] == key[-1])
                    and (kind != "agency" or e.norm[-2:] == key[-2:])
                    and ((kind in WHOLE and kind != "role") or e.shape == "nn")
                }


def test_what_waits_is_put_when_it_is_asked_for_and_once_for_the_same_words() -> None:
    made: list[tuple[str, int]] = []

    def make(kind: str, what: tuple[str, int]) -> Entry | None:
        made.append((kind, what[1]))
        return entry(what[0], 0, what[1], "nn") if what[1] % 2 else None  # the first of each is none

    shelves = Shelves(make)
    for at, word in enumerate(("责任感", "责任感", "使命感", "责任感", "使命感", "统计局", "服务意识")):
        shelves.wait("noun", word, (word, at))
    assert not made
    assert [(e.norm, e.span.start) for e in shelves.near("noun", "紧迫感", "nn", 0)] == [("责任感", 1)]
    assert made == [("noun", 0), ("noun", 1), ("noun", 2), ("noun", 4)]
    assert [e.norm for e in shelves.near("noun", "紧迫感", "nn", 1)] == ["责任感"] and len(made) == 4
    assert [e.norm for e in shelves.near("noun", "税务局", "nn", 0)] == ["统计局"]


def test_figures_come_by_place_and_nearness_without_those_that_were_passed() -> None:
    choose = random.Random(5)
    for _ in range(40):
        shelves, every = Shelves(), []
        places = {w: sorted(choose.sample(range(200), 15)) for w in range(3)}
        for work in range(3):
            for at in places[work]:
                e = entry(choose.choice(FIGURES), work, at)
                shelves.put("figure", e)
                every.append(e)
        for key in FIGURES:
            value = number_of(key)
            if value is None:
                continue
            for home in range(3):
                walked = sorted(
                    (e for e in every if form(e.norm) == form(key) and arabic(e.norm) == arabic(key)),
                    key=lambda e: (e.work != home, abs(log(number_of(e.norm)) - log(value)), e.span),
                )
                assert shelves.figures_of(key, home) == [e for e in every if e.work == home and form(e.norm) == form(key)]
                taken = {value}
                first: list[Entry] = []
                for e in shelves.figures(key, value, home, lambda v: v is None or v in taken):  # noqa: B023
                    if number_of(e.norm) not in taken:
                        first.append(e)
                        taken.add(number_of(e.norm) or 0)
                wanted: list[Entry] = []
                seen = {value}
                for e in walked:
                    if number_of(e.norm) not in seen:
                        wanted.append(e)
                        seen.add(number_of(e.norm) or 0)
                assert first == wanted
