"""The record as a file: opening it, adding an article with its events, removing one. Nothing else writes.

Rows are written with `sqlite3`; sqlite-utils, slow to import, makes and migrates the schema and is not needed
once a database is up to date.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tracker.errors import DatabaseError, InputError, NotFoundError
from tracker.model import Article, Event
from tracker.record import migrations
from tracker.record.coded import import_coded
from tracker.record.corrections import Corrections
from tracker.record.dates import interval
from tracker.record.families import enter_text, gather, relatives
from tracker.record.file import BUSY_SECONDS, back_up, check_version, clear_errors, default_path
from tracker.record.grouping import Change, events_with, rebuild
from tracker.record.ids import find_source, issue_id, pass_on
from tracker.record.importing import Imported, import_events
from tracker.record.incoming import Incoming, Report
from tracker.record.reextract import Difference, Reread, replace_mentions
from tracker.record.rows import add_mention, add_source, join_parts, mentions_of, storable


@dataclass(frozen=True, slots=True)
class Outcome:
    """What adding an article did. `event_ids` are in the order of its events.

    `new` events were not in the record, `merged` ones were, from other sources. Of an article that is known
    already (`source_known`) nothing was changed: `known` events were recorded from it then, `event_ids` are
    theirs.
    """

    source_id: str
    source_known: bool
    new: int
    known: int
    merged: int
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing an article did: the events that went, and those that other sources tell of too, as they are now."""

    source_id: str
    title: str | None
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def open_database(path: Path | str | None = None, *, create: bool = True) -> Record:
    """Open the record for writing, made or brought up to date if need be; use it in a `with` block.

    `path` defaults to `default_path()`. Raises NotFoundError if there is none, or an empty one, and `create` is false,
    DatabaseError if the file cannot be used.
    """
    path = default_path() if path is None else Path(path)
    if not create and not path.exists():
        raise NotFoundError(f"there is no database at {path} yet: run `tracker add` first")
    with clear_errors(path):
        if path.is_dir():
            raise DatabaseError(f"{path} is a directory, not a database")
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            version = check_version(connection, path)
            if not create and version == 0:
                raise NotFoundError(f"the database {path} is empty: run `tracker add` first")
            if version < migrations.VERSION:
                _write_ahead(connection)
                migrations.migrate(connection, before=lambda version: back_up(path, version))
            # Said now, not after the articles have been read.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
    return Record(connection, path)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while one writes (https://www.sqlite.org/wal.html); the file remembers it.

    Of two processes that do this to a new file at once SQLite refuses one without letting it wait.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


class Record(Corrections):
    """An open record; made by `open_database`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the record cannot be used any more."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and nobody else writes meanwhile."""
        with clear_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                self.connection.rollback()
                raise

    def known(self, article: Article) -> Outcome | None:
        """What adding the article would come to if its text is in the record already; None if it is not."""
        with clear_errors(self.path):
            return _known(self.connection, article)

    def add(
        self,
        article: Article,
        events: Sequence[Event],
        *,
        extractor: str,
        label: str | None = None,
        retrieved: str | None = None,
        keep_text: bool = True,
    ) -> Outcome:
        """Enter an article and its events, all or nothing.

        `extractor` is the name and version of what found the events, `label` the path or name that the
        article was given under, `retrieved` a UTC time in ISO form (default: now). Without `keep_text` only the quotes
        of the text are kept. An article whose text is known changes nothing. Raises InputError for an event with an
        impossible date or `part_of`, DatabaseError if the file cannot be written.
        """
        _check(events)
        with self.transaction() as connection:
            known = _known(connection, article)
            if known is not None:
                return known
            source_id = add_source(connection, article, label, retrieved, extractor, keep_text=keep_text)
            change = Change(connection)
            mentions = [
                add_mention(
                    connection,
                    source_id,
                    position,
                    event,
                    extractor,
                    born=issue_id(connection, f"{article.sha256}:{position}"),
                )
                for position, event in enumerate(map(storable, events))
            ]
            join_parts(connection, mentions, events)
            change.touches(mentions)
            change.touches(mentions_of(connection, enter_text(connection, source_id, article.text)))
            change.work_out()
            event_ids = _events_of(connection, source_id)
            merged = sum(_is_shared(connection, event_id) for event_id in event_ids)
        return Outcome(source_id, False, len(events) - merged, 0, merged, event_ids)

    def remove(self, ref: str) -> Removal:
        """Take out one article, by its id or the beginning of it, and the events that only it tells of.

        Their ids are not given again. Raises NotFoundError, AmbiguousError, or DatabaseError if the file
        cannot be written.
        """
        with self.transaction() as connection:
            source = find_source(connection, ref)
            source_id: str = source["id"]
            if source["origin"] == "hand":
                raise InputError(f"source {source_id} was added by hand: undo that decision (`tracker history`)")
            others = {
                event_id: _others(connection, event_id, source_id) for event_id in _events_of(connection, source_id)
            }
            for event_id, left in others.items():
                pass_on(connection, event_id, source_id, left)
            change = Change(connection)
            change.touches(mentions_of(connection, [source_id]), around=True)
            family = relatives(connection, source_id)
            connection.execute("DELETE FROM source WHERE id = ?", (source_id,))
            change.touches(mentions_of(connection, gather(connection, family)))
            change.work_out()
            kept = [events_with(connection, left)[0] for left in others.values() if left]
            removed = [event_id for event_id, left in others.items() if not left]
        return Removal(source_id, source["title"], tuple(removed), tuple(dict.fromkeys(kept)))

    def replace(self, again: Sequence[Reread], *, extractor: str, dry_run: bool = False) -> list[Difference]:
        """Replace what sources say by what is found in them now (`reextract.read_again`); what else is shown then.

        With `dry_run` nothing is changed.
        """
        for one in again:
            _check(one.events)
        with suppress(_UnwantedError), self.transaction() as connection:
            differences = replace_mentions(connection, again, extractor)
            if dry_run:
                raise _UnwantedError
        return differences

    def import_events(self, events: Iterable[Incoming], *, extractor: str, reason: str) -> Imported:
        """Enter events from another program's file, all or nothing, as they are read.

        `extractor` says what the file is ("import jsonl"), `reason` is that of decisions which it takes to have the events
        shown as the file shows them.
        """
        with self.transaction() as connection:
            return import_events(connection, events, extractor, reason)

    def import_coded(self, reports: Iterable[Report], *, extractor: str) -> Imported:
        """Enter events of machine-coded data, all or nothing, as they are read; they are compared with no others."""
        with self.transaction() as connection:
            return import_coded(connection, reports, extractor)

    def rebuild(self) -> None:
        """Work out anew all that follows from sources and decisions."""
        with self.transaction() as connection:
            rebuild(connection)


class _UnwantedError(Exception):
    """Ends a transaction whose changes are not to stay."""


def _known(connection: sqlite3.Connection, article: Article) -> Outcome | None:
    source = connection.execute("SELECT id FROM source WHERE sha256 = ?", (article.sha256,)).fetchone()
    if source is None:
        return None
    ids = _events_of(connection, source["id"])
    return Outcome(source["id"], True, 0, len(ids), 0, ids)


def _others(connection: sqlite3.Connection, event_id: str, source_id: str) -> list[int]:
    """The mentions of an event by other sources."""
    rows = connection.execute(
        "SELECT id FROM mention WHERE event_id = ? AND source_id <> ? ORDER BY id", (event_id, source_id)
    )
    return [row["id"] for row in rows]


def _is_shared(connection: sqlite3.Connection, event_id: str) -> bool:
    """Whether several sources tell of the event."""
    count: int = connection.execute(
        "SELECT count(DISTINCT source_id) FROM mention WHERE event_id = ?", (event_id,)
    ).fetchone()[0]
    return count > 1


def _events_of(connection: sqlite3.Connection, source_id: str) -> tuple[str, ...]:
    rows = connection.execute("SELECT event_id FROM mention WHERE source_id = ? ORDER BY position", (source_id,))
    return tuple(row["event_id"] for row in rows)


def _check(events: Sequence[Event]) -> None:
    for number, event in enumerate(events):
        try:
            interval(event.when.start, event.when.end)
        except ValueError as error:
            raise InputError(f"event {number}: {error}") from None
        if event.part_of is not None and (event.part_of == number or not 0 <= event.part_of < len(events)):
            raise InputError(f"event {number} cannot be part of event {event.part_of}: there is no such other event")
