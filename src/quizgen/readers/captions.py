"""Subtitles (.srt, .vtt): the cues of a lecture, put together to paragraphs.

A paragraph ends with a sentence, or where the speaker pauses for two seconds. Formats: SubRip as VLC and ffmpeg write
it, WebVTT (W3C). Left out: numbers, times, styles, notes, tags; a cue that only repeats the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Document
from quizgen.readers._decode import decode
from quizgen.readers._document import build
from quizgen.readers._paragraph import Paragraph, Piece
from quizgen.zh.markers import leading_marker

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_CUE = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*$", re.M)
_TAG = re.compile(r"</?[^<>\n]*>|\{\\[^{}\n]*\}|&(?:nbsp|lrm|rlm);")
PAUSE = 2.0
"""Seconds of silence that end a paragraph."""
LONG = 300
"""Characters after which a paragraph ends at the next cue even without a stop."""


def read(data: bytes, *, path: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a subtitle file; spans lead back to its lines. Encodings and errors as for text; QuizgenError
    ``broken-file`` if it holds no cue."""
    raw = decode(data, path=path)
    paragraphs = tuple(_paragraphs(raw))
    if not paragraphs:
        raise error("broken-file", "no subtitle with its time (00:00:01,000 --> 00:00:02,000) in this file", path=path)
    return build(paragraphs, data=data, path=path, raw=raw), ()


def _cues(raw: str) -> Iterator[tuple[float, float, list[tuple[int, int]]]]:
    """Start and end in seconds, and the lines of text as (start, end) offsets."""
    marks = list(_CUE.finditer(raw))
    for m in marks:
        start, end = _seconds(m.groups()[:4]), _seconds(m.groups()[4:])
        lines = []
        at = m.end() + 1
        while at < len(raw):
            stop = raw.find("\n", at)
            stop = len(raw) if stop < 0 else stop
            if not raw[at:stop].strip():
                break
            lines.append((at, stop))
            at = stop + 1
        yield start, end, lines


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = (g or "0" for g in groups)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest.ljust(3, "0")) / 1000


def _paragraphs(raw: str) -> Iterator[Paragraph]:
    pieces: list[Piece] = []
    size = 0
    silent_since = 0.0
    last = ""
    for start, end, lines in _cues(raw):
        text = "".join(raw[a:b] for a, b in lines).strip()
        if text == last:
            silent_since = end
            continue
        last = text
        for k, (a, b) in enumerate(lines):
            found = list(_clean(raw, a, b))
            line = "".join(p.text for p in found)
            if not line:
                continue
            paused = k == 0 and start - silent_since >= PAUSE
            if pieces and (paused or size >= LONG or pieces[-1].text[-1] in "。！？!?…" or leading_marker(line)):
                yield Paragraph(pieces=tuple(pieces))
                pieces, size = [], 0
            if pieces:
                # Subtitles leave out marks; a blank keeps two of them apart where the text has none.
                glue = "" if pieces[-1].text[-1] in "，、；：,;:" and not line[0].isascii() else " "
                if glue:
                    pieces.append(Piece(text=glue, at=a - 1))
            pieces += found
            size += len(line)
        silent_since = end
    if pieces:
        yield Paragraph(pieces=tuple(pieces))


def _clean(raw: str, start: int, end: int) -> Iterator[Piece]:
    """A line without tags and blanks at its ends."""
    pieces = []
    at = start
    for m in _TAG.finditer(raw, start, end):
        if m.start() > at:
            pieces.append(Piece(text=raw[at : m.start()], at=at))
        at = m.end()
    if end > at:
        pieces.append(Piece(text=raw[at:end], at=at))
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        first = pieces[0]
        body = first.text.lstrip(" \t\u3000-") if first.text.lstrip().startswith("-") else first.text.lstrip(" \t\u3000")
        pieces[0] = Piece(text=body, at=first.at + len(first.text) - len(body))
        pieces[-1] = Piece(text=pieces[-1].text.rstrip(), at=pieces[-1].at)
    return iter([p for p in pieces if p.text])
