"""What holds of the record whatever is added, removed, decided, undone and read again, in whatever order."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.record_articles import country, event, office, person
from tracker.errors import TrackerError
from tracker.model import Article, Event, Evidence, Place
from tracker.record import Record, decisions, open_database
from tracker.record.reextract import Reread
from tracker.record.sides import write_sides

people = st.builds(
    person,
    st.sampled_from(["Ann Bell", "Bell", "ANN BELL", "Cho Dae-jung", "Cho", "Eva Fox"]),
    st.sampled_from(["RU", "KP", "US"]),
    title=st.sampled_from([None, "President"]),
    role=st.sampled_from(["principal", "visitor"]),
)
# Few names and days, so that much is nearly the same.
pair = st.sampled_from(
    [
        (person("Ann Bell", "RU", role="visitor"), person("Cho Dae-jung", "KP")),
        (person("Bell", "RU"), person("Cho", "KP")),
        (person("Ann Bell", "RU"), office("President", "KP")),
        (person("Ann Bell", "RU", role="visitor"), country("North Korea", "KP", role="host")),
        (person("Ann Bell", "RU"), person("Cho Dae-jung", "KP"), person("Eva Fox", "US")),
    ]
)
events = st.builds(
    lambda who, **more: event(*who, **more),
    pair | st.lists(people, max_size=3),
    day=st.sampled_from([None, "2023-07", "2023-07-25", "2023-07-26", "2023-07-26", "2023-07-27", "2023-09-01"]),
    end=st.sampled_from([None, None, "2023-07-29"]),
    type=st.sampled_from(["meeting", "meeting", "visit", "conference"]),
    status=st.sampled_from(["held", "held", "planned", "postponed", "cancelled"]),
    place=st.sampled_from(
        [None, Place("Moscow", "RU"), Place("MOSCOW", "RU", lat=55.8, lon=37.6), Place("Seoul", "KR")]
    ),
)
articles = st.tuples(
    st.lists(events, min_size=1, max_size=3), st.sampled_from(["2023-07-20", "2023-07-26", "2023-08-01", None])
)
edits = st.sampled_from(
    [
        [("date", "2023-07-28")],
        [("place", "Mosców, RU"), ("status", "held")],
        [("place", "Kaesong, KP")],
        [("who+", "Ivan Novy (RU; Envoy)")],
        [("who+", "ÁNN BELL (RU)"), ("who-", "Cho")],
        [("who", "Eva Fox (US) | Ann Bell (RU; visitor)"), ("date", "")],
        [("type", "call"), ("date", "2023-07-25..2023-07-26")],
    ]
)


def counted(connection: sqlite3.Connection) -> list[list[tuple[Any, ...]]]:
    """Whom events are between, and the totals."""
    tables = ("event_side", "event_pair", "pair_total")
    return [sorted(map(tuple, connection.execute(f"SELECT * FROM {t}").fetchall()), key=repr) for t in tables]


def state(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """All that is worked out from sources and decisions, with persons and places by name, not by number."""
    who = "(SELECT name || '/' || ifnull(country, '') || ifnull(org, '') FROM person WHERE id = person_id)"
    where = "(SELECT name || '/' || ifnull(country, '') || ifnull(lat, '') FROM place WHERE id = place_id)"
    queries = {
        "event": f"SELECT id, type, status, salience, date_start, date_end, date_precision, date_from, date_to, {where}, "
        "plover, mode, confidence, part_of, independent, review FROM event",
        "participation": f"SELECT event_id, position, kind, name, {who}, country, org, title, role, basis, rank "
        "FROM participation",
        "mention": f"SELECT id, born, event_id, source_id, position, extractor, type, status, {where}, part_of, lost "
        "FROM mention",
        "said": f"SELECT mention_id, position, name, {who}, role FROM mention_participant",
        "person": "SELECT name, name_key, country, org FROM person",
        "alias": f"SELECT {who}, text, origin FROM alias",
        "place": "SELECT name, name_key, country, lat FROM place",
        "post": f"SELECT {who}, post, mention_id FROM affiliation",
        "likeness": "SELECT * FROM likeness",
        "evidence": "SELECT * FROM evidence",
        "source": "SELECT * FROM source",
    }
    return {
        name: sorted((tuple(row) for row in record.connection.execute(query)), key=repr)
        for name, query in queries.items()
    }


class RecordMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "events.db"
        self.added: dict[str, tuple[Article, list[Event]]] = {}
        self.owner: dict[str, int] = {}  # id -> the number of the mention that it was given to
        self.decided = 0
        self.number = 0

    @initialize()
    def open(self) -> None:
        self.record = open_database(self.path)
        self.record.connection.execute("PRAGMA synchronous = OFF")

    def teardown(self) -> None:
        if hasattr(self, "record"):
            self.record.close()
        shutil.rmtree(self.folder)

    def ids(self) -> list[str]:
        return [row[0] for row in self.record.connection.execute("SELECT id FROM event ORDER BY id")]

    def pick(self, number: int) -> str:
        ids = self.ids()
        return ids[number % len(ids)]

    def decide(self, action: str, *arguments: Any) -> None:
        """Decide, undo, undo that, and stay with the decision: each time the record is exactly as it was."""
        before = state(self.record)
        try:
            if action == "name_anew":
                done = self.record.alias(*arguments[:2], remove=arguments[2], reason="so")
            else:
                done = getattr(self.record, action)(*arguments, reason="so")
        except TrackerError:
            assert state(self.record) == before
            return
        after = state(self.record)
        undone = self.record.undo()
        assert state(self.record) == before
        self.record.undo(undone.number)
        assert state(self.record) == after
        self.decided += 3
        assert done.number

    @rule(
        said=articles,
        words=st.sampled_from(["Of this or that day.", "One two three four five six seven eight."]),
        nested=st.booleans(),
    )
    def add(self, said: tuple[list[Event], str | None], words: str, nested: bool) -> None:
        self.number += 1
        events_, published = said
        text, proven = f"{words} {self.number % 5}", []
        for one in events_:
            quote = f"{' and '.join(p.name for p in one.participants) or 'Nobody'} had a {one.type}, it is said here."
            text += " " + quote
            proven.append(replace(one, evidence=(Evidence(quote, len(text) - len(quote), len(text)),)))
        if nested and len(proven) > 1:
            proven[0] = replace(proven[0], part_of=1)
        article = Article(text, published=date.fromisoformat(published) if published else None)
        outcome = self.record.add(article, proven, extractor="1", retrieved="2023-08-01T00:00:00Z")
        if not outcome.source_known:
            self.added[outcome.source_id] = (article, proven)
        assert len(outcome.event_ids) >= len(set(outcome.event_ids))

    @precondition(lambda self: self.added)
    @rule(number=st.integers(0, 20))
    def remove(self, number: int) -> None:
        source = sorted(self.added)[number % len(self.added)]
        self.record.remove(source)
        del self.added[source]

    @precondition(lambda self: self.ids())
    @rule(number=st.integers(0, 20), changes=edits)
    def edit(self, number: int, changes: list[tuple[str, str]]) -> None:
        self.decide("edit", self.pick(number), changes)

    @precondition(lambda self: self.ids())
    @rule(number=st.integers(0, 20), action=st.sampled_from(["reject", "confirm"]))
    def review(self, number: int, action: str) -> None:
        self.decide(action, self.pick(number))

    @precondition(lambda self: len(self.ids()) > 1)
    @rule(number=st.integers(0, 20), other=st.integers(0, 20))
    def merge(self, number: int, other: int) -> None:
        self.decide("merge", self.pick(number), self.pick(other))

    @rule(
        name=st.sampled_from(["Ann Bell (RU)", "Cho Dae-jung (KP)", "Bell (RU)", "Eva Fox (US)"]),
        alias=st.sampled_from(["Cho", "Bell", "Eva Fox", "Ann Bell", "Ivan Novy", "Белл"]),
        remove=st.booleans(),
    )
    def name(self, name: str, alias: str, remove: bool) -> None:
        self.decide("name_anew", name, alias, remove)

    @precondition(lambda self: self.ids())
    @rule(number=st.integers(0, 20), other=st.integers(0, 20))
    def split(self, number: int, other: int) -> None:
        event_id = self.pick(number)
        told = [
            row[0]
            for row in self.record.connection.execute(
                "SELECT born FROM mention WHERE event_id = ? ORDER BY id", (event_id,)
            )
        ]
        self.decide("split", event_id, [told[other % len(told)]])

    @precondition(lambda self: self.ids())
    @rule(number=st.integers(0, 20), other=st.integers(0, 20))
    def keep_apart(self, number: int, other: int) -> None:
        self.decide("split", self.pick(number), [self.pick(other)])

    @rule(number=st.integers(0, 20), from_source=st.booleans())
    def add_by_hand(self, number: int, from_source: bool) -> None:
        fields = [("type", "meeting"), ("date", "2023-07-26"), ("who", "Ann Bell (RU) | Cho Dae-jung (KP; host)")]
        sources = sorted(self.added)
        before = state(self.record)
        source = sources[number % len(sources)] if from_source and sources else None
        self.record.add_event(fields, source=source)
        after = state(self.record)
        undone = self.record.undo()
        assert state(self.record) == before
        self.record.undo(undone.number)
        assert state(self.record) == after
        self.decided += 3

    @precondition(lambda self: self.decided)
    @rule(number=st.integers(0, 50))
    def undo_any(self, number: int) -> None:
        with suppress(TrackerError):
            self.record.undo(number % self.decided + 1)
            self.decided += 1

    @precondition(lambda self: self.added)
    @rule(number=st.integers(0, 20), found=st.lists(events, max_size=2), drop=st.booleans())
    def read_again(self, number: int, found: list[Event], drop: bool) -> None:
        source = sorted(self.added)[number % len(self.added)]
        article, before = self.added[source]
        proof = (Evidence(article.text[:9], 0, 9),)
        before = [replace(before[0], part_of=None), *before[1:]] if before else []
        now = [*(before[1:] if drop else before), *(replace(one, evidence=proof) for one in found)]
        as_it_was = state(self.record)
        self.record.replace([Reread(source, tuple(now))], extractor="2", dry_run=True)
        assert state(self.record) == as_it_was
        self.record.replace([Reread(source, tuple(now))], extractor="2")
        self.added[source] = (article, now)
        as_it_is = state(self.record)
        assert self.record.replace([Reread(source, tuple(now))], extractor="2") == []
        assert state(self.record) == as_it_is

    @rule()
    def reopen(self) -> None:
        before = state(self.record)
        self.record.close()
        self.open()
        for article, said in self.added.values():
            assert self.record.add(article, said, extractor="3").source_known
        assert state(self.record) == before

    @invariant()
    def all_holds(self) -> None:
        if not hasattr(self, "record"):
            return
        connection = self.record.connection

        def values(query: str) -> list[Any]:
            return [row[0] for row in connection.execute(query)]

        assert values("PRAGMA integrity_check") == ["ok"]
        for index in ("text_search", "quote_search"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = counted(connection)
        connection.execute("BEGIN")
        write_sides(connection)
        assert counted(connection) == kept
        connection.rollback()
        # No mention is lost: what is by hand or kept for a decision comes on top.
        counts = dict(
            connection.execute("SELECT source_id, count(*) FROM mention WHERE NOT lost AND position >= 0 GROUP BY 1")
        )
        assert counts == {source: len(said) for source, (_, said) in self.added.items() if said}
        assert set(values("SELECT id FROM event")) == set(values("SELECT event_id FROM mention"))
        founders = "SELECT event_id, born, min(id) FROM mention GROUP BY event_id"
        assert all(event_id == born for event_id, born, _ in connection.execute(founders))
        for number, born in connection.execute("SELECT id, born FROM mention"):
            assert self.owner.setdefault(born, number) == number
        assert values("SELECT count(*) FROM decision") == [self.decided]
        assert set(values("SELECT id FROM person")) == set(
            values(
                "SELECT person_id FROM mention_participant WHERE kind = 'person' "
                "UNION SELECT person_id FROM participation WHERE kind = 'person'"
            )
        )
        self.as_decided(decisions.log(self.record.connection))
        incremental = state(self.record)
        connection.execute("BEGIN")
        connection.execute("COMMIT")
        self.record.rebuild()
        assert state(self.record) == incremental

    def as_decided(self, log: Sequence[decisions.Decision]) -> None:
        """The last word on an event is what is shown."""
        events_of = dict(self.record.connection.execute("SELECT born, event_id FROM mention").fetchall())
        shown: dict[str, dict[str, Any]] = {}
        for decision in log:
            anchor = decisions.anchor(self.record.connection, decision.borns)
            if anchor and not decision.undone and decision.action == "edit":
                shown.setdefault(events_of[anchor], {}).update(decision.data["set"])
        for event_id, values in shown.items():
            row = self.record.connection.execute("SELECT * FROM event WHERE id = ?", (event_id,)).fetchone()
            for field in set(values) - {"place"}:
                assert row[field] == values[field], json.dumps(values)


RecordMachine.TestCase.settings = settings(
    max_examples=50, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRecordMachine = RecordMachine.TestCase
