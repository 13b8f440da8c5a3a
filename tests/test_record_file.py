"""The file of the record: where it is, whose it is, its schema, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.record_articles import KANG, SHOIGU, assert_sound, dump, event, opened, person, told
from tracker import answers
from tracker.errors import DatabaseError, NotFoundError
from tracker.record import default_path, file, migrations, open_database
from tracker.record.grouping import rebuild

MEETING = event(SHOIGU, KANG)


@contextmanager
def as_an_ordinary_user() -> Iterator[Path]:
    """A new directory, and no rights of root, for whom no directory is read-only."""
    if sys.platform == "win32":
        pytest.skip("a read-only directory is another thing on Windows")
    with tempfile.TemporaryDirectory(prefix="tracker-") as directory:
        root = os.geteuid() == 0
        if root:
            os.chown(directory, 65534, -1)
            os.seteuid(65534)
        try:
            yield Path(directory)
        finally:
            if root:
                os.seteuid(0)
            Path(directory).chmod(0o777)


def test_the_record_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", "/somewhere/mine.db")
    assert default_path() == Path("/somewhere/mine.db")


def test_otherwise_the_record_is_in_the_data_directory_of_the_platform(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import platformdirs

    for empty in (None, ""):
        monkeypatch.delenv("TRACKER_DB", raising=False)
        if empty is not None:
            monkeypatch.setenv("TRACKER_DB", empty)
        assert default_path() == Path(platformdirs.user_data_dir("tracker", appauthor=False)) / "events.db"


def test_a_new_record_is_made_with_its_directories(tmp_path: Path) -> None:
    path = tmp_path / "new" / "ünïcode dir? #1" / "events.db"
    with open_database(path) as record:
        told(record, MEETING)
    assert [p.name for p in path.parent.iterdir()] == ["events.db"]  # nothing else is left lying about
    with closing(answers.connect(path)) as connection:
        assert len(answers.timeline(connection)) == 1


def test_without_leave_to_create_a_missing_record_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"there is no database at .* yet: run `tracker add` first"):
        open_database(tmp_path / "events.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_without_leave_to_create_an_empty_file_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    path.touch()
    with pytest.raises(NotFoundError, match=r"events\.db is empty: run `tracker add` first"):
        open_database(path, create=False)
    assert path.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    path.touch()
    with open_database(path) as record:
        assert told(record, MEETING).new == 1


@pytest.mark.parametrize("content", [b"hello", b"{}\n" * 1000, os.urandom(5000), b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    for use in (open_database, answers.connect):
        with pytest.raises(DatabaseError, match=r"notes\.txt: not a SQLite database"):
            use(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE event (id)")
    before = path.read_bytes()
    for use in (open_database, answers.connect):
        with pytest.raises(DatabaseError, match="a database, but not one of tracker's"):
            use(path)
    assert path.read_bytes() == before


def test_a_directory_is_no_database(tmp_path: Path) -> None:
    for use in (open_database, answers.connect):
        with pytest.raises(DatabaseError, match="is a directory, not a database"):
            use(tmp_path)


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseError, match="file is a file, not a directory"):
        open_database(tmp_path / "file" / "events.db")


def test_a_record_of_a_newer_version_asks_for_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    open_database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    before = path.read_bytes()
    for use in (open_database, answers.connect):
        with pytest.raises(DatabaseError, match=r"made by a newer version of tracker .*: upgrade tracker"):
            use(path)
    assert path.read_bytes() == before


def test_a_damaged_record_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        told(record, MEETING)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    with (
        pytest.raises(DatabaseError, match=r"events\.db: the database is damaged"),
        closing(answers.connect(path)) as connection,
    ):
        answers.timeline(connection)


def test_a_directory_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    with as_an_ordinary_user() as directory:
        (directory / "locked").mkdir(mode=0o555)
        for path in (directory / "locked" / "events.db", directory / "locked" / "new" / "events.db"):
            with pytest.raises(DatabaseError, match="locked") as caught:
                open_database(path)
            assert "\n" not in str(caught.value)


def test_a_record_that_cannot_be_written_says_so_before_any_work() -> None:
    with as_an_ordinary_user() as directory:
        path = directory / "events.db"
        with open_database(path) as record:
            told(record, MEETING)
        path.chmod(0o444)
        directory.chmod(0o555)
        with pytest.raises(DatabaseError, match="read-only"):
            open_database(path)


def test_a_record_in_a_read_only_directory_can_be_read() -> None:
    with as_an_ordinary_user() as directory:
        path = directory / "100% #mine?.db"
        with open_database(path) as record:
            told(record, MEETING)
        path.chmod(0o444)
        directory.chmod(0o555)
        with closing(answers.connect(path)) as connection:
            assert [row["name"] for row in answers.who_met(connection, "Shoigu")] == ["Kang Sun-nam"]
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                connection.execute("DELETE FROM event")
        assert [p.name for p in directory.iterdir()] == [path.name]


def test_unfinished_writing_in_a_read_only_directory_is_not_passed_over() -> None:
    with as_an_ordinary_user() as directory:
        path = directory / "events.db"
        record = open_database(path)
        told(record, MEETING)
        log = directory / "events.db-wal"
        copy = directory / "copy"
        copy.mkdir()
        (copy / "events.db").write_bytes(path.read_bytes())
        (copy / "events.db-wal").write_bytes(log.read_bytes())
        record.close()
        copy.chmod(0o555)
        try:
            with pytest.raises(DatabaseError, match=r"not closed properly .*copy it and events\.db-wal elsewhere"):
                answers.connect(copy / "events.db")
        finally:
            copy.chmod(0o777)


def test_a_file_that_may_not_be_read_is_named() -> None:
    with as_an_ordinary_user() as directory:
        path = directory / "events.db"
        open_database(path).close()
        path.chmod(0)
        for use in (open_database, answers.connect):
            with pytest.raises(DatabaseError, match=r"events\.db: cannot be opened: check the permissions"):
                use(path)


def test_a_record_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        told(record, MEETING)
        record.connection.execute("BEGIN IMMEDIATE")
        record.connection.execute("DELETE FROM mention")
        with closing(answers.connect(path)) as connection:
            assert len(answers.timeline(connection)) == 1
        record.connection.rollback()


def test_a_record_that_another_program_keeps_locked_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        record.connection.execute("PRAGMA busy_timeout = 0")
        monkeypatch.setattr("tracker.record.database.BUSY_SECONDS", 0)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseError, match="another program has kept it locked"):
                told(record, MEETING)
            with pytest.raises(DatabaseError, match="another program has kept it locked"):
                open_database(path)
        assert told(record, MEETING).new == 1


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        told(record, MEETING)
        before = dump(path)
        pages = record.connection.execute("PRAGMA page_count").fetchone()[0]
        record.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DatabaseError, match="the disk is full; nothing was changed"):
            told(record, MEETING, text=" long" * 20_000)
    assert dump(path) == before


def test_a_record_that_is_up_to_date_opens_without_sqlite_utils(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    open_database(path).close()
    program = (
        "import sys; from tracker.record import open_database; open_database(sys.argv[1]).close(); "
        "sys.exit('sqlite_utils' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, timeout=60)


def schema(path: Path) -> list[tuple[str, ...]]:
    with opened(path) as connection:
        return sorted(
            tuple(row)
            for row in connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%sqlite_%'"
            )
        )


def made_by(version: int, path: Path) -> None:
    """A record as the tracker that knew `version` schema steps made it, with what it could hold then."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations.migrate(connection, migrations.STEPS[:version])
        if version >= 1:
            connection.executescript("""
                INSERT INTO issued (id) VALUES ('s-old1'), ('old2');
                INSERT INTO source (id, sha256, published_basis, retrieved) VALUES ('s-old1', 'x', 'unknown', '2023');
                INSERT INTO event (id, type, status, salience, date_precision, confidence)
                  VALUES ('old2', 'meeting', 'held', 'main', 'unknown', 0.5);
                INSERT INTO mention (event_id, source_id, position, extractor, type, status, salience,
                  date_precision, date_basis, confidence, how)
                  VALUES ('old2', 's-old1', 0, 'old', 'meeting', 'held', 'main', 'unknown', 'unknown', 0.5, '{}');
            """)
        if version >= 3:
            connection.execute("UPDATE mention SET born = event_id")


