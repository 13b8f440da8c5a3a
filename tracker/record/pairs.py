"""Two mentions, by their numbers."""

from __future__ import annotations

Pair = tuple[int, int]


def pair(one: int, other: int) -> Pair:
    """The two, the lower number first."""
    return (one, other) if one < other else (other, one)
