"""Places as the record keeps them: one row for all ways of writing a name in one country."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from tracker.record.names import fuller, name_key


def place_id(connection: sqlite3.Connection, name: str, country: str | None) -> int:
    """The place of that name and country, entered if new. What it is called is for `tidy_places` to say."""
    key = name_key(name)
    row = connection.execute("SELECT id FROM place WHERE name_key = ? AND country IS ?", (key, country)).fetchone()
    if row is not None:
        number: int = row["id"]
        return number
    cursor = connection.execute("INSERT INTO place (name, name_key, country) VALUES (?, ?, ?)", (name, key, country))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def places_of(connection: sqlite3.Connection, events: Iterable[str]) -> set[int]:
    """Where these events are, by any source or as shown."""
    rows = connection.execute(
        "SELECT place_id FROM mention WHERE event_id IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT place_id FROM event WHERE id IN (SELECT value FROM json_each(?1))",
        (json.dumps(list(events)),),
    )
    return {row["place_id"] for row in rows} - {None}


def tidy_places(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Of these places, take out those that no event is at; the others get the fullest name and the coordinates."""
    for number in numbers:
        said = connection.execute(
            "SELECT m.place_name, m.place_lat, m.place_lon FROM mention m JOIN source s ON s.id = m.source_id "
            "WHERE m.place_id = ? ORDER BY m.place_lat IS NULL, s.sha256, m.position",
            (number,),
        ).fetchall()
        if not said:
            connection.execute(
                "DELETE FROM place WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM event WHERE place_id = ?1)", (number,)
            )
            continue
        name = said[0]["place_name"]
        for row in said:
            name = fuller(name, row["place_name"])
        connection.execute(
            "UPDATE place SET name = ?, lat = ?, lon = ? WHERE id = ?",
            (name, said[0]["place_lat"], said[0]["place_lon"], number),
        )
