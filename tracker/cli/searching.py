"""The command that looks for words: search."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.endings import say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, opened
from tracker.render import Format, write_rows

if TYPE_CHECKING:
    from tracker.answers import Filters


@grouped
def search(
    asked: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='All must be there; "a phrase" in quotes, begin* for a beginning.',
            show_default=False,
        ),
    ],
    filters: Filters,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Look for words in evidence, titles and articles.

    The best first, events and articles in turn, at most 20 or --limit. An event is found by the sentences that prove it.
    Filters keep what tells of an event that fits them.
    """
    from tracker import answers
    from tracker.answers.search import LIMIT, latest_first
    from tracker.render import found as view

    limit = LIMIT if filters.limit is None else filters.limit
    with opened(db) as connection:
        rows = answers.search(connection, " ".join(asked), replace(filters, limit=limit + 1, reverse=False))
    if not rows:
        say("nothing is found")
    elif len(rows) > limit:
        say(f"more is found than these {limit}: see --limit")
    shown = latest_first(rows[:limit]) if filters.reverse else rows[:limit]
    write_rows(
        view.flat_rows(shown) if form == "csv" else shown, form, sys.stdout, keys=view.FOUND_KEYS, columns=view.FOUND
    )
