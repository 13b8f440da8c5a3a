"""What holds of the record whatever is added and removed, in whatever order."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record_articles import assert_sound, event, opened, person, told
from tracker.model import Event, Place
from tracker.record import open_database

people = st.builds(
    person,
    st.sampled_from(["Ann Bell", "Bell", "ANN BELL", "Cho Dae-jung", "Cho Dae Jung", "Cho", "Eva Fox", "\x1b[1m", "'"]),
    st.sampled_from(["RU", "KP", "US", None]),
    title=st.sampled_from([None, "President", "Envoy"]),
    role=st.sampled_from(["principal", "visitor", "host", "member", "sender"]),
)
events = st.builds(
    lambda who, **more: event(*who, **more),
    st.lists(people, max_size=4),
    day=st.sampled_from([None, "2023", "2023-07", "2023-07-26", "2023-07-27"]),
    end=st.sampled_from([None, "2023-07-29", "2022"]),
    type=st.sampled_from(["meeting", "visit", "conference", "message"]),
    status=st.sampled_from(["held", "planned", "denied"]),
    place=st.sampled_from([None, Place("Moscow", "RU"), Place("MOSCOW", "RU"), Place("Seoul", "KR"), Place("Hall")]),
)
articles = st.tuples(st.lists(events, max_size=3), st.sampled_from([None, "2023-07-20", "2023-07-26"]))
steps = st.lists(st.tuples(st.booleans(), st.integers(0, 7)), max_size=14)


@settings(max_examples=40, deadline=None)
@given(st.lists(articles, min_size=1, max_size=8), steps)
def test_adding_and_removing_in_any_order_keeps_the_record_sound(
    said: list[tuple[list[Event], str | None]], todo: list[tuple[bool, int]]
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "events.db"
        present: dict[int, str] = {}
        ever: Counter[str] = Counter()
        known: set[str] = set()
        for adding, number in todo:
            number %= len(said)
            with open_database(path) as record:
                if adding:
                    outcome = told(record, *said[number][0], text=f" {number}", published=said[number][1])
                    assert outcome.source_known == (number in present)
                    assert len(outcome.event_ids) == len(set(outcome.event_ids)) == len(said[number][0])
                    if not outcome.source_known:
                        ever[outcome.source_id] += 1
                        assert outcome.new == len(set(outcome.event_ids) - known)
                        born = "SELECT born FROM mention WHERE source_id = ?"
                        ever.update(row[0] for row in record.connection.execute(born, (outcome.source_id,)))
                    present[number] = outcome.source_id
                elif number in present:
                    removal = record.remove(present.pop(number))
                    there = {row[0] for row in record.connection.execute("SELECT id FROM event")}
                    assert set(removal.kept) <= there
                    assert not set(removal.removed) & there
                known = {row[0] for row in record.connection.execute("SELECT id FROM event")}
        if not path.exists():
            return
        assert max(ever.values(), default=1) == 1  # no id was given twice
        assert_sound(path)
        with opened(path) as connection:

            def values(query: str) -> list[object]:
                return [row[0] for row in connection.execute(query)]

            assert set(values("SELECT id FROM source")) == set(present.values())
            assert values("SELECT count(*) FROM mention") == [sum(len(said[number][0]) for number in present)]
            assert set(values("SELECT id FROM event")) == set(values("SELECT event_id FROM mention")) == known
            assert set(values("SELECT id FROM person")) == set(
                values("SELECT person_id FROM mention_participant WHERE kind = 'person'")
            )
            assert not values("SELECT person_id FROM participation EXCEPT SELECT person_id FROM mention_participant")
            assert set(values("SELECT id FROM place")) == set(
                values("SELECT place_id FROM mention WHERE place_id IS NOT NULL")
            )
            assert not values("SELECT event_id FROM mention GROUP BY event_id, source_id HAVING count(*) > 1")
        with open_database(path) as record:
            before = list(record.connection.iterdump())
            for number in present:
                told(record, *said[number][0], text=f" {number}", published=said[number][1])
            assert list(record.connection.iterdump()) == before
