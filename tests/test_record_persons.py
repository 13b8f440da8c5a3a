"""Persons of the record: one under many spellings, as people decide, in any order of adding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from tests.cli_record import fill
from tests.record_articles import event, person
from tests.test_record_machine import state
from tracker import answers
from tracker.cli import app
from tracker.errors import AmbiguousError, InputError, NotFoundError
from tracker.model import Article, Event, Participant
from tracker.record import Record, open_database
from tracker.record.step5 import persons_by_identity

KANG = person("Kang Sun-nam", "KP")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_database(tmp_path / "events.db") as opened:
        yield opened


def add(record: Record, number: int, *who: Participant, day: str = "2023-07-26") -> str:
    told: Event = event(*who, day=day)
    article = Article(f"Article {number}.", published=date(2023, 7, 27), published_basis="given")
    return record.add(article, [told], extractor="hand 1").event_ids[0]


def persons(record: Record) -> set[str]:
    return {row["name"] for row in record.connection.execute("SELECT name FROM person")}


SHOIGU = ("Sergei Shoigu", "Sergey Shoygu", "Сергей Шойгу", "Shoigu")


def test_one_person_under_many_spellings_in_every_order(tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(permutations(SHOIGU)):
        with open_database(tmp_path / f"{number}.db") as record:
            for name in order:
                add(record, SHOIGU.index(name), person(name, "RU"), KANG)
            found.add(tuple(sorted(persons(record))))
            assert len({row[0] for row in record.connection.execute("SELECT DISTINCT event_id FROM mention")}) == 1
    assert found == {("Kang Sun-nam", "Sergey Shoygu")}


def test_like_names_of_one_side_are_two_persons(record: Record) -> None:
    add(record, 1, person("Kim Yong Chol", "KP"), person("Wang Yi", "CN"))
    add(record, 2, person("Kim Yong Chun", "KP"), person("Wang Yi", "CN"))
    assert persons(record) == {"Kim Yong Chol", "Kim Yong Chun", "Wang Yi"}


@pytest.mark.parametrize("asked", ["Шойгу", "Shoygu", "Sergey Kuzhugetovich Shoygu", "Shoigu", "sergei shoĭgu"])
def test_queries_take_a_name_in_any_spelling_and_script(record: Record, asked: str) -> None:
    met = add(record, 1, person("Sergei Shoigu", "RU"), KANG)
    assert [row["events"] for row in answers.who_met(record.connection, asked)] == [[met]]
    assert [row["id"] for row in answers.timeline(record.connection, answers.Filters(with_=(asked,)))] == [met]


def test_an_alias_makes_two_one_until_it_is_undone(record: Record) -> None:
    one = add(record, 1, person("Sergei Shoigu", "RU"), KANG)
    two = add(record, 2, person("General Army Chief", "RU"), KANG)
    before = state(record)
    decided = record.alias("Sergei Shoigu", "General Army Chief", reason="as the ministry calls him")
    assert persons(record) == {"General Army Chief", "Kang Sun-nam"}  # the fullest form
    assert {row[0] for row in record.connection.execute("SELECT event_id FROM mention")} == {one}
    after = state(record)
    record.rebuild()
    assert state(record) == after
    record.undo(decided.number)
    assert state(record) == before
    assert two in {row[0] for row in record.connection.execute("SELECT event_id FROM mention")}
    record.undo(decided.number + 1)
    assert state(record) == after


def test_an_alias_that_no_article_has_is_found_by_queries_and_holds_for_later_articles(record: Record) -> None:
    add(record, 1, person("Kang Sun-nam", "KP"), person("Wang Yi", "CN"))
    record.alias("Kang Sun-nam", "강장군")
    assert answers.who_met(record.connection, "강장군")
    add(record, 2, person("강장군", "KP"), person("Li Hui", "CN"), day="2023-09-01")
    assert len(answers.who_met(record.connection, "Kang Sun-nam")) == 2
    assert answers.history(record.connection)[0]["detail"] == "강장군 is Kang Sun-nam"


CHAIN = [("Ann Bell", "Bob Cole"), ("Bob Cole", "Cid Dunn")]


def three(record: Record) -> None:
    """Ann Bell, Bob Cole and Cid Dunn of one side, each at a meeting of another day."""
    for number, name in enumerate(["Ann Bell", "Bob Cole", "Cid Dunn"]):
        add(record, number, person(name, "US"), KANG, day=f"2023-0{number + 1}-01")


@pytest.mark.parametrize("order", [CHAIN, CHAIN[::-1]], ids=["first-first", "last-first"])
def test_the_alias_of_an_alias_is_the_same_person_whichever_was_said_first(
    record: Record, order: list[tuple[str, str]]
) -> None:
    three(record)
    for name, alias in order:
        record.alias(name, alias)
    assert len(persons(record)) == 2  # with whom they met
    for asked in ("Ann Bell", "Bob Cole", "Cid Dunn"):
        (row,) = answers.who_met(record.connection, asked)
        assert row["times"] == 3
    add(record, 9, person("Cid Dunn", "US"), person("Wang Yi", "CN"), day="2023-09-01")
    assert "Wang Yi" in {row["name"] for row in answers.who_met(record.connection, "Ann Bell")}
    now = state(record)
    record.rebuild()
    assert state(record) == now


def test_the_order_of_two_aliases_of_a_chain_makes_no_difference(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate([CHAIN, CHAIN[::-1]]):
        with open_database(tmp_path / f"{number}.db") as record:
            three(record)
            for name, alias in order:
                record.alias(name, alias)
            shown = state(record)
            found.append({name: shown[name] for name in ("person", "alias", "said", "participation", "post")})
    assert found[0] == found[1]


@pytest.mark.parametrize("order", [CHAIN, CHAIN[::-1]], ids=["first-first", "last-first"])
@pytest.mark.parametrize("undone", [1, 2])
def test_to_undo_one_alias_of_a_chain_leaves_the_record_as_if_only_the_other_had_been_said(
    tmp_path: Path, order: list[tuple[str, str]], undone: int
) -> None:
    with open_database(tmp_path / "only.db") as only:
        three(only)
        only.alias(*order[2 - undone])
        expected = state(only)
    with open_database(tmp_path / "both.db") as both:
        three(both)
        for name, alias in order:
            both.alias(name, alias)
        chained = state(both)
        both.undo(undone)
        assert {**state(both), "source": 0} == {**expected, "source": 0}  # but for the time of adding
        both.undo(3)
        assert state(both) == chained


def test_names_that_are_said_to_be_one_another_are_one_person(record: Record) -> None:
    three(record)
    record.alias("Ann Bell", "Bob Cole")
    with pytest.raises(InputError, match="is called Ann Bell already"):
        record.alias("Bob Cole", "Ann Bell")
    one = state(record)
    record.undo(1)
    record.alias("Bob Cole", "Ann Bell")
    record.undo(2)  # the undo: now each is said to be the other
    assert len(persons(record)) == 3
    assert {row["times"] for row in answers.who_met(record.connection, "Ann Bell")} == {2}
    circle = state(record)
    record.rebuild()
    assert state(record) == circle
    record.undo(3)
    assert state(record) == one


def test_a_name_of_a_chain_that_is_taken_out_takes_along_what_was_said_of_it(record: Record) -> None:
    three(record)
    for name, alias in CHAIN:
        record.alias(name, alias)
    record.alias("Ann Bell", "Bob Cole", remove=True)
    assert len(persons(record)) == 3  # Cid Dunn is Bob Cole, who is not Ann Bell
    assert {row["times"] for row in answers.who_met(record.connection, "Cid Dunn")} == {2}
    assert {row["times"] for row in answers.who_met(record.connection, "Ann Bell")} == {1}


def test_a_removed_alias_is_another_person(record: Record) -> None:
    for number, name in enumerate(["Ann Bell", "Bell Ann"]):
        add(record, number, person(name, "US"), KANG, day=f"2023-07-{number + 1:02}")
    assert len(persons(record)) == 2
    record.alias("Ann Bell", "Bell Ann", remove=True)
    assert persons(record) == {"Ann Bell", "Bell Ann", "Kang Sun-nam"}
    record.alias("Ann Bell", "Bell Ann")
    assert len(persons(record)) == 2
    record.alias("Ann Bell", "Bell Ann", remove=True)
    record.rebuild()
    assert len(persons(record)) == 2  # without the alias the spelling decides again


@pytest.mark.parametrize(
    ("name", "alias", "remove", "error"),
    [
        ("Nobody", "Chief", False, NotFoundError),
        ("Kim Song", "Chief", False, AmbiguousError),
        ("Kang Sun-nam", "KANG SUN NAM", False, InputError),
        ("Kang Sun-nam", " - ", False, InputError),
        ("Kang Sun-nam", "Chief", True, InputError),
        ("Kang Sun-nam", "Kang Sun-nam", True, InputError),
    ],
)
def test_an_alias_that_changes_nothing_is_refused(
    record: Record, name: str, alias: str, remove: bool, error: type[Exception]
) -> None:
    add(record, 1, KANG, person("Kim Song", "KR"), person("Kim Song", "CN"))
    with pytest.raises(error):
        record.alias(name, alias, remove=remove)
    assert not record.connection.execute("SELECT 1 FROM decision").fetchall()


def test_people_are_listed_with_their_events(record: Record) -> None:
    add(record, 1, person("Sergei Shoigu", "RU", title="Defence Minister"), KANG)
    add(record, 2, person("Sergei Shoigu"), KANG, day="2023-08-02")
    rows = answers.people(record.connection)
    assert [(row["name"], row["country"], row["post"], row["events"], row["last_seen"]) for row in rows] == [
        ("Kang Sun-nam", "KP", None, 2, "2023-08-02"),
        ("Sergei Shoigu", "RU", "Defence Minister", 2, "2023-08-02"),
    ]


def test_a_person_has_posts_from_articles_and_from_the_table(record: Record) -> None:
    met = add(record, 1, person("Shoigu", "RU", title="Army General"), KANG)
    add(record, 2, person("Sergei Shoigu", "RU", title="Army General"), person("Li Shangfu", "CN"), day="2023-08-02")
    found = answers.person(record.connection, "Шойгу")
    posts = {(post["post"], post["from"], post["to"], post["origin"]) for post in found["posts"]}
    assert ("Defence Minister", "2012-11-06", "2024-05-12", "officials table") in posts
    assert ("Army General", "2023-08-02", "2023-08-02", "articles") in posts
    assert found["event_ids"][0] == met or len(found["event_ids"]) == 1
    assert "Sergei Shoigu" in {alias["text"] for alias in found["aliases"]}


def test_who_met_says_where_the_post_is_from(record: Record) -> None:
    add(record, 1, person("Sergei Shoigu", "RU"), KANG)
    add(record, 2, person("Wang Yi", "CN", title="Envoy"), KANG, day="2023-08-02")
    rows = {row["name"]: (row["post"], row["post_from"]) for row in answers.who_met(record.connection, "Kang")}
    assert rows == {"Sergei Shoigu": ("Defence Minister", "officials table"), "Wang Yi": ("Envoy", "article")}


def test_persons_of_an_older_record_become_one(record: Record) -> None:
    for number, name in enumerate(SHOIGU[:2]):
        add(record, number, person(name, "RU"), person("Wang Yi", "CN"), day=f"2023-0{number + 1}-01")
    now = state(record)
    connection = record.connection
    # As before the fifth step: each written name was a person.
    connection.execute("INSERT INTO person (id, name, name_key, country) VALUES (99, 'Sergei Shoigu', 'old', 'RU')")
    for table in ("mention_participant", "participation"):
        connection.execute(f"UPDATE {table} SET person_id = 99 WHERE name = 'Sergei Shoigu'")
    connection.execute("INSERT INTO alias VALUES (99, 'Sergei Shoigu', 'article', 'sergeishoigu', 'Latin')")
    persons_by_identity(Database(connection))
    assert persons(record) == {"Sergey Shoygu", "Wang Yi"}
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT count(*) FROM participation WHERE person_id = 99").fetchone()[0] == 0
    record.rebuild()
    assert state(record) == now


def test_an_alias_on_the_command_line(tmp_path: Path) -> None:
    database = str(fill(tmp_path / "events.db"))

    def run(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [*words, "--db", database])
        return result.exit_code, result.stdout, result.stderr

    code, out, said = run("alias", "add", "Kang", "姜纯男", "--reason", "as the Chinese press writes")
    assert (code, out) == (0, "")
    assert "(decision 1; `tracker undo 1` takes it back)" in said
    assert "Sergei Shoigu" in run("who-met", "姜纯男")[1]
    assert run("alias", "remove", "Kang", "姜纯男")[0] == 0
    code, _, said = run("who-met", "姜纯男")
    assert code == 1
    assert "nobody in the record is called" in said
    assert run("undo")[0] == 0
    assert "Sergei Shoigu" in run("who-met", "姜纯男")[1]
    assert run("alias", "add", "Nobody", "X")[0] == 1
