"""A paper file, read. The format is described in docs/paper-format.md and in schemas/paper.schema.json.

A person may change, add and remove anything: what cannot be printed then is said with its line and column. Needs PyYAML,
imported when first used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.diagnostics import Diagnostic, QuizgenError, error
from quizgen.files import read
from quizgen.model import (
    BLANK,
    CHOICE,
    FALSE,
    KINDS,
    LETTERS,
    TRUE,
    VERSIONS,
    Kind,
    Layout,
    Paper,
    PaperItem,
    PaperSection,
)
from quizgen.paper import wording
from quizgen.yamlnodes import Node, Reader, nearest
from quizgen.yamltext import parse, plain_text

PAPER_KEYS = ("paper", "id", "head", "minutes", "total", "sections", "key", "versions")
SECTION_KEYS = ("kind", "heading", "note", "points", "items")
ITEM_KEYS = ("id", "stem", "options", "points")
KEY_KEYS = ("key", "explanation", "quote", "place")
_ID = re.compile(r"[\w.~-]{1,64}")
_TRUTH = {TRUE: TRUE, FALSE: FALSE, "正确": TRUE, "错误": FALSE, "√": TRUE, "×": FALSE, "✓": TRUE, "✗": FALSE}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPaper:
    """A paper with what there is to say of its file. ``ok`` is False where something in it could not be read."""

    paper: Paper
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        return not any(d.severity == "error" for d in self.diagnostics)


def load_paper(text: str, *, path: str = "") -> Paper:
    """The paper of a text; ``path`` is shown in errors. Errors: QuizgenError with all that is wrong, each with line and
    column; warnings are left out here and stand in ``read_paper``."""
    loaded = read_paper(text, path=path)
    if not loaded.ok:
        raise QuizgenError(*loaded.diagnostics)
    return loaded.paper


def load_paper_file(path: str | Path) -> Paper:
    """The paper of a file (UTF-8). Errors: as ``load_paper``, and for a file that cannot be read."""
    name = Path(path).as_posix()
    try:
        text = read(path).decode("utf-8")
    except OSError as e:
        raise error("no-such-paper", f"cannot be read: {e.strerror or e}", path=name) from None
    except UnicodeDecodeError:
        raise error("not-utf8", "not UTF-8: save the file as UTF-8 and try again", path=name) from None
    return load_paper(text, path=name)


def read_paper(text: str, *, path: str = "") -> LoadedPaper:
    """The paper of a text with all findings, warnings among them. Errors: QuizgenError for a text that is not YAML or
    holds no paper at all."""
    root = parse(text, path=path)
    if root is None or root.sort != "map":
        raise error("not-a-paper", "holds no paper: expected “paper:”, “sections:” and “key:”", path=path, line=1)
    taker = _Taker(text)
    paper = taker.paper(root, path)
    found = tuple(sorted(taker.found, key=lambda d: (d.line, d.column)))
    return LoadedPaper(paper=paper, diagnostics=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What stands under ``key:`` for one item, with its nodes."""

    node: Node
    key: tuple[str, ...]
    key_nodes: tuple[Node, ...]
    explanation: str
    quote: str
    place: str


