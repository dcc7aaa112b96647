"""Which words of the new text an item of the deck tests: the matching that decides who keeps an id.

In this order, and never by a guess: the same tested words in the same sentence; in the sentence that was edited, split
or joined; with other words where the tested ones were corrected. What stands right beside the tested words tells equal
words apart. Where two places fit equally well, the item has none of them, and the account says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from quizgen.deck.homes import Asked, Home, Homes
from quizgen.deck.identity import CONTEXT, is_edited, is_own, mark, sentence_code
from quizgen.deck.text import (
    LONG_QUOTE,
    NormalText,
    code_of,
    codes_of,
    nth_of,
    offset_of,
    quoted,
    shared,
    sides,
    squeezed,
)
from quizgen.model import BLANK, CHOICE, Deck, Document, Item, Span
from quizgen.sameness import normal
from quizgen.zh.marks import normalise

State = Literal["same", "respelled", "edited", "gone", "tied"]
"""same: the sentence stands to the letter; respelled: marks or the form of characters differ; edited: words differ;
gone: the source says it no longer; tied: several places fit equally well."""

NOWHERE = Span(0, 0)
LISTS = frozenset({"multiple", "ordering", "recall"})
SURE = 10
"""Of the 16 characters beside the tested words, how many must agree where no quote tells the sentence."""
_RANGE = 6000
_FRAME = 4
_MOVED = 6
_ALIKE = 0.5
_ALIKE_UNFRAMED = 0.6
_ABOUT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where one item of the deck is in the new text. ``answers``: the tested words, as spans of ``Document.text``;
    ``quote``: the sentences around them. Both are empty where the state is gone or tied."""

    item: Item
    state: State
    answers: tuple[Span, ...] = ()
    quote: Span = NOWHERE
    deleted: bool = False

    @property
    def found(self) -> bool:
        return bool(self.answers)

    def tested(self, text: NormalText) -> str:
        """What the item tests now, as ``Item.tested``; what it tested where not all of it was found."""
        if self.state != "edited" or len(self.answers) != len(members(self.item)):
            return self.item.tested
        return "、".join(normal(text.document.slice(a)) for a in self.answers)

    @property
    def barred(self) -> bool:
        """True if a person deleted or dropped the item: what it tests is not asked again."""
        return self.deleted or self.item.status == "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All items of a deck against a new text: those that stand in the order of the deck, then the deleted ones."""

    text: NormalText
    matches: tuple[Match, ...] = ()

    @property
    def standing(self) -> tuple[Match, ...]:
        """What counts toward the budget and is not to be asked again: everything found in the text, the deleted and
        the dropped ones too."""
        return tuple(m for m in self.matches if m.found)

    @property
    def tested(self) -> frozenset[str]:
        """The tested texts of ``standing``, as they stand now."""
        return frozenset(t for t in (m.tested(self.text) for m in self.standing) if t)

    def of(self, identity: str) -> Match | None:
        return next((m for m in self.matches if m.item.id == identity), None)


def align(old: Deck | None, document: Document) -> Alignment:
    """Find every item of a deck in the text that its source has now. ``old`` None: nothing to find."""
    text = NormalText(document)
    if old is None:
        return Alignment(text=text)
    items = (*old.items, *old.gone)
    asked = [
        Asked(code=_code(i), nth=nth_of(i.context), quote=_quote(i), line=i.provenance.line) for i in items
    ]
    homes = Homes(asked, codes_of(old.sentences), text).find()
    found = [_locate(item, home, text) for item, home in zip(items, homes, strict=True)]
    _settle(found, items, len(old.items), text)
    matches = tuple(
        _match(item, place, text, deleted=n >= len(old.items))
        for n, (item, place) in enumerate(zip(items, found, strict=True))
    )
    return Alignment(text=text, matches=matches)


def sentence_codes(document: Document) -> frozenset[str]:
    """The codes of the sentences of a document."""
    return frozenset(NormalText(document).codes) - {""}


def kinship(deck: Deck, there: Document | frozenset[str]) -> float:
    """How much of the source of a deck, as it was last built, stands in a document (or among its ``sentence_codes``): the
    share of its sentences, from 0 to 1. A renamed file has 1, a document on the same matter next to nothing. Where the deck
    has lost its sentences, the sentences of its items serve."""
    codes = codes_of(deck.sentences) or tuple(dict.fromkeys(c for c in map(_code, deck.items) if c))
    if not codes:
        return 0.0
    there = there if isinstance(there, frozenset) else sentence_codes(there)
    return sum(code in there for code in codes) / len(codes)


