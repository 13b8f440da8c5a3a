"""Who met whom."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.labels import country_name
from tracker.answers.persons import Person, resolve
from tracker.answers.posts import FOR_POST, post_of
from tracker.record.names import name_key


def who_met(
    connection: sqlite3.Connection,
    name: str,
    *,
    calls: bool = False,
    planned: bool = False,
    co_present: bool = False,
) -> list[dict[str, Any]]:
    """Whom the person met, one row a counterpart, those met most often first.

    Counted are meetings that a source states and that took place, with persons and offices of other sides;
    members of a delegation are none of them. `calls` adds calls, `planned` what is still planned, and
    `co_present` conferences, delegation members and one's own side: people who were at the same event, not
    said to have met.

    Each row has name, kind, post (held on the day of the last contact), post_from (who gives it: "article", one that
    tells of that contact; "officials table"; or "decision", of a person), country (code), country_name (or the
    organisation), times, first and last (dates cut to their precision), places, events (ids) and types.
    Raises NotFoundError or AmbiguousError for the name.
    """
    with reading(connection):
        person = resolve(connection, name)
        contacts = _contacts(connection, person, calls=calls, planned=planned, co_present=co_present)
        rows = [_row(counterpart) for counterpart in _by_counterpart(contacts)]
    rows.sort(key=lambda row: row["name"])
    rows.sort(key=lambda row: (row["times"], row["last"] or ""), reverse=True)
    return rows


def _contacts(
    connection: sqlite3.Connection, person: Person, *, calls: bool, planned: bool, co_present: bool
) -> list[sqlite3.Row]:
    """One row for each counterpart in each event, in the order of their dates."""
    types = ["meeting", *(["call"] if calls else []), *(["conference"] if co_present else [])]
    statuses = ["held", *(["planned"] if planned else [])]
    other_sides = (
        "AND a.role <> 'member' AND b.role <> 'member' "
        "AND ifnull(a.country = b.country, 0) = 0 AND ifnull(a.org = b.org, 0) = 0"
    )
    return connection.execute(
        f"SELECT b.*, e.type, e.date_start, p.name AS place, {FOR_POST} "
        "FROM participation a JOIN event e ON e.id = a.event_id "
        "JOIN participation b ON b.event_id = a.event_id AND b.position <> a.position "
        "LEFT JOIN person o ON o.id = b.person_id LEFT JOIN place p ON p.id = e.place_id "
        "WHERE a.person_id IN (SELECT value FROM json_each(?1)) AND b.kind IN ('person', 'office') "
        "AND (b.person_id IS NULL OR b.person_id NOT IN (SELECT value FROM json_each(?1))) "
        "AND e.review IS NOT 'rejected' "
        "AND e.type IN (SELECT value FROM json_each(?2)) AND e.status IN (SELECT value FROM json_each(?3)) "
        f"{'' if co_present else other_sides} ORDER BY e.date_from, e.id, b.position",
        (json.dumps(person.ids), json.dumps(types), json.dumps(statuses)),
    ).fetchall()


def _by_counterpart(contacts: list[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    """The contacts of each counterpart; a person without a country is the one namesake who has one."""
    known: dict[str, set[int]] = defaultdict(set)
    for row in contacts:
        if row["known_country"] or row["known_org"]:
            known[name_key(row["known_name"])].add(row["person_id"])
    groups: dict[object, list[sqlite3.Row]] = defaultdict(list)
    for row in contacts:
        person = row["person_id"]
        if person is None:
            groups[name_key(row["name"]), row["country"], row["org"]].append(row)
            continue
        namesakes = known[name_key(row["known_name"])]
        groups[next(iter(namesakes)) if len(namesakes) == 1 else person].append(row)
    return list(groups.values())


def _row(contacts: list[sqlite3.Row]) -> dict[str, Any]:
    last = contacts[-1]
    dates = [row["date_start"] for row in contacts if row["date_start"]]
    known = next((row for row in reversed(contacts) if row["country"] or row["org"]), last)
    post = post_of(last)
    events = list(dict.fromkeys(row["event_id"] for row in contacts))
    return {
        "name": last["known_name"] or last["name"],
        "kind": last["kind"],
        "post": post.name if post else None,
        "post_from": post.given_by if post else None,
        "country": known["country"],
        "country_name": country_name(known["country"]) or known["org"],
        "times": len(events),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "places": list(dict.fromkeys(row["place"] for row in contacts if row["place"])),
        "events": events,
        "types": list(dict.fromkeys(row["type"] for row in contacts)),
    }
