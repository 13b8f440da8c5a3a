"""What people decided: a log that is only ever added to, and what follows from it.

A decision names the mentions that made up its event, the first one first. It holds for the event that the first
of these that is still there is in; if none is, since their articles were removed, for what others told of that event
then. A decision that another undoes has no effect, until that one is undone itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, product
from typing import Any

from tracker.record.pairs import Pair, pair

GROUPING = ("merge", "split")


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log; `about` are the ids of mentions, each with its part in it. `undone` by others."""

    id: int
    made: str
    action: str
    target: str | None
    data: Mapping[str, Any]
    reason: str | None
    undoes: int | None
    about: tuple[tuple[str, str], ...]
    undone: bool

    @property
    def borns(self) -> list[str]:
        """The ids of the mentions that it is about."""
        return [born for born, _ in self.about]


def append(
    connection: sqlite3.Connection,
    action: str,
    target: str | None,
    about: Sequence[tuple[str, str]] = (),
    *,
    data: Mapping[str, Any] | None = None,
    reason: str | None = None,
    undoes: int | None = None,
    made: str | None = None,
) -> int:
    """Enter a decision into the log; its number."""
    cursor = connection.execute(
        "INSERT INTO decision (made, action, target, data, reason, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (made or now(), action, target, json.dumps(data or {}, ensure_ascii=False), reason, undoes),
    )
    number = cursor.lastrowid
    assert number is not None
    connection.executemany(
        "INSERT INTO decision_about (decision_id, position, born, part) VALUES (?, ?, ?, ?)",
        [(number, position, born, part) for position, (born, part) in enumerate(about)],
    )
    return number


def now() -> str:
    """The time, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def undone(connection: sqlite3.Connection) -> frozenset[int]:
    """The numbers of the decisions that have no effect."""
    gone: set[int] = set()
    for row in connection.execute("SELECT id, undoes FROM decision WHERE undoes IS NOT NULL ORDER BY id DESC"):
        if row["id"] not in gone:
            gone.add(row["undoes"])
    return frozenset(gone)


def log(connection: sqlite3.Connection) -> list[Decision]:
    """All decisions, in the order in which they were made."""
    return _read(connection, "1", ())


def get(connection: sqlite3.Connection, number: int) -> Decision | None:
    """The decision with this number."""
    return next(iter(_read(connection, "d.id = ?", (number,))), None)


def about(connection: sqlite3.Connection, borns: Iterable[str]) -> list[Decision]:
    """The decisions about any of these mentions, those without effect too, in the order in which they were made."""
    wanted = json.dumps(list(borns))
    query = "SELECT decision_id FROM decision_about WHERE born IN (SELECT value FROM json_each(?))"
    return _read(connection, f"d.id IN ({query})", (wanted,))


def standing(connection: sqlite3.Connection, borns: Iterable[str]) -> list[Decision]:
    """The decisions about any of these mentions that have effect."""
    return [decision for decision in about(connection, borns) if not decision.undone]


def of_event(connection: sqlite3.Connection, borns: Sequence[str]) -> list[Decision]:
    """The decisions with effect on the event that is made up of these mentions."""
    found = standing(connection, [*borns, *forebears(connection, borns)])
    anchors = {decision.id: anchor(connection, decision.borns) for decision in found}
    return [d for d in found if anchors[d.id] in borns or (d.action in GROUPING and set(d.borns) & set(borns))]


def anchor(connection: sqlite3.Connection, borns: Sequence[str]) -> str | None:
    """The mention that tells which event a decision about these holds for; None if there is none any more."""
    there = "SELECT m.born FROM json_each(?) j JOIN mention m ON m.born = j.value ORDER BY j.key LIMIT 1"
    row = connection.execute(there, (json.dumps(borns),)).fetchone()
    if row is None:
        heirs = "WITH RECURSIVE h (id) AS (SELECT value FROM json_each(?) UNION SELECT i.heir FROM issued i JOIN h USING (id))"
        row = connection.execute(
            f"{heirs} SELECT born FROM mention WHERE born IN h ORDER BY id LIMIT 1", (json.dumps(borns),)
        ).fetchone()
    return row["born"] if row else None


def forebears(connection: sqlite3.Connection, borns: Sequence[str]) -> list[str]:
    """Mentions that are gone and whose heirs, or their heirs, these are."""
    rows = connection.execute(
        "WITH RECURSIVE f (id) AS (SELECT i.id FROM issued i JOIN json_each(?) j ON i.heir = j.value "
        "UNION SELECT i.id FROM issued i JOIN f ON i.heir = f.id) SELECT id FROM f",
        (json.dumps(borns),),
    )
    return [row["id"] for row in rows]


def links(decisions: Iterable[Decision], numbers: Mapping[str, int]) -> tuple[list[Pair], set[Pair]]:
    """Pairs of mentions that must be one event, the latest word first, and pairs that must not.

    `numbers` are those of the mentions, by id; others are left out.
    """
    must: dict[Pair, int] = {}
    cannot: set[Pair] = set()
    for decision in decisions:
        parts: dict[str, list[int]] = {}
        for born, name in decision.about:
            if born in numbers:
                parts.setdefault(name, []).append(numbers[born])
        if decision.action == "merge":
            for one, other in combinations([n for part in parts.values() for n in part], 2):
                must[pair(one, other)] = decision.id
                cannot.discard(pair(one, other))
        elif decision.action == "split":
            for one, other in product(parts.get("off", ()), parts.get("rest", ())):
                must.pop(pair(one, other), None)
                cannot.add(pair(one, other))
            for part in parts.values():
                must.update((pair(one, other), decision.id) for one, other in combinations(part, 2))
    return sorted(must, key=lambda p: (-must[p], p)), cannot


def _read(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> list[Decision]:
    rows = connection.execute(
        "SELECT d.*, a.born, a.part FROM decision d LEFT JOIN decision_about a ON a.decision_id = d.id "
        f"WHERE {condition} ORDER BY d.id, a.position",
        values,
    ).fetchall()
    gone = undone(connection) if rows else frozenset()
    parts: dict[int, list[tuple[str, str]]] = {}
    heads: dict[int, sqlite3.Row] = {}
    for row in rows:
        heads.setdefault(row["id"], row)
        of_one = parts.setdefault(row["id"], [])
        if row["born"] is not None:
            of_one.append((row["born"], row["part"]))
    return [
        Decision(
            row["id"],
            row["made"],
            row["action"],
            row["target"],
            json.loads(row["data"]),
            row["reason"],
            row["undoes"],
            tuple(parts[number]),
            number in gone,
        )
        for number, row in heads.items()
    ]
