"""`tracker add`, `extract` and `remove`, with a stand-in for the extraction and a real record."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import tracker.extraction
from tracker.cli import app
from tracker.errors import InputError
from tracker.model import Article, Event, Evidence, Participant, Place, When

SENTENCE = "Russian Defense Minister Sergei Shoigu met Kang Sun-nam in Pyongyang on Wednesday."
ARTICLE = f"PYONGYANG, July 26, 2023 - A delegation came.\n\n{SENTENCE}\n\nThe talks went on until the evening.\n"


def stand_in(article: Article, *, model: str | None = None) -> list[Event]:
    """A meeting for each time that the sentence is there."""
    return [
        Event(
            type="meeting",
            status="held",
            when=When("2023-07-26", None, "day", "Wednesday", "weekday") if article.published else When(),
            participants=(
                Participant("Sergei Shoigu", "person", "RU", None, "Defense Minister", "visitor", "demonym"),
                Participant("Kang Sun-nam", "person", "KP", None, "Defense Minister", "host", "possessive"),
            ),
            evidence=(Evidence(SENTENCE, found.start(), found.end()),),
            place=Place("Pyongyang", "KP"),
            confidence=0.9,
        )
        for found in re.finditer(re.escape(SENTENCE), article.text)
    ]


@pytest.fixture(autouse=True)
def _extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker.extraction, "extract", stand_in, raising=False)
    monkeypatch.setattr(tracker.extraction, "EXTRACTOR_VERSION", "stand-in 1", raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with one article; TRACKER_DB names a database that does not exist yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "events.db"))
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | bytes | None = None) -> Any:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def events_stored(folder: Path) -> int:
    with sqlite3.connect(folder / "events.db") as connection:
        count: int = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    connection.close()
    return count


def test_adding_an_article_prints_a_table_of_what_was_found_and_counts_it(folder: Path) -> None:
    result = run("add", "article.txt")
    assert result.exit_code == 0
    heading, row = result.stdout.splitlines()
    assert heading.split() == ["Id", "Date", "Type", "Status", "Who", "Where"]
    cells = re.split(r"  +", row)
    assert cells[1:] == [
        "2023-07-26",
        "meeting",
        "held",
        "Sergei Shoigu (RU), Kang Sun-nam (KP)",
        "Pyongyang, KP",
    ]
    assert re.fullmatch("[0-9a-z]{4,}", cells[0])
    assert "1 article added: 1 event new, 0 known, 0 merged" in result.stderr
    assert events_stored(folder) == 1


def test_what_was_only_said_is_counted_and_stored_but_not_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_words(article: Article, *, model: str | None = None) -> list[Event]:
        return [*stand_in(article), *(replace(event, type="support") for event in stand_in(article))]

    monkeypatch.setattr(tracker.extraction, "extract", with_words)
    hint = "(1 in words only: see `timeline --words`)"
    dry = run("add", "--dry-run", "article.txt")
    assert f"1 article, 2 events {hint}; nothing stored" in dry.stderr
    added = run("add", "--json", "article.txt")
    assert [row["type"] for row in json.loads(added.stdout)] == ["meeting"]
    assert f"1 article added: 2 events new, 0 known, 0 merged {hint}" in added.stderr
    assert events_stored(folder) == 2
    assert [row["type"] for row in json.loads(run("timeline", "--json").stdout)] == ["meeting"]
    assert [row["type"] for row in json.loads(run("timeline", "--json", "--words").stdout)] == ["meeting", "support"]
    assert [row["type"] for row in json.loads(run("timeline", "--json", "--type", "support").stdout)] == ["support"]


def test_it_says_which_publication_date_was_used_and_where_it_was_found(folder: Path) -> None:
    assert "article.txt: published 2023-07-26 (dateline)" in run("add", "article.txt").stderr
    (folder / "other.txt").write_text(ARTICLE + "More.", encoding="utf-8")
    assert "published 2023-07-27 (--date)" in run("add", "--date", "2023-07-27", "other.txt").stderr


def test_a_missing_publication_date_is_a_warning_that_names_the_option(folder: Path) -> None:
    (folder / "undated.txt").write_text(SENTENCE, encoding="utf-8")
    result = run("add", "undated.txt")
    assert result.exit_code == 0
    assert "no publication date found" in result.stderr
    assert "--date" in result.stderr
    assert "undated" in result.stdout


def test_the_same_article_again_changes_nothing_and_says_so(folder: Path) -> None:
    run("add", "article.txt")
    (folder / "copy.txt").write_text(ARTICLE.replace("\n", "\r\n"), encoding="utf-8")
    result = run("add", "copy.txt")
    assert result.exit_code == 0
    assert re.search("copy.txt: already in the record as source s-[0-9a-z]+; nothing changed", result.stderr)
    assert "0 articles added, 1 known" in result.stderr
    assert events_stored(folder) == 1


def test_an_article_that_is_known_is_not_read_for_events_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "article.txt")
    read: list[object] = []
    monkeypatch.setattr("tracker.extraction.extract", lambda article, **_: read.append(article) or [])
    result = run("add", "article.txt")
    assert "already in the record" in result.stderr
    assert "Kang Sun-nam" in result.stdout
    assert read == []


def test_the_same_event_in_another_article_is_merged(folder: Path) -> None:
    run("add", "article.txt")
    (folder / "second.txt").write_text(ARTICLE + "\nOfficials said little.\n", encoding="utf-8")
    assert "1 article added: 0 events new, 0 known, 1 merged" in run("add", "second.txt").stderr
    assert events_stored(folder) == 1


def test_a_dry_run_shows_the_events_and_stores_nothing(folder: Path) -> None:
    result = run("add", "--dry-run", "article.txt")
    assert result.exit_code == 0
    assert "Kang Sun-nam" in result.stdout
    assert result.stdout.splitlines()[1].startswith("- ")
    assert "1 article, 1 event; nothing stored" in result.stderr
    assert not (folder / "events.db").exists()


def test_one_bad_file_of_several_is_named_and_the_rest_is_added(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    result = run("add", "empty.txt", "article.txt", "binary.txt", "missing.txt")
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    errors = [line for line in result.stderr.splitlines() if line.startswith("tracker: ")]
    assert len(errors) == 3
    for name in ("empty.txt", "binary.txt", "missing.txt"):
        assert sum(name in line for line in errors) == 1
    assert events_stored(folder) == 1


@pytest.mark.parametrize("path", ["missing.txt", "hollow"])
def test_no_usable_input_leaves_no_database_behind(folder: Path, path: str) -> None:
    (folder / "hollow").mkdir()
    result = run("add", path)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert path in result.stderr
    assert result.stdout == ""
    assert not (folder / "events.db").exists()


def test_standard_input_is_read_as_an_article(folder: Path) -> None:
    result = run("add", "-", "--title", "Talks", "--outlet", "Example", "--url", "https://example.org/1", stdin=ARTICLE)
    assert result.exit_code == 0
    assert events_stored(folder) == 1
    listed = json.loads(run("sources", "--json").stdout)
    assert [(s["title"], s["outlet"], s["url"]) for s in listed] == [("Talks", "Example", "https://example.org/1")]


def test_empty_standard_input_is_an_error_of_one_line(folder: Path) -> None:
    result = run("add", "-", stdin="")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("tracker: ")


@pytest.mark.parametrize(
    "date", ["26 July", "2023-02-30", "20230726", "2023-7-26", "2023-W30-3", "", "2023-07-26T10:00"]
)
def test_a_date_that_is_none_is_a_clear_error(folder: Path, date: str) -> None:
    result = run("add", "--date", date, "article.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"tracker: --date {date}")
    assert "2023-07-26" in result.stderr
    assert not (folder / "events.db").exists()


def test_a_publication_date_that_is_still_to_come_is_pointed_out(folder: Path) -> None:
    result = run("add", "--dry-run", "--date", "9023-07-26", "article.txt")
    assert result.exit_code == 0
    assert "published 9023-07-26 (--date), a day still to come" in result.stderr
    assert "to come" not in run("add", "--dry-run", "--date", "2023-07-26", "article.txt").stderr


def test_a_file_that_is_no_database_stays_as_it_was(folder: Path) -> None:
    (folder / "events.db").write_text("not a database, though long enough to look like one" * 20)
    before = (folder / "events.db").read_bytes()
    result = run("add", "article.txt")
    assert result.exit_code == 1
    assert "events.db" in result.stderr
    assert "database" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (folder / "events.db").read_bytes() == before


@pytest.mark.parametrize("database", ["article.txt/events.db", "."])
def test_a_database_that_cannot_be_made_is_a_clear_error(folder: Path, database: str) -> None:
    result = run("add", "article.txt", "--db", database)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.fullmatch(r"tracker: .+\n", result.stderr)
    assert (folder / "article.txt").read_text(encoding="utf-8") == ARTICLE


def test_the_database_that_the_option_names_is_used(folder: Path) -> None:
    assert run("add", "article.txt", "--db", "other.db").exit_code == 0
    assert (folder / "other.db").exists()
    assert not (folder / "events.db").exists()


def test_what_was_found_can_be_had_as_json_and_csv(folder: Path) -> None:
    (row,) = json.loads(run("add", "--dry-run", "--json", "article.txt").stdout)
    assert list(row) == [
        "id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country",
        "participants", "quote", "confidence", "article",
    ]  # fmt: skip
    assert row["quote"] == SENTENCE
    assert row["id"] is None
    csv = run("add", "--csv", "article.txt").stdout.splitlines()
    assert len(csv) == 2
    assert csv[0].startswith("id,date,end,")


def test_without_its_text_an_article_is_kept_with_its_quotes(folder: Path) -> None:
    assert "1 article added" in run("add", "--no-text", "article.txt").stderr
    assert "already in the record" in run("add", "article.txt").stderr
    with sqlite3.connect(folder / "events.db") as connection:
        assert connection.execute("SELECT count(*) FROM source_text").fetchone() == (0,)
        id_, source = connection.execute("SELECT event_id, source_id FROM mention").fetchone()
    connection.close()
    said = "its text was not kept, so only the quotes can be shown"
    for page in (run("show", id_).stdout, run("show", id_, "--why").stdout):
        assert page.count(said) == 1
        assert SENTENCE in page
    assert f"source {source}: its text was not kept, so it cannot be read again" in run("reextract", source).stderr
    quoting = run("add-event", "type=visit", "who=Wang Yi (CN)", "--source", source, "--quote", "The talks went on")
    assert quoting.exit_code == 1
    assert quoting.stderr == f"tracker: the text of source {source} was not kept, so no quote can be looked up in it\n"


def test_hostile_names_are_shown_literally(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Putin [bold] \x1b[2J\u202e"

    def hostile(article: Article, *, model: str | None = None) -> list[Event]:
        who = Participant(name, "person", "RU")
        return [Event("visit", "held", When(), (who,), (Evidence("x", 0, 1),))]

    monkeypatch.setattr(tracker.extraction, "extract", hostile)
    result = run("add", "article.txt")
    assert r"Putin [bold] \x1b[2J\u202e (RU)" in result.stdout
    assert "\x1b" not in result.output
    assert json.loads(run("add", "--dry-run", "--json", "article.txt").stdout)[0]["participants"][0]["name"] == name


def test_a_hostile_file_name_is_shown_literally(folder: Path) -> None:
    result = run("add", "no\x1b[31msuch\nfile.txt")
    assert result.exit_code == 1
    assert r"no\x1b[31msuch" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_model_that_is_not_installed_ends_the_run_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_model(article: Article, *, model: str | None = None) -> list[Event]:
        raise InputError(f"the model {model} is not installed")

    monkeypatch.setattr(tracker.extraction, "extract", no_model)
    (folder / "second.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("add", "--model", "xx_none", "article.txt", "second.txt")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "tracker: the model xx_none is not installed"
    assert result.stderr.count("not installed") == 1


def test_an_article_that_the_extraction_fails_on_is_named_and_the_rest_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_on_some(article: Article, *, model: str | None = None) -> list[Event]:
        if "trouble" in article.text:
            raise RecursionError("too deep")
        return stand_in(article)

    monkeypatch.setattr(tracker.extraction, "extract", fails_on_some)
    (folder / "bad.txt").write_text("This text means trouble for some reader.", encoding="utf-8")
    result = run("add", "bad.txt", "article.txt")
    assert result.exit_code == 1
    assert "tracker: bad.txt: this is a bug (RecursionError: too deep)" in result.stderr
    assert events_stored(folder) == 1
    lines = run("extract", "bad.txt", "article.txt")
    assert lines.exit_code == 1
    assert len(lines.stdout.splitlines()) == 1


def test_an_article_that_the_record_refuses_is_named_and_the_rest_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible(article: Article, *, model: str | None = None) -> list[Event]:
        if "second" in article.text:
            return [Event("visit", "held", When("2023-02-30", None, "day"), (), (Evidence("The", 0, 3),))]
        return stand_in(article)

    monkeypatch.setattr(tracker.extraction, "extract", impossible)
    (folder / "second.txt").write_text("The second article.", encoding="utf-8")
    result = run("add", "second.txt", "article.txt")
    assert result.exit_code == 1
    assert re.search(r"^tracker: second\.txt: event 0", result.stderr, re.M)
    assert events_stored(folder) == 1


def test_an_interrupted_run_keeps_what_it_has_added(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(article: Article, *, model: str | None = None) -> list[Event]:
        if "second" in article.text:
            raise KeyboardInterrupt
        return stand_in(article)

    monkeypatch.setattr(tracker.extraction, "extract", interrupted)
    (folder / "second.txt").write_text("The second article.", encoding="utf-8")
    result = run("add", "article.txt", "second.txt")
    assert result.exit_code == 130
    assert result.stderr.splitlines()[-2:] == [
        "1 article added: 1 event new, 0 known, 0 merged",
        "tracker: interrupted",
    ]
    assert events_stored(folder) == 1


def test_extract_prints_one_json_line_a_document_and_touches_no_database(folder: Path) -> None:
    records = [
        {"id": "a", "text": ARTICLE, "published": "2023-07-26"},
        {"id": "b", "text": "Nothing happened."},
    ]
    corpus = "".join(json.dumps(record) + "\n" for record in records)
    result = run("extract", "-", "article.txt", stdin=corpus)
    assert result.exit_code == 0
    assert result.stderr == ""
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert list(first) == ["id", "events"]
    assert [first["id"], second["id"], third["id"]] == ["a", "b", "article.txt"]
    assert second["events"] == []
    (event,) = first["events"]
    (evidence,) = event["evidence"]
    assert ARTICLE[evidence["start"] : evidence["end"]] == evidence["quote"] == SENTENCE
    assert event["date"] == {
        "start": "2023-07-26", "end": None, "precision": "day", "text": "Wednesday", "basis": "weekday",
    }  # fmt: skip
    assert not (folder / "events.db").exists()


def test_a_bad_line_of_a_corpus_is_reported_and_the_rest_goes_on(folder: Path) -> None:
    corpus = json.dumps({"id": "a", "text": ARTICLE}) + "\n{broken\n" + json.dumps({"id": "c", "text": "No."}) + "\n"
    result = run("extract", "-", stdin=corpus)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "c"]
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("tracker: ")


def test_extract_writes_each_document_before_it_reads_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def watching(article: Article, *, model: str | None = None) -> list[Event]:
        written.append(sys.stdout.buffer.getvalue().count(b"\n"))  # type: ignore[attr-defined]
        return []

    monkeypatch.setattr(tracker.extraction, "extract", watching)
    corpus = "".join(json.dumps({"id": str(n), "text": "Some text."}) + "\n" for n in range(5))
    assert run("extract", "-", stdin=corpus).exit_code == 0
    assert written == [0, 1, 2, 3, 4]


def source_ids(folder: Path) -> list[str]:
    return [source["id"] for source in json.loads(run("sources", "--json").stdout)]


def test_removing_an_article_needs_a_yes_where_there_is_no_terminal(folder: Path) -> None:
    run("add", "article.txt", "--title", "Talks in Pyongyang")
    (source,) = source_ids(folder)
    result = run("remove", source, stdin="y\n")
    assert result.exit_code == 1
    assert "--yes" in result.stderr
    assert "Talks in Pyongyang" in result.stderr
    assert events_stored(folder) == 1


def test_removing_an_article_removes_what_only_it_tells_of(folder: Path) -> None:
    run("add", "article.txt")
    (source,) = source_ids(folder)
    result = run("remove", "--yes", source)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert f"removed source {source}" in result.stderr
    assert events_stored(folder) == 0


def test_removing_what_is_not_there_is_an_error(folder: Path) -> None:
    assert run("remove", "--yes", "s-0000").exit_code == 1
    assert not (folder / "events.db").exists()
    run("add", "article.txt")
    result = run("remove", "--yes", "s-0000")
    assert result.exit_code == 1
    assert "s-0000" in result.stderr
    assert events_stored(folder) == 1
