"""Everything about one event, and about one article."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.record_articles import KANG, LAVROV, PYONGYANG, SHOIGU, WANG, dump, event, person, told
from tracker import answers
from tracker.answers.context import Context
from tracker.errors import AmbiguousError, NotFoundError
from tracker.model import Article, Event, Evidence, Place, When
from tracker.record import Record, open_database

TEXT = (
    "Talks held\n\nOfficials arrived on Tuesday. The U.S. envoy stayed away. Mr. Shoigu met Gen. Kang on Wednesday. "
    "They spoke for an hour.\n\nA second paragraph follows. Ein Satz mit Ümlaut.\n"
)
QUOTE = "Mr. Shoigu met Gen. Kang on Wednesday."


def in_text(quote: str, text: str = TEXT) -> Evidence:
    return Evidence(quote, text.index(quote), text.index(quote) + len(quote))


def shown(path: Path, ref: str) -> dict[str, Any]:
    with closing(answers.connect(path)) as connection:
        return answers.show(connection, ref)


def add_report(record: Record) -> str:
    said = Event(
        "meeting", "held", When("2023-07-26", None, "day", "Wednesday", "weekday"), (SHOIGU, KANG), (in_text(QUOTE),),
        Place("Pyongyang", "KP", "dateline"), plover="CONSULT", mode="talks", confidence=0.8,
        how={"type": "met", "status": "past tense"},
    )  # fmt: skip
    article = Article(TEXT, None, "Talks held", date(2023, 7, 26), "header", "https://example.org/a", "Example")
    return record.add(article, [said], extractor="rules 1", label="a.txt").event_ids[0]


def test_every_field_says_how_it_was_reached_and_by_which_source(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        id_ = add_report(record)
    event_ = shown(path, id_)
    source = event_["sources"][0]["id"]
    assert event_["fields"] == [
        {"field": "type", "value": "meeting", "how": "met", "source": source, "others": []},
        {"field": "status", "value": "held", "how": "past tense", "source": source, "others": []},
        {"field": "date", "value": "2023-07-26", "how": 'weekday: "Wednesday"', "source": source, "others": []},
        {"field": "place", "value": "Pyongyang, KP", "how": "dateline", "source": source, "others": []},
        {"field": "salience", "value": "main", "how": None, "source": source, "others": []},
        {"field": "mode", "value": "talks", "how": None, "source": source, "others": []},
        {"field": "confidence", "value": 0.8, "how": None, "source": source, "others": []},
    ]
    assert [(p["name"], p["role"], p["basis"]) for p in event_["participants"]] == [
        ("Sergei Shoigu", "visitor", "demonym"),
        ("Kang Sun-nam", "host", "possessive"),
    ]
    assert (event_["plover"], event_["part_of"], event_["parts"]) == ("CONSULT", None, [])


def test_the_quotation_stands_between_the_sentences_around_it(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        id_ = add_report(record)
    (source,) = shown(path, id_)["sources"]
    about = {
        "outlet": "Example", "title": "Talks held", "url": "https://example.org/a", "label": "a.txt",
        "published": "2023-07-26", "published_basis": "header", "extractor": "rules 1", "status": "held",
    }  # fmt: skip
    assert {key: source[key] for key in about} == about
    assert source["quotes"] == [
        {
            "start": TEXT.index(QUOTE),
            "end": TEXT.index(QUOTE) + len(QUOTE),
            "before": "The U.S. envoy stayed away.",
            "quote": QUOTE,
            "after": "They spoke for an hour.",
        }
    ]


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("Officials arrived on Tuesday.", "Talks held", "The U.S. envoy stayed away."),
        ("They spoke for an hour.", QUOTE, "A second paragraph follows."),
        ("Ein Satz mit Ümlaut.", "A second paragraph follows.", ""),
        ("Talks held", "", "Officials arrived on Tuesday."),
        ("stayed away. Mr. Shoigu met", "Officials arrived on Tuesday.", "They spoke for an hour."),
    ],
)
def test_the_sentences_around_any_passage_are_found(quote: str, before: str, after: str) -> None:
    evidence = in_text(quote)
    assert Context(TEXT).around(evidence.start, evidence.end) == (before, after)


def test_around_a_passage_that_is_nowhere_there_is_nothing() -> None:
    assert Context("").around(10, 20) == ("", "")
    assert Context("\n \n").around(0, 1) == ("", "")
    assert Context("One.").around(500, 600) == ("One.", "")


def test_sources_that_differ_stand_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        planned = event(SHOIGU, person("Kang", "KP"), status="planned", place=Place("Kaesong", "KP"), confidence=0.5)
        told(record, planned, text=" plan", published="2023-07-20", outlet="Early")
        second = told(
            record, event(SHOIGU, KANG, place=Place("PYONGYANG", "KP")), published="2023-07-27", outlet="Late"
        )
        third = told(record, event(SHOIGU, KANG), text=" copy", published="2023-07-27", outlet="Late too")
        (id_,) = second.event_ids
        assert third.event_ids == (id_,)
    event_ = shown(path, id_)
    fields = {field["field"]: field for field in event_["fields"]}
    early = event_["sources"][-1]["id"]
    assert fields["status"]["value"] == "held"
    assert fields["status"]["others"] == [{"value": "planned", "how": None, "source": early}]
    assert fields["place"]["value"] == "Pyongyang, KP"
    assert [other["value"] for other in fields["place"]["others"]] == ["Kaesong, KP"]  # capitals make no difference
    assert fields["date"]["others"] == []
    assert event_["history"][0] == {"status": "planned", "published": "2023-07-20", "outlet": "Early", "source": early}
    assert event_["sources"][-1]["outlet"] == "Early"
    assert [p["name"] for p in event_["sources"][-1]["participants"]] == ["Sergei Shoigu", "Kang"]
    assert [p["name"] for p in event_["participants"]] == ["Sergei Shoigu", "Kang Sun-nam"]
    assert event_["outlets"] == ["Early", "Late", "Late too"]


def test_a_visit_names_its_parts_and_they_name_it(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        visit, meeting = told(record, event(SHOIGU, type="visit"), event(SHOIGU, KANG, part_of=0)).event_ids
    assert shown(path, visit)["parts"] == [meeting]
    assert shown(path, meeting)["part_of"] == visit


def test_an_event_without_date_place_or_people_is_shown_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        nothing = Event("relations", "held", When(), (), ())
        (id_,) = record.add(Article("Text"), [nothing], extractor="hand 1").event_ids
    event_ = shown(path, id_)
    assert (event_["date"], event_["where"], event_["who"], event_["quote"]) == (None, None, "", None)
    assert {field["field"]: field["value"] for field in event_["fields"]}["place"] is None
    assert event_["sources"][0]["quotes"] == []


def test_the_beginning_of_an_id_is_enough_if_it_is_the_only_one(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    days = [f"2023-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 21)]
    with open_database(path) as record:
        ids = told(record, *(event(SHOIGU, KANG, day=day) for day in days)).event_ids
    for id_ in ids:
        assert shown(path, id_)["id"] == id_
        assert shown(path, f" {id_.upper()} ")["id"] == id_
    letters = [id_[0] for id_ in ids]
    shared = max(letters, key=letters.count)
    with pytest.raises(AmbiguousError, match=f"several events have an id that begins with '{shared}': {shared}"):
        shown(path, shared)


def test_letters_that_look_like_digits_are_read_as_these(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    days = [f"2023-{month:02}-{day:02}" for month in range(1, 4) for day in range(1, 21)]
    with open_database(path) as record:
        ids = told(record, *(event(SHOIGU, KANG, day=day) for day in days)).event_ids
    (id_, *_) = [id_ for id_ in ids if "0" in id_ or "1" in id_]
    assert shown(path, id_.replace("0", "O").replace("1", "l"))["id"] == id_


@pytest.mark.parametrize("ref", ["zzzz9", "", "%", "' OR 1=1 --", "\x1b[31m", "s-"])
def test_an_id_that_is_none_is_not_found(tmp_path: Path, ref: str) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        add_report(record)
    with pytest.raises(NotFoundError, match="no event has the id"):
        shown(path, ref)


def test_the_articles_are_listed_by_date_of_publication_the_unknown_last(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        told(record, text=" undated", published=None)
        told(record, event(SHOIGU, KANG), event(LAVROV, WANG), text=" late", published="2023-07-27", title="Late")
        told(record, event(SHOIGU, KANG), text=" early", published="2023-07-01", outlet="Example", url="https://x.org")
    with closing(answers.connect(path)) as connection:
        rows = answers.sources(connection)
    assert [(row["published"], row["events"], row["label"]) for row in rows] == [
        ("2023-07-01", 1, " early.txt"),
        ("2023-07-27", 2, " late.txt"),
        (None, 0, " undated.txt"),
    ]
    assert rows[0] == {
        "id": rows[0]["id"], "published": "2023-07-01", "published_basis": "header", "outlet": "Example", "title": None,
        "url": "https://x.org", "events": 1, "label": " early.txt", "retrieved": "2023-08-01T00:00:00Z",
    }  # fmt: skip


def test_one_article_is_shown_with_its_text_and_events(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        outcome = told(record, event(SHOIGU, KANG), event(LAVROV, WANG), author="A. Writer", language="en")
        told(record, event(LAVROV, WANG), text=" other")
    before = dump(path)
    with closing(answers.connect(path)) as connection:
        article = answers.source(connection, outcome.source_id[:-1])
        with pytest.raises(NotFoundError, match="is an event, not a source"):
            answers.source(connection, outcome.event_ids[0])
        with pytest.raises(NotFoundError, match="no source has the id"):
            answers.source(connection, "s-zzzzzz")
    assert article["text"].startswith("It begins here. ")
    assert (article["author"], article["language"]) == ("A. Writer", "en")
    assert [(row["id"], row["sources"]) for row in article["events"]] == list(
        zip(outcome.event_ids, (1, 2), strict=True)
    )
    assert dump(path) == before


def test_a_place_keeps_the_country_it_was_found_in(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        ids = told(record, event(SHOIGU, KANG, place=PYONGYANG), event(LAVROV, WANG, place=Place("Geneva"))).event_ids
    assert [(shown(path, id_)["where"], shown(path, id_)["country"]) for id_ in ids] == [
        ("Pyongyang", "KP"),
        ("Geneva", None),
    ]
