"""Pairs of written names of real public figures, of one person and of two."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tracker.knowledge.scripts import in_latin
from tracker.knowledge.spelling import spelling
from tracker.record.persons import identity, same_person

Pair = tuple[str, str, str, str]
CASES = Path(__file__).parent / "cases" / "names"


def pairs(name: str) -> list[Pair]:
    """The pairs of a table: two names, the side, and the day that they are written as of."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["one"], row["other"], row["country"], row["day"]) for row in csv.DictReader(file)]


SAME, DIFFERENT = pairs("same"), pairs("different")
# Not found, as of now: romanisations of which each letter could be another name's.
MISSED = {("Chung Eui-yong", "Jeong Ui-yong"), ("Yang Jiechi", "Yang Chieh-ch'ih"), ("Qin Gang", "Ch'in Kang")}


@pytest.mark.parametrize("pair", DIFFERENT, ids=lambda pair: f"{pair[0]} / {pair[1]}")
def test_two_persons_are_never_taken_for_one(pair: Pair) -> None:
    assert not same_person(*pair)
    one, other, country, day = pair
    assert not same_person(other.upper(), one, country, day)
    assert not same_person(one, other, country)


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: f"{pair[0]} / {pair[1]}")
def test_one_person_is_found_under_another_spelling(pair: Pair) -> None:
    assert same_person(*pair) is (pair[:2] not in MISSED)


def test_no_two_are_merged_and_nine_of_ten_are_found() -> None:
    assert len(set(SAME)) == len(SAME) >= 120
    assert len(set(DIFFERENT)) == len(DIFFERENT) >= 120
    assert sum(same_person(*pair) for pair in DIFFERENT) == 0
    assert sum(same_person(*pair) for pair in SAME) >= 0.9 * len(SAME)


def test_the_side_tells_namesakes_apart_and_a_name_without_one_is_nobody_of_the_table() -> None:
    assert identity("Bush", None, None) == "bush"
    assert identity("Sergei Shoigu", "US", None) != identity("Sergei Shoigu", "RU", None)


@pytest.mark.parametrize(
    ("name", "country", "post", "day", "full"),
    [
        ("Shoigu", "RU", "Defence Minister", "2023-07-26", "Sergei Shoigu"),
        ("Shoigu", "RU", "Defense Minister", "2023", "Sergei Shoigu"),
        ("Bush", "US", "President", "1990-09-09", "George H. W. Bush"),
        ("Bush", "US", "President", "2003-03-20", "George W. Bush"),
        ("Blinken", "US", None, "2023-06-19", "Antony Blinken"),
    ],
)
def test_a_surname_is_the_official_of_the_day(name: str, country: str, post: str | None, day: str, full: str) -> None:
    assert identity(name, country, None, post, day) == identity(full, country, None)


@pytest.mark.parametrize(
    ("name", "country", "post", "day"),
    [
        ("Shoigu", "RU", "Ambassador", "2023-07-26"),
        ("Shoigu", "RU", "head of the choir", "2023-07-26"),
        ("Shoigu", "RU", "Defence Minister", "1980-01-01"),
        ("Kim", "KP", None, "2023-07-26"),
    ],
)
def test_a_surname_with_another_post_or_day_or_of_several_is_no_official(
    name: str, country: str, post: str | None, day: str
) -> None:
    assert identity(name, country, None, post, day) == spelling(name, country)


def test_scripts_are_put_into_latin_letters() -> None:
    assert in_latin("Андрій Сибіга", "UA") == "andriy sybiha"
    assert in_latin("김정은").split() == ["kim", "jong", "un"]
    assert in_latin("Kim Jong Un") == "Kim Jong Un"


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [("Ri Su Yong", "Ri Yong Su", "KP"), ("Ali Abdullah Saleh", "Abdullah Ali Saleh", "YE")],
)
def test_where_the_order_of_words_tells_people_apart_it_counts(one: str, other: str, country: str) -> None:
    assert not same_person(one, other, country)


@pytest.mark.parametrize(
    ("one", "other", "country"), [("Kim Jong Un", "Jong-un Kim", "KP"), ("Xi Jinping", "Jinping Xi", "CN")]
)
def test_the_family_name_may_come_first_or_last(one: str, other: str, country: str) -> None:
    assert same_person(one, other, country)
