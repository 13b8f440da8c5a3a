"""What people decided about who is who: which further name a person goes by, and which name is not that person's."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from tracker.errors import InputError
from tracker.record import decisions
from tracker.record.finding import one_person
from tracker.record.names import fold, name_key, script_of

ACTIONS = ("alias", "unalias")
_APART = "apart:"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that stands for the person with this identity and side, written by a person."""

    text: str
    key: str
    country: str | None
    org: str | None


def user_aliases(connection: sqlite3.Connection) -> dict[tuple[str, str | None, str | None], Alias]:
    """The names decided on, by the key of the name and its side; the latest word on each."""
    found: dict[tuple[str, str | None, str | None], Alias] = {}
    rows = connection.execute("SELECT id, action, data FROM decision WHERE action IN ('alias', 'unalias') ORDER BY id")
    entries = rows.fetchall()
    if not entries:
        return found
    undone = decisions.undone(connection)
    for row in entries:
        if row["id"] in undone:
            continue
        data = json.loads(row["data"])
        name = name_key(data["alias"])
        side = data["country"], data["org"]
        before = found.pop((name, *side), None)
        if row["action"] == "alias":
            found[name, *side] = Alias(data["alias"], data["key"], *side)
        elif before is None or before.key.startswith(_APART):
            found[name, *side] = Alias(data["alias"], _APART + name, *side)
    return found


def read_alias(connection: sqlite3.Connection, name: str, alias: str, *, remove: bool) -> dict[str, Any]:
    """What a decision about a further name of the person called `name` keeps.

    Raises NotFoundError or AmbiguousError for the name, InputError if the decision would change nothing.
    """
    alias = alias.strip()
    key = name_key(alias)
    if not fold(alias):
        raise InputError("an alias needs letters")
    person = one_person(connection, name)
    forms = {
        row["name_key"] for row in connection.execute("SELECT name_key FROM alias WHERE person_id = ?", (person["id"],))
    }
    if not remove and key in forms:
        raise InputError(f"{person['name']} is called {alias} already")
    if remove and key not in forms:
        raise InputError(f"{person['name']} is not called {alias} in the record")
    if remove and forms == {key}:
        raise InputError(f"{alias} is the only name of that person in the record")
    side = {"country": person["country"], "org": person["org"]}
    return {"name": person["name"], "alias": alias, "key": person["name_key"], **side}


def enter_user_aliases(connection: sqlite3.Connection) -> None:
    """Write anew which names people gave to the persons who are in the record."""
    connection.execute("DELETE FROM alias WHERE origin = 'user'")
    for alias in user_aliases(connection).values():
        enter_alias(connection, alias)


def enter_alias(connection: sqlite3.Connection, alias: Alias) -> None:
    """Write the name down as one of its person, if that person is in the record and it is not just set apart."""
    if not alias.key.startswith(_APART):
        connection.execute(
            "INSERT OR IGNORE INTO alias (person_id, text, origin, name_key, script) "
            "SELECT id, ?, 'user', ?, ? FROM person WHERE name_key = ? AND country IS ? AND org IS ?",
            (alias.text, name_key(alias.text), script_of(alias.text), alias.key, alias.country, alias.org),
        )