@dataclass(slots=True, kw_only=True)
class _Place:
    """Ranges of NormalText.norm; ``score`` is how much of the context agrees."""

    ranges: tuple[tuple[int, int], ...] = ()
    score: int = 0
    tied: bool = False


def _code(item: Item) -> str:
    found = code_of(item.context)
    return found or (sentence_code(_quote(item)) if item.provenance.quote else "")


def _quote(item: Item) -> str:
    return normal(item.provenance.quote)


def members(item: Item) -> tuple[str, ...]:
    """What the item tests, in normal form: one text, or the members of a list."""
    if item.tested:
        parts = item.tested.split("、") if item.kind in LISTS else [item.tested]
    else:  # a person's own item, or one whose line in the ledger is lost
        parts = [] if item.kind == "truefalse" else list(item.key)
    return tuple(p for p in (normal(part) for part in parts) if p)


def _context(item: Item) -> str:
    if item.context:
        return item.context
    for blank in (BLANK, CHOICE):
        before, found, after = item.stem.partition(blank)
        if found and item.kind not in LISTS:
            return f"{normal(before)[-CONTEXT:]}|{normal(after)[:CONTEXT]}"
    return "|"


def _locate(item: Item, homes: Sequence[Home], text: NormalText) -> _Place:
    tested = members(item)
    if not tested:
        return _Place()
    if not homes:
        # Where nothing tells the sentence (a ledger that was edited), what stands beside the tested words must.
        return _Place() if _code(item) else _by_context(item, tested, text)
    if item.kind in LISTS and len(tested) > 1:
        return _list(item, tested, homes, text)
    return _single(item, "".join(tested), homes, text)


def _around(text: NormalText, at: int, end: int) -> tuple[str, str]:
    return text.norm[max(0, at - CONTEXT) : at], text.norm[end : end + CONTEXT]


def _best(item: Item, places: Sequence[tuple[int, int]], text: NormalText, *, least: int = 0) -> _Place:
    """The one place that the context fits best."""
    if not places:
        return _Place()
    context = _context(item)
    scored = sorted(((shared(context, *_around(text, a, b)), a, b) for a, b in places), key=lambda p: (-p[0], p[1]))
    score, at, end = scored[0]
    if score < least:
        return _Place()
    if len(scored) > 1 and scored[1][0] == score:
        return _Place(score=score, tied=True)
    return _Place(ranges=((at, end),), score=score)


def _by_context(item: Item, tested: Sequence[str], text: NormalText) -> _Place:
    left, right = sides(_context(item))
    if len(left) + len(right) < SURE and len(text.norm) > 4 * CONTEXT:
        return _Place()
    if item.kind in LISTS and len(tested) > 1:
        starts = text.occurrences(left[-4:] + tested[0], 0, len(text.norm))
        places = [_Place(ranges=r) for s in starts for r in [_members(tested, s + len(left[-4:]), text)] if r]
        return places[0] if len(places) == 1 else _Place(tied=len(places) > 1)
    word = "".join(tested)
    # One side is enough to look the place up; the other one is counted.
    near = {s + len(left[-4:]) for s in text.occurrences(left[-4:] + word, 0, len(text.norm))}
    near |= set(text.occurrences(word + right[:4], 0, len(text.norm)))
    return _best(item, [(s, s + len(word)) for s in sorted(near)], text, least=min(SURE, len(left) + len(right)))


def _single(item: Item, word: str, homes: Sequence[Home], text: NormalText) -> _Place:
    exact = [h for h in homes if h.exact]
    if exact:
        offset = offset_of(item.context)
        own = [(h.at + offset, h.at + offset + len(word)) for h in exact]
        own = [(a, b) for a, b in own if offset >= 0 and text.norm[a:b] == word]
        return _best(item, own or _everywhere(word, exact, text), text)
    places = _everywhere(word, homes, text)
    if not item.provenance.quote:  # a deleted item: of its sentence nothing is left to compare
        return _best(item, places, text, least=_FRAME)
    mapped = [(m, home) for m, home in ((_mapped(item, word, home, text), home) for home in homes) if m is not None]
    if text.norm.count(word) > 1:  # words that the text has elsewhere too must have something of what stood beside them

        def other(m: tuple[int, int]) -> bool:
            return text.norm[m[0] : m[1]] == word and not shared(_context(item), *_around(text, *m))

        mapped = [(m, home) for m, home in mapped if not other(m)]
        places = [p for p in places if not other(p)]
    same = [(m, home) for m, home in mapped if text.norm[m[0] : m[1]] == word]
    if not same:
        same = [(p, home) for p in places for m, home in mapped if p[0] < m[1] and m[0] < p[1]]
    if same:
        return _best(item, _likest(same), text)
    corrected = [(m, home, *_likeness(item, word, m, text)) for m, home in mapped]
    sure = [(m, home) for m, home, alike, framed in corrected if alike >= _ALIKE and framed]
    if sure:
        return _best(item, _likest(sure), text)
    moved = _best(item, places, text, least=_MOVED)
    if moved.ranges:
        return moved
    # The tested words themselves were corrected, and stay alike, or stand in the same frame.
    likely = [
        (m, home)
        for m, home, alike, framed in corrected
        if alike >= _ALIKE_UNFRAMED or (framed and m[1] - m[0] <= 3 * len(word))
    ]
    return _best(item, _likest(likely), text)


