"""Which events a timeline shows: the reader's words turned into conditions on the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.answers import persons
from tracker.answers.sides import find_sides, sides_of, suggested
from tracker.answers.spans import span
from tracker.errors import InputError, NotFoundError
from tracker.model import EVENT_TYPES, RANKS, STATUSES, VERBAL_TYPES
from tracker.record.names import answers_to, name_key

Condition = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What an event must be to be shown: different fields narrow the choice, values of one widen it.

    `country` takes names, demonyms and codes of countries, or organisations: somebody stands for it, or it
    is the host country of a visit. `with_` takes the same and persons. `place` is a city, a venue or a
    country. `words` adds what was only said, promised or conceded (`VERBAL_TYPES`), which is left out unless
    `type` names it. `since` and `until` are ISO dates, months, years or phrases (see `spans`); an event fits if any
    of its days does. `level` is one of `RANKS`, with "+" for that one or a higher: somebody of that rank took part, by
    the post that the event's sources give, else by the table of officials.
    """

    country: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    outlet: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    words: bool = False
    limit: int | None = None
    reverse: bool = False


def conditions(
    connection: sqlite3.Connection, filters: Filters, *, today: date | None = None, few: bool = False
) -> Condition:
    """The SQL condition on `event e`, and its values.

    Raises InputError for a country, type, status or date that is none, with suggestions; NotFoundError or
    AmbiguousError for a person.
    """
    shown: Condition = ("e.review IS NOT 'rejected'", [])
    return _all([shown, narrowing(connection, filters, today=today, few=few)])


def narrowing(
    connection: sqlite3.Connection, filters: Filters, *, today: date | None = None, few: bool = False
) -> Condition:
    """The condition without that an event is not rejected, on any table `e` with id, type, status, date_from and date_to.

    `few` says that few rows are looked at: then each is asked whose it is, and not first all of a side are listed.
    Raises what `conditions` raises.
    """
    if filters.limit is not None and filters.limit < 0:
        raise InputError(f"the limit {filters.limit} is below zero")
    all_of: list[Condition] = [("1", [])]
    if filters.country:
        all_of.append(_of_sides([side for text in filters.country for side in sides_of(text)], few))
    if filters.with_:
        all_of.append(_any(_with(connection, text, few) for text in filters.with_))
    if filters.person:
        all_of.append(_any(_of_person(connection, text) for text in filters.person))
    for column, asked, known in (("type", filters.type, EVENT_TYPES), ("status", filters.status, STATUSES)):
        if asked:
            all_of.append(_in(f"e.{column}", [_one_of(text, column, known) for text in asked]))
    if not filters.type and not filters.words:
        all_of.append(_in("NOT e.type", VERBAL_TYPES))
    if filters.place:
        all_of.append(_any(_at(connection, text, few) for text in filters.place))
    if filters.level:
        all_of.append(_any(_of_rank(text) for text in filters.level))
    if filters.outlet:
        all_of.append(_any(_told_by(connection, text, few) for text in filters.outlet))
    all_of += _between(connection, filters.since, filters.until, today)
    return _all(all_of)


def only_side(filters: Filters) -> tuple[str, Filters] | None:
    """The side that every event must have, if there is such a one, and the filters without it.

    Raises InputError for a country that is none.
    """
    named = [side for text in filters.country for side in sides_of(text)]
    if len(filters.country) == len(named) == 1:
        return named[0], replace(filters, country=())
    also = [side for text in filters.with_ for side in find_sides(text)]
    if len(filters.with_) == len(also) == 1:
        return also[0], replace(filters, with_=())
    return None


def _all(some: Iterable[Condition]) -> Condition:
    every = list(some)
    return " AND ".join(f"({sql})" for sql, _ in every), [value for _, values in every for value in values]


def _any(some: Iterable[Condition]) -> Condition:
    either = list(some)
    return " OR ".join(sql for sql, _ in either), [value for _, values in either for value in values]


def _in(column: str, values: Sequence[Any]) -> Condition:
    if len(values) == 1:  # which an index serves in order
        return f"{column} = ?", [*values]
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(values)]


