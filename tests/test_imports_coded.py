"""`tracker import` of GDELT and POLECAT files, and of a list of visits."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.exporting import exported, fill_hostile, run
from tests.record_articles import LAVROV, assert_sound, country, dump, event, opened, person, told
from tests.test_exports_coded import GDELT
from tracker.cli import app
from tracker.exports.plover import COLUMNS as POLECAT
from tracker.model import Place
from tracker.record import open_database


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DB", "there.db")
    return tmp_path


def gdelt_row(**values: str) -> str:
    """A row of GDELT: Russia's government visits North Korea, unless told otherwise."""
    row = {
        "GLOBALEVENTID": "1107000001", "SQLDATE": "20230725", "Actor1Code": "RUSGOV", "Actor1Name": "SERGEI SHOIGU",
        "Actor1CountryCode": "RUS", "Actor1Type1Code": "GOV", "Actor2Code": "PRK", "Actor2Name": "NORTH KOREA",
        "Actor2CountryCode": "PRK", "IsRootEvent": "1", "EventCode": "042", "ActionGeo_Type": "4",
        "ActionGeo_Fullname": "Pyongyang, P'yongyang-si, North Korea", "ActionGeo_CountryCode": "KN",
        "ActionGeo_Lat": "39.0194", "ActionGeo_Long": "125.755", "DATEADDED": "20230726121500",
        "SOURCEURL": "https://www.example.org/a",
    } | values  # fmt: skip
    return "\t".join(row.get(column, "") for column in GDELT) + "\n"


def polecat_file(*changes: dict[str, str]) -> str:
    """A file of POLECAT, of which each row is a visit unless changed."""
    row = {
        "Event ID": "a", "Event Date": "2023-07-25", "Event Type": "CONSULT", "Event Mode": "visit", "Contexts": "military",
        "Actor Name": "Sergei Shoigu", "Actor Country": "RUS", "Actor Title": "Defence Minister", "Wikipedia Actor ID": "Q1",
        "Recipient Name": "North Korea", "Recipient Country": "PRK", "Recipient Title": "None", "City": "Pyongyang",
        "Country": "PRK", "Latitude": "39.0", "Longitude": "125.7", "Source": "Example News", "Publication Date": "2023-07-26",
    }  # fmt: skip
    lines = [[(row | change).get(column, "None") for column in POLECAT] for change in changes]
    return "".join("\t".join(line) + "\n" for line in [list(POLECAT), *lines])


def shown(*options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported("json", "--words", *options))
    return found


def test_a_row_of_gdelt_is_an_event_that_says_where_it_is_from() -> None:
    Path("file").write_text(gdelt_row(), encoding="utf-8")
    assert run("import", "file", "--format", "gdelt").stderr == "1 event new; 0 reports known already\n"
    (row,) = shown()
    assert (row["type"], row["status"], row["date"], row["where"], row["country"]) == (
        "visit", "held", "2023-07-25", "Pyongyang", "KP",
    )  # fmt: skip
    assert [(p["name"], p["role"], p["basis"]) for p in row["participants"]] == [
        ("Russia", "visitor", "GDELT: RUSGOV SERGEI SHOIGU"),
        ("North Korea", "host", "GDELT: PRK NORTH KOREA"),
    ]
    assert (row["latitude"], row["plover"]) == (39.0194, "CONSULT")
    (source,) = row["sources_of"]
    assert (source["origin"], source["extractor"], source["url"]) == (
        "import",
        "import gdelt",
        "https://www.example.org/a",
    )
    assert (source["outlet"], source["published"], source["how"]["type"]) == (
        "example.org", "2023-07-26", "CAMEO 042: Make a visit",
    )  # fmt: skip
    page = run("show", row["id"]).stdout
    assert "imported: import gdelt" in page
    assert "CAMEO 042: Make a visit" in page


