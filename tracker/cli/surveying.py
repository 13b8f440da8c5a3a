"""The commands that survey the record: country, stats."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.endings import say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, opened
from tracker.render import Format, write_rows

if TYPE_CHECKING:
    from tracker.answers import Filters


@grouped
def country(
    name: Annotated[str, typer.Argument(metavar="COUNTRY", help="By any of its names.", show_default=False)],
    filters: Filters,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Show a country on a page.

    Partners, last contacts, leading persons with their posts, events by type and year, and what is planned ahead: ten of each,
    or --limit.
    """
    from tracker import answers
    from tracker.render import country as view

    with opened(db) as connection:
        found = answers.country(connection, name, filters)
    if not found["by_type"]:
        say(f"no events of {found['name']}")
    if form in ("table", "markdown"):
        view.write_country(found, sys.stdout, as_markdown=form == "markdown")
    else:
        rows = [view.country_row(found) if form == "csv" else found]
        write_rows(rows, form, sys.stdout, keys=view.COUNTRY_KEYS, columns=())


@grouped
def stats(filters: Filters, form: Format, db: Database = None) -> None:
    """Show what the record holds: events by year, type, status, outlet.

    In all with the articles that tell of them and the persons who take part. What was only said counts with --words or --type.
    """
    from tracker import answers
    from tracker.render import country as view

    with opened(db) as connection:
        rows = answers.stats(connection, filters)[: filters.limit]
    write_rows(rows, form, sys.stdout, keys=view.STATS_KEYS, columns=view.STATS)
