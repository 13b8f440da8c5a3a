"""A country and a person on a page, what the record holds, and the level of those who took part."""

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

from tests.record_articles import GUTERRES, KANG, LAVROV, SHOIGU, WANG, country, event, office, person, told
from tests.test_render import Screen
from tracker import answers
from tracker.answers import Filters
from tracker.cli import app
from tracker.errors import InputError
from tracker.knowledge import rank_of
from tracker.model import RANKS
from tracker.record import Record, open_database
from tracker.render import country as view
from tracker.render import person as person_view

TODAY = date(2024, 1, 1)
PUTIN = person("Vladimir Putin", "RU")  # without a post in the article: the table of officials has it
AIDE = person("An Aide", "KP", title="spokesperson")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("profiles") / "events.db"
    with open_database(path) as record:
        told(
            record,
            event(SHOIGU, KANG, day="2023-07-26"),
            event(SHOIGU, KANG, day="2023-08-02", type="call"),
            event(LAVROV, WANG, day="2021-05-05"),
            event(LAVROV, country("China", "CN"), day="2024-02", type="visit", status="planned", place=None),
            event(LAVROV, WANG, day=None, status="planned", place=None),
            event(LAVROV, WANG, day="2023-05-05", status="planned", place=None),
            event(WANG, country("Russia", "RU"), day="2023-01-01", type="accuse", place=None),
            outlet="Fox News",
        )
        told(
            record,
            event(PUTIN, person("Li Hui", "CN", title="special envoy"), day="2022-02-04", place=None),
            event(country("Russia", "RU"), country("North Korea", "KP"), day="2019", type="agreement", place=None),
            event(office("Deputy Foreign Minister", "RU"), AIDE, day="2020-06-01", place=None),
            event(GUTERRES, LAVROV, day="2020-07-01", place=None),
            text=" two",
        )
    return path


@pytest.fixture
def connection(filled: Path) -> Iterator[sqlite3.Connection]:
    with closing(answers.connect(filled)) as connection:
        yield connection


def test_a_country_has_partners_numbers_persons_contacts_and_plans(connection: sqlite3.Connection) -> None:
    found = answers.country(connection, "Russia", today=TODAY)
    assert list(found) == ["code", "name", "events", "first", "last", "partners", "last_contacts", "by_type", "by_year",
                           "persons", "ahead"]  # fmt: skip
    assert (found["code"], found["events"], found["first"], found["last"]) == ("RU", 7, "2019", "2023-08-02")
    assert [(row["country_2"], row["events"]) for row in found["partners"]] == [("KP", 4), ("CN", 2)]
    assert [row["days"] for row in found["last_contacts"]] == [152, 696]
    assert [(row["type"], row["events"], row["not_held"]) for row in found["by_type"]] == [
        ("meeting", 5, 2), ("agreement", 1, 0), ("call", 1, 0), ("visit", 0, 1),
    ]  # fmt: skip
    assert [row["year"] for row in found["by_year"]] == ["2019", "2020", "2021", "2022", "2023"]
    first, second, third = found["persons"]
    assert (first["name"], first["post"], first["events"], first["last"]) == (
        "Sergei Shoigu", "Defense Minister", 2, "2023-08-02",
    )  # fmt: skip
    assert "officials table" in {post["origin"] for post in first["posts"]}
    assert (second["name"], third["name"]) == ("Sergei Lavrov", "Vladimir Putin")
    assert [row["date"] for row in found["ahead"]] == ["2024-02", None]  # not the one whose day is past


def test_filters_and_the_limit_hold_for_the_page_of_a_country(connection: sqlite3.Connection) -> None:
    found = answers.country(connection, "RU", Filters(since="2023", type=("call",), limit=1), today=TODAY)
    assert (found["events"], len(found["partners"]), len(found["persons"])) == (1, 1, 1)
    with pytest.raises(InputError, match="'UN' is an organisation, not a country"):
        answers.country(connection, "UN")


def test_a_person_has_countries_numbers_and_plans(connection: sqlite3.Connection) -> None:
    found = answers.person(connection, "Lavrov", today=TODAY)
    assert found["countries"] == [{"code": "CN", "name": "China", "events": 1, "last": "2021-05-05"}]
    assert [(row["type"], row["events"], row["not_held"]) for row in found["by_type"]] == [
        ("meeting", 2, 2), ("visit", 0, 1),
    ]  # fmt: skip
    assert [row["year"] for row in found["by_year"]] == ["2020", "2021"]
    assert [row["date"] for row in found["ahead"]] == ["2024-02", None]


