"""Decks whose every text is hostile: what a source may hold, or a person may type into a deck."""

from __future__ import annotations

import re

import hostile

from quizgen.model import BLANK, CHOICE, FALSE, Deck, Item, Provenance, Source

T0 = "2026-01-05T08:00:00Z"


def printable(text: str) -> str:
    """Without what decks cannot hold: a lone surrogate is no text, and no reader gives one."""
    return "".join(c for c in text if not "\ud800" <= c <= "\udfff")


def deck_of(name: str, text: str, *, number: int = 0) -> Deck:
    """One item of each kind, with the text in each of its fields."""
    text = printable(text).strip() or "空"
    line = " ".join(text.split()) or "空"
    stem = re.sub(r"_{2,}|[（(]\s*[）)]", "", line)  # a stem has one blank

    def item(kind: str, stem: str, key: tuple[str, ...], distractors: tuple[str, ...] = ()) -> Item:
        return Item(
            id=f"h{number}-{kind}",
            kind=kind,  # type: ignore[arg-type]
            stem=stem,
            key=key,
            distractors=distractors,
            explanation=text,
            note=text,
            tags=(line[:40],),
            provenance=Provenance(path=f"{name}.txt", section=(line, line + "之二"), article=line, line=3, quote=f"{text}是{line}。"),
            rule="series",
            fact=f"f{number}-{kind}",
            tested=line,
            changed=T0,
        )

    return Deck(
        title=line,
        source=Source(id=f"s{number}", path=f"{name}.txt", sha256="0" * 64),
        path=f"decks/{name}.yaml",
        tags=(line[:40],),
        items=(
            item("cloze", f"{stem}在于{BLANK}。", (line,)),
            item("single", f"{stem}是{CHOICE}。", (line,), (f"{line}甲", f"{line}乙", "丙")),
            item("multiple", f"下列属于{stem}的有{CHOICE}。", (line, f"{line}丁"), (f"{line}甲", "丙")),
            item("truefalse", f"{line}是根本。", (FALSE,)),
            item("ordering", f"按先后排列{line}。", (f"{line}一", f"{line}二", f"{line}三")),
            item("recall", f"{line}有哪些？", (line, f"{line}二", f"{line}三")),
        ),
    )


def decks() -> tuple[Deck, ...]:
    """One for each hostile text."""
    return tuple(
        deck_of(name, text, number=n)
        for n, (name, text) in enumerate((hostile.INJECTIONS | hostile.UNICODE | hostile.MARKERS).items())
    )
