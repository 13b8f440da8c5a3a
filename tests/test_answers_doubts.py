"""What a person should check, most doubtful first."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from tests.record_articles import KANG, LAVROV, SHOIGU, WANG, country, event, told
from tracker import answers
from tracker.model import Place
from tracker.record import Record


def doubts(path: Path, **options: Any) -> list[dict[str, Any]]:
    with closing(answers.connect(path)) as connection:
        return answers.doubtful(connection, **options)


def test_events_of_low_confidence_are_listed_the_lowest_first(record: Record, path: Path) -> None:
    low = told(record, event(SHOIGU, KANG, confidence=0.6), text=" a").event_ids[0]
    lower = told(record, event(WANG, LAVROV, day="2020-01-01", confidence=0.3), text=" b").event_ids[0]
    told(record, event(WANG, SHOIGU, day="2021-01-01", confidence=0.9), text=" c")
    said = told(record, event(WANG, KANG, type="accuse", confidence=0.2), text=" d").event_ids[0]
    assert [(d["kind"], d["id"], d["doubt"]) for d in doubts(path)] == [
        ("confidence", lower, 0.7), ("confidence", low, 0.4),
    ]  # fmt: skip
    assert [d["id"] for d in doubts(path, words=True)] == [said, lower, low]
    record.confirm(low)
    record.reject(lower)
    assert doubts(path) == []


def test_events_that_may_be_one_are_listed_until_somebody_decides(record: Record, path: Path) -> None:
    one = told(record, event(SHOIGU, country("North Korea", "KP"), confidence=0.9), text=" a").event_ids[0]
    other = told(record, event(SHOIGU, KANG, confidence=0.9), text=" b").event_ids[0]
    (doubt,) = doubts(path)
    assert (doubt["kind"], {doubt["id"], doubt["other"]}) == ("merge", {one, other})
    assert doubt["detail"].startswith(f"may be one with {doubt['other']}: Sergei Shoigu in both, the same day")
    merged = record.merge(one, other)
    assert "merge" not in [d["kind"] for d in doubts(path)]
    record.undo(merged.number)
    apart = record.split(one, [other])
    assert doubts(path) == []
    record.undo(apart.number)
    assert [d["kind"] for d in doubts(path)] == ["merge"]
    record.reject(other)
    assert doubts(path) == []


def test_contrary_values_are_listed_and_vaguer_ones_are_not(record: Record, path: Path) -> None:
    told(record, event(SHOIGU, KANG, confidence=0.9), text=" a", published="2023-07-27")
    met = told(record, event(SHOIGU, KANG, status="denied", confidence=0.9), text=" b", published="2023-07-26")
    (doubt,) = doubts(path)
    assert (doubt["kind"], doubt["id"], doubt["status"]) == ("disagreement", met.event_ids[0], "held")
    assert doubt["detail"] == f"status: held, but also denied (source {met.source_id})"
    record.edit(doubt["id"], [("status", "held")])
    assert doubts(path) == []


def test_what_was_off_and_then_took_place_is_no_contradiction(record: Record, path: Path) -> None:
    off = event(SHOIGU, KANG, day="2023-07-26", status="cancelled", confidence=0.9)
    held = event(SHOIGU, KANG, day="2023-07-26", confidence=0.9)
    told(record, off, text=" a", published="2023-07-20")
    told(record, held, text=" b", published="2023-07-26")
    assert doubts(path) == []
    told(record, off, text=" c", published="2023-07-28")
    assert [doubt["kind"] for doubt in doubts(path)] == ["disagreement"]


def test_a_plan_and_what_came_of_it_do_not_disagree(record: Record, path: Path) -> None:
    told(record, event(SHOIGU, KANG, confidence=0.9), text=" a", published="2023-07-27")
    told(
        record,
        event(SHOIGU, KANG, day="2023-07-25", status="planned", confidence=0.9),
        text=" b",
        published="2023-07-20",
    )
    told(
        record, event(SHOIGU, KANG, day="2023-07", status="planned", confidence=0.9), text=" c", published="2023-07-19"
    )
    assert doubts(path) == []


def test_other_places_disagree(record: Record, path: Path) -> None:
    told(record, event(SHOIGU, KANG, confidence=0.9), text=" a", published="2023-07-27")
    elsewhere = told(record, event(SHOIGU, KANG, place=Place("Kaesong", "KP"), confidence=0.9), text=" b")
    (doubt,) = doubts(path)
    assert doubt["detail"] == f"place: Pyongyang, KP, but also Kaesong, KP (source {elsewhere.source_id})"


def test_a_venue_and_its_city_or_country_do_not_disagree(record: Record, path: Path) -> None:
    for n, place in enumerate((Place("Kremlin", "RU"), Place("Moscow", "RU"), Place("Russia", "RU"))):
        told(record, event(SHOIGU, KANG, place=place, confidence=0.9), text=f" {n}", published=f"2023-07-2{n + 7}")
    assert doubts(path) == []


def test_a_status_that_a_person_set_is_doubted_no_more(record: Record, path: Path) -> None:
    only = told(record, event(SHOIGU, KANG, status="cancelled", confidence=0.9), text=" a").event_ids[0]
    told(record, event(SHOIGU, KANG, status="cancelled", confidence=0.9), text=" b")
    record.edit(only, [("status", "held")])
    assert doubts(path) == []
