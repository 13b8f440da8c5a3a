"""Events that a person enters: mentions that are there as long as the decision that made them has effect."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from typing import Any

from tracker.errors import InputError
from tracker.model import Event, Evidence, Participant, Place, When
from tracker.record.decisions import Decision
from tracker.record.rows import add_mention, insert

EXTRACTOR = "hand"


def event_of(changes: Mapping[str, Any], quote: Evidence | None) -> Event:
    """The event that these fields describe, as `edits.read_changes` gives them. Raises InputError."""
    values = changes["set"]
    if "type" not in values:
        raise InputError("an event needs its type, such as type=meeting")
    who: list[Mapping[str, Any]] = []
    for action, what in changes["who"]:
        who = [*what] if action == "set" else [*who, what] if action == "add" else who
    place = values.get("place")
    return Event(
        type=values["type"],
        status=values.get("status", "held"),
        when=When(
            values.get("date_start"), values.get("date_end"), values.get("date_precision", "unknown"), None, "by hand"
        ),
        participants=tuple(Participant(**one, basis="by hand") for one in who),
        evidence=(quote,) if quote else (),
        place=Place(place["name"], place["country"], "by hand") if place else None,
        salience=values.get("salience", "main"),
        mode=values.get("mode"),
        confidence=1.0,
    )


def enter(connection: sqlite3.Connection, decision: Decision) -> list[int]:
    """Enter what the decision adds, the same as ever; nothing if its source has been removed. The mention's number."""
    data, born = decision.data, decision.target
    assert born is not None
    if data["own_source"]:
        made = {"published": decision.made[:10], "published_basis": "by hand", "retrieved": decision.made}
        seed = hashlib.sha256(f"by hand {born}".encode()).hexdigest()
        about = {"label": "added by hand", "origin": "hand", "extractor": EXTRACTOR, "family": data["source"]}
        insert(connection, "source", {"id": data["source"], "sha256": seed, **about, **made})
    elif not connection.execute("SELECT 1 FROM source WHERE id = ?", (data["source"],)).fetchone():
        return []
    quote = Evidence(*data["quote"]) if data["quote"] else None
    event = event_of(data["event"], quote)
    number = data["mention"]
    return [add_mention(connection, data["source"], -number, event, EXTRACTOR, born=born, number=number)]


def take_out(connection: sqlite3.Connection, decision: Decision) -> None:
    """Take out what the decision added."""
    if decision.data["own_source"]:
        connection.execute("DELETE FROM source WHERE id = ?", (decision.data["source"],))
    else:
        connection.execute("DELETE FROM mention WHERE id = ?", (decision.data["mention"],))
