"""Sources read again by a newer extraction, which replaces what the older one said of them.

An event that is found again keeps its mention, with its id, and gets the new words. One that is found no longer goes,
unless a person decided something about it: then it stays, marked as lost. Decisions stay as they are.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.model import Article, Event
from tracker.record import decisions
from tracker.record.byhand import EXTRACTOR
from tracker.record.grouping import Change, events_with
from tracker.record.ids import issue_id
from tracker.record.likeness import forget
from tracker.record.names import name_key
from tracker.record.rows import add_mention, add_parts, join_parts, mention_columns, mentions_of, storable, take_parts

Extract = Callable[[Article], Sequence[Event]]
_FAR = 1_000_000  # positions that no source has, to move mentions by


@dataclass(frozen=True, slots=True)
class Reread:
    """What the extraction finds in a source now."""

    source_id: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """An event of which something else is shown after a source was read again.

    `kind` is "new", "gone", "changed" or "lost" (no longer found, but kept for a decision); `fields` are the names of
    what is changed, each with what was and what is shown.
    """

    kind: str
    event_id: str
    shown: Mapping[str, Any]
    fields: Mapping[str, tuple[Any, Any]]


def stale_sources(connection: sqlite3.Connection, version: str) -> list[str]:
    """The articles that were read last by an older version of the extraction than this, in the order of entry."""
    rows = connection.execute("SELECT id, extractor FROM source WHERE origin = 'article' ORDER BY rowid")
    return [row["id"] for row in rows if _older(row["extractor"], version)]


def all_sources(connection: sqlite3.Connection) -> list[str]:
    """All articles, in the order of entry."""
    rows = connection.execute("SELECT id FROM source WHERE origin = 'article' ORDER BY rowid")
    return [row["id"] for row in rows]


def read_again(connection: sqlite3.Connection, source_id: str, extract: Extract) -> Reread | None:
    """What the extraction finds in the source; None if its text is not in the record. Changes nothing."""
    row = connection.execute(
        "SELECT s.*, t.text FROM source s JOIN source_text t ON t.source_id = s.id WHERE s.id = ?", (source_id,)
    ).fetchone()
    if row is None:
        return None
    article = Article(
        text=row["text"],
        id=row["article"],
        title=row["title"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        published_basis=row["published_basis"],
        url=row["url"],
        outlet=row["outlet"],
        author=row["author"],
        language=row["language"],
    )
    return Reread(source_id, tuple(map(storable, extract(article))))


def replace_mentions(connection: sqlite3.Connection, again: Iterable[Reread], extractor: str) -> list[Difference]:
    """Replace what these sources say by what is found in them now; what else is shown then. Inside a transaction."""
    again = [
        one for one in again if connection.execute("SELECT 1 FROM source WHERE id = ?", (one.source_id,)).fetchone()
    ]
    change = Change(connection)
    change.touches(mentions_of(connection, [one.source_id for one in again]), around=True)
    before = {event_id: _shown(connection, event_id) for event_id in sorted(change.events)}
    lost_before = _lost(connection)
    for one in again:
        change.touches(_replace(connection, one, extractor))
    change.work_out()
    after = {event_id: _shown(connection, event_id) for event_id in events_with(connection, change.mentions)}
    lost = _lost(connection) - lost_before
    differences = [Difference("gone", e, shown, {}) for e, shown in before.items() if e not in after]
    for event_id, shown in after.items():
        if event_id not in before:
            differences.append(Difference("new", event_id, shown, {}))
            continue
        was = before[event_id]
        fields = {key: (was[key], shown[key]) for key in shown if was[key] != shown[key]}
        if fields:
            differences.append(Difference("changed", event_id, shown, fields))
        if event_id in lost:
            differences.append(Difference("lost", event_id, shown, {}))
    return differences


def _replace(connection: sqlite3.Connection, again: Reread, extractor: str) -> list[int]:
    """One source's mentions; their numbers, those by hand left out."""
    old = connection.execute(
        "SELECT * FROM mention WHERE source_id = ? AND extractor <> ? ORDER BY position", (again.source_id, EXTRACTOR)
    ).fetchall()
    found = _pairs(connection, old, again.events)
    connection.execute("UPDATE mention SET position = position + ? WHERE source_id = ? AND position >= 0",
                       (_FAR, again.source_id))  # fmt: skip
    sha256 = connection.execute("SELECT sha256 FROM source WHERE id = ?", (again.source_id,)).fetchone()[0]
    numbers: list[int] = []
    for position, event in enumerate(again.events):
        if position in found:
            _rewrite(connection, found[position], position, event, extractor)
            numbers.append(found[position])
        else:
            born = issue_id(connection, f"{sha256}:{position}")
            numbers.append(add_mention(connection, again.source_id, position, event, extractor, born=born))
    join_parts(connection, numbers, again.events)
    kept: list[int] = []
    for row in old:
        if row["id"] in found.values():
            continue
        if decisions.standing(connection, [row["born"]]):
            place = (len(again.events) + len(kept), row["id"])
            connection.execute("UPDATE mention SET lost = 1, position = ? WHERE id = ?", place)
            kept.append(row["id"])
        else:
            connection.execute("DELETE FROM mention WHERE id = ?", (row["id"],))
    connection.execute("UPDATE source SET extractor = ? WHERE id = ?", (extractor, again.source_id))
    return numbers + kept