def test_rows_that_are_no_events_of_tracker_are_counted_and_bad_ones_named() -> None:
    text = "".join([
        gdelt_row(), gdelt_row(EventCode="190"), gdelt_row(Actor2CountryCode="RUS"), gdelt_row(Actor2CountryCode=""),
        "a\tb\n", gdelt_row(SQLDATE="20230231"), gdelt_row(GLOBALEVENTID="x"), gdelt_row(EventCode="abc"),
        gdelt_row(ActionGeo_Lat="=1"), gdelt_row(GLOBALEVENTID="2", EventCode="043"),
    ])  # fmt: skip
    Path("file").write_text(text, encoding="utf-8")
    said = run("import", "file", "--format", "gdelt", code=1).stderr.splitlines()
    assert said == [
        "file, line 5: 2 columns; GDELT 2.0 has 61; left out",
        "file, line 6: SQLDATE is no day: '20230231'; left out",
        "file, line 7: GLOBALEVENTID is no number: 'x'; left out",
        "file, line 8: EventCode is no code of CAMEO: 'abc'; left out",
        "file, line 9: a place lies at '=1' degrees; left out",
        "2 events new; 0 reports known already",
        "1 row left out: of a type that tracker does not keep",
        "2 rows left out: not between two states or organisations",
    ]
    roles = [[(p["country"], p["role"]) for p in row["participants"]] for row in shown()]
    assert sorted(roles) == [[("RU", "host"), ("KP", "visitor")], [("RU", "visitor"), ("KP", "host")]]


@pytest.mark.parametrize("format_", ["gdelt", "polecat"])
def test_importing_a_file_again_changes_nothing_and_working_out_anew_neither(format_: str, here: Path) -> None:
    rows = [{"Event ID": str(n), "Actor Country": code} for n, code in enumerate(["RUS", "CHN", "USA; FRA"])]
    names = [{"Actor Name": "Joe Biden; Emmanuel Macron"} if ";" in row["Actor Country"] else {} for row in rows]
    many = "".join(
        gdelt_row(GLOBALEVENTID=str(n), Actor1CountryCode=c) for n, c in enumerate(["RUS", "CHN", "USA", "RUS"])
    )
    text = many if format_ == "gdelt" else polecat_file(*(row | name for row, name in zip(rows, names, strict=True)))
    Path("file").write_text(text, encoding="utf-8")
    with open_database(here / "there.db") as record:
        told(record, event(LAVROV, country("North Korea", "KP", role="host"), type="visit", day="2023-07-25"))
    run("import", "file", "--format", format_)
    assert_sound(here / "there.db")
    before = dump(here / "there.db")
    assert "0 events new" in run("import", "file", "--format", format_).stderr
    assert dump(here / "there.db") == before
    with open_database(here / "there.db") as record:
        record.rebuild()
    assert sorted(dump(here / "there.db")) == sorted(before)


def test_coded_rows_are_joined_neither_with_one_another_nor_with_what_articles_tell(here: Path) -> None:
    Path("file").write_text(
        gdelt_row() + gdelt_row(GLOBALEVENTID="2", SOURCEURL="https://b.example/"), encoding="utf-8"
    )
    run("import", "file", "--format", "gdelt")
    with open_database(here / "there.db") as record:
        visit = event(
            country("Russia", "RU", role="visitor"),
            country("North Korea", "KP", role="host"),
            type="visit",
            day="2023-07-25",
        )
        told(record, visit)
        told(record, visit, text=" too")
    assert [row["sources"] for row in shown()] == [1, 1, 1, 1]
    with opened(here / "there.db") as connection:
        coded = {row[0] for row in connection.execute("SELECT id FROM mention WHERE extractor = 'import gdelt'")}
        pairs = {row[0] for row in connection.execute("SELECT one FROM likeness UNION SELECT other FROM likeness")}
    assert len(coded) == 2
    assert not coded & pairs


def test_coded_rows_go_out_and_in_again_as_what_they_are(here: Path) -> None:
    rows = (gdelt_row(GLOBALEVENTID=str(n), SOURCEURL=f"https://example.org/{n}") for n in range(3))
    Path("file").write_text("".join(rows), encoding="utf-8")
    run("import", "file", "--format", "gdelt")
    run("export", "jsonl", "out.jsonl")
    assert "3 events new" in run("import", "out.jsonl", "--format", "jsonl", "--db", "third.db").stderr
    assert [row["id"] for row in shown("--db", "third.db")] == [row["id"] for row in shown()]
    assert shown("--db", "third.db")[0]["sources_of"][0]["extractor"] == "import gdelt"
    with opened(here / "third.db") as connection:
        assert not connection.execute("SELECT 1 FROM likeness").fetchall()


