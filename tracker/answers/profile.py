"""Everything that is known of one event, and how."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.context import Context
from tracker.answers.events import event_rows
from tracker.answers.history import decided, edited_fields
from tracker.answers.labels import participant
from tracker.answers.posts import participation_of, post_of
from tracker.record.ids import find_event
from tracker.record.names import name_key
from tracker.record.ranking import RANK

Mention = Mapping[str, Any]


def show(connection: sqlite3.Connection, ref: str) -> dict[str, Any]:
    """One event, by its id or the beginning of it.

    Besides what `timeline` gives:

    - `plover`, `mode`; `part_of` (an event's id) and `parts` (ids);
    - `fields`: for each `field` its `value`, `how` it was reached, the `source` (id) that gives it, and in
      `others` what other sources say instead, each with value, how and source;
    - `participants` with the `basis` of their country or organisation, the `post` that they held on the event's day and
      `post_from`, who gives it ("article", "officials table" or "decision"); `posts` has these as readable lines;
    - `history`: every source's status, in the order of publication;
    - `review` ("confirmed" or "rejected" by a person), `merged` (ids that lead here too) and `decisions`, each with its
      number, made, action, detail and reason;
    - `sources`, the first one leading: id, outlet, title, url, label, published, published_basis, retrieved, sha256, extractor,
      status, `participants` as written there, and `quotes` with start and end (characters of the text), the
      sentence `before`, the `quote` and the sentence `after`, both empty if the article's text was not kept
      (`text_kept`).

    Raises NotFoundError or AmbiguousError.
    """
    with reading(connection):
        event = find_event(connection, ref)
        id_ = event["id"]
        (row,) = event_rows(connection, [id_])
        mentions = mentions_of(connection, id_)
        parts = connection.execute("SELECT id FROM event WHERE part_of = ? ORDER BY date_from, id", (id_,))
        participants = [_with_post(shown) for shown in participation_of(connection, id_)]
        return row | {
            "plover": event["plover"],
            "mode": event["mode"],
            "part_of": event["part_of"],
            "parts": [part["id"] for part in parts],
            "fields": fields_of(connection, id_, mentions),
            "participants": participants,
            "posts": [f"{p['name']}: {p['post']} ({p['post_from']})" for p in participants if p["post"]],
            "history": _history(mentions),
            "review": event["review"],
            "merged": [m["born"] for m in sorted(mentions, key=lambda m: m["id"]) if m["born"] != id_],
            "decisions": decided(connection, id_),
            "sources": [_source(connection, mention) for mention in mentions],
        }


def fields_of(connection: sqlite3.Connection, event_id: str, mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    """The `fields` of an event, of which these are the mentions by rank."""
    event = connection.execute(
        "SELECT e.*, p.name AS place, p.country AS place_country FROM event e LEFT JOIN place p ON p.id = e.place_id "
        "WHERE e.id = ?",
        (event_id,),
    ).fetchone()
    return _fields(dict(event), mentions, edited_fields(connection, event_id))


def mentions_of(connection: sqlite3.Connection, event_id: str) -> list[Mention]:
    """What each source says of an event, by rank, with the source."""
    rows = connection.execute(
        "SELECT m.*, s.outlet, s.title, s.url, s.label, s.published, s.published_basis, "
        "s.origin, s.sha256, s.retrieved "
        f"FROM mention m JOIN source s ON s.id = m.source_id WHERE m.event_id = ? ORDER BY {RANK}",
        (event_id,),
    )
    return [{**dict(row), "how": json.loads(row["how"])} for row in rows]


def _fields(event: Mapping[str, Any], mentions: Sequence[Mention], edited: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each field as shown, with the first mention that says so and those that say something else."""
    fields = []
    for field, shown in values(event, event["place"]).items():
        told = [
            {"value": values(m, m["place_name"])[field], "how": _how(m)[field], "source": m["source_id"]}
            for m in mentions
        ]
        giver = giving(field, shown, mentions, event["status"])
        others = [t for t in told if t["value"] is not None and not same(t["value"], shown)]
        how, source = (_how(giver)[field], giver["source_id"]) if giver else (None, None)
        if field in edited:
            how, source = edited[field], None
        fields.append({"field": field, "value": shown, "how": how, "source": source, "others": others})
    return fields


def giving(field: str, shown: Any, mentions: Sequence[Mention], status: str) -> Mention | None:
    """The mention (of those of an event, by rank) that gives the field its value, as `record.settle` chooses."""
    saying = [m for m in mentions if same(values(m, m["place_name"])[field], shown)]
    if field == "status":
        return max(saying, key=lambda m: m["published"] or "", default=None)
    if field == "date":
        saying.sort(key=lambda m: (m["extractor"] != "hand", m["status"] != status, m["date_basis"] == "publication"))
    return next(iter(saying), None)


def values(row: Mapping[str, Any], place: str | None) -> dict[str, Any]:
    """The fields of an event or of a mention as a reader sees them."""
    start, end = row["date_start"], row["date_end"]
    country = row["place_country"]
    return {
        "type": row["type"],
        "status": row["status"],
        "date": f"{start} to {end}" if start and end and end != start else start,
        "place": f"{place}, {country}" if place and country else place,
        "salience": row["salience"],
        "mode": row["mode"],
        "confidence": row["confidence"],
    }


def _how(mention: Mention) -> dict[str, str | None]:
    """What the record says of the way to each field: the rule or the wording, else what it was based on."""
    wording = f': "{mention["date_text"]}"' if mention["date_text"] else ""
    bases = {"date": mention["date_basis"] + wording, "place": mention["place_basis"]}
    return {field: mention["how"].get(field, bases.get(field)) for field in values(mention, None)}


def _history(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    return [
        {**{key: m[key] for key in ("status", "published", "outlet")}, "source": m["source_id"]}
        for m in sorted(mentions, key=lambda m: m["published"] or "")
    ]


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; capitals and accents make no difference."""
    return bool(one == other) or (isinstance(one, str) and isinstance(other, str) and name_key(one) == name_key(other))


def _with_post(shown: sqlite3.Row) -> dict[str, Any]:
    post = post_of(shown)
    held = {"post": post.name if post else None, "post_from": post.given_by if post else None}
    return participant(shown) | {"basis": shown["basis"], **held}


def _written(connection: sqlite3.Connection, mention: Mention) -> list[dict[str, Any]]:
    """The participants as one source writes them."""
    rows = connection.execute(
        "SELECT * FROM mention_participant WHERE mention_id = ? ORDER BY position", (mention["id"],)
    )
    return [participant(row) | {"basis": row["basis"]} for row in rows]


def _source(connection: sqlite3.Connection, mention: Mention) -> dict[str, Any]:
    kept = (
        "outlet",
        "title",
        "url",
        "label",
        "published",
        "published_basis",
        "retrieved",
        "sha256",
        "extractor",
        "status",
    )
    text = connection.execute("SELECT text FROM source_text WHERE source_id = ?", (mention["source_id"],)).fetchone()
    return {
        "id": mention["source_id"],
        **{key: mention[key] for key in kept},
        "participants": _written(connection, mention),
        "text_kept": text is not None or mention["origin"] == "hand",
        "quotes": _quotes(connection, mention, text["text"] if text else ""),
    }


def _quotes(connection: sqlite3.Connection, mention: Mention, text: str) -> list[dict[str, Any]]:
    context = Context(text)
    quotes = []
    for passage in connection.execute(
        "SELECT * FROM evidence WHERE mention_id = ? ORDER BY position", (mention["id"],)
    ):
        start, end = passage["char_start"], passage["char_end"]
        before, after = context.around(start, end)
        quotes.append({"start": start, "end": end, "before": before, "quote": passage["quote"], "after": after})
    return quotes