def _rewrite(connection: sqlite3.Connection, number: int, position: int, event: Event, extractor: str) -> None:
    columns = mention_columns(connection, event, extractor) | {"position": position, "lost": 0}
    setting = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE mention SET {setting} WHERE id = ?", (*columns.values(), number))
    forget(connection, [number])
    take_parts(connection, number)
    add_parts(connection, number, event)


def _pairs(connection: sqlite3.Connection, old: Sequence[sqlite3.Row], events: Sequence[Event]) -> dict[int, int]:
    """Position of a new event -> number of the mention that tells of the same, the likest first."""
    scored = []
    for row in old:
        who = {
            name_key(p["name"])
            for p in connection.execute("SELECT name FROM mention_participant WHERE mention_id = ?", (row["id"],))
        }
        spans = connection.execute(
            "SELECT char_start, char_end FROM evidence WHERE mention_id = ?", (row["id"],)
        ).fetchall()
        for position, event in enumerate(events):
            if score := _alike(row, who, spans, event):
                scored.append((-score, abs(row["position"] - position), position, row["id"]))
    found: dict[int, int] = {}
    for _, _, position, number in sorted(scored):
        if position not in found and number not in found.values():
            found[position] = number
    return found


def _alike(row: sqlite3.Row, who: set[str], spans: Sequence[sqlite3.Row], event: Event) -> float:
    """How surely an old mention and a new event of one text are the same; 0 if they are not."""
    named = {name_key(p.name) for p in event.participants}
    people = len(who & named) / len(who | named) if who | named else 0.0
    overlapping = any(e.start < s["char_end"] and s["char_start"] < e.end for e in event.evidence for s in spans)
    same_date: bool = row["date_start"] == event.when.start
    if row["type"] != event.type:
        return 1.0 + people if overlapping and people >= 0.5 and same_date else 0.0
    if not overlapping and not (same_date and people >= 0.5):
        return 0.0
    return 2.0 + 2 * overlapping + 2 * people + same_date


def _shown(connection: sqlite3.Connection, event_id: str) -> dict[str, Any]:
    """What a reader sees of an event, for comparison."""
    row = connection.execute(
        "SELECT e.*, p.name AS place, p.country AS place_country FROM event e LEFT JOIN place p ON p.id = e.place_id "
        "WHERE e.id = ?",
        (event_id,),
    ).fetchone()
    who = connection.execute(
        "SELECT name, country, org, title, role FROM participation WHERE event_id = ? ORDER BY position", (event_id,)
    )
    return {
        "type": row["type"],
        "status": row["status"],
        "date": " to ".join(filter(None, (row["date_start"], row["date_end"]))) or None,
        "place": ", ".join(filter(None, (row["place"], row["place_country"]))) or None,
        "who": "; ".join(_described(p) for p in who),
    }


def _described(row: sqlite3.Row) -> str:
    about = ", ".join(filter(None, (row["country"] or row["org"], row["title"], row["role"])))
    return f"{row['name']} ({about})"


def _lost(connection: sqlite3.Connection) -> set[str]:
    return {row["event_id"] for row in connection.execute("SELECT event_id FROM mention WHERE lost")}


def _older(version: str | None, than: str) -> bool:
    """Whether the numbers in a version's name come before those of another; a version that is not known does."""
    if version is None or version == than:
        return version is None

    def numbers(text: str) -> list[int]:
        return [int(number) for number in re.findall("[0-9]+", text)]

    return numbers(version) < numbers(than) or (numbers(version) == numbers(than) and version != than)
