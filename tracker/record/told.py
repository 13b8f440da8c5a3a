"""Mentions as values: what one source says of one event, as far as that tells events apart."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.record.names import name_key
from tracker.record.unite import Party, parties, with_own_org


@dataclass(frozen=True)
class Told:
    """One mention. `key` (publication, fingerprint of the text, position) does not depend on when it was entered."""

    id: int
    born: str
    source: str
    key: tuple[str, str, int]
    type: str
    status: str
    published: date | None
    first: date | None
    last: date | None
    precision: str
    basis: str
    place: str | None
    country: str | None
    parties: tuple[Party, ...]

    @cached_property
    def sides(self) -> frozenset[str]:
        """Whom its participants stand for."""
        return frozenset(party.side for party in self.parties if party.side)

    @cached_property
    def identities(self) -> frozenset[tuple[str, str | None]]:
        """Who took part: a country is its code however it is written; all else is its name and side."""
        return frozenset(
            ("", p.side) if p.kind == "country" and p.side else (name_key(p.name), p.side) for p in self.parties
        )

    @property
    def profile(self) -> tuple[object, ...]:
        """All by which it could be told from another; two of one source with one profile are told twice."""
        return self.type, self.first, self.last, self.precision, self.place, self.country, self.identities


def read_told(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Told]:
    """The mentions with these numbers, by number."""
    wanted = (json.dumps(list(ids)),)
    who: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.execute(
        "SELECT * FROM mention_participant WHERE mention_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY mention_id, position",
        wanted,
    ):
        who[row["mention_id"]].append(row)
    rows = connection.execute(
        "SELECT m.*, s.published, s.sha256 FROM mention m JOIN source s ON s.id = m.source_id "
        "WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id",
        wanted,
    )
    return {row["id"]: _told(row, who[row["id"]]) for row in rows}


def _told(row: sqlite3.Row, who: list[sqlite3.Row]) -> Told:
    return Told(
        id=row["id"],
        born=row["born"],
        source=row["source_id"],
        key=(row["published"] or "", row["sha256"], row["position"]),
        type=row["type"],
        status=row["status"],
        published=_day(row["published"]),
        first=_day(row["date_from"]),
        last=_day(row["date_to"]),
        precision=row["date_precision"],
        basis=row["date_basis"],
        place=name_key(row["place_name"]) if row["place_name"] else None,
        country=row["place_country"],
        parties=tuple(with_own_org(party) for party in parties(who)),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