def _one_of(text: str, field: str, known: Sequence[str]) -> str:
    wanted = text.strip().lower()
    if wanted not in known:
        raise InputError(f"{text!r} is no {field} of an event{suggested(wanted, known)} (one of {', '.join(known)})")
    return wanted


def _with(connection: sqlite3.Connection, text: str, few: bool) -> Condition:
    """A country or organisation if there is one of that name, else a person."""
    sides = find_sides(text)
    if sides:
        return _of_sides(sides, few)
    try:
        return _of_person(connection, text)
    except NotFoundError as error:
        raise InputError(f"{text!r} is no country or organisation, and {error}") from None


def _of_sides(sides: Sequence[str], few: bool) -> Condition:
    sql, values = _in("s.side", sides)
    if few:
        return f"EXISTS (SELECT 1 FROM event_side s WHERE s.id = e.id AND {sql})", values
    return f"e.id IN (SELECT s.id FROM event_side s WHERE {sql})", values


def _of_person(connection: sqlite3.Connection, text: str) -> Condition:
    ids = persons.resolve(connection, text).ids
    sql, values = _in("person_id", ids)
    return f"e.id IN (SELECT event_id FROM participation WHERE {sql})", values


def _at(connection: sqlite3.Connection, text: str, few: bool) -> Condition:
    from tracker.knowledge import countries

    named = connection.execute("SELECT id, name FROM place WHERE instr(name_key, ?)", (name_key(text),))
    numbers = [row["id"] for row in named if answers_to(row["name"], text)]
    within = connection.execute("SELECT id FROM place WHERE country = ?", (countries().find(text),))
    sql, values = _in("place_id", [*numbers, *(row["id"] for row in within)])
    if few:
        return f"EXISTS (SELECT 1 FROM event WHERE id = e.id AND {sql})", values
    return f"e.id IN (SELECT id FROM event WHERE {sql})", values


def _of_rank(text: str) -> Condition:
    """Somebody of this rank took part; with a + of this rank or a higher one."""
    name = text.strip().lower().removesuffix("+")
    if name not in RANKS:
        raise InputError(f"{text!r} is no level{suggested(name, RANKS)} (one of {', '.join(RANKS)}; with + or higher)")
    rank, higher = RANKS.index(name) + 1, text.strip().endswith("+")
    return f"EXISTS (SELECT 1 FROM participation l WHERE l.event_id = e.id AND l.rank {'<=' if higher else '='} ?)", [
        rank
    ]


def _told_by(connection: sqlite3.Connection, text: str, few: bool) -> Condition:
    sql, values = _in("s.outlet", outlets_called(connection, text))
    if few:
        one = "SELECT 1 FROM mention m JOIN source s ON s.id = m.source_id WHERE m.event_id = e.id"
        return f"EXISTS ({one} AND {sql})", values
    told = f"SELECT m.event_id FROM source s JOIN mention m ON m.source_id = s.id WHERE {sql}"
    return f"e.id IN ({told})", values


def outlets_called(connection: sqlite3.Connection, text: str) -> list[str]:
    """The outlets whose name has these words."""
    outlets = [row[0] for row in connection.execute("SELECT DISTINCT outlet FROM source WHERE outlet IS NOT NULL")]
    return [outlet for outlet in outlets if answers_to(outlet, text)]


def _between(
    connection: sqlite3.Connection, since: str | None, until: str | None, today: date | None
) -> list[Condition]:
    """Events with a known date of which any day lies in between."""
    if since is None and until is None:
        return []
    first = span(since, today=today)[0].isoformat() if since is not None else "0001-01-01"
    last = span(until, today=today)[1].isoformat() if until is not None else "9999-12-31"
    if first > last:
        raise InputError(f"since {since!r} is after until {until!r}: no event can be in between")
    # A long event may have begun before; from the earliest such one on it is one stretch of the index. (With a
    # plus, or SQLite would look for the minimum in the order of dates and not among the long ones.)
    begun = connection.execute(
        "SELECT min(+date_from) FROM event WHERE date_to > date_from AND date_to >= ?", (first,)
    ).fetchone()[0]
    return [("e.date_from BETWEEN ? AND ? AND e.date_to >= ?", [min(first, begun or first), last, first])]
