"""What was decided, and how an event came to be what it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.answers.connection import reading
from tracker.record import decisions
from tracker.record.decisions import Decision
from tracker.record.ids import find_event

Row = dict[str, Any]


def history(connection: sqlite3.Connection, ref: str | None = None) -> list[Row]:
    """Every decision, in the order in which they were made; with `ref` what sources and people say of this event.

    Each row has when (a day of publication, or the time of a decision), what ("said" or an action), detail (a readable
    line), status (of what a source said), source, outlet, decision (its number), events (ids that it is about now),
    reason and undone. Raises NotFoundError or AmbiguousError.
    """
    with reading(connection):
        if ref is None:
            return [_decision_row(connection, decision) for decision in decisions.log(connection)]
        event_id = find_event(connection, ref)["id"]
        mentions = connection.execute(
            "SELECT m.*, s.published, s.outlet, s.origin FROM mention m JOIN source s ON s.id = m.source_id "
            "WHERE m.event_id = ? ORDER BY s.published IS NOT NULL, s.published, s.sha256, m.position",
            (event_id,),
        ).fetchall()
        said = [_said_row(mention) for mention in mentions]
        borns = [mention["born"] for mention in mentions]
        about = decisions.about(connection, [*borns, *decisions.forebears(connection, borns)])
        return said + [_decision_row(connection, decision) for decision in about]


def decided(connection: sqlite3.Connection, event_id: str) -> list[Row]:
    """The decisions with effect on an event, for its page: decision, made, action, detail, reason."""
    borns = [row["born"] for row in connection.execute("SELECT born FROM mention WHERE event_id = ?", (event_id,))]
    return [
        {"decision": d.id, "made": d.made, "action": d.action, "detail": described(d), "reason": d.reason}
        for d in decisions.of_event(connection, borns)
        if d.action != "undo"
    ]


def edited_fields(connection: sqlite3.Connection, event_id: str) -> Mapping[str, str]:
    """How each field that a person edited got its value: "edited (decision 4: why)", by the field's name."""
    return {
        field: f"edited (decision {decision.id}{': ' + decision.reason if decision.reason else ''})"
        for field, decision in deciding(connection, event_id).items()
    }


def deciding(connection: sqlite3.Connection, event_id: str) -> Mapping[str, Decision]:
    """The decision that set each field that a person edited, by the field's name."""
    borns = [row["born"] for row in connection.execute("SELECT born FROM mention WHERE event_id = ?", (event_id,))]
    found: dict[str, Decision] = {}
    for decision in decisions.of_event(connection, borns):
        if decision.action == "edit":
            found |= {field.removesuffix("_start"): decision for field in decision.data["set"]}
    return found


def described(decision: Decision) -> str:
    """What was decided, in a line."""
    if decision.action == "edit":
        return "; ".join(_changes(decision.data))
    if decision.action == "add-event":
        return "; ".join(_changes(decision.data["event"]))
    if decision.action == "undo":
        return f"undoes decision {decision.undoes}"
    if decision.action in ("alias", "unalias"):
        link = "is" if decision.action == "alias" else "is not"
        return f"{decision.data['alias']} {link} {decision.data['name']}"
    if decision.action in ("merge", "split"):
        first = decision.about[0][1] if decision.about else ""
        parts = [[born for born, part in decision.about if (part == first) is same] for same in (True, False)]
        return " | ".join(", ".join(part) for part in parts)
    return ""


def _changes(data: Mapping[str, Any]) -> list[str]:
    values = data["set"]
    dates = [value for key in ("date_start", "date_end") if (value := values.get(key))]
    shown = {key: value for key, value in values.items() if not key.startswith("date")}
    if "date_start" in values:
        shown["date"] = " to ".join(dates) or "unknown"
    if isinstance(shown.get("place"), dict):
        shown["place"] = ", ".join(filter(None, (shown["place"]["name"], shown["place"]["country"])))
    changes = [f"{key}: {value or 'unknown'}" for key, value in shown.items()]
    for action, what in data["who"]:
        names = [one["name"] for one in what] if action == "set" else [what["name"] if action == "add" else what]
        changes.append({"set": "who: ", "add": "with ", "drop": "without "}[action] + ", ".join(names))
    return changes


def _said_row(mention: sqlite3.Row) -> Row:
    day = " to ".join(filter(None, (mention["date_start"], mention["date_end"]))) or "undated"
    lost = ", no longer found" if mention["lost"] else ""
    return {
        "when": mention["published"],
        "what": "added by hand" if mention["origin"] == "hand" else "said",
        "detail": f"{mention['type']}, {mention['status']}, {day}{lost}",
        "status": mention["status"],
        "source": mention["source_id"],
        "outlet": mention["outlet"],
        "decision": None,
        "events": [mention["event_id"]],
        "reason": None,
        "undone": False,
    }


def _decision_row(connection: sqlite3.Connection, decision: Decision) -> Row:
    return {
        "when": decision.made,
        "what": decision.action,
        "detail": described(decision),
        "status": None,
        "source": None,
        "outlet": None,
        "decision": decision.id,
        "events": _events(connection, decision.borns),
        "reason": decision.reason,
        "undone": decision.undone,
    }


def _events(connection: sqlite3.Connection, borns: Sequence[str]) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT event_id FROM mention WHERE born IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(borns),),
    )
    return [row["event_id"] for row in rows]
