"""`tracker import` of tracker's own files: nothing is lost on the way out and in again."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli_record import fill
from tests.exporting import exported, fill_hostile, run
from tests.record_articles import KANG, LAVROV, SHOIGU, WANG, assert_sound, dump, event, opened, told
from tracker.record import Record, open_database

Row = dict[str, Any]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the test; commands work on `there.db`, which is empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DB", "there.db")
    return tmp_path


def corrected(record: Record) -> None:
    """Events that people have corrected in every way."""
    met = told(record, event(SHOIGU, KANG), event(WANG, LAVROV, day="2023-08-01", part_of=0), text=" one").event_ids
    told(record, event(SHOIGU, KANG), text=" two", published="2023-07-27")
    told(record, event(SHOIGU, KANG, day="2023-07-28", type="call"), text=" three")
    apart = told(record, event(LAVROV, WANG, day="2023-08-01"), text=" four").event_ids
    one = told(record, event(LAVROV, KANG, day="2023-09-01"), text=" five").event_ids[0]
    other = told(record, event(LAVROV, KANG, day="2023-09-20"), text=" six").event_ids[0]
    gone = told(record, event(WANG, KANG, day="2023-09-02"), text=" seven").event_ids[0]
    record.edit(met[0], [("date", "2023-07-25"), ("place", "Kaesong, KP"), ("status", "planned")], reason="so it was")
    record.edit(met[0], [("who+", "Choe Son Hui (KP; Foreign Minister; host)"), ("who-", "Shoigu")])
    record.confirm(met[0])
    record.split(apart[0], [apart[0]])
    record.merge(one, other)
    record.reject(gone)
    record.add_event([("type", "visit"), ("date", "2023-10"), ("who", "Wang Yi (CN; visitor)|Russia")])


def rows(database: str, format_: str = "jsonl") -> list[Row]:
    """The events of a database, without what must differ: numbers of persons, and that they were imported."""
    text = exported(format_, "--words", "--db", database)
    found: list[Row] = [json.loads(line) for line in text.splitlines()]
    for row in found:
        for party in row["participants"]:
            del party["person"]
        for source in row["sources_of"]:
            for key in ("origin", "extractor", "read_by"):
                del source[key]
    return found


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
@pytest.mark.parametrize("make", [fill, fill_hostile], ids=["plain", "hostile"])
def test_events_are_the_same_after_going_out_and_in(format_: str, make: Callable[[Path], Path], here: Path) -> None:
    make(here / "here.db")
    run("export", format_, "file", "--words", "--db", "here.db")
    said = run("import", "file", "--format", format_).stderr
    assert "decision" not in said
    assert rows("there.db") == rows("here.db")
    assert_sound(here / "there.db")


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_what_people_decided_is_shown_the_same_after_going_out_and_in(format_: str, here: Path) -> None:
    with open_database(here / "here.db") as record:
        corrected(record)
    run("export", format_, "file", "--db", "here.db")
    assert "decisions to show them as the file does" in run("import", "file", "--format", format_).stderr
    before, after = rows("here.db"), rows("there.db")
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert after == before
    decided = run("history", before[0]["id"]).stdout
    assert "as imported from file" in decided
    run("export", format_, "again")
    run("import", "again", "--format", format_, "--db", "third.db")
    assert exported(format_, "--db", "third.db") == exported(format_)


def test_the_record_works_out_the_same_anew(here: Path) -> None:
    with open_database(here / "here.db") as record:
        corrected(record)
    run("export", "jsonl", "file", "--db", "here.db")
    run("import", "file", "--format", "jsonl")
    before = rows("there.db")
    with open_database(here / "there.db") as record:
        record.rebuild()
    assert rows("there.db") == before
    assert_sound(here / "there.db")


def test_importing_again_changes_nothing(here: Path) -> None:
    fill(here / "here.db")
    run("export", "jsonl", "file", "--db", "here.db")
    run("import", "file", "--format", "jsonl")
    before = dump(here / "there.db")
    assert run("import", "file", "--format", "jsonl").stderr == "0 events new; 5 reports known already\n"
    assert dump(here / "there.db") == before


def test_importing_into_the_record_that_it_is_from_changes_nothing(here: Path) -> None:
    fill(here / "there.db")
    run("export", "csv", "file", "--words")
    before = dump(here / "there.db")
    assert "0 events new" in run("import", "file", "--format", "csv").stderr
    assert dump(here / "there.db") == before


def test_an_imported_event_says_so_and_is_never_read_again(here: Path) -> None:
    fill(here / "here.db")
    run("export", "jsonl", "file", "--db", "here.db")
    run("import", "file", "--format", "jsonl")
    id_ = rows("there.db")[0]["id"]
    assert "imported: import tracker hand 1" in run("show", id_).stdout
    assert json.loads(run("show", id_, "--json").stdout)[0]["sources"][0]["extractor"] == "import tracker hand 1"
    assert "imported" not in run("show", id_, "--db", "here.db").stdout
    with opened(here / "there.db") as connection:
        assert {row["origin"] for row in connection.execute("SELECT origin FROM source")} == {"import"}
    assert "0 articles read again" in run("reextract", "--all", "--yes").stderr


def test_a_report_that_agrees_with_what_is_known_joins_it(here: Path) -> None:
    with open_database(here / "here.db") as record:
        told(record, event(SHOIGU, KANG), text=" elsewhere", outlet="Other")
    with open_database(here / "there.db") as record:
        mine = told(record, event(SHOIGU, KANG, place=None), text=" mine", outlet="Mine").event_ids[0]
    run("export", "jsonl", "file", "--db", "here.db")
    assert (
        run("import", "file", "--format", "jsonl").stderr
        == "0 events new, 1 joined with known ones; 0 reports known already\n"
    )
    (row,) = rows("there.db")
    assert (row["id"], row["outlets"]) == (mine, ["Mine", "Other"])


def test_an_article_that_was_read_here_is_not_taken_from_a_file(here: Path) -> None:
    fill(here / "here.db")
    run("export", "jsonl", "file", "--db", "here.db")
    fill(here / "there.db")
    with open_database(here / "there.db") as record:
        record.edit(rows("there.db")[0]["id"], [("status", "cancelled")])
    before = dump(here / "there.db")
    assert "0 events new; 5 reports known already" in run("import", "file", "--format", "jsonl").stderr
    assert dump(here / "there.db") == before


def test_a_bad_row_is_named_with_its_line_and_the_rest_is_taken(here: Path) -> None:
    fill(here / "here.db")
    good = exported("jsonl", "--db", "here.db").splitlines()
    bad = json.loads(good[1]) | {"type": "party"}
    wrong = json.loads(good[1])
    wrong["sources_of"][0]["position"] = "first"
    deep = "[" * 100_000
    lines = [good[0], "{", json.dumps(bad), "[1]", json.dumps(wrong), deep, good[2]]
    Path("file").write_bytes("\n".join(lines).encode() + b"\n\xff\n")
    said = run("import", "file", "--format", "jsonl", code=1).stderr
    for expected in (
        "file, line 2: not JSON: ",
        "file, line 3: type is 'party'; it must be one of meeting",
        "file, line 4: not an object; left out",
        "file, line 5: position is no whole number: 'first'; left out",
        "file, line 6: ",
        "file, line 8: not UTF-8",
        "2 events new; 0 reports known already",
    ):
        assert expected in said
    assert len(rows("there.db")) == 2


@pytest.mark.parametrize(
    ("where", "field", "value"),
    [
        ("source", "sha256", "../x"), ("source", "published", "2023-07"), ("source", "published", "2023-02-30"),
        ("source", "retrieved", "2023\r\nBEGIN:VEVENT"), ("source", "place", "Pyongyang"), ("source", "how", ["x"]),
        ("source", "confidence", 7), ("event", "country", "\x1b[2J"), ("party", "country", "KPX"), ("party", "role", "guest"),
        ("source", "quotes", [{"quote": "x", "start": "1", "end": 2}]), ("event", "participants", {}), ("source", "date", 1),
    ],
)  # fmt: skip
def test_what_another_program_could_stumble_over_is_a_bad_row(
    where: str, field: str, value: object, here: Path
) -> None:
    fill(here / "here.db")
    row = json.loads(exported("jsonl", "--type", "meeting", "--db", "here.db"))
    {"event": row, "source": row["sources_of"][0], "party": row["sources_of"][0]["participants"][0]}[where][field] = (
        value
    )
    Path("file").write_text(json.dumps(row), encoding="utf-8")
    assert "line 1: " in run("import", "file", "--format", "jsonl", code=1).stderr


def test_ids_that_tracker_would_not_give_are_given_anew(here: Path) -> None:
    fill(here / "here.db")
    row = json.loads(exported("jsonl", "--type", "meeting", "--db", "here.db"))
    row["sources_of"][0] |= {"id": "s-../../x", "born": "\x1b[2J", "family": "\x1b[2J"}
    Path("file").write_text(json.dumps(row), encoding="utf-8")
    run("import", "file", "--format", "jsonl")
    (shown,) = rows("there.db")
    assert shown["id"].isalnum()
    assert shown["sources_of"][0]["id"].removeprefix("s-").isalnum()
    assert shown["sources_of"][0]["family"] == shown["sources_of"][0]["id"]


def test_a_date_that_is_none_is_a_bad_row() -> None:
    row = {
        "type": "call",
        "date": "2023-02-30",
        "participants": [{"name": "Russia", "kind": "country", "country": "RU"}],
    }
    Path("file").write_text(json.dumps(row), encoding="utf-8")
    assert "day is out of range" in run("import", "file", "--format", "jsonl", code=1).stderr


def test_a_cell_changed_in_a_spreadsheet_is_a_correction(here: Path) -> None:
    fill(here / "here.db")
    table = list(csv.DictReader(io.StringIO(exported("csv", "--db", "here.db"), newline="")))
    call = next(row for row in table if row["type"] == "call")
    call["date"], call["where"], call["country"] = "2023-08-03", "Moscow", "RU"
    with Path("file").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(call))
        writer.writeheader()
        writer.writerows(table)
    assert "; 1 decision to show" in run("import", "file", "--format", "csv").stderr
    (row,) = [row for row in rows("there.db") if row["type"] == "call"]
    assert (row["date"], row["where"], row["country"]) == ("2023-08-03", "Moscow", "RU")
    assert row["sources_of"][0]["date"]["start"] == "2023-08-02"


def test_a_column_that_was_taken_out_corrects_nothing(here: Path) -> None:
    fill(here / "here.db")
    table = list(csv.DictReader(io.StringIO(exported("csv", "--db", "here.db"), newline="")))
    with Path("file").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "type", "reports"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)
    assert "decision" not in run("import", "file", "--format", "csv").stderr
    assert rows("there.db") == rows("here.db")


def test_a_row_without_sources_is_told_by_the_file() -> None:
    parties = [
        {"name": "Wang Yi", "kind": "person", "country": "CN"},
        {"name": "Iran", "kind": "country", "country": "IR"},
    ]
    row = {"type": "visit", "date": "2023-05", "where": "Tehran", "country": "IR", "participants": parties}
    Path("mine.jsonl").write_text(json.dumps(row), encoding="utf-8")
    run("import", "mine.jsonl", "--format", "jsonl")
    assert "0 events new; 1 report known" in run("import", "mine.jsonl", "--format", "jsonl").stderr
    (shown,) = rows("there.db")
    assert (shown["date"], shown["where"], shown["status"]) == ("2023-05", "Tehran", "held")
    assert shown["sources_of"][0]["label"] == "mine.jsonl"


def test_an_id_that_is_another_event_s_here_is_given_anew(here: Path) -> None:
    fill(here / "here.db")
    run("export", "jsonl", "file", "--db", "here.db")
    ids = {row["id"] for row in rows("here.db")}
    open_database(here / "there.db").close()
    with sqlite3.connect(here / "there.db") as connection:
        connection.executemany("INSERT INTO issued (id) VALUES (?)", [(id_,) for id_ in ids])
    connection.close()
    run("import", "file", "--format", "jsonl")
    found = {row["id"] for row in rows("there.db")}
    assert len(found) == len(ids)
    assert not found & ids


def test_an_import_that_is_interrupted_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.record import importing

    fill(here / "here.db")
    run("export", "jsonl", "file", "--db", "here.db")
    open_database(here / "there.db").close()
    before = dump(here / "there.db")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "_join_parts", stop)
    run("import", "file", "--format", "jsonl", code=130)
    assert dump(here / "there.db") == before


def test_a_file_that_is_none_is_one_line() -> None:
    assert run("import", "nowhere", "--format", "csv", code=1).stderr == "tracker: there is no file nowhere\n"
    Path("empty").write_text("", encoding="utf-8")
    assert "needs a heading" in run("import", "empty", "--format", "csv", code=1).stderr
    run("import", "empty", "--format", "word", code=2)
