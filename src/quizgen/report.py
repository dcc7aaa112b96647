"""What people read in the terminal: facts, items and the report at the end of a build, laid out as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from quizgen.model import (
    KINDS,
    Definition,
    Document,
    Fact,
    Figure,
    Item,
    Norm,
    Pair,
    Phrase,
    Points,
    Quotation,
    Series,
    Span,
    SpelledTerm,
    Term,
    Thesis,
)
from quizgen.records import FACT_TYPES, fact_type

if TYPE_CHECKING:
    from quizgen.pipeline.building import Built, BuiltSource
    from quizgen.pipeline.catalogue import Rule


def width(text: str) -> int:
    """Columns that a text takes in a terminal: two for a Chinese character or full-width mark."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    """The text, filled with blanks to so many columns."""
    return text + " " * max(0, columns - width(text))


def clip(text: str, columns: int) -> str:
    """The text on one line, cut to so many columns, with … where it was cut."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    out, used = [], 0
    for c in text:
        used += width(c)
        if used > columns - 2:
            break
        out.append(c)
    return "".join(out) + "…"


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), indent: int = 2) -> Iterator[str]:
    """Rows in columns two blanks apart; columns in ``right`` are set flush right."""
    if not rows:
        return
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [
            " " * (widths[i] - width(c)) + c if i in right else pad(c, widths[i]) for i, c in enumerate(row)
        ]
        yield " " * indent + "  ".join(cells).rstrip()


def facts_text(document: Document, facts: Sequence[Fact]) -> str:
    """The facts of one source: a line a fact with line and column, type and content, then the counts."""
    lines = [document.source.path]
    for fact in facts:
        place = document.locate(fact.span.start)
        lines.append(f"  {f'{place.line}:{place.column}':>8}  {fact_type(fact):<10}  {describe(document, fact)}")
    lines.append(f"  {len(facts)} facts: {counts_of_facts(facts)}" if facts else "  no facts found")
    return "\n".join(lines)


def counts_of_facts(facts: Iterable[Fact]) -> str:
    """``points 4, series 52``: the kinds of facts that are there, each with its number."""
    counts = Counter(fact_type(f) for f in facts)
    return ", ".join(f"{name} {counts[name]}" for name in FACT_TYPES.values() if counts[name])


def describe(document: Document, fact: Fact, *, columns: int = 100) -> str:
    """A fact on one line of at most so many columns."""

    def text(span: Span | None) -> str:
        return document.slice(span) if span is not None else ""

    def several(spans: Iterable[Span]) -> str:
        return " | ".join(text(s) for s in spans)

    match fact:
        case Points():
            said = (f"{clip(text(fact.lead), 40)}: " if fact.lead else "") + several(fact.members)
        case Series():
            said = several(fact.members) + (" | …" if fact.open else "")
        case SpelledTerm():
            said = f"{text(fact.term)}: {several(fact.members)}"
        case Quotation():
            said = f"{text(fact.speaker)}: {text(fact.text)}" if fact.speaker else text(fact.text)
        case Term():
            said = f"{text(fact.term)} ({fact.sort})"
        case Definition():
            said = f"{text(fact.term)}: {text(fact.body)}"
        case Thesis():
            said = f"{text(fact.subject)}: {text(fact.role)}"
        case Figure():
            said = f"{text(fact.value)}{text(fact.unit)} in: {text(fact.span)}"
        case Norm():
            said = " | ".join(p for p in (text(fact.subject), text(fact.modal), text(fact.action)) if p)
        case Pair():
            said = f"{several(fact.members)} ({fact.relation})"
        case Phrase():
            said = f"{text(fact.phrase)} ({fact.sort})"
    return clip(said, columns)


def items_text(document: Document, items: Sequence[Item], dropped: Sequence[tuple[str, int]] = ()) -> str:
    """The items of one source as a person reads them, then the counts."""
    lines = [document.source.path]
    for i, item in enumerate(items, start=1):
        lines += item_lines(item, str(i))
    lines.append(f"{len(items)} item{'s' * (len(items) != 1)}: {counts_of_items(items)}" if items else "no items")
    if dropped:
        lines.append("not made: " + ", ".join(f"{reason} {n}" for reason, n in dropped))
    return "\n".join(lines)


def item_lines(item: Item, number: str) -> Iterator[str]:
    """One item: its stem, the key (=), the distractors (-), its place."""
    yield ""
    yield f"{number}. [{item.kind}] {item.stem}"
    indent = " " * (len(number) + 2)
    for key in item.key:
        yield f"{indent}= {key}"
    for distractor in item.distractors:
        yield f"{indent}- {distractor}"
    for line in item.explanation.splitlines():
        yield f"{indent}  {line}"
    yield f"{indent}@ {place(item)} ({item.rule}, worth {item.worth:.2f})"


def place(item: Item) -> str:
    """Path, line and section of an item."""
    where = item.provenance
    parts = [f"{where.path}:{where.line}" if where.line else where.path]
    if where.page:
        parts.append(f"page {where.page}")
    parts += [*where.section, *([where.article] if where.article else ())]
    return " > ".join(parts)


