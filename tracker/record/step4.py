"""The fourth step of the schema: full-text search, pairs of countries, coordinates in the timeline.

The search tables are FTS5 indexes of what is kept elsewhere (https://www.sqlite.org/fts5.html, "external content"): they
hold no second copy of a text, and triggers keep them in step whoever writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def search_and_pairs(db: Database) -> None:
    """Add the search tables, filled from what is there, and the views."""
    strict = "STRICT" if db.supports_strict else ""
    for statement in _SEARCH.split(";\n\n"):
        db.execute(statement.replace("[STRICT]", strict))
    db.execute("INSERT INTO document (source_id) SELECT id FROM source ORDER BY rowid")
    for name in ("text_search", "quote_search"):
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    db.execute("DROP VIEW timeline")
    for view, query in (("timeline", _TIMELINE), ("dyads", _DYADS)):
        db.execute(f"CREATE VIEW {view} AS {query}")


# A quote's number is worked out from its key, and a source has one of its own, since VACUUM may renumber the rows of tables
# without a number. An index is told what it held of a row that goes.
_SEARCH = """
CREATE TABLE document (     -- a number for each source, which the full-text index needs
  id INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL UNIQUE REFERENCES source (id) ON DELETE CASCADE
) [STRICT];

CREATE INDEX evidence_number ON evidence (mention_id * 1000 + position);

CREATE VIEW texts AS
SELECT d.id, s.id AS source_id, s.title, t.text
FROM document d JOIN source s ON s.id = d.source_id LEFT JOIN source_text t ON t.source_id = s.id;

CREATE VIEW quotes AS
SELECT v.mention_id * 1000 + v.position AS id, m.event_id, m.source_id, v.quote, v.char_start, v.char_end
FROM evidence v JOIN mention m ON m.id = v.mention_id;

CREATE VIRTUAL TABLE text_search USING fts5 (
  title, text, content='texts', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE quote_search USING fts5 (
  quote, content='quotes', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER quote_search_insert AFTER INSERT ON evidence BEGIN
  INSERT INTO quote_search (rowid, quote) VALUES (new.mention_id * 1000 + new.position, new.quote);
END;

CREATE TRIGGER quote_search_delete AFTER DELETE ON evidence BEGIN
  INSERT INTO quote_search (quote_search, rowid, quote)
    VALUES ('delete', old.mention_id * 1000 + old.position, old.quote);
END;

CREATE TRIGGER quote_search_update AFTER UPDATE ON evidence BEGIN
  INSERT INTO quote_search (quote_search, rowid, quote)
    VALUES ('delete', old.mention_id * 1000 + old.position, old.quote);
  INSERT INTO quote_search (rowid, quote) VALUES (new.mention_id * 1000 + new.position, new.quote);
END;

CREATE TRIGGER text_search_insert AFTER INSERT ON source BEGIN
  INSERT INTO document (source_id) VALUES (new.id);
  INSERT INTO text_search (rowid, title) SELECT id, new.title FROM document WHERE source_id = new.id;
END;

CREATE TRIGGER text_search_delete BEFORE DELETE ON source BEGIN
  INSERT INTO text_search (text_search, rowid, title, text)
    SELECT 'delete', id, title, text FROM texts WHERE source_id = old.id;
  DELETE FROM document WHERE source_id = old.id;
END;

CREATE TRIGGER text_search_title AFTER UPDATE OF title ON source BEGIN
  INSERT INTO text_search (text_search, rowid, title, text)
    SELECT 'delete', id, old.title, text FROM texts WHERE source_id = new.id;
  INSERT INTO text_search (rowid, title, text) SELECT id, title, text FROM texts WHERE source_id = new.id;
END;

CREATE TRIGGER text_search_text_insert AFTER INSERT ON source_text BEGIN
  INSERT INTO text_search (text_search, rowid, title, text)
    SELECT 'delete', id, title, NULL FROM texts WHERE source_id = new.source_id;
  INSERT INTO text_search (rowid, title, text) SELECT id, title, text FROM texts WHERE source_id = new.source_id;
END;

CREATE TRIGGER text_search_text_delete AFTER DELETE ON source_text BEGIN
  INSERT INTO text_search (text_search, rowid, title, text)
    SELECT 'delete', id, title, old.text FROM texts WHERE source_id = old.source_id;
  INSERT INTO text_search (rowid, title, text) SELECT id, title, NULL FROM texts WHERE source_id = old.source_id;
END;

CREATE TRIGGER text_search_text_update AFTER UPDATE OF text ON source_text BEGIN
  INSERT INTO text_search (text_search, rowid, title, text)
    SELECT 'delete', id, title, old.text FROM texts WHERE source_id = new.source_id;
  INSERT INTO text_search (rowid, title, text) SELECT id, title, text FROM texts WHERE source_id = new.source_id;
END"""

_TIMELINE = """
SELECT
  e.id, e.date_start AS date, e.date_end AS "end", e.date_precision AS precision, e.type, e.status,
  e.salience,
  (SELECT group_concat(name, ', ') FROM
    (SELECT name FROM participation WHERE event_id = e.id ORDER BY position)) AS who,
  p.name AS place, p.country, p.lat AS latitude, p.lon AS longitude,
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

# Each pair of countries once an event, in the order of their codes; of several who stand for one, the first gives the role.
_DYADS = """
SELECT
  a.country AS country_1, b.country AS country_2, e.date_start AS date, e.date_end AS "end",
  e.date_precision AS precision, e.type, e.status, e.plover, a.role AS role_1, b.role AS role_2, e.id AS event
FROM event e
JOIN participation a ON a.event_id = e.id
JOIN participation b ON b.event_id = e.id AND b.country > a.country
WHERE e.review IS NOT 'rejected'
  AND NOT EXISTS (SELECT 1 FROM participation WHERE event_id = e.id AND country = a.country AND position < a.position)
  AND NOT EXISTS (SELECT 1 FROM participation WHERE event_id = e.id AND country = b.country AND position < b.position)
ORDER BY e.date_from IS NULL, e.date_from, e.type, e.id, a.country, b.country"""
