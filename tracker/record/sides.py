"""Whom an event is between, and how high they stand: written anew whenever an event is settled.

The tables `event_side` and `event_pair` repeat what `event` and `participation` say, so that a country's timeline and the
numbers of pairs need not be looked for in all events.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from tracker.knowledge import rank_of
from tracker.record.persons import terms_of

ORG = "org:"  # before the name of an organisation that is a side

_THESE = "(SELECT value FROM json_each(?))"
_ENTER_SIDES = "INSERT OR IGNORE INTO event_side (id, side, type, status, date_from, date_to)"
_COLUMNS = "e.type, e.status, e.date_from, e.date_to FROM event e"
_STAND_FOR = (
    f"SELECT e.id, p.country, {_COLUMNS} JOIN participation p ON p.event_id = e.id WHERE p.country IS NOT NULL",
    f"SELECT e.id, '{ORG}' || p.org, {_COLUMNS} JOIN participation p ON p.event_id = e.id WHERE p.org IS NOT NULL",
    f"SELECT e.id, p.country, {_COLUMNS} JOIN place p ON p.id = e.place_id "
    "WHERE e.type = 'visit' AND p.country IS NOT NULL",
)
_PAIRS = (
    "INSERT INTO event_pair (id, one, other, type, status, date_from, date_to) "
    "SELECT a.id, a.side, b.side, a.type, a.status, a.date_from, a.date_to "
    "FROM event_side a JOIN event_side b ON b.id = a.id AND b.side > a.side "
    f"WHERE substr(a.side, 1, {len(ORG)}) <> '{ORG}' AND substr(b.side, 1, {len(ORG)}) <> '{ORG}'"
)
# Of a group with one maximum SQLite takes the other columns from the row that has it.
_TOTALS = (
    "INSERT INTO pair_total (one, other, type, status, events, date_from, date_to) "
    "SELECT one, other, type, status, count(*), date_from, max(date_to) FROM event_pair"
)


def write_sides(connection: sqlite3.Connection) -> None:
    """Write anew the sides of all events, the pairs of countries among them, and the totals; none of rejected events."""
    for table in ("event_side", "event_pair", "pair_total"):
        connection.execute(f"DELETE FROM {table}")
    for stand_for in _STAND_FOR:
        connection.execute(f"{_ENTER_SIDES} {stand_for} AND e.review IS NOT 'rejected'")
    connection.execute(_PAIRS)
    connection.execute(f"{_TOTALS} GROUP BY one, other, type, status")


def write_sides_of(connection: sqlite3.Connection, event_id: str) -> None:
    """Write anew the sides and pairs of one event, and the totals that it was or is counted in."""
    before = drop_sides(connection, event_id)
    count_totals(connection, before | enter_sides(connection, [event_id]))


def enter_sides(connection: sqlite3.Connection, event_ids: Sequence[str]) -> set[tuple[str, ...]]:
    """Write the sides and pairs of events that have none; the totals that they are counted in, to be counted."""
    wanted = (json.dumps(event_ids),)
    for stand_for in _STAND_FOR:
        connection.execute(f"{_ENTER_SIDES} {stand_for} AND e.review IS NOT 'rejected' AND e.id IN {_THESE}", wanted)
    connection.execute(f"{_PAIRS} AND a.id IN {_THESE}", wanted)
    rows = connection.execute(f"SELECT DISTINCT one, other, type, status FROM event_pair WHERE id IN {_THESE}", wanted)
    return {tuple(row) for row in rows}


def drop_sides(connection: sqlite3.Connection, event_id: str, *, last: bool = False) -> set[tuple[str, ...]]:
    """Take out the sides and pairs of an event, `last` if it goes; the totals that it was counted in, to be counted."""
    counted_in = _counted_in(connection, event_id)
    for table in ("event_side", "event_pair"):
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (event_id,))
    if last:
        count_totals(connection, counted_in)
    return counted_in


def _counted_in(connection: sqlite3.Connection, event_id: str) -> set[tuple[str, ...]]:
    rows = connection.execute("SELECT one, other, type, status FROM event_pair WHERE id = ?", (event_id,))
    return {tuple(row) for row in rows}


def count_totals(connection: sqlite3.Connection, keys: Iterable[tuple[str, ...]]) -> None:
    """Count these pairs, types and statuses anew."""
    of_one = "WHERE one = ? AND other = ? AND type = ? AND status = ?"
    for key in keys:
        connection.execute(f"DELETE FROM pair_total {of_one}", key)
        connection.execute(f"{_TOTALS} {of_one} HAVING count(*)", key)


def rank_participants(connection: sqlite3.Connection, event_ids: Sequence[str] | None = None) -> None:
    """Say how high the participants of these events, or of all, stand, by the post that they have in it.

    Who has none there has that of the table of officials on that day.
    """
    rows = connection.execute(
        "SELECT p.event_id, p.position, p.kind, p.name, p.title, e.date_start, o.name_key, o.country, o.org "
        "FROM participation p JOIN event e ON e.id = p.event_id LEFT JOIN person o ON o.id = p.person_id "
        f"WHERE p.kind IN ('person', 'office'){'' if event_ids is None else f' AND p.event_id IN {_THESE}'}",
        () if event_ids is None else (json.dumps(event_ids),),
    ).fetchall()
    connection.executemany(
        "UPDATE participation SET rank = ? WHERE event_id = ? AND position = ?",
        [(_rank(*row[2:]), *row[:2]) for row in rows],
    )


def _rank(
    kind: str,
    name: str,
    title: str | None,
    day: str | None,
    key: str | None,
    country: str | None,
    org: str | None,
) -> int | None:
    post = title or (name if kind == "office" else None)
    if post is None and key is not None and day is not None:
        post = next((term.post for term in terms_of(key, country, org) if term.covers(day)), None)
    return rank_of(post) if post else None
