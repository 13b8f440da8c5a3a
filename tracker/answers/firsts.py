"""The first event of two, and the latest with the one before it: what "the first call since 2019" is read from."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.counting import days_between
from tracker.answers.events import event_rows
from tracker.answers.filters import Filters
from tracker.answers.ties import events_of, party
from tracker.errors import InputError

Row = dict[str, Any]


def first(
    connection: sqlite3.Connection, one: str, other: str, filters: Filters | None = None, *, since_last: bool = False
) -> Row:
    """The first event of two (see `ties`) that fits and was held; with `since_last` the latest, and the one before it.

    Has one, other (names), event (as `timeline` gives it; None if there is none), before (with `since_last`, the same of the event
    before; None if there is none), gap_days (days between these two) and answer (a sentence). Events without a date are left
    out. Raises what `ties` raises.
    """
    filters = filters or Filters()
    with reading(connection):
        parties = party(connection, one), party(connection, other)
        if parties[0] == parties[1]:
            raise InputError(f"{one!r} and {other!r} are the same")
        held = replace(filters, status=filters.status or ("held",))
        rows = [row for row in events_of(connection, parties, held) if row["date_from"]]
        wanted = (rows[-1:] + rows[-2:-1]) if since_last else rows[:1]
        shown = list(event_rows(connection, [row["id"] for row in wanted]))
    event, before = [*shown, None, None][:2]
    gap = max(0, days_between(wanted[1]["date_to"], wanted[0]["date_from"])) if before else None
    names = f"{parties[0].name} and {parties[1].name}"
    what = filters.type[0] if len(filters.type) == 1 else "event"
    return {
        "one": parties[0].name,
        "other": parties[1].name,
        "event": event,
        "before": before,
        "gap_days": gap,
        "answer": _answer(what, names, event, before, gap, since_last=since_last),
    }


def _answer(what: str, names: str, event: Row | None, before: Row | None, gap: int | None, *, since_last: bool) -> str:
    if event is None:
        return f"The record has no {what} of {names} with a date"
    if not since_last:
        return f"The first {what} of {names} in the record: {event['date']} (event {event['id']})"
    latest = f"The latest {what} of {names} in the record: {event['date']} (event {event['id']})"
    if before is None:
        return f"{latest}, the only one"
    return f"{latest}, the first since {before['date']} (event {before['id']}), {gap} days before"
