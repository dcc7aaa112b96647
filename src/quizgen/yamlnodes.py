"""YAML as people mean it: every scalar stays the text that was typed, and every value knows its line and column.

PyYAML's own types read ``No`` as false, ``12:30`` as 750 and ``010`` as 8; here nothing is converted before somebody
asks for it, so that what is wrong can be named with its place. Needs PyYAML, which is imported when first used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from quizgen.diagnostics import Diagnostic, QuizgenError, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value of a YAML file. ``line`` and ``column`` are 1-based; ``value`` is the text of a scalar. ``start`` and
    ``end`` are offsets in the text, as the parser gives them: a list or map in block style ends where the next value
    begins. ``style`` is the mark that opens it: ``'``, ``"``, ``|``, ``>``, ``[``, ``{``, or none."""

    sort: Literal["text", "list", "map"]
    path: str
    line: int
    column: int
    value: str = ""
    quoted: bool = False
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()
    start: int = 0
    end: int = 0
    style: str = ""

    @property
    def empty(self) -> bool:
        """True for ``key:`` with nothing after it, ``~`` and ``null``."""
        return self.sort == "text" and not self.quoted and self.value in ("", "~", "null")

    def wrong(self, name: str, message: str) -> Diagnostic:
        """An error at this place."""
        return Diagnostic(
            name=name, severity="error", message=message, path=self.path, line=self.line, column=self.column
        )


