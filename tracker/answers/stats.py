"""What the record holds, in numbers."""

from __future__ import annotations

import sqlite3
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.filters import Filters, conditions

Row = dict[str, Any]

_FEW = 20_000  # events
_OF_EVENTS = {
    "year": ("ifnull(substr(e.date_from, 1, 4), 'undated')", "2"),
    "type": ("e.type", "3 DESC, 2"),
    "status": ("e.status", "3 DESC, 2"),
}


def stats(connection: sqlite3.Connection, filters: Filters | None = None) -> list[Row]:
    """Numbers of what fits: in all, by year, by type, by status and by outlet.

    Each row has by ("all", "year", "type", "status" or "outlet"), value, events, articles (that tell of them; None by year,
    type and status) and persons (who take part; only in all). What was only said, promised or conceded counts if `words`
    or `type` says so. By outlet an event counts for each that tells of it. Raises what `timeline` raises.
    """
    filters = filters or Filters()
    with reading(connection):
        sql, values = conditions(connection, filters)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("CREATE TEMP TABLE fitting (id PRIMARY KEY, type, status, date_from) WITHOUT ROWID")
        try:
            events = connection.execute(
                f"INSERT INTO fitting SELECT e.id, e.type, e.status, e.date_from FROM event e WHERE {sql}", values
            ).rowcount
            # A few events are looked up; of most of a large record its tables are gone through.
            told, taking_part = (
                (
                    "fitting e CROSS JOIN mention m ON m.event_id = e.id",
                    "fitting e CROSS JOIN participation p ON p.event_id = e.id",
                )
                if events < _FEW
                else (
                    "mention m CROSS JOIN fitting e ON e.id = m.event_id",
                    "participation p CROSS JOIN fitting e ON e.id = p.event_id",
                )
            )
            rows = [
                {
                    "by": "all",
                    "value": "all",
                    "events": events,
                    "articles": _count(
                        connection,
                        f"m.source_id) FROM {told} CROSS JOIN source s ON s.id = m.source_id WHERE s.origin <> 'hand'",
                    ),
                    "persons": _count(connection, f"p.person_id) FROM {taking_part}"),
                }
            ]
            for by, (value, order) in _OF_EVENTS.items():
                rows += _rows(
                    connection, f"SELECT '{by}', {value}, count(*), NULL FROM fitting e GROUP BY 2 ORDER BY {order}"
                )
            rows += _rows(
                connection,
                "SELECT 'outlet', ifnull(s.outlet, 'unknown'), count(DISTINCT m.event_id), count(DISTINCT m.source_id) "
                f"FROM {told} CROSS JOIN source s ON s.id = m.source_id WHERE s.origin <> 'hand' "
                "GROUP BY s.outlet ORDER BY 3 DESC, 2",
            )
        finally:
            connection.execute("DROP TABLE fitting")
    return rows


def _count(connection: sqlite3.Connection, sql: str) -> int:
    number: int = connection.execute(f"SELECT count(DISTINCT {sql}").fetchone()[0]
    return number


def _rows(connection: sqlite3.Connection, sql: str) -> list[Row]:
    keys = ("by", "value", "events", "articles")
    return [dict(zip(keys, row, strict=True)) | {"persons": None} for row in connection.execute(sql)]
