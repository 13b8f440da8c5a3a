"""Opening the record to read it, wherever it lies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import DatabaseError, NotFoundError
from tracker.record.file import BUSY_SECONDS, check_version, clear_errors
from tracker.record.migrations import VERSION


def connect(path: Path | str) -> sqlite3.Connection:
    """A connection that can only read. The caller closes it.

    Raises NotFoundError if nothing has been recorded there yet, DatabaseError if the file cannot be read.
    """
    path = Path(path)
    with clear_errors(path):
        if not path.exists():
            raise NotFoundError(f"there is no database at {path} yet: run `tracker add` first")
        if path.is_dir():
            raise DatabaseError(f"{path} is a directory, not a database")
        try:
            connection, version = _open(path, "mode=ro")
        except sqlite3.OperationalError as error:
            if "unable to open" not in str(error) and "readonly" not in str(error):
                raise
            # Reading a database in WAL mode takes a file beside it, which a read-only directory cannot get.
            _refuse_unfinished(path)
            connection, version = _open(path, "mode=ro&immutable=1")
        if version < VERSION:
            connection.close()
            if version == 0:
                raise NotFoundError(f"the database {path} is empty: run `tracker add` first")
            raise DatabaseError(f"{path} was made by an older version of tracker: run `tracker add`, which updates it")
    return connection


def _open(path: Path, mode: str) -> tuple[sqlite3.Connection, int]:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.row_factory = sqlite3.Row
        return connection, check_version(connection, path)
    except BaseException:
        connection.close()
        raise


def _refuse_unfinished(path: Path) -> None:
    """What a program that died left in the write-ahead log is part of the record, but cannot be read here."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise DatabaseError(
            f"{path} was not closed properly and its directory is read-only: copy it and {log.name} elsewhere"
        )


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the record for all the queries of an answer; errors of SQLite become a DatabaseError."""
    path = Path(connection.execute("PRAGMA database_list").fetchone()["file"])
    with clear_errors(path):
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.rollback()
