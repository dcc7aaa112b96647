"""A folder with one source and one deck, in memory, and somebody who writes in both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from simple import blank, simple_items

from quizgen.deck import loads, render_new, save, source_id
from quizgen.deck.account import Change, Report
from quizgen.deck.merge import Holds, merge
from quizgen.model import Deck, Document, Item, Span
from quizgen.reading import Reading

TEXT = """\
读书笔记
一、书的材料
一是竹简。竹简由竹片削制烘干而成，用麻绳编连成册，是纸张普及以前最常用的书写材料。一枚竹简通常只写一行字。
二是缣帛。缣帛轻便柔软却价格昂贵，多用来绘制地图和誊写定稿。
三是纸张。东汉的蔡伦总结前人经验，改进了造纸的工艺。纸张价格低廉，便于携带，逐渐取代了竹简和缣帛。
二、书写的工具
毛笔在战国时期已经广泛使用，秦代的工匠改进了笔杆和笔毫的装法。墨锭由松烟和胶料调和压制而成，研磨以后可以长期保存。
砚台的名品出自端州和歙州，唐代的文人已经为它们写下诗篇。
三、印刷的方法
雕版印刷需要把整页文字反刻在木板上，一块木板只能印刷一页内容。活字印刷把每个字刻成单独的字块，排版以后可以拆开重新使用。
活字的材料先后有胶泥、木材和金属，各有长处和短处。
"""


class World:
    def __init__(self, text: str = TEXT, *, one_in: int = 1) -> None:
        self.source = text
        self.path = "seeds/读书笔记.txt"
        self.yaml = ""
        self.now = 0
        self.one_in = one_in
        self.report = Report(title="", path="")

    def document(self) -> Document:
        return simple_items(self.source, self.path)[0]

    def asked(self, key: str) -> Item:
        """A cloze item about words of the source, whatever the generator chooses."""
        document = self.document()
        at = document.text.index(key)
        sentence = next(s.span for s in Reading(document).sentences if s.span.start <= at < s.span.end)
        return blank(document, sentence, Span(at, at + len(key)))

    def built(self) -> tuple[Item, ...]:
        return simple_items(self.source, self.path, one_in=self.one_in)[1]

    def build(
        self,
        *,
        items: Collection[Item] | None = None,
        rewriting: bool = True,
        holds: Holds | None = None,
        taken: Collection[str] = frozenset(),
        refresh: bool = False,
    ) -> Deck:
        """One build, a day after the last."""
        self.now += 1
        document, made, rewrite = simple_items(self.source, self.path, one_in=self.one_in)
        document = replace(document, source=replace(document.source, id=source_id(self.path, self.source.encode())))
        loaded = loads(self.yaml) if self.yaml else None
        result = merge(
            loaded.deck if loaded else None,
            tuple(made if items is None else items),
            document=document,
            now=f"2026-02-{self.now:02}T08:00:00Z",
            title="读书笔记",
            rewrite=rewrite if rewriting else None,
            holds=holds,
            taken=taken,
            refresh=refresh,
        )
        self.yaml = save(loaded, result.deck) if loaded else render_new(result.deck)
        self.report = result.report
        return self.deck

    @property
    def deck(self) -> Deck:
        return loads(self.yaml).deck

    def item(self, key: str) -> Item:
        """The one item with this key, or with these words in its source sentence."""
        found = [i for i in self.deck.items if key in i.key] or [i for i in self.deck.items if key in i.provenance.quote]
        assert found, f"no item about {key}"
        return found[0]

    def now_at(self, identity: str) -> Item:
        return next(i for i in self.deck.items if i.id == identity)

    def in_source(self, old: str, new: str) -> None:
        assert self.source.count(old) == 1, old
        self.source = self.source.replace(old, new)

    def in_deck(self, old: str, new: str) -> None:
        """A person edits the deck: the first place that reads so."""
        assert old in self.yaml, old
        self.yaml = self.yaml.replace(old, new, 1)

    def delete(self, identity: str) -> None:
        """A person deletes an item from the deck."""
        start = self.yaml.index(f"- id: {identity}\n")
        ends = [e for e in (self.yaml.find("\n- id:", start), self.yaml.find("\n# What", start)) if e >= 0]
        self.yaml = self.yaml[:start] + self.yaml[min(ends) + 1 :]

    def change(self, identity: str) -> Change:
        return next(c for c in self.report.changes if c.item.id == identity)

    def sorts(self) -> dict[str, int]:
        return {sort: n for sort, n in self.report.counts().items() if n}
