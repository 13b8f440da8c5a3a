"""What a person decides: it outranks all sources, can be taken back, and is kept for ever."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.record_articles import KANG, LAVROV, PYONGYANG, SHOIGU, WANG, assert_sound, event, opened, person, told
from tracker import answers
from tracker.errors import InputError, NotFoundError
from tracker.model import Article, Event, Evidence, Place
from tracker.record import Record, decisions, open_database
from tracker.record.reextract import Reread, all_sources, read_again, stale_sources

MEETING = event(SHOIGU, KANG)


def shown(path: Path, ref: str) -> dict[str, Any]:
    with closing(answers.connect(path)) as connection:
        return answers.show(connection, ref)


def timeline(path: Path) -> list[dict[str, Any]]:
    with closing(answers.connect(path)) as connection:
        return answers.timeline(connection)


def field(shown_event: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in shown_event["fields"] if f["field"] == name)
    return found


def test_an_edit_outranks_every_source_also_later_ones(record: Record, path: Path) -> None:
    (id_,) = told(record, MEETING).event_ids
    done = record.edit(
        id_, [("date", "2023-07-25"), ("place", "Kaesong, North Korea"), ("status", "denied")], reason="r"
    )
    told(record, MEETING, text=" later", published="2024-01-01")
    row = shown(path, id_)
    assert (row["date"], row["where"], row["country"], row["status"]) == ("2023-07-25", "Kaesong", "KP", "denied")
    assert row["sources"][0]["participants"][0]["name"] == "Sergei Shoigu"
    assert field(row, "date") == {
        "field": "date", "value": "2023-07-25", "how": f"edited (decision {done.number}: r)", "source": None,
        "others": [{"value": "2023-07-26", "how": 'weekday: "Wednesday"', "source": s["id"]} for s in row["sources"]],
    }  # fmt: skip
    assert [(d["action"], d["detail"], d["reason"]) for d in row["decisions"]] == [
        ("edit", "place: Kaesong, KP; status: denied; date: 2023-07-25", "r")
    ]
    assert [r["id"] for r in timeline(path)] == [id_]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-07-25..2023-07-27", ("2023-07-25", "2023-07-27", "day")),
        ("2023-07-25 to 2023-07-27", ("2023-07-25", "2023-07-27", "day")),
        ("2023-07", ("2023-07", None, "month")),
        ("2023", ("2023", None, "year")),
        ("", (None, None, "unknown")),
        ("unknown", (None, None, "unknown")),
    ],
)
def test_dates_are_edited(record: Record, path: Path, value: str, expected: tuple[str | None, ...]) -> None:
    (id_,) = told(record, MEETING).event_ids
    record.edit(id_, [("date", value)])
    row = shown(path, id_)
    assert (row["date"], row["end"], row["precision"]) == expected


def test_who_took_part_is_edited_one_by_one_or_whole(record: Record, path: Path) -> None:
    (id_,) = told(record, MEETING).event_ids

    def who() -> list[tuple[object, ...]]:
        keys = ("name", "kind", "country", "org", "title", "role")
        return [tuple(p[key] for key in keys) for p in shown(path, id_)["participants"]]

    record.edit(id_, [("who-", "kang"), ("who+", "Choe Son Hui (North Korea; Foreign Minister; host)")])
    assert who() == [
        ("Sergei Shoigu", "person", "RU", None, "Defense Minister", "visitor"),
        ("Choe Son Hui", "person", "KP", None, "Foreign Minister", "host"),
    ]
    record.edit(id_, [("who+", "SERGEI SHOIGU (RU)")])
    assert who()[0] == ("SERGEI SHOIGU", "person", "RU", None, None, "principal")
    record.edit(id_, [("who", "China | UN | office: envoy (RU) | António Guterres (UN; Secretary-General)")])
    assert who() == [
        ("China", "country", "CN", None, None, "principal"),
        ("UN", "org", None, "UN", None, "principal"),
        ("envoy", "office", "RU", None, None, "principal"),
        ("António Guterres", "person", None, "UN", "Secretary-General", "principal"),
    ]
    with closing(answers.connect(path)) as connection:
        assert answers.timeline(connection, answers.Filters(person=("Guterres",)))
        for _ in range(3):
            record.undo()
        with pytest.raises(NotFoundError):
            answers.timeline(connection, answers.Filters(person=("Guterres",)))
    assert [name for name, *_ in who()] == ["Sergei Shoigu", "Kang Sun-nam"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ([], "nothing to change"),
        ([("colour", "red")], "'colour' is no field"),
        ([("status", "done")], "must be one of held, planned"),
        ([("type", "wedding")], "must be one of meeting"),
        ([("date", "yesterday")], "write a date as"),
        ([("date", "2023-02-30")], "day is out of range"),
        ([("date", "2023-07-27..2023-07-25")], "ends before it starts"),
        ([("place", "Pyongyang, Atlantis")], "'Atlantis' is no country"),
        ([("who+", "(RU)")], "names nobody"),
        ([("who-", "Lavrov")], "of event .* is called that .Sergei Shoigu, Kang Sun-nam"),
        ([("who+", "Kang Ho (KP)"), ("who-", "Kang")], "or not only one"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_logged(
    record: Record, changes: list[tuple[str, str]], complaint: str
) -> None:
    (id_,) = told(record, MEETING).event_ids
    with pytest.raises(InputError, match=complaint):
        record.edit(id_, changes)
    assert decisions.log(record.connection) == []


def test_a_rejected_event_is_hidden_whoever_tells_of_it_later(record: Record, path: Path) -> None:
    outcome = told(record, MEETING, event(LAVROV, WANG))
    (id_, other) = outcome.event_ids
    record.reject(id_, reason="a film")
    assert told(record, MEETING, text=" later").event_ids == (id_,)
    assert [row["id"] for row in timeline(path)] == [other]
    with closing(answers.connect(path)) as connection:
        assert answers.who_met(connection, "Shoigu") == []
        assert [row["events"] for row in answers.sources(connection)] == [1, 0]
        assert [row["id"] for row in answers.source(connection, outcome.source_id)["events"]] == [other]
    with opened(path) as connection:
        assert [row["id"] for row in connection.execute("SELECT id FROM timeline")] == [other]
        assert len(connection.execute("SELECT * FROM who_met").fetchall()) == 2
    assert shown(path, id_)["review"] == "rejected"
    record.remove(outcome.source_id)  # the report that the decision was about is gone, that of the later article is not
    assert shown(path, id_)["review"] == "rejected"
    assert timeline(path) == []
    record.undo()
    assert len(timeline(path)) == 1


def test_confirming_brings_back_what_was_rejected(record: Record, path: Path) -> None:
    (id_,) = told(record, MEETING).event_ids
    record.reject(id_)
    record.confirm(id_)
    assert (timeline(path)[0]["id"], shown(path, id_)["review"]) == (id_, "confirmed")
    record.undo()
    assert timeline(path) == []
    record.undo()
    assert shown(path, id_)["review"] is None


def test_merged_events_are_one_under_the_older_id_and_the_other_leads_there(record: Record, path: Path) -> None:
    (one,) = told(record, MEETING).event_ids
    (two,) = told(record, event(SHOIGU, KANG, day="2023-07-27"), text=" other").event_ids
    assert record.merge(two, one, reason="one evening").event_ids == (one,)
    row = shown(path, two)
    assert (row["id"], row["merged"], len(row["sources"])) == (one, [two], 2)
    assert field(row, "date")["others"][0]["value"] in ("2023-07-26", "2023-07-27")
    with pytest.raises(InputError, match="are one event already"):
        record.merge(one, two)
    record.undo()
    assert {row["id"] for row in timeline(path)} == {one, two}


def test_two_that_one_article_tells_apart_can_be_merged_by_hand(record: Record, path: Path) -> None:
    one, two = told(record, MEETING, event(LAVROV, WANG)).event_ids
    told(record, event(LAVROV, WANG), text=" other")
    record.merge(one, two)
    (row,) = timeline(path)
    assert (row["id"], row["sources"]) == (one, 2)
    assert_sound(path)


def test_a_split_stays_also_when_another_article_tells_of_it(record: Record, path: Path) -> None:
    first, second = told(record, MEETING), told(record, MEETING, text=" second")
    (id_,) = first.event_ids
    assert second.event_ids == (id_,)
    done = record.split(id_, [second.source_id])
    assert len(done.event_ids) == 2
    told(record, MEETING, text=" third")
    events_of = dict(record.connection.execute("SELECT source_id, event_id FROM mention").fetchall())
    assert events_of[first.source_id] != events_of[second.source_id]
    with pytest.raises(InputError, match="some, but not all"):
        record.split(events_of[second.source_id], [second.source_id])
    with pytest.raises(InputError, match="does not tell of event"):
        record.split(id_, [second.source_id])
    record.undo(done.number)
    assert len(timeline(path)) == 1


def test_an_event_by_hand_stands_alone_or_joins_what_articles_tell(record: Record, path: Path) -> None:
    fields = [("type", "meeting"), ("date", "2023-07-26"), ("who", "Sergei Shoigu (RU)|Kang Sun-nam (KP; host)"),
              ("place", "Mansudae, KP")]  # fmt: skip
    done = record.add_event(fields, reason="seen on television")
    (id_,) = done.event_ids
    outcome = told(record, MEETING)
    assert outcome.event_ids == (id_,)
    row = shown(path, id_)
    assert (row["where"], row["sources"][0]["extractor"]) == ("Mansudae", "hand")  # a person's word comes first
    by_hand = row["sources"][0]["id"]
    with pytest.raises(InputError, match="was added by hand"):
        record.remove(by_hand)
    undone = record.undo()
    assert [r["where"] for r in timeline(path)] == ["Pyongyang"]
    record.undo(undone.number)
    assert [(r["id"], r["where"]) for r in timeline(path)] == [(id_, "Mansudae")]
    assert_sound(path)


def test_an_event_by_hand_can_quote_an_article(record: Record, path: Path) -> None:
    source = told(record, MEETING).source_id
    quote = "So it ends."
    fields = [("type", "visit"), ("who", "Wang Yi (CN; visitor)|North Korea")]
    (id_,) = record.add_event(fields, source=source, quote=quote).event_ids
    assert [q["quote"] for s in shown(path, id_)["sources"] for q in s["quotes"]] == [quote]
    with pytest.raises(InputError, match="does not say, word for word"):
        record.add_event(fields, source=source, quote="So it begins.")
    with pytest.raises(InputError, match="needs its type"):
        record.add_event([("date", "2023")])
    record.remove(source)
    assert timeline(path) == []
    undone = record.undo()
    record.undo(undone.number)
    assert timeline(path) == []
    assert len(decisions.log(record.connection)) == 3


def test_what_cannot_be_undone_is_refused(record: Record) -> None:
    with pytest.raises(NotFoundError, match="no decision to undo"):
        record.undo()
    ids = [told(record, event(SHOIGU, KANG, day=f"2023-07-1{n}"), text=f" {n}").event_ids[0] for n in range(3)]
    first = record.merge(ids[0], ids[1])
    second = record.merge(ids[0], ids[2])
    with pytest.raises(InputError, match=f"decision {second.number} .merge. builds on decision {first.number}"):
        record.undo(first.number)
    record.undo()
    record.undo()
    with pytest.raises(InputError, match="is undone already"):
        record.undo(first.number)
    with pytest.raises(NotFoundError, match="no decision 99"):
        record.undo(99)


def test_the_history_of_an_event_is_what_was_said_and_decided(record: Record, path: Path) -> None:
    (id_,) = told(record, event(SHOIGU, KANG, status="planned"), published="2023-07-20", outlet="One").event_ids
    told(record, MEETING, text=" held", published="2023-07-26", outlet="Two")
    record.edit(id_, [("place", "")], reason="not known")
    record.undo()
    with closing(answers.connect(path)) as connection:
        rows = answers.history(connection, id_)
        everything = answers.history(connection)
    assert [(row["when"], row["what"], row["detail"]) for row in rows[:2]] == [
        ("2023-07-20", "said", "meeting, planned, 2023-07-26"),
        ("2023-07-26", "said", "meeting, held, 2023-07-26"),
    ]
    assert [(r["decision"], r["what"], r["detail"], r["reason"], r["undone"]) for r in rows[2:]] == [
        (1, "edit", "place: unknown", "not known", True),
        (2, "undo", "undoes decision 1", None, False),
    ]
    assert everything == rows[2:]


def test_neither_a_decision_nor_what_it_is_about_can_be_changed(record: Record) -> None:
    (id_,) = told(record, MEETING).event_ids
    record.confirm(id_)
    for statement in ("UPDATE decision_about SET born = 'x'", "DELETE FROM decision_about"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            record.connection.execute(statement)


# Reading again


def proven(record: Record, source_id: str, said: Event, words: str) -> Event:
    text = record.connection.execute("SELECT text FROM source_text WHERE source_id = ?", (source_id,)).fetchone()[0]
    start = text.index(words)
    return replace(said, evidence=(Evidence(words, start, start + len(words)),))


def test_what_is_found_again_keeps_its_id_and_gets_the_new_words(record: Record, path: Path) -> None:
    outcome = told(record, MEETING, event(LAVROV, WANG), extractor="1")
    source, (met, talked) = outcome.source_id, outcome.event_ids
    quote = "Sergei Shoigu and Kang Sun-nam had a meeting."
    better = proven(record, source, event(SHOIGU, KANG, day="2023-07-25", place=Place("Kaesong", "KP")), quote)
    new = proven(record, source, event(person("Li Hongzhong", "CN"), KANG), "So it ends.")
    again = [Reread(source, (new, better))]
    before = record.replace(again, extractor="2", dry_run=True)
    assert [(d.kind, d.event_id) for d in before if d.kind != "new"] == [("gone", talked), ("changed", met)]
    assert {r["id"] for r in timeline(path)} == {met, talked}
    assert record.replace(again, extractor="2") == before
    (changed,) = [d for d in before if d.kind == "changed"]
    assert changed.fields == {"date": ("2023-07-26", "2023-07-25"), "place": ("Pyongyang, KP", "Kaesong, KP")}
    rows = {r["id"]: r for r in timeline(path)}
    assert (rows[met]["date"], len(rows)) == ("2023-07-25", 2)
    assert talked not in rows
    assert record.replace(again, extractor="2") == []
    assert {r[0] for r in record.connection.execute("SELECT extractor FROM mention")} == {"2"}
    assert_sound(path)


def test_what_was_decided_stays_when_it_is_found_no_more(record: Record, path: Path) -> None:
    outcome = told(record, MEETING, event(LAVROV, WANG), extractor="1")
    source, (met, talked) = outcome.source_id, outcome.event_ids
    record.edit(met, [("date", "2023-07-24")], reason="sure")
    (gone, lost) = record.replace([Reread(source, ())], extractor="2")
    assert (gone.kind, gone.event_id, lost.kind, lost.event_id) == ("gone", talked, "lost", met)
    assert [(r["id"], r["date"]) for r in timeline(path)] == [(met, "2023-07-24")]
    back = proven(record, source, MEETING, "Sergei Shoigu and Kang Sun-nam had a meeting.")
    record.replace([Reread(source, (back,))], extractor="3")
    assert [tuple(r) for r in record.connection.execute("SELECT event_id, lost FROM mention")] == [(met, 0)]
    assert [(r["id"], r["date"]) for r in timeline(path)] == [(met, "2023-07-24")]


def test_only_articles_with_their_text_are_read_again_by_version(record: Record) -> None:
    old = told(record, MEETING, extractor="2", text=" old").source_id
    new = told(record, MEETING, extractor="10", text=" new", outlet="Paper", title="T").source_id
    empty = told(record, extractor="9", text=" empty").source_id
    record.add_event([("type", "visit")])
    assert all_sources(record.connection) == [old, new, empty]
    assert stale_sources(record.connection, "10") == [old, empty]
    assert stale_sources(record.connection, "3") == [old]
    read: list[Article] = []
    again = read_again(record.connection, new, lambda article: read.append(article) or [])  # type: ignore[func-returns-value]
    assert again == Reread(new, ())
    assert (read[0].outlet, read[0].title, str(read[0].published)) == ("Paper", "T", "2023-07-26")
    with record.transaction() as connection:
        connection.execute("DELETE FROM source_text WHERE source_id = ?", (old,))
    assert read_again(record.connection, old, lambda _: []) is None


def test_what_is_read_again_may_join_another_event(record: Record, path: Path) -> None:
    told(record, MEETING, text=" right")
    wrong = told(record, event(SHOIGU, KANG, day="2023-07-29"), text=" wrong", extractor="1")
    assert len(timeline(path)) == 2
    right = proven(record, wrong.source_id, MEETING, "Sergei Shoigu and Kang Sun-nam had a meeting.")
    (gone,) = [d for d in record.replace([Reread(wrong.source_id, (right,))], extractor="2") if d.kind == "gone"]
    assert gone.event_id == wrong.event_ids[0]
    (row,) = timeline(path)
    assert (row["sources"], row["where"]) == (2, PYONGYANG.name)
    with open_database(path) as again, closing(answers.connect(path)) as connection:
        assert again.path == path
        assert answers.show(connection, wrong.event_ids[0])["id"] == row["id"]
