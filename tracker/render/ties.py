"""The page about two countries or persons."""

from __future__ import annotations

from typing import Any, TextIO

from tracker.render.sections import Section, write_page
from tracker.render.table import Column, Row
from tracker.render.text import flat
from tracker.render.views import EVENTS, key

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
