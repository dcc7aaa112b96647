"""A deck and a rebuilt one into one deck: three ways, a field at a time.

What quizgen wrote last is known by its hash (``Item.made``), what stands is in the file, and what the source says now
is the rebuilt item. A field that nobody touched follows the source; a field that a person edited is never written, and
where the source changed under it the item says so. An item whose own sentence did not change is left as it is, however
much quizgen has learnt since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from quizgen.deck.account import Change, FieldChange, Report, Sort
from quizgen.deck.align import LISTS, Alignment, Match, align
from quizgen.deck.carry import carried
from quizgen.deck.fields import PLACE, fields_of, merge_fields, with_field
from quizgen.deck.identity import FIELDS, field_text, is_edited, is_own, made_of, mark, mint
from quizgen.deck.stamp import stamp
from quizgen.deck.text import quoted
from quizgen.deck.truth import same_assertion
from quizgen.model import Deck, Document, Item, Span, Status
from quizgen.sameness import normal
from quizgen.sections import article_at, section_path

Rewrite = Callable[[Match], Item | None]
"""Makes the item that quizgen would write today for the words that a match names, of the kind of ``match.item``; None
where it would write none."""
Holds = Callable[[Item, str], bool]
"""True if a distractor of a standing item is still good for the item as it is now."""
Tests = Callable[[Match], str]
"""What an item that is written anew would test; "" where none would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """The merged deck, stamped, and the account of it."""

    deck: Deck
    report: Report


def merge(
    old: Deck | None,
    built: Sequence[Item],
    *,
    document: Document,
    now: str,
    title: str = "",
    alignment: Alignment | None = None,
    rewrite: Rewrite | None = None,
    holds: Holds | None = None,
    tests: Tests | None = None,
    taken: Collection[str] = frozenset(),
    refresh: bool = False,
) -> MergeResult:
    """The deck of a source after a build.

    old: the deck as it stands, None for the first build (then ``document.source.id`` and ``title`` make it).
    built: what the selection chose to ask; ids are minted here. Items that stand may be among them or not: they are
    found in ``document`` by what they test. document: the source as it is now. alignment: ``align(old, document)``,
    where it was made already. rewrite: asked for standing items whose sentence changed (with ``refresh``, for all);
    without it the items of ``built`` at the same words serve. tests: tells what ``rewrite`` would test, without writing it. taken: the ids of every other deck, standing or deleted.
    refresh: unchanged items follow quizgen too, and items that nobody touched and that are no longer chosen retire.
    now: UTC, RFC 3339 in seconds. The result depends on these alone; equal input changes nothing.
    """
    alignment = alignment or align(old, document)
    first = old is None
    source = replace(document.source, id=old.source.id if old else document.source.id)
    deck = old or Deck(title=title, source=source)
    pool = _Pool(built)
    known = set(taken) | {i.id for i in deck.items} | set(deck.deleted)
    items: list[Item] = []
    changes: list[Change] = []
    for match in alignment.matches:
        if match.deleted:
            continue
        again = pool.at(match)
        item, change = _Merger(
            match, again, alignment=alignment, rewrite=rewrite, holds=holds, tests=tests, refresh=refresh, built=bool(built)
        ).result()
        items.append(item)
        changes.append(change)
    gone = tuple(_remembered(m, alignment) for m in alignment.matches if m.deleted)
    fresh, barred = _fresh(pool, alignment, source.id, known, document)
    merged = _placed(items, fresh, alignment)
    deck = replace(deck, source=source, items=merged, gone=gone, deleted=tuple(g.id for g in gone))
    deck = replace(deck, sentences=alignment.text.fingerprint)
    deck = stamp(deck, now=now, taken=known | {i.id for i in fresh})
    account = {c.item.id: c for c in changes} | {i.id: Change(sort="new", item=i) for i in fresh}
    final = {i.id: i for i in deck.items}
    report = Report(
        title=deck.title,
        path=deck.path,
        changes=tuple(replace(account[i], item=final[i]) for i in final if i in account),
        barred=0 if first else barred,
    )
    return MergeResult(deck=deck, report=report)


def overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """How much two sets of answers are the same words: characters in common through characters in all."""
    one = {n for s in a for n in range(s.start, s.end)}
    two = {n for s in b for n in range(s.start, s.end)}
    return len(one & two) / len(one | two) if one or two else 0.0


def closest(answers: Sequence[Span], among: Iterable[tuple[Span, ...]]) -> tuple[Span, ...] | None:
    """Of several sets of answers the one that is the same words, or at least half of them; None if none is."""
    cells = _cells(answers)
    best: tuple[float, tuple[Span, ...]] | None = None
    for each in among:
        if each == tuple(answers):
            return each
        if cells & _cells(each):
            score = overlap(answers, each)
            if score >= 0.5 and (best is None or score > best[0]):
                best = (score, each)
    return best[1] if best else None


class _Pool:
    """The built items, by the words that they test."""

    def __init__(self, built: Sequence[Item]) -> None:
        self.built = tuple(built)
        self._at: dict[int, list[int]] = {}
        for n, item in enumerate(self.built):
            for cell in _cells(item.provenance.answers):
                self._at.setdefault(cell, []).append(n)
        self.used: set[int] = set()

    def near(self, match: Match) -> list[tuple[float, int]]:
        """Built items that test at least half the same words, the best first. A multiple choice may have some members
        of its list for keys, so that its words are part of those of the match."""
        answers = match.answers
        found = dict.fromkeys(n for cell in _cells(answers) for n in self._at.get(cell, ()))
        scored: list[tuple[float, int]] = []
        for n in found:
            theirs = self.built[n].provenance.answers
            score = overlap(answers, theirs)
            if "multiple" in (match.item.kind, self.built[n].kind) and set(theirs) <= set(answers):
                score = max(score, 0.5)
            scored.append((score, n))
        return sorted(((s, n) for s, n in scored if s >= 0.5), key=lambda sn: (-sn[0], sn[1]))

    def at(self, match: Match) -> Item | None:
        """The built item of the same kind at the words of a match; from now on it is none of the new ones."""
        mine = [n for _, n in self.near(match) if self.built[n].kind == match.item.kind]
        if not mine or match.deleted:
            return None
        own = next((n for n in mine if self.built[n].rule == match.item.rule), mine[0])
        self.used.update(mine)
        return self.built[own]


