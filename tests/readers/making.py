"""Files of other formats, made by real programs from one page of HTML."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from quizgen.model import Document
from quizgen.readers import read_source

CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@cache
def _profiles() -> tempfile.TemporaryDirectory[str]:
    """One folder for the programs' profiles: to make them anew costs more than to print."""
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def printed(page: str, folder: Path, chromium: str, *options: str) -> bytes:
    """The page as Chromium prints it to PDF."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [chromium, *CHROMIUM, f"--user-data-dir={_profiles().name}/chromium", *options, f"--print-to-pdf={target}", source.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target.read_bytes()


def converted(data: bytes, suffix: str, to: str, folder: Path, soffice: str) -> bytes:
    """A file as LibreOffice saves it in another format; ``to`` is the suffix, and the filter after a colon."""
    source = folder / f"office{suffix}"
    source.write_bytes(data)
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{_profiles().name}/office", "--headless", "--convert-to", to,
         "--outdir", str(folder / "made"), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    return (folder / "made" / f"office.{to.split(':')[0]}").read_bytes()


def read(data: bytes | str, path: str) -> Document:
    return read_source(data if isinstance(data, bytes) else data.encode(), path=path)[0]


def blocks(document: Document) -> list[tuple[str, int, str, str]]:
    """Kind, level, generated numeral, text."""
    return [(b.kind, b.level, b.label, document.slice(b.span)) for b in document.blocks]
