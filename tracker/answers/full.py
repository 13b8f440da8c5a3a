"""Events with all that each source says of them, field by field: what an import needs to enter them again."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.filters import Filters
from tracker.answers.whole import whole_events
from tracker.record.ranking import RANK

_AT_ONCE = 500


def full_events(connection: sqlite3.Connection, filters: Filters | None = None) -> Iterator[dict[str, Any]]:
    """The events of `whole_events`, of which each of `sources_of` gives its report in full.

    That is `born` (the report's own id), `position` among the reports of its source, type, status, salience, `date` and `place` as
    the codebook has them, `participants`, plover, mode, confidence, `part_of` (the id of another report) and `how`; and of
    the source `article`, language, published_basis, `family` (near copies share it) and `read_by` (what read it last).
    Raises what `timeline` raises.
    """
    with reading(connection):
        events = whole_events(connection, filters)
        while some := list(islice(events, _AT_ONCE)):
            told, parties = _reports(connection, [event["id"] for event in some])
            for event in some:
                for source, row in zip(event["sources_of"], told[event["id"]], strict=True):
                    source |= _report(row) | {"participants": parties[row["id"]]}
                yield event


def _reports(
    connection: sqlite3.Connection, ids: Iterable[str]
) -> tuple[dict[str, list[sqlite3.Row]], dict[int, list[dict[str, Any]]]]:
    wanted = (json.dumps(list(ids)),)
    told = defaultdict(list)
    for row in connection.execute(_TOLD, wanted):
        told[row["event_id"]].append(row)
    parties = defaultdict(list)
    for row in connection.execute(_PARTIES, wanted):
        parties[row["mention_id"]].append({key: row[key] for key in row.keys() if key != "mention_id"})  # noqa: SIM118
    return told, parties


def _report(row: sqlite3.Row) -> dict[str, Any]:
    place = {key: row[f"place_{key}"] for key in ("name", "country", "basis", "lat", "lon")}
    return {
        **{key: row[key] for key in _REPORT},
        "date": {key: row[f"date_{key}"] for key in ("start", "end", "precision", "text", "basis")},
        "place": place if row["place_name"] is not None else None,
        "part_of": row["whole"],
        "how": json.loads(row["how"]),
    }


_REPORT = (
    "born", "position", "type", "status", "salience", "plover", "mode", "confidence",
    "article", "language", "published_basis", "family", "read_by",
)  # fmt: skip
_SOME = "(SELECT value FROM json_each(?))"
_TOLD = (
    "SELECT m.*, s.article, s.language, s.published_basis, s.family, s.extractor AS read_by, w.born AS whole "
    "FROM mention m JOIN source s ON s.id = m.source_id LEFT JOIN mention w ON w.id = m.part_of "
    f"WHERE m.event_id IN {_SOME} ORDER BY {RANK}"
)
_PARTIES = (
    "SELECT p.mention_id, p.name, p.kind, p.country, p.org, p.title, p.role, p.basis "
    "FROM mention m JOIN mention_participant p ON p.mention_id = m.id "
    f"WHERE m.event_id IN {_SOME} ORDER BY p.mention_id, p.position"
)
