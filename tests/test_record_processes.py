"""Several processes at once, and processes that die."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.record_articles import KANG, SHOIGU, assert_sound, dump, event, opened, told
from tracker.record import open_database

DIES = """
import os, sys
sys.path.insert(0, sys.argv[2])
from tests.record_articles import *
import tracker.record.grouping as grouping

def die(connection, event_id):
    os._exit(9)

grouping.settle = die
with open_database(sys.argv[1]) as record:
    told(record, event(SHOIGU, KANG), event(LAVROV, WANG), text=" of a program that dies")
"""

DIES_REMOVING = """
import os, sys
sys.path.insert(0, sys.argv[2])
import tracker.record.grouping as grouping
from tracker.record import open_database
grouping.forget_unnamed = lambda connection, numbers: os._exit(9)
with open_database(sys.argv[1]) as record:
    record.remove(sys.argv[3])
"""

ADDS = """
import sys
sys.path.insert(0, sys.argv[2])
from tests.record_articles import *
from tracker.record import open_database
first, last = int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
with open_database(sys.argv[1]) as record:
    for number in range(first, last):
        told(record, event(SHOIGU, KANG, day=f"2023-07-{number % 28 + 1:02}"), event(LAVROV, WANG), text=f" {number}")
"""

ROOT = str(Path(__file__).parent.parent)


@pytest.mark.parametrize("program", [DIES, DIES_REMOVING], ids=["adding", "removing"])
def test_a_program_that_dies_half_way_leaves_the_record_as_it_was(tmp_path: Path, program: str) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        source = told(record, event(SHOIGU, KANG)).source_id
    before = dump(path)
    program = program.replace(
        "from tests.record_articles", "from tracker.record import open_database\nfrom tests.record_articles"
    )
    died = subprocess.run([sys.executable, "-c", program, str(path), ROOT, source], timeout=60)
    assert died.returncode == 9
    assert dump(path) == before
    assert_sound(path)
    with open_database(path) as record:
        assert told(record, event(SHOIGU, KANG), text=" after").merged == 1


def test_a_writer_waits_for_its_turn_before_it_looks_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.db"
    looked: list[str] = []

    def look(change: object) -> None:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                looked.append(str(error))

    with open_database(path) as record:
        monkeypatch.setattr("tracker.record.grouping.Change.work_out", look)
        told(record, event(SHOIGU, KANG))
    assert looked == ["database is locked"]


def test_two_programs_add_to_a_new_record_at_once(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    shares = [("0", "12"), ("8", "20")]  # some articles are given to both
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", ADDS, str(path), ROOT, first, last],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first, last in shares
    ]
    for program in programs:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        _, complaint = program.communicate(timeout=60)
        assert (program.returncode, complaint) == (0, "")
    with opened(path) as connection:
        assert connection.execute("SELECT count(*) FROM source").fetchone()[0] == 20
        assert connection.execute("SELECT count(*) FROM mention").fetchone()[0] == 40
        # One meeting a day, told of twice at most, and one other that all tell of.
        assert connection.execute("SELECT count(*) FROM event").fetchone()[0] == 21
        assert connection.execute("SELECT count(*) FROM person").fetchone()[0] == 4
    assert_sound(path)
