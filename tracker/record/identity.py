"""Who is who: for now a person is a name and a side.

The same name (case, accents and hyphens aside) for the same country or organisation is one person.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from tracker.record.names import fuller, name_key


class Named(Protocol):
    """A participant, as an article or a person names it."""

    @property
    def name(self) -> str:
        """As written."""

    @property
    def country(self) -> str | None:
        """Whom it stands for."""

    @property
    def org(self) -> str | None:
        """Whom it stands for."""


def person_id(connection: sqlite3.Connection, participant: Named) -> int:
    """The person that a name and a side stand for, entered if new; the written form becomes an alias."""
    key, name = name_key(participant.name), participant.name
    row = connection.execute(
        "SELECT id, name FROM person WHERE name_key = ? AND country IS ? AND org IS ?",
        (key, participant.country, participant.org),
    ).fetchone()
    if row is None:
        cursor = connection.execute(
            "INSERT INTO person (name, name_key, country, org) VALUES (?, ?, ?, ?)",
            (name, key, participant.country, participant.org),
        )
        assert cursor.lastrowid is not None
        number = cursor.lastrowid
    else:
        number = row["id"]
        if fuller(row["name"], name) != row["name"]:
            connection.execute("UPDATE person SET name = ? WHERE id = ?", (name, number))
    connection.execute(
        "INSERT OR IGNORE INTO alias (person_id, text, origin, name_key, script) VALUES (?, ?, 'article', ?, ?)",
        (number, name, key, script_of(name)),
    )
    return number


def forget_unnamed(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take back the written forms of these persons that no article has any more, and who has none left."""
    for number in numbers:
        connection.execute(
            "DELETE FROM alias WHERE person_id = ?1 AND origin = 'article' "
            "AND text NOT IN (SELECT name FROM mention_participant WHERE person_id = ?1 "
            "UNION SELECT name FROM participation WHERE person_id = ?1)",
            (number,),
        )
        forms = [row["text"] for row in connection.execute("SELECT text FROM alias WHERE person_id = ?", (number,))]
        if not forms:
            connection.execute("DELETE FROM person WHERE id = ?", (number,))
            continue
        name = forms[0]
        for form in forms[1:]:
            name = fuller(name, form)
        connection.execute("UPDATE person SET name = ? WHERE id = ?", (name, number))


def persons_of(connection: sqlite3.Connection, events: Iterable[str]) -> set[int]:
    """Who takes part in these events, by any source or as shown."""
    rows = connection.execute(
        "SELECT p.person_id FROM mention m JOIN mention_participant p ON p.mention_id = m.id "
        "WHERE m.event_id IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT person_id FROM participation WHERE event_id IN (SELECT value FROM json_each(?1))",
        (json.dumps(list(events)),),
    )
    return {row["person_id"] for row in rows} - {None}


def script_of(name: str) -> str | None:
    """The script of a name's first letter, as Unicode calls it: "Latin", "Cyrillic", "Hangul" ..."""
    letter = next((c for c in name if c.isalpha()), None)
    return unicodedata.name(letter, "").partition(" ")[0].capitalize() or None if letter else None
