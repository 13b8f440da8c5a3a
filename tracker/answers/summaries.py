"""Events counted by type and by year. The rows of events have type, status, date_from and date_to."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.answers.counting import COLUMNS, cut

Row = dict[str, Any]


def ends(dated: Sequence[sqlite3.Row]) -> Row:
    """The dates of the first and the last of these."""
    first, last = (dated[0], dated[-1]) if dated else (None, None)
    return {
        name: cut(row["date_from"], row["date_to"]) if row else None for name, row in (("first", first), ("last", last))
    }


def by_type(rows: Sequence[sqlite3.Row]) -> list[Row]:
    """Each type with events (that were held), first, last and not_held, the most frequent first; `rows` by date."""
    found: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        found.setdefault(row["type"], []).append(row)
    counted = []
    for type_, some in found.items():
        held = [row for row in some if row["status"] == "held"]
        days = ends([row for row in held if row["date_from"]])
        counted.append({"type": type_, "events": len(held), **days, "not_held": len(some) - len(held)})
    return sorted(counted, key=lambda row: (-row["events"], row["type"]))


def by_year(dated: Sequence[sqlite3.Row]) -> list[Row]:
    """Each year from the first to the last with events, and of these meetings, visits, calls and so on."""
    counted: dict[int, Row] = {}
    years = [int(row["date_from"][:4]) for row in dated]
    for year in range(min(years), max(years) + 1) if years else ():
        counted[year] = {"year": f"{year:04}", "events": 0, **dict.fromkeys((*COLUMNS.values(), "others"), 0)}
    for year, row in zip(years, dated, strict=True):
        counted[year]["events"] += 1
        counted[year][COLUMNS.get(row["type"], "others")] += 1
    return list(counted.values())


def ahead(rows: Sequence[sqlite3.Row], today: date) -> list[str]:
    """The ids of what is planned from today on, and then of what is planned for no known day; `rows` by date."""
    planned = [row for row in rows if row["status"] == "planned"]
    coming = [row["id"] for row in planned if row["date_to"] and row["date_to"] >= today.isoformat()]
    return coming + [row["id"] for row in planned if not row["date_to"]]
