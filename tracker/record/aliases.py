"""What people decided about who is who: which further name a person goes by, and which name is not that person's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracker.errors import InputError
from tracker.record import decisions
from tracker.record.finding import QUALIFIED, one_person
from tracker.record.names import answers_to, fold, name_key, script_of
from tracker.record.persons import identity

ACTIONS = ("alias", "unalias")
_APART = "apart:"


_Name = tuple[str, str | None, str | None]  # the key of a name, and its side


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that stands for the person with this identity and side, written by a person.

    `of` is the name by which that person was meant, which may itself stand for somebody else.
    """

    text: str
    key: str
    country: str | None
    org: str | None
    of: str = ""


def user_aliases(connection: sqlite3.Connection) -> dict[_Name, Alias]:
    """The names decided on, by the key of the name and its side; the latest word on each.

    If B was said to be A and C to be B, C is A, whichever was said first. Names said to be one another are one person.
    """
    found: dict[_Name, Alias] = {}
    undone = decisions.undone(connection)
    for number, action, data in _said(connection):
        if number in undone:
            continue
        name = name_key(data["alias"])
        side = data["country"], data["org"]
        before = found.pop((name, *side), None)
        if action == "alias":
            found[name, *side] = Alias(data["alias"], data["key"], *side, name_key(data["name"]))
        elif before is None or before.key.startswith(_APART):
            found[name, *side] = Alias(data["alias"], _APART + name, *side)
    return {name: replace(alias, key=_end(found, name)) for name, alias in found.items()}


def _said(connection: sqlite3.Connection) -> list[tuple[int, str, Any]]:
    """The number, action and data of every decision on a name."""
    rows = connection.execute("SELECT id, action, data FROM decision WHERE action IN ('alias', 'unalias') ORDER BY id")
    return [(row["id"], row["action"], json.loads(row["data"])) for row in rows]


def _end(found: Mapping[_Name, Alias], name: _Name) -> str:
    """The identity that a name leads to in the end; of a circle that of whichever comes first in the alphabet."""
    way: list[_Name] = []
    while name in found and name not in way:
        way.append(name)
        name = found[name].of, *name[1:]
    circle = way[way.index(name) :] if name in way else way[-1:]
    return min(found[name].key for name in circle)


def names_through(connection: sqlite3.Connection, alias: str) -> list[str]:
    """The name, and every other that a person ever said to stand for whom it stands for, by whatever way."""
    names = {name_key(alias): alias}
    said = [data for _, _, data in _said(connection)]
    while more := {
        name_key(data["alias"]): data["alias"]
        for data in said
        if name_key(data["name"]) in names and name_key(data["alias"]) not in names
    }:
        names |= more
    return list(names.values())


def read_alias(connection: sqlite3.Connection, name: str, alias: str, *, remove: bool) -> dict[str, Any]:
    """What a decision about a further name of the person called `name` keeps.

    Raises NotFoundError or AmbiguousError for the name, InputError if the decision would change nothing.
    """
    alias = alias.strip()
    key = name_key(alias)
    if not fold(alias):
        raise InputError("an alias needs letters")
    person = one_person(connection, name)
    rows = connection.execute("SELECT text, name_key FROM alias WHERE person_id = ? ORDER BY text", (person["id"],))
    forms = {row["name_key"]: row["text"] for row in rows}
    if not remove and key in forms:
        raise InputError(f"{person['name']} is called {alias} already")
    if remove and key not in forms:
        raise InputError(f"{person['name']} is not called {alias} in the record")
    if remove and forms.keys() == {key}:
        raise InputError(f"{alias} is the only name of that person in the record")
    side = {"country": person["country"], "org": person["org"]}
    meant = _meant(name, forms, person["name"])
    decided = user_aliases(connection).get((name_key(meant), *side.values()))
    own = _undecided(connection, meant, *side.values()) if decided else person["name_key"]
    return {"name": meant, "alias": alias, "key": own, **side}


def _meant(asked: str, forms: Mapping[str, str], usual: str) -> str:
    """The name of a person that the asked one is, or is part of; the usual one if it is in no form like these."""
    qualified = QUALIFIED.fullmatch(asked)
    for wanted in (asked, *([qualified[1]] if qualified else [])):
        if name_key(wanted) in forms:
            return forms[name_key(wanted)]
        answering = [form for form in (usual, *forms.values()) if answers_to(form, wanted)]
        if answering:
            return answering[0]
    return usual


def _undecided(connection: sqlite3.Connection, name: str, country: str | None, org: str | None) -> str:
    """Who a name of that side would be without any decision: as in the articles that write it, if these agree."""
    rows = connection.execute(
        "SELECT p.name, p.title, ifnull(m.date_start, s.published) AS day FROM mention_participant p "
        "JOIN mention m ON m.id = p.mention_id JOIN source s ON s.id = m.source_id "
        "WHERE p.name = ? AND p.country IS ? AND p.org IS ?",
        (name, country, org),
    )
    found = {identity(row["name"], country, org, row["title"], row["day"]) for row in rows}
    return found.pop() if len(found) == 1 else identity(name, country, org)


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
