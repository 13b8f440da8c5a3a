"""Where each shown field of an event comes from."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.record_articles import KANG, SHOIGU, event, person, told
from tracker import answers
from tracker.errors import NotFoundError
from tracker.model import Article, Event, Evidence, Place, When
from tracker.record import Record

INTRO = "LONDON, 26 May 2023 - Prime Minister Rishi Sunak is in Tokyo."
PROOF = "Sunak met Kang Sun-nam there on Friday."
TEXT = f"Talks\n\n{INTRO} {PROOF} The weather was fine."
SUNAK = person("Rishi Sunak", "GB", title="Prime Minister", basis="officials")


def traced(path: Path, ref: str) -> dict[str, Any]:
    with closing(answers.connect(path)) as connection:
        return answers.why(connection, ref)


def by_field(path: Path, ref: str) -> dict[str, dict[str, Any]]:
    """The rows by field; of several the last."""
    return {row["field"]: row for row in traced(path, ref)["why"]}


def report(record: Record, *, keep_text: bool = True, text: str = TEXT) -> str:
    start = text.index(PROOF)
    said = Event(
        "meeting", "held", When("2023-05-26", None, "day", "Friday", "weekday"), (KANG, SUNAK),
        (Evidence(PROOF, start, start + len(PROOF)),), Place("Tokyo", "JP", "clause", 35.7, 139.7), plover="CONSULT",
        confidence=0.8, how={"type": "meeting.meet: met", "status": "past tense"},
    )  # fmt: skip
    article = Article(text, None, "Talks", date(2023, 5, 27), "header", outlet="Example")
    return record.add(article, [said], extractor="rules 7", keep_text=keep_text).event_ids[0]


def test_every_shown_field_has_its_source_version_rule_and_sentence(record: Record, path: Path) -> None:
    id_ = report(record)
    shown = traced(path, id_)
    source = shown["sources"][0]["id"]
    rows = {row["field"]: row for row in shown["why"]}
    assert list(rows) == ["type", "status", "date", "place", "salience", "confidence", "plover", "who", "post"]
    assert {(row["source"], row["extractor"], row["choice"]) for row in rows.values()} == {(source, "rules 7", None)}
    assert all(row["how"] and row["quotes"] for row in rows.values())
    for row in rows.values():
        for quote in row["quotes"]:
            assert TEXT[quote["start"] : quote["end"]] == quote["quote"]
    assert [q["quote"] for q in rows["type"]["quotes"]] == [PROOF]
    assert (rows["type"]["how"], rows["type"]["wording"]) == ("meeting.meet: met", "met")
    assert rows["type"]["table"] == {"name": "triggers.toml", "row": None}
    assert (rows["date"]["how"], rows["date"]["wording"]) == ('weekday: "Friday"', "Friday")


def test_what_the_proof_does_not_say_is_found_in_the_text(record: Record, path: Path) -> None:
    rows = by_field(path, report(record))
    assert [q["quote"] for q in rows["place"]["quotes"]] == [INTRO]
    assert rows["place"]["table"] == {"name": "cities.csv", "row": None}
    assert [q["quote"] for q in rows["post"]["quotes"]] == [INTRO]
    assert rows["who"]["quotes"][0]["quote"] == PROOF  # the surname is enough


def test_an_official_is_traced_to_the_row_of_the_table_and_its_source(record: Record, path: Path) -> None:
    table = by_field(path, report(record))["who"]["table"]
    assert (table["name"], table["row"]["person"], table["row"]["post"]) == (
        "officials.csv", "Rishi Sunak", "Prime Minister",
    )  # fmt: skip
    assert table["row"]["source"] in ("hand", "wikidata")
    assert table["row"]["start"] <= "2023-05-26"


def test_without_the_text_the_proof_is_quoted_for_all(record: Record, path: Path) -> None:
    id_ = report(record, keep_text=False)
    rows = by_field(path, id_)
    assert [q["quote"] for q in rows["place"]["quotes"]] == [PROOF]
    (source,) = traced(path, id_)["sources"]
    assert source["text_kept"] is False
    assert source["sha256"] == Article(TEXT).sha256
    assert [(q["before"], q["quote"], q["after"]) for q in source["quotes"]] == [("", PROOF, "")]


def test_of_several_sources_the_one_that_gives_the_field_is_named_and_why(record: Record, path: Path) -> None:
    planned = told(record, event(SHOIGU, KANG, status="planned", place=None), text=" plan", published="2023-07-20")
    held = told(record, event(SHOIGU, KANG, place=None), text=" news", published="2023-07-27", extractor="hand 2")
    assert planned.event_ids == held.event_ids
    rows = by_field(path, planned.event_ids[0])
    assert (rows["status"]["value"], rows["status"]["source"], rows["status"]["extractor"]) == (
        "held", held.source_id, "hand 2",
    )  # fmt: skip
    assert rows["status"]["choice"] == "of the latest publication"
    assert rows["date"]["source"] == held.source_id
    assert "place" not in rows


def test_a_decision_outranks_the_sources_and_is_named(record: Record, path: Path) -> None:
    id_ = report(record)
    first = record.edit(id_, [("date", "2023-05-25")], reason="the ministry")
    second = record.edit(id_, [("who+", "Wang Yi (CN)"), ("place", "")])
    rows = traced(path, id_)["why"]
    found = {(row["field"], row["value"]): row for row in rows}
    dated = found["date", "2023-05-25"]
    assert dated["decision"]["decision"] == first.number
    assert (dated["decision"]["reason"], dated["source"], dated["quotes"]) == ("the ministry", None, [])
    assert found["place", None]["decision"]["decision"] == second.number
    assert found["who", "Wang Yi (China), principal"]["decision"]["decision"] == second.number
    assert found["type", "meeting"]["decision"] is None
    record.undo(first.number)
    assert by_field(path, id_)["date"]["value"] == "2023-05-26"


def test_an_event_by_hand_is_traced_to_its_decision(record: Record, path: Path) -> None:
    made = record.add_event([("type", "visit"), ("who", "Wang Yi (CN)|Russia"), ("date", "2023-07")])
    (id_,) = [row[0] for row in record.connection.execute("SELECT id FROM event")]
    rows = traced(path, id_)["why"]
    post = rows.pop(-2)
    assert (post["field"], post["table"]["name"], post["decision"]) == ("post", "officials.csv", None)
    assert {row["decision"]["decision"] for row in rows} == {made.number}
    assert {row["extractor"] for row in rows} == {"hand"}


def test_what_is_not_there_cannot_be_traced(record: Record, path: Path) -> None:
    report(record)
    with pytest.raises(NotFoundError):
        traced(path, "zzzz")
