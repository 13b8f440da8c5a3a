"""Mentions put together into events, and the events shown anew.

`regroup` looks at the mentions that something may have changed for; `rebuild` at all. Both come to the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from tracker.record import decisions
from tracker.record.aliases import enter_user_aliases
from tracker.record.clusters import cluster
from tracker.record.families import enter_text, gather
from tracker.record.identity import forget_unnamed, identify, persons_of
from tracker.record.likeness import edges_among, relate
from tracker.record.places import places_of, tidy_places
from tracker.record.settle import settle
from tracker.record.told import Told, read_told


def rebuild(connection: sqlite3.Connection) -> None:
    """Work out everything anew from what sources say and people decided. Inside a transaction."""
    for row in connection.execute(
        "SELECT * FROM source_text WHERE source_id NOT IN (SELECT source_id FROM fingerprint)"
    ).fetchall():
        enter_text(connection, row["source_id"], row["text"])
    gather(connection, [row["id"] for row in connection.execute("SELECT id FROM source")])
    identify(connection, _numbers(connection, "SELECT id FROM mention"))
    enter_user_aliases(connection)
    connection.execute("DELETE FROM likeness")
    connection.execute("UPDATE mention SET compared = 0")
    regroup(connection, _numbers(connection, "SELECT id FROM mention"))
    forget_unnamed(connection, _numbers(connection, "SELECT id FROM person"))
    tidy_places(connection, _numbers(connection, "SELECT id FROM place"))


class Change:
    """A change of the record within a transaction: what it touches is said first, and worked out anew at the end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.mentions: set[int] = set()
        self.events: set[str] = set()
        self.persons: set[int] = set()
        self.places: set[int] = set()

    def touches(self, mentions: Iterable[int], *, around: bool = False) -> None:
        """These mentions are new or about to change.

        Those that go, or come back, touch all `around` them: what could be one event with them, and what a decision
        about them holds for.
        """
        numbers = set(mentions)
        if around:
            numbers |= _reach(self.connection, numbers, {})
        self.mentions |= numbers
        self._take_in(events_with(self.connection, numbers))

    def work_out(self) -> None:
        """Group and show anew what was touched, and forget persons and places that nothing names any more."""
        regroup(self.connection, self.mentions)
        now = events_with(self.connection, self.mentions)
        show_anew(self.connection, self.events | set(now))
        self._take_in(now)
        forget_unnamed(self.connection, self.persons)
        tidy_places(self.connection, self.places)

    def _take_in(self, events: Iterable[str]) -> None:
        self.events |= set(events)
        self.persons |= persons_of(self.connection, events)
        self.places |= places_of(self.connection, events)


def events_with(connection: sqlite3.Connection, mentions: Iterable[int]) -> list[str]:
    """The events that these mentions are in, in the order of the mentions."""
    rows = connection.execute(f"SELECT event_id FROM mention WHERE {_AMONG} ORDER BY id", (json.dumps(list(mentions)),))
    return list(dict.fromkeys(row["event_id"] for row in rows))


def regroup(connection: sqlite3.Connection, touched: Iterable[int]) -> None:
    """Group anew the mentions that are, or could be, of one event with the `touched` ones, and show their events anew.

    Inside a transaction. Mentions that are gone are left out.
    """
    touched = set(touched)
    known: dict[int, Told] = {}
    members = _reach(connection, touched, known)
    told = {number: known[number] for number in members}
    edges = edges_among(connection, members)
    by_born = {mention.born: number for number, mention in told.items()}
    must, cannot = decisions.links(decisions.standing(connection, by_born), by_born)
    before = {
        row["id"]: row["event_id"]
        for row in connection.execute(
            "SELECT id, event_id FROM mention WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(members)),),
        )
    }
    changed: set[str] = set()
    for group in cluster(told, edges, must, cannot):
        event_id = told[group[0]].born
        moved = [number for number in group if before[number] != event_id]
        if moved or not touched.isdisjoint(group):
            changed |= {event_id, *(before[number] for number in moved)}
        if moved:
            _ensure(connection, event_id, group[0])
            connection.executemany("UPDATE mention SET event_id = ? WHERE id = ?", [(event_id, n) for n in moved])
    show_anew(connection, changed)


def show_anew(connection: sqlite3.Connection, events: Iterable[str]) -> None:
    """Settle these events, and those that are part of one of them, whose id may be another now."""
    wanted = set(events)
    whole = json.dumps(sorted(wanted))
    parts = connection.execute(
        "SELECT p.event_id FROM mention p JOIN mention w ON w.id = p.part_of "
        "WHERE w.event_id IN (SELECT value FROM json_each(?))",
        (whole,),
    )
    wanted |= {row["event_id"] for row in parts}
    for event_id in sorted(wanted):
        settle(connection, event_id)


def _reach(connection: sqlite3.Connection, start: Iterable[int], known: dict[int, Told]) -> set[int]:
    """The mentions that can be got to over likeness, events as they are and decisions."""
    reached: set[int] = set()
    border = set(start)
    while border:
        known.update(read_told(connection, border - known.keys()))
        border &= known.keys()
        compared = _numbers(connection, f"SELECT id FROM mention WHERE compared AND {_AMONG}", border)
        for number in border.difference(compared):
            relate(connection, number, known)
        reached |= border
        near = _numbers(
            connection, f"SELECT other FROM likeness WHERE same AND {_AMONG.replace('id', 'one', 1)}", border
        )
        near += _numbers(
            connection, f"SELECT one FROM likeness WHERE same AND {_AMONG.replace('id', 'other', 1)}", border
        )
        near += _numbers(
            connection,
            f"SELECT id FROM mention WHERE event_id IN (SELECT event_id FROM mention WHERE {_AMONG})",
            border,
        )
        near += _numbers(
            connection,
            "SELECT m.id FROM mention m JOIN decision_about a ON a.born = m.born WHERE a.decision_id IN ("
            "SELECT b.decision_id FROM decision_about b JOIN mention n ON n.born = b.born "
            f"WHERE n.{_AMONG})",
            border,
        )
        border = set(near) - reached
    return reached


_AMONG = "id IN (SELECT value FROM json_each(?))"


def _numbers(connection: sqlite3.Connection, query: str, among: Iterable[int] | None = None) -> list[int]:
    values = () if among is None else (json.dumps(list(among)),)
    return [row[0] for row in connection.execute(query, values)]


def _ensure(connection: sqlite3.Connection, event_id: str, number: int) -> None:
    """An event with that id, if need be as the mention tells it until it is settled."""
    connection.execute(
        "INSERT OR IGNORE INTO event (id, type, status, salience, date_precision, confidence) "
        "SELECT ?, type, status, salience, date_precision, confidence FROM mention WHERE id = ?",
        (event_id, number),
    )
