"""Saving a deck into the text it was read from: only what changed is written, every other byte stays.

Comments, blank lines, order, quotation marks and indents that a person gave are never touched. Where a value with a
comment inside has to be replaced, the comment moves above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.deck.load import ITEM_KEYS, LoadedDeck
from quizgen.deck.render import (
    LEDGER_NOTE,
    field,
    has_memory,
    homes_value,
    item_text,
    ledger_line,
    ledger_pair,
    render_new,
)
from quizgen.diagnostics import QuizgenError
from quizgen.model import Deck, Item
from quizgen.yamlnodes import Node
from quizgen.yamltext import key_line, parse, scalar, texts, value


def save(loaded: LoadedDeck, deck: Deck) -> str:
    """The text of ``loaded`` with the differences of ``deck`` written into it; the very same text where there are
    none. Items are known by their id; one that had none is known by its kind, stem and key, and gets its ``id:``
    line. Items of ``loaded`` that are not in ``deck`` are taken out; new ones follow the item before them in
    ``deck``. The order of those that stand is the file's.

    Errors: QuizgenError where ``loaded`` was read with ``strict=False`` and is not whole."""
    if not loaded.ok:
        raise QuizgenError(*loaded.diagnostics)
    root = loaded.root or parse(loaded.text, path=loaded.path)
    assert root is not None and root.sort == "map"
    if loaded.deck == deck:
        return loaded.text
    splicer = _Splicer(loaded.text)
    if root.style:  # the whole deck in one pair of braces: nothing to splice into
        kept = splicer.comments(0, len(loaded.text), root)
        return "".join(c + splicer.newline for c in kept) + render_new(deck).replace("\n", splicer.newline)
    splicer.head(root, loaded.deck, deck)
    splicer.items(root, loaded, deck)
    splicer.ledger(root, loaded.deck, deck)
    splicer.sentences(root, loaded.deck, deck)
    return splicer.result()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    start: int
    end: int
    text: str


class _Splicer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.edits: list[_Edit] = []

    # ------------------------------------------------------------------ the text

    def put(self, start: int, end: int, text: str) -> None:
        text = text.replace("\n", self.newline)
        if self.text[start:end] != text:
            self.edits.append(_Edit(start=start, end=end, text=text))

    def result(self) -> str:
        # Edits never overlap; several that insert at one offset keep the order in which they were made.
        out, at = [], 0
        for edit in sorted(self.edits, key=lambda e: (e.start, e.end)):
            out += [self.text[at : edit.start], edit.text]
            at = edit.end
        return "".join(out) + self.text[at:]

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The offset right behind the line break of the line, or the end of the text."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def dash_line(self, node: Node, dash: int) -> int:
        """The start of the line on which the dash of a list member stands (the member may open on a later line)."""
        start = self.line_start(node.start)
        while start and not self.text.startswith("-", start + dash):
            start = self.line_start(start - 1)
        return start

    def insert_lines(self, at: int, text: str) -> None:
        """Whole lines at ``at``, which is the start of a line or the end of the text."""
        if at == len(self.text) and at and not self.text.endswith("\n"):
            text = "\n" + text.removesuffix("\n")
        self.put(at, at, text)

    def end(self, node: Node) -> int:
        """Where the characters of a value end; blank lines and comments behind it are not its own."""
        match node.sort:
            case "text":
                if node.style in ("|", ">"):
                    # The parser counts the blank lines behind it, and the indent of the next key.
                    body = self.text[node.start : node.end]
                    tail = body.rpartition("\n")[2]
                    if not tail.strip(" \t"):
                        body = body[: len(body) - len(tail)]
                    return node.start + len(body.rstrip("\r\n"))
                return node.end
            case "list":
                return node.end if node.style or not node.items else self.end(node.items[-1])
            case "map":
                return node.end if node.style or not node.pairs else self.end(node.pairs[-1][1])

    def comments(self, start: int, end: int, node: Node) -> list[str]:
        """The comments between two offsets, outside the scalars of ``node``."""
        gaps, at = [], start
        for leaf in _leaves(node):
            if leaf.style in ("|", ">"):
                head = self.text.find("\n", leaf.start)
                gaps.append((at, head if head >= 0 else leaf.start))
            else:
                gaps.append((at, leaf.start))
            at = max(at, self.end(leaf))
        gaps.append((at, end))
        found: list[str] = []
        for a, b in gaps:
            found += [m[0].rstrip() for m in re.finditer(r"(?:(?<=\s)|(?<=^))#[^\r\n]*", self.text[a:b] if a < b else "")]
        return found

    # ------------------------------------------------------------------ one field

    def replace(self, key: Node, node: Node, shown: str) -> None:
        """The value of a key, in block style. ``shown`` opens with a line break if it is a block list or map."""
        stop = self.end(node)
        tail_end = self.line_end(stop)
        tail = self.text[stop:tail_end].rstrip("\r\n")
        one_line = "\n" not in shown
        inside = self.comments(key.end, stop, node)
        if not one_line and tail.strip():
            inside += [tail.strip()]
            stop = tail_end - (len(self.text[stop:tail_end]) - len(tail))
        if inside:
            pad = " " * (key.column - 1)
            self.put(key.start, key.start, "".join(f"{c}\n{pad}" for c in inside))
        self.put(key.end, stop, ":" + ("" if shown.startswith("\n") else " ") + shown)

    def fields(
        self,
        node: Node,
        names: Sequence[str],
        changed: Sequence[str],
        show: Callable[[str], str | None],
    ) -> None:
        """Write some fields of a map in block style; a field that ``show`` gives as None is taken out."""
        present = {key.value: (key, value) for key, value in node.pairs}
        indent = node.column - 1
        for name in changed:
            shown = show(name)
            if name in present:
                key, old = present[name]
                if shown is not None:
                    self.replace(key, old, shown)
                elif node.pairs[0][0] is key:
                    self.replace(key, old, "''")
                else:
                    start, stop = self.line_start(key.start), self.line_end(self.end(old))
                    kept = self.comments(key.end, stop, old)
                    self.put(start, stop, "".join(" " * indent + c + "\n" for c in kept))
            elif shown is not None:
                before = [n for n in names[: names.index(name)] if n in present]
                if before:
                    after = present[before[-1]][1]
                    self.insert_lines(self.line_end(self.end(after)), " " * indent + key_line(name, shown) + "\n")
                else:
                    first = node.pairs[0][0].start
                    self.put(first, first, key_line(name, shown) + "\n" + " " * indent)

    # ------------------------------------------------------------------ the deck

    def head(self, root: Node, old: Deck, new: Deck) -> None:
        names = ("deck", "source", "tags", "homes")
        shown = {
            "deck": value(new.title, 0),
            "tags": texts(new.tags, 0, lead=6) if new.tags else None,
            "homes": homes_value(new.homes) if new.homes else None,
        }
        changed = [n for n, a, b in (("deck", old.title, new.title), ("tags", old.tags, new.tags), ("homes", old.homes, new.homes)) if a != b]
        self.fields(root, names, changed, shown.__getitem__)
        source = _get(root, "source")
        if source is not None and source.sort == "map" and old.source != new.source:
            parts = {"id": new.source.id, "path": new.source.path, "sha256": new.source.sha256}
            was = {"id": old.source.id, "path": old.source.path, "sha256": old.source.sha256}
            differ = [n for n in parts if parts[n] != was[n]]
            if source.style:
                self.put(source.start, source.end, "{" + ", ".join(f"{n}: {value(t, 0)}" for n, t in parts.items() if t) + "}")
            else:
                self.fields(source, tuple(parts), differ, lambda n: value(parts[n], 2) if parts[n] else None)

    def items(self, root: Node, loaded: LoadedDeck, deck: Deck) -> None:
        listing = _get(root, "items")
        assert listing is not None
        old = loaded.deck.items
        if not old:
            if deck.items:
                key = next(k for k, _ in root.pairs if k.value == "items")
                self.replace(key, listing, "\n" + "\n".join(item_text(i) for i in deck.items).removesuffix("\n"))
            return
        nodes = [n for n in listing.items if n.sort == "map"]
        pairs = _pair(old, deck.items)
        taken = {j for j in pairs if j is not None}
        if listing.style or not taken:  # a list in brackets, or none of its items stays: written anew
            if old != deck.items:
                key = next(k for k, _ in root.pairs if k.value == "items")
                self.replace(key, listing, "\n" + "\n".join(item_text(i) for i in deck.items).removesuffix("\n") if deck.items else "[]")
            return
        dash = listing.column - 1
        after: dict[int, list[Item]] = {}
        at = -1
        place = {j: i for i, j in enumerate(pairs) if j is not None}
        for j, item in enumerate(deck.items):
            if j in place:
                at = place[j]
            else:
                after.setdefault(at, []).append(item)
        spaced = len(old) < 2 or self._blank_before(nodes[1])
        if -1 in after:
            gap = "\n" if spaced else ""
            self.insert_lines(self._above_comments(self.dash_line(nodes[0], dash)), "".join(item_text(i, dash) + gap for i in after[-1]))
        for i, (item, node, there) in enumerate(zip(old, nodes, pairs, strict=True)):
            if there is None:
                start = self.dash_line(node, dash)
                stop = self.line_end(self.end(node))
                if stop < len(self.text) and self._blank_line(stop) and self._blank_before(node):
                    stop = self.line_end(stop)
                self.put(start, stop, "")
            else:
                self.item(node, item, deck.items[there], dash)
            if i in after:
                gap = "\n" if spaced else ""
                self.insert_lines(self.line_end(self.end(node)), "".join(gap + item_text(n, dash) for n in after[i]))

    def _above_comments(self, start: int) -> int:
        """The start of the comment lines right above a line: they speak of what stands below them."""
        while start and self.text[self.line_start(start - 1) : start].lstrip(" \t").startswith("#"):
            start = self.line_start(start - 1)
        return start

    def _blank_before(self, node: Node) -> bool:
        start = self.line_start(node.start)
        return start > 0 and self._blank_line(self.line_start(start - 1))

    def _blank_line(self, start: int) -> bool:
        return not self.text[start : self.line_end(start)].strip()

    def item(self, node: Node, old: Item, new: Item, dash: int) -> None:
        indent = node.column - 1
        changed = [n for n in ITEM_KEYS if field(old, n, indent) != field(new, n, indent)]
        # A status that is not written means new.
        present = {key.value for key, _ in node.pairs}
        changed = [n for n in changed if not (n == "status" and new.status == "new" and n not in present)]
        if not changed:
            return
        if node.style:
            kept = self.comments(node.start, node.end, node)
            start = self.dash_line(node, dash)
            lines = "".join(" " * dash + c + "\n" for c in kept) + item_text(new, dash)
            self.put(start, self.end(node), lines.removesuffix("\n"))
        else:
            self.fields(node, ITEM_KEYS, changed, lambda n: field(new, n, indent))

    def bottom(self, root: Node) -> int:
        """Where a new part of the deck goes: before the sentences, the mark that ends the document, or the end."""
        key = next((k for k, _ in root.pairs if k.value == "sentences"), None)
        if key is not None:
            return self.line_start(key.start)
        ended = re.search(r"^\.\.\.[ \t\r\n]*\Z", self.text, re.M)
        return ended.start() if ended else len(self.text)

    def sentences(self, root: Node, old: Deck, new: Deck) -> None:
        if old.sentences == new.sentences:
            return
        present = next(((k, v) for k, v in root.pairs if k.value == "sentences"), None)
        if present is None:
            self.insert_lines(self.bottom(root), f"sentences: {scalar(new.sentences)}\n")
        else:
            self.replace(*present, scalar(new.sentences))

    def ledger(self, root: Node, old: Deck, new: Deck) -> None:
        remembered = [i for i in (*new.items, *new.gone) if has_memory(i)]
        node = _get(root, "ledger")
        if node is None or not node.pairs:
            if not remembered:
                return
            lines = "".join(ledger_pair(i, 2) + "\n" for i in remembered)
            if node is not None:
                key = next(k for k, _ in root.pairs if k.value == "ledger")
                self.replace(key, node, "\n" + lines.removesuffix("\n"))
            else:
                at = self.bottom(root)
                gap = "" if re.search(r"(?:^|\n)\r?\n\Z", self.text[:at]) else "\n"
                self.insert_lines(at, gap + LEDGER_NOTE + "ledger:\n" + lines)
            return
        if node.style or any(v.style != "{" for _, v in node.pairs):  # somebody laid it out anew: write it whole
            was = [i for i in (*old.items, *old.gone) if has_memory(i)]
            if {i.id: ledger_line(i) for i in was} != {i.id: ledger_line(i) for i in remembered}:
                key = next(k for k, _ in root.pairs if k.value == "ledger")
                self.replace(key, node, "".join("\n" + ledger_pair(i, 2) for i in remembered))
            return
        present = {key.value: (key, value) for key, value in node.pairs}
        before = {i.id: ledger_line(i) for i in (*old.items, *old.gone)}
        indent = node.column - 1
        at = self.line_start(node.start)
        for item in remembered:
            if item.id in present:
                value = present[item.id][1]
                line = ledger_line(item)
                if before.get(item.id) != line:
                    self.put(value.start, value.end, line)
                at = self.line_end(value.end)
            else:
                self.insert_lines(at, ledger_pair(item, indent) + "\n")
        keep = {i.id for i in remembered}
        for name, (key, value) in present.items():
            if name not in keep:
                self.put(self.line_start(key.start), self.line_end(value.end), "")


def _leaves(node: Node) -> Iterator[Node]:
    if node.sort == "text":
        yield node
    for child in node.items:
        yield from _leaves(child)
    for pair in node.pairs:
        for child in pair:
            yield from _leaves(child)


def _get(root: Node, name: str) -> Node | None:
    return next((v for k, v in root.pairs if k.value == name), None)


def _pair(old: Sequence[Item], new: Sequence[Item]) -> list[int | None]:
    """For each old item its place among the new ones: by id, or, where it had no id yet, by what it says."""
    by_id = {item.id: j for j, item in enumerate(new) if item.id}
    known = {item.id for item in old if item.id}
    free: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for j, item in enumerate(new):
        if item.id not in known:
            free.setdefault((item.kind, item.stem, item.key), []).append(j)
    out: list[int | None] = []
    for item in old:
        if item.id:
            out.append(by_id.get(item.id))
        else:
            same = free.get((item.kind, item.stem, item.key))
            out.append(same.pop(0) if same else None)
    return out
