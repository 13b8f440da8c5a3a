"""Public ids: short enough to type, stable for life, never given twice.

The letters are those of Douglas Crockford's base 32 (https://www.crockford.com/base32.html), lower-case: no
i, l, o or u, so that an id read aloud or copied by hand still finds its event.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import count

from tracker.errors import AmbiguousError, NotFoundError

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_MISREAD = str.maketrans("oil", "011")
_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?")  # a spreadsheet would turn 4e12 into a number
SOURCE_PREFIX = "s-"


def is_id(text: str, prefix: str = "") -> bool:
    """Whether this could be an id that `issue_id` gave."""
    plain = text.removeprefix(prefix)
    return (
        text.startswith(prefix) and 4 <= len(plain) <= 8 and set(plain) <= set(_DIGITS) and not _NUMBER.fullmatch(plain)
    )


def normalise_id(text: str) -> str:
    """The id that was meant: any case, and with o, i or l for the digits that they look like."""
    plain = text.strip().lower()
    prefix = SOURCE_PREFIX if plain.startswith(SOURCE_PREFIX) else ""
    return prefix + plain.removeprefix(SOURCE_PREFIX).translate(_MISREAD)


def issue_id(connection: sqlite3.Connection, seed: str, *, prefix: str = "", shortest: int = 4) -> str:
    """A new id for what `seed` describes, entered among the ids ever given.

    The same seed in the same record gives the same id, unless that one was given before; then a longer one.
    Must be called inside a transaction.
    """
    for candidate in _candidates(seed, shortest):
        cursor = connection.execute("INSERT OR IGNORE INTO issued (id) VALUES (?)", (prefix + candidate,))
        if cursor.rowcount == 1:
            return prefix + candidate
    raise AssertionError("unreachable: candidates never end")


def _candidates(seed: str, shortest: int = 4) -> Iterator[str]:
    """So many letters of the seed's hash, then more, up to eight; then those of the next hash, without end."""
    for attempt in count():
        number = int.from_bytes(hashlib.sha256(f"{seed}:{attempt}".encode()).digest()[:5], "big")
        text = "".join(_DIGITS[number >> shift & 31] for shift in range(35, -1, -5))
        for length in range(shortest, 9):
            if not _NUMBER.fullmatch(text[:length]):
                yield text[:length]


def pass_on(connection: sqlite3.Connection, event_id: str, source_id: str, left: Sequence[int]) -> None:
    """Have the ids that a source's mentions gave an event lead to what other sources, `left`, still tell of it."""
    if left:
        connection.execute(
            "UPDATE issued SET heir = (SELECT born FROM mention WHERE id = ?) "
            "WHERE id IN (SELECT born FROM mention WHERE event_id = ? AND source_id = ?)",
            (left[0], event_id, source_id),
        )


def find_source(connection: sqlite3.Connection, ref: str) -> sqlite3.Row:
    """The `source` whose id is `ref` or alone begins with it; raises NotFoundError or AmbiguousError."""
    event = connection.execute("SELECT born AS id FROM mention WHERE born = ?", (normalise_id(ref),)).fetchone()
    if event:
        raise NotFoundError(f"{event['id']} is an event, not a source: `tracker show {event['id']}` names its sources")
    return _find(connection, "source", ref, SOURCE_PREFIX)


def find_event(connection: sqlite3.Connection, ref: str) -> sqlite3.Row:
    """The `event` whose id is `ref`, or alone begins with it, or into which the one of that id was merged.

    An event whose first article was removed has the id of the next one; the old id still leads to it.

    Raises NotFoundError or AmbiguousError.
    """
    merged = "SELECT e.* FROM mention m JOIN event e ON e.id = m.event_id WHERE m.born "
    heirs = "WITH RECURSIVE h (id) AS (VALUES (?) UNION SELECT i.heir FROM issued i JOIN h ON i.id = h.id)"
    row: sqlite3.Row | None = connection.execute(f"{heirs} {merged} IN h", (normalise_id(ref),)).fetchone()
    if row is not None:
        return row
    try:
        return _find(connection, "event", ref, "")
    except NotFoundError:
        wanted = normalise_id(ref)
        rows = connection.execute(f"{merged} >= ? AND m.born < ?", (wanted, wanted + "~")).fetchall()
        if not wanted or len({row["id"] for row in rows}) != 1:
            if connection.execute("SELECT 1 FROM issued WHERE id = ?", (wanted,)).fetchone():
                raise NotFoundError(f"event {wanted} is no longer in the record") from None
            raise
        found: sqlite3.Row = rows[0]
        return found


def _find(connection: sqlite3.Connection, table: str, ref: str, prefix: str) -> sqlite3.Row:
    wanted = normalise_id(ref)
    if not wanted.startswith(prefix):
        wanted = prefix + wanted
    rows: list[sqlite3.Row] = []
    if wanted != prefix:
        rows = connection.execute(
            f"SELECT * FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 6", (wanted, wanted + "~")
        ).fetchall()
    if not rows:
        raise NotFoundError(f"no {table} has the id {ref!r}")
    if len(rows) > 1 and rows[0]["id"] != wanted:
        ids = ", ".join(row["id"] for row in rows[:5]) + (" ..." if len(rows) > 5 else "")
        raise AmbiguousError(f"several {table}s have an id that begins with {ref!r}: {ids}")
    return rows[0]
