"""Who met whom, and which person a name means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.record_articles import GUTERRES, KANG, LAVROV, SHOIGU, WANG, country, event, office, person, told
from tracker import answers
from tracker.answers.persons import resolve
from tracker.errors import AmbiguousError, NotFoundError
from tracker.model import Event, Participant, Place
from tracker.record import open_database

MOSCOW = Place("Moscow", "RU")


@contextmanager
def record_of(path: Path, *events: Event) -> Iterator[sqlite3.Connection]:
    with open_database(path / "events.db") as record:
        for number, one in enumerate(events):
            told(record, one, text=f" {number}")
    connection = answers.connect(path / "events.db")
    try:
        yield connection
    finally:
        connection.close()


def met(connection: sqlite3.Connection, name: str, **options: Any) -> list[str]:
    return [row["name"] for row in answers.who_met(connection, name, **options)]


def test_a_meeting_names_the_counterpart_with_all_about_it(tmp_path: Path) -> None:
    with record_of(tmp_path, event(SHOIGU, KANG)) as connection:
        ((row),) = answers.who_met(connection, "shoigu")
        assert row == {
            "name": "Kang Sun-nam",
            "kind": "person",
            "post": "Defense Minister",
            "post_from": "article",
            "country": "KP",
            "country_name": "North Korea",
            "times": 1,
            "first": "2023-07-26",
            "last": "2023-07-26",
            "places": ["Pyongyang"],
            "events": [answers.timeline(connection)[0]["id"]],
            "types": ["meeting"],
        }
        assert met(connection, "Kang Sun-nam") == ["Sergei Shoigu"]


def test_one_event_told_by_many_is_one_meeting(tmp_path: Path) -> None:
    with record_of(tmp_path, event(SHOIGU, KANG), event(SHOIGU, KANG), event(SHOIGU, KANG)) as connection:
        assert [row["times"] for row in answers.who_met(connection, "Shoigu")] == [1]


def test_meetings_are_counted_with_first_and_last_time_and_all_places(tmp_path: Path) -> None:
    minister = person("Wang Yi", "CN", title="Foreign Minister")
    director = person("Wang Yi", "CN", title="Director")
    untitled = person("Wang Yi", "CN")
    with record_of(
        tmp_path,
        event(LAVROV, director, day="2023-09", place=MOSCOW),
        event(LAVROV, minister, day="2021-05-01", place=Place("Beijing", "CN")),
        event(LAVROV, untitled, day="2023-10-18", place=MOSCOW),
        event(LAVROV, minister, day=None, place=None),
        event(LAVROV, KANG, day="2024-01-01"),
    ) as connection:
        first, second = answers.who_met(connection, "Lavrov")
        assert (first["name"], first["times"], first["first"], first["last"]) == (
            "Wang Yi",
            4,
            "2021-05-01",
            "2023-10-18",
        )
        assert first["places"] == ["Beijing", "Moscow"]
        assert len(first["events"]) == 4
        assert first["post"] == "Foreign Minister"  # of the table, on that day
        assert second["name"] == "Kang Sun-nam"


def test_those_met_most_often_come_first_then_the_latest(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(LAVROV, KANG, day="2023-01-01"),
        event(LAVROV, GUTERRES, day="2023-03-01"),
        event(LAVROV, WANG, day="2022-01-01"),
        event(LAVROV, WANG, day="2022-02-01"),
    ) as connection:
        assert met(connection, "Lavrov") == ["Wang Yi", "António Guterres", "Kang Sun-nam"]


def test_only_held_meetings_count_unless_more_is_asked_for(tmp_path: Path) -> None:
    def other(name: str, **more: Any) -> Event:
        return event(LAVROV, person(name, "CN"), **more)

    with record_of(
        tmp_path,
        other("Ann Held"),
        other("Bob Planned", status="planned"),
        other("Cid Cancelled", status="cancelled"),
        other("Dan Denied", status="denied"),
        other("Eve Called", type="call"),
        other("Fay Summit", type="conference"),
        other("Gus Visited", type="visit"),
        other("Hal Planned-Call", type="call", status="planned"),
    ) as connection:
        assert met(connection, "Lavrov") == ["Ann Held"]
        assert met(connection, "Lavrov", calls=True) == ["Ann Held", "Eve Called"]
        assert met(connection, "Lavrov", planned=True) == ["Ann Held", "Bob Planned"]
        assert met(connection, "Lavrov", co_present=True) == ["Ann Held", "Fay Summit"]
        assert met(connection, "Lavrov", calls=True, planned=True) == [
            "Ann Held", "Bob Planned", "Eve Called", "Hal Planned-Call",
        ]  # fmt: skip
        types = {row["name"]: row["types"] for row in answers.who_met(connection, "Lavrov", calls=True)}
        assert types == {"Ann Held": ["meeting"], "Eve Called": ["call"]}


def test_members_of_a_delegation_and_ones_own_side_are_no_counterparts(tmp_path: Path) -> None:
    member = person("Choe Son Hui", "KP", role="member")
    with record_of(tmp_path, event(SHOIGU, LAVROV, KANG, member)) as connection:
        assert met(connection, "Shoigu") == ["Kang Sun-nam"]
        assert met(connection, "Choe Son Hui") == []
        assert met(connection, "Kang") == ["Sergei Lavrov", "Sergei Shoigu"]
        assert set(met(connection, "Shoigu", co_present=True)) == {"Kang Sun-nam", "Sergei Lavrov", "Choe Son Hui"}


def test_two_of_one_organisation_are_of_one_side(tmp_path: Path) -> None:
    deputy = person("Amina Mohammed", None, org="UN")
    with record_of(tmp_path, event(GUTERRES, deputy, LAVROV)) as connection:
        (row,) = answers.who_met(connection, "Guterres")
        assert row["name"] == "Sergei Lavrov"
        (_, row) = sorted(answers.who_met(connection, "Lavrov"), key=lambda row: row["name"], reverse=True)
        assert (row["name"], row["country"], row["country_name"]) == ("Amina Mohammed", None, "UN")


def test_an_office_is_named_as_such_and_countries_are_no_counterparts(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(LAVROV, office("Foreign Minister", "IR"), country("Oman", "OM"), Participant("ASEAN", "org")),
        event(LAVROV, office("foreign minister", "IR"), day="2023-08-01"),
    ) as connection:
        (row,) = answers.who_met(connection, "Lavrov")
        assert (row["kind"], row["name"], row["country_name"], row["times"]) == (
            "office",
            "foreign minister",
            "Iran",
            2,
        )


def test_a_counterpart_without_a_country_is_the_namesake_who_has_one(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(LAVROV, person("Wang Yi", "CN"), day="2023-01-01"),
        event(LAVROV, person("Wang Yi"), day="2023-02-01"),
    ) as connection:
        (row,) = answers.who_met(connection, "Lavrov")
        assert (row["name"], row["country"], row["times"], row["last"]) == ("Wang Yi", "CN", 2, "2023-02-01")


@pytest.mark.parametrize(
    "asked", ["Kang Sun-nam", "Kang", "Sun-nam", "kang sun nam", "KANG SUNNAM", " Sunnam ", "Káng Sun‑nam"]
)
def test_case_accents_and_hyphens_do_not_matter(tmp_path: Path, asked: str) -> None:
    with record_of(tmp_path, event(SHOIGU, KANG)) as connection:
        assert met(connection, asked) == ["Sergei Shoigu"]


def test_a_name_may_be_asked_for_in_any_form_that_an_article_writes(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(person("Recep Tayyip Erdoğan", "TR"), LAVROV, day="2023-01-01"),
        event(person("RECEP TAYYIP ERDOGAN", "TR"), WANG, day="2023-01-02"),
    ) as connection:
        for asked in ("Erdogan", "Erdoğan", "tayyip erdogan", "Recep Tayyip Erdogan"):
            assert resolve(connection, asked).name == "Recep Tayyip Erdoğan"
            assert set(met(connection, asked)) == {"Sergei Lavrov", "Wang Yi"}


def test_a_surname_that_several_have_lists_them_with_country_and_post(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(person("Kim Jong Un", "KP", title="leader"), LAVROV),
        event(person("Kim Yong Chol", "KP"), LAVROV, day="2023-08-01"),
        event(person("Kim Song", "KR", title="Ambassador"), LAVROV, day="2023-08-02"),
    ) as connection:
        with pytest.raises(AmbiguousError) as caught:
            answers.who_met(connection, "kim")
        message = str(caught.value)
        assert "may be any of 3 persons" in message
        assert "Kim Jong Un (North Korea, leader)" in message
        assert "Kim Yong Chol (North Korea)" in message
        assert "Kim Song (South Korea, Ambassador)" in message
        assert met(connection, "Kim Jong Un") == ["Sergei Lavrov"]


def test_a_full_name_is_not_ambiguous_because_a_longer_one_begins_with_it(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(person("George Bush", "US"), LAVROV),
        event(person("George Bush Smith", "GB"), LAVROV, day="2023-08-01"),
    ) as connection:
        assert resolve(connection, "George Bush").country == "US"


def test_namesakes_are_told_apart_by_country_or_organisation_in_parentheses(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(person("Kim Song", "KP"), LAVROV),
        event(person("Kim Song", "KR"), WANG, day="2023-08-01"),
        event(person("Kim Song", org="UN"), KANG, day="2023-08-02"),
    ) as connection:
        with pytest.raises(AmbiguousError, match="the country in parentheses"):
            resolve(connection, "Kim Song")
        assert met(connection, "Kim Song (North Korea)") == ["Sergei Lavrov"]
        assert met(connection, "kim song (KR)") == ["Wang Yi"]
        assert met(connection, "Kim Song (UN)") == ["Kang Sun-nam"]
        with pytest.raises(NotFoundError):
            resolve(connection, "Kim Song (Japan)")


def test_a_bare_surname_in_one_article_is_the_only_bearer_in_others(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(SHOIGU, KANG),
        event(person("Shoigu", "RU"), WANG, day="2023-08-01"),
        event(person("Sergei Shoigu"), GUTERRES, day="2023-08-02"),
    ) as connection:
        assert set(met(connection, "Shoigu")) == {"Kang Sun-nam", "Wang Yi", "António Guterres"}
        assert resolve(connection, "Shoigu").name == "Sergei Shoigu"
        assert set(met(connection, "Sergei Shoigu")) == {"Kang Sun-nam", "Wang Yi", "António Guterres"}


def test_a_bare_surname_that_two_bear_is_nobody_of_them(tmp_path: Path) -> None:
    with record_of(
        tmp_path,
        event(person("George Bush", "US"), LAVROV),
        event(person("Jeb Bush", "US"), WANG, day="2023-08-01"),
        event(person("Bush", "US"), KANG, day="2023-08-02"),
    ) as connection:
        with pytest.raises(AmbiguousError, match="any of 3 persons"):
            resolve(connection, "Bush")
        assert met(connection, "George Bush") == ["Sergei Lavrov"]


@pytest.mark.parametrize(("asked", "suggested"), [("Shoiga", "Sergei Shoigu"), ("Kang Sun-man", "Kang Sun-nam")])
def test_an_unknown_name_suggests_the_nearest(tmp_path: Path, asked: str, suggested: str) -> None:
    with (
        record_of(tmp_path, event(SHOIGU, KANG)) as connection,
        pytest.raises(NotFoundError, match=f"nobody in the record is called '{asked}'; did you mean {suggested}"),
    ):
        answers.who_met(connection, asked)


@pytest.mark.parametrize("asked", ["", "  ", "%", "Xyzzy", "Sho", "'; DROP TABLE person; --", "\x00", "(", "()", "🙂"])
def test_what_nobody_is_called_is_not_found(tmp_path: Path, asked: str) -> None:
    with record_of(tmp_path, event(SHOIGU, KANG)) as connection, pytest.raises(NotFoundError, match="nobody"):
        answers.who_met(connection, asked)


@pytest.mark.parametrize("name", ["Putin [bold]", "\x1b[31mPutin", "Robert'); DROP TABLE event; --", "Ann (the elder)"])
def test_a_hostile_name_can_be_asked_for_as_it_is(tmp_path: Path, name: str) -> None:
    with record_of(tmp_path, event(person(name, "RU"), KANG)) as connection:
        assert met(connection, name) == ["Kang Sun-nam"]
        assert met(connection, "Kang") == [name]


def test_a_long_list_of_namesakes_is_cut_and_counted(tmp_path: Path) -> None:
    crowd = [person(f"Given{chr(97 + n)} Kim", "US") for n in range(20)]
    with (
        record_of(tmp_path, event(LAVROV, *crowd)) as connection,
        pytest.raises(AmbiguousError, match=r"any of 20 persons: .*; and 8 more\. Give more"),
    ):
        resolve(connection, "Kim")


def test_somebody_who_met_nobody_has_no_rows(tmp_path: Path) -> None:
    with record_of(tmp_path, event(SHOIGU, country("North Korea", "KP"), type="visit")) as connection:
        assert answers.who_met(connection, "Shoigu") == []
