"""The history of two who have to do with one another: two countries, two persons, or one of each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.counting import cut, days_between
from tracker.answers.events import event_rows
from tracker.answers.filters import Condition, Filters, narrowing
from tracker.answers.labels import country_name, described
from tracker.answers.persons import latest_post, resolve
from tracker.answers.sides import find_sides
from tracker.answers.summaries import by_type, by_year, ends
from tracker.errors import InputError, NotFoundError
from tracker.record.sides import ORG

Row = dict[str, Any]
LATEST = 50  # events of the history, unless asked for more
_CARRIERS = 10


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two: a side of events, or the rows of a person; and how an answer calls it."""

    name: str
    side: str | None
    persons: tuple[int, ...]

    @property
    def kind(self) -> str:
        """ "country", "org" or "person"."""
        return "person" if self.side is None else "org" if self.side.startswith(ORG) else "country"

    def condition(self) -> Condition:
        """That it takes part in the event `e`."""
        if self.side is not None:
            return "EXISTS (SELECT 1 FROM event_side s WHERE s.id = e.id AND s.side = ?)", [self.side]
        sql = "e.id IN (SELECT event_id FROM participation WHERE person_id IN (SELECT value FROM json_each(?)))"
        return sql, [json.dumps(self.persons)]


def party(connection: sqlite3.Connection, text: str) -> Party:
    """The country, the organisation, else the person of that name. Raises InputError or AmbiguousError if there is none."""
    sides = find_sides(text)
    if sides:
        name = sides[0].removeprefix(ORG)
        return Party(name if sides[0].startswith(ORG) else country_name(name) or name, sides[0], ())
    try:
        person = resolve(connection, text)
    except NotFoundError as error:
        raise InputError(f"{text!r} is no country or organisation, and {error}") from None
    return Party(described(person.name, person.country, person.org, None), None, person.ids)


def ties(connection: sqlite3.Connection, one: str, other: str, filters: Filters | None = None) -> Row:
    """What two had to do with one another, of the events that fit.

    - `one`, `other` (names) and `kinds` of both ("country", "org" or "person");
    - `events` (how many were held), `first` and `last` (dates of these);
    - `by_type`: type, events, first, last, and not_held (how many were planned, cancelled, postponed or denied);
    - `by_year`: year, events, and of these meetings, visits, calls, agreements, conferences and others;
    - `longest_gap`: from, to and days between one held event and the next, None if there are not two with a date;
    - `carried_by`: of countries and organisations the persons with most held events: name, country, post (the last known),
      events, last;
    - `timeline`: the latest events (`filters.limit`, or 50) in order, as `timeline` gives them, and `left_out`, how many
      earlier ones there are. `reverse` puts the latest first.

    Raises what `timeline` raises, and InputError for a name that is nobody's.
    """
    filters = filters or Filters()
    with reading(connection):
        parties = party(connection, one), party(connection, other)
        if parties[0] == parties[1]:
            raise InputError(f"{one!r} and {other!r} are the same")
        rows = events_of(connection, parties, filters)
        held = [row for row in rows if row["status"] == "held"]
        dated = [row for row in held if row["date_from"]]
        latest = rows[max(0, len(rows) - (LATEST if filters.limit is None else filters.limit)) :]
        shown = sorted((row for row in latest if row["date_from"]), key=_day, reverse=filters.reverse)
        ids = [row["id"] for row in (*shown, *(row for row in latest if not row["date_from"]))]
        return {
            "one": parties[0].name,
            "other": parties[1].name,
            "kinds": [parties[0].kind, parties[1].kind],
            "events": len(held),
            **ends(dated),
            "by_type": by_type(rows),
            "by_year": by_year(dated),
            "longest_gap": _longest_gap(dated),
            "carried_by": _carriers(connection, parties, held),
            "timeline": list(event_rows(connection, ids)),
            "left_out": len(rows) - len(latest),
        }


def events_of(connection: sqlite3.Connection, parties: Sequence[Party], filters: Filters) -> list[sqlite3.Row]:
    """The events of the two in the order of their dates, the unknown first."""
    fitting, values = narrowing(connection, replace(filters, limit=None), few=True)
    codes = sorted(p.side for p in parties if p.side and p.kind == "country")
    if len(codes) == 2:
        table, both = "event_pair", ("e.one = ? AND e.other = ?", [*codes])
    else:
        conditions = [p.condition() for p in sorted(parties, key=lambda p: p.kind != "person")]
        shown: Condition = ("e.review IS NOT 'rejected'", [])
        table = "event"
        both = (
            " AND ".join(sql for sql, _ in (*conditions, shown)),
            [v for _, some in conditions for v in some],
        )
    return connection.execute(
        f"SELECT e.id, e.type, e.status, e.date_from, e.date_to FROM {table} e WHERE {both[0]} AND {fitting} "
        "ORDER BY e.date_from, e.type, e.id",
        (*both[1], *values),
    ).fetchall()


def _day(row: sqlite3.Row) -> tuple[str, str, str]:
    return row["date_from"], row["type"], row["id"]


def _longest_gap(dated: Sequence[sqlite3.Row]) -> Row | None:
    """The longest time without an event: between the end of all before and the beginning of the next."""
    longest: Row | None = None
    ended = dated[0]["date_to"] if dated else ""
    for row in dated[1:]:
        days = max(0, days_between(ended, row["date_from"]))
        if longest is None or days > longest["days"]:
            longest = {"from": ended, "to": row["date_from"], "days": days}
        ended = max(ended, row["date_to"])
    return longest


def _carriers(connection: sqlite3.Connection, parties: Sequence[Party], held: Sequence[sqlite3.Row]) -> list[Row]:
    """The persons of the two sides who were in most of these events."""
    codes = [p.side if p.kind == "country" else None for p in parties]
    orgs = [p.side.removeprefix(ORG) if p.side and p.kind == "org" else None for p in parties]
    places = {row["id"]: place for place, row in enumerate(held)}
    rows = connection.execute(  # in the order of the ids, so that what lies together is read together
        "SELECT p.event_id, p.person_id FROM json_each(?) wanted CROSS JOIN participation p ON p.event_id = wanted.value "
        "WHERE p.person_id IS NOT NULL AND (p.country IN (?, ?) OR p.org IN (?, ?))",
        (json.dumps(sorted(places)), *codes, *orgs),
    )
    of_person: dict[int, set[int]] = {}
    for event, person in rows:
        of_person.setdefault(person, set()).add(places[event])
    most = sorted(of_person, key=lambda person: (-len(of_person[person]), person))[:_CARRIERS]
    return [
        {
            **_carrier(connection, person),
            "events": len(of_person[person]),
            **_last(held[max(of_person[person])]),
        }
        for person in most
    ]


def _carrier(connection: sqlite3.Connection, number: int) -> Row:
    row = connection.execute("SELECT name, country, org FROM person WHERE id = ?", (number,)).fetchone()
    post = latest_post(connection, [number])
    return {"name": row["name"], "country": row["country"] or row["org"], "post": post}


def _last(event: sqlite3.Row) -> Row:
    return {"last": cut(event["date_from"], event["date_to"])}
