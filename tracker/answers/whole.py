"""Events whole, down to each source's quotes: what a page shows and an export carries."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.events import event_rows, matching_ids
from tracker.answers.filters import Filters
from tracker.record.ranking import RANK

_AT_ONCE = 500  # events that are read together, and held in memory
_OF_SOURCE = ("outlet", "title", "url", "author", "label", "published", "retrieved", "sha256", "extractor", "origin")


def whole_events(connection: sqlite3.Connection, filters: Filters | None = None) -> Iterator[dict[str, Any]]:
    """The events that fit, in the order of the timeline, each as soon as it is read.

    Besides what `timeline` gives, each has `plover`, `mode`, `part_of` (an event's id), `review`, `latitude`,
    `longitude`; its participants have a `person` too (a number that is the same for all names of one person) and the
    `basis` of their side; and `sources_of` lists who says so, the first one leading: id, outlet, title, url, author,
    label, published, retrieved, sha256, extractor, origin ("article", "hand" or "import"), status as told there, and
    `quotes` with start and end (characters of the text) and quote. Raises what `timeline` raises.
    """
    with reading(connection):
        ids = matching_ids(connection, filters or Filters())
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            wanted = (json.dumps(some),)
            more = {row["id"]: row for row in connection.execute(_MORE, wanted)}
            parties = _grouped(connection, _PARTIES, wanted)
            told = _grouped(connection, _TOLD, wanted)
            quotes: dict[int, list[dict[str, Any]]] = defaultdict(list)
            for row in connection.execute(_QUOTES, wanted):
                quotes[row["mention_id"]].append({key: row[key] for key in ("start", "end", "quote")})
            for event in event_rows(connection, some):
                id_ = event["id"]
                for party, row in zip(event["participants"], parties[id_], strict=True):
                    party |= {"person": row["person_id"], "basis": row["basis"]}
                event |= {key: more[id_][key] for key in more[id_].keys() if key != "id"}  # noqa: SIM118
                event["sources_of"] = [
                    {
                        "id": m["source_id"],
                        **{key: m[key] for key in (*_OF_SOURCE, "status")},
                        "quotes": quotes[m["id"]],
                    }
                    for m in told[id_]
                ]
                yield event


def _grouped(connection: sqlite3.Connection, sql: str, wanted: tuple[str]) -> dict[str, list[sqlite3.Row]]:
    rows = defaultdict(list)
    for row in connection.execute(sql, wanted):
        rows[row["event_id"]].append(row)
    return rows


_SOME = "(SELECT value FROM json_each(?))"
_MORE = (
    "SELECT e.id, e.plover, e.mode, e.part_of, e.review, p.lat AS latitude, p.lon AS longitude "
    f"FROM event e LEFT JOIN place p ON p.id = e.place_id WHERE e.id IN {_SOME}"
)
_PARTIES = (
    "SELECT event_id, person_id, basis FROM participation "
    f"WHERE event_id IN {_SOME} ORDER BY event_id, position"
)  # fmt: skip
_TOLD = (
    f"SELECT m.id, m.event_id, m.source_id, m.status, {', '.join('s.' + key for key in _OF_SOURCE)} "
    f"FROM mention m JOIN source s ON s.id = m.source_id WHERE m.event_id IN {_SOME} ORDER BY {RANK}"
).replace("s.extractor", "m.extractor")
_QUOTES = (
    'SELECT v.mention_id, v.quote, v.char_start AS start, v.char_end AS "end" '
    f"FROM mention m JOIN evidence v ON v.mention_id = m.id WHERE m.event_id IN {_SOME} ORDER BY v.mention_id, v.position"
)