def _cells(answers: Sequence[Span]) -> set[int]:
    return {n for s in answers for n in range(s.start // 8, max(s.start, s.end - 1) // 8 + 1)}


class _Merger:
    """One standing item against what the source says now."""

    def __init__(
        self,
        match: Match,
        again: Item | None,
        *,
        alignment: Alignment,
        rewrite: Rewrite | None,
        holds: Holds | None,
        tests: Tests | None,
        refresh: bool,
        built: bool,
    ) -> None:
        self.match = match
        self.item = match.item
        self.again = again
        self.text = alignment.text
        self.rewrite = rewrite
        self.holds = holds
        self.tests = tests
        self.refresh = refresh
        self.built = built
        self._asked: tuple[Item | None] | None = None

    def result(self) -> tuple[Item, Change]:
        item, match = self.item, self.match
        if is_own(item):
            return item, Change(sort="unchanged", item=item)
        if not match.found:
            return self._gone()
        if self.refresh and self.built and self.again is None and item.status == "new" and not _touched(item):
            retired = _retired(item)
            return retired, Change(sort="retired", item=retired, note="no longer chosen (refresh)")
        revived, was = _revived(item)
        after = self._placed(revived)
        note = ""
        if self.refresh or not self._stands():
            made = self._made()
            if made is not None:
                after = merge_fields(after, made, holds=self.holds)
                if normal(after.tested) != normal(match.tested(self.text)) and made.provenance.answers:
                    # quizgen tests more or other words of the sentence now: what stands beside these tells them
                    after = replace(after, context=self.text.context(made.provenance.answers))
            elif match.state != "same":
                after, note = self._kept(after)
        sort, changes = _account(was, after)
        if was.status == "retired" and after.status != "retired":
            sort = "revived"
        return after, Change(sort=sort, item=after, fields=changes, note=note)

    def _gone(self) -> tuple[Item, Change]:
        item = self.item
        tied = self.match.state == "tied"
        if item.status in ("retired", "dropped") or "status" in dict(item.made):
            # Retired already, or retired once and called back by a person, who wants it without its source.
            return item, Change(sort="unchanged", item=item)
        retired = _retired(item)
        if tied:
            note = "its words now stand in several places that fit equally well: the items there have new ids"
            return retired, Change(sort="unsure", item=retired, note=note)
        return retired, Change(sort="retired", item=retired)

    def _stands(self) -> bool:
        """True if what the item was made of is unchanged: its sentence, and what its stem takes from elsewhere."""
        item, match = self.item, self.match
        if match.state != "same":
            return False
        section = section_path(self.text.document, match.answers[0].start)
        gone = set(item.provenance.section) - set(section)
        if any(len(normal(title)) > 3 and normal(_bare(title)) in normal(item.stem + item.explanation) for title in gone):
            return False
        if item.kind in LISTS:
            if self.tests is not None and normal(self.tests(match)) == normal(item.tested):
                return True  # whatever would be written
            made = self._made()
            return made is None or normal(made.tested) == normal(item.tested)
        return True

    def _made(self) -> Item | None:
        """What quizgen would write today, asked once."""
        if self._asked is None:
            made = self.rewrite(self.match) if self.rewrite is not None else self.again
            made = made if made is not None and made.kind == self.item.kind else self.again
            corrected = normal(self.match.tested(self.text)) != normal(self.item.tested)
            if made is not None and not same_assertion(self.item, made, corrected=corrected):
                made = None
            self._asked = (made,)
        return self._asked[0]

    def _placed(self, item: Item) -> Item:
        """The item with its place brought up to date: section, article, line, page, and what tells it from others."""
        document = self.text.document
        at = self.match.answers[0].start
        here = document.locate(at)
        place = {
            "section": "\n".join(section_path(document, at)),
            "article": article_at(document, at),
            "line": str(here.line) if here.line else "",
            "page": str(here.page) if here.page else "",
        }
        made = dict(item.made)
        for name in PLACE:
            if not is_edited(item, name):
                item = with_field(item, name, place[name])
                made[name] = mark(place[name]) if place[name] else ""
        return replace(
            item,
            made=tuple((n, m) for n, m in made.items() if m),
            tested=self.match.tested(self.text),
            context=self.text.context(self.match.answers),
            provenance=replace(item.provenance, path=document.source.path),
        )

    def _kept(self, item: Item) -> tuple[Item, str]:
        """Its sentence changed, and quizgen makes no such item of it any more: the id stays, and the words are
        carried over where they are the sentence's own."""
        quote = quoted(self.text.document.slice(self.match.quote))
        made = carried(item, self.match, self.text)
        if made is not None:
            names = ("stem", "key", "quote", *(("explanation",) if made.explanation != item.explanation else ()))
            return merge_fields(item, made, names=names), ""
        if self.match.state == "respelled":
            return merge_fields(item, with_field(item, "quote", quote), names=("quote",)), ""
        wanted = {"quote": quote}
        if item.kind in LISTS:
            document = self.text.document
            found = {normal(document.slice(a)) for a in self.match.answers}
            left = [k for k in item.key if normal(k) in found]
            if left != list(item.key):
                wanted["key"] = "\n".join(left)
        # The old words stand until a person decides; what was told once is not told again.
        made_hashes = dict(item.made)
        wanted = {n: t for n, t in wanted.items() if t != field_text(item, n) and made_hashes.get(n) != mark(t)}
        if not wanted:
            return item, ""
        conflict = dict(item.conflict) | wanted
        after = replace(
            item,
            made=tuple((made_hashes | {n: mark(t) for n, t in wanted.items()}).items()),
            conflict=tuple((n, conflict[n]) for n in FIELDS if n in conflict),
        )
        return after, "its sentence changed, and quizgen makes no such item of it now: edit the item, or drop it"


def _bare(title: str) -> str:
    return title.lstrip("一二三四五六七八九十0123456789（()）第章节条、.． ")


def _touched(item: Item) -> bool:
    return bool(item.note or item.tags) or any(is_edited(item, name) for name in fields_of(item))


def _retired(item: Item) -> Item:
    made = dict(item.made) | {"status": item.status}
    return replace(item, status="retired", made=tuple(made.items()))


def _revived(item: Item) -> tuple[Item, Item]:
    """The item with the status that it had before it retired, and the item as it was."""
    made = dict(item.made)
    before = made.pop("status", "")
    if not before:
        return item, item
    status: Status = ("kept" if before == "kept" else "new") if item.status == "retired" else item.status
    return replace(item, status=status, made=tuple(made.items())), item


def _account(old: Item, new: Item) -> tuple[Sort, tuple[FieldChange, ...]]:
    changed: list[FieldChange] = []
    for name in fields_of(new):
        before, after = field_text(old, name), field_text(new, name)
        if before != after:
            changed.append(FieldChange(name=name, old=before, new=after))
    was = dict(old.conflict)
    conflicts = tuple(
        FieldChange(name=name, old=field_text(new, name), new=text, conflict=True)
        for name, text in new.conflict
        if was.get(name) != text
    )
    if conflicts:
        return "conflicting", (*changed, *conflicts)
    if any(c.name not in PLACE for c in changed):
        return "changed", tuple(changed)
    if changed:
        return "moved", tuple(changed)
    return "unchanged", ()


def _remembered(match: Match, alignment: Alignment) -> Item:
    """A deleted item, with what stands beside its words now."""
    if not match.found:
        return match.item
    text = alignment.text
    return replace(match.item, tested=match.tested(text), context=text.context(match.answers))


def _fresh(
    pool: _Pool, alignment: Alignment, source_id: str, known: set[str], document: Document
) -> tuple[tuple[Item, ...], int]:
    """The built items that are none of the standing ones, with ids; and how many a person does not want."""
    barred: set[int] = set()
    for match in alignment.matches:
        if match.found and match.barred:
            barred.update(n for _, n in pool.near(match) if n not in pool.used)
        if match.found and is_own(match.item):
            pool.used.update(n for _, n in pool.near(match) if pool.built[n].kind == match.item.kind)
    seen: Counter[tuple[str, str, str]] = Counter()
    taken = set(known)
    out: list[Item] = []
    for n, item in enumerate(pool.built):
        if n in pool.used or n in barred:
            continue
        same = (item.rule, item.kind, normal(item.tested))
        identity = mint(source_id, *same, seen[same], taken)
        seen[same] += 1
        taken.add(identity)
        made = replace(
            item,
            id=identity,
            status="new",
            context=alignment.text.context(item.provenance.answers),
            provenance=replace(item.provenance, path=document.source.path),
        )
        out.append(replace(made, made=made_of(made)))
    return tuple(out), len(barred)


def _placed(standing: Sequence[Item], fresh: Sequence[Item], alignment: Alignment) -> tuple[Item, ...]:
    """New items behind the one that stands before them in the source; what stands keeps its order."""
    place = {m.item.id: m.answers[0].start for m in alignment.matches if m.found and not m.deleted and m.item.id}
    anchors = sorted((place[item.id], n) for n, item in enumerate(standing) if item.id in place)
    after: dict[int, list[Item]] = {}
    k = -1
    for item in sorted(fresh, key=lambda i: i.provenance.answers[0].start if i.provenance.answers else 0):
        at = item.provenance.answers[0].start if item.provenance.answers else 0
        while k + 1 < len(anchors) and anchors[k + 1][0] <= at:
            k += 1
        after.setdefault(anchors[k][1] if k >= 0 else -1, []).append(item)
    out = list(after.get(-1, ()))
    for n, item in enumerate(standing):
        out.append(item)
        out += after.get(n, ())
    return tuple(out)
