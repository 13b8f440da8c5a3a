"""An article and what it tells, as rows: source, mention, participants, evidence, posts."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from tracker.model import Article, Event, Place
from tracker.record.dates import interval
from tracker.record.identity import person_id
from tracker.record.ids import SOURCE_PREFIX, issue_id
from tracker.record.names import fuller, name_key

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


def add_source(connection: sqlite3.Connection, article: Article, label: str | None, retrieved: str | None) -> str:
    """Enter an article with its text; its new id."""
    fingerprint = article.sha256
    source_id = issue_id(connection, fingerprint, prefix=SOURCE_PREFIX)
    article = storable(article)
    _insert(
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
            "retrieved": retrieved or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    )
    _insert(connection, "source_text", {"source_id": source_id, "text": article.text})
    return source_id


def add_event(connection: sqlite3.Connection, seed: str, event: Event) -> str:
    """A new event, its columns still to be settled from its mentions; its new id."""
    event_id = issue_id(connection, seed)
    blank = {"date_precision": event.when.precision, "confidence": event.confidence}
    shown = {"type": event.type, "status": event.status, "salience": event.salience}
    _insert(connection, "event", {"id": event_id, **shown, **blank})
    return event_id


def add_mention(
    connection: sqlite3.Connection, event_id: str, source_id: str, position: int, event: Event, extractor: str
) -> int:
    """Enter what the source says of the event, with persons, posts and evidence; the mention's id."""
    place = event.place
    mention_id = _insert(
        connection,
        "mention",
        {
            "event_id": event_id,
            "source_id": source_id,
            "position": position,
            "extractor": extractor,
            "type": event.type,
            "status": event.status,
            "salience": event.salience,
            "date_start": event.when.start,
            "date_end": event.when.end,
            "date_precision": event.when.precision,
            "date_text": event.when.text,
            "date_basis": event.when.basis,
            "place_name": place.name if place else None,
            "place_country": place.country if place else None,
            "place_basis": place.basis if place else None,
            "place_id": _place_id(connection, place) if place else None,
            "plover": event.plover,
            "mode": event.mode,
            "confidence": event.confidence,
            "how": json.dumps(dict(event.how), ensure_ascii=False),
        },
    )
    date_from, date_to = interval(event.when.start, event.when.end)
    for number, participant in enumerate(event.participants):
        said = {
            name: getattr(participant, name) for name in ("kind", "name", "country", "org", "title", "role", "basis")
        }
        person = person_id(connection, participant) if participant.kind == "person" else None
        _insert(
            connection,
            "mention_participant",
            {"mention_id": mention_id, "position": number, "person_id": person, **said},
        )
        if person is not None and participant.title:
            post = {"post": participant.title, "country": participant.country, "org": participant.org}
            when = {"date_from": date_from, "date_to": date_to, "origin": "article"}
            _insert(connection, "affiliation", {"person_id": person, "mention_id": mention_id, **post, **when})
    for number, passage in enumerate(event.evidence):
        span = {"char_start": passage.start, "char_end": passage.end}
        _insert(
            connection,
            "evidence",
            {"mention_id": mention_id, "position": number, "quote": passage.quote, **span},
        )
    return mention_id


def _place_id(connection: sqlite3.Connection, place: Place) -> int:
    key = name_key(place.name)
    row = connection.execute(
        "SELECT id, name FROM place WHERE name_key = ? AND country IS ?", (key, place.country)
    ).fetchone()
    if row is None:
        spot = {"lat": place.lat, "lon": place.lon}
        return _insert(connection, "place", {"name": place.name, "name_key": key, "country": place.country, **spot})
    number: int = row["id"]
    if fuller(row["name"], place.name) != row["name"]:
        connection.execute("UPDATE place SET name = ? WHERE id = ?", (place.name, number))
    return number


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return cursor.lastrowid or 0
