"""Names of decks in Anki: ``title::01 section``, and how they stay when a heading changes.

Anki matches decks by name and never moves a card that it has. If the name simply followed the heading, a renamed
heading would leave the old cards in the old sub-deck and put every new card of the section into another. So the name
is given once. ``Deck.homes`` remembers it, by the section's present title, wherever title and name have parted, and
``carry`` finds it: a section is the section in which the same items stand, whatever it is called now.

The number in front keeps the sections in the order of the source, since Anki sorts decks by name (and 二 after 三) and
draws new cards deck by deck in that order.
"""

from __future__ import annotations

import re
from collections import Counter

from quizgen.model import Deck, Item

LONGEST = 40
_MARKER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十百]+[）)]?[、．.]|[（(][一二三四五六七八九十百\d]+[）)]|\d+(?:\.\d+)*[、．.]?(?=\s|[^\d.]))\s*"
)


def clean_name(name: str) -> str:
    """A deck's name that Anki takes as one level: no ``::``, no control characters, at most LONGEST characters."""
    name = re.sub(r"\s+", " ", re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", name)).strip()
    name = re.sub(r":{2,}", "：", name).strip(": ：")
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _live(deck: Deck) -> tuple[Item, ...]:
    return tuple(i for i in deck.items if i.status in ("new", "kept"))


def sections(deck: Deck) -> dict[str, str]:
    """Item id → title of its section, for the items that have one.

    The section is the first heading that tells items apart: a title that stands over the whole document makes no
    sub-deck. Items before the first heading, and retired ones whose section is gone, have none.
    """
    live = _live(deck)
    paths = [i.provenance.section for i in live if i.provenance.section]
    if not paths:
        return {}
    depth = 0
    while all(len(p) > depth and p[depth] == paths[0][depth] for p in paths):
        depth += 1
    top = paths[0][:depth]
    known = {p[depth]: None for p in paths if len(p) > depth}
    out: dict[str, str] = {}
    for item in deck.items:
        path = item.provenance.section
        if item.status != "dropped" and path[:depth] == top and len(path) > depth and path[depth] in known:
            out[item.id] = path[depth]
    return out


def _names(deck: Deck, given: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """Section title → name of its sub-deck, in order of the source."""
    order = dict.fromkeys(found[i.id] for i in _live(deck) if i.id in found)
    names: dict[str, str] = {}
    for n, title in enumerate(order, start=1):
        plain = clean_name(_MARKER.sub("", title)) or clean_name(title)
        names[title] = clean_name(given.get(title, "")) or f"{n:02d} {plain}".strip()
    return names


def places(deck: Deck) -> dict[str, tuple[str, ...]]:
    """Item id → (deck name,) or (deck name, sub-deck name), for every item that is not dropped."""
    title = clean_name(deck.title) or "quizgen"
    found = sections(deck)
    names = _names(deck, dict(deck.homes), found)
    return {
        item.id: (title, names[found[item.id]]) if item.id in found else (title,)
        for item in deck.items
        if item.status != "dropped"
    }


def carry(before: Deck, after: Deck) -> tuple[tuple[str, str], ...]:
    """The ``homes`` of a rebuilt deck, so that no card is scattered.

    before: the deck as it stood; after: as rebuilt, with the ids carried over. A section of ``after`` keeps the name
    under which most of its items stood, each name going to one section alone; a new section gets a name of its own.
    What ``after.homes`` says already (a person's choice) stands. Only names that differ from what the deck would make
    by itself are kept, in order of the source.
    """
    old = {i: home[1] for i, home in places(before).items() if len(home) > 1}
    found = sections(after)
    votes: Counter[tuple[str, str]] = Counter()
    for item in _live(after):
        if item.id in found and item.id in old:
            votes[found[item.id], old[item.id]] += 1
    plain = _names(after, {}, found)
    given = {title: name for title, name in after.homes if title in plain}
    taken = set(given.values())
    for (title, name), _ in votes.most_common():  # ties: first in the source
        if title not in given and name not in taken:
            given[title] = name
            taken.add(name)
    return tuple((title, given[title]) for title in plain if title in given and given[title] != plain[title])