def test_what_the_record_holds(connection: sqlite3.Connection) -> None:
    rows = answers.stats(connection)
    assert rows[0] == {"by": "all", "value": "all", "events": 10, "articles": 2, "persons": 8}
    assert [(row["value"], row["events"]) for row in rows if row["by"] == "type"] == [
        ("meeting", 7), ("agreement", 1), ("call", 1), ("visit", 1),
    ]  # fmt: skip
    assert [(row["value"], row["events"]) for row in rows if row["by"] == "year"][-2:] == [("2024", 1), ("undated", 1)]
    assert [(row["value"], row["events"], row["articles"]) for row in rows if row["by"] == "outlet"] == [
        ("Fox News", 6, 1), ("unknown", 4, 1),
    ]  # fmt: skip
    assert answers.stats(connection, Filters(words=True))[0]["events"] == 11
    assert answers.stats(connection, Filters(country=("UN",)))[0]["events"] == 1


def levels(connection: sqlite3.Connection, *asked: str) -> list[str | None]:
    return [row["date"] for row in answers.timeline(connection, Filters(level=asked, status=("held",)))]


def test_the_level_is_that_of_somebody_who_took_part(connection: sqlite3.Connection) -> None:
    assert levels(connection, "leader") == ["2020-07-01", "2022-02-04"]  # the Secretary-General, the President
    assert levels(connection, "minister") == ["2020-07-01", "2021-05-05", "2023-07-26", "2023-08-02"]
    assert levels(connection, "deputy") == ["2020-06-01"]
    assert levels(connection, "envoy", "official") == ["2020-06-01", "2022-02-04"]
    everything = ["2020-06-01", "2020-07-01", "2021-05-05", "2022-02-04", "2023-07-26", "2023-08-02"]
    assert levels(connection, "deputy+") == everything
    assert levels(connection, "Official+") == everything  # not the agreement, of which nobody is named
    with pytest.raises(InputError, match=r"'ministr' is no level: did you mean minister\? \(one of leader, minister"):
        levels(connection, "ministr")


@pytest.mark.parametrize(
    ("post", "rank"),
    [
        ("President", "leader"), ("Prime Minister and Minister of Economy", "leader"), ("King", "leader"),
        ("Foreign Minister", "minister"), ("Minister for Fish and Forests", "minister"), ("Vice President", "minister"),
        ("Deputy Foreign Minister", "deputy"), ("Acting Russian Deputy Foreign Minister", "deputy"),
        ("Chief of Staff", "deputy"), ("Ambassador to China", "envoy"), ("special envoy", "envoy"),
        ("adviser to the president", "official"), ("spokesman", "official"), ("General", "official"),
        ("former President", None), ("former Foreign Minister of Japan", None), ("guru", None),
    ],
)  # fmt: skip
def test_a_post_has_a_rank(post: str, rank: str | None) -> None:
    number = rank_of(post)
    assert (RANKS[number - 1] if number else None) == rank


def test_a_rank_follows_a_correction(record: Record) -> None:
    met = told(record, event(person("An Other", "RU"), person("A Third", "KP"))).event_ids[0]
    assert levels(record.connection, "official+") == []
    record.edit(met, [("who+", "Choe Son Hui (KP; Foreign Minister)")])
    assert levels(record.connection, "minister") == ["2023-07-26"]


@pytest.fixture
def run(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TRACKER_DB", str(filled))
    return lambda *words: CliRunner().invoke(app, list(words))


def test_the_pages_on_the_command_line_in_every_format(run: Any) -> None:
    page = run("country", "DPRK").stdout
    for title in ("North Korea (KP)", "Partners", "Last contacts", "Leading persons", "By type", "By year"):
        assert f"\n{title}\n" in "\n" + page
    (row,) = json.loads(run("country", "DPRK", "--json").stdout)
    assert row["partners"][0]["name_2"] == "Russia"
    (cells,) = csv.DictReader(io.StringIO(run("country", "DPRK", "--csv").stdout))
    assert tuple(cells) == view.COUNTRY_KEYS
    assert cells["partners"] == "Russia 4"
    assert "## Partners\n\n| Country | Met |" in run("country", "DPRK", "--markdown").stdout
    assert run("country", "Chad").stderr == "no events of Chad\n"
    lines = run("stats").stdout.splitlines()
    assert [line.split() for line in lines[:2]] == [
        ["By", "Value", "Events", "Articles", "Persons"], ["all", "all", "10", "2", "8"],
    ]  # fmt: skip
    assert [tuple(row) for row in json.loads(run("stats", "--limit", "2", "--json").stdout)] == [view.STATS_KEYS] * 2
    assert run("stats", "--csv").stdout.startswith("by,value,events,articles,persons\nall,all,10,2,8\n")
    assert "| type | meeting | 7 |" in run("stats", "--markdown").stdout
    assert run("timeline", "--level", "boss").exit_code == 1


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_pages_fit_a_terminal(width: int, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("COLUMNS", str(width)), ("LINES", "24"), ("NO_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    screen = Screen()
    view.write_country(answers.country(connection, "Russia", today=TODAY), screen, as_markdown=False)
    person_view.write_person(answers.person(connection, "Lavrov", today=TODAY), screen)
    text = screen.getvalue()
    assert max(map(len, text.splitlines())) <= width
    assert "Planned ahead" in text
    assert "Leading persons" in text
