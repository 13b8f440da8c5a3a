"""Which events a timeline shows: the reader's words turned into conditions on the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.answers import persons
from tracker.answers.spans import span
from tracker.errors import InputError, NotFoundError
from tracker.model import EVENT_TYPES, STATUSES, VERBAL_TYPES
from tracker.record.names import answers_to, name_key

Condition = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What an event must be to be shown: different fields narrow the choice, values of one widen it.

    `country` takes names, demonyms and codes of countries, or organisations: somebody stands for it, or it
    is the host country of a visit. `with_` takes the same and persons. `place` is a city, a venue or a
    country. `words` adds what was only said, promised or conceded (`VERBAL_TYPES`), which is left out unless
    `type` names it. `since` and `until` are ISO dates, months, years or phrases (see `spans`); an event fits if any
    of its days does.
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
    words: bool = False
    limit: int | None = None
    reverse: bool = False


def conditions(connection: sqlite3.Connection, filters: Filters, *, today: date | None = None) -> Condition:
    """The SQL condition on `event e`, and its values.

    Raises InputError for a country, type, status or date that is none, with suggestions; NotFoundError or
    AmbiguousError for a person.
    """
    if filters.limit is not None and filters.limit < 0:
        raise InputError(f"the limit {filters.limit} is below zero")
    all_of: list[Condition] = [("e.review IS NOT 'rejected'", [])]
    if filters.country:
        all_of.append(_any(_of_side(text) for text in filters.country))
    if filters.with_:
        all_of.append(_any(_with(connection, text) for text in filters.with_))
    if filters.person:
        all_of.append(_any(_of_person(connection, text) for text in filters.person))
    for column, asked, known in (("type", filters.type, EVENT_TYPES), ("status", filters.status, STATUSES)):
        if asked:
            all_of.append(_in(f"e.{column}", [_one_of(text, column, known) for text in asked]))
    if not filters.type and not filters.words:
        all_of.append(_in("NOT e.type", VERBAL_TYPES))
    if filters.place:
        all_of.append(_any(_at(connection, text) for text in filters.place))
    if filters.outlet:
        all_of.append(_any(_told_by(connection, text) for text in filters.outlet))
    all_of += _between(connection, filters.since, filters.until, today)
    return " AND ".join(f"({sql})" for sql, _ in all_of), [value for _, values in all_of for value in values]


def _any(some: Iterable[Condition]) -> Condition:
    either = list(some)
    return " OR ".join(sql for sql, _ in either), [value for _, values in either for value in values]


def _in(column: str, values: Sequence[Any]) -> Condition:
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(values)]


def _one_of(text: str, field: str, known: Sequence[str]) -> str:
    wanted = text.strip().lower()
    if wanted not in known:
        raise InputError(f"{text!r} is no {field} of an event{_suggested(wanted, known)} (one of {', '.join(known)})")
    return wanted


def _with(connection: sqlite3.Connection, text: str) -> Condition:
    """A country or organisation if there is one of that name, else a person."""
    side = _side(text)
    if side:
        return side
    try:
        return _of_person(connection, text)
    except NotFoundError as error:
        raise InputError(f"{text!r} is no country or organisation, and {error}") from None


def _of_side(text: str) -> Condition:
    side = _side(text)
    if side:
        return side
    from tracker.knowledge import countries

    names = [country.name for country in countries().by_code.values()]
    raise InputError(f"{text!r} is no country or organisation{_suggested(text, names)}")


def _side(text: str) -> Condition | None:
    from tracker.knowledge import countries, find_organisation

    code = countries().find(text)
    # The European Union is in both lists; the abbreviation AU is Australia's code first.
    organisation = find_organisation(countries().by_code[code].name if code else text)
    either: list[Condition] = []
    if code:
        visits = "SELECT v.id FROM event v JOIN place p ON p.id = v.place_id"
        hosted = f"{visits} WHERE p.country = ? AND v.type = 'visit'"
        taking_part = "SELECT event_id FROM participation WHERE country = ?"
        either.append((f"e.id IN ({taking_part} UNION ALL {hosted})", [code, code]))
    if organisation:
        either.append(("e.id IN (SELECT event_id FROM participation WHERE org = ?)", [organisation]))
    return _any(either) if either else None


def _of_person(connection: sqlite3.Connection, text: str) -> Condition:
    ids = persons.resolve(connection, text).ids
    sql, values = _in("person_id", ids)
    return f"e.id IN (SELECT event_id FROM participation WHERE {sql})", values


def _at(connection: sqlite3.Connection, text: str) -> Condition:
    from tracker.knowledge import countries

    named = connection.execute("SELECT id, name FROM place WHERE instr(name_key, ?)", (name_key(text),))
    by_name = _in("e.place_id", [row["id"] for row in named if answers_to(row["name"], text)])
    code = countries().find(text)
    if code is None:
        return by_name
    return _any([by_name, ("e.place_id IN (SELECT id FROM place WHERE country = ?)", [code])])


def _told_by(connection: sqlite3.Connection, text: str) -> Condition:
    outlets = [row[0] for row in connection.execute("SELECT DISTINCT outlet FROM source WHERE outlet IS NOT NULL")]
    sql, values = _in("s.outlet", [outlet for outlet in outlets if answers_to(outlet, text)])
    told = f"SELECT m.event_id FROM source s JOIN mention m ON m.source_id = s.id WHERE {sql}"
    return f"e.id IN ({told})", values


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


def _suggested(text: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    by_key: dict[str, str] = {name_key(name): name for name in known}
    close = get_close_matches(name_key(text), by_key, n=3, cutoff=0.6)
    return f": did you mean {' or '.join(by_key[key] for key in close)}?" if close else ""
