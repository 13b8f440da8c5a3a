"""How participants and countries are named in an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=512)  # every country many times, in an answer of thousands of rows
def country_name(code: str | None) -> str | None:
    """The usual English name of a country code; the code itself if it is unknown."""
    if code is None:
        return None
    from tracker.knowledge import countries

    country = countries().by_code.get(code)
    return country.name if country else code


def participant(row: sqlite3.Row) -> dict[str, Any]:
    """A participant as answers give it."""
    return {key: row[key] for key in ("name", "kind", "country", "org", "title", "role")}


def described(name: str, country: str | None, org: str | None, post: str | None) -> str:
    """ "Sergei Shoigu (Russia, Defense Minister)"; what is unknown is left out."""
    known = [part for part in (country_name(country) or org, post) if part]
    return f"{name} ({', '.join(known)})" if known else name


def who(participants: Iterable[Mapping[str, Any]]) -> str:
    """All participants in one readable line."""
    return ", ".join(
        described(p["name"], p["country"], p["org"], p["title"]) if p["kind"] in ("person", "office") else p["name"]
        for p in participants
    )
