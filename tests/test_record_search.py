"""The record as a database for other programs: full-text search, views, foreign keys, and what the README says of them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.record_articles import GUTERRES, KANG, LAVROV, SHOIGU, WANG, assert_sound, country, event, opened, told
from tracker.model import Article, Place
from tracker.record import Record, migrations, open_database
from tracker.record.reextract import Reread

README = Path(__file__).parents[1] / "README.md"
MEETING = event(SHOIGU, KANG)


def searched(connection: sqlite3.Connection, index: str, words: str) -> list[str]:
    """The titles or quotes that an index finds, the best first."""
    view, shown = {"text_search": ("texts", "title"), "quote_search": ("quotes", "quote")}[index]
    rows = connection.execute(
        f"SELECT v.{shown} FROM {index} JOIN {view} v ON v.id = {index}.rowid WHERE {index} MATCH ? ORDER BY rank, 1",
        (words,),
    )
    return [row[0] for row in rows]


def test_titles_texts_and_quotes_are_found_by_words_without_accents_and_endings(record: Record) -> None:
    told(record, MEETING, text=" in Zürich", title="Talks on grains")
    told(record, event(GUTERRES, WANG), text=" elsewhere", title="Another")
    find = record.connection
    assert searched(find, "text_search", "zurich") == ["Talks on grains"]
    assert searched(find, "text_search", "title:grain") == ["Talks on grains"]
    assert searched(find, "text_search", "meetings") == ["Another", "Talks on grains"]
    assert searched(find, "quote_search", '"antonio guterres"') == ["António Guterres and Wang Yi had a meeting."]
    assert searched(find, "quote_search", "zurich") == []


def test_the_index_keeps_in_step_with_everything_that_is_written(record: Record, path: Path) -> None:
    kept = told(record, MEETING, text=" one", title="First")
    gone = told(record, event(LAVROV, WANG, day="2023-01-02"), text=" two", title="Second")
    hand = record.add_event([("type", "visit"), ("who", "Wang Yi (CN)")])
    assert_sound(path)
    record.remove(gone.source_id)
    record.undo(hand.number)
    record.replace([Reread(kept.source_id, ())], extractor="2")
    assert searched(record.connection, "text_search", "begins") == ["First"]
    assert searched(record.connection, "quote_search", "meeting") == []
    assert_sound(path)
    record.connection.execute("UPDATE source SET title = 'Renamed'")
    assert searched(record.connection, "text_search", "renamed") == ["Renamed"]
    assert searched(record.connection, "text_search", "first") == []
    record.connection.execute("UPDATE source_text SET text = 'changed'")
    record.connection.execute("VACUUM")
    assert_sound(path)
    record.connection.execute("DELETE FROM source_text")
    assert searched(record.connection, "text_search", "changed") == []
    assert searched(record.connection, "text_search", "renamed") == ["Renamed"]
    assert_sound(path)


def test_a_record_of_before_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations.migrate(connection, migrations.STEPS[:3])
        connection.executescript("""
            INSERT INTO issued (id) VALUES ('s-1'), ('m1');
            INSERT INTO source (id, sha256, title, published_basis, retrieved) VALUES ('s-1', 'x', 'Talks', 'unknown', '2023');
            INSERT INTO source_text VALUES ('s-1', 'Shoigu met Kang.');
            INSERT INTO event (id, type, status, salience, date_precision, confidence)
              VALUES ('m1', 'meeting', 'held', 'main', 'unknown', 0.5);
            INSERT INTO mention (event_id, born, source_id, position, extractor, type, status, salience, date_precision,
              date_basis, confidence, how) VALUES
              ('m1', 'm1', 's-1', 0, '1', 'meeting', 'held', 'main', 'unknown', 'unknown', 0.5, '{}');
            INSERT INTO evidence VALUES (1, 0, 'Shoigu met Kang.', 0, 16);
        """)
    with open_database(path) as record:
        assert searched(record.connection, "text_search", "shoigu") == ["Talks"]
        assert searched(record.connection, "quote_search", "shoigu") == ["Shoigu met Kang."]
    assert_sound(path)


def test_an_article_can_be_kept_without_its_text(record: Record, path: Path) -> None:
    article = Article("It is said. They met.", title="Talks")
    first = record.add(article, [MEETING], extractor="1", keep_text=False)
    before = list(record.connection.execute("SELECT sha256, title, retrieved FROM source").fetchone())
    assert before[0] == article.sha256
    assert record.add(article, [MEETING], extractor="1").source_known
    assert record.connection.execute("SELECT count(*) FROM source_text").fetchone()[0] == 0
    assert searched(record.connection, "text_search", "talks") == ["Talks"]
    assert searched(record.connection, "text_search", "said") == []
    record.rebuild()
    record.remove(first.source_id)
    assert_sound(path)


def test_pairs_of_countries_are_listed_once_an_event(record: Record) -> None:
    summit = event(
        GUTERRES, WANG, country("China", "CN"), LAVROV, country("North Korea", "KP", role="member"), type="conference"
    )
    told(record, summit, event(SHOIGU, LAVROV), MEETING, text=" a")
    rejected = told(record, event(WANG, LAVROV, day="2020-01-01", type="call"), text=" b").event_ids[0]
    pairs = "SELECT country_1, country_2, type, role_2, event FROM dyads WHERE date > '2020' ORDER BY type, 1, 2"
    assert [tuple(row)[:4] for row in record.connection.execute(pairs)] == [
        ("CN", "RU", "call", "principal"),
        ("CN", "KP", "conference", "member"),
        ("CN", "RU", "conference", "principal"),
        ("KP", "RU", "conference", "principal"),
        ("KP", "RU", "meeting", "visitor"),
    ]
    record.reject(rejected)
    assert rejected not in [row["event"] for row in record.connection.execute(pairs)]


def test_no_view_shows_what_was_rejected(record: Record) -> None:
    met = told(record, MEETING).event_ids[0]
    views = {"timeline": "id", "who_met": "event", "dyads": "event"}
    for view, column in views.items():
        assert {row[column] for row in record.connection.execute(f"SELECT * FROM {view}")} == {met}
    record.reject(met)
    for view in views:
        assert record.connection.execute(f"SELECT * FROM {view}").fetchall() == []


def test_the_timeline_has_coordinates(record: Record) -> None:
    told(record, event(SHOIGU, KANG, place=Place("Pyongyang", "KP", lat=39.03, lon=125.75)))
    row = record.connection.execute("SELECT latitude, longitude FROM timeline").fetchone()
    assert tuple(row) == (39.03, 125.75)


def test_sqlite_utils_reads_the_views_and_sees_the_foreign_keys(record: Record, path: Path) -> None:
    told(record, MEETING)
    db = Database(path)
    assert {"timeline", "who_met", "dyads"} <= set(db.view_names())
    assert next(iter(db.view("timeline").rows))["who"] == "Sergei Shoigu, Kang Sun-nam"
    assert [row["counterpart"] for row in db.view("who_met").rows] == ["Kang Sun-nam", "Sergei Shoigu"]
    assert [(row["country_1"], row["country_2"]) for row in db.view("dyads").rows] == [("KP", "RU")]
    keys = {(k.table, k.column, k.other_table) for t in db.tables for k in t.foreign_keys}
    assert {
        ("mention", "source_id", "source"), ("mention", "event_id", "event"), ("evidence", "mention_id", "mention"),
        ("participation", "event_id", "event"), ("participation", "person_id", "person"),
        ("event", "place_id", "place"), ("alias", "person_id", "person"), ("document", "source_id", "source"),
    } <= keys  # fmt: skip
    db.close()


def documented() -> str:
    """The README's section on the database."""
    if not README.exists():
        pytest.skip("there is no README beside an installed package")
    return README.read_text(encoding="utf-8").partition("\n## The database\n")[2].partition("\n## ")[0]


def test_the_readme_names_all_tables_and_views_with_their_keys_and_columns(record: Record, path: Path) -> None:
    section = documented()
    words = set(re.findall(r"`(\w+)`", section))
    with opened(path) as connection:
        names = {
            row["name"]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            if not re.match("sqlite_|_sqlite|(text|quote)_search_", row["name"])
        }
        assert names <= words
        listed = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", section, re.M)
        assert {name for name, _ in listed} <= names
        for name, columns in listed:
            info = connection.execute(f"PRAGMA table_info({name})").fetchall()
            given = re.findall(r"`(\w+)`", columns)
            assert set(given) <= {row["name"] for row in info}
            if name in ("timeline", "who_met", "dyads"):
                assert given == [row["name"] for row in info]


def test_the_queries_of_the_readme_run(record: Record) -> None:
    told(record, MEETING)
    (block,) = re.findall(r"^```sql\n(.*?)^```", documented(), re.S | re.M)
    for query in filter(str.strip, block.split(";")):
        record.connection.execute(query).fetchall()
