"""Fonts for PDFs: those named, then those of the system, then those of an installed font package; and what they lack.

What a font holds is read from its own tables (OpenType 1.9: TTC header, table directory, cmap formats 4 and 12).
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from quizgen.diagnostics import error

SERIF = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "SimSun",
    "Songti SC",
    "STSong",
    "FZShuSong-Z01",
    "Noto Serif SC",
)
SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "SimHei",
    "PingFang SC",
    "Heiti SC",
    "STHeiti",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans SC",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The families chosen. ``heavy`` is the weight of headings: bold where the family has it (黑体 alone is heavy enough
    where it has not). ``source`` is what typst takes."""

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    heavy: int
    source: Any
    faces: tuple[Any, ...]


def find_fonts(named: Sequence[str] = (), *, paths: Sequence[str] = (), system: bool = True) -> Fonts:
    """Families for text and headings. named: families (or font files) that go before all others.

    Errors: QuizgenError ``no-such-font`` for a family that is not there, ``no-chinese-font`` where there is none at all.
    """
    files = tuple(n for n in named if "/" in n or "\\" in n or n.lower().endswith((".ttf", ".otf", ".ttc", ".otc")))
    folders = tuple(dict.fromkeys([*(str(Path(f).parent) for f in files), *paths]))
    found = _load(folders, system, True)
    by_family: dict[str, list[Any]] = {}
    for face in found.fonts():
        by_family.setdefault(face.family, []).append(face)
    first: list[str] = []
    for name in named:
        if name in files:
            families = [f for f, faces in by_family.items() if any(x.path and Path(x.path).name == Path(name).name for x in faces)]
        else:
            families = [f for f in by_family if f.casefold() == name.casefold()]
        if not families:
            near = ", ".join(f for f in by_family if any(_covers(x, "题") for x in by_family[f][:1])) or "none that holds Chinese"
            raise error("no-such-font", f"there is no font “{name}” here; there are: {near}")
        first += families
    serif = [f for f in SERIF if f in by_family]
    sans = [f for f in SANS if f in by_family]
    if not (first or serif or sans):
        chinese = [f for f, faces in by_family.items() if _covers(faces[0], "题")]
        if not chinese:
            raise error(
                "no-chinese-font",
                "no font here holds Chinese: install one (fonts-noto-cjk), or a font package: pip install 'quizgen[print]'",
            )
        serif = sans = chinese[:1]
    latin = ["Libertinus Serif"]
    text = tuple(dict.fromkeys([*first, *(serif or sans), *sans, *latin]))
    heads = tuple(dict.fromkeys([*first, *(sans or serif), *serif, *latin]))
    heavy = 700 if any(face.weight >= 600 for face in by_family[heads[0]]) else 400
    if heavy == 400 and first:
        heads = tuple(dict.fromkeys([*(sans or first), *heads]))
        heavy = 700 if any(face.weight >= 600 for face in by_family[heads[0]]) else 400
    return Fonts(serif=text, sans=heads, heavy=heavy, source=found, faces=tuple(f for fs in by_family.values() for f in fs))


def lacking(fonts: Fonts, text: Iterable[str]) -> tuple[str, ...]:
    """The characters of a text that no font here holds, in order."""
    want = {c for c in text if not c.isspace()}
    order = sorted(fonts.faces, key=lambda f: f.family not in fonts.serif)  # the chosen ones first
    for face in order:
        if not want:
            break
        want = {c for c in want if not _covers(face, c)}
    return tuple(sorted(want))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...], system: bool, package: bool) -> Any:
    import typst

    paths = list(folders)
    if package:
        try:
            import pylopdf_fonts_zh_cn

            paths.append(str(Path(pylopdf_fonts_zh_cn.__file__).parent))
        except ImportError:
            pass
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=paths)


_LATIN = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)]))


def _covers(face: Any, char: str) -> bool:
    if not face.path:  # built into typst: Latin
        return char in _LATIN
    return _has(face.path, face.index, ord(char))


def _has(path: str, index: int, code: int) -> bool:
    table = _cmap(path, index)
    if table is None:
        return False
    starts, ends = table
    from bisect import bisect_right

    i = bisect_right(starts, code) - 1
    return i >= 0 and code <= ends[i]


@lru_cache(maxsize=256)
def _cmap(path: str, index: int) -> tuple[list[int], list[int]] | None:
    """Ranges of characters that a font holds, ascending; None for a file that cannot be read as a font."""
    try:
        with Path(path).open("rb") as f:
            head = f.read(12)
            at = 0
            if head[:4] == b"ttcf":
                f.seek(12 + 4 * index)
                (at,) = struct.unpack(">I", f.read(4))
            f.seek(at)
            (count,) = struct.unpack(">4xH6x", f.read(12))
            for _ in range(count):
                tag, _, offset, length = struct.unpack(">4sIII", f.read(16))
                if tag == b"cmap":
                    f.seek(offset)
                    return _ranges(f.read(length))
    except (OSError, struct.error):
        return None
    return None


def _ranges(data: bytes) -> tuple[list[int], list[int]]:
    (n,) = struct.unpack_from(">2xH", data)
    best: tuple[int, int] = (-1, 0)
    for i in range(n):
        platform, encoding, offset = struct.unpack_from(">HHI", data, 4 + 8 * i)
        (form,) = struct.unpack_from(">H", data, offset)
        if platform in (0, 3) and encoding != 14 and form in (4, 12):
            best = max(best, (form, offset))
    form, at = best
    out: list[tuple[int, int]] = []
    if form == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for i in range(groups):
            start, end, _ = struct.unpack_from(">III", data, at + 16 + 12 * i)
            out.append((start, end))
    elif form == 4:
        (double,) = struct.unpack_from(">H", data, at + 6)
        segments = double // 2
        ends = struct.unpack_from(f">{segments}H", data, at + 14)
        starts = struct.unpack_from(f">{segments}H", data, at + 16 + double)
        out = [(s, e) for s, e in zip(starts, ends, strict=True) if s != 0xFFFF]
    out.sort()
    return [s for s, _ in out], [e for _, e in out]


def unknown(chars: Collection[str]) -> str:
    """Characters as a message names them: 𠮷 (U+20BB7)."""
    return ", ".join(f"{c} (U+{ord(c):04X})" for c in chars)
