"""The commands that hand events to other programs and take them from these: export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from tracker.cli.endings import many, say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, one_option, one_word, opened
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

    form = FORMS["timelinejs-sheet" if sheet and format_ == "timelinejs" else format_]
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
