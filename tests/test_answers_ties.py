"""The history of two countries or persons: by type and year, the longest gap, who carried it."""

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

from tests.record_articles import GUTERRES, KANG, LAVROV, SHOIGU, WANG, country, event, told
from tests.test_render import Screen
from tracker import answers
from tracker.answers import Filters
from tracker.cli import app
from tracker.errors import InputError
from tracker.record import open_database
from tracker.render import ties as view

KEYS = ["one", "other", "kinds", "events", "first", "last", "by_type", "by_year", "longest_gap", "carried_by", "timeline",
        "left_out"]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ties") / "events.db"
    with open_database(path) as record:
        told(
            record,
            event(LAVROV, WANG, day="2020-03-01", place=None),
            event(LAVROV, WANG, day="2020-03-05", type="call", place=None),
            event(LAVROV, country("China", "CN"), day="2021-09-01", end="2021-09-03", type="visit", place=None),
            event(SHOIGU, country("China", "CN"), day="2022", type="exercise", place=None),
            event(LAVROV, WANG, day="2022-05-01", type="call", status="cancelled", place=None),
            event(LAVROV, WANG, day=None, type="call", place=None),
            event(SHOIGU, KANG),
            event(GUTERRES, LAVROV, day="2019-02-02"),
        )
    return path


@pytest.fixture
def connection(filled: Path) -> Iterator[sqlite3.Connection]:
    with closing(answers.connect(filled)) as connection:
        yield connection


def test_two_countries_by_type_and_year_with_the_longest_gap_and_who_carried_it(connection: sqlite3.Connection) -> None:
    found = answers.ties(connection, "China", "Russia")
    assert list(found) == KEYS
    assert (found["one"], found["other"], found["kinds"]) == ("China", "Russia", ["country", "country"])
    assert (found["events"], found["first"], found["last"]) == (5, "2020-03-01", "2022")
    assert found["by_type"] == [
        {"type": "call", "events": 2, "first": "2020-03-05", "last": "2020-03-05", "not_held": 1},
        {"type": "exercise", "events": 1, "first": "2022", "last": "2022", "not_held": 0},
        {"type": "meeting", "events": 1, "first": "2020-03-01", "last": "2020-03-01", "not_held": 0},
        {"type": "visit", "events": 1, "first": "2021-09-03", "last": "2021-09-03", "not_held": 0},
    ]
    assert [(row["year"], row["events"], row["calls"], row["others"]) for row in found["by_year"]] == [
        ("2020", 2, 1, 0),
        ("2021", 1, 0, 0),
        ("2022", 1, 0, 1),
    ]
    assert found["longest_gap"] == {"from": "2020-03-05", "to": "2021-09-01", "days": 545}
    carried = [(row["name"], row["country"], row["events"], row["last"]) for row in found["carried_by"]]
    assert carried == [("Sergei Lavrov", "RU", 4, "2021-09-03"), ("Wang Yi", "CN", 3, "2020-03-05"),
                       ("Sergei Shoigu", "RU", 1, "2022")]  # fmt: skip
    assert [row["date"] for row in found["timeline"]] == [
        "2020-03-01", "2020-03-05", "2021-09-01", "2022", "2022-05-01", None,
    ]  # fmt: skip


def test_two_persons_or_a_person_and_a_country_or_an_organisation(connection: sqlite3.Connection) -> None:
    def events(one: str, other: str, **filters: Any) -> list[str | None]:
        return [row["date"] for row in answers.ties(connection, one, other, Filters(**filters))["timeline"]]

    assert events("Lavrov", "Wang Yi") == ["2020-03-01", "2020-03-05", "2022-05-01", None]
    assert events("Лавров", "China", type=("visit",)) == ["2021-09-01"]
    assert events("UN", "Russia") == events("Guterres", "Lavrov") == ["2019-02-02"]
    assert answers.ties(connection, "Lavrov", "Wang Yi")["carried_by"] == []
    assert events("North Korea", "China") == []


def test_the_history_is_the_latest_events_and_says_how_many_are_left_out(connection: sqlite3.Connection) -> None:
    found = answers.ties(connection, "China", "Russia", Filters(limit=2))
    assert ([row["date"] for row in found["timeline"]], found["left_out"]) == (["2022", "2022-05-01"], 4)
    assert found["events"] == 5
    latest = answers.ties(connection, "China", "Russia", Filters(limit=2, reverse=True))
    assert [row["date"] for row in latest["timeline"]] == ["2022-05-01", "2022"]


def test_what_is_nobody_or_the_same_is_said(connection: sqlite3.Connection) -> None:
    with pytest.raises(InputError, match="'DPRK' and 'North Korea' are the same"):
        answers.ties(connection, "DPRK", "North Korea")
    with pytest.raises(InputError, match="'Nobody' is no country or organisation, and nobody"):
        answers.ties(connection, "Nobody", "China")


def test_ties_on_the_command_line_in_every_format(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", str(filled))

    def run(*words: str) -> Any:
        return CliRunner().invoke(app, ["ties", "Russia", "China", *words])

    page = run("--limit", "1")
    assert "5 events held, the first 2020-03-01, the last 2022\n" in page.stdout
    assert "longest gap 545 days, from 2020-03-05 to 2021-09-01\n" in page.stdout
    assert "History, the latest 1 of 6\n" in page.stdout
    assert page.stderr == "5 earlier events left out of the history: see --limit\n"
    (row,) = json.loads(run("--json").stdout)
    assert list(row) == KEYS
    (cells,) = csv.DictReader(io.StringIO(run("--csv").stdout))
    assert tuple(cells) == view.TIES_KEYS
    assert (cells["gap_days"], cells["types"]) == ("545", "call 2; exercise 1; meeting 1; visit 1")
    text = run("--markdown").stdout
    assert text.startswith("# Russia - China\n")
    assert "| call | 2 | 2020-03-05 | 2020-03-05 | 1 |" in text
    assert run("--type", "aid").stderr == "no events of Russia and China\n"


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_page_fits_a_terminal(width: int, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("COLUMNS", str(width)), ("LINES", "24"), ("NO_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    screen = Screen()
    view.write_ties(answers.ties(connection, "China", "Russia"), screen, as_markdown=False)
    text = screen.getvalue()
    assert max(map(len, text.splitlines())) <= width
    assert all(part in text for part in ("By type", "By year", "Who carried it", "Sergei", "cancelled"))
