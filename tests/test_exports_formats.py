"""`tracker export`: each format as a reader that is not tracker's understands it."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import icalendar
import networkx
import pytest

from tests.exporting import CALC, HOSTILE, PATHS, exported, fill_hostile, run

FTM: dict[str, Any] = json.loads((Path(__file__).parent / "cases" / "ftm_schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_hostile(tmp_path_factory.mktemp("record") / "events.db")


@pytest.fixture(autouse=True)
def _database(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", str(filled))


class Tags(HTMLParser):
    """The elements and the text of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def slides() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported("timelinejs"))["events"]
    return found


def test_timelinejs_has_the_parts_of_a_date_that_are_known() -> None:
    dates = {slide["display_date"]: (slide["start_date"], slide.get("end_date")) for slide in slides()}
    assert dates["25 July 2023 to 27 July 2023"] == (
        {"year": 2023, "month": 7, "day": 25},
        {"year": 2023, "month": 7, "day": 27},
    )
    assert dates["October 2023"] == ({"year": 2023, "month": 10}, None)
    assert dates["2022"] == ({"year": 2022}, None)
    assert "1 left out: undated" in run("export", "timelinejs", "-").stderr


def test_timelinejs_follows_the_documented_rules_and_shows_hostile_text_literally() -> None:
    found = slides()
    assert len({slide["unique_id"] for slide in found}) == len(found)
    for slide in found:
        assert set(slide) <= {
            "start_date",
            "end_date",
            "text",
            "media",
            "group",
            "display_date",
            "unique_id",
            "autolink",
        }
        assert set(slide["text"]) == {"headline", "text"}
        for text in (*slide["text"].values(), *slide.get("media", {}).values()):
            tags = Tags(text)
            assert tags.tags <= {"blockquote", "ul", "li", "a"}
            assert all(link.startswith("https://example.org/") for link in tags.links)
    harmful = next(slide for slide in found if slide["display_date"] == "5 September 2023")
    assert "media" not in harmful
    assert "<script>alert(1)</script>" in Tags(harmful["text"]["headline"]).text
    media = {slide["media"]["url"]: slide["media"] for slide in found if "media" in slide}
    assert set(media) == {"https://example.org/talks", "https://example.org/?a=1&b=<2>"}
    assert media["https://example.org/talks"]["credit"] == "Example News"


def test_the_timelinejs_spreadsheet_has_the_columns_of_the_template() -> None:
    rows = list(csv.DictReader(io.StringIO(exported("timelinejs", "--sheet"), newline="")))
    assert list(rows[0])[:4] == ["Year", "Month", "Day", "Time"]
    assert {"End Year", "Display Date", "Headline", "Media", "Media Credit", "Media Caption", "Group"} <= set(rows[0])
    assert [(row["Year"], row["Month"], row["Day"]) for row in rows[:2]] == [("2022", "", ""), ("2023", "7", "25")]
    assert len(rows) == len(slides())
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_the_graph_of_persons_counts_the_events_of_each_pair() -> None:
    for name, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        graph = read(io.BytesIO(exported(name).encode()))
        labels = dict(graph.nodes(data="label"))
        pairs = {tuple(sorted((labels[one], labels[other]))): data for one, other, data in graph.edges(data=True)}
        assert ("Sergei Lavrov", "Wang Yi") in pairs
        both = pairs["Kang Sun-nam", "Sergei Shoigu"]
        assert both["weight"] == 2
        assert both["types"] == "meeting 1; call 1"
        assert (both["first"], both["last"]) == ("2023-07-26", "2023-08-02")
        assert pairs["Sergei Lavrov", "Wang Yi"]["weight"] == 3
        assert (pairs["Sergei Lavrov", "Wang Yi"]["first"], pairs["Sergei Lavrov", "Wang Yi"]["last"]) == (
            "2022-01-01",
            "2023-12-02",
        )
        assert any("<script>alert(1)</script>" in label for label in labels.values())
        assert not any("Li Hongzhong" in pair for pair in pairs)  # only planned
    assert both["first"] == "2023-07-26"


def test_the_graph_of_countries_lasts_as_long_as_their_events() -> None:
    graph = networkx.read_gexf(io.BytesIO(exported("gexf", "--nodes", "countries").encode()))
    assert graph.nodes["RU"]["label"] == "Russia"
    edge = graph.edges["RU", "KP"]
    assert (edge["start"], edge["end"], edge["weight"]) == ("2023-07-25", "2023-09-05", 4)
    assert not graph.has_edge("RU", "RU")


