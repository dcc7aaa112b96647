"""``changed`` and ``digest``: when the exported content of an item last changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from quizgen.deck.identity import digest_of, mint
from quizgen.model import Deck, Item

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def stamp(deck: Deck, *, now: str, taken: Collection[str] = frozenset()) -> Deck:
    """The deck with ``changed`` and ``digest`` true of what its items say: where the content differs from the digest,
    ``changed`` becomes the later of ``now`` and one second after its old value. Items that a person added without an
    id get one. ``now``: UTC, RFC 3339 in seconds. ``taken``: ids of other decks. The same deck if all is true."""
    items = tuple(_stamped(item, now) for item in _named(deck, taken))
    return deck if items == deck.items else replace(deck, items=items)


def _named(deck: Deck, taken: Collection[str]) -> tuple[Item, ...]:
    if all(item.id for item in deck.items):
        return deck.items
    known = set(taken) | {item.id for item in deck.items} | set(deck.deleted)
    seen: Counter[tuple[str, str]] = Counter()
    out: list[Item] = []
    for item in deck.items:
        if not item.id:
            same = (item.kind, f"{item.stem}\n{item.key}")
            identity = mint(deck.source.id, "own", *same, seen[same], known)
            seen[same] += 1
            known.add(identity)
            item = replace(item, id=identity)
        out.append(item)
    return tuple(out)


def _stamped(item: Item, now: str) -> Item:
    digest = digest_of(item)
    if item.digest == digest and item.changed:
        return item
    changed = now
    if item.changed:
        later = datetime.strptime(item.changed, _FORM) + timedelta(seconds=1)
        changed = max(now, later.strftime(_FORM))
    return replace(item, changed=changed, digest=digest)
