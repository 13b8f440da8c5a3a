"""Full text: which events and articles tell of words, the words marked, whatever a user types."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.record_articles import KANG, LAVROV, SHOIGU, WANG, event
from tests.test_render import Screen
from tracker import answers
from tracker.answers import Filters
from tracker.cli import app
from tracker.errors import InputError
from tracker.model import Article, Event, Evidence
from tracker.record import open_database
from tracker.render import found as view
from tracker.render import write_table

MET = "Sergei Shoigu met Kang Sun-nam in Pyongyang AND spoke of the grain corridor."
CALLED = "Wang Yi telephoned Sergei Lavrov about grain."
SAID = "Mr Lavrov accused Türkiye of [delay] \x1b[31m\ufdd0x."
KEYS = ["kind", "id", "date", "type", "status", "who", "where", "title", "outlet", "source", "events", "snippet", "marks",
        "score"]  # fmt: skip


def add(record: Any, text: str, *proven: tuple[Event, str], **about: Any) -> None:
    from dataclasses import replace

    events = []
    for one, quote in proven:
        start = text.index(quote)
        events.append(replace(one, evidence=(Evidence(quote, start, start + len(quote)),)))
    record.add(Article(text, **about), events, extractor="1")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "events.db"
    with open_database(path) as record:
        add(record, f"News. {MET} {CALLED}", (event(SHOIGU, KANG), MET), (event(WANG, LAVROV, type="call"), CALLED),
            title="A day of talks", outlet="Example News", published=date(2023, 7, 27))  # fmt: skip
        add(record, "The harvest of grain was poor. Nobody met.", title="Grain prices", published=date(2023, 8, 1))
        add(record, f"It was said. {SAID}", (event(LAVROV, type="accuse", day=None), SAID), title="Words", outlet="AP")
    return path


@pytest.fixture(scope="module")
def connection(filled: Path) -> Iterator[sqlite3.Connection]:
    with closing(answers.connect(filled)) as connection:
        yield connection


def found(connection: sqlite3.Connection, asked: str, **filters: Any) -> list[str]:
    rows = answers.search(connection, asked, Filters(**filters))
    return [row["type"] if row["kind"] == "event" else row["title"] for row in rows]


def test_events_are_found_by_their_evidence_and_articles_by_title_and_text(connection: sqlite3.Connection) -> None:
    rows = answers.search(connection, "grain")
    assert [row["kind"] for row in rows] == ["event", "article", "event"]
    call, article, meeting = rows
    assert list(call) == KEYS
    assert (call["type"], meeting["type"], article["title"]) == ("call", "meeting", "Grain prices")
    assert call["snippet"] == CALLED
    assert [CALLED[start:end] for start, end in call["marks"]] == ["grain"]
    assert call["score"] >= meeting["score"]  # the shorter sentence
    assert (article["date"], article["type"], article["events"]) == ("2023-08-01", None, [])
    assert call["source"] == meeting["source"] != article["source"] == article["id"]


def test_words_are_found_whatever_their_ending_case_and_accents(connection: sqlite3.Connection) -> None:
    assert found(connection, "TELEPHONING") == ["call"]
    assert found(connection, "turkiye", words=True) == ["accuse"]
    assert found(connection, "shoigu lavrov") == ["A day of talks"]  # both are in the text, not in one sentence


def test_quotes_make_a_phrase_and_a_star_a_beginning(connection: sqlite3.Connection) -> None:
    assert found(connection, '"spoke of the grain"') == ["meeting"]
    assert found(connection, '"grain the of spoke"') == []
    assert found(connection, "pyong*") == ["meeting"]
    assert found(connection, '"grain corr"*') == ["meeting"]
    assert found(connection, "pyong") == []


@pytest.mark.parametrize(
    "words", ["Sun-nam", "Sun-nam AND spoke", "AND", 'grain" corridor', "title:grain OR x", "(grain)"]
)
def test_nothing_that_a_user_types_is_a_command(words: str, connection: sqlite3.Connection) -> None:
    expected = {"title:grain OR x": [], "(grain)": ["call", "Grain prices", "meeting"]}.get(words, ["meeting"])
    assert found(connection, words) == expected


@example("NEAR(a b, 2)")
@example("^grain")
@example('"')
@example("-grain + *")
@example("a" * 5000)
@example("\0grain")
@given(st.text(st.sampled_from("ab \"*-+:^(){}',.\0é金")) | st.text())
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_gives_an_answer_or_one_clear_line(connection: sqlite3.Connection, words: str) -> None:
    if any(unicodedata.category(character)[0] in "LNM" for character in words):
        assert isinstance(answers.search(connection, words), list)
    else:
        with pytest.raises(InputError, match="has no word to look for"):
            answers.search(connection, words)


def test_filters_hold_for_events_and_for_the_articles_that_tell_of_them(connection: sqlite3.Connection) -> None:
    assert found(connection, "grain", country=("China",)) == ["call"]
    assert found(connection, "news", country=("China",)) == ["A day of talks"]
    assert found(connection, "harvest", country=("China",)) == []
    assert found(connection, "grain", type=("meeting",), level=("minister+",)) == ["meeting"]
    assert found(connection, "lavrov", outlet=("AP",), words=True) == ["accuse"]
    assert found(connection, "said", outlet=("AP",)) == []  # its event is in words only
    assert found(connection, "grain", limit=1) == ["call"]
    assert found(connection, "grain", reverse=True)[0] == "Grain prices"


def test_words_too_common_to_be_ranked_come_with_the_last_added_first(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("tracker.answers.search"), "COMMON", 1)
    rows = answers.search(connection, "grain")
    assert [row["score"] for row in rows] == [None] * 3
    assert rows[0]["type"] == "call"


@pytest.fixture
def run(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TRACKER_DB", str(filled))
    return lambda *words: CliRunner().invoke(app, ["search", *words])


def test_the_words_are_marked_in_every_format(run: Any) -> None:
    assert "in Pyongyang AND spoke of the **grain** **corridor**." in run("grain", "corridor").stdout
    assert "of the **grain** **corridor**" in run("grain", "corridor", "--markdown").stdout
    (row,) = json.loads(run("grain", "corridor", "--json").stdout)
    assert "**" not in row["snippet"]
    (cells,) = csv.DictReader(io.StringIO(run("grain", "corridor", "--csv").stdout))
    assert tuple(cells) == view.FOUND_KEYS
    assert cells["spans"] == "; ".join(f"{start}-{end}" for start, end in row["marks"])


def test_text_of_an_article_cannot_mark_or_steer(run: Any) -> None:
    text = run("accused", "--words").stdout
    assert r"Mr Lavrov **accused** Türkiye of [delay] \x1b[31m\ufdd0x." in text
    assert r"\[delay\] \\x1b" in run("accused", "--words", "--markdown").stdout


def test_what_is_not_found_or_left_out_is_said(run: Any) -> None:
    assert (run("xyzzy").stderr, run("xyzzy").exit_code) == ("nothing is found\n", 0)
    assert run("grain", "--limit", "2").stderr == "more is found than these 2: see --limit\n"
    assert run("grain", "--limit", "3").stderr == ""
    wrong = run("--", "-")
    assert (wrong.exit_code, wrong.stderr) == (1, "tracker: '-' has no word to look for\n")


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_terminal_shows_the_words_in_another_style(
    width: int, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    write_table(answers.search(connection, "grain"), view.FOUND, screen)
    assert "\x1b[1;4mgrain" in screen.getvalue()
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    write_table(answers.search(connection, "grain"), view.FOUND, screen)
    assert max(map(len, screen.getvalue().splitlines())) <= width
    assert "corridor" in screen.getvalue()
