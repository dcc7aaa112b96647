"""A year with quizgen's own builds: sources that are corrected, cut, renamed and replaced by a new edition, on one side, and
a learner who works with the cards in Anki on the other. After every round each card is held against what the route by
which it came promises (docs/anki.md): schedule and history, deck, suspension, flags; texts; personal tags and fields;
what was deleted and what retired."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from quizgen import pipeline
from quizgen.deck import load
from quizgen.exporters.anki.fields import RETIRED_LINE, RETIRED_TAG, Note, notes
from quizgen.exporters.anki.homes import places
from quizgen.model import Deck, Item
from tests.anki_backend import Anki

pytest.importorskip("anki")

ROUTES = ("package", "delta", "text", "text-delta")
DAY = 86_400

LIMITS = ("三日", "五日", "七日", "十日", "十五日", "二十日", "三十日", "四十日", "六十日", "九十日", "四个月", "两年")
OWNERS = ("典藏部", "库房主管", "修复中心", "阅览部", "采购专员", "技术部", "总务科", "值班馆员", "编目组", "读者服务部", "安全科", "档案室")
TASKS = ("清点", "通风除湿", "破损修补", "座位核查", "到书验收", "系统备份", "设备检修", "借阅登记", "新书编目", "意见答复", "消防检查", "卷宗整理")
NUMBERS = "一二三四五六七八九"


def article(n: int, number: int) -> str:
    """A duty with a time limit: whatever else the rules find in it, they ask the limit."""
    numeral = NUMBERS[number - 1] if number < 10 else "十" + (NUMBERS[number - 11] if number > 10 else "")
    return f"第{numeral}条　{OWNERS[n]}应当在{LIMITS[n]}内完成{TASKS[n]}工作，并向馆务委员会提交书面报告。\n"


RULES = "馆藏管理办法（2019年）\n" + "".join(
    ("第一章　日常管理\n" if n == 0 else "第二章　保管和服务\n" if n == 6 else "") + article(n, n + 1) for n in range(12)
)
SPEECH = """\
在读书会上的讲话
一、读书要有恒心
每天应当读书三十分钟，每周应当写一篇笔记，每年应当读完十二本书。
二、读书要有方法
一本书应当读三遍，第一遍用两天，第二遍用五天，第三遍用十天。
"""
EXTRA = """\
值班守则
值班人员应当在八日内完成交接，并向馆务委员会提交书面报告。
值班室应当在六日内完成清扫，并向总务科提交书面报告。
"""


@dataclass
class Life:
    """One folder, one learner, one route. ``sent``: what Anki should have of each item: its digest when it last went out."""

    root: Path
    anki: Anki
    route: str
    now: int
    sent: dict[str, str] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    history: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    imported: dict[str, bytes] = field(default_factory=dict)
    rounds: int = 0

    @property
    def text(self) -> bool:
        return self.route.startswith("text")

    @property
    def whole(self) -> bool:
        return not self.route.endswith("delta")

    # ------------------------------------------------------------------ sources and builds

    def write(self, name: str, text: str) -> None:
        (self.root / "seeds").mkdir(exist_ok=True)
        (self.root / "seeds" / name).write_text(text, encoding="utf-8")

    def rewrite(self, name: str, *changes: tuple[str, str]) -> None:
        text = (self.root / "seeds" / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.write(name, text)

    def decks(self) -> list[Deck]:
        found = sorted(p for p in (self.root / "decks").glob("*.yaml") if not p.name.endswith(".paper.yaml"))
        return [load(p).deck for p in found]

    def items(self) -> dict[str, Item]:
        return {i.id: i for deck in self.decks() for i in deck.items}

    def item(self, owner: str) -> Item:
        """The item that asks the time limit of an owner."""
        found = [i for i in self.items().values() if owner in i.provenance.quote and i.status == "new"]
        return next(i for i in found if i.tested in LIMITS)

    def build(self) -> None:
        (self.root / "quizgen.yaml").write_text(
            "density: dense\n" + (self.root / "more.yaml").read_text(encoding="utf-8")
            if (self.root / "more.yaml").exists()
            else "density: dense\n",
            encoding="utf-8",
        )
        pipeline.build(root=self.root, now=self.now)

    # ------------------------------------------------------------------ sending

    def send(self) -> None:
        """What the route brings, imported as the learner would."""
        first = not self.sent
        self.remember()
        if self.route == "package" or (first and not self.text):
            if self.route == "delta":
                self._export("first.apkg", delta=False)
            else:
                for path in sorted((self.root / "decks").glob("*.apkg")):
                    if path.read_bytes() != self.imported.get(path.name):  # one that a build calls unchanged is left alone
                        self.imported[path.name] = path.read_bytes()
                        assert self.anki.import_package(path.read_bytes()).conflicting == 0
        elif first:
            self._export("first.apkg", delta=False)
            pipeline.export(self.root / "decks", to="txt", output=self.root / "first.txt", now=self.now)  # its state begins
        else:
            self._export("again.txt" if self.text else "again.apkg", delta=not self.whole)
        self.rounds += 1

    def _export(self, name: str, *, delta: bool) -> None:
        path = self.root / name
        done = pipeline.export(self.root / "decks", output=path, now=self.now, delta=delta)
        if not done.items:
            return
        log = self.anki.import_text(path.read_bytes()) if self.text and name != "first.apkg" else self.anki.import_package(path.read_bytes())
        assert log.conflicting == log.other == 0

    # ------------------------------------------------------------------ the learner

    def edit(self, guid: str) -> None:
        note = self.anki.note(guid)
        note["笔记"] = f"{guid} 的口诀"
        note["解析"] = "我写的解析"
        note.tags += ["考前看"]
        self.anki.col.update_note(note)
        self.touched[guid] = int(time.time())

    def delete(self, guid: str) -> None:
        self.anki.col.remove_notes([self.anki.note(guid).id])
        self.deleted.add(guid)
        self.touched.pop(guid, None)

    def work(self, guid: str) -> Any:
        answers = self.anki.col.db.all(
            "select r.id, r.ease, r.ivl, r.factor from revlog r, cards c, notes n"
            " where r.cid = c.id and c.nid = n.id and n.guid = ? order by r.id",
            guid,
        )
        return self.anki.schedule(guid), answers

    def remember(self) -> None:
        rows = self.anki.col.db.all("select guid, flds, tags, mod from notes")
        self.texts = {guid: (flds, tags, mod) for guid, flds, tags, mod in rows}
        self.history = {guid: self.work(guid) for guid in self.texts}

    # ------------------------------------------------------------------ what must be true

    def check(self) -> dict[str, int]:
        """Every card against what its route promises; how many of each sort there were."""
        counts: dict[str, int] = {}
        decks = self.decks()
        made = {n.guid: n for n in notes(decks, [places(d) for d in decks])}
        live = self.items()
        for guid, was in self.history.items():
            assert self.work(guid) == was, "no schedule, suspension, flag, deck or answer is ever touched"
            assert self.anki.note(guid)["编号"] == guid
        assert self.anki.col.card_count() == self.anki.col.note_count() and not self.anki.empty_cards()
        for guid in {*live, *self.texts}:
            sort = self._check(guid, live.get(guid), made.get(guid))
            counts[sort] = counts.get(sort, 0) + 1
        return counts

    def _check(self, guid: str, item: Item | None, made: Note | None) -> str:
        there = self.anki.has(guid)
        before = self.texts.get(guid)
        if item is None or item.status == "dropped" or made is None:
            assert not there or before == self._row(guid), "Anki is told nothing of what a person deleted or dropped"
            return "dropped"
        changed = self.sent.get(guid) != item.digest
        was_sent = guid in self.sent
        if item.status == "retired" and not (changed and was_sent):
            assert not there or self._row(guid) == before, "a retired item is sent once"
            return "retired before"
        self.sent[guid] = item.digest
        if before is None:
            if guid in self.deleted and not changed and not self.whole:
                assert not there, "a delta brings back nothing that did not change"
                return "stays away"
            self.deleted.discard(guid)
            assert there, item.stem
            self._shows(guid, made)
            assert (f"quizgen::kind::{item.kind}" in self.anki.note(guid).tags) is not (self.text and self.rounds > 1)
            assert self.anki.deck_of(guid) == "::".join(made.home) or self.anki.deck_of(guid).startswith(made.home[0])
            return "came back" if was_sent else "new"
        note = self.anki.note(guid)
        mine = guid in self.touched
        late = mine and self.touched[guid] >= made.mod
        if not changed and not (self.text and self.whole):
            assert self._row(guid) == before, "what did not change is not touched"
            return "unchanged"
        if late and not self.text:
            assert self._row(guid) == before, "the learner's later edit stands"
            return "the learner's stands"
        if changed or self.text:
            self._shows(guid, made)
        if mine:
            kept = self.text
            assert (note["笔记"] == f"{guid} 的口诀") is kept and ("考前看" in note.tags) is kept
            if not kept:
                del self.touched[guid]
        if item.status == "retired":
            assert note["状态"] == RETIRED_LINE and (RETIRED_TAG in note.tags) is not self.text
            return "retired"
        return "changed" if changed else "set back"

    def _row(self, guid: str) -> tuple[str, str, int]:
        flds, tags, mod = self.anki.col.db.first("select flds, tags, mod from notes where guid = ?", guid)
        return flds, tags, mod

    def _shows(self, guid: str, made: Note) -> None:
        """The texts of the item as it is now. The line of its place is that of the item's last change."""
        fields = self.anki.note(guid).fields[: len(made.fields)]
        assert [f for n, f in enumerate(fields) if n != 7] == [f for n, f in enumerate(made.fields) if n != 7]