@pytest.mark.parametrize("version", range(migrations.VERSION + 1))
def test_a_record_of_every_earlier_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    path, new = tmp_path / "old.db", tmp_path / "new.db"
    made_by(version, path)
    open_database(new).close()
    with open_database(path) as record:
        assert told(record, MEETING).new == 1
    with closing(answers.connect(path)) as connection:
        ids = [row["id"] for row in answers.timeline(connection)]
        assert ids[1:] == (["old2"] if version else [])
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION
    assert schema(path) == schema(new)
    assert_sound(path)


OLD_EVENTS = """
    INSERT INTO issued (id) VALUES ('s-1'), ('s-2'), ('met1'), ('visit1');
    INSERT INTO source (id, sha256, outlet, published, published_basis, retrieved) VALUES
      ('s-1', 'x1', 'One', '2023-07-27', 'header', '2023'), ('s-2', 'x2', 'Two', '2023-07-28', 'header', '2023');
    INSERT INTO source_text VALUES ('s-1', 'Shoigu met Kang.'), ('s-2', 'They met. A visit.');
    INSERT INTO person (name, name_key, country) VALUES ('Sergei Shoigu', 'sergeishoigu', 'RU'), ('Kang', 'kang', 'KP');
    INSERT INTO alias VALUES (1, 'Sergei Shoigu', 'article', 'sergeishoigu', 'Latin'),
      (2, 'Kang', 'article', 'kang', 'Latin');
    INSERT INTO event (id, type, status, salience, date_start, date_precision, date_from, date_to, confidence) VALUES
      ('visit1', 'visit', 'held', 'main', '2023-07-25', 'day', '2023-07-25', '2023-07-25', 0.9),
      ('met1', 'meeting', 'held', 'main', '2023-07-26', 'day', '2023-07-26', '2023-07-26', 0.8);
    INSERT INTO mention (event_id, source_id, position, extractor, type, status, salience, date_start, date_precision,
      date_basis, confidence, how) VALUES
      ('met1', 's-1', 0, '1', 'meeting', 'held', 'main', '2023-07-26', 'day', 'explicit', 0.8, '{}'),
      ('visit1', 's-2', 0, '1', 'visit', 'held', 'main', '2023-07-25', 'day', 'explicit', 0.9, '{}'),
      ('met1', 's-2', 1, '1', 'meeting', 'held', 'main', '2023-07-26', 'day', 'explicit', 0.8, '{}');
    INSERT INTO mention_participant (mention_id, position, kind, name, person_id, country, role) VALUES
      (1, 0, 'person', 'Sergei Shoigu', 1, 'RU', 'principal'), (1, 1, 'person', 'Kang', 2, 'KP', 'principal'),
      (2, 0, 'person', 'Sergei Shoigu', 1, 'RU', 'visitor'),
      (3, 0, 'person', 'Sergei Shoigu', 1, 'RU', 'principal'), (3, 1, 'person', 'Kang', 2, 'KP', 'principal');
    INSERT INTO participation (event_id, position, kind, name, person_id, country, role) VALUES
      ('met1', 0, 'person', 'Sergei Shoigu', 1, 'RU', 'principal'), ('met1', 1, 'person', 'Kang', 2, 'KP', 'principal'),
      ('visit1', 0, 'person', 'Sergei Shoigu', 1, 'RU', 'visitor');
"""


