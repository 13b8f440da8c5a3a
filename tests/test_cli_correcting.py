"""The commands by which a person corrects the record, and the one that reads articles again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import tracker.extraction
from tests.cli_record import EVENTS, fill
from tracker.cli import app
from tracker.model import Article, Event
from tracker.record import open_database


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "events.db"))
    return fill(tmp_path / "events.db")


def run(*arguments: str, code: int = 0) -> Any:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result


def rows(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json").stdout)
    return found


def event_id(type_: str) -> str:
    return str(rows("timeline", "--type", type_)[0]["id"])


def test_an_edit_is_shown_with_its_decision_and_taken_back(database: Path) -> None:
    id_ = event_id("meeting")
    said = run("edit", id_, "date=2023-07-24", "place=Kaesong, KP", "--reason", "the ministry's page").stderr
    assert said == f"edited {id_} (decision 1; `tracker undo 1` takes it back)\n"
    page = run("show", id_).stdout
    assert page.startswith("meeting, held, 2023-07-24, Kaesong, KP\n")
    assert re.search(r"date +2023-07-24 +edited \(decision 1: the ministry's page\)", page)
    assert re.search(r"but also +2023-07-26 +weekday", page)
    assert re.search(r"1 +20..-..-.. ..:..:.. +edit +place: Kaesong, KP; date: 2023-07-24 +the ministry's page", page)
    assert run("undo").stderr.startswith(f"undone; see {id_} (decision 2;")
    assert run("show", id_).stdout.startswith("meeting, held, 2023-07-26, Pyongyang, KP\n")
    run("undo", "2")
    assert rows("timeline", "--type", "meeting")[0]["date"] == "2023-07-24"


def test_rejecting_hides_confirming_shows(database: Path) -> None:
    id_ = event_id("call")
    assert "rejected" in run("reject", id_, "--reason", "a film").stderr
    assert rows("timeline", "--type", "call") == []
    assert "rejected by a person" in run("show", id_).stdout
    run("confirm", id_)
    assert rows("timeline", "--type", "call")[0]["id"] == id_
    assert "confirmed by a person" in run("show", id_).stdout


def test_merging_and_splitting(database: Path) -> None:
    one, two = event_id("meeting"), event_id("call")
    assert f"merged into {one} " in run("merge", one, two).stderr
    assert rows("show", two)[0]["id"] == one
    assert f"one with {two}" in run("show", one).stdout
    assert run("split", one, two).stderr.startswith(f"split into {one}, {two} ")
    assert rows("show", two)[0]["id"] == two


def test_an_event_is_added_by_hand(database: Path) -> None:
    run("add-event", "type=call", "date=2024-01", "who=Wang Yi (CN; Foreign Minister)|Lavrov (RU)", "place=")
    (row,) = rows("timeline", "--since", "2024")
    assert row["who"] == "Wang Yi (China, Foreign Minister), Lavrov (Russia)"
    assert "added by hand" in run("history", row["id"]).stdout
    assert run("sources").stdout.count("added by hand") == 1


def test_an_event_by_hand_can_be_the_first_of_a_record(tmp_path: Path) -> None:
    run("add-event", "type=visit", "who=Wang Yi (CN; visitor)|North Korea", "--db", str(tmp_path / "new.db"))
    assert "visit" in run("timeline", "--db", str(tmp_path / "new.db")).stdout


def test_the_log_of_all_decisions(database: Path) -> None:
    assert run("history").stderr == "no decisions\n"
    id_ = event_id("visit")
    run("reject", id_, "--reason", "[red]no\x1b[0m")
    run("undo")
    table = run("history").stdout
    assert "reject (undone)" in table
    assert "[red]no\\x1b[0m" in table
    keys = ["when", "what", "detail", "status", "source", "outlet", "decision", "events", "reason", "undone"]
    assert [list(row) for row in rows("history")] == [keys, keys]
    assert [row["what"] for row in rows("history", id_)] == ["said", "reject", "undo"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["edit", "ID", "date"], "'date' is no field and value"),
        (["edit", "ID", "date=shortly after"], "write a date as"),
        (["edit", "zzzz", "date=2023"], "no event has the id 'zzzz'"),
        (["merge", "ID", "ID"], "are one event already"),
        (["split", "ID", "s-zzzz"], "no source has the id"),
        (["undo"], "there is no decision to undo"),
        (["undo", "7"], "there is no decision 7"),
        (["add-event", "date=2023"], "an event needs its type"),
    ],
)
def test_what_cannot_be_decided_is_one_line_and_status_1(arguments: list[str], complaint: str, database: Path) -> None:
    words = [event_id("meeting") if word == "ID" else word for word in arguments]
    result = run(*words, code=1)
    assert complaint in result.stderr
    assert result.stderr.count("\n") == 1
    assert run("history").stderr == "no decisions\n"


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extraction that finds the visit no more, and another date of the meeting."""

    def extract(article: Article, *, model: str | None = None) -> list[Event]:
        from dataclasses import replace

        return [replace(EVENTS[1], when=EVENTS[0].when, part_of=None), EVENTS[2]] if article.title != "x" else []

    monkeypatch.setattr(tracker.extraction, "extract", extract)
    monkeypatch.setattr(tracker.extraction, "EXTRACTOR_VERSION", "hand 2")


def test_articles_are_read_again_and_what_changes_is_shown_first(newer: None, database: Path) -> None:
    source = rows("sources")[0]["id"]
    met, visit = event_id("meeting"), event_id("visit")
    asked = run("reextract", source, code=1)
    assert re.search(rf"^- {visit} visit, held, 2023-07-25 to 2023-07-27: Sergei Shoigu", asked.stdout, re.M)
    assert f"~ {met} date: 2023-07-26 -> 2023-07-25 to 2023-07-27" in asked.stdout
    assert "There is no terminal to ask on: say --yes" in asked.stderr
    assert event_id("visit") == visit
    done = run("reextract", source, "--yes")
    assert done.stderr == "1 article read again: 0 new, 1 gone, 1 changed, 0 lost\n"
    assert rows("show", met)[0]["date"] == "2023-07-25"
    assert run("reextract", source).stderr == "1 article read again; no event changes\n"


def test_which_articles_are_read_again(newer: None, database: Path) -> None:
    with open_database(database) as record:
        record.add(Article("Nothing here.", title="x"), [], extractor="hand 2")
    assert "2 articles read again" in run("reextract", "--yes").stderr
    assert "0 articles read again" in run("reextract").stderr
    assert "3 articles read again" in run("reextract", "--all", "--yes").stderr
    assert "3 articles read again" in run("reextract", "--older-than", "3", "--yes").stderr
    assert "exclude one another" in run("reextract", "--all", "--older-than", "3", code=2).stderr


def test_an_article_without_its_text_is_left_as_it_is(newer: None, database: Path) -> None:
    with open_database(database) as record, record.transaction() as connection:
        connection.execute("DELETE FROM source_text")
    said = run("reextract", "--all").stderr
    assert said.count("its text was not kept, so it cannot be read again; left as it is") == 2
    assert "0 articles read again; no event changes" in said
