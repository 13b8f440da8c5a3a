"""Which events a timeline shows, and what it says of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.record_articles import (
    GUTERRES,
    KANG,
    LAVROV,
    PYONGYANG,
    SHOIGU,
    WANG,
    country,
    event,
    office,
    person,
    told,
)
from tracker import answers
from tracker.answers import Filters
from tracker.errors import AmbiguousError, InputError, NotFoundError
from tracker.model import Participant, Place
from tracker.record import open_database

LI = person("Li Hongzhong", "CN", title="Politburo member", role="visitor")


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("timeline") / "events.db"
    with open_database(path) as record:
        told(
            record,
            event(SHOIGU, KANG),
            event(LI, type="visit", status="planned", day="2023-07-27", end="2023-07-28"),
            event(SHOIGU, country("North Korea", "KP", role="host"), type="visit", day="2023-07-25", end="2023-07-27"),
            outlet="Fox News",
        )
        told(
            record,
            event(SHOIGU, KANG, place=Place("Mansudae Hall, Pyongyang", "KP"), confidence=0.9),
            event(LAVROV, WANG, type="call", day="2023-08-01", place=None),
            event(LAVROV, WANG, day="2023-06", status="cancelled", place=Place("Beijing", "CN")),
            event(GUTERRES, LAVROV, day="2022", place=Place("New York", "US")),
            event(Participant("ASEAN", "org"), country("Australia", "AU"), type="agreement", day=None, place=None),
            text=" two",
            published="2023-08-02",
            outlet="The Japan Times",
        )
        told(
            record,
            event(
                country("Finland", "FI"),
                country("Estonia", "EE"),
                Participant("AU", "org"),
                day="2023-07-26",
                type="aid",
                place=Place("Helsinki", "FI"),
            ),
            event(person("Kaja Kallas", "EU"), office("Prime Minister", "FI"), day="2021-01-02", place=None),
            text=" three",
            published=None,
            outlet="AP",
        )
    with closing(answers.connect(path)) as connection:
        yield connection


def found(connection: sqlite3.Connection, **filters: Any) -> list[str]:
    """The events that fit, each as its type and date."""
    return [f"{row['type']} {row['date']}" for row in answers.timeline(connection, Filters(**filters))]


EVERYTHING = [
    "meeting 2021-01-02", "meeting 2022", "meeting 2023-06", "visit 2023-07-25", "aid 2023-07-26",
    "meeting 2023-07-26", "visit 2023-07-27", "call 2023-08-01", "agreement None",
]  # fmt: skip


def test_events_come_in_the_order_of_their_dates_the_unknown_last(connection: sqlite3.Connection) -> None:
    assert found(connection) == EVERYTHING


def test_in_reverse_the_latest_come_first_and_the_unknown_still_last(connection: sqlite3.Connection) -> None:
    assert found(connection, reverse=True) == [*EVERYTHING[-2::-1], EVERYTHING[-1]]


def test_a_row_has_all_that_is_promised_and_nothing_else(connection: sqlite3.Connection) -> None:
    (row,) = answers.timeline(connection, Filters(person=("Kang",)))
    assert row == {
        "id": row["id"],
        "date": "2023-07-26",
        "end": None,
        "precision": "day",
        "type": "meeting",
        "status": "held",
        "salience": "main",
        "who": "Sergei Shoigu (Russia, Defense Minister), Kang Sun-nam (North Korea, Defense Minister)",
        "where": "Mansudae Hall, Pyongyang",
        "country": "KP",
        "participants": [
            {"name": "Sergei Shoigu", "kind": "person", "country": "RU", "org": None, "title": "Defense Minister",
             "role": "visitor"},
            {"name": "Kang Sun-nam", "kind": "person", "country": "KP", "org": None, "title": "Defense Minister",
             "role": "host"},
        ],
        "sources": 2, "independent": 2,
        "outlets": ["Fox News", "The Japan Times"],
        "quote": "Sergei Shoigu and Kang Sun-nam had a meeting.",
        "confidence": 0.9,
    }  # fmt: skip


def test_who_took_part_reads_well_for_every_kind(connection: sqlite3.Connection) -> None:
    who = {row["type"] + str(row["date"]): row["who"] for row in answers.timeline(connection)}
    assert who["meeting2022"] == ("António Guterres (UN, Secretary-General), Sergei Lavrov (Russia, Foreign Minister)")
    assert who["meeting2021-01-02"] == "Kaja Kallas (European Union), Prime Minister (Finland)"
    assert who["agreementNone"] == "ASEAN, Australia"


@pytest.mark.parametrize("name", ["North Korea", "DPRK", "kp", "north korean", "KP"])
def test_a_country_is_found_by_any_of_its_names(connection: sqlite3.Connection, name: str) -> None:
    assert found(connection, country=(name,)) == ["visit 2023-07-25", "meeting 2023-07-26", "visit 2023-07-27"]


def test_the_host_country_of_a_visit_counts_but_not_the_ground_on_which_others_meet(
    connection: sqlite3.Connection,
) -> None:
    assert "visit 2023-07-27" in found(connection, country=("North Korea",))  # nobody of it is named
    assert "meeting 2022" not in found(connection, country=("US",))


def test_organisations_are_found_too(connection: sqlite3.Connection) -> None:
    assert found(connection, country=("UN",)) == ["meeting 2022"]
    assert found(connection, country=("United Nations",)) == ["meeting 2022"]
    assert found(connection, country=("asean",)) == ["agreement None"]
    assert found(connection, country=("EU",)) == ["meeting 2021-01-02"]


def test_au_is_australia_and_not_the_african_union(connection: sqlite3.Connection) -> None:
    assert found(connection, country=("AU",)) == ["agreement None"]
    assert found(connection, country=("African Union",)) == ["aid 2023-07-26"]


def test_different_filters_narrow_and_values_of_one_widen(connection: sqlite3.Connection) -> None:
    assert found(connection, country=("Russia",), with_=("China",)) == ["meeting 2023-06", "call 2023-08-01"]
    assert found(connection, country=("Russia",), with_=("China",), type=("call",)) == ["call 2023-08-01"]
    assert found(connection, country=("Russia",), with_=("China", "UN")) == [
        "meeting 2022", "meeting 2023-06", "call 2023-08-01",
    ]  # fmt: skip
    assert found(connection, type=("aid", "call")) == ["aid 2023-07-26", "call 2023-08-01"]
    assert found(connection, status=("planned", "cancelled")) == ["meeting 2023-06", "visit 2023-07-27"]


def test_with_takes_a_person_too(connection: sqlite3.Connection) -> None:
    assert found(connection, country=("North Korea",), with_=("Shoigu",)) == ["visit 2023-07-25", "meeting 2023-07-26"]


def test_a_person_is_found_by_surname(connection: sqlite3.Connection) -> None:
    assert found(connection, person=("kang sunnam",)) == ["meeting 2023-07-26"]
    assert found(connection, person=("Wang", "Guterres")) == ["meeting 2022", "meeting 2023-06", "call 2023-08-01"]


def test_a_name_that_fits_several_persons_is_not_guessed(connection: sqlite3.Connection) -> None:
    with pytest.raises(AmbiguousError, match=r"Sergei Lavrov .*Sergei Shoigu"):
        found(connection, person=("Sergei",))


def test_a_place_is_a_city_a_venue_or_a_country(connection: sqlite3.Connection) -> None:
    assert found(connection, place=("pyongyang",)) == ["visit 2023-07-25", "meeting 2023-07-26", "visit 2023-07-27"]
    assert found(connection, place=("Mansudae Hall",)) == ["meeting 2023-07-26"]
    assert found(connection, place=("Finland", "Beijing")) == ["meeting 2023-06", "aid 2023-07-26"]
    assert found(connection, place=("yang",)) == []


def test_an_outlet_is_found_by_whole_words_of_its_name(connection: sqlite3.Connection) -> None:
    assert found(connection, outlet=("fox",)) == ["visit 2023-07-25", "meeting 2023-07-26", "visit 2023-07-27"]
    assert found(connection, outlet=("AP",)) == ["meeting 2021-01-02", "aid 2023-07-26"]  # not The Japan Times
    assert len(found(connection, outlet=("fox news", "Japan Times"))) == 7
    assert found(connection, outlet=("Nowhere Post",)) == []


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2023-07-26", "2023-07-26", ["visit 2023-07-25", "aid 2023-07-26", "meeting 2023-07-26"]),
        ("2023-07-28", "2023-07-31", ["visit 2023-07-27"]),
        ("2023-07-29", "2023-07-31", []),
        ("2023-06-30", "2023-07-01", ["meeting 2023-06"]),
        ("2022-12-31", "2022-12-31", ["meeting 2022"]),
        ("2023-08", None, ["call 2023-08-01"]),
        ("2023-07-27", None, ["visit 2023-07-25", "visit 2023-07-27", "call 2023-08-01"]),
        (None, "2022", ["meeting 2021-01-02", "meeting 2022"]),
        (None, "2020", []),
        ("2021", "2021", ["meeting 2021-01-02"]),
        ("2024", None, []),
        ("0001", "9999", EVERYTHING[:-1]),
        (None, None, EVERYTHING),
    ],
)
def test_an_event_fits_if_any_of_its_days_lies_in_the_span(
    connection: sqlite3.Connection, since: str | None, until: str | None, expected: list[str]
) -> None:
    assert found(connection, since=since, until=until) == expected


def test_the_limit_counts_after_sorting(connection: sqlite3.Connection) -> None:
    assert found(connection, limit=2) == EVERYTHING[:2]
    assert found(connection, limit=1, reverse=True) == ["call 2023-08-01"]
    assert found(connection, limit=0) == []
    assert found(connection, limit=100) == EVERYTHING
    with pytest.raises(InputError, match="below zero"):
        found(connection, limit=-1)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"country": ("North Koera",)}, "'North Koera' is no country or organisation: did you mean .*North Korea"),
        ({"country": ("",)}, "'' is no country"),
        ({"country": ("Robert'); DROP TABLE event",)}, "is no country"),
        ({"with_": ("Narnia",)}, "'Narnia' is no country or organisation, and nobody in the record"),
        ({"type": ("meetings",)}, "'meetings' is no type of an event: did you mean meeting"),
        ({"status": ("done",)}, "'done' is no status of an event .*held"),
        ({"since": "2023-13"}, "'2023-13' is no date"),
        ({"until": "2023-02-30"}, "'2023-02-30' is no date"),
        ({"since": "2023-08", "until": "2023-07"}, "'2023-08' is after until '2023-07'"),
    ],
)
def test_what_cannot_be_understood_is_said_with_a_suggestion(
    connection: sqlite3.Connection, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        found(connection, **filters)


def test_an_unknown_person_is_said_with_the_nearest_names(connection: sqlite3.Connection) -> None:
    with pytest.raises(NotFoundError, match="nobody in the record is called 'Shoiga'; did you mean Sergei Shoigu"):
        found(connection, person=("Shoiga",))


@pytest.mark.parametrize("text", ["%", "_", "*", "'", '"', "\x00", "[red]", "Robert'); DROP TABLE event; --", "\\"])
def test_signs_with_a_meaning_elsewhere_have_none_in_a_filter(connection: sqlite3.Connection, text: str) -> None:
    assert found(connection, place=(text,)) == []
    assert found(connection, outlet=(text,)) == []
    with pytest.raises(NotFoundError):
        found(connection, person=(text,))


def test_a_timeline_of_nothing_is_empty(tmp_path: Path) -> None:
    open_database(tmp_path / "events.db").close()
    with closing(answers.connect(tmp_path / "events.db")) as empty:
        assert answers.timeline(empty) == []
        assert answers.sources(empty) == []
        with pytest.raises(NotFoundError, match=r"nobody in the record is called 'Shoigu'$"):
            answers.who_met(empty, "Shoigu")


def test_more_events_than_are_fetched_at_once_stay_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.answers.events._AT_ONCE", 7)
    days = [f"2023-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 16)]
    with open_database(tmp_path / "events.db") as record:
        told(record, *(event(SHOIGU, KANG, day=day) for day in reversed(days)))
    with closing(answers.connect(tmp_path / "events.db")) as connection:
        assert [row["date"] for row in answers.timeline(connection)] == days
        assert [row["date"] for row in answers.timeline(connection, Filters(reverse=True))] == days[::-1]


def test_what_was_only_said_is_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    with open_database(tmp_path / "events.db") as record:
        told(record, event(SHOIGU, KANG), event(LAVROV, WANG, type="accuse"), event(LAVROV, WANG, type="concede"))
    with closing(answers.connect(tmp_path / "events.db")) as connection:

        def types(**filters: Any) -> list[str]:
            return [row["type"] for row in answers.timeline(connection, Filters(**filters))]

        assert types() == types(country=("RU",)) == ["meeting"]
        assert types(words=True) == ["accuse", "concede", "meeting"]
        assert types(type=("accuse",)) == ["accuse"]
        assert types(type=("accuse", "meeting")) == ["accuse", "meeting"]


def test_a_timeline_is_read_in_the_order_of_an_index(connection: sqlite3.Connection) -> None:
    """No sorting of a million events for the first fifty, no looking through all for a long one."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    for reverse in (False, True):
        answers.timeline(connection, Filters(limit=5, since="2023-07", until="2023-07", reverse=reverse))
    connection.set_trace_callback(None)
    for beginning, index in (("SELECT e.id", "event_in_order"), ("SELECT min", "event_long")):
        chosen = [statement for statement in statements if statement.startswith(beginning)]
        assert len(chosen) == 2
        for statement in chosen:
            plan = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert index in plan[0]
            assert not any("TEMP B-TREE" in step for step in plan)


def test_the_record_is_the_same_after_reading(connection: sqlite3.Connection) -> None:
    assert not connection.in_transaction
    before = connection.execute("SELECT count(*), total(confidence) FROM event").fetchone()
    found(connection, person=("Kang",), place=(PYONGYANG.name,))
    assert tuple(connection.execute("SELECT count(*), total(confidence) FROM event").fetchone()) == tuple(before)