@pytest.mark.parametrize("version", [1, 2])
def test_a_record_of_before_is_backed_up_and_gives_the_same_answers_under_the_same_ids(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "events.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations.migrate(connection, migrations.STEPS[:version])
        connection.executescript(OLD_EVENTS)
    columns = "id, date, status, type, who, place, country, sources, outlets, confidence"
    before = tmp_path / f"events.db.bak-v{version}"

    def answers_of(file: Path) -> list[tuple[object, ...]]:
        with opened(file) as connection:
            return [tuple(row) for row in connection.execute(f"SELECT {columns} FROM timeline")]

    asked = answers_of(path)
    assert [row[0] for row in asked] == ["visit1", "met1"]
    with open_database(path) as record:
        record.connection.execute("PRAGMA wal_checkpoint")
    assert answers_of(path) == asked
    assert answers_of(before) == asked
    with opened(before) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == version
    with open_database(path) as record:  # and once all is worked out anew
        with record.transaction() as connection:
            rebuild(connection)
        assert answers_of(path) == asked
        assert told(record, event(SHOIGU, person("Kang", "KP")), text=" more").event_ids == ("met1",)
        assert record.remove("s-1").kept
    assert_sound(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["events.db", before.name]


def test_a_second_backup_does_not_overwrite_the_first(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    made_by(1, path)
    (tmp_path / "events.db.bak-v1").write_text("mine")
    open_database(path).close()
    assert (tmp_path / "events.db.bak-v1").read_text() == "mine"
    assert (tmp_path / "events.db.bak-v1-2").exists()


def test_a_step_that_fails_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    made_by(migrations.VERSION, path)
    before = dump(path)

    def adds_a_table_and_fails(db: object) -> None:
        db.execute("CREATE TABLE half (id)")  # type: ignore[attr-defined]
        raise RuntimeError("half-way")

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(RuntimeError, match="half-way"):
            migrations.migrate(connection, (*migrations.STEPS, adds_a_table_and_fails))
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION
    assert dump(path) == before


def test_reading_a_record_of_an_older_version_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.db"
    open_database(path).close()
    monkeypatch.setattr("tracker.answers.connection.VERSION", migrations.VERSION + 1)
    with pytest.raises(DatabaseError, match="older version of tracker: run `tracker add`"):
        answers.connect(path)


def test_reading_what_was_never_written_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"there is no database at .* yet: run `tracker add` first"):
        answers.connect(tmp_path / "events.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(NotFoundError, match="is empty: run `tracker add` first"):
        answers.connect(tmp_path / "empty.db")


def test_the_schema_is_strict_about_types_and_references(tmp_path: Path) -> None:
    with open_database(tmp_path / "events.db") as record:
        for statement in (
            "INSERT INTO person (name, name_key) VALUES (NULL, 'x')",
            "INSERT INTO participation (event_id, position, kind, name, role) VALUES ('no', 0, 'person', 'x', 'host')",
            "INSERT INTO event (id, type, status, salience, date_precision, confidence) "
            "VALUES ('none', 'meeting', 'held', 'main', 'day', 'high')",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                record.connection.execute(statement)


def test_errors_of_the_file_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as caught, file.clear_errors(tmp_path):
        raise sqlite3.OperationalError("something\nnew")
    assert str(caught.value) == f"{tmp_path}: something new"
