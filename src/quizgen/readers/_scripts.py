"""Raised and lowered digits as characters of their own, so that 10³ does not read 103."""

from __future__ import annotations

_UP = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def raised(text: str) -> str:
    """The text as superscript characters where all of it has them, else as it is."""
    return text.translate(_UP) if all(ord(c) in _UP for c in text) else text


def lowered(text: str) -> str:
    """The text as subscript characters where all of it has them, else as it is."""
    return text.translate(_DOWN) if all(ord(c) in _DOWN for c in text) else text
