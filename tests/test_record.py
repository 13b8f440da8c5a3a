"""Adding articles to the record and removing them."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from tests.record_articles import (
    GUTERRES,
    KANG,
    LAVROV,
    PYONGYANG,
    SHOIGU,
    WANG,
    assert_sound,
    dump,
    event,
    opened,
    person,
    told,
)
from tracker.errors import AmbiguousError, InputError, NotFoundError
from tracker.model import Article, Event, Evidence, Place, When
from tracker.record import Record
from tracker.record.ids import find_event

MEETING = event(SHOIGU, KANG)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with opened(path) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_an_article_is_kept_with_its_text_and_all_that_is_known_of_it(record: Record, path: Path) -> None:
    article = Article("Some  text\n", "doc-1", "A title", date(2023, 7, 26), "header", "https://example.org/a",
                      "Example", "A. Writer", "en")  # fmt: skip
    outcome = record.add(article, [], extractor="hand 1", label="in/a.txt", retrieved="2023-08-01T00:00:00Z")
    assert rows(path, "SELECT * FROM source JOIN source_text ON source_id = id") == [(
        outcome.source_id, article.sha256, "doc-1", "in/a.txt", "https://example.org/a", "A title", "Example",
        "A. Writer", "en", "2023-07-26", "header", "2023-08-01T00:00:00Z", "article", "hand 1", outcome.source_id,
        outcome.source_id, "Some  text\n",
    )]  # fmt: skip
    assert (outcome.new, outcome.known, outcome.merged, outcome.event_ids) == (0, 0, 0, ())


def test_the_time_of_retrieval_is_now_in_utc_unless_given(record: Record, path: Path) -> None:
    record.add(Article("Text"), [], extractor="hand 1")
    ((retrieved,),) = rows(path, "SELECT retrieved FROM source")
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(retrieved))


def test_what_the_source_says_is_kept_field_by_field_with_the_extractor(record: Record, path: Path) -> None:
    quote = "They met."
    said = Event(
        "meeting", "held", When("2023-07-26", None, "day", "Wednesday", "weekday"), (SHOIGU,),
        (Evidence(quote, 0, 9), Evidence("Really.", 10, 17)), PYONGYANG, "main", "CONSULT", "talks", 0.75,
        how={"type": "met"},
    )  # fmt: skip
    record.add(Article("They met. Really."), [said], extractor="rules 3")
    assert rows(
        path,
        "SELECT extractor, type, status, salience, date_start, date_end, date_precision, date_text, date_basis, "
        "place_name, place_country, place_basis, plover, mode, confidence, how FROM mention",
    ) == [(
        "rules 3", "meeting", "held", "main", "2023-07-26", None, "day", "Wednesday", "weekday",
        "Pyongyang", "KP", "clause", "CONSULT", "talks", 0.75, '{"type": "met"}',
    )]  # fmt: skip
    assert rows(path, "SELECT quote, char_start, char_end FROM evidence ORDER BY position") == [
        (quote, 0, 9),
        ("Really.", 10, 17),
    ]


def test_adding_the_same_article_again_changes_nothing(record: Record, path: Path) -> None:
    first = told(record, MEETING, event(LAVROV, WANG))
    before = dump(path)
    again = told(record, MEETING, event(LAVROV, WANG), outlet="Another", extractor="hand 2")
    assert (again.source_known, again.known, again.new, again.merged) == (True, 2, 0, 0)
    assert (again.source_id, again.event_ids) == (first.source_id, first.event_ids)
    assert dump(path) == before


def test_a_copy_that_differs_in_white_space_alone_is_the_same_article(record: Record) -> None:
    first = record.add(Article("One  text.\n\nTwo"), [MEETING], extractor="hand 1")
    again = record.add(Article(" One text.\r\nTwo\n"), [MEETING], extractor="hand 1")
    assert again.source_known
    assert again.event_ids == first.event_ids


def test_ids_are_short_and_easy_to_copy_and_in_the_order_of_the_events(record: Record, path: Path) -> None:
    days = [f"2023-07-{day:02}" for day in range(1, 29)]
    outcome = told(record, *(event(SHOIGU, KANG, day=day) for day in days))
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{4,8}", id_) for id_ in outcome.event_ids)
    assert re.fullmatch("s-[0-9a-hjkmnp-tv-z]{4,8}", outcome.source_id)
    assert len(set(outcome.event_ids)) == len(days)
    shown = dict(rows(path, "SELECT id, date_start FROM event"))
    assert [shown[id_] for id_ in outcome.event_ids] == days


def test_an_id_never_reads_as_a_number(record: Record) -> None:
    from tracker.record.ids import _candidates

    for seed in range(3000):
        candidates = _candidates(str(seed))
        for _ in range(3):
            assert not re.fullmatch(r"\d+(e\d+)?", next(candidates))


def test_ids_are_not_given_again_after_a_removal(record: Record) -> None:
    given: set[str] = set()
    for _ in range(60):  # more often than one hash has beginnings
        outcome = told(record, MEETING, event(LAVROV, WANG))
        ids = {outcome.source_id, *outcome.event_ids}
        assert not ids & given
        given |= ids
        record.remove(outcome.source_id)


def test_an_id_stays_while_others_come_and_go(record: Record) -> None:
    kept = told(record, MEETING, text=" kept")
    for number in range(10):
        removed = told(record, MEETING, event(LAVROV, WANG), text=f" {number}")
        assert kept.event_ids[0] in removed.event_ids
        record.remove(removed.source_id)
    assert told(record, MEETING, text=" kept").event_ids == kept.event_ids


def test_removing_an_article_takes_its_events_persons_and_places_along(record: Record, path: Path) -> None:
    before = dump(path)
    outcome = told(record, MEETING, event(GUTERRES, WANG, place=Place("New York", "US")), title="Talks")
    removal = record.remove(outcome.source_id)
    assert (removal.source_id, removal.title) == (outcome.source_id, "Talks")
    assert (removal.removed, removal.kept) == (outcome.event_ids, ())
    left = [line for line in dump(path) if '"issued"' not in line and "sqlite_sequence" not in line]
    assert left == [line for line in before if '"issued"' not in line and "sqlite_sequence" not in line]


def test_an_event_that_another_article_tells_of_stays_as_that_one_tells_it(record: Record, path: Path) -> None:
    full = event(
        person("SERGEI SHOIGU", "RU", title="Army General"),
        person("Kang", "KP"),
        place=None,
        status="planned",
    )
    first = told(record, MEETING, text=" first", outlet="One")
    second = told(record, full, text=" second", outlet="Two", published="2023-07-25")
    assert second.merged == 1
    removal = record.remove(first.source_id)
    assert removal.removed == ()
    assert rows(path, "SELECT id, status, place_id FROM event") == [(*removal.kept, "planned", None)]
    assert removal.kept != first.event_ids  # that id was of what the first article said, but still leads there
    assert find_event(record.connection, first.event_ids[0])["id"] == removal.kept[0]
    assert rows(path, "SELECT name, title FROM participation ORDER BY position") == [
        ("SERGEI SHOIGU", "Army General"),
        ("Kang", None),
    ]
    assert rows(path, "SELECT name FROM person ORDER BY name") == [("Kang",), ("SERGEI SHOIGU",)]
    assert rows(path, "SELECT count(*) FROM place") == [(0,)]
    assert_sound(path)


def test_an_article_is_removed_by_the_beginning_of_its_id_in_any_case(record: Record) -> None:
    outcome = told(record, MEETING)
    assert record.remove(outcome.source_id[:4].upper()).source_id == outcome.source_id


@pytest.mark.parametrize("ref", ["s-zzzzzz", "", "s-", "'; DROP TABLE source; --", "%", "\x1b[31m"])
def test_removing_what_is_not_there_says_so_and_changes_nothing(record: Record, path: Path, ref: str) -> None:
    told(record, MEETING)
    before = dump(path)
    with pytest.raises(NotFoundError, match="no source has the id"):
        record.remove(ref)
    assert dump(path) == before


def test_removing_by_an_ambiguous_beginning_names_the_candidates(record: Record) -> None:
    ids = [told(record, text=str(number)).source_id for number in range(40)]  # more than the 32 first letters
    letter = max("0123456789abcdefghjkmnpqrstvwxyz", key=lambda c: sum(id_[2] == c for id_ in ids))
    fitting = sorted(id_ for id_ in ids if id_[2] == letter)
    with pytest.raises(AmbiguousError, match=fitting[0]):
        record.remove(f"s-{letter}")


def test_removing_an_event_by_its_id_is_refused(record: Record, path: Path) -> None:
    outcome = told(record, MEETING)
    before = dump(path)
    with pytest.raises(NotFoundError, match="is an event, not a source"):
        record.remove(outcome.event_ids[0])
    assert dump(path) == before


def test_an_event_knows_the_visit_that_it_is_part_of(record: Record, path: Path) -> None:
    visit = event(SHOIGU, type="visit")
    outcome = told(record, event(SHOIGU, KANG, part_of=1), visit)
    assert rows(path, "SELECT id, part_of FROM event WHERE part_of IS NOT NULL") == [outcome.event_ids]


@pytest.mark.parametrize("whole", [0, 2, -1])
def test_an_event_that_is_part_of_nothing_known_is_refused_whole(record: Record, path: Path, whole: int) -> None:
    with pytest.raises(InputError, match="event 0 cannot be part of"):
        told(record, event(SHOIGU, KANG, part_of=whole), MEETING)
    assert rows(path, "SELECT count(*) FROM source") == [(0,)]


@pytest.mark.parametrize("start", ["2023-02-30", "2023-13", "yesterday", "20230726", "0000"])
def test_an_impossible_date_is_refused_and_nothing_is_kept_of_the_article(
    record: Record, path: Path, start: str
) -> None:
    bad = Event("meeting", "held", When(start, None, "day"), (SHOIGU, KANG), ())
    with pytest.raises(InputError, match=f"event 1: '{start}' is no ISO date|event 1: .*day is out of range"):
        record.add(Article("Text"), [MEETING, bad], extractor="hand 1")
    assert rows(path, "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM person)") == [(0, 0)]


@pytest.mark.parametrize(
    "name",
    ["Putin [bold]", "\x1b[31mPutin\x1b[0m", "Robert'); DROP TABLE event; --", "</script>", "\u202egnp", "김정은", "?!",
     "A" * 5000, "nul\x00byte", "%s %(x)s {0}"],
)  # fmt: skip
def test_a_name_is_kept_as_it_is_written_whatever_is_in_it(record: Record, path: Path, name: str) -> None:
    told(record, event(person(name, "RU", title=name), KANG, place=Place(name)), title=name, outlet=name)
    assert rows(path, "SELECT name, title FROM participation WHERE country = 'RU'") == [(name, name)]
    assert rows(
        path, "SELECT p.name, a.text FROM person p JOIN alias a ON a.person_id = p.id WHERE p.country = 'RU'"
    ) == [(name, name)]
    assert rows(path, "SELECT place.name, title FROM place, source") == [(name, name)]
    assert_sound(path)


def test_half_characters_are_replaced_one_for_one(record: Record, path: Path) -> None:
    text = "Der \udc80 trifft \ud800Kang."
    said = event(person("\udc80", "RU"), KANG)
    outcome = record.add(Article(text, title="\udfff"), [said], extractor="hand 1", label="b\udce9.txt")
    ((stored, label),) = rows(path, "SELECT text, label FROM source_text JOIN source ON id = source_id")
    assert (stored, label) == ("Der \ufffd trifft \ufffdKang.", "b\ufffd.txt")
    assert record.add(Article(text), [said], extractor="hand 1").source_id == outcome.source_id


def test_a_very_long_text_comes_back_whole(record: Record, path: Path) -> None:
    text = "Ein längerer Text, 日本語. " * 200_000
    record.add(Article(text), [], extractor="hand 1")
    ((stored,),) = rows(path, "SELECT text FROM source_text")
    assert stored == text


def test_every_written_form_of_a_name_is_an_alias_and_the_fullest_names_the_person(record: Record, path: Path) -> None:
    for number, name in enumerate(["KANG SUN NAM", "Kang Sun-nam", "Kang Sunnam"]):
        told(record, event(person(name, "KP"), WANG, day=f"2023-07-{number + 1:02}"), text=str(number))
    assert rows(path, "SELECT name FROM person WHERE country = 'KP'") == [("Kang Sun-nam",)]
    assert rows(path, "SELECT text, origin, script FROM alias WHERE name_key = 'kangsunnam' ORDER BY text") == [
        ("KANG SUN NAM", "article", "Latin"),
        ("Kang Sun-nam", "article", "Latin"),
        ("Kang Sunnam", "article", "Latin"),
    ]


def test_one_name_for_two_countries_is_two_persons(record: Record, path: Path) -> None:
    told(record, event(person("Kim Song", "KP"), person("Kim Song", "KR"), person("Kim Song", None, org="UN")))
    assert rows(path, "SELECT country, org FROM person ORDER BY id") == [
        ("KP", None),
        ("KR", None),
        (None, "UN"),
    ]


def test_the_post_is_recorded_as_of_the_date_of_the_event(record: Record, path: Path) -> None:
    told(record, event(SHOIGU, KANG, day="2023-07"), event(person("Wang Yi", "CN"), KANG, day=None))
    assert rows(path, "SELECT post, a.country, date_from, date_to, origin, p.name FROM affiliation a "
                      "JOIN person p ON p.id = person_id ORDER BY a.id") == [
        ("Defense Minister", "RU", "2023-07-01", "2023-07-31", "article", "Sergei Shoigu"),
        ("Defense Minister", "KP", "2023-07-01", "2023-07-31", "article", "Kang Sun-nam"),
        ("Defense Minister", "KP", None, None, "article", "Kang Sun-nam"),
    ]  # fmt: skip


def test_a_decision_can_neither_be_changed_nor_deleted(record: Record, path: Path) -> None:
    with opened(path) as connection:
        connection.execute("INSERT INTO decision (made, action, data) VALUES ('2023', 'confirm', '{}')")
        for statement in ("UPDATE decision SET action = 'reject'", "DELETE FROM decision"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                connection.execute(statement)


def test_the_plain_views_answer_in_sql(record: Record, path: Path) -> None:
    outcome = told(record, MEETING, event(GUTERRES, WANG, day=None, place=None), outlet="Example")
    assert rows(path, "SELECT id, date, type, status, who, place, country, sources, outlets, quote FROM timeline") == [
        (outcome.event_ids[0], "2023-07-26", "meeting", "held", "Sergei Shoigu, Kang Sun-nam", "Pyongyang", "KP", 1,
         "Example", "Sergei Shoigu and Kang Sun-nam had a meeting."),
        (outcome.event_ids[1], None, "meeting", "held", "António Guterres, Wang Yi", None, None, 1,
         "Example", "António Guterres and Wang Yi had a meeting."),
    ]  # fmt: skip
    assert rows(
        path, "SELECT counterpart, counterpart_country, date, event FROM who_met WHERE person LIKE '%Shoigu'"
    ) == [("Kang Sun-nam", "KP", "2023-07-26", outcome.event_ids[0])]
