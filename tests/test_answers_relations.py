"""How much countries have to do with one another: pairs ranked, last contacts, events by year."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.record_articles import GUTERRES, KANG, LAVROV, SHOIGU, WANG, assert_sound, country, event, person, told
from tests.test_record_machine import counted
from tests.test_render import Screen
from tracker import answers
from tracker.answers import Filters
from tracker.cli import app
from tracker.errors import InputError
from tracker.model import Participant, Place
from tracker.record import Record, migrations, open_database
from tracker.record.step6 import sides_and_ranks
from tracker.render import relations as view

TODAY = date(2024, 1, 1)
ASEAN = Participant("ASEAN", "org")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("relations") / "events.db"
    with open_database(path) as record:
        told(
            record,
            event(SHOIGU, KANG, day="2023-07-26"),
            event(LAVROV, WANG, day="2022-03-30", place=Place("Tunxi", "CN")),
            event(LAVROV, WANG, day="2023-02", type="call", place=None),
            event(LAVROV, WANG, day="2024-05-09", status="planned", place=None),
            event(country("China", "CN"), country("Russia", "RU"), day="2021", type="agreement", place=None),
            event(person("Li Hongzhong", "CN", role="visitor"), day="2023-07-27", end="2023-07-29", type="visit"),
            event(WANG, LAVROV, KANG, ASEAN, day="2023-11-01", type="conference", place=None),
            event(LAVROV, country("China", "CN"), day=None, type="accuse", place=None),
            event(LAVROV, country("China", "CN"), day=None, type="message", place=None),
            event(GUTERRES, LAVROV, day="2023-05-05", place=None),
        )
    return path


@pytest.fixture
def connection(filled: Path) -> Iterator[sqlite3.Connection]:
    with closing(answers.connect(filled)) as connection:
        yield connection


def ranked(connection: sqlite3.Connection, **filters: Any) -> list[str]:
    rows = answers.relations(connection, Filters(**filters), today=TODAY)
    return [f"{row['country_1']} {row['country_2']} {row['events']}" for row in rows]


def test_pairs_are_ranked_by_contacts_and_say_when_the_last_one_was(connection: sqlite3.Connection) -> None:
    russia_china, china_korea, korea_russia = answers.relations(connection, today=TODAY)
    assert russia_china == {
        "country_1": "CN", "name_1": "China", "country_2": "RU", "name_2": "Russia", "events": 5, "meetings": 1,
        "visits": 0, "calls": 1, "agreements": 1, "conferences": 1, "others": 1, "last_contact": "2023-02",
        "last_type": "call", "days": 307,
    }  # fmt: skip
    assert (korea_russia["country_1"], korea_russia["last_contact"], korea_russia["days"]) == ("KP", "2023-07-26", 159)
    assert (china_korea["visits"], china_korea["last_contact"]) == (1, "2023-07-29")


def test_the_host_country_of_a_visit_is_a_side_and_what_is_only_planned_or_said_does_not_count(
    connection: sqlite3.Connection,
) -> None:
    assert ranked(connection) == ["CN RU 5", "CN KP 2", "KP RU 2"]
    assert ranked(connection, status=("planned",)) == ["CN RU 1"]
    assert ranked(connection, words=True, type=("accuse",)) == ["CN RU 1"]


def test_the_partners_of_a_country_are_ranked_with_it_first(connection: sqlite3.Connection) -> None:
    assert ranked(connection, country=("Russia",)) == ["RU CN 5", "RU KP 2"]
    assert ranked(connection, country=("Russia",), with_=("DPRK",)) == ["RU KP 2"]
    assert ranked(connection, country=("Russia", "China")) == ["CN RU 5", "CN KP 2", "RU KP 2"]
    assert ranked(connection, with_=("North Korea",)) == ["KP CN 2", "KP RU 2"]
    assert ranked(connection, country=("Russia",), with_=("Kang",)) == ["RU KP 2", "RU CN 1"]


def test_filters_narrow_what_is_counted(connection: sqlite3.Connection) -> None:
    assert ranked(connection, since="2023", until="2023-06") == ["CN RU 1"]
    assert ranked(connection, type=("meeting",)) == ["CN RU 1", "KP RU 1"]
    assert ranked(connection, person=("Shoigu",)) == ["KP RU 1"]
    assert ranked(connection, limit=1) == ["CN RU 5"]
    assert ranked(connection, reverse=True) == ["CN KP 2", "KP RU 2", "CN RU 5"]  # the latest contact first


def test_an_organisation_is_no_country(connection: sqlite3.Connection) -> None:
    with pytest.raises(InputError, match="'ASEAN' is an organisation: relations are counted between countries"):
        answers.relations(connection, Filters(country=("ASEAN",)))
    with pytest.raises(InputError, match="'Atlantis' is no country"):
        answers.relations(connection, Filters(country=("Atlantis",)))


def test_days_are_counted_from_the_last_day_and_never_below_zero(record: Record) -> None:
    told(record, event(SHOIGU, KANG, day="2023"))
    for today, days in ((date(2023, 6, 1), 0), (date(2024, 1, 10), 10)):
        (row,) = answers.relations(record.connection, today=today)
        assert (row["last_contact"], row["days"]) == ("2023", days)


def test_years_are_all_there_from_the_first_to_the_last(connection: sqlite3.Connection) -> None:
    rows = answers.relations_by_year(connection)
    assert [row["country_1"] + row["country_2"] for row in rows] == ["CNRU", "CNKP", "KPRU"]
    assert rows[0]["years"] == {"2021": 1, "2022": 1, "2023": 2}
    assert rows[0]["undated"] == 1
    assert rows[1]["years"] == {"2021": 0, "2022": 0, "2023": 2}
    assert answers.relations_by_year(connection, Filters(limit=1)) == rows[:1]
    assert answers.relations_by_year(connection, Filters(until="2000")) == []


def test_what_is_rejected_is_not_counted_until_it_is_undone(record: Record) -> None:
    met = told(record, event(SHOIGU, KANG)).event_ids[0]
    told(record, event(LAVROV, KANG, day="2020-01-01"), text=" b")
    rejected = record.reject(met)
    assert ranked(record.connection) == ["KP RU 1"]
    assert answers.timeline(record.connection, Filters(country=("RU",)))[0]["date"] == "2020-01-01"
    record.undo(rejected.number)
    assert ranked(record.connection) == ["KP RU 2"]


def test_an_edit_moves_an_event_to_another_pair(record: Record) -> None:
    met = told(record, event(SHOIGU, KANG)).event_ids[0]
    record.edit(met, [("who", "Wang Yi (CN)|Sergei Lavrov (RU)"), ("type", "call")])
    (row,) = answers.relations(record.connection)
    assert (row["country_1"], row["calls"], row["meetings"]) == ("CN", 1, 0)


def test_a_record_of_before_is_counted_and_ranked(filled: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(filled)) as source, closing(sqlite3.connect(old)) as target:
        source.backup(target)
        before = counted(target)
        ranks = target.execute("SELECT event_id, position, rank FROM participation ORDER BY 1, 2").fetchall()
        for table in ("pair_total", "event_pair", "event_side"):
            target.execute(f"DROP TABLE {table}")
        target.execute("DROP INDEX participation_who")
        target.execute("ALTER TABLE participation DROP COLUMN rank")
        target.execute(f"PRAGMA user_version = {migrations.STEPS.index(sides_and_ranks)}")
        target.execute("DELETE FROM _sqlite_migrations WHERE name = '006'")
        target.commit()
    with open_database(old) as record:
        assert counted(record.connection) == before
        now = record.connection.execute("SELECT event_id, position, rank FROM participation ORDER BY 1, 2").fetchall()
        assert [tuple(row) for row in now] == ranks
        assert {None, 1, 2} <= {rank for *_, rank in ranks}
    assert_sound(old)


@pytest.fixture
def run(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TRACKER_DB", str(filled))
    return lambda *words: CliRunner().invoke(app, list(words))


def test_the_ranking_is_a_table_and_data_with_stable_keys(run: Any) -> None:
    heading, first, *_ = run("relations").stdout.splitlines()
    assert heading.split() == ["Countries", "Met", "Visits", "Calls", "Pacts", "Other", "Last", "Days"]
    assert first.split()[:9] == ["China", "-", "Russia", "1", "0", "1", "1", "2", "2023-02"]
    rows = json.loads(run("relations", "--json").stdout)
    assert [tuple(row) for row in rows] == [view.RELATIONS_KEYS] * 3
    table = csv.DictReader(io.StringIO(run("relations", "--csv").stdout))
    assert [row["name_1"] for row in table] == ["China", "China", "North Korea"]
    assert run("relations", "--markdown").stdout.splitlines()[2].startswith("| China - Russia | 1 | 0 |")
    assert run("relations", "--since", "2030").stderr == "no pairs of countries fit\n"


def test_years_are_plain_numbers_in_a_pipe_and_columns_in_csv(run: Any) -> None:
    lines = run("relations", "--by", "year").stdout.splitlines()
    assert lines[0].split() == ["Countries", "2021", "2022", "2023", "Undated", "Events"]
    assert lines[1].split() == ["China", "-", "Russia", "1", "1", "2", "1", "5"]
    table = list(csv.DictReader(io.StringIO(run("relations", "--by", "year", "--csv").stdout)))
    assert table[0] == {
        "country_1": "CN", "name_1": "China", "country_2": "RU", "name_2": "Russia", "events": "5",
        "2021": "1", "2022": "1", "2023": "2", "undated": "1",
    }  # fmt: skip
    assert json.loads(run("relations", "--by", "year", "--json").stdout)[0]["years"]["2023"] == 2
    assert "| China - Russia | 1 | 1 | 2 | 1 | 5 |" in run("relations", "--by", "year", "--markdown").stdout
    assert run("relations", "--by", "month").exit_code == 2


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_map_of_heat_fits_a_terminal_and_loses_no_event(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    years = {str(year): year % 40 for year in range(1990, 2025)}
    row = {"name_1": "China", "name_2": "Bosnia and Herzegovina", "years": years, "undated": 2}
    screen = Screen()
    view.write_years([row | {"events": sum(years.values()) + 2}], screen)
    text = screen.getvalue()
    assert "48;2;" in text  # in colour
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    screen = Screen()
    view.write_years([row | {"events": sum(years.values()) + 2}], screen)
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    numbers = [int(word) for line in lines[1:] for word in line.split() if word.isdecimal()]
    assert sum(numbers) == 2 * sum(years.values()) + 2  # the years, with those taken together, and the sum of all
    assert ("-" in lines[0]) == (width < 200 or len(years) > 30)