def counts_of_items(items: Iterable[Item]) -> str:
    """``cloze 20, single 18``: the kinds of items that are there, each with its number."""
    counts = Counter(item.kind for item in items)
    return ", ".join(f"{kind} {counts[kind]}" for kind in KINDS if counts[kind])


def rules_text(rules: Sequence[Rule]) -> str:
    """Everything with a name, by sort, each with its first sentence."""
    lines: list[str] = []
    widest = max(len(rule.name) for rule in rules)
    for sort in dict.fromkeys(rule.sort for rule in rules):
        lines.append(f"{sort}s")
        lines += (f"  {rule.name:<{widest}}  {clip(rule.summary, 110 - widest)}" for rule in rules if rule.sort == sort)
    return "\n".join(lines)


DETAILED = 4
"""Up to so many sources, a report shows the sections of each and names every file."""
MOST_SECTIONS = 24
MOST_NAMED = 60

_USES = {
    "deck": "the deck: read it, edit it",
    "anki": "for Anki",
    "paper": "the paper: read it, edit it",
    "print": "the paper to print, without answers",
    "key": "its answers, with their places",
}
_ENDINGS = {"deck": ".yaml", "anki": ".apkg", "paper": ".paper.yaml", "print": ".paper.html", "key": ".key.html"}


def build_text(built: Built) -> str:
    """The report at the end of a build: what was read, found, made and left out, where it is and what to do next."""
    blocks = [
        _read(built),
        _found(built),
        *([_made(s) for s in built.sources] if len(built.sources) <= DETAILED else [_made_of_many(built.sources)]),
        _amended(built),
        _said(built),
        _files(built),
        _out_of_use(built),
        _next(built),
    ]
    return "\n\n".join(block for block in blocks if block)


def build_records(built: Built) -> Iterator[dict[str, object]]:
    """The same as JSON data, one object a source."""
    for source in built.sources:
        yield {
            "source": source.document.source.path,
            "deck": source.deck.title,
            "characters": len(source.document.text),
            "facts": dict(source.facts),
            "items": dict(_kinds(source.items)),
            "sections": [{"section": list(path), "items": dict(_kinds(items))} for path, items in _sections(source.items)],
            "dropped": dict(source.dropped),
            "searches": list(source.searches),
            **(
                {"supersedes": source.account.supersedes, "amended": [a.record() for a in source.account.amended]}
                if source.account.supersedes
                else {}
            ),
            "account": {sort: n for sort, n in source.account.counts().items() if n},
            "files": [{"path": f.path, "what": f.what, "use": f.use} for f in source.files],
        }


