"""One country on a page: partners, numbers, leading persons, last contacts, and what is planned."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.counting import cut
from tracker.answers.events import event_rows
from tracker.answers.filters import Filters, narrowing
from tracker.answers.labels import country_name
from tracker.answers.people import posts_of
from tracker.answers.persons import Person, latest_post
from tracker.answers.relations import relations
from tracker.answers.sides import sides_of
from tracker.answers.summaries import ahead, by_type, by_year
from tracker.errors import InputError
from tracker.record.sides import ORG

Row = dict[str, Any]
_MOST = 10  # partners, persons, contacts, planned events


def country(
    connection: sqlite3.Connection, name: str, filters: Filters | None = None, *, today: date | None = None
) -> Row:
    """The profile of a country, of the events that fit.

    - `code`, `name`, `events` (how many were held), `first` and `last` (dates of these);
    - `partners`: the ten countries with most contacts, as `relations` gives them;
    - `last_contacts`: the ten with the latest contact, likewise;
    - `by_type` and `by_year`, as in `ties`;
    - `persons`: the ten who took part in most held events: name, post (the last known), posts (as in `person`), events, first
      and last (days);
    - `ahead`: the planned events from `today` on and those whose day is not known, as `timeline` gives them, at most ten.

    `filters.limit` is another number than ten. Raises what `timeline` raises, and InputError for an organisation.
    """
    filters, today = filters or Filters(), today or date.today()
    code = sides_of(name)[0]
    if code.startswith(ORG):
        raise InputError(f"{name!r} is an organisation, not a country")
    most = _MOST if filters.limit is None else filters.limit
    left = replace(filters, limit=None, reverse=False)
    with reading(connection):
        sql, values = narrowing(connection, left, few=True)
        rows = connection.execute(
            "SELECT e.id, e.type, e.status, e.date_from, e.date_to FROM event_side e "
            f"WHERE e.side = ? AND {sql} ORDER BY e.date_from, e.type, e.id",
            (code, *values),
        ).fetchall()
        held = [row for row in rows if row["status"] == "held"]
        dated = [row for row in held if row["date_from"]]
        partners = relations(connection, replace(left, country=(code,)), today=today)
        latest = sorted(
            (row for row in partners if row["last_contact"]), key=lambda row: (row["days"], row["country_2"])
        )
        return {
            "code": code,
            "name": country_name(code),
            "events": len(held),
            "first": cut(dated[0]["date_from"], dated[0]["date_to"]) if dated else None,
            "last": cut(dated[-1]["date_from"], dated[-1]["date_to"]) if dated else None,
            "partners": partners[:most],
            "last_contacts": latest[:most],
            "by_type": by_type(rows),
            "by_year": by_year(dated),
            "persons": _persons(connection, code, sql, values, most),
            "ahead": list(event_rows(connection, ahead(rows, today)[:most])),
        }


def _persons(connection: sqlite3.Connection, code: str, sql: str, values: Sequence[Any], most: int) -> list[Row]:
    rows = connection.execute(
        "SELECT p.person_id, count(DISTINCT e.id) AS events, min(e.date_from) AS first, max(e.date_to) AS last "
        "FROM event_side e CROSS JOIN participation p ON p.event_id = e.id "
        f"WHERE e.side = ? AND e.status = 'held' AND {sql} AND p.country = ? AND p.person_id IS NOT NULL "
        "GROUP BY p.person_id ORDER BY events DESC, last DESC, p.person_id LIMIT ?",
        (code, *values, code, most),
    ).fetchall()
    found = []
    for row in rows:
        about = connection.execute("SELECT * FROM person WHERE id = ?", (row["person_id"],)).fetchone()
        person = Person((about["id"],), about["name"], about["country"], about["org"], about["name_key"])
        found.append({
            "name": person.name,
            "post": latest_post(connection, person.ids),
            "posts": posts_of(connection, person),
            **{key: row[key] for key in ("events", "first", "last")},
        })  # fmt: skip
    return found
