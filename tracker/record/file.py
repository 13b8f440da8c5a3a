"""The file that a record lies in: where and whose it is, which schema it has, and what its errors mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, count
from pathlib import Path

from tracker.errors import DatabaseError
from tracker.record import migrations

BUSY_SECONDS = 30  # how long to wait for another process that writes


def default_path() -> Path:
    """Where the record is: TRACKER_DB if set, else events.db in the platform's data directory."""
    if named := os.environ.get("TRACKER_DB"):
        return Path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("tracker", appauthor=False)) / "events.db"


def check_version(connection: sqlite3.Connection, path: Path) -> int:
    """How many schema steps the database has been through, 0 if it is empty.

    Raises DatabaseError if it is another program's or comes from a newer tracker.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    filled: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != migrations.APPLICATION_ID and (filled or version or application):
        raise DatabaseError(f"{path} is a database, but not one of tracker's")
    if version > migrations.VERSION:
        raise DatabaseError(
            f"{path} was made by a newer version of tracker (schema {version}; this one knows "
            f"{migrations.VERSION}): upgrade tracker"
        )
    return version


def back_up(path: Path, version: int) -> Path:
    """Copy the database, as it is, to a new file beside it: "events.db.bak-v1", with a number if there is one.

    Another connection may be about to write, but must not have written yet.
    """
    names = chain([f"{path.name}.bak-v{version}"], (f"{path.name}.bak-v{version}-{n}" for n in count(2)))
    copy = next(file for file in map(path.with_name, names) if not file.exists())
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.chmod(path.stat().st_mode)
    return copy


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into a DatabaseError of one clear line about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: {_said_plainly(error)}") from error
    except FileExistsError as error:
        raise DatabaseError(f"{error.filename} is a file, not a directory") from error
    except OSError as error:
        raise DatabaseError(f"{error.filename or path}: {error.strerror or error}") from error


def _said_plainly(error: sqlite3.Error) -> str:
    text = str(error)
    for sign, meaning in (
        ("not a database", "not a SQLite database"),
        ("locked", f"another program has kept it locked for {BUSY_SECONDS} seconds; try again later"),
        ("readonly", "cannot be written: the file or its directory is read-only"),
        ("unable to open", "cannot be opened: check the permissions of the file and of its directory"),
        ("disk is full", "the disk is full; nothing was changed"),
        ("malformed", "the database is damaged; restore it from a copy"),
        ("disk I/O", "the disk could not be read or written; nothing was changed"),
    ):
        if sign in text:
            return meaning
    return text.replace("\n", " ")
