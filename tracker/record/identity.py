"""Who is who: the persons that participants are, with every form in which their names are written.

What a person decided comes first (`aliases`), then what name, side, post and day say (`persons.identity`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Protocol

from tracker.record.aliases import enter_alias, user_aliases
from tracker.record.names import fuller, name_key, script_of
from tracker.record.persons import identity
from tracker.record.unite import Party


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

    @property
    def title(self) -> str | None:
        """The post."""


def person_id(connection: sqlite3.Connection, participant: Named, day: str | None) -> int:
    """The person that a participant of that day is, entered if new; the written form becomes an alias."""
    name, side = participant.name, (participant.country, participant.org)
    decided = user_aliases(connection)
    alias = decided.get((name_key(name), *side))
    key = alias.key if alias else identity(name, *side, participant.title, day)
    row = connection.execute(
        "SELECT id, name FROM person WHERE name_key = ? AND country IS ? AND org IS ?", (key, *side)
    ).fetchone()
    if row is None:
        cursor = connection.execute(
            "INSERT INTO person (name, name_key, country, org) VALUES (?, ?, ?, ?)", (name, key, *side)
        )
        assert cursor.lastrowid is not None
        number = cursor.lastrowid
        for one in decided.values():
            if (one.key, one.country, one.org) == (key, *side):
                enter_alias(connection, one)
    else:
        number = row["id"]
        if fuller(row["name"], name) != row["name"]:
            connection.execute("UPDATE person SET name = ? WHERE id = ?", (name, number))
    connection.execute(
        "INSERT OR IGNORE INTO alias (person_id, text, origin, name_key, script) VALUES (?, ?, 'article', ?, ?)",
        (number, name, name_key(name), script_of(name)),
    )
    return number


def identify(connection: sqlite3.Connection, mentions: Iterable[int]) -> None:
    """Say anew which person each participant of these mentions is, after what is known of persons has changed."""
    mentions = list(mentions)
    rows = connection.execute(
        "SELECT p.mention_id, p.position, p.person_id, p.name, p.country, p.org, p.title, ifnull(m.date_start, s.published) AS day "
        "FROM mention_participant p JOIN mention m ON m.id = p.mention_id JOIN source s ON s.id = m.source_id "
        "WHERE p.kind = 'person' AND m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id, p.position",
        (json.dumps(mentions),),
    ).fetchall()
    for row in rows:
        who = Party("person", row["name"], row["country"], row["org"], row["title"], "")
        number = person_id(connection, who, row["day"])
        if number != row["person_id"]:
            where = (row["mention_id"], row["position"])
            connection.execute(
                "UPDATE mention_participant SET person_id = ? WHERE mention_id = ? AND position = ?", (number, *where)
            )
    wanted = (json.dumps(mentions),)
    connection.execute("DELETE FROM affiliation WHERE mention_id IN (SELECT value FROM json_each(?))", wanted)
    connection.execute(
        "INSERT INTO affiliation (person_id, post, country, org, date_from, date_to, origin, mention_id) "
        "SELECT p.person_id, p.title, p.country, p.org, ifnull(m.date_from, m.date_start), ifnull(m.date_to, m.date_start), "
        "'article', m.id FROM mention_participant p JOIN mention m ON m.id = p.mention_id "
        "WHERE p.kind = 'person' AND p.title <> '' AND m.id IN (SELECT value FROM json_each(?)) "
        "ORDER BY m.id, p.position",
        wanted,
    )


def called_so(connection: sqlite3.Connection, name: str) -> list[int]:
    """The mentions of events in which somebody is written so, by a source or by a person."""
    key = name_key(name)
    forms = [
        row["name"]
        for row in connection.execute("SELECT name FROM mention_participant UNION SELECT name FROM participation")
        if name_key(row["name"]) == key
    ]
    rows = connection.execute(
        "SELECT mention_id AS id FROM mention_participant WHERE name IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT m.id FROM participation p JOIN mention m ON m.event_id = p.event_id "
        "WHERE p.name IN (SELECT value FROM json_each(?1)) ORDER BY id",
        (json.dumps(forms),),
    )
    return [row["id"] for row in rows]


def forget_unnamed(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take back the written forms of these persons that no article has any more, and who has none left."""
    for number in numbers:
        connection.execute(
            "DELETE FROM alias WHERE person_id = ?1 AND origin = 'article' "
            "AND text NOT IN (SELECT name FROM mention_participant WHERE person_id = ?1 "
            "UNION SELECT name FROM participation WHERE person_id = ?1)",
            (number,),
        )
        rows = connection.execute("SELECT text FROM alias WHERE person_id = ? AND origin = 'article'", (number,))
        forms = [row["text"] for row in rows]
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
