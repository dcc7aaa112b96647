"""A deck as text: laid out for reading, literal, keys in a fixed order, quoted only where YAML demands it.

The result depends on the deck alone. It is read back by load.py to the same deck.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.deck.identity import FIELDS
from quizgen.deck.load import CROSS, ITEM_KEYS
from quizgen.model import Deck, Item
from quizgen.yamltext import key_line, scalar, texts, value

SCHEMA = "./.quizgen/deck.schema.json"
"""Where editors find the JSON Schema: a copy beside the deck, because quizgen needs no network (see schema_text)."""
LEDGER_NOTE = "# What quizgen remembers, one line an item: leave it as it is. An item that you delete above stays deleted.\n"


def field(item: Item, name: str, indent: int) -> str | None:
    """The value of one of ITEM_KEYS as it is written after ``name:``, None where the item has none. It opens with a
    line break if it is a list in block style, and never ends with one."""
    lead = len(name) + 2
    match name:
        case "id" | "kind" | "status":
            text: str = getattr(item, name)
            return scalar(text) if text else None
        case "stem" | "explanation" | "note":
            text = getattr(item, name)
            return value(text, indent) if text or name == "stem" else None
        case "key":
            return scalar(item.key[0]) if len(item.key) == 1 else texts(item.key, indent, lead=lead)
        case "distractors" | "tags":
            several: tuple[str, ...] = getattr(item, name)
            return texts(several, indent, lead=lead) if several else None
        case "section":
            section = item.provenance.section
            if not section:
                return None
            if any(CROSS.strip() in title or title != title.strip() or "\n" in title or not title for title in section):
                return texts(section, indent, lead=lead)
            return scalar(CROSS.join(section))
        case "article":
            return scalar(item.provenance.article) if item.provenance.article else None
        case "quote":
            return value(item.provenance.quote, indent) if item.provenance.quote else None
        case "line" | "page":
            number: int = getattr(item.provenance, name)
            return str(number) if number else None
        case "difficulty":
            return None if item.difficulty is None else f"{item.difficulty:g}"
        case "conflict":
            if not item.conflict:
                return None
            pad = " " * (indent + 2)
            out = ""
            for at, text in item.conflict:
                lines = text.split("\n")
                if at in ("key", "distractors", "section") and (len(lines) > 1 or not text):
                    out += f"\n{pad}{at}: {texts(lines if text else [], indent + 2, lead=len(at) + 2)}"
                else:
                    out += f"\n{pad}{at}: {value(text, indent + 2)}"
            return out
        case _:
            raise ValueError(f"no such field: {name}")


def item_text(item: Item, dash: int = 0, newline: str = "\n") -> str:
    """One item of a block list whose dashes stand at column ``dash``, with its last line break."""
    indent = dash + 2
    lines = [(name, field(item, name, indent)) for name in ITEM_KEYS]
    shown = [key_line(name, text) for name, text in lines if text is not None]
    body = ("\n" + " " * indent).join(shown)
    return (" " * dash + "- " + body + "\n").replace("\n", newline)


def ledger_line(item: Item) -> str:
    """The machine fields of an item as the value of its line in the ledger."""
    pairs = (("kind", item.kind), ("rule", item.rule), ("fact", item.fact), ("tested", item.tested), ("context", item.context))
    shown = [f"{name}: {scalar(text, flow=True)}" for name, text in pairs if text]
    if item.worth:
        shown.append(f"worth: {round(item.worth, 3):g}")
    if item.made:
        order = {name: i for i, name in enumerate((*FIELDS, "status"))}
        made = sorted(item.made, key=lambda pair: order[pair[0]])
        shown.append("made: " + " ".join(f"{name}={code}" for name, code in made))
    if item.changed:
        shown.append(f"changed: {item.changed}")
    if item.digest:
        shown.append(f"digest: {scalar(item.digest, flow=True)}")
    return "{" + ", ".join(shown) + "}"


def has_memory(item: Item) -> bool:
    """True if there is anything to remember of the item in the ledger."""
    return bool(item.id) and bool(item.made or item.changed or item.digest or item.tested)


def ledger_pair(item: Item, indent: int) -> str:
    return f"{' ' * indent}{scalar(item.id, flow=True)}: {ledger_line(item)}"


def homes_value(homes: Sequence[tuple[str, str]]) -> str:
    return "".join(f"\n  {scalar(title)}: {scalar(name)}" for title, name in homes)


def render_new(deck: Deck, *, schema: str = SCHEMA) -> str:
    """The whole text of a new deck file. ``schema`` is the address of the JSON Schema for editors."""
    out = [f"# yaml-language-server: $schema={schema}\n"]
    out.append(key_line("deck", value(deck.title, 0)) + "\n")
    out.append(f"source:\n  id: {scalar(deck.source.id)}\n  path: {scalar(deck.source.path)}\n")
    if deck.source.sha256:
        out.append(f"  sha256: {scalar(deck.source.sha256)}\n")
    if deck.tags:
        out.append(key_line("tags", texts(deck.tags, 0, lead=6)) + "\n")
    if deck.homes:
        out.append(key_line("homes", homes_value(deck.homes)) + "\n")
    if deck.items:
        out.append("\nitems:\n" + "\n".join(item_text(item) for item in deck.items))
    else:
        out.append("\nitems: []\n")
    remembered = [item for item in (*deck.items, *deck.gone) if has_memory(item)]
    if remembered:
        out.append("\n" + LEDGER_NOTE + "ledger:\n" + "".join(ledger_pair(item, 2) + "\n" for item in remembered))
    if deck.sentences:
        out.append(f"sentences: {scalar(deck.sentences)}\n")
    return "".join(out)
