"""Ids, hashes and the normal form of text: what makes an item the same item tomorrow.

An id is minted once, from content and never from chance, and stored in the deck. Nothing here is ever computed again
for an item that stands; what this module makes of changed content only decides the ids of new items.
"""

from __future__ import annotations

from collections.abc import Container
from hashlib import blake2b

from quizgen.model import Item
from quizgen.sameness import normal

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, in lower case: no i, l, o, u, so that an id can be read out and never spells a word of YAML."""
_LETTERS = "abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 10
"""One letter and nine characters: 49 bits, so that 100,000 items collide by chance once in 100,000 decks."""
MARK_LENGTH = 6
"""Length of the hash of one generated field: 29 bits are enough to tell an edit from a generated text."""
CODE_LENGTH = 4
"""Length of the code of one sentence: 20 bits, so that a changed sentence looks like one of a thousand old ones once in
a thousand times."""
CONTEXT = 8
"""How many normalised characters on either side of the tested text the ledger remembers."""

FIELDS: tuple[str, ...] = (
    "kind",
    "stem",
    "key",
    "distractors",
    "explanation",
    "section",
    "article",
    "line",
    "page",
    "quote",
    "difficulty",
)
"""The fields that the generator writes and a person may edit; each has a hash in ``Item.made``."""


def _code(text: str, length: int, *, letter: bool) -> str:
    number = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest(), "big")
    out = []
    for i in range(length):
        alphabet = _LETTERS if letter and i == 0 else ALPHABET
        number, digit = divmod(number, len(alphabet))
        out.append(alphabet[digit])
    return "".join(out)


def source_id(path: str, content: bytes) -> str:
    """The id of a source, made once from its first relative path (``/`` between folders) and first content."""
    return _code(f"source\x1f{path}\x1f{blake2b(content, digest_size=16).hexdigest()}", ID_LENGTH, letter=True)


def mint(
    source_id: str, rule: str, kind: str, tested: str, occurrence: int = 0, taken: Container[str] = frozenset()
) -> str:
    """A new item id. ``tested`` is normalised here; ``occurrence`` counts the items of one build that are equal in all
    the rest. ``taken`` holds every id that stands or was deleted in any deck: where the first id is among them a
    counter is added until a free one is found, so the result depends on content and order, never on chance."""
    base = "\x1f".join(("item", source_id, rule, kind, normal(tested), str(occurrence)))
    found = _code(base, ID_LENGTH, letter=True)
    counter = 0
    while found in taken:
        counter += 1
        found = _code(f"{base}\x1f{counter}", ID_LENGTH, letter=True)
    return found


def field_text(item: Item, name: str) -> str:
    """One of FIELDS as text, the way its hash and a conflict see it: lists one member a line."""
    match name:
        case "key" | "distractors":
            value: tuple[str, ...] = getattr(item, name)
            return "\n".join(value)
        case "section":
            return "\n".join(item.provenance.section)
        case "article" | "quote":
            text: str = getattr(item.provenance, name)
            return text
        case "line" | "page":
            number: int = getattr(item.provenance, name)
            return str(number) if number else ""
        case "difficulty":
            return "" if item.difficulty is None else f"{item.difficulty:g}"
        case "kind" | "stem" | "explanation":
            plain: str = getattr(item, name)
            return plain
        case _:
            raise ValueError(f"no such field: {name}")


def mark(text: str) -> str:
    """The short hash of one generated field, kept in ``Item.made``."""
    return _code(f"field\x1f{text}", MARK_LENGTH, letter=True)


def sentence_code(norm: str) -> str:
    """The short code of a sentence in normal form."""
    return _code(f"sentence\x1f{norm}", CODE_LENGTH, letter=False)


def made_of(item: Item) -> tuple[tuple[str, str], ...]:
    """The hashes of all fields of a freshly generated item; empty fields have none."""
    texts = ((name, field_text(item, name)) for name in FIELDS)
    return tuple((name, mark(text)) for name, text in texts if text)


def is_edited(item: Item, name: str) -> bool:
    """True if a person changed the field since quizgen last wrote it (or wrote the whole item)."""
    made = dict(item.made)
    text = field_text(item, name)
    return (mark(text) if text else "") != made.get(name, "")


def is_own(item: Item) -> bool:
    """True if a person wrote the item: quizgen has no record of having made any of it."""
    return not item.made


EXPORTED: tuple[str, ...] = ("kind", "stem", "key", "distractors", "explanation", "section", "article", "quote", "difficulty")
"""The fields whose change makes an export differ. Line and page are left out: a paragraph put in at the top must not
touch every card."""


def digest_of(item: Item) -> str:
    """The digest of what exporters show of an item: EXPORTED, the tags, the note, and whether it is out of use."""
    parts = [f"{name}={field_text(item, name)}" for name in EXPORTED]
    parts += ["tags=" + "\n".join(item.tags), "note=" + item.note]
    if item.status in ("retired", "dropped"):
        parts.append("out")
    return _code("digest\x1f" + "\x1f".join(parts), ID_LENGTH, letter=True)
