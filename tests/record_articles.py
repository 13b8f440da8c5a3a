"""Hand-made articles and events for the tests of the record and of the answers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tracker.model import Article, Event, Evidence, Participant, Place, When
from tracker.record import Outcome, Record

SHOIGU = Participant("Sergei Shoigu", "person", "RU", None, "Defense Minister", "visitor", "demonym")
KANG = Participant("Kang Sun-nam", "person", "KP", None, "Defense Minister", "host", "possessive")
LAVROV = Participant("Sergei Lavrov", "person", "RU", None, "Foreign Minister")
WANG = Participant("Wang Yi", "person", "CN", None, "Foreign Minister")
GUTERRES = Participant("António Guterres", "person", None, "UN", "Secretary-General")
_WITHIN_AN_INDEX = re.compile('INSERT INTO "(text|quote)_search(_data|_idx|_docsize|_config)?"')
PYONGYANG = Place("Pyongyang", "KP")


def person(name: str, country: str | None = None, **more: Any) -> Participant:
    """A person who takes part."""
    return Participant(name, "person", country, **more)


def office(name: str, country: str | None = None, **more: Any) -> Participant:
    """A post whose holder is not named."""
    return Participant(name, "office", country, **more)


def country(name: str, code: str, **more: Any) -> Participant:
    """A country as such."""
    return Participant(name, "country", code, **more)


def when(start: str | None, end: str | None = None) -> When:
    """A date; its length says how precise it is."""
    precision = {None: "unknown", 4: "year", 7: "month", 10: "day"}[len(start) if start else None]
    return When(start, end, precision, "Wednesday", "weekday")  # type: ignore[arg-type]


def event(*who: Participant, day: str | None = "2023-07-26", end: str | None = None, **more: Any) -> Event:
    """An event, a meeting that was held unless told otherwise; its evidence is put in by `article`."""
    values = {"type": "meeting", "status": "held", "place": PYONGYANG} | more
    return Event(when=when(day, end), participants=who, evidence=(), **values)


def told(
    record: Record,
    *events: Event,
    text: str = "",
    published: str | None = "2023-07-26",
    extractor: str = "hand 1",
    **about: Any,
) -> Outcome:
    """Add an article that says so: one sentence an event between two others, which are the evidence."""
    from dataclasses import replace

    full, proven = f"It begins here{text}.", []
    for one in events:
        quote = f"{' and '.join(p.name for p in one.participants) or 'Nobody'} had a {one.type}."
        full += " " + quote
        proven.append(replace(one, evidence=(Evidence(quote, len(full) - len(quote), len(full)),)))
    full += " So it ends."
    day = date.fromisoformat(published) if published else None
    article = Article(full, published=day, published_basis="header" if day else "unknown", **about)
    return record.add(
        article, proven, extractor=extractor, label=f"{text or 'a'}.txt", retrieved="2023-08-01T00:00:00Z"
    )


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The record, open for SQL."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def dump(path: Path) -> list[str]:
    """Everything in the record as SQL: equal for equal records. What indexes hold within is left out."""
    with opened(path) as connection:
        return [line for line in connection.iterdump() if not _WITHIN_AN_INDEX.match(line)]


def assert_sound(path: Path) -> None:
    """SQLite finds the file in order, and every row refers to rows that exist."""
    with opened(path) as connection:
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("text_search", "quote_search"):  # an error if it is not in step with what it is an index of
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