def _kinds(items: Iterable[Item]) -> dict[str, int]:
    counts = Counter(item.kind for item in items)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def _sections(items: Iterable[Item]) -> list[tuple[tuple[str, ...], tuple[Item, ...]]]:
    """Items by their section, in the order of the source: down to the second level, or only the first
    where that would be too many."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for depth in (2, 1):
        groups = {}
        for item in items:
            groups.setdefault(item.provenance.section[:depth], []).append(item)
        if len(groups) <= MOST_SECTIONS:
            break
    first = {path: min((i.provenance.line for i in group if i.provenance.line), default=0) for path, group in groups.items()}
    return [(path, tuple(groups[path])) for path in sorted(groups, key=lambda path: first[path])]


def _count(n: int, one: str, several: str = "") -> str:
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def _read(built: Built) -> str:
    size = sum(len(s.document.text) for s in built.sources)
    lines = [f"Read {_count(len(built.sources), 'document')}, {_count(size, 'character')}"]
    lines += table(
        [
            (s.document.source.path, f"{len(s.document.text):,} characters", s.deck.title)
            for s in built.sources[:MOST_NAMED]
        ],
        right=frozenset({1}),
    )
    if len(built.sources) > MOST_NAMED:
        lines.append(f"  and {len(built.sources) - MOST_NAMED} more")
    return "\n".join(lines)


def _found(built: Built) -> str:
    counts: Counter[str] = Counter()
    for source in built.sources:
        counts.update(dict(source.facts))
    kinds = [name for name in FACT_TYPES.values() if counts[name]]
    if not kinds:
        return "Found no facts"
    lines = [f"Found {_count(counts.total(), 'fact')}"]
    lines += table([kinds, [f"{counts[k]:,}" for k in kinds]], right=frozenset(range(len(kinds))))
    return "\n".join(lines)


def _made(source: BuiltSource) -> str:
    items = source.items
    per = 1000 * len(items) / max(1, len(source.document.text))
    lines = [f"{source.deck.title}: {_count(len(items), 'item')}, {per:.1f} per 1,000 characters"]
    if items:
        kinds = [k for k in KINDS if any(i.kind == k for i in items)]
        groups = [(" > ".join(path) or "(before the first heading)", _kinds(group)) for path, group in _sections(items)]
        lines += _kinds_table("section", kinds, groups)
    lines += _changes([source])
    return "\n".join(lines)


def _made_of_many(sources: Sequence[BuiltSource]) -> str:
    """The same for many sources: a row a deck."""
    items = sum(len(s.items) for s in sources)
    per = 1000 * items / max(1, sum(len(s.document.text) for s in sources))
    lines = [f"{_count(len(sources), 'deck')}: {_count(items, 'item')}, {per:.1f} per 1,000 characters"]
    kinds = [k for k in KINDS if any(i.kind == k for s in sources for i in s.items)]
    lines += _kinds_table("deck", kinds, [(s.deck.title, _kinds(s.items)) for s in sources])
    lines += _changes(sources)
    return "\n".join(lines)


def _kinds_table(what: str, kinds: Sequence[str], groups: Sequence[tuple[str, dict[str, int]]]) -> Iterator[str]:
    rows = [[what, *kinds, "all"]]
    total: Counter[str] = Counter()
    for name, counts in groups:
        total.update(counts)
        rows.append([clip(name, 60), *(str(counts.get(k, "")) for k in kinds), str(sum(counts.values()))])
    if len(groups) > 1:
        rows.append(["all", *(str(total[k]) for k in kinds), str(total.total())])
    yield from table(rows, right=frozenset(range(1, len(kinds) + 2)))


def _changes(sources: Sequence[BuiltSource]) -> Iterator[str]:
    """What is not new, and what was left out and why."""
    account: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for source in sources:
        account.update({sort: n for sort, n in source.account.counts().items() if n and sort != "unchanged"})
        dropped.update(dict(source.dropped))
    barred = sum(source.account.barred for source in sources)
    if account and set(account) != {"new"}:
        yield "  changed since the last build: " + ", ".join(f"{sort} {n}" for sort, n in account.items())
    if barred:
        yield f"  {_count(barred, 'item')} that you deleted or dropped, and that were not made again"
    if dropped:
        yield f"  left out {_count(dropped.total(), 'candidate')}:"
        reasons = sorted(dropped.items(), key=lambda rn: (-rn[1], rn[0]))
        yield from wrap(", ".join(f"{reason} {n:,}" for reason, n in reasons), indent=4)


def wrap(text: str, *, indent: int, columns: int = 96) -> Iterator[str]:
    """A text in lines of at most so many columns, broken at blanks."""
    line = ""
    for word in text.split(" "):
        if line and width(line) + 1 + width(word) > columns - indent:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield " " * indent + line


def _said(built: Built) -> str:
    counts = Counter(d.severity for d in built.diagnostics)
    if not built.diagnostics:
        return "No warnings"
    lines = [", ".join(_count(counts[s], s) for s in ("error", "warning", "note") if counts[s])]
    return "\n".join([*lines, *(f"  {d.render()}" for d in built.diagnostics)])


def _files(built: Built) -> str:
    title = "Files, if this were no dry run" if built.dry_run else "Files"
    if len(built.sources) <= DETAILED:
        named = [(f.path, f.what, _USES[f.use]) for s in built.sources for f in s.files]
        return "\n".join([title, *table(named)])
    counts: dict[str, Counter[str]] = {}
    for source in built.sources:
        for f in source.files:
            counts.setdefault(f.use, Counter())[f.what] += 1
    rows = [
        (f"{built.output}/*{_ENDINGS[use]}", ", ".join(f"{n} {what}" for what, n in of.items()), _USES[use])
        for use, of in counts.items()
    ]
    return "\n".join([title, *table(rows)])


def _amended(built: Built) -> str:
    """What new editions changed: all of it when a deck goes over to one, later only how much."""
    from quizgen.deck.account import amended_text

    out: list[str] = []
    for account in (s.account for s in built.sources):
        if not account.supersedes:
            continue
        lines = "\n".join(amended_text(account))
        first, _, rest = lines.partition("\n")
        if account.taken_over or not rest:
            out.append(lines)
        else:
            out.append(f"{first} (quizgen diff lists it)")
    return "\n\n".join(out)


def _out_of_use(built: Built) -> str:
    """What to type into Anki's browser: a deletion never travels to Anki by itself."""
    rows = [f"  {s.deck.title}: {search}" for s in built.sources for search in s.searches]
    if not rows:
        return ""
    return "\n".join(["Cards out of use: search for them in Anki's browser, and suspend or delete what you find", *rows])


def _next(built: Built) -> str:
    def first(use: str) -> str:
        found = [f.path for s in built.sources for f in s.files if f.use == use]
        return f"{built.output}/*{_ENDINGS[use]}" if len(built.sources) > DETAILED and found else next(iter(found), "")

    if built.dry_run:
        return "Nothing was written. quizgen diff shows what happens to each item; quizgen build does it."
    rows = []
    if path := first("anki"):
        rows.append(("Learn", f"in Anki, File > Import: {path}"))
    if path := first("print"):
        rows.append(("Print", f"open {path} in a browser and print it; the answers are in {first('key')}"))
    if path := first("deck"):
        rows.append(("Edit", f"{path}: what you change stays, what you delete stays away"))
    rows.append(("Again", "quizgen build, after editing a source or a deck"))
    return "\n".join(["Next", *table(rows)])
