"""The fifth step of the schema: persons by who they are, where they were by how their names are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def persons_by_identity(db: Database) -> None:
    """Say anew of each participant which person it is; `person.name_key` is now what all names of one have in common."""
    from tracker.record.identity import forget_unnamed, identify  # here, since reading commands import this module

    mentions = [row[0] for row in db.execute("SELECT id FROM mention")]
    if not mentions:
        return
    before = {row[0]: row[1] for row in db.execute("SELECT id, name_key FROM person")}
    identify(db.conn, mentions)
    for number in before:
        _follow(db, number)
    db.execute("DELETE FROM likeness")
    db.execute("UPDATE mention SET compared = 0")
    forget_unnamed(db.conn, before)


def _follow(db: Database, number: int) -> None:
    """What is shown of events names the person that the mention with that name has now."""
    db.execute(
        "UPDATE participation SET person_id = ifnull((SELECT p.person_id FROM mention_participant p "
        "JOIN mention m ON m.id = p.mention_id WHERE m.event_id = participation.event_id "
        "AND p.name = participation.name AND p.person_id IS NOT NULL ORDER BY m.id LIMIT 1), person_id) "
        "WHERE person_id = ?",
        (number,),
    )
