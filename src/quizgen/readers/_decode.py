"""Bytes of a text file to text."""

from __future__ import annotations

import codecs

from quizgen.diagnostics import error

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes(b for b in range(32) if b not in (9, 10, 11, 12, 13, 26, 27))


def decode(data: bytes, *, path: str) -> str:
    """The text of a file, without BOM and with \\n at line ends (\\r\\n becomes \\n). UTF-8, UTF-16 and UTF-32 with a
    BOM, else UTF-8, else GB18030. QuizgenError: the file is empty, holds no text, or is binary."""
    if not data.strip(b" \t\r\n\0"):
        raise error("empty-file", "the file holds no text", path=path)
    text = _decoded(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip(" \t\n\u3000\ufeff\x1a"):
        raise error("empty-file", "the file holds no text", path=path)
    return text


def _decoded(data: bytes, path: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as e:
                raise error(
                    "bad-encoding",
                    f"the file begins as {encoding.upper()} but byte {e.start + len(bom)} is not; save it as UTF-8",
                    path=path,
                ) from e
    head = data[:65536]
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROL)) > len(head) * 0.01:
        raise error(
            "binary-file",
            "this is not a text file; give it the suffix of its format (.docx, .pdf, …) or save it as UTF-8 text",
            path=path,
        )
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise error("bad-encoding", "neither UTF-8, UTF-16 with a BOM, nor GB18030; save the file as UTF-8", path=path)
