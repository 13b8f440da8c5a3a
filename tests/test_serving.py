"""The record in Datasette: read only, set up to be searched, and for this machine alone."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.cli_record import fill
from tracker.cli import app

pytest.importorskip("datasette", reason="Datasette is not installed")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, on a free port; ended as a person ends it."""
    database = fill(tmp_path_factory.mktemp("served") / "events.db")
    command = [sys.executable, "-m", "tracker", "serve", "--port", "0", "--db", str(database)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr
        line = server.stderr.readline()
        yield line.split()[0]
        server.send_signal(signal.SIGINT)
        said = server.stderr.read()
    assert server.returncode == 0, said
    assert "Traceback" not in said


def get(url: str, host: str | None = None) -> tuple[int, str]:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def rows(url: str) -> list[dict[str, Any]]:
    status, body = get(url)
    assert status == 200, body
    return list(json.loads(body))


def test_the_views_are_there_with_facets(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    answer = json.loads(get(f"{address}events/timeline.json")[1])
    assert {"type", "status", "country"} <= set(answer["facet_results"])
    assert [row["person"] for row in rows(f"{address}events/who_met.json?_shape=array")] == [
        "Sergei Shoigu",
        "Kang Sun-nam",
    ]


def test_quotes_and_texts_are_searched_in_full(address: str) -> None:
    (found,) = rows(f"{address}events/quotes.json?_search=telephoned&_shape=array")
    assert found["quote"] == "Kang Sun-nam telephoned Sergei Shoigu."
    (text,) = rows(f"{address}events/texts.json?_search=cooperation&_shape=array")
    assert text["title"] == "Talks in Pyongyang"


@pytest.mark.parametrize(("words", "count"), [("counterpart", 1), ("", 0), ("%22%29%20OR", 0)])
def test_the_ready_made_search_takes_any_words(address: str, words: str, count: int) -> None:
    assert len(rows(f"{address}events/search.json?words={words}&_shape=array")) == count


def test_the_other_ready_made_questions_have_answers(address: str) -> None:
    (pair,) = [row for row in rows(f"{address}events/relations.json?_shape=array") if row["country_1"] == "KP"]
    assert (pair["country_2"], pair["held"]) == ("RU", 3)
    event = rows(f"{address}events/timeline.json?type=call&_shape=array")[0]["id"]
    assert rows(f"{address}events/evidence.json?event={event}&_shape=array")[0]["quote"].startswith("Kang Sun-nam tele")


def test_nothing_can_be_changed_or_taken_whole(address: str) -> None:
    for statement in ("delete+from+event", "with+a+as+(select+1)+delete+from+event", "pragma+journal_mode=delete"):
        assert get(f"{address}events.json?sql={statement}")[0] == 400
    assert get(f"{address}events.db")[0] == 403
    assert len(rows(f"{address}events/event.json?_shape=array")) == 5


def test_another_name_for_this_machine_gets_nothing(address: str) -> None:
    status, body = get(address, host="evil.example:80")
    assert status == 421
    assert "Shoigu" not in body
    port = address.rstrip("/").rpartition(":")[2]
    assert get(address, host=f"localhost:{port}")[0] == 200


def test_a_port_that_is_taken_and_a_record_that_is_not_there_are_one_clear_line(tmp_path: Path) -> None:
    database = fill(tmp_path / "events.db")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(app, ["serve", "--port", port, "--db", str(database)])
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert f"port {port} cannot be used" in done.stderr
    done = CliRunner().invoke(app, ["serve", "--db", str(tmp_path / "none.db")])
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


def test_without_datasette_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    done = CliRunner().invoke(app, ["serve", "--db", str(fill(tmp_path / "events.db"))])
    assert (done.exit_code, done.stderr) == (
        1,
        "tracker: `tracker serve` needs Datasette: pip install 'tracker[serve]'\n",
    )
