"""Two countries or persons: their page, their first event, the chain between them."""

from __future__ import annotations

from typing import Any, TextIO

from tracker.render.page import write
from tracker.render.sections import Section, write_page
from tracker.render.table import Column, Row, write_table
from tracker.render.text import flat
from tracker.render.views import EVENTS, key, span

BY_TYPE = (
    Column("Type", key("type"), whole=True),
    Column("Held", key("events"), whole=True, right=True),
    Column("First", key("first"), whole=True),
    Column("Last", key("last"), whole=True),
    Column("Not held", key("not_held"), whole=True, right=True),
)
BY_YEAR = (
    Column("Year", key("year"), whole=True),
    Column("Held", key("events"), whole=True, right=True),
    Column("Met", key("meetings"), whole=True, right=True),
    Column("Visits", key("visits"), whole=True, right=True),
    Column("Calls", key("calls"), whole=True, right=True),
    Column("Pacts", key("agreements"), whole=True, right=True),
    Column("Other", lambda row: flat(row["conferences"] + row["others"]), whole=True, right=True),
)
LEADING = (
    Column("Name", key("name")),
    Column("For", key("country"), whole=True),
    Column("Post", key("post")),
    Column("Events", key("events"), whole=True, right=True),
    Column("Last", key("last"), whole=True),
)


CHAIN = (
    Column("Step", key("step"), whole=True, right=True),
    Column("From", lambda row: _person(row, "1")),
    Column("To", lambda row: _person(row, "2")),
    Column("Times", key("times"), whole=True, right=True),
    Column("When", lambda row: span(row["first"], row["last"]), whole=True),
    Column("Events", key("events"), whole=True),
)
CHAIN_KEYS = (
    "step",
    "name_1",
    "country_1",
    "post_1",
    "name_2",
    "country_2",
    "post_2",
    "times",
    "first",
    "last",
    "events",
)
FIRST_KEYS = ("one", "other", "id", "date", "type", "who", "where", "before_id", "before_date", "gap_days", "answer")


def _person(row: Row, which: str) -> str:
    about = row[f"country_{which}"]
    return f"{row[f'name_{which}']} ({about})" if about else str(row[f"name_{which}"])


def write_first(found: Row, out: TextIO) -> None:
    """Write the answer, and the events that it is read from."""
    write(out, [(found["answer"], "bold")])
    rows = [row for row in (found["event"], found["before"]) if row]
    if rows:
        write(out, [])
    write_table(rows, EVENTS, out)


def first_row(found: Row) -> dict[str, Any]:
    """The answer as a row of plain values."""
    event, before = found["event"] or {}, found["before"] or {}
    return {
        **{key: found[key] for key in ("one", "other")},
        **{key: event.get(key) for key in ("id", "date", "type", "who", "where")},
        "before_id": before.get("id"),
        "before_date": before.get("date"),
        "gap_days": found["gap_days"],
        "answer": found["answer"],
    }


def write_ties(found: Row, out: TextIO, *, as_markdown: bool) -> None:
    """Write the page, as `tracker.answers.ties` gives it."""
    sections = [
        Section("By type", found["by_type"], BY_TYPE),
        Section("By year", found["by_year"], BY_YEAR),
        Section("Who carried it", found["carried_by"], LEADING),
        Section(_history(found), found["timeline"], EVENTS),
    ]
    write_page(f"{found['one']} - {found['other']}", _lines(found), sections, out, as_markdown=as_markdown)


def _lines(found: Row) -> list[str]:
    events, gap = found["events"], found["longest_gap"]
    if not events:
        return ["no event that was held"]
    span = f", the first {found['first']}, the last {found['last']}" if found["first"] else ", of no known date"
    lines = [f"{events} event{'s' if events > 1 else ''} held{span}"]
    if gap:
        lines.append(f"longest gap {gap['days']} days, from {gap['from']} to {gap['to']}")
    return lines


def _history(found: Row) -> str:
    left: Any = found["left_out"]
    return f"History, the latest {len(found['timeline'])} of {len(found['timeline']) + left}" if left else "History"


def ties_row(found: Row) -> dict[str, Any]:
    """The numbers as a row of plain values, for a spreadsheet."""
    gap = found["longest_gap"] or {"days": None, "from": None, "to": None}
    return {
        **{key: found[key] for key in ("one", "other", "kinds", "events", "first", "last")},
        "gap_days": gap["days"],
        "gap_from": gap["from"],
        "gap_to": gap["to"],
        "types": [f"{row['type']} {row['events']}" for row in found["by_type"]],
        "years": [f"{row['year']} {row['events']}" for row in found["by_year"]],
        "carried_by": [f"{flat(row['name'])} {row['events']}" for row in found["carried_by"]],
    }


TIES_KEYS = ("one", "other", "kinds", "events", "first", "last", "gap_days", "gap_from", "gap_to", "types", "years",
             "carried_by")  # fmt: skip
