"""Events that may be one, but not surely: for a person to merge, or to leave."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from tracker.answers.connection import reading
from tracker.record import decisions


def suggested_merges(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Pairs of events that may be one, the likest first: one, other (ids), score, reasons.

    Rejected events are left out, and pairs that a person split.
    """
    with reading(connection):
        rows = connection.execute(
            "SELECT a.event_id AS one, b.event_id AS other, a.id AS first, b.id AS second, a.born AS born, "
            "b.born AS other_born, l.same, l.score, l.reasons FROM likeness l "
            "JOIN mention a ON a.id = l.one JOIN mention b ON b.id = l.other "
            "JOIN event e ON e.id = a.event_id JOIN event f ON f.id = b.event_id "
            "WHERE a.event_id <> b.event_id AND e.review IS NOT 'rejected' AND f.review IS NOT 'rejected' "
            "ORDER BY l.same DESC, l.score DESC, l.reasons, a.event_id, b.event_id"
        ).fetchall()
        numbers = {row["born"]: row["first"] for row in rows} | {row["other_born"]: row["second"] for row in rows}
        _, cannot = decisions.links(decisions.standing(connection, numbers), numbers)
        split = {tuple(sorted((row["one"], row["other"]))) for row in rows if (row["first"], row["second"]) in cannot}
        found: dict[tuple[str, ...], dict[str, Any]] = {}
        for row in rows:
            key = tuple(sorted((row["one"], row["other"])))
            if key not in split and key not in found:
                reasons = json.loads(row["reasons"])
                found[key] = {"one": key[0], "other": key[1], "score": row["score"], "reasons": reasons}
        return list(found.values())
