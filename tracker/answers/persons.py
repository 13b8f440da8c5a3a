"""Finding the person that a reader means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.answers.labels import country_name, described
from tracker.errors import AmbiguousError, NotFoundError
from tracker.record.finding import QUALIFIED, called
from tracker.record.names import answers_to, fold, name_key
from tracker.record.persons import is_official

_SHOWN = 12  # of an ambiguous name; the rest is counted


@dataclass(frozen=True, slots=True)
class Person:
    """A person to answer about.

    `ids` are the rows of `person` that are this one: besides the full name also the bare surname, or the
    name without a country, where nobody else answers to it.
    """

    ids: tuple[int, ...]
    name: str
    country: str | None
    org: str | None
    key: str = ""

    @property
    def side(self) -> tuple[str | None, str | None]:
        """The country or organisation; (None, None) if unknown."""
        return self.country, self.org


def resolve(connection: sqlite3.Connection, asked: str) -> Person:
    """The one person who answers to `asked`: a full name, a surname or a given name, in any romanisation or script.

    Case, accents and hyphens are ignored. A country or organisation in parentheses tells namesakes apart:
    "Kim Song (South Korea)". Raises AmbiguousError with all who answer to the name, NotFoundError with the
    nearest names.
    """
    qualified = QUALIFIED.fullmatch(asked)
    found = [p for p in _called(connection, qualified[1]) if _is_of(p, qualified[2])] if qualified else []
    found = found or _called(connection, asked)
    groups = united(found)
    if not groups:
        raise NotFoundError(f"nobody in the record is called {asked!r}{_nearest(connection, asked)}")
    if len(groups) > 1:
        listed = [described(p.name, p.country, p.org, latest_post(connection, p.ids)) for p in groups[:_SHOWN]]
        more = f"; and {len(groups) - _SHOWN} more" if len(groups) > _SHOWN else ""
        raise AmbiguousError(
            f"{asked!r} may be any of {len(groups)} persons: {'; '.join(listed)}{more}. "
            "Give more of the name, or the country in parentheses"
        )
    return groups[0]


def united(persons: Iterable[Person]) -> list[Person]:
    """The persons, with those taken together that surely are one.

    One whose side is unknown joins the only other of that name; one of whom only the surname is known, the
    only other of that side and surname among these.
    """
    heads: list[Person] = []
    for person in sorted(persons, key=_best_known_first):
        fitting = [i for i, head in enumerate(heads) if _may_stand_for(person, head)]
        if len(fitting) == 1:
            head = heads[fitting[0]]
            heads[fitting[0]] = replace(head, ids=head.ids + person.ids)
        else:
            heads.append(person)
    return heads


def _best_known_first(person: Person) -> tuple[bool, int, str, tuple[int, ...]]:
    return person.side == (None, None), -len(fold(person.name).split()), person.name, person.ids


def latest_post(connection: sqlite3.Connection, ids: Sequence[int]) -> str | None:
    """The post that articles gave the person last; of one date the one of the article published last."""
    newest = (
        "SELECT max(date_from) FROM affiliation WHERE person_id = ?"  # one step in the index, however many there are
    )
    days = [day for number in ids if (day := connection.execute(newest, (number,)).fetchone()[0]) is not None]
    row = connection.execute(
        "SELECT a.post FROM affiliation a LEFT JOIN mention m ON m.id = a.mention_id "
        "LEFT JOIN source s ON s.id = m.source_id "
        "WHERE a.person_id IN (SELECT value FROM json_each(?)) AND a.date_from IS ? "
        "ORDER BY ifnull(s.published, '') DESC, s.sha256, m.position, a.id LIMIT 1",
        (json.dumps(ids), max(days, default=None)),
    ).fetchone()
    return row["post"] if row else None


def _called(connection: sqlite3.Connection, asked: str) -> list[Person]:
    return [
        Person((row["id"],), row["name"], row["country"], row["org"], row["name_key"])
        for row in called(connection, asked)
    ]


def _may_stand_for(person: Person, head: Person) -> bool:
    if person.key == head.key and is_official(person.key):
        return True
    if person.side not in ((None, None), head.side):
        return False
    bare = len(fold(person.name).split()) == 1 and answers_to(head.name, person.name)
    return bare or name_key(person.name) == name_key(head.name)


def _is_of(person: Person, side: str) -> bool:
    names = (person.country, country_name(person.country), person.org)
    return any(name and name_key(name) == name_key(side) for name in names)


def _nearest(connection: sqlite3.Connection, asked: str) -> str:
    from difflib import get_close_matches

    full = {name_key(row["name"]): row["name"] for row in connection.execute("SELECT name FROM person")}
    forms = {word: name for name in full.values() for word in fold(name).split() if len(word) > 2} | full
    close = dict.fromkeys(forms[form] for form in get_close_matches(name_key(asked), forms, n=5, cutoff=0.7))
    return f"; did you mean {', '.join(list(close)[:3])}?" if close else ""
