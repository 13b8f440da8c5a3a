"""The schema of the record, as numbered steps that are only ever added to.

A step that has been released is never changed: a database made by any earlier version goes through the
steps that it lacks, in order. `PRAGMA user_version` holds the number of steps taken, `PRAGMA application_id`
says that the file is tracker's.

What sources said is in `mention` and its parts; `event` and `participation` hold what a reader is shown,
worked out from the mentions (see `settle`), so they can be worked out again at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.record.step3 import identity_and_decisions
from tracker.record.step4 import search_and_pairs
from tracker.record.step5 import persons_by_identity
from tracker.record.step6 import sides_and_ranks

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x74726B72  # "trkr"


def _first_schema(db: Database) -> None:
    strict = "STRICT" if db.supports_strict else ""
    for table in _TABLES.split(";\n"):
        db.execute(table.replace("[STRICT]", strict))
    for index in _INDEXES.split(";\n"):
        db.execute(index)
    for name in ("decision_stays_update", "decision_stays_delete"):
        db.execute(
            f"CREATE TRIGGER {name} BEFORE {name.rpartition('_')[2].upper()} ON decision "
            "BEGIN SELECT RAISE(ABORT, 'decisions are never changed, only followed by others'); END"
        )
    db.create_view("timeline", _TIMELINE)
    db.create_view("who_met", _WHO_MET)


def _coordinates(db: Database) -> None:
    """Degrees (WGS 84) of the city that a place is or lies in, where that is known."""
    for column in ("lat", "lon"):
        db.execute(f"ALTER TABLE place ADD COLUMN {column} REAL")


STEPS: tuple[Callable[[Database], None], ...] = (
    _first_schema,
    _coordinates,
    identity_and_decisions,
    search_and_pairs,
    persons_by_identity,
    sides_and_ranks,
)
VERSION = len(STEPS)


def migrate(
    connection: sqlite3.Connection,
    steps: tuple[Callable[[Database], None], ...] = STEPS,
    before: Callable[[int], object] | None = None,
) -> None:
    """Take the database through the steps that it has not been through, in one transaction.

    `connection` must be outside a transaction; other processes wait. `before` is called first, with the number of
    steps that the database has been through, if it is one that needs more.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations("tracker")
    for number, step in enumerate(steps, 1):
        migrations(name=f"{number:03}")(step)
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked now: another process may have migrated it while this one waited.
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if before and 0 < version < len(steps):
            before(version)
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")


# Dates as the codebook writes them are cut to their precision ("2023-07"); date_from and date_to are the
# first and the last day that they cover, for searching and sorting, and empty where the date is unknown.
_TABLES = """
CREATE TABLE issued (       -- every public id ever given; none is given twice
  id TEXT NOT NULL PRIMARY KEY
) [STRICT];
CREATE TABLE source (       -- one article
  id TEXT NOT NULL PRIMARY KEY REFERENCES issued (id),
  sha256 TEXT NOT NULL UNIQUE,   -- of the normalised text
  article TEXT,                  -- the id that its corpus gives it
  label TEXT,                    -- the path or name that it was added under
  url TEXT,
  title TEXT,
  outlet TEXT,
  author TEXT,
  language TEXT,
  published TEXT,
  published_basis TEXT NOT NULL,
  retrieved TEXT NOT NULL        -- UTC
) [STRICT];
CREATE TABLE source_text (  -- apart from source, so that listing sources need not read past their texts
  source_id TEXT NOT NULL PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
  text TEXT NOT NULL
) [STRICT];
CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  country TEXT
) [STRICT];
CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,            -- in the fullest form met with
  name_key TEXT NOT NULL,
  country TEXT,
  org TEXT
) [STRICT];
CREATE TABLE alias (        -- every form in which a person's name is written
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('article', 'data', 'user')),
  name_key TEXT NOT NULL,
  script TEXT,                   -- 'Latin', 'Cyrillic', 'Hangul' ...
  PRIMARY KEY (person_id, text, origin)
) [STRICT];
CREATE TABLE event (        -- one real event, as shown
  id TEXT NOT NULL PRIMARY KEY REFERENCES issued (id),
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  salience TEXT NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  place_id INTEGER REFERENCES place (id),
  plover TEXT,
  mode TEXT,
  confidence REAL NOT NULL,
  part_of TEXT REFERENCES event (id) ON DELETE SET NULL
) [STRICT];
CREATE TABLE participation (  -- who took part in an event, as shown
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'office', 'country', 'org')),
  name TEXT NOT NULL,
  person_id INTEGER REFERENCES person (id),
  country TEXT,
  org TEXT,                      -- of an organisation its own name
  title TEXT,
  role TEXT NOT NULL,
  basis TEXT,
  PRIMARY KEY (event_id, position)
) [STRICT];
CREATE TABLE mention (      -- what one source says of one event, field by field
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL REFERENCES event (id),
  source_id TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,     -- among the events of the source
  extractor TEXT NOT NULL,       -- name and version
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  salience TEXT NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT NOT NULL,
  date_text TEXT,
  date_basis TEXT NOT NULL,
  place_name TEXT,
  place_country TEXT,
  place_basis TEXT,
  place_id INTEGER REFERENCES place (id),
  plover TEXT,
  mode TEXT,
  confidence REAL NOT NULL,
  part_of INTEGER REFERENCES mention (id) ON DELETE SET NULL,
  how TEXT NOT NULL,             -- JSON: field -> the rule or wording behind its value
  UNIQUE (source_id, position)
) [STRICT];
CREATE TABLE mention_participant (  -- the participants that one source names, as it writes them
  mention_id INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  person_id INTEGER REFERENCES person (id),
  country TEXT,
  org TEXT,
  title TEXT,
  role TEXT NOT NULL,
  basis TEXT,
  PRIMARY KEY (mention_id, position)
) [STRICT];
CREATE TABLE evidence (     -- the passages that prove a mention, counted in Unicode characters of the text
  mention_id INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  quote TEXT NOT NULL,
  char_start INTEGER NOT NULL,
  char_end INTEGER NOT NULL,
  PRIMARY KEY (mention_id, position)
) [STRICT];
CREATE TABLE affiliation (  -- who held which post when; from an article: as of the event's date
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  post TEXT NOT NULL,
  country TEXT,
  org TEXT,
  date_from TEXT,
  date_to TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('article', 'data', 'user')),
  mention_id INTEGER REFERENCES mention (id) ON DELETE CASCADE
) [STRICT];
CREATE TABLE decision (     -- what a person decided; append-only
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made TEXT NOT NULL,            -- UTC
  action TEXT NOT NULL,
  target TEXT,                   -- the public id that it is about
  data TEXT NOT NULL,            -- JSON
  reason TEXT,
  undoes INTEGER REFERENCES decision (id)
) [STRICT]"""

