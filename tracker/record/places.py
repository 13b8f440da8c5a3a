"""Places as the record keeps them: one row for all ways of writing a name in one country."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import reduce

from tracker.record import decisions
from tracker.record.edits import edited_values
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
        names = [
            row["place_name"]
            for row in connection.execute("SELECT DISTINCT place_name FROM mention WHERE place_id = ?", (number,))
        ]
        names = names or _edited_names(connection, number)
        if not names:
            connection.execute("DELETE FROM place WHERE id = ?", (number,))
            continue
        spot = connection.execute(
            "SELECT place_lat, place_lon FROM mention WHERE place_id = ? AND place_lat IS NOT NULL "
            "ORDER BY place_lat, place_lon LIMIT 1",
            (number,),
        ).fetchone()
        connection.execute(
            "UPDATE place SET name = ?, lat = ?, lon = ? WHERE id = ?",
            (reduce(fuller, names), *(spot or (None, None)), number),
        )


def _edited_names(connection: sqlite3.Connection, number: int) -> list[str]:
    """What those call a place who edited events to be there."""
    events = connection.execute("SELECT id FROM event WHERE place_id = ?", (number,)).fetchall()
    names = []
    for event in events:
        borns = [
            row["born"] for row in connection.execute("SELECT born FROM mention WHERE event_id = ?", (event["id"],))
        ]
        edits = [d.data for d in decisions.of_event(connection, borns) if d.action == "edit"]
        names.append(edited_values(edits)["place"]["name"])
    return names
