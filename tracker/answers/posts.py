"""The post that somebody held on the day of an event, and who says so."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tracker.knowledge import Term, officials
from tracker.record.dates import first_day, last_day
from tracker.record.persons import terms_of

# What a query selects for `post_of` besides all of the participation `b`: of the event `e` and of the person `o`; and
# whether a person set the post and no article of the event writes the same.
FOR_POST = (
    "e.date_from, e.date_to, "
    "o.name AS known_name, o.name_key AS known_key, o.country AS known_country, o.org AS known_org, "
    "b.basis = 'by hand' AND NOT EXISTS (SELECT 1 FROM mention m JOIN mention_participant q ON q.mention_id = m.id "
    "WHERE m.event_id = b.event_id AND m.extractor <> 'hand' AND q.person_id IS b.person_id AND q.title = b.title) AS decided"
)


# Of several posts that a person holds at once, the one that the press calls the person by; all others come after these.
_CLASSES = ("head_of_state", "royal", "head_of_government", "foreign_minister", "defence_minister", "security_adviser")


@dataclass(frozen=True, slots=True)
class Post:
    """A post, and who gives it: "article", "officials table" (then with the term) or, of what a person set, "decision"."""

    name: str
    given_by: str
    term: Term | None = None


def participation_of(connection: sqlite3.Connection, event_id: str) -> list[sqlite3.Row]:
    """Who took part in an event, as shown, each with the columns `FOR_POST`."""
    return connection.execute(
        f"SELECT b.*, {FOR_POST} FROM participation b JOIN event e ON e.id = b.event_id "
        "LEFT JOIN person o ON o.id = b.person_id WHERE b.event_id = ? ORDER BY b.position",
        (event_id,),
    ).fetchall()


def post_of(shown: sqlite3.Row) -> Post | None:
    """The post of a participant (with the columns `FOR_POST`) on the day of the event.

    What the articles of the event write comes first, whatever it is. Then the table of officials, if the person surely
    was in that post on all days that the date of the event covers.
    """
    if shown["title"]:
        return Post(shown["title"], "decision" if shown["decided"] else "article")
    if shown["known_key"] is None or shown["date_from"] is None:
        return None
    terms = terms_of(shown["known_key"], shown["known_country"], shown["known_org"])
    held = [term for term in terms if _surely_held(term, shown["date_from"], shown["date_to"])]
    term = min(held, key=_weight, default=None)  # of one weight the latest, which comes first
    return Post(term.post, "officials table", term) if term else None


def _surely_held(term: Term, first: str, last: str) -> bool:
    """Whether the term covers these days even if it began as late, and ended as early, as its dates allow."""
    begun = not term.start or last_day(term.start).isoformat() <= first
    return begun and (not term.end or first_day(term.end).isoformat() >= last)


def _weight(term: Term) -> int:
    return _CLASSES.index(term.cls) if term.cls in _CLASSES else len(_CLASSES)


def official(shown: sqlite3.Row, day: str | None) -> Term | None:
    """The term of the official of this name and side on that day, else the latest of that person's."""
    table = officials()
    found = table.named(shown["name"], day) or table.surname(shown["name"], day) or table.named(shown["name"])
    return next((t for t in found if (t.country or t.org) == (shown["country"] or shown["org"])), None)


def row_of(term: Term) -> dict[str, str | None]:
    """The row of the table of officials, as far as it proves the term; with where it is from itself."""
    return {key: getattr(term, key) or None for key in ("person", "post", "start", "end", "wikidata", "source")}
