"""Quotations with their speakers, with and without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.model import Quotation, Span
from quizgen.reading import Reading, Sentence
from quizgen.zh import speech
from quizgen.zh.quotes import Quote

_JOIN = re.compile(r"[，,、]?\s*+(?:(?:和|与|以及|并|又|还|同时)\s*+)?[，,]?")
_CLAUSE = re.compile(r"[，；。！？：]")
_REPORT = re.compile(rf"(?P<verb>{speech.REPORTING})(?:道|过)?[，：]|(?P<bare>{speech.REPORTING_NAMED})[，：]")
_ADVERBS = re.compile(rf"{speech.ADVERB}{{0,8}}$")
_ARTICLE = re.compile(r"^《[^》]+》")
_SAYING = re.compile(r"[是有无须为能不必在于从把让使若犹才乃]|(?<![成造])就(?![业学职])|(?<![需重主首])要(?![素点件])|(?<![社机])会(?![议计员])|如(?!何)")
_COUNTED = re.compile("[两二三四五六七八九十]{1,3}[个大项种条][^，；。：！？、]{1,8}")
"""“两个毫不动摇” is the name of a thing that its number counts, no saying."""
_NOUN_HERE = re.compile(
    r"(?:违反|按照|依照|根据|依据|符合|遵守|达到|满足|响应|(?<!自)由(?!于)|没有|[作做]出|所[作做])[^，。；：]{0,24}$|(?:不|未|没|意思|的)$"
)
_NOUNS = ("规定", "要求", "主张", "表示", "明确", "号召", "呼吁")
"""Verbs of saying that are nouns (违反本法规定) or predicates (约定不明确) as often, and what then stands before them."""


def find(reading: Reading) -> Iterator[Quotation | Diagnostic]:
    """Words that somebody said, or that a law or a text says.

    Finds: a quotation in marks with its speaker before (甲在乙会议上反复强调：“……”) or after (“……”，甲如是说), several
    quotations after one verb, the next sentence's 还指出 with the speaker going on; speech without marks after a named speaker,
    a verb of saying and a comma (甲强调，……); law quoted by article; a full clause in marks that nobody is named for.
    Skips: coined terms and titles (their own rule); what is only called by a quoted name (按照“一岗双责”要求); 需要指出的是;
    the author's own 我们认为.
    Example: 县长在防汛会上反复强调：“宁可信其有，不可信其无。” gives speaker 县长, occasion 防汛会上.
    Known misses: a speaker named several sentences earlier; speech that goes on after a full stop without marks.
    """
    yield from _unclosed(reading)
    last: Quotation | None = None
    by_sentence: dict[int, list[Quote]] = {}
    for q in reading.quotes:
        if q.mark in "“‘":
            s = reading.sentence_at(q.span.start)
            if s is not None:
                by_sentence.setdefault(s.index, []).append(q)
    for sentence in reading.sentences:
        if sentence.endless or reading.block_of(sentence).kind in ("heading", "code"):
            continue
        found = list(_marked(reading, sentence, by_sentence.get(sentence.index, []), last))
        if not any(f.speaker is not None for f in found):
            spoken = _reported(reading, sentence)
            if spoken is not None and not any(f.text.overlaps(spoken.text) for f in found):
                found.append(spoken)
        for f in sorted(found, key=lambda f: f.text):
            yield f
            if f.speaker is not None:
                last = f if not speech.NOBODY_IN_PARTICULAR.search(reading.norm, *f.speaker) else None
        if last is not None and sentence.index - _index(reading, last) > 1:
            last = None


_NAMES = ("nr", "nt", "ns", "nz", "x", "j", "en")
"""Tags of names, and of what the dictionary does not know."""


def _index(reading: Reading, q: Quotation) -> int:
    s = reading.sentence_at(q.text.start)
    return s.index if s is not None else -9


def _marked(
    reading: Reading, sentence: Sentence, quotes: list[Quote], last: Quotation | None
) -> Iterator[Quotation]:
    norm = reading.norm
    start = sentence.span.start
    prev: tuple[Quote, speech.Attribution] | None = None
    outer_end = -1
    for q in quotes:
        inner = norm[q.inner.start : q.inner.end]
        if q.span.start < outer_end:
            continue  # inside a quotation that was taken whole
        said = speech.before(norm, start, q.span.start)
        chained = prev is not None and _JOIN.fullmatch(norm[prev[0].span.end : q.span.start]) is not None
        if said is None and chained and prev is not None:
            said = prev[1]
        if said is not None and said.speaker is None and said.omitted and last is not None:
            # 还指出： the speaker of the sentence before goes on
            said = speech.Attribution(verb=said.verb, speaker=last.speaker, occasion=said.occasion, time=said.time)
        if said is not None and said.speaker is not None and not _noun(reading, said.speaker):
            said = None
        if said is not None and said.speaker is not None and _speech(inner, norm, q, chained=chained):
            prev = (q, said)
            outer_end = q.span.end
            yield _quotation(norm, q, said)
            continue
        after = None
        if _full(inner):  # a sentence that ends in the marks is followed by who said it
            block = reading.block_of(sentence).span.end
            after = speech.AFTER.match(norm, q.span.end, min(block, q.span.end + 60))
        if after is not None and speech.is_speaker(after["speaker"]):
            occasion = Span(*after.span("occasion")) if after["occasion"] else None
            outer_end = q.span.end
            yield Quotation(
                rule="quotation",
                span=Span(q.span.start, after.end()),
                text=q.inner,
                speaker=Span(*after.span("speaker")),
                verb=Span(*after.span("verb")),
                occasion=occasion,
            )
            continue
        if _full(inner) and len(inner) <= 80 and not _named(norm, q) and not _COUNTED.fullmatch(inner):
            outer_end = q.span.end
            yield Quotation(
                rule="quotation", span=q.span, text=q.inner, sort="principle" if _CLAUSE.search(inner) else "saying"
            )


def _quotation(norm: str, q: Quote, said: speech.Attribution) -> Quotation:
    spans = [s for s in (said.speaker, said.verb, said.occasion, said.time) if s is not None]
    start = min([q.span.start, *(s.start for s in spans)])
    speaker = said.speaker
    assert speaker is not None
    return Quotation(
        rule="quotation",
        span=Span(start, q.span.end),
        text=q.inner,
        speaker=speaker,
        verb=said.verb,
        occasion=said.occasion,
        time=said.time,
        sort="article" if _ARTICLE.match(norm[speaker.start : speaker.end]) else "principle",
    )


def _speech(inner: str, norm: str, q: Quote, *, chained: bool) -> bool:
    """After a verb of saying: words, not the name of a thing (提出“四个意识”, 要求“三同时”制度)."""
    if _CLAUSE.search(inner) or len(inner) >= 10:
        return not _named(norm, q) or bool(_CLAUSE.search(inner))
    after = norm[q.span.end : q.span.end + 1]
    before = norm[q.span.start - 1 : q.span.start]
    return (before in "：，,道说曰云言" or chained) and (after in "。，；！？、" or after == "") and len(inner) >= 4 and bool(_SAYING.search(inner))


def _full(inner: str) -> bool:
    """A clause of its own: with marks inside or a predicate."""
    if _CLAUSE.search(inner):
        return len(inner) >= 8
    return len(inner) >= 6 and bool(_SAYING.search(inner)) and "、" not in inner


def _named(norm: str, q: Quote) -> bool:
    """The marks name a thing: a noun follows at once (“……”精神, “……”主题)."""
    return bool(re.match(r"(?:的?(?:精神|主题|要求|原则|方针|理念|思想|战略|工作|活动|工程|行动|机制|制度|作用|作风|问题|现象|目标|任务|布局|体系|能力|建设|格局|模式|讲话|理论|道路|专项|品牌)|的?(?:科学|重大|重要|基本)?(?:概念|论断|命题))", norm[q.span.end : q.span.end + 8]))


def _reported(reading: Reading, sentence: Sentence) -> Quotation | None:
    """甲强调，堡垒最容易…… : the rest of the sentence is what 甲 says."""
    norm = reading.norm
    start, end = sentence.span
    for m in _REPORT.finditer(norm, start, min(end, start + 90)):
        if any(c in norm[start : m.start()] for c in "“”。"):
            return None
        if (m["verb"] or m["bare"]) in _NOUNS and _NOUN_HERE.search(norm, start, m.start()):
            continue
        start = max(start, norm.rfind("：", start, m.start()) + 1, norm.rfind("；", start, m.start()) + 1)
        head = _ADVERBS.search(norm[start : m.start()])
        at = start + head.start() if head else m.start()
        said = speech.clause(norm, start, at, Span(*m.span("verb" if m["verb"] else "bare")))
        if said is None or said.speaker is None or not _noun(reading, said.speaker):
            continue
        if m["bare"] and not _named_first(reading, said.speaker):
            continue
        text = Span(m.end(), end)
        while text.end > text.start and norm[text.end - 1] in "。；，":
            text = Span(text.start, text.end - 1)
        if norm[text.end - 1] == "：":
            return None  # what is said follows, as a list
        if text.end - text.start < 8 or norm[text.start] in "“‘ ":
            return None
        return Quotation(
            rule="quotation",
            span=Span(min(s.start for s in (said.speaker, said.time or said.speaker, said.occasion or said.speaker)), end),
            text=text,
            speaker=said.speaker,
            verb=said.verb,
            occasion=said.occasion,
            time=said.time,
            spoken=False,
        )
    return None


def _noun(reading: Reading, speaker: Span) -> bool:
    """The words of a speaker begin and end like a name or a noun, not like a predicate (落实全面 before 要求)."""
    tokens = reading.tokens_in(speaker)
    if reading.norm[speaker.start] == "《":
        return True
    if not tokens or tokens[-1].end != speaker.end:
        return True  # the dictionary does not know the name
    first, last = tokens[0].tag, tokens[-1].tag
    words = reading.norm[speaker.start : speaker.end]
    if not (speech.named(words) or speech.is_name(words) or any(t.tag[:2] in _NAMES for t in tokens)):
        return False  # 理论主张, 基本要求, 文中说
    if speech.named(reading.norm[speaker.start : speaker.end]) and first not in ("v", "p", "c", "d"):
        return True
    return first[0] not in "vdpcu" and (last[0] in "nxjreilq" or last in ("vn", "an"))


def _named_first(reading: Reading, speaker: Span) -> bool:
    tokens = reading.tokens_in(speaker)
    return speech.named(reading.norm[speaker.start : speaker.end]) and (not tokens or tokens[0].tag[0] in "njrxlsf")


def _unclosed(reading: Reading) -> Iterator[Diagnostic]:
    """A quotation that opens again in the next paragraph goes on; any other open end is a slip of the source."""
    norm = reading.norm
    blocks = reading.document.blocks
    starts = {b.span.start for b in blocks if norm[b.span.start] in "“‘"}
    ends = {b.span.end: i for i, b in enumerate(blocks)}
    for q in reading.quotes:
        if q.closed or q.mark not in "“‘" or q.parent >= 0:
            continue
        i = ends.get(q.span.end)
        if i is not None and i + 1 < len(blocks) and blocks[i + 1].span.start in starts:
            continue
        at = reading.document.locate(q.span.start)
        yield Diagnostic(
            name="unclosed-quote",
            severity="warning",
            message=f"{reading.text[q.span.start]} is not closed in its paragraph; read to the end of the paragraph",
            path=reading.document.source.path,
            line=at.line,
            column=at.column,
        )