def _likest(found: Sequence[tuple[tuple[int, int], Home]]) -> list[tuple[int, int]]:
    """The places in the sentences that are about as like the old one as the likest of them: in another one, words may fit
    by chance."""
    best = max((home.alike for _, home in found), default=0.0)
    return list(dict.fromkeys(place for place, home in found if home.alike >= best - _ABOUT))


def _everywhere(word: str, homes: Sequence[Home], text: NormalText) -> list[tuple[int, int]]:
    return [(s, s + len(word)) for h in homes for s in text.occurrences(word, h.at, h.end)]


def _mapped(item: Item, word: str, home: Home, text: NormalText) -> tuple[int, int] | None:
    """The range of the new sentence that came of the tested words of the old one."""
    quote = _quote(item)
    at = offset_of(item.context)
    if at < 0 or quote[at : at + len(word)] != word:
        at = _in_quote(quote, word, _context(item))
    if at < 0:
        return None
    new = text.norm[home.at : home.end]
    found = _carried(SequenceMatcher(None, quote, new, autojunk=False).get_opcodes(), at, at + len(word))
    return (home.at + found[0], home.at + found[1]) if found else None


def _carried(opcodes: Sequence[tuple[str, int, int, int, int]], at: int, stop: int) -> tuple[int, int] | None:
    """The range that a range became under the changes of a text, None where nothing is left of it."""
    start, end = -1, -1
    for tag, i1, i2, j1, j2 in opcodes:
        if i1 <= at < i2 or (i1 == i2 == at and tag == "insert" and start < 0):
            start = j1 + (at - i1) if tag == "equal" else j1
        if i1 < stop <= i2:
            end = j1 + (stop - i1) if tag == "equal" else j2
    return (start, end) if 0 <= start < end else None


def _in_quote(quote: str, word: str, context: str) -> int:
    scored: list[tuple[int, int]] = []
    at = quote.find(word)
    while at >= 0:
        scored.append((-shared(context, quote[max(0, at - CONTEXT) : at], quote[at + len(word) : at + len(word) + CONTEXT]), at))
        at = quote.find(word, at + 1)
    scored.sort()
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return -1
    return scored[0][1]


def _likeness(item: Item, word: str, place: tuple[int, int], text: NormalText) -> tuple[float, bool]:
    """How like the tested words are to those of a place, and whether the same words stand on both sides."""
    left, right = sides(_context(item))
    before, after = _around(text, *place)
    framed = (
        shared(f"{left[-_FRAME:]}|", before, "") >= min(_FRAME, len(left))
        and shared(f"|{right[:_FRAME]}", "", after) >= min(_FRAME, len(right))
    )  # fmt: skip
    return SequenceMatcher(None, word, text.norm[place[0] : place[1]], autojunk=False).ratio(), framed


def _list(item: Item, tested: Sequence[str], homes: Sequence[Home], text: NormalText) -> _Place:
    """The members of a list, searched in order from the sentence that its quote opens with."""
    places: list[tuple[tuple[int, int], ...]] = []
    for home in sorted(homes, key=lambda h: h.at):
        found = () if home.exact else _corrected(item, tested, home, text)
        first = home.at + max(0, offset_of(item.context))
        found = found or _members(tested, first if text.norm.startswith(tested[0], first) else home.at, text)
        if found and found[0][0] < home.end and found not in places:
            places.append(found)
    if not places:
        return _Place()
    if len(places) == 1:
        return _Place(ranges=places[0], score=_list_score(item, places[0], text))
    scored = sorted(((_list_score(item, p, text), len(p), p) for p in places), key=lambda s: (-s[0], -s[1], s[2]))
    if scored[0][:2] == scored[1][:2]:
        return _Place(tied=True)
    return _Place(ranges=scored[0][2], score=scored[0][0])


