"""Events from a file entered like those of articles: compared with what is there, and shown as the file shows them.

What a file shows otherwise than its reports would make it (since somebody corrected, merged, split or confirmed) is
entered as decisions, whose reason is the import, so that it can be seen and undone. They are about new events only:
what the record holds already is not overruled.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.record import decisions
from tracker.record.agreeing import differing
from tracker.record.grouping import Change
from tracker.record.incoming import CODED, Incoming, Report, Sources, issued
from tracker.record.rows import add_mention, storable


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: reports entered as `new` events or into others (`merged`), and those `known` already.

    `decided` counts the decisions that made events what the file shows.
    """

    new: int
    merged: int
    known: int
    decided: int


def import_events(connection: sqlite3.Connection, events: Iterable[Incoming], extractor: str, reason: str) -> Imported:
    """Enter these events. Inside a transaction."""
    sources = Sources(connection, extractor)
    change = Change(connection)
    entered: list[tuple[Incoming, list[int]]] = []
    borns: dict[str, int] = {}
    parts: list[tuple[int, str]] = []
    known = 0
    for incoming in events:
        numbers = []
        for report in incoming.reports:
            number = _enter(connection, sources, report)
            if number is None:
                known += 1
                continue
            numbers.append(number)
            if report.born:
                borns[report.born] = number
            if report.part_of:
                parts.append((number, report.part_of))
        if numbers:
            entered.append((incoming, numbers))
    _join_parts(connection, parts, borns)
    every = [number for _, numbers in entered for number in numbers]
    change.touches(every)
    change.work_out()
    decided = _regroup(connection, entered, reason)
    decided += _correct(connection, entered, reason)
    merged = len(_shared(connection, every))
    return Imported(len(_events(connection, every)) - merged, merged, known, decided)


def _enter(connection: sqlite3.Connection, sources: Sources, report: Report) -> int | None:
    """The number of the report's mention; None if the record has it already."""
    source_id, open_ = sources.enter(report.origin)
    if not open_:
        return None
    at = (source_id, report.position)
    if connection.execute("SELECT 1 FROM mention WHERE source_id = ? AND position = ?", at).fetchone():
        return None
    born = issued(connection, report.born, f"{report.origin.sha256}:{report.position}")
    number = add_mention(connection, source_id, report.position, storable(report.event), report.extractor, born=born)
    if report.extractor in CODED:
        connection.execute("UPDATE mention SET date_from = NULL, date_to = NULL, compared = 1 WHERE id = ?", (number,))
    return number


def _join_parts(connection: sqlite3.Connection, parts: Iterable[tuple[int, str]], borns: Mapping[str, int]) -> None:
    for number, whole in parts:
        if whole in borns:
            connection.execute("UPDATE mention SET part_of = ? WHERE id = ?", (borns[whole], number))


def _regroup(connection: sqlite3.Connection, entered: Sequence[tuple[Incoming, list[int]]], reason: str) -> int:
    """Make one what the file has as one event, and two what it has as two; how many decisions that took."""
    events = _events(connection, [number for _, numbers in entered for number in numbers])
    groups: dict[str, list[list[int]]] = defaultdict(list)
    wanted: list[tuple[str, list[tuple[str, list[int]]]]] = []
    for incoming, numbers in entered:
        if incoming.shown is None:
            continue
        within = {events[number] for number in numbers}
        if len(within) > 1:
            wanted.append(("merge", [("one" if n == 0 else "other", [number]) for n, number in enumerate(numbers)]))
        for event in within:
            groups[event].append([number for number in numbers if events[number] == event])
    for event, some in groups.items():
        mine = [number for numbers in some for number in numbers]
        if len(some) > 1 and set(mine) == set(_mentions(connection, event)):
            wanted += [
                ("split", [("off", numbers), ("rest", [n for n in mine if n not in numbers])]) for numbers in some[1:]
            ]
    wanted.sort(key=lambda one: one[0], reverse=True)  # what is split first, so that a merge has the last word
    return _decide(connection, [(action, parts, {}) for action, parts in wanted], reason)


def _correct(connection: sqlite3.Connection, entered: Sequence[tuple[Incoming, list[int]]], reason: str) -> int:
    """Have each event shown as the file shows it; how many decisions that took."""
    events = _events(connection, [number for _, numbers in entered for number in numbers])
    wanted: list[tuple[str, list[tuple[str, list[int]]], Mapping[str, Any]]] = []
    for incoming, numbers in entered:
        event = events[numbers[0]]
        if set(_mentions(connection, event)) != set(numbers):
            continue
        about = [("", numbers)]
        changes = differing(connection, event, incoming.shown) if incoming.shown else None
        if changes:
            wanted.append(("edit", about, changes))
        if incoming.confirmed:
            wanted.append(("confirm", about, {}))
    return _decide(connection, wanted, reason)


def _decide(
    connection: sqlite3.Connection,
    wanted: Sequence[tuple[str, Sequence[tuple[str, Sequence[int]]], Mapping[str, Any]]],
    reason: str,
) -> int:
    """Enter these decisions, each with its parts and data, and let them have their effect."""
    change = Change(connection)
    for action, parts, data in wanted:
        about = [(_born(connection, number), name) for name, numbers in parts for number in numbers]
        change.touches([number for _, numbers in parts for number in numbers], around=action in decisions.GROUPING)
        decisions.append(connection, action, about[0][0], about, data=data, reason=reason)
    if wanted:
        change.work_out()
    return len(wanted)


def _born(connection: sqlite3.Connection, number: int) -> str:
    born: str = connection.execute("SELECT born FROM mention WHERE id = ?", (number,)).fetchone()[0]
    return born


def _mentions(connection: sqlite3.Connection, event: str) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM mention WHERE event_id = ? ORDER BY id", (event,))]


def _events(connection: sqlite3.Connection, mentions: Iterable[int]) -> dict[int, str]:
    return dict(_event_of(connection, mentions))


def _event_of(connection: sqlite3.Connection, mentions: Iterable[int]) -> Iterator[tuple[int, str]]:
    for number in mentions:
        yield number, connection.execute("SELECT event_id FROM mention WHERE id = ?", (number,)).fetchone()[0]


def _shared(connection: sqlite3.Connection, mentions: Sequence[int]) -> set[str]:
    """The events of these mentions of which others than these tell too."""
    mine = set(mentions)
    events = set(_events(connection, mentions).values())
    return {event for event in events if not set(_mentions(connection, event)) <= mine}