def load(text: str, *, path: str) -> Node | None:
    """The root value of a YAML text, None if the text holds none.

    Errors: QuizgenError ``broken-yaml`` with line and column; ``repeated-key`` for a key that stands twice in one map.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    line = _too_deep(text, loader)
    if line:
        raise error("broken-yaml", TOO_DEEP, path=path, line=line, column=1)
    try:
        with collector_off():
            root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        if e.context_mark and e.problem and "end of stream" in e.problem:
            mark = e.context_mark  # what was opened and never closed, not the end of the file
        what = " ".join(p for p in (e.context, e.problem) if p) or "cannot be read"
        raise error(
            "broken-yaml",
            f"not valid YAML: {what}",
            path=path,
            line=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 0,
        ) from None
    except RecursionError:
        raise error("broken-yaml", TOO_DEEP, path=path, line=1, column=1) from None
    except yaml.YAMLError as e:  # a control character, which has no mark
        at = getattr(e, "position", -1)
        line = text.count("\n", 0, at) + 1 if at >= 0 else 0
        column = at - text.rfind("\n", 0, at) if at >= 0 else 0
        raise error("broken-yaml", f"not valid YAML: {e.args[-1] if e.args else e}", path=path, line=line, column=column) from None
    if root is None:
        return None
    repeated: list[Diagnostic] = []
    try:
        with collector_off():
            node = _convert(root, path, repeated, {})
    except RecursionError:
        raise error("broken-yaml", TOO_DEEP, path=path, line=1, column=1) from None
    if repeated:
        raise QuizgenError(*repeated)
    return node


@contextmanager
def collector_off() -> Iterator[None]:
    """The garbage collector waits meanwhile. A large file becomes millions of small objects without a cycle among them, and
    the collector would look through all of them again and again: more than linear time."""
    import gc

    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


_NESTING = re.compile(r"[\[\]{}]|^[ \t]*(?:[-?:][ \t]+){100}|^(?=- |\w)", re.M)
DEEPEST = 100
TOO_DEEP = "values are nested too deeply"


def _too_deep(text: str, loader: Any) -> int:
    """The line on which values are nested deeper than anybody would, 0 if none is: libyaml would overflow the stack when
    it makes nodes of them. Only where there are brackets or dashes enough for that, in texts perhaps, are the events of
    the file counted, one by one, up to the depth that is too much."""
    import yaml

    if not _suspicious(text):
        return 0
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    return event.start_mark.line + 1 if event.start_mark else 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return 0  # who makes the nodes finds it too, and says what it is
    return 0


def _suspicious(text: str) -> bool:
    """Counting starts anew with each line that opens at the margin."""
    depth = 0
    for found in _NESTING.finditer(text):
        sign = found[0]
        depth = depth + 1 if sign in ("[", "{") else max(0, depth - 1) if sign in ("]", "}") else 0
        if depth > DEEPEST or len(sign) > DEEPEST:
            return True
    return False


def _convert(raw: object, path: str, repeated: list[Diagnostic], done: dict[int, Node]) -> Node:
    """done: what was converted, by the identity of the raw node: a node that an alias names again is converted once, so
    that nine aliases of nine aliases of nine … cost nothing."""
    import yaml

    known = done.get(id(raw))
    if known is not None:
        return known
    assert isinstance(raw, yaml.Node)
    line, column = raw.start_mark.line + 1, raw.start_mark.column + 1
    start, end = raw.start_mark.index, raw.end_mark.index
    if isinstance(raw, yaml.SequenceNode):
        items = tuple(_convert(v, path, repeated, done) for v in raw.value)
        style = "[" if raw.flow_style else ""
        node = Node(sort="list", path=path, line=line, column=column, items=items, start=start, end=end, style=style)
    elif isinstance(raw, yaml.MappingNode):
        pairs = tuple((_convert(k, path, repeated, done), _convert(v, path, repeated, done)) for k, v in raw.value)
        seen: dict[str, int] = {}
        for key, _ in pairs:
            if key.value in seen:
                repeated.append(key.wrong("repeated-key", f"“{key.value}” stands here and in line {seen[key.value]}: keep one"))
            seen.setdefault(key.value, key.line)
        style = "{" if raw.flow_style else ""
        node = Node(sort="map", path=path, line=line, column=column, pairs=pairs, start=start, end=end, style=style)
    else:
        assert isinstance(raw, yaml.ScalarNode)
        style = raw.style or ""
        quoted = style in ("'", '"', "|", ">")
        node = Node(
            sort="text", path=path, line=line, column=column, value=raw.value, quoted=quoted, start=start, end=end, style=style
        )
    done[id(raw)] = node
    return node


def nearest(word: str, known: Collection[str]) -> str:
    """“, did you mean X?” for a word that is close to a known one, else a list of what is known."""
    from difflib import get_close_matches

    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean “{close[0]}”?" if close else f"known here: {', '.join(known)}"


class Reader:
    """Takes nodes apart and collects what is wrong with them, so that a person sees all of it at once."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def wrong(self, node: Node, name: str, message: str) -> None:
        self.found.append(node.wrong(name, message))

    def done(self) -> None:
        """Raises QuizgenError if anything was wrong."""
        if self.found:
            raise QuizgenError(*self.found)

    def map(self, node: Node, known: Collection[str], *, what: str) -> Iterator[tuple[Node, Node]]:
        """The pairs of a map whose keys are known; unknown ones are reported with the nearest known key."""
        if node.sort != "map":
            if not node.empty:
                self.wrong(node, "wrong-type", f"{what}: expected “key: value” lines ({', '.join(known)})")
            return
        for key, value in node.pairs:
            if key.value in known:
                yield key, value
            else:
                self.wrong(key, "unknown-key", f"{what} has no key “{key.value}”: {nearest(key.value, known)}")

    def text(self, node: Node, *, what: str) -> str:
        if node.sort != "text":
            self.wrong(node, "wrong-type", f"{what}: expected one text, not a {node.sort}")
            return ""
        return "" if node.empty else node.value.strip()

    def texts(self, node: Node, *, what: str) -> tuple[str, ...]:
        """A list of texts; one text alone is read as a list of one."""
        if node.sort == "text":
            return () if node.empty else (node.value.strip(),)
        if node.sort == "map":
            self.wrong(node, "wrong-type", f"{what}: expected a list of texts, not a map")
            return ()
        return tuple(self.text(each, what=what) for each in node.items)

    def number(self, node: Node, *, what: str, least: float = 0, whole: bool = True) -> float:
        """A number of at least ``least``; ``whole`` ones have no fraction."""
        text = self.text(node, what=what)
        try:
            value = int(text, 10) if whole else float(text)
        except ValueError:
            value = -1.0
        if not least <= value < 1e9:
            sort = "a whole number" if whole else "a number"
            self.wrong(node, "wrong-type", f"{what}: expected {sort} of at least {least:g}, found “{node.value or node.sort}”")
            return least
        return value

    def choice(self, node: Node, known: Collection[str], *, what: str) -> str:
        value = self.text(node, what=what)
        if value and value not in known:
            self.wrong(node, "unknown-value", f"{what} cannot be “{value}”: {nearest(value, known)}")
            return ""
        return value
