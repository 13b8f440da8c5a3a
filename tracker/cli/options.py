"""The options that several commands share, and how their values are read."""

from __future__ import annotations

import gc
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from tracker.errors import InputError

Database = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="FILE",
        envvar="TRACKER_DB",
        readable=False,  # whoever opens it says so if it is not, with status 1
        help="The database file. [default: see `tracker path`]",
        show_default=False,
    ),
]
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Text, Markdown, HTML or JSONL files, folders of them, or - for standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="The day of publication, from which relative dates count."),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        envvar="TRACKER_MODEL",
        help="An installed spaCy pipeline, such as en_core_web_lg.",
        show_default=False,
    ),
]


def one_of(values: Sequence[str], name: str, explanation: str) -> Any:
    """An option, to be given any number of times, whose value is one of a few words, in any case."""

    def check(given: list[str] | None) -> list[str]:
        chosen = [value.casefold() for value in given or ()]
        for value in chosen:
            if value not in values:
                raise typer.BadParameter(f"{value!r} is none of {', '.join(values)}.")
        return chosen

    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return typer.Option(
        name,
        help=f"{explanation}: {', '.join(values)}.",
        metavar="WORD",
        callback=check,
        autocompletion=complete,
    )


def one_word(values: Iterable[str], name: str, explanation: str) -> Any:
    """An argument whose value is one of a few words, in any case."""
    check, complete = _word_of(values)
    about = f"{explanation}: {', '.join(values)}."
    return typer.Argument(metavar=name, help=about, callback=check, autocompletion=complete, show_default=False)


def one_option(values: Iterable[str], name: str, explanation: str) -> Any:
    """An option whose value is one of a few words, in any case."""
    check, complete = _word_of(values)
    about = f"{explanation}: {', '.join(values)}."
    return typer.Option(name, metavar="WORD", help=about, callback=check, autocompletion=complete)


def _word_of(values: Iterable[str]) -> tuple[Callable[[str], str], Callable[[str], list[str]]]:
    def check(given: str) -> str:
        if given.casefold() not in values:
            raise typer.BadParameter(f"{given!r} is none of {', '.join(values)}.")
        return given.casefold()

    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return check, complete


def examples(*lines: str) -> str:
    r"""An epilog that shows how a command is used; `\b` keeps its lines as they are."""
    return "\b\nExamples:\n" + "\n".join("  " + line for line in lines)


def iso_date(text: str | None) -> date | None:
    """The date written as YYYY-MM-DD; raises InputError for anything else."""
    if text is None:
        return None
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--date {text}: not a date; write it as year-month-day, such as 2023-07-26") from None


def database(path: Path | None) -> Path:
    """The database that was named, else the one in the platform's data directory.

    Raises InputError for SQLite's name of a database in memory, which would end with the command.
    """
    if str(path) == ":memory:":
        raise InputError(
            "--db :memory: would be forgotten at the end of the command: name a file, such as --db trial.db"
        )
    if path is not None:
        return path
    from tracker.record import default_path

    return default_path()


def collect_seldom() -> None:
    """Look for cycles seldom: the language model, the tables and answers of thousands of rows are hundreds of thousands of objects
    that stay, and going through them time and again takes a tenth of the time of one article."""
    gc.set_threshold(100_000, 50, 100)


@contextmanager
def opened(db: Path | None) -> Iterator[sqlite3.Connection]:
    """A connection on which nothing can be written, to the database that was named, else the usual one."""
    from tracker.answers import connect

    collect_seldom()
    with closing(connect(database(db))) as connection:
        yield connection


def standard_input() -> BinaryIO:
    """The bytes of standard input, none if there is no such thing (`<&-`)."""
    return sys.stdin.buffer if sys.stdin else BytesIO()
