"""What a result depends on beside its input: the code and the data of quizgen, the interpreter, the libraries. A cache
that is filed under it never has to be cleared by hand."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path

from quizgen.zh.segment import data_version

PACKAGE = Path(__file__).resolve().parent.parent
FACTS = frozenset({"data", "model", "diagnostics", "zh", "en", "caches", "sections", "reading", "readers", "extractors", "coding", "yamlnodes"})
"""The rooms that say what is found in a source; a test holds that they import no others."""
LIBRARIES = ("genanki", "lxml", "pylopdf-fonts-zh-cn", "pypdfium2", "python-docx", "python-pptx", "pyyaml", "segno", "selectolax", "typst")
_PLAIN = (".txt", ".md", ".markdown")


@cache
def version(rooms: Collection[str] | None = None) -> str:
    """A digest of every file of these rooms of quizgen (None: of all of it), of jieba's data and of the interpreter."""
    digest = hashlib.sha256(f"{sys.version} {unicodedata.unidata_version} {data_version()}".encode())
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if "__pycache__" in inside.parts or not path.is_file():
            continue
        if rooms is None or inside.parts[0].removesuffix(".py") in rooms:
            data = path.read_bytes()
            digest.update(f"\n{inside.as_posix()} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


@cache
def libraries() -> str:
    """The versions of the libraries that read and write formats."""
    from importlib import metadata

    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def facts_key(name: str, data: bytes) -> str:
    """What the facts of a source are filed under: its name, its content, and the version of the rules."""
    outside = "" if name.lower().endswith(_PLAIN) else libraries()
    parts = (version(FACTS), outside, name, hashlib.sha256(data).hexdigest())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
