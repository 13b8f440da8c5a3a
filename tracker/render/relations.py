"""Countries and what they have to do with one another: numbers of pairs, and years as a map of heat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from tracker.render.table import Column, Row, fit, terminal, write_table
from tracker.render.text import flat, plain
from tracker.render.views import key

RELATIONS = (
    Column("Countries", lambda row: pair(row)),
    Column("Met", key("meetings"), whole=True, right=True),
    Column("Visits", key("visits"), whole=True, right=True),
    Column("Calls", key("calls"), whole=True, right=True),
    Column("Pacts", key("agreements"), whole=True, right=True),
    Column("Other", lambda row: flat(row["conferences"] + row["others"]), whole=True, right=True),
    Column("Last", key("last_contact"), whole=True),
    Column("Days", key("days"), whole=True, right=True),
)
RELATIONS_KEYS = ("country_1", "name_1", "country_2", "name_2", "events", "meetings", "visits", "calls", "agreements",
                  "conferences", "others", "last_contact", "last_type", "days")  # fmt: skip
YEARS_KEYS = ("country_1", "name_1", "country_2", "name_2", "events")

# From few to many, each readable on its colour, on 256 colours and without any.
_HEAT = ("", "black on #ffe9b8", "black on #ffc766", "black on #f98e3c", "white on #d9482b", "white on #a01020")
_NAME = 14  # what the names of a pair need at least


def pair(row: Row) -> str:
    """The two countries."""
    return f"{row['name_1']} - {row['name_2']}"


def year_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows with a column for each year, for a spreadsheet."""
    return [{**{key: row[key] for key in YEARS_KEYS}, **row["years"], "undated": row["undated"]} for row in rows]


def year_keys(rows: Sequence[Row]) -> tuple[str, ...]:
    """The columns of `year_rows`."""
    return (*YEARS_KEYS, *(rows[0]["years"] if rows else ()), "undated")


def year_columns(rows: Sequence[Row]) -> list[Column]:
    """A column of numbers for each year, and one for what has no date if there is anything."""
    dated = [
        Column(year, lambda row, year=year: flat(row["years"][year]), whole=True, right=True)  # type: ignore[misc]
        for year in (rows[0]["years"] if rows else ())
    ]
    undated = [Column("Undated", key("undated"), whole=True, right=True)] if any(r["undated"] for r in rows) else []
    return [Column("Countries", pair), *dated, *undated, Column("Events", key("events"), whole=True, right=True)]


def write_years(rows: Sequence[Row], out: TextIO) -> None:
    """Write a map of heat: the more events in a year, the hotter its cell; in a pipe the numbers alone.

    Years that do not fit a terminal beside one another are taken together at the beginning, with their sum.
    """
    if not rows or not out.isatty():
        write_table(rows, year_columns(rows), out)
        return
    console = terminal(out)
    from rich.table import Table
    from rich.text import Text

    years = list(rows[0]["years"])
    wide = max(5, *(len(str(row["events"])) for row in rows))  # "-2009"
    fitting = max(1, (console.width - _NAME - 1) // (wide + 1) - 2)
    early, shown = (years[: len(years) - fitting], years[-fitting:]) if len(years) > fitting else ([], years)
    steps = _steps(max((n for row in rows for n in row["years"].values()), default=0))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(overflow="fold")
    titles = [*([f"-{early[-1]}"] if early else []), *shown, "All"]
    for _ in titles:
        table.add_column(justify="right", no_wrap=True, width=wide)
    table.add_row(Text(""), *(Text(title, "bold") for title in titles))
    for row in rows:
        cells = [Text(str(row["years"][year] or "."), _heat(row["years"][year], steps)) for year in shown]
        before = [Text(str(sum(row["years"][year] for year in early)))] if early else []
        table.add_row(Text(fit(plain(pair(row)), out)), *before, *cells, Text(str(row["events"]), "bold"))
    console.print(table)
    if any(row["undated"] for row in rows):
        console.print(Text("All counts events without a date too."))


def _steps(most: int) -> list[int]:
    """From how many events on each heat holds: the steps grow, as the numbers do."""
    factor = max(most, 1) ** (1 / (len(_HEAT) - 1))
    return [max(step, round(factor**step)) for step in range(1, len(_HEAT))]


def _heat(events: int, steps: Sequence[int]) -> str:
    return _HEAT[sum(events >= step for step in steps)] if events else _HEAT[0]
