"""The sixth step of the schema: whom each event is between, ready to be counted, and how high who took part stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def sides_and_ranks(db: Database) -> None:
    """Add the tables and the column, and fill them from the events that are there."""
    from tracker.record.sides import rank_participants, write_sides  # here, since reading commands import this module

    strict = "STRICT, " if db.supports_strict else ""
    for statement in _CHANGES.split(";\n"):
        db.execute(statement.replace("[STRICT]", strict))
    rank_participants(db.conn)
    write_sides(db.conn)


# Both tables say again what `event` and `participation` say, without rejected events, in an order in which answers are
# short walks over one index: a country's timeline, the pairs of countries with their numbers and last days.
_CHANGES = """
-- 1 leader, 2 minister, 3 deputy, 4 envoy, 5 official; empty where the post is not known
ALTER TABLE participation ADD COLUMN rank INTEGER;
CREATE TABLE event_side (   -- the sides of an event: who is represented, and the host country of a visit
  id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  side TEXT NOT NULL,            -- a country's code, or "org:" and an organisation's name
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  PRIMARY KEY (id, side)
) [STRICT]WITHOUT ROWID;
CREATE TABLE event_pair (   -- each two countries of an event
  id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  one TEXT NOT NULL,             -- the code that comes first
  other TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  PRIMARY KEY (id, one, other)
) [STRICT]WITHOUT ROWID;
CREATE TABLE pair_total (   -- what `event_pair` comes to, for each type and status
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  events INTEGER NOT NULL,
  date_from TEXT,                -- of the last one
  date_to TEXT,
  PRIMARY KEY (status, one, other, type)
) [STRICT]WITHOUT ROWID;
CREATE INDEX pair_total_other ON pair_total (other, one);
CREATE INDEX participation_who ON participation (event_id, person_id, country, org);
CREATE INDEX event_side_in_order ON event_side (side, date_from, type, id, status, date_to);
CREATE INDEX event_pair_counted ON event_pair (one, other, type, status, date_to, date_from, id);
CREATE INDEX event_pair_other ON event_pair (other, one, type, status, date_to, date_from, id)"""
