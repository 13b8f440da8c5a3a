"""Which mentions are one event: dates that differ, plans and what came of them, and the order of adding."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record_articles import KANG, LAVROV, SHOIGU, WANG, country, event, office, opened, person, told
from tests.test_record_machine import articles
from tracker import answers
from tracker.model import Event, When
from tracker.record import Record, open_database

Said = tuple[Event, str | None]

PUTIN, XI = person("Vladimir Putin", "RU"), person("Xi Jinping", "CN")
BIDEN, KISHIDA, YOON = person("Joe Biden", "US"), person("Fumio Kishida", "JP"), person("Yoon Suk Yeol", "KR")
BLINKEN = person("Antony Blinken", "US", role="visitor")
CHINA = country("China", "CN", role="host")


def visit(day: str | None, status: str = "held", end: str | None = None) -> Event:
    return event(BLINKEN, CHINA, day=day, end=end, type="visit", status=status, place=None)


def talks(day: str | None, status: str = "held", **more: object) -> Event:
    return event(SHOIGU, KANG, day=day, status=status, **more)


def taken_from_publication(said: Event) -> Event:
    return replace(said, when=When(said.when.start, None, "day", None, "publication"))


ONE: dict[str, tuple[Said, ...]] = {
    "a visit from two days": ((visit("2023-06-18"), "2023-06-18"), (visit("2023-06-19"), "2023-06-20")),
    "a span and a day in it": ((visit("2023-06-18", end="2023-06-21"), "2023-06-22"), (visit("2023-06-20"), "2023-06-20")),
    "a plan that was off by a day": ((talks("2023-07-25", "planned"), "2023-07-20"), (talks("2023-07-26"), "2023-07-27")),
    "a plan for a month": ((talks("2023-07", "planned"), "2023-07-01"), (talks("2023-07-26"), "2023-07-27")),
    "a plan that became precise": ((talks("2023-07", "planned"), "2023-07-01"),
                                   (talks("2023-07-26", "planned"), "2023-07-10")),
    "called off on another day": ((visit("2023-02-05", "planned"), "2023-02-01"),
                                  (visit("2023-02-06", "cancelled"), "2023-02-03")),
    "called off, with no day given": ((visit("2023-02-05", "planned"), "2023-02-01"),
                                      (visit(None, "cancelled"), "2023-02-03")),
    "denied": ((talks("2023-07-26"), "2023-07-26"), (talks("2023-07-26", "denied"), "2023-07-28")),
    "postponed, planned again, held": ((visit("2023-02-05", "planned"), "2023-02-01"),
                                       (visit("2023-06-18", "postponed"), "2023-02-03"),
                                       (visit("2023-06-18", "planned"), "2023-06-10"),
                                       (visit("2023-06-18"), "2023-06-18")),
    "a day that is only that of the news": ((talks("2023-07-26"), "2023-07-26"),
                                            (taken_from_publication(talks("2023-07-27")), "2023-07-27")),
    "a post for its holder": ((talks("2023-07-26"), "2023-07-26"),
                              (event(SHOIGU, office("defense minister", "KP")), "2023-07-26")),
    "three at a meeting and at a summit": ((event(BIDEN, KISHIDA, YOON), "2023-08-18"),
                                           (event(BIDEN, KISHIDA, YOON, type="conference"), "2023-08-18")),
}  # fmt: skip

TWO: dict[str, tuple[bool, tuple[Said, ...]]] = {  # whether a merge is suggested
    "talks on two days": (True, ((talks("2023-07-26"), "2023-07-26"), (talks("2023-07-27"), "2023-07-27"))),
    "talks a week apart": (False, ((talks("2023-07-26"), "2023-07-26"), (talks("2023-08-02"), "2023-08-02"))),
    "a plan told after the event": (True, ((talks("2023-07-26"), "2023-07-26"),
                                           (talks("2023-07-27", "planned"), "2023-07-26"))),
    "a day and its month": (True, ((talks("2023-07"), "2023-08-26"), (talks("2023-07-26"), "2023-07-26"))),
    "called off, and a plan made later": (False, ((visit(None, "cancelled"), "2023-02-03"),
                                                  (visit("2023-06-18", "planned"), "2023-06-01"))),
    "put off without a new day": (False, ((visit("2023-02-05", "postponed"), "2023-02-03"),
                                          (visit("2023-06-18", "planned"), "2023-06-01"))),
    "two who are at one summit": (True, ((event(PUTIN, XI), "2023-07-26"),
                                         (event(PUTIN, XI, type="conference"), "2023-07-26"))),
    "talks aside from a summit": (False, ((event(PUTIN, XI), "2023-07-26"),
                                          (event(PUTIN, XI, BIDEN, type="conference"), "2023-07-26"))),
    "one who is named, and a country": (True, ((talks("2023-07-26"), "2023-07-26"),
                                               (event(SHOIGU, country("North Korea", "KP")), "2023-07-26"))),
    "sanctions of one day": (True, ((event(country("US", "US"), country("Iran", "IR"), type="sanction"), None),
                                    (event(country("US", "US"), country("Iran", "IR"), type="sanction"), None))),
    "other ministers on both sides": (False, ((event(PUTIN, XI), "2023-07-26"), (event(LAVROV, WANG), "2023-07-26"))),
}  # fmt: skip


def add(record: Record, said: tuple[Said, ...]) -> None:
    for number, (one, published) in enumerate(said):
        told(record, one, text=f" number {number}", published=published)


def counted(path: Path) -> tuple[int, int]:
    """How many events there are, and how many merges are suggested."""
    with closing(answers.connect(path)) as connection:
        return len(answers.timeline(connection)), len(answers.suggested_merges(connection))


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("case", ONE)
def test_reports_that_differ_are_of_one_event(record: Record, path: Path, case: str, reverse: bool) -> None:
    add(record, ONE[case][::-1] if reverse else ONE[case])
    assert counted(path) == (1, 0)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("case", TWO)
def test_in_doubt_there_are_two_events_and_a_suggestion(record: Record, path: Path, case: str, reverse: bool) -> None:
    suggested, said = TWO[case]
    add(record, said[::-1] if reverse else said)
    assert counted(path) == (2, int(suggested))


def test_a_suggestion_says_why_and_goes_once_it_is_taken_or_refused(record: Record, path: Path) -> None:
    add(record, TWO["talks on two days"][1])
    with closing(answers.connect(path)) as connection:
        (pair,) = answers.suggested_merges(connection)
        assert pair["reasons"] == ["Kang Sun-nam and Sergei Shoigu in both", "a day apart", "the same place"]
        merged = record.merge(pair["one"], pair["other"])
        assert answers.suggested_merges(connection) == []
        source = record.connection.execute("SELECT max(rowid), id FROM source").fetchone()[1]
        record.split(merged.event_ids[0], [source])
        assert answers.suggested_merges(connection) == []
        record.undo()
        record.undo()
        assert answers.suggested_merges(connection) == [pair]


def test_what_became_of_a_plan_is_told_by_source_and_date(record: Record, path: Path) -> None:
    add(record, ONE["postponed, planned again, held"])
    with closing(answers.connect(path)) as connection:
        (row,) = answers.timeline(connection)
        assert (row["status"], row["date"]) == ("held", "2023-06-18")
        history = answers.show(connection, row["id"])["history"]
        assert [(told["published"], told["status"]) for told in history] == [
            ("2023-02-01", "planned"), ("2023-02-03", "postponed"), ("2023-06-10", "planned"), ("2023-06-18", "held"),
        ]  # fmt: skip
        date = next(f for f in answers.show(connection, row["id"])["fields"] if f["field"] == "date")
        assert [other["value"] for other in date["others"]] == ["2023-02-05"]


def test_the_date_of_a_plan_that_was_held_is_that_of_the_report(record: Record, path: Path) -> None:
    add(record, ONE["a plan that was off by a day"])
    with closing(answers.connect(path)) as connection:
        assert [(r["date"], r["status"]) for r in answers.timeline(connection)] == [("2023-07-26", "held")]
        planned = answers.Filters(status=("planned",), until="today")
        assert answers.timeline(connection, planned) == []
        told(record, event(LAVROV, WANG, day="2023-09-01", status="planned"), text=" never confirmed")
        assert len(answers.timeline(connection, planned)) == 1


def test_a_plan_that_fits_two_events_joins_neither(record: Record, path: Path) -> None:
    add(record, ((talks("2023-07-05"), "2023-07-05"), (talks("2023-07-26"), "2023-07-26")))
    told(record, talks("2023-07", "planned"), text=" plan", published="2023-07-01")
    assert counted(path)[0] == 3


def grouped(path: Path) -> tuple[set[frozenset[tuple[str, int]]], list[tuple[object, ...]]]:
    """The events as sets of (text, position), and what is shown of them; ids aside."""
    with opened(path) as connection:
        events: dict[str, set[tuple[str, int]]] = {}
        for row in connection.execute(
            "SELECT m.event_id, s.sha256, m.position FROM mention m JOIN source s ON s.id = m.source_id"
        ):
            events.setdefault(row["event_id"], set()).add((row["sha256"], row["position"]))
        shown = connection.execute(
            'SELECT type, date, "end", status, who, place, sources, independent, outlets FROM timeline'
        )
        return set(map(frozenset, events.values())), sorted(map(tuple, shown), key=repr)


@settings(max_examples=30, deadline=None)
@given(st.lists(articles, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_adding_makes_no_difference(said: list[tuple[list[Event], str | None]], random: object) -> None:
    orders = [list(range(len(said))), list(range(len(said)))]
    random.shuffle(orders[1])  # type: ignore[attr-defined]
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for number, order in enumerate(orders):
            path = Path(folder) / f"{number}.db"
            with open_database(path) as record:
                record.connection.execute("PRAGMA synchronous = OFF")
                removed = told(record, *said[0][0], text=" removed again", published=said[0][1])
                for index in order:
                    told(record, *said[index][0], text=f" {index}", published=said[index][1])
                if number:
                    record.remove(removed.source_id)
                else:
                    record.remove(removed.source_id[:-1])
            results.append(grouped(path))
    assert results[0] == results[1]


def test_an_accusation_of_one_person_by_another_is_one_event_whoever_tells_of_it(record: Record, path: Path) -> None:
    accused = event(
        person("Sergei Lavrov", "RU", role="sender"), person("Dmytro Kuleba", "UA", role="recipient"), type="accuse"
    )
    first = told(record, accused, text=" a")
    assert told(record, accused, text=" b").event_ids == first.event_ids
    back = event(
        person("Dmytro Kuleba", "UA", role="sender"), person("Sergei Lavrov", "RU", role="recipient"), type="accuse"
    )
    assert told(record, back, text=" c").event_ids != first.event_ids


def test_accusations_among_countries_on_one_day_may_be_several(record: Record, path: Path) -> None:
    accused = event(country("Russia", "RU", role="sender"), country("Ukraine", "UA", role="recipient"), type="accuse")
    first, second = (told(record, accused, text=text).event_ids[0] for text in (" a", " b"))
    assert first != second
    with closing(answers.connect(path)) as connection:
        assert [(s["one"], s["other"]) for s in answers.suggested_merges(connection)] == [
            tuple(sorted((first, second)))
        ]
