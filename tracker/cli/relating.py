"""The commands about who has to do with whom: relations, ties, first, path.

They import what they need when they run, and nothing that is slow to import.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.endings import many, say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, database, opened
from tracker.errors import InputError
from tracker.render import Format, write_rows

if TYPE_CHECKING:
    from tracker.answers import Filters


One = Annotated[
    str, typer.Argument(metavar="A", help="A country, an organisation or a person, by any name.", show_default=False)
]
Other = Annotated[str, typer.Argument(metavar="B", help="Another.", show_default=False)]


def _by(value: str | None) -> str | None:
    if value is not None and value.casefold() != "year":
        raise typer.BadParameter(f"{value!r} is not year.")
    return value


@grouped
def relations(
    filters: Filters,
    by: Annotated[
        str | None, typer.Option("--by", metavar="year", help="Events by year, as a map of heat.", callback=_by)
    ] = None,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Rank pairs of countries by meetings, visits and calls.

    With agreements, other events, the last contact (meeting, visit or call) and the days since. Only what was held
    counts, unless --status says otherwise. --country ranks the partners of one; --reverse shows the latest contact first.
    """
    from tracker import answers
    from tracker.render import relations as view

    with opened(db) as connection:
        rows = (answers.relations_by_year if by else answers.relations)(connection, filters)
    if not rows:
        say("no pairs of countries" if filters == answers.Filters() else "no pairs of countries fit")
    if not by:
        write_rows(rows, form, sys.stdout, keys=view.RELATIONS_KEYS, columns=view.RELATIONS)
    elif form == "table":
        view.write_years(rows, sys.stdout)
    elif form == "csv":
        write_rows(view.year_rows(rows), form, sys.stdout, keys=view.year_keys(rows), columns=())
    else:
        write_rows(rows, form, sys.stdout, keys=view.YEARS_KEYS, columns=view.year_columns(rows))


@grouped
def ties(one: One, other: Other, filters: Filters, form: Format, db: Database = None) -> None:
    """Show the history of two countries or two persons.

    Events by type and year with the first and the last, the longest gap, the persons who took part most often, and the
    latest events in order (50, or --limit). What was held is counted; what was not is listed too.
    """
    from tracker import answers
    from tracker.render import ties as view

    with opened(db) as connection:
        found = answers.ties(connection, one, other, filters)
    if not found["timeline"]:
        say(f"no events of {found['one']} and {found['other']}")
    if found["left_out"]:
        say(f"{many(found['left_out'], 'earlier event')} left out of the history: see --limit")
    if form in ("table", "markdown"):
        view.write_ties(found, sys.stdout, as_markdown=form == "markdown")
    else:
        write_rows(
            [view.ties_row(found) if form == "csv" else found], form, sys.stdout, keys=view.TIES_KEYS, columns=()
        )


@grouped
def first(
    one: One,
    other: Other,
    filters: Filters,
    since_last: Annotated[
        bool, typer.Option("--since-last", help="The latest one, the one before it, and the days between.")
    ] = False,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Answer when two first met or spoke, or for the first time since.

    The first event of two countries or persons that was held, of a --type such as call; with --since-last the latest one
    and the one before it: "the first call since ...".
    """
    from tracker import answers
    from tracker.render import ties as view

    with opened(db) as connection:
        found = answers.first(connection, one, other, filters, since_last=since_last)
    if form == "table":
        view.write_first(found, sys.stdout)
    elif form in ("json", "jsonl"):
        write_rows([found], form, sys.stdout, keys=(), columns=())
    else:
        write_rows([view.first_row(found)], form, sys.stdout, keys=view.FIRST_KEYS, columns=())


@grouped
def path(
    start: Annotated[str | None, typer.Argument(metavar="A", help="A person.", show_default=False)] = None,
    goal: Annotated[str | None, typer.Argument(metavar="B", help="Another.", show_default=False)] = None,
    *,
    filters: Filters,
    form: Format,
    db: Database = None,
) -> None:
    """Show the shortest chain of meetings between two persons.

    Only meetings that are stated and were held, unless --type or --status says otherwise. Without names: where the database is,
    or would be.
    """
    if start is None:
        print(database(db))
        return
    if goal is None:
        raise InputError("path takes two persons: from whom to whom")
    from tracker import answers
    from tracker.render import ties as view

    with opened(db) as connection:
        steps = answers.chain(connection, start, goal, filters)
    if not steps:
        say(f"no chain of meetings leads from {start} to {goal}")
    write_rows(steps, form, sys.stdout, keys=view.CHAIN_KEYS, columns=view.CHAIN)
