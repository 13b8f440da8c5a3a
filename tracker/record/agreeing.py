"""Where what is shown of an event differs from what a file shows, as the changes of an edit."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.record.edits import edited_parties
from tracker.record.names import name_key
from tracker.record.unite import Party, parties

_FIELDS = ("type", "status", "salience", "mode", "date_start", "date_end", "date_precision")
_DATES = ("date_start", "date_end", "date_precision")
_PARTY = ("kind", "name", "country", "org", "title", "role")


def differing(connection: sqlite3.Connection, event_id: str, shown: Mapping[str, Any]) -> dict[str, Any] | None:
    """The changes (as `edits.read_changes` gives them) that make the event what is `shown`; None if it is.

    `shown` has type, status, salience, mode, date_start, date_end and date_precision, `place` (name and country, or None) and
    `who` (a list of participants); what it leaves out stays as it is.
    """
    event = connection.execute(
        "SELECT e.*, p.name AS place, p.country FROM event e LEFT JOIN place p ON p.id = e.place_id WHERE e.id = ?",
        (event_id,),
    ).fetchone()
    values = {name: shown[name] for name in _FIELDS if name in shown and shown[name] != event[name]}
    if any(name in values for name in _DATES):
        values |= {name: shown[name] for name in _DATES}
    if "place" in shown and _place(shown["place"]) != _place({"name": event["place"], "country": event["country"]}):
        values["place"] = shown["place"]
    who = _who(connection, event_id, shown["who"]) if "who" in shown else []
    return {"set": values, "who": who} if values or who else None


def _place(place: Mapping[str, Any] | None) -> tuple[str, str | None] | None:
    return (name_key(place["name"]), place["country"]) if place and place["name"] else None


def _who(connection: sqlite3.Connection, event_id: str, wanted: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    rows = connection.execute("SELECT * FROM participation WHERE event_id = ? ORDER BY position", (event_id,))
    known = parties(rows)
    said = [{key: party[key] for key in _PARTY} for party in wanted]
    if _plain(known) == said:
        return []
    names = {party["name"] for party in said}
    before = _plain(known)
    steps: list[list[Any]] = [["drop", party.name] for party in known if party.name not in names]
    steps += [["add", party] for party in said if party not in before]
    if _plain(edited_parties(known, [{"who": steps}])) == said:
        return steps
    return [["set", said]]


def _plain(some: Sequence[Party]) -> list[dict[str, Any]]:
    return [{key: getattr(party, key) for key in _PARTY} for party in some]
