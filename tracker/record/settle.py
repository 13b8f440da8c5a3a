"""What is shown of an event, worked out from what its sources say and what people decided.

The rules do not depend on the order in which sources were added. Mentions are ranked: what a person entered by hand,
then a source that reports the event before one that recalls it as background, then the latest publication first (an
unknown date counts as the oldest). For most fields the first mention that has a value gives it; a country
as the place only if no mention names a spot in it. The status is that of
the latest publication of all, and the date that of a mention with this status: a day before a month, one that is
written before one that was taken from the date of publication, a span before its first day. What a person edited
comes last and outranks all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from tracker.knowledge import countries
from tracker.record import decisions
from tracker.record.dates import interval
from tracker.record.edits import edited_parties, edited_values
from tracker.record.families import independent
from tracker.record.identity import person_id
from tracker.record.places import place_id
from tracker.record.ranking import RANK
from tracker.record.sides import drop_sides, rank_participants, write_sides_of
from tracker.record.unite import Party, parties, unite

# Between sources of one day: what took place took place, what was called off was planned before.
_STATUS_WEIGHT = {"held": 4, "cancelled": 3, "postponed": 2, "denied": 1, "planned": 0}
_PRECISION = ("day", "month", "year", "unknown")


def settle(connection: sqlite3.Connection, event_id: str) -> None:
    """Write anew what is shown of the event; one that no source mentions is deleted. Inside a transaction."""
    mentions = connection.execute(
        "SELECT m.*, ifnull(s.published, '') AS published, s.family FROM mention m JOIN source s ON s.id = m.source_id "
        f"WHERE m.event_id = ? ORDER BY {RANK}",
        (event_id,),
    ).fetchall()
    if not mentions:
        drop_sides(connection, event_id, last=True)
        connection.execute("DELETE FROM event WHERE id = ?", (event_id,))
        return
    connection.execute("DELETE FROM participation WHERE event_id = ?", (event_id,))
    decided = decisions.of_event(connection, [m["born"] for m in mentions])
    edits = [decision.data for decision in decided if decision.action == "edit"]
    review = next((d.action for d in reversed(decided) if d.action in ("confirm", "reject")), None)
    shown = _shown(connection, mentions)
    edited = edited_values(edits)
    if "place" in edited:
        place = edited.pop("place")
        shown["place_id"] = place_id(connection, place["name"], place["country"]) if place else None
    shown |= edited
    shown["date_from"], shown["date_to"] = interval(shown["date_start"], shown["date_end"])
    shown["independent"] = independent(connection, mentions)
    shown["review"] = {"confirm": "confirmed", "reject": "rejected"}.get(review or "")
    columns = ", ".join(f"{name} = ?" for name in shown)
    connection.execute(f"UPDATE event SET {columns} WHERE id = ?", (*shown.values(), event_id))
    _write_participants(connection, event_id, shown["date_start"], mentions, edits)
    rank_participants(connection, [event_id])
    write_sides_of(connection, event_id)


def _write_participants(
    connection: sqlite3.Connection,
    event_id: str,
    day: str | None,
    mentions: Sequence[sqlite3.Row],
    edits: Sequence[Any],
) -> None:
    told = [
        parties(
            connection.execute(
                "SELECT * FROM mention_participant WHERE mention_id = ? ORDER BY position", (mention["id"],)
            )
        )
        for mention in mentions
    ]
    connection.executemany(
        "INSERT INTO participation "
        "(event_id, position, kind, name, person_id, country, org, title, role, basis) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                event_id,
                position,
                p.kind,
                p.name,
                p.person_id or _person(connection, p, day),
                p.country,
                p.org,
                p.title,
                p.role,
                p.basis,
            )
            for position, p in enumerate(edited_parties(unite(told), edits))
        ],
    )


def _person(connection: sqlite3.Connection, party: Party, day: str | None) -> int | None:
    """Who a participant is that a person entered."""
    return person_id(connection, party, day) if party.kind == "person" else None


def _shown(connection: sqlite3.Connection, mentions: Sequence[sqlite3.Row]) -> dict[str, Any]:
    status = max(mentions, key=lambda m: (m["published"], _STATUS_WEIGHT.get(m["status"], 0)))["status"]
    dated = _dated(mentions, status)
    whole = next((m["part_of"] for m in mentions if m["part_of"] is not None), None)
    part_of = connection.execute(
        "SELECT event_id FROM mention WHERE id = ? AND event_id <> ?", (whole, mentions[0]["event_id"])
    ).fetchone()
    return {
        "type": mentions[0]["type"],
        "status": status,
        "salience": "main" if any(m["salience"] == "main" for m in mentions) else "background",
        "date_start": dated["date_start"],
        "date_end": dated["date_end"],
        "date_precision": dated["date_precision"],
        "place_id": _placed(mentions),
        "plover": next((m["plover"] for m in mentions if m["plover"]), None),
        "mode": next((m["mode"] for m in mentions if m["mode"]), None),
        "confidence": max(m["confidence"] for m in mentions),
        "part_of": part_of["event_id"] if part_of else None,
    }


def _placed(mentions: Sequence[sqlite3.Row]) -> int | None:
    """The place of the first mention that has one; a country only where none names a spot in it. `mentions` by rank."""
    placed = [m for m in mentions if m["place_id"] is not None]
    if not placed:
        return None
    first = placed[0]
    if first["extractor"] != "hand" and _is_country(first):
        within = (m for m in placed if m["place_country"] == first["place_country"] and not _is_country(m))
        first = next(within, first)
    number: int = first["place_id"]
    return number


def _is_country(mention: sqlite3.Row) -> bool:
    """Whether a mention's place is a country as a whole."""
    return countries().names(mention["place_name"], mention["place_country"])


def _dated(mentions: Sequence[sqlite3.Row], status: str) -> sqlite3.Row:
    """The mention that gives the date; `mentions` by rank."""
    dated = [m for m in mentions if m["date_start"]]
    ranked = [m for m in dated if m["status"] == status] or dated or mentions
    by_hand = [m for m in dated if m["extractor"] == "hand"]
    return min(
        by_hand or ranked,
        key=lambda m: (_PRECISION.index(m["date_precision"]), m["date_basis"] == "publication", m["date_end"] is None),
    )