def test_the_calendar_is_read_with_days_status_and_text() -> None:
    text = exported("ical")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(text)
    entries = list(calendar.walk("VEVENT"))
    assert not any(entry.errors for entry in entries)
    by_start = {(entry.decoded("dtstart"), str(entry["categories"].to_ical().decode())): entry for entry in entries}
    visit = by_start[date(2023, 7, 25), "visit"]
    assert visit.decoded("dtend") == date(2023, 7, 28)  # the day after, as RFC 5545 has it
    assert str(visit["status"]) == "CONFIRMED"
    assert str(visit["summary"]) == "Visit: Sergei Shoigu (RU), North Korea, in Pyongyang"
    assert str(by_start[date(2023, 7, 27), "visit"]["status"]) == "TENTATIVE"
    postponed = by_start[date(2023, 11, 2), "meeting"]
    assert (str(postponed["status"]), str(postponed["summary"])[:19]) == ("CANCELLED", "Postponed meeting: ")
    month = by_start[date(2023, 10, 1), "visit"]
    assert month.decoded("dtend") == date(2023, 11, 1)
    assert str(month["summary"]).endswith("(October 2023, day unknown)")
    harmful = by_start[date(2023, 9, 5), "meeting"]
    assert "<script>alert(1)</script>" in str(harmful["summary"])
    assert "url" not in harmful
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)


def entities() -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported("ftm").splitlines()]


def test_followthemoney_entities_follow_its_published_schema() -> None:
    found = entities()
    by_id = {entity["id"]: entity for entity in found}
    assert len(by_id) == len(found)
    assert {entity["schema"] for entity in found} == set(FTM["schemata"])
    for entity in found:
        schema = FTM["schemata"][entity["schema"]]
        assert set(schema["required"]) <= set(entity["properties"])
        for name, values in entity["properties"].items():
            type_, *ranges = schema["properties"][name]
            assert values
            assert len(set(values)) == len(values)
            for value in values:
                assert isinstance(value, str)
                if type_ == "entity":
                    assert set(ranges) <= set(FTM["schemata"][by_id[value]["schema"]]["is"])
                elif type_ == "date":
                    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d)?)?)?", value)
                elif type_ == "country":
                    assert re.fullmatch("[a-z]{2,4}", value)
                elif type_ == "url":
                    assert value.startswith("https://")


def test_followthemoney_says_who_took_part_and_held_which_post() -> None:
    found = entities()
    by_id = {entity["id"]: entity["properties"] for entity in found}
    meeting = next(e["properties"] for e in found if e["properties"].get("startDate") == ["2023-07-26"])
    assert [by_id[one]["name"] for one in meeting["involved"]] == [["Sergei Shoigu"], ["Kang Sun-nam"]]
    assert meeting["keywords"] == ["meeting", "held"]
    assert [by_id[one]["title"] for one in meeting["proof"]] == [["Talks in Pyongyang"]]
    posts = [
        e["properties"] for e in found if e["schema"] == "Occupancy" and e["properties"].get("date") == ["2023-07-26"]
    ]
    assert {(by_id[p["holder"][0]]["name"][0], by_id[p["post"][0]]["name"][0]) for p in posts} == {
        ("Sergei Shoigu", "Defense Minister"),
        ("Kang Sun-nam", "Defense Minister"),
    }
    shoigu = [e for e in found if e["schema"] == "Person" and e["properties"]["name"] == ["Sergei Shoigu"]]
    assert len(shoigu) == 1


def test_followthemoney_itself_takes_every_entity_where_it_is_installed() -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in entities():
        proxy = model.get_proxy(entity, cleaned=False)
        assert {name: sorted(proxy.get(name)) for name in entity["properties"]} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }


def test_notes_link_to_notes_that_are_there_and_to_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "notes"
    run("export", "markdown", str(out))
    notes = {path.relative_to(out).with_suffix("").as_posix(): path.read_text("utf-8") for path in out.rglob("*.md")}
    assert list(tmp_path.iterdir()) == [out]
    assert {name.partition("/")[0] for name in notes} == {"events", "persons", "sides"}
    for text in notes.values():
        for link in re.findall(r"(?<!\\)\[\[(.*?)\]\]", text):
            assert link in notes
        assert "<script" not in text.replace("\\<script", "")
        body = text.split("---\n")[-1]
        assert not re.search(r"(?<!\\)#tag|(?<!\\)\[\[\.\.|^\s*BEGIN:VEVENT", body)
        assert not set("\x0b\x1b\u202e") & set(text)
    meeting = next(text for name, text in notes.items() if name.startswith("events/2023-07-26 meeting"))
    assert "- [[persons/Sergei Shoigu]], [[sides/Russia]] (Defense Minister; visitor)" in meeting
    assert "[Example News, Talks in Pyongyang, 2023-07-26](<https://example.org/talks>)" in meeting
    assert 'status: "held"' in meeting
    assert all(re.fullmatch(r"[\w' -]+/[\w' -]+", name) for name in notes)
    assert any("etc passwd" in name for name in notes)
    assert PATHS not in "".join(notes)
    assert HOSTILE.split()[0] not in "".join(notes)
    assert CALC not in "".join(notes)


def test_two_persons_of_names_that_look_alike_to_a_file_system_have_two_notes() -> None:
    from tracker.exports.notes import _Names, safe_name

    names = _Names()
    assert names.of("persons", 1, "Kim/Song") == "persons/Kim Song"
    assert names.of("persons", 2, "KIM SONG") == "persons/KIM SONG 2"
    assert names.of("persons", 1, "Kim") == "persons/Kim Song"
    assert safe_name("con") == "con note"
    assert safe_name("../..") == "nameless"
    assert len(safe_name("ö" * 400).encode()) <= 100
