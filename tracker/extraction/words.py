"""The lists of words of data/words.toml, one frozen set each."""

from __future__ import annotations

import tomllib
from functools import cache

from tracker.knowledge import data_path


@cache
def _table() -> dict[str, str]:
    with data_path("words.toml").open("rb") as file:
        return tomllib.load(file)


def words(name: str) -> frozenset[str]:
    """The words of the list called `name`."""
    return frozenset(_table()[name].split())
