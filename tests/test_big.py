"""The made-up record that commands are measured on is a record like any other, and the same each time."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.record_articles import assert_sound, dump
from tests.speed import of_a_large_record
from tests.test_record_machine import counted
from tracker import answers
from tracker.answers import Filters
from tracker.record import open_database
from tracker.record.sides import write_sides


def make(path: Path) -> Path:
    words = ["--events", "400", "--persons", "300", "--sources", "80"]
    subprocess.run([sys.executable, "-m", "tests.big", str(path), *words], check=True, capture_output=True, timeout=120)
    return path


def test_a_made_up_record_is_sound_and_the_same_for_a_seed(tmp_path: Path) -> None:
    one, other = make(tmp_path / "one.db"), make(tmp_path / "other.db")
    assert_sound(one)
    ran = "_sqlite_migrations"  # says when
    assert [line for line in dump(one) if ran not in line] == [line for line in dump(other) if ran not in line]
    with closing(answers.connect(one)) as connection:
        assert len(answers.timeline(connection, Filters(words=True))) == 400
        assert {"relations", "ties, middling"} <= set(of_a_large_record(one))
    with open_database(one) as record:
        kept = counted(record.connection)
        write_sides(record.connection)
        assert counted(record.connection) == kept
