"""The persons of the record: all of them in a list, and one with all that is known of it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.counting import cut
from tracker.answers.events import event_rows
from tracker.answers.labels import country_name
from tracker.answers.meetings import who_met
from tracker.answers.persons import Person, latest_post, resolve, united
from tracker.answers.summaries import ahead, by_type, by_year
from tracker.record.names import name_key
from tracker.record.persons import terms_of

Row = dict[str, Any]


def people(connection: sqlite3.Connection) -> list[Row]:
    """Everybody who takes part in an event that is not rejected, by name.

    Each has name, country (code), country_name (or the organisation), post (the last that an article gives), events
    (how many) and last_seen (the latest date that is known, of events that were held).
    """
    with reading(connection):
        rows = connection.execute("SELECT * FROM person ORDER BY name, id").fetchall()
        namesakes: dict[str, list[Person]] = defaultdict(list)
        for row in rows:
            namesakes[name_key(row["name"])].append(
                Person((row["id"],), row["name"], row["country"], row["org"], row["name_key"])
            )
        found = [
            _summary(connection, person, _event_ids(connection, person))
            for some in namesakes.values()
            for person in united(some)
        ]
    shown = [row for row in found if row["events"]]
    return sorted(shown, key=lambda row: (row["name"].casefold(), row["country"] or "", row["name"]))


def person(connection: sqlite3.Connection, name: str, *, today: date | None = None) -> Row:
    """One person: what `people` gives, and posts, aliases, event_ids, met, timeline, countries, by_type, by_year and ahead.

    `posts` have post, country, org, from and to (of the table of officials the term, of articles the first and last
    event at which they give the post), and origin: "articles" or "officials table". `aliases` have text, script and
    origin ("article" or "user"). `met` is what `who_met` gives, with calls; `timeline` has the events, by date.
    `countries` are the other countries in held events: code, name, events and last (a date), the most frequent first; `by_type` and
    `by_year` as in `ties`; `ahead` the planned events from `today` on and those for no known day, as in `timeline`.
    Raises NotFoundError or AmbiguousError.
    """
    with reading(connection):
        found = resolve(connection, name)
        ids = _event_ids(connection, found)
        rows = connection.execute(
            "SELECT id, type, status, date_from, date_to FROM event WHERE id IN (SELECT value FROM json_each(?)) "
            "ORDER BY date_from, type, id",
            (json.dumps(ids),),
        ).fetchall()
        return {
            **_summary(connection, found, ids),
            "posts": posts_of(connection, found),
            "aliases": _aliases(connection, found),
            "event_ids": ids,
            "met": who_met(connection, name, calls=True),
            "timeline": list(event_rows(connection, ids)),
            "countries": _countries(connection, found, ids),
            "by_type": by_type(rows),
            "by_year": by_year([row for row in rows if row["status"] == "held" and row["date_from"]]),
            "ahead": list(event_rows(connection, ahead(rows, today or date.today()))),
        }


def _countries(connection: sqlite3.Connection, person: Person, ids: Sequence[str]) -> list[Row]:
    rows = connection.execute(
        "SELECT side, count(*) AS events, date_from, max(date_to) AS last FROM event_side "
        "WHERE id IN (SELECT value FROM json_each(?)) AND status = 'held' AND side IS NOT ? AND instr(side, ':') = 0 "
        "GROUP BY side ORDER BY events DESC, last DESC, side",
        (json.dumps(ids), person.country),
    )
    return [
        {
            "code": row["side"],
            "name": country_name(row["side"]),
            "events": row["events"],
            "last": cut(row["date_from"], row["last"]) if row["last"] else None,
        }
        for row in rows
    ]


def _summary(connection: sqlite3.Connection, person: Person, ids: Sequence[str]) -> Row:
    last = connection.execute(
        "SELECT date_start FROM event WHERE id IN (SELECT value FROM json_each(?)) AND status = 'held' "
        "ORDER BY date_to DESC, date_start DESC LIMIT 1",
        (json.dumps(ids),),
    ).fetchone()
    return {
        "name": person.name,
        "country": person.country,
        "country_name": country_name(person.country) or person.org,
        "post": latest_post(connection, person.ids),
        "events": len(ids),
        "last_seen": last["date_start"] if last else None,
    }


def _event_ids(connection: sqlite3.Connection, person: Person) -> list[str]:
    rows = connection.execute(
        "SELECT e.id FROM event e WHERE e.review IS NOT 'rejected' AND e.id IN (SELECT event_id FROM participation "
        "WHERE person_id IN (SELECT value FROM json_each(?))) ORDER BY e.date_from NULLS LAST, e.type, e.id",
        (json.dumps(person.ids),),
    )
    return [row["id"] for row in rows]


def posts_of(connection: sqlite3.Connection, person: Person) -> list[Row]:
    """The posts of a person, the latest first, as `person` gives them."""
    told: dict[tuple[str, str | None, str | None], Row] = {}
    for row in connection.execute(
        "SELECT * FROM affiliation WHERE person_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY date_from NULLS LAST, post, id",
        (json.dumps(person.ids),),
    ):
        post = told.setdefault((name_key(row["post"]), row["country"], row["org"]), _post(row, "articles"))
        post["to"] = max(filter(None, (post["to"], row["date_to"])), default=None)
    listed = {
        (t.post, t.country, t.org, t.start): {
            "post": t.post, "country": t.country, "org": t.org, "from": t.start or None, "to": t.end or None,
            "origin": "officials table",
        }
        for t in terms_of(person.key, person.country, person.org)
    }  # fmt: skip
    both = [*listed.values(), *told.values()]
    return sorted(both, key=lambda post: (post["from"] or "", post["origin"], post["post"]), reverse=True)


def _post(row: sqlite3.Row, origin: str) -> Row:
    about = {key: row[key] for key in ("post", "country", "org")}
    return {**about, "from": row["date_from"], "to": row["date_to"], "origin": origin}


def _aliases(connection: sqlite3.Connection, person: Person) -> list[Row]:
    rows = connection.execute(
        "SELECT DISTINCT text, script, origin FROM alias WHERE person_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY text, origin",
        (json.dumps(person.ids),),
    )
    return [dict(row) for row in rows]