def _corrected(item: Item, tested: Sequence[str], home: Home, text: NormalText) -> tuple[tuple[int, int], ...]:
    """The members of a list in its edited sentence, with those that were corrected; () where most of them are gone or
    other words."""
    quote = _quote(item)
    new = text.norm[home.at : max(home.end, home.at + len(quote) + len(quote) // 4)]
    opcodes = SequenceMatcher(None, quote, new, autojunk=False).get_opcodes()
    out: list[tuple[int, int]] = []
    at = max(0, offset_of(item.context))
    for member in tested:
        start = quote.find(member, at)
        if start < 0:
            return ()
        at = start + len(member)
        found = _carried(opcodes, start, at)
        if found:
            out.append((home.at + found[0], home.at + found[1]))
    now = "".join(text.norm[a:b] for a, b in out)
    alike = SequenceMatcher(None, "".join(tested), now, autojunk=False).ratio() >= _ALIKE
    return tuple(out) if alike and len(out) >= 2 and 2 * len(out) >= len(tested) else ()


def _list_score(item: Item, ranges: Sequence[tuple[int, int]], text: NormalText) -> int:
    return shared(_context(item), *_around(text, *ranges[0]))


def _members(tested: Sequence[str], at: int, text: NormalText) -> tuple[tuple[int, int], ...]:
    """Most members of a list in their order (a member may have been corrected or struck out); () for fewer."""
    out: list[tuple[int, int]] = []
    end = min(len(text.norm), at + _RANGE)
    for member in tested:
        found = text.norm.find(member, at, end)
        if found >= 0:
            out.append((found, found + len(member)))
            at = found + len(member)
    return tuple(out) if len(out) >= 2 and 3 * len(out) >= 2 * len(tested) - 1 else ()


def _settle(found: list[_Place], items: Sequence[Item], standing: int, text: NormalText) -> None:
    """No two items of one kind can have come of one place: one in use goes before a retired one and that before a
    deleted one, then the one whose context fits better has it, and equals have it neither."""

    def use(n: int) -> int:
        return 2 if n >= standing else int(items[n].status == "retired")

    groups: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for n, place in enumerate(found):
        if place.ranges and not (n < standing and is_own(items[n])):
            groups[items[n].kind, place.ranges[0][0], place.ranges[-1][1]].append(n)
    for group in groups.values():
        if len(group) < 2:
            continue
        ranked = sorted(group, key=lambda n: (use(n), -found[n].score, n))
        first, second = ranked[0], ranked[1]
        tie = found[first].score == found[second].score and use(first) == use(second)
        for n in ranked[0 if tie else 1 :]:
            found[n] = _Place(tied=tie)


def _match(item: Item, place: _Place, text: NormalText, *, deleted: bool) -> Match:
    if not place.ranges:
        return Match(item=item, state="tied" if place.tied else "gone", deleted=deleted)
    keys = item.key if len(item.key) == len(place.ranges) else ("",) * len(place.ranges)
    answers = tuple(_with_marks(text.raw(a, b), key, text) for (a, b), key in zip(place.ranges, keys, strict=True))
    quote = text.quote(place.ranges[0][0], place.ranges[-1][1])
    return Match(item=item, state=_state(item, answers, quote, text), answers=answers, quote=quote, deleted=deleted)


def _with_marks(span: Span, key: str, text: NormalText) -> Span:
    """The span with the marks that belong to the key: “关键少数” with them, where the key has them."""
    whole, end = text.document.text, span.end
    first = next((i for i, c in enumerate(key) if normal(c)), 0)
    last = next((i for i, c in enumerate(reversed(key)) if normal(c)), 0)
    start = span.start
    if first and normalise(whole[start - first : start]) == normalise(key[:first]):
        start -= first
    if last and normalise(whole[end : end + last]) == normalise(key[len(key) - last :]):
        end += last
    return Span(start, end)


def _state(item: Item, answers: Sequence[Span], quote: Span, text: NormalText) -> State:
    slice_ = text.document.slice
    tested = members(item)
    if len(answers) != len(tested) or any(normal(slice_(a)) != t for a, t in zip(answers, tested, strict=True)):
        return "edited"
    if is_own(item) or not item.provenance.quote:
        return "same"
    # The quote opens with the sentence of the first answer, may reach further than that of the last one, and is cut
    # where it is very long.
    if is_edited(item, "quote"):  # what the sentence was is known by its hash alone
        return "same" if dict(item.made).get("quote") == mark(quoted(slice_(quote))) else "edited"
    old = item.provenance.quote
    wide = text.document.text[quote.start : quote.end + len(old) + 200]
    old = old.removesuffix("……") if len(old) >= LONG_QUOTE else old
    if squeezed(wide).startswith(squeezed(old)):
        return "same"
    return "respelled" if normal(wide).startswith(normal(old)) else "edited"
