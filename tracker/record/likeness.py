"""The table of likeness: each mention compared with all that could be of its event, once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from tracker.record.clusters import Edge
from tracker.record.matching import compare, group_of
from tracker.record.pairs import Pair, pair
from tracker.record.timing import ANNOUNCED, FARTHEST, MONTH, NEAR, POSTPONED
from tracker.record.told import Told, read_told


def relate(connection: sqlite3.Connection, number: int, known: dict[int, Told]) -> None:
    """Compare the mention with all others, and write down how like they are. `known` are mentions read before."""
    if number not in known:
        known.update(read_told(connection, [number]))
    mention = known[number]
    numbers = set(_candidates(connection, mention)) - {number}
    known.update(read_told(connection, numbers - known.keys()))
    rows = []
    for other in sorted(numbers):
        likeness = compare(mention, known[other])
        if likeness.verdict != "different":
            said = (likeness.verdict == "same", likeness.against, likeness.score, json.dumps(likeness.reasons))
            rows.append((*pair(number, other), *said))
    connection.execute("DELETE FROM likeness WHERE one = ?1 OR other = ?1", (number,))
    connection.executemany(
        "INSERT INTO likeness (one, other, same, against, score, reasons) VALUES (?, ?, ?, ?, ?, ?)", rows
    )
    connection.execute("UPDATE mention SET compared = 1 WHERE id = ?", (number,))


def forget(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Have these mentions compared anew when they are next looked at: what they say, or who is who, has changed."""
    wanted = (json.dumps(list(numbers)),)
    connection.execute("UPDATE mention SET compared = 0 WHERE id IN (SELECT value FROM json_each(?))", wanted)
    for column in ("one", "other"):
        connection.execute(f"DELETE FROM likeness WHERE {column} IN (SELECT value FROM json_each(?))", wanted)


def edges_among(connection: sqlite3.Connection, numbers: Iterable[int]) -> Mapping[Pair, Edge]:
    """How like these mentions are to one another."""
    wanted = json.dumps(list(numbers))
    rows = connection.execute(
        "SELECT * FROM likeness WHERE one IN (SELECT value FROM json_each(?1)) "
        "AND other IN (SELECT value FROM json_each(?1))",
        (wanted,),
    )
    return {(row["one"], row["other"]): Edge(bool(row["same"]), bool(row["against"]), row["score"]) for row in rows}


def _candidates(connection: sqlite3.Connection, mention: Told) -> Iterator[int]:
    """Mentions of other sources that `compare` need not refuse for type, date or sides."""
    for query, values in _windows(mention):
        rows = connection.execute(
            f"SELECT m.id, p.kind, p.name, p.country, p.org FROM mention m "
            "JOIN mention_participant p ON p.mention_id = m.id "
            f"WHERE m.source_id <> ? AND m.type IN (SELECT value FROM json_each(?)) AND {query}",
            (mention.source, json.dumps(group_of(mention.type)), *values),
        )
        for row in rows:
            if row["country"] in mention.sides or (row["country"] is None and (row["org"] or row["kind"] == "org")):
                yield row["id"]


def _windows(mention: Told) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Conditions on mentions `m`: near dates; then, seen from either side, what was called off or postponed."""
    first, last = mention.first, mention.last
    if first is None or last is None:
        if mention.published and mention.status not in ("held", "planned"):
            announced = (_iso(mention.published, -MONTH), _iso(mention.published, ANNOUNCED))
            yield "m.status = 'planned' AND m.date_from BETWEEN ? AND ?", announced
        return
    if mention.precision not in ("day", "month"):
        return
    near = (_iso(first, -FARTHEST), _iso(last, NEAR), _iso(first, -NEAR))
    yield "m.date_from BETWEEN ? AND ? AND m.date_to >= ?", near
    if mention.status == "planned":
        off = "m.status NOT IN ('held', 'planned')"
        yield f"{off} AND m.date_from BETWEEN ? AND ?", (_iso(first, timedelta(0)), _iso(first, POSTPONED))
        published = (_iso(first, -ANNOUNCED), _iso(last, timedelta(1)))
        sources = "SELECT id FROM source WHERE published BETWEEN ? AND ?"
        yield f"{off} AND m.date_from IS NULL AND m.source_id IN ({sources})", published
    if mention.status == "postponed":
        yield (
            "m.status = 'planned' AND m.date_from BETWEEN ? AND ?",
            (_iso(first, -POSTPONED), _iso(first, timedelta(0))),
        )


def _iso(day: date, shift: timedelta) -> str:
    try:
        return (day + shift).isoformat()
    except OverflowError:
        return (date.max if shift > timedelta(0) else date.min).isoformat()
