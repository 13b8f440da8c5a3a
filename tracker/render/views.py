"""What the table and the CSV of each command show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.render.table import Column, Groups, Row
from tracker.render.text import flat

_STATUS_STYLES = {"planned": "yellow", "postponed": "yellow", "cancelled": "red", "denied": "red"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# What the words of Article.published_basis do not say by themselves.
_BASES = {"option": "--date", "metadata": "page metadata", "given": "as given", "url": "URL"}

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


def published(day: object, basis: str) -> str:
    """When an article was published and where that was found: "published 2023-07-26 (dateline)"."""
    return f"published {day} ({_BASES.get(basis, basis)})" if day else "publication date unknown"


def where(row: Row) -> str:
    """The place and its country."""
    return ", ".join(filter(None, (row["where"], row["country"])))


def post(row: Row) -> str:
    """The post on the day and who gives it: "Defence Minister (officials table)"."""
    return f"{row['post']} ({row['post_from']})" if row["post"] else ""


def who(row: Row) -> str:
    """Those who took part, each with the code of the country or the organisation that they stand for."""
    return ", ".join(map(_participant, row["participants"]))


def _participant(participant: Row) -> str:
    stands_for = participant["country"] or participant.get("org")
    represents = stands_for and participant["kind"] in ("person", "office")
    return f"{participant['name']} ({stands_for})" if represents else str(participant["name"])


def _status_style(row: Row) -> str:
    return _STATUS_STYLES.get(row["status"], "")


def key(name: str) -> Callable[[Row], str]:
    """The cell that shows one value of a row."""

    def cell(row: Row) -> str:
        value = row.get(name)
        return str(value) if type(value) is int else flat(value)  # most cells of long tables are numbers

    return cell


EVENTS = (
    Column("Id", key("id"), whole=True),
    Column("Date", when, whole=True),
    Column("Type", key("type"), whole=True),
    Column("Status", key("status"), whole=True, style=_status_style),
    Column("Who", who),
    Column("Where", where),
)
_DATE = 1  # the column of the headings
FOUND_KEYS = ("id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country",
              "participants", "quote", "confidence", "article")  # fmt: skip
TIMELINE_KEYS = ("id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country",
                 "participants", "sources", "independent", "outlets", "quote", "confidence")  # fmt: skip

WHO_MET = (
    Column("Name", key("name")),
    Column("Post", post),
    Column("Country", lambda row: flat(row["country_name"] or row["country"])),
    Column("Times", key("times"), whole=True, right=True),
    Column("When", lambda row: span(row["first"], row["last"]), whole=True),
    Column("Where", key("places")),
    Column("Events", key("events"), whole=True),
)
WHO_MET_KEYS = ("name", "kind", "post", "post_from", "country", "country_name", "times", "first", "last", "places",
                "events", "types")  # fmt: skip

HISTORY = (
    Column("No", key("decision"), whole=True, right=True),
    Column("When", lambda row: flat(row["when"]).replace("T", " ").removesuffix("Z"), whole=True),
    Column("What", lambda row: flat(row["what"]) + (" (undone)" if row["undone"] else ""), whole=True),
    Column("Events", key("events"), whole=True),
    Column("Detail", key("detail")),
    Column("By", lambda row: flat(row["reason"] or row["outlet"] or row["source"])),
)
HISTORY_KEYS = ("when", "what", "detail", "status", "source", "outlet", "decision", "events", "reason",
                "undone")  # fmt: skip

DOUBTS = (
    Column("Doubt", lambda row: f"{row['doubt']:.2f}", whole=True, right=True),
    Column("Id", key("id"), whole=True),
    Column("Date", when, whole=True),
    Column("Type", key("type"), whole=True),
    Column("Who", who),
    Column("Why", key("detail")),
)
DOUBTS_KEYS = ("doubt", "kind", "id", "other", "detail", "date", "end", "type", "status", "who", "where", "country",
               "participants", "quote", "confidence")  # fmt: skip

SOURCES = (
    Column("Id", key("id"), whole=True),
    Column("Published", lambda row: flat(row["published"] or "unknown"), whole=True),
    Column("Outlet", key("outlet")),
    Column("Title", key("title")),
    Column("Events", key("events"), whole=True, right=True),
    Column("File", key("label")),
)
SOURCES_KEYS = ("id", "published", "published_basis", "outlet", "title", "url", "events", "label",
                "retrieved")  # fmt: skip


def by_month_or_year(rows: Sequence[Row]) -> Groups | None:
    """How a timeline is grouped: by year if it spans many, by month if it has many rows, else not at all."""
    dates = [str(row["date"]) for row in rows if row["date"]]
    if len(rows) <= _FEW_ROWS or len({date[:7] for date in dates}) < 2:
        return None
    many_years = len({date[:4] for date in dates}) > _FEW_YEARS
    title = _year if many_years else _month
    return Groups(column=_DATE, title=lambda row: title(row["date"]) if row["date"] else "Undated")


def _year(date: str) -> str:
    return date[:4]


def _month(date: str) -> str:
    return f"{_MONTHS[int(date[5:7]) - 1]} {date[:4]}" if len(date) > len("2023") else date
