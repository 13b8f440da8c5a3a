"""What the pictures count, by the same rules as the scripts of the report: pairs of countries, who met whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

Row = Mapping[str, Any]
Pair = tuple[str, str]


def country_pairs(events: Iterable[Row]) -> tuple[Counter[Pair], Counter[Pair]]:
    """How many events each two countries took part in that were held, and that were not (planned, called off, denied)."""
    held: Counter[Pair] = Counter()
    open_: Counter[Pair] = Counter()
    for event in events:
        codes = sorted({party["country"] for party in event["participants"] if party["country"]})
        (held if event["status"] == "held" else open_).update(combinations(codes, 2))
    return held, open_


def meetings(events: Iterable[Row]) -> tuple[dict[Any, Row], Counter[tuple[Any, Any]]]:
    """Everybody who is told to have met somebody of another side, by a key of theirs, and how often which two met.

    Counted are meetings that were held, of persons and offices; members of a delegation are none of them.
    """
    people: dict[Any, Row] = {}
    met: Counter[tuple[Any, Any]] = Counter()
    for event in events:
        if event["type"] != "meeting" or event["status"] != "held":
            continue
        there = [p for p in event["participants"] if p["kind"] in ("person", "office") and p["role"] != "member"]
        pairs = set()
        for one, other in combinations(there, 2):
            keys = person_key(one), person_key(other)
            if keys[0] == keys[1] or (side(one) and side(one) == side(other)):
                continue
            for key, party in zip(keys, (one, other), strict=True):
                people.setdefault(key, party)
            pairs.add((min(keys), max(keys)))
        met.update(pairs)
    return people, met


def person_key(party: Row) -> tuple[str, str]:
    """The same for all names of one person; of an office without a name, what it is called and its side."""
    return ("#", str(party["person"])) if party["person"] else (party["name"].casefold(), side(party))


def side(party: Row) -> str:
    """The code of the country or the organisation that somebody stands for, or nothing."""
    return party["country"] or party["org"] or ""