@pytest.fixture
def life(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Life]:
    (tmp_path / "anki").mkdir()
    anki = Anki(tmp_path / "anki")
    yield Life(root=tmp_path, anki=anki, route=request.param, now=int(time.time()) - DAY)
    anki.col.close()


@pytest.mark.parametrize("life", ROUTES, indirect=True)
def test_a_year(life: Life) -> None:
    life.write("办法2019.txt", RULES)
    life.write("讲话.txt", SPEECH)
    life.build()
    life.send()
    counts = life.check()
    assert set(counts) == {"new"} and counts["new"] >= 14

    # ---------------------------------------------------------------- the learner works
    anki = life.anki
    ids = sorted(life.items())
    for n, guid in enumerate(ids[::2]):
        for ease in ((4, 3), (3, 3), (1, 3), (4, 2))[n % 4]:
            anki.answer(guid, ease)
            anki.col.sched.set_due_date([anki.card(guid).id], "0")
        anki.answer(guid, 3)
    anki.col.sched.bury_cards([anki.card(ids[1]).id])
    suspended, moved, flagged = (life.item(OWNERS[n]).id for n in (0, 1, 2))
    anki.col.sched.suspend_cards([anki.card(suspended).id])
    anki.col.set_deck([anki.card(moved).id], anki.col.decks.id("我的::难题"))
    anki.col.set_user_flag_for_cards(3, [anki.card(flagged).id])
    before, after, never = (life.item(OWNERS[n]).id for n in (3, 4, 5))  # corrected before and after the edit; never
    for guid in (before, after, never):
        life.edit(guid)
    away, back = (life.item(OWNERS[n]).id for n in (6, 7))  # deleted: the second one is corrected later
    life.delete(away)
    life.delete(back)

    # ---------------------------------------------------------------- round 1: corrections, cuts, more material
    # One correction came before the learner's edits (the deck was built yesterday and is sent today) …
    life.now += 60
    life.rewrite("办法2019.txt", corrected(3))
    life.build()
    # … and the others after them.
    life.now = int(time.time()) + DAY
    gone = {i.id for i in life.items().values() if OWNERS[8] in i.provenance.quote}  # it will come back
    ended = {i.id for i in life.items().values() if OWNERS[9] in i.provenance.quote}  # this one not
    life.rewrite(
        "办法2019.txt",
        corrected(0),
        corrected(1),
        corrected(4),
        corrected(7),
        (article(8, 9) + article(9, 10), ""),
        ("第一章　日常管理\n", "第一章　日常管理\n本章所称日常管理，不包括开馆以前的准备。\n"),
    )
    life.write("值班.txt", EXTRA)
    life.build()
    assert gone and ended and all(life.items()[g].status == "retired" for g in gone | ended)
    life.send()
    counts = life.check()
    assert counts["new"] >= 2 and counts["changed"] >= 3 and counts["retired"] == len(gone | ended)
    assert counts.get("the learner's stands", 0) == (0 if life.text else 1)
    assert counts.get("came back", 0) == (2 if life.whole else 1) and counts.get("stays away", 0) == (0 if life.whole else 1)
    assert anki.card(suspended).queue == -1 and anki.deck_of(moved) == "我的::难题" and anki.card(flagged).flags == 3
    assert (anki.note(before)["解析"] == "我写的解析") is not life.text and anki.note(before)["笔记"] == f"{before} 的口诀"
    assert (anki.note(after)["笔记"] == f"{after} 的口诀") is life.text and "及时提交" in anki.note(after)["原文"]
    assert anki.note(never)["笔记"] == f"{never} 的口诀"

    # ---------------------------------------------------------------- round 2: nothing new, months later
    for guid in ids[::3]:
        if anki.has(guid):
            anki.answer(guid, 3)
    last, finished = min(gone), min(ended)
    life.delete(last)
    life.delete(finished)
    life.now += 90 * DAY
    life.build()
    life.send()
    counts = life.check()
    assert not {"new", "changed", "retired"} & set(counts), counts
    assert not anki.has(last) and not anki.has(finished), "a retired item that the learner deleted stays away"

    # ---------------------------------------------------------------- round 3: a new edition, another name, a return
    life.now += 180 * DAY
    old = life.items()
    text = (life.root / "seeds" / "办法2019.txt").read_text(encoding="utf-8")
    text = text.replace("2019年", "2024年修订").replace(f"在{LIMITS[0]}内", "在二十五日内")
    text = text.replace("第六条　", "第六条　馆员应当在三个月内完成岗位培训，并取得合格证书。\n第七条　") + article(8, 13)
    life.write("办法2024.txt", text)
    (life.root / "more.yaml").write_text("supersedes:\n  seeds/办法2024.txt: seeds/办法2019.txt\n", encoding="utf-8")
    (life.root / "seeds" / "讲话.txt").rename(life.root / "seeds" / "读书会讲话.txt")
    (life.root / "seeds" / "值班.txt").unlink()
    life.build()
    new = life.items()
    assert set(old) <= set(new) and all(new[g].status == "new" for g in gone), "the ids are carried over, and revived"
    assert len(life.decks()) == 3
    life.send()
    counts = life.check()
    assert counts["new"] >= 1 and counts["changed"] >= 2
    assert anki.has(last) and anki.note(last)["状态"] == "" and RETIRED_TAG not in anki.note(last).tags
    assert not anki.has(finished), "what retired for good is not sent again"
    assert anki.card(suspended).queue == -1 and "二十五日" in anki.note(suspended)["原文"]


def corrected(n: int) -> tuple[str, str]:
    """A correction in an article, beside the words that are asked."""
    words = f"{TASKS[n]}工作，并向馆务委员会"
    return f"{words}提交", f"{words}及时提交"
