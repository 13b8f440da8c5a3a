"""Events as rows: the timeline."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.filters import Condition, Filters, conditions, narrowing, only_side
from tracker.answers.labels import participant, who
from tracker.record.ranking import RANK

_AT_ONCE = 2000  # events whose parts are fetched together


def timeline(connection: sqlite3.Connection, filters: Filters | None = None) -> list[dict[str, Any]]:
    """The events that fit, by date (unknown last), type and id; with `reverse` the latest first.

    Each has id, date, end, precision, type, status, salience, who (a readable line), where (the place's
    name), country (the place's), participants, sources (how many), independent (how many, near copies counted
    once), outlets, quote (the first evidence of
    the latest source) and confidence. Dates are cut to their precision. Raises what `conditions` raises.
    """
    with reading(connection):
        return list(event_rows(connection, matching_ids(connection, filters or Filters())))


def matching_ids(connection: sqlite3.Connection, filters: Filters) -> list[str]:
    """The ids of the events that fit, in the order of the timeline."""
    table, (sql, values) = _candidates(connection, filters)
    order = "e.date_from DESC, e.type DESC, e.id DESC" if filters.reverse else "e.date_from NULLS LAST, e.type, e.id"
    found = connection.execute(
        f"SELECT e.id FROM {table} e WHERE {sql} ORDER BY {order} LIMIT ?",
        (*values, -1 if filters.limit is None else filters.limit),
    )
    return [row["id"] for row in found]


def _candidates(connection: sqlite3.Connection, filters: Filters) -> tuple[str, Condition]:
    """Where to look for events, and which; of one side they lie in the order of the timeline, ready to be taken."""
    only = only_side(filters)
    if only is None:
        return "event", conditions(connection, filters)
    side, others = only
    sql, values = narrowing(connection, others, few=True)
    return "event_side", (f"e.side = ? AND {sql}", [side, *values])


def event_rows(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows of these events, in the order of `ids`."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        wanted = (json.dumps(some),)
        events = connection.execute(
            "SELECT e.*, p.name AS place, p.country FROM event e LEFT JOIN place p ON p.id = e.place_id "
            "WHERE e.id IN (SELECT value FROM json_each(?))",
            wanted,
        )
        by_id = {row["id"]: row for row in events}
        participants: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in connection.execute(
            "SELECT * FROM participation WHERE event_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY event_id, position",
            wanted,
        ):
            participants[row["event_id"]].append(participant(row))
        told: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in connection.execute(
            "SELECT m.event_id, m.source_id, s.outlet, v.quote "
            "FROM mention m JOIN source s ON s.id = m.source_id "
            "LEFT JOIN evidence v ON v.mention_id = m.id AND v.position = 0 "
            f"WHERE m.event_id IN (SELECT value FROM json_each(?)) ORDER BY {RANK}",
            wanted,
        ):
            told[row["event_id"]].append(row)
        for id_ in some:
            yield _row(by_id[id_], participants[id_], told[id_])


def _row(event: sqlite3.Row, participants: list[dict[str, Any]], told: Sequence[sqlite3.Row]) -> dict[str, Any]:
    return {
        "id": event["id"],
        "date": event["date_start"],
        "end": event["date_end"],
        "precision": event["date_precision"],
        "type": event["type"],
        "status": event["status"],
        "salience": event["salience"],
        "who": who(participants),
        "where": event["place"],
        "country": event["country"],
        "participants": participants,
        "sources": len({row["source_id"] for row in told}),
        "independent": event["independent"],
        "outlets": sorted({row["outlet"] for row in told if row["outlet"]}),
        "quote": next((row["quote"] for row in told if row["quote"]), None),
        "confidence": event["confidence"],
    }
