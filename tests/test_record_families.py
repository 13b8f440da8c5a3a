"""Near copies of one text, and how many independent sources an event has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from tests.record_articles import KANG, SHOIGU, event, opened
from tracker.model import Article, Evidence
from tracker.record import Record, open_database
from tracker.record.families import fingerprint, near_copies

AGENCY = (
    "The defence minister arrived in the capital on Tuesday for the first visit of its kind in years. "
    "He was met at the airport by his counterpart and a guard of honour stood along the red carpet. "
    "The two sides are to speak about joint exercises, the ministry said in a short statement. "
    "Observers see the trip as a sign that both countries want closer ties after a long pause. "
)
LONGER = AGENCY + "Our correspondent adds that shops in the city were open as usual and that few people took notice. "
SENTENCE = "Sergei Shoigu and Kang Sun-nam held talks about many things for several hours that day."
OTHER = (
    "Pyongyang saw rare guests this week. After years behind closed borders, the country let in a delegation, and with it "
    "the cameras of a friendly state. What was discussed remains unclear; what was shown was a parade ground. "
)


def add(record: Record, text: str, sentence: str = SENTENCE, outlet: str | None = None) -> str:
    full = f"{text}\n\n{sentence}"
    proof = (Evidence(sentence, len(full) - len(sentence), len(full)),)
    article = Article(full, published=date(2023, 7, 26), outlet=outlet)
    return record.add(article, [replace(event(SHOIGU, KANG), evidence=proof)], extractor="1").source_id


def independent(path: Path) -> tuple[int, int]:
    with opened(path) as connection:
        (row,) = connection.execute("SELECT sources, independent FROM timeline").fetchall()
        return tuple(row)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (AGENCY, AGENCY.replace("capital", "city"), True),
        (AGENCY, AGENCY.upper(), True),
        (AGENCY, LONGER, True),
        (AGENCY, OTHER, False),
        (AGENCY, "", False),
        (AGENCY, "The defence minister arrived in the capital on Tuesday. " + OTHER, False),
    ],
)
def test_near_copies_are_found(one: str, other: str, expected: bool) -> None:
    assert near_copies(fingerprint(one), fingerprint(other)) is expected
    assert near_copies(fingerprint(other), fingerprint(one)) is expected


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_copies_count_once_in_every_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        said = [(AGENCY, "They met in the morning."), (LONGER, "They met at noon."), (OTHER, "They met on that day.")]
        ids = {number: add(record, *said[number]) for number in order}
        assert independent(path) == (3, 2)
        record.remove(ids[0])
        assert independent(path) == (2, 2)
        add(record, *said[0])
        record.remove(ids[2])
        assert independent(path) == (2, 1)


def test_one_long_sentence_that_two_texts_share_is_one_source(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        add(record, AGENCY)
        add(record, OTHER)
        assert independent(path) == (2, 1)
