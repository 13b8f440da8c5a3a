"""The shortest chain of meetings between two persons, and the first event of two."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.record_articles import GUTERRES, KANG, LAVROV, SHOIGU, WANG, event, person, told
from tests.test_render import Screen
from tracker import answers
from tracker.answers import Filters
from tracker.cli import app
from tracker.errors import InputError, NotFoundError
from tracker.record import open_database
from tracker.render import ties as view
from tracker.render import write_table

MODI = person("Narendra Modi", "IN", title="Prime Minister")
SUNAK = person("Rishi Sunak", "GB", title="Prime Minister")
AIDE = person("An Aide", "KP", role="member")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chains") / "events.db"
    with open_database(path) as record:
        told(
            record,
            event(SHOIGU, KANG, day="2023-07-26"),
            event(KANG, WANG, day="2022-01-05"),
            event(KANG, WANG, day="2023-02"),
            event(WANG, MODI, day="2021-03-03"),
            event(SHOIGU, MODI, day="2020-01-01", status="planned"),
            event(SHOIGU, MODI, day="2020-02-02", type="call"),
            event(GUTERRES, MODI, SUNAK, day="2020-03-01", type="conference"),
            event(SUNAK, AIDE, day="2020-04-01"),
            event(LAVROV, WANG, day="2019-05-01", type="call"),
            event(LAVROV, WANG, day="2022-06-10", type="call"),
            event(LAVROV, WANG, day="2023-06-20", type="call"),
            event(LAVROV, WANG, day=None, type="call"),
            event(LAVROV, WANG, day="2024-01-01", type="call", status="planned"),
        )
    return path


@pytest.fixture
def connection(filled: Path) -> Iterator[sqlite3.Connection]:
    with closing(answers.connect(filled)) as connection:
        yield connection


def steps(connection: sqlite3.Connection, start: str, goal: str, **filters: Any) -> list[tuple[Any, ...]]:
    rows = answers.chain(connection, start, goal, Filters(**filters))
    return [(row["name_1"], row["name_2"], row["first"], row["last"]) for row in rows]


def test_the_shortest_chain_has_each_step_with_its_dates(connection: sqlite3.Connection) -> None:
    there = steps(connection, "Shoigu", "Modi")
    assert there == [
        ("Sergei Shoigu", "Kang Sun-nam", "2023-07-26", "2023-07-26"),
        ("Kang Sun-nam", "Wang Yi", "2022-01-05", "2023-02"),
        ("Wang Yi", "Narendra Modi", "2021-03-03", "2021-03-03"),
    ]
    back = steps(connection, "Modi", "Shoigu")
    assert back == [(two, one, first, last) for one, two, first, last in reversed(there)]
    (row,) = answers.chain(connection, "Шойгу", "Kang")
    assert (row["step"], row["country_1"], row["post_2"], row["times"]) == (1, "Russia", "Defense Minister", 1)


def test_only_meetings_that_are_stated_and_were_held_count_unless_asked_for_more(
    connection: sqlite3.Connection,
) -> None:
    assert len(steps(connection, "Shoigu", "Modi", type=("meeting", "call"))) == 1
    assert len(steps(connection, "Shoigu", "Modi", status=("held", "planned"))) == 1
    assert steps(connection, "Shoigu", "Modi", since="2022") == []
    assert steps(connection, "Modi", "Sunak") == []  # at one conference
    assert steps(connection, "Sunak", "An Aide") == []  # a member of a delegation


def test_names_that_are_nobody_or_one_person_are_refused(connection: sqlite3.Connection) -> None:
    with pytest.raises(InputError, match="are one person, Sergei Shoigu"):
        answers.chain(connection, "Shoigu", "Sergey Shoygu")
    with pytest.raises(NotFoundError, match="'Nobody'"):
        answers.chain(connection, "Shoigu", "Nobody")


CALLS = Filters(type=("call",))


def test_the_first_call_and_the_first_since(connection: sqlite3.Connection) -> None:
    found = answers.first(connection, "China", "Russia", CALLS)
    assert list(found) == ["one", "other", "event", "before", "gap_days", "answer"]
    assert (found["event"]["date"], found["before"], found["gap_days"]) == ("2019-05-01", None, None)
    assert found["answer"].startswith("The first call of China and Russia in the record: 2019-05-01 (event ")
    latest = answers.first(connection, "Lavrov", "Wang Yi", CALLS, since_last=True)
    assert (latest["event"]["date"], latest["before"]["date"], latest["gap_days"]) == ("2023-06-20", "2022-06-10", 375)
    assert latest["answer"].endswith(f"the first since 2022-06-10 (event {latest['before']['id']}), 375 days before")


def test_an_only_one_and_none_are_said(connection: sqlite3.Connection) -> None:
    only = answers.first(connection, "Shoigu", "Modi", CALLS, since_last=True)
    assert only["answer"].endswith(", the only one")
    none = answers.first(connection, "Shoigu", "Kang", CALLS)
    assert none["event"] is None
    assert none["answer"].startswith("The record has no call of Sergei Shoigu (Russia) and Kang Sun-nam (North Korea)")


@pytest.fixture
def run(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TRACKER_DB", str(filled))
    return lambda *words: CliRunner().invoke(app, list(words))


def test_first_on_the_command_line_in_every_format(run: Any) -> None:
    asked = ("first", "China", "Russia", "--type", "call", "--since-last")
    lines = run(*asked).stdout.splitlines()
    assert "the first since 2022-06-10" in lines[0]
    assert [line.split()[1] for line in lines[3:]] == ["2023-06-20", "2022-06-10"]
    (row,) = json.loads(run(*asked, "--json").stdout)
    assert row["gap_days"] == 375
    (cells,) = csv.DictReader(io.StringIO(run(*asked, "--csv").stdout))
    assert tuple(cells) == view.FIRST_KEYS
    assert (cells["date"], cells["before_date"], cells["gap_days"]) == ("2023-06-20", "2022-06-10", "375")
    assert "| gap\\_days | 375 |" in run(*asked, "--markdown").stdout


def test_path_with_two_names_is_the_chain_and_without_them_the_file(run: Any, filled: Path) -> None:
    lines = run("path", "Shoigu", "Wang Yi").stdout.splitlines()
    assert lines[1].split()[:4] == ["1", "Sergei", "Shoigu", "(Russia)"]
    assert len(lines) == 3
    rows = json.loads(run("path", "Shoigu", "Wang Yi", "--json").stdout)
    assert [tuple(row) for row in rows] == [view.CHAIN_KEYS] * 2
    table = list(csv.DictReader(io.StringIO(run("path", "Shoigu", "Wang Yi", "--csv").stdout)))
    assert table[1]["first"] == "2022-01-05"
    assert run("path", "Shoigu", "Wang Yi", "--markdown").stdout.count("\n") == 4
    assert run("path", "Shoigu", "Sunak").stderr == "no chain of meetings leads from Shoigu to Sunak\n"
    assert run("path").stdout == f"{filled}\n"
    assert (run("path", "Shoigu").exit_code, run("path", "Shoigu").stdout) == (1, "")


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_chain_fits_a_terminal(width: int, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("COLUMNS", str(width)), ("LINES", "24"), ("NO_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    screen = Screen()
    write_table(answers.chain(connection, "Shoigu", "Modi"), view.CHAIN, screen)
    assert max(map(len, screen.getvalue().splitlines())) <= width
    assert "Narendra" in screen.getvalue()
