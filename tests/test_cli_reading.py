"""`tracker timeline`, `who-met`, `show`, `sources` and `path`, on a real record of hand-made events."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import tracker
from tests.cli_record import HOSTILE_NAME, MEETING, fill
from tracker.cli import app


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("record") / "events.db")


@pytest.fixture(autouse=True)
def _database(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", str(filled))


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def rows(*arguments: str) -> list[dict[str, Any]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def event_id(type_: str) -> str:
    return str(rows("timeline", "--type", type_)[0]["id"])


def test_the_timeline_is_in_the_order_of_the_dates_and_marks_what_did_not_happen() -> None:
    result = run("timeline")
    assert result.exit_code == 0
    heading, *lines = [re.split(r"  +", line) for line in result.stdout.splitlines()]
    assert heading == ["Id", "Date", "Type", "Status", "Who", "Where"]
    assert [line[1:4] for line in lines] == [
        ["2023-07-25 to 27", "visit", "held"],
        ["2023-07-26", "meeting", "held"],
        ["2023-07-27", "visit", "planned"],
        ["2023-08-02", "call", "held"],
        ["undated", "conference", "cancelled"],
    ]
    assert lines[1][4:] == ["Sergei Shoigu (RU), Kang Sun-nam (KP)", "Pyongyang, KP"]


def test_a_markdown_table_has_a_row_a_line_and_nothing_in_it_is_markup() -> None:
    heading, rule, *lines = run("timeline", "--markdown").stdout.splitlines()
    assert heading == "| Id | Date | Type | Status | Who | Where |"
    assert rule == "| --- | --- | --- | --- | --- | --- |"
    assert [line.split(" | ")[1] for line in lines] == [
        "2023-07-25 to 27",
        "2023-07-26",
        "2023-07-27",
        "2023-08-02",
        "undated",
    ]
    assert r"Putin \[bold\] \\x1b\[2J" in lines[-1]
    assert "\x1b" not in lines[-1]


def test_a_page_in_markdown_lists_its_values() -> None:
    lines = run("show", event_id("meeting"), "--markdown").stdout.splitlines()
    assert lines[0] == "| Field | Value |"
    assert "| date | 2023-07-26 |" in lines
    assert run("timeline", "--markdown", "--csv").exit_code == 2


def test_why_gives_a_row_a_field_in_each_format() -> None:
    id_ = event_id("meeting")
    page = run("show", id_, "--why").stdout
    table = page.partition("Where each field comes from\n")[2].partition("\n\n")[0].splitlines()
    assert re.split("  +", table[0]) == ["Field", "Value", "How", "Extractor", "Source", "Passage"]
    assert re.split("  +", table[1])[:4] == ["type", "meeting", '"met" (triggers.toml)', "hand 1"]
    assert MEETING in page.partition("Passages")[2]
    (event,) = rows("show", id_, "--why")
    assert [row["field"] for row in event["why"]] == [line.split()[0] for line in table[1:]]
    cells = list(csv.DictReader(io.StringIO(run("show", id_, "--why", "--csv").stdout)))
    assert [cell["field"] for cell in cells] == [row["field"] for row in event["why"]]
    assert cells[0]["quotes"] == MEETING
    assert (cells[0]["extractor"], cells[0]["table"]) == ("hand 1", "triggers.toml")
    assert re.fullmatch("[0-9]+-[0-9]+", cells[0]["chars"])


def test_the_review_queue_is_listed_the_most_doubtful_first_in_each_format() -> None:
    lines = run("review", "--list").stdout.splitlines()
    assert re.split("  +", lines[0].strip()) == ["Doubt", "Id", "Date", "Type", "Who", "Why"]
    found = rows("review", "--list")
    assert len(found) == len(lines) - 1 == 4  # all but the meeting have no more than 0.5
    assert {row["detail"] for row in found} == {"confidence 0.50"}
    assert len(rows("review", "--list", "--limit", "2")) == 2
    cells = list(csv.DictReader(io.StringIO(run("review", "--list", "--csv").stdout)))
    assert [cell["id"] for cell in cells] == [row["id"] for row in found]
    assert len(run("review", "--list", "--jsonl").stdout.splitlines()) == 4


def test_filters_combine() -> None:
    assert [e["type"] for e in rows("timeline", "--country", "DPRK", "--with", "Russia")] == [
        "visit", "meeting", "call", "conference",
    ]  # fmt: skip
    assert [e["type"] for e in rows("timeline", "--country", "north korea", "--status", "Planned")] == ["visit"]
    talks = rows("timeline", "--person", "Kang", "--type", "call", "--type", "MEETING")
    assert [e["type"] for e in talks] == ["meeting", "call"]
    assert [e["date"] for e in rows("timeline", "--since", "2023-08", "--until", "2023")] == ["2023-08-02"]
    there = rows("timeline", "--outlet", "Example News", "--place", "Pyongyang", "--reverse")
    assert [e["type"] for e in there] == ["meeting", "visit"]
    assert len(rows("timeline", "--limit", "1")) == 1


def test_a_timeline_without_a_match_says_so_and_is_no_error() -> None:
    result = run("timeline", "--since", "2030")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no events fit\n")
    assert run("timeline", "--since", "2030", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--type", "wedding"], "'wedding' is none of meeting, call"),
        (["--status", "done"], "'done' is none of held, planned"),
        (["--limit", "-1"], "--limit"),
        (["--json", "--csv"], "exclude one another"),
        (["--colour"], "--colour"),
    ],
)
def test_wrong_usage_ends_with_status_2(arguments: list[str], complaint: str) -> None:
    result = run("timeline", *arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline", "--country", "Atlantis"],
        ["timeline", "--since", "the other day"],
        ["who-met", "Nobody"],
        ["show", "zzzz"],
    ],
)
def test_what_does_not_exist_is_one_line_and_status_1(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.fullmatch(r"tracker: .+\n", result.stderr)


def test_who_met_names_the_counterpart_with_post_and_country() -> None:
    (row,) = rows("who-met", "Shoigu")
    assert (row["name"], row["post"], row["country_name"], row["times"]) == (
        "Kang Sun-nam", "Defense Minister", "North Korea", 1,
    )  # fmt: skip
    assert (row["first"], row["last"], row["places"]) == ("2023-07-26", "2023-07-26", ["Pyongyang"])
    table = run("who-met", "shoigu").stdout.splitlines()
    assert re.split(r"  +", table[1])[:6] == [
        "Kang Sun-nam", "Defense Minister (article)", "North Korea", "1", "2023-07-26", "Pyongyang",
    ]  # fmt: skip


def test_who_met_counts_calls_when_asked() -> None:
    (row,) = rows("who-met", "Shoigu", "--calls")
    assert (row["times"], row["types"]) == (2, ["meeting", "call"])


def test_who_met_without_a_meeting_says_so() -> None:
    result = run("who-met", "Li Hongzhong")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no meetings of Li Hongzhong\n"


def test_show_gives_each_field_with_its_way_and_the_sentence_in_its_context() -> None:
    page = run("show", event_id("meeting")).stdout
    assert page.startswith("meeting, held, 2023-07-26, Pyongyang, KP\n")
    lines = [re.split(r"  +", line) for line in page.splitlines()]
    assert ["type", "meeting", '"met"'] in [line[:3] for line in lines]
    assert ["date", "2023-07-26", 'weekday: "Wednesday"'] in [line[:3] for line in lines]
    assert ["Kang Sun-nam", "host", "Defense Minister (article)", "KP", "possessive"] in lines
    assert f">> {MEETING} << They spoke of cooperation." in page
    assert "Example News, Talks in Pyongyang, published 2023-07-26 (dateline)" in page
    assert "https://example.org/talks" in page
    assert f"part of event {event_id('visit')}" in page


def test_show_takes_the_beginning_of_an_id() -> None:
    id_ = event_id("call")
    assert rows("show", id_[:3])[0]["id"] == id_


GOLDEN = {
    "timeline": [
        "id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country",
        "participants", "sources", "independent", "outlets", "quote", "confidence",
    ],
    "who-met": [
        "name", "kind", "post", "post_from", "country", "country_name", "times", "first", "last", "places", "events",
        "types",
    ],
    "people": ["name", "country", "country_name", "post", "events", "last_seen"],
    "person": [
        "name", "country", "country_name", "post", "events", "last_seen", "posts", "aliases", "event_ids", "met",
        "timeline", "countries", "by_type", "by_year", "ahead", "names",
    ],
    "show": [
        "id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country",
        "participants", "sources", "independent", "outlets", "quote", "confidence",
        "plover", "mode", "part_of", "parts", "fields", "posts", "history", "review", "merged", "decisions",
    ],
    "sources": [
        "id", "published", "published_basis", "outlet", "title", "url", "events", "label", "retrieved",
    ],
}  # fmt: skip

IN_JSON_ALONE = {"person": ("posts", "aliases", "met", "timeline", "countries", "by_type", "by_year", "ahead")}


@pytest.mark.parametrize("command", GOLDEN)
def test_the_keys_of_the_output_stay(command: str) -> None:
    argument = {"who-met": ["Shoigu"], "person": ["Shoigu"], "show": [event_id("meeting")]}.get(command, [])
    found = rows(command, *argument)
    assert found
    for row in found:
        assert list(row) == GOLDEN[command]
    lines = run(command, *argument, "--jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == found
    table = list(csv.DictReader(io.StringIO(run(command, *argument, "--csv").stdout)))
    assert len(table) == len(found)
    assert set(table[0]) == set(GOLDEN[command]) - {"fields", "history", "decisions", *IN_JSON_ALONE.get(command, ())}
    assert "{" not in str([*table[0].values()])


def test_hostile_text_is_shown_literally_everywhere() -> None:
    id_ = event_id("conference")
    for arguments in (["timeline"], ["show", id_], ["sources"], ["who-met", "Kang", "--co-present"]):
        for form in ([], ["--json"], ["--jsonl"], ["--csv"]):
            output = run(*arguments, *form).output
            assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(output), arguments
    assert r"Putin [bold] \x1b[2J\x9b31m\u202e =cmd (RU)" in run("timeline").stdout
    assert "[red]Talks[/red]" in run("sources").stdout
    (row,) = rows("timeline", "--type", "conference")
    assert row["participants"][0]["name"] == HOSTILE_NAME


def test_path_prints_where_the_database_is_or_would_be(filled: Path, tmp_path: Path) -> None:
    assert run("path").stdout == f"{filled}\n"
    missing = tmp_path / "none" / "events.db"
    result = run("path", "--db", str(missing))
    assert (result.exit_code, result.stdout) == (0, f"{missing}\n")
    assert not missing.parent.exists()


@pytest.mark.parametrize(
    "command", [["timeline"], ["who-met", "Kang"], ["show", "x"], ["sources"], ["remove", "s-1", "--yes"]]
)
def test_without_a_database_a_command_says_how_to_begin_and_makes_none(command: list[str], tmp_path: Path) -> None:
    result = run(*command, "--db", str(tmp_path / "none.db"))
    assert result.exit_code == 1
    assert "tracker add" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ["timeline"], ["who-met", "Kang", "--json"], ["show", "x"], ["path"], ["add", "a.txt"], ["undo"],
        ["add-event", "type=visit"], ["alias", "add", "Kang", "Gang"], ["remove", "s-1", "--yes"], ["reextract", "--yes"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("named", ["option", "environment"])
def test_a_database_in_memory_is_refused_with_what_to_do_instead(
    command: list[str], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Mr A met Mr B.")
    if named == "environment":
        monkeypatch.setenv("TRACKER_DB", ":memory:")
        result = CliRunner().invoke(app, command)
    else:
        result = run(*command, "--db", ":memory:")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "tracker: --db :memory: would be forgotten at the end of the command: name a file, such as --db trial.db\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("content", ["this is a text file, not a database, and long enough " * 30, ""])
def test_a_file_that_is_no_database_is_refused_and_stays(content: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(content)
    result = run("timeline", "--db", str(file))
    assert result.exit_code == 1
    assert re.fullmatch(r"tracker: .*notes\.txt.*database.*\n|tracker: .*database.*notes\.txt.*\n", result.stderr)
    assert file.read_text() == content


def test_a_file_that_may_not_be_read_is_no_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "events.db"
    database.write_text("not a database")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # as for a file of another user
    result = run("timeline", "--db", str(database))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"tracker: {database}: ")


def test_an_unknown_error_is_called_a_bug_and_shown_whole_with_debug(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("tracker.answers.timeline", broken)
    result = run("timeline")
    assert result.exit_code == 70
    assert result.stderr.splitlines() == [
        "tracker: this is a bug (ZeroDivisionError: of all things); `tracker --debug ...` shows where"
    ]
    debugged = run("--debug", "timeline")
    assert debugged.exit_code == 70
    assert "Traceback (most recent call last)" in debugged.stderr
    assert "in broken" in debugged.stderr


def test_debug_shows_the_traceback_of_a_known_error_too() -> None:
    result = run("--debug", "show", "zzzz")
    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("tracker: no event has the id")


def test_an_interruption_is_one_line_and_status_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.answers.timeline", interrupted)
    result = run("timeline")
    assert (result.exit_code, result.stderr) == (130, "tracker: interrupted\n")


def test_the_version_is_that_of_the_package() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"tracker {tracker.__version__}\n")


def test_tracker_alone_prints_its_help() -> None:
    output = run().output
    for command in ("add", "extract", "timeline", "who-met", "show", "sources", "remove", "edit", "undo", "path"):
        assert re.search(rf"^  {command} +\w", output, re.M)
    assert "--install-completion" in output


def test_the_page_of_a_person_fits_a_terminal_and_names_every_part() -> None:
    result = run("person", "Шойгу")
    assert result.exit_code == 0
    headings = ("Posts", "Names", "Met or spoke with", "Events")
    lines = result.stdout.splitlines()
    assert [line for line in lines if line in headings] == list(headings)
    assert lines[:2] == ["Sergei Shoigu (Russia, Defense Minister)", "last seen 2023-08-02"]
    assert run("people").stdout.splitlines()[1].startswith("Kang Sun-nam")
