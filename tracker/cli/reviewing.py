"""The command for what a person should check: review."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker.cli.endings import say
from tracker.cli.groups import Words, grouped
from tracker.cli.options import Database, database, opened
from tracker.errors import InputError
from tracker.render import Format, write_rows


@grouped
def review(
    list_: Annotated[bool, typer.Option("--list", help="Print the queue and leave, without a screen.")] = False,
    words: Words = False,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="List at most N rows.")] = None,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Check what is doubtful, most doubtful first.

    Events of low confidence, events that may be one, and fields of which sources say contrary things. On the screen the
    passages stand beside the record; keys confirm, correct, reject, merge, keep apart, skip and undo. With --list, or a
    format, the queue is printed. What a person has decided is left out.
    """
    if not list_ and form == "table" and limit is None:
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
            raise InputError("there is no terminal to show a screen on: say --list")
        from tracker.review import review as on_screen

        on_screen(database(db), words=words)
        return
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.doubtful(connection, words=words)[:limit]
    if not rows:
        say("no doubts")
    write_rows(rows, form, sys.stdout, keys=views.DOUBTS_KEYS, columns=views.DOUBTS)
