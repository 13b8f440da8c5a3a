"""The shortest chain of stated meetings from one person to another."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.filters import Condition, Filters, conditions
from tracker.answers.labels import country_name
from tracker.answers.persons import latest_post, resolve
from tracker.errors import InputError

Row = dict[str, Any]
# As in `who_met`: members of a delegation, and persons of one side, are not said to have met.
_MET = "a.role <> 'member' AND b.role <> 'member' AND ifnull(a.country = b.country, 0) = 0 AND ifnull(a.org = b.org, 0) = 0"


def chain(connection: sqlite3.Connection, start: str, goal: str, filters: Filters | None = None) -> list[Row]:
    """The steps of a shortest chain from one person to another, each a pair of persons who met; none if there is none.

    Only meetings that are stated and were held count, unless `filters` names other types or states; the other filters hold for each
    meeting. Each step has step (from 1), name_1, country_1, post_1, name_2, country_2, post_2, times, first and last (dates)
    and events (ids, by date). Of several chains of the same length it is always the same one. Raises what `who_met` raises, and
    InputError if both are one person.
    """
    filters = filters or Filters()
    left = replace(filters, type=filters.type or ("meeting",), status=filters.status or ("held",))
    with reading(connection):
        ends = resolve(connection, start), resolve(connection, goal)
        if ends[0] == ends[1]:
            raise InputError(f"{start!r} and {goal!r} are one person, {ends[0].name}")
        fitting = conditions(connection, left, few=True)
        persons = _shortest(connection, ends[0].ids, ends[1].ids, fitting)
        return [{"step": n, **_step(connection, *pair, fitting)} for n, pair in enumerate(pairwise(persons), 1)]


def _shortest(
    connection: sqlite3.Connection, start: tuple[int, ...], goal: tuple[int, ...], fitting: Condition
) -> list[int]:
    """The persons of the chain: looked for from both ends, each time from the one with fewer persons at its border."""
    came_from: tuple[dict[int, int | None], ...] = dict.fromkeys(start), dict.fromkeys(goal)
    borders = [list(start), list(goal)]
    while borders[0] and borders[1]:
        side = 0 if len(borders[0]) <= len(borders[1]) else 1
        reached, opposite = came_from[side], came_from[1 - side]
        border: list[int] = []
        for one, other in _met(connection, borders[side], fitting):
            if other in reached:
                continue
            reached[other] = one
            border.append(other)
            if other in opposite:
                there, back = (_way(other, way) for way in came_from)
                return [*reversed(there), *back[1:]]
        borders[side] = border
    return []


def _way(person: int | None, came_from: dict[int, int | None]) -> list[int]:
    """From this person back to the end that was started from."""
    way = []
    while person is not None:
        way.append(person)
        person = came_from[person]
    return way


def _met(connection: sqlite3.Connection, persons: list[int], fitting: Condition) -> sqlite3.Cursor:
    """Each of these persons with each whom they met."""
    return connection.execute(
        "SELECT DISTINCT a.person_id, b.person_id FROM json_each(?) w CROSS JOIN participation a ON a.person_id = w.value "
        "CROSS JOIN event e ON e.id = a.event_id CROSS JOIN participation b ON b.event_id = e.id "
        f"WHERE {fitting[0]} AND b.person_id <> a.person_id AND {_MET} ORDER BY w.key, b.person_id",
        (json.dumps(persons), *fitting[1]),
    )


def _step(connection: sqlite3.Connection, one: int, other: int, fitting: Condition) -> Row:
    rows = connection.execute(
        "SELECT DISTINCT e.id, e.date_start, e.date_from FROM participation a JOIN event e ON e.id = a.event_id "
        "JOIN participation b ON b.event_id = e.id "
        f"WHERE a.person_id = ? AND b.person_id = ? AND {fitting[0]} AND {_MET} ORDER BY e.date_from NULLS LAST, e.id",
        (one, other, *fitting[1]),
    ).fetchall()
    dates = [row["date_start"] for row in rows if row["date_start"]]
    return {
        **_person(connection, one, "1"),
        **_person(connection, other, "2"),
        "times": len(rows),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "events": [row["id"] for row in rows],
    }


def _person(connection: sqlite3.Connection, number: int, suffix: str) -> Row:
    row = connection.execute("SELECT name, country, org FROM person WHERE id = ?", (number,)).fetchone()
    side = country_name(row["country"]) or row["org"]
    post = latest_post(connection, [number])
    return {f"name_{suffix}": row["name"], f"country_{suffix}": side, f"post_{suffix}": post}
