"""A record for the tests of exports, with text that would harm a careless writer, and the command that exports it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from tests.cli_record import fill
from tests.record_articles import country, event, person, told, when
from tracker.cli import app
from tracker.model import Article, Event, Evidence, Place
from tracker.record import open_database

CALC = "=cmd|'/C calc'!A0"
HOSTILE = (
    f"{CALC} <script>alert(1)</script> ]]> \x0b\x1b[2J \u202eevil\u202c \"q\" 'a' & [[../../etc/passwd|x]] #tag \ttab"
)
PATHS = "../../../etc/passwd"


def fill_hostile(path: Path) -> Path:
    """The events of `cli_record.fill`, and more: months, years, spans, several sources, hostile texts and addresses."""
    fill(path)
    with open_database(path) as record:
        text = f"{HOSTILE}\n\nBEGIN:VEVENT\r\nmet."
        harmful = Event(
            "meeting", "held", when("2023-09-05"),
            (person(HOSTILE, "RU", title=HOSTILE), person(PATHS, "KP"), country("CON", "CN")),
            (Evidence(text, 0, len(text)),), Place(HOSTILE, "KP"),
        )  # fmt: skip
        article = Article(text, title=HOSTILE, url="javascript:alert(1)", outlet=CALC, published=date(2023, 9, 6))
        record.add(article, [harmful], extractor="rules 1", label=HOSTILE, retrieved="2023-09-06T00:00:00Z")
        wang, lavrov = person("Wang Yi", "CN", role="host"), person("Sergei Lavrov", "RU", role="visitor")
        told(record, event(wang, lavrov, day="2023-10", type="visit", place=Place("Beijing", "CN")), text=" one")
        told(record, event(wang, lavrov, day="2022", type="agreement", place=None), text=" two")
        told(record, event(wang, lavrov, day="2023-11-02", status="postponed", place=None), text=" three")
        told(
            record,
            event(wang, lavrov, day="2023-12-02"),
            text=" four",
            outlet="One",
            url="https://example.org/?a=1&b=<2>",
        )
        told(record, event(wang, lavrov, day="2023-12-02"), text=" five", outlet="Two", published="2023-12-03")
    return path


def run(*arguments: str, code: int = 0) -> Any:
    """The command, on the database that TRACKER_DB names."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result


def exported(format_: str, *options: str) -> str:
    """What an export writes to standard output."""
    return str(run("export", format_, "-", *options).stdout_bytes.decode("utf-8"))