# For a timeline in order, for everything about one country, person or organisation, and for foreign keys.
_INDEXES = """
CREATE INDEX source_outlet ON source (outlet);
CREATE UNIQUE INDEX place_key ON place (name_key, ifnull(country, ''));
CREATE INDEX place_country ON place (country);
CREATE INDEX person_key ON person (name_key);
CREATE INDEX alias_key ON alias (name_key);
CREATE INDEX event_in_order ON event (date_from, type, id);
CREATE INDEX event_long ON event (date_to, date_from) WHERE date_to > date_from;
CREATE INDEX event_place ON event (place_id);
CREATE INDEX event_part_of ON event (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX participation_person ON participation (person_id, event_id) WHERE person_id IS NOT NULL;
CREATE INDEX participation_country ON participation (country, event_id) WHERE country IS NOT NULL;
CREATE INDEX participation_org ON participation (org, event_id) WHERE org IS NOT NULL;
CREATE INDEX mention_event ON mention (event_id);
CREATE INDEX mention_place ON mention (place_id) WHERE place_id IS NOT NULL;
CREATE INDEX mention_part_of ON mention (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX mention_person ON mention_participant (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX affiliation_person ON affiliation (person_id, date_from);
CREATE INDEX affiliation_mention ON affiliation (mention_id) WHERE mention_id IS NOT NULL"""

_TIMELINE = """
SELECT
  e.id, e.date_start AS date, e.date_end AS "end", e.date_precision AS precision, e.type, e.status,
  e.salience,
  (SELECT group_concat(name, ', ') FROM
    (SELECT name FROM participation WHERE event_id = e.id ORDER BY position)) AS who,
  p.name AS place, p.country,
  (SELECT count(*) FROM mention WHERE event_id = e.id) AS sources,
  (SELECT group_concat(outlet, ', ') FROM
    (SELECT DISTINCT s.outlet FROM mention m JOIN source s ON s.id = m.source_id
    WHERE m.event_id = e.id AND s.outlet IS NOT NULL ORDER BY s.outlet)) AS outlets,
  (SELECT v.quote FROM mention m JOIN source s ON s.id = m.source_id JOIN evidence v ON v.mention_id = m.id
    WHERE m.event_id = e.id
    ORDER BY m.salience = 'background', ifnull(s.published, '') DESC, s.sha256, v.position LIMIT 1) AS quote,
  e.confidence
FROM event e LEFT JOIN place p ON p.id = e.place_id
ORDER BY e.date_from IS NULL, e.date_from, e.type, e.id"""

# Meetings that are stated and took place, seen from each side.
_WHO_MET = """
SELECT
  a.name AS person, a.country, a.org, a.title AS post,
  b.name AS counterpart, b.country AS counterpart_country, b.org AS counterpart_org,
  b.title AS counterpart_post,
  e.date_start AS date, p.name AS place, p.country AS place_country, e.id AS event
FROM participation a
JOIN participation b ON b.event_id = a.event_id
JOIN event e ON e.id = a.event_id
LEFT JOIN place p ON p.id = e.place_id
WHERE e.type = 'meeting' AND e.status = 'held'
  AND a.kind = 'person' AND b.kind IN ('person', 'office') AND a.position <> b.position
  AND a.role <> 'member' AND b.role <> 'member'
  AND ifnull(a.country = b.country, 0) = 0 AND ifnull(a.org = b.org, 0) = 0"""
