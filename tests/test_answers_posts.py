"""The post that somebody held on the day of an event, and who says so."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.record_articles import KANG, event, person, told
from tracker import answers
from tracker.cli import app
from tracker.record import Record

# Of the table: Defence Minister from 2012-11-06 to 2024-05-12, then Secretary of the Security Council.
SHOIGU = person("Sergei Shoigu", "RU")


def held(path: Path, id_: str, name: str = "Sergei Shoigu") -> tuple[str | None, str | None]:
    """What `show` and `who-met` give as the post; they must agree."""
    with closing(answers.connect(path)) as connection:
        shown = next(p for p in answers.show(connection, id_)["participants"] if p["name"] == name)
        (met,) = [row for row in answers.who_met(connection, "Kang") if row["name"] == name]
    assert (shown["post"], shown["post_from"]) == (met["post"], met["post_from"])
    return shown["post"], shown["post_from"]


@pytest.mark.parametrize("title", ["Army General", "leader", "minister", "envoy", "former Defence Minister"])
def test_what_the_article_writes_comes_first_however_vague_it_is(record: Record, path: Path, title: str) -> None:
    (id_,) = told(record, event(person("Sergei Shoigu", "RU", title=title), KANG)).event_ids
    assert held(path, id_) == (title, "article")


def test_whom_the_article_gives_no_post_has_that_of_the_officials_table_on_the_day(record: Record, path: Path) -> None:
    (then,) = told(record, event(SHOIGU, KANG, day="2023-07-26")).event_ids
    assert held(path, then) == ("Defence Minister", "officials table")
    (now,) = told(record, event(SHOIGU, KANG, day="2024-06-01"), text=" later").event_ids
    assert held(path, now) == ("Secretary of the Security Council", "officials table")


def test_another_article_that_writes_the_post_is_asked_before_the_table(record: Record, path: Path) -> None:
    (id_,) = told(record, event(SHOIGU, KANG)).event_ids
    told(record, event(person("Sergei Shoigu", "RU", title="Army General"), KANG), text=" too", published="2023-07-20")
    assert held(path, id_) == ("Army General", "article")


@pytest.mark.parametrize("day", ["1990-03-01", "2012-11-05", None])
def test_who_was_not_in_office_that_day_or_on_no_known_day_has_no_post(
    record: Record, path: Path, day: str | None
) -> None:
    (id_,) = told(record, event(SHOIGU, KANG, day=day)).event_ids
    told(record, event(person("Sergei Shoigu", "RU", title="Army General"), KANG, day="1989-01-01"), text=" other")
    with closing(answers.connect(path)) as connection:
        shown = answers.show(connection, id_)["participants"][0]
    assert (shown["post"], shown["post_from"]) == (None, None)


@pytest.mark.parametrize(
    ("day", "post"),
    [("2023", "Defence Minister"), ("2012", None), ("2024", None), ("2024-05", None), ("2024-04", "Defence Minister")],
)
def test_of_a_year_or_month_only_a_post_that_was_held_all_the_while_counts(
    record: Record, path: Path, day: str, post: str | None
) -> None:
    (id_,) = told(record, event(SHOIGU, KANG, day=day)).event_ids
    assert held(path, id_) == (post, "officials table" if post else None)


def test_a_span_of_days_is_covered_as_a_whole_or_not_at_all(record: Record, path: Path) -> None:
    (id_,) = told(record, event(SHOIGU, KANG, day="2024-05-11", end="2024-05-14")).event_ids
    assert held(path, id_) == (None, None)


def test_of_a_term_that_is_known_to_the_month_only_the_edges_count_for_nothing(record: Record, path: Path) -> None:
    tor = person("Imma Tor Faus", "AD")  # Foreign Minister from 2023-05
    (unsure,) = told(record, event(tor, KANG, day="2023-05-10")).event_ids
    assert held(path, unsure, tor.name) == (None, None)
    (sure,) = told(record, event(tor, KANG, day="2023-06-01"), text=" later").event_ids
    assert held(path, sure, tor.name) == ("Foreign Minister", "officials table")


@pytest.mark.parametrize(
    ("name", "country", "day", "post"),
    [
        ("Wang Yi", "CN", "2019-06-01", "Foreign Minister"),  # and State Councilor
        ("Xi Jinping", "CN", "2019-06-01", "President"),  # and General Secretary
        ("Mohammed bin Salman", "SA", "2023-06-01", "Crown Prince"),  # and Prime Minister
        ("Vladimir Putin", "RU", "2000-02-01", "President"),  # and Prime Minister
    ],
)
def test_of_several_posts_at_once_the_one_that_the_press_uses_is_shown(
    record: Record, path: Path, name: str, country: str, day: str, post: str
) -> None:
    (id_,) = told(record, event(person(name, country), KANG, day=day)).event_ids
    assert held(path, id_, name) == (post, "officials table")


def test_nobody_but_an_official_of_that_side_gets_a_post_of_the_table(record: Record, path: Path) -> None:
    (id_,) = told(record, event(person("Sergei Shoigu", "BY"), KANG)).event_ids
    assert held(path, id_) == (None, None)


def test_a_post_that_a_person_set_is_said_to_be_a_decision(record: Record, path: Path) -> None:
    (id_,) = told(record, event(SHOIGU, KANG)).event_ids
    record.edit(id_, [("who-", "Shoigu"), ("who+", "Sergei Shoigu (RU; Envoy)")])
    assert held(path, id_) == ("Envoy", "decision")
    with closing(answers.connect(path)) as connection:
        why = {row["value"]: row for row in answers.why(connection, id_)["why"]}
    assert why["Sergei Shoigu: Envoy"]["decision"]["decision"] == 1
    record.edit(id_, [("who-", "Shoigu"), ("who+", "Sergei Shoigu (RU)")])
    assert held(path, id_) == ("Defence Minister", "officials table")


def test_why_gives_the_row_of_the_table_for_a_post_that_no_article_writes(record: Record, path: Path) -> None:
    (id_,) = told(record, event(SHOIGU, KANG)).event_ids
    with closing(answers.connect(path)) as connection:
        rows = [row for row in answers.why(connection, id_)["why"] if row["field"] == "post"]
    assert [row["value"] for row in rows] == ["Sergei Shoigu: Defence Minister", "Kang Sun-nam: Defense Minister"]
    table, written = rows
    assert (table["how"], table["source"], table["quotes"]) == ("in office on 2023-07-26", None, [])
    assert table["table"]["name"] == "officials.csv"
    assert (table["table"]["row"]["start"], table["table"]["row"]["end"]) == ("2012-11-06", "2024-05-12")
    assert (written["how"], written["table"]) == ("written", None)
    assert written["source"]


def test_on_the_command_line_every_form_says_which(record: Record, path: Path) -> None:
    (id_,) = told(record, event(SHOIGU, KANG)).event_ids

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, "--db", str(path)])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    posts = ["Sergei Shoigu: Defence Minister (officials table)", "Kang Sun-nam: Defense Minister (article)"]
    shown: dict[str, Any] = json.loads(run("show", id_, "--json"))[0]
    assert shown["posts"] == json.loads(run("show", id_, "--jsonl"))["posts"] == posts
    assert [p["title"] for p in shown["participants"]] == [None, "Defense Minister"]  # as the articles write
    assert "; ".join(posts) in run("show", id_, "--csv")
    assert "Defence Minister (officials table)" in run("show", id_)
    assert "officials.csv: Sergei Shoigu, Defence Minister, 2012-11-06 to 2024-05-12" in run("show", id_, "--why")
    assert "Defence Minister (officials table)" in run("who-met", "Kang")
    (row,) = json.loads(run("who-met", "Kang", "--json"))
    assert (row["post"], row["post_from"]) == ("Defence Minister", "officials table")
    assert "Defence Minister,officials table" in run("who-met", "Kang", "--csv")
