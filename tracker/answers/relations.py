"""How much countries have to do with one another: pairs of them with numbers and last contacts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.counting import COLUMNS, CONTACTS, cut, days_since
from tracker.answers.filters import Condition, Filters, narrowing
from tracker.answers.labels import country_name
from tracker.answers.sides import find_sides, sides_of
from tracker.errors import InputError
from tracker.record.sides import ORG

Row = dict[str, Any]


def relations(
    connection: sqlite3.Connection, filters: Filters | None = None, *, today: date | None = None
) -> list[Row]:
    """Pairs of countries by how many meetings, visits and calls they had, then by agreements, then by all events.

    Events that were held count, unless `status` says others. A country is in an event when somebody stands for it, or
    when it is the host country of a visit. `country` narrows to pairs with it, in which it comes first; with
    `reverse` the pairs with the latest contact come first; `limit` counts pairs.

    Each has country_1, name_1, country_2, name_2, events, meetings, visits, calls, agreements, conferences, others,
    last_contact (the last day of the last meeting, visit or call, or its month or year), last_type and days (from then
    to `today`). Raises what `timeline` raises, and InputError for an organisation in place of a country.
    """
    filters = filters or Filters()
    with reading(connection):
        rows = [pair for pairs in _counted(connection, filters, _SUMS, "") for pair in pairs]
    rows.sort(key=_latest_first if filters.reverse else _most_first)
    day = today or date.today()
    return [_finished(row, day) for row in rows[: filters.limit]]


def relations_by_year(connection: sqlite3.Connection, filters: Filters | None = None) -> list[Row]:
    """The same pairs in the same order with events by year.

    Each has country_1, name_1, country_2, name_2, events, years (year -> events, every year from the first of any pair
    to the last) and undated. An event counts in the year in which it began.
    """
    filters = filters or Filters()
    with reading(connection):
        ranked = relations(connection, filters)
        found: dict[tuple[str, str], dict[str, int]] = {(row["country_1"], row["country_2"]): {} for row in ranked}
        only = found if filters.limit is not None else None
        for years in _counted(connection, filters, "substr(e.date_from, 1, 4), count(*)", ", 3", only):
            for one, other, year, events in years:
                found[one, other][year or ""] = events
    known = sorted({year for years in found.values() for year in years} - {""})
    span = [f"{year:04}" for year in range(int(known[0]), int(known[-1]) + 1)] if known else []
    about = ("country_1", "name_1", "country_2", "name_2", "events")
    return [
        {
            **{key: row[key] for key in about},
            "years": {year: years.get(year, 0) for year in span},
            "undated": years.get("", 0),
        }
        for row, years in zip(ranked, found.values(), strict=True)
    ]


# Of a group with one maximum SQLite takes the other columns from the row that has it.
_OF_TYPE = ", ".join(f"ifnull(sum(e.events) FILTER (WHERE e.type = '{type_}'), 0)" for type_ in COLUMNS)
_SUMS = f"sum(e.events), {_OF_TYPE}, max(CASE WHEN e.type IN {CONTACTS} THEN e.date_to END), e.date_from, e.type"
_EACH = "(SELECT one, other, type, status, 1 AS events, date_from, date_to, id FROM event_pair)"


def _counted(
    connection: sqlite3.Connection,
    filters: Filters,
    columns: str,
    group: str,
    only: Iterable[tuple[str, str]] | None = None,
) -> Iterator[sqlite3.Cursor]:
    """Pairs, the asked country first, with these columns for each `group` of their events; of no others than `only`."""
    asked = _codes(filters.country)
    others = _codes(filters.with_) if all(map(find_sides, filters.with_)) else []
    left = replace(filters, country=(), with_=() if others else filters.with_, status=filters.status or ("held",))
    condition, values = narrowing(connection, left)
    plain = Filters(type=left.type, status=left.status, words=left.words, limit=left.limit, reverse=left.reverse)
    table = "pair_total" if left == plain and columns == _SUMS else _EACH
    if not asked:
        asked, others = others, []
    cursor = connection.cursor()
    cursor.row_factory = None
    for names, (sql, sides) in _orientations(asked, others):
        if only is not None:
            sql, sides = (
                f"{sql} AND ({names}) IN (SELECT value->>0, value->>1 FROM json_each(?))",
                [*sides, json.dumps([*only])],
            )
        yield cursor.execute(
            f"SELECT {names}, {columns} FROM {table} e WHERE {sql} AND {condition} GROUP BY e.one, e.other{group}",
            (*sides, *values),
        )


def _orientations(asked: list[str], others: list[str]) -> Iterator[tuple[str, Condition]]:
    """Which column of a pair comes first, and in which pairs: the asked countries may be on either side."""
    if not asked:
        yield "e.one, e.other", ("1", [])
        return
    for first, second in (("one", "other"), ("other", "one")):
        sql, values = f"e.{first} IN {_LISTED}", [json.dumps(asked)]
        if others:
            sql, values = f"{sql} AND e.{second} IN {_LISTED}", [*values, json.dumps(others)]
        if first == "other":  # a pair of two asked countries has been given already
            also = f" AND e.other IN {_LISTED}" if others else ""
            sql, values = f"{sql} AND NOT (e.one IN {_LISTED}{also})", values * 2
        yield f"e.{first}, e.{second}", (sql, values)


_LISTED = "(SELECT value FROM json_each(?))"


def _codes(names: Sequence[str]) -> list[str]:
    codes = [sides_of(name)[0] for name in names]
    for name, code in zip(names, codes, strict=True):
        if code.startswith(ORG):
            raise InputError(f"{name!r} is an organisation: relations are counted between countries")
    return codes


def _finished(row: tuple[Any, ...], today: date) -> Row:
    one, other, events, meetings, visits, calls, agreements, conferences, last, first, type_ = row
    return {
        "country_1": one,
        "name_1": country_name(one),
        "country_2": other,
        "name_2": country_name(other),
        "events": events,
        "meetings": meetings,
        "visits": visits,
        "calls": calls,
        "agreements": agreements,
        "conferences": conferences,
        "others": events - meetings - visits - calls - agreements - conferences,
        "last_contact": cut(first, last) if last else None,
        "last_type": type_ if last else None,
        "days": days_since(last, today),
    }


def _most_first(row: tuple[Any, ...]) -> tuple[Any, ...]:
    one, other, events, meetings, visits, calls, agreements, *_ = row
    return -(meetings + visits + calls), -agreements, -events, one, other


def _latest_first(row: tuple[Any, ...]) -> tuple[Any, ...]:
    last = row[-3]
    return -int(last.replace("-", "")) if last else 0, *_most_first(row)
