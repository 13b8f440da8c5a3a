"""Persons of the record by any of their names, as a reader writes them."""

from __future__ import annotations

import re
import sqlite3

from tracker.errors import AmbiguousError, NotFoundError
from tracker.record.names import answers_to, fold, name_key
from tracker.record.persons import identity, terms_of

QUALIFIED = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")


def called(connection: sqlite3.Connection, asked: str) -> list[sqlite3.Row]:
    """The persons who answer to `asked`: a full name, a surname or a given name.

    As some source or a person writes it; if none does, in whatever romanisation or script.
    """
    key = name_key(asked)
    if not key:
        return []
    query = "SELECT p.*, a.text, a.name_key = ?1 AS whole FROM alias a JOIN person p ON p.id = a.person_id"
    rows: list[sqlite3.Row] = []
    if len(fold(asked).split()) > 1:  # a full name is found by its key; only else is it looked for within others
        rows = connection.execute(f"{query} WHERE a.name_key = ?1 ORDER BY p.id", (key,)).fetchall()
    if not rows:
        rows = connection.execute(f"{query} WHERE instr(a.name_key, ?1) ORDER BY p.id", (key,)).fetchall()
        rows = [row for row in rows if row["whole"] or answers_to(row["text"], asked)]
    found = list({row["id"]: row for row in rows}.values())
    return found or _spelt_otherwise(connection, asked)


def _spelt_otherwise(connection: sqlite3.Connection, asked: str) -> list[sqlite3.Row]:
    rows = connection.execute("SELECT * FROM person ORDER BY id").fetchall()
    return [r for r in rows if identity(asked, r["country"], r["org"]) == r["name_key"]] or [
        row for row in rows if _has_word(row, asked)
    ]


def _has_word(row: sqlite3.Row, asked: str) -> bool:
    """Whether a single word is, in some romanisation, one of the words of the person's names."""
    from tracker.knowledge.spelling import spelling

    wanted = spelling(asked, row["country"])
    if not wanted or " " in wanted:
        return False
    forms = {row["name"]}
    for term in terms_of(row["name_key"], row["country"], row["org"]):
        forms |= {term.person, term.native, *term.aliases}
    return any(wanted in spelling(form, row["country"]).split() for form in forms)


def one_person(connection: sqlite3.Connection, asked: str) -> sqlite3.Row:
    """The row of the only person who answers to `asked`, "NAME" or "NAME (COUNTRY)", with the code of the country.

    Raises NotFoundError or AmbiguousError.
    """
    rows = called(connection, asked)
    qualified = QUALIFIED.fullmatch(asked)
    if not rows and qualified:
        side = name_key(qualified[2])
        rows = [r for r in called(connection, qualified[1]) if side in (name_key(r["country"] or r["org"] or ""),)]
    if not rows:
        raise NotFoundError(f"nobody in the record is called {asked!r}")
    if len(rows) > 1:
        listed = "; ".join(f"{r['name']} ({r['country'] or r['org'] or 'of no known side'})" for r in rows[:12])
        raise AmbiguousError(f"{asked!r} may be any of {len(rows)} persons: {listed}. Write NAME (COUNTRY)")
    row: sqlite3.Row = rows[0]
    return row
