"""The articles in the record."""

from __future__ import annotations

import sqlite3
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.events import event_rows
from tracker.record.ids import find_source

_KEYS = ("id", "published", "published_basis", "outlet", "title", "url", "events", "label", "retrieved")
_SOURCES = (
    "SELECT s.*, (SELECT count(DISTINCT e.id) FROM mention m JOIN event e ON e.id = m.event_id "
    "WHERE m.source_id = s.id AND e.review IS NOT 'rejected') AS events FROM source s"
)


def sources(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """All articles by date of publication, unknown last.

    Each has id, published, published_basis, outlet, title, url, events (how many it tells of), label (the
    name that it was added under) and retrieved.
    """
    with reading(connection):
        rows = connection.execute(f"{_SOURCES} ORDER BY s.published IS NULL, s.published, s.retrieved, s.id")
        return [{key: row[key] for key in _KEYS} for row in rows]


def source(connection: sqlite3.Connection, ref: str) -> dict[str, Any]:
    """One article, by its id or the beginning of it.

    As in `sources`, with author, language, sha256 and text; `events` are the rows of its events as in
    `timeline`, each with the number of its sources. Raises NotFoundError or AmbiguousError.
    """
    with reading(connection):
        id_ = find_source(connection, ref)["id"]
        row = connection.execute(f"{_SOURCES} WHERE s.id = ?", (id_,)).fetchone()
        text = connection.execute("SELECT text FROM source_text WHERE source_id = ?", (id_,)).fetchone()
        ids = connection.execute(
            "SELECT m.event_id FROM mention m JOIN event e ON e.id = m.event_id "
            "WHERE m.source_id = ? AND e.review IS NOT 'rejected' ORDER BY m.position",
            (id_,),
        )
        events = list(event_rows(connection, list(dict.fromkeys(mention["event_id"] for mention in ids))))
    shown = {key: row[key] for key in (*_KEYS, "author", "language", "sha256")}
    return shown | {"events": events, "text": text["text"] if text else None}
