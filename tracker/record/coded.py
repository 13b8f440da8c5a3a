"""Events of machine-coded data (GDELT, POLECAT), entered many at once: each an event of its own, compared with no
other.

A file has millions of rows, and each says little (two states, a day, a code), so that comparing them with one another
or with what articles tell would cost hours and prove nothing. The mention of such a row has no `date_from`, by which
others find it, and counts as compared; the event is written as `settle` would write it from this one mention.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Any

from tracker.model import Participant
from tracker.record.dates import interval
from tracker.record.identity import person_id
from tracker.record.ids import issue_id
from tracker.record.importing import Imported
from tracker.record.incoming import Report, Sources
from tracker.record.places import place_id, tidy_places
from tracker.record.sides import count_totals, enter_sides, rank_participants

_AT_ONCE = 2000  # rows written together
_CACHE = 512 * 1024  # KiB, of which as much is used as is needed
_SHORTEST = 7  # letters of an id: the shorter ones are for what articles tell

Rows = dict[str, list[tuple[Any, ...]]]


def import_coded(connection: sqlite3.Connection, reports: Iterable[Report], extractor: str) -> Imported:
    """Enter these reports, each of one event on one day. Inside a transaction.

    Their texts must be such as UTF-8 can carry, as what is read from a file is.
    """
    # Rows go to all places of a dozen indexes: in memory, or pages are written and read again and again.
    connection.execute(f"PRAGMA cache_size = {-_CACHE}")
    entry = _Entry(connection, Sources(connection, extractor, shortest=_SHORTEST))
    found = iter(reports)
    while some := list(islice(found, _AT_ONCE)):
        entry.enter(some)
    count_totals(connection, entry.counted_in)
    tidy_places(connection, entry.places.values())
    return Imported(entry.new, 0, entry.known, 0)


class _Entry:
    """An import on its way: what has been looked up once is not looked up again."""

    def __init__(self, connection: sqlite3.Connection, sources: Sources) -> None:
        self.connection = connection
        self.sources = sources
        self.places: dict[tuple[str, str | None], int] = {}
        self.counted_in: set[tuple[str, ...]] = set()
        self.new = self.known = 0
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mention'").fetchone()
        self._last = row["seq"] if row else 0
        self._persons: dict[tuple[str | None, ...], int] = {}
        self._seen: dict[str, set[int]] = defaultdict(set)  # positions, by source

    def enter(self, reports: Iterable[Report]) -> None:
        """Write the rows of these reports."""
        rows: Rows = defaultdict(list)
        for report in reports:
            source_id, open_ = self.sources.enter(report.origin)
            if not open_ or self._is_known(source_id, report.position):
                self.known += 1
                continue
            self.new += 1
            self._add(rows, source_id, report)
        for table, columns in _COLUMNS.items():
            marks = ", ".join("?" * len(columns.split()))
            names = ", ".join(columns.split())
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[table])
        new = [row[0] for row in rows["event"]]
        rank_participants(self.connection, new)
        self.counted_in |= enter_sides(self.connection, new)

    def _is_known(self, source_id: str, position: int) -> bool:
        seen = self._seen[source_id]
        if position in seen:
            return True
        seen.add(position)
        if self.sources.is_new(source_id):
            return False
        at = (source_id, position)
        return (
            self.connection.execute("SELECT 1 FROM mention WHERE source_id = ? AND position = ?", at).fetchone()
            is not None
        )

    def _add(self, rows: Rows, source_id: str, report: Report) -> None:
        event = report.event
        born = issue_id(self.connection, f"{report.origin.sha256}:{report.position}", shortest=_SHORTEST)
        self._last += 1
        first, last = interval(event.when.start, event.when.end)
        place = self._place(report)
        when, spot = event.when, event.place
        rows["event"].append(
            (born, event.type, event.status, event.salience, when.start, when.end, when.precision, first, last, place,
             event.plover, event.mode, event.confidence, 1)
        )  # fmt: skip
        rows["mention"].append(
            (self._last, born, born, source_id, report.position, report.extractor, event.type, event.status, event.salience,
             when.start, when.end, when.precision, when.text, when.basis, spot.name if spot else None,
             spot.country if spot else None, spot.basis if spot else None, place, spot.lat if spot else None,
             spot.lon if spot else None, event.plover, event.mode, event.confidence,
             json.dumps(dict(event.how), ensure_ascii=False), 1)
        )  # fmt: skip
        for number, party in enumerate(event.participants):
            person = self._person(party, when.start) if party.kind == "person" else None
            said = (party.kind, party.name, person, party.country, party.org, party.title, party.role, party.basis)
            rows["mention_participant"].append((self._last, number, *said))
            own = party.kind == "org" and not party.org and not party.country
            org = party.name if own else party.org
            rows["participation"].append((born, number, *said[:4], org, *said[5:]))
            if person is not None and party.title:
                post = (person, party.title, party.country, party.org, first, last, "article", self._last)
                rows["affiliation"].append(post)

    def _place(self, report: Report) -> int | None:
        spot = report.event.place
        if spot is None:
            return None
        key = (spot.name, spot.country)
        if key not in self.places:
            self.places[key] = place_id(self.connection, *key)
        return self.places[key]

    def _person(self, party: Participant, day: str | None) -> int:
        key = (party.name, party.country, party.org, party.title, day)
        if key not in self._persons:
            self._persons[key] = person_id(self.connection, party, day)
        return self._persons[key]


_PARTY = "position kind name person_id country org title role basis"
_COLUMNS = {
    "event": "id type status salience date_start date_end date_precision date_from date_to place_id plover mode confidence "
    "independent",
    "mention": "id event_id born source_id position extractor type status salience date_start date_end date_precision date_text "
    "date_basis place_name place_country place_basis place_id place_lat place_lon plover mode confidence how compared",
    "mention_participant": f"mention_id {_PARTY}",
    "participation": f"event_id {_PARTY}",
    "affiliation": "person_id post country org date_from date_to origin mention_id",
}