class _Taker(Reader):
    """Takes a paper's nodes apart and collects what is wrong with them."""

    def __init__(self, source_text: str) -> None:
        super().__init__()
        self.source_text = source_text

    def warn(self, node: Node, name: str, message: str) -> None:
        self.found.append(replace(node.wrong(name, message), severity="warning"))

    def fields(self, node: Node, known: Collection[str], *, what: str) -> dict[str, Node]:
        """The value of each known key; keys that open with ``x-`` are a person's own and left alone."""
        if node.sort == "map":
            node = replace(node, pairs=tuple(p for p in node.pairs if not p[0].value.startswith("x-")))
        return {key.value: value for key, value in self.map(node, known, what=what)}

    def line(self, node: Node, *, what: str) -> str:
        if node.sort != "text":
            self.wrong(node, "wrong-type", f"{what}: expected one text, not a {node.sort}")
            return ""
        return plain_text(node, self.source_text)

    def lines(self, node: Node, *, what: str) -> tuple[tuple[str, Node], ...]:
        """Texts with their nodes; one text alone is a list of one."""
        if node.sort == "map":
            self.wrong(node, "wrong-type", f"{what}: expected texts, not a map (a text with “: ” in it needs quotation marks)")
            return ()
        if node.sort == "text":
            return ((plain_text(node, self.source_text), node),) if node.value or node.quoted else ()
        return tuple((self.line(each, what=what), each) for each in node.items)

    def listed(self, node: Node, *, what: str) -> tuple[Node, ...]:
        if node.sort == "list":
            return node.items
        if not node.empty:
            self.wrong(node, "wrong-type", f"{what}: expected a list, each opening with “- ”")
        return ()

    def points(self, node: Node) -> float:
        return float(self.number(node, what="points", whole=False))

    # ------------------------------------------------------------------ the paper

    def paper(self, root: Node, path: str) -> Paper:
        fields = self.fields(root, PAPER_KEYS, what="a paper")
        for name in ("paper", "sections", "key"):
            if name not in fields:
                self.wrong(root, "missing-field", f"the paper has no “{name}:”: add it")
        said = self.keys(fields["key"]) if "key" in fields else {}
        used: dict[str, int] = {}
        sections: list[PaperSection] = []
        for node in self.listed(fields["sections"], what="sections") if "sections" in fields else ():
            section = self.section(node, said, used)
            if section is not None:
                sections.append(section)
        for name, each in said.items():
            if name not in used:
                self.warn(each.node, "key-without-item", f"the paper has no item “{name}”: remove its key, or restore the item")
        identity = self.line(fields["id"], what="id") if "id" in fields else ""
        if identity and not _ID.fullmatch(identity):
            self.wrong(fields["id"], "wrong-id", f"“{identity}” cannot be an id: letters, digits, “-” and “.” only")
        paper = Paper(
            title=self.line(fields["paper"], what="paper").strip() if "paper" in fields else "",
            id=identity,
            sections=tuple(sections),
            head=tuple(t for t, _ in self.lines(fields["head"], what="head")) if "head" in fields else (),
            minutes=int(self.number(fields["minutes"], what="minutes")) if "minutes" in fields else 0,
            path=path,
        )
        if not sections and "sections" in fields:
            self.wrong(fields["sections"], "no-items", "the paper has no sections: there is nothing to print")
        if "total" in fields and not fields["total"].empty:
            total = float(self.number(fields["total"], what="total", whole=False))
            if not self.found and abs(total - paper.total) > 1e-6:
                sums = " + ".join(f"{s.points:g}" for s in paper.sections)
                self.wrong(fields["total"], "points-do-not-add-up", f"the items make {sums} = {paper.total:g} points, not {total:g}")
        if "versions" in fields:
            paper = replace(paper, layouts=self.layouts(fields["versions"], paper))
        return paper

    def keys(self, node: Node) -> dict[str, _Said]:
        out: dict[str, _Said] = {}
        if node.sort != "map":
            if not node.empty:
                self.wrong(node, "wrong-type", "key: expected the items' ids, and under each “key:”, “explanation:” …")
            return out
        for name, value in node.pairs:
            if value.sort != "map":  # 5k2m9q: 政治建设
                texts = self.lines(value, what="key")
                out[name.value] = _Said(node=name, key=tuple(t for t, _ in texts), key_nodes=tuple(n for _, n in texts), explanation="", quote="", place="")
                continue
            fields = self.fields(value, KEY_KEYS, what="a key")
            texts = self.lines(fields["key"], what="key") if "key" in fields else ()
            rest = {n: self.line(fields[n], what=n).strip() if n in fields else "" for n in KEY_KEYS[1:]}
            out[name.value] = _Said(node=name, key=tuple(t for t, _ in texts), key_nodes=tuple(n for _, n in texts), **rest)
        return out

    def section(self, node: Node, said: Mapping[str, _Said], used: dict[str, int]) -> PaperSection | None:
        fields = self.fields(node, SECTION_KEYS, what="a section")
        if node.sort != "map":
            return None
        kind = self.line(fields["kind"], what="kind") if "kind" in fields else ""
        if kind not in KINDS:
            at = fields.get("kind", node)
            self.wrong(at, "unknown-value", f"a section's kind cannot be “{kind}”: {nearest(kind, KINDS)}")
            return None
        usual = self.points(fields["points"]) if "points" in fields else 1.0
        items = []
        for each in self.listed(fields["items"], what="items") if "items" in fields else ():
            item = self.item(each, kind, usual, said, used)
            if item is not None:
                items.append(item)
        if not items:
            self.warn(node, "empty-section", "the section has no items and is not printed")
            return None
        return PaperSection(
            kind=kind,
            heading=self.line(fields["heading"], what="heading").strip() if "heading" in fields else wording.heading(kind),
            note=self.line(fields["note"], what="note").strip() if "note" in fields else "",
            items=tuple(items),
        )

    def item(
        self, node: Node, kind: Kind, usual: float, said: Mapping[str, _Said], used: dict[str, int]
    ) -> PaperItem | None:
        fields = self.fields(node, ITEM_KEYS, what="an item")
        if node.sort != "map":
            return None
        before = len(self.found)
        for name in ("id", "stem"):
            if name not in fields:
                self.wrong(node, "missing-field", f"the item has no “{name}:”: add it" + (" (any name of its own)" if name == "id" else ""))
        identity = self.line(fields["id"], what="id") if "id" in fields else ""
        if identity and not _ID.fullmatch(identity):
            self.wrong(fields["id"], "wrong-id", f"“{identity}” cannot be an id: letters, digits, “-” and “.” only")
        elif identity in used:
            self.wrong(fields["id"], "equal-ids", f"“{identity}” is the id of the item in line {used[identity]} too: give each its own")
        elif identity:
            used[identity] = node.line
        stem = self.line(fields["stem"], what="stem").strip() if "stem" in fields else ""
        if "stem" in fields and not stem:
            self.wrong(fields["stem"], "missing-field", "the stem is empty")
        options = self.lines(fields["options"], what="options") if "options" in fields else ()
        self.options(kind, node, options)
        each = said.get(identity)
        if each is None and identity:
            self.wrong(fields["id"], "no-key", f"there is no key for “{identity}”: add it under “key:”")
        if each is None or len(self.found) > before:
            return None
        key = self.key(kind, each, tuple(t for t, _ in options))
        self.stem(kind, fields["stem"], stem)
        return PaperItem(
            id=identity,
            stem=stem,
            options=tuple(t for t, _ in options),
            key=key,
            points=self.points(fields["points"]) if "points" in fields else usual,
            explanation=each.explanation,
            quote=each.quote,
            place=each.place,
        )

    def options(self, kind: Kind, node: Node, options: tuple[tuple[str, Node], ...]) -> None:
        if kind not in ("single", "multiple", "ordering"):
            if options:
                self.wrong(options[0][1], "wrong-options", f"an item of kind {kind} has no options: remove them, or move the item")
            return
        least = 3 if kind == "multiple" else 2
        if len(options) < least:
            self.wrong(node, "wrong-options", f"an item of kind {kind} needs at least {least} options, and has {len(options)}")
        if len(options) > len(LETTERS):
            self.wrong(node, "wrong-options", f"an item has at most {len(LETTERS)} options, and this one {len(options)}")
        seen: dict[str, Node] = {}
        for text, at in options:
            if not text.strip():
                self.wrong(at, "wrong-options", "an option is empty: give it a text, or remove its line")
            elif text in seen:
                self.wrong(at, "equal-options", f"the option “{text}” stands twice: then nobody knows which is the key")
            seen[text] = at

    def stem(self, kind: Kind, node: Node, stem: str) -> None:
        if kind == "cloze" and BLANK not in stem:
            self.warn(node, "no-blank", f"the stem has no blank ({BLANK}): one is printed at its end")
        if kind in ("single", "multiple") and stem.count(CHOICE) > 1:
            self.warn(node, "two-blanks", f"the stem has {stem.count(CHOICE)} blanks ({CHOICE}), and one answer")

    def key(self, kind: Kind, said: _Said, options: tuple[str, ...]) -> tuple[str, ...]:
        key = said.key
        if not key or not all(k.strip() for k in key):
            self.wrong(said.node, "no-key", f"the key of “{said.node.value}” is empty")
            return ()
        match kind:
            case "truefalse":
                if len(key) != 1 or key[0] not in _TRUTH:
                    self.wrong(said.key_nodes[0], "wrong-key", f"the key of a true/false item is {TRUE} or {FALSE}, not “{key[0]}”")
                    return ()
                return (_TRUTH[key[0]],)
            case "single" | "multiple" | "ordering":
                for text, node in zip(key, said.key_nodes, strict=True):
                    if text not in options:
                        hint = nearest(text, options) if options else ""
                        if re.fullmatch(r"[A-Z]", text):
                            hint = "a key is the text of an option, not its letter"
                        self.wrong(node, "key-is-no-option", f"the key “{text}” is none of the options of “{said.node.value}”: {hint}")
                counts = Counter(key)
                if twice := next((k for k in key if counts[k] > 1), ""):
                    self.wrong(said.node, "wrong-key", f"the key of “{said.node.value}” names “{twice}” twice")
                if kind == "single" and len(key) != 1:
                    self.wrong(said.node, "wrong-key", f"a single-choice item has one key, and “{said.node.value}” has {len(key)}")
                if kind == "ordering" and set(options) != set(key):
                    missing = next((o for o in options if o not in key), "")
                    if missing:
                        self.wrong(said.node, "wrong-key", f"the order of “{said.node.value}” leaves out “{missing}”")
            case "cloze":
                if len(key) != 1:
                    self.wrong(said.node, "wrong-key", f"a blank has one key, and “{said.node.value}” has {len(key)}")
            case "recall":
                pass
        return key

    # ------------------------------------------------------------------ versions

    def layouts(self, node: Node, paper: Paper) -> tuple[Layout, ...]:
        out: list[Layout] = []
        if node.sort != "map":
            if not node.empty:
                self.wrong(node, "wrong-type", "versions: expected “B:” and under it one line a section")
            return ()
        for name, rows in node.pairs:
            if name.value not in VERSIONS[1:]:
                self.wrong(name, "unknown-value", f"a version cannot be “{name.value}”: B to {VERSIONS[-1]} (A is how the items stand above)")
                continue
            known = {item.id for section in paper.sections for item in section.items}
            said: dict[str, tuple[str, Node]] = {}
            rank: dict[str, int] = {}
            unsaid: list[str] = []
            for row in self.listed(rows, what=f"version {name.value}"):
                for part in self.line(row, what=f"version {name.value}").split(","):
                    identity, _, letters = part.strip().partition(" ")
                    if identity in said:
                        self.wrong(row, "equal-ids", f"version {name.value} names “{identity}” twice")
                    elif identity and identity not in known:
                        self.warn(row, "version-names-no-item", f"version {name.value} names “{identity}”, which is not in the paper")
                    elif identity:
                        rank[identity] = len(said)
                        said[identity] = (letters.strip(), row)
            sections = []
            for section in paper.sections:
                order = sorted(range(len(section.items)), key=lambda i: (rank.get(section.items[i].id, len(rank)), i))
                sections.append(tuple((i, self.permutation(section.items[i], said, name)) for i in order))
                if len(section.items) > 1 or section.items[0].options:
                    unsaid += [item.id for item in section.items if item.id not in said]
            if unsaid:
                text = f"version {name.value} does not name {', '.join(unsaid)}: printed last in their sections there, options as in A"
                self.warn(name, "items-not-in-version", text)
            out.append(Layout(name=name.value, sections=tuple(sections)))
        names = [layout.name for layout in out]
        return tuple(sorted(out, key=lambda layout: layout.name)) if len(set(names)) == len(names) else ()

    def permutation(self, item: PaperItem, said: Mapping[str, tuple[str, Node]], name: Node) -> tuple[int, ...]:
        """The options' places in version A; as they stand there where the version does not say."""
        plain = tuple(range(len(item.options)))
        if item.id not in said:
            return plain
        letters, node = said[item.id]
        places = tuple(LETTERS.find(c) for c in letters)
        if sorted(places) != list(plain):
            self.warn(node, "options-not-in-version", f"version {name.value} orders “{item.id}” as “{letters}”, but it has {len(plain)} options: they are printed as in A")
            return plain
        return places
