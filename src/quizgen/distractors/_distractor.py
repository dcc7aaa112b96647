"""A distractor: words that are false in one stem, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractor:
    """``reason`` says, in Chinese, why it is false here; ``score`` how close it is to the key (higher is closer)."""

    text: str
    reason: str
    score: float = 0.0