def test_an_imported_event_can_be_corrected_and_removed(here: Path) -> None:
    Path("file").write_text(gdelt_row(), encoding="utf-8")
    run("import", "file", "--format", "gdelt")
    (row,) = shown()
    run("edit", row["id"], "who+=Sergei Shoigu (RU; visitor)")
    assert [p["name"] for p in shown()[0]["participants"]] == ["Russia", "North Korea", "Sergei Shoigu"]
    run("undo")
    assert shown() == [row]
    run("remove", row["sources_of"][0]["id"], "--yes")
    assert shown() == []
    assert_sound(here / "there.db")


def test_what_tracker_exports_as_gdelt_is_read_as_what_it_was(here: Path) -> None:
    fill_hostile(here / "here.db")
    run("export", "gdelt", "file", "--db", "here.db")
    run("import", "file", "--format", "gdelt")
    before = {(row["type"], row["date"]): row for row in shown("--db", "here.db")}
    after = shown()
    assert len(after) >= 6
    for row in after:
        type_ = {"meeting": "visit"}.get(row["type"]) if row["status"] == "planned" else row["type"]
        was = before[type_, row["date"]]
        assert {p["country"] for p in row["participants"]} <= {p["country"] for p in was["participants"]}
        assert row["country"] == was["country"]


@pytest.mark.parametrize("pack", ["zip", "gz"])
def test_a_packed_file_is_unpacked(pack: str) -> None:
    if pack == "zip":
        with zipfile.ZipFile("20230726.export.CSV.zip", "w") as archive:
            archive.writestr("20230726.export.CSV", gdelt_row())
    else:
        Path("20230726.export.CSV.gz").write_bytes(gzip.compress(gdelt_row().encode()))
    run("import", f"20230726.export.CSV.{pack}", "--format", "gdelt")
    assert len(shown()) == 1
    Path(f"damaged.{pack}").write_bytes(b"PK not")
    assert "cannot be unpacked" in run("import", f"damaged.{pack}", "--format", "gdelt", code=1).stderr


def test_a_row_of_polecat_names_persons_states_and_the_outlet() -> None:
    Path("file").write_text(polecat_file({}), encoding="utf-8")
    run("import", "file", "--format", "polecat")
    (row,) = shown()
    assert (row["type"], row["mode"], row["date"], row["where"]) == ("visit", "visit", "2023-07-25", "Pyongyang")
    assert [(p["name"], p["kind"], p["country"], p["title"], p["role"]) for p in row["participants"]] == [
        ("Sergei Shoigu", "person", "RU", "Defence Minister", "visitor"),
        ("North Korea", "country", "KP", None, "host"),
    ]
    assert (row["outlets"], row["sources_of"][0]["published"]) == (["Example News"], "2023-07-26")
    assert "Defence Minister" in run("person", "Shoigu").stdout


@pytest.mark.parametrize(
    ("change", "type_"),
    [
        ({"Event Type": "CONSULT", "Event Mode": "phone"}, "call"),
        ({"Event Type": "SANCTION", "Event Mode": "expel"}, "envoy"),
        ({"Event Type": "AID", "Event Mode": "None"}, "aid"),
        ({"Event Type": "COOPERATE", "Event Mode": "None"}, "exercise"),
        ({"Event Type": "ASSAULT"}, None),
        ({"Recipient Country": "RUS", "Recipient Name": "Russia"}, None),
        ({"Recipient Country": "None", "Recipient Name": "United Nations"}, "visit"),
    ],
)
def test_types_and_sides_of_polecat(change: dict[str, str], type_: str | None) -> None:
    Path("file").write_text(polecat_file(change), encoding="utf-8")
    run("import", "file", "--format", "polecat")
    assert [row["type"] for row in shown()] == ([type_] if type_ else [])


def test_what_tracker_exports_as_plover_is_read_again(here: Path) -> None:
    fill_hostile(here / "here.db")
    run("export", "plover", "file", "--db", "here.db")
    run("import", "file", "--format", "polecat")
    assert {row["type"] for row in shown()} >= {"visit", "meeting"}


