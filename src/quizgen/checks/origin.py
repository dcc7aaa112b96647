"""Where an item comes from: the key is the source's own words, and the reader is shown them."""

from __future__ import annotations

from quizgen.checks._base import Context, bare
from quizgen.model import FALSE, Item


def key_not_verbatim(item: Item, context: Context) -> str | None:
    """Finds: a key that is not in the source's words: not what stands at the tested place, where that and the source are
    known; else, for cloze and single choice, not in the quoted sentence. Marks and blanks do not count.

    Why: the key is right because the source says so. A typo in it makes it wrong.
    Example: key 七日 where the quoted sentence says 七天
    Repair: copy the key from the source, or correct the quotation.
    """
    if item.kind == "truefalse":
        return None
    keys = {bare(k) for k in item.key}
    source, p = context.source, item.provenance
    if source is not None and p.answers:
        if keys != {bare(source[a.start : a.end]) for a in p.answers}:
            return f"the key “{'；'.join(item.key)}” is not what stands at the tested place"
        return None
    if not p.quote or item.kind not in ("cloze", "single") or p.quote.endswith("……"):
        return None
    quote = bare(p.quote)
    for key in item.key:
        if bare(key) not in quote:
            return f"the key “{key}” does not stand in the quoted sentence"
    return None


def no_quote(item: Item, context: Context) -> str | None:
    """Finds: a generated item without the sentence it comes from.

    Why: the back of the card, the answer key and a learner in doubt need it.
    Example: quote missing
    Repair: build again, or copy the sentence.
    """
    return "the quoted sentence is missing" if item.rule and not bare(item.provenance.quote) else None


def no_place(item: Item, context: Context) -> str | None:
    """Finds: a generated item that does not say where it stands: no file, and neither line, page, article nor section.

    Why: who doubts the key looks it up.
    Example: path and line missing
    Repair: build again, or add the place.
    """
    p = item.provenance
    if item.rule and not (p.path and (p.line or p.page or p.article or p.section)):
        return "the place in the source is missing"
    return None


def no_explanation(item: Item, context: Context) -> str | None:
    """Finds: a generated choice item without reasons why its distractors are false, and a generated false statement that
    does not say what the source says.

    Why: falsity is argued, not hoped for; who was wrong learns why.
    Example: explanation missing
    Repair: say of each distractor where it really stands.
    """
    if not item.rule or bare(item.explanation):
        return None
    if item.kind in ("single", "multiple") and item.distractors:
        return "nothing says why the distractors are false"
    if item.kind == "truefalse" and item.key == (FALSE,):
        return "nothing says what the source says instead"
    return None
