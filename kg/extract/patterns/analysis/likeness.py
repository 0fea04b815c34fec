"""Takes two names; gives how alike they are; touches nothing."""

from __future__ import annotations

from difflib import SequenceMatcher

#: From here on two names are near each other.
ALIKE = 0.84


def likeness(one: str, other: str) -> float:
    """How alike two folded names are, from 0 to 1: by their letters, or because one's words contain the other's."""
    mine, theirs = set(one.split()), set(other.split())
    if (mine < theirs or theirs < mine) and min(len(one), len(other)) > 2:
        return max(ALIKE, SequenceMatcher(None, one, other).ratio())
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
