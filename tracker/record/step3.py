"""The third step of the schema: mentions that can be grouped anew, what people decide, and families of texts.

Before, an event was told of by the mentions that were entered into it, one after the other. Now each mention has
an id of its own for life, and which mentions are one event is worked out from what they say and from what people
decided. Events keep their ids: each is that of the event's first mention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.record.dates import interval
from tracker.record.ids import issue_id

if TYPE_CHECKING:
    from sqlite_utils import Database


def identity_and_decisions(db: Database) -> None:
    """Add columns and tables, and fill the columns of the rows that are there."""
    strict = "STRICT, " if db.supports_strict else ""
    for statement in _CHANGES.split(";\n"):
        db.execute(statement.replace("[STRICT]", strict))
    for name in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER decision_about_stays_{name.lower()} BEFORE {name} ON decision_about "
            "BEGIN SELECT RAISE(ABORT, 'decisions are never changed, only followed by others'); END"
        )
    _fill_mentions(db)
    _fill_sources(db)
    for view, query in (("timeline", _TIMELINE), ("who_met", _WHO_MET)):
        db.execute(f"DROP VIEW {view}")
        db.execute(f"CREATE VIEW {view} AS {query}")


def _fill_mentions(db: Database) -> None:
    db.execute(
        "UPDATE mention SET place_lat = (SELECT lat FROM place WHERE id = place_id), "
        "place_lon = (SELECT lon FROM place WHERE id = place_id)"
    )
    db.execute(
        "UPDATE mention SET born = event_id "
        "WHERE id = (SELECT min(f.id) FROM mention f WHERE f.event_id = mention.event_id)"
    )
    rows = db.execute(
        "SELECT m.id, m.born, m.date_start, m.date_end, s.sha256, m.position "
        "FROM mention m JOIN source s ON s.id = m.source_id ORDER BY m.id"
    ).fetchall()
    for number, born, start, end, sha256, position in rows:
        first, last = interval(start, end)
        born = born or issue_id(db.conn, f"{sha256}:{position}")
        db.execute("UPDATE mention SET born = ?, date_from = ?, date_to = ? WHERE id = ?", (born, first, last, number))


def _fill_sources(db: Database) -> None:
    db.execute("UPDATE source SET family = id")
    db.execute("UPDATE source SET extractor = (SELECT max(extractor) FROM mention WHERE source_id = source.id)")
    db.execute(
        "UPDATE event SET independent = (SELECT count(DISTINCT source_id) FROM mention WHERE event_id = event.id)"
    )


_CHANGES = """
ALTER TABLE source ADD COLUMN origin TEXT NOT NULL DEFAULT 'article'
  CHECK (origin IN ('article', 'hand', 'import'));
-- name and version of what read it last
ALTER TABLE source ADD COLUMN extractor TEXT;
-- the same for texts that are near copies of one another: one's id
ALTER TABLE source ADD COLUMN family TEXT;
-- sources, near copies counted once
ALTER TABLE event ADD COLUMN independent INTEGER NOT NULL DEFAULT 1;
-- by a person
ALTER TABLE event ADD COLUMN review TEXT CHECK (review IN ('confirmed', 'rejected'));
-- its own id; an event has that of its first
ALTER TABLE mention ADD COLUMN born TEXT REFERENCES issued (id);
ALTER TABLE mention ADD COLUMN date_from TEXT;
ALTER TABLE mention ADD COLUMN date_to TEXT;
ALTER TABLE mention ADD COLUMN place_lat REAL;
ALTER TABLE mention ADD COLUMN place_lon REAL;
-- no longer found, kept for a decision about it
ALTER TABLE mention ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
-- its rows of likeness are there
ALTER TABLE mention ADD COLUMN compared INTEGER NOT NULL DEFAULT 0;
-- of a mention that is gone: another of its event
ALTER TABLE issued ADD COLUMN heir TEXT REFERENCES issued (id);
CREATE INDEX issued_heir ON issued (heir) WHERE heir IS NOT NULL;
CREATE UNIQUE INDEX mention_born ON mention (born);
CREATE INDEX mention_in_order ON mention (date_from, date_to, type) WHERE date_from IS NOT NULL;
CREATE INDEX mention_called_off ON mention (status) WHERE status NOT IN ('held', 'planned');
CREATE INDEX source_family ON source (family);
CREATE TABLE likeness (     -- mentions of two sources that are, or may be, of one event; worked out from them
  one INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
  same INTEGER NOT NULL,         -- 1: surely, 0: perhaps
  against INTEGER NOT NULL,      -- 1: something speaks against it, such as another date
  score INTEGER NOT NULL,        -- how much speaks for it
  reasons TEXT NOT NULL,
  PRIMARY KEY (one, other)
) [STRICT]WITHOUT ROWID;
CREATE INDEX likeness_other ON likeness (other);
CREATE TABLE decision_about (  -- the mentions that made up what a decision is about, the first one first
  decision_id INTEGER NOT NULL REFERENCES decision (id),
  position INTEGER NOT NULL,
  born TEXT NOT NULL REFERENCES issued (id),
  part TEXT NOT NULL,            -- of a merge 'one' and 'other', of a split 'off' and 'rest', else ''
  PRIMARY KEY (decision_id, position)
) [STRICT]WITHOUT ROWID;
CREATE INDEX decision_about_born ON decision_about (born);
CREATE INDEX decision_undoes ON decision (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE fingerprint (  -- of the words of a text, to find near copies
  source_id TEXT NOT NULL PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
  size INTEGER NOT NULL,         -- runs of words in the text
  lowest BLOB NOT NULL           -- the lowest hashes of these
) [STRICT]WITHOUT ROWID;
CREATE TABLE fingerprint_hash (  -- the few lowest of all, by which near copies are found
  hash INTEGER NOT NULL,
  source_id TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  PRIMARY KEY (hash, source_id)
) [STRICT]WITHOUT ROWID;
CREATE INDEX fingerprint_hash_source ON fingerprint_hash (source_id)"""

_TIMELINE = """
SELECT
  e.id, e.date_start AS date, e.date_end AS "end", e.date_precision AS precision, e.type, e.status,
  e.salience,
  (SELECT group_concat(name, ', ') FROM
    (SELECT name FROM participation WHERE event_id = e.id ORDER BY position)) AS who,
  p.name AS place, p.country,
  (SELECT count(DISTINCT source_id) FROM mention WHERE event_id = e.id) AS sources, e.independent,
  (SELECT group_concat(outlet, ', ') FROM
    (SELECT DISTINCT s.outlet FROM mention m JOIN source s ON s.id = m.source_id
    WHERE m.event_id = e.id AND s.outlet IS NOT NULL ORDER BY s.outlet)) AS outlets,
  (SELECT v.quote FROM mention m JOIN source s ON s.id = m.source_id JOIN evidence v ON v.mention_id = m.id
    WHERE m.event_id = e.id
    ORDER BY m.salience = 'background', ifnull(s.published, '') DESC, s.sha256, v.position LIMIT 1) AS quote,
  e.confidence
FROM event e LEFT JOIN place p ON p.id = e.place_id
WHERE e.review IS NOT 'rejected'
ORDER BY e.date_from IS NULL, e.date_from, e.type, e.id"""

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
WHERE e.type = 'meeting' AND e.status = 'held' AND e.review IS NOT 'rejected'
  AND a.kind = 'person' AND b.kind IN ('person', 'office') AND a.position <> b.position
  AND a.role <> 'member' AND b.role <> 'member'
  AND ifnull(a.country = b.country, 0) = 0 AND ifnull(a.org = b.org, 0) = 0"""
