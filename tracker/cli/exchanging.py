"""The commands that hand events to other programs and take them from these: export, import."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from tracker import imports
from tracker.cli.endings import many, say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, database, one_option, one_word, opened
from tracker.exports import COMMON, FORMS, NODES, Form

if TYPE_CHECKING:
    from tracker.answers import Filters

Out = Annotated[
    Path, typer.Argument(metavar="OUT", help="The file to write, or - for standard output.", show_default=False)
]
Force = Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")]


@grouped
def export(
    format_: Annotated[str, one_word(COMMON, "FORMAT", "What to write")],
    out: Out,
    force: Force = False,
    nodes: Annotated[str, one_option(NODES, "--nodes", "Of a graph, who is a node")] = "persons",
    sheet: Annotated[bool, typer.Option("--sheet", help="Of timelinejs, the spreadsheet as CSV, not JSON.")] = False,
    *,
    filters: Filters,
    db: Database = None,
) -> None:
    """Write events as a file of another program.

    OUT is a folder for markdown, a file for all else. A file is moved into place when all of it is written. What a
    format cannot hold, such as an undated event in a calendar, is left out and counted.
    """
    from tracker import answers

    if sheet and format_ != "timelinejs":
        raise typer.BadParameter("--sheet goes with timelinejs.")
    form = FORMS["timelinejs-sheet" if sheet else format_]
    options = {"nodes": nodes} if form.module == "graphs" else {}
    read = answers.full_events if form.full else answers.whole_events
    with (
        opened(db) as connection,
        closing(cast(Any, read(connection, filters))) as events,
        _target(form, out, force) as target,
    ):
        counted = count()
        left_out = form.write((event for event, _ in zip(events, counted, strict=False)), target, **options)
    about = "".join(f"; {number} left out: {reason}" for reason, number in left_out.items())
    say(f"{many(next(counted) - left_out.total(), 'event')} written{about}")


@contextmanager
def _target(form: Form, out: Path, force: bool) -> Iterator[Any]:
    from tracker.errors import InputError
    from tracker.exports.writing import new_file, new_folder

    if form.target == "folder":
        if str(out) == "-":
            raise InputError("this format is a folder of files: name one instead of -")
        with new_folder(out, force=force) as write:
            yield write
    elif str(out) != "-":
        with new_file(out, force=force, binary=form.target == "binary") as file:
            yield file
    elif form.target == "binary":
        if sys.stdout.isatty():
            raise InputError("this format is not text: name a file instead of -")
        yield cast(Any, sys.stdout).buffer
    else:
        yield sys.stdout


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to read, or - for standard input.", show_default=False)
    ],
    format_: Annotated[str, one_option(imports.FORMS, "--format", "What the file is")],
    columns: Annotated[
        Path | None,
        typer.Option("--columns", metavar="MAP", help="Of visits, a TOML file that says what the columns are."),
    ] = None,
    db: Database = None,
) -> None:
    """Enter events from a file of another program.

    A file is taken in whole or not at all. A row that cannot be used is named with its line and left out, and the exit
    status is 1. What the file told before is known already and changes nothing.
    """
    from tracker.imports.files import opened as opened_file
    from tracker.record import open_database

    form = imports.FORMS[format_]
    options = _options(format_, columns)
    label = "standard input" if str(file) == "-" else file.name
    faults = imports.Faults(lambda line, message: say(f"{label}, line {line}: {message}; left out"))
    extractor = f"import {format_}"
    with opened_file(file) as stream, open_database(database(db)) as record:
        found = form.read(stream, label, faults, **options)
        if form.coded:
            done = record.import_coded(found, extractor=extractor)
        else:
            done = record.import_events(found, extractor=extractor, reason=f"as imported from {label}")
    merged = f", {done.merged} joined with known ones" if done.merged else ""
    decided = f"; {many(done.decided, 'decision')} to show them as the file does" if done.decided else ""
    say(f"{many(done.new, 'event')} new{merged}; {many(done.known, 'report')} known already{decided}")
    for reason, number in faults.left_out.items():
        say(f"{many(number, 'row')} left out: {reason}")
    if faults.count:
        raise typer.Exit(1)


def _options(format_: str, columns: Path | None) -> dict[str, Any]:
    """What the reader of the format takes besides the file."""
    if format_ != "visits":
        if columns:
            raise typer.BadParameter("--columns goes with --format visits.")
        return {}
    if columns is None:
        raise typer.BadParameter("--format visits needs --columns.")
    from tracker.imports.visits import read_columns

    return {"columns": read_columns(columns)}
