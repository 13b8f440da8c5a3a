"""An article and what it tells, as rows: source, mention, participants, evidence, posts."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from tracker.model import Article, Event
from tracker.record.dates import interval
from tracker.record.decisions import now
from tracker.record.identity import person_id
from tracker.record.ids import SOURCE_PREFIX, issue_id
from tracker.record.places import place_id

T = TypeVar("T")
_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(value: T) -> T:
    """The value without half characters, which UTF-8 cannot carry: each is U+FFFD, so that offsets stay."""
    changed: Any = value
    if isinstance(value, str):
        changed = value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    elif isinstance(value, tuple):
        changed = tuple(storable(item) for item in value)
    elif isinstance(value, Mapping):
        changed = {storable(key): storable(item) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **{f.name: storable(getattr(value, f.name)) for f in fields(value)})
    return cast(T, changed)


def add_source(
    connection: sqlite3.Connection,
    article: Article,
    label: str | None,
    retrieved: str | None,
    extractor: str,
    *,
    keep_text: bool = True,
) -> str:
    """Enter an article, with its text if that is to be kept; its new id."""
    fingerprint = article.sha256
    source_id = issue_id(connection, fingerprint, prefix=SOURCE_PREFIX)
    article = storable(article)
    insert(
        connection,
        "source",
        {
            "id": source_id,
            "sha256": fingerprint,
            "article": article.id,
            "label": storable(label),
            "url": article.url,
            "title": article.title,
            "outlet": article.outlet,
            "author": article.author,
            "language": article.language,
            "published": article.published.isoformat() if article.published else None,
            "published_basis": article.published_basis,
            "retrieved": retrieved or now(),
            "extractor": extractor,
            "family": source_id,
        },
    )
    if keep_text:
        insert(connection, "source_text", {"source_id": source_id, "text": article.text})
    return source_id


def add_mention(
    connection: sqlite3.Connection,
    source_id: str,
    position: int,
    event: Event,
    extractor: str,
    *,
    born: str,
    number: int | None = None,
) -> int:
    """Enter what the source says of an event, for now as an event of its own; the mention's number.

    `born` is its id, issued before; `number` that which it had, if it is entered again.
    """
    blank = {"date_precision": event.when.precision, "confidence": event.confidence}
    shown = {"type": event.type, "status": event.status, "salience": event.salience}
    insert(connection, "event", {"id": born, **shown, **blank})
    columns = mention_columns(connection, event, extractor)
    row = {"id": number, "event_id": born, "born": born, "source_id": source_id, "position": position, **columns}
    mention_id = insert(connection, "mention", row)
    add_parts(connection, mention_id, event)
    return mention_id


def mention_columns(connection: sqlite3.Connection, event: Event, extractor: str) -> dict[str, Any]:
    """What a mention says, as the columns of its row; its place is entered if new."""
    place = event.place
    date_from, date_to = interval(event.when.start, event.when.end)
    return {
        "extractor": extractor,
        "type": event.type,
        "status": event.status,
        "salience": event.salience,
        "date_start": event.when.start,
        "date_end": event.when.end,
        "date_precision": event.when.precision,
        "date_text": event.when.text,
        "date_basis": event.when.basis,
        "date_from": date_from,
        "date_to": date_to,
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "place_basis": place.basis if place else None,
        "place_id": place_id(connection, place.name, place.country) if place else None,
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "plover": event.plover,
        "mode": event.mode,
        "confidence": event.confidence,
        "how": json.dumps(dict(event.how), ensure_ascii=False),
    }


def add_parts(connection: sqlite3.Connection, mention_id: int, event: Event) -> None:
    """Enter the participants of a mention, with persons and posts, and its evidence."""
    date_from, date_to = interval(event.when.start, event.when.end)
    day = _day(connection, mention_id)
    for number, participant in enumerate(event.participants):
        said = {
            name: getattr(participant, name) for name in ("kind", "name", "country", "org", "title", "role", "basis")
        }
        person = person_id(connection, participant, day) if participant.kind == "person" else None
        insert(
            connection,
            "mention_participant",
            {"mention_id": mention_id, "position": number, "person_id": person, **said},
        )
        if person is not None and participant.title:
            post = {"post": participant.title, "country": participant.country, "org": participant.org}
            when = {"date_from": date_from, "date_to": date_to, "origin": "article"}
            insert(connection, "affiliation", {"person_id": person, "mention_id": mention_id, **post, **when})
    for number, passage in enumerate(event.evidence):
        span = {"char_start": passage.start, "char_end": passage.end}
        insert(
            connection,
            "evidence",
            {"mention_id": mention_id, "position": number, "quote": passage.quote, **span},
        )


def _day(connection: sqlite3.Connection, mention_id: int) -> str | None:
    """As of when a mention speaks of people: the date of the event, or that of the publication."""
    row = connection.execute(
        "SELECT ifnull(m.date_start, s.published) AS day FROM mention m JOIN source s ON s.id = m.source_id WHERE m.id = ?",
        (mention_id,),
    ).fetchone()
    day: str | None = row["day"]
    return day


def take_parts(connection: sqlite3.Connection, mention_id: int) -> None:
    """Take out what `add_parts` entered, save the persons."""
    for table in ("mention_participant", "affiliation", "evidence"):
        connection.execute(f"DELETE FROM {table} WHERE mention_id = ?", (mention_id,))


def join_parts(connection: sqlite3.Connection, mentions: Sequence[int], events: Sequence[Event]) -> None:
    """Say of each mention which other of its source it is part of."""
    for event, mention_id in zip(events, mentions, strict=True):
        whole = None if event.part_of is None else mentions[event.part_of]
        connection.execute("UPDATE mention SET part_of = ? WHERE id = ?", (whole, mention_id))


def mentions_of(connection: sqlite3.Connection, sources: Iterable[str]) -> list[int]:
    """The numbers of the mentions of these sources."""
    rows = connection.execute(
        "SELECT id FROM mention WHERE source_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(sources)),),
    )
    return [row["id"] for row in rows]


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """Enter a row; its number."""
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return cursor.lastrowid or 0
