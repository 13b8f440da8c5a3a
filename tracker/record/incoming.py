"""Events that come from another program's file, as values, and their sources as rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tracker.model import Event
from tracker.record.decisions import now
from tracker.record.ids import SOURCE_PREFIX, is_id, issue_id
from tracker.record.rows import insert, storable

# Reports by these are compared with no others, wherever they come from (see `coded`).
CODED = ("import gdelt", "import polecat")


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that a file names: an article, whose text it does not hold, or the file itself.

    `sha256` tells it from others; `id` and `family` are those that it has in another record, if it is from one.
    """

    sha256: str
    id: str | None = None
    article: str | None = None
    label: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    published: str | None = None
    published_basis: str = "unknown"
    retrieved: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a source says of one event. `born` and `part_of` are ids of reports in another record.

    `position` tells the report from others of the source; `extractor` says how it got here, such as "import visits".
    """

    origin: Origin
    event: Event
    position: int
    extractor: str
    born: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event with all reports of it.

    `shown` is what another record shows of it (`date`, `place`, `who` and so on, see `agreeing`), None if nothing but the
    reports; `confirmed` says that a person has confirmed it.
    """

    reports: tuple[Report, ...]
    shown: Mapping[str, Any] | None = None
    confirmed: bool = False


_ORIGIN = tuple(field.name for field in fields(Origin))


class Sources:
    """The sources of an import: those that are in the record, and those that it enters."""

    def __init__(self, connection: sqlite3.Connection, extractor: str, *, shortest: int = 4) -> None:
        self._shortest = shortest
        self._connection = connection
        self._extractor = extractor
        self._known: dict[str, tuple[str, str]] = {}  # sha256 -> id, origin
        self._retrieved = now()
        self._new: set[str] = set()
        rows = connection.execute("SELECT id, sha256, origin FROM source WHERE origin = 'import'")
        self._known |= {row["sha256"]: (row["id"], row["origin"]) for row in rows}

    def enter(self, origin: Origin) -> tuple[str, bool]:
        """The id of the source, entered if new; whether its reports can be added to, since it is no article that was read here."""
        found = self._known.get(origin.sha256) or self._find(origin.sha256)
        if found is None:
            found = self._insert(origin), "import"
            self._new.add(found[0])
        self._known[origin.sha256] = found
        return found[0], found[1] == "import"

    def is_new(self, source_id: str) -> bool:
        """Whether this import entered it."""
        return source_id in self._new

    def _find(self, sha256: str) -> tuple[str, str] | None:
        row = self._connection.execute("SELECT id, origin FROM source WHERE sha256 = ?", (sha256,)).fetchone()
        return (row["id"], row["origin"]) if row else None

    def _insert(self, origin: Origin) -> str:
        source_id = issued(
            self._connection, origin.id, origin.sha256, prefix=SOURCE_PREFIX, shortest=self._shortest
        )  # fmt: skip
        row = {name: storable(getattr(origin, name)) for name in _ORIGIN}
        row |= {"id": source_id, "family": self._family(origin, source_id), "extractor": self._extractor}
        row["retrieved"] = row["retrieved"] or self._retrieved
        insert(self._connection, "source", {**row, "origin": "import"})
        return source_id

    def _family(self, origin: Origin, source_id: str) -> str:
        """The family that it had, unless the record means another source by that id."""
        family = origin.family if origin.id == source_id and is_id(origin.family or "", SOURCE_PREFIX) else None
        if family and family != source_id and family not in self._new:
            taken = self._connection.execute("SELECT 1 FROM source WHERE id = ?", (family,)).fetchone()
            family = None if taken else family
        return family or source_id


def issued(
    connection: sqlite3.Connection, wanted: str | None, seed: str, *, prefix: str = "", shortest: int = 4
) -> str:
    """The id that something has in another record, if it was never given here; else a new one for `seed`."""
    if wanted and is_id(wanted, prefix):
        cursor = connection.execute("INSERT OR IGNORE INTO issued (id) VALUES (?)", (wanted,))
        if cursor.rowcount == 1:
            return wanted
    return issue_id(connection, seed, prefix=prefix, shortest=shortest)
