"""Everything that is known of one event, and how."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.context import Context
from tracker.answers.events import event_rows
from tracker.answers.labels import participant
from tracker.record.ids import find_event
from tracker.record.names import name_key
from tracker.record.settle import RANK

Mention = Mapping[str, Any]


def show(connection: sqlite3.Connection, ref: str) -> dict[str, Any]:
    """One event, by its id or the beginning of it.

    Besides what `timeline` gives:

    - `plover`, `mode`; `part_of` (an event's id) and `parts` (ids);
    - `fields`: for each field its `value`, `how` it was reached, the `source` (id) it is from, and in `others` what other
      sources say instead, each with value, how and source;
    - `participants` with the `basis` of their country or organisation;
    - `history`: every source's status by date of publication;
    - `sources`, the latest first: id, outlet, title, url, label, published, published_basis, extractor, status,
      `participants` as written there, and `quotes` with start and end (characters of the text), the
      sentence `before`, the `quote` and the sentence `after`.

    Raises NotFoundError or AmbiguousError.
    """
    with reading(connection):
        event = find_event(connection, ref)
        (row,) = event_rows(connection, [event["id"]])
        mentions: list[Mention] = [
            {**mention, "how": json.loads(mention["how"])}
            for mention in map(
                dict,
                connection.execute(
                    "SELECT m.*, s.outlet, s.title, s.url, s.label, s.published, s.published_basis FROM mention m "
                    f"JOIN source s ON s.id = m.source_id WHERE m.event_id = ? ORDER BY {RANK}",
                    (event["id"],),
                ),
            )
        ]
        parts = connection.execute(
            "SELECT id FROM event WHERE part_of = ? ORDER BY date_from, id", (event["id"],)
        )
        taking_part = connection.execute(
            "SELECT * FROM participation WHERE event_id = ? ORDER BY position", (event["id"],)
        )
        return row | {
            "plover": event["plover"],
            "mode": event["mode"],
            "part_of": event["part_of"],
            "parts": [part["id"] for part in parts],
            "fields": _fields(row | dict(event), mentions),
            "participants": [participant(p) | {"basis": p["basis"]} for p in taking_part],
            "history": [
                {
                    "status": m["status"],
                    "published": m["published"],
                    "outlet": m["outlet"],
                    "source": m["source_id"],
                }
                for m in sorted(mentions, key=lambda m: m["published"] or "")
            ],
            "sources": [_source(connection, mention) for mention in mentions],
        }


# How each field is read from a mention, and what the record says of the way to it.
_READ: tuple[tuple[str, Callable[[Mention], Any], Callable[[Mention], str | None]], ...] = (
    ("type", lambda m: m["type"], lambda m: m["how"].get("type")),
    ("status", lambda m: m["status"], lambda m: m["how"].get("status")),
    ("date", lambda m: _span(m["date_start"], m["date_end"]), lambda m: _date_how(m)),
    (
        "place",
        lambda m: _place(m["place_name"], m["place_country"]),
        lambda m: m["how"].get("place") or m["place_basis"],
    ),
    ("salience", lambda m: m["salience"], lambda m: m["how"].get("salience")),
    ("mode", lambda m: m["mode"], lambda m: m["how"].get("mode")),
    ("confidence", lambda m: m["confidence"], lambda m: m["how"].get("confidence")),
)


def _fields(shown: Mapping[str, Any], mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    values = {
        "date": _span(shown["date_start"], shown["date_end"]),
        "place": _place(shown["where"], shown["country"]),
        **{field: shown[field] for field in ("type", "status", "salience", "mode", "confidence")},
    }
    fields = []
    for field, read, reached in _READ:
        told = [{"value": read(m), "how": reached(m), "source": m["source_id"]} for m in mentions]
        giving = next((t for t in told if _same(t["value"], values[field])), told[0])
        others = [t for t in told if t["value"] is not None and not _same(t["value"], values[field])]
        fields.append({"field": field, **giving, "value": values[field], "others": others})
    return fields


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (
        isinstance(one, str) and isinstance(other, str) and name_key(one) == name_key(other)
    )


def _span(start: str | None, end: str | None) -> str | None:
    return f"{start} to {end}" if start and end and end != start else start


def _place(name: str | None, country: str | None) -> str | None:
    return f"{name}, {country}" if name and country else name


def _date_how(mention: Mention) -> str:
    wording = f': "{mention["date_text"]}"' if mention["date_text"] else ""
    return str(mention["how"].get("date") or mention["date_basis"] + wording)


def _source(connection: sqlite3.Connection, mention: Mention) -> dict[str, Any]:
    kept = ("outlet", "title", "url", "label", "published", "published_basis", "extractor", "status")
    text = connection.execute(
        "SELECT text FROM source_text WHERE source_id = ?", (mention["source_id"],)
    ).fetchone()
    context = Context(text["text"] if text else "")
    written = connection.execute(
        "SELECT * FROM mention_participant WHERE mention_id = ? ORDER BY position", (mention["id"],)
    )
    quotes = []
    for passage in connection.execute(
        "SELECT * FROM evidence WHERE mention_id = ? ORDER BY position", (mention["id"],)
    ):
        before, after = context.around(passage["char_start"], passage["char_end"])
        place = {"start": passage["char_start"], "end": passage["char_end"]}
        quotes.append({**place, "before": before, "quote": passage["quote"], "after": after})
    return {
        "id": mention["source_id"],
        **{key: mention[key] for key in kept},
        "participants": [participant(p) | {"basis": p["basis"]} for p in written],
        "quotes": quotes,
    }
