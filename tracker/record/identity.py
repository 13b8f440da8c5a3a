"""Who is who, and which event of the record an article tells of again.

A person is, for now, a name and a side: the same name (case, accents and hyphens aside) for the same country
or organisation. An event is known again only where the facts leave little doubt; otherwise there are two.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Sequence

from tracker.model import Event, Participant
from tracker.record.dates import interval
from tracker.record.names import fuller, may_be_one, name_key
from tracker.record.settle import Party, parties, with_own_org

_OPPOSED = ({"sender", "recipient"}, {"visitor", "host"})
# At these, who else sat at the table makes another event: the leaders of two states, and then of three.
_EXACT_SIDES = frozenset({"meeting", "call"})


def person_id(connection: sqlite3.Connection, participant: Participant) -> int:
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


def forget_unnamed(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take back the written forms of these persons that no article has any more, and who has none left."""
    for number in numbers:
        connection.execute(
            "DELETE FROM alias WHERE person_id = ?1 AND origin = 'article' "
            "AND text NOT IN (SELECT name FROM mention_participant WHERE person_id = ?1)",
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


def script_of(name: str) -> str | None:
    """The script of a name's first letter, as Unicode calls it: "Latin", "Cyrillic", "Hangul" ..."""
    letter = next((c for c in name if c.isalpha()), None)
    return unicodedata.name(letter, "").partition(" ")[0].capitalize() or None if letter else None


def find_recorded(connection: sqlite3.Connection, source_id: str, event: Event) -> str | None:
    """The id of the recorded event that the source surely tells of again; None if there is none, or doubt."""
    date_from, _ = interval(event.when.start, event.when.end)
    if date_from is None or event.when.precision not in ("day", "month"):
        return None
    candidates = connection.execute(
        "SELECT e.id, p.name AS place, p.country FROM event e LEFT JOIN place p ON p.id = e.place_id "
        "WHERE e.type = ? AND e.date_from = ? AND e.date_precision = ? "
        "AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.event_id = e.id AND m.source_id = ?)",
        (event.type, date_from, event.when.precision, source_id),
    ).fetchall()
    told = [with_own_org(Party(p.kind, p.name, p.country, p.org, p.title, p.role)) for p in event.participants]
    country = event.place.country if event.place else None
    same: list[sqlite3.Row] = []
    for candidate in candidates:
        known = parties(
            connection.execute("SELECT * FROM participation WHERE event_id = ? ORDER BY position", (candidate["id"],))
        )
        elsewhere = None not in (country, candidate["country"]) and country != candidate["country"]
        if not elsewhere and _same_event(event, told, country, known, candidate["country"]):
            same.append(candidate)
    if len(same) > 1 and event.place:
        key = name_key(event.place.name)
        same = [c for c in same if c["place"] and name_key(c["place"]) == key]
    return same[0]["id"] if len(same) == 1 else None


def _same_event(
    event: Event,
    told: Sequence[Party],
    country: str | None,
    known: Sequence[Party],
    known_country: str | None,
) -> bool:
    shared = _shared_persons(told, known)
    if event.when.precision == "month" and {_identity(p) for p in told} != {_identity(p) for p in known}:
        return False
    if event.type == "visit":
        visitor = any(one.role == other.role == "visitor" for one, other in shared)
        hosts, known_hosts = _host_sides(told, country), _host_sides(known, known_country)
        return visitor and bool(hosts & known_hosts)
    if event.type in _EXACT_SIDES and _sides(told) != _sides(known):
        return False
    # Two of one delegation prove nothing: their ministers may meet several others in one day.
    return len(shared) >= 2 and len({one.side or other.side for one, other in shared} - {None}) >= 2


def _shared_persons(told: Sequence[Party], known: Sequence[Party]) -> list[tuple[Party, Party]]:
    """Pairs of the same named person in both, in roles that do not contradict one another."""
    free = [p for p in known if p.kind == "person"]
    pairs: list[tuple[Party, Party]] = []
    for party in (p for p in told if p.kind == "person"):
        other = next((p for p in free if _same_person(party, p)), None)
        if other is not None:
            free.remove(other)
            if {party.role, other.role} not in _OPPOSED:
                pairs.append((party, other))
    return pairs


def _same_person(one: Party, other: Party) -> bool:
    if one.side is None or other.side is None:
        return name_key(one.name) == name_key(other.name)
    return one.side == other.side and may_be_one(one.name, other.name)


def _identity(party: Party) -> tuple[str, str | None]:
    """A country is its code however it is written; all else is its name and side."""
    return ("", party.side) if party.kind == "country" and party.side else (name_key(party.name), party.side)


def _sides(all_parties: Sequence[Party]) -> set[str | None]:
    return {p.side for p in all_parties if p.role not in ("mediator", "member")} - {None}


def _host_sides(all_parties: Sequence[Party], country: str | None) -> set[str | None]:
    return ({p.side for p in all_parties if p.role == "host"} | {country}) - {None}