def test_a_file_of_polecat_may_have_empty_columns_at_the_end() -> None:
    heading, row = polecat_file({}).splitlines()
    Path("file").write_text(f"{heading}\t\n{row}\t\t\n{row}\tx\n", encoding="utf-8")
    assert "line 3: 41 cells under 40 columns" in run("import", "file", "--format", "polecat", code=1).stderr
    assert len(shown()) == 1


def test_standard_input_is_read_too() -> None:
    result = CliRunner().invoke(app, ["import", "-", "--format", "gdelt"], input=gdelt_row().encode())
    assert result.stderr == "1 event new; 0 reports known already\n"


def test_a_file_that_is_not_of_polecat_is_one_line() -> None:
    Path("file").write_text("a\tb\n1\t2\n", encoding="utf-8")
    assert run("import", "file", "--format", "polecat", code=1).stderr == (
        "tracker: file is no file of POLECAT: there is no column 'Event ID'\n"
    )


VISITS = """Traveller;Post;Country;City;Start;End;Link;Remarks
Antony Blinken;Secretary of State;China;Beijing;2023-06-18;2023-06-19;https://example.org/1;"met Qin; and Wang"
Antony Blinken;;Narnia;;2023-07;;;
;;Japan;Tokyo;2023-07;;;
"""
MAP = """
date = "Start"
end = "End"
visitor = "Traveller"
visitor_title = "Post"
host_country = "Country"
place = "City"
url = "Link"
note = "Remarks"
[always]
visitor_country = "USA"
[file]
delimiter = ";"
"""


def visits(text: str = VISITS, columns: str = MAP, code: int = 0) -> str:
    Path("visits.csv").write_text(text, encoding="utf-8")
    Path("map.toml").write_text(columns, encoding="utf-8")
    return str(run("import", "visits.csv", "--format", "visits", "--columns", "map.toml", code=code).stderr)


def test_a_list_of_visits_is_read_with_a_map_of_its_columns(here: Path) -> None:
    said = visits(code=1)
    assert "visits.csv, line 3: host_country is no country or organisation: 'Narnia'; left out" in said
    assert "2 events new" in said
    blinken, nobody = shown()
    assert (blinken["date"], blinken["end"], blinken["where"], blinken["country"]) == (
        "2023-06-18", "2023-06-19", "Beijing", "CN",
    )  # fmt: skip
    assert [(p["name"], p["role"], p["title"]) for p in blinken["participants"]] == [
        ("Antony Blinken", "visitor", "Secretary of State"),
        ("China", "host", None),
    ]
    assert blinken["latitude"] is not None
    assert blinken["sources_of"][0]["url"] == "https://example.org/1"
    assert "met Qin; and Wang" in blinken["sources_of"][0]["how"]["type"]
    assert [p["name"] for p in nobody["participants"]] == ["United States", "Japan"]
    before = dump(here / "there.db")
    assert "0 events new" in visits(code=1)
    assert dump(here / "there.db") == before


def test_a_visit_on_a_list_that_an_article_tells_too_is_one_event(here: Path) -> None:
    with open_database(here / "there.db") as record:
        blinken = {"country": "US", "role": "visitor", "title": "Secretary of State"}
        host = country("China", "CN", role="host")
        told(
            record,
            event(
                person("Antony Blinken", **blinken), host, type="visit", day="2023-06-18", place=Place("Beijing", "CN")
            ),
        )
    assert "1 event new, 1 joined with known ones" in visits(code=1)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("date = [", "map.toml: "),
        ('colour = "Red"', "colour is none of date, end, visitor"),
        ('date = "Start"', "no column for visitor, nor a value in [always]"),
        (MAP.replace('"Start"', '"Begin"'), "visits.csv has no column 'Begin'"),
    ],
)
def test_a_map_that_is_wrong_is_one_line(columns: str, message: str) -> None:
    said = visits(columns=columns, code=1)
    assert message in said
    assert len(said.splitlines()) == 1


def test_visits_need_a_map_and_no_other_format_takes_one() -> None:
    Path("visits.csv").write_text(VISITS, encoding="utf-8")
    assert "needs --columns" in run("import", "visits.csv", "--format", "visits", code=2).output
    assert "goes with" in run("import", "visits.csv", "--format", "csv", "--columns", "x", code=2).output
