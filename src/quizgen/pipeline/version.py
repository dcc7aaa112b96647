"""What a result depends on beside its input: the code and the data of quizgen, the interpreter, the libraries. A cache
that is filed under it never has to be cleared by hand."""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from pathlib import Path

from quizgen.zh.segment import data_version

PACKAGE = Path(__file__).resolve().parent.parent
FACTS = frozenset({"data", "model", "diagnostics", "zh", "en", "caches", "sections", "reading", "readers", "extractors", "coding", "yamlnodes"})
"""The rooms that say what is found in a source; a test holds that they import no others."""
LIBRARIES = ("genanki", "lxml", "pylopdf-fonts-zh-cn", "pypdfium2", "python-docx", "python-pptx", "pyyaml", "segno", "selectolax", "typst")
_PLAIN = (".txt", ".md", ".markdown")


@cache
def _digests() -> tuple[tuple[str, str], ...]:
    """Every file of quizgen with the digest of what it holds, in the order of their paths."""
    found = []
    for folder, inner, names in os.walk(PACKAGE):
        inner[:] = [name for name in inner if name != "__pycache__"]
        room = folder[len(str(PACKAGE)) + 1 :].replace(os.sep, "/")
        for name in names:
            content = hashlib.sha256(Path(folder, name).read_bytes()).hexdigest()
            found.append((f"{room}/{name}" if room else name, content))
    return tuple(sorted(found))


def version(rooms: Collection[str] | None = None) -> str:
    """A digest of every file of these rooms of quizgen (None: of all of it), of jieba's data and of the interpreter."""
    digest = hashlib.sha256(f"{sys.version} {unicodedata.unidata_version} {data_version()}".encode())
    for name, content in _digests():
        if rooms is None or name.partition("/")[0].removesuffix(".py") in rooms:
            digest.update(f"\n{name} {content}".encode())
    return digest.hexdigest()


@cache
def libraries() -> str:
    """The versions of the libraries that read and write formats: by the names of the folders that installers leave beside
    them, for ``importlib.metadata`` reads every file in these, and takes as long as a tenth of a small build."""
    found = set()
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                library, _, rest = entry.name.partition("-")
                if rest.endswith((".dist-info", ".egg-info")) and library.lower().replace("_", "-").replace(".", "-") in LIBRARIES:
                    found.add(entry.name)
    return ", ".join(sorted(found))


def facts_key(name: str, data: bytes) -> str:
    """What the facts of a source are filed under: its name, its content, and the version of the rules."""
    outside = "" if name.lower().endswith(_PLAIN) else libraries()
    parts = (version(FACTS), outside, name, hashlib.sha256(data).hexdigest())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
