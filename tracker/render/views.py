"""What the table and the CSV of each command show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.render.data import flat
from tracker.render.table import Column, Row

_STATUS_STYLES = {"planned": "yellow", "postponed": "yellow", "cancelled": "red", "denied": "red"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# A timeline of a few rows needs no headings, one over many years needs no months.
_FEW_ROWS = 8
_FEW_YEARS = 2


def span(first: str | None, last: str | None) -> str:
    """A day, month or year; a span as "2023-07-25 to 27", its end without what it shares with the start."""
    if not first:
        return "undated"
    if not last or last == first:
        return first
    shared = 8 if last[:8] == first[:8] else 5 if last[:5] == first[:5] else 0
    return f"{first} to {last[shared:]}"


def when(row: Row) -> str:
    """The date of an event."""
    return span(row["date"], row["end"])


def where(row: Row) -> str:
    """The place and its country."""
    return ", ".join(filter(None, (row["where"], row["country"])))


def _status_style(row: Row) -> str:
    return _STATUS_STYLES.get(row["status"], "")


def _key(key: str) -> Callable[[Row], str]:
    return lambda row: flat(row.get(key))


_EVENT = (
    Column("Id", _key("id"), whole=True),
    Column("Date", when, whole=True),
    Column("Type", _key("type"), whole=True),
    Column("Status", _key("status"), whole=True, style=_status_style),
    Column("Who", _key("who")),
    Column("Where", where),
)
FOUND = _EVENT
FOUND_KEYS = ("id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country",
              "quote", "confidence", "article")  # fmt: skip

TIMELINE = _EVENT
TIMELINE_KEYS = ("id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country",
                 "participants", "sources", "outlets", "quote", "confidence")  # fmt: skip

WHO_MET = (
    Column("Name", _key("name")),
    Column("Post", _key("post")),
    Column("Country", lambda row: flat(row["country_name"] or row["country"])),
    Column("Times", _key("times"), whole=True, right=True),
    Column("When", lambda row: span(row["first"], row["last"]), whole=True),
    Column("Where", _key("places")),
    Column("Events", _key("events"), whole=True),
)
WHO_MET_KEYS = (
    "name",
    "post",
    "country",
    "country_name",
    "times",
    "first",
    "last",
    "places",
    "events",
    "types",
)

SOURCES = (
    Column("Id", _key("id"), whole=True),
    Column("Published", lambda row: flat(row["published"] or "unknown"), whole=True),
    Column("Outlet", _key("outlet")),
    Column("Title", _key("title")),
    Column("Events", _key("events"), whole=True, right=True),
    Column("File", _key("label")),
)
SOURCES_KEYS = (
    "id",
    "published",
    "published_basis",
    "outlet",
    "title",
    "url",
    "events",
    "label",
    "retrieved",
)


def timeline_headings(rows: Sequence[Row]) -> Callable[[Row], str] | None:
    """How a timeline is grouped: by year if it spans many, by month if it has many rows, else not at all."""
    dates = [str(row["date"]) for row in rows if row["date"]]
    years = {date[:4] for date in dates}
    if len(rows) <= _FEW_ROWS or len({date[:7] for date in dates}) < 2:
        return None
    if len(years) > _FEW_YEARS:
        return lambda row: row["date"][:4] if row["date"] else "Undated"
    return lambda row: _month(row["date"]) if row["date"] else "Undated"


def _month(date: str) -> str:
    return f"{_MONTHS[int(date[5:7]) - 1]} {date[:4]}" if len(date) > len("2023") else date[:4]
