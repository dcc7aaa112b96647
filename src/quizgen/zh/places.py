"""Where words stand in a long text, found without reading the text for each of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, KeysView, Sequence
from functools import cached_property

_FEW = 4
"""A pair that stands less often than that is looked no further from."""


class Places:
    """The places of any piece of a text. What is looked for is found by the rarest pair of characters in it, so that ten
    thousand pieces of a text cost about what they stand in it, not ten thousand readings."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._counts: dict[str, int] = {}

    @cached_property
    def _pairs(self) -> dict[str, array[int]]:
        out: dict[str, array[int]] = {}
        text = self.text
        for i in range(len(text) - 1):
            pair = text[i : i + 2]
            at = out.get(pair)
            if at is None:
                at = out[pair] = array("L")
            at.append(i)
        return out

    @property
    def pairs(self) -> KeysView[str]:
        """Every two characters that stand side by side."""
        return self._pairs.keys()

    def of(self, piece: str) -> Iterator[int]:
        """Every offset at which the piece stands, in order; overlapping ones too."""
        text = self.text
        if len(piece) < 2:
            at = text.find(piece) if piece else -1
            while at >= 0:
                yield at
                at = text.find(piece, at + 1)
            return
        offset, best = self._rarest(piece)
        for at in best:
            if at >= offset and text.startswith(piece, at - offset):
                yield at - offset

    def _rarest(self, piece: str) -> tuple[int, Sequence[int]]:
        """A pair of the piece that is rare enough: its offset in the piece, and where it stands in the text."""
        get = self._pairs.get
        best: array[int] | None = None
        offset = 0
        for i in range(len(piece) - 1):
            found = get(piece[i : i + 2])
            if found is None:
                return 0, ()
            if best is None or len(found) < len(best):
                best, offset = found, i
                if len(found) < _FEW:
                    break
        assert best is not None
        return offset, best

    def holds(self, piece: str) -> bool:
        """As ``piece in text``."""
        return next(self.of(piece), None) is not None

    def count(self, piece: str) -> int:
        """As ``text.count(piece)``."""
        n = self._counts.get(piece)
        if n is None:
            n, end, size, text = 0, 0, len(piece), self.text
            if size < 2:
                n = text.count(piece)
            else:
                offset, best = self._rarest(piece)
                for at in best:
                    at -= offset
                    if at >= end and text.startswith(piece, at):
                        n, end = n + 1, at + size
            self._counts[piece] = n
        return n
