"""What a person should look at: events of low confidence, events that may be one, and sources that disagree."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.events import event_rows
from tracker.answers.history import edited_fields
from tracker.answers.profile import Mention, fields_of, mentions_of
from tracker.answers.suggestions import suggested_merges
from tracker.model import VERBAL_TYPES
from tracker.record.names import name_key

_LOW = 0.7  # of events with less, one in seven is wrong (README)
# How doubtful, beside 1 - confidence: that two events are two, the more the more speaks for one; which of several values is right.
_MAY_BE_ONE = 0.5
_FIELDS = {"status": 0.6, "type": 0.5, "date": 0.45, "place": 0.35}
# What is planned may be held, cancelled or postponed later: no disagreement.
_CONTRARY = {frozenset(pair) for pair in combinations(("held", "cancelled", "denied"), 2)} | {
    frozenset(("planned", "denied"))
}


def doubtful(connection: sqlite3.Connection, *, words: bool = False) -> list[dict[str, Any]]:
    """Doubts about events, the greatest first; an event can be in several.

    Each has `kind` ("confidence", "merge" or "disagreement"), `id`, `other` (of a merge, the event that it may be one
    with), `doubt` (from 0 to 1), `detail` (a readable line), and date, end, type, status, who, participants, where,
    country, quote and confidence of the event as in `timeline`. What a person confirmed, rejected, split or edited is
    doubted no more. What was only said, promised or conceded is left out without `words`.
    """
    with reading(connection):
        found = [*_unsure(connection), *_suggested(connection), *_contradicted(connection)]
        shown = {row["id"]: row for row in event_rows(connection, list(dict.fromkeys(doubt["id"] for doubt in found)))}
    keys = ("date", "end", "type", "status", "who", "participants", "where", "country", "quote", "confidence")
    rows = [doubt | {key: shown[doubt["id"]][key] for key in keys} for doubt in found]
    rows = [row for row in rows if words or row["type"] not in VERBAL_TYPES]
    return sorted(rows, key=lambda row: (-row["doubt"], row["kind"], row["id"], row["other"] or ""))


def _unsure(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute("SELECT id, confidence FROM event WHERE review IS NULL AND confidence < ?", (_LOW,)):
        yield _doubt("confidence", row["id"], 1 - row["confidence"], f"confidence {row['confidence']:.2f}")


def _suggested(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for pair in suggested_merges(connection):
        detail = f"may be one with {pair['other']}: {', '.join(pair['reasons'])}"
        yield _doubt("merge", pair["one"], _MAY_BE_ONE + min(pair["score"], 20) / 100, detail, pair["other"])


def _contradicted(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    several = connection.execute(
        "SELECT e.id FROM event e JOIN mention m ON m.event_id = e.id WHERE e.review IS NULL "
        "GROUP BY e.id HAVING count(*) > 1"
    ).fetchall()
    for row in several:
        edited = edited_fields(connection, row["id"])
        mentions = mentions_of(connection, row["id"])
        for field in fields_of(connection, row["id"], mentions):
            name, value = field["field"], field["value"]
            others = [other for other in field["others"] if _contrary(name, value, other, mentions)]
            if name in _FIELDS and name not in edited and others:
                said = ", ".join(f"{other['value']} (source {other['source']})" for other in others)
                yield _doubt("disagreement", row["id"], _FIELDS[name], f"{name}: {value}, but also {said}")


def _contrary(field: str, shown: str | None, other: Mapping[str, Any], mentions: Sequence[Mention]) -> bool:
    """Whether another value contradicts the shown one, and is not only vaguer, or of a plan that came otherwise."""
    if field == "status":
        return frozenset((shown, other["value"])) in _CONTRARY and not _overtaken(shown, other, mentions)
    if field == "place":
        return shown is not None and not (_lies_in(shown, other["value"]) or _lies_in(other["value"], shown))
    if field != "date" or shown is None:
        return shown is not None
    planned = all(m["status"] in ("planned", "postponed") for m in mentions if m["source_id"] == other["source"])
    return not planned and not shown.startswith(other["value"]) and not other["value"].startswith(shown)


def _overtaken(shown: str | None, other: Mapping[str, Any], mentions: Sequence[Mention]) -> bool:
    """Whether a source said that it was off before any said that it took place after all: a history, no contradiction."""
    if (shown, other["value"]) != ("held", "cancelled"):
        return False
    said = {
        status: sorted(m["published"] or "" for m in mentions if m["status"] == status)
        for status in ("cancelled", "held")
    }
    known = said["held"] and "" not in said["held"] + said["cancelled"]
    return bool(known) and said["cancelled"][-1] < said["held"][0]


def _lies_in(place: str, around: str) -> bool:
    """Whether a place, as "Kremlin, RU", is known to lie in another: a venue in its city, or by its name; all in their country."""
    from tracker.knowledge import countries, venues

    (name, _, country), (wider, _, other) = place.rpartition(", "), around.rpartition(", ")
    if country != other:
        return False
    venue = venues().get(name_key(name)) or venues().get(name)
    within = {name_key(wider)} & {
        name_key(venue.city) if venue and venue.city else "",
        *name_key(name).split(" in ")[1:],
    }
    return bool(within) or countries().names(wider, country)


def _doubt(kind: str, id_: str, doubt: float, detail: str, other: str | None = None) -> dict[str, Any]:
    return {"kind": kind, "id": id_, "other": other, "doubt": round(doubt, 2), "detail": detail}
