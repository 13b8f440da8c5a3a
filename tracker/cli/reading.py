"""The commands that read the record: timeline, who-met, show, sources.

They import what they need when they run, and nothing that is slow to import.
"""

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
def timeline(filters: Filters, form: Format, db: Database = None) -> None:
    """Show the events in the order of their dates.

    Planned, cancelled, postponed and denied events are shown too, and say so. What was only said, promised or
    conceded is left out, unless --words or --type asks for it. Different options narrow the choice; one option
    given twice widens it.
    """
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.timeline(connection, filters)
    if not rows:
        say("no events" if filters == answers.Filters() else "no events fit")
    write_rows(
        rows,
        form,
        sys.stdout,
        keys=views.TIMELINE_KEYS,
        columns=views.EVENTS,
        groups=views.by_month_or_year(rows),
    )


@grouped
def who_met(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A person; a surname is enough when it is one person's.", show_default=False
        ),
    ],
    calls: Annotated[bool, typer.Option("--calls", help="Count telephone and video calls too.")] = False,
    planned: Annotated[bool, typer.Option("--planned", help="Count meetings that are still planned too.")] = False,
    co_present: Annotated[
        bool,
        typer.Option("--co-present", help="Count people at the same event who are not said to have met."),
    ] = False,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Show whom a person met, how often, when and where.

    One row a counterpart, with post and country on the day. Only meetings that an article states and that
    took place, unless asked for more.
    """
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.who_met(connection, name, calls=calls, planned=planned, co_present=co_present)
    if not rows:
        say(f"no meetings of {name}")
    write_rows(rows, form, sys.stdout, keys=views.WHO_MET_KEYS, columns=views.WHO_MET)


@grouped
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The event's id, as in the timeline.", show_default=False)],
    why: Annotated[
        bool,
        typer.Option("--why", help="Trace each field: sentence, source, rule or table, extractor, decision."),
    ] = False,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Show all that is known of one event, and how.

    How each field was reached, and the sentences of each source that say so. With --why one row a field, in the CSV too.
    """
    from tracker import answers
    from tracker.render import page, reasons

    with opened(db) as connection:
        event = answers.why(connection, id_) if why else answers.show(connection, id_)
    if why and form == "table":
        reasons.write_why(event, sys.stdout)
    elif why and form in ("csv", "markdown"):
        write_rows(reasons.why_rows(event["why"]), form, sys.stdout, keys=reasons.WHY_KEYS, columns=())
    elif form == "table":
        page.write_event(event, sys.stdout)
    else:
        write_rows([event], form, sys.stdout, keys=page.EVENT_KEYS, columns=())


@grouped
def sources(form: Format, db: Database = None) -> None:
    """Show the articles in the record."""
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.sources(connection)
    if not rows:
        say("no articles")
    write_rows(rows, form, sys.stdout, keys=views.SOURCES_KEYS, columns=views.SOURCES)
